"""How like two descriptions are, and why: codes decide, names suggest, and what is different stays different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names.compare import Likeness, compare, compare_names
from kg.names.described import Described


def _actor(*labels: str, number: str | None = None, codes: tuple[str, ...] = ()) -> Described:
    return Described("actor/x", "actor", labels, codes=codes, organisationsnummer=number)


def test_the_same_organisationsnummer_decides_whatever_way_it_is_written() -> None:
    score = compare(_actor("Malmö stad", number="2120001124"), _actor("Malmö kommun", number="212000-1124"))
    assert score.value == 1.0
    assert score.reasons[0].sv == "samma organisationsnummer, 212000-1124"


def test_another_organisationsnummer_decides_though_the_names_are_the_same() -> None:
    score = compare(_actor("Sala kommun", number="212000-2098"), _actor("Sala kommun", number="212000-1124"))
    assert score.value == Likeness.OTHER_NUMBER.most


def test_the_same_number_with_quite_another_name_is_not_enough() -> None:
    score = compare(_actor("Uppsala kommun", number="212000-2817"), _actor("Motala verkstad", number="212000-2817"))
    assert score.reasons[0].likeness is Likeness.CODE_ALONE
    assert score.value == Likeness.CODE_ALONE.most


def test_a_code_is_compared_with_codes_of_its_own_form() -> None:
    sala = Described("place/sala", "place", ("Sala",), codes=("1981", "SE_1981"))
    assert compare(sala, Described("", "place", ("Sala kommun",), codes=("1981",))).value == 1.0
    assert compare(sala, Described("", "place", ("Sala",), codes=("SE_0180",))).value == Likeness.OTHER_CODE.most
    assert compare(sala, Described("", "place", ("Sala",), codes=("Q37399",))).value == Likeness.LABEL.most


def test_things_of_two_kinds_are_not_the_same() -> None:
    assert compare(_actor("Sala"), Described("place/sala", "place", ("Sala",))).value == 0


@pytest.mark.parametrize(
    ("mention", "name", "likeness"),
    [
        ("Malmö  STAD", "Malmö stad", Likeness.LABEL),
        ("Malmö stad", "Malmö kommun", Likeness.VARIED),
        ("Köping kommun", "Köpings kommun", Likeness.VARIED),
        ("Stockholms läns landsting", "Region Stockholm", Likeness.VARIED),
        ("Malmo kommun", "Malmö kommun", Likeness.UNDOTTED),
        ("Skinnskatebergs kommun", "Skinnskattebergs kommun", Likeness.TYPO),
        ("Sala", "Sala kommun", Likeness.BARE),
        ("Hebo kommun", "Heby kommun", Likeness.SHORT_TYPO),
        ("Försäkringskassan Malmö", "Försäkringskassan", Likeness.WITHIN),
        ("Steg 2", "Steg 1", Likeness.FIGURES),
        ("Region Skåne", "Länsstyrelsen i Skåne län", Likeness.SORT),
        ("Skåne län", "Region Skåne", Likeness.SORT),
    ],
)
def test_names_are_told_apart_by_what_they_share(mention: str, name: str, likeness: Likeness) -> None:
    assert compare_names(mention, name)[0] is likeness


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Region Skåne", "Länsstyrelsen i Skåne län"),
        ("Botkyrka kommun", "Botkyrka folkhögskola"),
        ("Etapp 1", "Etapp 2"),
        ("Heby kommun", "Hedemora kommun"),
        ("Studieförbundet Bilda", "Studieförbundet Sensus"),
    ],
)
def test_what_is_different_is_never_alike_enough_to_be_held(mention: str, name: str) -> None:
    assert compare_names(mention, name)[1] < 0.6


NAMES = st.text(st.sampled_from("abcåäö 12-IV"), min_size=1, max_size=20)


@given(NAMES, NAMES)
def test_a_score_is_from_nought_to_one_and_says_why_in_both_languages(one: str, other: str) -> None:
    score = compare(_actor(one), _actor(other))
    assert 0 <= score.value <= 1
    assert all(score.text(lang) for lang in ("sv", "en"))
    assert "{" not in score.text("sv") or "{" in one + other


@given(NAMES)
def test_a_name_is_itself(name: str) -> None:
    if any(each.isalnum() for each in name):
        assert compare_names(name, name)[1] == Likeness.LABEL.most


def test_a_slip_in_the_sort_leaves_no_doubt_of_the_name_and_is_still_a_slip() -> None:
    assert compare_names("Trosa kommmun", "Trosa kommun")[0] is Likeness.SORT_TYPO
    assert compare_names("Trosa kommmun", "Trosa kommun")[1] > compare_names("Trosa kommmun", "Torsås kommun")[1]
    assert compare_names("Håbo komun", "Habo kommun")[0] is Likeness.UNDOTTED


@pytest.mark.parametrize(("text", "name"), [("Regon Blekinge", "Region Blekinge"), ("Hallandslän", "Hallands län")])
def test_a_sort_that_can_no_longer_be_read_makes_a_name_uncertain(text: str, name: str) -> None:
    assert Likeness.SORT.most < compare_names(text, name)[1] < Likeness.SHORT_TYPO.most + 0.01
