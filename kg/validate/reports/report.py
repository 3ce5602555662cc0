"""What every report is made from: the findings, and the lines of the texts they stand in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.place import Place
from kg.rdf.findings import Finding, Level
from kg.validate.discreet import blanked

_ENDS = re.compile(r"\r\n|\r|\n")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
WIDEST = 110
"""Of a longer line only the part around the place is shown."""


@dataclass(frozen=True)
class Report:
    """The findings of one examination; `texts` are the bytes that were read, by the names that places use."""

    findings: Sequence[Finding]
    texts: Mapping[str, bytes] = field(default_factory=dict)
    shapes_version: str | None = None

    @property
    def conforms(self) -> bool:
        """Whether nothing at all was found, as SHACL means it."""
        return not self.findings

    @property
    def acceptable(self) -> bool:
        """Whether nothing stops publication."""
        return not any(each.level is Level.VIOLATION for each in self.findings)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each level."""
        return {level.value: sum(each.level is level for each in self.findings) for level in Level}

    @cached_property
    def _lines(self) -> dict[str, list[str]]:
        return {}

    def excerpt(self, place: Place | None) -> "Excerpt | None":
        """The line that a place is in; None where no line was read or the place tells none."""
        if place is None or place.line is None or place.cell is not None:
            return None
        lines = self._text(place.source)
        if not 1 <= place.line <= len(lines):
            return None
        return excerpt(lines[place.line - 1], place)

    def _text(self, source: str) -> list[str]:
        if source not in self._lines:
            data = self.texts.get(source, b"")
            whole = b"" if b"\0" in data[:4096] else data
            self._lines[source] = _ENDS.split(whole.decode("utf-8", "replace")) if whole else []
        return self._lines[source]


@dataclass(frozen=True)
class Excerpt:
    """A line as it is shown: what stands before the place, at it, and after it; nothing in it can't be seen."""

    before: str
    at: str
    after: str


def excerpt(line: str, place: Place) -> Excerpt:
    """The part of a line around a place; personal numbers in it are blanked."""
    text = seen(blanked(line))
    if place.column is None:
        return Excerpt("", "", text[:WIDEST])
    start = min(place.column - 1, len(text))
    end = min(max(place.end_column - 1, start), len(text)) if place.end_column is not None else start
    room = max(0, WIDEST - (end - start))
    left = max(0, start - room // 2) if len(text) > WIDEST else 0
    right = min(len(text), max(end, left + WIDEST))
    before = ("…" if left else "") + text[left:start]
    at = text[start:end] if end - start <= WIDEST else f"{text[start : start + WIDEST]}…"
    return Excerpt(before, at, text[end:right] + ("…" if right < len(text) else ""))


def seen(text: str) -> str:
    """The text with a mark for every character that a terminal or a page would act on instead of showing.

    >>> seen("a\\tb\\x1b[2J")
    'a b�[2J'
    """
    return _UNSEEN.sub(lambda found: " " if found[0] in "\t\n\r" else "�", text)


def by_source(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings by what they stand in, in their order; those without a place under an empty name."""
    grouped: dict[str, list[Finding]] = {}
    for each in findings:
        grouped.setdefault(each.place.source if each.place else "", []).append(each)
    return grouped
