"""A Word document (.docx) as lines: paragraphs, headings by their style, list items, tables. Macros are refused.

A line's number is that of its paragraph. Headers, notes, comments and properties are read for the gate alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.parse.document.lines import MASK, Document, Layout, Line, Slice, Spot, within_limits
from kg.parse.document.tables import Row, told
from kg.parse.packed import Wording, bad, unpacked
from kg.parse.workbook.xml import Ears, listen, looks_like_xml, relationships
from kg.place import Place

_BODY = "word/document.xml"
_WORD = Wording(
    program="Word",
    name="Word-dokument",
    name_en="a Word document",
    ending=".docx",
    old_ending=".doc",
    instead="klistra in texten",
    instead_en="paste the text",
    anew="Klistra in texten i ett nytt dokument.",
    anew_en="Paste the text into a new document.",
)
_HEADING = re.compile(r"(?:heading|rubrik|överskrift)\s*(?P<level>[1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|rubrik|titel", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
_SAYING = frozenset(("alt", "author", "descr", "initials", "name", "Target", "title", "tooltip", "userId"))
_NOT_SHOWN = frozenset(("Fallback", "moveFrom", "del", "instrText"))


def read_docx(data: bytes, source: str) -> Document:
    """The lines of a Word document; BadSyntax or UnsupportedMediaType says why it isn't read."""
    parts = unpacked(data, source, _WORD).parts
    body = parts.get(_BODY)
    if body is None:
        raise bad(source, "filen är inget Word-dokument.", "the file is no Word document.")
    links = {each.id: each.target for each in relationships(parts.get("word/_rels/document.xml.rels", b"<none/>"))}
    reading = _Reading(_styles(parts.get("word/styles.xml", b"<none/>")), links)
    listen(body, Ears(start=reading.start, end=reading.end))
    title = next((line for line in reading.lines if line.layout is Layout.HEADING and line.level == 0), None)
    slice_ = Slice(title, 0, len(title.text)) if title else None
    return within_limits(Document(source, tuple(reading.lines), slice_, tuple(_texts(parts, source))))


def _styles(part: bytes) -> dict[str, tuple[Layout, int]]:
    """The styles of headings, by id: their level, and 0 for that of the title."""
    found: dict[str, tuple[Layout, int]] = {}
    style = ""

    def start(name: str, has: Mapping[str, str]) -> None:
        nonlocal style
        if name == "style":
            style = has.get("styleId", "")
        elif name == "name" and style:
            named = has.get("val", "")
            if heading := _HEADING.fullmatch(named):
                found[style] = (Layout.HEADING, int(heading["level"]))
            elif _TITLE.fullmatch(named):
                found[style] = (Layout.HEADING, 0)
            elif named.lower().startswith(("list bullet", "list number", "punktlista", "numrerad lista")):
                found[style] = (Layout.ITEM, 0)

    listen(part, Ears(start=start))
    return found


@dataclass
class _Paragraph:
    number: int
    layout: Layout = Layout.TEXT
    level: int = 0
    parts: list[str] = field(default_factory=list)
    at: int = 0
    column: int = 1
    strong: int = 0
    is_strong: bool = False
    broken: bool = False
    links: list[str] = field(default_factory=list)


class _Reading:
    """Hears the body, and keeps its lines."""

    def __init__(self, styles: Mapping[str, tuple[Layout, int]], links: Mapping[str, str]) -> None:
        self._styles, self._links = styles, links
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[list[Row]] = []
        self._cells: list[list[tuple[Line, ...]]] = []
        self._within: list[list[Line]] = [[]]
        self._number = self._hidden = 0

    @property
    def lines(self) -> list[Line]:
        """What was heard."""
        return self._within[0]

    def start(self, name: str, has: Mapping[str, str]) -> None:
        """An element begins."""
        if name in _NOT_SHOWN:
            self._hidden += 1
        elif name == "p":
            self._number += 1
            self._paragraphs.append(_Paragraph(self._number))
        elif name == "tbl":
            self._tables.append([])
        elif name == "tr":
            self._cells.append([])
        elif name == "tc":
            self._within.append([])
        elif self._paragraphs:
            self._told(self._paragraphs[-1], name, has)

    def _told(self, paragraph: _Paragraph, name: str, has: Mapping[str, str]) -> None:
        if name == "pStyle":
            style = has.get("val", "")
            paragraph.layout, paragraph.level = self._styles.get(style, (paragraph.layout, paragraph.level))
        elif name == "numPr" and paragraph.layout is Layout.TEXT:
            paragraph.layout = Layout.ITEM
        elif name == "r":
            paragraph.is_strong = False
        elif name == "b":
            paragraph.is_strong = has.get("val", "").lower() not in _OFF
        elif name in ("br", "cr"):
            self._flush(paragraph)
        elif name == "tab":
            self._say(paragraph, "\t" if paragraph.at else "")
        elif name == "noBreakHyphen":
            self._say(paragraph, "-")
        elif name == "hyperlink":
            target = self._links.get(has.get("id", ""), "")
            if target.lower().startswith(("http://", "https://")):
                paragraph.links.append(target)

    def end(self, name: str, text: str) -> None:
        """An element ends, with the text before its end."""
        if name in _NOT_SHOWN:
            self._hidden -= 1
        elif name == "t" and self._paragraphs:
            self._say(self._paragraphs[-1], text.replace(MASK, " "))
        elif name == "p" and self._paragraphs:
            self._flush(self._paragraphs.pop())
        elif name == "tc":
            self._cells[-1].append(tuple(self._within.pop()))
        elif name == "tr":
            self._tables[-1].append(Row(tuple(self._cells.pop()), is_head=False))
        elif name == "tbl":
            self._within[-1].extend(told(self._tables.pop()))

    def _say(self, paragraph: _Paragraph, text: str) -> None:
        if self._hidden:
            return
        if paragraph.is_strong and paragraph.strong == paragraph.at:
            paragraph.strong += len(text)
        paragraph.parts.append(text)
        paragraph.at += len(text)

    def _flush(self, paragraph: _Paragraph) -> None:
        said = "".join(paragraph.parts)
        text = said.strip()
        ahead = len(said) - len(said.lstrip())
        if text:
            self._within[-1].append(
                Line(
                    text,
                    (Spot(0, paragraph.number, paragraph.column + ahead),),
                    Layout.TEXT if paragraph.broken and paragraph.layout is Layout.ITEM else paragraph.layout,
                    paragraph.level,
                    not paragraph.broken,
                    max(0, min(paragraph.strong - ahead, len(text))),
                    tuple(dict.fromkeys(paragraph.links)),
                )
            )
        paragraph.column += len(said) + 1
        paragraph.parts, paragraph.at, paragraph.strong, paragraph.broken = [], 0, 0, True
        paragraph.links = []


def _texts(parts: Mapping[str, bytes], source: str) -> Iterator[tuple[Place, str]]:
    """Every text in the file, seen or not: a paragraph as one, for a number may be written in two runs."""
    for name, part in parts.items():
        if looks_like_xml(name, part) and not name.startswith("[content_types]"):
            found: list[tuple[str, str]] = []
            whole: list[list[str]] = []
            listen(part, _ears(found, whole))
            yield from ((Place(source, field=f"{name}#{element}"), text) for element, text in found)


def _ears(found: list[tuple[str, str]], whole: list[list[str]]) -> Ears:
    def start(name: str, has: Mapping[str, str]) -> None:
        if name == "p":
            whole.append([])
        internal = name == "Relationship" and has.get("TargetMode") != "External"
        found.extend((key, value) for key, value in has.items() if key in _SAYING and value.strip() and not internal)

    def end(name: str, text: str) -> None:
        if text.strip() and whole:
            whole[-1].append(text)
        elif text.strip():
            found.append((name, text.strip()))
        if name == "p" and whole:
            found.append((name, "".join(whole.pop())))

    return Ears(start=start, end=end)
