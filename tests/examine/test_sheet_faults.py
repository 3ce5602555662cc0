"""The ten planted faults, filled into the template by hand: ten findings at their cells, and the same in the CSV file."""

import io
import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from kg.examine.examination import examine
from kg.examine.handed import Examined, Handed
from kg.parse.answers.answers import parse_answers
from kg.parse.sheet.csv_template import csv_file
from kg.parse.workbook.marked import mark
from kg.parse.workbook.template import workbook
from kg.rdf.findings import Level
from tests.conftest import Golden
from tests.examine.desks import real_desk

FORM = Path(__file__).parent / "ten_faults.json"
CELLS = {
    "Projekt!B7": "a title twice in Swedish",
    "Projekt!AF6": "a language that is none",
    "Projekt!I6": "a concept that isn't there",
    "Projekt!R6": "a kommun that is misspelt",
    "Budget enligt källorna!B6": "a number in words",
    "Antal deltagare!B6": "a total that is less than its parts",
    "Medverkan!C6": "a role that is missing",
    "Medverkan!C7": "a role for public actors alone",
    "Medverkan!P8": "an end before the start",
    "Medverkan!P9": "a time beyond that of the project",
}


def _filled(name: str) -> bytes:
    """The answers with ten faults, in a sheet."""
    model = real_desk().reader.form
    answers, wrong = parse_answers(FORM.read_bytes(), "svar")
    kind = model.kind("project")
    assert kind is not None
    assert wrong == []
    if name.endswith(".csv"):
        return csv_file(model, kind, things=[answers])
    return workbook(model, kind, listed={}, things=[answers])


@pytest.fixture(scope="module")
def examined() -> Examined:
    return examine([Handed("tio.xlsx", _filled("tio.xlsx"))], real_desk())


def test_ten_faults_are_ten_findings_at_their_cells(examined: Examined) -> None:
    assert sorted(str(each.place) for each in examined.findings) == sorted(f"tio.xlsx:{cell}" for cell in CELLS)
    assert {each.level for each in examined.findings} == {Level.VIOLATION}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_each_is_said_so_that_its_reader_can_mend_it(examined: Examined, golden: Golden, lang: str) -> None:
    lines = [f"{each.text(lang)}{f' {hint}' if (hint := each.hint(lang)) else ''}" for each in examined.findings]
    golden(f"examine/sheet-faults.{lang}.txt", "\n".join(lines) + "\n")


def test_the_csv_file_has_them_at_its_cells_and_lines() -> None:
    found = examine([Handed("tio.csv", _filled("tio.csv"), "text/csv")], real_desk()).findings
    places = {(each.place.cell, each.place.line) for each in found if each.place}
    assert places == {
        ("B3", 3), ("AF2", 2), ("I2", 2), ("R2", 2), ("EV2", 2), ("CB2", 2), ("AH2", 2), ("AH3", 3), ("AU4", 4), ("AU5", 5),
    }  # fmt: skip
    assert len(found) == 10


def test_the_workbook_comes_back_with_ten_marks(examined: Examined) -> None:
    marked = mark(_filled("tio.xlsx"), examined.findings, "sv", "tio.xlsx")
    book = load_workbook(io.BytesIO(marked))
    assert book["Att rätta"]["A1"].value == "Att rätta: 10 fel, inga varningar, inga tips"
    for cell in CELLS:
        sheet, _, at = cell.partition("!")
        assert book[sheet][at].comment.text.startswith("Fel: ")
        assert book[sheet][at].fill.patternType == "lightUp"
    assert examine([Handed("tio.xlsx", marked)], real_desk()).findings == examined.findings


def test_a_personal_number_out_of_sight_stops_the_workbook_and_is_not_repeated() -> None:
    number = "900101-9802"
    for hide in (_on_a_hidden_sheet, _in_a_comment, _in_the_properties):
        book = load_workbook(io.BytesIO(_filled("tio.xlsx")))
        hide(book, number)
        made = io.BytesIO()
        book.save(made)
        found = examine([Handed("tio.xlsx", made.getvalue())], real_desk())
        assert found.records == ()
        assert any(each.message_sv.startswith("Stopp: ") for each in found.findings), hide.__name__
        assert number not in json.dumps(found.as_json(), ensure_ascii=False)


def _on_a_hidden_sheet(book: Workbook, text: str) -> None:
    page = book.create_sheet("Undangömt")
    page.sheet_state = "veryHidden"
    page["C3"] = text


def _in_a_comment(book: Workbook, text: str) -> None:
    book["Tid"]["B6"].comment = Comment(f"Fråga {text}", "handläggare")


def _in_the_properties(book: Workbook, text: str) -> None:
    book.properties.lastModifiedBy = text
