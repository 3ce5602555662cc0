"""How Swedish names vary, and what they say: the sort of body or area, and of what."""

import pytest

from kg.sweden.names import folded, plain, taken_apart


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("Malmö stad", "kommun"),
        ("Malmö kommuns", "kommun"),
        ("kommunen i Malmö", "kommun"),
        ("City of Malmö", "kommun"),
        ("Sala komun", "kommun"),
        ("Region Skåne", "region"),
        ("Västra Götalandsregionen", "region"),
        ("Västra Götalandsregionens", "region"),
        ("Stockholms läns landsting", "region"),
        ("Region Jönköpings län", "region"),
        ("Skåne län", "län"),
        ("Länsstyrelsen i Skåne län", "länsstyrelse"),
        ("Länstyrelsen i Skåne", "länsstyrelse"),
        ("Lst Skåne", "länsstyrelse"),
        ("Botkyrka folkhögskola", None),
        ("Kommunförbundet Skåne", None),
        ("Halmstad", None),
    ],
)
def test_a_name_says_its_sort(name: str, sort: str | None) -> None:
    assert taken_apart(name).sort == sort


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Köping kommun", "Köpings kommun"),
        ("Länsstyrelsen Västmanland", "Länsstyrelsen i Västmanlands län"),
        ("Region Västra Götaland", "Västra Götalandsregionen"),
        ("Region Örebro", "Region Örebro län"),
        ("Malmö kommuns", "malmö  Stad"),
        ("Studieförbundet Bilda – Öst", "studieförbundet bilda öst"),
    ],
)
def test_what_is_left_is_what_it_is_of(one: str, other: str) -> None:
    assert taken_apart(one).text == taken_apart(other).text


def test_a_county_beside_a_kommun_says_which_kommun() -> None:
    assert taken_apart("Heby kommun, Uppsala län").words == ("heby", "uppsala", "län")


def test_letters_without_dots_and_rings() -> None:
    assert folded("åäöéÅ") == "aaoeA"


def test_the_letters_of_swedish_stay_in_what_people_see() -> None:
    assert plain(" ÅÄÖ-bolaget  ”AB” ") == "åäö bolaget ab"
    assert taken_apart("Habo kommun").text != taken_apart("Håbo kommun").text
