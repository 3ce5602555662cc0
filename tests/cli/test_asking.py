"""Asking from the shell: `kg query`, `kg explain`, and what `kg serve` refuses before it listens."""

import json

import pytest

from tests.cli.commands import kg, kg_in_a_terminal
from tests.conftest import Golden
from tests.workshop import Workshop


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_thing_is_explained_in_the_golden_words(published: Workshop, golden: Golden, lang: str) -> None:
    said = kg(published, "explain", "project/bro", "--lang", lang)
    assert (said.code, said.err) == (0, "")
    golden(f"cli/explain.{lang}.txt", said.out)


def test_a_standing_question_is_asked_by_its_name(published: Workshop) -> None:
    said = kg(published, "query", "partners", "--format", "csv")
    assert (said.code, said.err) == (0, "")
    assert said.out.replace("\r", "") == (
        "project,partner\n"
        "https://example.org/project/bro,https://example.org/actor/kvinnohuset\n"
        "https://example.org/project/bro,https://example.org/actor/norrby-kommun\n"
        "https://example.org/project/vinter,https://example.org/actor/norrby-kommun\n"
    )


def test_a_question_of_ones_own_is_asked_as_text_or_from_standard_input(published: Workshop) -> None:
    question = "SELECT ?s { ?s a <ns#Project> } ORDER BY ?s"
    said = kg(published, "query", question, "--lang", "en")
    assert said.code == 0
    assert [line for line in said.out.splitlines() if line.startswith("<")] == [
        "<project/bro>", "<project/ensam>", "<project/vinter>",
    ]  # fmt: skip
    asked = kg(published, "query", "-", "--format", "json", stdin="ASK { <project/bro> a <ns#Project> }")
    assert json.loads(asked.out)["boolean"] is True


def test_a_table_fits_the_terminal_that_it_is_shown_in_and_is_whole_elsewhere(published: Workshop) -> None:
    long = "Länsstyrelsen " * 9
    query = f'SELECT ?a ?b {{ VALUES (?a ?b) {{ ("{long}" "{long}") }} }}'
    assert kg(published, "query", query).out.count("Länsstyrelsen") == 18
    lines = kg_in_a_terminal(published, "query", query, columns=70).splitlines()
    assert [len(line) for line in lines[1:3]] == [70, 70]
    assert lines[2].count("…") == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["explain", "project/nej"], "Finns inte: Utgåva "),
        (["query", "nej"], "Finns inte: Det finns ingen fråga 'nej'."),
        (["query", "SELECT *"], "Frågan går inte att tolka: query:1:9: "),
        (["query", "ASK { SERVICE <http://127.0.0.1:9/> {} }"], "Frågan körs inte här: query:1:7: SERVICE "),
        (["query", "partners", "--param", "x", "--lang", "en"], "Bad request: --param 'x' is not NAME=VALUE."),
        (["query", "partners", "--release", "9"], "Finns inte: Det finns ingen utgåva '9'."),
        (["serve", "nej.ttl"], "Finns inte: Filen nej.ttl finns inte."),
    ],
)
def test_what_cannot_be_answered_is_told_and_ends_with_two(published: Workshop, words: list[str], said: str) -> None:
    done = kg(published, *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(said)


@pytest.mark.parametrize("words", [["explain", "project/bro"], ["query", "partners"], ["serve", "--port", "0"]])
def test_nothing_can_be_asked_before_something_is_published(tiny: Workshop, words: list[str]) -> None:
    said = kg(tiny, *words)
    assert (said.code, said.out) == (2, "")
    assert "Ingen utgåva är publicerad i HOME: kör `kg publish` först." in said.err
