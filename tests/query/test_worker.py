"""What a worker answers, asked in this process: harmless queries alone."""

import json
import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from kg.query.wire import Job, Request
from kg.query.worker import Desk
from tests.query.workers import BASE_IRI, node, quad, store_of

TWICE = [
    quad("a", "p", 1, "g1"),
    quad("a", "p", 1, "g2"),
    quad("a", "p", 2, "g2"),
    quad("b", "p", 3, "g3"),
]


def _desk(path: Path, *, union: bool = False, disjoint: bool = False, max_rows: int = 1000) -> Desk:
    store = store_of(path / "store", TWICE)
    job = Job(str(store), BASE_IRI, union, disjoint, False, max_rows, 10**6, 10**9)
    return Desk(Store.read_only(str(store)), job)


def _ask(desk: Desk, request: Request) -> bytes:
    reply = desk.reply(request)
    assert not reply.head, reply.head
    return reply.body


def _values(desk: Desk, text: str, default: list[str] | None = None, named: list[str] | None = None) -> list[str]:
    def iris(given: list[str] | None) -> tuple[str, ...] | None:
        return None if given is None else tuple(BASE_IRI + each for each in given)

    body = _ask(desk, Request(text, "csv", default=iris(default), named=iris(named)))
    return sorted(body.decode().split("\r\n")[1:-1])


EVERYTHING = "SELECT ?s ?o { ?s <p> ?o }"


def test_the_stores_own_default_graph_is_asked_where_no_union_is_wanted(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    assert _values(desk, EVERYTHING) == []
    assert _values(desk, "SELECT ?g ?o { GRAPH ?g { <a> <p> ?o } }") == [
        f"{BASE_IRI}g1,1",
        f"{BASE_IRI}g2,1",
        f"{BASE_IRI}g2,2",
    ]


def test_a_union_is_a_merge_where_a_statement_stands_in_two_graphs(tmp_path: Path) -> None:
    desk = _desk(tmp_path, union=True)
    expected = [f"{BASE_IRI}a,1", f"{BASE_IRI}a,2", f"{BASE_IRI}b,3"]
    assert _values(desk, EVERYTHING) == expected
    assert _values(desk, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o GRAPH ?g { ?s ?p ?o } }") == ["4"]
    assert _values(desk, EVERYTHING) == expected


def test_several_default_graphs_are_merged_and_the_rest_is_not_there(tmp_path: Path) -> None:
    desk = _desk(tmp_path, union=True)
    assert _values(desk, EVERYTHING, ["g1", "g2"], []) == [f"{BASE_IRI}a,1", f"{BASE_IRI}a,2"]
    assert _values(desk, "SELECT ?g { GRAPH ?g { ?s ?p ?o } }", ["g1", "g2"], []) == []
    assert _values(desk, "SELECT ?g { GRAPH ?g { ?s ?p ?o } }", ["g1", "g2"], ["g3"]) == [f"{BASE_IRI}g3"]


def test_one_default_graph_named_twice_is_one(tmp_path: Path) -> None:
    assert _values(_desk(tmp_path), EVERYTHING, ["g1", "g1"], []) == [f"{BASE_IRI}a,1"]


def test_when_only_named_graphs_are_given_the_default_graph_is_empty(tmp_path: Path) -> None:
    desk = _desk(tmp_path, union=True)
    assert _values(desk, EVERYTHING, [], ["g1"]) == []
    assert _values(desk, "SELECT ?o { GRAPH <g1> { ?s <p> ?o } }", [], ["g1"]) == ["1"]
    assert _values(desk, "SELECT ?o { GRAPH <g2> { ?s <p> ?o } }", [], ["g1"]) == []


def test_a_disjoint_store_is_asked_without_copying(tmp_path: Path) -> None:
    desk = _desk(tmp_path, union=True, disjoint=True)
    assert _values(desk, "SELECT ?o { ?s <p> ?o }", ["g1", "g3"], []) == ["1", "3"]
    assert _values(desk, "SELECT (COUNT(*) AS ?n) { ?s <p> ?o }") == ["4"]


def test_an_unknown_graph_is_empty(tmp_path: Path) -> None:
    assert _values(_desk(tmp_path, union=True), EVERYTHING, ["none"], []) == []


def test_a_merge_made_for_one_question_is_not_another_s(tmp_path: Path) -> None:
    desk = _desk(tmp_path, union=True)
    for graphs, expected in ((["g1", "g3"], ["1", "3"]), (["g2", "g3"], ["1", "2", "3"]), (["g1", "g3"], ["1", "3"])):
        assert _values(desk, "SELECT ?o { ?s <p> ?o }", graphs, []) == expected


def test_a_construct_is_a_graph_sorted_with_our_prefixes(tmp_path: Path) -> None:
    desk = _desk(tmp_path, union=True)
    text = "CONSTRUCT { ?s <ns#number> ?o ; <p> 'x' } WHERE { ?s ?p ?o }"
    body = _ask(desk, Request(text, "turtle")).decode()
    assert body.splitlines()[0] == f"@prefix samv: <{BASE_IRI}ns#> ."
    assert f"<{BASE_IRI}a> samv:number 1 , 2 ;" in body
    assert body == _ask(desk, Request(text, "turtle")).decode()


def test_triples_are_counted_once_and_stopped_past_the_limit(tmp_path: Path) -> None:
    text = "CONSTRUCT { <x> <y> ?o } WHERE { ?s ?p ?o . ?s2 ?p2 ?o2 }"
    assert _desk(tmp_path, union=True, max_rows=3).reply(Request(text, "ntriples")).head == {}


def test_one_triple_too_many_is_too_large(tmp_path: Path) -> None:
    head, body, *_ = _desk(tmp_path, union=True, max_rows=2).reply(Request("CONSTRUCT WHERE { ?s ?p ?o }", "ntriples"))
    assert (head["fault"], body) == ("rows", b"")


@pytest.mark.parametrize(
    ("text", "format_name"),
    [
        ("SELECT ('\\u000B' AS ?x) {}", "xml"),
        ("SELECT ('\\uFFFE' AS ?x) {}", "xml"),
        ("CONSTRUCT { ?s <http://example.org/1> ?o } WHERE { ?s ?p ?o }", "rdfxml"),
        ("CONSTRUCT { ?s <p> '\\u000B' } WHERE { ?s ?p ?o }", "rdfxml"),
    ],
)
def test_what_xml_cannot_carry_is_not_written_as_xml(tmp_path: Path, text: str, format_name: str) -> None:
    head, body, *_ = _desk(tmp_path, union=True).reply(Request(text, format_name))
    assert (head["fault"], body) == ("xml", b"")


def test_an_ask_is_answered_in_every_format(tmp_path: Path) -> None:
    desk = _desk(tmp_path, union=True)
    bodies = {name: _ask(desk, Request("ASK { ?s ?p 1 }", name)) for name in ("json", "xml", "csv", "tsv")}
    assert json.loads(bodies["json"])["boolean"] is True
    assert b"<boolean>true</boolean>" in bodies["xml"]
    assert (bodies["csv"], bodies["tsv"]) == (b"true", b"true")


def test_a_fault_in_the_query_is_told_with_its_place(tmp_path: Path) -> None:
    head = _desk(tmp_path).reply(Request("SELECT * {\n ?s ?p ?o FILTER }", "json")).head
    assert {name: head[name] for name in ("fault", "line", "column", "near", "detail")} == {
        "fault": "syntax",
        "line": 2,
        "column": 19,
        "near": "",
        "detail": "",
    }


def test_a_prefix_that_is_not_declared_is_told_with_its_place(tmp_path: Path) -> None:
    head = _desk(tmp_path).reply(Request("SELECT * {\n ?s foo:bar ?o ; foaf:name ?n }", "json")).head
    assert (head["fault"], head["prefix"], head["meant"]) == ("prefix", "foo:", "")
    assert (head["line"], head["column"]) == (2, 5)


def test_values_are_bound_where_variables_stand(tmp_path: Path) -> None:
    desk = _desk(tmp_path, union=True)
    request = Request("SELECT ?s ?o { ?s <p> ?o }", "csv", bindings={"o": Literal(3), "s": node("b")})
    assert _ask(desk, request) == f"s,o\r\n{BASE_IRI}b,3\r\n".encode()
    unselected = Request("SELECT ?s { ?s <p> ?o }", "csv", bindings={"o": Literal(3)})
    assert desk.reply(unselected).head["fault"] == "binding"
    graph = Request("CONSTRUCT { ?s <q> ?o } WHERE { ?s <p> ?o }", "ntriples", bindings={"o": NamedNode("x:none")})
    assert _ask(desk, graph) == b""


def test_a_function_that_nobody_knows_is_told_by_name(tmp_path: Path) -> None:
    head, body, *_ = _desk(tmp_path).reply(Request("SELECT (<http://example.org/f>(1) AS ?x) {}", "json"))
    assert (head["fault"], head["detail"], body) == ("function", "<http://example.org/f>", b"")


def test_a_carriage_return_is_kept_in_xml(tmp_path: Path) -> None:
    body = _ask(_desk(tmp_path), Request("SELECT ('a\\rb' AS ?x) {}", "xml"))
    assert b"a&#xD;b" in body


def test_an_iri_with_a_comma_is_one_cell_in_csv(tmp_path: Path) -> None:
    text = "SELECT ?i ?t ?b ?n { VALUES (?i ?t) { (<http://example.org/a,b> 'c,\"d\"') } BIND(BNODE() AS ?b) }"
    head, row = _ask(_desk(tmp_path), Request(text, "csv")).decode().splitlines()
    assert head == "i,t,b,n"
    assert re.fullmatch(r'"http://example.org/a,b","c,""d""",_:\w+,', row)
