"""Canonical form: one text for the same statements, and no literal that the engine would change in silence."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.canonical import changed_by_the_store, has_blank_nodes, in_graph, in_order, lines, split, text_of
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.namespaces import RDF, XSD
from tests.strategies import BASE_IRI, literals, quads, triples, unusual_integers

THING = NamedNode(BASE_IRI + "project/bro")
SAYS = NamedNode(BASE_IRI + "ns#says")


def _said(value: str, datatype: str) -> Quad:
    return Quad(THING, SAYS, Literal(value, datatype=getattr(XSD, datatype)))


@given(st.lists(quads(), max_size=8), st.integers())
def test_the_lines_do_not_depend_on_order_or_repetition(statements: list[Quad], seed: int) -> None:
    shuffled = [*statements, *statements]
    random.Random(seed).shuffle(shuffled)
    assert lines(shuffled) == lines(statements)
    assert len(lines(statements)) == len(set(statements))


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\r", "\n"])
def test_a_statement_is_one_line_whatever_its_text_holds(mark: str) -> None:
    statement = Quad(THING, SAYS, Literal(f"one{mark}two"))
    [line] = lines([statement])
    assert line.endswith(" .\n")
    assert split(line + line) == [line, line]


@given(literals())
def test_a_canonical_literal_is_kept_by_the_store(literal: Literal) -> None:
    assert changed_by_the_store([Quad(THING, SAYS, literal)]) == []


@given(unusual_integers())
def test_an_integer_in_another_form_is_told_with_its_canonical_one(pair: tuple[str, str]) -> None:
    unusual, canonical = pair
    [(quad, stored)] = changed_by_the_store([_said(unusual, "integer")])
    assert quad == _said(unusual, "integer")
    assert stored == Literal(canonical, datatype=XSD.integer)


@pytest.mark.parametrize(
    ("value", "datatype", "canonical"),
    [
        ("1.50", "decimal", "1.5"),
        ("14.0", "decimal", "14"),
        (".5", "decimal", "0.5"),
        ("1", "boolean", "true"),
        ("2019-01-01+00:00", "date", "2019-01-01Z"),
        ("2019-01-01T12:00:00.000Z", "dateTime", "2019-01-01T12:00:00Z"),
        ("P12M", "duration", "P1Y"),
    ],
)
def test_a_literal_in_another_form_is_told(value: str, datatype: str, canonical: str) -> None:
    [(_, stored)] = changed_by_the_store([_said(value, datatype)])
    assert stored is not None
    assert stored.value == canonical


def test_a_literal_is_told_although_its_canonical_twin_stands_beside_it() -> None:
    statements = [_said("01", "integer"), _said("1", "integer")]
    assert [quad for quad, _ in changed_by_the_store(statements)] == statements[:1]


def test_blank_nodes_and_triple_terms_are_seen() -> None:
    text = b"<a> <b> [] . [] <b> <c> . <a> <b> <<( <a> <b> <c> )>> . <a> <b> 'c' ."
    found = [has_blank_nodes(quad) for quad in read(text, TURTLE, base_iri=BASE_IRI, source="x.ttl")]
    assert found == [True, True, True, False]


@given(st.lists(triples(), max_size=8))
def test_a_graph_is_put_on_every_statement(statements: list[Quad]) -> None:
    graph = NamedNode(BASE_IRI + "graph/derived")
    moved = in_graph(statements, graph)
    assert {quad.graph_name for quad in moved} <= {graph}
    assert [quad.triple for quad in moved] == [quad.triple for quad in statements]


def test_statements_are_ordered_with_the_type_first() -> None:
    kind = Quad(THING, RDF.type, NamedNode(BASE_IRI + "ns#Project"))
    early = Quad(THING, NamedNode("http://a.example/first"), Literal("x"))
    assert in_order([early, kind, early], keep_graphs=False) == [kind.triple, early.triple]
    assert in_order([early, kind, early], keep_graphs=True) == [kind, early]


def test_a_term_is_said_as_people_read_it() -> None:
    assert text_of(THING) == BASE_IRI + "project/bro"
    assert text_of(Literal("Bro", language="sv")) == "Bro"
