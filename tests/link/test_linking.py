"""Linking: what is new is decided once, what was decided stays, and what no longer holds waits for people."""

from dataclasses import replace

import pytest

from kg.link.authority import Authority, authorities
from kg.link.ledger import Decision, Justification, Ledger, Line, Pair, new
from kg.link.linking import link
from kg.names.described import Described
from kg.rdf.namespaces import OWL
from kg.sources.folder import scan
from tests.link.authorities import THINGS, planted
from tests.workshop import BASE, Workshop

WD = "http://www.wikidata.org/entity/"
SAME = OWL.sameAs.value
SALA = Pair("place/sala", SAME, WD + "Q10")
HEBY = Pair("place/heby", SAME, WD + "Q11")
HABO = Pair("place/habo-0305", SAME, WD + "Q12")
EMPTY = new("register", "The register", {"wd": WD})


@pytest.fixture
def register(tiny: Workshop) -> Authority:
    return authorities(scan(planted(tiny).root).authorities, BASE)["register"]


def _linked(register: Authority, ledger: Ledger = EMPTY, **things: Described | None) -> dict[Pair, Line]:
    ours = {**THINGS, **{each.key: each for each in things.values() if each}}
    return {line.pair: line for line in link(register, ledger, ours, today="2026-03-05").lines}


def _people(pair: Pair, decision: Decision) -> Line:
    return Line(pair, decision, Justification.BY_PEOPLE, "2026-01-01", "we asked", "vi frågade", author="Redaktionen")


def test_a_code_decides_and_the_line_says_why(register: Authority) -> None:
    line = _linked(register)[SALA]
    assert line.decision is Decision.ACCEPT
    assert line.comment_sv == "1.00: samma kod, 1981; samma namn, ”Sala kommun”; källa: A; B"
    assert (line.tool, line.author, line.date) == ("kg link", "", "2026-03-05")
    assert line.justification == Justification.BY_CODE


def test_what_is_not_verified_waits_and_says_why(register: Authority) -> None:
    line = _linked(register)[HEBY]
    assert line.decision is Decision.HOLD
    assert line.comment.endswith("held: no second source confirms the entry (one source only)")


def test_what_a_code_gives_to_one_thing_is_not_given_to_another_with_a_name_like_it(register: Authority) -> None:
    found = _linked(register)
    assert found[HABO].decision is Decision.ACCEPT
    assert not [pair for pair in found if pair.subject == "place/habo-0643"]


def test_two_things_that_are_just_as_like_both_wait(register: Authority) -> None:
    twin = Described("place/sala-2", "place", ("Sala",), (), ("1981",))
    found = _linked(register, twin=twin)
    assert found[SALA].decision is found[Pair("place/sala-2", SAME, WD + "Q10")].decision is Decision.HOLD


def test_a_second_time_nothing_is_decided_again(register: Authority) -> None:
    first = link(register, EMPTY, THINGS, today="2026-03-05")
    again = link(register, EMPTY.with_lines(first.lines), THINGS, today="2026-04-01")
    assert again.lines == ()
    assert again.kept == {Decision.ACCEPT: 2, Decision.HOLD: 1}


@pytest.mark.parametrize("decision", list(Decision))
def test_what_people_decided_stands(register: Authority, decision: Decision) -> None:
    ledger = EMPTY.with_lines([_people(SALA, decision), _people(HEBY, decision)])
    assert not _linked(register, ledger).keys() & {SALA, HEBY}


def test_an_accepted_line_whose_code_no_longer_fits_waits(register: Authority) -> None:
    ledger = EMPTY.with_lines(_linked(register).values())
    moved = replace(THINGS["place/sala"], codes=("1999",))
    line = _linked(register, ledger, sala=moved)[SALA]
    assert line.decision is Decision.HOLD
    assert line.comment.startswith("held: now 0.10: different codes: 1999 – 1981")
    assert "accepted 2026-03-05 because 1.00: the same code, 1981" in line.comment
    assert line.tool == "kg link"


def test_a_line_that_people_accepted_waits_only_when_codes_say_otherwise(register: Authority) -> None:
    ledger = EMPTY.with_lines([_people(SALA, Decision.ACCEPT)])
    renamed = Described("place/sala", "place", ("Ett helt annat namn",))
    assert SALA not in _linked(register, ledger, sala=renamed)
    assert _linked(register, ledger, sala=replace(renamed, codes=("0180",)))[SALA].decision is Decision.HOLD


def test_an_entry_that_is_gone_or_no_longer_confirmed_is_told(register: Authority) -> None:
    ledger = EMPTY.with_lines(_linked(register).values())
    sala, *others = register.entries
    gone = replace(register, entries=tuple(others))
    assert "gone from the snapshot" in _linked(gone, ledger)[SALA].comment
    doubted = replace(register, entries=(replace(sala, verified=False), *others))
    assert "no longer confirmed" in _linked(doubted, ledger)[SALA].comment


def test_a_thing_of_ours_that_is_gone_is_told(register: Authority) -> None:
    ledger = EMPTY.with_lines(_linked(register).values())
    left = {key: each for key, each in THINGS.items() if key != "place/sala"}
    [line] = link(register, ledger, left, today="2026-04-01").changed
    assert line.comment_sv.startswith("väntar: vår post finns inte längre")


def test_an_area_is_linked_by_the_codes_that_lie_in_it(register: Authority) -> None:
    within = replace(register.rules[0], by="contains", predicate=f"{BASE.iri}ns#withinNuts")
    area = replace(register.entries[0], contains=("0331", "1981"))
    authority = replace(register, rules=(within,), entries=(area,))
    found = _linked(authority)
    assert {pair.subject for pair in found} == {"place/sala", "place/heby"}
    ledger = EMPTY.with_lines(found.values())
    shrunk = replace(authority, entries=(replace(area, contains=("0331",)),))
    [changed] = link(shrunk, ledger, THINGS, today="2026-04-01").changed
    assert changed.comment.startswith("held: the area does not contain the code")
