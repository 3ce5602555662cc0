"""Answers kept in memory by their ETag. A release never changes, so what was answered once is right while it is served:
the tag is made of the release, the question, its graphs, the format and the coding.
"""

import threading
from collections import OrderedDict

MOST_BYTES = 256 * 1024
"""The largest answer that is kept: one that is larger takes longer to send than to make."""
OVERHEAD = 400
"""What an answer costs beside its own bytes: its tag, and its places in the tables. With it counted, no number of small
answers takes more memory than was granted."""


class Answers:
    """The latest answers, up to a number of bytes in all.

    >>> kept = Answers(1000)
    >>> kept.put("a", b"12345"), kept.get("a"), kept.get("b")
    (None, b'12345', None)
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._release: str | None = None
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """How much memory the answers take, in bytes."""
        return self._size

    def get(self, tag: str) -> bytes | None:
        """The body under that tag, if it is still here."""
        with self._lock:
            body = self._bodies.get(tag)
            if body is not None:
                self._bodies.move_to_end(tag)
            return body

    def put(self, tag: str, body: bytes) -> None:
        """Keep a body; the ones that were asked for longest ago make room."""
        if len(body) > MOST_BYTES or len(body) + OVERHEAD > self._limit:
            return
        with self._lock:
            before = self._bodies.pop(tag, None)
            self._size += len(body) - len(before) if before is not None else len(body) + OVERHEAD
            self._bodies[tag] = body
            while self._size > self._limit:
                self._size -= len(self._bodies.popitem(last=False)[1]) + OVERHEAD

    def follow(self, release: str) -> None:
        """This release is served now: what was answered from the one before is asked for no more."""
        if release != self._release:
            self._release = release
            self.forget()

    def forget(self) -> None:
        """Keep nothing of what was answered before."""
        with self._lock:
            self._bodies.clear()
            self._size = 0
