"""CSV row by row, however large the file: RFC 4180 in UTF-8, each row with the number and line it begins at.

A row ends at the end of a line where every quotation mark is paired. One that is too long is passed by without being
kept; what is wrong with a row is said of it, and the next is read.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import BadSyntax
from kg.place import Place
from kg.sweden.unclear import Unclear

LONGEST = 1 << 20
"""Bytes of a row."""
LONGEST_CELL = 100_000
"""Characters of a cell; the csv module itself stops at 131,072."""
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class RawRow:
    """A row as it stands: its number as a spreadsheet counts, the line it begins at, its cells; or why it has none."""

    number: int
    line: int
    cells: tuple[str, ...]
    wrong: Unclear | None = None


def rows(pieces: Iterable[bytes], delimiter: str, source: str) -> Iterator[RawRow]:
    """Every row that isn't empty; BadSyntax where a byte isn't UTF-8."""
    for number, line, data in _records(pieces):
        if data is None:
            yield RawRow(number, line, (), _too_long())
        elif data.strip(b"\r\n \t"):
            yield _row(number, line, data, delimiter, source)


def _records(pieces: Iterable[bytes]) -> Iterator[tuple[int, int, bytes | None]]:
    """The bytes of each row with its number and first line; None for one that is too long."""
    kept, length, odd = list[bytes](), 0, 0
    number, line, lines = 1, 1, 0
    for part in _lines(pieces):
        odd ^= part.count(b'"') & 1
        length += len(part)
        if length <= LONGEST:
            kept.append(part)
        ends = part.endswith(b"\n")
        lines += ends
        if ends and not odd:
            yield number, line, b"".join(kept) if length <= LONGEST else None
            kept, length = [], 0
            number, line, lines = number + 1, line + lines, 0
    if length:
        yield number, line, b"".join(kept) if length <= LONGEST else None


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The lines in the pieces, each with its end; a very long one in parts."""
    rest, first = b"", True
    for piece in pieces:
        rest += piece
        if first and len(rest) >= len(_BOM):
            rest, first = rest.removeprefix(_BOM), False
        lines = rest.split(b"\n")
        rest = lines.pop()
        yield from (line + b"\n" for line in lines)
        if len(rest) > LONGEST:
            yield rest
            rest = b""
    if rest:
        yield rest


def _row(number: int, line: int, data: bytes, delimiter: str, source: str) -> RawRow:
    text = _decoded(data, line, source)
    if "\0" in text:
        return RawRow(number, line, (), _null())
    try:
        found = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error as wrong:
        # The text as it stands may still tell which file this is.
        return RawRow(number, line, (text,), _malformed(str(wrong)))
    cells = tuple(found[0]) if found else ()
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return RawRow(number, line, cells, _too_long())
    return RawRow(number, line, cells)


def _decoded(data: bytes, line: int, source: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        place = Place(source, line + data[: wrong.start].count(b"\n"))
        raise BadSyntax(
            f"the text isn't UTF-8 (byte 0x{data[wrong.start]:02X}). Save the file as ‘CSV UTF-8’, or fetch it again.",
            message_sv=f"texten är inte UTF-8 (byte 0x{data[wrong.start]:02X}). Spara filen som ”CSV UTF-8”, eller "
            "hämta den igen.",
            place=place,
        ) from wrong


def _malformed(said: str) -> Unclear:
    if "limit" in said:
        return _too_long()
    if "end of data" in said:
        return Unclear(
            "Ett citattecken öppnar en cell men stängs aldrig. Det som följer efter det går inte att läsa som rader.",
            "A quotation mark opens a cell and is never closed. What follows it can't be read as rows.",
        )
    return Unclear(
        'Citattecknen i raden går inte ihop. Skriv "" för ett citattecken i texten.',
        'The quotation marks in the row don\'t pair up. Write "" for a quotation mark within the text.',
    )


def _too_long() -> Unclear:
    return Unclear(
        f"Raden är längre än {LONGEST} byte, eller en cell längre än {LONGEST_CELL} tecken. Den läses inte.",
        f"The row is longer than {LONGEST} bytes, or a cell longer than {LONGEST_CELL} characters. It isn't read.",
    )


def _null() -> Unclear:
    return Unclear(
        "Raden har ett nolltecken (U+0000), som inte hör hemma i en text.",
        "The row holds a null character (U+0000), which no text has.",
    )
