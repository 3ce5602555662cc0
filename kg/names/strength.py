"""How strong a likeness is, in a word for people; the ledgers keep the number."""

import re

_SAID = re.compile(r"(?:(?<=^)|(?<=[ (]))(0\.\d\d|1\.00): ")
_WORDS = (
    (1.0, "säker", "certain"),
    (0.95, "mycket trolig", "very likely"),
    (0.88, "trolig", "likely"),
    (0.7, "möjlig", "possible"),
    (0.0, "osäker", "uncertain"),
)


def in_words(told: str, lang: str) -> str:
    """A reason that a ledger remembers, with a word in the place of the number that it begins with.

    >>> in_words("0.97: the same name but for inflection", "en")
    'very likely: the same name but for inflection'
    >>> in_words("numret stämmer (innan: 1.00: samma kod, 1962)", "sv")
    'numret stämmer (innan: säker: samma kod, 1962)'
    """
    return _SAID.sub(lambda found: f"{of(float(found[1]), lang)}: ", told)


def of(value: float, lang: str) -> str:
    """The word for a likeness from 0 to 1.

    >>> [of(value, "en") for value in (1.0, 0.99, 0.9, 0.75, 0.1)]
    ['certain', 'very likely', 'likely', 'possible', 'uncertain']
    """
    return next(sv if lang == "sv" else en for least, sv, en in _WORDS if value >= least)
