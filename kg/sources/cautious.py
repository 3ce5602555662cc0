"""How a SPARQL endpoint is opened: SPARQLWrapper makes the request, and we send it, over HTTP and HTTPS alone.

SPARQLWrapper's own way follows redirects to FTP too, and from HTTPS to HTTP.
"""

import urllib.request
from http.client import HTTPMessage
from typing import IO
from urllib.parse import urlsplit

from SPARQLWrapper import SPARQLWrapper


class LedAstray(OSError):
    """A redirect that isn't followed: from the address `here` to `there`."""

    def __init__(self, here: str, there: str) -> None:
        super().__init__(f"{here} redirects to {there!r}")
        self.here = here
        self.there = there


class Query(SPARQLWrapper):
    """A query that is sent by whoever asks for its request."""

    def made(self) -> urllib.request.Request:
        """The request, unsent."""
        request: urllib.request.Request = self._createRequest()
        return request


def opener() -> urllib.request.OpenerDirector:
    """What opens HTTP and HTTPS, and knows of nothing else; LedAstray for a redirect out of them, or out of HTTPS."""
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


class _Cautious(urllib.request.HTTPRedirectHandler):
    """Redirects over HTTP(S) alone, and none from https to http: what is refused is not opened first."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """The request that follows."""
        if not _as_safe(req.full_url, newurl):
            with fp:
                raise LedAstray(req.full_url, newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _as_safe(asked: str, there: str) -> bool:
    """Whether a redirect leads over HTTP(S), and none from https to http."""
    scheme = urlsplit(there).scheme
    return scheme == "https" or (scheme == "http" and urlsplit(asked).scheme == "http")
