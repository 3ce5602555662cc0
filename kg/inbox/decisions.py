"""Decide on what waits: each record once, the decision and what follows from it in one transaction."""

import sqlite3
from collections.abc import Iterable

from kg.errors import Conflict
from kg.inbox.submissions import find
from kg.inbox.values import Acceptance, AcceptedRecord, Decision, State, Submission

_WORDS = {
    State.ACCEPTED: ("godkänd", "accepted"),
    State.REJECTED: ("avslagen", "rejected"),
    State.WITHDRAWN: ("återtagen", "withdrawn"),
    State.SUPERSEDED: ("ersatt av en rättad", "superseded by a corrected one"),
}


def accept(connection: sqlite3.Connection, receipt: str, given: Acceptance, at: str) -> None:
    """Let records of a submission stand from now on, and say no to those that are rejected along with them.

    Conflict when one of them no longer waits, or when another accepted record has come in between.
    """
    submission = _waiting(connection, receipt)
    _must_wait([*(each.key for each in given.records), *given.rejected], _keys(connection, submission))
    for record in given.records:
        _must_stand_over(connection, record)
        connection.execute(
            "UPDATE revision SET state = 'replaced' WHERE key = ? AND state = 'accepted'",
            (record.key,),
        )
        _decide(
            connection,
            submission,
            record.key,
            "state = 'accepted', accepted_turtle = ?, accepted_digest = ?, accepted_over = ?, accepted_at = ?",
            (record.turtle, record.digest, record.over, at),
        )
    yes = Decision(at, given.account, State.ACCEPTED, given.reason, given.ground, given.shapes_version, given.edits)
    if given.records:
        _remember(connection, submission, [each.key for each in given.records], yes)
    for key, reason in given.rejected.items():
        _reject(connection, submission, key)
        no = Decision(at, given.account, State.REJECTED, reason, None, given.shapes_version, None)
        _remember(connection, submission, [key], no)
    _settle(connection, submission, State.ACCEPTED if given.records else State.REJECTED)


def reject(
    connection: sqlite3.Connection, receipt: str, account: str, reason: str, shapes_version: str, at: str
) -> None:
    """Say no to everything in a submission that waits, and why."""
    submission = _waiting(connection, receipt)
    keys = _keys(connection, submission)
    for key in keys:
        _reject(connection, submission, key)
    no = Decision(at, account, State.REJECTED, reason, None, shapes_version, None)
    _remember(connection, submission, keys, no)
    _settle(connection, submission, State.REJECTED)


def withdraw(connection: sqlite3.Connection, receipt: str, account: str | None, reason: str | None, at: str) -> None:
    """Take back what waits of a submission: by its submitter, or by a steward who was asked to."""
    _end(connection, receipt, Decision(at, account, State.WITHDRAWN, reason, None, None, None))


def supersede(connection: sqlite3.Connection, receipt: str, at: str) -> None:
    """A corrected one has come: the old one waits no longer; what is decided stays as it was decided."""
    if find(connection, receipt).state is State.WAITING:
        _end(connection, receipt, Decision(at, None, State.SUPERSEDED, None, None, None, None))


def of(connection: sqlite3.Connection, receipt: str) -> list[Decision]:
    """What was decided on a submission, oldest first."""
    rows = connection.execute(
        "SELECT at, account, verdict, reason, ground, shapes_version, edits, key FROM decision WHERE receipt = ? "
        "ORDER BY number",
        (receipt,),
    )
    return [Decision(**row) for row in rows]


def _end(connection: sqlite3.Connection, receipt: str, decision: Decision) -> None:
    submission = _waiting(connection, receipt)
    for key in _keys(connection, submission):
        _decide(connection, submission, key, "state = ?", (decision.verdict,))
    _put(connection, submission, decision)
    _settle(connection, submission, State(decision.verdict))


def _waiting(connection: sqlite3.Connection, receipt: str) -> Submission:
    """The submission, of which something waits for a decision; Conflict where nothing does."""
    submission = find(connection, receipt)
    if submission.state is not State.WAITING:
        sv, en = _WORDS[submission.state]
        raise Conflict(
            f"The submission is already {en}; nothing is changed.",
            message_sv=f"Inlämningen är redan {sv}; inget är ändrat.",
        )
    return submission


def _keys(connection: sqlite3.Connection, submission: Submission) -> list[str]:
    """The records that wait."""
    rows = connection.execute(
        "SELECT key FROM revision WHERE receipt = ? AND state = 'waiting' ORDER BY key", (submission.receipt,)
    )
    return [row["key"] for row in rows]


def _must_wait(keys: Iterable[str], waiting: Iterable[str]) -> None:
    decided = sorted(set(keys) - set(waiting))
    if decided:
        raise Conflict(
            f"{decided[0]} no longer waits for a decision; nothing is changed.",
            message_sv=f"{decided[0]} väntar inte längre på beslut; inget är ändrat.",
        )


def _reject(connection: sqlite3.Connection, submission: Submission, key: str) -> None:
    _decide(connection, submission, key, "state = ?", (State.REJECTED.value,))


def _decide(
    connection: sqlite3.Connection, submission: Submission, key: str, said: str, values: tuple[str | None, ...]
) -> None:
    """Put a record that waits in another state; what a steward had begun to edit of it is wanted no longer."""
    connection.execute(
        f"UPDATE revision SET {said} WHERE receipt = ? AND key = ? AND state = 'waiting'",  # noqa: S608 - words of our own
        (*values, submission.receipt, key),
    )
    connection.execute("DELETE FROM edit WHERE receipt = ? AND key = ?", (submission.receipt, key))


def _settle(connection: sqlite3.Connection, submission: Submission, last: State) -> None:
    """The submission waits as long as a record of it does; after that it is accepted when any of them was."""
    counted = connection.execute(
        "SELECT SUM(state = 'waiting') AS waiting, SUM(accepted_turtle IS NOT NULL) AS accepted FROM revision "
        "WHERE receipt = ?",
        (submission.receipt,),
    ).fetchone()
    if not counted["waiting"]:
        state = State.ACCEPTED if counted["accepted"] else last
        connection.execute("UPDATE submission SET state = ? WHERE receipt = ?", (state.value, submission.receipt))


def _must_stand_over(connection: sqlite3.Connection, record: AcceptedRecord) -> None:
    """What the steward compared with is what the record replaces."""
    row = connection.execute(
        "SELECT accepted_digest FROM revision WHERE key = ? AND state = 'accepted'", (record.key,)
    ).fetchone()
    if row is not None and row["accepted_digest"] != record.over:
        raise Conflict(
            f"Another version of {record.key} has been accepted meanwhile. Look at the differences again and decide.",
            message_sv=f"En annan version av {record.key} har godkänts under tiden. Se skillnaderna på nytt och "
            "besluta sedan.",
        )


def _remember(connection: sqlite3.Connection, submission: Submission, keys: Iterable[str], decision: Decision) -> None:
    """Write a decision down: once where it is about everything in the submission, else for each record."""
    rows = connection.execute("SELECT key FROM revision WHERE receipt = ?", (submission.receipt,))
    decided = sorted(keys)
    if decided == sorted(row["key"] for row in rows):
        _put(connection, submission, decision)
        return
    for key in decided:
        _put(connection, submission, decision, key)


def _put(connection: sqlite3.Connection, submission: Submission, decision: Decision, key: str | None = None) -> None:
    connection.execute(
        "INSERT INTO decision (receipt, at, account, verdict, reason, ground, shapes_version, edits, key) "
        "VALUES (?,?,?,?,?,?,?,?,?)",
        (
            submission.receipt, decision.at, decision.account, str(decision.verdict), decision.reason, decision.ground,
            decision.shapes_version, decision.edits, key,
        ),
    )  # fmt: skip
