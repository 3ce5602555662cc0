"""Find the things that a written name, code or number may mean: typo-tolerant, Swedish-aware, the likeliest first.

Made once from descriptions and only read. Abbreviations are those that the descriptions have as other names.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from kg.link.compare import Described, Score, compare
from kg.sweden.bodies import folded, taken_apart
from kg.sweden.mentions import readings
from kg.sweden.names import plain
from kg.sweden.organisationsnummer import written


@dataclass(frozen=True)
class Match:
    """A thing that may be meant, how like the text it is, and why."""

    described: Described
    score: Score

    @property
    def key(self) -> str:
        """The key of the thing."""
        return self.described.key


class Index:
    """Descriptions, to be found by what people write.

    >>> sala = Described("actor/sala-kommun", "actor", ("Sala kommun",))
    >>> [(match.key, match.score.value) for match in Index([sala]).near("SALA STAD", kinds=["actor"])]
    [('actor/sala-kommun', 0.97)]
    """

    def __init__(self, described: Iterable[Described]) -> None:
        self._all = {each.key: each for each in sorted(described, key=lambda each: each.key)}
        self._codes: dict[str, dict[str, None]] = defaultdict(dict)
        self._forms: dict[str, dict[str, None]] = defaultdict(dict)
        self._short: dict[str, set[str]] = defaultdict(set)
        for each in self._all.values():
            self._add(each)
        self._written = list(self._forms)

    def __contains__(self, key: object) -> bool:
        return key in self._all

    def __len__(self) -> int:
        return len(self._all)

    def get(self, key: str) -> Described | None:
        """The description with a key."""
        return self._all.get(key)

    def of(self, kinds: Collection[str]) -> list[Described]:
        """Every description of some kinds, in the order of their keys; of all kinds when none is named."""
        return [each for each in self._all.values() if not kinds or each.kind in kinds]

    def near(self, text: str, *, kinds: Collection[str] = (), limit: int = 5) -> list[Match]:
        """The things that a text may mean, by name, code or organisationsnummer; likest first, then by key.

        No kinds are all kinds. What is less like than `LEAST` is not among them.
        """
        said = [each for reading in readings(text) for each in self._spelled_out(reading)]
        found: dict[str, Match] = {}
        for number, reading in enumerate(said):
            coded = self._codes.get(_code(reading), {})
            for key in self._candidates(reading):
                if kinds and self._all[key].kind not in kinds:
                    continue
                mention = _as_code(reading) if key in coded else Described("", "", (reading,))
                match = self._judged(mention, key, less=_LESS * bool(number))
                if match.score.value >= LEAST and (key not in found or match.score.value > found[key].score.value):
                    found[key] = match
        return _ordered(found.values())[:limit]

    def like(self, described: Described, *, limit: int = 5) -> list[Match]:
        """The things that may be the same as a described one, itself not among them: by its codes and all its names."""
        keys: dict[str, None] = {}
        for code in (*described.codes, described.organisationsnummer or ""):
            keys |= self._codes.get(_code(code), {})
        for name in described.names:
            keys |= dict.fromkeys(self._candidates(name))
        same_kind = [key for key in keys if key != described.key and self._all[key].kind in ("", described.kind)]
        judged = [Match(self._all[key], compare(described, self._all[key])) for key in same_kind]
        return _ordered(match for match in judged if match.score.value >= LEAST)[:limit]

    def _add(self, each: Described) -> None:
        for code in (*each.codes, *filter(None, [each.organisationsnummer])):
            self._codes[_code(code)][each.key] = None
        for name in each.names:
            for form in _forms(name):
                self._forms[form][each.key] = None
        for name in each.alt_labels:
            if name.isupper() and name.isalpha() and 2 <= len(name) <= _ABBREVIATED:
                self._short[name.casefold()].update(each.labels[:1])

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

    def _candidates(self, text: str) -> list[str]:
        """The keys worth comparing with a text: those of the same code, and of the forms nearest to its own."""
        keys = dict(self._codes.get(_code(text), {}))
        for form in _forms(text):
            exact = self._forms.get(form, {})
            keys |= exact
            # A form that is there needs rivals alone; else the text may also be a part of a name, or hold one.
            for scorer in (fuzz.ratio,) if exact else (fuzz.ratio, fuzz.token_set_ratio):
                near = process.extract(form, self._written, scorer=scorer, limit=_LOOKED_AT, score_cutoff=_CUTOFF)
                for name, _, _ in near:
                    keys |= self._forms[name]
        return list(keys)

    def _judged(self, mention: Described, key: str, *, less: float) -> Match:
        score = compare(mention, self._all[key])
        return Match(self._all[key], replace(score, value=round(score.value - less, 3)) if less else score)


def _as_code(text: str) -> Described:
    """A text that is a code or an organisationsnummer, as a description."""
    return Described("", "", (), codes=(text.strip(),), organisationsnummer=written(text.strip()))


def _ordered(matches: Iterable[Match]) -> list[Match]:
    return sorted(matches, key=lambda match: (-match.score.value, match.key))


def _forms(name: str) -> Sequence[str]:
    """What a name is looked for by: its words without the sort, and all of it, both without dots and rings."""
    return tuple(dict.fromkeys(filter(None, (folded(taken_apart(name).text), folded(plain(name))))))


def _code(text: str) -> str:
    return (written(text.strip()) or text).strip().casefold()


LEAST = 0.5
"""The least likeness that is worth showing to anybody."""
_LESS = 0.005
"""A name read out of a longer text, or spelled out, is worth a little less than one that stands alone."""
_ABBREVIATED = 6
_LOOKED_AT = 12
_CUTOFF = 60
