"""What stewards decide on held links, in the order in which they did: the last word on a pair counts.

A decision names the pair as the ledger does. It stands in for the ledger's line when a release is built, and is written
to the ledger by `kg links export`.
"""

import sqlite3
from dataclasses import dataclass
from typing import Literal

from kg.errors import BadInput
from kg.inbox.inbox import Inbox
from kg.inbox.values import said

Verdict = Literal["accept", "reject"]


@dataclass(frozen=True)
class NewDecision:
    """A steward's word on a pair: a path of ours, a property, an IRI of theirs, and why."""

    authority: str
    subject: str
    predicate: str
    object: str
    verdict: Verdict
    reason: str
    subject_label: str = ""
    object_label: str = ""


@dataclass(frozen=True)
class LinkDecision(NewDecision):
    """A word that was given: its number in the order of all, and when. Who gave it stays in the inbox."""

    number: int = 0
    at: str = ""


def decide(inbox: Inbox, account: str, new: NewDecision) -> int:
    """The number of a decision that is now on the disk; BadInput where it has no reason."""
    if not new.reason.strip():
        raise BadInput(
            "Give a reason: whoever sees the link reads it.",
            message_sv="Ange ett skäl: den som ser länken läser det.",
        )
    with inbox.writing() as connection:
        made = connection.execute(
            "INSERT INTO link_decision (at, account, authority, subject, predicate, object, verdict, reason, "
            "subject_label, object_label) VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                said(inbox.clock()), account, new.authority, new.subject, new.predicate, new.object, new.verdict,
                " ".join(new.reason.split()), new.subject_label, new.object_label,
            ),
        )  # fmt: skip
        return int(made.lastrowid or 0)


def decided(inbox: Inbox) -> tuple[LinkDecision, ...]:
    """The last word on each pair, in the order in which they were given; none where nothing was ever decided."""
    if not inbox.exists():
        return ()
    with inbox.reading() as connection:
        return _decided(connection)


def last_number(decisions: tuple[LinkDecision, ...]) -> int:
    """The number of the last of some decisions; 0 for none."""
    return max((each.number for each in decisions), default=0)


def _decided(connection: sqlite3.Connection) -> tuple[LinkDecision, ...]:
    rows = connection.execute(
        "SELECT authority, subject, predicate, object, verdict, reason, subject_label, object_label, number, at "
        "FROM link_decision WHERE number IN "
        "(SELECT max(number) FROM link_decision GROUP BY authority, subject, predicate, object) ORDER BY number"
    )
    return tuple(LinkDecision(**row) for row in rows.fetchall())
