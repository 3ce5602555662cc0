"""How much of the service matching takes: one batch at a time, each within a time."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import EngineBusy, QueryTimeout

WAITING = 4
"""Those who may wait for their turn. Matching is this process's own computing: two at once would be no faster, and
whoever waits holds a thread that pages need."""
_WAIT_SECONDS = 5.0


class Clock:
    """A time within which something must be done."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until = time.monotonic() + seconds

    def check(self) -> None:
        """QueryTimeout when the time is over."""
        if time.monotonic() > self._until:
            raise QueryTimeout(
                f"The batch took more than {self._seconds:g} seconds; send fewer at a time.",
                message_sv=f"Omgången tog mer än {self._seconds:g} sekunder; skicka färre åt gången.",
            )


class Gate:
    """Lets one in at a time; a few may wait for a while, and all others are told at once to come back."""

    def __init__(self, *, waiting: int = WAITING, wait_seconds: float = _WAIT_SECONDS) -> None:
        self._free = threading.Lock()
        self._queue = threading.BoundedSemaphore(waiting + 1)
        self._wait_seconds = wait_seconds

    @contextmanager
    def inside(self) -> Iterator[None]:
        """The place for as long as the work takes; EngineBusy when it doesn't come free."""
        if not self._queue.acquire(blocking=False):
            raise _crowded()
        try:
            if not self._free.acquire(timeout=self._wait_seconds):
                raise _crowded()
            try:
                yield
            finally:
                self._free.release()
        finally:
            self._queue.release()


def _crowded() -> EngineBusy:
    return EngineBusy(
        "Many are matching names at this moment. Try again in a while.",
        message_sv="Många matchar namn just nu. Försök igen om en stund.",
    )
