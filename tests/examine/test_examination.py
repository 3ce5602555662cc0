"""What one hand-in is told: read whatever its format, split into records, judged beside what it points at."""

import json

import pytest

from kg.errors import BadSyntax, UnsupportedMediaType
from kg.examine.desks import tree_desk
from kg.examine.examination import Desk, examine, examine_each
from kg.examine.handed import Examined, Handed
from kg.rdf.findings import UNREADABLE, Level, violations
from kg.rdf.formats import JSONLD, NQUADS, NTRIPLES, RDFXML, TRIG, TURTLE
from kg.rdf.graphs import read, write
from kg.sources.folder import scan
from tests.workshop import BASE, BASE_IRI, Workshop, record

SOUND = record("project", "ny", "dcterms:title 'Ny'@sv, 'New'@en ; samv:partner <actor/norrby-kommun>")
OTHER = record("actor", "huset", "skos:prefLabel 'Huset'@sv").partition("\n\n")[2]


def _desk(tiny: Workshop) -> Desk:
    return tree_desk(scan(tiny.root), BASE, processes=1)


def _examined(tiny: Workshop, *texts: str, name: str = "in.ttl", media_type: str | None = None) -> Examined:
    return examine([Handed(name, text.encode(), media_type) for text in texts], _desk(tiny))


def _said(examined: Examined) -> list[str]:
    return [each.text("en") for each in violations(examined.findings)]


def test_a_sound_record_is_acceptable_and_given_back_in_our_one_way_of_writing(tiny: Workshop) -> None:
    examined = _examined(tiny, SOUND)
    assert examined.acceptable
    [kept] = examined.records
    assert kept.key == "project/ny"
    again = _examined(tiny, kept.turtle)
    assert again.records == examined.records


@pytest.mark.parametrize("form", [TURTLE, JSONLD, RDFXML, NTRIPLES, TRIG, NQUADS], ids=lambda form: form.name)
def test_the_same_record_in_any_syntax_is_kept_as_the_same_bytes(tiny: Workshop, form: object) -> None:
    assert form in (TURTLE, JSONLD, RDFXML, NTRIPLES, TRIG, NQUADS)
    quads = read(SOUND.encode(), TURTLE, base_iri=BASE_IRI, source="x")
    data = write(quads, form, base_iri=BASE_IRI)  # type: ignore[arg-type]  # one of the six
    examined = examine([Handed("in", data, form.media_type)], _desk(tiny))  # type: ignore[union-attr, attr-defined]
    assert examined.records == _examined(tiny, SOUND).records


def test_several_records_in_one_text_are_told_apart_by_who_owns_each_subject(tiny: Workshop) -> None:
    examined = _examined(tiny, SOUND.replace("<actor/norrby-kommun>", "<actor/huset>") + OTHER)
    assert [each.key for each in examined.records] == ["project/ny", "actor/huset"]
    assert _said(examined) == []


def test_what_belongs_to_none_of_the_records_is_told_at_its_place(tiny: Workshop) -> None:
    examined = _examined(
        tiny, SOUND + "<actor/norrby-kommun> skos:note 'X'@sv .\n<https://example.com/x> skos:note 'Y'@sv .\n"
    )
    assert [each.partition(": fault: ")[0] for each in _said(examined)] == ["in.ttl:11:1", "in.ttl:12:1"]
    assert [each.key for each in examined.records] == ["project/ny"]


def test_a_text_about_nothing_of_ours_is_told_so(tiny: Workshop) -> None:
    [said] = _said(_examined(tiny, "<https://example.com/a> <https://example.com/b> 1 ."))
    assert said.startswith("in.ttl:1:1: fault: There is no record here.")
    assert _examined(tiny, "").findings[0].place is not None


def test_a_thing_that_is_spoken_of_and_nothing_else_is_meant_to_be_a_record(tiny: Workshop) -> None:
    said = _said(_examined(tiny, "<project/ny> <http://purl.org/dc/terms/title> 'Ny'@sv ."))
    assert any("has no type" in each for each in said)
    assert any("foaf:primaryTopic" in each for each in said)


def test_each_blank_node_is_told_once_where_it_begins(tiny: Workshop) -> None:
    text = SOUND.replace(
        "samv:partner", "skos:note [ a samv:X ; samv:y 1 ] ;\n skos:related [ a samv:Z ] ; samv:partner"
    )
    said = _said(_examined(tiny, text))
    assert [each.partition(": fault: ")[0] for each in said] == ["in.ttl:9:75", "in.ttl:10:15"]


def test_what_is_worked_out_is_dropped_and_told_at_the_property(tiny: Workshop) -> None:
    tiny.write(
        "shapes/handed-in.ttl",
        "@prefix samv: <ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
        "<shapes/handed-in> sh:path [ sh:alternativePath ( samv:startsOn ) ] ; sh:message 'Tas bort.'@sv, 'Dropped.'@en .",
    )
    examined = _examined(tiny, SOUND.replace("samv:partner", "\n  samv:startsOn '2019' ; samv:partner"))
    [info] = [each for each in examined.findings if "Dropped" in each.message_en]
    assert (info.level, str(info.place)) == (Level.INFO, "in.ttl:10:3")
    assert "startsOn" not in examined.records[0].turtle


def test_a_neighbour_is_read_from_what_is_published_or_from_the_same_hand_in(tiny: Workshop) -> None:
    alone = _examined(tiny, SOUND.replace("norrby-kommun", "huset"))
    assert len(_said(alone)) == 1
    both = examine(
        [
            Handed("a.ttl", SOUND.replace("norrby-kommun", "huset").encode()),
            Handed("b.ttl", record("actor", "huset", "skos:prefLabel 'Huset'@sv").encode()),
        ],
        _desk(tiny),
    )
    assert _said(both) == []


def test_two_texts_of_one_record_are_told_at_both(tiny: Workshop) -> None:
    examined = examine([Handed("a.ttl", SOUND.encode()), Handed("b.ttl", SOUND.encode())], _desk(tiny))
    [found] = violations(examined.findings)
    assert (str(found.place), [str(each) for each in found.also]) == ("b.ttl:9:1", ["a.ttl:9:1"])


def test_what_is_not_to_be_read_at_all_is_refused_with_its_place(tiny: Workshop) -> None:
    with pytest.raises(BadSyntax) as raised:
        _examined(tiny, "<a> <b>\n.")
    assert str(raised.value.place) == "in.ttl:2:1"
    with pytest.raises(UnsupportedMediaType):
        _examined(tiny, "%PDF", name="a.pdf", media_type="application/pdf")


def test_beside_others_what_cannot_be_read_is_a_finding(tiny: Workshop) -> None:
    examined = examine_each([Handed("a.ttl", b"<a> <b>\n."), Handed("b.ttl", SOUND.encode())], _desk(tiny))
    assert [each.component for each in violations(examined.findings)] == [UNREADABLE]
    assert [each.key for each in examined.records] == ["project/ny"]


def test_a_personal_number_stops_the_hand_in_and_is_not_repeated(tiny: Workshop) -> None:
    examined = _examined(tiny, SOUND.replace("'Ny'@sv", "'Ny 19900101-9802'@sv, 1"))
    assert [each.component for each in examined.findings if each.component == "personal-number"] == ["personal-number"]
    assert examined.records == ()
    assert "9802" not in json.dumps(examined.as_json())


def test_a_number_hidden_by_escapes_is_found_too(tiny: Workshop) -> None:
    examined = _examined(tiny, SOUND.replace("'Ny'@sv", r"'19900101-98\u00302'@sv"))
    [found] = [each for each in examined.findings if each.component == "personal-number"]
    assert str(found.place) == "in.ttl:9:46"


def test_answers_are_examined_at_their_fields(tiny: Workshop) -> None:
    said = json.dumps({"kind": "project", "answers": {"partner": ["actor/ingen"]}})
    examined = examine([Handed("-", said.encode(), "application/json")], _desk(tiny))
    assert {each.place.field for each in violations(examined.findings) if each.place} == {"title", "partner/0"}
    assert [each.key for each in examined.records]


def test_the_outcome_travels_as_json(tiny: Workshop) -> None:
    examined = _examined(tiny, SOUND.replace("'Ny'@sv, 'New'@en", "'Ny'"))
    assert json.loads(json.dumps(examined.as_json()))["findings"][0]["line"] == 9
