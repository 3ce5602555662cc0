"""Keep what is handed in, each once, and find it again by its receipt."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from kg.errors import Conflict, NotFound
from kg.inbox import receipts
from kg.inbox.values import NewSubmission, Revision, State, Submission


def digest_of(new: NewSubmission) -> str:
    """One digest of everything the submitter sent: the same request again has the same."""
    parts = (new.name, new.media_type, new.organisation, new.contact, new.supersedes)
    made = hashlib.sha256()
    for part in (*((each or "").encode() for each in parts), new.body):
        made.update(f"{len(part)}:".encode() + part)
    return made.hexdigest()


def earlier(connection: sqlite3.Connection, new: NewSubmission) -> str | None:
    """The receipt that the same request got before; Conflict where its key was used for another."""
    if new.idempotency_key is None:
        return None
    row = connection.execute(
        "SELECT receipt, digest FROM submission WHERE idempotency_key = ?", (new.idempotency_key,)
    ).fetchone()
    if row is None:
        return None
    if row["digest"] != digest_of(new):
        raise Conflict(
            "The Idempotency-Key has been used for another submission; use a new key for each.",
            message_sv="Idempotency-Key har redan använts för en annan inlämning; använd en ny nyckel för varje.",
        )
    return str(row["receipt"])


def keep(connection: sqlite3.Connection, new: NewSubmission, at: str) -> str:
    """The receipt of a submission that is now kept; of the earlier one where the same request was kept before."""
    known = earlier(connection, new)
    if known is not None:
        return known
    receipt = receipts.new("S")
    connection.execute(
        "INSERT INTO submission (receipt, received_at, idempotency_key, digest, name, media_type, body, report, "
        "shapes_version, faults, state, organisation, supersedes) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            receipt, at, new.idempotency_key, digest_of(new), new.name, new.media_type, new.body, new.report,
            new.shapes_version, new.faults, State.WAITING.value, new.organisation, new.supersedes,
        ),
    )  # fmt: skip
    if new.contact:
        connection.execute("INSERT INTO contact (receipt, email) VALUES (?,?)", (receipt, new.contact))
    connection.executemany(
        "INSERT INTO revision (receipt, key, turtle, digest, parent, answers, state) VALUES (?,?,?,?,?,?,?)",
        [(receipt, r.key, r.turtle, r.digest, r.parent, r.answers, State.WAITING.value) for r in new.revisions],
    )
    return receipt


def find(connection: sqlite3.Connection, receipt: str) -> Submission:
    """The submission of that receipt, however it was typed; NotFound when there is none."""
    written = receipts.read(receipt, "S")
    row = connection.execute("SELECT * FROM shown WHERE receipt = ?", (written,)).fetchone()
    if row is None:
        raise NotFound(
            "There is no submission with that receipt. Check that every letter and digit is right.",
            message_sv="Det finns ingen inlämning med det kvittot. Kontrollera att varje tecken är rätt.",
        )
    return _submission(row)


def numbered(connection: sqlite3.Connection, number: int) -> Submission:
    """The submission of that number; NotFound when there is none."""
    row = connection.execute("SELECT * FROM shown WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise NotFound(f"There is no submission {number}.", message_sv=f"Det finns ingen inlämning {number}.")
    return _submission(row)


def body(connection: sqlite3.Connection, receipt: str) -> bytes:
    """The bytes as they came."""
    row = connection.execute("SELECT body FROM submission WHERE receipt = ?", (receipt,)).fetchone()
    return bytes(row["body"]) if row else b""


def report(connection: sqlite3.Connection, receipt: str) -> str:
    """What was found in it, as the JSON that was kept."""
    row = connection.execute("SELECT report FROM submission WHERE receipt = ?", (receipt,)).fetchone()
    return str(row["report"]) if row else "{}"


def contact(connection: sqlite3.Connection, receipt: str) -> str | None:
    """The submitter's e-mail address, as long as it is kept."""
    row = connection.execute("SELECT email FROM contact WHERE receipt = ?", (receipt,)).fetchone()
    return str(row["email"]) if row else None


def revisions(connection: sqlite3.Connection, receipt: str) -> list[Revision]:
    """The records of a submission, in the order of their keys."""
    rows = connection.execute("SELECT * FROM revision WHERE receipt = ? ORDER BY key", (receipt,))
    return [Revision(**row) for row in rows]


def listed(connection: sqlite3.Connection, states: Sequence[State], limit: int, before: int | None) -> list[Submission]:
    """The submissions in some states, latest first; `before` is the last number of the page before."""
    rows = connection.execute(
        "SELECT * FROM shown WHERE state IN (SELECT value FROM json_each(?)) AND number < ? "
        "ORDER BY number DESC LIMIT ?",
        (json.dumps([each.value for each in states]), before if before is not None else 1 << 62, limit),
    )
    return [_submission(row) for row in rows]


def counts(connection: sqlite3.Connection) -> dict[State, int]:
    """How many submissions there are in each state."""
    found = {
        row["state"]: row["n"] for row in connection.execute("SELECT state, COUNT(*) n FROM submission GROUP BY 1")
    }
    return {state: found.get(state.value, 0) for state in State}


def keys_of(connection: sqlite3.Connection, receipt: str) -> tuple[str, ...]:
    """The records of a submission, by name alone."""
    rows = connection.execute("SELECT key FROM revision WHERE receipt = ? ORDER BY key", (receipt,))
    return tuple(row["key"] for row in rows)


def waiting_with(connection: sqlite3.Connection, key: str) -> list[Submission]:
    """The submissions where a record of that key waits, oldest first."""
    rows = connection.execute(
        "SELECT * FROM shown WHERE receipt IN (SELECT receipt FROM revision WHERE key = ? AND state = 'waiting') "
        "ORDER BY number",
        (key,),
    )
    return [_submission(row) for row in rows]


def _submission(row: sqlite3.Row) -> Submission:
    made = Submission(**row)
    return replace(made, state=State(made.state))
