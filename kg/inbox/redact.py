"""Take what was taken down out of the inbox: what was handed in, its records, reports, drafts and decisions.

What is looked for, and how it is taken out of a record, whoever calls knows; here it is known where texts are kept.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Protocol

from kg.errors import Unavailable
from kg.inbox import database
from kg.inbox.inbox import Inbox

_LEFT_ALONE = frozenset({"redaction", "secret", "session", "attempt", "account"})
_NOT_TEXTS = frozenset({"receipt", "state", "at", "received_at", "shapes_version", "account", "verdict", "digest"})
_RECORDS = frozenset({"turtle", "accepted_turtle"})
"""What is cleaned statement by statement, and not as texts: other records may use the same words."""


class Cleaner(Protocol):
    """Whoever knows what was taken down."""

    def text(self, text: str) -> str:
        """The text, or the texts in JSON, with what was taken down out of it."""
        ...

    def body_holds(self, name: str, media_type: str | None, body: bytes) -> bool:
        """Whether what was handed in holds it."""
        ...

    def record(self, key: str, turtle: str) -> tuple[str, str] | None:
        """A record without it, as Turtle and digest; empty when nothing is left, None when it held nothing of it."""
        ...


def redact(inbox: Inbox, cleaner: Cleaner) -> int:
    """Clean every table, and leave no trace in the database's files; give how many submissions were touched.

    Of a submission that held any of it, the bytes as they came, the answers, what stewards have begun to edit and what
    was found go whole.
    """
    if not inbox.exists():
        return 0
    with inbox.writing() as connection:
        touched = set(_records(connection, cleaner)) | set(_bodies(connection, cleaner))
        for receipt in touched:
            connection.execute(
                "UPDATE submission SET body = x'', report = json_set(report, '$.findings', json('[]')), digest = ? "
                "WHERE receipt = ?",
                (f"redacted-{secrets.token_hex(16)}", receipt),
            )
            connection.execute("UPDATE revision SET answers = NULL WHERE receipt = ?", (receipt,))
            connection.execute("DELETE FROM edit WHERE receipt = ?", (receipt,))
        _texts(connection, cleaner)
    _vacuum(inbox)
    return len(touched)


def _records(connection: sqlite3.Connection, cleaner: Cleaner) -> Iterator[str]:
    """Clean the records; what was said of them by digest is said of them as they are now."""
    renamed: dict[str, str] = {}
    rows = connection.execute(
        "SELECT number, receipt, key, turtle, accepted_turtle, digest, accepted_digest, state FROM revision"
    )
    for row in rows.fetchall():
        told = cleaner.record(row["key"], row["turtle"])
        accepted = cleaner.record(row["key"], row["accepted_turtle"]) if row["accepted_turtle"] else None
        if told is not None:
            renamed[row["digest"]] = told[1]
            connection.execute("UPDATE revision SET turtle = ?, digest = ? WHERE number = ?", (*told, row["number"]))
        if accepted is not None:
            renamed[row["accepted_digest"]] = accepted[1]
            state = "replaced" if row["state"] == "accepted" and not accepted[0] else row["state"]
            connection.execute(
                "UPDATE revision SET accepted_turtle = ?, accepted_digest = ?, state = ? WHERE number = ?",
                (*accepted, state, row["number"]),
            )
        if told is not None or accepted is not None:
            yield row["receipt"]
    for row in connection.execute("SELECT receipt, key, turtle FROM edit").fetchall():
        if cleaner.record(row["key"], row["turtle"]) is not None:
            yield row["receipt"]
    for before, now in renamed.items():
        connection.execute("UPDATE revision SET parent = ? WHERE parent = ?", (now, before))
        connection.execute("UPDATE revision SET accepted_over = ? WHERE accepted_over = ?", (now, before))


def _bodies(connection: sqlite3.Connection, cleaner: Cleaner) -> Iterator[str]:
    rows = connection.execute("SELECT receipt, name, media_type, body FROM submission")
    for row in rows.fetchall():
        if cleaner.body_holds(row["name"], row["media_type"], bytes(row["body"])):
            yield row["receipt"]


def _texts(connection: sqlite3.Connection, cleaner: Cleaner) -> None:
    """Every text in every table, also in tables that come later; a submitter's address that holds it goes."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for table in [row["name"] for row in tables.fetchall()]:
        if table in _LEFT_ALONE:
            continue
        columns = [row["name"] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        names = [name for name in columns if name not in _NOT_TEXTS | _RECORDS]
        key = columns[0]
        listed = ", ".join(f'"{name}"' for name in {key: None, **dict.fromkeys(names)})
        for row in connection.execute(f'SELECT {listed} FROM "{table}"').fetchall():  # noqa: S608 - names of our own
            _row(connection, table, key, row, cleaner)


def _row(connection: sqlite3.Connection, table: str, key: str, row: sqlite3.Row, cleaner: Cleaner) -> None:
    for name in row.keys():  # noqa: SIM118 - a row gives its values, not its names
        value = row[name]
        if name == key or not isinstance(value, str):
            continue
        clean = cleaner.text(value)
        if clean != value:
            if table == "contact":
                connection.execute("DELETE FROM contact WHERE receipt = ?", (row[key],))
                return
            connection.execute(f'UPDATE "{table}" SET "{name}" = ? WHERE "{key}" = ?', (clean, row[key]))  # noqa: S608


def _vacuum(inbox: Inbox) -> None:
    """Write the database's file anew and empty its log: what was deleted stays readable in neither."""
    inbox.close()
    with database.translated(inbox.path), closing(database.connect(inbox.path)) as connection:
        connection.execute("VACUUM")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise Unavailable(
            "The inbox is in use, so its log could not be emptied. Run `kg takedown --resume` in a moment.",
            message_sv="Inkorgen används, så dess logg kunde inte tömmas. Kör `kg takedown --resume` om en stund.",
        )
