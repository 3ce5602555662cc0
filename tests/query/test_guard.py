"""What the guard refuses, with which words, and what it never refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadQuery, QueryRefused, QueryTooComplex
from kg.query.guard import MAX_TEXT_BYTES, at_a_glance, form_of, inspect, read_closely
from tests.query.workers import BASE_IRI


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("ask{}", "ASK"),
        ("# a comment\nPREFIX a: <b>\nBASE <http://x/>\nConstruct WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ('VERSION "1.2" DESCRIBE <x>', "DESCRIBE"),
    ],
)
def test_the_form_follows_the_prologue(text: str, form: str) -> None:
    assert inspect(text, BASE_IRI).form == form == form_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x> {} }",
        "SELECT*{service?x{}}",
        "SELECT * { SERVICE SILENT <http://x> {} }",
        "SELECT * { SERVICESILENT<http://x>{} }",
        "PREFIX ex: <http://x/> SELECT * { SERVICEex:a {} }",
        "PREFIX ex: <http://x/> PREFIX serviceex: <http://y/> SELECT * { SERVICEex:a {} }",
        "PREFIX ex: <http://x/> SELECT * { ?s ?p trueSERVICESILENTex:a {} }",
        "SELECT * { FILTER EXISTS { SERVICE#comment\n<http://x> {} } }",
        "BASE <http://x/> SELECT * { { SELECT * { SERVICE <y> {} } } }",
        "SELECT * { #\rSERVICE <http://x> {}\n }",
    ],
)
def test_service_is_refused_however_it_is_written(text: str) -> None:
    with pytest.raises(QueryRefused, match="SERVICE is not run here") as refused:
        inspect(text, BASE_IRI)
    assert refused.value.status == 400
    assert refused.value.message_sv.startswith("SERVICE körs inte här")


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX service: <http://s/> ASK { ?service service:service 'SERVICE'@service ; <SERVICE> _:service }",
        "PREFIX service: <http://s/> SELECT * { GRAPH service:g { ?s ?p service:o } }",
        "PREFIX service: <http://s/> SELECT * FROM service:g { ?s ?p ?o }",
        "PREFIX service: <http://s/> SELECT * FROM NAMED service:g { ?s ?p ?o }",
        "PREFIX service: <http://s/> DESCRIBE ?x service:a { ?x ?y ?z }",
        "SELECT * { ?s service:undeclared ?o } # SERVICE",
    ],
)
def test_the_word_service_inside_a_name_is_no_service(text: str) -> None:
    assert inspect(text, BASE_IRI).form in ("SELECT", "ASK", "DESCRIBE")


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://x>",
        "insert data { <a> <b> <c> }",
        "PREFIX a: <b> DELETE WHERE { ?s ?p ?o }",
        "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP GRAPH <g>",
        "CREATE GRAPH <g>",
        "ADD <a> TO <b>",
        "MOVE <a> TO <b>",
        "COPY <a> TO <b>",
    ],
)
def test_an_update_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(QueryRefused, match="begins an update, and this endpoint only answers questions"):
        inspect(text, BASE_IRI)
    with pytest.raises(QueryRefused):
        form_of(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there is no query here"),
        ("# nothing\nPREFIX a: <b>", "there is no query here"),
        ("hello", "query:1:1: 'hello' stands where"),
        ("PREFIX a: <b SELECT * {}", "query:1:12: 'b' stands where"),
        ("SELECT * { ?s ?p '\ud800' }", "half a character"),
    ],
)
def test_what_is_no_query_is_said_to_be_none(text: str, said: str) -> None:
    with pytest.raises(BadQuery, match=said):
        inspect(text, BASE_IRI)


def test_a_text_of_a_megabyte_is_read_and_one_byte_more_is_not() -> None:
    text = "ASK {} #".ljust(MAX_TEXT_BYTES - 2) + "å"
    assert inspect(text, BASE_IRI).form == "ASK"
    with pytest.raises(QueryTooComplex, match="1048577 bytes long; at most 1048576 are read"):
        inspect(text + " ", BASE_IRI)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (rand() AS ?x) {}",
        "SELECT (UUID() AS ?x) {}",
        "SELECT (StrUuid () AS ?x) {}",
        "SELECT (BNODE() AS ?x) {}",
        "SELECT * {} ORDER BYRAND()",
        "SELECT (?a<RAND()&&?b>1 AS ?x) {}",
        "CONSTRUCT { [] ?p ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT { _:a ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_a_query_whose_answer_changes_is_not_deterministic(text: str) -> None:
    assert not inspect(text, BASE_IRI).deterministic


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?now { ?now ex:rand 'RAND()' ; <NOW> 1 }",
        "SELECT (COUNT(*) AS ?n) { [] ?p _:b }",
        "CONSTRUCT { ?s ?p ?o } WHERE { [] ?p ?o . ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
    ],
)
def test_a_query_about_the_release_alone_is_deterministic(text: str) -> None:
    assert inspect(text, BASE_IRI).deterministic


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("SELECT * { GRAPH ?g {} }", True),
        ("PREFIX ex: <x:> ASK { GRAPHex:g {} }", True),
        ("SELECT ?graph { ?graph ?p 'GRAPH' }", False),
    ],
)
def test_whether_named_graphs_may_be_asked(text: str, may: bool) -> None:
    assert inspect(text, BASE_IRI).names_graphs is may


HARMLESS = [
    *"{}()[*#-!.\\ \n",
    "SELECT",
    "ask",
    "DESCRIBE",
    "FILTER",
    "UNION",
    "VALUES",
    "<<",
    "<a(b>",
    "?s",
    "_:b",
    "ex:ASK",
]
TELLING = ["GRAPH", "from", "now", "RAND()", "service", "\u017felect", "é", "'", '"']
BEGINNINGS = ["SELECT ", "ASK{", " describe <a>", ""]


@given(
    st.sampled_from(BEGINNINGS),
    st.lists(st.sampled_from(HARMLESS), max_size=300) | st.lists(st.sampled_from(HARMLESS + TELLING), max_size=20),
)
def test_what_is_seen_at_a_glance_is_what_reading_closely_finds(beginning: str, pieces: list[str]) -> None:
    text = beginning + "".join(pieces)
    seen = at_a_glance(text)
    assert seen is None or seen == read_closely(text, BASE_IRI)


@pytest.mark.parametrize(
    "text",
    ["SELECT ?p ?o WHERE { <http://example.org/a> ?p ?o } # again", "ask { ?s ?p ?o }", "\r\nDescribe<x>"],
)
def test_a_lookup_is_seen_at_a_glance(text: str) -> None:
    assert at_a_glance(text) == read_closely(text, BASE_IRI)
    assert at_a_glance(text + "#" * 1000) is None


@pytest.mark.parametrize(
    "text",
    ["SELECT * FROM <g> {}", "select * from named <g> {}", "ASK { GRAPH ?g {} }", "ASK { ?s ?p 'a' }", "SELECT{} # å"],
)
def test_what_says_more_is_read_closely(text: str) -> None:
    assert at_a_glance(text) is None
