"""How Swedish names vary, and what they are the same in."""

import pytest

from kg.sweden.names import compared, digits, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Malmö stad", "Malmö kommun"),
        ("Malmö kommuns", "malmö  Kommun"),
        ("Köping kommun", "Köpings kommun"),
        ("AF", "Arbetsförmedlingen"),
        ("AF Malmö", "Arbetsförmedlingen i Malmö"),
        ("FK", "Försäkringskassan"),
        ("Länsstyrelsen Västmanland", "Länsstyrelsen i Västmanlands län"),
        ("Studieförbundet Bilda – Öst", "studieförbundet bilda öst"),
    ],
)
def test_names_that_differ_in_what_swedish_varies_are_the_same(one: str, other: str) -> None:
    assert compared(one) == compared(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Region Skåne", "Skåne län"), ("Habo kommun", "Håbo kommun"), ("Norbergs kommun", "Norberg"), ("Sala", "Säla")],
)
def test_other_names_are_others(one: str, other: str) -> None:
    assert compared(one) != compared(other)


def test_the_letters_of_swedish_stay() -> None:
    assert plain(" ÅÄÖ-bolaget  ”AB” ") == "åäö bolaget ab"


def test_a_code_is_its_digits() -> None:
    assert [digits(text) for text in ("202100-2114", "16202100-2114", "SE_1904", "０１２７")] == [
        "2021002114", "2021002114", "1904", "0127",
    ]  # fmt: skip
