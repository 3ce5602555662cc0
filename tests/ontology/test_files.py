"""Every file of the ontology parses, says in words what it is, and knows neither base IRI nor blank nodes."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import BlankNode, RdfFormat

ONTOLOGY = Path(__file__).parents[2] / "ontology"
TURTLE = sorted(ONTOLOGY.rglob("*.ttl"))
QUERIES = sorted(ONTOLOGY.rglob("*.rq"))
BOUNDS = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")


def _name(path: Path) -> str:
    return str(path.relative_to(ONTOLOGY))


@pytest.mark.parametrize("path", TURTLE, ids=_name)
def test_a_file_parses_and_has_no_blank_nodes(path: Path) -> None:
    quads = list(ox.parse(path.read_bytes(), RdfFormat.TURTLE, base_iri="https://example.org/graf/"))
    assert quads
    assert not [q for q in quads if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]


@pytest.mark.parametrize("path", [*TURTLE, *QUERIES], ids=_name)
def test_a_file_opens_with_words(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.rstrip().endswith((".", "?", ",", ":")) or len(first) > 40


@pytest.mark.parametrize("path", [*TURTLE, *QUERIES], ids=_name)
def test_a_file_has_relative_addresses_only(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "w3id.org/samverkan" not in text
    assert "@base" not in text
    assert "BASE <" not in text


@pytest.mark.parametrize("path", QUERIES, ids=_name)
def test_a_query_can_be_run(path: Path) -> None:
    functions = {ox.NamedNode(f"https://example.org/graf/ns#{name}Of"): lambda _: None for name in BOUNDS}
    text = path.read_text(encoding="utf-8")
    result = ox.Store().query(text, base_iri="https://example.org/graf/", custom_functions=functions)
    kind = ox.QueryTriples if path.parent.name == "rules" else ox.QuerySolutions
    assert isinstance(result, kind)


def test_no_statement_stands_in_two_files() -> None:
    seen: dict[ox.Triple, str] = {}
    twice = []
    for path in TURTLE:
        for quad in ox.parse(path.read_bytes(), RdfFormat.TURTLE, base_iri="https://example.org/graf/"):
            if seen.setdefault(quad.triple, _name(path)) != _name(path):
                twice.append((str(quad.triple), seen[quad.triple], _name(path)))
    assert twice == []
