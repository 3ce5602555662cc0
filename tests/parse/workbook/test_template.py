"""The workbook one fills in: the same bytes every time, as Excel wants it, and nothing in it is taken for an answer."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from kg.parse.media import XLSX
from kg.parse.sheet.columns import Lang
from kg.parse.sheet.reading import read_sheet
from kg.parse.sheet.words import EXAMPLE
from kg.parse.workbook.limits import opened
from kg.parse.workbook.template import FIRST, KEYS, MOST_LISTED, SAMPLE, workbook
from kg.release.sheet_template import template as make_template
from kg.settings import read
from tests.parse.conftest import ROOT, Asking
from tests.parse.sheet.test_columns import KINDS
from tests.parse.sheets import saved, unpacked

LISTED = {"actor": ["Norbergs kommun", "=Sala kommun"], "place": [f"Plats {n}" for n in range(MOST_LISTED + 1)]}


def _made(asking: Asking, kind: str = "project", lang: Lang = "sv") -> bytes:
    asked = asking.model.kind(kind)
    assert asked is not None
    return workbook(asking.model, asked, lang=lang, listed=LISTED)


@pytest.fixture(scope="module")
def template(asking: Asking) -> bytes:
    return _made(asking)


@pytest.fixture
def opened_again(template: bytes) -> Workbook:
    return load_workbook(io.BytesIO(template))


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_of_every_kind_is_read_as_empty_and_passes_our_own_limits(
    kind: str, lang: Lang, asking: Asking
) -> None:
    data = _made(asking, kind, lang)
    opened(data, "mall.xlsx")
    sheet = read_sheet(data, "mall.xlsx", None, asking.model)
    assert sheet.things == ()
    assert [finding.message_en.partition(".")[0] for finding in sheet.findings] == [
        "The table has headings and no filled rows"
    ]


def test_the_same_model_gives_the_same_bytes_at_any_time_in_any_process(
    template: bytes, asking: Asking, tmp_path: Path
) -> None:
    assert _made(asking) == template
    where = {"KG_ROOT": str(ROOT), "KG_BASE_IRI": asking.base.iri}
    environment = {
        **where,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "TZ": "Asia/Tokyo",
        "PYTHONHASHSEED": "7",
    }
    words = [sys.executable, "-m", "kg", "template", "method", "--output", "metod.xlsx"]
    subprocess.run(words, cwd=tmp_path, env=environment, check=True, capture_output=True)
    [made] = make_template(read(where), "method", XLSX, "sv")
    assert (tmp_path / "metod.xlsx").read_bytes() == made.data


def test_no_part_of_it_tells_a_time_or_a_person(template: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = unpacked(template)["docProps/core.xml"].decode()
    assert "Samverkansgrafen" in core
    assert core.count("2000-01-01T00:00:00Z") == 2
    assert "lastModifiedBy" not in core


def test_its_sheets_are_how_to_the_kind_its_statements_and_the_lists(opened_again: Workbook) -> None:
    assert opened_again.sheetnames == [
        "Läs mig först", "Projekt", "Medverkan", "Metoder", "Målgrupp", "Antal deltagare", "Förväntade resultat", "Utfall",
        "Utvärderingar", "Budget enligt källorna", "Finansiering", "Tid", "Det källorna säger olika om", "Listor",
    ]  # fmt: skip


def test_drop_downs_refer_to_lists_that_are_there_and_are_as_short_as_excel_wants(opened_again: Workbook) -> None:
    lists = opened_again["Listor"]
    for page in opened_again.worksheets:
        for rule in page.data_validations.dataValidation:
            formula = rule.formula1 or ""
            assert len(formula) <= 255
            if formula.startswith("'Listor'!"):
                first, last = formula.removeprefix("'Listor'!").replace("$", "").split(":")
                assert lists[first].value
                assert lists[last].value
                assert lists.cell(lists[last].row + 1, lists[last].column).value is None
    assert opened_again["Projekt"].max_column > 20
    assert "Plats 1" not in {cell.value for row in lists.iter_rows() for cell in row}, "too many to choose among"


def test_the_first_column_of_statements_offers_the_names_in_the_first_sheet(opened_again: Workbook) -> None:
    rules = opened_again["Medverkan"].data_validations.dataValidation
    assert next(rule for rule in rules if str(rule.sqref).startswith("A6")).formula1 == f"'Projekt'!$A${FIRST}:$A$2006"


def test_headings_stay_and_everything_below_is_free_and_text(opened_again: Workbook) -> None:
    page = opened_again["Medverkan"]
    assert page.protection.sheet
    assert page.protection.password is None
    assert page.freeze_panes == "B5"
    assert page.row_dimensions[KEYS].hidden
    assert page["B1"].value == "participation.actor"
    assert page["B3"].value == "Aktör *"
    assert page["B3"].protection.locked
    assert not page.column_dimensions["B"].protection.locked
    assert page.column_dimensions["B"].number_format == "@"
    assert page["B3"].comment.text.startswith("Obligatorisk.")
    assert page.cell(SAMPLE, 1).value == EXAMPLE["sv"]


def test_a_name_that_looks_like_a_formula_is_a_text(opened_again: Workbook) -> None:
    cells = [cell for row in opened_again["Listor"].iter_rows() for cell in row if cell.value == "=Sala kommun"]
    assert [cell.data_type for cell in cells] == ["s"] * len(cells) != []


def test_what_is_filled_in_by_hand_is_read_whatever_is_done_to_headings(opened_again: Workbook, asking: Asking) -> None:
    own, parties = opened_again["Projekt"], opened_again["Medverkan"]
    own["A6"], own["B6"] = "kiis", "KIIS"
    parties["A6"], parties["B6"], parties["C6"] = "kiis", "Sala kommun", "Samverkanspart"
    own["B3"], parties["B3"] = "Vad den heter", "Vem"
    own.title, parties.title = "Våra projekt", "Vilka"
    parties.insert_cols(2)
    parties["B3"] = "Egna anteckningar"
    sheet = read_sheet(saved(opened_again), "ifylld.xlsx", None, asking.model)
    [thing] = sheet.things
    assert thing.answers.slug == "kiis"
    assert thing.answers.answers.as_json() == {
        "title": [{"value": "KIIS", "lang": "sv"}],
        "participation": [{"actor": ["Sala kommun"], "role": ["Samverkanspart"]}],
    }
    assert str(thing.places["participation/0/actor/0"]) == "ifylld.xlsx:Vilka!C6"
    assert sheet.findings == ()


@pytest.mark.parametrize("gone", [[1], [2], [1, 2], [4], [5], [1, 2, 4, 5], [2, 3, 4]])
def test_rows_of_the_header_may_be_deleted(gone: list[int], opened_again: Workbook, asking: Asking) -> None:
    page = opened_again["Projekt"]
    page["A6"], page["B6"], page["A7"], page["B7"] = "kiis", "KIIS", "lyft", "Lyftet"
    for row in reversed(gone):
        page.delete_rows(row)
    sheet = read_sheet(saved(opened_again), "ifylld.xlsx", None, asking.model)
    assert [thing.answers.slug for thing in sheet.things] == ["kiis", "lyft"]
    assert sheet.findings == ()
