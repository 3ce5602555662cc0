"""Answers that somebody saves under a code, to go on with later."""

import sqlite3
from datetime import datetime, timedelta

from kg.errors import NotFound, PayloadTooLarge
from kg.inbox import receipts
from kg.inbox.values import Draft, said

KEPT = timedelta(days=60)
LARGEST = 1024 * 1024


def save(connection: sqlite3.Connection, code: str | None, kind: str, answers: str, now: datetime) -> str:
    """The code under which the answers are now kept: the given one, or a new one; each save gives it time anew."""
    if len(answers.encode()) > LARGEST:
        raise PayloadTooLarge(
            f"The draft is larger than {LARGEST // 1024} KiB; shorten the texts.",
            message_sv=f"Utkastet är större än {LARGEST // 1024} KiB; korta texterna.",
        )
    written = receipts.read(code, "U") if code else None
    kept = written or receipts.new("U")
    connection.execute(
        "INSERT INTO draft VALUES (?,?,?,?,?) ON CONFLICT (code) DO UPDATE SET "
        "kind = excluded.kind, answers = excluded.answers, updated_at = excluded.updated_at, "
        "expires_at = excluded.expires_at",
        (kept, kind, answers, said(now), said(now + KEPT)),
    )
    return kept


def find(connection: sqlite3.Connection, code: str, now: datetime) -> Draft:
    """The draft of that code, however it was typed; NotFound when there is none or its time has run out."""
    row = connection.execute(
        "SELECT code, kind, answers, expires_at FROM draft WHERE code = ? AND expires_at > ?",
        (receipts.read(code, "U"), said(now)),
    ).fetchone()
    if row is None:
        raise NotFound(
            f"There is no draft with that code. A draft is kept for {KEPT.days} days; check every letter and digit.",
            message_sv=f"Det finns inget utkast med den koden. Ett utkast sparas i {KEPT.days} dagar; kontrollera "
            "varje tecken.",
        )
    return Draft(**row)


def remove(connection: sqlite3.Connection, code: str) -> None:
    """Forget a draft: it has been handed in, or is not wanted."""
    connection.execute("DELETE FROM draft WHERE code = ?", (receipts.read(code, "U"),))
