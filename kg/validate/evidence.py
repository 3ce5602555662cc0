"""What a rule without a path has read: the statements that its conditions, or its query, name; and what was derived.

Both are read from the rules' own text, so they name what a rule may look at, not how it reasons.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from operator import ge, gt, le, lt

from kg.rdf.findings import Terms
from kg.validate.book import Book, as_literal
from kg.validate.paths import Statement, Statements, walk

_COMMENT = re.compile(r"(?m)(?:^|\s)#[^\n]*$")
_PREFIX = re.compile(r"PREFIX\s+([\w.-]*):\s*<([^<>]*)>", re.IGNORECASE)
_NAME = re.compile(r"<[^<>\s]*>|(?<![\w?$<\"'])[A-Za-z][\w-]*:[A-Za-z_][\w-]*|(?<!\S)a(?!\S)")
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")


@dataclass(frozen=True)
class Derivations:
    """Of each derived property, the properties that the rules read to make it, in the order of their text."""

    reads: Mapping[str, tuple[str, ...]]

    def source(self, statement: Statement, given: Statements, among: Statements) -> Statement | None:
        """The written statement that a derived one follows from; None where none can be told."""
        subject, predicate, value = statement
        names = self._names(predicate)
        if not names:
            return None
        if value and not value.startswith('"'):
            nodes = {subject, *_nodes_of(subject, names, given)}
            return next((each for each in given.every if each[2] == value and each[0] in nodes), None)
        return _literal_source(statement, names, given, among)

    def _names(self, predicate: str) -> tuple[str, ...]:
        """The properties read, those that are derived themselves followed to what they are made from."""
        found: dict[str, None] = {}
        ahead = [predicate]
        while ahead:
            for name in self.reads.get(ahead.pop(0), ()):
                if name not in found:
                    found[name] = None
                    ahead.append(name)
        return tuple(found)


def _nodes_of(subject: str, names: Iterable[str], given: Statements) -> list[str]:
    """The node and those it points at by these properties, two steps."""
    found: dict[str, None] = {subject: None}
    for node in list(found):
        for name in names:
            found.update(dict.fromkeys(v for v in given.values(node, name) if not v.startswith('"')))
    return list(found)


def _literal_source(
    statement: Statement, names: Iterable[str], given: Statements, among: Statements
) -> Statement | None:
    subject, _, value = statement
    nodes = _nodes_of(subject, names, given)
    made = [node for node in nodes if value and value in {v for vs in among.about(node).values() for v in vs}]
    ordered = [*(node for node in made if node != subject), *nodes]
    for name in names:
        for node in ordered:
            for each in given.values(node, name):
                if each.startswith('"'):
                    return (node, name, each)
    return None


def derivations(rules: Iterable[str], prefixes: Mapping[str, str], base_iri: str) -> Derivations:
    """What CONSTRUCT queries read to make each property."""
    reads: dict[str, tuple[str, ...]] = {}
    for text in rules:
        made, _, read = _bare(text).partition("WHERE")
        template = made[made.find("{") :]
        known = {**prefixes, **dict(_PREFIX.findall(text))}
        names = tuple(dict.fromkeys(_names(read, known, base_iri)))
        for predicate in _names(template, known, base_iri):
            reads[predicate] = (*reads.get(predicate, ()), *(each for each in names if each != predicate))
    return Derivations(reads)


def evidence(terms: Terms, book: Book, among: Statements) -> list[Statement]:
    """The statements that a rule about a node fails by, most telling first; none where something is missing.

    Of conditions of which one must hold, the last is what is asked for, and those before it are the exceptions.
    """
    if _query(terms, book) is not None:
        return read_by(terms, book, among)
    asked = _asked_for(terms.shape, book) if terms.shape else []
    if any(_is_lacking(shape, terms, book, among) for shape in asked):
        return []
    steps = [*_ways(asked, terms, book, among), *read_by(terms, book, among)]
    return list(dict.fromkeys([*(step for step in steps if _is_wrong(step, terms, book)), *steps]))


def read_by(terms: Terms, book: Book, among: Statements) -> list[Statement]:
    """Every statement that a rule about a node reads, in the order of its conditions; each leads on from the node."""
    query = _query(terms, book)
    if query is not None:
        return _of_query(query, terms, book, among)
    return _ways(book.within(terms.shape), terms, book, among) if terms.shape else []


def _query(terms: Terms, book: Book) -> str | None:
    select = book.one(terms.constraint, "select") if terms.constraint else None
    literal = as_literal(select) if select else None
    return literal.value if literal is not None else None


def _of_query(text: str, terms: Terms, book: Book, among: Statements) -> list[Statement]:
    known = {**book.prefixes, **dict(_PREFIX.findall(text))}
    names = tuple(dict.fromkeys(_names(_bare(text), known, book.base_iri)))
    found = [(terms.focus, name, value) for name in names for value in among.values(terms.focus, name)]
    nodes = dict.fromkeys([terms.value or "", *(value for _, _, value in found)])
    return found + [(node, name, value) for node in nodes for name in names for value in among.values(node, name)]


def _asked_for(shape: str, book: Book) -> list[str]:
    """The last of a rule's alternatives, and what it is put together from."""
    lists = [book.listed(head) for name in ("or", "xone") for head in book.all(shape, name)]
    return [each for members in lists if members for each in book.within(members[-1])]


def _ways(shapes: Iterable[str], terms: Terms, book: Book, among: Statements) -> list[Statement]:
    """The statements that lead from the node along the paths of shapes."""
    found: dict[Statement, None] = {}
    for shape in shapes:
        path = book.path(shape)
        if path is not None:
            for way in walk(path, terms.focus, among).values():
                found.update(dict.fromkeys(way))
    return list(found)


def _is_lacking(shape: str, terms: Terms, book: Book, among: Statements) -> bool:
    """Whether a condition asks the node for a property that it doesn't have at all."""
    path = book.path(shape)
    asks = any(book.one(shape, name) not in (None, _ZERO) for name in ("minCount", "qualifiedMinCount", "hasValue"))
    return path is not None and asks and not walk(path, terms.focus, among)


def _is_wrong(step: Statement, terms: Terms, book: Book) -> bool:
    """Whether a value is one that some condition of the rule says it may not be, by its bounds or its list."""
    for shape in book.within(terms.shape or ""):
        path = book.path(shape)
        if path is not None and step[1] in path.properties():
            for refused in book.all(shape, "not"):
                if _is_one_of(step[2], refused, book):
                    return True
    return False


def _is_one_of(value: str, shape: str, book: Book) -> bool:
    listed = [*book.all(shape, "hasValue"), *book.listed(book.one(shape, "in"))]
    if listed:
        return value in listed
    bounds = [(name, limit) for name in _BOUNDS if (limit := book.one(shape, name)) is not None]
    number = _number(value)
    limits = [(name, _number(limit)) for name, limit in bounds]
    return bool(limits) and all(
        number is not None and limit is not None and _BOUNDS[name](number, limit) for name, limit in limits
    )


def _number(term: str) -> Decimal | None:
    literal = as_literal(term)
    try:
        return Decimal(literal.value) if literal is not None else None
    except InvalidOperation:
        return None


_BOUNDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "minExclusive": gt,
    "minInclusive": ge,
    "maxExclusive": lt,
    "maxInclusive": le,
}


def odd_languages(terms: Terms, book: Book, among: Statements) -> list[Statement]:
    """The statements of a node, by the paths a rule reads, whose language is none that any shape asks for."""
    known = book.languages
    found = []
    for shape in book.within(terms.shape or ""):
        if (path := book.path(shape)) is None or not book.one(shape, "qualifiedValueShape"):
            continue
        for end, way in walk(path, terms.focus, among).items():
            literal = as_literal(end)
            if literal is not None and literal.language and literal.language.partition("-")[0] not in known:
                found.append(way[-1])
    return found


_ZERO = '"0"^^<http://www.w3.org/2001/XMLSchema#integer>'


def _bare(text: str) -> str:
    """A query without prefixes, comments and strings."""
    return _COMMENT.sub("", _STRING.sub('""', _PREFIX.sub("", text)))


def _names(text: str, prefixes: Mapping[str, str], base_iri: str) -> Iterator[str]:
    """The IRIs that a text names, in its order."""
    for token in _NAME.findall(text):
        if token == "a":  # noqa: S105 - a word of SPARQL
            continue
        if token.startswith("<"):
            iri = token[1:-1]
            yield f"<{iri if ':' in iri else base_iri + iri}>"
        else:
            prefix, _, local = token.partition(":")
            if prefix in prefixes:
                space = prefixes[prefix]
                yield f"<{space if ':' in space else base_iri + space}{local}>"
