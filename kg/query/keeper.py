"""See that the zygotes live: one that ends before it is told to is started again where it listened.

Nothing waits for it: the kernel tells a parent when a child ends, and only then is a thread started. So the processes
that the parent forks before are forked from a single thread.
"""

import logging
import signal
import threading
import time
from collections.abc import Sequence
from types import FrameType
from typing import Protocol

from kg.errors import Unavailable

log = logging.getLogger(__name__)

_RETRY_SECONDS = 2.0


class Kept(Protocol):
    """A process that is to live as long as this one: a zygote, or another that is started beside the server."""

    @property
    def module(self) -> str:
        """What it runs."""
        ...

    def is_alive(self) -> bool:
        """Whether it still runs."""
        ...

    def start_again(self) -> None:
        """Start it anew; Unavailable when it can't be."""
        ...

    def close(self) -> None:
        """End it."""
        ...


class Keeper:
    """Keeps the zygotes of this process, from the main thread's first `keep` until `close`."""

    def __init__(self, zygotes: Sequence[Kept]) -> None:
        self._zygotes = tuple(zygotes)
        self._busy = threading.Lock()
        self._closed = False

    def keep(self) -> None:
        """Start again, from now on, whichever ends."""
        signal.signal(signal.SIGCHLD, self._noticed)

    def close(self) -> None:
        """Let them end, and end them."""
        self._closed = True
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        with self._busy:
            for zygote in self._zygotes:
                zygote.close()

    def _noticed(self, _signal: int, _frame: FrameType | None) -> None:
        if not self._closed and not all(zygote.is_alive() for zygote in self._zygotes):
            threading.Thread(target=self._revive, daemon=True, name="kg-keeper").start()

    def _revive(self) -> None:
        """Start again those that are dead, until all live; one thread at a time does."""
        with self._busy:
            while not self._closed and (dead := [each for each in self._zygotes if not each.is_alive()]):
                for zygote in dead:
                    _start_again(zygote)


def _start_again(zygote: Kept) -> None:
    log.error("%s has ended; starting it again", zygote.module)
    try:
        zygote.start_again()
    except Unavailable as wrong:
        log.error("%s", wrong.message)
        time.sleep(_RETRY_SECONDS)
