"""Stewards: their accounts, their tries to log in, and their sessions. Nothing of this is ever published."""

import hashlib
import hmac
import secrets
import sqlite3
from datetime import datetime, timedelta

from kg.errors import BadInput, NotFound, TooManyTries
from kg.inbox.values import Session, said

SESSION_HOURS = 10
WINDOW = timedelta(minutes=15)
_NAME = 64
_TRIES_HERE, _TRIES_ACCOUNT, _TRIES_ADDRESS = 5, 50, 20


def add(connection: sqlite3.Connection, name: str, password: str, at: str) -> None:
    """An account with a password that is hashed already; one that exists gets the new password and loses its
    sessions."""
    if not name or len(name) > _NAME or not name.isprintable() or name != name.strip():
        raise BadInput(
            f"{name!r} can't name an account: use 1 to {_NAME} visible characters.",
            message_sv=f"{name!r} kan inte namnge ett konto: använd 1 till {_NAME} synliga tecken.",
        )
    connection.execute("DELETE FROM session WHERE account = ?", (name,))
    connection.execute(
        "INSERT INTO account VALUES (?,?,?) ON CONFLICT (name) DO UPDATE SET password = excluded.password",
        (name, password, at),
    )


def remove(connection: sqlite3.Connection, name: str) -> None:
    """End an account and its sessions; what it decided stays."""
    if connection.execute("DELETE FROM account WHERE name = ?", (name,)).rowcount != 1:
        raise NotFound(f"There is no account {name!r}.", message_sv=f"Det finns inget konto {name!r}.")


def names(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every account with the time it was made."""
    return [(row["name"], row["made_at"]) for row in connection.execute("SELECT name, made_at FROM account ORDER BY 1")]


def password_of(connection: sqlite3.Connection, name: str) -> str | None:
    """The password of an account, as it is kept; None when there is no such account."""
    row = connection.execute("SELECT password FROM account WHERE name = ?", (name,)).fetchone()
    return str(row["password"]) if row else None


def count_try(connection: sqlite3.Connection, name: str, address: str, now: datetime) -> None:
    """Count a try before its password is looked at; TooManyTries when there have been too many lately.

    Few tries are allowed for one account from one address, so that nobody can keep a steward out from elsewhere.
    """
    connection.execute("DELETE FROM attempt WHERE at < ?", (said(now - WINDOW),))
    account, place = _veiled(connection, name), _veiled(connection, address)
    tries = connection.execute(
        "SELECT at, account = ?1 AS same_account, address = ?2 AS same_address FROM attempt "
        "WHERE account = ?1 OR address = ?2 ORDER BY at",
        (account, place),
    ).fetchall()
    for counted, most in (
        ([t for t in tries if t["same_account"] and t["same_address"]], _TRIES_HERE),
        ([t for t in tries if t["same_account"]], _TRIES_ACCOUNT),
        ([t for t in tries if t["same_address"]], _TRIES_ADDRESS),
    ):
        if len(counted) >= most:
            left = datetime.fromisoformat(counted[0]["at"]) + WINDOW - now
            minutes = max(1, -(-int(left.total_seconds()) // 60))
            raise TooManyTries(
                f"Too many tries to log in. Wait {minutes} {'minute' if minutes == 1 else 'minutes'} and try again.",
                message_sv="För många försök att logga in. Vänta "
                f"{minutes} {'minut' if minutes == 1 else 'minuter'} och försök igen.",
                seconds=minutes * 60,
            )
    connection.execute("INSERT INTO attempt (at, account, address) VALUES (?,?,?)", (said(now), account, place))


def forget_tries(connection: sqlite3.Connection, name: str, address: str) -> None:
    """After a log-in that went well: the tries for that account from that address count no more."""
    connection.execute(
        "DELETE FROM attempt WHERE account = ? AND address = ?",
        (_veiled(connection, name), _veiled(connection, address)),
    )


def begin_session(connection: sqlite3.Connection, name: str, now: datetime) -> tuple[str, Session]:
    """A new session of an account, and the cookie that names it: a token nobody can guess, with our signature."""
    token, proof = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    connection.execute("DELETE FROM session WHERE expires_at < ?", (said(now),))
    connection.execute(
        "INSERT INTO session VALUES (?,?,?,?)",
        (_digest(token), name, proof, said(now + timedelta(hours=SESSION_HOURS))),
    )
    return f"{token}.{_signature(connection, token)}", Session(name, proof)


def session(connection: sqlite3.Connection, cookie: str, now: datetime) -> Session | None:
    """Whose session a cookie names; None when it names none, has run out or isn't of our making."""
    token, _, signature = cookie.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(connection, token).encode()):
        return None
    row = connection.execute(
        "SELECT account, proof FROM session WHERE token = ? AND expires_at > ?", (_digest(token), said(now))
    ).fetchone()
    return Session(row["account"], row["proof"]) if row else None


def end_session(connection: sqlite3.Connection, cookie: str) -> None:
    """Log out."""
    connection.execute("DELETE FROM session WHERE token = ?", (_digest(cookie.partition(".")[0]),))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _signature(connection: sqlite3.Connection, text: str) -> str:
    return _keyed(connection, f"session {text}")


def _veiled(connection: sqlite3.Connection, text: str) -> str:
    """Names and addresses of tries, so that the table tells nobody who tried from where."""
    return _keyed(connection, f"try {text.casefold()}")


def _keyed(connection: sqlite3.Connection, text: str) -> str:
    row = connection.execute("SELECT value FROM secret WHERE name = 'session'").fetchone()
    return hmac.new(bytes(row["value"]), text.encode(), hashlib.sha256).hexdigest()
