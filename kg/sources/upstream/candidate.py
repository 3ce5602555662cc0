"""What a service has that a series may be: its identifier there, its title, and what a person needs to choose by."""

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 500
"""Characters kept of a text of theirs, at most: titles and descriptions are read by people, in a terminal."""


@dataclass(frozen=True)
class Candidate:
    """One key figure or table; `period` is what it tells of when, `by_sex` whether women and men are told apart."""

    code: str
    title: str
    description: str = ""
    period: str = ""
    by_sex: bool = False


def plain(text: str) -> str:
    """A text of theirs on one line, without what a terminal would obey.

    >>> plain("Andel\\n  kvinnor \\x1b[2J(%)")
    'Andel kvinnor [2J(%)'
    """
    kept = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text)
    return " ".join(kept.split())[:LONGEST]


def with_all(words: Iterable[str], found: Iterable[Candidate]) -> list[Candidate]:
    """Those whose title has every one of the words, however they are capitalised, by their identifiers."""
    wanted = [word.casefold() for word in words]
    kept = {each.code: each for each in found if all(word in each.title.casefold() for word in wanted)}
    return [kept[code] for code in sorted(kept)]
