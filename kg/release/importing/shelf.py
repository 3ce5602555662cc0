"""The folder that an import is made in: records are written or carried over, and one rename puts all in place."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Quad

from kg.errors import Unavailable
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import write
from kg.rdf.iris import Base
from kg.release.durable import point, storage, sync
from kg.release.importing.book import Book
from kg.release.store import discard
from kg.sources.imported import BESIDE, CURRENT, LEAVING, RECORDS, current, home_of


@contextmanager
def importing_alone(home: Path, bank: str) -> Iterator[None]:
    """Be the only one who imports from a bank; releases are built and published meanwhile."""
    top = home_of(home, bank)
    with storage(home):
        top.mkdir(parents=True, exist_ok=True)
        lock = (top / "import.lock").open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as wrong:
            raise Unavailable(
                f"Another kg import {bank} is under way in {home}. Wait for it to end, then run this one again.",
                message_sv=f"En annan kg import {bank} pågår i {home}. Vänta tills den är klar och kör sedan "
                "denna igen.",
            ) from wrong
        yield


class Shelf:
    """An import in the making, in scratch; what was imported before is only read."""

    def __init__(self, home: Path, bank: str, base: Base) -> None:
        self._top = home_of(home, bank)
        self._bank = bank
        self._base = base
        self._scratch = self._top / "scratch"
        discard(self._scratch)
        self._scratch.mkdir(parents=True)
        self._folders: set[Path] = set()
        self._previous = current(home, bank)
        self.book = Book(self._scratch / "book.sqlite")
        found = self._previous / "book.sqlite" if self._previous else None
        self.before = _readable(Book(found)) if found is not None and found.exists() else None

    def write(self, key: str, quads: Iterable[Quad], *, under: str = RECORDS) -> None:
        """Write a record as Turtle."""
        self._path(key, under).write_bytes(write(quads, TURTLE, base_iri=self._base.iri))

    def carry(self, key: str, *, under: str | None = None) -> bool:
        """Carry a record over from the import before, by a hard link; `under` another folder. False if it had none."""
        found = next((each for each in (RECORDS, LEAVING) if self._linked(key, each, under or RECORDS)), None)
        if found is not None and under is None:
            self._linked(key, BESIDE, BESIDE)
        return found is not None

    def earlier(self, key: str) -> bytes | None:
        """What the import before says in a record; None when it has none."""
        return self._read(f"{RECORDS}/{key}.ttl") or self._read(f"{LEAVING}/{key}.ttl")

    def earlier_ledger(self) -> bytes | None:
        """The ledger of the import before."""
        return self._read(f"{self._bank}.sssom.tsv")

    def close(self) -> None:
        """Let go of the books."""
        self.book.close()
        if self.before is not None:
            self.before.close()

    def put_in_place(self, ledger: bytes, digest: str) -> None:
        """Make this the import that counts: the earlier one counts until the last step, and is then thrown away."""
        (self._scratch / f"{self._bank}.sssom.tsv").write_bytes(ledger)
        (self._scratch / "digest").write_text(digest, "utf-8")
        # One flush for a hundred thousand files: one for each takes minutes.
        os.sync()
        numbers = [int(path.name) for path in self._top.iterdir() if path.name.isdigit()]
        target = self._top / f"{max(numbers, default=0) + 1:04d}"
        self._scratch.rename(target)
        sync(self._top)
        point(self._top / CURRENT, target.name)
        for number in numbers:
            discard(self._top / f"{number:04d}")

    def throw_away(self) -> None:
        """Leave no trace."""
        discard(self._scratch)

    def _linked(self, key: str, here: str, there: str) -> bool:
        if self._previous is None:
            return False
        try:
            os.link(self._previous / here / f"{key}.ttl", self._path(key, there))
        except FileNotFoundError:
            return False
        return True

    def _read(self, name: str) -> bytes | None:
        if self._previous is None:
            return None
        try:
            return (self._previous / name).read_bytes()
        except FileNotFoundError:
            return None

    def _path(self, key: str, under: str) -> Path:
        path = self._scratch / under / f"{key}.ttl"
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        return path


def _readable(book: Book) -> Book | None:
    """The book, where this program can read it: without it every row is new."""
    if book.readable:
        return book
    book.close()
    return None
