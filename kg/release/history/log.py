"""The change log of a home, in SQLite: each time readers were pointed at a release, and what that changed for them.

    home/history.sqlite        publication: when, which release, after which · change: one record each, with its lines

It outlives the releases: what `kg prune` clears away is still told here. It is only added to, but for takedowns.
"""

import errno
import gzip
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import CorruptHistory, Unavailable
from kg.rdf.canonical import split

NAME = "history.sqlite"
ADDED, CHANGED, MERGED, REMOVED, PUT_BACK = "added", "changed", "merged", "removed", "put-back"
WORDS = (ADDED, CHANGED, MERGED, REMOVED, PUT_BACK)
GRAPH = "graph"
"""The kind of the release's own graphs among the kinds of records."""

_PATIENCE_SECONDS = 30.0
_TABLES = """
CREATE TABLE publication (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, release TEXT NOT NULL, before TEXT, how TEXT NOT NULL,
  records INTEGER NOT NULL, statements INTEGER NOT NULL
);
CREATE TABLE change (
  number INTEGER PRIMARY KEY, publication INTEGER NOT NULL REFERENCES publication, kind TEXT NOT NULL,
  key TEXT NOT NULL, word TEXT NOT NULL, labels TEXT NOT NULL, target TEXT, whole INTEGER NOT NULL, redacted TEXT
);
CREATE TABLE lines (change INTEGER PRIMARY KEY REFERENCES change, removed BLOB NOT NULL, added BLOB NOT NULL);
CREATE INDEX change_publication ON change (publication, word);
CREATE INDEX change_kind ON change (kind, number);
CREATE INDEX change_key ON change (key, number);
"""
_ASKED = """
SELECT c.number, c.publication, p.at, p.release, c.kind, c.key, c.word, c.labels, c.target, c.whole, c.redacted
FROM change c JOIN publication p ON p.number = c.publication
WHERE (:since IS NULL OR p.at >= :since) AND (:until IS NULL OR p.at < :until) AND (:kind IS NULL OR c.kind = :kind)
  AND (:key IS NULL OR c.key = :key) AND (:publication IS NULL OR c.publication = :publication)
"""
_FOLLOWING = _ASKED + "AND c.number > :number ORDER BY c.number LIMIT :limit"
_PRECEDING = _ASKED + "AND c.number < :number ORDER BY c.number DESC LIMIT :limit"
_TOTAL = "SELECT COUNT(*) FROM (" + _ASKED + "AND c.number <= :number)"  # noqa: S608 - texts of our own
_AT = "SELECT number FROM (" + _ASKED + ") ORDER BY number LIMIT 1 OFFSET :rank"  # noqa: S608
_ONE = _ASKED + "AND c.number = :number"
_NEVER = 2**62


@dataclass(frozen=True)
class Publication:
    """A time when readers were pointed at another release; no two have the same time (UTC, whole seconds).

    `how` is `publish`, `rollback` or `takedown`. `before` is the release they saw until then.
    """

    number: int
    at: str
    release: str
    before: str | None
    how: str
    records: int
    statements: int


@dataclass(frozen=True)
class LoggedChange:
    """What a publication changed in one record, or in one of the release's own graphs (`graph/links` and so on).

    `target` is the IRI of what a merged thing became part of. `whole` says that the added lines are all that the record
    says now, whatever it said before: so after a takedown, which doesn't tell what went. `redacted` is the day when
    something was taken out of the change itself.
    """

    number: int
    publication: int
    at: str
    release: str
    kind: str
    key: str
    word: str
    labels: Mapping[str, str]
    target: str | None
    whole: bool
    redacted: str | None


@dataclass(frozen=True)
class Wish:
    """Which changes are asked for; times are as in the log, `until` not included."""

    since: str | None = None
    until: str | None = None
    kind: str | None = None
    key: str | None = None
    publication: int | None = None


EVERYTHING = Wish()


class Log:
    """The log, open."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def publications(self) -> list[Publication]:
        """Every publication, oldest first."""
        return [Publication(*row) for row in self.connection.execute("SELECT * FROM publication ORDER BY number")]

    def last(self) -> Publication | None:
        """The latest publication; None while nothing was ever published."""
        row = self.connection.execute("SELECT * FROM publication ORDER BY number DESC LIMIT 1").fetchone()
        return Publication(*row) if row else None

    def head(self) -> int:
        """The number of the latest change; 0 while there is none."""
        return int(self.connection.execute("SELECT COALESCE(MAX(number), 0) FROM change").fetchone()[0])

    def kinds(self) -> list[str]:
        """The kinds that any change is of."""
        return [row[0] for row in self.connection.execute("SELECT DISTINCT kind FROM change ORDER BY kind")]

    def counts(self) -> dict[int, dict[str, int]]:
        """How many records each publication changed, by what happened to them; its own graphs aren't counted."""
        rows = self.connection.execute(
            "SELECT publication, word, COUNT(*) FROM change WHERE kind != ? GROUP BY publication, word", (GRAPH,)
        )
        found: dict[int, dict[str, int]] = {}
        for publication, word, count in rows:
            found.setdefault(publication, {})[word] = count
        return found

    def total(self, wish: Wish, number: int = _NEVER) -> int:
        """How many changes are asked for, those with a higher number left out."""
        return int(self.connection.execute(_TOTAL, {**asdict(wish), "number": number}).fetchone()[0])

    def following(self, wish: Wish, after: int, limit: int) -> list[LoggedChange]:
        """The first changes after a number, in their order."""
        given = {**asdict(wish), "number": after, "limit": limit}
        return [_change(row) for row in self.connection.execute(_FOLLOWING, given)]

    def preceding(self, wish: Wish, before: int | None, limit: int) -> list[LoggedChange]:
        """The last changes before a number, or of all, the latest first."""
        given = {**asdict(wish), "number": _NEVER if before is None else before, "limit": limit}
        return [_change(row) for row in self.connection.execute(_PRECEDING, given)]

    def number_at(self, wish: Wish, rank: int) -> int:
        """The number of the change that so many others come before; 0 before the first."""
        if rank < 0:
            return 0
        row = self.connection.execute(_AT, {**asdict(wish), "rank": rank}).fetchone()
        return int(row[0]) if row else 0

    def change(self, number: int) -> LoggedChange | None:
        """The change of that number."""
        row = self.connection.execute(_ONE, {**asdict(EVERYTHING), "number": number}).fetchone()
        return _change(row) if row else None

    def last_word(self, key: str) -> str | None:
        """What last happened to a record."""
        row = self.connection.execute(
            "SELECT word FROM change WHERE key = ? ORDER BY number DESC LIMIT 1", (key,)
        ).fetchone()
        return str(row[0]) if row else None

    def statements(self, number: int) -> tuple[list[str], list[str]]:
        """The N-Quads lines that a change took away, and those that it added."""
        row = self.connection.execute("SELECT removed, added FROM lines WHERE change = ?", (number,)).fetchone()
        return (unpacked(row[0]), unpacked(row[1])) if row else ([], [])

    def state(self, key: str, number: int | None = None) -> list[str]:
        """The lines of a record after a change, or after all: what the changes until then come to."""
        limit = number if number is not None else self.head()
        said: set[str] = set()
        rows = self.connection.execute(
            "SELECT removed, added, whole FROM change JOIN lines ON change = number WHERE key = ? AND number <= ? "
            "ORDER BY number",
            (key, limit),
        )
        for removed, added, whole in rows:
            said = set() if whole else said.difference(unpacked(removed))
            said.update(unpacked(added))
        return sorted(said)


def _change(row: Sequence[object]) -> LoggedChange:
    number, publication, at, release, kind, key, word, labels, target, whole, redacted = row
    return LoggedChange(
        number=int(str(number)),
        publication=int(str(publication)),
        at=str(at),
        release=str(release),
        kind=str(kind),
        key=str(key),
        word=str(word),
        labels=json.loads(str(labels)),
        target=str(target) if target else None,
        whole=bool(whole),
        redacted=str(redacted) if redacted else None,
    )


def packed(lines: Sequence[str]) -> bytes:
    """Lines as they lie in the log."""
    return gzip.compress("".join(lines).encode(), compresslevel=6, mtime=0) if lines else b""


def unpacked(data: bytes) -> list[str]:
    """The lines again."""
    return split(gzip.decompress(data).decode()) if data else []


def exists(home: Path) -> bool:
    """Whether there is a log; what was cut off before anything was in it is none."""
    path = home / NAME
    return path.is_file() and path.stat().st_size > 0


@contextmanager
def reading(home: Path) -> Iterator[Log]:
    """The log of a home, to read; an empty one where there is none. Nothing is written.

    Unavailable while a command that was interrupted as it wrote hasn't been followed by another, CorruptHistory where
    the file is damaged.
    """
    path = home / NAME
    if not exists(home):
        with closing(sqlite3.connect(":memory:")) as nothing:
            nothing.executescript(_TABLES)
            yield Log(nothing)
        return
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            connection.execute("BEGIN")
            yield Log(connection)
    except sqlite3.OperationalError as wrong:
        raise Unavailable(
            f"The change log can't be read now ({wrong}). Try again in a moment; if it lasts, run `kg publish`.",
            message_sv=f"Ändringsloggen går inte att läsa just nu ({wrong}). Försök igen om en stund; om det inte går "
            "över, kör `kg publish`.",
        ) from wrong
    except sqlite3.DatabaseError as wrong:
        raise damaged(wrong) from wrong


def undo_interrupted(home: Path) -> None:
    """Take back what a command that was ended as it wrote had begun; only who may write can, and readers wait for it.

    What stands in the way of that, whoever reads or writes next tells.
    """
    if exists(home):
        with suppress(sqlite3.Error), closing(sqlite3.connect(home / NAME, timeout=_PATIENCE_SECONDS)) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()


@contextmanager
def writing(path: Path) -> Iterator[Log]:
    """The log in a file, to write: all of it or nothing. Only who is alone may.

    OSError when the disk refuses, CorruptHistory where the file is damaged.
    """
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'publication'").fetchone():
                    for statement in _TABLES.split(";"):
                        connection.execute(statement)
                yield Log(connection)
    except sqlite3.OperationalError as wrong:
        raise OSError(errno.ENOSPC if "full" in str(wrong) else errno.EIO, f"{wrong}") from wrong
    except sqlite3.DatabaseError as wrong:
        raise damaged(wrong) from wrong


def damaged(wrong: Exception) -> CorruptHistory:
    """That SQLite can't read the log as one, and what to do."""
    return CorruptHistory(
        f"The change log, history.sqlite, can't be read ({wrong}). What is published is whole. Make the log anew from "
        "the releases that are kept with `kg verify --mend`.",
        message_sv=f"Ändringsloggen, history.sqlite, går inte att läsa ({wrong}). Det som är publicerat är helt. Gör "
        "om loggen av de utgåvor som finns kvar med `kg verify --mend`.",
    )
