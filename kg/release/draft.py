"""A release in the making: which lines each record has now and had before, and what that changes.

Pure bookkeeping between `changes` and `build`: it reads the previous release's shards, and writes nothing. Lines are
held packed, so that what it takes for a record is small however many there are.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Quad

from kg.parse.record import Record, references
from kg.rdf.canonical import digest, lines, split
from kg.rdf.iris import Base
from kg.release import shards
from kg.release.kept import KeptLines
from kg.release.layout import Release

FEW = 16
"""So many of the previous release's shards are held unpacked: packing takes time, and a small change reads few."""


@dataclass
class Draft:
    """The records a build has at hand, on top of the previous release or of nothing."""

    base: Base
    previous: Release | None
    fresh: KeptLines = field(default_factory=KeptLines)
    pointing: dict[str, frozenset[str]] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    _known: dict[str, tuple[str, int]] = field(default_factory=dict)
    _shards: dict[str, Mapping[str, list[str]]] = field(default_factory=dict)

    def take(self, record: Record, derived: Sequence[Quad]) -> None:
        """Put a record, read anew, with what the rules made of it, into the draft."""
        said = sorted([*split(record.text), *lines(derived)])
        self.fresh[record.key] = said
        self._known[record.key] = digest("".join(said)), len(said)
        self.pointing[record.key] = references((*record.quads, *derived), self.base)

    def before(self, key: str) -> list[str]:
        """The lines of a record in the previous release; none when it wasn't there."""
        return self._shard(shards.shard_of(key)).get(key, [])

    def now(self, key: str) -> list[str]:
        """The lines of a record in the release being made."""
        if key in self.removed:
            return []
        return self.fresh[key] if key in self.fresh else self.before(key)

    def triples(self, key: str) -> list[str]:
        """The same as N-Triples, for validators."""
        return shards.as_triples(self.now(key))

    def digest(self, key: str) -> str:
        """The SHA-256 of a record's lines now."""
        return self._summary(key)[0]

    def count(self, key: str) -> int:
        """How many lines a record has now."""
        return self._summary(key)[1]

    def touched(self) -> dict[str, set[str]]:
        """The shards whose text changes, each with the keys of its records that do."""
        found: dict[str, set[str]] = {}
        for key in {*self.fresh, *self.removed}:
            if self.now(key) != self.before(key):
                found.setdefault(shards.shard_of(key), set()).add(key)
        return found

    def shard(self, name: str, changed: Set[str]) -> Iterator[str]:
        """The lines of a shard now, in its order: those of the records that change and of the others in it."""
        for key in sorted({*self._shard(name), *changed}):
            yield from self.now(key)

    def difference(self, *, limit: float) -> tuple[list[str], list[str]] | None:
        """The lines to take away from the previous release's store, and those to add; None for more than the limit."""
        gone: list[str] = []
        new: list[str] = []
        for key in sorted({*self.fresh, *self.removed}):
            old, now = set(self.before(key)), set(self.now(key))
            gone += sorted(old - now)
            new += sorted(now - old)
            if len(gone) + len(new) > limit:
                return None
        return gone, new

    def _summary(self, key: str) -> tuple[str, int]:
        """The digest of a record's lines now, and how many there are."""
        if key in self._known and key not in self.removed:
            return self._known[key]
        text = self.now(key)
        return digest("".join(text)), len(text)

    def _shard(self, name: str) -> Mapping[str, list[str]]:
        if name not in self._shards:
            folder = self.previous.path / "shards" if self.previous else None
            found = shards.by_record(shards.read(folder, name), self.base) if folder else {}
            self._shards[name] = found if len(self._shards) < FEW else KeptLines(found)
        return self._shards[name]


def other_graphs(folder: Path | None) -> Mapping[str, list[str]]:
    """The lines of the previous release's own graphs beside those of records."""
    return {name: shards.read(folder, f"graph-{name}") if folder else [] for name in shards.OTHER_GRAPHS}
