"""The prepared questions, asked of a small release: right rows, bound values, files read once."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import BadQuery, NotFound
from kg.query import prepared
from kg.query.pool import Pool
from kg.query.prepared import FOLDER, Prepared
from kg.rdf.namespaces import FOAF, RDFS
from tests.query.conftest import OpenPool
from tests.query.workers import node, quad, store_of


def _labelled(path: str, text: str, graph: str) -> Quad:
    return Quad(node(path), RDFS.label, Literal(text, language="sv"), node(graph))


def _record(path: str) -> Quad:
    return Quad(node(f"record/{path}"), FOAF.primaryTopic, node(path), node(f"record/{path}"))


@pytest.fixture
def release(open_pool: OpenPool, tmp_path: Path) -> Pool:
    quads = [
        _record("project/kiis"),
        quad("project/kiis", "ns#participation", node("project/kiis#owner"), "record/project/kiis"),
        quad("project/kiis#owner", "ns#actor", node("actor/norberg"), "record/project/kiis"),
        _labelled("project/kiis", "KIIS", "graph/derived"),
        quad("project/kiis", "ns#partner", node("actor/norberg"), "graph/derived"),
        quad("project/kiis", "ns#same", NamedNode("http://elsewhere.example/kiis"), "graph/links"),
        _record("actor/norberg"),
        _labelled("actor/norberg", "Norbergs kommun", "graph/derived"),
        quad("actor/norberg", "ns#area", node("place/norberg"), "record/actor/norberg"),
        _labelled("ns#actor", "aktör", "graph/vocabulary"),
    ]
    return open_pool(store_of(tmp_path / "store", quads))


def test_a_thing_is_all_that_is_stated_derived_and_linked_of_it(release: Pool) -> None:
    found = prepared.triples(release, "thing", {"thing": node("project/kiis")})
    assert sorted({str(triple.predicate.value).rpartition("#")[2] for triple in found}) == [
        "actor",
        "http://xmlns.com/foaf/0.1/primaryTopic",
        "label",
        "participation",
        "partner",
        "same",
    ]
    assert len(found) == 6
    assert found == prepared.triples(release, "thing", {"thing": node("project/kiis")})


def test_a_thing_that_nobody_speaks_of_has_no_statements(release: Pool) -> None:
    assert prepared.triples(release, "thing", {"thing": node("project/none")}) == []


def test_what_a_thing_mentions_has_its_labels(release: Pool) -> None:
    found = prepared.rows(release, "labels", {"thing": node("project/kiis")})
    assert [(row["mentioned"], row["label"]) for row in found] == [
        (node("actor/norberg"), Literal("Norbergs kommun", language="sv")),
        (node("project/kiis"), Literal("KIIS", language="sv")),
    ]


def test_what_mentions_a_thing_is_told_with_node_property_and_owner(release: Pool) -> None:
    found = prepared.rows(release, "mentions", {"thing": node("actor/norberg")})
    assert found == [
        {
            "thing": node("actor/norberg"),
            "subject": node("project/kiis#owner"),
            "property": node("ns#actor"),
            "owner": node("project/kiis"),
            "label": Literal("KIIS", language="sv"),
        }
    ]


def test_each_file_is_read_once(release: Pool, tmp_path: Path) -> None:
    (tmp_path / "any.rq").write_text("# Is there anything?\nASK { ?s ?p ?o }", encoding="utf-8")
    asked = Prepared(release, tmp_path)
    assert asked.boolean("any", {})
    (tmp_path / "any.rq").unlink()
    assert asked.boolean("any", {})


def test_an_unbound_variable_is_absent(release: Pool, tmp_path: Path) -> None:
    (tmp_path / "half.rq").write_text("SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) } }", encoding="utf-8")
    assert Prepared(release, tmp_path).rows("half", {}) == [{"a": Literal(1)}]


def test_a_question_we_have_not_is_said_by_name(release: Pool) -> None:
    with pytest.raises(NotFound, match="there is no prepared question 'none'"):
        prepared.rows(release, "none")


def test_rows_of_a_yes_or_no_are_refused(release: Pool, tmp_path: Path) -> None:
    (tmp_path / "any.rq").write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    with pytest.raises(BadQuery, match="answered by yes or no"):
        Prepared(release, tmp_path).rows("any", {})


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.rq")), ids=lambda path: path.stem)
def test_every_prepared_question_is_asked_in_words_first(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith("?")
