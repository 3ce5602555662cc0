"""What a position-keeping reader found, held against what the one reader gives: only what agrees has a place.

Blank nodes without a name get a new one from each reader. Both readers go through the text in the same order, so
the names are paired as they come; a pair that doesn't hold ends the pairing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Quad

from kg.place import Place
from kg.rdf.located.spots import Key, Located, Spot
from kg.rdf.located.text import Span
from kg.rdf.namespaces import PREFIXES

DEFAULT_GRAPH = ""
FRESH = "_: "
"""How a reader of ours begins the name of a blank node that has none in the text: no label can begin so."""

ANY_XML, ANY_JSON = '"<', '"{'
"""What a reader of ours says of an XML or JSON literal: it leaves the engine's spelling of it to the engine."""
_ANY = {ANY_XML: f"^^<{PREFIXES['rdf']}XMLLiteral>", ANY_JSON: f"^^<{PREFIXES['rdf']}JSON>"}


class Lost(Exception):
    """A reader of ours doesn't understand the text; what it found so far still stands."""


class Written(NamedTuple):
    """A statement as it stands in a text: its terms in N-Triples, and where each is written."""

    subject: str
    predicate: str
    object: str
    graph: str
    subject_at: Span
    predicate_at: Span
    object_at: Span


@dataclass(frozen=True, eq=False)
class _Spots(Mapping[Key, Spot]):
    """Spots that are made when asked for: a text without faults is asked for none."""

    found: dict[Key, Written]
    place: Callable[[Span], Place]

    def __getitem__(self, key: Key) -> Spot:
        said = self.found[key]
        return Spot(self.place(said.subject_at), self.place(said.predicate_at), self.place(said.object_at))

    def __iter__(self) -> Iterator[Key]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)


@dataclass
class _Pairs:
    """Which of our fresh blank nodes is which of the reader's."""

    theirs: dict[str, str] = field(default_factory=dict)
    ours: dict[str, str] = field(default_factory=dict)

    def hold(self, our: str, their: str) -> bool:
        if our in _ANY:
            return their.endswith(_ANY[our])
        if not our.startswith(FRESH):
            return our == their
        if not their.startswith("_:"):
            return False
        return self.theirs.setdefault(our, their) == their and self.ours.setdefault(their, our) == our


def located(quads: Sequence[Quad], written: Iterable[Written], place: Callable[[Span], Place]) -> Located:
    """The reader's statements, each with the spot where ours found it; those that ours didn't find have none."""
    keys, graphs = _keys(quads), [_graph(quad) for quad in quads]
    found: dict[Key, Written] = {}
    pairs, count = _Pairs(), 0
    rest: list[Written] = []
    for said in _until_lost(written):
        if not rest and count < len(keys) and _agree(said, keys[count], graphs[count], pairs):
            found.setdefault(keys[count], said)
            count += 1
        else:
            rest.append(said)
    wanted = set(keys[count:])
    for said in rest:
        key = (said.subject, said.predicate, said.object)
        if key in wanted:
            found.setdefault(key, said)
    return Located(tuple(quads), _Spots(found, place))


def _keys(quads: Iterable[Quad]) -> list[Key]:
    return [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads]


def _graph(quad: Quad) -> str:
    name = quad.graph_name
    return DEFAULT_GRAPH if isinstance(name, DefaultGraph) else str(name)


def _agree(said: Written, key: Key, graph: str, pairs: _Pairs) -> bool:
    subject, predicate, value = key
    return (
        said.predicate == predicate
        and (said.subject == subject or pairs.hold(said.subject, subject))
        and (said.object == value or pairs.hold(said.object, value))
        and (said.graph == graph or pairs.hold(said.graph, graph))
    )


def _until_lost(written: Iterable[Written]) -> Iterator[Written]:
    try:
        yield from written
    except (Lost, ValueError, LookupError):
        return
