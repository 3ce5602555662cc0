"""Names in a row, as people in Sweden write them: `Fagersta, Köpings och Skinnskattebergs kommuner`.

Here a row is taken apart, and said how each part may be read; which reading is right is for whoever knows the names.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum


class Join(Enum):
    """What stands between a piece and the one before it: a sure mark, or one that a name may also hold."""

    MARK = "mark"
    AND = "and"
    WRAP = "wrap"
    """a line that was broken"""


@dataclass(frozen=True)
class Piece:
    """A part of a row: its words, where they stand in the text, and the noun that a later part says for it too."""

    text: str
    start: int
    end: int
    join: Join = Join.MARK
    noun: str | None = None


_SPLIT = re.compile(r"[()\[\]]|(?<!\d),|,(?!\d)|[;|•·]|\s+(?P<and>och|samt|and|&|\+)\s+", re.IGNORECASE)
_SINGULAR = {"kommuner": "kommun", "kommunerna": "kommun", "städer": "stad", "län": "län", "municipalities": "kommun"}
_LAST_WORD = re.compile(r"\s(?P<noun>kommunerna|kommuner|städer|län|municipalities)\Z", re.IGNORECASE)
_FIRST_WORD = re.compile(r"(?P<noun>kommunerna|kommuner|städerna|städer)\s*:?\s+", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:\d{1,2}[.)]\s+|(?:bland (?:annat|andra)|bl\.? ?a\.?|till exempel|t\.? ?ex\.?|dvs\.?|samt|och|and)[\s:]+|"
    r"[\"'”“»«‘’–—*-]+\s*)+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:[,\s]+(?:m\.? ?fl\.?|med flera|med fler|etc\.?|et al\.?)|[\s\"'”“»«‘’.,;:]+)+\Z", re.IGNORECASE
)
_OTHERS = re.compile(r"m\.? ?fl\.?|med flera|med fler|etc\.?|et al\.?|others", re.IGNORECASE)
_UNIT = re.compile(
    r"(?:förvaltning|enhet|avdelning|kontor|nämnd|sektion|kansli|utbildning|center|centrum|mottagning|skola)(?:en|et|n|an)?\Z",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"(?P<outside>[^()]+?)\s*\((?P<inside>[^()]+)\)")
_LONGEST = 300
_WORDS_OF_A_NAME = 4


def cut(text: str) -> list[Piece]:
    """The parts of a row, those within brackets kept whole.

    >>> [piece.text for piece in cut("Fagersta, Köpings och Skinnskattebergs kommuner (m.fl.)")]
    ['Fagersta', 'Köpings', 'Skinnskattebergs kommuner (m.fl.)']
    """
    found: list[Piece] = []
    start, depth, join = 0, 0, Join.MARK
    for mark in _SPLIT.finditer(text):
        if mark[0] in "([":
            depth += 1
        elif mark[0] in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and text[max(0, mark.start() - 1) : mark.start()] != "-":
            _add(found, text, (start, mark.start()), join)
            start, join = mark.end(), Join.AND if mark["and"] else Join.MARK
    _add(found, text, (start, len(text)), join)
    return found


def shared(found: Sequence[Piece]) -> list[Piece]:
    """The pieces with the noun that one of them says for others: `kommuner` after the last, or before the first.

    >>> [(piece.text, piece.noun) for piece in shared(cut("Fagersta, Köpings och Skinnskattebergs kommuner"))]
    [('Fagersta', 'kommun'), ('Köpings', 'kommun'), ('Skinnskattebergs kommun', None)]
    """
    noun, told = None, list(found)
    for at in range(len(told) - 1, -1, -1):
        last = _LAST_WORD.search(told[at].text)
        if last and (told[at].join is Join.AND or last["noun"].lower() != "län"):
            noun = _SINGULAR[last["noun"].lower()]
            told[at] = replace(told[at], text=f"{told[at].text[: last.start()]} {noun}")
        elif noun:
            told[at] = replace(told[at], noun=noun)
    first = _FIRST_WORD.match(told[0].text) if told else None
    if first and told[0].text[first.end() :]:
        told = [replace(each, noun=each.noun or "kommun") for each in told]
        rest = told[0].text[first.end() :]
        told[0] = replace(told[0], text=rest, start=told[0].start + first.end())
    return told


def readings(piece: Piece) -> tuple[str, ...]:
    """The names that a piece may be, the likeliest first.

    >>> readings(Piece("Köpings", 0, 7, noun="kommun"))
    ('Köpings kommun', 'Köpings')
    """
    return (f"{piece.text} {piece.noun}", piece.text) if piece.noun else (piece.text,)


def bracketed(text: str) -> tuple[str, str] | None:
    """What stands outside and inside a bracket that ends a text.

    >>> bracketed("Europeiska socialfonden (ESF)")
    ('Europeiska socialfonden', 'ESF')
    """
    found = _BRACKET.fullmatch(text.strip())
    return (found["outside"].strip(), found["inside"].strip()) if found else None


def is_an_abbreviation(inside: str, outside: str) -> bool:
    """Whether a word in brackets is made of letters of the name before it: (ESF), (HBS).

    >>> is_an_abbreviation("ESF", "Europeiska socialfonden"), is_an_abbreviation("Malmö", "Arbetsförmedlingen")
    (True, False)
    """
    if not re.fullmatch(r"[^\W\d_]{2,8}", inside) or not (inside.isupper() or inside[1:].isupper()):
        return False
    letters = iter(outside.casefold())
    return all(letter in letters for letter in inside.casefold())


def is_a_unit(text: str) -> bool:
    """Whether a name is that of a part of some body, which may be told after a comma.

    >>> is_a_unit("Arbetsmarknadsförvaltningen"), is_a_unit("Hela Människan")
    (True, False)
    """
    return bool(_UNIT.search(text))


def is_running_text(text: str) -> bool:
    """Whether words are sentences rather than names: long, and with a full stop where a sentence ends.

    >>> is_running_text("Projektet drivs av kommunen tillsammans med tre föreningar i länet.")
    True
    """
    words, marks = len(text.split()), len(re.findall(r"[,;]\s", text))
    ends = len(re.findall(r"[a-zåäö)”\"]{2}[.!?](?:\s+[A-ZÅÄÖ]|\s*\Z)", text))
    return ends > 0 and words >= 8 * ends and words > _WORDS_OF_A_NAME * (marks + 1)


def _add(found: list[Piece], text: str, span: tuple[int, int], join: Join) -> None:
    start, end = span
    before = _BEFORE.match(text[start : min(end, start + _LONGEST)].lstrip())
    start += len(text[start:end]) - len(text[start:end].lstrip()) + (before.end() if before else 0)
    tail = max(start, end - _LONGEST)
    after = _AFTER.search(text, tail, end)
    end = after.start() if after else end
    if start < end and not _OTHERS.fullmatch(text, start, end):
        found.append(Piece(" ".join(text[start:end].split()), start, end, join))
