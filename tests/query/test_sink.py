"""Rows and bytes are counted exactly, whatever the texts hold that looks like the end of a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.query.question import Answer
from kg.query.sink import Sink, TooLarge
from kg.rdf import formats
from kg.rdf.formats import RESULT_FORMATS, SPARQL_JSON, Format
from tests.query.workers import number_of_rows

NASTY = ["},{", '"}},{"', "\r\n", '"\r\n"', "\n", "<result>", "\\", '\\"', '"', "},{\\", ",", "\t", "]}}", "a"]
texts = st.lists(st.sampled_from(NASTY), max_size=8).map("".join)


def _table(store: Store, form: Format, *, max_rows: int, max_bytes: int = 10**9) -> bytes:
    sink = Sink(form, max_rows=max_rows, max_bytes=max_bytes)
    store.query("SELECT ?z ?o { ?s ?p ?o }").serialize(sink, formats.engine_results(form))
    return bytes(sink.body)


def _store(said: list[str]) -> Store:
    store = Store()
    predicate = NamedNode("http://example.org/p")
    store.extend(
        Quad(NamedNode(f"http://example.org/{n}"), predicate, Literal(text, language="sv" if n % 2 else None))
        for n, text in enumerate(said)
    )
    return store


@pytest.mark.parametrize("form", RESULT_FORMATS, ids=lambda form: form.name)
@given(said=st.lists(texts, min_size=1, max_size=12))
def test_as_many_rows_as_allowed_pass_and_one_more_does_not(form: Format, said: list[str]) -> None:
    store = _store(said)
    body = _table(store, form, max_rows=len(said))
    assert number_of_rows(Answer("SELECT", form.media_type, body, 0.0)) == len(said)
    if len(said) > 1:
        with pytest.raises(TooLarge, match="rows"):
            _table(store, form, max_rows=len(said) - 1)


@pytest.mark.parametrize("form", RESULT_FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("text", NASTY)
def test_a_large_answer_is_counted_over_many_writes(form: Format, text: str) -> None:
    store = _store([text * (n % 50) + str(n) for n in range(3000)])
    assert len(_table(store, form, max_rows=3000)) > 3 * 8192
    with pytest.raises(TooLarge, match="rows"):
        _table(store, form, max_rows=2999)


@pytest.mark.parametrize("form", RESULT_FORMATS, ids=lambda form: form.name)
def test_as_many_bytes_as_allowed_pass_and_one_more_does_not(form: Format) -> None:
    store = _store([str(n) for n in range(2000)])
    size = len(_table(store, form, max_rows=2000))
    assert len(_table(store, form, max_rows=2000, max_bytes=size)) == size
    with pytest.raises(TooLarge, match="bytes"):
        _table(store, form, max_rows=2000, max_bytes=size - 1)


@pytest.mark.parametrize("form", RESULT_FORMATS, ids=lambda form: form.name)
def test_rows_without_values_are_rows(form: Format) -> None:
    sink = Sink(form, max_rows=3, max_bytes=10**6)
    Store().query("SELECT ?z { VALUES ?q { 1 2 3 } }").serialize(sink, formats.engine_results(form))
    with pytest.raises(TooLarge, match="rows"):
        Store().query("SELECT ?z { VALUES ?q { 1 2 3 4 } }").serialize(
            Sink(form, max_rows=3, max_bytes=10**6), formats.engine_results(form)
        )


def test_an_answer_without_rows_passes() -> None:
    sink = Sink(SPARQL_JSON, max_rows=1, max_bytes=10**6)
    Store().query("SELECT ?s { ?s ?p ?o }").serialize(sink, formats.engine_results(SPARQL_JSON))
    assert bytes(sink.body) == b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'
