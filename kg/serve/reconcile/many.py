"""Find a name among very many, a few milliseconds each: by the whole of it, and by the rare words in it.

Where things are few, `kg.link.index` looks longer and finds more. Both judge what they find alike.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz, process

from kg.link.compare import Described, Likeness, compare
from kg.link.index import LEAST, Match
from kg.sweden.bodies import folded
from kg.sweden.mentions import readings
from kg.sweden.names import plain

FEW = 3000
"""So many things, or fewer, are few."""
_LOOKED_AT = 12
_CUTOFF = 70
_RARE = 40
_LESS = 0.005


class Many:
    """Descriptions by their names, and by the words that few of them have.

    >>> many = Many([Described("project/kiis", "project", ("KIIS, Woman into Sweden",))])
    >>> [match.key for match in many.near("KIIS, Woman into Swedn", limit=5)]
    ['project/kiis']
    """

    def __init__(self, described: Iterable[Described]) -> None:
        self._names: dict[str, list[Described]] = defaultdict(list)
        words: dict[str, dict[str, Described]] = defaultdict(dict)
        for each in described:
            for name in {_plainly(name) for name in each.names}:
                self._names[name].append(each)
                for word in name.split():
                    if len(words[word]) <= _RARE:
                        words[word][each.key] = each
        self._written = list(self._names)
        self._words = {word: tuple(each.values()) for word, each in words.items() if len(each) <= _RARE}

    def near(self, text: str, *, limit: int) -> list[Match]:
        """The things that a text may be the name of, likest first, then by key."""
        found: dict[str, Match] = {}
        for number, reading in enumerate(readings(text)):
            # A name read out of a longer text is worth a little less than one that stands alone.
            less, name = _LESS * bool(number), _plainly(reading)
            self._judge(reading, less, (each for word in name.split() for each in self._words.get(word, ())), found)
            # What lacks a rare word that the text has is further away than one slip: no need to look for it.
            if not any(match.score.value >= Likeness.TYPO.most - less for match in found.values()):
                near = process.extract(name, self._written, scorer=fuzz.ratio, limit=_LOOKED_AT, score_cutoff=_CUTOFF)
                self._judge(reading, less, (each for like, _, _ in near for each in self._names[like][:_RARE]), found)
        return sorted(found.values(), key=lambda match: (-match.score.value, match.key))[:limit]

    def _judge(self, text: str, less: float, likely: Iterable[Described], found: dict[str, Match]) -> None:
        for each in {each.key: each for each in likely}.values():
            score = compare(Described("", "", (text,)), each)
            value = round(score.value - less, 3)
            if value >= LEAST and (each.key not in found or value > found[each.key].score.value):
                found[each.key] = Match(each, replace(score, value=value))


def _plainly(name: str) -> str:
    said = plain(name)
    return said if said.isascii() else folded(said)
