"""Between granian's asynchronous door and the application: whoever sends or reads slowly holds no thread.

A body is read whole before the application sees the request, within a time; an answer is handed over whole, and files
are sent by the server itself. So a few threads are enough, and are busy only with work of ours.
"""

import asyncio
import io
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from wsgiref.types import WSGIApplication

_CHUNK = 64 * 1024
_LATE = b"408 The body did not arrive in time.\n"

Headers = list[tuple[str, str]]
Environ = dict[str, object]


@dataclass(frozen=True)
class FileSpan:
    """An answer's body that lies in a file: from `start` to just before `end`."""

    path: Path
    start: int
    end: int

    def __iter__(self) -> Iterator[bytes]:
        """The bytes, for whoever reads them in Python."""
        left = self.end - self.start
        with self.path.open("rb") as file:
            file.seek(self.start)
            while left and (piece := file.read(min(_CHUNK, left))):
                left -= len(piece)
                yield piece


class Scope(Protocol):
    """What the server tells of a request."""

    method: str
    path: str
    query_string: str
    scheme: str
    http_version: str

    @property
    def headers(self) -> "RequestHeaders":
        """The request's headers."""
        ...


class RequestHeaders(Protocol):
    """Header names, in lower case, with their values; a name may stand several times."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Every header."""
        ...

    def get(self, key: str, default: str | None = None) -> str | None:
        """The first value of a header."""
        ...


class Transport(Protocol):
    """What the server takes an answer by."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """The request's body, in pieces."""
        ...

    def response_empty(self, status: int, headers: Headers) -> None:
        """An answer without a body."""
        ...

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        """An answer with all its bytes."""
        ...

    def response_file_range(self, status: int, headers: Headers, file: str, start: int, end: int) -> None:
        """An answer whose body is a part of a file."""
        ...


class Bridge:
    """The application as the server calls it."""

    def __init__(self, application: WSGIApplication, *, threads: int, max_body: int, body_seconds: float) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="kg-web")
        self._max_body = max_body
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, transport: Transport) -> None:
        """Answer one request."""
        try:
            body = await self._body(scope, transport)
        except TimeoutError:
            transport.response_bytes(408, [("content-type", "text/plain"), ("connection", "close")], _LATE)
            return
        environ = environment(scope, body)
        loop = asyncio.get_running_loop()
        status, headers, answer = await loop.run_in_executor(self._threads, self._run, environ)
        if isinstance(answer, FileSpan):
            transport.response_file_range(status, headers, str(answer.path), answer.start, answer.end)
        elif answer:
            transport.response_bytes(status, headers, answer)
        else:
            transport.response_empty(status, headers)

    async def _body(self, scope: Scope, transport: Transport) -> bytes:
        """The request's body; one that is larger than is read anywhere stays unread, and is refused by its length."""
        headers = scope.headers
        length = headers.get("content-length")
        if length is None and headers.get("transfer-encoding") is None:
            return b""
        if length is not None and length.isdigit() and int(length) > self._max_body:
            return b""
        body = bytearray()
        async with asyncio.timeout(self._body_seconds):
            async for piece in transport:
                body += piece
                if len(body) > self._max_body:
                    break
        return bytes(body)

    def _run(self, environ: Environ) -> tuple[int, Headers, bytes | FileSpan]:
        started = _Start()
        answer = self._application(environ, started)
        if isinstance(answer, FileSpan):
            return started.status, started.headers, answer
        return started.status, started.headers, b"".join(answer)


class _Start:
    """What the application calls to begin its answer (PEP 3333)."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: Headers = []

    def __call__(self, status: str, headers: Headers, exc_info: object = None, /) -> Callable[[bytes], object]:
        self.status = int(status[:3])
        self.headers = headers
        return _unwritten


def _unwritten(_: bytes) -> object:
    """Writing imperatively, as old programs do; nothing here does."""
    raise NotImplementedError("answers are returned, not written")


def environment(scope: Scope, body: bytes) -> Environ:
    """The request as WSGI has it (PEP 3333): headers that stand several times are one, with commas."""
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    return environ
