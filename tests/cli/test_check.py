"""`kg check`: everything that is wrong with files, at once, for people and for programs."""

import gzip
import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from kg.rdf.namespaces import SH
from tests.cli.commands import REPOSITORY, kg
from tests.conftest import Golden
from tests.validate.sarif_structure import faults
from tests.workshop import Workshop, record

KAOS = record("project", "kaos", "dcterms:title 'Kaos' ; samv:partner <actor/ingen> ; samv:period [ ] ; samv:total 01")
SHAPES = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:targetSubjectsOf <urn:p> ; "
    "sh:property [ sh:path <urn:p> ; sh:maxInclusive 5 ; sh:severity sh:{} ] ."
)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_findings_are_told_with_their_lines_and_counted(tiny: Workshop, golden: Golden, lang: str) -> None:
    tiny.write("data/records/project/kaos.ttl", KAOS)
    tiny.write("data/records/project/trasig.ttl", "<project/trasig> a \n")
    said = kg(tiny, "check", "data/records/project", "--lang", lang)
    assert (said.code, said.err) == (2, "")
    golden(f"cli/check.{lang}.txt", said.out)


def test_findings_for_programs_are_json(tiny: Workshop) -> None:
    tiny.write("data/records/project/kaos.ttl", KAOS)
    said = kg(tiny, "check", "data/records/project/kaos.ttl", "--format", "json")
    report = json.loads(said.out)
    assert (said.code, report["conforms"], report["acceptable"]) == (1, False, False)
    assert {each["file"] for each in report["findings"]} == {"data/records/project/kaos.ttl"}
    assert {name for name, count in report["counts"].items() if count} == {"violation", "warning", "info"}
    assert all(set(each["message"]) == {"sv", "en"} and each["line"] for each in report["findings"])


@pytest.mark.parametrize(
    ("form", "begins"),
    [("sarif", '{\n "$schema"'), ("ttl", "@prefix"), ("html", '<!DOCTYPE html>\n<html lang="sv">')],
)
def test_the_other_forms_are_written_whole(tiny: Workshop, form: str, begins: str) -> None:
    said = kg(tiny, "check", "-", "--format", form, stdin=KAOS)
    assert (said.code, said.err) == (1, "")
    assert said.out.startswith(begins)


def test_the_log_for_code_hosts_is_as_its_standard_says_whatever_files_are_called(tiny: Workshop) -> None:
    for name in ("bro å.ttl", "a:b.ttl", "100%.ttl"):
        tiny.write(f"nya/{name}", KAOS)
    tiny.write("nya/trasig.ttl", "<project/trasig> a \n")
    said = kg(tiny, "check", "nya", "--format", "sarif")
    assert (said.code, said.err, faults(said.out)) == (2, "", [])
    results = json.loads(said.out)["runs"][0]["results"]
    uris = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results}
    assert uris == {"nya/bro%20%C3%A5.ttl", "nya/a%3Ab.ttl", "nya/100%25.ttl", "nya/trasig.ttl"}


def test_sound_files_end_with_nought_although_there_are_warnings(tiny: Workshop) -> None:
    said = kg(tiny, "check", "data/records/project/ensam.ttl", "data/records/actor", "--lang", "en")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("no faults, 1 warning, 1 hint\n")


def test_standard_input_is_checked(tiny: Workshop) -> None:
    said = kg(tiny, "check", "-", "--lang", "en", stdin=KAOS)
    assert said.code == 1
    assert said.out.startswith("-:9:")
    assert kg(tiny, "check", "-", "--media-type", "text/plain+x", stdin=KAOS).code == 2


def test_what_cannot_be_read_is_told_with_its_place_and_ends_with_two(tiny: Workshop) -> None:
    said = kg(tiny, "check", "-", "--lang", "en", stdin="<a> <b>\n.")
    assert said.code == 2
    assert said.out.splitlines()[:3] == [
        "-:2:1: fault: this is not valid Turtle: . is not a valid RDF object.",
        "  2 | .",
        "    | ^",
    ]


def test_a_path_that_is_not_there_ends_with_two(tiny: Workshop) -> None:
    said = kg(tiny, "check", "nej.ttl")
    assert (said.code, said.out, said.err) == (2, "", "Finns inte: Filen nej.ttl finns inte.\n")
    assert kg(tiny, "check").code == 2


def test_any_data_is_judged_by_any_shapes_alone(tiny: Workshop, tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(SHAPES.format("Violation"))
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "a.nt").write_text('<urn:a> <urn:p> "9"^^<http://www.w3.org/2001/XMLSchema#integer> .\n')
    (folder / "b.ttl.gz").write_bytes(gzip.compress(b"<urn:b> <urn:p> 7 ."))
    (folder / "notes.md").write_text("no RDF")
    said = kg(tiny, "check", str(folder), "--shapes", str(tmp_path / "shapes.ttl"), "--format", "ttl")
    store = Store()
    store.load(said.out.encode(), RdfFormat.TURTLE)
    focus = {quad.object.value for quad in store.quads_for_pattern(None, SH.focusNode, None)}
    assert (said.code, said.err, focus) == (1, "", {"urn:a", "urn:b"})


@pytest.mark.parametrize(("severity", "code"), [("Violation", 1), ("Warning", 0), ("Info", 0)])
def test_only_violations_fail(tiny: Workshop, tmp_path: Path, severity: str, code: int) -> None:
    (tmp_path / "shapes.ttl").write_text(SHAPES.format(severity))
    said = kg(tiny, "check", "-", "--shapes", str(tmp_path / "shapes.ttl"), stdin="<urn:a> <urn:p> 9 .")
    assert said.code == code


def test_context_is_read_beside_what_is_judged(tiny: Workshop, tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(SHAPES.format("Violation"))
    (tmp_path / "codes.ttl").write_text("<urn:b> <urn:p> 9 .")
    words = ("check", "-", "--shapes", str(tmp_path / "shapes.ttl"), "--data", str(tmp_path / "codes.ttl"))
    assert kg(tiny, *words, stdin="<urn:a> <urn:p> 1 .").code == 0
    alone = kg(tiny, "check", "-", "--data", str(tmp_path / "codes.ttl"))
    assert (alone.code, "--shapes" in alone.err) == (2, True)


def test_a_catalogue_is_judged_by_a_profile(tiny: Workshop, tmp_path: Path) -> None:
    (tmp_path / "catalog.ttl").write_text("<https://a.example.se/c> a <http://www.w3.org/ns/dcat#Catalog> .\n")
    words = ("check", str(tmp_path / "catalog.ttl"), "--profile", "dcat-ap-se", "--lang", "en")
    said = kg(tiny, *words, KG_ROOT=str(REPOSITORY))
    assert (said.code, said.err) == (1, "")
    assert "The catalogue lacks the mandatory property ‘Publisher’. Add dcterms:publisher." in said.out
    missing = kg(tiny, *words)
    assert (missing.code, missing.err) == (2, "Not found: There is no profile 'dcat-ap-se'. There are: –.\n")
    both = kg(tiny, *words, "--shapes", str(tmp_path / "catalog.ttl"))
    assert (both.code, "not both" in both.err) == (2, True)


def test_shapes_that_cannot_be_applied_are_told_and_end_with_two(tiny: Workshop, tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(SHAPES.format("Violation").replace("sh:maxInclusive 5", "sh:pattern '(['"))
    said = kg(tiny, "check", "-", "--shapes", str(tmp_path / "shapes.ttl"), "--lang", "en", stdin="<urn:a> <urn:p> 9 .")
    assert (said.code, said.out) == (2, "")
    assert "no regular expression" in said.err


def test_a_file_that_says_it_is_packed_and_is_not_ends_with_two(tiny: Workshop) -> None:
    tiny.write("x.ttl.gz", b"no gzip")
    said = kg(tiny, "check", "x.ttl.gz", "--lang", "en")
    assert (said.code, said.err[:43]) == (2, "A fault in the format: x.ttl.gz: the compre")
