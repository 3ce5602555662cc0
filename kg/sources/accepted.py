"""The inbox source: accepted records as files of a build, each in the place of the record file of the same key.

Their names hold the submission's public number, never its receipt: whoever holds a receipt may see the submission.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from kg.inbox.values import Standing
from kg.rdf.canonical import digest
from kg.sources.folder import Raw, Stamp, Tree


@dataclass(frozen=True)
class AcceptedRaw(Raw):
    """A record as a steward accepted it; it never changes, so its stamp is made of who it is."""

    data: bytes

    def read(self) -> bytes:
        """Its bytes, which we have already."""
        return self.data


def raw_of(standing: Standing) -> AcceptedRaw:
    """An accepted record as a file.

    >>> made = raw_of(Standing(7, 3, "project/bro", "<a> <b> 1 .", "…", "2026-03-04T12:00:00Z", frozenset()))
    >>> made.name, made.read()
    ('inbox/3/records/project/bro.ttl', b'<a> <b> 1 .')
    """
    data = standing.turtle.encode()
    name = f"inbox/{standing.submission}/records/{standing.key}.ttl"
    accepted_ns = int(datetime.fromisoformat(standing.accepted_at).timestamp()) * 1_000_000_000
    return AcceptedRaw(name, Path(name), Stamp(len(data), accepted_ns, standing.number), data)


def files_behind(tree: Tree, keys: Iterable[str]) -> dict[str, tuple[Raw, ...]]:
    """The record files of some keys, by their paths alone: `…/<kind>/<slug>.<ext>`."""
    wanted: dict[str, list[Raw]] = {key: [] for key in keys}
    if wanted:
        for raw in tree.records:
            path = PurePosixPath(raw.name)
            found = wanted.get(f"{path.parent.name}/{path.stem}")
            if found is not None:
                found.append(raw)
    return {key: tuple(files) for key, files in wanted.items()}


def put_in(tree: Tree, standing: Mapping[str, Standing], behind: Mapping[str, Iterable[Raw]]) -> Tree:
    """The tree with these accepted records in the place of the files behind them."""
    gone = {raw.name for key in standing for raw in behind[key]}
    kept = [raw for raw in tree.records if raw.name not in gone]
    return replace(tree, records=tuple(sorted([*kept, *map(raw_of, standing.values())], key=lambda raw: raw.name)))


def digest_of(standing: Iterable[Standing], behind: Mapping[str, Iterable[Raw]]) -> str:
    """One digest of the accepted records that stand in, and of the files that they stand in for."""
    lines = []
    for each in sorted(standing, key=lambda each: each.key):
        files = " ".join(digest(raw.read()) for raw in behind[each.key])
        lines.append(f"{each.key} {each.digest} {files}\n")
    return digest("".join(lines))
