"""What stands around a record that is examined: the published records it points at, their derived statements too.

From the files of a checkout, for whoever works at the command line; or from a release, where looking one up costs the
same however many there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
from pyoxigraph import Quad

from kg.errors import BadSyntax
from kg.parse.record import Record, owner_of, parse
from kg.rdf.canonical import lines
from kg.rdf.iris import Base, Owner
from kg.release.derive import derive
from kg.release.inputs import Inputs
from kg.sources.folder import Raw, Tree


class Around(Protocol):
    """Whoever knows the published records."""

    def lines(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """The statements of records by key, as N-Quads; a record that isn't published is left out."""
        ...


@dataclass(frozen=True)
class NothingAround:
    """Nothing is published."""

    def lines(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """No statements."""
        return {}


@dataclass(frozen=True)
class TreeAround:
    """The record files under a root; a file that can't be read is as if it weren't there."""

    tree: Tree
    inputs: Inputs

    @cached_property
    def _files(self) -> dict[str, Raw]:
        owners = (
            (owner_of(raw.name, self.inputs.base, self.inputs.vocabulary.kinds), raw) for raw in self.tree.records
        )
        return {f"{owner.kind}/{owner.slug}": raw for owner, raw in owners if isinstance(owner, Owner)}

    @cached_property
    def _ground(self) -> ox.Store:
        return self.inputs.vocabulary.store()

    def _records(self, keys: Iterable[str]) -> list[Record]:
        records = []
        for key in sorted({*keys} & set(self._files)):
            kind, _, slug = key.partition("/")
            raw = self._files[key]
            try:
                records.append(parse(raw.read(), raw.name, Owner(kind, slug), base=self.inputs.base))
            except BadSyntax:
                continue
        return records

    def lines(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """What the files say, and what the rules make of it."""
        records = self._records(keys)
        inputs = self.inputs
        derived = derive(
            records,
            inputs.rules,
            inputs.vocabulary,
            inputs.base,
            shapes_version=inputs.shapes.version,
            ground=self._ground,
        )
        return {record.key: lines([*record.quads, *derived[record.key]]) for record in records}


@dataclass(frozen=True)
class ReleaseAround:
    """The records of a release, in its store."""

    store: ox.Store
    base: Base

    def lines(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """What the records' graphs say, and of their subjects the derived graph."""
        found = {}
        for key in dict.fromkeys(keys):
            kind, _, slug = key.partition("/")
            own = list(self.store.quads_for_pattern(None, None, None, self.base.record(kind, slug)))
            if own:
                found[key] = lines([*own, *self._derived(own)])
        return found

    def _derived(self, own: Iterable[Quad]) -> Iterable[Quad]:
        graph = self.base.graph("derived")
        for subject in dict.fromkeys(quad.subject for quad in own):
            yield from self.store.quads_for_pattern(subject, None, None, graph)


def release_around(store: Path, base: Base) -> ReleaseAround:
    """The records of the release whose store lies there, opened read-only."""
    return ReleaseAround(ox.Store.read_only(str(store)), base)
