"""`kg template`: a file by a sensible name or where one says, never over a sheet that may be filled in."""

import io
import json
from pathlib import Path

from openpyxl import load_workbook

from tests.cli.commands import kg
from tests.workshop import Workshop


def test_a_workbook_is_made_for_a_kind_of_any_ontology_by_a_name_of_its_own(tiny: Workshop) -> None:
    said = kg(tiny, "template", "project")
    assert (said.code, said.out, said.err) == (0, "Skrev projekt.xlsx.\n", "")
    book = load_workbook(tiny.root / "projekt.xlsx")
    assert book.sheetnames[:2] == ["Läs mig först", "Projekt"]


def test_what_may_be_filled_in_already_is_not_written_over(tiny: Workshop) -> None:
    tiny.write("projekt.xlsx", "ifylld")
    said = kg(tiny, "template", "project")
    assert (said.code, said.err) == (2, "Indata går inte att läsa: projekt.xlsx finns redan. Flytta den, eller ange ett annat namn med --output.\n")  # fmt: skip
    assert tiny.read("projekt.xlsx") == "ifylld"
    assert kg(tiny, "template", "project", "--output", "projekt.xlsx", "--lang", "en").out == "Wrote projekt.xlsx.\n"


def test_a_csv_file_comes_with_its_description(tiny: Workshop, tmp_path: Path) -> None:
    (tmp_path / "ut").mkdir()
    said = kg(tiny, "template", "project", "--format", "csv", "--lang", "en", "--output", f"{tmp_path}/ut/mine.csv")
    assert said.code == 0
    header = (tmp_path / "ut/mine.csv").read_bytes()
    assert header.startswith(b"\xef\xbb\xbf")
    assert header.endswith(b"\r\n")
    described = json.loads((tmp_path / "ut/mine.csv-metadata.json").read_bytes())
    titles = [column["titles"]["en"] for column in described["tableSchema"]["columns"]]
    assert header.decode("utf-8-sig").strip().split(",") == titles
    assert described["url"] == "mine.csv"


def test_standard_output_gets_the_file_alone(tiny: Workshop) -> None:
    said = kg(tiny, "template", "project", "--format", "csv", "--output", "-")
    assert (said.code, said.err, said.out.count("\n")) == (0, "", 1)
    assert list(tiny.root.glob("*.csv*")) == []


def test_a_kind_that_is_none_and_a_folder_that_is_not_there_are_sentences(tiny: Workshop) -> None:
    said = kg(tiny, "template", "projekt")
    assert said.code == 2
    assert "'projekt' är inget slag; slagen är" in said.err
    assert "Menade du project?" in said.err
    said = kg(tiny, "template", "project", "--output", "ingen/sådan/fil.xlsx", "--lang", "en")
    assert said.code == 2
    assert "can't be written" in said.err


def test_a_filled_template_is_checked_at_its_cells(tiny: Workshop) -> None:
    kg(tiny, "template", "project", "--output", "min.xlsx")
    book = load_workbook(tiny.root / "min.xlsx")
    page = book["Projekt"]
    page["A6"], page["B6"] = "Nytt Projekt", "=1+1"
    made = io.BytesIO()
    book.save(made)
    tiny.write("min.xlsx", made.getvalue())
    said = kg(tiny, "check", "min.xlsx")
    assert said.code == 1
    assert "min.xlsx:Projekt!A6" in said.out
    assert "min.xlsx:Projekt!B6" in said.out
    assert "Traceback" not in said.err
