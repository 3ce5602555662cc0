"""Telephone numbers are found; case numbers, sums, codes and dates are left alone. The numbers are for fiction."""

import pytest

from kg.sweden.telephones import find


@pytest.mark.parametrize(
    "number",
    [
        "08-465 004 01",
        "08-46500401",
        "0846500401",
        "(08) 465 004 01",
        "08/465 004 01",
        "070-174 06 05",
        "070\u00a0174\u00a006\u00a005",
        "070\u2011174 06 05",
        "０７０-174 06 05",
        "+46 70 174 06 05",
        "+46701740605",
        "+46(0)70-174 06 05",
        "0046 70 174 06 05",
        "+47 22 22 22 22",
    ],
)
def test_a_number_is_found_where_it_stands(number: str) -> None:
    text = f"Ring {number} i dag"
    assert [text[found.start : found.end] for found in find(text)] == [number]


def test_it_is_found_in_an_iri() -> None:
    assert len(find("<tel:+46701740605>")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kommunkoderna 0180 och 0127, åren 2018–2021, dnr 2018/00566, lag (2003:1210).",
        "0114 0115 0117 0120 0123",
        "0114, 0126, 0127",
        "dnr 0705-123456",
        "diarienummer: 08-465 004 01",
        "1 200 000 kr",
        "0701740605 kr",
        "15-01-2019",
        "05-04-2021 12:00",
        "2019-01-15/2021-11-30",
        "212000-0142",
        "https://example.org/0701740605",
        "0701740605abc",
        "SE2120000142",
        "0,12345678",
        "112",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find(text) == []


def test_several_are_told_in_their_order() -> None:
    assert len(find("08-465 004 01, 070-174 06 05 eller 0771-567 567")) == 3
