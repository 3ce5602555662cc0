"""How project banks write what stands in one cell: sums, per cents, days, numbers of bodies and of cases.

A reading is a value, nothing where the cell is empty, an Unclear where it can't be read, or a LeftOut: something that
is read and not passed on. None of them repeats what may be a person's number.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.sweden import organisationsnummer, personnummer
from kg.sweden.numbers import numbers_of
from kg.sweden.unclear import Unclear


class Iri(str):
    """A text that is an IRI."""

    __slots__ = ()


@dataclass(frozen=True)
class LeftOut:
    """What a cell says and isn't passed on, and why; `personal` where it may be about a person."""

    sv: str
    en: str
    personal: bool = False


Value = str | Decimal | Iri
Reading = Value | LeftOut | Unclear | None
Reader = Callable[[str], Reading]

_EMPTY = frozenset(("", "-", "–", "—", "n.a.", "n/a", "na", "none", "null", "nan", "saknas"))
_MACHINE = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,12})?(?:[eE]\+?[0-9]{1,2})?")
_PER_CENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?) ?%?")
_DAY = re.compile(
    r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?"
    r"|(?P<d2>[0-9]{1,2})/(?P<m2>[0-9]{1,2})/(?P<y2>[0-9]{4})"
)
_YEARS = range(1990, 2100)
_CASE = re.compile(r"[0-9]{4}/[0-9]{3,6}|[0-9]{2}-[0-9]{3}-S[0-9]{2}")
_IDENTIFIER = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z ._/:-]{0,58}[0-9A-Za-z])?")
_ENTITY = re.compile(r"(?:https?://linkedopendata\.eu/entity/)?(Q[1-9][0-9]{0,12})")
_SE = re.compile(r"SE([0-9]{10})(?:[0-9]{2})?")
_SERIAL = re.compile(r"[1-9][0-9]{4}(?:[.,][0-9]+)?")
LONGEST_TEXT = 2000
"""Characters of a text that is passed on: a name, an aim, a category."""
_FEW = 60
"""Characters of a cell that a sentence repeats."""


def tidy(text: str) -> str:
    """A cell with every run of spaces, no-break and thin ones too, as one plain space.

    >>> tidy(" Gottsunda\\u00a0 växer ")
    'Gottsunda växer'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_empty(text: str) -> bool:
    """Whether a cell says nothing: it is empty, or holds one of the words that exports write for nothing."""
    return tidy(text).casefold() in _EMPTY


def text_of(text: str) -> Reading:
    """A text of one line."""
    plain = tidy(text)
    if len(plain) > LONGEST_TEXT:
        return Unclear(
            f"Texten har {len(plain)} tecken: mer än {LONGEST_TEXT} är inget namn. Citattecken kan saknas i filen.",
            f"The text has {len(plain)} characters: more than {LONGEST_TEXT} is no name. The file may lack quotation "
            "marks.",
        )
    return plain or None


def identifier_of(text: str) -> Reading:
    """A bank's own identifier of a project.

    >>> identifier_of(" 23-017-s01 "), identifier_of("2018/00566")
    ('23-017-S01', '2018/00566')
    """
    plain = tidy(text)
    if _IDENTIFIER.fullmatch(plain) is None:
        return _no(
            text,
            "är ingen beteckning: väntade till exempel 23-017-S01",
            "is no identifier: expected 23-017-S01, for example",
        )
    return plain.upper() if _CASE.fullmatch(plain.upper()) else plain


def case_in(text: str) -> str | None:
    """The diarienummer of ESF-rådet in an identifier that another bank gives a project; None when it has none.

    >>> case_in("2021SE05SFPR001_23-017-S01"), case_in("2018/00566"), case_in("20201234")
    ('23-017-S01', '2018/00566', None)
    """
    last = tidy(text).upper().rpartition("_")[2]
    return last if _CASE.fullmatch(last) else None


def entity_of(text: str) -> Reading:
    """The number of an entity in the EU Knowledge Graph, from its IRI or bare.

    >>> entity_of("https://linkedopendata.eu/entity/Q7361953")
    'Q7361953'
    """
    found = _ENTITY.fullmatch(tidy(text))
    if found is None:
        return _no(
            text,
            "är ingen IRI i EU:s kunskapsgraf: väntade https://linkedopendata.eu/entity/Q…",
            "is no IRI of the EU Knowledge Graph: expected https://linkedopendata.eu/entity/Q…",
        )
    return found[1]


def spaced_sum(text: str) -> Reading:
    """A sum as Swedish banks write it: digits in groups of three, whatever the space between them.

    >>> spaced_sum("4\\u202f973\\u00a0906"), spaced_sum("2073781,25")
    (Decimal('4973906'), Decimal('2073781.25'))
    """
    found = numbers_of(text)
    if isinstance(found, Unclear):
        return _no(text, "är ingen summa: väntade till exempel 4 973 906", "is no sum: expected 4 973 906, for example")
    if len(found) > 1:
        return _no(text, "kan läsas som två olika summor", "can be read as two different sums")
    return _not_negative(found[0], text)


def plain_sum(text: str) -> Reading:
    """A sum as programs write it, with a point before the decimals.

    >>> plain_sum("337478.4"), plain_sum("134991.00")
    (Decimal('337478.4'), Decimal('134991'))
    """
    if _MACHINE.fullmatch(tidy(text)) is None:
        return _no(text, "är ingen summa: väntade till exempel 337478.4", "is no sum: expected 337478.4, for example")
    return _canonical(Decimal(tidy(text)))


def rate_of(text: str) -> Reading:
    """A share in per cent, as its number alone; below 1 it must say per cent, for spreadsheets write 40 % as 0.4.

    >>> rate_of("90%"), rate_of("40.0"), rate_of("47,5 %")
    ('90', '40', '47.5')
    """
    found = _PER_CENT.fullmatch(tidy(text))
    number = Decimal(found[1].replace(",", ".")) if found is not None else None
    if number is not None and number < 1 and "%" not in text:
        return _no(
            text,
            "kan vara en andel av ett eller av hundra: skriv till exempel 40%",
            "may be a share of one or of a hundred: write 40%, say",
        )
    if number is None or number > 100:
        return _no(text, "är ingen andel i procent: väntade till exempel 90%", "is no per cent: expected 90%, say")
    return f"{_canonical(number):f}"


def day_of(text: str) -> Reading:
    """A day, as ISO 8601: written so, or day first with slashes.

    >>> day_of("2024-04-01 00:00:00"), day_of("04/09/2023")
    ('2024-04-01', '2023-09-04')
    """
    found = _DAY.fullmatch(tidy(text))
    if found is not None:
        year, month, day = (int(found[part] or found[f"{part}2"]) for part in "ymd")
        try:
            read = date(year, month, day)
        except ValueError:
            return _no(text, "är ingen dag som finns i kalendern", "is no day of the calendar")
        if year in _YEARS:
            return read.isoformat()
        return _no(text, f"ligger utanför {_YEARS[0]}–{_YEARS[-1]}", f"lies outside {_YEARS[0]}–{_YEARS[-1]}")
    if _SERIAL.fullmatch(tidy(text)):
        return _no(
            text,
            "är ett tal där en dag ska stå: så skriver kalkylprogram dagar. Hämta exporten igen, eller skriv "
            "2023-09-04",
            "is a number where a day is due: so spreadsheet programs write days. Fetch the export again, or write "
            "2023-09-04",
        )
    return _no(
        text,
        "är ingen dag: väntade 2023-09-04 eller 04/09/2023",
        "is no day: expected 2023-09-04 or 04/09/2023",
    )


def number_of_a_body(text: str) -> Reading:
    """An organisationsnummer, NNNNNN-NNNN; what may be a person's number, or is a foreign one, is left out.

    >>> number_of_a_body("162120000142"), number_of_a_body("SE212000014201")
    ('212000-0142', '212000-0142')
    """
    plain = tidy(text).removesuffix(".0")
    swedish = _SE.fullmatch(plain.replace(" ", "").replace("-", ""))
    read = organisationsnummer.written(swedish[1] if swedish else plain.replace(" ", ""))
    if read is not None:
        return read
    digits = re.sub(r"[ +-]", "", plain)
    if personnummer.find(plain) or (digits.isdigit() and len(digits) in (10, 12) and _may_be_a_persons(digits)):
        return LeftOut(
            "Stödmottagaren kan vara en person: tredje siffran i numret är mindre än 2. Namn och nummer är utelämnade.",
            "The beneficiary may be a person: the third digit of the number is less than 2. Name and number are "
            "left out.",
            personal=True,
        )
    if digits.isdigit() and len(digits) in (10, 12):
        return Unclear(
            "Organisationsnumrets kontrollsiffra stämmer inte. Jämför med källan: två siffror kan ha bytt plats.",
            "The check digit of the organisation number is wrong. Compare with the source: two digits may have changed "
            "places.",
        )
    return LeftOut(
        "Stödmottagarens nummer är inget svenskt organisationsnummer. Det är utelämnat.",
        "The beneficiary's number is no Swedish organisation number. It is left out.",
    )


def currency_of(text: str) -> Reading:
    """A currency as the EU's authority table has it."""
    code = tidy(text).upper()
    if re.fullmatch(r"[A-Z]{3}", code) is None:
        return _no(text, "är ingen valutakod: väntade till exempel EUR", "is no currency code: expected EUR, say")
    return Iri(f"http://publications.europa.eu/resource/authority/currency/{code}")


def quoted(text: str) -> tuple[str, str]:
    """A cell as a sentence repeats it, in Swedish and English; what looks like a person's number is not repeated."""
    plain = tidy(text)
    if personnummer.find(plain):
        return "Texten", "The text"
    short = plain if len(plain) <= _FEW else f"{plain[:_FEW]} …"
    return f"”{short}”", f"‘{short}’"


def _may_be_a_persons(digits: str) -> bool:
    """Whether the third digit, centuries apart, is below 2: those of bodies never are."""
    ten = digits[2:] if len(digits) == 12 else digits
    return int(ten[2]) < 2


def _not_negative(number: Decimal, text: str) -> Reading:
    if number < 0:
        return _no(text, "är mindre än noll", "is less than zero")
    return number


def _canonical(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return Decimal(int(whole)) if whole == number else Decimal(f"{number.normalize():f}")


def _no(text: str, sv: str, en: str) -> Unclear:
    said_sv, said_en = quoted(text)
    return Unclear(f"{said_sv} {sv}.", f"{said_en} {en}.")
