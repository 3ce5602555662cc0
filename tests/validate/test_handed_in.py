"""What is worked out and handed in all the same is dropped with an info."""

from kg.parse.record import parse
from kg.rdf.findings import Level
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Owner
from kg.validate.handed_in import WorkedOut, worked_out
from tests.workshop import BASE, BASE_IRI, record

SHAPE = b"""@prefix samv: <ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
<shapes/handed-in> a sh:PropertyShape ; sh:path [ sh:alternativePath ( samv:budget samv:partner ) ] ; sh:maxCount 0 ;
  sh:message "Tas bort."@sv , "Dropped."@en ."""
SOURCE = "data/records/project/x.ttl"


def _worked_out() -> WorkedOut:
    return worked_out(read(SHAPE, TURTLE, base_iri=BASE_IRI, source="shapes.ttl"), BASE)


def test_the_shape_says_which_properties_are_worked_out() -> None:
    assert _worked_out().properties == {f"{BASE_IRI}ns#budget", f"{BASE_IRI}ns#partner"}


def test_a_worked_out_statement_is_dropped_with_an_info_and_the_rest_stays() -> None:
    text = record("project", "x", 'dcterms:title "X"@sv ; samv:budget 12')
    given = parse(text.encode(), SOURCE, Owner("project", "x"), base=BASE)
    kept, found = _worked_out().taken_out(given, BASE)
    assert [quad for quad in given.quads if quad not in kept.quads] == [
        quad for quad in given.quads if quad.predicate.value.endswith("#budget")
    ]
    assert "budget" not in kept.text
    assert [(each.level, each.message_sv, each.message_en, each.value) for each in found] == [
        (Level.INFO, "budget: Tas bort.", "budget: Dropped.", "12")
    ]
    assert str(found[0].place) == SOURCE


def test_a_record_without_any_is_left_as_it_is() -> None:
    given = parse(record("project", "x", 'dcterms:title "X"@sv').encode(), SOURCE, Owner("project", "x"), base=BASE)
    assert _worked_out().taken_out(given, BASE) == (given, [])
    assert worked_out([], BASE).taken_out(given, BASE) == (given, [])
