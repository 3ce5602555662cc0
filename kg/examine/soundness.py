"""Why shapes can't be applied: the shape, what in it is broken, and where it is written.

Asked when a validator has refused them: it tells what is wrong, seldom in which shape, never where.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.errors import BadShapes
from kg.place import Place
from kg.rdf.located.spots import Located
from kg.rdf.reasons import in_swedish
from kg.validate.book import Book, as_literal, bare, sh
from kg.validate.paths import Statement, Statements, statements

_PLACE = re.compile(r"^error at (\d+):(\d+)(?:-\d+:\d+)?: ")
_NUMBERS = ("minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount")
Reason = tuple[str, str, str]
"""The shape, and what is wrong with it in Swedish and in English."""


def broken(parts: Sequence[Located]) -> BadShapes | None:
    """The first thing in the shapes that no validator can apply; None where nothing is found."""
    among = statements([quad for part in parts for quad in part.quads])
    book = Book(among, Statements(()), "")
    for statement, (shape, sv, en) in _faults(book):
        places = (part.spots.get(statement) for part in parts)
        place: Place | None = next((spot.object for spot in places if spot is not None), None)
        named_sv, named_en = _named(shape, book, "sv"), _named(shape, book, "en")
        return BadShapes(f"{named_en}: {en}", message_sv=f"{named_sv}: {sv}", place=place)
    return None


def _named(shape: str, book: Book, lang: str) -> str:
    said = book.name_of(shape, lang) or book.label(shape, lang)
    node = shape if shape.startswith("<") else ("en form utan namn" if lang == "sv" else "a shape without a name")
    return f"{node} ({said})" if said else node


def _faults(book: Book) -> Iterator[tuple[Statement, Reason]]:
    for statement in book.shapes.every:
        shape, predicate, value = statement
        if predicate == sh("pattern"):
            yield from _each(statement, _pattern(shape, bare(value), book))
        elif predicate in (sh("select"), sh("ask")):
            yield from _each(statement, _query(shape, bare(value), book))
        elif predicate in map(sh, _NUMBERS):
            yield from _each(statement, _number(shape, bare(predicate), value))
        elif predicate in map(sh, ("in", "languageIn", "and", "or", "xone", "ignoredProperties")):
            yield from _each(statement, _list(shape, bare(predicate), value, book))
        elif predicate == sh("path") and value.startswith('"'):
            yield (
                statement,
                (
                    shape,
                    f"{value} är ingen väg: sh:path tar en egenskaps IRI.",
                    f"{value} is no path: sh:path takes a property's IRI.",
                ),
            )


def _each(statement: Statement, found: Iterable[Reason]) -> Iterator[tuple[Statement, Reason]]:
    for reason in found:
        yield statement, reason


def _pattern(shape: str, pattern: str, book: Book) -> Iterator[Reason]:
    try:
        re.compile(pattern)
    except re.error as wrong:
        at = (wrong.pos or 0) + 1
        yield (
            shape,
            f"mönstret {pattern!r} är inget reguljärt uttryck: {in_swedish(wrong.msg)} (tecken {at}).",
            f"the pattern {pattern!r} is no regular expression: {wrong.msg} (character {at}).",
        )


def _query(shape: str, text: str, book: Book) -> Iterator[Reason]:
    prefixes = {
        bare(prefix): bare(space)
        for owner in book.all(shape, "prefixes")
        for declared in book.all(owner, "declare")
        for prefix, space in zip(book.all(declared, "prefix"), book.all(declared, "namespace"), strict=False)
    }
    try:
        ox.Store().query(text.replace("$PATH", "<urn:path>"), prefixes=prefixes)
    except SyntaxError as wrong:
        found = _PLACE.match(str(wrong))
        at_sv, at_en = (
            (f" (frågans rad {found[1]}, tecken {found[2]})", f" (line {found[1]}, column {found[2]} of the query)")
            if found
            else ("", "")
        )
        reason = _PLACE.sub("", str(wrong)).strip().rstrip(".").partition(", [")[0]
        if "Prefix not found" in reason:
            yield (
                shape,
                f"SPARQL-frågan använder ett prefix som inte är deklarerat med sh:prefixes{at_sv}.",
                f"the SPARQL query uses a prefix that isn't declared by sh:prefixes{at_en}.",
            )
            return
        yield (
            shape,
            f"SPARQL-frågan går inte att tolka: {in_swedish(reason)}{at_sv}.",
            f"the SPARQL query can't be parsed: {reason}{at_en}.",
        )


def _number(shape: str, predicate: str, value: str) -> Iterator[Reason]:
    literal = as_literal(value)
    if literal is None or not literal.value.isdigit():
        name = predicate.rpartition("#")[2]
        yield shape, f"sh:{name} ska vara ett heltal, inte {value}.", f"sh:{name} must be a whole number, not {value}."


def _list(shape: str, predicate: str, value: str, book: Book) -> Iterator[Reason]:
    nil = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>"
    if value != nil and not book.listed(value):
        name = predicate.rpartition("#")[2]
        yield (
            shape,
            f"sh:{name} ska vara en lista i runda parenteser, inte {value}.",
            f"sh:{name} must be a list in round brackets, not {value}.",
        )
