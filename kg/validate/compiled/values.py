"""What literals mean: which lexical forms a datatype has, and which of two values is the lesser.

Lexical forms are those of XML Schema (https://www.w3.org/TR/xmlschema11-2/), and no others: Python's own readers also
take `1_000`, ` 5 ` and `٣`. A number of more than a hundred characters, or a year of more than nine digits, is compared
with nothing: what people hand in must not make us compute.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kg.validate.compiled.terms import LANG_STRING, XSD, Literal, literal

LONGEST = 100
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_FLOAT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_ZONE = r"(?P<zone>Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_DAY = r"(?P<year>-?(?:[1-9][0-9]{3,8}|0[0-9]{3}))-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]{1,30})?)"
_TIME = re.compile(_CLOCK + _ZONE)
_DATE = re.compile(_DAY + _ZONE)
_MOMENT = re.compile(f"{_DAY}T(?:{_CLOCK}|(?P<midnight>24:00:00(?:\\.0{{1,30}})?)){_ZONE}")
_DURATION = re.compile(
    r"(?P<sign>-?)P(?=.)(?:(?P<years>[0-9]{1,9})Y)?(?:(?P<months>[0-9]{1,9})M)?(?:(?P<days>[0-9]{1,9})D)?"
    r"(?:T(?=.)(?:(?P<hours>[0-9]{1,9})H)?(?:(?P<minutes>[0-9]{1,9})M)?(?:(?P<seconds>[0-9]{1,9}(?:\.[0-9]{1,30})?)S)?)?"
)
_HEX = re.compile(r"(?>(?:[0-9A-Fa-f]{2})*)")
_BASE64 = re.compile(r"(?>(?:(?:[A-Za-z0-9+/] ?){4})*)(?:(?:[A-Za-z0-9+/] ?){2}= ?=|(?:[A-Za-z0-9+/] ?){3}=)?")
_RANGES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
Ordered = Decimal | float | bool | str | Fraction | tuple[int, Fraction]


@dataclass(frozen=True)
class Value:
    """A value, and the family whose values it can be compared with."""

    family: str
    ordered: Ordered


def well_typed(said: Literal) -> bool:
    """Whether the lexical form is one of its datatype; a datatype that we don't know has every form.

    >>> well_typed(literal('"12"^^<http://www.w3.org/2001/XMLSchema#integer>'))
    True
    >>> well_typed(literal('"1_2"^^<http://www.w3.org/2001/XMLSchema#integer>'))
    False
    """
    check = _CHECKS.get(said.datatype)
    return check is None or check(said.text)


def compared(one: str, other: str) -> int | None:
    """-1, 0 or 1 as the first term is less, equal or more in SPARQL; None where they can't be compared."""
    if one[0] != '"' or other[0] != '"':
        return None
    said = literal(one)
    if said.datatype not in _VALUES and said.datatype != LANG_STRING:
        return 0 if one == other else None
    first, second = value(said), value(literal(other))
    if first is None or second is None or first.family != second.family:
        return None
    return _order(first.ordered, second.ordered)


def value(said: Literal) -> Value | None:
    """The value of a literal; None when it is ill-typed, or of a datatype whose values have no order."""
    if said.datatype == LANG_STRING:
        return Value("@" + said.language.lower(), said.text)
    read = _VALUES.get(said.datatype)
    return read(said.text) if read is not None and well_typed(said) else None


def _order(one: Ordered, other: Ordered) -> int | None:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return _duration_order(one, other)
    if one == other:
        return 0
    if one < other:  # type: ignore[operator]  # one family holds values of one kind
        return -1
    return 1 if one > other else None  # type: ignore[operator]  # as above


def _duration_order(one: tuple[int, Fraction], other: tuple[int, Fraction]) -> int | None:
    """Months and seconds can't be weighed against each other."""
    if one == other:
        return 0
    if one[0] <= other[0] and one[1] <= other[1]:
        return -1
    return 1 if one[0] >= other[0] and one[1] >= other[1] else None


def _is_integer(least: int | None, most: int | None) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        if not _INTEGER.fullmatch(text):
            return False
        if least is None and most is None:
            return True
        if len(text) > LONGEST:
            return False
        return (least is None or int(text) >= least) and (most is None or int(text) <= most)

    return check


def _is(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _is_day(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        match = pattern.fullmatch(text)
        return match is not None and int(match["day"]) <= _days_in(int(match["year"]), int(match["month"]))

    return check


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _number(text: str) -> Value | None:
    if len(text) > LONGEST:
        return None
    return Value("number", Decimal(text))


def _float(text: str) -> Value | None:
    if text == "NaN" or len(text) > LONGEST:
        return None
    return Value("number", float(text.replace("INF", "inf")))


def _date(text: str) -> Value:
    match = _DATE.fullmatch(text)
    assert match is not None
    return Value("date", Fraction(_day_number(match)))


def _moment(text: str) -> Value:
    """Moments with a zone can't be compared with those without one."""
    match = _MOMENT.fullmatch(text)
    assert match is not None
    seconds = Fraction(86400) if match["midnight"] else _seconds(match)
    family = "moment with zone" if match["zone"] else "moment"
    return Value(family, _day_number(match) * 86400 + seconds - _offset(match["zone"]))


def _time(text: str) -> Value:
    match = _TIME.fullmatch(text)
    assert match is not None
    return Value("time with zone" if match["zone"] else "time", _seconds(match) - _offset(match["zone"]))


def _duration(text: str) -> Value:
    match = _DURATION.fullmatch(text)
    assert match is not None
    sign = -1 if match["sign"] else 1
    months = int(match["years"] or 0) * 12 + int(match["months"] or 0)
    hours = int(match["days"] or 0) * 24 + int(match["hours"] or 0)
    seconds = (hours * 60 + int(match["minutes"] or 0)) * 60 + Fraction(match["seconds"] or 0)
    return Value("duration", (sign * months, sign * seconds))


def _seconds(match: re.Match[str]) -> Fraction:
    return int(match["hour"]) * 3600 + int(match["minute"]) * 60 + Fraction(match["second"])


def _offset(zone: str | None) -> int:
    """Seconds east of Greenwich."""
    if zone is None or zone == "Z":
        return 0
    seconds = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
    return -seconds if zone[0] == "-" else seconds


def _day_number(match: re.Match[str]) -> int:
    """The days of the proleptic Gregorian calendar, counted from a day long past."""
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    year, month = (year - 1, month + 12) if month <= 2 else (year, month)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day


_CHECKS: dict[str, Callable[[str], bool]] = {
    **{XSD + name: _is_integer(least, most) for name, (least, most) in _RANGES.items()},
    XSD + "decimal": _is(_DECIMAL),
    XSD + "float": _is(_FLOAT),
    XSD + "double": _is(_FLOAT),
    XSD + "boolean": ("true", "false", "0", "1").__contains__,
    XSD + "date": _is_day(_DATE),
    XSD + "dateTime": _is_day(_MOMENT),
    XSD + "time": _is(_TIME),
    XSD + "duration": _is(_DURATION),
    XSD + "dayTimeDuration": lambda text: _is(_DURATION)(text) and not re.match(r"-?P[0-9]*[YM]", text),
    XSD + "yearMonthDuration": lambda text: _is(_DURATION)(text) and not re.search("[DT]", text),
    XSD + "hexBinary": _is(_HEX),
    XSD + "base64Binary": _is(_BASE64),
}
_VALUES: dict[str, Callable[[str], Value | None]] = {
    **{XSD + name: _number for name in (*_RANGES, "decimal")},
    XSD + "float": _float,
    XSD + "double": _float,
    XSD + "boolean": lambda text: Value("boolean", text in ("true", "1")),
    XSD + "string": lambda text: Value("string", text),
    XSD + "date": _date,
    XSD + "dateTime": _moment,
    XSD + "time": _time,
    **{XSD + name: _duration for name in ("duration", "dayTimeDuration", "yearMonthDuration")},
}
