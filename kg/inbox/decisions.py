"""Decide on what waits: each submission once, the decision and what follows from it in one transaction."""

import sqlite3

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
    """Let the records of a waiting submission stand from now on; Conflict when it no longer waits, or when another
    accepted record has come in between."""
    submission = _leave_waiting(connection, receipt, State.ACCEPTED)
    for record in given.records:
        _must_stand_over(connection, record)
        connection.execute(
            "UPDATE revision SET state = 'replaced' WHERE key = ? AND state = 'accepted'",
            (record.key,),
        )
        done = connection.execute(
            "UPDATE revision SET state = 'accepted', accepted_turtle = ?, accepted_digest = ?, accepted_over = ?, "
            "accepted_at = ? WHERE receipt = ? AND key = ?",
            (record.turtle, record.digest, record.over, at, submission.receipt, record.key),
        )
        if done.rowcount != 1:
            raise ValueError(f"{submission.receipt} has no record {record.key}")
    decision = Decision(
        at, given.account, State.ACCEPTED, given.reason, given.ground, given.shapes_version, given.edits
    )
    _remember(connection, submission.receipt, decision)


def reject(
    connection: sqlite3.Connection, receipt: str, account: str, reason: str, shapes_version: str, at: str
) -> None:
    """Say no to a waiting submission, and why."""
    submission = _leave_waiting(connection, receipt, State.REJECTED)
    _remember(connection, submission.receipt, Decision(at, account, State.REJECTED, reason, None, shapes_version, None))


def withdraw(connection: sqlite3.Connection, receipt: str, account: str | None, reason: str | None, at: str) -> None:
    """Take a waiting submission back: by its submitter, or by a steward who was asked to."""
    submission = _leave_waiting(connection, receipt, State.WITHDRAWN)
    _remember(connection, submission.receipt, Decision(at, account, State.WITHDRAWN, reason, None, None, None))


def supersede(connection: sqlite3.Connection, receipt: str, at: str) -> None:
    """A corrected one has come: the old one waits no longer; one that is decided stays as it was decided."""
    submission = find(connection, receipt)
    if submission.state is State.WAITING:
        _leave_waiting(connection, receipt, State.SUPERSEDED)
        _remember(connection, submission.receipt, Decision(at, None, State.SUPERSEDED, None, None, None, None))


def of(connection: sqlite3.Connection, receipt: str) -> list[Decision]:
    """What was decided on a submission, oldest first."""
    rows = connection.execute(
        "SELECT at, account, verdict, reason, ground, shapes_version, edits FROM decision WHERE receipt = ? "
        "ORDER BY number",
        (receipt,),
    )
    return [Decision(**row) for row in rows]


def _leave_waiting(connection: sqlite3.Connection, receipt: str, state: State) -> Submission:
    submission = find(connection, receipt)
    done = connection.execute(
        "UPDATE submission SET state = ? WHERE receipt = ? AND state = 'waiting'", (state.value, submission.receipt)
    )
    if done.rowcount != 1:
        sv, en = _WORDS[submission.state]
        raise Conflict(
            f"The submission is already {en}; nothing is changed.",
            message_sv=f"Inlämningen är redan {sv}; inget är ändrat.",
        )
    if state is not State.ACCEPTED:
        connection.execute(
            "UPDATE revision SET state = ? WHERE receipt = ? AND state = 'waiting'", (state.value, submission.receipt)
        )
    return submission


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


def _remember(connection: sqlite3.Connection, receipt: str, decision: Decision) -> None:
    connection.execute(
        "INSERT INTO decision (receipt, at, account, verdict, reason, ground, shapes_version, edits) "
        "VALUES (?,?,?,?,?,?,?,?)",
        (
            receipt, decision.at, decision.account, str(decision.verdict), decision.reason, decision.ground,
            decision.shapes_version, decision.edits,
        ),
    )  # fmt: skip
