"""Numbers as people write them, with spaces, marks, words and units."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sweden.numbers import numbers_of
from kg.sweden.unclear import Unclear

READ = {
    "30 000 000": "30000000",
    "30\u00a0000\u00a0000 kr": "30000000",
    "30\u202f000\u202f000 kronor": "30000000",
    "30.000.000": "30000000",
    "30,000,000 SEK": "30000000",
    "30 000 000:-": "30000000",
    "12,-": "12",
    "22,6 miljoner kronor": "22600000",
    "22.6 mkr": "22600000",
    "1,5 Mdkr": "1500000000",
    "500 tkr": "500000",
    "62 %": "62",
    "62,5 procent": "62.5",
    "200 personer": "200",
    "−5": "-5",
    "1 000,5": "1000.5",
    "30.000,50": "30000.5",
    "45,1250": "45.125",
    "0,125": "0.125",
    "０１２": "12",
}
NOT_READ = ("", "ca 200", "30 00", "1,5,6", "tolv", "200–300", "1e5", "NaN", "9" * 19, "kr", "mer än 50", "50+")


@pytest.mark.parametrize("text", READ)
def test_a_number_is_read(text: str) -> None:
    assert numbers_of(text) == (Decimal(READ[text]),)


@pytest.mark.parametrize(("text", "readings"), [("30.000", ("30", "30000")), ("57,965", ("57.965", "57965"))])
def test_three_digits_after_one_mark_have_two_readings(text: str, readings: tuple[str, str]) -> None:
    assert numbers_of(text) == tuple(map(Decimal, readings))


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_no_exact_number_is_not_read(text: str) -> None:
    assert isinstance(numbers_of(text), Unclear)


@given(st.integers(-(10**17), 10**17))
def test_a_whole_number_is_read_with_and_without_spaces(number: int) -> None:
    assert numbers_of(str(number)) == (Decimal(number),)
    assert numbers_of(f"{number:,}".replace(",", "\u00a0") + " kr") == (Decimal(number),)


@given(st.decimals(-(10**6), 10**6, places=2))
def test_a_decimal_comma_and_a_decimal_point_are_the_same(number: Decimal) -> None:
    assert numbers_of(str(number)) == numbers_of(str(number).replace(".", ",")) == (number,)


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_not(text: str) -> None:
    found = numbers_of(text)
    assert isinstance(found, Unclear) or all(each.is_finite() for each in found)
