"""The engine's store of a release: made whole from N-Quads, or as a hard-linked clone with the difference applied.

A store is written here and nowhere else, in scratch, before its release is sealed; after that only workers read it.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat

from kg.errors import CorruptRelease, StorageFailed
from kg.release.durable import storage_failed

LOAD_BYTES = 128 * 1024 * 1024
"""The engine needs some four times as much memory as the text that it loads at a time."""
ADD = 20_000
"""Statements that are added to a clone at a time."""


def make(folder: Path, nquads: Iterable[bytes]) -> None:
    """A new store with the statements of several N-Quads texts."""
    try:
        store = ox.Store(str(folder))
        for text in _gathered(nquads):
            store.bulk_load(text, RdfFormat.N_QUADS, lenient=True)
        store.flush()
    except (OSError, RuntimeError) as wrong:
        raise _failed(folder, wrong) from wrong


def fill(folder: Path, load: Callable[[ox.Store], None]) -> int:
    """A new store that `load` puts statements into; gives how many it then holds."""
    made = ox.Store(str(folder))
    load(made)
    made.flush()
    return len(made)


def _gathered(texts: Iterable[bytes]) -> Iterator[bytes]:
    """The texts in few large pieces: every bulk load writes files of its own."""
    held: list[bytes] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= LOAD_BYTES:
            piece, held, size = b"".join(held), [], 0
            yield piece
    if size:
        yield b"".join(held)


def clone(previous: Path, folder: Path, *, remove: Iterable[Quad], add: Iterable[Quad]) -> None:
    """A store that shares the previous one's files and differs by these statements."""
    try:
        ox.Store.read_only(str(previous)).backup(str(folder))
        store = ox.Store(str(folder))
        for quad in remove:
            store.remove(quad)
        waiting = iter(add)
        while some := list(islice(waiting, ADD)):
            store.extend(some)
        store.flush()
    except (OSError, RuntimeError) as wrong:
        raise _failed(folder, wrong) from wrong


def differs(folder: Path, *, gone: Iterable[Quad], there: Iterable[Quad]) -> bool:
    """Whether the store, through a fresh read-only handle, has what should be gone or lacks what should be there."""
    try:
        store = ox.Store.read_only(str(folder))
        return any(quad in store for quad in gone) or any(quad not in store for quad in there)
    except (OSError, RuntimeError) as wrong:
        raise CorruptRelease(
            f"The store in {folder} can't be read back: {wrong}.",
            message_sv=f"Lagret i {folder} går inte att läsa tillbaka: {wrong}.",
        ) from wrong


def tidy(folder: Path) -> None:
    """Remove the engine's own log and lock: they say nothing of the data, and differ from one build to the next."""
    for path in folder.iterdir():
        if path.name == "LOCK" or path.name.startswith("LOG"):
            path.unlink()


def repeated(folder: Path, quads: Iterable[Quad]) -> list[tuple[Quad, str]]:
    """Those of the statements that stand in another graph too, each with that graph: the union counts them twice."""
    store = ox.Store.read_only(str(folder))
    found = []
    for quad in quads:
        for other in store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None):
            if other.graph_name != quad.graph_name:
                found.append((quad, str(other.graph_name).strip("<>")))
    return found


def discard(folder: Path) -> None:
    """Remove a store or a scratch folder, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)


def _failed(folder: Path, wrong: OSError | RuntimeError) -> StorageFailed:
    if isinstance(wrong, OSError):
        return storage_failed(folder, wrong)
    return storage_failed(folder, OSError(str(wrong)))
