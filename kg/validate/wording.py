"""Which node and which field a fault is about, in the words people use: `Finansiering (Norbergs kommun), Belopp`."""

from collections.abc import Iterator

from kg.rdf.findings import Terms
from kg.rdf.namespaces import FOAF, RDF
from kg.validate.book import Book, as_literal, bare
from kg.validate.expectations import path_words
from kg.validate.paths import Statements
from kg.validate.phrases import quoted, unnamed

_LONGEST = 40
_SHARED_BY = 2
"""A field that more classes than this share, such as the source of a fact, doesn't tell one node from another."""


def about(terms: Terms, book: Book, among: Statements, lang: str) -> str:
    """The node, then the field."""
    field = field_words(terms, book, among, lang)
    node = node_words(terms.focus, book, among, lang)
    return f"{node}, {field}" if field else node


def field_words(terms: Terms, book: Book, among: Statements, lang: str) -> str | None:
    """The field as its shape names it; else by its label, or as the property is written; None for no property."""
    if terms.path is None:
        return None
    path = book.path(terms.shape) if terms.shape else None
    if path is not None and str(path) == terms.path and (said := book.name_of(terms.shape, lang)):
        return said
    if terms.path.count("<") != 1 or not terms.path.startswith("<"):
        return _path(terms.path, book)
    shape = book.field(terms.path, classes_of(terms.focus, among))
    return book.name_of(shape, lang) or book.label(terms.path, lang) or book.short(terms.path)


def _path(path: str, book: Book) -> str:
    try:
        return path_words(path, book)
    except ValueError:
        return path


def node_words(node: str, book: Book, among: Statements, lang: str) -> str:
    """What a node is and what it is called: its class, and its name or what tells it from others of its class."""
    if (literal := as_literal(node)) is not None:
        return quoted(literal.value, lang)
    classes = sorted(classes_of(node, among), key=lambda each: each not in book.targets)
    sort = next((said for each in classes if (said := book.label(each, lang))), None)
    topic = next(iter(among.values(node, str(FOAF.primaryTopic))), node)
    name = book.label(topic, lang, among)
    if name:
        return f"{sort} {quoted(_cut(name), lang)}" if sort else quoted(_cut(name), lang)
    shown = unnamed(lang) if node.startswith("_:") else book.short(node)
    if not sort:
        return shown
    return f"{sort} ({next(_marks(node, book, among, lang), shown)})"


def classes_of(node: str, among: Statements) -> list[str]:
    """The classes that a node says it is of."""
    return list(among.values(node, str(RDF.type)))


def _marks(node: str, book: Book, among: Statements, lang: str) -> Iterator[str]:
    """What tells a node from its like: the thing it names, else a short value of its own."""
    fields = sorted(
        (
            (_order(shape, book), predicate, shape)
            for predicate in among.about(node)
            if (shape := book.field(predicate, classes_of(node, among))) is not None
            and len(book.owners.get(shape, ())) <= _SHARED_BY
        ),
    )
    for _, predicate, shape in fields:
        if book.one(shape, "class"):
            for value in among.values(node, predicate):
                if not _of_same_record(node, value) and (said := book.label(value, lang, among)):
                    yield _cut(said)
    for _, predicate, _ in fields:
        for value in among.values(node, predicate):
            if (literal := as_literal(value)) is not None and len(literal.value) <= _LONGEST:
                yield literal.value


def _order(shape: str, book: Book) -> float:
    literal = as_literal(book.one(shape, "order") or "")
    try:
        return float(literal.value) if literal else float("inf")
    except ValueError:
        return float("inf")


def _of_same_record(one: str, other: str) -> bool:
    return bare(one).partition("#")[0] == bare(other).partition("#")[0]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2].rstrip()} …"
