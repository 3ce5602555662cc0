"""The bridge: bodies read within a time and a size, files handed to the server, headers as WSGI has them."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from kg.serve.http import rsgi
from kg.serve.http.bridge import Bridge, FileSpan, Lane
from kg.serve.http.caller import Caller
from kg.serve.http.rsgi import Headers, environment
from tests.serve.http.transport import Transport


class Scope:
    """A request as the server tells of it."""

    def __init__(self, method: str = "GET", path: str = "/", headers: Iterable[tuple[str, str]] = ()) -> None:
        self.method = method
        self.path = path
        self.query_string = "q=Malmö"
        self.scheme = "http"
        self.http_version = "1.1"
        self.client = "192.0.2.7:50000"
        self.headers = Several([("host", "test.example"), *headers])


class Several:
    """Request headers."""

    def __init__(self, said: Iterable[tuple[str, str]]) -> None:
        self._said = list(said)

    def items(self) -> Iterable[tuple[str, str]]:
        """Every header."""
        return self._said

    def get(self, key: str, default: str | None = None) -> str | None:
        """The first of that name."""
        return next((value for name, value in self._said if name == key), default)

    def get_all(self, key: str) -> list[str]:
        """All of that name."""
        return [value for name, value in self._said if name == key]


def echo(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    """Answers with what it was sent."""
    start("200 OK", [("x-length", str(environ.get("CONTENT_LENGTH")))])
    return [environ["REQUEST_METHOD"].encode(), b":", environ["wsgi.input"].read()]


def asked(
    scope: Scope, transport: Transport, application: object = echo, lane: Lane | None = None
) -> tuple[object, ...]:
    """The answer that comes out of the bridge."""
    assert callable(application)
    bridge = Bridge(application, threads=ThreadPoolExecutor(1), max_body=lambda _: 10, body_seconds=0.05, lane=lane)
    # In a thread of its own: the browser tests' driver keeps a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, bridge(scope, transport)).result()
    return transport.answer


def test_a_request_without_a_body_is_answered_at_once() -> None:
    assert asked(Scope(), Transport(stall=True)) == (200, [("x-length", "None")], b"GET:")


def test_a_body_arrives_whole() -> None:
    headers = [("content-length", "6")]
    assert asked(Scope("POST", "/", headers), Transport([b"abc", b"def"]))[2] == b"POST:abcdef"
    chunked = [("transfer-encoding", "chunked")]
    assert asked(Scope("POST", "/", chunked), Transport([b"a", b"b"]))[2] == b"POST:ab"


def test_a_body_that_does_not_come_is_given_up() -> None:
    answer = asked(Scope("POST", "/", [("content-length", "6")]), Transport([b"abc"], stall=True))
    assert answer[0] == 408


def test_a_body_too_large_stays_unread_and_is_refused_by_its_length() -> None:
    answer = asked(Scope("POST", "/", [("content-length", "99")]), Transport(stall=True))
    assert answer == (200, [("x-length", "99")], b"POST:")


def test_a_body_without_length_is_read_no_further_than_it_may() -> None:
    endless = [("transfer-encoding", "chunked")]
    answer = asked(Scope("POST", "/", endless), Transport([b"x" * 8] * 1000))
    assert answer[2] == b"POST:" + b"x" * 16


def test_a_file_is_left_to_the_server(tmp_path: Path) -> None:
    path = tmp_path / "dump"
    path.write_bytes(b"0123456789")

    def give(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        start("206 Partial Content", [])
        return FileSpan(path, 2, 5)

    assert asked(Scope(), Transport(), give) == (206, [], str(path), 2, 5)
    assert b"".join(FileSpan(path, 2, 5)) == b"234"


def test_a_lane_sees_the_body_first_and_what_it_leaves_is_read_once() -> None:
    async def lane(scope: rsgi.Scope, body: bytes, caller: Caller) -> tuple[int, Headers, bytes] | None:
        return None if body == b"slow" else (200, [], b"quick " + body)

    headers = [("content-length", "4")]
    assert asked(Scope("POST", "/", headers), Transport([b"fa", b"st"]), lane=lane)[2] == b"quick fast"
    assert asked(Scope("POST", "/", headers), Transport([b"slow"]), lane=lane)[2] == b"POST:slow"
    assert asked(Scope(), Transport(), lane=lane)[2] == b"quick "


def test_an_empty_answer_is_empty() -> None:
    def nothing(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        start("304 Not Modified", [("etag", '"x"')])
        return []

    assert asked(Scope(), Transport(), nothing) == (304, [("etag", '"x"')])


def test_headers_that_stand_several_times_are_one() -> None:
    said = [("accept", "a/b"), ("accept", "c/d;q=0.1"), ("content-type", "text/plain")]
    environ = environment(Scope("POST", "/projekt/å", said), b"")
    assert environ["HTTP_ACCEPT"] == "a/b,c/d;q=0.1"
    assert environ["CONTENT_TYPE"] == "text/plain"
    path = environ["PATH_INFO"]
    assert isinstance(path, str)
    assert path.encode("latin-1").decode() == "/projekt/å"


def test_letters_typed_as_they_are_reach_the_parameters() -> None:
    query = environment(Scope(), b"")["QUERY_STRING"]
    assert isinstance(query, str)
    assert query.encode("latin-1").decode() == "q=Malmö"


def test_writing_imperatively_is_refused() -> None:
    def old(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        start("200 OK", [])(b"x")
        return []

    with pytest.raises(NotImplementedError):
        asked(Scope(), Transport(), old)


@pytest.mark.parametrize("hosts", [[], ["test.example", "other.example"]])
def test_a_request_that_does_not_name_one_host_is_refused(hosts: list[str]) -> None:
    nameless = Scope()
    nameless.headers = Several([("host", each) for each in hosts])
    status, _, body = asked(nameless, Transport())
    assert (status, body[:3]) == (400, b"400")
    nameless.http_version = "1.0"
    assert asked(nameless, Transport())[0] == 200


def test_a_body_that_is_cut_off_is_refused_and_never_taken_for_the_whole() -> None:
    status, _, body = asked(Scope("POST", "/", [("content-length", "6")]), Transport([b"abc"]))
    assert (status, body[:3]) == (400, b"400")
