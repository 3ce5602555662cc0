"""Numbers of persons are found however they are written, and other numbers are left alone."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sweden import check_digit
from kg.sweden.personnummer import Kind, find
from tests.sweden.numbers_of_nobody import numbers, written

AROUND = st.text(st.characters(exclude_categories=["Nd", "No", "Nl", "Cs", "Mn"], exclude_characters="-+_./%\\&;# "))


@given(AROUND, written(), AROUND)
def test_a_marked_number_is_found_just_where_it_stands(before: str, said: str, after: str) -> None:
    [found] = find(f"{before} {said} {after}")
    assert f"{before} {said} {after}"[found.start : found.end] == said
    assert found.sure


@given(numbers())
def test_a_number_with_its_century_is_sure_without_a_mark(twelve: str) -> None:
    assert [number.sure for number in find(f"nr {twelve}.")] == [True]


@given(numbers())
def test_ten_bare_digits_may_be_a_number(twelve: str) -> None:
    assert [number.sure for number in find(f"nr {twelve[2:]}.")] == [False]


@given(numbers())
def test_the_kind_is_told_by_the_day(twelve: str) -> None:
    [found] = find(f"{twelve[2:8]}-{twelve[8:]}")
    assert found.kind is (Kind.SAMORDNINGSNUMMER if int(twelve[6:8]) > 60 else Kind.PERSONNUMMER)


@given(numbers(), st.integers(1, 9))
def test_a_wrong_check_digit_is_no_number(twelve: str, more: int) -> None:
    wrong = f"{twelve[2:8]}-{twelve[8:11]}{(int(twelve[11]) + more) % 10}"
    assert find(wrong) == []


@given(numbers())
def test_a_number_is_found_in_an_iri_and_in_every_escape(twelve: str) -> None:
    said = f"{twelve[2:8]}-{twelve[8:]}"
    for iri in (
        f"https://example.org/person/{said}",
        f"https://example.org/person/{quote(said, safe='').replace('-', '%2D')}",
        "https://example.org/person/" + "".join(f"%{ord(c):02x}" for c in said),
        "https://example.org/" + quote(said.replace("-", "\u2013")),
        "".join(f"\\u{ord(c):04x}" for c in said),
        "".join(f"&#{ord(c)};" for c in said),
        "".join(f"&#x{ord(c):X};" for c in said),
    ):
        [found] = find(iri)
        assert (found.sure, iri[found.end :]) == (True, "")


@given(st.integers(0, 9), st.integers(20, 99), st.integers(0, 999_999))
def test_an_organisationsnummer_is_no_number_of_a_person(first: int, group: int, rest: int) -> None:
    nine = f"{first}{first}{group:02}{rest:06}"[:9]
    [last] = [digit for digit in "0123456789" if check_digit.is_right(nine + digit)]
    assert find(f"{nine[:6]}-{nine[6:]}{last} {nine}{last} 16{nine}{last}") == []


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("900101-9802", True),
        ("19900101 - 9802", True),
        ("1990-01-01-9802", True),
        ("19 900101-9802", True),
        ("900101\u200b-9802", True),
        ("900101\u00ad-9802", True),
        ("900101-9802¹", True),
        ("900101-\n9802", True),
        ("foto_900101-9802.jpg", True),
        ("1990 01 01 9802", True),
        ("90 01 01 9802", False),
        ("900101 9802", False),
        ("900101_9802", False),
        ("19900101_9802", False),
        ("1990-01-01 9802", False),
        ("900101-T980", True),
        ("20010101-r98 2", True),
    ],
)
def test_forms_that_people_use(text: str, sure: bool) -> None:
    assert [number.sure for number in find(text)] == [sure]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "900101-9803",
        "901301-9807",
        "900230-9807",
        "990229-9807",
        "900101-0008",
        "9001019802123",
        "1.9001019802",
        "9001019802,5",
        "a9001019802f",
        "9 10 11 12 13 14 15 16 17",
        "2019-01-15 - 2021-11-30",
        "2019-01-15/2021-11-30",
        "2018-2021",
        "2018/00566",
        "212000-0142",
        "36 691 291 kr",
        "0114 0115 0117 0120",
        "08-465 004 01",
        "20190115T123000",
        "T123",
        "9b9e0c4e-9001-4901-9802-900101980212",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find(text) == []


def test_what_stands_inside_a_number_is_part_of_it() -> None:
    assert [(number.start, number.end) for number in find("19900101-9802")] == [(0, 13)]


def test_several_numbers_are_told_in_their_order() -> None:
    assert [number.kind.value for number in find("900161-9809, 900101-9802")] == ["samordningsnummer", "personnummer"]


def test_bare_numbers_in_a_row_are_each_found() -> None:
    assert len(find("9001019802 9001019810, 9001019828;9001019836")) == 4


def test_what_is_found_does_not_hold_the_number() -> None:
    assert "9802" not in repr(find("900101-9802"))


@pytest.mark.parametrize("text", ["9" * 400_000, "90 01 01 " * 40_000, "%39" * 120_000, "900101-" * 50_000])
def test_a_long_text_of_digits_is_read_once(text: str) -> None:
    assert all(number.start < number.end for number in find(text))
