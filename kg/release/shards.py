"""The statements of a release as text: canonical N-Quads in 256 shards by record, and one file for each other graph.

A shard that nothing changed in is shared with the previous release by hard link. Dumps are made from shards.
"""

import gzip
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.rdf.canonical import digest, split
from kg.rdf.iris import Base

RECORD_SHARDS = 256
OTHER_GRAPHS = ("context", "links", "release", "vocabulary")


def shard_of(key: str) -> str:
    """The shard of a record, by its key: two hexadecimal digits."""
    return digest(key)[:2]


def names() -> list[str]:
    """Every shard there can be, in the order of the dumps."""
    return [f"{number:02x}" for number in range(RECORD_SHARDS)] + [f"graph-{name}" for name in OTHER_GRAPHS]


def read(folder: Path, name: str) -> list[str]:
    """The lines of a shard; none when the shard doesn't exist."""
    path = folder / f"{name}.nq.gz"
    if not path.exists():
        return []
    return split(gzip.decompress(path.read_bytes()).decode())


def write(folder: Path, name: str, lines: Iterable[str]) -> str | None:
    """Write a shard and give the digest of its text; an empty shard is no file and gives None."""
    text = "".join(lines).encode()
    if not text:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.nq.gz").write_bytes(gzip.compress(text, compresslevel=6, mtime=0))
    return digest(text)


def share(previous: Path, folder: Path, name: str) -> None:
    """Put the previous release's shard into a new one by hard link."""
    folder.mkdir(parents=True, exist_ok=True)
    os.link(previous / f"{name}.nq.gz", folder / f"{name}.nq.gz")


def by_record(lines: Iterable[str], base: Base) -> dict[str, list[str]]:
    """The lines of a record shard grouped by the record that owns their subject."""
    grouped: dict[str, list[str]] = defaultdict(list)
    subject, key = "", ""
    for line in lines:
        said = line[1 : line.index(">")]
        if said != subject:
            owner = base.owner_of(said)
            subject, key = said, f"{owner.kind}/{owner.slug}" if owner else ""
        grouped[key].append(line)
    return grouped


def joined(records: Mapping[str, list[str]]) -> Iterator[str]:
    """The lines of a record shard: records in the order of their keys, each record's lines sorted."""
    for key in sorted(records):
        yield from sorted(records[key])


def as_triples(lines: Iterable[str]) -> list[str]:
    """N-Quads lines, each in a named graph, as N-Triples lines."""
    return [line[: line.rindex(" <")] + " .\n" for line in lines]
