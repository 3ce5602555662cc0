"""The things of a kind as one table: a row each, with the few columns that tell them apart. Made once a release."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from itertools import chain

from pyoxigraph import Literal, NamedNode

from kg.query.question import Term
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, SKOS
from kg.serve import dates
from kg.serve.lists.made import Made
from kg.serve.model import Kind, Labels
from kg.serve.shelf import Edition
from kg.serve.thing import reading
from kg.serve.thing.shown import page_of
from kg.serve.words import LANGUAGES, alphabetical, pick
from kg.sweden.names import folded, plain

_MAX_COLUMNS = 4


@dataclass(frozen=True)
class Entry:
    """A value in a list: its words in each language, and the page it leads to."""

    said: Labels
    path: str | None
    term: Term


@dataclass(frozen=True)
class ListColumn:
    """A column of a list: a property of the things, or the time they took."""

    property: str
    name: Labels
    number: bool = False

    @cached_property
    def word(self) -> str:
        """The last word of the property: what the column is called in files and addresses."""
        return self.property.replace("#", "/").rpartition("/")[2]


@dataclass(frozen=True)
class Item:
    """A row of a list. In the columns of `tops` nothing is missing: others lie in it there, and it in none of them."""

    iri: str
    path: str
    slug: str
    said: Labels
    cells: tuple[tuple[Entry, ...], ...]
    tops: frozenset[int] = frozenset()

    def label(self, lang: str) -> str:
        """What the thing is called, never empty."""
        return pick(self.said, lang, self.slug)

    def shown(self, lang: str) -> tuple[tuple[Entry, ...], ...]:
        """The cells with texts in one language, where they are said in it."""
        return tuple(_in_language(cell, lang) for cell in self.cells)

    def says(self, parts: Sequence[str]) -> bool:
        """Whether each of some parts of plain text stands in a name or in a cell; å, ä and ö may be left out."""
        text, bare = self._texts
        return all(part in text or part in bare for part in parts)

    @cached_property
    def _texts(self) -> tuple[str, str]:
        """All that the row says as plain text, and without the dots and rings of its letters."""
        cells = (entry.said.values() for cell in self.cells for entry in cell)
        text = f" {plain(' '.join((self.slug, *self.said.values(), *chain.from_iterable(cells))))}"
        return text, folded(text)


@dataclass(frozen=True)
class Listing:
    """All things of a kind in Swedish alphabetical order."""

    columns: tuple[ListColumn, ...]
    items: tuple[Item, ...]

    def saying(self, text: str) -> "Listing":
        """The things that say every word of a text, in their names or in the columns; all of them for no word.

        A word is looked for as the beginning of one; where nothing has it so, anywhere in one.
        """
        words = plain(text).split()
        if not words:
            return self
        begun = tuple(each for each in self.items if each.says([f" {word}" for word in words]))
        return replace(self, items=begun or tuple(each for each in self.items if each.says(words)))

    def near(self, slug: str, count: int = 5) -> list[Item]:
        """The things whose short names are most like a given one."""
        by_slug = {each.slug: each for each in self.items}
        words = set(slug.split("-"))
        likely = [each for each in by_slug if each[:2] == slug[:2] or words & set(each.split("-"))]
        close = get_close_matches(slug, likely[:2000], n=count, cutoff=0.45)
        return [by_slug[each] for each in close]


class Listings:
    """The lists that have been made, the latest few of them."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._made = Made[Listing]()

    def of(self, edition: Edition, kind: Kind) -> Listing:
        """The list of a kind in an edition, made when first asked for."""
        return self._made.of(edition, kind, lambda: _make(edition, kind, self._base))


def _in_language(cell: tuple[Entry, ...], lang: str) -> tuple[Entry, ...]:
    tagged = [each for each in cell if isinstance(each.term, Literal) and each.term.language]
    mine = [each for each in tagged if lang in each.said]
    return tuple(each for each in cell if each not in tagged or not mine or each in mine)


def columns(edition: Edition, kind: Kind, base: Base) -> tuple[ListColumn, ...]:
    """The columns of a kind's list: those its shape has, of the properties that tell things apart."""
    ns = base.ns
    wanted = [
        ns("period"),
        DCTERMS.spatial,
        ns("form"),
        ns("category"),
        ns("actorType"),
        ns("sector"),
        ns("documentType"),
        DCTERMS.publisher,
        DCTERMS.issued,
        SKOS.notation,
        ns("within"),
        ns("budget"),
        ns("participants"),
        SKOS.definition,
    ]
    shape = edition.model.kind_class(kind)
    fields = [field for field in (shape.field(each.value) for each in wanted) if field is not None]
    simple = fields or [f for f in shape.fields if not f.node_class and not f.inverse][1:]
    numbers = {ns("budget").value, ns("participants").value}
    return tuple(ListColumn(each.path, each.name, each.path in numbers) for each in simple[:_MAX_COLUMNS])


def _make(edition: Edition, kind: Kind, base: Base) -> Listing:
    shown = columns(edition, kind, base)
    values = [_values(edition, kind, each, base) for each in shown]
    labels = reading.things(edition.engine, kind.class_iri)
    pointed = [{entry.term.value for each in column.values() for entry in each} for column in values]
    items = [item(iri, said, values, pointed, base) for iri, said in labels.items() if _is_thing(base, iri, kind)]
    return Listing(shown, tuple(sorted(items, key=lambda each: alphabetical(each.label(LANGUAGES[0])))))


def _is_thing(base: Base, iri: str, kind: Kind) -> bool:
    owner = base.owner_of(iri)
    return owner is not None and owner.kind == kind.name and "#" not in iri


def item(
    iri: str, said: Labels, values: Sequence[Mapping[str, list[Entry]]], pointed: Sequence[Set[str]], base: Base
) -> Item:
    """A row: the thing's cells by column; `pointed` are the values that a column has anywhere."""
    path = base.path_of(iri) or iri
    cells = tuple(tuple(column.get(iri, ())) for column in values)
    tops = frozenset(place for place, above in enumerate(pointed) if iri in above and not cells[place])
    return Item(iri, page_of(path), path.rpartition("/")[2], said, cells, tops)


def _values(edition: Edition, kind: Kind, column: ListColumn, base: Base) -> dict[str, list[Entry]]:
    if column.property == base.ns("period").value:
        return _times(edition, kind, base)
    names = reading.column_names(edition.engine, kind.class_iri, column.property)
    # The simple budget is always in kronor: its definition says so.
    money = column.property == base.ns("budget").value
    found: dict[str, list[Entry]] = {}
    for row in reading.column(edition.engine, kind.class_iri, column.property):
        value = row["value"]
        said = {tag: dates.money(value.value, "SEK", tag) for tag in LANGUAGES} if money else None
        entry = Entry(said, None, value) if said else known_entry(value, names.get(value.value, {}), base)
        found.setdefault(row["thing"].value, []).append(entry)
    return {thing: sorted(each, key=lambda e: alphabetical(pick(e.said, "sv"))) for thing, each in found.items()}


def known_entry(value: Term, said: Labels, base: Base) -> Entry:
    """A value with its words: a name in each language, or a literal as people read it."""
    path = base.path_of(value.value) if isinstance(value, NamedNode) else None
    if isinstance(value, Literal):
        said = {value.language: value.value} if value.language else {tag: _literal(value, tag) for tag in LANGUAGES}
    elif not said:
        said = dict.fromkeys(LANGUAGES, path or value.value)
    return Entry(said, page_of(path) if path else None, value)


def _times(edition: Edition, kind: Kind, base: Base) -> dict[str, list[Entry]]:
    """The best-ranked time of each thing, as the source says it."""
    order = {base.ns(rank).value: place for place, rank in enumerate(("preferred", "normal"))}
    best: dict[str, tuple[int, str, Term]] = {}
    for row in reading.periods(edition.engine, kind.class_iri):
        place = order.get(row["rank"].value)
        if place is not None:
            thing = row["thing"].value
            best[thing] = min(
                best.get(thing, (9, "", row["edtf"])),
                (place, row["edtf"].value, row["edtf"]),
                key=lambda each: each[:2],
            )
    return {
        thing: [Entry({tag: dates.period(text, tag) for tag in LANGUAGES}, None, term)]
        for thing, (_, text, term) in best.items()
    }


def _literal(value: Literal, lang: str) -> str:
    kind = value.datatype.value.rpartition("#")[2]
    if kind in ("integer", "decimal"):
        return dates.number(value.value, lang)
    return dates.day(value.value, lang) if kind in ("date", "gYear", "gYearMonth") else value.value
