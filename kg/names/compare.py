"""How like two descriptions of things are, from 0 to 1, and why. Codes decide; names only suggest, by what they share.

The values say what was compared, so that a threshold can be chosen among them: see `Likeness`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from kg.names.described import Described
from kg.sweden.names import Taken, folded, taken_apart
from kg.sweden.organisationsnummer import written


class Likeness(Enum):
    """What two descriptions share, the value of that, and how it is said in Swedish and English."""

    NUMBER = (1.0, "samma organisationsnummer, {value}", "the same organisation number, {value}")
    CODE = (1.0, "samma kod, {value}", "the same code, {value}")
    CONTAINS = (1.0, "området omfattar koden {value}", "the area contains the code {value}")
    LABEL = (0.99, "samma namn, ”{value}”", "the same name, “{value}”")
    ALT_LABEL = (
        0.98,
        "samma namn som ett av de andra namnen, ”{value}”",
        "the same as one of the other names, “{value}”",
    )
    VARIED = (0.97, "samma namn så när som på böjning: ”{value}”", "the same name but for inflection: “{value}”")
    SORT_TYPO = (0.97, "samma namn, men slaget är felstavat: ”{value}”", "the same name, the sort misspelt: “{value}”")
    UNDOTTED = (0.95, "samma namn utan å, ä, ö: ”{value}”", "the same name without å, ä, ö: “{value}”")
    TYPO = (0.93, "ett tecken skiljer från ”{value}”", "one character differs from “{value}”")
    TYPOS = (0.9, "två tecken skiljer från ”{value}”", "two characters differ from “{value}”")
    BARE = (
        0.88,
        "samma namn, men bara det ena säger slaget: ”{value}”",
        "the same name, but only one says the sort: “{value}”",
    )
    SHORT_TYPO = (
        0.84,
        "ett tecken skiljer från det korta namnet ”{value}”",
        "one character differs from the short name “{value}”",
    )
    CODE_ALONE = (
        0.8,
        "samma kod eller nummer, {value}, men helt olika namn",
        "the same code or number, {value}, but quite different names",
    )
    WITHIN = (0.75, "det ena namnet är en del av det andra: ”{value}”", "one name is a part of the other: “{value}”")
    SOMEWHAT = (0.6, "namnet liknar ”{value}”", "the name is somewhat like “{value}”")
    FIGURES = (
        0.5,
        "namnen skiljer i siffror eller korta ord: ”{value}”",
        "the names differ in figures or short words: “{value}”",
    )
    SORT = (0.4, "namnet säger ett annat slag: ”{value}”", "the name says another sort: “{value}”")
    OTHER_CODE = (0.1, "olika koder: {value}", "different codes: {value}")
    OTHER_NUMBER = (0.1, "olika organisationsnummer: {value}", "different organisation numbers: {value}")
    OTHER_KIND = (0.0, "olika sorters ting: {value}", "different kinds of things: {value}")
    NOTHING = (0.0, "inget gemensamt", "nothing in common")

    @property
    def most(self) -> float:
        """The value of two descriptions that share this; no likeness of this sort is worth more."""
        return self.value[0]


@dataclass(frozen=True)
class Reason:
    """Why a score is what it is: what was shared or differed, and the text it was seen in."""

    likeness: Likeness
    value: str = ""

    @property
    def sv(self) -> str:
        """In Swedish."""
        return self.likeness.value[1].format(value=self.value)

    @property
    def en(self) -> str:
        """In English."""
        return self.likeness.value[2].format(value=self.value)


@dataclass(frozen=True)
class Score:
    """How like two descriptions are, 0 to 1, and why."""

    value: float
    reasons: tuple[Reason, ...]

    def text(self, lang: str) -> str:
        """The reasons as one text in a language, the value first: `0.97: …`."""
        return f"{self.value:.2f}: " + "; ".join(each.sv if lang == "sv" else each.en for each in self.reasons)


def compare(left: Described, right: Described) -> Score:
    """How like two descriptions are: the same number or code decides, another one too, and else the names.

    >>> one = Described("actor/malmo-kommun", "actor", ("Malmö kommun",))
    >>> compare(Described("", "actor", ("Malmö stads",)), one).text("en")
    '0.97: the same name but for inflection: “Malmö kommun”'
    """
    if left.kind and right.kind and left.kind != right.kind:
        return _only(Likeness.OTHER_KIND, f"{left.kind} – {right.kind}")
    named = _by_names(left, right)
    decided = _by_numbers(left, right) or _by_codes(left, right)
    if decided is None:
        return named
    if decided.likeness.most < _DECIDES:
        return Score(decided.likeness.most, (decided, *named.reasons))
    unlike = bool(left.names and right.names) and named.value <= Likeness.SORT.most
    if unlike:
        return Score(Likeness.CODE_ALONE.most, (Reason(Likeness.CODE_ALONE, decided.value),))
    said = named.reasons if left.names and right.names else ()
    return Score(decided.likeness.most, (decided, *said))


def compare_names(mention: str, name: str, *, sorts: frozenset[str] = frozenset()) -> tuple[Likeness, float]:
    """What two names share and the value of that; `sorts` are those that the thing's other names say.

    >>> likeness, value = compare_names("Habo kommun", "Håbo kommun")
    >>> likeness.name, value
    ('UNDOTTED', 0.95)
    """
    left, right = _forms(mention), _forms(name)
    one, other = left.taken, right.taken
    if one.plain == other.plain:
        return Likeness.LABEL, Likeness.LABEL.most
    if not one.words or not other.words:
        return Likeness.NOTHING, 0.0
    known = {other.sort} if other.sort else set(sorts)
    if one.sort and known and one.sort not in known:
        alike = max(_alike(left, right)[1] / 2, Likeness.SORT.most * _ratio(left, right))
        return Likeness.SORT, round(min(Likeness.SORT.most, alike), 3)
    likeness, value = _alike(left, right)
    if (one.sort is None) != (other.sort is None) and not (one.sort and one.sort in known):
        return (Likeness.BARE if value >= Likeness.UNDOTTED.most else likeness), round(value - _LESS_WHERE_BARE, 3)
    return likeness, value


@dataclass(frozen=True)
class _Forms:
    """A name taken apart, and without å, ä and ö: its words in the order of the alphabet, all of it, and in own order.

    In their own order they stand without genitive and with it: `Borås` ends in no genitive, and who can tell?
    """

    taken: Taken
    words: str
    plain: str
    in_order: tuple[str, str]
    figures: list[str]
    """What is no slip of the hand when it differs: figures and very short words, as in `Etapp 2` and `Grupp A`."""


@lru_cache(maxsize=16384)
def _forms(name: str) -> _Forms:
    taken = taken_apart(name)
    return _Forms(
        taken,
        folded(taken.text),
        folded(taken.plain),
        (folded(" ".join(taken.words)), folded(" ".join(taken.whole))),
        sorted(word for word in taken.words if len(word) <= 2 or any(each.isdigit() for each in word)),
    )


def _alike(one: _Forms, other: _Forms) -> tuple[Likeness, float]:
    """How like the words of two names are, whatever sort they say."""
    if one.words == other.words:
        same = Likeness.SORT_TYPO if one.taken.slip or other.taken.slip else Likeness.VARIED
        likeness = same if one.taken.text == other.taken.text else Likeness.UNDOTTED
        return likeness, likeness.most
    if one.figures != other.figures:
        return Likeness.FIGURES, round(Likeness.FIGURES.most * _ratio(one, other), 3)
    if typos := list(_typos(one, other)):
        best = max(typos, key=lambda typo: typo.most)
        return best, best.most
    shorter, longer = sorted((set(one.taken.words), set(other.taken.words)), key=len)
    if shorter < longer:
        share = sum(map(len, shorter)) / sum(map(len, longer))
        return Likeness.WITHIN, round(Likeness.WITHIN.most - _SPREAD * (1 - share), 3)
    return Likeness.SOMEWHAT, round(Likeness.SOMEWHAT.most * _ratio(one, other), 3)


def _typos(one: _Forms, other: _Forms) -> Iterator[Likeness]:
    """What slips of the hand may part two names, spelled in each way."""
    sorts = (one.taken.sort, other.taken.sort)
    spelled = [(one.words, other.words), *zip(one.in_order, other.in_order, strict=True)]
    if sorts.count(None) == 1:
        # The slip may stand in the sort.
        spelled.append((one.plain, other.plain))
    for left, right in dict.fromkeys(spelled):
        if typo := _typo(left, right, said=None not in sorts):
            yield typo


def _typo(left: str, right: str, *, said: bool) -> Likeness | None:
    """Whether slips of the hand may part two texts: the longer they are, and the more is known, the surer."""
    length = min(len(left), len(right))
    slips = OSA.distance(left, right, score_cutoff=2)
    if slips == 1 and (length >= _LONG or (said and length >= _MIDDLING)):
        return Likeness.TYPO
    if slips == 2 and length >= _LONGER:
        return Likeness.TYPOS
    if (slips == 1 and length >= _SHORTEST) or (slips == 2 and length >= _LONG):
        return Likeness.SHORT_TYPO
    return None


def _ratio(one: _Forms, other: _Forms) -> float:
    """How like two names are letter by letter: without the sort, or with it, where it ran into another word."""
    return max(OSA.normalized_similarity(one.words, other.words), OSA.normalized_similarity(one.plain, other.plain))


def _by_names(left: Described, right: Described) -> Score:
    best, named = (Likeness.NOTHING, 0.0), ""
    sorts = frozenset(sort for name in right.names if (sort := _forms(name).taken.sort))
    for mention, name in product(left.names, right.names):
        likeness, value = compare_names(mention, name, sorts=sorts)
        if likeness is Likeness.LABEL and name not in right.labels:
            likeness, value = Likeness.ALT_LABEL, Likeness.ALT_LABEL.most
        if value > best[1]:
            best, named = (likeness, value), name
    return Score(best[1], (Reason(best[0], named),))


def _by_numbers(left: Described, right: Described) -> Reason | None:
    one, other = (written(each.organisationsnummer or "") for each in (left, right))
    if one is None or other is None:
        return None
    return Reason(Likeness.NUMBER, one) if one == other else Reason(Likeness.OTHER_NUMBER, f"{one} – {other}")


def _by_codes(left: Described, right: Described) -> Reason | None:
    one, other = ({code.strip().casefold(): code.strip() for code in each.codes} for each in (left, right))
    if shared := sorted(one.keys() & other.keys()):
        return Reason(Likeness.CODE, one[shared[0]])
    for mine, yours in product(sorted(one), sorted(other)):
        if _form(mine) == _form(yours):
            return Reason(Likeness.OTHER_CODE, f"{one[mine]} – {other[yours]}")
    return None


def _form(code: str) -> str:
    """How a code is written, whatever its figures: `se_9`."""
    return re.sub(r"[0-9]+", "9", code)


def _only(likeness: Likeness, value: str) -> Score:
    return Score(likeness.most, (Reason(likeness, value),))


_DECIDES = 0.9
_LESS_WHERE_BARE = 0.09
_SPREAD = 0.2
"""Within: from 0.75, where the names are nearly as long, to 0.55."""
_SHORTEST, _MIDDLING, _LONG, _LONGER = 3, 5, 10, 14
"""Letters that a name must have before one slip, or two, leave it recognisable."""
