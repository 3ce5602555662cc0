"""The inbox's database: opened with every write flushed before it counts, its tables brought up to date.

What SQLite refuses becomes a sentence here: a full disk, a closed folder, a damaged file.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kg.errors import BadSettings, StorageFailed, Unavailable
from kg.inbox.schema import STEPS

_PATIENCE_SECONDS = 10.0
_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON")


def path_in(home: Path) -> Path:
    """Where the database of a home lies."""
    return home / "inbox" / "inbox.sqlite"


def connect(path: Path) -> sqlite3.Connection:
    """A connection whose commits are on the disk when they return; the folder and the tables are made where needed."""
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False)
        with ExitStack() as otherwise:
            otherwise.callback(made.close)
            made.row_factory = sqlite3.Row
            for pragma in _PRAGMAS:
                made.execute(f"PRAGMA {pragma}")
            _bring_up_to_date(made, path)
            otherwise.pop_all()
    return made


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection) == len(STEPS):
        return
    with transaction(connection):
        taken = _version(connection)
        if taken > len(STEPS):
            raise BadSettings(
                f"{path} was written by a later version of kg ({taken}; this one knows {len(STEPS)}). Use that "
                "version.",
                message_sv=f"{path} är skriven av en senare version av kg ({taken}; den här kan {len(STEPS)}). Använd "
                "den versionen.",
            )
        for step in STEPS[taken:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would commit on its own."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Everything or nothing: committed, and on the disk, when the block has ended without an exception."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    finally:
        # A full disk may have ended the transaction already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One view of the database for several reads."""
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        connection.execute("ROLLBACK")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """What SQLite and the file system refuse, as sentences."""
    try:
        yield
    except sqlite3.OperationalError as wrong:
        raise _refusal(path, wrong.sqlite_errorcode & 0xFF, str(wrong)) from wrong
    except sqlite3.DatabaseError as wrong:
        if isinstance(wrong, sqlite3.IntegrityError):
            raise
        raise _damaged(path, str(wrong)) from wrong
    except OSError as wrong:
        raise _closed(path, wrong.strerror or str(wrong)) from wrong


def _refusal(path: Path, code: int, said: str) -> StorageFailed | Unavailable:
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Unavailable(
            "The inbox is busy. Nothing was kept; try again in a moment.",
            message_sv="Inkorgen är upptagen. Inget sparades; försök igen om en stund.",
        )
    if code == sqlite3.SQLITE_FULL:
        return StorageFailed(
            f"The disk that holds {path.parent} is full. Nothing was kept, and what was kept before is whole; free "
            "some space and try again.",
            message_sv=f"Disken där {path.parent} ligger är full. Inget sparades, och det som sparats tidigare är "
            "helt; frigör plats och försök igen.",
        )
    return _closed(path, said)


def _closed(path: Path, said: str) -> StorageFailed:
    return StorageFailed(
        f"{path.parent} can't be written to ({said}). Nothing was kept; check the folder and its rights.",
        message_sv=f"Det går inte att skriva i {path.parent} ({said}). Inget sparades; kontrollera mappen och dess "
        "rättigheter.",
    )


def _damaged(path: Path, said: str) -> StorageFailed:
    return StorageFailed(
        f"The inbox in {path} is damaged ({said}). Put back a copy of it before anything more is handed in.",
        message_sv=f"Inkorgen i {path} är skadad ({said}). Lägg tillbaka en kopia innan något mer lämnas in.",
    )
