"""The requests that the quick lane reads by itself: a query by GET or POST, and at most the form it is wanted in."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from kg.errors import KgError
from kg.serve.ask.sparql import FORM, QUERY
from kg.serve.http import params
from kg.serve.http.rsgi import Scope

MAX_TEXT = 4096
_PATH = "/sparql"
_PREFIX = "query="
_MAX_WISHES = 512
# What an answer may depend on besides the query and the forms a client takes.
_ELSEWHERE = frozenset(
    {"accept-datetime", "if-none-match", "content-encoding", "transfer-encoding", "range", "if-range", "upgrade"}
    | {"if-match", "if-unmodified-since"}
)
# SPARQLWrapper says the form it wants by three names, of which the endpoint reads the first.
_UNREAD = frozenset({"output", "results"})


@dataclass(frozen=True)
class Plain:
    """A query and the forms asked for by name, with what else of the request the answer depends on."""

    text: str
    forms: tuple[str, ...]


def headers(scope: Scope, body: bytes) -> dict[str, str] | None:
    """The headers by name; None for a request that isn't plain, or is long, or names a header twice."""
    method = scope.method
    if scope.path != _PATH or method not in ("GET", "POST") or (method == "GET") == bool(body):
        return None
    found = list(scope.headers.items())
    named = dict(found)
    wishes = len(named.get("accept", "")) + len(named.get("accept-encoding", ""))
    if len(named) < len(found) or named.keys() & _ELSEWHERE or wishes > _MAX_WISHES:
        return None
    return named if method == "POST" or "content-length" not in named else None


def read(scope: Scope, body: bytes, named: Mapping[str, str]) -> Plain | None:
    """The query of a request with such headers, where it asks for nothing else; None where it does, or is long."""
    said = scope.query_string
    if scope.method == "GET":
        return _form(said) if len(said) <= MAX_TEXT else None
    if said or len(body) > MAX_TEXT:
        return None
    sent_as = named.get("content-type", "").lower()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if sent_as in (QUERY, f"{QUERY}; charset=utf-8"):
        return Plain(text, ())
    return _form(text) if sent_as in (FORM, f"{FORM}; charset=utf-8") else None


def _form(said: str) -> Plain | None:
    if "&" not in said:
        return _alone(said)
    try:
        given = params.read(said.encode("utf-8"), "", "")
    except (KgError, UnicodeEncodeError):
        return None
    texts, rest = given.all("query"), given.names() - {"query", "format"}
    return Plain(texts[0], given.all("format")) if len(texts) == 1 and rest <= _UNREAD else None


def _alone(said: str) -> Plain | None:
    """The query, where it is all that is said: most are, and are read in a fifth of the time."""
    if not said.startswith(_PREFIX):
        return None
    try:
        text = unquote_to_bytes(said[len(_PREFIX) :].replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return Plain(text, ())
