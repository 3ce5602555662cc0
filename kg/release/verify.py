"""Does a release hold what it says? Every file against the manifest, the store against the shards."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import RdfFormat

from kg.errors import CorruptRelease
from kg.rdf.canonical import digest, split
from kg.release import shards
from kg.release.layout import FileEntry, Release, release_id

_MODULUS = 1 << 128
SMALL = 1024 * 1024


def verify(release: Release, *, tell: Callable[[str], None] = lambda _: None) -> None:
    """Read the whole release again; CorruptRelease names the first thing that isn't as it was sealed."""
    tell("files")
    verify_files(release)
    tell("content")
    verify_content(release)
    tell("store")
    verify_store(release)


def verify_files(release: Release, *, hashing_up_to: int | None = None) -> None:
    """Every file has the size and hash the manifest says, and there is no other file.

    With `hashing_up_to`, files of more bytes than that are held to their size alone: a build that costs what changed
    can't read everything that exists. The engine checks each block of those files when it reads it.
    """
    if release.manifest.sequence == 0:
        return  # A throw-away release of somebody's files was never sealed.
    said = release.manifest.files
    there = {path.relative_to(release.path).as_posix() for path in release.path.rglob("*") if path.is_file()}
    for name in sorted(there - {"manifest.json"} - set(said)):
        raise _corrupt(release, f"{name} is not in the manifest", f"{name} står inte i manifestet")
    for name, entry in sorted(said.items()):
        if name not in there:
            raise _corrupt(release, f"{name} is missing", f"{name} saknas")
        if not _is(release.path / name, entry, hashing_up_to):
            raise _corrupt(
                release, f"{name} has changed since it was sealed", f"{name} har ändrats sedan utgåvan förseglades"
            )


def _is(path: Path, entry: FileEntry, hashing_up_to: int | None) -> bool:
    if path.stat().st_size != entry.size:
        return False
    return (hashing_up_to is not None and entry.size > hashing_up_to) or entry_of(path) == entry


def verify_content(release: Release) -> None:
    """The shards' text has the digests, and the digests the content hash, that the manifest says."""
    manifest = release.manifest
    folder = release.path / "shards"
    for name in shards.names():
        lines = shards.read(folder, name)
        if manifest.content.get(name) != (digest("".join(lines)) if lines else None):
            raise _corrupt(release, f"the shard {name} has other statements", f"delen {name} har andra uppgifter")
    if content_hash(manifest.content) != manifest.content_hash:
        raise _corrupt(release, "the content hash is another", "innehållets kontrollsumma är en annan")
    if release_id(manifest.sequence, manifest.content_hash) != manifest.id:
        raise _corrupt(release, "its id isn't that of its content", "dess namn stämmer inte med innehållet")


def verify_store(release: Release) -> None:
    """The store, read from the disk, holds exactly the statements of the shards."""
    folder = release.path / "shards"
    wanted = fingerprint(line for name in shards.names() for line in shards.read(folder, name))
    if store_fingerprint(release.store) != wanted:
        raise _corrupt(release, "the store and the shards differ", "lagret och delarna skiljer sig åt")


def content_hash(content: Mapping[str, str]) -> str:
    """The hash of all content, from the digests of its shards."""
    return digest("".join(f"{name} {code}\n" for name, code in sorted(content.items())))


def fingerprint(lines: Iterable[str]) -> tuple[int, int]:
    """How many lines, and a sum of their hashes that doesn't depend on their order."""
    count = total = 0
    for line in lines:
        count += 1
        total += int.from_bytes(hashlib.blake2b(line.encode(), digest_size=16).digest())
    return count, total % _MODULUS


def store_fingerprint(folder: Path) -> tuple[int, int]:
    """The fingerprint of a store's statements, read through a fresh read-only handle."""
    try:
        store = ox.Store.read_only(str(folder))
        return fingerprint(_store_lines(store))
    except (OSError, RuntimeError) as wrong:
        raise CorruptRelease(
            f"The store in {folder} can't be read: {wrong}.",
            message_sv=f"Lagret i {folder} går inte att läsa: {wrong}.",
        ) from wrong


def _store_lines(store: ox.Store) -> Iterable[str]:
    batch = []
    for quad in store.quads_for_pattern(None, None, None, None):
        batch.append(quad)
        if len(batch) == 20_000:
            yield from split((ox.serialize(batch, format=RdfFormat.N_QUADS) or b"").decode())
            batch = []
    yield from split((ox.serialize(batch, format=RdfFormat.N_QUADS) or b"").decode())


def entry_of(path: Path) -> FileEntry:
    """The hash and size of a file as it lies there."""
    with path.open("rb") as handle:
        code = hashlib.file_digest(handle, "sha256").hexdigest()
    return FileEntry(code, path.stat().st_size)


def _corrupt(release: Release, en: str, sv: str) -> CorruptRelease:
    return CorruptRelease(
        f"Release {release.id} is damaged: {en}. Make a new one with `kg publish --whole`, or go back "
        "with `kg rollback`.",
        message_sv=f"Utgåva {release.id} är skadad: {sv}. Gör en ny med `kg publish --whole`, eller gå tillbaka med "
        "`kg rollback`.",
    )
