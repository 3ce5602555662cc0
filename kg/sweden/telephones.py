"""Find telephone numbers in a text, Swedish ones and those with a country's code; nothing is looked up anywhere.

A cheap look comes first, so that the slow library is asked only about what begins as a telephone number does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from phonenumbers import Leniency, PhoneNumberMatch, PhoneNumberMatcher

from kg.sweden.lookalikes import Plain, readings

HOME = "SE"


@dataclass(frozen=True, order=True)
class Telephone:
    """A telephone number that was found: where in the text it stands."""

    start: int
    end: int


_LIKELY = re.compile(
    r"(?<![\w/.,=#%&+-])(?<![0-9]:)(?:(?:\+|00)[1-9][0-9 ()./-]{6,24}|\(?0[ -]?[1-9][0-9 ()/.-]{5,18})"
)
_NO_DIGIT = re.compile(r"[^0-9]+")
_LEAST = 7
_CALLED = re.compile(r"(?:tel|sms|fax|mobil|phone|telefon|tfn|tlf|ring)[.:a-z ]{0,8}\Z", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"(?:dnr|diarie\w*|ärende\w*|arende\w*|lag|sfs|isbn|issn|kod\w*|code\w*|nr|id|orgnr|postgiro|plusgiro|bankgiro|konto|pg|bg)"
    r"[.:]?\s?\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\w|\s?(?:kr\b|sek\b|kronor|tkr|mkr|%|procent|personer|deltagare)", re.IGNORECASE)
_DAYS = re.compile(r"[0-9]{2}[-./][0-9]{2}[-./](?:19|20)[0-9]{2}\b")
_CODES = re.compile(r"(?:0[0-9]{3}[ ,;/]+)+0[0-9]{3}\b")
"""Codes of kommuner one after another, 0114 0115, which are no number to call."""


def find(text: str) -> list[Telephone]:
    """The telephone numbers in a text, in their order; not case numbers, sums, codes or dates.

    >>> len(find("Ring 08-465 004 01 eller +46 70 174 06 35. Dnr 2018/00566, 1 200 000 kr, kod 0180."))
    2
    """
    return sorted({telephone for plain in readings(text) for telephone in _found(plain)})


def _found(plain: Plain) -> Iterator[Telephone]:
    text = plain.text
    for likely in _LIKELY.finditer(text):
        start = likely.start()
        before, said = text[max(0, start - 16) : start], likely[0]
        if _DAYS.match(said) or _CODES.match(said) or (_OTHERWISE.search(before) and not _CALLED.search(before)):
            continue
        match = _first(said)
        if match is not None and not _AFTER.match(text, start + match.end):
            yield Telephone(*plain.written(start + match.start, start + match.end))


def _first(said: str) -> PhoneNumberMatch | None:
    """The telephone number that the text begins with; what follows after a space may belong to something else."""
    while len(_NO_DIGIT.sub("", said)) >= _LEAST:
        for match in PhoneNumberMatcher(said, HOME, leniency=Leniency.VALID, max_tries=4):
            return match
        said = said.rpartition(" ")[0]
    return None
