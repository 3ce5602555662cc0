"""Codes and numbers as people write them, and the one form that each is looked up by."""

import re
import unicodedata

from kg.sweden.organisationsnummer import written

_CODE_ALONE = re.compile(r"(?:SE)?[\d\s_–-]+", re.IGNORECASE)


def code_form(value: str) -> str:
    """The form that a code is looked for in: an organisationsnummer in its one form, an IRI by its last part.

    >>> code_form("2120000142"), code_form("http://www.wikidata.org/entity/Q1754"), code_form(" 0180 ")
    ('212000-0142', 'q1754', '0180')
    """
    text = value.strip()
    number = written(text)
    if number is not None:
        return number
    last = text.rstrip("/").rpartition("/")[2] if "://" in text else text.removeprefix("wd:")
    return last.rpartition("#")[2].casefold()


def codes_in(text: str) -> tuple[str, ...]:
    """What a text may be as a code: itself, and without the marks that people put in one.

    >>> codes_in(" SE_1904"), codes_in("16 202100-2114"), codes_in("Sala")
    (('SE_1904', '1904'), ('16 202100-2114', '202100-2114'), ('Sala',))
    """
    said = unicodedata.normalize("NFKC", text).strip()
    if not _CODE_ALONE.fullmatch(said):
        return (said,)
    digits = re.sub(r"\D", "", said)
    return tuple(dict.fromkeys((said, written(digits) or digits)))
