"""How Swedish names vary: `Malmö stad`, `Malmö kommuns`, `Köping kommun`, `AF Malmö`. One plain form for comparing.

The form is for comparing only, never shown. å, ä and ö are letters of their own and stay.
"""

import re
import unicodedata

_SAME = {
    "stad": "kommun",
    "stads": "kommun",
    "kommuns": "kommun",
    "kommunen": "kommun",
    "af": "arbetsförmedlingen",
    "fk": "försäkringskassan",
    "lst": "länsstyrelsen",
    "länsstyrelse": "länsstyrelsen",
    "regionen": "region",
    "of": "",
    "the": "",
    "i": "",
    "för": "",
    "och": "",
    "and": "",
    "&": "",
}
_OF_A_BOARD = frozenset(("län", "läns"))


def plain(text: str) -> str:
    """A name as people see it, whatever its case, spaces, dashes and quotation marks.

    >>> plain(" Sala–Heby  ”Kommun” ")
    'sala heby kommun'
    """
    flat = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^\w&]+", " ", flat).split())


def compared(text: str) -> str:
    """The form two names share when they differ only by what Swedish varies: genitive, kommun and stad, small words.

    >>> compared("Malmö Stad") == compared("Malmö kommuns"), compared("Norrbottens län")
    (True, 'norrbotten län')
    """
    words = [_SAME.get(word, word) for word in plain(text).split()]
    if "länsstyrelsen" in words:
        words = [word for word in words if word not in _OF_A_BOARD]
    return " ".join(_without_genitive(word) for word in words if word)


def _without_genitive(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def digits(text: str) -> str:
    """A code without the marks that people put in it, and without the 16 that agencies write before a body's number.

    >>> digits("16 202100-2114"), digits("SE_1904")
    ('2021002114', '1904')
    """
    found = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    return found[2:] if len(found) == 12 and found.startswith("16") else found
