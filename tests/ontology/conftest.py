"""The vocabulary as a store, and a small language for asking rules and checks about tiny worlds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from kg.rdf.edtf import Bounds, bounds
from kg.rdf.namespaces import XSD, prefixes

BASE = "https://example.org/graf/"
ONTOLOGY = Path(__file__).parents[2] / "ontology"
HEADER = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes(BASE).items())
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def _edtf_functions() -> dict[NamedNode, Callable[[Term], Term | None]]:
    """The functions that rules may call, as the runner of the rules provides them."""

    def asking(side: Callable[[Bounds], date | None]) -> Callable[[Term], Term | None]:
        def ask(term: Term) -> Term | None:
            try:
                day = side(bounds(term.value)) if isinstance(term, Literal) else None
            except ValueError:
                return None
            return Literal(day.isoformat(), datatype=XSD.date) if day else None

        return ask

    return {
        NamedNode(f"{BASE}ns#earliestStartOf"): asking(lambda known: known.earliest_start),
        NamedNode(f"{BASE}ns#latestStartOf"): asking(lambda known: known.latest_start),
        NamedNode(f"{BASE}ns#earliestEndOf"): asking(lambda known: known.earliest_end),
        NamedNode(f"{BASE}ns#latestEndOf"): asking(lambda known: known.latest_end),
    }


@dataclass(frozen=True)
class World:
    """The ontology as the default graph, and room for records as named graphs."""

    root: Path
    base: str
    vocabulary: tuple[Triple, ...]
    bench: ox.Store

    def iri(self, path: str) -> NamedNode:
        """The IRI of a path under the base."""
        return NamedNode(self.base + path)

    def triples(self, text: str) -> set[Triple]:
        """The statements of a piece of Turtle, with the house's prefixes."""
        return {q.triple for q in ox.parse((HEADER + text).encode(), RdfFormat.TURTLE, base_iri=self.base)}

    def store(self, *records: str, added: str = "") -> ox.Store:
        """The vocabulary, changed as asked, with each record in a graph of its own."""
        store = ox.Store()
        store.extend(Quad(*triple) for triple in {*self.vocabulary} | self.triples(added))
        store.extend(self._graphs(records))
        return store

    def _graphs(self, records: Iterable[str]) -> Iterator[Quad]:
        for number, record in enumerate(records):
            graph = self.iri(f"record/project/{number}")
            yield from (Quad(*triple, graph) for triple in self.triples(record))

    def derive(self, rule: str, *records: str) -> set[Triple]:
        """What a rule makes of the records, which lie on the bench for the time of the question."""
        text = (self.root / "rules" / f"{rule}.rq").read_text(encoding="utf-8")
        self.bench.extend(self._graphs(records))
        made = set(self.bench.query(text, base_iri=self.base, custom_functions=_edtf_functions()))
        for graph in list(self.bench.named_graphs()):
            self.bench.remove_graph(graph)
        return made

    def faults(self, check: str, store: ox.Store) -> list[list[str]]:
        """The rows of a check, as text."""
        text = (self.root / "checks" / f"{check}-violation.rq").read_text(encoding="utf-8")
        rows = store.query(text, base_iri=self.base)
        return [[str(row[variable]) for variable in rows.variables] for row in rows]


@pytest.fixture(scope="session")
def world() -> World:
    found = {
        quad.triple
        for path in sorted(ONTOLOGY.rglob("*.ttl"))
        for quad in ox.parse(path.read_bytes(), RdfFormat.TURTLE, base_iri=BASE)
    }
    bench = ox.Store()
    bench.extend(Quad(*triple) for triple in found)
    return World(ONTOLOGY, BASE, tuple(sorted(found, key=str)), bench)
