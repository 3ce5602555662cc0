"""HTTP as it goes over the wire: exactly the method, target, headers and body that a test says, and the whole reply."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from urllib.parse import quote

from tests.conformance import results
from tests.conformance.results import Answer

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
SECONDS = 60


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: Message
    body: bytes

    @property
    def media_type(self) -> str:
        """The Content-Type without its parameters."""
        return self.header("Content-Type").partition(";")[0].strip().lower()

    def header(self, name: str) -> str:
        """A header's value; empty where there is none."""
        return ", ".join(self.headers.get_all(name) or [])

    def listed(self, name: str) -> set[str]:
        """The members of a header that is a list, in lower case."""
        return {each.strip().lower() for each in self.header(name).split(",") if each.strip()}

    def answer(self) -> Answer:
        """The answer in the body, read by a parser that is not the engine's."""
        return results.read(self.body, self.media_type)


@dataclass(frozen=True)
class Endpoint:
    """A SPARQL endpoint: where it listens, and its path."""

    name: str
    host: str
    port: int
    path: str

    @property
    def address(self) -> str:
        """Its absolute address."""
        return f"http://{self.host}:{self.port}{self.path}"

    def send(
        self, method: str, target: str, headers: Sequence[tuple[str, str]] = (), body: bytes | None = None
    ) -> Reply:
        """The reply to one request, sent as it is."""
        connection = HTTPConnection(self.host, self.port, timeout=SECONDS)
        try:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in headers:
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            # A server may refuse a large body before it has taken it in, and hang up; its reply is there to be read.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.endheaders(body)
            response = connection.getresponse()
            return Reply(response.status, response.msg, response.read())
        finally:
            connection.close()

    def bare(self, accept: str | None = None, *, method: str = "GET") -> Reply:
        """The reply to a request without a query."""
        return self.send(method, self.path, _accepting(accept))

    def get(
        self,
        query: str,
        accept: str | None = None,
        *,
        params: Sequence[tuple[str, str]] = (),
        headers: Sequence[tuple[str, str]] = (),
        method: str = "GET",
    ) -> Reply:
        """The reply to a query in the address."""
        target = f"{self.path}?{encoded([('query', query), *params])}"
        return self.send(method, target, [*_accepting(accept), *headers])

    def post_form(self, fields: Sequence[tuple[str, str]], accept: str | None = None) -> Reply:
        """The reply to a form."""
        return self.send("POST", self.path, [("Content-Type", FORM), *_accepting(accept)], encoded(fields).encode())

    def post(
        self,
        query: bytes,
        accept: str | None = None,
        *,
        media_type: str | None = QUERY,
        params: Sequence[tuple[str, str]] = (),
        headers: Sequence[tuple[str, str]] = (),
    ) -> Reply:
        """The reply to a query that is the body itself."""
        target = f"{self.path}?{encoded(params)}" if params else self.path
        kind = [] if media_type is None else [("Content-Type", media_type)]
        return self.send("POST", target, [*kind, *_accepting(accept), *headers], query)


def encoded(fields: Sequence[tuple[str, str]]) -> str:
    """Fields as addresses and forms hold them, every character that may be percent-encoded being so."""
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in fields)


def as_mapping(reply: Reply) -> Mapping[str, str]:
    """The headers by their names in lower case."""
    return {name.lower(): value for name, value in reply.headers.items()}


def _accepting(accept: str | None) -> list[tuple[str, str]]:
    return [] if accept is None else [("Accept", accept)]
