"""Keep personal details no longer than promised: submitters' addresses, old drafts, ended sessions."""

import sqlite3
from datetime import datetime, timedelta

from kg.inbox.accounts import WINDOW
from kg.inbox.values import said


def tidy(connection: sqlite3.Connection, now: datetime, *, retain_days: int) -> int:
    """Clear what has had its time, and say how many submitters' addresses went.

    An address is kept for `retain_days` after the last decision on its submission, and never for more than a year
    longer than that while nothing is decided.
    """
    _date(connection, retain_days)
    done = connection.execute("DELETE FROM contact WHERE retain_until <= ?", (said(now),))
    connection.execute("DELETE FROM draft WHERE expires_at <= ?", (said(now),))
    connection.execute("DELETE FROM session WHERE expires_at <= ?", (said(now),))
    connection.execute("DELETE FROM attempt WHERE at < ?", (said(now - WINDOW),))
    return done.rowcount


def due(connection: sqlite3.Connection, now: datetime, *, retain_days: int) -> bool:
    """Whether there is anything to clear, without writing."""
    moment = said(now)
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM contact c LEFT JOIN (SELECT receipt, MAX(at) at FROM decision GROUP BY 1) d "
        "USING (receipt) JOIN submission s USING (receipt) WHERE d.at <= ? OR d.at IS NULL AND s.received_at <= ?) "
        "OR EXISTS (SELECT 1 FROM draft WHERE expires_at <= ?) "
        "OR EXISTS (SELECT 1 FROM session WHERE expires_at <= ?) OR EXISTS (SELECT 1 FROM attempt WHERE at < ?) AS due",
        (
            said(now - timedelta(days=retain_days)),
            said(now - timedelta(days=retain_days + 365)),
            moment,
            moment,
            said(now - WINDOW),
        ),
    ).fetchone()
    return bool(row["due"])


def _date(connection: sqlite3.Connection, retain_days: int) -> None:
    """Put a date on each address; another setting, or another decision, moves it."""
    rows = connection.execute(
        "SELECT c.receipt, s.received_at, (SELECT MAX(at) FROM decision d WHERE d.receipt = c.receipt) AS decided "
        "FROM contact c JOIN submission s USING (receipt)"
    ).fetchall()
    for row in rows:
        days = retain_days if row["decided"] else retain_days + 365
        until = datetime.fromisoformat(row["decided"] or row["received_at"]) + timedelta(days=days)
        connection.execute("UPDATE contact SET retain_until = ? WHERE receipt = ?", (said(until), row["receipt"]))
