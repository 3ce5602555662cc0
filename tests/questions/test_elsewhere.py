"""The questions are plain SPARQL 1.1: another engine, RDFLib, gives the same rows for the text that runs anywhere."""

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, Store, serialize

from kg.query.standalone import standalone
from tests.questions.asking import BASE, EVERYTHING, Table, cases, construct, question, read_table, shown

# RDFLib warns of its own use of what it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

# RDFLib 7.6 stops with AlreadyBound where an aggregate has no rows to count, so an empty answer is not asked of it.
WITH_ROWS = [(name, path) for name, path in cases("expected") if read_table(path)[1].rows]


@pytest.fixture(scope="module")
def elsewhere(world: Store) -> rdflib.Dataset:
    """The test world in the other engine."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=serialize(list(world), format=RdfFormat.N_QUADS), format="nquads")
    return dataset


@pytest.mark.parametrize(("name", "path"), WITH_ROWS, ids=[path.stem for _, path in WITH_ROWS])
def test_another_engine_gives_the_same_rows(elsewhere: rdflib.Dataset, name: str, path: Path) -> None:
    params, expected = read_table(path)
    assert _rows(elsewhere, _text(name, params)).only(expected.columns).rows == expected.rows


def test_another_engine_constructs_the_same_graph(elsewhere: rdflib.Dataset, world: Store) -> None:
    params = {"project": "project/bro"}
    ours = rdflib.Graph().parse(
        data=serialize(list(construct(world, question(EVERYTHING), params)), format=RdfFormat.N_TRIPLES), format="nt"
    )
    assert set(elsewhere.query(_text(EVERYTHING, params)).graph or ()) == set(ours)


def _text(name: str, params: dict[str, str]) -> str:
    asked = question(name)
    return standalone(asked, asked.bindings(params, BASE), BASE.iri)


def _rows(dataset: rdflib.Dataset, text: str) -> Table:
    answer = dataset.query(text)
    variables = answer.vars or []
    rows = tuple(tuple(_shown(row.get(variable)) for variable in variables) for row in answer.bindings)
    return Table(tuple(map(str, variables)), rows)


def _shown(value: object) -> str:
    if value is None:
        return ""
    return shown(NamedNode(str(value))) if isinstance(value, rdflib.URIRef) else str(value)
