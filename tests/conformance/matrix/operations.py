"""How a query may be sent, and what is refused because it was sent wrongly."""

from tests.conformance.matrix.check import (
    ASK,
    EX,
    JSON,
    ONE,
    SELECT,
    Check,
    column,
    http,
    must_answer,
    must_refuse,
    number,
    protocol,
)
from tests.conformance.wire import QUERY, Endpoint, encoded

_NAME = f"SELECT ?x {{ GRAPH <{ONE}> {{ ?x <{EX}name> 'Åsa från Öjebyn'@sv }} }}"


def get(endpoint: Endpoint) -> None:
    """GET with `query`"""
    assert column(endpoint.get(SELECT, JSON)) == [f"{EX}default"]


def post_form(endpoint: Endpoint) -> None:
    """POST of a form"""
    assert column(endpoint.post_form([("query", SELECT)], JSON)) == [f"{EX}default"]


def post_direct(endpoint: Endpoint) -> None:
    """POST of the query itself"""
    assert column(endpoint.post(SELECT.encode(), JSON)) == [f"{EX}default"]


def post_direct_with_charset(endpoint: Endpoint) -> None:
    """POST of the query itself with `charset=utf-8`, in any case"""
    for charset in ("utf-8", "UTF-8", '"utf-8"'):
        reply = endpoint.post(_NAME.encode(), JSON, media_type=f"{QUERY}; charset={charset}")
        assert column(reply) == [f"{EX}one"], charset


def form_with_charset(endpoint: Endpoint) -> None:
    """A form with a `charset` parameter"""
    headers = [("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"), ("Accept", JSON)]
    reply = endpoint.send("POST", endpoint.path, headers, encoded([("query", _NAME)]).encode())
    assert column(reply) == [f"{EX}one"]


def graphs_beside_posted_query(endpoint: Endpoint) -> None:
    """POST of the query itself with its graphs in the address"""
    reply = endpoint.post(b"SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", JSON, params=[("default-graph-uri", ONE)])
    assert number(reply) == 3


def graphs_in_form(endpoint: Endpoint) -> None:
    """A form with its graphs in it"""
    fields = [("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), ("default-graph-uri", ONE)]
    assert number(endpoint.post_form(fields, JSON)) == 3


def percent_encoded(endpoint: Endpoint) -> None:
    """UTF-8, percent-encoded, in addresses and forms; `+` means a space"""
    assert column(endpoint.get(_NAME, JSON)) == [f"{EX}one"]
    assert column(endpoint.post_form([("query", _NAME)], JSON)) == [f"{EX}one"]
    plus = encoded([("query", _NAME)]).replace("%20", "+")
    assert column(endpoint.send("GET", f"{endpoint.path}?{plus}", [("Accept", JSON)])) == [f"{EX}one"]


def long_address(endpoint: Endpoint) -> None:
    """An address of 8,000 octets, which every server should take"""
    query = SELECT + " #" + "x" * (8000 - len(endpoint.path) - len(encoded([("query", SELECT)])) - 6)
    assert column(endpoint.get(query, JSON)) == [f"{EX}default"]


def longer_address(endpoint: Endpoint) -> None:
    """An address of 60,000 octets"""
    assert column(endpoint.get(SELECT + " #" + "x" * 59_000, JSON)) == [f"{EX}default"]


def too_long_address(endpoint: Endpoint) -> None:
    """An address of 500,000 octets is answered, or is 414"""
    reply = endpoint.get(SELECT + " #" + "x" * 500_000, JSON)
    assert reply.status in (200, 414), reply.status


def long_form(endpoint: Endpoint) -> None:
    """A form of 500,000 octets"""
    assert column(endpoint.post_form([("query", SELECT + " #" + "x" * 500_000)], JSON)) == [f"{EX}default"]


def two_queries(endpoint: Endpoint) -> None:
    """`query` given twice is refused, in address, form, and address beside a body"""
    must_refuse(endpoint.get(ASK, params=[("query", ASK)]), 400)
    must_refuse(endpoint.post_form([("query", ASK), ("query", ASK)]), 400)
    must_refuse(endpoint.post(ASK.encode(), params=[("query", ASK)]), 400)


def empty_query(endpoint: Endpoint) -> None:
    """An empty query is refused"""
    must_refuse(endpoint.get(""), 400)
    must_refuse(endpoint.post(b""), 400)


def no_query(endpoint: Endpoint) -> None:
    """A form without a query is refused"""
    must_refuse(endpoint.post_form([("format", "json")]), 400)


def faulty_query(endpoint: Endpoint) -> None:
    """A query that can't be parsed is 400, and the answer says where"""
    reply = endpoint.get("SELECT ?x {\n  ?x ?y }")
    must_refuse(reply, 400)
    assert b"2" in reply.body


def undeclared_prefix(endpoint: Endpoint) -> None:
    """A prefix that nobody declared is 400"""
    must_refuse(endpoint.get("ASK { ?s undeclared:p ?o }"), 400)


def not_utf8(endpoint: Endpoint) -> None:
    """Octets that aren't UTF-8 are refused, in address, form and body"""
    must_refuse(endpoint.send("GET", f"{endpoint.path}?query=ASK%20%7B%7D%20%23%E5"), 400)
    form = [("Content-Type", "application/x-www-form-urlencoded")]
    must_refuse(endpoint.send("POST", endpoint.path, form, b"query=ASK%20%7B%7D%20%23%E5"), 400)
    must_refuse(endpoint.post(b"ASK {} # \xe5"), 400)


def other_charset(endpoint: Endpoint) -> None:
    """A query in another charset than UTF-8 is refused"""
    must_refuse(endpoint.post(ASK.encode("utf-16"), media_type=f"{QUERY}; charset=UTF-16"), 400, 415)


def wrong_media_type(endpoint: Endpoint) -> None:
    """A body of another media type, or of none, is 415"""
    for media_type in ("text/plain", "application/json", None):
        must_refuse(endpoint.post(ASK.encode(), media_type=media_type), 415)


def wrong_method(endpoint: Endpoint) -> None:
    """Another method is 405, and `Allow` names the right ones"""
    for method in ("PUT", "DELETE", "PATCH"):
        reply = endpoint.get(ASK, method=method)
        must_refuse(reply, 405)
        assert {"get", "post"} <= reply.listed("Allow"), reply.header("Allow")


def malformed_graph(endpoint: Endpoint) -> None:
    """A graph name that is no absolute IRI is refused"""
    must_refuse(endpoint.get(ASK, params=[("default-graph-uri", "not an iri")]), 400)


def unknown_parameter(endpoint: Endpoint) -> None:
    """A parameter that nobody knows does no harm"""
    must_answer(endpoint.get(ASK, JSON, params=[("someone-elses", "x")]), JSON)


_AREA = "Sending a query"
CHECKS = (
    protocol(_AREA, "2.1.1", "query-via-get", "must", get),
    protocol(_AREA, "2.1.2", "query-via-post-urlencoded", "must", post_form),
    protocol(_AREA, "2.1.3", "query-via-post-direct", "must", post_direct),
    protocol(_AREA, "2.1.3", "query-via-post-direct", "should", post_direct_with_charset),
    protocol(_AREA, "2.1.2", "query-via-post-urlencoded", "should", form_with_charset),
    protocol(_AREA, "2.1.3", "query-via-post-direct", "must", graphs_beside_posted_query),
    protocol(_AREA, "2.1.2", "query-via-post-urlencoded", "must", graphs_in_form),
    protocol(_AREA, "2.1.1", "query-via-get", "must", percent_encoded),
    http(_AREA, "4.1", "should", long_address),
    http(_AREA, "4.1", "ours", longer_address),
    Check(_AREA, "RFC 9112 §3", "https://www.rfc-editor.org/rfc/rfc9112#section-3", "must", too_long_address),
    protocol(_AREA, "2.1.2", "query-via-post-urlencoded", "ours", long_form),
    protocol(_AREA, "2.1", "query-operation", "must", two_queries),
    protocol(_AREA, "2.1.7", "query-failure", "must", empty_query),
    protocol(_AREA, "2.1", "query-operation", "must", no_query),
    protocol(_AREA, "2.1.7", "query-failure", "must", faulty_query),
    protocol(_AREA, "2.1.7", "query-failure", "must", undeclared_prefix),
    protocol(_AREA, "2.1.3", "query-via-post-direct", "should", not_utf8),
    protocol(_AREA, "2.1.3", "query-via-post-direct", "must", other_charset),
    http(_AREA, "15.5.16", "should", wrong_media_type),
    http(_AREA, "15.5.6", "should", wrong_method),
    protocol(_AREA, "2.1.4", "dataset", "should", malformed_graph),
    protocol(_AREA, "2.1", "query-operation", "ours", unknown_parameter),
)
