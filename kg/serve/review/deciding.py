"""Let what is handed in stand: judged again as it will be published, compared with what is in force, once.

The same for the review pages and the command line.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from kg.errors import BadInput, Conflict, Refused
from kg.examine.handed import Examined, Handed
from kg.inbox.inbox import Inbox
from kg.inbox.values import Acceptance, AcceptedRecord, Revision, Submission
from kg.query.question import Engine
from kg.rdf.canonical import lines
from kg.rdf.findings import Finding, violations
from kg.rdf.iris import Base
from kg.release.acceptance import as_accepted
from kg.serve.review import in_force
from kg.validate import personal

_TURTLE = "text/turtle"


class Judges(Protocol):
    """Those who examine, as far as deciding needs them."""

    def examine(self, handed: Sequence[Handed], *, by_steward: bool) -> Examined:
        """Every finding and the records; decisions that only a steward can make stay where it is `by_steward`."""
        ...


@dataclass(frozen=True)
class Bench:
    """What deciding takes: the inbox, those who examine, the published release, and which day it is."""

    inbox: Inbox
    examiners: Judges
    engine: Engine
    base: Base
    today: date


@dataclass(frozen=True)
class Choice:
    """What a steward says along with a yes.

    `seen` are the digests in force that the steward compared with, by key; `edited` the Turtle of records that the
    steward changed; `ground` is why a warning that asks for a decision may pass; `despite_conflict` says that the
    steward has seen that what is in force isn't what the submitter wrote from.
    """

    account: str
    seen: Mapping[str, str | None]
    edited: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None
    ground: str | None = None
    despite_conflict: bool = False


def accept(bench: Bench, submission: Submission, choice: Choice) -> None:
    """Let the records of a submission stand from now on.

    Refused with its findings when something in them stops publication; Conflict when something else has happened
    meanwhile; BadInput when a decision that is needed isn't there.
    """
    revisions = bench.inbox.revisions(submission.receipt)
    if not revisions:
        raise Refused("There is no record in it to accept.", message_sv="Det finns ingen post i den att godkänna.")
    over = {each.key: _in_force(bench, each.key) for each in revisions}
    _must_be_as_seen(over, choice)
    _must_know_conflicts(revisions, over, choice)
    texts = _edited(bench, revisions, choice)
    final = {
        key: as_accepted(
            in_force.read_record(key, text, bench.base),
            bench.today,
            submission.organisation,
            bench.base,
            is_new=over[key] is None,
        )
        for key, text in texts.items()
    }
    judged = _judged(bench, final)
    _must_be_decided(judged.findings, choice)
    records = tuple(
        AcceptedRecord(each.key, each.turtle, _digest(bench, each.key, each.turtle), over[each.key])
        for each in judged.records
    )
    bench.inbox.accept(
        submission.receipt,
        Acceptance(
            choice.account,
            records,
            judged.shapes_version,
            reason=(choice.reason or "").strip() or None,
            ground=(choice.ground or "").strip() or None,
            edits=_edits(bench, revisions, texts) if choice.edited else None,
        ),
    )


def stale(revision: Revision, digest_in_force: str | None) -> bool:
    """Whether what is in force isn't what the submitter wrote from."""
    return digest_in_force not in (revision.parent, revision.digest)


def needs_ground(findings: Sequence[Finding]) -> bool:
    """Whether something was found that a steward must decide on before it may pass."""
    return bool(personal.undecided(findings))


def _in_force(bench: Bench, key: str) -> str | None:
    found = in_force.of(key, bench.inbox, bench.engine, bench.base)
    return found.digest if found else None


def _must_be_as_seen(over: Mapping[str, str | None], choice: Choice) -> None:
    changed = [key for key, now in over.items() if choice.seen.get(key, now) != now]
    if changed:
        raise Conflict(
            f"{changed[0]} has changed since you looked. Look at the differences again and decide.",
            message_sv=f"{changed[0]} har ändrats sedan du såg på den. Se skillnaderna på nytt och besluta sedan.",
        )


def _must_know_conflicts(revisions: Sequence[Revision], over: Mapping[str, str | None], choice: Choice) -> None:
    behind = [each.key for each in revisions if stale(each, over[each.key])]
    if behind and not choice.despite_conflict:
        raise Conflict(
            f"{behind[0]} has been changed by somebody else since it was handed in. Compare, and confirm that this "
            "version is to replace that one.",
            message_sv=f"{behind[0]} har ändrats av någon annan sedan den lämnades in. Jämför, och bekräfta att den "
            "här versionen ska ersätta den.",
        )


def _edited(bench: Bench, revisions: Sequence[Revision], choice: Choice) -> dict[str, str]:
    """The records as the steward wants them; an edit may not change which records they are."""
    texts = {each.key: each.turtle for each in revisions}
    if not choice.edited:
        return texts
    judged = _examined(bench, {**texts, **choice.edited})
    found = {each.key: each.turtle for each in judged.records}
    if set(found) != set(texts):
        raise BadInput(
            f"The edited text must hold these records and no others: {', '.join(sorted(texts))}.",
            message_sv=f"Den ändrade texten ska innehålla just de här posterna: {', '.join(sorted(texts))}.",
        )
    return found


def _judged(bench: Bench, texts: Mapping[str, str]) -> Examined:
    judged = _examined(bench, texts)
    if {each.key for each in judged.records} != set(texts):
        raise ValueError("the examiner gave other records back than it was given")
    return judged


def _examined(bench: Bench, texts: Mapping[str, str]) -> Examined:
    handed = [Handed(f"{key}.ttl", text.encode(), _TURTLE) for key, text in sorted(texts.items())]
    judged = bench.examiners.examine(handed, by_steward=True)
    wrong = violations(judged.findings)
    if wrong:
        count = len(wrong)
        raise Refused(
            f"It can't be accepted: {count} {'fault' if count == 1 else 'faults'} must be mended first.",
            message_sv=f"Den kan inte godkännas: {count} fel måste rättas först.",
            findings=judged.findings,
        )
    return judged


def _must_be_decided(findings: Sequence[Finding], choice: Choice) -> None:
    if needs_ground(findings) and not (choice.ground or "").strip():
        raise BadInput(
            "There are warnings that need your decision. Write on what ground it may be published, or edit it away.",
            message_sv="Det finns varningar som kräver ditt beslut. Skriv på vilken grund det får publiceras, eller "
            "redigera bort det.",
        )


def _digest(bench: Bench, key: str, turtle: str) -> str:
    return in_force.read_record(key, turtle, bench.base).digest


def _edits(bench: Bench, revisions: Sequence[Revision], texts: Mapping[str, str]) -> str:
    """What the steward changed, statement by statement."""
    changed = {}
    for each in revisions:
        before = set(lines(in_force.read_record(each.key, each.turtle, bench.base).quads))
        after = set(lines(in_force.read_record(each.key, texts[each.key], bench.base).quads))
        if before != after:
            changed[each.key] = {"removed": sorted(before - after), "added": sorted(after - before)}
    return json.dumps(changed, ensure_ascii=False)
