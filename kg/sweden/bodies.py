"""Take a Swedish name apart: which sort of body or area it says (kommun, region, län, länsstyrelse), and of what.

`Malmö stad`, `Malmö kommuns` and `City of Malmö` say the same; `Region Skåne`, `Skåne län` and `Länsstyrelsen i Skåne
län` do not. Abbreviations are none of ours: they stand in the data.
"""

import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from kg.sweden.names import plain


@dataclass(frozen=True)
class Taken:
    """A name taken apart: its words without genitive and small words, the sort that it says, the words as written."""

    words: tuple[str, ...]
    sort: str | None = None
    whole: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words in one string, in the order of the alphabet: word order varies."""
        return " ".join(sorted(self.words))


_KOMMUN, _REGION, _LAN, _BOARD = "kommun", "region", "län", "länsstyrelse"
_SORTS = {
    **dict.fromkeys(("kommun", "kommuns", "kommunen", "kommunens", "stad", "stads", "municipality", "city"), _KOMMUN),
    # Landstingen are called regions in law since 2019: https://lagen.nu/2017:725 1 kap. 1 §.
    **dict.fromkeys(("region", "regions", "regionen", "regionens", "landsting", "landstinget", "landstings"), _REGION),
    **dict.fromkeys(("län", "läns", "länet", "länets", "county", "lan", "lans"), _LAN),
    **dict.fromkeys(("länsstyrelsen", "länsstyrelse", "länsstyrelsens", "lansstyrelsen", "lansstyrelse"), _BOARD),
}
_FIRST = (_BOARD, _REGION, _KOMMUN, _LAN)
_OFTEN_MISSPELT = ("kommun", "kommuns", "kommunen", "länsstyrelsen", "länsstyrelse", "landstinget")
_LONG_ENOUGH = 5
_COMPOUND = ("regionen", "regionens")
"""How `Västra Götalandsregionen` says its sort."""
_SMALL = frozenset(("i", "för", "och", "of", "the", "and", "in", "&"))


def taken_apart(text: str) -> Taken:
    """What a name says.

    >>> taken_apart("Köpings kommun"), taken_apart("Länsstyrelsen i Västmanlands län").sort
    (Taken(words=('köping',), sort='kommun', whole=('köpings',)), 'länsstyrelse')
    """
    said, whole = set(), []
    for word in plain(text).split():
        region = next((each for each in _COMPOUND if word.endswith(each) and len(word) > len(each) + 2), None)
        if sort := _sort(word):
            said.add(sort)
        elif region:
            said.add(_REGION)
            whole.append(word.removesuffix(region))
        elif word not in _SMALL:
            whole.append(word)
    sort = next((each for each in _FIRST if each in said), None)
    # A kommun's name with its län beside it says which of two kommuner: that word stays.
    if sort == _KOMMUN and _LAN in said:
        whole.append(_LAN)
    return Taken(tuple(map(_without_genitive, whole)), sort, tuple(whole))


def _sort(word: str) -> str | None:
    """The sort that a word says, also with one slip of the hand in a long one: `komun`, `länstyrelsen`."""
    if word in _SORTS or len(word) < _LONG_ENOUGH:
        return _SORTS.get(word)
    return next((_SORTS[each] for each in _OFTEN_MISSPELT if OSA.distance(word, each, score_cutoff=1) <= 1), None)


def folded(text: str) -> str:
    """A name as it is typed without å, ä and ö.

    >>> folded("ängelholm")
    'angelholm'
    """
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def _without_genitive(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
