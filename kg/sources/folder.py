"""The folder source: what lies under the root, by its place. It gets bytes and knows nothing of their meaning.

ontology/**/*.ttl · ontology/rules/*.rq · ontology/checks/*.rq · shapes/*.ttl
data/links/*.{ttl,sssom.tsv} · data/authorities/<name>/*.{ttl,csv}, what lies in its .accepted before the rest
data/records/<kind>/<slug>.<ext> · data/queries/*.{rq,csv} · data/catalogue.ttl · data/tombstones.ttl
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import BadSettings, StorageFailed
from kg.rdf.canonical import digest
from kg.rdf.graphs import decoded
from kg.rdf.reasons import denied

ACCEPTED = ".accepted"
"""In the folder of an authority: files of a snapshot that counts already, on their way to their places beside it."""


@dataclass(frozen=True)
class Stamp:
    """What the file system says of a file without reading it."""

    size: int
    modified_ns: int
    inode: int


@dataclass(frozen=True)
class Raw:
    """A file not yet read: `name` is its path from the root, as people and messages write it."""

    name: str
    path: Path
    stamp: Stamp

    def read(self) -> bytes:
        """Its bytes; StorageFailed when the file system won't give them."""
        try:
            return self.path.read_bytes()
        except OSError as wrong:
            raise _unreadable(self.name, wrong) from wrong

    def text(self) -> str:
        """Its text; BadSyntax when it isn't UTF-8."""
        return decoded(self.read(), self.name)


@dataclass(frozen=True)
class Tree:
    """Everything a build reads, in the order of the names."""

    root: Path
    ontology: tuple[Raw, ...]
    rules: tuple[Raw, ...]
    checks: tuple[Raw, ...]
    shapes: tuple[Raw, ...]
    records: tuple[Raw, ...]
    links: tuple[Raw, ...]
    ledgers: tuple[Raw, ...]
    authorities: tuple[Raw, ...]
    queries: tuple[Raw, ...]
    catalogue: tuple[Raw, ...]
    tombstones: tuple[Raw, ...]


def scan(root: Path) -> Tree:
    """The files under the root, unread; BadSettings when the root lacks the folders."""
    for needed in ("ontology", "shapes", "data", "data/records"):
        if not (root / needed).is_dir():
            raise BadSettings(
                f"The folder {root / needed} is missing: run kg where ontology/, shapes/ and data/records/ lie, or "
                "set KG_ROOT.",
                message_sv=f"Mappen {root / needed} saknas: kör kg där ontology/, shapes/ och data/records/ ligger, "
                "eller sätt KG_ROOT.",
            )
    return Tree(
        root=root,
        ontology=_files(root, "ontology", ".ttl"),
        rules=_files(root, "ontology/rules", ".rq"),
        checks=_files(root, "ontology/checks", ".rq"),
        # A folder inside is a profile for others' data: it judges nothing of ours.
        shapes=tuple(raw for raw in _files(root, "shapes", ".ttl") if raw.name.count("/") == 1),
        records=_files(root, "data/records", None),
        links=_files(root, "data/links", ".ttl"),
        ledgers=_files(root, "data/links", ".sssom.tsv"),
        authorities=_authorities(root),
        queries=_files(root, "data/queries", (".rq", ".csv")),
        catalogue=_files(root, "data/catalogue.ttl", ".ttl"),
        tombstones=_files(root, "data/tombstones.ttl", ".ttl"),
    )


def digest_of(files: tuple[Raw, ...]) -> str:
    """One digest for the names and bytes of several files."""
    return digest("".join(f"{raw.name} {digest(raw.read())}\n" for raw in files))


def files_in(root: Path, path: Path) -> tuple[Raw, ...]:
    """The files at a path, a folder walked; their names are from the root where they lie under it."""
    here, top = path.resolve(), root.resolve()
    name = here.relative_to(top).as_posix() if here.is_relative_to(top) else path.as_posix()
    if path.is_dir():
        return tuple(sorted(_walk(here, name), key=lambda raw: raw.name))
    said = here.stat()
    return (Raw(name, here, Stamp(said.st_size, said.st_mtime_ns, said.st_ino)),)


def _files(root: Path, under: str, suffix: str | tuple[str, ...] | None) -> tuple[Raw, ...]:
    top = root / under
    if top.is_file():
        return (_raw(root, top),)
    if not top.is_dir():
        return ()
    found = [raw for raw in _walk(top, under) if suffix is None or raw.name.endswith(suffix)]
    return tuple(sorted(found, key=lambda raw: raw.name))


def _authorities(root: Path) -> tuple[Raw, ...]:
    under = "data/authorities"
    found = {raw.name: raw for raw in _files(root, under, (".ttl", ".csv"))}
    for folder in sorted((root / under).glob(f"*/{ACCEPTED}")):
        found |= {raw.name: raw for raw in _walk(folder, f"{under}/{folder.parent.name}")}
    return tuple(found[name] for name in sorted(found))


def _walk(top: Path, name: str) -> Iterator[Raw]:
    """Every file under a folder, hidden ones and README.md apart; one look at the disk for each.

    What is no file, a link to nothing for example, is refused: passed by, its record would be gone without a word.
    """
    try:
        with os.scandir(top) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name == "README.md":
                    continue
                if entry.is_dir():
                    if entry.is_symlink() and top.resolve().is_relative_to(Path(entry.path).resolve()):
                        raise _endless(f"{name}/{entry.name}")
                    yield from _walk(Path(entry.path), f"{name}/{entry.name}")
                elif entry.is_file():
                    said = entry.stat()
                    stamp = Stamp(said.st_size, said.st_mtime_ns, said.st_ino)
                    yield Raw(f"{name}/{entry.name}", Path(entry.path), stamp)
                else:
                    raise _no_file(f"{name}/{entry.name}")
    except OSError as wrong:
        raise _unreadable(name, wrong) from wrong


def _no_file(name: str) -> StorageFailed:
    return StorageFailed(
        f"{name} is no file: a link to nothing, a pipe or a device. Put the file there, or take the name away.",
        message_sv=f"{name} är ingen fil utan en länk till ingenting, ett rör eller en enhet. Lägg dit filen, eller ta "
        "bort namnet.",
    )


def _endless(name: str) -> StorageFailed:
    return StorageFailed(
        f"{name} is a link to a folder that it lies in itself, so there is no end to it. Take the link away.",
        message_sv=f"{name} är en länk till en mapp som den själv ligger i, så det tar aldrig slut. Ta bort länken.",
    )


def _unreadable(name: str, wrong: OSError) -> StorageFailed:
    return StorageFailed(
        f"{name} can't be read: {wrong.strerror}.",
        message_sv=f"{name} går inte att läsa: {denied(wrong)}.",
    )


def _raw(root: Path, path: Path) -> Raw:
    said = path.stat()
    return Raw(path.relative_to(root).as_posix(), path, Stamp(said.st_size, said.st_mtime_ns, said.st_ino))
