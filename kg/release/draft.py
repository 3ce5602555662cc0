"""A release in the making: which lines each record has now and had before, and what that changes.

Pure bookkeeping between `changes` and `build`: it reads the previous release's shards, and writes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Quad

from kg.parse.record import Record, references
from kg.rdf.canonical import digest, lines, split
from kg.rdf.iris import Base
from kg.release import shards
from kg.release.layout import Release


@dataclass
class Draft:
    """The records a build has at hand, on top of the previous release or of nothing."""

    base: Base
    previous: Release | None
    fresh: dict[str, list[str]] = field(default_factory=dict)
    pointing: dict[str, frozenset[str]] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    _shards: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def take(self, record: Record, derived: Sequence[Quad]) -> None:
        """Put a record, read anew, with what the rules made of it, into the draft."""
        self.fresh[record.key] = sorted([*split(record.text), *lines(derived)])
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
        return digest("".join(self.now(key)))

    def touched(self) -> dict[str, dict[str, list[str]]]:
        """The shards whose text changes, whole: shard → record → lines."""
        keys = [key for key, text in self.fresh.items() if text != self.before(key)]
        keys += [key for key in self.removed if self.before(key)]
        found: dict[str, dict[str, list[str]]] = {}
        for key in keys:
            name = shards.shard_of(key)
            shard = found.setdefault(name, dict(self._shard(name)))
            text = self.now(key)
            if text:
                shard[key] = text
            else:
                shard.pop(key, None)
        return found

    def difference(self) -> tuple[list[str], list[str]]:
        """The lines to take away from the previous release's store, and those to add."""
        gone: list[str] = []
        new: list[str] = []
        for key in sorted({*self.fresh, *self.removed}):
            old, now = set(self.before(key)), set(self.now(key))
            gone += sorted(old - now)
            new += sorted(now - old)
        return gone, new

    def _shard(self, name: str) -> dict[str, list[str]]:
        if name not in self._shards:
            folder = self.previous.path / "shards" if self.previous else None
            self._shards[name] = shards.by_record(shards.read(folder, name), self.base) if folder else {}
        return self._shards[name]


def other_graphs(folder: Path | None) -> Mapping[str, list[str]]:
    """The lines of the previous release's own graphs beside those of records."""
    return {name: shards.read(folder, f"graph-{name}") if folder else [] for name in shards.OTHER_GRAPHS}
