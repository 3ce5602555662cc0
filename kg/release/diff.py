"""What changed between two releases, record by record: statements added, removed, and given another value."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from pyoxigraph import Quad

from kg.rdf.canonical import text_of
from kg.rdf.iris import Base
from kg.release import shards
from kg.release.layout import Release


@dataclass(frozen=True)
class Change:
    """A statement's values before and after; nothing before is added, nothing after is removed."""

    subject: str
    predicate: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def word(self) -> str:
        """`added`, `removed` or `changed`."""
        if not self.before:
            return "added"
        return "changed" if self.after else "removed"


@dataclass(frozen=True)
class RecordChange:
    """What changed in one record, or in one of the release's own graphs."""

    name: str
    word: str
    changes: tuple[Change, ...]

    def as_json(self) -> dict[str, object]:
        """The change as plain values."""
        return {
            "record": self.name,
            "change": self.word,
            "statements": [
                {
                    "subject": each.subject,
                    "predicate": each.predicate,
                    "change": each.word,
                    "before": list(each.before),
                    "after": list(each.after),
                }
                for each in self.changes
            ],
        }


@dataclass(frozen=True)
class Difference:
    """The N-Quads lines of a record, or of one of the release's own graphs, in two releases that don't say the same."""

    name: str
    before: frozenset[str]
    after: frozenset[str]

    @property
    def gone(self) -> frozenset[str]:
        """The lines that are there no more."""
        return self.before - self.after

    @property
    def new(self) -> frozenset[str]:
        """The lines that weren't there before."""
        return self.after - self.before

    @property
    def word(self) -> str:
        """`added`, `removed` or `changed`."""
        return "changed" if self.before and self.after else ("added" if self.after else "removed")


def diff(old: Release, new: Release) -> list[RecordChange]:
    """Every record that differs, in the order of the names."""
    found = (RecordChange(each.name, each.word, _changes(each.gone, each.new)) for each in differences(old, new))
    return sorted(found, key=lambda each: each.name)


def differences(old: Release | None, new: Release) -> Iterator[Difference]:
    """Every record and graph that differs, shard by shard; only shards whose digests differ are read."""
    before = old.manifest.content if old else {}
    for name in sorted({*before, *new.manifest.content}):
        if before.get(name) == new.manifest.content.get(name):
            continue
        was, now = (_parts(each, name) if each else {} for each in (old, new))
        for key in sorted({*was, *now}):
            found = Difference(key, frozenset(was.get(key, ())), frozenset(now.get(key, ())))
            if found.before != found.after:
                yield found


def _parts(release: Release, name: str) -> Mapping[str, Collection[str]]:
    """The lines of a shard by record; those of one of the release's own graphs under its name."""
    lines = shards.read(release.path / "shards", name)
    if name.startswith("graph-"):
        return {name.replace("graph-", "graph/"): lines}
    return shards.by_record(lines, Base(release.manifest.base_iri))


def _changes(gone: Iterable[str], new: Iterable[str]) -> tuple[Change, ...]:
    before, after = _grouped(gone), _grouped(new)
    return tuple(
        Change(subject, predicate, before.get((subject, predicate), ()), after.get((subject, predicate), ()))
        for subject, predicate in sorted({*before, *after})
    )


def _grouped(lines: Iterable[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    values: dict[tuple[str, str], list[str]] = defaultdict(list)
    for quad in ox.parse("".join(lines).encode(), ox.RdfFormat.N_QUADS, lenient=True):
        values[(text_of(quad.subject), quad.predicate.value)].append(_said(quad))
    return {key: tuple(sorted(said)) for key, said in values.items()}


def _said(quad: Quad) -> str:
    return str(quad.object)
