"""Walk through all statements of a release in the order of its dumps, whatever its size, in little memory.

Records come by name (a merge of the shards, each of which is in order), then what no record owns, subject by subject.
A statement of the links graph goes with the record that owns its subject, so that a subject stands in one place.
"""

import gzip
import heapq
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat

from kg.errors import CorruptRelease
from kg.rdf.iris import Base
from kg.rdf.namespaces import RDF
from kg.release import shards
from kg.release.layout import Release

OWN_GRAPHS = ("derived", *shards.OTHER_GRAPHS)
"""The graphs of the release itself; every other is a record's."""

_TYPE = str(RDF.type)
_NO_OWNER = ""


@dataclass(frozen=True)
class Part:
    """What is said of one record's thing, nodes and record, as ordered N-Quads lines; `key` is empty for the rest."""

    key: str
    lines: tuple[str, ...]

    def quads(self) -> list[Quad]:
        """The statements, in the same order."""
        return parsed(self.lines)


class Walk:
    """A release's statements, to be walked through as often as needed; `only` walks some whole shards."""

    def __init__(self, release: Release, *, only: Sequence[str] | None = None) -> None:
        self.base = Base(release.manifest.base_iri)
        self._folder = release.path / "shards"
        self._names = [name for name in shards.names() if only is None or name in only]

    def parts(self) -> Iterator[Part]:
        """Every statement once: the records in the order of their names, then one part with the rest."""
        owned, rest = self._others()
        for key, found in self._records():
            yield Part(key, in_order([*found, *owned.pop(key, ())]))
        left = [line for found in owned.values() for line in found]
        if left or rest:
            yield Part(_NO_OWNER, in_order([*left, *rest]))

    def count(self) -> int:
        """How many statements there are."""
        return sum(len(part.lines) for part in self.parts())

    def graph(self, name: str) -> tuple[str, ...]:
        """The lines of one of the release's own graphs: context, links, release or vocabulary."""
        return in_order(self._lines(f"graph-{name}")) if f"graph-{name}" in self._names else ()

    def _others(self) -> tuple[dict[str, list[str]], list[str]]:
        owned: defaultdict[str, list[str]] = defaultdict(list)
        for line in self.graph("links"):
            owned[self._owner(subject_of(line))].append(line)
        rest = owned.pop(_NO_OWNER, [])
        own = (line for name in ("context", "release", "vocabulary") for line in self.graph(name))
        return dict(owned), [*rest, *own]

    def _records(self) -> Iterator[tuple[str, list[str]]]:
        names = [name for name in self._names if not name.startswith("graph-")]
        last = ""
        for key, found in heapq.merge(*map(self._shard, names), key=lambda pair: pair[0]):
            if key <= last:
                raise _out_of_order(key)
            last = key
            yield key, found

    def _shard(self, name: str) -> Iterator[tuple[str, list[str]]]:
        """The records of a shard in its order, a record's lines being neighbours."""
        # Two steps, since to ask for the owner of every line costs more than all the rest.
        by_subject = groupby(self._lines(name), key=subject_of)
        owned = ((self._owner(subject), list(found)) for subject, found in by_subject)
        for key, several in groupby(owned, key=lambda pair: pair[0]):
            yield key, [line for _, found in several for line in found]

    def _lines(self, name: str) -> Iterator[str]:
        path = self._folder / f"{name}.nq.gz"
        if path.exists():
            # Held compressed: 256 open files are more than some systems allow a process.
            packed = io.BytesIO(path.read_bytes())
            with gzip.open(packed, "rt", encoding="utf-8", newline="\n") as text:
                yield from text

    def _owner(self, subject: str) -> str:
        owner = self.base.owner_of(subject)
        return f"{owner.kind}/{owner.slug}" if owner else _NO_OWNER


def parsed(lines: Iterable[str]) -> list[Quad]:
    """The statements of N-Quads lines, one a line, in their order."""
    return list(ox.parse("".join(lines).encode(), RdfFormat.N_QUADS, lenient=True))


def subject_of(line: str) -> str:
    """The IRI that a line is about."""
    return line[1 : line.index(">")]


def graph_of(line: str) -> str:
    """The IRI of the named graph that a line stands in.

    >>> graph_of('<a:s> <a:p> "o" <a:g> .\\n')
    'a:g'
    """
    return line[line.rindex(" <") + 2 : -4]


def as_triple(line: str) -> str:
    """The same statement without its graph.

    >>> as_triple('<a:s> <a:p> "o" <a:g> .\\n')
    '<a:s> <a:p> "o" .\\n'
    """
    return line[: line.rindex(" <")] + " .\n"


def in_order(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines by subject, a thing before its nodes and its record, then type first, then by property and value."""
    return tuple(sorted(lines, key=_reading_order))


def _reading_order(line: str) -> tuple[str, bool, str, str]:
    subject, predicate, rest = line.split(" ", 2)
    return subject[:-1], predicate != _TYPE, predicate, rest


def _out_of_order(key: str) -> CorruptRelease:
    said = key or "?"
    return CorruptRelease(
        f"The shards don't hold their records in order (at {said}): no downloads are made. Publish again.",
        message_sv=f"Utgåvans delar har inte posterna i ordning (vid {said}): inga nedladdningar görs. Publicera "
        "på nytt.",
    )
