"""`kg import`: what is printed, reported and left behind."""

import csv
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bank_exports import KIIS, VAXER, VAXER_I_KOHESIO, export_of
from tests.cli.commands import REPOSITORY, kg
from tests.conftest import Golden
from tests.release.importing.conftest import a_bank
from tests.workshop import BASE_IRI, Workshop

FAULTY = (
    {**VAXER, "id": "23-018-S01", "budget": "okänt"},
    {**VAXER, "id": "23-019-S01", "start": "2026-01-01"},
    {**VAXER, "id": "23-020-S01", "title": ""},
    {**VAXER, "id": "23-021-S01", "ownerNumber": "2120003006"},
    {**VAXER, "id": "23-022-S01", "ownerNumber": "9001019802", "owner": "Kim Exempelsson"},
    {**VAXER, "id": "23-023-S01", "title": "Ring 08-465 004 01"},
    VAXER,
)


@pytest.fixture
def world(tmp_path: Path) -> Workshop:
    """A root with the banks' templates, and an empty home."""
    made = a_bank(tmp_path)
    return Workshop(made.root, made.home)


def _export(world: Workshop, name: str = "projektbanken.csv", *, data: bytes | None = None) -> str:
    path = world.home.with_name(name)
    path.write_bytes(data if data is not None else export_of("esf", KIIS, VAXER, *FAULTY))
    return str(path)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_faulty_row_is_listed_and_the_rest_counted(world: Workshop, golden: Golden, lang: str) -> None:
    said = kg(world, "import", "esf", _export(world), "--lang", lang)
    assert (said.code, said.err) == (1, "")
    golden(f"cli/import.{lang}.txt", said.out)


def test_an_export_without_faults_ends_well(world: Workshop) -> None:
    data = gzip.compress(export_of("kohesio", VAXER_I_KOHESIO))
    said = kg(world, "import", "kohesio", _export(world, "kohesio.csv.gz", data=data))
    assert (said.code, said.err) == (0, "")
    assert "Nya poster: 1" in said.out


def test_the_report_has_every_fault_as_a_table_or_as_json(world: Workshop) -> None:
    table, listed = (world.home.with_name(f"fel.{form}") for form in ("csv", "json"))
    for path in (table, listed):
        assert kg(world, "import", "esf", _export(world), "--dry-run", "--report", str(path)).code == 1
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8"), newline="")))
    said = json.loads(listed.read_text("utf-8"))
    assert (
        [row["cell"] for row in rows] == [each["cell"] for each in said] == ["J4", "P5", "F6", "C7", "C8", "F9", "A10"]
    )
    assert all(each["message_sv"] and each["message_en"] for each in said)
    assert {each["level"] for each in said} == {"fault", "note"}


def test_a_report_of_another_format_is_refused_before_anything_is_read(world: Workshop) -> None:
    said = kg(world, "import", "esf", _export(world), "--report", "fel.xlsx")
    assert (said.code, said.out) == (2, "")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest of a workbook", "XLSX"),
        (b"", "tom"),
        (export_of("esf", VAXER, delimiter=","), "kommatecken"),
        (export_of("kohesio", VAXER_I_KOHESIO), "Diarienummer"),
        (export_of("esf", VAXER).decode("utf-8-sig").encode("cp1252", "replace"), "UTF-8"),
        (b"\x1f\x8bnot packed", "trasig"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(world: Workshop, data: bytes, words: str) -> None:
    said = kg(world, "import", "esf", _export(world, data=data))
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert len(said.err.splitlines()) == 1
    assert not (world.home / "imported/esf/current").exists()


def test_a_missing_file_is_told(world: Workshop) -> None:
    said = kg(world, "import", "esf", "ingen.csv", "--lang", "en")
    assert (said.code, said.out) == (2, "")
    assert "ingen.csv can't be read" in said.err


def test_an_import_that_is_killed_leaves_the_earlier_one(world: Workshop) -> None:
    assert kg(world, "import", "esf", _export(world, data=export_of("esf", VAXER))).code == 0
    before = (world.home / "imported/esf/current").readlink()
    many = ({**VAXER, "id": f"24-{number:03d}-S01"} for number in range(900))
    large = _export(world, "stor.csv", data=export_of("esf", FAULTY[0], *many))
    with subprocess.Popen(
        [sys.executable, "-m", "kg", "import", "esf", large],
        env={"KG_ROOT": str(world.root), "KG_HOME": str(world.home), "KG_BASE_IRI": BASE_IRI, "PYTHONUNBUFFERED": "1"},
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert b"rad 2" in process.stdout.readline()
        process.kill()
    assert (world.home / "imported/esf/current").readlink() == before
    assert list((world.home / "imported/esf/scratch/records").iterdir())
    said = kg(world, "import", "esf", _export(world, data=export_of("esf", VAXER)))
    assert (said.code, "Poster som förut: 1" in said.out) == (0, True)
    assert not (world.home / "imported/esf/scratch").exists()
