"""Send one HTTP request with urllib3 and take the whole answer, within limits of time and size. When is `errand`'s."""

import time
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3 import exceptions
from urllib3.util.retry import Retry

from kg.errors import EndpointFailed
from kg.sources.upstream.cache import Asked, Held
from kg.sources.upstream.candidate import plain
from kg.sources.upstream.errand import Answer, Broken, fault, odd, unreachable
from kg.sources.upstream.manners import MIB, Manners

_PIECE = 65536
_ELSEWHERE = frozenset({301, 302, 303, 307, 308})


class Web:
    """A sender over HTTP(S): no cookies, no compression, a handful of redirects and none from https to http."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._pool = urllib3.PoolManager(num_pools=4, maxsize=1, retries=False)

    def send(self, asked: Asked, held: Held | None, seconds: float) -> Answer:
        """The answer to a GET, or to a POST of JSON where there is a body."""
        end = time.monotonic() + seconds
        url = asked.url
        for _ in range(self._manners.redirects + 1):
            response = self._open(asked, url, held)
            try:
                if response.status in _ELSEWHERE and not asked.body:
                    url = self._further(asked.url, url, response.headers.get("Location", ""))
                    continue
                body = self._whole(response, asked.url, end) if response.status == 200 else b""
                if response.status == 200:
                    _must_be(asked, response.headers.get("Content-Type", ""))
                return _answer(response, body)
            finally:
                response.close()
        raise odd(
            asked.url,
            f"den skickar vidare mer än {self._manners.redirects} gånger",
            f"it redirects more than {self._manners.redirects} times",
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.clear()

    def _open(self, asked: Asked, url: str, held: Held | None) -> urllib3.BaseHTTPResponse:
        timeout = urllib3.Timeout(connect=self._manners.connect, read=self._manners.silence)
        try:
            return self._pool.request(
                "POST" if asked.body else "GET",
                url,
                body=asked.body.encode() or None,
                headers=self._headers(asked, held),
                timeout=timeout,
                preload_content=False,
                redirect=False,
                retries=False,
            )
        except (exceptions.HTTPError, OSError, ValueError) as wrong:
            raise self._broken(asked.url, wrong) from wrong

    def _headers(self, asked: Asked, held: Held | None) -> dict[str, str]:
        said = {"User-Agent": self._manners.agent, "Accept": asked.accept, "Accept-Encoding": "identity"}
        if asked.body:
            said["Content-Type"] = "application/json"
        if held is not None and held.etag:
            said["If-None-Match"] = held.etag
        elif held is not None and held.last_modified:
            said["If-Modified-Since"] = held.last_modified
        return said

    def _whole(self, response: urllib3.BaseHTTPResponse, url: str, end: float) -> bytes:
        coding = response.headers.get("Content-Encoding", "identity").strip().lower()
        if coding not in ("", "identity"):
            raise odd(url, f"svaret är packat med {coding!r}", f"the answer is packed with {coding!r}")
        body = bytearray()
        try:
            while piece := response.read1(_PIECE, decode_content=False):
                body += piece
                if len(body) > self._manners.max_bytes:
                    raise self._too_large(url)
                if time.monotonic() > end:
                    raise TimeoutError
        except (exceptions.HTTPError, OSError, ValueError) as wrong:
            raise self._broken(url, wrong) from wrong
        return bytes(body)

    def _too_large(self, url: str) -> EndpointFailed:
        limit = f"{self._manners.max_bytes / MIB:g} MiB"
        return odd(url, f"svaret är större än {limit}", f"the answer is larger than {limit}")

    def _further(self, asked: str, url: str, location: str) -> str:
        try:
            target = urljoin(url, location)
            scheme = urlsplit(target).scheme
        except ValueError:  # no address at all: "http://["
            scheme = ""
        if not location or scheme not in ("http", "https") or (urlsplit(url).scheme, scheme) == ("https", "http"):
            raise odd(asked, f"den skickar vidare till {location!r}", f"it redirects to {location!r}")
        return target

    def _broken(self, url: str, wrong: Exception) -> EndpointFailed:
        """What an outside exception means."""
        if isinstance(wrong, exceptions.ConnectTimeoutError | exceptions.NewConnectionError):
            return unreachable(url)
        if isinstance(wrong, exceptions.TimeoutError | TimeoutError):
            return fault(url, "tjänsten slutade svara", "the service stopped answering", kind=Broken)
        if isinstance(wrong, exceptions.ProtocolError):
            return fault(url, "svaret höggs av", "the answer was cut off", kind=Broken)
        reason = plain(str(wrong))[:200].rstrip(".")
        return fault(url, f"det gick fel på vägen ({reason})", f"it failed on the way ({reason})", kind=Broken)


def _must_be(asked: Asked, said: str) -> None:
    kind = plain(said.partition(";")[0]).lower()
    if kind not in [each.strip() for each in asked.accept.split(",")]:
        raise odd(
            asked.url,
            f"det är {kind or 'utan angivet slag'}, inte {asked.accept}",
            f"it is {kind or 'of no stated type'}, not {asked.accept}",
        )


def _answer(response: urllib3.BaseHTTPResponse, body: bytes) -> Answer:
    return Answer(
        response.status,
        body,
        etag=response.headers.get("ETag", ""),
        last_modified=response.headers.get("Last-Modified", ""),
        retry_after=seconds_of(response.headers.get("Retry-After")),
    )


def seconds_of(retry_after: str | None) -> float | None:
    """What a Retry-After header asks for, in seconds: it holds a number or a date (RFC 9110, 10.2.3).

    >>> seconds_of("3"), seconds_of(None), seconds_of("soon")
    (3.0, None, None)
    """
    if not retry_after:
        return None
    try:
        return max(0.0, float(Retry().parse_retry_after(retry_after)))
    except (exceptions.InvalidHeader, ValueError, OverflowError):
        return None
