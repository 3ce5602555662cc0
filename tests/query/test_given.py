"""Values written into the text of a query, for endpoints that take no bindings."""

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Store

from kg.errors import BadQuery
from kg.query.given import written_in
from kg.query.question import Term

NASTY = Literal('a "} UNION { ?x ?y ?z } #\n\\', language="sv")


def test_without_values_the_text_is_as_it_was() -> None:
    assert written_in("ASK { ?s ?p ?o }", {}) == "ASK { ?s ?p ?o }"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s ?v { ?s ?p ?v }",
        "SELECT ?s ?v ('{' AS ?brace) WHERE { ?s ?p ?v }",
        "SELECT ?s (EXISTS { ?a ?b ?c } AS ?any) { ?s ?p ?v }",
        "SELECT ?s # {\n{ ?s ?p ?v FILTER(?v = ?v) } ORDER BY ?s",
    ],
)
@pytest.mark.parametrize("value", [Literal(1), NASTY, NamedNode("http://example.org/å")], ids=["number", "text", "iri"])
def test_a_value_stands_in_the_outer_pattern(text: str, value: Term) -> None:
    store = Store()
    here, there, predicate = (NamedNode(f"http://example.org/{name}") for name in ("here", "there", "p"))
    store.update(f"INSERT DATA {{ {here} {predicate} {value} . {there} {predicate} 'else' }}")
    found = list(store.query(written_in(text, {"v": value})))
    assert [row["s"] for row in found] == [here]


def test_the_template_of_a_construct_is_left_alone() -> None:
    text = written_in(
        "CONSTRUCT { ?s <http://p> ?v } WHERE { ?s ?p ?v }", {"v": Literal(1), "p": NamedNode("http://q")}
    )
    assert text.startswith("CONSTRUCT { ?s <http://p> ?v } WHERE { VALUES (?v ?p) { (")


@pytest.mark.parametrize("text", ["DESCRIBE <x>", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_a_query_without_a_place_for_values_is_refused(text: str) -> None:
    with pytest.raises(BadQuery, match="has no pattern to put it in"):
        written_in(text, {"v": Literal(1)})


def test_a_blank_node_is_given_to_nobody() -> None:
    with pytest.raises(BadQuery, match="a blank node can't be given"):
        written_in("ASK { ?s ?p ?v }", {"v": BlankNode("b")})
