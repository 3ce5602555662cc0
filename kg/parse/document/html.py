"""A web page as lines: headings, paragraphs, lists of items and of terms, tables. Nothing in it is fetched or run.

It is read in one pass that never turns back, for `html.parser` reads the rest of a page again at each tag that is not
closed: a file of ten megabytes could keep it busy for hours.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.parse.document.lines import (
    MASK,
    MOST_CHARACTERS,
    MOST_LINES,
    Document,
    Layout,
    Line,
    Slice,
    Spot,
    too_long,
    within_limits,
)
from kg.parse.document.tables import Row, told

_NAME = re.compile(r"</?([a-zA-Z][^\s/>]{0,60})")
_ATTRIBUTE = re.compile(
    r"[\s/]*(?P<name>[^\s/>=]+)(?:\s*=\s*(?:\"(?P<two>[^\"]*)\"|'(?P<one>[^']*)'|(?P<bare>[^\s>\"']*)))?"
)
_NOTHING = re.compile(r"[\s/=\"']*")
_CLOSE = re.compile(r"[\s/=\"']*>")
_WORDS = re.compile(r"\s+|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|[^\s&]+|&")
_UNSEEN = re.compile(f"[\u00ad\u200b\u200c\u200d\u2060\ufeff{MASK}]")
_RAW = ("script", "style", "template", "noscript", "iframe", "svg", "object", "textarea", "select")
_ENDS = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in (*_RAW, "title")}
_PASSED_OVER = frozenset(("nav", "footer"))
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_STRONG = frozenset(("b", "strong"))
_MOST_TABLES = 20


def read_html(text: str, source: str) -> Document:
    """The lines of a web page; BadInput when there is too much of it."""
    page = _Page(text, source)
    for at, token in _tokens(text):
        if isinstance(token, _Tag):
            page.tag(token)
        else:
            page.say(at, token)
    return within_limits(page.document())


@dataclass(frozen=True)
class _Tag:
    name: str
    closes: bool
    attributes: Mapping[str, str]


def _tokens(text: str) -> Iterator[tuple[int, "_Tag | str"]]:
    """The tags and the text between them, each with where it begins; comments and scripts are left out."""
    at = 0
    while at < len(text):
        mark = text.find("<", at)
        mark = len(text) if mark < 0 else mark
        if mark > at:
            yield at, text[at:mark]
        if mark == len(text):
            return
        name = _NAME.match(text, mark)
        if name is None:
            at = _past_declaration(text, mark)
            if at == mark + 1:
                yield mark, "<"
            continue
        attributes, at = _attributes(text, name.end())
        tag = _Tag(name[1].lower(), text[mark + 1] == "/", attributes)
        yield mark, tag
        if not tag.closes and tag.name in _ENDS:
            end = _ENDS[tag.name].search(text, at)
            if tag.name == "title":
                yield at, text[at : end.start() if end else at]
            at = end.start() if end else len(text)


def _past_declaration(text: str, mark: int) -> int:
    """Where a comment or a declaration ends; a lone < is a character like others."""
    if text.startswith("<!--", mark):
        end = text.find("-->", mark + 4)
        return len(text) if end < 0 else end + 3
    if text.startswith(("<!", "<?", "</"), mark):
        end = text.find(">", mark)
        return len(text) if end < 0 else end + 1
    return mark + 1


def _attributes(text: str, at: int) -> tuple[dict[str, str], int]:
    """What a tag says, and where it ends; one that never ends takes the rest with it, as browsers have it."""
    found: dict[str, str] = {}
    while at < len(text):
        if close := _CLOSE.match(text, at):
            return found, close.end()
        said = _ATTRIBUTE.match(text, at)
        if said is None:
            at = _NOTHING.match(text, at).end()  # type: ignore[union-attr]  # it matches everywhere
            continue
        if said["name"].lower() == "href":
            found.setdefault("href", html.unescape((said["two"] or said["one"] or said["bare"] or "").strip()))
        at = said.end()
    return found, len(text)


@dataclass
class _Open:
    """A line that is being read."""

    parts: list[str] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    length: int = 0
    strong: int = 0
    links: list[str] = field(default_factory=list)
    gap: bool = False


@dataclass
class _Table:
    rows: list[Row] = field(default_factory=list)
    cells: list[tuple[Line, ...]] = field(default_factory=list)
    heads: int = 0
    lines: list[Line] = field(default_factory=list)


class _Page:
    def __init__(self, text: str, source: str) -> None:
        self._source = source
        self._starts = [0, *(found.end() for found in re.finditer(r"\r\n|[\n\r]", text))]
        self._lines: list[Line] = []
        self._tables: list[_Table] = []
        self._open = _Open()
        self._layout, self._level, self._apart = Layout.TEXT, 0, True
        self._strong = self._skipped = self._characters = self._count = 0
        self._passed: str | None = None
        self._title: Line | None = None
        self._in_title = False

    def document(self) -> Document:
        """What was read."""
        self._flush()
        while self._tables:
            self._end_table()
        title = Slice(self._title, 0, len(self._title.text)) if self._title else None
        return Document(self._source, tuple(self._lines), title)

    def say(self, at: int, text: str) -> None:
        """Text: words with one space between them, each where it is written."""
        if self._passed:
            return
        line = self._open
        for found in _WORDS.finditer(text):
            word = _UNSEEN.sub("", html.unescape(found[0]) if found[0][0] == "&" else found[0])
            if not word.strip(" \t\n\r\f\x0b"):
                line.gap = True
                continue
            row, before = bisect_right(self._starts, at + found.start()) - 1, line.length
            if line.gap and line.length:
                line.parts.append(" ")
                line.length += 1
            line.gap = False
            line.spots.append(Spot(line.length, row + 1, at + found.start() - self._starts[row] + 1))
            line.parts.append(word)
            line.length += len(word)
            line.strong = line.length if self._strong and line.strong == before else line.strong
            self._characters += len(word)
            if self._characters > MOST_CHARACTERS:
                raise too_long(self._source)

    def tag(self, tag: _Tag) -> None:
        """A tag begins or ends something."""
        name = tag.name
        if self._passed:
            self._skipped += (-1 if tag.closes else 1) if name == self._passed else 0
            self._passed = self._passed if self._skipped else None
            return
        if name in _PASSED_OVER and not tag.closes:
            self._flush()
            self._passed, self._skipped = name, 1
        elif name in _STRONG:
            self._strong = max(0, self._strong + (-1 if tag.closes else 1))
        elif name == "a" and tag.attributes.get("href", "").lower().startswith(("http://", "https://")):
            self._open.links.append(tag.attributes["href"])
        elif name == "br":
            self._flush()
            self._apart = False
        elif name == "title":
            self._flush()
            self._in_title = not tag.closes
        elif name in _BLOCKS:
            self._flush()
            self._block(name, closes=tag.closes)

    def _block(self, name: str, *, closes: bool) -> None:
        self._apart, self._strong = name != "dd", 0
        if closes:
            self._layout, self._level = Layout.TEXT, 0
        if name == "table":
            self._end_table() if closes else self._begin_table()
        elif name in ("tr", "td", "th") and self._tables:
            self._cell(name, closes=closes)
        elif closes:
            return
        elif name[0] == "h" and name[1:].isdigit():
            self._layout, self._level = Layout.HEADING, int(name[1:])
        elif name == "li":
            self._layout = Layout.ITEM
        elif name in ("dt", "summary"):
            self._layout = Layout.TERM

    def _begin_table(self) -> None:
        if len(self._tables) < _MOST_TABLES:
            self._tables.append(_Table())

    def _end_table(self) -> None:
        if self._tables:
            self._cell("tr", closes=True)
            table = self._tables.pop()
            self._kept().extend(told(table.rows))

    def _cell(self, name: str, *, closes: bool) -> None:
        table = self._tables[-1]
        if table.lines:
            table.cells.append(tuple(table.lines))
            table.lines = []
        if name == "th" and not closes:
            table.heads += 1
        if name == "tr" and table.cells:
            table.rows.append(Row(tuple(table.cells), is_head=1 < len(table.cells) <= table.heads))
            table.cells = []
        if name == "tr":
            table.heads = 0

    def _kept(self) -> list[Line]:
        return self._tables[-1].lines if self._tables else self._lines

    def _flush(self) -> None:
        line, self._open = self._open, _Open()
        if not line.parts:
            return
        text = "".join(line.parts)
        layout = Layout.TEXT if self._in_title else self._layout
        links = tuple(dict.fromkeys(line.links))
        made = Line(text, tuple(line.spots), layout, self._level, self._apart, line.strong, links)
        if self._in_title:
            self._title = self._title or made
        else:
            self._kept().append(made)
            self._count += 1
            if self._count > MOST_LINES:
                raise too_long(self._source)
        self._apart, self._layout, self._level = False, Layout.TEXT, 0
