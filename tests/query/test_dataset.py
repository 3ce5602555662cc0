"""FROM and FROM NAMED, resolved as the engine itself would."""

import pytest

from kg.errors import BadQuery
from kg.query.guard import inspect


def _graphs(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = inspect(text, "https://example.org/")
    return found.from_default, found.from_named


def test_a_query_without_from_names_no_graphs() -> None:
    found = inspect("SELECT ?from { ?from from:x 'FROM <g>' }", "https://example.org/")
    assert not found.has_dataset


def test_graphs_are_resolved_by_base_and_prefix_each_once() -> None:
    text = "PREFIX g: <http://g/> SELECT * FROM <a> FROM g:b\nfrom named<c> FROM <a> FROM NAMED g:d { ?s ?p ?o }"
    assert _graphs(text) == (("https://example.org/a", "http://g/b"), ("https://example.org/c", "http://g/d"))


def test_the_base_of_the_query_goes_before_ours() -> None:
    assert _graphs("BASE <http://b/x/y> SELECT * FROM <../g> { ?s ?p ?o }") == (("http://b/g",), ())


def test_escapes_in_names_and_iris_are_read() -> None:
    text = "PREFIX g: <http://g/> ASK FROM g:a\\,b FROM <http://g/\\u00E5> { ?s ?p ?o }"
    assert _graphs(text) == (("http://g/a,b", "http://g/å"), ())


def test_a_construct_names_its_graphs_after_its_template() -> None:
    assert _graphs("CONSTRUCT { ?s ?p ?o } FROM <a> WHERE { ?s ?p ?o }") == (("https://example.org/a",), ())


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX ex: <x:> SELECT * FROMex:g { ?s ?p ?o }",
        "PREFIX ex: <x:> PREFIX fromex: <y:> SELECT * FROMex:g { ?s ?p ?o }",
        "SELECT * FROMNAMED<g> { ?s ?p ?o }",
    ],
)
def test_from_run_together_with_its_neighbour_is_told_apart_by_nobody(text: str) -> None:
    with pytest.raises(BadQuery, match="put spaces around FROM"):
        inspect(text, "https://example.org/")


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX from: <http://f/> SELECT * FROM from:g { ?s ?p ?o } ORDER BY from:call(?s)",
        "PREFIX from: <http://f/> DESCRIBE from:a FROM from:g",
    ],
)
def test_a_prefix_may_be_called_from(text: str) -> None:
    assert _graphs(text) == (("http://f/g",), ())


@pytest.mark.parametrize("text", ["SELECT * FROM no:g {}", "PREFIX ex: <x:> SELECT * FROM NAMEDex:g {}"])
def test_a_graph_that_is_no_iri_is_told(text: str) -> None:
    with pytest.raises(BadQuery, match="the graphs after FROM can't be made into IRIs"):
        inspect(text, "https://example.org/")
