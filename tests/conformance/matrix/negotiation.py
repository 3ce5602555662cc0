"""Which form an answer takes: media types, weights, wildcards, and what a browser gets."""

from tests.conformance.matrix.check import (
    ASK,
    BROWSER,
    CONSTRUCT,
    CSV,
    DESCRIBE,
    EX,
    GRAPHS,
    JSON,
    ONE,
    SELECT,
    TABULAR,
    TSV,
    XML,
    http,
    must_answer,
    must_refuse,
    protocol,
)
from tests.conformance.results import Table, Triples
from tests.conformance.wire import Endpoint

_TRIG, _NQUADS = "application/trig", "application/n-quads"


def tables(endpoint: Endpoint) -> None:
    """SELECT in JSON, XML, CSV and TSV"""
    for media_type in TABULAR:
        reply = endpoint.get(SELECT, media_type)
        must_answer(reply, media_type)
        answer = reply.answer()
        assert isinstance(answer, Table), answer
        assert len(answer.rows) == 1


def booleans(endpoint: Endpoint) -> None:
    """ASK in JSON and XML"""
    for media_type in (JSON, XML):
        reply = endpoint.get(ASK, media_type)
        must_answer(reply, media_type)
        assert reply.answer() is True


def graphs(endpoint: Endpoint) -> None:
    """CONSTRUCT and DESCRIBE in Turtle, RDF/XML, N-Triples and JSON-LD"""
    for query in (CONSTRUCT, DESCRIBE):
        for media_type in GRAPHS:
            reply = endpoint.get(query, media_type)
            must_answer(reply, media_type)
            answer = reply.answer()
            assert isinstance(answer, Triples), answer
            assert len(answer.rows) == 1


def quads(endpoint: Endpoint) -> None:
    """CONSTRUCT in TriG and N-Quads"""
    for media_type in (_TRIG, _NQUADS):
        must_answer(endpoint.get(CONSTRUCT, media_type), media_type)


def no_wish(endpoint: Endpoint) -> None:
    """No Accept, or `*/*`: a standard format for each form of query"""
    for accept in (None, "*/*"):
        must_answer(endpoint.get(SELECT, accept), *TABULAR)
        must_answer(endpoint.get(ASK, accept), JSON, XML)
        must_answer(endpoint.get(CONSTRUCT, accept), *GRAPHS)
        must_answer(endpoint.get(DESCRIBE, accept), *GRAPHS)


def weights(endpoint: Endpoint) -> None:
    """The highest weight wins, whatever the order"""
    must_answer(endpoint.get(SELECT, f"{CSV};q=0.5, {XML};q=0.9, {JSON};q=0.8"), XML)
    must_answer(endpoint.get(SELECT, f"{XML};q=0.2, {TSV}"), TSV)
    must_answer(endpoint.get(CONSTRUCT, "text/turtle;q=0.4, application/rdf+xml;q=0.7"), "application/rdf+xml")


def weight_zero(endpoint: Endpoint) -> None:
    """A weight of 0 means never"""
    first = endpoint.get(SELECT).media_type
    reply = endpoint.get(SELECT, f"{first};q=0, */*;q=0.5")
    must_answer(reply)
    assert reply.media_type != first
    must_refuse(endpoint.get(SELECT, "*/*;q=0"), 406)


def wildcards(endpoint: Endpoint) -> None:
    """`text/*` and `application/*`"""
    must_answer(endpoint.get(SELECT, "text/*"), CSV, TSV, "text/xml", "text/html")
    must_answer(endpoint.get(SELECT, "application/*"), JSON, XML, "application/json", "application/xml")
    must_answer(endpoint.get(CONSTRUCT, "text/*"), "text/turtle", "text/plain", "text/html")
    must_answer(endpoint.get(CONSTRUCT, "application/*;q=0.9, text/*;q=0.1"), *GRAPHS[1:], _TRIG, _NQUADS)


def most_specific(endpoint: Endpoint) -> None:
    """The most specific range decides a type's weight"""
    must_answer(
        endpoint.get(SELECT, f"*/*, {JSON};q=0.1, application/*;q=0.2, {TSV};q=0.3"), CSV, "text/xml", "text/html"
    )
    must_answer(endpoint.get(SELECT, f"text/*;q=0.3, {CSV};q=0.7, */*;q=0.1"), CSV)


def letter_case(endpoint: Endpoint) -> None:
    """Media types have no case"""
    must_answer(endpoint.get(SELECT, "Text/CSV"), CSV)
    must_answer(endpoint.get(CONSTRUCT, "TEXT/TURTLE"), "text/turtle")


def parameters(endpoint: Endpoint) -> None:
    """A range may carry a charset"""
    must_answer(endpoint.get(SELECT, "text/csv; charset=utf-8"), CSV)
    must_answer(endpoint.get(CONSTRUCT, "text/turtle;charset=UTF-8"), "text/turtle")


def several_headers(endpoint: Endpoint) -> None:
    """Several Accept headers are one list"""
    reply = endpoint.get(SELECT, f"{JSON};q=0.1", headers=[("Accept", f"{CSV};q=0.9")])
    must_answer(reply, CSV)


def plain_json(endpoint: Endpoint) -> None:
    """`application/json` gives JSON results, and JSON-LD for graphs"""
    must_answer(endpoint.get(SELECT, "application/json"), JSON, "application/json")
    must_answer(endpoint.get(ASK, "application/json"), JSON, "application/json")
    must_answer(endpoint.get(CONSTRUCT, "application/json"), "application/ld+json", "application/json")


def plain_xml(endpoint: Endpoint) -> None:
    """`application/xml` gives XML results"""
    must_answer(endpoint.get(SELECT, "application/xml"), XML, "application/xml")


def nothing_suits(endpoint: Endpoint) -> None:
    """A type that isn't offered is 406, not something else"""
    for query in (SELECT, ASK, CONSTRUCT, DESCRIBE):
        must_refuse(endpoint.get(query, "image/png"), 406)


def wrong_form(endpoint: Endpoint) -> None:
    """A graph format for a table, or a table format for a graph, is 406"""
    must_refuse(endpoint.get(SELECT, "text/turtle"), 406)
    must_refuse(endpoint.get(CONSTRUCT, CSV), 406)


def varies(endpoint: Endpoint) -> None:
    """`Vary` names what the answer was chosen by"""
    assert "accept" in endpoint.get(SELECT, CSV).listed("Vary")


def text_says_utf8(endpoint: Endpoint) -> None:
    """Text that isn't ASCII says that it is UTF-8"""
    name = f"{{ GRAPH <{ONE}> {{ ?x <{EX}name> ?n }} }}"
    select, construct = f"SELECT ?n {name}", f"CONSTRUCT {{ ?x <{EX}was> ?n }} WHERE {name}"
    for query, media_type in ((select, CSV), (select, TSV), (construct, "text/turtle")):
        reply = endpoint.get(query, media_type)
        must_answer(reply, media_type)
        assert "charset=utf-8" in reply.header("Content-Type").lower().replace('"', ""), reply.header("Content-Type")


def browser(endpoint: Endpoint) -> None:
    """A browser that follows a link to a query gets a page"""
    for query in (SELECT, ASK, CONSTRUCT, DESCRIBE):
        must_answer(endpoint.get(query, BROWSER), "text/html")


_AREA = "Choosing a format"
CHECKS = (
    protocol(_AREA, "2.1.5", "conneg", "should", tables),
    protocol(_AREA, "2.1.5", "conneg", "should", booleans),
    protocol(_AREA, "2.1.5", "conneg", "should", graphs),
    protocol(_AREA, "2.1.5", "conneg", "ours", quads),
    protocol(_AREA, "2.1.6", "query-success", "must", no_wish),
    http(_AREA, "12.4.2", "should", weights),
    http(_AREA, "12.4.2", "should", weight_zero),
    http(_AREA, "12.5.1", "should", wildcards),
    http(_AREA, "12.5.1", "should", most_specific),
    http(_AREA, "8.3.1", "must", letter_case),
    http(_AREA, "12.5.1", "should", parameters),
    http(_AREA, "5.3", "should", several_headers),
    http(_AREA, "12.5.1", "ours", plain_json),
    http(_AREA, "12.5.1", "ours", plain_xml),
    http(_AREA, "15.5.7", "may", nothing_suits),
    http(_AREA, "15.5.7", "may", wrong_form),
    http(_AREA, "12.5.5", "should", varies),
    http(_AREA, "8.3.2", "should", text_says_utf8),
    http(_AREA, "12.5.1", "ours", browser),
)
