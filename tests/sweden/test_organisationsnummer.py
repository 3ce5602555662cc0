"""Organisationsnummer: told by the third digit and the check digit."""

import pytest
from hypothesis import given

from kg.sweden import organisationsnummer
from tests.sweden.numbers_of_nobody import numbers


@given(numbers())
def test_a_persons_number_is_none(twelve: str) -> None:
    assert not organisationsnummer.is_one(twelve[2:])


@pytest.mark.parametrize("text", ["", "212000", "212000-01420", "212000 0142", "1912120000142", "abc"])
def test_what_is_written_otherwise_is_none(text: str) -> None:
    assert organisationsnummer.written(text) is None
