"""An inbox of our own with a clock that a test moves, and submissions to put into it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kg.inbox.inbox import Inbox
from kg.inbox.values import Acceptance, AcceptedRecord, NewRevision, NewSubmission


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = field(default_factory=lambda: datetime(2026, 3, 4, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def on(self, **time: float) -> None:
        """Move it on."""
        self.now += timedelta(**time)


def new(
    text: str = "Bro",
    *,
    key: str = "project/bro",
    parent: str | None = None,
    idempotency_key: str | None = None,
    contact: str | None = None,
    supersedes: str | None = None,
) -> NewSubmission:
    """A submission of one record."""
    return NewSubmission(
        name="bro.ttl",
        media_type="text/turtle",
        body=text.encode(),
        report='{"findings": []}',
        shapes_version="v1",
        revisions=(NewRevision(key, text, f"digest of {text}", parent),),
        contact=contact,
        idempotency_key=idempotency_key,
        supersedes=supersedes,
    )


def yes(
    text: str = "Bro", *, key: str = "project/bro", over: str | None = None, account: str = "granskare"
) -> Acceptance:
    """A steward's yes to one record."""
    return Acceptance(account, (AcceptedRecord(key, text, f"digest of {text}", over),), "v2")


@pytest.fixture
def clock() -> Clock:
    """A clock at noon."""
    return Clock()


@pytest.fixture
def inbox(tmp_path: Path, clock: Clock) -> Inbox:
    """An empty inbox."""
    return Inbox(tmp_path, clock=clock)
