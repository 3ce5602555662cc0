"""Judging files without building: what `kg check` says is what a build would say."""

from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import BadSyntax, NotFound, UnsupportedMediaType
from kg.examine.checking import check_by, check_files
from kg.examine.reading import format_of
from kg.inbox.inbox import Inbox
from kg.rdf.findings import Finding, Level, violations
from kg.rdf.formats import NQUADS, TURTLE
from kg.release.standing_in import IN_CONFLICT
from tests.inbox.handing import accepted, file_digest
from tests.workshop import Workshop, record

SOUND = record("project", "ny", "dcterms:title 'Ny'@sv, 'New'@en ; samv:partner <actor/norrby-kommun>")


def _checked(tiny: Workshop, *names: str) -> list[Finding]:
    return list(check_files(tiny.settings, [tiny.root / name for name in names]).findings)


def _said(found: list[Finding]) -> list[str]:
    return [each.text("en") for each in found if each.level is Level.VIOLATION]


def test_a_sound_record_is_judged_beside_what_it_points_at(tiny: Workshop) -> None:
    assert violations(_checked(tiny, "data/records/project/bro.ttl")) == []


def test_what_the_rules_derive_is_judged_too(tiny: Workshop) -> None:
    tiny.edit("data/records/actor/kvinnohuset.ttl", "2009-04-01", "2020-04-01")
    assert _said(_checked(tiny, "data/records/project/bro.ttl")) == [
        "data/records/project/bro.ttl:11:42: fault: Project “Bridge”: The partner Kvinnohuset was founded after the "
        "project began."
    ]


def test_a_given_file_stands_before_the_published_one_of_the_same_record(tiny: Workshop, tmp_path: Path) -> None:
    draft = tmp_path / "kvinnohuset.ttl"
    text = tiny.read("data/records/actor/kvinnohuset.ttl").replace("2009-04-01", "2020-04-01")
    draft.write_text(text)
    found = check_files(tiny.settings, [tiny.root / "data/records/project/bro.ttl", draft]).findings
    assert len(violations(found)) == 1


def test_what_is_accepted_and_not_yet_exported_stands_around_what_is_checked(tiny: Workshop) -> None:
    points = record("project", "ny", "dcterms:title 'Ny'@sv, 'New'@en ; samv:partner <actor/salem>")
    tiny.write("data/records/project/ny.ttl", points)
    (missing,) = _said(_checked(tiny, "data/records/project/ny.ttl"))
    assert missing.endswith("The partner is not among the actors.")
    with closing(Inbox(tiny.home)) as inbox:
        salem = tiny.read("data/records/actor/norrby-kommun.ttl").replace("norrby-kommun", "salem")
        accepted(inbox, salem, "actor/salem", parent=None)
    assert _said(_checked(tiny, "data/records/project/ny.ttl")) == []


def test_what_is_imported_stands_around_what_is_checked(tiny: Workshop) -> None:
    points = record("project", "ny", "dcterms:title 'Ny'@sv, 'New'@en ; samv:partner <actor/salem>")
    tiny.write("data/records/project/ny.ttl", points)
    salem = tiny.read("data/records/actor/norrby-kommun.ttl").replace("norrby-kommun", "salem")
    folder = tiny.home / "imported/esf/0001/records/actor"
    folder.mkdir(parents=True)
    (folder / "salem.ttl").write_text(salem)
    (tiny.home / "imported/esf/current").symlink_to("0001")
    assert _said(_checked(tiny, "data/records/project/ny.ttl")) == []


def test_a_file_that_was_changed_after_another_version_was_accepted_gets_the_builds_warning(tiny: Workshop) -> None:
    name = "data/records/project/bro.ttl"
    with closing(Inbox(tiny.home)) as inbox:
        accepted(
            inbox, tiny.read(name).replace("Bridge", "Span"), "project/bro", parent=file_digest(tiny, "project/bro")
        )
    assert [each.component for each in _checked(tiny, name) if each.component == IN_CONFLICT] == []
    tiny.edit(name, "Bridge", "Arch")
    (told,) = [each for each in _checked(tiny, name) if each.component == IN_CONFLICT]
    assert told.level is Level.WARNING
    assert _checked(tiny, "data/records/actor/kvinnohuset.ttl") == []


@pytest.mark.parametrize("name", ["ny.ttl", "ny.txt", "ny"])
def test_a_file_outside_the_records_is_known_by_what_it_says(tiny: Workshop, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SOUND)
    found = check_files(tiny.settings, [tmp_path / name]).findings
    assert violations(found) == []
    assert {each.record for each in found} == {"https://example.org/record/project/ny"}
    assert {str(each.place) for each in found} == {f"{tmp_path / name}:9:1"}


def test_a_file_outside_the_records_is_read_as_its_extension_says(tiny: Workshop, tmp_path: Path) -> None:
    said = '{"@id": "https://example.org/record/project/ny", "http://xmlns.com/foaf/0.1/primaryTopic": {"@id": "project/ny"}}'
    (tmp_path / "ny.jsonld").write_text(said)
    found = check_files(tiny.settings, [tmp_path / "ny.jsonld"]).findings
    assert "has no type" in found[0].text("en")


def test_a_file_that_says_nothing_of_a_record_is_told_what_one_is(tiny: Workshop, tmp_path: Path) -> None:
    (tmp_path / "ny.ttl").write_text("<a> <b> <c> .")
    [said] = _said(check_files(tiny.settings, [tmp_path / "ny.ttl"]).findings)
    assert said.startswith(
        f"{tmp_path / 'ny.ttl'}:1:1: fault: There is no record here. A record describes a thing whose "
    )


@pytest.mark.parametrize("name", ["projekt/ny.ttl", "project/Ny.ttl", "project/2019/ny.ttl", "project/ny.txt"])
def test_a_file_among_the_records_that_a_build_refuses_by_its_name_is_refused_here_too(
    tiny: Workshop, name: str
) -> None:
    tiny.write(f"data/records/{name}", SOUND)
    [said] = _said(_checked(tiny, f"data/records/{name}"))
    assert said.startswith(f"data/records/{name}: fault: The ")


def test_two_files_of_one_record_are_told(tiny: Workshop) -> None:
    tiny.write("data/records/project/ny.ttl", SOUND)
    tiny.write("data/records/project/ny.trig", SOUND)
    assert _said(_checked(tiny, "data/records/project")) == [
        "data/records/project/ny.ttl:9:1: fault: Several files claim to be the record project/ny: "
        "data/records/project/ny.trig, data/records/project/ny.ttl. Keep one."
    ]


def test_broken_files_are_told_beside_faulty_ones_all_at_once(tiny: Workshop) -> None:
    tiny.write("data/records/project/bro.ttl", "<project/bro> a \n")
    tiny.write("data/records/project/ny.ttl", SOUND.replace("norrby-kommun", "ingen") + "<actor/ingen> a samv:Actor .")
    tiny.write(
        "data/records/actor/blank.ttl", record("actor", "blank", "skos:prefLabel 'Blank'@sv ; skos:note [ a 1 ]")
    )
    said = _said(_checked(tiny, "data/records"))
    assert [each.partition(": fault: ")[0] for each in said] == [
        "data/records/project/bro.ttl:2:1",
        "data/records/actor/blank.ttl:9:72",
        "data/records/project/ny.ttl:9:78",
        "data/records/project/ny.ttl:11:1",
    ]
    assert "is not among the actors" in said[2]


def test_standard_input_is_known_by_what_it_says(tiny: Workshop) -> None:
    found = list(check_files(tiny.settings, [], stdin=SOUND.replace("'Ny'@sv, 'New'@en", "'Ny'").encode()).findings)
    assert [each.partition(": fault: ")[0] for each in _said(found)] == ["-:9:45"]
    assert (
        violations(check_files(tiny.settings, [], stdin=SOUND.encode(), media_type="application/trig").findings) == []
    )


def test_a_path_that_is_not_there_is_told(tiny: Workshop) -> None:
    with pytest.raises(NotFound) as raised:
        _checked(tiny, "data/records/project/nej.ttl")
    assert raised.value.text("en") == f"There is no file {tiny.root}/data/records/project/nej.ttl."
    assert raised.value.text("sv") == f"Filen {tiny.root}/data/records/project/nej.ttl finns inte."


def test_sheets_are_no_matter_for_others_shapes(tmp_path: Path) -> None:
    shapes, sheet = tmp_path / "shapes.ttl", tmp_path / "given/one.csv"
    shapes.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> . <S> a sh:NodeShape .", "utf-8")
    sheet.parent.mkdir()
    sheet.write_text("a,b\n1,2\n", "utf-8")
    (sheet.parent / "two.ttl").write_text("<a> <b> 1 .", "utf-8")
    assert check_by([sheet.parent], [shapes], root=tmp_path).findings == []
    with pytest.raises(BadSyntax, match=r"one\.csv: a sheet is judged by our own shapes alone"):
        check_by([sheet], [shapes], root=tmp_path)


def test_checking_builds_nothing(tiny: Workshop) -> None:
    _checked(tiny, "data/records/project/bro.ttl")
    assert not tiny.home.exists()


def test_standard_input_is_turtle_unless_it_is_said_to_be_something_else() -> None:
    assert format_of("-", None) == TURTLE
    assert format_of("-", "application/n-quads; charset=utf-8") == NQUADS
    with pytest.raises(UnsupportedMediaType):
        format_of("-", "application/pdf")
