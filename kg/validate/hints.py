"""What was probably meant, worked out from the data: a near name, an allowed value, a date in its right form.

A hint is a question or a list to choose from, never a fact: nobody knows what was meant but the one who wrote it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.names.index import Index, Match
from kg.rdf.findings import Finding, Terms
from kg.rdf.iris import Base, slug
from kg.rdf.namespaces import EDTF, RDF, XSD
from kg.rdf.nearest import alike
from kg.sweden.dates import edtf_of
from kg.sweden.numbers import numbers_of
from kg.validate.book import Book, as_literal, bare, local
from kg.validate.causes import short
from kg.validate.evidence import odd_languages
from kg.validate.placing import Scene

LISTED = 12
"""The longest list of allowed values that a hint shows whole."""

_NEAR = 0.7
_BOOLEANS = {"ja": "true", "yes": "true", "sant": "true", "1": "true", "nej": "false", "no": "false", "0": "false"}
Hint = tuple[str, str]


@dataclass(frozen=True)
class Known:
    """What hints may name beside the book: the things there are, by name, and the kind of each class.

    `names` is asked only when a hint needs it: to read every name costs more than to judge. `code` is the code of a
    thing by its key; `worked_out` are the properties that nobody hands in.
    """

    base: Base
    kinds: Mapping[str, str]
    names: Callable[[], Index]
    code: Callable[[str], str | None] = lambda _: None
    worked_out: frozenset[str] = frozenset()


def hinted(finding: Finding, scene: Scene, known: Known | None) -> Finding:
    """The finding with a hint, where one can be worked out and it has none."""
    if finding.hint_sv is not None or finding.terms is None:
        return finding
    hint = next(_hints(finding.terms, short(finding.component), scene, known), None)
    return finding if hint is None else replace(finding, hint_sv=hint[0], hint_en=hint[1])


def _hints(terms: Terms, component: str, scene: Scene, known: Known | None) -> Iterator[Hint]:
    if component == "Closed":
        yield from _property(terms, scene.book, known.worked_out if known else frozenset())
        return
    if terms.value is None or terms.value == terms.focus:
        yield from _language(terms, scene)
        return
    if (literal := as_literal(terms.value)) is not None:
        yield from _literal(terms, literal.value, literal.language, component, scene.book)
    yield from _choice(terms, scene)
    if known is not None:
        yield from _thing(terms, scene.book, known)


def _property(terms: Terms, book: Book, worked_out: frozenset[str]) -> Iterator[Hint]:
    """The allowed property that is most like the one given, by its name or by what people call it."""
    given = local(bare(terms.path or "")).casefold()
    best: tuple[float, str] = (0.0, "")
    for predicate in dict.fromkeys(book.properties_of(terms.shape or "")):
        if bare(predicate) in worked_out:
            continue
        labels = [book.label(predicate, lang) or "" for lang in ("sv", "en")]
        forms = [local(bare(predicate)), *labels]
        best = max(best, (max(alike(given, form.casefold()) for form in forms), predicate))
    if best[0] >= _NEAR:
        yield _meant(book.short(best[1]), book, best[1])


def _literal(terms: Terms, text: str, language: str | None, component: str, book: Book) -> Iterator[Hint]:
    """A literal in the form that the shape asks for."""
    wanted = _datatypes(terms.shape, book)
    if str(RDF.langString) in wanted and language is None:
        yield (
            f'Skriv språket efter texten: "{_cut(text)}"@sv om den är på svenska.',
            f'Write the language after the text: "{_cut(text)}"@en if it is in English.',
        )
        return
    for datatype in wanted:
        if (right := _rightly(text, datatype)) is not None:
            if right != text or component == "Datatype" or len(wanted) > 1:
                yield _meant(_typed(right, datatype, book))
            return
    if language is not None and str(XSD.string) in wanted:
        yield _meant(f'"{_cut(text)}"')
    if component == "LanguageIn":
        allowed = [bare(each) for each in book.listed(book.one(terms.shape, "languageIn"))]
        yield _one_of([f"@{each}" for each in allowed])


def _datatypes(shape: str | None, book: Book) -> list[str]:
    """The datatypes that a shape takes, those of its alternatives too."""
    return [each for inner in book.within(shape) for each in book.all(inner, "datatype")] if shape else []


def _rightly(text: str, datatype: str) -> str | None:
    """A text in the one right form of a datatype; None where it can't be read as such, or in two ways."""
    if datatype == str(EDTF.EDTF):
        found = edtf_of(text)
        return found if isinstance(found, str) else None
    if datatype in (str(XSD.date), str(XSD.gYear), str(XSD.gYearMonth)):
        found = edtf_of(text)
        length = {str(XSD.date): 10, str(XSD.gYearMonth): 7}.get(datatype, 4)
        return found if isinstance(found, str) and len(found) == length and found.replace("-", "").isdigit() else None
    if datatype == str(XSD.boolean):
        return _BOOLEANS.get(text.strip().casefold())
    if datatype in (str(XSD.integer), str(XSD.decimal)):
        return _number(text, whole=datatype == str(XSD.integer))
    return None


def _number(text: str, *, whole: bool) -> str | None:
    found = numbers_of(text)
    if not isinstance(found, tuple) or len(found) != 1:
        return None
    number: Decimal = found[0]
    return None if whole and number != number.to_integral_value() else str(number)


def _typed(text: str, datatype: str, book: Book) -> str:
    """A literal as it would be written in Turtle."""
    if datatype in (str(XSD.integer), str(XSD.boolean)) or (datatype == str(XSD.decimal) and "." in text):
        return text
    return f'"{text}"^^{book.short(datatype)}'


def _choice(terms: Terms, scene: Scene) -> Iterator[Hint]:
    """The values that a shape allows, where the vocabulary or the shape lists them: the nearest first."""
    book = scene.book
    allowed = [value for each in book.within(terms.shape or "") for value in _allowed(each, book)]
    given = bare(terms.value or "")
    plain = (local(given) or given).casefold()
    said = (plain, slug(plain))
    likeness = {each: _likeness(said, each, book) for each in allowed}
    ranked = sorted(likeness, key=lambda each: -likeness[each])
    if ranked and likeness[ranked[0]] >= _NEAR:
        yield _meant(book.short(ranked[0]), book, ranked[0])
    elif 0 < len(ranked) <= LISTED:
        yield _one_of([book.short(each) for each in ranked])


def _allowed(shape: str, book: Book) -> list[str]:
    """By `sh:in`; or what in the vocabulary has the value that the shape asks for, such as the concepts of a scheme."""
    listed = book.listed(book.one(shape, "in"))
    path, value = book.path(shape), book.one(shape, "hasValue")
    if path is not None and path.simple and value is not None:
        listed += book.vocabulary.holders(path.predicate, value)
    return listed


def _likeness(said: Sequence[str], term: str, book: Book) -> float:
    forms = book.spellings.get(term) or book.spelled(term)
    return max((alike(each, form) for each in said for form in forms), default=0.0)


def _thing(terms: Terms, book: Book, known: Known) -> Iterator[Hint]:
    """The things of the class that is asked for whose name or code is most like what was given."""
    classes = {bare(each) for inner in book.within(terms.shape or "") for each in book.all(inner, "class")}
    kinds = [kind for kind, iri in known.kinds.items() if iri in classes]
    if not kinds or terms.value is None:
        return
    text = bare(terms.value)
    if (owner := known.base.owner_of(text)) is not None and f"{owner.kind}/{owner.slug}" not in known.names():
        text = owner.slug.replace("-", " ")
    found = known.names().guessed(text, kinds)
    if len(found) > 1 and found[0].score.value == found[1].score.value:
        yield _one_of([_named(each, known) for each in found])
    elif found:
        yield _meant(_named(found[0], known))


def _named(match: Match, known: Known) -> str:
    """A thing as it is written, then its name and its code."""
    said = ", ".join(filter(None, (match.label, known.code(match.key))))
    return f"<{match.key}> ({said})"


def _language(terms: Terms, scene: Scene) -> Iterator[Hint]:
    """A text whose language no shape knows, where a text in one that it does know is missing."""
    wanted = {
        bare(each)
        for inner in scene.book.within(terms.shape or "")
        for each in scene.book.listed(scene.book.one(inner, "languageIn"))
    }
    for statement in odd_languages(terms, scene.book, scene.among):
        literal = as_literal(statement[2])
        if literal is not None and len(wanted) == 1:
            language = next(iter(wanted))
            yield (
                f"”{_cut(literal.value)}” är märkt @{literal.language}. Menade du @{language}?",
                f"“{_cut(literal.value)}” is marked @{literal.language}. Did you mean @{language}?",
            )


def _meant(said: str, book: Book | None = None, term: str | None = None) -> Hint:
    names = [book.label(term, lang) if book and term else None for lang in ("sv", "en")]
    sv, en = (f"{said} ({name})" if name else said for name in names)
    return f"Menade du {sv}?", f"Did you mean {en}?"


def _one_of(allowed: Sequence[str]) -> Hint:
    said = ", ".join(allowed)
    return f"Välj bland: {said}.", f"Choose among: {said}."


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:38].rstrip()} …"
