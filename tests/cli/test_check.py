"""`kg check`: everything that is wrong with files, at once, for people and for programs."""

import json

import pytest

from tests.cli.commands import kg
from tests.conftest import Golden
from tests.workshop import Workshop, record

KAOS = record("project", "kaos", "dcterms:title 'Kaos' ; samv:partner <actor/ingen> ; samv:period [ ] ; samv:total 01")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_findings_are_told_a_line_each_and_counted(tiny: Workshop, golden: Golden, lang: str) -> None:
    tiny.write("data/records/project/kaos.ttl", KAOS)
    tiny.write("data/records/project/trasig.ttl", "<project/trasig> a \n")
    said = kg(tiny, "check", "data/records/project", "--lang", lang)
    assert (said.code, said.err) == (2, "")
    golden(f"cli/check.{lang}.txt", said.out)


def test_findings_for_programs_are_json(tiny: Workshop) -> None:
    tiny.write("data/records/project/kaos.ttl", KAOS)
    said = kg(tiny, "check", "data/records/project/kaos.ttl", "--format", "json")
    found = json.loads(said.out)
    assert said.code == 1
    assert {each["file"] for each in found} == {"data/records/project/kaos.ttl"}
    assert {each["level"] for each in found} == {"violation", "warning", "info"}
    assert all(set(each["message"]) == {"sv", "en"} for each in found)


def test_sound_files_end_with_nought_although_there_are_warnings(tiny: Workshop) -> None:
    said = kg(tiny, "check", "data/records/project/ensam.ttl", "data/records/actor", "--lang", "en")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("no faults, 1 warning, 1 hint\n")


def test_standard_input_is_checked(tiny: Workshop) -> None:
    said = kg(tiny, "check", "-", "--lang", "en", stdin=KAOS)
    assert said.code == 1
    assert said.out.startswith("-: fault: ")
    assert kg(tiny, "check", "-", "--media-type", "text/plain+x", stdin=KAOS).code == 2


def test_what_cannot_be_read_is_told_with_its_place_and_ends_with_two(tiny: Workshop) -> None:
    said = kg(tiny, "check", "-", "--lang", "en", stdin="<a> <b>\n.")
    assert (said.code, said.out.splitlines()[0]) == (
        2,
        "-:2:1: fault: this is not valid Turtle: . is not a valid RDF object.",
    )


def test_a_path_that_is_not_there_ends_with_two(tiny: Workshop) -> None:
    said = kg(tiny, "check", "nej.ttl")
    assert (said.code, said.out, said.err) == (2, "", "Finns inte: Filen nej.ttl finns inte.\n")
    assert kg(tiny, "check").code == 2
