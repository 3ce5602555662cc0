"""A text with its lines: from how far in something stands to the line and column where people find it."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from kg.place import Place

Span = tuple[int, int]
"""From the first character of something to the first one after it, counted in characters from 0."""


@dataclass(frozen=True)
class Text:
    """A text and the name of its file or body."""

    source: str
    said: str

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [0], self.said.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.said.find("\n", at + 1)
        return starts

    def place(self, span: Span) -> Place:
        """Where it stands; the end of what goes on to other lines is the end of its first one.

        >>> Text("x.ttl", "<a> <b>\\n  'ö' .").place((10, 13))
        Place(source='x.ttl', line=2, column=3, end_column=6, pointer=None, sheet=None, cell=None, field=None)
        """
        start, end = span
        number = bisect_right(self._starts, start)
        line = self._starts[number - 1]
        if number < len(self._starts) and end >= self._starts[number]:
            end = self._starts[number] - 1
            if self.said[end - 1 : end] == "\r":
                end -= 1
        return Place(self.source, number, start - line + 1, max(end, start) - line + 1)
