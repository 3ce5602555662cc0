"""What a public, read-only endpoint must not do: change, call out, or send a part of an answer for the whole."""

import json
import socket
import threading
from xml.etree import ElementTree

from tests.conformance.matrix.check import (
    CSV,
    EX,
    JSON,
    XML,
    Check,
    http,
    must_answer,
    must_refuse,
    number,
    protocol,
)
from tests.conformance.wire import FORM, Endpoint

_COUNT = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_INSERT = f"INSERT DATA {{ <{EX}s> <{EX}p> <{EX}o> }}"
_SLOW = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c . ?d ?e ?f . ?h ?i ?j . ?k ?l ?m } }"
_SLOW_ROWS = "SELECT * { GRAPH ?g { ?a ?b ?c . ?d ?e ?f . ?h ?i ?j } FILTER(?c + ?f + ?j < 0 || ?c = ?f) }"


def updates(endpoint: Endpoint) -> None:
    """An update is refused with 4xx, however it is sent, and changes nothing"""
    before = number(endpoint.get(_COUNT, JSON))
    must_refuse(endpoint.post_form([("update", _INSERT)]))
    must_refuse(endpoint.post(_INSERT.encode(), media_type="application/sparql-update"))
    must_refuse(endpoint.post(_INSERT.encode()))
    must_refuse(endpoint.get(_INSERT))
    must_refuse(endpoint.send("GET", f"{endpoint.path}?update=CLEAR%20ALL"))
    assert number(endpoint.get(_COUNT, JSON)) == before


def service(endpoint: Endpoint) -> None:
    """SERVICE is refused with 4xx, and nobody is called"""
    assert _calls_of(endpoint, "SELECT * { SERVICE <%s> { ?s ?p ?o } }", 400, 422) == 0


def service_silent(endpoint: Endpoint) -> None:
    """SERVICE SILENT calls nobody either"""
    assert _calls_of(endpoint, "SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }") == 0


def load(endpoint: Endpoint) -> None:
    """LOAD and FROM fetch nothing"""
    assert _calls_of(endpoint, "LOAD <%s>", 400, 422) == 0
    assert _calls_of(endpoint, "SELECT * FROM <%s> { ?s ?p ?o }") == 0


def coded_body(endpoint: Endpoint) -> None:
    """A body in a content coding is read, or refused as 415; never taken for text"""
    reply = endpoint.post(b"\x1f\x8b\x08", headers=[("Content-Encoding", "gzip")])
    must_refuse(reply, 400, 415)


def large_body(endpoint: Endpoint) -> None:
    """A body of 8 MiB is refused as 413, or as a query; the server goes on"""
    reply = endpoint.post(b"#" * (8 * 1024 * 1024))
    must_refuse(reply, 400, 413)
    must_answer(endpoint.get("ASK {}", JSON), JSON)


def deadline(endpoint: Endpoint) -> None:
    """A query past the deadline is an error, never 200 with a part of an answer"""
    reply = endpoint.get(_SLOW, JSON)
    assert reply.status >= 400, reply.status


def deadline_of_rows(endpoint: Endpoint) -> None:
    """… nor when its first rows were found in time"""
    for accept in (CSV, XML):
        reply = endpoint.get(_SLOW_ROWS, accept)
        assert reply.status >= 400, (accept, reply.status, len(reply.body))


def problem(endpoint: Endpoint) -> None:
    """An error is a problem document for programs, with its status, title and detail"""
    for reply in (
        endpoint.get("ASK {", "application/problem+json, */*;q=0.1"),
        endpoint.send("POST", endpoint.path, [("Content-Type", FORM), ("Accept", "*/*")], b"update=CLEAR%20ALL"),
        endpoint.get("ASK {}", "image/png"),
    ):
        must_refuse(reply)
        assert reply.media_type == "application/problem+json", reply.media_type
        said = json.loads(reply.body)
        assert said["status"] == reply.status
        assert said["title"]
        assert said["detail"]


def error_page(endpoint: Endpoint) -> None:
    """An error is a page for browsers"""
    reply = endpoint.get("ASK {", "text/html")
    must_refuse(reply, 400)
    assert reply.media_type == "text/html", reply.media_type


def safe_in_xml(endpoint: Endpoint) -> None:
    """A character that XML can't hold is never sent as XML that can't be read"""
    reply = endpoint.get('SELECT ("\\u0001" AS ?x) {}', XML)
    if reply.status == 200:
        ElementTree.fromstring(reply.body)
    else:
        must_refuse(reply)


def _calls_of(endpoint: Endpoint, query: str, *statuses: int) -> int:
    """How many calls a query makes to an address that listens, and hangs up."""
    with _Listener() as listener:
        reply = endpoint.get(query % listener.address, JSON)
    if statuses:
        must_refuse(reply, *statuses)
    return listener.calls


class _Listener:
    """Somebody else's endpoint: counts its callers and hangs up on them."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.05)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen)
        self.address = "http://{}:{}/elsewhere".format(*self._socket.getsockname())

    def __enter__(self) -> "_Listener":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._socket.close()

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                caller, _ = self._socket.accept()
            except TimeoutError:
                continue
            self.calls += 1
            caller.close()


_AREA = "Refusing"
_PROBLEM = "https://www.rfc-editor.org/rfc/rfc9457"
CHECKS = (
    protocol(_AREA, "2.2.5", "update-failure", "must", updates),
    protocol(_AREA, "4", "policy", "ours", service),
    protocol(_AREA, "4", "policy", "ours", service_silent),
    protocol(_AREA, "4", "policy", "ours", load),
    http(_AREA, "15.5.16", "should", coded_body),
    http(_AREA, "15.5.14", "may", large_body),
    http(_AREA, "15.3.1", "must", deadline),
    http(_AREA, "15.3.1", "must", deadline_of_rows),
    Check(_AREA, "RFC 9457", _PROBLEM, "ours", problem),
    Check(_AREA, "RFC 9457", _PROBLEM, "ours", error_page),
    Check(_AREA, "SPARQL Results XML", "https://www.w3.org/TR/rdf-sparql-XMLres/", "must", safe_in_xml),
)
