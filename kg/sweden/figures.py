"""Figures in running text that follow a clear pattern: `120 kvinnor deltog`, `45 av 49 deltagare`, `38 procent gick`.

What is found is a number, the word that it counts, and the words around it. Whether it is a fact is for people to say.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.sweden.numbers import numbers_of
from kg.sweden.unclear import Unclear

PERCENT = ("procent", "per cent")
MONEY = ("kronor",)
PART = ("av", "of")


@dataclass(frozen=True)
class Figure:
    """A number and what it counts: `unit` is a word it was asked for by, `of` the whole where a part is told.

    `about` says that the words round the number make it an estimate; `end` is where what is said of it ends.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    of: Decimal | None = None
    about: bool = False
    number_end: int = 0


_SPACE = r"[ \u00a0\u2009\u202f]"
_NUMBER = re.compile(
    rf"(?<![\w.,:/–-])(?<!\d{_SPACE})(?P<number>\d{{1,3}}(?:{_SPACE}\d{{3}}){{1,4}}|\d{{1,9}})(?:,(?P<part>\d{{1,3}}))?(?![\w:/])"
)
_MONEY = re.compile(
    rf"{_SPACE}?(?:(?:miljoner|miljon|miljarder|miljard|tusen|milj\.?|mn|million){_SPACE}?(?:kronor|kr|sek)|mkr|mnkr|msek|tkr|"
    r"tsek|kronor|kr|sek)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"{_SPACE}?%|{_SPACE}?(?:procent|percent|per cent)\b", re.IGNORECASE)
_PART = re.compile(rf"{_SPACE}(?:av|of){_SPACE}(?:(?:de|totalt|sammanlagt|the|a total of){_SPACE})?", re.IGNORECASE)
_NO_ADJECTIVE = (
    "deltog|deltar|fick|får|gick|går|kom|kommer|var|är|hade|har|började|börjar|men|och|eller|till|från|i|på|av|som|för|"
    "med|under|efter|took|take|were|are|had|have|and|or|to|from|in|on|of|for|with"
)
_ABOUT = re.compile(
    rf"(?:cirka|circa|ca\.?|c:a|omkring|ungefär|runt|drygt|knappt|nästan|minst|högst|över|under|upp till|mer än|"
    rf"fler än|around|about|almost|over|at least|more than){_SPACE}\Z",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^.;:!?()\n\ue000]{0,80}")
_BETWEEN = re.compile(
    r"(?:[\s,.;:()–-]|\b(?:varav|därav|och|samt|totalt|sammanlagt|av dem|and|of whom|in total)\b)*", re.IGNORECASE
)


def find(text: str, counted: Collection[str]) -> list[Figure]:
    """The figures in a text whose unit is one of these words; "procent", "kronor" and "av" stand for their patterns.

    >>> [(figure.value, figure.unit) for figure in find("120 utrikes födda kvinnor deltog.", ["kvinnor"])]
    [(Decimal('120'), 'kvinnor')]
    """
    return list(_found(text, counted))


def only_counts(text: str, counted: Collection[str]) -> list[Figure] | None:
    """The figures of a text that says nothing else; None when it says more, or is an estimate.

    >>> [figure.unit for figure in only_counts("120 personer, varav 80 kvinnor", ["personer", "kvinnor"]) or []]
    ['personer', 'kvinnor']
    """
    found, at = find(text, counted), 0
    for figure in found:
        if figure.about or figure.of is not None or not _BETWEEN.fullmatch(text, at, figure.start):
            return None
        at = figure.number_end
    return found if found and _BETWEEN.fullmatch(text, at) else None


def _found(text: str, counted: Collection[str]) -> Iterator[Figure]:
    nouns = sorted((word for word in counted if word not in (*PERCENT, *MONEY, *PART)), key=len, reverse=True)
    noun = _of_nouns(nouns)
    done = 0
    for number in _NUMBER.finditer(text):
        if number.start() < done:
            continue
        for found in (
            _money(text, number, counted),
            _share(text, number, counted),
            _part(text, number, counted),
            _count(text, number, noun),
        ):
            if found is not None:
                done = found.number_end
                yield found
                break


def _of_nouns(nouns: list[str]) -> re.Pattern[str] | None:
    if not nouns:
        return None
    words = "|".join(map(re.escape, nouns))
    between = rf"(?!(?:{_NO_ADJECTIVE})\b)[^\W\d_][\w-]{{0,30}}{_SPACE}"
    return re.compile(rf"{_SPACE}(?:{between}){{0,2}}?(?P<noun>{words})\b", re.IGNORECASE)


def _money(text: str, number: re.Match[str], counted: Collection[str]) -> Figure | None:
    unit = next((word for word in MONEY if word in counted), None)
    found = _MONEY.match(text, number.end())
    return _figure(text, number, found.end(), unit, text[number.start() : found.end()]) if found and unit else None


def _share(text: str, number: re.Match[str], counted: Collection[str]) -> Figure | None:
    unit = next((word for word in PERCENT if word in counted), None)
    found = _PERCENT.match(text, number.end())
    return _figure(text, number, found.end(), unit, number[0]) if found and unit else None


def _part(text: str, number: re.Match[str], counted: Collection[str]) -> Figure | None:
    unit = next((word for word in PART if word in counted), None)
    found = _PART.match(text, number.end())
    whole = _NUMBER.match(text, found.end()) if found else None
    of = numbers_of(whole[0]) if whole else None
    if unit is None or whole is None or of is None or isinstance(of, Unclear) or _PERCENT.match(text, whole.end()):
        return None
    return _figure(text, number, whole.end(), unit, number[0], of[0])


def _count(text: str, number: re.Match[str], noun: re.Pattern[str] | None) -> Figure | None:
    found = noun.match(text, number.end()) if noun and not number["part"] else None
    return _figure(text, number, found.end(), found["noun"].casefold(), number[0]) if found else None


def _figure(
    text: str, number: re.Match[str], end: int, unit: str, said: str, of: Decimal | None = None
) -> Figure | None:
    value = numbers_of(said)
    if isinstance(value, Unclear) or len(value) != 1:
        return None
    before = _ABOUT.search(text, max(0, number.start() - 20), number.start())
    clause = _CLAUSE.match(text, end)
    stop = end + len(_whole_words(text, end, clause.end() if clause else end))
    return Figure(before.start() if before else number.start(), stop, value[0], unit, of, bool(before), end)


def _whole_words(text: str, start: int, end: int) -> str:
    """What is said of a figure: to the end of the clause, or to the last word that has room."""
    said = re.split(rf",\s|\s(?:och|samt|men|and|but){_SPACE}(?=\d)", text[start:end], maxsplit=1)[0]
    cut = len(said) == len(text[start:end]) and end < len(text) and text[end : end + 1].isalnum()
    return (said.rpartition(" ")[0] if cut else said).rstrip(" ,–-")
