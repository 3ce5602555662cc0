"""Find the things that a written name, code or number may mean: typo-tolerant, Swedish-aware, the likeliest first.

The one search by name, for answers and drafts, hints, links, imports and reconciliation. Made once from descriptions
and only read. Abbreviations are those that the descriptions have as other names.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from kg.names.codes import code_form, codes_in
from kg.names.compare import Likeness, Score, compare
from kg.names.described import Described
from kg.sweden.mentions import readings
from kg.sweden.names import folded, taken_apart
from kg.sweden.organisationsnummer import written

LEAST = 0.5
"""The least likeness that links and lists show."""
_LESS = 0.005
"""A name read out of a longer text, or spelled out, is worth a little less than one that stands alone."""
_ABBREVIATED = 6
_ASKED_ABOUT = 3
_FAINT, _FAINT_WITHIN = 0.33, 0.6
_FEW = 40
_LOOKED_AT = 12
_CUTOFF, _CUTOFF_OF_LONG, _LONG = 60, 70, 10
"""How like, in per cent, what is looked at closer must be; of a long name more, for that is much quicker."""


@dataclass(frozen=True)
class Match:
    """A thing that may be meant, how like the text it is, and why."""

    described: Described
    score: Score

    @property
    def key(self) -> str:
        """The key of the thing."""
        return self.described.key

    @property
    def label(self) -> str:
        """What the thing is called."""
        return self.described.label

    @property
    def misspelt(self) -> bool:
        """Whether the name is the same but for a misspelt sort."""
        return self.score.reasons[0].likeness is Likeness.SORT_TYPO


class Index:
    """Descriptions, to be found by what people write. Where kinds are asked for, None are all kinds.

    Things of the kinds in `exactly` are found by their very name or code alone.

    >>> index = Index([Described("actor/sala-kommun", "actor", ("Sala kommun",))])
    >>> [(match.key, match.score.value) for match in index.near("SALA STAD", kinds=["actor"])]
    [('actor/sala-kommun', 0.97)]
    """

    def __init__(self, described: Iterable[Described], *, exactly: Collection[str] = ()) -> None:
        self._all = {each.key: each for each in sorted(described, key=lambda each: each.key)}
        self._codes: dict[str, list[Described]] = defaultdict(list)
        self._short: dict[str, set[str]] = defaultdict(set)
        kinds: dict[str, list[Described]] = defaultdict(list)
        for each in self._all.values():
            kinds[each.kind].append(each)
            for code in {code_form(code) for code in _codes(each)}:
                self._codes[code].append(each)
            for name in each.alt_labels:
                if name.isupper() and name.isalpha() and 2 <= len(name) <= _ABBREVIATED:
                    self._short[name.casefold()].update(each.labels[:1])
        self._kinds = {kind: _Kind(some, exactly=kind in exactly) for kind, some in kinds.items()}

    def __contains__(self, key: object) -> bool:
        return key in self._all

    def label(self, key: str) -> str:
        """What the thing of a key is called: the key itself where it isn't here."""
        return self._all[key].label if key in self._all else key

    def of(self, kinds: Collection[str] | None = None) -> list[Described]:
        """Every description of some kinds, in the order of their keys."""
        return [each for each in self._all.values() if kinds is None or each.kind in kinds]

    def same(self, text: str, kinds: Collection[str] | None = None) -> list[Match]:
        """The things that a text is a code of; else those that it is the very name of, in all but what Swedish varies.

        Several where several have the name: then nobody can tell which is meant.
        """
        if coded := self._coded(text, kinds):
            return coded
        found: dict[str, Match] = {}
        for reading in self._spelled_out(text):
            _judge(_Asked.of(reading), _Kind.same, self._of(kinds), found)
        ordered = _ordered(found.values())
        exact = bool(ordered) and ordered[0].score.value >= Likeness.ALT_LABEL.most
        least = Likeness.ALT_LABEL.most if exact else Likeness.VARIED.most
        # A misspelt sort leaves no doubt of what is meant, and yet it isn't the very name.
        return [match for match in ordered if match.score.value >= least and not match.misspelt]

    def near(
        self,
        text: str,
        *,
        kinds: Collection[str] | None = None,
        limit: int = 5,
        least: float = LEAST,
        enough: float = Likeness.VARIED.most,
    ) -> list[Match]:
        """The things that a text may mean, by name, code or organisationsnummer; likest first, then by key.

        What is less like than `least` is not among them. Once one is as like as `enough`, names that merely look like
        the text are not looked for.
        """
        said = dict.fromkeys(each for reading in readings(text) for each in self._spelled_out(reading))
        asked = [_Asked.of(reading, less=_LESS * bool(number)) for number, reading in enumerate(said)]
        found = {match.key: match for reading in said for match in self._coded(reading, kinds)}
        for look in _LOOKS:
            for each in asked:
                _judge(each, look, self._of(kinds), found)
            if any(match.score.value >= enough for match in found.values()):
                break
        return _ordered(match for match in found.values() if match.score.value >= least)[:limit]

    def guessed(self, text: str, kinds: Collection[str]) -> list[Match]:
        """The few things that somebody who wrote what isn't there may have meant: for a question, never a fact."""
        found = self.near(text, kinds=kinds, least=_FAINT)
        within = (match.score.reasons[0].likeness is Likeness.WITHIN for match in found)
        told = [
            match for match, part in zip(found, within, strict=True) if match.score.value >= _FAINT_WITHIN or not part
        ]
        return told[:_ASKED_ABOUT]

    def like(self, described: Described, *, limit: int = 5) -> list[Match]:
        """The things that may be the same as a described one, itself not among them: by its codes and all its names."""
        kinds = ("", described.kind)
        likely = [each for code in _codes(described) for each in self._codes.get(code_form(code), ())]
        for asked in map(_Asked.of, described.names):
            likely += [each for look in _LOOKS for kind in self._of(kinds) for each in look(kind, asked)]
        others = {each.key: each for each in likely if each.key != described.key and each.kind in kinds}
        judged = (Match(each, compare(described, each)) for each in others.values())
        return _ordered(match for match in judged if match.score.value >= LEAST)[:limit]

    def _of(self, kinds: Collection[str] | None) -> "list[_Kind]":
        return [each for kind, each in self._kinds.items() if kinds is None or kind in kinds]

    def _coded(self, text: str, kinds: Collection[str] | None) -> list[Match]:
        """The things that a text is the code or number of."""
        codes = codes_in(text)
        found = {each.key: each for code in codes for each in self._codes.get(code_form(code), ())}
        if not found:
            return []
        mention = Described("", "", (), codes=codes, organisationsnummer=next(filter(None, map(written, codes)), None))
        judged = [Match(each, compare(mention, each)) for each in found.values() if kinds is None or each.kind in kinds]
        return _ordered(match for match in judged if match.score.value >= Likeness.VARIED.most)

    def _spelled_out(self, text: str) -> tuple[str, ...]:
        """The text, and the text with an abbreviation in it spelled out, as `AF Malmö` has one."""
        words = text.split()
        if len(words) < 2:
            return (text,)
        spelled = [
            (*words[:at], next(iter(known)), *words[at + 1 :])
            for at, word in enumerate(words)
            if len(known := self._short.get(word.casefold(), set())) == 1
        ]
        return (text, *(" ".join(each) for each in spelled))


@dataclass(frozen=True)
class _Asked:
    """A text that is looked for, without dots and rings: its words in the order of the alphabet, without the sort.

    `spelled` is how it may be spelled: without the sort and with it. A reading of a longer text is worth `less`.
    """

    text: str
    words: str
    spelled: tuple[str, ...]
    less: float = 0.0

    @classmethod
    def of(cls, text: str, *, less: float = 0.0) -> "_Asked":
        taken = taken_apart(text)
        alone, whole = folded(" ".join(taken.words)), folded(taken.plain)
        spelled = (alone, whole) if taken.sort and alone else (alone or whole,)
        return cls(text, folded(taken.text) or whole, spelled, less)


class _Kind:
    """The things of one kind by their names, and some of them also by what looks like a name."""

    def __init__(self, things: Iterable[Described], *, exactly: bool) -> None:
        self._same: dict[str, list[Described]] = defaultdict(list)
        spelled: dict[str, list[Described]] = defaultdict(list)
        words: dict[str, dict[str, Described]] = defaultdict(dict)
        for each in things:
            names = [_Asked.of(name) for name in each.names]
            for form in dict.fromkeys(name.words for name in names if name.words):
                self._same[form].append(each)
            for form in dict.fromkeys(form for name in names for form in name.spelled if form and not exactly):
                spelled[form].append(each)
                for word in form.split():
                    if len(words[word]) <= _FEW:
                        words[word][each.key] = each
        # Copied in one go they lie side by side in memory: to read through a great many is three times as fast.
        self._spelled = {name.encode().decode(): spelled[name] for name in sorted(spelled, key=len)}
        self._names = list(self._spelled)
        self._words = {word: tuple(each.values()) for word, each in words.items() if len(each) <= _FEW}

    def same(self, asked: _Asked) -> Iterable[Described]:
        """Those of the same name but for what Swedish varies, and å, ä, ö."""
        return self._same.get(asked.words, ())[:_FEW]

    def sharing(self, asked: _Asked) -> Iterator[Described]:
        """Those with a word that few names have."""
        return (each for word in asked.words.split() for each in self._words.get(word, ()))

    def alike(self, asked: _Asked) -> Iterator[Described]:
        """Those whose names are spelled most like."""
        for form in asked.spelled:
            cutoff = _CUTOFF if len(form) < _LONG else _CUTOFF_OF_LONG
            near = process.extract(form, self._names, scorer=fuzz.ratio, limit=_LOOKED_AT, score_cutoff=cutoff)
            yield from (each for name, _, _ in near for each in self._spelled[name][:_FEW])


def _judge(
    asked: _Asked,
    look: Callable[[_Kind, _Asked], Iterable[Described]],
    kinds: Iterable[_Kind],
    found: dict[str, Match],
) -> None:
    """Compare what one way of looking gives, and keep of each thing its best score."""
    for each in {each.key: each for kind in kinds for each in look(kind, asked)}.values():
        score = compare(Described("", "", (asked.text,)), each)
        value = round(score.value - asked.less, 3)
        if each.key not in found or value > found[each.key].score.value:
            found[each.key] = Match(each, replace(score, value=value))


def _codes(described: Described) -> tuple[str, ...]:
    return (*described.codes, *filter(None, [described.organisationsnummer]))


def _ordered(matches: Iterable[Match]) -> list[Match]:
    return sorted(matches, key=lambda match: (-match.score.value, match.key))


_LOOKS = (_Kind.same, _Kind.sharing, _Kind.alike)
"""From what is sure and quick to find to what is neither."""
