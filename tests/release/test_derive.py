"""What follows from a record by the rules: of its own, the same whoever stands beside it, and never said twice."""

import pytest
from pyoxigraph import Quad

from kg.errors import BadSyntax
from kg.parse.record import Record, owner_of, parse
from kg.rdf.canonical import text_of
from kg.rdf.iris import Owner
from kg.release.derive import derive
from kg.sources.folder import scan
from tests.workshop import BASE, BASE_IRI, Workshop, record


def _records(tiny: Workshop) -> list[Record]:
    kinds = tiny.inputs().vocabulary.kinds
    found = []
    for raw in scan(tiny.root).records:
        owner = owner_of(raw.name, BASE, kinds)
        assert isinstance(owner, Owner)
        found.append(parse(raw.read(), raw.name, owner, base=BASE))
    return found


def _derived(tiny: Workshop, records: list[Record] | None = None) -> dict[str, tuple[Quad, ...]]:
    inputs = tiny.inputs()
    every = _records(tiny) if records is None else records
    return derive(every, inputs.rules, inputs.vocabulary, BASE, shapes_version="7+test")


def _said(quads: tuple[Quad, ...]) -> set[tuple[str, str, str]]:
    return {
        (text_of(quad.subject).removeprefix(BASE_IRI), quad.predicate.value.rpartition("#")[2], text_of(quad.object))
        for quad in quads
    }


def test_what_the_rules_make_of_each_record(tiny: Workshop) -> None:
    derived = _derived(tiny)
    assert _said(derived["project/bro"]) == {
        ("project/bro", "label", "Bro"),
        ("project/bro", "label", "Bridge"),
        ("project/bro", "type", BASE_IRI + "ns#Effort"),
        ("project/bro", "startsOn", "2019-01-15"),
        ("record/project/bro", "checkedWith", "7+test"),
    }
    assert _said(derived["actor/enby-kommun"]) == {
        ("actor/enby-kommun", "label", "Enby kommun"),
        ("record/actor/enby-kommun", "checkedWith", "7+test"),
    }


def test_no_day_is_invented_from_a_vague_date(tiny: Workshop) -> None:
    assert not [quad for quad in _derived(tiny)["project/vinter"] if quad.predicate == BASE.ns("startsOn")]


def test_a_date_that_is_none_derives_nothing(tiny: Workshop) -> None:
    tiny.edit("data/records/project/bro.ttl", "2019-01-15/2021-11-30", "hösten 2018")
    assert not [quad for quad in _derived(tiny)["project/bro"] if quad.predicate == BASE.ns("startsOn")]


def test_every_derived_statement_stands_in_the_derived_graph(tiny: Workshop) -> None:
    assert {quad.graph_name for quads in _derived(tiny).values() for quad in quads} == {BASE.graph("derived")}


def test_deriving_one_by_one_makes_what_deriving_all_makes(tiny: Workshop) -> None:
    together = _derived(tiny)
    for each in _records(tiny):
        assert set(_derived(tiny, [each])[each.key]) == set(together[each.key])


def test_what_a_record_states_itself_is_not_derived_again(tiny: Workshop) -> None:
    text = record("project", "sjalv", "a samv:Effort ; dcterms:title 'Själv'@sv")
    tiny.write("data/records/project/sjalv.ttl", text)
    assert ("project/sjalv", "type", BASE_IRI + "ns#Effort") not in _said(_derived(tiny)["project/sjalv"])


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("CONSTRUCT { <actor/annan> a ?x } WHERE { GRAPH ?record { ?project a ?x } }", "no record at hand owns"),
        ("CONSTRUCT { [] a ?x } WHERE { GRAPH ?record { ?project a ?x } }", "no record at hand owns"),
        ("CONSTRUCT { ?thing <ns#x> [] } WHERE { GRAPH ?record { ?thing a ?x } }", "blank node"),
        ("SELECT ?x WHERE { ?x ?y ?z }", "a rule is a CONSTRUCT query"),
        ("CONSTRUCT { ?x } WHERE {", "the query can't be parsed"),
    ],
)
def test_a_rule_that_breaks_its_promise_is_refused_by_name(tiny: Workshop, rule: str, reason: str) -> None:
    tiny.write("ontology/rules/wild.rq", rule)
    with pytest.raises(BadSyntax, match=reason) as raised:
        _derived(tiny)
    assert raised.value.place is not None
    assert raised.value.place.source == "ontology/rules/wild.rq"
    assert raised.value.text("sv") != raised.value.text("en")


def test_a_rule_that_is_not_utf_8_is_refused_with_its_place(tiny: Workshop) -> None:
    tiny.write("ontology/rules/wild.rq", "# Vilken väg?\n".encode("latin-1"))
    with pytest.raises(BadSyntax, match="not UTF-8") as raised:
        tiny.inputs()
    assert str(raised.value.place) == "ontology/rules/wild.rq:1:11"
