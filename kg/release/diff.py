"""What changed between two releases, record by record: statements added, removed, and given another value."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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


def diff(old: Release, new: Release) -> list[RecordChange]:
    """Every record that differs, in the order of the names; only shards whose digests differ are read."""
    found: list[RecordChange] = []
    base = Base(new.manifest.base_iri)
    for name in shards.names():
        if old.manifest.content.get(name) == new.manifest.content.get(name):
            continue
        before, after = shards.read(old.path / "shards", name), shards.read(new.path / "shards", name)
        if name.startswith("graph-"):
            found += _compared(name.replace("graph-", "graph/"), before, after)
            continue
        was, now = shards.by_record(before, base), shards.by_record(after, base)
        for key in {*was, *now}:
            found += _compared(key, was.get(key, []), now.get(key, []))
    return sorted(found, key=lambda each: each.name)


def _compared(name: str, before: Sequence[str], after: Sequence[str]) -> list[RecordChange]:
    gone, new = set(before) - set(after), set(after) - set(before)
    if not gone and not new:
        return []
    word = "changed" if before and after else ("added" if after else "removed")
    return [RecordChange(name, word, _changes(gone, new))]


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
