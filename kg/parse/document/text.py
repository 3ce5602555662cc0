"""Plain text and Markdown as lines: headings, list items, rows of tables, words in bold."""

import re
from collections.abc import Iterator

from kg.errors import BadSyntax
from kg.parse.document.lines import MASK, MOST_CHARACTERS, Document, Layout, Line, Slice, Spot, too_long, within_limits
from kg.parse.document.tables import Row, told
from kg.place import Place

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>.*?)[ \t]*#*[ \t]*\Z")
_ITEM = re.compile(r"[ \t]*(?:[-*+•·▪◦‣–—]|\d{1,3}[.)])[ \t\u00a0]+(?=\S)")
_UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,})[ \t]*")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(?P<said>[^*_]{1,200}?)(?<=\S)\1")
_LINK = re.compile(r"\[(?P<said>[^\[\]]{0,300})\]\((?P<address>https?://[^\s()<>]{1,2000})\)")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*")
_LONGEST_HEADING = 200
_MOST_WRITTEN = 2 * MOST_CHARACTERS
"""Characters with what marks them up and the spaces between."""


def read_text(text: str, source: str) -> Document:
    """The lines of a text; BadSyntax where it is no text."""
    if "\0" in text:
        raise BadSyntax(
            "this is no text. Give a .txt, .md, .html or .docx file.",
            message_sv="det här är ingen text. Ange en fil som är .txt, .md, .html eller .docx.",
            place=Place(source),
        )
    if len(text) > _MOST_WRITTEN:
        raise too_long(source)
    raw = _LINE_END.split(text.replace(MASK, " "))
    return within_limits(Document(source, tuple(_lines(raw))))


def first_line(document: Document) -> Slice | None:
    """The first line of a text, where it stands as a heading does: short, alone, without a full stop."""
    line = document.lines[0] if document.lines else None
    if line is None or line.layout is not Layout.TEXT or len(line.text) > _LONGEST_HEADING:
        return None
    alone = len(document.lines) == 1 or document.lines[1].apart
    return Slice(line, 0, len(line.text)) if alone and not line.text.rstrip().endswith((".", ":", "!", "?")) else None


def _lines(raw: list[str]) -> Iterator[Line]:
    apart, rows = True, list[Row]()
    for number, text in enumerate(raw, 1):
        if text.lstrip().startswith("|") and text.count("|") > 1:
            rows.append(_row(text, number))
            continue
        if rows:
            yield from told(rows)
            rows, apart = [], True
        if not text.strip() or (_UNDERLINE.fullmatch(text)):
            apart = True
            continue
        yield _line(text, number, apart=apart, underlined=_is_underlined(raw, number))
        apart = False
    yield from told(rows)


def _is_underlined(raw: list[str], number: int) -> bool:
    after = raw[number] if number < len(raw) else ""
    return bool(_UNDERLINE.fullmatch(after)) and len(raw[number - 1]) <= _LONGEST_HEADING


def _line(text: str, number: int, *, apart: bool, underlined: bool) -> Line:
    quote = _QUOTE.match(text)
    start = quote.end() if quote else 0
    heading = _HEADING.match(text, start)
    item = _ITEM.match(text, start)
    if heading:
        span, layout, level = heading.span("text"), Layout.HEADING, len(heading["marks"])
    elif underlined:
        span, layout, level = (start, len(text)), Layout.HEADING, 2
    elif item:
        span, layout, level = (item.end(), len(text)), Layout.ITEM, 0
    else:
        span, layout, level = (start, len(text)), Layout.TEXT, 0
    return plain_line(text, span, number, layout=layout, level=level, apart=apart or layout is Layout.HEADING)


def plain_line(
    text: str, span: tuple[int, int], number: int, *, layout: Layout, level: int = 0, apart: bool = True
) -> Line:
    """A part of a line as it reads, its marks for bold and for links taken away."""
    said, spots, strong, links = "", list[Spot](), 0, list[str]()
    at, end = span
    at += len(text[at:end]) - len(text[at:end].lstrip())
    end = max(at, len(text[:end].rstrip()))
    for start, stop, is_strong, address in _marked(text, at, end):
        if is_strong and not said:
            strong = stop - start
        if address:
            links.append(address)
        spots.append(Spot(len(said), number, start + 1))
        said += text[start:stop]
    links += [found[0].rstrip(".,;:)") for found in _ADDRESS.finditer(said)]
    whole = tuple(spots) or (Spot(0, number, at + 1),)
    return Line(said, whole, layout, level, apart, strong, tuple(dict.fromkeys(links)))


def _marked(text: str, at: int, end: int) -> Iterator[tuple[int, int, bool, str | None]]:
    """The parts of a text that are read, with whether they are in bold, and the address they lead to."""
    marks = sorted((*_STRONG.finditer(text, at, end), *_LINK.finditer(text, at, end)), key=lambda mark: mark.start())
    for mark in marks:
        if mark.start() < at:
            continue
        if mark.start() > at:
            yield at, mark.start(), False, None
        yield *mark.span("said"), mark.re is _STRONG, mark["address"] if mark.re is _LINK else None
        at = mark.end()
    if at < end:
        yield at, end, False, None


def _row(text: str, number: int) -> Row:
    """A row of a table in Markdown; the rule under its headings has no cells."""
    if _RULE.fullmatch(text):
        return Row((), is_head=False)
    cells, start = list[tuple[Line, ...]](), text.index("|") + 1
    while start < len(text):
        stop = text.find("|", start)
        stop = len(text) if stop < 0 else stop
        if text[start:stop].strip():
            cells.append((plain_line(text, (start, stop), number, layout=Layout.TEXT),))
        elif stop < len(text):
            cells.append(())
        start = stop + 1
    return Row(tuple(cells), is_head=False)
