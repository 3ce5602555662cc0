"""What one import works from."""

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.parse.bank.opened import Export
from kg.release.importing.job import Job
from kg.sweden import personnummer
from kg.sweden.projectbanks.about import About
from kg.sweden.projectbanks.banks import BANKS
from tests.workshop import BASE


def _job(day: date, sha256: str) -> Job:
    export = Export(Path("x.csv"), 1, sha256)
    nothing = None
    return Job(BANKS["esf"], nothing, export, BASE, nothing, About.of(()), "", day.isoformat(), "")  # type: ignore[arg-type]  # unused here


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.from_regex("[0-9]{8}", fullmatch=True))
def test_the_name_of_a_files_record_never_looks_like_a_personal_number(day: date, figures: str) -> None:
    assert not personnummer.find(f"<document/{_job(day, figures).export_slug}>")


def test_a_day_and_a_sum_that_once_did() -> None:
    assert personnummer.find("2026-11-22-7360ebf6")
    assert not personnummer.find(_job(date(2026, 11, 22), "7360ebf6").export_slug)
