"""How much of the service matching takes: a few batches at a time, each within a time."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import EngineBusy, QueryTimeout

AT_ONCE = 2
"""Batches at work at the same time: matching is our own computing, and pages are to be made meanwhile."""
_WAIT_SECONDS = 2.0


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
    """Lets a few in at a time; who has waited a while is told to come back."""

    def __init__(self, places: int = AT_ONCE, wait_seconds: float = _WAIT_SECONDS) -> None:
        self._free = threading.BoundedSemaphore(places)
        self._wait_seconds = wait_seconds

    @contextmanager
    def inside(self) -> Iterator[None]:
        """A place for as long as the work takes; EngineBusy when none comes free."""
        if not self._free.acquire(timeout=self._wait_seconds):
            raise EngineBusy(
                "Many are matching names at this moment. Try again in a while.",
                message_sv="Många matchar namn just nu. Försök igen om en stund.",
            )
        try:
            yield
        finally:
            self._free.release()
