"""Asking a query about many nodes at once, and not asking where nothing can come of it, changes no answer."""

from collections.abc import Iterator, Sequence

import pyoxigraph as ox
import pytest
import rdflib

from kg.rdf.canonical import split
from kg.validate.compiled.asker import Engine, RecordAsker
from kg.validate.compiled.graph import Graph, Ground, index
from kg.validate.compiled.model import Needed, Query, Row
from kg.validate.compiled.needed import needed
from kg.validate.compiled.of_queries import Select
from kg.validate.compiled.sparql_tokens import tokens
from tests.shapes.examples import EXAMPLES, HERE, Case, derived, read
from tests.validate.compiled import ours

_EX = {"ex": "http://example.org/"}


def _need(name: str, *, back: bool = False) -> Needed:
    return Needed(f"<http://example.org/{name}>", back)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("$this ex:p ?x ; ex:q 5 , 6 . ?y ex:r $this .", [_need("p"), _need("q"), _need("r", back=True)]),
        ("$this <http://example.org/p> 'a . $this ex:q ?x' FILTER (?x > 1)", [_need("p")]),
        ("$this ex:p/ex:q* ?x . ?x ex:q/ex:p $this", [_need("p")]),
        ("$this ex:p* ?x", []),
        ("$this ex:p|ex:q ?x", []),
        ("$this ^ex:p ?x", []),
        ("$this (ex:p/ex:q)? ?x", []),
        ("OPTIONAL { $this ex:p ?x } { $this ex:q ?x } UNION { $this ex:p ?x }", []),
        ("FILTER NOT EXISTS { $this ex:p ?x }", []),
        ("{ SELECT $this WHERE { $this ex:p ?x } }", []),
        ("$this ex:p true OPTIONAL { $this ex:q ?x }", [_need("p")]),
        ("$this ?p ?x ; ex:q ?y", []),
        ("?thing ex:p ?x", []),
        ("BIND (1 AS ?one) $this ex:p ?x", []),
        ("$this unknown:p ?x", []),
    ],
)
def test_only_what_is_certain_is_needed(where: str, expected: list[Needed]) -> None:
    assert list(needed(list(tokens(f"SELECT $this WHERE {{ {where} }}")), _EX)) == expected


def _queries() -> list[Query]:
    return [each.query for shape in ours.compiled().shapes for each in shape.constraints if isinstance(each, Select)]


def _graphs() -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Every third example amid the world, and the nodes of each."""
    world = _lines(read(HERE / "world.ttl"))
    for path in EXAMPLES[::3]:
        graph = Case(path).graph()
        nodes = sorted(f"<{node}>" for node in set(graph.subjects()))
        yield (*_lines(graph + derived(graph)), *world), nodes


def _lines(graph: rdflib.Graph) -> list[str]:
    quads = ox.parse(graph.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
    return split((ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b"").decode())


def _in_order(rows: Sequence[Row]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(row.items()) for row in rows)


def test_our_own_queries_say_together_what_they_say_alone() -> None:
    ground = split(ours.ontology().decode())
    engine, beside, queries, answers = Engine(ground, ()), Ground(ground), _queries(), 0
    for lines, nodes in _graphs():
        graph = Graph(index(lines), beside)
        asker = RecordAsker(lambda: engine, graph, lines)
        for query in queries:
            everywhere, alone = query._replace(needed=()), query._replace(needed=(), together=False)
            asker.prepare(query, nodes)
            asker.prepare(everywhere, nodes)
            for node in nodes:
                said = _in_order(asker.rows(query, node, None))
                assert said == _in_order(asker.rows(everywhere, node, None))
                if said:
                    answers += 1
                    assert said == _in_order(asker.rows(alone, node, None))
    assert answers > 10
