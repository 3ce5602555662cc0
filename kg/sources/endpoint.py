"""Ask a SPARQL endpoint for all rows of a SELECT, page by page: the authorities that answer SPARQL, Wikidata first.

The query is a file that orders its rows; LIMIT and OFFSET are ours. Pace, tries, cache and limits are the errand's.
"""

import urllib.error
from functools import partial
from http.client import HTTPException, HTTPResponse
from itertools import islice

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode
from SPARQLWrapper import GET, JSON, POST

from kg.errors import BadSyntax, EndpointFailed
from kg.rdf.formats import SPARQL_JSON
from kg.rdf.nesting import must_be_shallow
from kg.sources.cautious import LedAstray, Query, opener
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
    """A sender of SPARQL queries (SPARQL 1.1 Protocol)."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners

    def send(self, asked: Asked, held: Held | None, seconds: float) -> Answer:
        """The answer to the query in the body of what is asked."""
        opened = opener(seconds, self._manners.silence)
        try:
            response: HTTPResponse = opened.open(self._request(asked).made())
        except urllib.error.HTTPError as wrong:
            with wrong:
                return Answer(wrong.code, b"", retry_after=seconds_of(wrong.headers.get("Retry-After")))
        except LedAstray as wrong:
            sv, en = f"den skickar vidare till {wrong.there!r}", f"it redirects to {wrong.there!r}"
            raise odd(wrong.here, sv, en) from wrong
        except (urllib.error.URLError, TimeoutError, HTTPException, OSError, ValueError) as wrong:
            raise _broken(asked.url, wrong) from wrong
        with response:
            if response.status != 200:
                return Answer(response.status, b"")
            kind = plain(response.headers.get("Content-Type", "").partition(";")[0]).lower()
            if kind not in (_ACCEPT, "application/json"):
                raise odd(asked.url, f"det är {kind or 'utan slag'}, inte {_ACCEPT}", f"it is {kind!r}, not {_ACCEPT}")
            return Answer(200, self._whole(response, asked.url))

    def _request(self, asked: Asked) -> Query:
        request = Query(asked.url, agent=self._manners.agent)
        request.setMethod(GET if len(asked.body) < _LONG else POST)
        request.setOnlyConneg(True)
        request.setReturnFormat(JSON)
        request.addCustomHttpHeader("Accept", asked.accept)
        # Its setQuery guesses the form by patterns that comments and IRIs mislead; ours are all SELECT.
        request.queryString, request.queryType = asked.body, "SELECT"
        return request

    def _whole(self, response: HTTPResponse, url: str) -> bytes:
        body = bytearray()
        try:
            while piece := response.read1(_PIECE):
                body += piece
                if len(body) > self._manners.max_bytes:
                    limit = f"{self._manners.max_bytes / MIB:g} MiB"
                    raise odd(url, f"svaret är större än {limit}", f"the answer is larger than {limit}")
        except (TimeoutError, HTTPException, OSError) as wrong:
            raise _broken(url, wrong) from wrong
        if response.length:
            raise fault(url, "svaret höggs av", "the answer was cut off", kind=Broken)
        return bytes(body)


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
