"""Read a text as a person would: every digit, dash and space by what it looks like, and every escape undone.

What is found in the plain text can be pointed out in the text as it was written. Linear in the text's length.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

_ODD = re.compile("[^\x00-\x7f\u00c0-\u024f]")
_ESCAPE = (
    r"(?:%[0-9A-Fa-f]{2})+|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
    r"|&#[0-9]{1,7};|&#[xX][0-9A-Fa-f]{1,6};|&(?:nbsp|ndash|mdash|minus|plus|commat);"
)
_ESCAPES = re.compile(_ESCAPE)
_ODD_OR_ESCAPES = re.compile(f"{_ESCAPE}|{_ODD.pattern}")
_NAMED = {"&nbsp;": " ", "&ndash;": "-", "&mdash;": "-", "&minus;": "-", "&plus;": "+", "&commat;": "@"}
_HYPHENS = frozenset("\u2212\u207b\u208b\u02d7\u2043")
"""Signs that look like a hyphen and that Unicode doesn't call a dash: minus signs, a modifier letter, a bullet."""


@dataclass(frozen=True)
class _Piece:
    """From `start` in the plain text on: copied from `written`; with an `end`, standing for what is written there."""

    start: int
    written: int
    end: int | None = None


@dataclass(frozen=True)
class Plain:
    """A text in plain characters, and where each piece of it was written; no pieces where nothing was changed."""

    text: str
    pieces: tuple[_Piece, ...] = ()

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text as it was written this part of the plain one stands."""
        if not self.pieces:
            return start, end
        first, last = self._piece(start), self._piece(end - 1)
        begin = first.written if first.end is not None else first.written + start - first.start
        return begin, last.end if last.end is not None else last.written + end - last.start

    def _piece(self, at: int) -> _Piece:
        return self.pieces[bisect_right(self.pieces, at, key=lambda piece: piece.start) - 1]


def readings(text: str) -> tuple[Plain, ...]:
    """The text in plain characters; and where it has escapes (%2D, \\u002d, &#45;), also with them undone.

    >>> [plain.text for plain in readings("９００１０１–９８０２")]
    ['900101-9802']
    >>> [plain.text for plain in readings("person/900101%2D9802")]
    ['person/900101%2D9802', 'person/900101-9802']
    """
    looked = Plain(text) if text.isascii() else _replaced(text, _ODD, _seen)
    if not any(mark in text for mark in "%\\&") or not _ESCAPES.search(text):
        return (looked,)
    return looked, _replaced(text, _ODD_OR_ESCAPES, lambda said: "".join(map(_seen, _undone(said))))


def _replaced(text: str, pattern: re.Pattern[str], by: Callable[[str], str]) -> Plain:
    parts: list[str] = []
    pieces: list[_Piece] = []
    at = 0
    for said, piece in _pieces(text, pattern, by):
        if said:
            parts.append(said)
            pieces.append(_Piece(at, piece.written, piece.end))
            at += len(said)
    return Plain("".join(parts), tuple(pieces))


def _pieces(text: str, pattern: re.Pattern[str], by: Callable[[str], str]) -> Iterator[tuple[str, _Piece]]:
    done = 0
    for found in pattern.finditer(text):
        yield text[done : found.start()], _Piece(0, done)
        yield by(found[0]), _Piece(0, found.start(), found.end())
        done = found.end()
    yield text[done:], _Piece(0, done)


def _undone(escape: str) -> str:
    """What an escape stands for; a character that isn't an escape stands for itself."""
    if escape[0] == "%":
        return unquote(escape, errors="replace")
    if escape[0] not in "\\&":
        return escape
    if escape in _NAMED:
        return _NAMED[escape]
    digits = escape[2:].rstrip(";")
    code = int(digits, 16) if escape[0] == "\\" else int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def _seen(character: str) -> str:
    """What a character looks like: a digit, a hyphen, a space, nothing at all, or itself."""
    if not _ODD.match(character):
        return character
    kind = unicodedata.category(character)
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    if kind == "Pd" or character in _HYPHENS:
        return "-"
    if kind in ("Zs", "Zl", "Zp", "No", "Cc"):
        # A raised figure after a number is the mark of a footnote: it parts the number from what follows.
        return " "
    if kind == "Cf":
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain.isascii() else character
