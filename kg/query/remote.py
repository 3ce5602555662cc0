"""Ask any SPARQL 1.1 endpoint: the other Engine. What it sends is taken whole, and checked to be whole, or not at all.

SERVICE is the other endpoint's own affair; updates are not sent.
"""

import contextlib
import time
import urllib.error
from http.client import HTTPException, HTTPResponse

import pyoxigraph as ox
from SPARQLWrapper import POST, XML

from kg import __version__
from kg.errors import (
    BadQuery,
    BadRequest,
    BadSyntax,
    EndpointFailed,
    EngineBusy,
    KgError,
    QueryTimeout,
    ResultTooLarge,
)
from kg.query import faults, given
from kg.query.guard import form_of
from kg.query.question import MIB, Answer, Question
from kg.rdf import formats
from kg.rdf.formats import JSONLD, SPARQL_CSV, Format
from kg.rdf.nesting import must_be_shallow
from kg.sources.cautious import LedAstray, Query, opener
from kg.sources.upstream.candidate import plain

AGENT = f"samverkansgrafen/{__version__}"
PIECE = 65536


class Remote:
    """One endpoint, by its address."""

    def __init__(self, url: str, *, timeout_seconds: float = 60.0, max_bytes: int = 64 * MIB) -> None:
        if not url.startswith(("http://", "https://")):
            raise BadRequest(
                f"{url!r} is no address of an endpoint: it begins with http:// or https://.",
                message_sv=f"{url!r} är ingen adress till en tjänst: den börjar med http:// eller https://.",
            )
        self.url = url
        self._seconds = timeout_seconds
        self._max_bytes = max_bytes

    def ask(self, question: Question) -> Answer:
        """The endpoint's whole answer; bindings are written into the query as VALUES."""
        started = time.monotonic()
        form = form_of(question.text)
        wanted = faults.format_for(form, question.media_type)
        request = self._request(question, form, wanted)
        try:
            response: HTTPResponse = opener(self._seconds).open(request.made())
            with response:
                kind = response.headers.get("Content-Type", "")
                body = self._whole(response)
        except (TimeoutError, urllib.error.URLError, HTTPException, OSError, ValueError) as wrong:
            raise self._fault(wrong) from wrong
        self._must_be(wanted, kind, body)
        return Answer(form, wanted.media_type, body, time.monotonic() - started)

    def _request(self, question: Question, form: str, wanted: Format) -> Query:
        request = Query(self.url, agent=AGENT)
        request.setMethod(POST)
        request.setOnlyConneg(True)
        request.setReturnFormat(XML)
        request.addCustomHttpHeader("Accept", wanted.media_type)
        for graph in question.default_graphs:
            request.addParameter("default-graph-uri", graph)
        for graph in question.named_graphs:
            request.addParameter("named-graph-uri", graph)
        # Its setQuery guesses the form by patterns that comments and IRIs mislead; we know it.
        request.queryString = given.written_in(question.text, question.bindings)
        request.queryType = form
        return request

    def _whole(self, response: HTTPResponse) -> bytes:
        body = bytearray()
        while piece := response.read1(PIECE):
            body += piece
            if len(body) > self._max_bytes:
                raise ResultTooLarge(
                    f"{self.url} sent more than {self._max_bytes / MIB:g} MiB; ask for less.",
                    message_sv=f"{self.url} skickade mer än {self._max_bytes / MIB:g} MiB; fråga efter mindre.",
                )
        if response.length:
            raise self._failed("its answer was cut off", "svaret höggs av")
        return bytes(body)

    def _must_be(self, wanted: Format, kind: str, body: bytes) -> None:
        """EndpointFailed unless the body is a whole answer in that format; a CSV has no end to tell it by."""
        if kind.partition(";")[0].strip().lower() not in wanted.media_types:
            raise self._failed(
                f"it answered with {kind!r}, not {wanted.media_type}",
                f"den svarade med {kind!r}, inte {wanted.media_type}",
            )
        if wanted in (SPARQL_CSV, JSONLD):
            return
        try:
            must_be_shallow(body, wanted, self.url)
            if wanted in formats.RESULT_FORMATS:
                _read_through(body, wanted)
            else:
                for _ in ox.parse(body, formats.engine_rdf(wanted), base_iri=self.url):
                    pass
        except (BadSyntax, SyntaxError, ValueError) as wrong:
            raise self._failed("its answer is not whole", "svaret är inte helt") from wrong

    def _fault(self, wrong: Exception) -> KgError:
        """What an outside exception means to the one who asked."""
        reason = wrong.reason if isinstance(wrong, urllib.error.URLError) else wrong
        code, told = None, ""
        if isinstance(wrong, urllib.error.HTTPError):
            code, told = wrong.code, _told(wrong)
        if isinstance(wrong, LedAstray):
            return self._failed(
                f"it redirects to {wrong.there!r}, where we don't follow",
                f"den skickar vidare till {wrong.there!r}, dit vi inte följer med",
            )
        if isinstance(reason, TimeoutError) or code in (408, 504):
            return QueryTimeout(
                f"{self.url} did not answer within {self._seconds:g} seconds.",
                message_sv=f"{self.url} svarade inte inom {self._seconds:g} sekunder.",
            )
        if code == 400:
            return BadQuery(
                f"{self.url} can't parse the query: {told}",
                message_sv=f"{self.url} kan inte tolka frågan: {told}",
            )
        if code in (429, 503):
            return EngineBusy(
                f"{self.url} is busy ({code}); ask again later.",
                message_sv=f"{self.url} är upptagen ({code}); fråga igen senare.",
            )
        said = ": ".join(filter(None, (f"HTTP {code}", told))) if code else _first_line(str(reason))
        return self._failed(said, said)

    def _failed(self, en: str, sv: str) -> EndpointFailed:
        return EndpointFailed(f"{self.url} failed: {en}.", message_sv=f"{self.url} misslyckades: {sv}.")


def _read_through(body: bytes, form: Format) -> None:
    """SyntaxError unless the body is a whole table or truth value."""
    found = ox.parse_query_results(body, formats.engine_results(form))
    try:
        for _ in () if isinstance(found, ox.QueryBoolean) else found:
            pass
    finally:
        # An error holds this frame, and may be let go by another thread; only this one may let go of the results.
        del found


def _told(refusal: urllib.error.HTTPError) -> str:
    """What an endpoint says about a query that it refuses, as far as one line goes."""
    body = b""
    with refusal, contextlib.suppress(HTTPException, OSError):
        while b"\n" not in body and len(body) < PIECE and (piece := refusal.read1(PIECE)):
            body += piece
    return _first_line(body.decode("utf-8", "replace"))


def _first_line(text: str) -> str:
    return plain(text.strip().split("\n")[0][:300]).rstrip(". ")
