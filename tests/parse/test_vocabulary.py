"""The ontology as read: its kinds, its graph, and what it refuses."""

import pytest

from kg.errors import BadSyntax
from kg.parse.vocabulary import check, read_vocabulary
from kg.sources.folder import scan
from tests.conftest import Golden
from tests.workshop import BASE, Workshop


def _refusal(tiny: Workshop, text: str) -> BadSyntax:
    tiny.write("ontology/more.ttl", text)
    with pytest.raises(BadSyntax) as raised:
        read_vocabulary(scan(tiny.root).ontology, BASE)
    return raised.value


def test_the_kinds_are_those_that_the_ontology_declares(tiny: Workshop) -> None:
    vocabulary = tiny.inputs().vocabulary
    assert vocabulary.kinds == {"actor": BASE.ns("Actor").value, "project": BASE.ns("Project").value}


def test_every_statement_stands_in_the_vocabulary_graph_once(tiny: Workshop) -> None:
    before = tiny.inputs().vocabulary
    tiny.write("ontology/schemes/again.ttl", "@prefix samv: <ns#> . samv:Project samv:kind 'project' .")
    after = tiny.inputs().vocabulary
    assert {quad.graph_name for quad in after.quads} == {BASE.graph("vocabulary")}
    assert after.lines() == before.lines()
    assert after.digest == before.digest


def test_a_blank_node_in_the_ontology_is_refused(tiny: Workshop) -> None:
    wrong = _refusal(tiny, "@prefix samv: <ns#> . samv:Project samv:note [] .")
    assert wrong.text("en") == "ontology/more.ttl: the ontology has no blank nodes; give this node an IRI."
    assert wrong.text("sv") == "ontology/more.ttl: ontologin har inga blanka noder; ge noden en IRI."


def test_a_literal_that_the_store_would_change_is_refused(tiny: Workshop) -> None:
    wrong = _refusal(tiny, "@prefix samv: <ns#> . samv:Project samv:weight 1.50 .")
    assert wrong.text("en") == "ontology/more.ttl: '1.50' isn't written in its one canonical form. Write '1.5'."
    assert wrong.text("sv") == "ontology/more.ttl: '1.50' är inte skrivet i sin enda rätta form. Skriv '1.5'."


def test_a_syntax_error_in_the_ontology_tells_its_place(tiny: Workshop) -> None:
    assert str(_refusal(tiny, "<ns#A> <ns#b>\n .").place) == "ontology/more.ttl:2:2"


def test_the_tiny_ontology_passes_its_check(tiny: Workshop) -> None:
    assert check(tiny.inputs().vocabulary, scan(tiny.root).checks, BASE) == []


def test_each_row_of_a_check_is_a_finding_in_the_golden_words(tiny: Workshop, golden: Golden) -> None:
    tiny.write(
        "ontology/more.ttl",
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "<ns#Boat> a owl:Class ; rdfs:label 'båt'@sv . <ns#Ship> a owl:Class .",
    )
    found = check(tiny.inputs().vocabulary, scan(tiny.root).checks, BASE)
    golden("parse/ontology-check.txt", "".join(f"{each.text('sv')}\n{each.text('en')}\n" for each in found))


@pytest.mark.parametrize(
    ("text", "reason"),
    [(b"SELECT ?x WHERE { ?x", "can't be parsed"), ("# På vilken väg?\n".encode("latin-1"), "not UTF-8")],
)
def test_a_check_that_cannot_be_run_is_refused_with_its_name(tiny: Workshop, text: bytes, reason: str) -> None:
    tiny.write("ontology/checks/broken-violation.rq", text)
    with pytest.raises(BadSyntax, match=reason) as raised:
        check(tiny.inputs().vocabulary, scan(tiny.root).checks, BASE)
    assert raised.value.place is not None
    assert raised.value.place.source == "ontology/checks/broken-violation.rq"
