"""How Swedish names vary, and what is left: which sort of body or area one says (kommun, region, län …), and of what.

`Malmö stad`, `Malmö kommuns` and `City of Malmö` say the same; `Region Skåne`, `Skåne län` and `Länsstyrelsen i Skåne
län` do not. Abbreviations of bodies are none of ours: they stand in the data. The forms are for comparing, never shown.
"""

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA


@dataclass(frozen=True)
class Taken:
    """A name taken apart: its words without genitive and small words, the sort that it says, the words as written.

    `plain` is all of it, as `plain` has it; `slip` is whether the sort was misspelt.
    """

    words: tuple[str, ...]
    sort: str | None = None
    whole: tuple[str, ...] = ()
    plain: str = ""
    slip: bool = False

    @property
    def text(self) -> str:
        """The words in one string, in the order of the alphabet: word order varies."""
        return " ".join(sorted(self.words))


_BETWEEN_WORDS = re.compile(r"[^\w&]+")
_MARKS = re.compile("[\u0300-\u036f]")
_KOMMUN, _REGION, _LAN, _BOARD = "kommun", "region", "län", "länsstyrelse"
_SORTS = {
    **dict.fromkeys(("kommun", "kommuns", "kommunen", "kommunens", "stad", "stads", "municipality", "city"), _KOMMUN),
    # Landstingen are called regions in law since 2019: https://lagen.nu/2017:725 1 kap. 1 §.
    **dict.fromkeys(("region", "regions", "regionen", "regionens", "landsting", "landstinget", "landstings"), _REGION),
    **dict.fromkeys(("län", "läns", "länet", "länets", "county", "lan", "lans"), _LAN),
    **dict.fromkeys(("länsstyrelsen", "länsstyrelse", "länsstyrelsens", "lansstyrelsen", "lansstyrelse"), _BOARD),
    "lst": _BOARD,
}
_FIRST = (_BOARD, _REGION, _KOMMUN, _LAN)
_OFTEN_MISSPELT = ("kommun", "kommuns", "kommunen", "länsstyrelsen", "länsstyrelse", "landstinget")
_LONG_ENOUGH = 5
_COMPOUND = re.compile("(.{3,})regionens?")
"""How `Västra Götalandsregionen` says its sort."""
_SMALL = frozenset(("i", "för", "och", "of", "the", "and", "in", "&"))


def plain(text: str) -> str:
    """A name as people see it, whatever its case, spaces, dashes and quotation marks.

    >>> plain(" Sala–Heby  ”Kommun” ")
    'sala heby kommun'
    """
    flat = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_BETWEEN_WORDS.sub(" ", flat).split())


def folded(text: str) -> str:
    """A name as it is typed without å, ä and ö.

    >>> folded("ängelholm")
    'angelholm'
    """
    return text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text))


def taken_apart(text: str) -> Taken:
    """What a name says.

    >>> taken_apart("Köpings kommun")
    Taken(words=('köping',), sort='kommun', whole=('köpings',), plain='köpings kommun', slip=False)
    """
    said, whole, slip, form = set(), [], False, plain(text)
    for word in form.split():
        if sort := _sort(word):
            said.add(sort)
            slip = slip or word not in _SORTS
        elif region := _COMPOUND.fullmatch(word):
            said.add(_REGION)
            whole.append(region[1])
        elif word not in _SMALL:
            whole.append(word)
    sort = next((each for each in _FIRST if each in said), None)
    # A kommun's name with its län beside it says which of two kommuner: that word stays.
    if sort == _KOMMUN and _LAN in said:
        whole.append(_LAN)
    return Taken(tuple(map(_without_genitive, whole)), sort, tuple(whole), form, slip)


def _sort(word: str) -> str | None:
    """The sort that a word says, also with one slip of the hand in a long one: `komun`, `länstyrelsen`."""
    if word in _SORTS or len(word) < _LONG_ENOUGH:
        return _SORTS.get(word)
    found = process.extractOne(word, _OFTEN_MISSPELT, scorer=OSA.distance, score_cutoff=1)
    return _SORTS[found[0]] if found else None


def _without_genitive(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
