"""Organisationsnummer: ten digits whose third is at least 2, which tells them from the numbers of persons.

A sole trader's organisationsnummer is the trader's personnummer: it is none here.
"""

import re

from kg.sweden import check_digit

_WRITTEN = re.compile(r"(?:16)?(\d{6})-?(\d{4})")


def is_one(text: str) -> bool:
    """Whether the text is an organisationsnummer, with or without hyphen, and its check digit is right.

    >>> is_one("212000-0142"), is_one("2120000142"), is_one("212000-0143"), is_one("900101-9802")
    (True, True, False, False)
    """
    found = _WRITTEN.fullmatch(text)
    if found is None or int(found[1][2]) < 2:
        return False
    return check_digit.is_right(found[1] + found[2])


def written(text: str) -> str | None:
    """The number in its one form, NNNNNN-NNNN; None when the text is no organisationsnummer.

    >>> written("162120000142")
    '212000-0142'
    """
    found = _WRITTEN.fullmatch(text)
    return f"{found[1]}-{found[2]}" if found is not None and is_one(text) else None
