"""Cells of project banks, read in every way that they are written."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sweden.projectbanks import cells
from kg.sweden.projectbanks.cells import LeftOut
from kg.sweden.unclear import Unclear
from tests.sweden.numbers_of_nobody import numbers


@given(st.integers(0, 10**12), st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", ""]))
def test_a_sum_is_read_whatever_space_parts_its_digits(number: int, space: str) -> None:
    assert cells.spaced_sum(f"{number:,}".replace(",", space)) == Decimal(number)


@pytest.mark.parametrize("said", ["okänt", "-5", "1 23", "30.000", "12 kr i månaden", "1e400"])
def test_what_is_no_single_sum_is_unclear(said: str) -> None:
    assert isinstance(cells.spaced_sum(said), Unclear)


@pytest.mark.parametrize(
    ("said", "number"), [("337478.4", "337478.4"), ("56868.983", "56868.983"), ("1.2E7", "12000000"), ("0", "0")]
)
def test_a_programs_sum_has_a_point_before_its_decimals(said: str, number: str) -> None:
    assert cells.plain_sum(said) == Decimal(number)


@pytest.mark.parametrize("said", ["4 973 906", "1,5", "-3", "NaN", "1e99999"])
def test_what_no_program_writes_is_no_programs_sum(said: str) -> None:
    assert isinstance(cells.plain_sum(said), Unclear)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_day_is_the_same_in_both_ways_of_writing(day: date) -> None:
    iso = day.isoformat()
    year, month, number = iso.split("-")
    assert cells.day_of(iso) == cells.day_of(f"{number}/{month}/{year}") == cells.day_of(f"{iso} 00:00:00") == iso


@pytest.mark.parametrize("said", ["31/02/2020", "2020-13-01", "snart", "1850-01-01", "2020-01-01 12:30:00", "1/2/20"])
def test_a_day_that_the_calendar_lacks_is_unclear(said: str) -> None:
    assert isinstance(cells.day_of(said), Unclear)


@pytest.mark.parametrize(("said", "rate"), [("90%", "90"), ("40.0", "40"), ("47,5 %", "47.5"), ("100", "100")])
def test_a_rate_is_its_number(said: str, rate: str) -> None:
    assert cells.rate_of(said) == rate


@pytest.mark.parametrize("said", ["101%", "nittio", "-1"])
def test_what_is_no_share_is_unclear(said: str) -> None:
    assert isinstance(cells.rate_of(said), Unclear)


@pytest.mark.parametrize("said", ["2021002114", "202100-2114", "162021002114", "SE202100211401", "202100 2114"])
def test_a_bodys_number_has_one_form(said: str) -> None:
    assert cells.number_of_a_body(said) == "202100-2114"


@given(numbers(), st.booleans(), st.sampled_from(["", "-", "+"]))
def test_a_persons_number_is_left_out_and_never_repeated(twelve: str, whole: bool, mark: str) -> None:
    said = (twelve if whole else twelve[2:])[:-4] + mark + twelve[-4:]
    found = cells.number_of_a_body(said)
    assert isinstance(found, LeftOut)
    assert found.personal
    assert twelve[-4:] not in found.sv + found.en


def test_a_foreign_number_is_left_out_and_is_nobodys() -> None:
    found = cells.number_of_a_body("GB744495211")
    assert isinstance(found, LeftOut)
    assert not found.personal


def test_a_wrong_check_digit_is_unclear() -> None:
    assert isinstance(cells.number_of_a_body("2021002115"), Unclear)


@given(numbers())
def test_a_sentence_never_repeats_a_persons_number(twelve: str) -> None:
    found = cells.spaced_sum(f"{twelve[:8]}-{twelve[8:]}")
    assert isinstance(found, Unclear)
    assert twelve[8:] not in found.sv + found.en


@pytest.mark.parametrize("said", ["", " ", "-", "N.a.", "n/a", "None", "\u00a0", "NULL"])
def test_what_exports_write_for_nothing_is_empty(said: str) -> None:
    assert cells.is_empty(said)


@pytest.mark.parametrize(("said", "case"), [("2021SE05SFPR001_22-002-S01", "22-002-S01"), ("2020/00114", "2020/00114")])
def test_a_case_number_is_found_last_in_another_banks_identifier(said: str, case: str) -> None:
    assert cells.case_in(said) == case


def test_what_ends_in_no_case_number_has_none() -> None:
    assert cells.case_in("2021SE16FFPR002_20201234") is None


@pytest.mark.parametrize("said", ["=1+1", "<b>", "x" * 61, ""])
def test_what_is_no_identifier_is_unclear(said: str) -> None:
    assert isinstance(cells.identifier_of(said), Unclear)


@given(st.text())
def test_no_cell_makes_a_reader_fail(said: str) -> None:
    for read in (
        cells.text_of, cells.identifier_of, cells.entity_of, cells.spaced_sum, cells.plain_sum, cells.rate_of,
        cells.day_of, cells.number_of_a_body, cells.currency_of, cells.case_in,
    ):  # fmt: skip
        read(said)


@pytest.mark.parametrize("said", ["45173", "45173,0", "45173.5"])
def test_a_day_that_a_spreadsheet_wrote_as_a_number_is_told_as_one(said: str) -> None:
    read = cells.day_of(said)
    assert isinstance(read, Unclear)
    assert "kalkylprogram" in read.sv


@pytest.mark.parametrize(("said", "rate"), [("0,4", None), ("0.9", None), ("0,4 %", "0.4"), ("1", "1"), ("40", "40")])
def test_a_rate_below_one_must_say_per_cent(said: str, rate: str | None) -> None:
    read = cells.rate_of(said)
    assert isinstance(read, Unclear) if rate is None else read == rate


def test_a_text_too_long_for_a_name_is_unclear() -> None:
    assert cells.text_of("x" * cells.LONGEST_TEXT) == "x" * cells.LONGEST_TEXT
    assert isinstance(cells.text_of("x " * cells.LONGEST_TEXT), Unclear)
