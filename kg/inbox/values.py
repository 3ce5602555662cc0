"""What the inbox gives and takes: plain frozen values. Times are UTC texts, as the database and JSON have them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum


class State(StrEnum):
    """Where a submission stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class NewRevision:
    """A record somebody hands in: `digest` is of its statements, `parent` of those in force then, None for a new
    one; `answers` are those it was made of, as JSON, where it was."""

    key: str
    turtle: str
    digest: str
    parent: str | None
    answers: str | None = None


@dataclass(frozen=True)
class NewSubmission:
    """What is to be kept: the bytes as they came, what was found in them, the records, and who handed it in.

    `faults` are how many findings stop publication.
    """

    name: str
    media_type: str | None
    body: bytes
    report: str
    shapes_version: str
    revisions: tuple[NewRevision, ...]
    organisation: str | None = None
    contact: str | None = None
    idempotency_key: str | None = None
    supersedes: str | None = None
    faults: int = 0


@dataclass(frozen=True)
class Submission:
    """A submission as it was kept, but for its bytes, its report and its contact."""

    number: int
    receipt: str
    received_at: str
    name: str
    media_type: str | None
    shapes_version: str
    faults: int
    state: State
    organisation: str | None
    supersedes: str | None


@dataclass(frozen=True)
class Revision:
    """A record of a submission. Once it is accepted, `accepted_turtle` is what is published; until then it is None.

    Its own states: `accepted` is in force, `replaced` by a later one, `absorbed` once the record file says the same.
    """

    number: int
    receipt: str
    key: str
    turtle: str
    digest: str
    parent: str | None
    state: str
    accepted_turtle: str | None
    accepted_digest: str | None
    accepted_over: str | None
    accepted_at: str | None
    published_in: str | None
    answers: str | None = None

    @property
    def waits(self) -> bool:
        """Whether nothing is decided of it."""
        return self.state == State.WAITING.value

    @property
    def stands(self) -> bool:
        """Whether it was accepted, whatever came after."""
        return self.accepted_turtle is not None

    @property
    def in_force(self) -> str:
        """The Turtle that counts: as accepted, or as handed in."""
        return self.accepted_turtle if self.accepted_turtle is not None else self.turtle


@dataclass(frozen=True)
class AcceptedRecord:
    """A record as a steward accepts it: its Turtle, the digest of its statements, and of those then in force."""

    key: str
    turtle: str
    digest: str
    over: str | None


@dataclass(frozen=True)
class Acceptance:
    """A steward's yes: the records as accepted, the shapes they were judged by, and what was decided along with it.

    `ground` is why a warning that asks for a decision may pass; `edits` what was changed and by whom, as JSON;
    `rejected` are the records that get a no in the same decision, each with its reason.
    """

    account: str
    records: tuple[AcceptedRecord, ...]
    shapes_version: str
    reason: str | None = None
    ground: str | None = None
    edits: str | None = None
    rejected: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """What was decided, when, by whom (None for the submitter), and why: of the record `key`, or of all that waited."""

    at: str
    account: str | None
    verdict: str
    reason: str | None
    ground: str | None
    shapes_version: str | None
    edits: str | None
    key: str | None = None


@dataclass(frozen=True)
class Edit:
    """A record of a submission as a steward wants it, before the decision.

    It was made of `answers`, as JSON, and of what the form can't hold: `beyond`, as N-Triples.
    """

    key: str
    account: str
    turtle: str
    answers: str
    beyond: str = ""
    at: str = ""


@dataclass(frozen=True)
class Standing:
    """An accepted record that stands in for the file of its key in a build.

    `submission` is its public number; `known` are the digests that the file may have without being in conflict: what
    was in force when this record, or one before it that isn't in the files yet, was handed in or accepted.
    """

    number: int
    submission: int
    key: str
    turtle: str
    digest: str
    accepted_at: str
    known: frozenset[str | None]


@dataclass(frozen=True)
class Publication:
    """How the last publishing of what is accepted went: a release, or the problem that stopped it."""

    at: str
    digest: str
    release: str | None
    problem: Mapping[str, object] | None
    conflicts: tuple[Mapping[str, object], ...]


@dataclass(frozen=True)
class Draft:
    """Answers that somebody has saved to go on with later."""

    code: str
    kind: str
    answers: str
    expires_at: str


@dataclass(frozen=True)
class Session:
    """A steward who is logged in; `proof` must come with everything that changes something."""

    account: str
    proof: str


def said(moment: datetime) -> str:
    """A moment as the inbox writes it.

    >>> said(datetime(2026, 3, 4, 12, tzinfo=UTC))
    '2026-03-04T12:00:00Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
