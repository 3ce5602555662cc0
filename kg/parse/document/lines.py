"""A document as it was read, whatever it was read from: lines of text, each with its places and what the layout says.

Text, HTML and Word documents are read, each by a module of its own (`document_text`, `document_html`,
`document_docx`); what the words mean is `document_draft`'s work. Nothing is fetched, and nothing in it is run.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from kg.errors import BadInput
from kg.place import Place

MOST_BYTES = 10 * 1024 * 1024
MOST_CHARACTERS = 200_000
MOST_LINES = 20_000
MASK = "\ue000"
"""What stands for a character that is left out: as long as what it hides, so that places hold."""
HIDDEN = "[…]"


class Layout(Enum):
    """What the layout says of a line."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    """of a list"""
    TERM = "term"
    """the word that a value stands beside: in a list of terms, or first in a row of a table"""


@dataclass(frozen=True)
class Spot:
    """From `at` in a line's text on: where in the document it is written."""

    at: int
    line: int
    column: int


@dataclass(frozen=True)
class Line:
    """A line of text; `apart` from the one before, by an empty line or a paragraph's end.

    `strong` is how many of its first characters are in bold; `links` are the addresses on the web that it leads to.
    """

    text: str
    spots: tuple[Spot, ...]
    layout: Layout = Layout.TEXT
    level: int = 0
    apart: bool = True
    strong: int = 0
    links: tuple[str, ...] = ()

    def place(self, source: str, start: int, end: int) -> Place:
        """Where a part of the text is written; the end is told where it stands on the same line."""
        first, last = self._at(start), self._at(max(start, end - 1))
        ends = last.column + 1 if last.line == first.line else None
        return Place(source, first.line, first.column, ends)

    def _at(self, at: int) -> Spot:
        found = self.spots[max(0, bisect_right(self.spots, at, key=lambda spot: spot.at) - 1)]
        return Spot(at, found.line, found.column + at - found.at)


@dataclass(frozen=True)
class Slice:
    """A part of a line."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.line.text[self.start : self.end]

    def place(self, source: str) -> Place:
        """Where it is written."""
        return self.line.place(source, self.start, self.end)

    def part(self, start: int, end: int) -> "Slice":
        """A part of it."""
        return Slice(self.line, self.start + start, self.start + end)

    def stripped(self) -> "Slice":
        """It without spaces at its ends."""
        text = self.text
        return self.part(len(text) - len(text.lstrip()), max(len(text) - len(text.lstrip()), len(text.rstrip())))


@dataclass(frozen=True)
class Document:
    """The lines of a document in their order; `title` is what it calls itself where no heading says it."""

    source: str
    lines: tuple[Line, ...]
    title: Slice | None = None
    hidden_texts: tuple[tuple[Place, str], ...] = ()
    """Texts that nobody sees in it, and that are handed over with it all the same: properties, comments, notes."""


def within_limits(document: Document) -> Document:
    """The document; BadInput when there is more in it than a description of one thing can be."""
    if sum(len(line.text) for line in document.lines) > MOST_CHARACTERS or len(document.lines) > MOST_LINES:
        raise too_long(document.source)
    return document


def too_long(source: str) -> BadInput:
    """The refusal of a text that is longer than is read."""
    return BadInput(
        f"the text is too long: at most {MOST_CHARACTERS} characters and {MOST_LINES} lines are read. Keep the part "
        "that describes the one thing.",
        message_sv=f"texten är för lång: högst {MOST_CHARACTERS} tecken och {MOST_LINES} rader läses. Behåll den del "
        "som beskriver just den här saken.",
        place=Place(source),
    )


def must_be_small(size: int, source: str) -> None:
    """BadInput for a file larger than is read."""
    if size > MOST_BYTES:
        mib = MOST_BYTES // 1024 // 1024
        raise BadInput(
            f"the file is larger than {mib} MiB; keep the part that describes the one thing.",
            message_sv=f"filen är större än {mib} MiB; behåll den del som beskriver just den här saken.",
            place=Place(source),
        )


def joined(parts: Iterable[str]) -> str:
    """Texts as one, with what is left out shown as such.

    >>> joined(["Kontakta", MASK * 9])
    'Kontakta […]'
    """
    return _MASKED.sub(HIDDEN, " ".join(part for part in parts if part))


_MASKED = re.compile(f"{MASK}+")
