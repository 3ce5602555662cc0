"""Reports on hand-ins: for a kind alone, for our page with the line itself, and no longer than anybody reads."""

import io
import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from kg.errors import BadSyntax
from kg.examine.handed import Examined, Handed, WrittenRecord
from kg.examine.readable import LONGEST, MOST_FINDINGS, readable
from kg.examine.reporting import written
from kg.examine.wire import AS_PAGE, Asked, Request
from kg.place import Place
from kg.rdf.findings import UNREADABLE, Finding, Level, Terms
from tests.parse.sheets import book as book_of
from tests.parse.sheets import saved
from tests.workshop import BASE, BASE_IRI

TEXT = "one\ntwo three\n"
REQUEST = Request((Handed("a.ttl", TEXT.encode()),))
FOUND = Finding(
    f"{BASE_IRI}record/project/bro",
    Level.WARNING,
    "Titta.",
    "Look.",
    Place("a.ttl", 2, 5, end_column=10),
    hint_sv="Så.",
)
RECORDS = (WrittenRecord("project/bro", ""),)


def examined(*findings: Finding) -> Examined:
    return Examined(findings, RECORDS, "7")


def page(*findings: Finding) -> dict[str, list[dict[str, object]]]:
    """What our page is told."""
    told: dict[str, list[dict[str, object]]] = json.loads(
        written(examined(*findings), REQUEST, Asked(AS_PAGE, "sv"), BASE)
    )
    return told


def test_our_page_gets_each_finding_with_the_part_of_the_line_that_is_meant() -> None:
    told = page(FOUND)
    assert told["findings"][0]["excerpt"] == {"before": "two ", "at": "three", "after": ""}
    assert told["findings"][0]["word"] == "Varning"
    assert told["findings"][0]["place"] == "a.ttl:2:5"
    assert told["summary"] == "inga fel, 1 varning, inga tips"
    assert told["acceptable"] is True


def test_the_worst_comes_first() -> None:
    worse = replace(FOUND, level=Level.VIOLATION)
    assert [each["level"] for each in page(FOUND, worse)["findings"]] == ["violation", "warning"]


def test_a_report_on_one_kind_leaves_out_the_others_but_not_what_is_nobody_s() -> None:
    other = replace(FOUND, record=f"{BASE_IRI}record/actor/enby-kommun")
    nobody = replace(FOUND, record=BASE_IRI)
    told = json.loads(written(examined(FOUND, other, nobody), REQUEST, Asked("json", "sv", "project"), BASE))
    assert [each["record"] for each in told["findings"]] == [FOUND.record, BASE_IRI]


def test_what_cannot_be_read_is_no_report_but_a_refusal_with_its_place() -> None:
    unreadable = replace(FOUND, level=Level.VIOLATION, component=UNREADABLE)
    with pytest.raises(BadSyntax) as refused:
        written(Examined((unreadable,), (), "7"), REQUEST, Asked("json", "sv"), BASE)
    assert refused.value.place == FOUND.place
    assert refused.value.message_sv == "Titta."


def test_findings_are_told_until_nobody_reads_on() -> None:
    faults = [replace(FOUND, value=str(n)) for n in range(MOST_FINDINGS)]
    assert readable(examined(*faults)).findings == tuple(faults)
    worst = replace(FOUND, level=Level.VIOLATION)
    kept = readable(examined(*faults, worst, FOUND)).findings
    assert kept[:-1] == tuple(faults)
    assert (kept[-1].level, kept[-1].component) == (Level.VIOLATION, "more")
    assert "2 more findings" in kept[-1].message_en


def test_a_text_without_end_is_cut_and_half_a_term_is_none() -> None:
    long = "x" * (LONGEST + 1)
    terms = Terms("<a>", value=f'"{long}"')
    (kept,) = readable(examined(replace(FOUND, value=long, terms=terms, said=(("sv", long),)))).findings
    assert kept.value == "x" * LONGEST + "…"
    assert (kept.terms, kept.said) == (None, ())
    assert readable(examined(replace(FOUND, terms=Terms("<a>")))).findings[0].terms == Terms("<a>")


def test_a_workbook_comes_back_with_its_faults_marked() -> None:
    book = saved(book_of(Projekt=[["Titel"], ["Broar"]]))
    request = Request((Handed("bok.xlsx", book),))
    found = replace(FOUND, place=Place("bok.xlsx", sheet="Projekt", cell="A2"))
    marked = written(Examined((found,), RECORDS, "7"), request, Asked("xlsx", "sv"), BASE)
    cell = load_workbook(io.BytesIO(marked))["Projekt"]["A2"]
    assert (cell.value, "Titta." in cell.comment.text) == ("Broar", True)


def test_what_is_no_workbook_cannot_come_back_as_one() -> None:
    with pytest.raises(BadSyntax):
        written(examined(FOUND), REQUEST, Asked("xlsx", "sv"), BASE)
