"""Ten planted faults of ten kinds are ten findings: each at its line and column, in Swedish and in English."""

import re
from pathlib import Path

import pytest

from kg.examine.examination import examine
from kg.examine.handed import Examined, Handed
from kg.parse.answers.answers import parse_answers
from kg.parse.sheet.csv_template import csv_file
from kg.parse.workbook.template import workbook
from kg.rdf.findings import Level
from kg.validate.reports import text
from kg.validate.reports.report import Report
from tests.conftest import Golden
from tests.examine.desks import real_desk

FILE = Path(__file__).parent / "ten_faults.ttl"
DATA = FILE.read_bytes()


@pytest.fixture(scope="module")
def examined() -> Examined:
    return examine([Handed("ten_faults.ttl", DATA, "text/turtle")], real_desk())


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_each_is_told_once_where_it_stands(examined: Examined, golden: Golden, lang: str) -> None:
    report = Report(examined.findings, {"ten_faults.ttl": DATA})
    golden(f"examine/ten-faults.{lang}.txt", text.write(report, lang))


def test_ten_faults_are_ten_findings_on_the_lines_that_say_so(examined: Examined) -> None:
    planted = [n for n, line in enumerate(DATA.decode().splitlines(), 1) if re.search(r"# \d", line)]
    assert [each.level for each in examined.findings] == [Level.VIOLATION] * 10
    assert [each.place.line for each in examined.findings if each.place] == planted


def test_each_place_covers_exactly_what_is_wrong(examined: Examined) -> None:
    lines = DATA.decode().splitlines()
    said = []
    for each in examined.findings:
        assert each.place is not None
        assert None not in (each.place.line, each.place.column, each.place.end_column)
        said.append(lines[(each.place.line or 0) - 1][(each.place.column or 0) - 1 : (each.place.end_column or 0) - 1])
    assert said == [
        '"Vägar till arbete"@sv',
        '"Språk, praktik och stöd för kvinnor på väg till arbete."@se',
        "<concept/insatskategori/vagledandet>",
        "<place/skinskatteberg>",
        '"3 000 000"',
        "120",
        "<project/broar#samordnare>",
        "<concept/roll/huvudagare>",
        '"2020-09/2020-03"^^edtf:EDTF',
        "<project/broar#sprak-tid>",
    ]


def test_the_fault_across_two_records_is_placed_in_both(examined: Examined) -> None:
    [across] = [each for each in examined.findings if (each.shape or "").endswith("main-owner-is-public")]
    other = next(n for n, line in enumerate(DATA.decode().splitlines(), 1) if "... and an actor" in line)
    assert [place.line for place in across.also] == [other]


def test_each_is_said_in_swedish_and_in_english(examined: Examined) -> None:
    for each in examined.findings:
        assert each.message_sv != each.message_en
        assert each.about_sv is not None
        assert each.about_en is not None


def test_the_records_are_given_back_as_they_would_be_kept(examined: Examined) -> None:
    assert [record.key for record in examined.records] == ["project/broar", "actor/broarnas-vanner"]
    assert not examined.acceptable


FORM = Path(__file__).parent / "ten_faults.json"
FIELDS = {
    "title/1",
    "abstract/0",
    "category/0",
    "spatial/1",
    "statedBudget/0/amount/0",
    "participantCount/0/total/0",
    "participation/0/role",
    "participation/1/role/0",
    "participation/2/period/0/edtf/0",
    "participation/3/period/0",
}


def test_the_same_faults_in_answers_are_at_their_fields() -> None:
    found = examine([Handed("form", FORM.read_bytes(), "application/json")], real_desk()).findings
    assert sorted(each.place.field or "" for each in found if each.place) == sorted(FIELDS)
    assert len(found) == 10


def test_the_same_faults_in_a_workbook_and_in_a_csv_file_are_at_their_cells(golden: Golden) -> None:
    desk = real_desk()
    answers, _ = parse_answers(FORM.read_bytes(), "form")
    kind = next(each for each in desk.form.kinds if each.name == "project")
    book = workbook(desk.form, kind, listed={}, things=[answers])
    table = csv_file(desk.form, kind, things=[answers])
    said = []
    for name, data in (("insatser.xlsx", book), ("insatser.csv", table)):
        found = examine([Handed(name, data)], desk).findings
        assert len(found) == 10
        assert all(each.place and each.place.cell for each in found)
        said += [f"{each.text('sv')}\n" for each in found]
    golden("examine/ten-faults-in-cells.txt", "".join(said))
