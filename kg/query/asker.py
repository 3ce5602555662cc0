"""Who asks a question, and may hang up before the answer is there: then nobody works on it any longer."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg.errors import Unavailable


class HungUp(Unavailable):
    """Whoever asked has gone: this is told to nobody, and only ends the work."""

    def __init__(self) -> None:
        super().__init__(
            "whoever asked has hung up, so the question was given up.",
            message_sv="den som frågade har lagt på, så frågan avbröts.",
        )


class Asker:
    """One who asks; any thread may say that it has hung up."""

    def __init__(self) -> None:
        self.is_gone = False
        self._lock = threading.Lock()
        self._end: Callable[[], None] | None = None

    def hang_up(self) -> None:
        """Nobody waits for the answer any more: what is done for it ends, now or as soon as it begins."""
        with self._lock:
            self.is_gone = True
            if self._end is not None:
                self._end()

    @contextmanager
    def waiting(self, end: Callable[[], None]) -> Iterator[None]:
        """While this lasts, `end` is called when the asker hangs up; it must not wait, nor fail. HungUp when the asker
        has gone already."""
        with self._lock:
            if self.is_gone:
                raise HungUp
            self._end = end
        try:
            yield
        finally:
            with self._lock:
                self._end = None
