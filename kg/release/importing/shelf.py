"""The folder that an import is made in: records are written or carried over, and one rename puts all in place."""

import os
from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import Triple

from kg.rdf.formats import TURTLE
from kg.rdf.graphs import write
from kg.rdf.iris import Base
from kg.release.durable import point, sync
from kg.release.importing.book import Book
from kg.release.store import discard
from kg.sources.imported import CURRENT, current, home_of

RECORDS, BESIDE = "records", "beside"


class Shelf:
    """An import in the making, in scratch; what was imported before is only read."""

    def __init__(self, home: Path, bank: str, base: Base) -> None:
        self._home = home
        self._bank = bank
        self._base = base
        self._scratch = home / "scratch" / f"import-{bank}"
        self._scratch.mkdir(parents=True)
        self._folders: set[Path] = set()
        self._previous = current(home, bank)
        self.book = Book(self._scratch / "book.sqlite")
        found = self._previous / "book.sqlite" if self._previous else None
        self.before = Book(found) if found is not None and found.exists() else None

    def write(self, key: str, triples: Sequence[Triple], *, under: str = RECORDS) -> None:
        """Write a record as Turtle."""
        self._path(key, under).write_bytes(write(triples, TURTLE, base_iri=self._base.iri))

    def carry(self, key: str) -> bool:
        """Carry a record over from the import before, by a hard link; False when it isn't there."""
        if self._previous is None or not self._linked(key, RECORDS):
            return False
        self._linked(key, BESIDE)
        return True

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
        top = home_of(self._home, self._bank)
        top.mkdir(parents=True, exist_ok=True)
        numbers = [int(path.name) for path in top.iterdir() if path.name.isdigit()]
        target = top / f"{max(numbers, default=0) + 1:04d}"
        self._scratch.rename(target)
        sync(top)
        point(top / CURRENT, target.name)
        for number in numbers:
            discard(top / f"{number:04d}")

    def throw_away(self) -> None:
        """Leave no trace."""
        discard(self._scratch)

    def _linked(self, key: str, under: str) -> bool:
        if self._previous is None:
            return False
        try:
            os.link(self._previous / under / f"{key}.ttl", self._path(key, under))
        except FileNotFoundError:
            return False
        return True

    def _path(self, key: str, under: str) -> Path:
        path = self._scratch / under / f"{key}.ttl"
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        return path
