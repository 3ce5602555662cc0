"""The compiled shapes say of every example what pySHACL says: the same shapes, nodes, paths, values and words."""

from collections.abc import Iterable

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef

from kg.rdf.canonical import split
from kg.validate.cases import Case as Judged
from kg.validate.compiled.compiled import Compiled
from kg.validate.compiled.compiler import compile_shapes
from kg.validate.raised import Raised
from tests.shapes.examples import BASE, EXAMPLES, HERE, Case, derived, name, read, rounds, shapes, vocabulary
from tests.shapes.judging import Said

Verdicts = dict[Case, list[Said]]
CASES = [*(Case(path) for path in EXAMPLES), *(case for case, _ in rounds())]


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    made = compile_shapes(_ntriples(shapes()), _ntriples(vocabulary()))
    assert isinstance(made, Compiled)
    return made


@pytest.fixture(scope="module")
def world() -> Graph:
    return read(HERE / "world.ttl")


@pytest.mark.parametrize("case", CASES, ids=[f"{name(case.path)}-{n}" for n, case in enumerate(CASES)])
def test_an_example_gets_what_pyshacl_gives_it(
    case: Case, compiled: Compiled, world: Graph, verdicts: Verdicts
) -> None:
    graph = case.graph()
    focus = tuple(sorted(str(node) for node in set(graph.subjects()) if isinstance(node, URIRef)))
    graph += derived(graph) + world
    found = compiled.judge(Judged("", focus, tuple(split(_ntriples(graph).decode()))))
    assert sorted(_said(found)) == [said for said in verdicts[case] if said.shape != "shapes/handed-in"]


def _said(found: Iterable[Raised]) -> Iterable[Said]:
    for each in found:
        yield Said(
            shape=_path(each.shape),
            level=each.severity.rpartition("#")[2],
            node=_path(each.focus),
            component=each.component.rpartition("#")[2],
            messages=tuple(sorted(text for _, text in each.messages)),
            path=_path(each.path),
            value=_path(each.value),
        )


def _path(text: str | None) -> str:
    return (text or "").removeprefix(BASE)


def _ntriples(graph: Graph) -> bytes:
    quads = ox.parse(graph.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
    return ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b""
