"""The same findings in every form: for a terminal, a program, a code host, an RDF tool and a reader."""

import json
import re
from html.parser import HTMLParser

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from kg.place import Place
from kg.rdf.findings import Finding, Level, Terms
from kg.rdf.formats import JSONLD, NTRIPLES, TURTLE
from kg.rdf.namespaces import RDF, SH
from kg.validate.reports import html, plain_json, rdf, sarif, text
from kg.validate.reports.report import Report, excerpt
from tests.conftest import Golden
from tests.workshop import BASE

SHACL = "http://www.w3.org/ns/shacl#"
NODE = "https://example.org/project/bro"
LINES = b'a\n<project/bro> samv:total "tio" ; # <b>\nc\n'
FINDINGS = (
    Finding(
        f"{BASE.iri}record/project/bro", Level.VIOLATION, "Ange ett tal.", "Give a number.",
        Place("data/bro å.ttl", 2, 27, 32), NODE, f"{BASE.iri}ns#total", "tio", f"{BASE.iri}shapes/project#total",
        f"{SHACL}DatatypeConstraintComponent", (Place("data/bro å.ttl", 3, 1, 2), Place("andra.ttl", 7, 1)),
        "Menade du 10?", "Did you mean 10?", "Projekt ”Bro”, Totalt", "Project “Bro”, Total",
        Terms(f"<{NODE}>", f"<{BASE.iri}ns#total>", '"tio"', f"<{BASE.iri}shapes/project#total>", severity=f"{SHACL}Violation"),
        (("sv", "Ange ett tal."), ("en", "Give a number.")),
    ),
    Finding(
        f"{BASE.iri}record/project/bro", Level.WARNING, "Titeln är lång.", "The title is long.",
        Place("insatser.xlsx", sheet="Insatser", cell="C7"), NODE, None, None, f"{BASE.iri}shapes/rule/long",
        f"{SHACL}SPARQLConstraintComponent", terms=Terms("_:b0", f"<{BASE.iri}ns#p>/^<{BASE.iri}ns#q>", None, "_:s0", "_:c0"),
        said=(("", "Too long"),),
    ),
    Finding(f"{BASE.iri}record/project/bro", Level.INFO, "Obs!", "Mind!", Place("form", field="title/0")),
    Finding(BASE.iri, Level.VIOLATION, "Går inte att läsa.", "Can't be read.", None, component="unreadable"),
)  # fmt: skip
REPORT = Report(FINDINGS, {"data/bro å.ttl": LINES}, "1.0.0+abc")
FINE = Report(())


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_text_shows_the_line_with_a_mark_under_what_is_wrong(golden: Golden, lang: str) -> None:
    golden(f"validate/report.{lang}.txt", text.write(REPORT, lang))


def test_colours_are_for_terminals() -> None:
    assert "\x1b[" not in text.write(REPORT, "sv")
    assert "\x1b[1;31mfel\x1b[0m" in text.write(REPORT, "sv", colour=True)


def test_nothing_in_a_text_acts_on_the_terminal_that_shows_it() -> None:
    evil = Finding("r", Level.VIOLATION, "\x1b[2J\u202e", "\x1b[2J", Place("a\x1b.ttl", 1, 1, 3))
    said = text.write(Report((evil,), {"a\x1b.ttl": b"\x1b[31mred"}), "sv")
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_the_json_has_every_finding_in_both_languages(golden: Golden) -> None:
    said = plain_json.write(REPORT)
    golden("validate/report.json", said)
    assert json.loads(said)["counts"] == {"violation": 2, "warning": 1, "info": 1}
    assert json.loads(plain_json.write(FINE)) == {
        "conforms": True,
        "acceptable": True,
        "shapes_version": None,
        "counts": {"violation": 0, "warning": 0, "info": 0},
        "findings": [],
    }


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_sarif_is_as_code_hosts_want_it(golden: Golden, lang: str) -> None:
    said = sarif.write(REPORT, lang)
    golden(f"validate/report.{lang}.sarif", re.sub(r'"semanticVersion": "[^"]*"', '"semanticVersion": "0"', said))
    [run] = json.loads(said)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        for place in [*result["locations"], *result.get("relatedLocations", [])]:
            region = place.get("physicalLocation", {}).get("region", {})
            assert all(isinstance(number, int) and number > 0 for number in region.values())
            assert (
                " " not in place.get("physicalLocation", {"artifactLocation": {"uri": ""}})["artifactLocation"]["uri"]
            )
        assert len(result["locations"]) == 1


def test_a_finding_keeps_its_fingerprint_when_its_line_moves() -> None:
    moved = Finding(**{**FINDINGS[0].__dict__, "place": Place("data/bro å.ttl", 9, 1)})
    prints = [
        json.loads(sarif.write(Report((each,)), "sv"))["runs"][0]["results"][0]["partialFingerprints"]
        for each in (FINDINGS[0], moved, FINDINGS[1])
    ]
    assert prints[0] == prints[1] != prints[2]


def test_the_turtle_is_a_standard_validation_report_with_places(golden: Golden) -> None:
    golden("validate/report.ttl", rdf.write(REPORT, TURTLE, BASE).decode())


@pytest.mark.parametrize("form", [TURTLE, JSONLD, NTRIPLES], ids=lambda form: form.name)
def test_every_result_has_what_shacl_requires(form: object) -> None:
    assert form in (TURTLE, JSONLD, NTRIPLES)
    kinds = {TURTLE: RdfFormat.TURTLE, JSONLD: RdfFormat.JSON_LD, NTRIPLES: RdfFormat.N_TRIPLES}
    store = Store()
    store.load(rdf.write(REPORT, form, BASE), kinds[form])  # type: ignore[arg-type, index]
    results = [quad.subject for quad in store.quads_for_pattern(None, RDF.type, SH.ValidationResult)]
    assert len(results) == len(FINDINGS)
    for result in results:
        for needed in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            assert len(list(store.quads_for_pattern(result, needed, None))) == 1
        assert len(list(store.quads_for_pattern(None, SH.result, result))) == 1
    assert [str(quad.object.value) for quad in store.quads_for_pattern(None, SH.conforms, None)] == ["false"]


def test_a_file_in_which_nothing_is_known_is_called_by_its_name() -> None:
    unread = Finding("body å.csv", Level.VIOLATION, "Inga rubriker.", "No headings.", path="Rubrik", shape="rubriker")
    said = rdf.write(Report((unread,)), TURTLE, BASE).decode()
    assert 'sh:focusNode "body å.csv"' in said
    assert "sh:resultPath" not in said


def test_a_report_of_nothing_conforms() -> None:
    store = Store()
    store.load(rdf.write(FINE, TURTLE, BASE), RdfFormat.TURTLE)
    assert [quad.object.value for quad in store.quads_for_pattern(None, SH.conforms, None)] == ["true"]
    assert not list(store.quads_for_pattern(None, NamedNode(f"{SHACL}result"), None))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_is_whole_and_has_no_scripts(golden: Golden, lang: str) -> None:
    said = html.write(REPORT, lang)
    golden(f"validate/report.{lang}.html", said)
    assert f'<html lang="{lang}">' in said
    assert "<script" not in said
    assert "<b>" not in said
    parser = _Nesting()
    parser.feed(said)
    assert parser.open == []


class _Nesting(HTMLParser):
    """Whether every element that is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_without_findings_says_so() -> None:
    assert "Inget att anmärka på." in html.write(FINE, "sv")
    assert "Nothing to remark on." in html.write(FINE, "en")


@pytest.mark.parametrize(
    ("line", "place", "expected"),
    [
        ("abc", Place("x", 1, 2, 3), ("a", "b", "c")),
        ("abc", Place("x", 1, 9, 12), ("abc", "", "")),
        ("abc", Place("x", 1), ("", "", "abc")),
        ("a\tb", Place("x", 1, 3, 4), ("a ", "b", "")),
        ("x 900101-9802 y", Place("x", 1, 1, 2), ("", "x", " ••••••••••• y")),
    ],
)
def test_a_line_is_cut_at_the_place(line: str, place: Place, expected: tuple[str, str, str]) -> None:
    shown = excerpt(line, place)
    assert (shown.before, shown.at, shown.after) == expected


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    shown = excerpt("a" * 500 + "b" + "c" * 500, Place("x", 1, 501, 502))
    assert shown.at == "b"
    assert shown.before.startswith("…a")
    assert shown.after.endswith("c…")
    assert len(shown.before + shown.at + shown.after) < 120
