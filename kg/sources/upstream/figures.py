"""Figures of places as a file of rows: series, place, year, sex, value, status. Sorted, so that a difference is small.

An empty value is a figure that the source has no value for; its status says why, in the source's own words.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg.errors import BadSyntax
from kg.place import Place
from kg.rdf.graphs import decoded

HEAD = ("series", "place", "year", "sex", "value", "status")
SEXES = ("total", "women", "men")
LARGEST = 15
"""Digits before the point, at most: no statistic needs more."""
_SMALLEST = Decimal("1e-10")


@dataclass(frozen=True, order=True)
class Key:
    """What a figure is of: the series, the place by its code, the year, and whom it counts."""

    series: str
    place: str
    year: int
    sex: str


@dataclass(frozen=True)
class Figure:
    """One figure; None where the source has no value."""

    key: Key
    value: Decimal | None
    status: str = ""


def written(figures: Iterable[Figure]) -> bytes:
    """The rows as CSV (RFC 4180, UTF-8), in the order of their keys."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(HEAD)
    for each in sorted(figures, key=lambda figure: figure.key):
        value = "" if each.value is None else plain(each.value)
        rows.writerow([each.key.series, each.key.place, each.key.year, each.key.sex, value, each.status])
    return out.getvalue().encode()


def read(data: bytes, source: str) -> list[Figure]:
    """The figures of a file; BadSyntax tells the line that is none, or that says something twice."""
    rows = csv.reader(io.StringIO(decoded(data, source), newline=""), strict=True)
    found: dict[Key, Figure] = {}
    try:
        for number, row in enumerate(rows, start=1):
            if number == 1:
                if tuple(row) != HEAD:
                    raise _bad(source, 1, f"huvudet ska vara {','.join(HEAD)}", f"the head must be {','.join(HEAD)}")
                continue
            figure = _figure(row, source, number)
            if figure.key in found:
                raise _bad(source, number, "raden säger samma sak som en tidigare", "an earlier row says this already")
            found[figure.key] = figure
    except csv.Error as wrong:
        raise _bad(source, rows.line_num, f"CSV-felet {wrong}", f"the CSV fault {wrong}") from wrong
    return list(found.values())


def plain(value: Decimal) -> str:
    """A number without exponent or empty decimals.

    >>> plain(Decimal("155551.0")), plain(Decimal("5E+1")), plain(Decimal("-0"))
    ('155551', '50', '0')
    """
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def number(value: object) -> Decimal | None:
    """A JSON number as a decimal of ten places; None when it is no number, isn't finite or is beyond all statistics.

    >>> number(Decimal("0.30000000000000004")), number(10**400), number("1")
    (Decimal('0.3000000000'), None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    made = Decimal(value)
    if not made.is_finite() or made.adjusted() >= LARGEST:
        return None
    return made.quantize(_SMALLEST)


def _figure(row: list[str], source: str, line: int) -> Figure:
    if len(row) != len(HEAD):
        raise _bad(source, line, f"raden har {len(row)} fält, inte {len(HEAD)}", f"the row has {len(row)} fields, not "
                   f"{len(HEAD)}")  # fmt: skip
    series, place, year, sex, value, status = row
    if not re.fullmatch(r"[a-z0-9-]+", series) or not place or not re.fullmatch(r"[12]\d{3}", year) or sex not in SEXES:
        raise _bad(source, line, "serie, plats, år eller kön är fel skrivet", "series, place, year or sex is wrong")
    if value and not re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", value):
        raise _bad(source, line, f"{value!r} är inget tal", f"{value!r} is no number")
    try:
        amount = Decimal(value) if value else None
    except InvalidOperation as wrong:
        raise _bad(source, line, f"{value!r} är inget tal", f"{value!r} is no number") from wrong
    return Figure(Key(series, place, int(year), sex), amount, status)


def _bad(source: str, line: int, sv: str, en: str) -> BadSyntax:
    return BadSyntax(
        f"{en}. Take the file back from where it came, or fetch it again with `kg link --refresh --accept`.",
        message_sv=f"{sv}. Ta tillbaka filen, eller hämta den på nytt med `kg link --refresh --accept`.",
        place=Place(source, line),
    )
