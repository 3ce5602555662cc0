"""Which of a release's statements go when something is taken down: the thing itself, and what followed from it.

What followed is what the release's own rules make of the record as it was, and not of the record without it; and any
derived statement of the same record with the same text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from pyoxigraph import Literal, Quad

from kg.parse.record import Record
from kg.parse.vocabulary import Vocabulary
from kg.rdf.canonical import lines as canonical
from kg.rdf.iris import Base, Owner
from kg.release import shards
from kg.release.derive import Rule, derive
from kg.release.layout import Release
from kg.release.takedown.withheld import Withheld
from kg.release.walk import graph_of, parsed, subject_of


@dataclass(frozen=True)
class Going:
    """The lines that go, by shard; `records` are the keys that lose something, with what stays of each."""

    lines: Mapping[str, frozenset[str]]
    records: Mapping[str, tuple[str, ...]]

    def __bool__(self) -> bool:
        return any(self.lines.values())

    @property
    def count(self) -> int:
        """How many statements go."""
        return sum(map(len, self.lines.values()))

    def subjects(self) -> frozenset[str]:
        """What the statements that go are about."""
        return frozenset(subject_of(line) for gone in self.lines.values() for line in gone)


class Looking:
    """Looks through releases, each shard's content once: releases that follow each other share most of it."""

    def __init__(self, withheld: Withheld) -> None:
        self._withheld = withheld
        self._known: dict[str, frozenset[str]] = {}

    def through(self, release: Release) -> Going:
        """What goes from a release."""
        base = Base(release.manifest.base_iri)
        rules = Rules(release, base)
        found: dict[str, frozenset[str]] = {}
        records: dict[str, tuple[str, ...]] = {}
        for name, digest in release.manifest.content.items():
            if self._known.get(digest, True):
                lines = shards.read(release.path / "shards", name)
                if digest not in self._known:
                    self._known[digest] = frozenset(self._withheld.taken(lines))
                taken = self._known[digest]
                if taken and not name.startswith("graph-"):
                    taken, left = _with_what_follows(lines, taken, rules, base)
                    records.update(left)
                if taken:
                    found[name] = taken
        return Going(found, records)


def _with_what_follows(
    lines: Sequence[str], taken: frozenset[str], rules: "Rules", base: Base
) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """The lines of a shard that go, and what stays of the records that lose any."""
    gone: set[str] = set()
    left: dict[str, tuple[str, ...]] = {}
    for key, said in shards.by_record(lines, base).items():
        mine = taken.intersection(said)
        if mine:
            gone |= mine | following(key, said, mine, rules, base)
            left[key] = tuple(line for line in said if line not in gone)
    return frozenset(gone), left


def following(key: str, said: Sequence[str], mine: frozenset[str], rules: "Rules", base: Base) -> set[str]:
    """The derived statements of a record that stood on what goes."""
    derived_graph = base.graph("derived").value
    derived = [line for line in said if graph_of(line) == derived_graph]
    authored = [line for line in said if graph_of(line) != derived_graph]
    texts = {quad.object.value for quad in parsed(sorted(mine)) if isinstance(quad.object, Literal)}
    same = {line for line, quad in zip(derived, parsed(derived), strict=True) if _has_text(quad, texts)}
    stays = [line for line in authored if line not in mine]
    stood = set(rules.derived(key, authored)) - set(rules.derived(key, stays))
    return same | stood.intersection(derived)


def _has_text(quad: Quad, texts: set[str]) -> bool:
    return isinstance(quad.object, Literal) and quad.object.value in texts


class Rules:
    """The rules that the release was made with, where it holds them; older ones don't."""

    def __init__(self, release: Release, base: Base) -> None:
        self._release, self._base = release, base
        self._rules: tuple[Rule, ...] | None = None
        self._ground = ox.Store()

    def derived(self, key: str, lines: Sequence[str]) -> list[str]:
        """The lines that the rules make of a record's own."""
        if self._rules is None:
            folder = self._release.path / "rules"
            self._rules = tuple(Rule(path.name, path.read_text("utf-8")) for path in sorted(folder.glob("*.rq")))
            vocabulary = parsed(shards.read(self._release.path / "shards", "graph-vocabulary"))
            self._ground.extend([Quad(q.subject, q.predicate, q.object) for q in vocabulary])
        kind, _, slug = key.partition("/")
        if not self._rules or not lines or not slug:
            return []
        record = Record(Owner(kind, slug), key, tuple(parsed(lines)), "")
        nothing = Vocabulary((), {}, "")
        version = self._release.manifest.shapes_version
        made = derive([record], self._rules, nothing, self._base, shapes_version=version, ground=self._ground)
        return canonical(made[key])
