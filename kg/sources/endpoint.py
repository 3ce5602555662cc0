"""Ask a SPARQL endpoint for all rows of a SELECT, page by page: the authorities that answer SPARQL, Wikidata first.

The query is a file that orders its rows; LIMIT and OFFSET are ours. Pace, tries, cache and limits are the errand's.
"""

import time
import urllib.error
import urllib.request
from functools import partial
from http.client import HTTPException, HTTPMessage, HTTPResponse
from itertools import islice
from typing import IO
from urllib.parse import urlsplit

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode
from SPARQLWrapper import GET, JSON, POST, SPARQLWrapper

from kg.errors import BadSyntax, EndpointFailed
from kg.rdf.formats import SPARQL_JSON
from kg.rdf.nesting import must_be_shallow
from kg.sources.upstream.cache import Asked, Held
from kg.sources.upstream.candidate import plain
from kg.sources.upstream.errand import Answer, Broken, Errand, fault, odd, unreachable
from kg.sources.upstream.manners import MIB, Manners
from kg.sources.upstream.web import seconds_of

Row = dict[str, str]
_ACCEPT = "application/sparql-results+json"
_LONG = 1500
"""Characters of a query that go into an address; a longer one is posted."""
_PIECE = 65536
_VARIABLES = 100
"""Variables in one row, at most: no query of ours has as many, and each costs memory in every row."""


def rows(errand: Errand, url: str, query: str, *, page_size: int) -> list[Row]:
    """Every row of the query at an endpoint; a variable that is unbound in a row is absent from it.

    EndpointFailed when pages never end or a page repeats the one before: an endpoint that doesn't know OFFSET.
    """
    found: list[Row] = []
    before: list[Row] = []
    sender = Endpoint(errand.manners)
    for number in range(errand.manners.max_pages):
        text = f"{query.rstrip()}\nLIMIT {page_size} OFFSET {number * page_size}\n"
        page = errand.bring(Asked(url, _ACCEPT, text), sender, partial(read, url=url, at_most=page_size))
        if page and page == before:
            raise _no_pages(url)
        found += page
        if len(page) < page_size:
            return found
        before = page
    raise odd(url, f"svaret är längre än {errand.manners.max_pages} sidor", f"the answer is longer than "
              f"{errand.manners.max_pages} pages")  # fmt: skip


class Endpoint:
    """A sender of SPARQL queries (SPARQL 1.1 Protocol): SPARQLWrapper makes the requests, and we open them."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._opener = _opener()

    def send(self, asked: Asked, held: Held | None, seconds: float) -> Answer:
        """The answer to the query in the body of what is asked."""
        end = time.monotonic() + seconds
        try:
            response: HTTPResponse = self._opener.open(self._request(asked).made(), timeout=self._silence)
        except urllib.error.HTTPError as wrong:
            with wrong:
                return Answer(wrong.code, b"", retry_after=seconds_of(wrong.headers.get("Retry-After")))
        except (urllib.error.URLError, TimeoutError, HTTPException, OSError, ValueError) as wrong:
            raise _broken(asked.url, wrong) from wrong
        with response:
            if response.status != 200:
                return Answer(response.status, b"")
            kind = plain(response.headers.get("Content-Type", "").partition(";")[0]).lower()
            if kind not in (_ACCEPT, "application/json"):
                raise odd(asked.url, f"det är {kind or 'utan slag'}, inte {_ACCEPT}", f"it is {kind!r}, not {_ACCEPT}")
            return Answer(200, self._whole(response, asked.url, end))

    @property
    def _silence(self) -> int:
        return max(1, round(self._manners.silence))

    def _request(self, asked: Asked) -> "_Query":
        request = _Query(asked.url, agent=self._manners.agent)
        request.setMethod(GET if len(asked.body) < _LONG else POST)
        request.setOnlyConneg(True)
        request.setReturnFormat(JSON)
        request.addCustomHttpHeader("Accept", asked.accept)
        # Its setQuery guesses the form by patterns that comments and IRIs mislead; ours are all SELECT.
        request.queryString, request.queryType = asked.body, "SELECT"
        return request

    def _whole(self, response: HTTPResponse, url: str, end: float) -> bytes:
        body = bytearray()
        try:
            while piece := response.read1(_PIECE):
                body += piece
                if len(body) > self._manners.max_bytes:
                    limit = f"{self._manners.max_bytes / MIB:g} MiB"
                    raise odd(url, f"svaret är större än {limit}", f"the answer is larger than {limit}")
                if time.monotonic() > end:
                    raise TimeoutError
        except (TimeoutError, HTTPException, OSError) as wrong:
            raise _broken(url, wrong) from wrong
        if response.length:
            raise fault(url, "svaret höggs av", "the answer was cut off", kind=Broken)
        return bytes(body)


class _Query(SPARQLWrapper):
    """A query that is sent by whoever asks for its request: SPARQLWrapper's own way follows redirects anywhere."""

    def made(self) -> urllib.request.Request:
        """The request, unsent."""
        request: urllib.request.Request = self._createRequest()
        return request


class _Cautious(urllib.request.HTTPRedirectHandler):
    """Redirects over HTTP(S) alone, and none from https to http: what is refused is not opened first."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """The request that follows; EndpointFailed where it would lead astray."""
        if not _as_safe(req.full_url, newurl):
            with fp:
                raise odd(req.full_url, f"den skickar vidare till {newurl!r}", f"it redirects to {newurl!r}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> urllib.request.OpenerDirector:
    """What opens HTTP and HTTPS, and knows of nothing else: no files, no FTP."""
    made = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        _Cautious(),
        urllib.request.HTTPErrorProcessor(),
    ):
        made.add_handler(handler)
    return made


def _as_safe(asked: str, there: str) -> bool:
    """Whether a redirect leads over HTTP(S), and none from https to http."""
    scheme = urlsplit(there).scheme
    return scheme == "https" or (scheme == "http" and urlsplit(asked).scheme == "http")


def _broken(url: str, wrong: Exception) -> EndpointFailed:
    reason = wrong.reason if isinstance(wrong, urllib.error.URLError) else wrong
    if isinstance(reason, TimeoutError):
        return fault(url, "tjänsten slutade svara", "the service stopped answering", kind=Broken)
    if isinstance(wrong, urllib.error.URLError):
        return unreachable(url)
    return fault(url, "svaret höggs av", "the answer was cut off", kind=Broken)


def read(body: bytes, url: str, *, at_most: int) -> list[Row]:
    """The rows of SPARQL results JSON; IRIs and literals by their text.

    EndpointFailed for what is no table, is nested or wide past reason, or has more rows than were asked for.
    """
    try:
        must_be_shallow(body, SPARQL_JSON, url)
        found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QueryBoolean):
            raise odd(url, "svaret är ja eller nej", "the answer is yes or no")
        names = [variable.value for variable in found.variables]
        if len(names) > _VARIABLES:
            raise odd(
                url, f"raderna har fler än {_VARIABLES} variabler", f"the rows have more than {_VARIABLES} variables"
            )
        rows = [
            {n: v.value for n, v in zip(names, row, strict=True) if isinstance(v, NamedNode | Literal)}
            for row in islice(found, at_most + 1)
        ]
    except (BadSyntax, SyntaxError, ValueError) as wrong:
        reason = plain(str(wrong))[:120].rstrip(". ")
        raise odd(url, f"raderna går inte att läsa ({reason})", f"the rows can't be read ({reason})") from wrong
    if len(rows) > at_most:
        raise _no_pages(url)
    return rows


def _no_pages(url: str) -> EndpointFailed:
    return odd(url, "sidorna följer inte LIMIT och OFFSET", "the pages don't follow LIMIT and OFFSET")
