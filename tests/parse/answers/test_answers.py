"""Answers as JSON: taken kindly, refused clearly, given back as they were."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadSyntax
from kg.parse.answers.answers import (
    MAX_LENGTH,
    MAX_VALUES,
    Answers,
    Group,
    Said,
    parse_answers,
    pointer_of,
    read_answers,
    values,
)

SAID = {
    "kind": "project",
    "slug": None,
    "answers": {
        "title": [{"value": "KIIS", "lang": "sv"}],
        "participation": [{"@id": "participation-x", "actor": ["AF"], "role": ["utforare"]}],
    },
    "record": {"missing": [{"value": "Budget.", "lang": "sv"}]},
    "source": {"document": "document/exempelsamling-2021"},
}


def test_answers_go_through_json_unchanged() -> None:
    answers, wrong = read_answers(SAID, "x")
    assert (answers.as_json(), wrong) == (SAID, [])


def test_every_value_has_an_address() -> None:
    answers, _ = read_answers(SAID, "x")
    assert [address for address, _ in values(answers.answers)] == [
        "title/0", "participation/0/actor/0", "participation/0/role/0",
    ]  # fmt: skip


def test_numbers_truth_and_single_values_are_taken() -> None:
    answers, wrong = read_answers({"kind": "x", "answers": {"a": 5, "b": True, "c": "d", "e": [22.5, None]}}, "x")
    assert answers.answers == Group(
        {"a": (Said("5"),), "b": (Said("true"),), "c": (Said("d"),), "e": (Said("22.5"), Said(""))}
    )
    assert wrong == []


def test_a_field_called_value_is_a_field() -> None:
    answers, _ = read_answers({"kind": "x", "answers": {"outcome": [{"value": ["50"], "unit": ["procent"]}]}}, "x")
    assert answers.answers.groups("outcome")[0].said("value") == (Said("50"),)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ([], None),
        ({"kind": "x", "svar": {}}, "svar"),
        ({"kind": "x", "answers": []}, None),
        ({"kind": "x", "answers": {"a": [["b"]]}}, "a/0"),
        ({"kind": "x", "answers": {"a": "b" * (MAX_LENGTH + 1)}}, "a/0"),
        ({"kind": "x", "answers": {"a": "\ud800"}}, "a/0"),
        ({"kind": "x", "\ud800": {}}, "?"),
        ({"kind": "x", "source": ["a"]}, "source"),
        ({"kind": "x", "record": "a"}, "record"),
    ],
)
def test_what_is_no_answer_is_told_at_its_address(said: object, address: str | None) -> None:
    _, wrong = read_answers(said, "svar.json")
    assert [(f.place.source, f.place.field) for f in wrong if f.place] == [("svar.json", address)]


def test_more_answers_than_anyone_gives_are_refused_once() -> None:
    answers, wrong = read_answers({"kind": "x", "answers": {"a": ["b"] * (MAX_VALUES + 5)}}, "x")
    assert len(wrong) == 1
    assert sum(not said.blank for _, said in values(answers.answers)) == MAX_VALUES


def test_answers_nested_without_end_are_refused() -> None:
    said: object = "a"
    for _ in range(200):
        said = {"period": [said]}
    _, wrong = read_answers({"kind": "x", "answers": said}, "x")
    assert len(wrong) == 1


@pytest.mark.parametrize("data", [b"", b"{", b"\xff{}", b"[" * 100_000, b'{"kind": NaN, }'])
def test_what_is_no_json_is_bad_syntax(data: bytes) -> None:
    with pytest.raises(BadSyntax):
        parse_answers(data, "x")


def test_the_place_of_bad_json_is_told() -> None:
    with pytest.raises(BadSyntax) as caught:
        parse_answers(b'{\n "kind" 1}', "svar.json")
    assert str(caught.value.place) == "svar.json:2:9"


def test_a_number_is_taken_as_it_is_written() -> None:
    answers, wrong = parse_answers(b'{"kind": "x", "answers": {"a": [22.50, 1e3, 123456789012345678901.10]}}', "x")
    assert answers.answers.said("a") == (Said("22.50"), Said("1e3"), Said("123456789012345678901.10"))
    assert wrong == []


def test_what_json_lacks_is_no_answer() -> None:
    _, wrong = parse_answers(b'{"kind": "x", "answers": {"a": [NaN, "b", -Infinity]}}', "x")
    assert [f.place.field for f in wrong if f.place] == ["a/0", "a/2"]


def test_a_field_that_stands_twice_is_told_and_never_dropped_in_silence() -> None:
    _, wrong = parse_answers(b'{"kind": "x",\n "answers": {"a": ["b"],\n  "a": ["c"]}}', "svar.json")
    assert [str(f.place) for f in wrong] == ["svar.json:3:3"]
    assert "står två gånger" in wrong[0].message_sv


def test_what_is_wrong_with_json_is_told_in_swedish() -> None:
    with pytest.raises(BadSyntax) as caught:
        parse_answers(b'{"kind": "x" "slug": "y"}', "svar.json")
    assert caught.value.message_sv == ("det här är inte giltig JSON: ett komma saknas, eller texten stängs för tidigt.")


@given(st.binary(max_size=60))
def test_any_bytes_are_answers_or_bad_syntax(data: bytes) -> None:
    try:
        answers, _ = parse_answers(data, "x")
    except BadSyntax:
        return
    assert isinstance(answers, Answers)
    json.dumps(answers.as_json(), ensure_ascii=False).encode()


def test_a_pointer_leads_to_the_answer() -> None:
    assert [pointer_of(each) for each in ("title/0", "record/missing/0", "source/title", "slug")] == [
        "/answers/title/0", "/record/missing/0", "/source/title", "/slug",
    ]  # fmt: skip
