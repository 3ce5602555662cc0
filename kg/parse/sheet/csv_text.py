"""CSV becomes a table: RFC 4180 in UTF-8, with comma, semicolon or tab between cells, and the place of every cell.

A byte order mark, Excel's first line `sep=;` and any end of line are taken as they come. What can't be read for certain
is refused with the line where it goes wrong: a guess about letters would end up in the data.
"""

import codecs
import re
from collections.abc import Iterator

from kg.errors import BadSyntax
from kg.parse.sheet.table import LONGEST, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Row, Sheet, Trouble, letters
from kg.place import Place

DELIMITERS = (";", ",", "\t")
_END = re.compile(r"\r\n|\r|\n")
_SEP = re.compile(r"sep=(.)(?:\r\n|\r|\n|$)", re.IGNORECASE)
_APOSTROPHE = re.compile(r"'+[=+\-@\t\r]")
_GUARDED = re.compile(r"'*[=+\-@\t\r]")


def read_csv(data: bytes, source: str) -> Sheet:
    """The table in a CSV file's bytes; BadSyntax says on which line it can't be read and what to do."""
    text = decoded(data, source)
    sep = _SEP.match(text)
    delimiter = sep[1] if sep else _delimiter(text)
    first = 2 if sep else 1
    rows = tuple(_rows(text[sep.end() :] if sep else text, delimiter, source, first))
    return Sheet(None, source, rows)


def decoded(data: bytes, source: str) -> str:
    """The text in the bytes, which are UTF-8 with or without a byte order mark; BadSyntax for anything else."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise _bad("filen är tom.", "the file is empty.", source, 1)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _bad(
            "texten är kodad som UTF-16. Spara filen igen som ”CSV UTF-8”.",
            "the text is encoded as UTF-16. Save the file again as ‘CSV UTF-8’.",
            source,
            1,
        )
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise _not_utf8(data, wrong.start, source) from wrong
    if (found := text.find("\x00")) >= 0:
        raise _bad(
            "filen har ett nolltecken (U+0000) och är nog ingen textfil. Spara den igen som ”CSV UTF-8”.",
            "the file holds a null character (U+0000) and is probably no text file. Save it again as ‘CSV UTF-8’.",
            source,
            _line(text, found),
        )
    return text


def guarded(text: str) -> str:
    """A text as it stands in a CSV file for people: with an apostrophe where a spreadsheet would see a formula.

    >>> guarded("=1+1"), guarded("Norberg")
    ("'=1+1", 'Norberg')
    """
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given.

    >>> unguarded("'=1+1"), unguarded("'Norrsken'")
    ('=1+1', "'Norrsken'")
    """
    return text[1:] if _APOSTROPHE.match(text) else text


def _not_utf8(data: bytes, start: int, source: str) -> BadSyntax:
    """Says which letter the byte is in Windows-1252, when that is probably what was meant."""
    line = len(_END.findall(data[:start].decode("latin-1"))) + 1
    byte = data[start]
    try:
        letter = bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        letter = ""
    if letter.isalpha():
        sv = f"texten är inte UTF-8: {letter!r} är skrivet som i Windows-1252 (Latin-1). Spara den som ”CSV UTF-8”."
        en = f"the text isn't UTF-8: {letter!r} is written as in Windows-1252 (Latin-1). Save it as ‘CSV UTF-8’."
    else:
        sv = f"texten är inte UTF-8 (byte 0x{byte:02X}). Spara filen som ”CSV UTF-8”."
        en = f"the text isn't UTF-8 (byte 0x{byte:02X}). Save the file as ‘CSV UTF-8’."
    return _bad(sv, en, source, line)


def _delimiter(text: str) -> str:
    """The delimiter that parts the first line that says anything into most cells; a comma when none does."""
    line = next((each for each in _END.split(text[:100_000]) if each.strip()), "")
    bare = re.sub(r'"[^"]*"', "", line)
    counts = {each: bare.count(each) for each in DELIMITERS}
    best = max(DELIMITERS, key=lambda each: counts[each])
    return best if counts[best] else ","


def _rows(text: str, delimiter: str, source: str, first: int) -> Iterator[Row]:
    """The rows that say something; a row is counted as a spreadsheet counts it, a line as an editor does."""
    total = 0
    for row, cells in enumerate(_records(text, delimiter, source, first), start=first):
        said = {column: cell for column, cell in cells if cell.text or cell.trouble}
        if not said:
            continue
        total += len(said)
        if row > MOST_ROWS or total > MOST_CELLS:
            raise _bad(
                f"tabellen är för stor: vi läser {MOST_ROWS} rader och {MOST_CELLS} ifyllda celler. Dela upp den.",
                f"the table is too large: we read {MOST_ROWS} rows and {MOST_CELLS} filled cells. Divide it.",
                source,
                next(iter(said.values())).place.line or row,
            )
        yield Row(row, said)


def _records(text: str, delimiter: str, source: str, first: int) -> Iterator[list[tuple[int, Cell]]]:
    """Every record of the text, RFC 4180 §2: its cells that aren't empty, each with the number of its column."""
    field = re.compile(rf'"((?>(?:[^"]|"")*))"|([^{re.escape(delimiter)}\r\n]*+)')
    at, line, begun = 0, first, 0
    row, column, cells = first, 0, list[tuple[int, Cell]]()
    while at < len(text) or column:
        found = field.match(text, at)
        if found is None:
            raise AssertionError("the pattern matches the empty text")
        end = found.end()
        column += 1
        if found[0]:
            place = Place(source, line, at - begun + 1, cell=f"{letters(column)}{row}")
            if column > MOST_COLUMNS:
                raise _too_wide(place)
            _must_end(text, end, delimiter, found, place)
            cells.append((column, _cell(found[1].replace('""', '"') if found[1] is not None else found[2], place)))
        if found[1] is not None and (breaks := list(_END.finditer(found[1]))):
            line, begun = line + len(breaks), found.start(1) + breaks[-1].end()
        if text[end : end + 1] == delimiter:
            at = end + 1
            continue
        yield cells
        ended = _END.match(text, end)
        at = ended.end() if ended else end
        row, line, begun, column, cells = row + 1, line + 1, at, 0, []


def _must_end(text: str, end: int, delimiter: str, found: re.Match[str], place: Place) -> None:
    """A cell ends at a delimiter, the end of the line or of the file; anything else is a stray quotation mark."""
    if text[end : end + 1] in (delimiter, "\r", "\n", ""):
        if found[1] is not None or not found[2].startswith('"'):
            return
        raise _bad(
            'ett citattecken öppnar cellen men stängs aldrig. Stäng det, eller skriv "" för ett tecken i texten.',
            'a quotation mark opens the cell and is never closed. Close it, or write "" for one within the text.',
            place.source,
            place.line or 1,
            place.column,
        )
    raise _bad(
        'det står text efter cellens avslutande citattecken. Skriv "" för ett citattecken i texten.',
        'text follows the closing quotation mark of the cell. Write "" for a quotation mark within the text.',
        place.source,
        place.line or 1,
        place.column,
    )


def _cell(value: str, place: Place) -> Cell:
    text = unguarded(value).strip()
    if len(text) > LONGEST:
        return Cell("", place, too_long(len(text)))
    return Cell(text, place)


def too_long(length: int) -> Trouble:
    """The trouble of a text that is longer than a cell can be."""
    return Trouble(
        f"Texten är {length} tecken lång; en cell rymmer {LONGEST}. Korta den.",
        f"The text is {length} characters long; a cell holds {LONGEST}. Shorten it.",
    )


def _too_wide(place: Place) -> BadSyntax:
    return _bad(
        f"raden har fler än {MOST_COLUMNS} kolumner. Kontrollera skiljetecknet, eller ta bort tomma kolumner.",
        f"the row has more than {MOST_COLUMNS} columns. Check the delimiter, or take away columns that aren't used.",
        place.source,
        place.line or 1,
        place.column,
    )


def _line(text: str, at: int) -> int:
    return len(_END.findall(text[:at])) + 1


def _bad(sv: str, en: str, source: str, line: int, column: int | None = None) -> BadSyntax:
    return BadSyntax(en, message_sv=sv, place=Place(source, line, column))
