"""Desks for tests: the real shapes beside the shipped records, or beside the examples' own small world."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from kg.examine.desks import tree_desk
from kg.examine.examination import Desk
from kg.parse.record import Record
from kg.rdf.canonical import in_graph, lines
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base
from kg.release.derive import derive
from kg.settings import read as read_settings
from kg.sources.folder import scan

ROOT = Path(__file__).parents[2]
BASE = Base(read_settings({}).base_iri)


@cache
def real_desk() -> Desk:
    """The shipped shapes beside the shipped records."""
    return tree_desk(scan(ROOT), BASE, processes=1).warmed()


@dataclass(frozen=True)
class SmallWorld:
    """What stands around the examples of tests/shapes."""

    known: dict[str, list[str]]

    def lines(self, keys: object) -> dict[str, list[str]]:
        """The statements of those keys that are in it."""
        assert hasattr(keys, "__iter__")
        return {key: self.known[key] for key in keys if key in self.known}


@cache
def small_world() -> SmallWorld:
    """tests/shapes/world.ttl, as records."""
    desk = real_desk()
    path = ROOT / "tests/shapes/world.ttl"
    grouped: dict[NamedNode, list[Quad]] = {}
    records = {}
    for quad in read(path.read_bytes(), TURTLE, base_iri=BASE.iri, source=path.name):
        assert isinstance(quad.subject, NamedNode)
        owner = BASE.owner_of(quad.subject.value)
        if owner is not None:
            graph = BASE.record(owner.kind, owner.slug)
            grouped.setdefault(graph, []).extend(in_graph([quad], graph))
            quads = tuple(grouped[graph])
            records[graph] = Record(owner, path.name, quads, "".join(lines(quads)))
    inputs = desk.inputs
    derived = derive(list(records.values()), inputs.rules, inputs.vocabulary, BASE, shapes_version="0")
    return SmallWorld({each.key: lines([*each.quads, *derived[each.key]]) for each in records.values()})
