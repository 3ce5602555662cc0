"""Numbers as people in Sweden write them: `36 691 291 kr`, `22,6 miljoner kronor`, `62 %`. Nothing is rounded."""

import re
import unicodedata
from decimal import Decimal

from kg.sweden.unclear import Unclear

_TIMES = {
    "tusen": 3, "tkr": 3, "tsek": 3, "ksek": 3, "kkr": 3,
    "miljon": 6, "miljoner": 6, "milj": 6, "mn": 6, "mnkr": 6, "mkr": 6, "msek": 6, "million": 6, "millions": 6,
    "miljard": 9, "miljarder": 9, "mdkr": 9, "mdr": 9, "billion": 9, "billions": 9,
}  # fmt: skip
_UNITS = frozenset((
    "kr", "kronor", "krona", "sek", "-", ":-", "%", "procent", "percent", "st", "stycken", "personer", "person",
    "deltagare", "people", "persons", "participants", "år", "years",
))  # fmt: skip
_LONGEST = 18
"""Digits: more than a sum of money has, and fewer than a Decimal rounds."""
_PART = re.compile(r"(?P<sign>[-+−])?(?P<number>\d[\d .,'’]*)\s*(?P<rest>[^\d]*)", re.DOTALL)
_GROUPS = re.compile(r"\d{1,3}(?: \d{3})+|\d+")


def numbers_of(text: str) -> tuple[Decimal, ...] | Unclear:
    """What number a text says: one, or both readings of `30.000`; Unclear says why it is none.

    >>> numbers_of("30 000 000 kr"), numbers_of("22,6 miljoner kronor")
    ((Decimal('30000000'),), (Decimal('22600000'),))
    >>> numbers_of("30.000")
    (Decimal('30'), Decimal('30000'))
    """
    plain = _spaced(text)
    found = _PART.fullmatch(plain)
    if found is None:
        return _no_number(text)
    words = [word.rstrip(".") for word in found["rest"].casefold().split()]
    if any(word not in _TIMES and word not in _UNITS for word in words if word):
        return _no_number(text)
    if len(re.findall(r"\d", found["number"])) > _LONGEST:
        return _no_number(text)
    power = sum(_TIMES.get(word, 0) for word in words)
    sign = -1 if found["sign"] in ("-", "−") else 1
    readings = _readings(found["number"].strip().rstrip(",."))
    if not readings:
        return _no_number(text)
    scaled = (sign * each.scaleb(power) for each in readings)
    return tuple(dict.fromkeys(_canonical(each) for each in scaled))


def _spaced(text: str) -> str:
    """The text with every kind of space as one plain one, and full-width digits plain."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _readings(digits: str) -> list[Decimal]:
    """The numbers that digits with separators can mean: three digits after a single mark may be thousands."""
    plain = re.sub(r"['’]", " ", digits)
    marks = re.findall(r"[.,]", plain)
    if not marks:
        return [Decimal(plain.replace(" ", ""))] if _GROUPS.fullmatch(plain) else []
    if len(marks) > 1:
        return _with_many_marks(plain, marks)
    whole, _, part = plain.partition(marks[0])
    if not _GROUPS.fullmatch(whole) or not part.isdigit():
        return []
    as_part = Decimal(f"{whole.replace(' ', '')}.{part}")
    thousands = len(part) == 3 and len(whole) <= 3 and whole != "0"
    return [as_part, Decimal(whole + part)] if thousands else [as_part]


def _with_many_marks(plain: str, marks: list[str]) -> list[Decimal]:
    """`30.000.000`, `30,000,000` and `30.000,50`: the last mark is a decimal one where it differs from the others."""
    last = marks[-1]
    if set(marks[:-1]) == {last}:
        grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain)
        return [Decimal(re.sub(r"[.,]", "", plain))] if grouped else []
    if last in marks[:-1] or len(set(marks[:-1])) > 1:
        return []
    whole, _, part = plain.rpartition(last)
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", whole)
    return [Decimal(f"{re.sub(r'[.,]', '', whole)}.{part}")] if grouped and part.isdigit() else []


def _canonical(number: Decimal) -> Decimal:
    """Without zeros that say nothing, and without an exponent."""
    whole = number.to_integral_value()
    return Decimal(int(whole)) if whole == number else Decimal(f"{number.normalize():f}")


def _no_number(text: str) -> Unclear:
    return Unclear(
        f"”{text}” går inte att läsa som ett tal. Skriv bara talet, till exempel 36 691 291 eller 22,6.",
        f"‘{text}’ can't be read as a number. Write the number alone, for example 36691291 or 22.6.",
    )
