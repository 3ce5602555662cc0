"""What stewards have edited of the records that wait: kept until the decision, for every steward to see."""

from collections.abc import Sequence

from kg.errors import Conflict
from kg.inbox.inbox import Inbox
from kg.inbox.values import Edit, said


def keep(inbox: Inbox, receipt: str, edits: Sequence[Edit]) -> None:
    """Keep edited records, as of now, in the place of earlier edits; Conflict when one of them no longer waits."""
    with inbox.writing() as connection:
        for each in edits:
            waits = connection.execute(
                "SELECT 1 FROM revision WHERE receipt = ? AND key = ? AND state = 'waiting'", (receipt, each.key)
            ).fetchone()
            if waits is None:
                raise Conflict(
                    f"{each.key} no longer waits for a decision, so the edits were not kept.",
                    message_sv=f"{each.key} väntar inte längre på beslut, så ändringarna sparades inte.",
                )
            connection.execute(
                "INSERT INTO edit (receipt, key, account, at, turtle, answers, beyond) VALUES (?,?,?,?,?,?,?) "
                "ON CONFLICT (receipt, key) DO UPDATE SET account = excluded.account, at = excluded.at, "
                "turtle = excluded.turtle, answers = excluded.answers, beyond = excluded.beyond",
                (receipt, each.key, each.account, said(inbox.clock()), each.turtle, each.answers, each.beyond),
            )


def of(inbox: Inbox, receipt: str) -> dict[str, Edit]:
    """The edits of a submission that are kept, by the record's key."""
    with inbox.reading() as connection:
        rows = connection.execute(
            "SELECT key, account, at, turtle, answers, beyond FROM edit WHERE receipt = ? ORDER BY key", (receipt,)
        ).fetchall()
    return {row["key"]: Edit(**row) for row in rows}


def drop(inbox: Inbox, receipt: str, key: str) -> None:
    """Forget the edits of a record: what was handed in counts again."""
    with inbox.writing() as connection:
        connection.execute("DELETE FROM edit WHERE receipt = ? AND key = ?", (receipt, key))
