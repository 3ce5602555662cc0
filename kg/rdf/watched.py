"""A file that is looked at while a parser reads it: what is nested without end never gets that far."""

from typing import IO

from kg.rdf.formats import Format
from kg.rdf.nesting import Depth

_PIECE = 1 << 20


class Watched:
    """Reads a file of any format but XML; BadSyntax, with the place, where it goes deeper than anything is read."""

    def __init__(self, file: IO[bytes], form: Format, source: str) -> None:
        self._file = file
        self._depth = Depth(form, source)
        self._piece = memoryview(b"")
        self._held = b""

    def read(self, size: int) -> bytes:
        """The next bytes, that many at most; none at the end."""
        if not self._piece:
            # A word longer than a piece is looked at again with what follows: as much more each time.
            piece = self._file.read(max(_PIECE, len(self._held)))
            self._held = self._depth.look(self._held + piece, last=not piece)
            self._piece = memoryview(piece)
        given, self._piece = self._piece[:size], self._piece[size:]
        return bytes(given)
