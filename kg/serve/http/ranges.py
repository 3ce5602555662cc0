"""Byte ranges of a file by RFC 9110 §14: one range is served, several are answered with the whole file."""

import re
from dataclasses import dataclass

from kg.errors import RangeNotSatisfiable

_RANGE = re.compile(r"bytes=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """Bytes from `start` to `end`, both within it."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many bytes."""
        return self.end - self.start + 1


def span(header: str | None, size: int) -> Span | None:
    """The span that a Range header asks of a file; None for the whole of it.

    What isn't a byte range is passed over, as the standard says; one outside the file is RangeNotSatisfiable.

    >>> span("bytes=0-4", 10), span("bytes=-3", 10), span("bytes=8-99", 10), span("lines=1-2", 10)
    (Span(start=0, end=4), Span(start=7, end=9), Span(start=8, end=9), None)
    """
    found = _RANGE.fullmatch(header.strip()) if header else None
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        return _checked(max(0, size - int(found[2])), size - 1, size, nothing=int(found[2]) == 0)
    start, end = int(found[1]), int(found[2]) if found[2] else size - 1
    if end < start:
        return None if found[2] and start < size else _checked(start, end, size, nothing=True)
    return _checked(start, min(end, size - 1), size, nothing=False)


def _checked(start: int, end: int, size: int, *, nothing: bool) -> Span:
    if nothing or start >= size:
        raise RangeNotSatisfiable(
            f"The range lies outside the file, which has {size} bytes.",
            message_sv=f"Intervallet ligger utanför filen, som har {size} byte.",
        )
    return Span(start, end)
