"""How a SPARQL endpoint is opened: SPARQLWrapper makes the request, and we send it, over HTTP and HTTPS alone.

SPARQLWrapper's own way follows redirects to FTP too, and from HTTPS to HTTP; and its time is that of a silence, so that
an endpoint which sends a byte now and then is waited for without end.
"""

import io
import socket
import time
import urllib.request
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse, HTTPSConnection
from typing import IO, Any, cast
from urllib.error import HTTPError
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


def opener(seconds: float, silence: float | None = None) -> urllib.request.OpenerDirector:
    """What opens HTTP and HTTPS, and knows of nothing else; LedAstray for a redirect out of them, or out of HTTPS.

    It is for one question: from now on everything together takes no longer than this, redirects and the whole answer,
    and no silence longer than that; TimeoutError then.
    """
    made = urllib.request.OpenerDirector()
    clock = _Clock(seconds, silence)
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        _Http(clock),
        _Https(clock),
        urllib.request.HTTPDefaultErrorHandler(),
        _Cautious(),
        urllib.request.HTTPErrorProcessor(),
    ):
        made.add_handler(handler)
    return made


class _Clock:
    """What is left of the time for everything, and of how long may be waited for the next byte."""

    def __init__(self, seconds: float, silence: float | None) -> None:
        self._end = time.monotonic() + seconds
        self._silence = seconds if silence is None else silence

    def patience(self) -> float:
        """Seconds that may be waited now; TimeoutError when none are left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time is over")
        return min(left, self._silence)


class _Http(urllib.request.HTTPHandler):
    def __init__(self, clock: _Clock) -> None:
        super().__init__()
        self._clock = clock

    def http_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self.do_open(cast(Any, partial(_connection, HTTPConnection, self._clock)), req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, clock: _Clock) -> None:
        super().__init__()
        self._clock = clock

    def https_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self.do_open(cast(Any, partial(_connection, HTTPSConnection, self._clock)), req)


def _connection(kind: type[HTTPConnection], clock: _Clock, host: str, timeout: object) -> HTTPConnection:
    """A connection whose answers keep to the clock, whatever time was meant for each silence."""
    made = kind(host, timeout=clock.patience())
    made.response_class = cast(Any, partial(_Response, clock))
    return made


class _Response(HTTPResponse):
    """An answer each of whose bytes is waited for only as long as there is time."""

    def __init__(
        self, clock: _Clock, sock: socket.socket, debuglevel: int = 0, method: str | None = None, url: str | None = None
    ) -> None:
        super().__init__(sock, debuglevel, method, url)
        self.fp = io.BufferedReader(_Timed(clock, sock, self.fp.detach()))


class _Timed(io.RawIOBase):
    def __init__(self, clock: _Clock, sock: socket.socket, raw: io.RawIOBase) -> None:
        self._clock = clock
        self._socket = sock
        self._raw = raw

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int | None:
        self._socket.settimeout(self._clock.patience())
        return self._raw.readinto(into)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Cautious(urllib.request.HTTPRedirectHandler):
    """Redirects over HTTP(S) alone, and none from https to http: what is refused is not opened first."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """The request that follows."""
        if not _as_safe(req.full_url, newurl):
            raise LedAstray(req.full_url, newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)

    def http_error_302(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> Any:
        """The answer from where it leads; what can't be followed is let go of, or told by an HTTPError."""
        try:
            return super().http_error_302(req, fp, code, msg, headers)
        except HTTPError:
            raise
        except (OSError, HTTPException, ValueError):
            fp.close()
            raise

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def _as_safe(asked: str, there: str) -> bool:
    """Whether a redirect leads over HTTP(S), and none from https to http."""
    scheme = urlsplit(there).scheme
    return scheme == "https" or (scheme == "http" and urlsplit(asked).scheme == "http")
