"""Several values in a cell: joined and taken apart without losing a character."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.parse.sheet.values import joined, split

_VALUES = st.lists(st.text(alphabet="ab|; \n").map(str.strip).filter(bool), max_size=4)


@settings(deadline=None)
@given(_VALUES)
def test_texts_come_apart_as_they_were_joined(values: list[str]) -> None:
    assert split(joined(values, chosen=False), chosen=False) == values


@settings(deadline=None)
@given(_VALUES)
def test_names_come_apart_as_they_were_joined(values: list[str]) -> None:
    names = [value.replace("\n", " ") for value in values]
    assert split(joined(names, chosen=True), chosen=True) == names


@pytest.mark.parametrize(
    ("text", "chosen", "values"),
    [
        ("Norberg;Sala ; Fagersta", True, ["Norberg", "Sala", "Fagersta"]),
        ("Norberg\nSala", True, ["Norberg", "Sala"]),
        ("Norberg | Sala", True, ["Norberg", "Sala"]),
        ("Norberg; ", True, ["Norberg"]),
        ("Stöd; och råd", False, ["Stöd; och råd"]),
        ("a|b", False, ["a|b"]),
        ("första\nstycket", False, ["första\nstycket"]),
        (" ; ", True, []),
    ],
)
def test_people_may_write_several_in_any_of_these_ways(text: str, chosen: bool, values: list[str]) -> None:
    assert split(text, chosen=chosen) == values
