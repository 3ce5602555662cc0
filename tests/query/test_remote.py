"""A remote endpoint answers as our own does, and every way it fails has its error."""

import contextlib
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Literal

from kg.errors import (
    BadQuery,
    BadRequest,
    EndpointFailed,
    EngineBusy,
    KgError,
    NotAcceptable,
    QueryRefused,
    QueryTimeout,
    ResultTooLarge,
)
from kg.query.question import Question
from kg.query.remote import AGENT, Remote
from tests.query.workers import (
    BASE_IRI,
    CSV,
    JSON,
    NTRIPLES,
    RDFXML,
    TSV,
    TURTLE,
    XML,
    ask,
    number_of_rows,
    numbers,
    store_of,
    values,
)

NUMBER = f"<{BASE_IRI}number>"


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Oxigraph's own server on the loopback interface: its query address."""
    store = store_of(tmp_path_factory.mktemp("remote") / "store", numbers(50))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            Path(sys.executable).parent / "oxigraph",
            "serve-read-only",
            "--location",
            store,
            "--bind",
            f"127.0.0.1:{port}",
        ],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr is not None
    assert "Listening" in server.stderr.readline()
    yield f"http://127.0.0.1:{port}/query"
    server.terminate()
    server.wait()
    server.stderr.close()


@pytest.fixture
def remote(oxigraph: str) -> Remote:
    return Remote(oxigraph, timeout_seconds=20)


Handler = Callable[[BaseHTTPRequestHandler, dict[str, list[str]]], None]


@pytest.fixture
def endpoint() -> Iterator[Callable[[Handler], str]]:
    """An endpoint of the test's own making: what it does with a request, and its address."""
    servers = []

    def serve(answer: Handler) -> str:
        class Listener(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                answer(self, parse_qs(body.decode()))

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}/sparql"

    yield serve
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


def _send(request: BaseHTTPRequestHandler, status: int, kind: str, body: bytes, length: int | None = None) -> None:
    request.send_response(status)
    request.send_header("Content-Type", kind)
    request.send_header("Content-Length", str(len(body) if length is None else length))
    request.end_headers()
    request.wfile.write(body)


def test_an_endpoint_answers_a_select_in_every_format(remote: Remote) -> None:
    for media_type in (JSON, XML, CSV, TSV):
        answer = ask(remote, f"SELECT ?s {{ GRAPH ?g {{ ?s {NUMBER} ?n }} }}", media_type)
        assert (answer.form, answer.media_type, number_of_rows(answer)) == ("SELECT", media_type, 50)


def test_an_endpoint_answers_the_other_forms(remote: Remote) -> None:
    assert ask(remote, "ASK { GRAPH ?g { ?s ?p 7 } }").body == b'{"head":{},"boolean":true}'
    for media_type in (TURTLE, NTRIPLES, RDFXML):
        text = f"# a query: <#\nPREFIX x: <http://x#>\nCONSTRUCT {{ ?s {NUMBER} 7 }} WHERE {{ GRAPH ?g {{ ?s ?p 7 }} }}"
        answer = ask(remote, text, media_type)
        assert (answer.form, answer.media_type) == ("CONSTRUCT", media_type)
        assert b"thing/7" in answer.body


def test_graphs_and_values_reach_the_endpoint(remote: Remote) -> None:
    graph = f"{BASE_IRI}graph/0"
    text = f"SELECT ?s ?n {{ ?s {NUMBER} ?n }}"
    given = Question(text, CSV, default_graphs=(graph,), dataset_given=True)
    assert number_of_rows(remote.ask(given)) == 10
    assert values(remote, text.replace("{", "{ GRAPH ?g {", 1) + "}", {"n": Literal(7)}) == [
        (f"{BASE_IRI}thing/7", "7")
    ]


def test_a_query_the_endpoint_cannot_parse_is_told_in_its_words(remote: Remote) -> None:
    with pytest.raises(BadQuery, match=r"can't parse the query: error at 1:\d+"):
        ask(remote, "SELECT * { ?s ?p }")


def test_what_is_no_question_is_not_sent(endpoint: Callable[[Handler], str]) -> None:
    asked: list[object] = []
    remote = Remote(endpoint(lambda request, form: asked.append(form)))
    for text, expected in (("DROP ALL", QueryRefused), ("hello", BadQuery)):
        with pytest.raises(expected):
            ask(remote, text)
    with pytest.raises(NotAcceptable):
        ask(remote, "ASK {}", TURTLE)
    assert asked == []


def test_an_address_must_be_one() -> None:
    with pytest.raises(BadRequest, match="is no address of an endpoint"):
        Remote("file:///etc/passwd")


def test_we_say_who_we_are_and_what_we_want(endpoint: Callable[[Handler], str]) -> None:
    said: dict[str, str | None] = {}

    def answer(request: BaseHTTPRequestHandler, form: dict[str, list[str]]) -> None:
        said.update(agent=request.headers["User-Agent"], accept=request.headers["Accept"], query=form["query"][0])
        said["others"] = ",".join(sorted(set(form) - {"query"}))
        _send(request, 200, "text/csv; charset=utf-8", b"s\r\n1\r\n")

    body = ask(Remote(endpoint(answer)), "SELECT ?s { ?s ?p 'å' }", CSV).body
    assert body == b"s\r\n1\r\n"
    assert said == {"agent": AGENT, "accept": CSV, "query": "SELECT ?s { ?s ?p 'å' }", "others": ""}


WHOLE = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'


@pytest.mark.parametrize(
    ("status", "kind", "body", "length", "expected", "said"),
    [
        (400, "text/plain", b"no such prefix\nat all", None, BadQuery, "can't parse the query: no such prefix"),
        (401, "text/plain", b"who are you", None, EndpointFailed, "who are you"),
        (404, "text/plain", b"nothing here", None, EndpointFailed, "nothing here"),
        (408, "text/plain", b"", None, QueryTimeout, "did not answer within"),
        (429, "text/plain", b"", None, EngineBusy, r"busy \(429\)"),
        (500, "text/plain", b"broken", None, EndpointFailed, "broken"),
        (502, "text/plain", b"", None, EndpointFailed, "HTTP 502"),
        (503, "text/plain", b"", None, EngineBusy, r"busy \(503\)"),
        (504, "text/plain", b"", None, QueryTimeout, "did not answer within"),
        (200, "text/html", b"<p>Welcome", None, EndpointFailed, "answered with 'text/html'"),
        (200, JSON, WHOLE[:-2], None, EndpointFailed, "not whole"),
        (200, JSON, WHOLE + b" cancelled", None, EndpointFailed, "not whole"),
        (200, JSON, b'{"value":' * 300, None, EndpointFailed, "not whole"),
        (200, JSON, WHOLE, len(WHOLE) + 9, EndpointFailed, "cut off|IncompleteRead"),
        (200, JSON, b" " * 5000 + WHOLE, None, ResultTooLarge, "sent more than"),
    ],
)
def test_every_failure_has_its_error(
    endpoint: Callable[[Handler], str],
    status: int,
    kind: str,
    body: bytes,
    length: int | None,
    expected: type[KgError],
    said: str,
) -> None:
    remote = Remote(endpoint(lambda request, _: _send(request, status, kind, body, length)), max_bytes=5000)
    with pytest.raises(expected, match=said) as failed:
        ask(remote, "SELECT ?s { ?s ?p ?o }")
    assert remote.url in failed.value.message
    assert remote.url in failed.value.message_sv


@pytest.mark.parametrize(("scheme", "said"), [("ftp", "redirects to 'ftp://127.0.0.1:"), ("file", "HTTP 302")])
def test_a_redirect_out_of_http_is_not_followed(endpoint: Callable[[Handler], str], scheme: str, said: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        there = f"{scheme}://127.0.0.1:{canary.getsockname()[1]}/a"

        def lead_astray(request: BaseHTTPRequestHandler, _: dict[str, list[str]]) -> None:
            request.send_response(302)
            request.send_header("Location", there)
            request.send_header("Content-Length", "0")
            request.end_headers()

        with pytest.raises(EndpointFailed, match=said):
            ask(Remote(endpoint(lead_astray)), "ASK {}")
        canary.setblocking(False)
        with pytest.raises(BlockingIOError):
            canary.accept()


def test_an_endpoint_that_is_silent_is_waited_for_no_longer_than_said(endpoint: Callable[[Handler], str]) -> None:
    over = threading.Event()
    remote = Remote(endpoint(lambda request, _: over.wait(20) and None), timeout_seconds=1)
    with pytest.raises(QueryTimeout, match="did not answer within 1 seconds"):
        ask(remote, "ASK {}")
    over.set()


@pytest.mark.parametrize(
    ("begun", "expected"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n", QueryTimeout),
        (b"HTTP/1.1 500 Broken\r\nContent-Type: text/plain\r\n\r\nbroken", EndpointFailed),
        (b"HTTP/1.1 302 Found\r\nLocation: elsewhere\r\nContent-Length: 9000\r\n\r\n", QueryTimeout),
        (b"HTTP/1.1 200 OK\r\nContent-Type:", QueryTimeout),
        (b"HTTP/1.1 200", QueryTimeout),
    ],
)
def test_an_endpoint_that_drips_is_waited_for_no_longer_than_said(
    endpoint: Callable[[Handler], str], begun: bytes, expected: type[KgError]
) -> None:
    over = threading.Event()

    def drip(request: BaseHTTPRequestHandler, _: dict[str, list[str]]) -> None:
        with contextlib.suppress(OSError):
            request.wfile.write(begun)
            while not over.wait(0.05):
                request.wfile.write(b" ")

    asked = ThreadPoolExecutor(1).submit(ask, Remote(endpoint(drip), timeout_seconds=1), "ASK {}")
    try:
        with pytest.raises(expected):
            asked.result(timeout=20)
    finally:
        over.set()


def test_an_address_where_nobody_listens_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(EndpointFailed, match=r"(?i)connection refused"):
        ask(Remote(f"http://127.0.0.1:{port}/sparql"), "ASK {}")
