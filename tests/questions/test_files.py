"""The question files: the form of their headers, and what every query owes its reader whatever it asks."""

import re

import pytest
from pyoxigraph import NamedNode, Store

from kg.query.standalone import standalone
from kg.rdf.namespaces import PREFIXES
from tests.questions.asking import (
    BASE,
    EVERYTHING,
    ask,
    ask_text,
    cases,
    construct,
    construct_text,
    names,
    question,
    read_table,
    shown,
    tables,
)

KEYS = re.compile(
    r"name number question@sv question@en( coverage@sv coverage@en)?"
    r"( graph missing@sv missing@en)?( shown heading@sv heading@en( because)?)?( param)*"
)
COMPLETE = {"kommuner"}


@pytest.mark.parametrize("name", names())
def test_a_header_has_its_fields_in_one_order(name: str) -> None:
    header = [line for line in question(name).text.split("PREFIX", 1)[0].splitlines() if line]
    keys = [line.removeprefix("# ").partition(": ")[0] for line in header]
    assert KEYS.fullmatch(" ".join(keys))


def test_the_twenty_questions_of_the_domain_are_all_asked() -> None:
    assert {question(name).number for name in names()} == set(range(1, 21))


def test_an_answer_that_rests_on_incomplete_coverage_says_so() -> None:
    assert {name for name in names() if set(question(name).coverage) != {"sv", "en"}} == COMPLETE


@pytest.mark.parametrize("name", tables())
def test_every_parameter_is_a_column(real: Store, name: str) -> None:
    asked = question(name)
    assert {each.name for each in asked.parameters} <= set(ask(real, asked).columns)


@pytest.mark.parametrize("name", names())
def test_the_thing_that_a_question_asks_of_by_default_exists(real: Store, name: str) -> None:
    defaults = [each.default for each in question(name).parameters if isinstance(each.default, NamedNode)]
    assert [iri for iri in defaults if next(real.quads_for_pattern(iri, None, None, None), None) is None] == []


@pytest.mark.parametrize("name", names())
def test_a_query_uses_the_prefixes_of_the_house_and_our_own_iris_without_their_base(name: str) -> None:
    text = question(name).text
    said = dict(re.findall(r"PREFIX (\w+): <([^>]+)>", text))
    body = re.sub(r"(?m)^(#|PREFIX).*$", "", text)
    assert said == {prefix: {**PREFIXES, "samv": "ns#"}[prefix] for prefix in said}
    assert set(re.findall(r"(?<![\w<:])([a-z]+):\w", re.sub(r'"[^"]*"|<[^<> ]*>|#.*', "", body))) == set(said)
    assert BASE.iri not in text


@pytest.mark.parametrize("name", names())
def test_every_term_and_concept_in_a_query_exists(real: Store, name: str) -> None:
    text = question(name).text
    ours = {BASE.ns(term) for term in re.findall(r"samv:(\w+)", text)}
    ours |= {NamedNode(BASE.iri_of(path)) for path in re.findall(r"<(concept/[^>]+)>", text)}
    vocabulary = BASE.graph("vocabulary")
    assert [term for term in ours if next(real.quads_for_pattern(term, None, None, vocabulary), None) is None] == []


@pytest.mark.parametrize("name", tables())
def test_the_order_of_the_rows_leaves_nothing_to_chance(world: Store, real: Store, name: str) -> None:
    asked = question(name)
    deciding = re.findall(r"\?(\w+)", asked.text.rpartition("ORDER BY")[2])
    for store in (world, real):
        rows = ask_text(store, asked.text, {}).only(deciding).rows
        assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("name", tables())
def test_whatever_has_an_iri_has_its_name_beside_it(world: Store, real: Store, name: str) -> None:
    for answer in (ask(world, question(name), _of_the_world(name)), ask(real, question(name))):
        for column in answer.columns:
            if column != "value" and f"{column}Name" in answer.columns:
                assert [pair for pair in answer.only([column, f"{column}Name"]).rows if pair[0] and not pair[1]] == []


@pytest.mark.parametrize("name", tables())
def test_a_thing_left_open_asks_of_everything(real: Store, name: str) -> None:
    asked = question(name)
    values = asked.bindings({}, BASE)
    things = {key: shown(value) for key, value in values.items() if isinstance(value, NamedNode)}
    answer = ask_text(real, asked.text, {key: value for key, value in values.items() if key not in things})
    for column, path in things.items():
        answer = answer.where(column, path)
    assert answer == ask(real, asked)


@pytest.mark.parametrize("name", names())
def test_the_text_that_runs_anywhere_gives_the_same_answer(world: Store, name: str) -> None:
    asked = question(name)
    for params in _all_of_the_world(name):
        bound = asked.bindings(params, BASE)
        text = standalone(asked, bound, BASE.iri)
        if name == EVERYTHING:
            assert construct_text(world, text, {}) == construct(world, asked, params)
        else:
            assert ask_text(world, text, {}) == ask(world, asked, params)


def _of_the_world(name: str) -> dict[str, str]:
    return _all_of_the_world(name)[0]


def _all_of_the_world(name: str) -> list[dict[str, str]]:
    given = [read_table(path)[0] for found, path in cases("expected") if found == name]
    return given or [{"project": "project/bro"}]
