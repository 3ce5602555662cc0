"""Rows that may be records of ours."""

from kg.link.duplicates import PREDICATE, Duplicates, Settled
from kg.link.ledger import Decision, Pair
from kg.names.described import Described
from kg.names.index import Index

KIIS = Described("project/kiis", "project", ("KIIS, Kvinna in i Sverige",), ("Kvinna in i Sverige",), ("2018/00566",))
ROW = Described("", "project", ("Kvinna in i Sverige",), codes=("2018/00566",))
PAGE = "https://example.org/bank/2018/00566"
PAIR = Pair("project/kiis", PREDICATE, PAGE)


def _found(row: Described, decided: dict[Pair, Decision] | None = None) -> Settled | None:
    return Duplicates(Index([KIIS]), decided or {}, 0.88).find(row, PAGE, today="2026-03-04")


def test_the_same_case_number_waits_for_people_with_its_reasons() -> None:
    found = _found(ROW)
    assert found is not None
    assert found.line is not None
    assert (found.line.pair, found.line.decision, found.line.confidence) == (PAIR, Decision.HOLD, "1.00")
    assert "samma kod, 2018/00566" in found.line.told("sv")
    assert "the same code, 2018/00566" in found.line.told("en")


def test_the_same_name_waits_too() -> None:
    assert _found(Described("", "project", ("Kvinna in i Sverige",), codes=("Q7",))) is not None


def test_another_number_of_the_same_form_is_another_project() -> None:
    assert _found(Described("", "project", ("Kvinna in i Sverige",), codes=("2018/00567",))) is None


def test_another_name_is_another_project() -> None:
    assert _found(Described("", "project", ("Man ut ur Sverige",))) is None


def test_what_people_have_accepted_is_ours_and_waits_no_longer() -> None:
    assert _found(ROW, {PAIR: Decision.ACCEPT}) == Settled("project/kiis", None)


def test_what_people_have_rejected_is_a_project_of_its_own() -> None:
    assert _found(ROW, {PAIR: Decision.REJECT}) is None


def test_what_people_hold_still_waits() -> None:
    assert _found(ROW, {PAIR: Decision.HOLD}) == _found(ROW)
