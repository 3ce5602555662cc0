"""What is certain and what is not: codes decide, names suggest, other properties tell namesakes apart."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.serve.reconcile import asked, matching
from kg.serve.reconcile.matching import Candidate
from kg.serve.reconcile.register import Register
from kg.serve.reconcile.schema import Property

STOCKHOLM = "212000-0142"
NUMBER = "organisationNumber"


def found(names: Register, text: str = "", *types: str, **more: Any) -> list[Candidate]:
    """The candidates for a query."""
    said = {**({"query": text} if text else {}), **({"type": list(types)} if types else {}), **more}
    return matching.candidates(names, asked.query(said, names.schema, "query"))


def match(names: Register, text: str = "", *types: str, **more: Any) -> str | None:
    """The identifier of the one that is certain."""
    certain = [each.entity.id for each in found(names, text, *types, **more) if each.match]
    assert len(certain) <= 1
    return certain[0] if certain else None


def says(pid: str, *values: object) -> list[dict[str, object]]:
    """One property with its values."""
    return [{"pid": pid, "v": list(values)}]


@pytest.mark.parametrize(
    ("text", "type_", "id_"),
    [
        ("Stockholms kommun", "Actor", "actor/stockholms-kommun"),
        ("STOCKHOLMS STAD", "Actor", "actor/stockholms-kommun"),
        ("Stockholm stads", "Actor", "actor/stockholms-kommun"),
        ("Stokholms kommun", "Actor", "actor/stockholms-kommun"),
        ("Köping kommun", "Actor", "actor/kopings-kommun"),
        ("Skinskattebergs kommun", "Actor", "actor/skinnskattebergs-kommun"),
        ("Sala", "Municipality", "place/sala"),
        ("Uppsala län", "County", "place/uppsala-lan"),
        ("KIIS", "Project", "project/kiis"),
        ("utförare", "concept/roll", "concept/roll/utforare"),
        ("Trygga rum", "Method", "method/trygga-rum"),
    ],
)
def test_a_name_is_known_however_it_is_written(names: Register, text: str, type_: str, id_: str) -> None:
    assert match(names, text, type_) == id_


def test_names_that_differ_by_a_ring_are_two(names: Register) -> None:
    assert match(names, "Habo kommun", "Actor") == "actor/habo-kommun-0643"
    assert match(names, "Håbo kommun", "Actor") == "actor/habo-kommun-0305"


def test_a_name_that_two_have_is_left_to_people(names: Register) -> None:
    every = found(names, "Sala kommun")
    assert [each.entity.id for each in every[:2]] == ["actor/sala-kommun", "place/sala"]
    assert not any(each.match for each in every)


def test_a_name_that_is_somewhat_like_is_shown_and_not_taken(names: Register) -> None:
    every = found(names, "Norbergs bygdegård")
    assert every
    assert not any(each.match for each in every)


def test_a_right_code_with_another_name_is_a_match(names: Register) -> None:
    first = found(names, "Enkopings bibliotek", "Actor", properties=says(NUMBER, "16 2120000142".replace(" ", "")))[0]
    assert (first.entity.id, first.match) == ("actor/stockholms-kommun", True)
    assert first.value < 1


def test_another_code_with_the_right_name_is_none(names: Register) -> None:
    every = found(names, "Stockholms kommun", "Actor", properties=says(NUMBER, "212000-0183"))
    assert [each.entity.id for each in every] == ["actor/stockholms-kommun"]
    assert not every[0].match
    assert every[0].value < 0.6


def test_the_code_goes_before_the_name(names: Register) -> None:
    every = found(names, "Stockholm", "Municipality", properties=says("skos:notation", "0305"))
    assert [each.entity.id for each in every] == ["place/habo-0305", "place/stockholm"]
    assert every[0].match


def test_a_code_alone_is_enough(names: Register) -> None:
    assert match(names, properties=says("skos:notation", "0305")) == "place/habo-0305"
    assert match(names, properties=says("lauCode", "SE_0643")) == "place/habo-0643"
    assert match(names, "0305") == "place/habo-0305"
    assert match(names, STOCKHOLM) == "actor/stockholms-kommun"


def test_several_codes_of_which_one_is_right_are_enough(names: Register) -> None:
    assert match(names, properties=says("skos:notation", "9999", "0305")) == "place/habo-0305"


def test_codes_that_speak_against_each_other_are_no_match(names: Register) -> None:
    both = says("skos:notation", "0305") + says("lauCode", "SE_0643")
    every = found(names, "Håbo", "Municipality", properties=both)
    assert {each.entity.id for each in every} == {"place/habo-0305", "place/habo-0643"}
    assert not any(each.match for each in every)


def test_another_property_tells_namesakes_apart(names: Register) -> None:
    assert match(names, "Habo", "Municipality") == "place/habo-0643"
    assert match(names, "Habo", "Municipality", properties=says("within", "Uppsala län")) == "place/habo-0305"
    within = says("within", {"id": "place/uppsala-lan", "name": "Uppsala"})
    assert match(names, "Habo", "Municipality", properties=within) == "place/habo-0305"


def test_a_place_fits_the_county_that_it_lies_in(names: Register) -> None:
    in_county = says("area", "Uppsala län")
    assert match(names, "Habo kommun", "Actor", properties=in_county) == "actor/habo-kommun-0305"


def test_a_property_that_differs_keeps_a_name_from_being_taken(names: Register) -> None:
    assert match(names, "Sala", "Municipality", properties=says("within", "Uppsala län")) is None


def test_properties_alone_find_what_has_them(names: Register) -> None:
    every = found(names, properties=says("within", "Västmanlands län"), limit=50)
    assert "place/sala" in {each.entity.id for each in every}
    assert not any(each.match for each in every)


def test_an_identifier_finds_its_own(names: Register) -> None:
    for said in ("place/sala", "https://w3id.org/samverkan/place/sala", "/place/sala.html"):
        first = found(names, said)[0]
        assert (first.entity.id, first.value, first.match) == ("place/sala", 1.0, True)


def test_types_narrow_what_is_found(names: Register) -> None:
    assert {each.entity.id for each in found(names, "Sala")} == {"place/sala", "actor/sala-kommun"}
    assert {each.entity.id for each in found(names, "Sala", "Place")} == {"place/sala"}
    assert {each.entity.id for each in found(names, "Sala", "place")} == {"place/sala"}
    assert {each.entity.id for each in found(names, "Sala", "Place", "Actor")} == {"place/sala", "actor/sala-kommun"}
    assert found(names, "Sala", "Project") == []


def test_types_are_taken_as_strictly_as_is_asked(names: Register) -> None:
    assert [each.entity.id for each in found(names, "Sala", "Actor", type_strict="should")] == ["actor/sala-kommun"]
    elsewhere = found(names, "Uppsala län", "Actor", type_strict="should")
    assert [(each.entity.id, each.of_type, each.match) for each in elsewhere] == [("place/uppsala-lan", False, False)]
    assert found(names, "Uppsala län", "Actor") == []
    assert match(names, "Sala", "Place", "Municipality", type_strict="all") == "place/sala"
    assert found(names, "Sala", "Place", "County", type_strict="all") == []


def test_no_more_come_than_are_asked_for(names: Register) -> None:
    assert len(found(names, properties=says("within", "Västmanlands län"), limit=2)) == 2
    assert match(names, "Håbo kommun", "Actor", limit=1) == "actor/habo-kommun-0305"


def test_a_text_that_is_no_name_has_no_candidates(names: Register) -> None:
    assert found(names, "Sala kommun " * 100) == []


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_entity_is_found_by_each_of_its_names(names: Register, data: st.DataObject) -> None:
    entity = data.draw(st.sampled_from(list(names.entities.values())))
    name = data.draw(st.sampled_from(entity.described.names))
    every = found(names, name, limit=50)
    assert entity.id in {each.entity.id for each in every}
    assert every == sorted(every, key=lambda each: (-each.value, each.entity.id))


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_match_is_never_another_than_the_one_whose_code_is_given(names: Register, data: st.DataObject) -> None:
    coded = [each for each in names.entities.values() if each.codes]
    entity, other = data.draw(st.sampled_from(coded)), data.draw(st.sampled_from(list(names.entities.values())))
    property_iri, value = data.draw(st.sampled_from(entity.codes))
    taken = match(names, other.name("sv"), properties=says(property_iri, value))
    assert taken in (None, *(each.id for each in names.coded(property_iri, value)))


@given(
    text=st.text(max_size=60),
    pid=st.sampled_from(["within", "skos:notation", "startsOn", "owl:sameAs", "dcterms:title"]),
)
@settings(max_examples=80, deadline=None)
def test_any_text_gets_an_answer(names: Register, text: str, pid: str) -> None:
    said = " ".join(text.split())
    condition = (asked.Condition(_property(names, pid), (said,)),) if said else ()
    for query in (asked.Query(said), asked.Query("Sala", conditions=condition), asked.Query(conditions=condition)):
        for each in matching.candidates(names, query):
            assert 0 < each.value <= 1


def _property(names: Register, pid: str) -> Property:
    found = names.schema.property(pid)
    assert found is not None
    return found
