"""A document taken apart by its labels: a label, and what stands beside or under it, as far as that goes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.parse.answers.form_model import Takes
from kg.parse.document.labels import Labels, Target
from kg.parse.document.lines import Document, Layout, Line, Slice
from kg.sweden import contacts
from kg.sweden.names import plain


@dataclass(frozen=True)
class Section:
    """A label and what it holds; without a target it leads to no question.

    People stand under a contact: of its values only organisations may answer the target.
    """

    label: Slice
    target: Target | None
    is_contact: bool
    values: tuple[Slice, ...]


@dataclass(frozen=True)
class Sections:
    """The sections of a document, and the lines that stand under no label."""

    sections: tuple[Section, ...]
    rest: tuple[Slice, ...]


@dataclass(frozen=True)
class _Head:
    """A label at the beginning of a line; a sure one is so by the layout, or by its words."""

    label: Slice
    value: Slice | None
    target: Target | None
    is_contact: bool
    is_sure: bool


@dataclass
class _Open:
    head: _Head
    values: list[Slice] = field(default_factory=list)

    @property
    def closed(self) -> Section:
        """The section, as far as it was read."""
        return Section(self.head.label, self.head.target, self.head.is_contact, tuple(self.values))


_LONGEST = 60
_LONGEST_ROW = 200
_COLON = re.compile(r"(?P<label>[^:：]{1,60}?)\s*[:：](?=\s|\Z)\s*")
_GAP = re.compile(r"(?P<label>\S.{0,59}?)(?:\t\s*|[ \u00a0]{2,}|\s+[–—-]\s+)(?=\S)")
_MANY_WORDS = 4


def sections(document: Document, labels: Labels) -> Sections:
    """The document by its labels, in its order."""
    found, rest, current = list[Section](), list[Slice](), None
    for line in document.lines:
        head = _head(line, labels, current)
        if head is not None and _begins(head, current):
            if current is not None:
                found.append(current.closed)
            current = _Open(head, [head.value] if head.value else [])
            continue
        whole = Slice(line, 0, len(line.text))
        if current is not None and _goes_on(current, line):
            current.values.append(whole)
            continue
        if current is not None:
            found.append(current.closed)
            current = None
        rest.append(whole)
    return Sections((*found, *([current.closed] if current is not None else [])), tuple(rest))


def _begins(head: _Head, current: _Open | None) -> bool:
    """Whether a label begins a section of its own; words before a colon may belong to what is being told."""
    if current is not None and current.head.is_contact and head.label.line.layout is not Layout.HEADING:
        return head.is_contact or (head.target is not None and not _names_its_thing(head.target))
    if head.target is not None or head.is_contact or head.is_sure:
        return True
    if current is None:
        return True
    is_told = current.head.target is not None and current.head.target.is_long
    is_over = bool(current.values) and (head.label.line.apart or current.head.value is not None)
    return not is_told and is_over and head.label.line.layout is not Layout.ITEM


def _names_its_thing(target: Target) -> bool:
    """Whether a label asks what the thing is called: under a contact, Namn and Titel are a person's."""
    return target.asks.takes is Takes.TEXT and target.asks.minimum > 0


def _goes_on(current: _Open, line: Line) -> bool:
    """Whether a line still belongs to a section: short values end at an empty line, texts at the next label."""
    target = current.head.target
    if current.head.is_contact or target is None or target.is_long or not current.values:
        return True
    return not line.apart or (line.layout is Layout.ITEM and current.values[-1].line.layout is Layout.ITEM)


def _head(line: Line, labels: Labels, current: _Open | None) -> _Head | None:
    for label, value, _ in _cuts(line):
        words = label.text.strip(" \t*:：")
        target = labels.find(words)
        is_contact = contacts.is_label(words)
        if target is not None and value is None and _is_an_answer(line, current):
            return None
        if target is not None and target.asks.takes is Takes.LINK and line.links:
            value = value or label
        if target is not None or is_contact:
            return _Head(label, value, target, is_contact, is_sure=True)
    for label, value, is_sure in _cuts(line):
        if is_sure or (
            label.end < len(line.text) and line.text[label.end] in ":：" and _looks_like_a_label(label.text)
        ):
            return _Head(label, value, None, False, is_sure)
    return None


def _cuts(line: Line) -> Iterator[tuple[Slice, Slice | None, bool]]:
    """The ways to cut a line into a label and a value, with whether the layout says that it is a label."""
    text = line.text
    by_layout = line.layout in (Layout.HEADING, Layout.TERM)
    colon = _COLON.match(text)
    if colon:
        yield _label(line, colon.end("label")), _value(line, colon.end()), False
    if line.strong and line.layout is not Layout.HEADING and line.strong <= _LONGEST:
        after = re.compile(r"[\s:：–—-]*").match(text, line.strong)
        value = _value(line, after.end() if after else line.strong)
        yield (
            _label(line, line.strong),
            value,
            value is None or text[: after.end() if after else 0].rstrip().endswith(":"),
        )
    is_row = line.layout is Layout.TEXT and len(text) <= _LONGEST_ROW and not text.endswith((".", "!", "?"))
    gap = _GAP.match(text) if is_row else None
    if gap:
        yield _label(line, gap.end("label")), _value(line, gap.end()), False
    if by_layout or (line.layout is Layout.TEXT and len(text) <= _LONGEST):
        yield _label(line, len(text)), None, by_layout


def _label(line: Line, end: int) -> Slice:
    return Slice(line, 0, end).stripped()


def _value(line: Line, start: int) -> Slice | None:
    found = Slice(line, start, len(line.text)).stripped()
    return found if found.text else None


def _looks_like_a_label(words: str) -> bool:
    return words[:1].isupper() and len(words.split()) <= _MANY_WORDS


def _is_an_answer(line: Line, current: _Open | None) -> bool:
    """Whether a line that could be a label is what the label above it asks for: Projekt is a type of project."""
    target = current.head.target if current is not None and not current.values else None
    if target is None or line.apart or target.asks.takes is not Takes.CHOICE:
        return False
    return any(plain(line.text) in map(plain, choice.names) for choice in target.asks.choices)
