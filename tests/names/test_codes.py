"""Codes as people write them."""

import pytest

from kg.names.codes import code_form, codes_in


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("202100-2114", "202100-2114"),
        ("2021002114", "202100-2114"),
        ("16202100-2114", "202100-2114"),
        ("16 202100 – 2114", "202100-2114"),
        ("SE_1904", "1904"),
        ("se 1904", "1904"),
        ("０１２７", "0127"),
        ("SE110", "110"),
    ],
)
def test_a_code_may_have_marks_that_its_form_has_not(text: str, code: str) -> None:
    assert code in codes_in(text)


@pytest.mark.parametrize("text", ["Sala", "Etapp 2", "", "2018 och 2019", "SEB"])
def test_a_text_that_is_no_code_is_left_as_it_is(text: str) -> None:
    assert codes_in(text) == (text,)


@pytest.mark.parametrize("text", ["Q1754", "wd:Q1754", "http://www.wikidata.org/entity/Q1754", " q1754 "])
def test_a_code_of_another_register_is_looked_for_without_the_register(text: str) -> None:
    assert code_form(text) == "q1754"
