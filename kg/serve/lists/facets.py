"""What a list is narrowed by: the fields that the shape of its kind says so of, each value with the things that say it.

Sets of things are numbers: the bit of a thing is its place in the list, so that choosing and counting take no loop.
"""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from kg.errors import ResultTooLarge
from kg.query.question import Term
from kg.rdf import edtf
from kg.rdf.iris import Base
from kg.rdf.namespaces import EDTF, XSD
from kg.serve.lists.listing import Entry, Listing, known_entry
from kg.serve.model import Field, Kind, Labels
from kg.serve.shelf import Edition
from kg.serve.thing import reading
from kg.serve.words import LANGUAGES, alphabetical, pick

RESERVED = frozenset({"q", "page", "sort", "lang", "release", "format"})
TIMES = frozenset({EDTF.EDTF.value, XSD.date.value, XSD.gYear.value, XSD.gYearMonth.value})


@dataclass(frozen=True)
class Value:
    """A value: its word in addresses, what else it may be asked for by, what it is called, and who says it."""

    code: str
    others: frozenset[str]
    said: Labels
    things: int


@dataclass(frozen=True)
class Facet:
    """A field to narrow a list by: its word in addresses, its name, and its values in alphabetical order."""

    word: str
    name: Labels
    values: tuple[Value, ...]

    def named(self, text: str) -> tuple[Value, ...]:
        """The values of that word, path or IRI; none where there is no such."""
        return tuple(each for each in self.values if text == each.code or text in each.others)


@dataclass(frozen=True)
class Years:
    """A field of times: for each that says a time its place, and the first and last year that it may have been."""

    word: str
    name: Labels
    spans: tuple[tuple[int, int | None, int | None], ...]
    first: int
    last: int

    def within(self, first: int | None, last: int | None, size: int) -> int:
        """The things that may have been under way at some time from the first year to the last."""
        begins = [each for each in self.spans if last is None or each[1] is None or each[1] <= last]
        lasts = [each for each in begins if first is None or each[2] is None or each[2] >= first]
        return bits((place for place, _, _ in lasts), size)


@dataclass(frozen=True)
class Facets:
    """Everything that a list is narrowed by, in order, and the place of each thing in it."""

    size: int
    places: Mapping[str, int]
    values: tuple[Facet, ...] = ()
    years: tuple[Years, ...] = ()

    @property
    def words(self) -> dict[str, Labels]:
        """The words of addresses, with what they choose by."""
        values = {each.word: each.name for each in self.values}
        return values | {each.word: each.name for each in self.years}


def bits(places: Iterable[int], size: int) -> int:
    """The places as one number, a bit each.

    >>> bin(bits([0, 3], 5))
    '0b1001'
    """
    made = bytearray(size // 8 + 1)
    for place in places:
        made[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(made, "little")


def places(chosen: int, order: Iterable[int], size: int) -> list[int]:
    """Those of some places that are chosen, in their order.

    >>> places(0b1001, [3, 2, 1, 0], 4)
    [3, 0]
    """
    held = chosen.to_bytes(size // 8 + 1, "little")
    return [place for place in order if held[place >> 3] >> (place & 7) & 1]


def of(edition: Edition, kind: Kind, listing: Listing, base: Base) -> Facets:
    """What the list of a kind is narrowed by; a field with too many values for one answer is left out."""
    at = {item.iri: place for place, item in enumerate(listing.items)}
    made: dict[str, Facet | Years] = {}
    for field in _fields(edition, kind):
        with contextlib.suppress(ResultTooLarge):
            said = _said(edition, kind, field, listing, base)
            facet = _facet(field, {thing: each for thing, each in said.items() if thing in at}, at, made, base)
            made |= {facet.word: facet} if facet is not None else {}
    return Facets(
        size=len(listing.items),
        places=at,
        values=tuple(each for each in made.values() if isinstance(each, Facet)),
        years=tuple(each for each in made.values() if isinstance(each, Years)),
    )


def _fields(edition: Edition, kind: Kind) -> list[Field]:
    """The fields that a list is narrowed by; what refers to a thing is told apart only by what it says itself."""
    fields = [each for each in edition.model.kind_class(kind).fields if each.facet is not None]
    usable = [each for each in fields if each.through is not None or not each.inverse]
    return sorted(usable, key=lambda each: (each.facet or 0, each.path))


def _word(iri: str, own: str, taken: Iterable[str]) -> str:
    """The last word of a property; with that of the field before it where something else is called so already."""
    word = _local(iri)
    return word if word not in (*taken, *RESERVED) else f"{_local(own)}.{word}"


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


def _said(edition: Edition, kind: Kind, field: Field, listing: Listing, base: Base) -> dict[str, Sequence[Entry]]:
    """What each thing says in a field: as its column in the list says it, where it has one."""
    for place, column in enumerate(listing.columns):
        if column.property == field.path and not field.inverse:
            return {item.iri: item.cells[place] for item in listing.items}
    engine, class_iri = edition.engine, kind.class_iri
    if field.through is None:
        rows = reading.column(engine, class_iri, field.path)
        names = reading.column_names(engine, class_iri, field.path)
    else:
        rows = reading.facet(engine, class_iri, field.path, field.through, inverse=field.inverse)
        names = reading.value_names(engine, field.through)
    known: dict[Term, Entry] = {}
    found: dict[str, list[Entry]] = {}
    for row in rows:
        value = row["value"]
        if value not in known:
            known[value] = known_entry(value, names.get(value.value, {}), base)
        found.setdefault(row["thing"].value, []).append(known[value])
    return dict(found)


def _facet(
    field: Field, said: Mapping[str, Sequence[Entry]], at: Mapping[str, int], taken: Iterable[str], base: Base
) -> Facet | Years | None:
    entries = {entry.term: entry for each in said.values() for entry in each}
    if entries and all(isinstance(term, Literal) and term.datatype.value in TIMES for term in entries):
        return _years(_word(field.path, field.path, taken), field, said, at)
    holders: dict[Term, list[int]] = {}
    for thing, each in said.items():
        for entry in each:
            holders.setdefault(entry.term, []).append(at[thing])
    codes = _codes(entries, base)
    values = [_value(term, entries[term], codes, bits(each, len(at)), base) for term, each in holders.items()]
    values.sort(key=lambda each: alphabetical(pick(each.said, LANGUAGES[0], each.code)))
    return Facet(_word(field.through or field.path, field.path, taken), field.name, tuple(values))


def _codes(terms: Iterable[Term], base: Base) -> dict[Term, str]:
    """A word for each value: the last of its path, or all of it where two would be the same."""
    whole = {term: _path(term, base) for term in terms}
    last: dict[str, int] = {}
    for path in whole.values():
        last[path.rpartition("/")[2]] = last.get(path.rpartition("/")[2], 0) + 1
    return {
        term: short if isinstance(term, NamedNode) and (short := path.rpartition("/")[2]) and last[short] == 1 else path
        for term, path in whole.items()
    }


def _path(term: Term, base: Base) -> str:
    return (base.path_of(term.value) if isinstance(term, NamedNode) else None) or term.value


def _value(term: Term, entry: Entry, codes: Mapping[Term, str], things: int, base: Base) -> Value:
    path = _path(term, base)
    return Value(codes[term], frozenset({path, path.rpartition("/")[2], term.value}), entry.said, things)


def _years(word: str, field: Field, said: Mapping[str, Sequence[Entry]], at: Mapping[str, int]) -> Years | None:
    spans = [(at[thing], *span) for thing, each in said.items() for span in map(_span, each) if span is not None]
    known = [year for _, first, last in spans for year in (first, last) if year is not None]
    return Years(word, field.name, tuple(spans), min(known), max(known)) if known else None


def _span(entry: Entry) -> tuple[int | None, int | None] | None:
    """The first and last year that a vague date may mean; None for what can't be read."""
    try:
        found = edtf.bounds(entry.term.value)
    except ValueError:
        return None
    return _year(found.earliest_start), _year(found.latest_end)


def _year(day: date | None) -> int | None:
    return day.year if day else None
