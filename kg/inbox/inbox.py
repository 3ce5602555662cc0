"""The inbox as everybody else sees it: each method one transaction, on the disk when it returns.

One connection a process, opened when it is first needed; threads take turns. Who forks opens it after the fork.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import BadInput
from kg.inbox import accounts, database, decisions, drafts, passwords, standing, submissions, tidying
from kg.inbox.values import (
    Acceptance,
    Decision,
    Draft,
    NewSubmission,
    Publication,
    Revision,
    Session,
    Standing,
    State,
    Submission,
    said,
)


def _now() -> datetime:
    return datetime.now(UTC)


class Inbox:
    """The database of a home; `clock` tells the time."""

    def __init__(self, home: Path, *, clock: Callable[[], datetime] = _now) -> None:
        self.path = database.path_in(home)
        self.clock = clock
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def exists(self) -> bool:
        """Whether anything has ever been kept here; looking makes nothing."""
        return self.path.is_file()

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def version(self) -> int:
        """A number that changes when somebody else has written."""
        with self._lock, database.translated(self.path):
            return int(self._opened().execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is on the disk when the block ends, or is nothing."""
        with self._lock, database.translated(self.path), database.transaction(self._opened()) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One view of the database."""
        with self._lock, database.translated(self.path), database.snapshot(self._opened()) as connection:
            yield connection

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = database.connect(self.path)
        return self._connection

    def _moment(self) -> str:
        return said(self.clock())

    # What is handed in

    def earlier(self, new: NewSubmission) -> str | None:
        """The receipt that the same request got before; Conflict where its key was used for another."""
        with self.reading() as connection:
            return submissions.earlier(connection, new)

    def keep(self, new: NewSubmission) -> str:
        """The receipt of a submission that is now on the disk; the one it supersedes waits no longer."""
        with self.writing() as connection:
            receipt = submissions.keep(connection, new, self._moment())
            if new.supersedes is not None:
                decisions.supersede(connection, new.supersedes, self._moment())
            return receipt

    def submission(self, receipt: str) -> Submission:
        """The submission of that receipt; NotFound when there is none."""
        with self.reading() as connection:
            return submissions.find(connection, receipt)

    def numbered(self, number: int) -> Submission:
        """The submission of that number; NotFound when there is none."""
        with self.reading() as connection:
            return submissions.numbered(connection, number)

    def body(self, receipt: str) -> bytes:
        """The bytes of a submission as they came."""
        with self.reading() as connection:
            return submissions.body(connection, receipt)

    def report(self, receipt: str) -> str:
        """What was found in a submission, as the JSON that was kept."""
        with self.reading() as connection:
            return submissions.report(connection, receipt)

    def contact(self, receipt: str) -> str | None:
        """The submitter's e-mail address, as long as it is kept."""
        with self.reading() as connection:
            return submissions.contact(connection, receipt)

    def revisions(self, receipt: str) -> list[Revision]:
        """The records of a submission."""
        with self.reading() as connection:
            return submissions.revisions(connection, receipt)

    def listed(
        self, states: Sequence[State], *, limit: int = 50, before: int | None = None
    ) -> list[tuple[Submission, tuple[str, ...]]]:
        """The submissions in some states, latest first, each with the names of its records."""
        with self.reading() as connection:
            found = submissions.listed(connection, states, limit, before)
            return [(each, submissions.keys_of(connection, each.receipt)) for each in found]

    def counts(self) -> dict[State, int]:
        """How many submissions there are in each state."""
        with self.reading() as connection:
            return submissions.counts(connection)

    def waiting_with(self, key: str) -> list[Submission]:
        """The submissions that wait and hold a record of that key."""
        with self.reading() as connection:
            return submissions.waiting_with(connection, key)

    # What is decided

    def accept(self, receipt: str, given: Acceptance) -> None:
        """Let the records of a waiting submission stand from now on; Conflict when something came in between."""
        with self.writing() as connection:
            decisions.accept(connection, receipt, given, self._moment())

    def reject(self, receipt: str, account: str, reason: str, shapes_version: str) -> None:
        """Say no to a waiting submission, and why; a reason is needed."""
        if not reason.strip():
            raise BadInput("Give a reason: the submitter reads it.", message_sv="Ange ett skäl: inlämnaren läser det.")
        with self.writing() as connection:
            decisions.reject(connection, receipt, account, reason.strip(), shapes_version, self._moment())

    def withdraw(self, receipt: str, *, account: str | None = None, reason: str | None = None) -> None:
        """Take a waiting submission back; Conflict when it no longer waits."""
        with self.writing() as connection:
            decisions.withdraw(connection, receipt, account, reason, self._moment())

    def decisions(self, receipt: str) -> list[Decision]:
        """What was decided on a submission, oldest first."""
        with self.reading() as connection:
            return decisions.of(connection, receipt)

    # What stands, and how publishing it went

    def standings(self) -> tuple[Standing, ...]:
        """The accepted records that stand in for record files; none where nothing was ever handed in."""
        if not self.exists():
            return ()
        with self.reading() as connection:
            return standing.standings(connection)

    def in_force(self, key: str) -> tuple[str, str] | None:
        """The accepted record of that key as digest and Turtle, until the record files say the same."""
        with self.reading() as connection:
            return standing.in_force(connection, key)

    def published(
        self,
        stood: Sequence[Standing],
        *,
        absorbed: Iterable[str],
        conflicts: Sequence[Mapping[str, object]],
        release: str,
        links: int = 0,
    ) -> None:
        """Remember that a release holds these, and the words on links up to one; the absorbed stand in no longer."""
        if not self.exists():
            return
        with self.writing() as connection:
            standing.published(connection, stood, absorbed, conflicts, release, self._moment(), links=links)

    def failed(self, stood: Iterable[Standing], problem: Mapping[str, object], *, links: int = 0) -> None:
        """Remember why these could not be published."""
        with self.writing() as connection:
            standing.failed(connection, standing.digest_of(stood, links=links), problem, self._moment())

    def last_publication(self) -> Publication | None:
        """How publishing went the last time it was tried."""
        with self.reading() as connection:
            return standing.last(connection)

    # Stewards

    def add_account(self, name: str, password: str) -> None:
        """Make an account, or give one a new password."""
        hashed = passwords.hashed(password)
        with self.writing() as connection:
            accounts.add(connection, name, hashed, self._moment())

    def remove_account(self, name: str) -> None:
        """End an account and its sessions."""
        with self.writing() as connection:
            accounts.remove(connection, name)

    def accounts(self) -> list[tuple[str, str]]:
        """Every account with the time it was made."""
        with self.reading() as connection:
            return accounts.names(connection)

    def log_in(self, name: str, password: str, address: str) -> tuple[str, Session] | None:
        """A cookie and a new session; None when name and password don't fit; TooManyTries after too many of those."""
        with self.writing() as connection:
            accounts.count_try(connection, name, address, self.clock())
            kept = accounts.password_of(connection, name)
        if not passwords.fits(password, kept):
            return None
        with self.writing() as connection:
            accounts.forget_tries(connection, name, address)
            return accounts.begin_session(connection, name, self.clock())

    def session(self, cookie: str) -> Session | None:
        """Whose session a cookie names."""
        with self.reading() as connection:
            return accounts.session(connection, cookie, self.clock())

    def log_out(self, cookie: str) -> None:
        """End a session."""
        with self.writing() as connection:
            accounts.end_session(connection, cookie)

    # Drafts

    def save_draft(self, code: str | None, kind: str, answers: str) -> str:
        """The code under which the answers, as JSON, are now kept."""
        with self.writing() as connection:
            return drafts.save(connection, code, kind, answers, self.clock())

    def draft(self, code: str) -> Draft:
        """The draft of that code; NotFound when there is none or its time has run out."""
        with self.reading() as connection:
            return drafts.find(connection, code, self.clock())

    def remove_draft(self, code: str) -> None:
        """Forget a draft."""
        with self.writing() as connection:
            drafts.remove(connection, code)

    # Keeping no longer than promised

    def tidy(self, retain_days: int) -> int:
        """Clear personal details that have had their time, from the files too; give how many addresses went."""
        with self.reading() as connection:
            if not tidying.due(connection, self.clock(), retain_days=retain_days):
                return 0
        with self.writing() as connection:
            gone = tidying.tidy(connection, self.clock(), retain_days=retain_days)
        with self._lock, database.translated(self.path):
            # What was cleared must not lie on in the write-ahead log.
            self._opened().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    # Redactions: each is JSON, made and read by who redacts

    def add_redaction(self, account: str | None, what: Mapping[str, object]) -> None:
        """Remember a redaction, so that a restore can repeat it."""
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO redaction (at, account, what) VALUES (?,?,?)",
                (self._moment(), account, json.dumps(what, ensure_ascii=False)),
            )

    def redactions(self) -> list[tuple[str, Mapping[str, object]]]:
        """Every redaction with its time, oldest first."""
        with self.reading() as connection:
            rows = connection.execute("SELECT at, what FROM redaction ORDER BY number")
            return [(row["at"], json.loads(row["what"])) for row in rows]
