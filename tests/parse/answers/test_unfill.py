"""A record becomes answers and the answers the record, to the byte: so a correction changes what is corrected only."""

import json

from pyoxigraph import Literal, NamedNode, Quad

from kg.parse.answers.answers import for_correction, read_answers, values
from kg.parse.answers.fill import fill
from kg.parse.answers.unfill import beyond, unfill
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import write
from kg.rdf.namespaces import DCTERMS
from tests.parse.conftest import Asking
from tests.parse.saying import TODAY


def test_every_record_there_is_goes_through_answers_and_back_to_the_byte(asking: Asking) -> None:
    changed = {}
    for key, quads in asking.records.items():
        answers = unfill(quads, asking.model, asking.base)
        filled = fill(answers, asking.model, asking.names, base=asking.base, today=TODAY)
        [made] = filled.candidates
        before, after = (write(q, TURTLE, base_iri=asking.base.iri) for q in (quads, made.quads))
        if before != after or filled.findings or made.key != key:
            changed[key] = filled.findings
    assert changed == {}
    assert len(asking.records) == 775


def test_answers_go_through_json_and_back(asking: Asking) -> None:
    for quads in asking.records.values():
        answers = unfill(quads, asking.model, asking.base)
        assert read_answers(json.loads(json.dumps(answers.as_json())), "x") == (answers, [])


def test_a_statement_keeps_its_name_and_a_reference_is_an_address(asking: Asking) -> None:
    answers = unfill(asking.records["project/restaurangakademien"], asking.model, asking.base)
    [count] = answers.answers.groups("participantCount")
    [outcome] = answers.answers.groups("outcome")
    assert count.name == "participants-exempelsamling-2021"
    assert [each.value for each in outcome.said("shareOf")] == ["participantCount/0"]


def test_answers_speak_as_people_do(asking: Asking) -> None:
    answers = unfill(asking.records["project/kiis"], asking.model, asking.base)
    said = dict(values(answers.answers))
    assert (said["projectType/0"].value, said["spatial/0"].value) == ("esf-projekt", "place/fagersta")
    assert (said["title/0"].value, said["title/0"].lang) == ("KIIS, Kvinna in i Sverige", "sv")
    assert "rank/0" not in said
    assert "participation/0/rank/0" not in said


def test_a_correction_begins_with_everything_but_the_days_that_are_set_anew(asking: Asking) -> None:
    answers = for_correction(unfill(asking.records["project/kiis"], asking.model, asking.base))
    assert answers.slug == "kiis"
    assert set(answers.record.fields) == {"recordStatus", "source", "issued"}


def test_nothing_that_is_published_lies_beyond_the_answers(asking: Asking) -> None:
    beyond_ = {key: beyond(quads, asking.model, asking.base) for key, quads in asking.records.items()}
    assert {key: found for key, found in beyond_.items() if found} == {}


def test_what_nobody_is_asked_about_is_told(asking: Asking) -> None:
    quads = asking.records["project/kiis"]
    thing = asking.base.mint("project", "kiis")
    strange = Quad(thing, NamedNode("https://example.se/egenskap"), Literal("blå"))
    loose = Quad(NamedNode(f"{thing.value}#ensam"), DCTERMS.title, Literal("Ensam", language="sv"))
    assert beyond([*quads, strange, loose], asking.model, asking.base) == (strange, loose)


def test_what_is_no_record_gives_no_answers(asking: Asking) -> None:
    assert unfill([], asking.model, asking.base).as_json()["answers"] == {}
