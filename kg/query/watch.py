"""Which of many workers speak, for a loop that mustn't wait for any of them: it polls one descriptor for all.

A worker is watched from its first question on. It may be asked by a thread in between: that it speaks is then told to
nobody here, and costs the loop one look.
"""

import select
from collections.abc import Callable

from kg.query.workers import Worker


class Watch:
    """The workers that a loop has asked. All of it is called on the loop's own thread."""

    def __init__(self) -> None:
        self._poll = select.epoll()
        self._watched: dict[int, Worker] = {}
        self._told: dict[int, Callable[[], None]] = {}

    def fileno(self) -> int:
        """What to poll to see that `look` has something to tell."""
        return self._poll.fileno()

    def tell(self, worker: Worker, told: Callable[[], None]) -> None:
        """Call once when the worker speaks or ends."""
        channel = worker.fileno()
        self._told[channel] = told
        if self._watched.get(channel) is not worker:
            # Told once for all that comes: what a thread has asked for mustn't wake the loop again until it is read.
            self._poll.register(channel, select.EPOLLIN | select.EPOLLET)
            self._watched[channel] = worker

    def look(self) -> None:
        """Tell who waits for a worker that speaks."""
        for channel, _ in self._poll.poll(0):
            told = self._told.pop(channel, None)
            if told is not None:
                told()
