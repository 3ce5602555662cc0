"""Vague dates: the earliest and latest possible first and last day of an EDTF text, level 1 with seasons.

EDTF is ISO 8601-2 (https://www.loc.gov/standards/datetime/). Seasons are the Swedish ones: spring March to May,
summer June to August, autumn September to November, winter December to February of the year after.
No library does that: the one on PyPI ends winter on the last of December.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 14)}
_PART = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<doubt>[?~%])?")


@dataclass(frozen=True)
class Bounds:
    """The days between which a period starts and ends; None where nothing is known or the end is open."""

    earliest_start: date | None
    latest_start: date | None
    earliest_end: date | None
    latest_end: date | None

    @property
    def exact_start(self) -> date | None:
        """The first day, where the text leaves no doubt."""
        return self.earliest_start if self.earliest_start == self.latest_start else None

    @property
    def exact_end(self) -> date | None:
        """The last day, where the text leaves no doubt."""
        return self.earliest_end if self.earliest_end == self.latest_end else None


def bounds(text: str) -> Bounds:
    """The bounds of an EDTF text; ValueError says what is wrong.

    A single date starts and ends within itself: `2018-23` started in that autumn and ended in it.

    >>> bounds("2018-23/2020-23").latest_end.isoformat()
    '2020-11-30'
    >>> bounds("2019-01-15/2021-11-30").exact_start.isoformat()
    '2019-01-15'
    >>> bounds("2021-10-31/..").latest_end is None
    True
    """
    first, slash, second = text.strip().partition("/")
    start = _span(first, text)
    end = _span(second, text) if slash else start
    if start == (None, None) and end == (None, None):
        raise ValueError(f"{text!r} says neither a start nor an end")
    return Bounds(start[0], start[1], end[0], end[1])


def _span(part: str, whole: str) -> tuple[date | None, date | None]:
    """First and last day that a date, month, season or year may mean."""
    if part in ("", ".."):
        return (None, None)
    found = _PART.fullmatch(part)
    if found is None:
        raise ValueError(
            f"{part!r} in {whole!r} is no date: write 2019, 2019-05, 2019-05-01 or a season, 2019-21 to 2019-24"
        )
    years = int(found["year"].replace("X", "0")), int(found["year"].replace("X", "9"))
    try:
        return _first_day(years[0], found["month"], found["day"]), _last_day(years[1], found["month"], found["day"])
    except ValueError as wrong:
        raise ValueError(f"{part!r} in {whole!r} is no day in the calendar") from wrong


def _first_day(year: int, month: str | None, day: str | None) -> date:
    if month in _SEASONS and day is None:
        return date(year, _SEASONS[month][0], 1)
    number = 1 if month in (None, "XX") else int(month)
    return date(year, number, 1 if day in (None, "XX") else int(day))


def _last_day(year: int, month: str | None, day: str | None) -> date:
    if month in _SEASONS and day is None:
        last = _SEASONS[month][1]
        year, last = (year, last) if last <= 12 else (year + 1, last - 12)
        return date(year, last, calendar.monthrange(year, last)[1])
    number = 12 if month in (None, "XX") else int(month)
    if day in (None, "XX"):
        return date(year, number, calendar.monthrange(year, number)[1])
    return date(year, number, int(day))


def certainly_before(one: Bounds, other: Bounds) -> bool:
    """Whether `one` ended, on any reading, before `other` began."""
    return one.latest_end is not None and other.earliest_start is not None and one.latest_end < other.earliest_start
