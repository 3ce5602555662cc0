"""A number in a workbook, as its reader sees it: a day as ISO 8601, a whole number without `.0`, no more than is shown.

Excel keeps a day as a number and only the format of the cell tells. Where the format shows no day, as when somebody
typed `maj 2019` and Excel made it the first of May, we give `2019-05`: a day that nobody wrote is never made up.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

_DATE_IDS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Built-in formats of days and times, those of East Asian versions too: ECMA-376 part 1, 18.8.30."""
_MOST_WHOLE = 10**15
_NOT_CODES = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.|\*.")
_ZEROS = re.compile(r"0{2,15}")
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})T00:00(:00(\.0+)?)?Z?")


def format_code(number: int, custom: dict[int, str]) -> str:
    """The code of a number format, by its number: the workbook's own, or one that is built in."""
    if number in custom:
        return custom[number]
    if number in _DATE_IDS and not is_date_format(BUILTIN_FORMATS.get(number, "")):
        return "yyyy-mm-dd"
    return BUILTIN_FORMATS.get(number, "General")


def said(raw: str, code: str, *, since_1904: bool = False) -> str | None:
    """What a number says in a cell of that format; None when it is no number, or no day in Excel's calendar.

    >>> said("30000000.0", "General"), said("43480", "yyyy-mm-dd"), said("43586", "mmm-yy"), said("0.455", "0.0%")
    ('30000000', '2019-01-15', '2019-05', '45.5 %')
    """
    try:
        value = float(raw)
    except ValueError:
        return None
    if value != value or value in (float("inf"), float("-inf")):
        return None
    shown = Decimal(f"{value:.15g}")  # Excel calculates with 17 digits and shows 15
    code = code.partition(";")[0]
    bare = _NOT_CODES.sub("", code)
    if code != "@" and is_date_format(code):
        return _day(value, bare.lower(), since_1904=since_1904)
    if "%" in bare:
        return f"{_plain(shown * 100)} %"
    plain = _plain(shown)
    return plain.zfill(len(bare)) if _ZEROS.fullmatch(bare) and plain.isdigit() else plain


def iso_day(text: str) -> str:
    """A day that a cell holds as ISO 8601 text, without a midnight that nobody wrote.

    >>> iso_day("2019-01-15T00:00:00"), iso_day("2019-01-15")
    ('2019-01-15', '2019-01-15')
    """
    found = _ISO_DAY.fullmatch(text)
    return found[1] if found else text


def _plain(value: Decimal) -> str:
    if value == value.to_integral_value() and abs(value) < _MOST_WHOLE:
        return str(int(value))
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(value: float, code: str, *, since_1904: bool) -> str | None:
    epoch = CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900
    if value < 0:
        return None
    try:
        moment = from_excel(value, epoch)
    except (ValueError, OverflowError):
        return None
    if isinstance(moment, time):
        return moment.isoformat(timespec="minutes")
    if isinstance(moment, timedelta) or not isinstance(moment, date):
        return None
    if not isinstance(moment, datetime) or moment.time() == time():
        return _as_shown(moment, code)
    return moment.isoformat(timespec="minutes")


def _as_shown(day: date, code: str) -> str:
    """The day as far as its format shows it; days, months and years may be written in any order."""
    text = day.strftime("%Y-%m-%d")
    if "d" in code:
        return text
    return text[:7] if "m" in code else text[:4]
