"""Find personnummer and samordningsnummer in a text, in whatever form somebody wrote them.

A number counts when its date can be a day (60 is added to the day in a samordningsnummer) and its check digit is
right. One with a mark before its last four digits, or with its century, is sure; ten bare digits may be something
else. Interim numbers (a letter first among the last four) have their own pattern, and need a mark to be sure.
What is found knows where it stands, never what it says.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.sweden import check_digit
from kg.sweden.lookalikes import Plain, readings


class Kind(StrEnum):
    """Which sort of number it is."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    INTERIM = "interim"


@dataclass(frozen=True, order=True)
class Number:
    """A number that was found: where in the text it stands, its sort, and whether it can hardly be anything else."""

    start: int
    end: int
    kind: Kind
    sure: bool


_LETTERS = "TRSUWXJKLMN"
_GAP = r"[-./ ]?"
_DATE = rf"(?P<yy>[0-9]{{2}}){_GAP}(?P<mm>[0-9]{{2}}){_GAP}(?P<dd>[0-9]{{2}})"
_MARK = r"(?P<mark>\s{0,3}(?:[-+]{1,3}|_)\s{0,3}|[ ]{0,3})"
_LAST = rf"(?P<last>(?:[0-9]|[{_LETTERS}{_LETTERS.lower()}])[0-9] ?[0-9] ?[0-9])"
# Looked for ahead, so that a try that fails hides nothing that begins inside it.
_FORMS = (
    re.compile(rf"(?<![0-9])(?=(?P<century>18|19|20) ?{_DATE}{_MARK}{_LAST}(?![0-9]))"),
    re.compile(rf"(?<![0-9])(?=(?P<century>){_DATE}{_MARK}{_LAST}(?![0-9]))"),
)
_SIGNS = ("-", ".", "/")
_ADDED = 60
"""What is added to the day in a samordningsnummer."""
_WORTH_A_LOOK = re.compile(r"[0-9](?:[-./ ]?[0-9]){5}")
_A_DECIMAL = re.compile(r"[0-9][.,]")
_A_ROW = re.compile(r"[0-9][., ]")
_UUID = re.compile(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}")


def find(text: str) -> list[Number]:
    """The numbers in a text, in their order; one that stands inside another is part of it.

    >>> [(found.kind.value, found.sure) for found in find("Deltagare 900101–9802 och 9001619809")]
    [('personnummer', True), ('samordningsnummer', False)]
    """
    found = {number for plain in readings(text) for number in _found(plain)}
    return list(_outermost(sorted(found, key=lambda each: (each.start, -each.end, not each.sure))))


def _outermost(numbers: list[Number]) -> Iterator[Number]:
    end = -1
    for number in numbers:
        if number.start >= end:
            yield number
            end = number.end


def _found(plain: Plain) -> Iterator[Number]:
    text = plain.text
    if not _WORTH_A_LOOK.search(text):
        return
    others = [match.span() for match in _UUID.finditer(text)]
    for form in _FORMS:
        for match in form.finditer(text):
            start, end = match.start(), match.end("last")
            kind = None if any(a <= start < b for a, b in others) else _kind(match)
            if kind is not None and not _is_a_span_of_days(match, text[end : end + 2]):
                marked = match["mark"].strip().startswith(("-", "+"))
                if marked or _stands_alone(match, start, end):
                    yield Number(*plain.written(start, end), kind, _is_sure(match, kind, marked=marked))


def _kind(match: re.Match[str]) -> Kind | None:
    """Which sort of number the digits are; None when they are none."""
    day, last = int(match["dd"]), match["last"].replace(" ", "")
    if last.startswith("000") or not _is_a_day(match["century"], match["yy"], int(match["mm"]), day):
        return None
    if not last[0].isdigit():
        return Kind.INTERIM if match["mark"].strip() else None
    if not check_digit.is_right(match["yy"] + match["mm"] + match["dd"] + last):
        return None
    return Kind.SAMORDNINGSNUMMER if day >= _ADDED else Kind.PERSONNUMMER


def _is_a_day(century: str, year: str, month: int, day: int) -> bool:
    """Whether a person can be born on the day; a samordningsnummer may leave out day and month (60, 00)."""
    if day >= _ADDED:
        if month == 0 or day == _ADDED:
            return month <= 12 and day <= _ADDED + 31
        day -= _ADDED
    # 2000 was a leap year and 1900 was not: a year 00 without its century may have had a 29th of February.
    return 1 <= month <= 12 and 1 <= day <= monthrange(int(f"{century or 20}{year}"), month)[1]


def _is_a_span_of_days(match: re.Match[str], after: str) -> bool:
    """Whether it is the first day of a period and the year of the last: `2019-01-15 - 2021-11-30`."""
    return (
        _between(match) in _SIGNS and match["last"][:2] in ("19", "20") and after[:1] in _SIGNS and after[1:].isdigit()
    )


def _between(match: re.Match[str]) -> str:
    """What parts the year from the month."""
    return match.string[match.end("yy") : match.start("mm")]


def _stands_alone(match: re.Match[str], start: int, end: int) -> bool:
    """Whether bare digits are a number of their own, and no part of a code, a decimal number or a row of numbers."""
    before, after = match.string[max(0, start - 2) : start], match.string[end : end + 2]
    if before[-1:].isalnum() or after[:1].isalnum():
        return False
    parted = _A_ROW if match.end("dd") - match.start("yy") > len("YYMMDD") else _A_DECIMAL
    return not (parted.fullmatch(before) or parted.fullmatch(after[::-1]))


def _is_sure(match: re.Match[str], kind: Kind, *, marked: bool) -> bool:
    """Whether it can hardly be anything else: a mark or a century says so, unless it may be a date and a year."""
    dated = _between(match) in _SIGNS
    if marked:
        return not (dated and match["last"][:2] in ("19", "20"))
    return bool(match["century"]) and kind is not Kind.INTERIM and not dated and not match["mark"].strip()
