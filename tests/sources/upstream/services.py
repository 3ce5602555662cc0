"""Real HTTP servers on loopback that follow the documented formats, or break them in a way that they are told to."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from kg.sources.upstream.manners import Manners

HASTY = Manners("test/1 (data@example.se)", connect=2, silence=2, request=3, total=10, pause=0, first_wait=0.01,
                longest_wait=1, max_bytes=200_000, max_pages=20)  # fmt: skip
"""Manners for servers of our own: the same rules, no waiting."""


@dataclass(frozen=True)
class Given:
    """What a server answers: the status, the body, its type, and whatever else; where it drips, 0.1 s before each byte of
    the body, or each line of the head."""

    body: bytes = b"{}"
    status: int = 200
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    drip: bool = False
    drip_head: bool = False


@dataclass(frozen=True)
class Came:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, list[str]]
    body: bytes
    headers: dict[str, str]


@dataclass
class Service:
    """A server in a thread: what it was asked, and what it answers."""

    answer: Callable[[Came], Given]
    asked: list[Came] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    url: str = ""


def said(value: object, **given: object) -> Given:
    """A value as JSON."""
    return Given(json.dumps(value).encode(), **given)  # type: ignore[arg-type]


@contextmanager
def serving(answer: Callable[[Came], Given]) -> Iterator[Service]:
    """A server on a free port of loopback, until the block ends."""
    service = Service(answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            came = Came(self.command, parts.path, parse_qs(parts.query), body, dict(self.headers))
            service.asked.append(came)
            self._send(service.answer(came))

        do_POST = do_GET  # noqa: N815

        def _send(self, given: Given) -> None:
            try:
                self.send_response(given.status)
                self.send_header("Content-Type", given.kind)
                self.send_header("Content-Length", str(len(given.body)))
                for name, value in given.headers:
                    self.send_header(name, value)
                for number in range(90 if given.drip_head else 0):
                    self.send_header(f"X-{number}", "drip")
                    self.flush_headers()
                    if service.stop.wait(0.1):
                        return
                self.end_headers()
                if given.drip:
                    for byte in given.body:
                        self.wfile.write(bytes([byte]))
                        if service.stop.wait(0.1):
                            return
                else:
                    self.wfile.write(given.body[: len(given.body) // 2] if given.cut else given.body)
                self.close_connection = self.close_connection or given.cut
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = True

    server = Server(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        service.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def silent() -> Iterator[str]:
    """The address of one who takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


def refusing() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    return f"http://127.0.0.1:{port}/"


NO_ROUTE = "http://192.0.2.1/"
"""An address of TEST-NET-1 (RFC 5737), which leads nowhere."""
