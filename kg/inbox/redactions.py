"""The log of what was taken down: written before anything is removed, and never with what was removed.

An entry tells by keyed digests how to know the removed thing again: so a takedown that was interrupted can be ended,
and a copy that is put back can be cleaned, by whoever has the log. The key lies beside it.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.inbox.inbox import Inbox

Entry = Mapping[str, object]
_KEY = "redaction"


@dataclass(frozen=True)
class Redaction:
    """One takedown: its number, when it was decided, how to know what it is about, and whether it is done."""

    number: int
    at: str
    entries: tuple[Entry, ...]
    finished: bool


def log(inbox: Inbox) -> tuple[Redaction, ...]:
    """Every takedown, oldest first; none where there is no inbox."""
    if not inbox.exists():
        return ()
    with inbox.reading() as connection:
        rows = connection.execute("SELECT number, at, what FROM redaction ORDER BY number").fetchall()
    return tuple(_read(row["number"], row["at"], row["what"]) for row in rows)


def key(inbox: Inbox) -> bytes:
    """The key of the digests, made when it is first asked for."""
    with inbox.writing() as connection:
        connection.execute("INSERT OR IGNORE INTO secret VALUES (?, ?)", (_KEY, secrets.token_bytes(32)))
        row = connection.execute("SELECT value FROM secret WHERE name = ?", (_KEY,)).fetchone()
    return bytes(row["value"])


def begin(inbox: Inbox, entries: Sequence[Entry], *, at: str) -> Redaction:
    """Write down what is about to be removed; it is on the disk when this returns."""
    said = json.dumps({"entries": list(entries), "finished": False})
    with inbox.writing() as connection:
        number = connection.execute("INSERT INTO redaction (at, what) VALUES (?, ?)", (at, said)).lastrowid
    return Redaction(int(number or 0), at, tuple(entries), finished=False)


def finish(inbox: Inbox, number: int) -> None:
    """Every takedown up to this one has been carried out everywhere."""
    with inbox.writing() as connection:
        connection.execute(
            "UPDATE redaction SET what = json_set(what, '$.finished', json('true')) WHERE number <= ?", (number,)
        )


def exported(inbox: Inbox) -> str:
    """The log and its key as JSON, to be kept apart from the backups it is about."""
    said = [{"number": each.number, "at": each.at, "entries": list(each.entries)} for each in log(inbox)]
    return json.dumps({"key": key(inbox).hex(), "redactions": said}, indent=1) + "\n"


def imported(inbox: Inbox, text: str) -> int:
    """Take in a log that was exported, over an older one that was put back; ValueError when it is none.

    What it adds is unfinished: carry it out. It says how many takedowns that is.
    """
    said = json.loads(text)
    if not isinstance(said, dict) or not isinstance(said.get("redactions"), list):
        raise ValueError("no log of takedowns")
    with inbox.writing() as connection:
        connection.execute("INSERT OR REPLACE INTO secret VALUES (?, ?)", (_KEY, bytes.fromhex(str(said["key"]))))
        known = {row["number"] for row in connection.execute("SELECT number FROM redaction")}
        new = [each for each in said["redactions"] if int(each["number"]) not in known]
        for each in new:
            what = json.dumps({"entries": each["entries"], "finished": False})
            connection.execute(
                "INSERT INTO redaction (number, at, what) VALUES (?, ?, ?)",
                (int(each["number"]), str(each["at"]), what),
            )
    return len(new)


def _read(number: int, at: str, what: str) -> Redaction:
    said = json.loads(what)
    return Redaction(number, at, tuple(said["entries"]), bool(said["finished"]))
