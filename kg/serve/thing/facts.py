"""A thing's statements as the facts of a page: in the groups and order of its shape, each with its sources.

A structured fact is a row with its own sources and rank; any other statement inherits the sources of its record.
What a shape doesn't name is shown all the same, at the end: a page says what the data says, no less.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pyoxigraph import NamedNode

from kg.query.question import Term
from kg.rdf.namespaces import DCTERMS, OWL, PROV, RDF, RDFS, SKOS
from kg.serve.lists.cells import Cell, Cells, Column
from kg.serve.model import ClassModel, Field
from kg.serve.thing.shown import Reader, Shown
from kg.serve.words import pick

_LINKS = frozenset(
    {
        OWL.sameAs.value,
        SKOS.exactMatch.value,
        SKOS.closeMatch.value,
        SKOS.broadMatch.value,
        SKOS.relatedMatch.value,
    }
)


@dataclass(frozen=True)
class Row:
    """One structured fact: its place on the page, its cells, its sources, its rank and what was concluded."""

    anchor: str
    cells: tuple[Cell, ...]
    sources: tuple[int, ...]
    rank: str
    reason: str
    stated: tuple[Shown, ...]
    inferred: bool
    note: str


@dataclass(frozen=True)
class Claim:
    """What one source says about a property, beside what we show first."""

    values: tuple[Shown, ...]
    stated: tuple[Shown, ...]
    sources: tuple[int, ...]
    rank: str
    reason: str


@dataclass(frozen=True)
class Fact:
    """One field of a page: plain values, or rows; whether it is derived, and whether sources disagree on it."""

    path: str
    name: str
    description: str
    values: tuple[Shown, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    sources: tuple[int, ...] = ()
    derived: bool = False
    disagrees: bool = False
    claims: tuple[Claim, ...] = ()

    @property
    def anchor(self) -> str:
        """The fact's own place on the page."""
        return ("harledd-" if self.derived else "fakta-") + self.path.replace("#", "/").rpartition("/")[2]


@dataclass(frozen=True)
class Section:
    """Facts under one heading."""

    title: str
    facts: tuple[Fact, ...]


@dataclass
class Footnotes:
    """Sources numbered in the order in which they are first named."""

    order: list[str] = field(default_factory=list)

    def number(self, sources: Iterable[str]) -> tuple[int, ...]:
        """The numbers of some sources, new ones at the end."""
        for each in sources:
            if each not in self.order:
                self.order.append(each)
        return tuple(sorted(self.order.index(each) + 1 for each in sources))


class Facts:
    """Reads the facts of one thing."""

    def __init__(self, reader: Reader, thing: str, record: str, shape: ClassModel) -> None:
        self._reader = reader
        self._thing = thing
        self._shape = shape
        self._cells = Cells(reader)
        self.notes = Footnotes()
        self._inherited = self.notes.number(reader.statements.iris(record, DCTERMS.source.value))
        ns = reader.base.ns
        self._claim, self._on = ns("claim").value, ns("onProperty").value
        self._ranks = {ns(each).value: each for each in ("preferred", "normal", "deprecated")}
        self._disagreed = frozenset(reader.statements.iris(thing, ns("disagreesOn").value))
        self._silent = {self._claim, ns("disagreesOn").value, RDF.type.value, RDFS.label.value}
        self._claims = self._by_property()

    def fact(self, each: Field) -> Fact | None:
        """One field as a fact; None when nothing is said."""
        values = self._reader.statements.values(self._thing, each.path)
        if not values and each.path not in self._claims:
            return None
        return self._fact(each.path, values, pick(each.name, self._reader.lang), each)

    def sections(self, shown: frozenset[str]) -> tuple[Section, ...]:
        """The groups of the shape with their facts, but for those already shown; derived ones are left to `derived`."""
        fields = [f for f in self._shape.fields if not f.inverse and f.path not in self._silent | shown]
        groups: dict[str, list[Field]] = {}
        for each in fields:
            if not each.derived:
                groups.setdefault(each.group or "", []).append(each)
        known = self._reader.model.groups
        order = sorted(groups, key=lambda iri: (known[iri].order if iri in known else 1e9, iri))
        made = (self._section(iri, groups[iri]) for iri in order)
        return tuple(each for each in made if each.facts)

    def missing(self, shown: frozenset[str]) -> tuple[str, ...]:
        """The structured facts that the shape has a place for and nothing is known of."""
        fields = [
            f for f in self._shape.fields if f.node_class and not f.inverse and f.path not in self._silent | shown
        ]
        return tuple(pick(each.name, self._reader.lang) for each in fields if self.fact(each) is None)

    def derived(self, shown: frozenset[str]) -> tuple[Fact, ...]:
        """The simple facts that were worked out from the structured ones, and what was worked out on these."""
        fields = [f for f in self._shape.fields if not f.inverse and f.path not in self._silent | shown]
        simple = (self.fact(each) for each in fields if each.derived)
        inner = (self._derived_rows(each) for each in fields if each.node_class)
        return tuple(fact for fact in (*simple, *inner) if fact is not None)

    def rest(self, shown: frozenset[str]) -> tuple[Fact, ...]:
        """What is said and no field names: links to other registers first."""
        named = {each.path for each in self._shape.fields if not each.inverse} | self._silent | shown
        said = [path for path in self._reader.statements.properties(self._thing) if path not in named]
        said.sort(key=lambda path: (path not in _LINKS, path))
        found = [self._fact(path, self._reader.statements.values(self._thing, path), "", None) for path in said]
        left = [path for path in self._claims if path not in named and path not in said]
        return (*found, *(self._fact(path, (), "", None) for path in left))

    def _section(self, group: str, fields: list[Field]) -> Section:
        known = self._reader.model.groups.get(group)
        facts = (self.fact(each) for each in fields)
        return Section(
            pick(known.label, self._reader.lang) if known else "", tuple(fact for fact in facts if fact is not None)
        )

    def _fact(self, path: str, values: tuple[Term, ...], name: str, each: Field | None) -> Fact:
        nodes = tuple(v.value for v in values if isinstance(v, NamedNode) and self._inside(v.value))
        plain = tuple(v for v in values if not (isinstance(v, NamedNode) and v.value in nodes))
        shape = self._node_shape(nodes, each)
        columns = self._cells.columns(nodes, shape)
        # What sources say comes before what we concluded.
        rows = sorted(
            (self._row(node, columns) for node in nodes), key=lambda row: (_RANKS.index(row.rank), row.inferred)
        )
        return Fact(
            path=path,
            name=name or self._reader.property_name(path),
            description=pick(each.description, self._reader.lang) if each else "",
            values=self._reader.all(plain),
            columns=columns,
            rows=_without_echoes(rows),
            sources=self._inherited if plain and not (each and each.derived) else (),
            derived=each is not None and each.derived,
            disagrees=path in self._disagreed or path in self._claims,
            claims=self._claims.get(path, ()),
        )

    def _derived_rows(self, each: Field) -> Fact | None:
        """What was worked out on the nodes of a field, as a table of its own."""
        nodes = tuple(n for n in self._reader.statements.iris(self._thing, each.path) if self._inside(n))
        columns = self._cells.columns(nodes, self._node_shape(nodes, each), derived=True)
        if not columns:
            return None
        rows = tuple(replace(self._row(node, columns), anchor="", reason="", stated=(), note="") for node in nodes)
        return Fact(each.path, pick(each.name, self._reader.lang), "", columns=columns, rows=rows, derived=True)

    def _node_shape(self, nodes: tuple[str, ...], each: Field | None) -> ClassModel | None:
        classes = self._reader.model.classes
        if each is not None and each.node_class is not None and each.node_class in classes:
            return classes[each.node_class]
        types = (type_ for node in nodes for type_ in self._reader.statements.iris(node, RDF.type.value))
        return self._reader.model.class_of(types)

    def _row(self, node: str, columns: tuple[Column, ...]) -> Row:
        statements, ns = self._reader.statements, self._reader.base.ns
        return Row(
            anchor=node.partition("#")[2],
            cells=tuple(self._cells.cell(node, each) for each in columns),
            sources=self.notes.number(statements.iris(node, PROV.hadPrimarySource.value)),
            rank=self._rank(node),
            reason=pick(statements.texts(node, ns("rankReason").value), self._reader.lang),
            stated=self._reader.all(statements.values(node, ns("statedAs").value)),
            inferred=statements.text(node, ns("inferred").value) == "true",
            note=pick(statements.texts(node, ns("inferenceNote").value), self._reader.lang),
        )

    def _rank(self, node: str) -> str:
        said = self._reader.statements.iris(node, self._reader.base.ns("rank").value)
        return next((self._ranks[each] for each in said if each in self._ranks), "normal")

    def _by_property(self) -> dict[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = {}
        for node in self._reader.statements.iris(self._thing, self._claim):
            for property_ in self._reader.statements.iris(node, self._on):
                found.setdefault(property_, []).append(self._one_claim(node))
        return {property_: tuple(claims) for property_, claims in found.items()}

    def _one_claim(self, node: str) -> Claim:
        statements, ns = self._reader.statements, self._reader.base.ns
        return Claim(
            values=self._reader.all(statements.values(node, ns("claimedValue").value)),
            stated=self._reader.all(statements.values(node, ns("statedAs").value)),
            sources=self.notes.number(statements.iris(node, PROV.hadPrimarySource.value)),
            rank=self._rank(node),
            reason=pick(statements.texts(node, ns("rankReason").value), self._reader.lang),
        )

    def _inside(self, iri: str) -> bool:
        return iri.startswith(f"{self._thing}#") and self._reader.statements.has(iri)


def _without_echoes(rows: list[Row]) -> tuple[Row, ...]:
    """The rows, with a note that only repeats the one above it left out."""
    kept: list[Row] = []
    for place, row in enumerate(rows):
        echoes = place > 0 and row.note and row.note == rows[place - 1].note
        kept.append(replace(row, note="") if echoes else row)
    return tuple(kept)


_RANKS = ("preferred", "normal", "deprecated")
