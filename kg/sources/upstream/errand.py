"""Fetch from one authority, one request at a time: paced, tried again when it helps, ended in time, kept on the disk.

How a request is sent is the sender's (`web`, `endpoint`); when, how often, and what a failure is called is ours.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from kg.errors import EndpointFailed
from kg.sources.upstream.cache import Asked, Cache, Held
from kg.sources.upstream.manners import Manners
from kg.sources.upstream.within import within

T = TypeVar("T")

LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that another try may not meet (RFC 9110, RFC 6585, RFC 8470)."""


@dataclass(frozen=True)
class Answer:
    """What came: the status, the body, and what its sender said of it; `retry_after` in seconds where it was said."""

    status: int
    body: bytes
    etag: str = ""
    last_modified: str = ""
    retry_after: float | None = None


class Broken(EndpointFailed):
    """A request failed on its way, by no decision of the other side's: another try may help."""


class Sender(Protocol):
    """Sends one request, once, and takes the whole answer."""

    def send(self, asked: Asked, held: Held | None, seconds: float) -> Answer:
        """The answer; Broken when it can't be had or isn't whole, EndpointFailed when it is none that we take."""
        ...


class Errand:
    """Everything that is asked of one authority in one run; `step` is told each address before it is asked."""

    def __init__(self, manners: Manners, cache: Cache, *, step: Callable[[str], None] = lambda _: None) -> None:
        self.manners = manners
        self._cache = cache
        self._step = step
        self._end = time.monotonic() + manners.total
        self._last: dict[str, float] = {}
        self.pause = manners.pause
        self.sent = 0

    def bring(self, asked: Asked, sender: Sender, read: Callable[[bytes], T]) -> T:
        """What `read` makes of the answer; EndpointFailed says what was asked, what came and what to do.

        An answer that `read` refuses is not kept, so the next run asks for it again.
        """
        held = self._cache.held(asked)
        if held is not None and held.run == self._cache.run:
            return read(held.body)
        self._step(asked.url)
        for attempt in range(1, self.manners.attempts + 1):
            try:
                return self._taken(asked, self._sent(asked, held, sender), held, read)
            except _Again as again:
                self._wait(again, attempt)
        raise AssertionError("the last attempt raises")

    def finish(self) -> None:
        """All of it was fetched: the next run asks anew."""
        self._cache.finish()

    def _sent(self, asked: Asked, held: Held | None, sender: Sender) -> Answer:
        self._keep_pace(asked.url)
        seconds = min(self.manners.request, self._left())
        if seconds <= 0:
            raise self._late(asked.url)
        self.sent += 1
        try:
            return within(seconds, lambda: sender.send(asked, held, seconds), raising=(EndpointFailed,))
        except TimeoutError as wrong:
            raise _Again(_silent(asked.url, seconds)) from wrong
        except Broken as wrong:
            raise _Again(wrong) from wrong

    def _taken(self, asked: Asked, answer: Answer, held: Held | None, read: Callable[[bytes], T]) -> T:
        if answer.status == 304 and held is not None:
            value = read(held.body)
            self._cache.keep(asked, held.body, etag=held.etag, last_modified=held.last_modified)
            return value
        if answer.status != 200:
            said = f"HTTP {answer.status}"
            refused = fault(asked.url, f"svaret var {said}", f"the answer was {said}")
            raise _Again(refused, answer.retry_after) if answer.status in LATER else refused
        value = read(answer.body)
        self._cache.keep(asked, answer.body, etag=answer.etag, last_modified=answer.last_modified)
        return value

    def _wait(self, again: "_Again", attempt: int) -> None:
        """Wait before the next try, as long as was asked of us within reason; past that the fault is raised."""
        wait = again.retry_after
        if wait is None:
            wait = min(self.manners.longest_wait, self.manners.first_wait * 2 ** (attempt - 1))
        if attempt == self.manners.attempts or wait > self.manners.longest_wait or wait >= self._left():
            raise again.fault from again
        time.sleep(wait)

    def _keep_pace(self, url: str) -> None:
        host = urlsplit(url).netloc
        wait = self._last.get(host, 0.0) + self.pause - time.monotonic()
        if host in self._last and wait > 0:
            time.sleep(min(wait, max(0.0, self._left())))
        self._last[host] = time.monotonic()

    def _left(self) -> float:
        return self._end - time.monotonic()

    def _late(self, url: str) -> EndpointFailed:
        total = f"{self.manners.total:g}"
        return fault(
            url,
            f"tiden för hela hämtningen, {total} sekunder, tog slut",
            f"the time for all of it, {total} seconds, ran out",
            do_sv="Det som hann hämtas ligger kvar: kör igen, eller höj KG_REFRESH_SECONDS.",
            do_en="What was fetched is kept: run it again, or raise KG_REFRESH_SECONDS.",
        )


class _Again(Exception):
    """This try failed, and another may not."""

    def __init__(self, wrong: EndpointFailed, retry_after: float | None = None) -> None:
        super().__init__(wrong.message)
        self.fault = wrong
        self.retry_after = retry_after


def fault(
    url: str,
    came_sv: str,
    came_en: str,
    *,
    do_sv: str = "Ingenting är ändrat här; försök igen senare.",
    do_en: str = "Nothing is changed here; try again later.",
    kind: type[EndpointFailed] = EndpointFailed,
) -> EndpointFailed:
    """A failure in one sentence and a half: what was asked, what came, what to do."""
    return kind(f"{url} was asked, and {came_en}. {do_en}", message_sv=f"{url} tillfrågades, och {came_sv}. {do_sv}")


def unreachable(url: str) -> EndpointFailed:
    """Nobody answers at that address: no network, no such host, or nobody listens."""
    return fault(
        url,
        "tjänsten gick inte att nå",
        "the service could not be reached",
        do_sv="Kontrollera nätet och adressen; ingenting är ändrat här.",
        do_en="Check the network and the address; nothing is changed here.",
        kind=Broken,
    )


def _silent(url: str, seconds: float) -> EndpointFailed:
    return fault(
        url,
        f"det kom inget helt svar inom {seconds:.3g} sekunder",
        f"no whole answer came within {seconds:.3g} seconds",
    )


def odd(url: str, came_sv: str, came_en: str) -> EndpointFailed:
    """An answer that isn't what the service's documentation promises."""
    return fault(
        url,
        f"svaret stämmer inte med tjänstens beskrivning: {came_sv}",
        f"the answer doesn't follow the service's own description: {came_en}",
        do_sv="Ingenting är ändrat här; se efter om tjänsten har lagts om.",
        do_en="Nothing is changed here; look whether the service has changed.",
    )
