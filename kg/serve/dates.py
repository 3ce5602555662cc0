"""Dates, vague dates, sums and numbers as people read them. A date we can't read is shown as it stands."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from babel.dates import format_date
from babel.numbers import format_decimal

NARROW = "\u00a0"
_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
_PART = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([?~%]?)")
_SEASONS = {
    "sv": {"21": "våren {}", "22": "sommaren {}", "23": "hösten {}", "24": "vintern {}"},
    "en": {"21": "spring {}", "22": "summer {}", "23": "autumn {}", "24": "winter {}"},
}
_DOUBTS = {
    "sv": {"": "{}", "?": "{} (osäkert)", "~": "omkring {}", "%": "omkring {} (osäkert)"},
    "en": {"": "{}", "?": "{} (uncertain)", "~": "about {}", "%": "about {} (uncertain)"},
}
_OPEN = {
    "sv": ("från {}", "till {}", "från {}, slut okänt", "start okänd, till {}"),
    "en": ("from {}", "until {}", "from {}, end unknown", "start unknown, until {}"),
}


def day(text: str, lang: str) -> str:
    """A date, year and month, or year, in words.

    >>> day("2019-01-15", "sv"), day("2019-05", "en"), day("2019", "sv")
    ('15 januari 2019', 'May 2019', '2019')
    """
    return _part(text.partition("T")[0].removesuffix("Z"), lang)


def moment(text: str, lang: str) -> str:
    """A date and time of day in UTC, in words."""
    clock = re.match(r"[\d-]+T(\d\d:\d\d)", text)
    return f"{day(text, lang)} {clock[1]} UTC" if clock else day(text, lang)


def period(text: str, lang: str) -> str:
    """An EDTF text in words: a day, a season, a year, or a span of two of them.

    >>> period("2018-23/2020-23", "sv")
    'hösten 2018 – hösten 2020'
    >>> period("2019-01-15/..", "en")
    'from 15 January 2019'
    """
    first, slash, last = text.strip().partition("/")
    if not slash:
        return _part(first, lang)
    ongoing, until, lost_end, lost_start = _OPEN[lang]
    known = {"": "", "..": ""}
    start, end = known.get(first, _part(first, lang)), known.get(last, _part(last, lang))
    if start and end:
        return start if first == last else f"{start} – {end}"
    if start:
        return (ongoing if last == ".." else lost_end).format(start)
    return (until if first == ".." else lost_start).format(end) if end else text


def number(text: str, lang: str) -> str:
    """A number with its thousands apart, and a decimal comma in Swedish.

    >>> number("36691291", "sv").replace(NARROW, "_"), number("1.5", "sv"), number("1.5", "en")
    ('36_691_291', '1,5', '1.5')
    """
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if not value.is_finite() or abs(value) >= Decimal(10) ** 30:
        return text
    said = format_decimal(value, format="#,##0.##########", locale="sv_SE" if lang == "sv" else "en_GB")
    return said if lang == "sv" else said.replace(",", NARROW)


def money(amount: str, currency: str, lang: str) -> str:
    """A sum with its currency; kronor are written as people write them.

    >>> money("36691291", "SEK", "sv").replace(NARROW, "_")
    '36_691_291_kr'
    """
    return f"{number(amount, lang)}{NARROW}{'kr' if currency == 'SEK' else currency}"


def percent(value: str, lang: str) -> str:
    """A share in per cent: with a space in Swedish, without in English.

    >>> percent("14", "sv").replace(NARROW, "_"), percent("14", "en")
    ('14_%', '14%')
    """
    return number(value, lang) + (f"{NARROW}%" if lang == "sv" else "%")


def size(count: int, lang: str) -> str:
    """A number of bytes in the unit that suits it.

    >>> size(1536, "sv").replace(NARROW, "_"), size(12, "en").replace(NARROW, "_")
    ('1,5_kB', '12_B')
    """
    value, unit = float(count), "B"
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if value < 1000 or unit == "TB":
            break
        value /= 1000
    return f"{number(f'{value:.1f}' if unit != 'B' else str(count), lang)}{NARROW}{unit}"


def _part(text: str, lang: str) -> str:
    found = _PART.fullmatch(text)
    if found is None:
        return text
    year, month, day_, doubt = found.groups()
    said = _decade(year, lang) if "X" in year else _calendar(year, month, day_, lang)
    return _DOUBTS[lang][doubt].format(said) if said else text


def _decade(year: str, lang: str) -> str:
    start = year.replace("X", "0")
    return f"{start}-talet" if lang == "sv" else f"the {start}s"


def _calendar(year: str, month: str | None, day_: str | None, lang: str) -> str:
    if month in (None, "XX"):
        return year
    if month in _SEASONS[lang] and day_ is None:
        return _SEASONS[lang][month].format(f"{year}/{(int(year) + 1) % 100:02d}" if month == "24" else year)
    try:
        known = date(int(year), int(month), 1 if day_ in (None, "XX") else int(day_))
    except ValueError:
        return ""
    return format_date(known, "MMMM y" if day_ in (None, "XX") else "d MMMM y", locale=_LOCALES[lang])
