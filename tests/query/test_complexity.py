"""The limits of nesting and chaining: below what ends the engine, above what people write."""

import pytest

from kg.errors import QueryTooComplex
from kg.query.complexity import Size
from kg.query.guard import inspect
from kg.query.lexer import tokens
from tests.query.workers import BASE_IRI


def _depth(text: str) -> int:
    inspect(text, BASE_IRI)
    size = Size()
    for token in tokens(text):
        size.take(token)
    return size.deepest


def _nested(opening: str, closing: str, times: int) -> str:
    return opening * times + closing * times


def test_five_thousand_rows_of_values_pass() -> None:
    rows = " ".join(f"(<thing/{n}> 'å{n}'@sv -{n} ex:a{n} UNDEF)" for n in range(5000))
    assert _depth(f"SELECT * {{ VALUES (?a ?b ?c ?d ?e) {{ {rows} }} ?a ?b ?c . FILTER(?c + 1 < 3) }}") == 3


def test_five_thousand_members_of_in_pass() -> None:
    members = ", ".join(f"<thing/{n}>" for n in range(5000))
    assert _depth(f"SELECT * {{ ?s ?p ?o FILTER(?o IN ({members})) }}") == 3


@pytest.mark.parametrize(
    ("before", "opening", "closing", "levels"),
    [("SELECT * ", "{", "}", 1), ("SELECT ", "(", ")", 1), ("ASK", "{ ?s ?p [", "]}", 2), ("ASK", "<< ", " >>", 1)],
)
def test_brackets_nest_128_deep_and_no_deeper(before: str, opening: str, closing: str, levels: int) -> None:
    assert _depth(before + _nested(opening, closing, 128 // levels)) == 128
    with pytest.raises(QueryTooComplex, match="levels of brackets; at most 128 are run"):
        inspect(before + _nested(opening, closing, 128 // levels + 1), BASE_IRI)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT (" + "!" * 65 + "true AS ?x) {}", "more than 64 signs like ! or - in a row"),
        ("SELECT (" + "1+" * 2001 + "1 AS ?x) {}", "more than 2000 operators"),
        ("SELECT * { FILTER(" + "||".join(f"?x={n}" for n in range(1001)) + ") }", "more than 2000 operators"),
        ("SELECT * { ?s " + "/".join(["<p>"] * 2002) + " ?o }", "more than 2000 operators"),
        ("ASK {" + "OPTIONAL { ?s ?p ?o }" * 1001 + "}", "more than 1000 clauses"),
        ("ASK {" + "{} UNION " * 1001 + "{} }", "more than 1000 clauses"),
        ("ASK {" + "".join(f"BIND({n} AS ?x{n})" for n in range(501)) + "}", "more than 1000 clauses"),
        ("SELECT * {" + "".join(f"?s ?p{n} ?o . " for n in range(1001)) + "}", "more than 1000 statements"),
        ("SELECT * { ?s ?p " + ", ".join("?o" for _ in range(1002)) + "}", "more than 1000 statements"),
        ("SELECT * { ?s ?p ?o VALUES ?x { " + "1 " * 200_000 + "} }", "words and signs"),
    ],
)
def test_chains_have_an_end(text: str, said: str) -> None:
    with pytest.raises(QueryTooComplex, match=said) as refused:
        inspect(text, BASE_IRI)
    assert refused.value.message_sv.startswith("frågan har ")


def test_counting_goes_on_after_a_block_of_values() -> None:
    with pytest.raises(QueryTooComplex, match="more than 2000 operators"):
        inspect("SELECT * { VALUES ?x { -1 -2 } FILTER(" + "1+" * 2001 + "1) }", BASE_IRI)
