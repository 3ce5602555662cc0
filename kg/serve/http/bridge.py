"""Between granian's asynchronous door and the application: whoever sends or reads slowly holds no thread.

A body is read whole before the application sees the request, within a time; an answer is handed over whole, and files
are sent by the server itself. So a few threads are enough, and are busy only with work of ours.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from wsgiref.types import WSGIApplication

from kg.errors import KgError
from kg.serve.ask.sparql import ASKER, REFUSED
from kg.serve.http.caller import Caller
from kg.serve.http.rsgi import Environ, Headers, Scope, Transport, environment

_CHUNK = 64 * 1024
_LATE = b"408 The body did not arrive in time.\n"
_NO_HOST = b"400 The request doesn't say which host it is for: HTTP/1.1 wants the header Host, once.\n"
_CUT_OFF = b"400 The body ended before the length that it gives: send it again.\n"
_PLAIN = [("content-type", "text/plain"), ("connection", "close")]
_CROWDED = b"503 Many large bodies are arriving at the same time. Try again in a moment.\n"
# What everybody may send at once; of bodies larger than that only a few are held at a time.
_SMALL_BODY = 256 * 1024
_LARGE_BODIES = 16
# The slowest line that a large body is waited for, bytes a second.
_SLOWEST = 128 * 1024

Lane = Callable[[Scope, bytes, Caller], Awaitable[tuple[int, Headers, bytes] | KgError | None]]


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


class Bridge:
    """The application as the server calls it; `max_body` tells how much of a body is read, by its path.

    A lane, where there is one, sees what is asked first, unless its body is large. What it answers with None is the
    application's to answer, and what it answers with a refusal is the application's to tell.
    """

    def __init__(
        self,
        application: WSGIApplication,
        *,
        threads: Executor,
        max_body: Callable[[str], int],
        body_seconds: float,
        lane: Lane | None = None,
    ) -> None:
        self._application = application
        self._threads = threads
        self._lane = lane
        self._max_body = max_body
        self._body_seconds = body_seconds
        self._large_bodies = 0

    async def __call__(self, scope: Scope, transport: Transport) -> None:
        """Answer one request; one of HTTP/1.1 that doesn't say which one host it is for is refused (RFC 9112, 3.2)."""
        if scope.http_version == "1.1" and len(scope.headers.get_all("host")) != 1:
            transport.response_bytes(400, _PLAIN, _NO_HOST)
            return
        size = self._announced(scope)
        if size <= _SMALL_BODY:
            await self._answer(scope, transport, size)
        elif self._large_bodies >= _LARGE_BODIES:
            transport.response_bytes(503, [*_PLAIN, ("retry-after", "2")], _CROWDED)
        else:
            self._large_bodies += 1
            try:
                await self._answer(scope, transport, size)
            finally:
                self._large_bodies -= 1

    def _announced(self, scope: Scope) -> int:
        """How much of the request's body is to be read, at most.

        One that is larger than is read there stays unread, and is refused by its length.
        """
        headers = scope.headers
        length = headers.get("content-length")
        if length is None and headers.get("transfer-encoding") is None:
            return 0
        most = self._max_body(scope.path)
        if length is None:
            return most
        if not length.isdigit():
            return most
        return int(length) if int(length) <= most else 0

    async def _answer(self, scope: Scope, transport: Transport, size: int) -> None:
        try:
            body = await self._body(transport, size) if size else b""
        except TimeoutError:
            transport.response_bytes(408, _PLAIN, _LATE)
            return
        if size and not _is_whole(scope, body):
            transport.response_bytes(400, _PLAIN, _CUT_OFF)
            return
        caller = Caller(transport)
        quick = await self._lane(scope, body, caller) if self._lane is not None and len(body) <= _SMALL_BODY else None
        if isinstance(quick, tuple):
            transport.response_bytes(*quick)
            return
        environ = {**environment(scope, body), REFUSED: quick, ASKER: caller.asker}
        status, headers, answer = await caller.waits_for(self._threads, self._run, environ)
        if isinstance(answer, FileSpan):
            transport.response_file_range(status, headers, str(answer.path), answer.start, answer.end)
        elif answer:
            transport.response_bytes(status, headers, answer)
        else:
            transport.response_empty(status, headers)

    async def _body(self, transport: Transport, most: int) -> bytes:
        """The request's body, read little further than that; TimeoutError when it comes slower than any line does."""
        pieces, size, begun = list[bytes](), 0, asyncio.get_running_loop().time()
        async with asyncio.timeout(self._body_seconds) as patience:
            async for piece in transport:
                pieces.append(piece)
                size += len(piece)
                patience.reschedule(begun + self._body_seconds + size / _SLOWEST)
                if size > most:
                    break
        return b"".join(pieces)

    def _run(self, environ: Environ) -> tuple[int, Headers, bytes | FileSpan]:
        started = _Start()
        answer = self._application(environ, started)
        if isinstance(answer, FileSpan):
            return started.status, started.headers, answer
        return started.status, started.headers, b"".join(answer)


def _is_whole(scope: Scope, body: bytes) -> bool:
    """Whether as much has come as was announced; of what came in pieces nobody can tell."""
    length = scope.headers.get("content-length")
    return length is None or not length.isdigit() or len(body) >= int(length)


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
