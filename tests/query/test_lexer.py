"""Tokens of SPARQL: what hides a keyword, what doesn't, and that no text takes more than its time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadQuery
from kg.query.lexer import tokens

HIDING = [
    "ex:service",
    "service:ex",
    ":service",
    "?service",
    "$service",
    '"SERVICE"',
    "'SERVICE'",
    '"""a "" SERVICE \\""" b"""',
    "'''it''s SERVICE\n'''",
    '"\\"SERVICE"',
    "<http://example.org/SERVICE>",
    "<SERVICE>",
    '"x"@service',
    "_:service",
    "# SERVICE <x> {}\n",
    "ex:a.service",
    "ex:o\\'SERVICE",
    "ex:%20SERVICE",
    "ex:å.SERVICE",
]


def _said(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(text)]


@pytest.mark.parametrize("text", HIDING)
def test_a_keyword_inside_something_else_is_no_word(text: str) -> None:
    assert "word" not in [kind for kind, _ in _said(text)]


@pytest.mark.parametrize(
    "text", ["SERVICE", "service<x>", "1SERVICE", '"x"@sv.SERVICE', "}SERVICE?x", "#\rSERVICE", "ex:a .SERVICE"]
)
def test_a_keyword_is_a_word_whatever_stands_beside_it(text: str) -> None:
    assert "SERVICE" in [said.upper() for kind, said in _said(text) if kind == "word"]


def test_a_full_stop_ends_a_word_and_not_a_prefix() -> None:
    assert _said("true.OPTIONAL") == [("word", "true"), ("operator", "."), ("word", "OPTIONAL")]
    assert _said("a.b:c.d.") == [("name", "a.b:c.d"), ("operator", ".")]


def test_less_than_before_an_iri_is_no_triple_term() -> None:
    assert _said("?a<<x>") == [("variable", "?a"), ("operator", "<"), ("iri", "<x>")]
    assert _said("<<<s><p><o>>>") == [
        ("operator", "<<"),
        ("iri", "<s>"),
        ("iri", "<p>"),
        ("iri", "<o>"),
        ("operator", ">>"),
    ]


@pytest.mark.parametrize("text", ["ASK { ?s ?p 'abc }", 'ASK { ?s ?p "a\nb" }', 'ASK { ?s ?p """a"" }'])
def test_a_string_that_never_ends_is_told_with_its_place(text: str) -> None:
    with pytest.raises(BadQuery, match=r"query:1:13: a quotation mark opens a string that never ends"):
        list(tokens(text))


@given(st.text(alphabet=st.sampled_from("aS:.<>\"'\\#?_@{}()|&!-+1 \nå"), max_size=60))
def test_tokens_stand_where_they_say_in_any_text(text: str) -> None:
    try:
        found = list(tokens(text))
    except BadQuery:
        return
    assert all(text[token.start : token.start + len(token.text)] == token.text for token in found)
    assert [token.start for token in found] == sorted({token.start for token in found})


@pytest.mark.parametrize(
    "unit",
    ["a.", "<", "<aaaa", ".", "a", "1.", "a:%%", '""x', "<\\u00", ":", "@a-", "a:b...", "_:a..", "<<aa>", "1e", "a-"],
)
def test_a_hundred_kilobytes_of_anything_is_cut_to_its_end(unit: str) -> None:
    """Where a pattern tried again from every place, these would take hours: the suite would never come to an end."""
    text = unit * (100_000 // len(unit))
    try:
        found = list(tokens(text))
    except BadQuery as wrong:
        assert wrong.place is not None
    else:
        assert "".join(token.text for token in found) == text
