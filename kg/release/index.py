"""The index of a release: for each record which file it came from, what it said, what it points at, what was found.

It lies in the release as SQLite, so that the next build knows without reading a record whether it must.
"""

import errno
import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kg.rdf.findings import Finding, from_json
from kg.sources.folder import Stamp

_TABLES = """
CREATE TABLE record (
  key TEXT PRIMARY KEY, source TEXT NOT NULL, size INTEGER, modified_ns INTEGER, inode INTEGER, seen_ns INTEGER,
  text_digest TEXT NOT NULL, digest TEXT NOT NULL, quads INTEGER NOT NULL, findings TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE reference (key TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (key, target)) WITHOUT ROWID;
CREATE INDEX reference_target ON reference (target);
"""


@dataclass(frozen=True)
class Entry:
    """A record as the index knows it; `digest` covers its own and its derived statements."""

    key: str
    source: str
    stamp: Stamp
    seen_ns: int
    text_digest: str
    digest: str
    quads: int
    findings: tuple[Finding, ...]


class Index:
    """The index of one release, open for reading or, in scratch, for writing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def entries(self) -> dict[str, Entry]:
        """Every record's entry by its key, findings left unread."""
        rows = self._connection.execute(
            "SELECT key, source, size, modified_ns, inode, seen_ns, text_digest, digest, quads FROM record"
        )
        return {r[0]: Entry(r[0], r[1], Stamp(r[2], r[3], r[4]), r[5], r[6], r[7], r[8], ()) for r in rows}

    def findings(self) -> Iterator[tuple[str, tuple[Finding, ...]]]:
        """The findings of every record that has any."""
        rows = self._connection.execute("SELECT key, findings FROM record WHERE findings != '[]'")
        for key, text in rows:
            yield key, tuple(from_json(said) for said in json.loads(text))

    def pointing_at(self, targets: Iterable[str]) -> set[str]:
        """The records whose statements point at any of these."""
        found: set[str] = set()
        for target in targets:
            rows = self._connection.execute("SELECT key FROM reference WHERE target = ?", (target,))
            found.update(row[0] for row in rows)
        return found

    def has(self, key: str) -> bool:
        """Whether there is a record of that key."""
        return self._connection.execute("SELECT 1 FROM record WHERE key = ?", (key,)).fetchone() is not None

    def references(self, key: str) -> frozenset[str]:
        """The records that one record points at."""
        rows = self._connection.execute("SELECT target FROM reference WHERE key = ?", (key,))
        return frozenset(row[0] for row in rows)

    def replace(self, entry: Entry, references: Iterable[str] | None) -> None:
        """Write a record's entry and what it points at; None leaves what it points at as it was."""
        self._connection.execute("DELETE FROM record WHERE key = ?", (entry.key,))
        found = json.dumps([finding.as_json() for finding in entry.findings], ensure_ascii=False)
        stamp = entry.stamp
        self._connection.execute(
            "INSERT INTO record VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                entry.key, entry.source, stamp.size, stamp.modified_ns, stamp.inode, entry.seen_ns,
                entry.text_digest, entry.digest, entry.quads, found,
            ),
        )  # fmt: skip
        if references is None:
            return
        self._connection.execute("DELETE FROM reference WHERE key = ?", (entry.key,))
        rows = [(entry.key, target) for target in sorted(references)]
        self._connection.executemany("INSERT INTO reference VALUES (?,?)", rows)

    def remove(self, key: str) -> None:
        """Forget a record."""
        self._connection.execute("DELETE FROM record WHERE key = ?", (key,))
        self._connection.execute("DELETE FROM reference WHERE key = ?", (key,))


@contextmanager
def reading(path: Path) -> Iterator[Index]:
    """The index in a sealed release; nothing is written."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        yield Index(connection)


def holds(path: Path, key: str) -> bool:
    """Whether the release with this index has a record of that key; an index that can't be read has none."""
    with suppress(sqlite3.Error), reading(path) as index:
        return index.has(key)
    return False


@contextmanager
def writing(path: Path, previous: Path | None) -> Iterator[Index]:
    """A new index in scratch, begun as a copy of the previous release's; OSError when the disk refuses it."""
    if previous is not None:
        shutil.copyfile(previous, path)
    try:
        with closing(sqlite3.connect(path)) as connection:
            if previous is None:
                connection.executescript(_TABLES)
            with connection:
                yield Index(connection)
    except sqlite3.OperationalError as wrong:
        raise OSError(errno.ENOSPC if "full" in str(wrong) else errno.EIO, f"{wrong}") from wrong
