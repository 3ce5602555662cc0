"""Where the engine stops in RDF/XML that it refuses: it doesn't tell, so it is given the text a tag at a time."""

from typing import IO, cast

import pyoxigraph as ox

from kg.rdf.formats import RDFXML, engine_rdf


def stopped_at(data: bytes) -> tuple[int | None, int | None]:
    """The line and column, from 1, where that begins which the engine refuses; None where it refuses nothing.

    >>> stopped_at(b"<a:x\\n xmlns:a='http://a/'>\\n  <b:y/></a:x>")
    (3, 3)
    """
    tags = _Tags(data)
    try:
        for _ in ox.parse(cast("IO[bytes]", tags), engine_rdf(RDFXML), base_iri="http://example.org/"):
            pass
    except SyntaxError:
        before = data[: tags.begun]
        line = before.count(b"\n") + 1
        return line, len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return None, None


class _Tags:
    """A file that gives no more than one tag, and the text before it, each time it is read."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self.begun = 0
        """Where what was given last begins, space left out."""

    def read(self, size: int) -> bytes:
        """The rest of a tag, or as much of it as is asked for."""
        end = self._data.find(b">", self._at) + 1 or len(self._data)
        piece = self._data[self._at : min(end, self._at + size)]
        if piece.strip():
            self.begun = self._at + len(piece) - len(piece.lstrip())
        self._at += len(piece)
        return piece
