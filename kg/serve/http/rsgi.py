"""A request as granian's asynchronous interface (RSGI) hands it over, and the same request as WSGI has it."""

import io
import sys
from collections.abc import AsyncIterator, Iterable
from typing import Protocol

Headers = list[tuple[str, str]]
Environ = dict[str, object]


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

    def get_all(self, key: str) -> list[str]:
        """Every value of a header."""
        ...


class Transport(Protocol):
    """What the server takes an answer by."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """The request's body, in pieces."""
        ...

    async def client_disconnect(self) -> None:
        """Wait until the client hangs up."""
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


def environment(scope: Scope, body: bytes) -> Environ:
    """The request as WSGI has it (PEP 3333): headers that stand several times are one, with commas."""
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode("utf-8", "surrogateescape").decode("latin-1"),
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
