"""The book of an import: which row became which record, so that the next import knows what is new, changed and gone.

It lies on the disk as SQLite beside the records, and grows there as rows come: what is in memory is a batch, whatever
the export's size.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

VERSION = 1
"""Which tables and columns a book has."""
_TABLES = """
CREATE TABLE record (
  key TEXT PRIMARY KEY, id TEXT NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL, digest TEXT NOT NULL,
  issued TEXT NOT NULL, export TEXT NOT NULL, role TEXT NOT NULL, rules TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE met (key TEXT PRIMARY KEY, why TEXT NOT NULL, ours TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE seen (key TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Entry:
    """A record that was imported: the row it came from, by the bank's identifier and by number, and what it said.

    `export` is the short name of the file's own record; `role` tells a row from a beneficiary, the file and a row that
    has left; `rules` is the digest of what it was judged by.
    """

    key: str
    id: str
    number: int
    title: str
    digest: str
    issued: str
    export: str
    role: str
    rules: str


class Book:
    """The book of one import, being written in scratch or read afterwards."""

    def __init__(self, path: Path) -> None:
        new = not path.exists()
        self._closed = False
        self._rows = sqlite3.connect(path, isolation_level=None)
        if new:
            # It is thrown away with everything else when the import doesn't end.
            self._rows.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
            self._rows.execute(f"PRAGMA user_version={VERSION}")
            self._rows.execute("BEGIN")

    def close(self) -> None:
        """Write what is left, and let go of the file; once is enough."""
        if not self._closed:
            if self._rows.in_transaction:
                self._rows.execute("COMMIT")
            self._rows.close()
            self._closed = True

    @property
    def readable(self) -> bool:
        """Whether it was written as this program writes one."""
        return bool(self._rows.execute("PRAGMA user_version").fetchone() == (VERSION,))

    def first_seen(self, key: str, number: int) -> int:
        """The number of the row that this key was first seen in: the given one when it is new."""
        done = self._rows.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, number))
        if done.rowcount:
            return number
        return int(self._rows.execute("SELECT number FROM seen WHERE key = ?", (key,)).fetchone()[0])

    def meet(self, key: str, why: str, ours: str) -> None:
        """Remember why a row of this key became no record; `ours` is the key of our own record that it is."""
        self._rows.execute("INSERT OR IGNORE INTO met VALUES (?, ?, ?)", (key, why, ours))

    def why(self, key: str) -> tuple[str, str]:
        """Why no row of this key became a record, and the key of ours; two empty texts when no row had it."""
        found = self._rows.execute("SELECT why, ours FROM met WHERE key = ?", (key,)).fetchone()
        return ("", "") if found is None else (found[0], found[1])

    def __contains__(self, key: object) -> bool:
        return self._rows.execute("SELECT 1 FROM record WHERE key = ?", (key,)).fetchone() is not None

    def add(self, entries: Iterable[Entry]) -> None:
        """Put records into the book."""
        self._rows.executemany(
            "INSERT OR IGNORE INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(e.key, e.id, e.number, e.title, e.digest, e.issued, e.export, e.role, e.rules) for e in entries],
        )

    def get(self, key: str) -> Entry | None:
        """The record of a key."""
        found = self._rows.execute("SELECT * FROM record WHERE key = ?", (key,)).fetchone()
        return None if found is None else Entry(*found)

    def entries(self, role: str) -> Iterator[Entry]:
        """The records of a role, in the order of their keys."""
        for row in self._rows.execute("SELECT * FROM record WHERE role = ? ORDER BY key", (role,)):
            yield Entry(*row)

    def exports(self) -> list[str]:
        """The short names of the files that the records come from."""
        return [row[0] for row in self._rows.execute("SELECT DISTINCT export FROM record ORDER BY export")]

    def digest(self) -> str:
        """One SHA-256 of every record's key and what it says."""
        code = sha256()
        for row in self._rows.execute("SELECT key, digest FROM record ORDER BY key"):
            code.update(f"{row[0]} {row[1]}\n".encode())
        return code.hexdigest()
