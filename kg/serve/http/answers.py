"""Answers kept in memory by their ETag. A release never changes, so what was answered once is right for ever."""

import threading
from collections import OrderedDict


class Answers:
    """The latest answers, up to a number of bytes; one larger than an eighth of that is never kept.

    >>> kept = Answers(80)
    >>> kept.put("a", b"12345"), kept.get("a"), kept.get("b")
    (None, b'12345', None)
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, tag: str) -> bytes | None:
        """The body under that tag, if it is still here."""
        with self._lock:
            body = self._bodies.get(tag)
            if body is not None:
                self._bodies.move_to_end(tag)
            return body

    def put(self, tag: str, body: bytes) -> None:
        """Keep a body; the ones that were asked for longest ago make room."""
        if len(body) * 8 > self._limit:
            return
        with self._lock:
            self._size += len(body) - len(self._bodies.pop(tag, b""))
            self._bodies[tag] = body
            while self._size > self._limit:
                self._size -= len(self._bodies.popitem(last=False)[1])

    def forget(self) -> None:
        """Keep nothing of what was answered before."""
        with self._lock:
            self._bodies.clear()
            self._size = 0
