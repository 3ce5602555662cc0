"""Take in an answer as the engine writes it, and stop the engine at the row or byte that is one too many.

Rows are counted in the bytes written. What parts two rows may also stand inside a text, so a count past the limit is
taken again with every text left out, and only that exact count decides.
"""

import re
from dataclasses import dataclass

from kg.rdf.formats import SPARQL_CSV, SPARQL_JSON, SPARQL_TSV, SPARQL_XML, Format


class TooLarge(Exception):
    """The answer passes a limit; `what` is rows or bytes. It never leaves the worker: the pool says it to people."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True)
class _Rows:
    """What stands once a row, how many rows there are when it stands nowhere, and what a text looks like."""

    mark: bytes
    more: int
    text: re.Pattern[bytes] | None = None


# XML escapes every `<` and TSV every line break inside a text; JSON and CSV keep theirs between quotation marks.
_ROWS = {
    SPARQL_JSON: _Rows(b"},{", 1, re.compile(rb'"[^"\\]*+(?>(?:\\.[^"\\]*+)*)(?:"|\\?\Z)', re.DOTALL)),
    SPARQL_XML: _Rows(b"<result>", 0),
    SPARQL_CSV: _Rows(b"\r\n", -1, re.compile(rb'"[^"]*+(?:"|\Z)')),
    SPARQL_TSV: _Rows(b"\n", -1),
}


class Sink:
    """A file to write query results to, that raises TooLarge past the limits."""

    def __init__(self, form: Format, *, max_rows: int, max_bytes: int) -> None:
        self.body = bytearray()
        self._rows = _ROWS[form]
        self._max_rows = max_rows
        self._max_bytes = max_bytes
        self._marks = 0
        self._counted = 0
        self._in_texts = 0

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        self.body += data
        size, mark = len(self.body), self._rows.mark
        if size > self._max_bytes:
            raise TooLarge("bytes")
        # What is shorter than its marks would be holds too few rows to be counted.
        if self._rows.more + size // len(mark) <= self._max_rows:
            return len(data)
        self._marks += self.body.count(mark, max(0, self._counted - len(mark) + 1))
        self._counted = size
        if self._rows.more + self._marks - self._in_texts > self._max_rows:
            self._leave_texts_out()
            if self._rows.more + self._marks - self._in_texts > self._max_rows:
                raise TooLarge("rows")
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def _leave_texts_out(self) -> None:
        if self._rows.text is not None:
            bare = self._rows.text.sub(b"", self.body)
            self._in_texts = self._marks - bare.count(self._rows.mark)
