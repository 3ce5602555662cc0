"""Every question has its exact rows in a small world built so that a wrong query gives other rows."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.parse.record import check
from kg.query.questions import StandingQuestion
from tests.questions.asking import BASE, EVERYTHING, ask, cases, construct, names, question, read_table, world_records
from tests.questions.mistakes import Mutant, mutants
from tests.questions.oracles import disagreements, everything_about, single_source

BRO = {"project": "project/bro"}
CASES = cases("expected")
KINDS = {
    kind: BASE.ns(kind.capitalize()).value
    for kind in ("project", "actor", "partnership", "method", "document", "place")
}


def test_the_records_of_the_world_are_records_like_any_other() -> None:
    assert [finding for record in world_records() for finding in check(record, base=BASE, kinds=KINDS)] == []


@pytest.mark.parametrize(("name", "path"), CASES, ids=[path.stem for _, path in CASES])
def test_a_question_has_its_expected_rows(world: Store, name: str, path: Path) -> None:
    params, expected = read_table(path)
    assert ask(world, question(name), params).only(expected.columns).rows == expected.rows


def test_every_question_has_expected_rows() -> None:
    assert {name for name, _ in cases("expected")} | {EVERYTHING} == set(names())


def test_everything_about_a_project_is_its_record_what_is_derived_from_it_and_its_sources(world: Store) -> None:
    assert construct(world, question(EVERYTHING), BRO) == everything_about(world, BASE.mint("project", "bro"))


def test_every_question_has_a_wrong_reading() -> None:
    assert {mutant.name for mutant in mutants()} == set(names())


@pytest.mark.parametrize("mutant", mutants(), ids=lambda mutant: f"{mutant.name}: {mutant.mistake}")
def test_a_wrong_reading_gives_other_rows(world: Store, mutant: Mutant) -> None:
    right = question(mutant.name)
    wrong = replace(right, text=mutant.text(right.text))
    assert any(_answer(world, right, path) != _answer(world, wrong, path) for path in _paths(mutant.name))


def _paths(name: str) -> list[Path | None]:
    return [path for found, path in cases("expected") if found == name] or [None]


def _answer(world: Store, asked: StandingQuestion, path: Path | None) -> object:
    if path is None:
        return construct(world, asked, BRO)
    params, expected = read_table(path)
    return ask(world, asked, params).only(expected.columns).rows


def test_disagreements_are_those_that_the_rules_derive(world: Store) -> None:
    rows = ask(world, question("source-disagreements")).only(["thing", "property"]).rows
    assert set(rows) == disagreements(world)


def test_facts_that_rest_on_one_source_are_those_counted_without_sparql(world: Store) -> None:
    rows = ask(world, question("single-source-facts")).only(["fact"]).rows
    assert {fact for (fact,) in rows} == single_source(world)
