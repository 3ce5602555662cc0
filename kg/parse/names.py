"""The things there are, by code and by name: what somebody who writes a name may mean.

A name decides only where it is the same in all but what Swedish varies, and one thing alone has it; the rest are hints.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from heapq import nsmallest

from pyoxigraph import Literal, NamedNode, Quad

from kg.parse.answers.form_model import FormModel
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, SKOS
from kg.rdf.nearest import alike
from kg.sweden.names import compared, digits, plain

_NAMING = (SKOS.prefLabel, DCTERMS.title, SKOS.altLabel, DCTERMS.alternative)


@dataclass(frozen=True)
class Name:
    """A name or a code of a thing: `key` is kind/slug; a code decides, a name may be shared."""

    key: str
    kind: str
    text: str
    is_code: bool = False
    preferred: bool = False


@dataclass(frozen=True)
class Match:
    """A thing that may be meant, what it is called, and how like the text that is: 1.0 is the same."""

    key: str
    label: str
    score: float


class Names:
    """An index of names, made once and only read.

    Things of the kinds in `exactly` are found by their very name or code alone: to tell which of a great many names a
    text is like takes an index that is larger than all else.

    >>> names = Names([Name("actor/sala", "actor", "Sala kommun", preferred=True)])
    >>> names.find("Sala stad", ["actor"])
    [Match(key='actor/sala', label='Sala kommun', score=1.0)]
    """

    def __init__(self, names: Iterable[Name], *, exactly: Collection[str] = ()) -> None:
        self._exactly = frozenset(exactly)
        self._labels: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._codes: dict[str, dict[str, None]] = defaultdict(dict)
        self._plain: dict[str, dict[str, None]] = defaultdict(dict)
        self._compared: dict[str, dict[str, None]] = defaultdict(dict)
        self._pieces: dict[str, set[str]] = defaultdict(set)
        for name in names:
            self._add(name)

    def _add(self, name: Name) -> None:
        self._kinds[name.key] = name.kind
        if name.is_code:
            self._codes[name.text.casefold()][name.key] = None
            if number := digits(name.text):
                self._codes[number][name.key] = None
            return
        if name.preferred or name.key not in self._labels:
            self._labels[name.key] = name.text
        self._plain[plain(name.text)][name.key] = None
        self._compared[compared(name.text)][name.key] = None
        if name.kind in self._exactly:
            return
        for piece in _pieces(compared(name.text)):
            self._pieces[piece].add(compared(name.text))

    def __contains__(self, key: object) -> bool:
        return key in self._kinds

    def label(self, key: str) -> str | None:
        """What a thing is called."""
        return self._labels.get(key)

    def every(self, kinds: Collection[str]) -> list[Match]:
        """Every thing of some kinds with what it is called, in the order of the names: for lists to choose from."""
        found = (Match(key, self._labels.get(key, key), 1.0) for key, kind in self._kinds.items() if kind in kinds)
        return sorted(found, key=lambda match: (match.label.casefold(), match.key))

    def find(self, text: str, kinds: Collection[str], *, at_most: int = 3) -> list[Match]:
        """The things that a text may mean, likest first; those that it is the very name or code of have the score 1."""
        return self.same(text, kinds) or self._near(compared(text), kinds)[:at_most]

    def same(self, text: str, kinds: Collection[str]) -> list[Match]:
        """The things that a text is the very name or code of."""
        for index, form in ((self._codes, text.strip().casefold()), (self._codes, _as_code(text))):
            if form and (exact := self._of(index.get(form, {}), kinds)):
                return exact
        for index, form in ((self._plain, plain(text)), (self._compared, compared(text))):
            if form and (exact := self._of(index.get(form, {}), kinds)):
                return exact
        return []

    def _of(self, keys: Iterable[str], kinds: Collection[str]) -> list[Match]:
        return [Match(key, self._labels.get(key, key), 1.0) for key in keys if self._kinds[key] in kinds]

    def _near(self, form: str, kinds: Collection[str]) -> list[Match]:
        shared = Counter[str]()
        for piece in _pieces(form):
            shared.update(self._pieces.get(piece, ()))
        best: dict[str, float] = {}
        for name, _ in nsmallest(_LOOKED_AT, shared.items(), key=lambda each: (-each[1], each[0])):
            score = _WITHIN if f" {form} " in f" {name} " else alike(form, name)
            for key in self._compared[name]:
                if score >= _NEAR and self._kinds[key] in kinds:
                    best[key] = max(score, best.get(key, 0))
        found = [Match(key, self._labels.get(key, key), round(min(score, 0.99), 2)) for key, score in best.items()]
        return sorted(found, key=lambda match: (-match.score, match.label, match.key))


def naming(model: FormModel) -> tuple[NamedNode, ...]:
    """The properties that names and codes of things stand in."""
    asked = [model.of_kind(kind.name) for kind in model.kinds]
    codes = dict.fromkeys(field.path for each in asked if each for field in each.fields if field.identifies)
    return (*_NAMING, *(NamedNode(path) for path in codes))


def names_of(key: str, kind: str, quads: Iterable[Quad], model: FormModel, base: Base) -> list[Name]:
    """The names and codes in the statements of one record."""
    thing = NamedNode(base.iri + key)
    asked = model.of_kind(kind)
    codes = {field.path for field in asked.fields if field.identifies} if asked else set()
    found = []
    for quad in quads:
        if quad.subject != thing or not isinstance(quad.object, Literal):
            continue
        if quad.predicate in _NAMING:
            swedish = quad.object.language == "sv" and quad.predicate in _NAMING[:2]
            found.append(Name(key, kind, quad.object.value, preferred=swedish))
        elif quad.predicate.value in codes:
            found.append(Name(key, kind, quad.object.value, is_code=True))
    return found or [Name(key, kind, key)]


def _as_code(text: str) -> str:
    """The digits of a text that is nothing but a code."""
    return digits(text) if text.strip() and all(c.isdigit() or c in " -–_SEse" for c in text.strip()) else ""


def _pieces(form: str) -> set[str]:
    padded = f" {form} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


_LOOKED_AT = 60
_NEAR = 0.6
_WITHIN = 0.9
"""How like a name is a text that is some of its words."""
