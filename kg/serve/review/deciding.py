"""Let what is handed in stand: judged again as it will be published, compared with what is in force, once.

The same for the review pages and the command line.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kg.errors import BadInput, Conflict, Refused
from kg.inbox import edits
from kg.inbox.values import Acceptance, AcceptedRecord, Edit, Revision, Submission
from kg.rdf.canonical import digest, lines
from kg.rdf.findings import Finding
from kg.release.acceptance import as_accepted
from kg.serve.review import in_force
from kg.serve.review.bench import Bench, judged, must_be_readable, needs, sound, text_of
from kg.validate import personal


@dataclass(frozen=True)
class Choice:
    """What a steward says along with a yes.

    `seen` are the digests in force that the steward compared with, by key, and `proposed` those of the texts that stood
    beside; `edited` is the Turtle of records that the steward changed; `ground` is why a warning that asks for a
    decision may pass; `despite_conflict` says that the steward has seen that what is in force isn't what the submitter
    wrote from. The yes is to the records in `only`, or to all that wait; `rejected` get a no, each with its reason.
    """

    account: str
    seen: Mapping[str, str | None]
    edited: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None
    ground: str | None = None
    despite_conflict: bool = False
    proposed: Mapping[str, str] = field(default_factory=dict)
    only: frozenset[str] | None = None
    rejected: Mapping[str, str] = field(default_factory=dict)


def accept(bench: Bench, submission: Submission, choice: Choice) -> None:
    """Let the records of a submission stand from now on, those that the choice is about; say no to others of them.

    Refused with its findings when something in them stops publication, or when one points at a new record that isn't
    accepted; Conflict when something else has happened meanwhile; BadInput when a decision that is needed isn't there.
    """
    every = bench.inbox.revisions(submission.receipt)
    revisions = _chosen(every, choice)
    if not revisions:
        _only_reject(bench, submission, choice)
        return
    over = {each.key: bench.digest_in_force(each.key) for each in revisions}
    edited = edits.of(bench.inbox, submission.receipt)
    _must_be_as_seen(over, {each.key: text_of(each, edited) for each in revisions}, choice)
    _must_know_conflicts(revisions, over, choice)
    texts = _edited(bench, revisions, edited, choice, {each.key for each in every})
    _must_have_what_it_points_at(bench, texts, every)
    must_be_readable(bench, _doubtful(submission, revisions, edited, choice))
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
    found = judged(bench, final)
    _must_be_decided(found.findings, choice)
    changed = _edits(bench, revisions, texts, edited, choice)
    records = tuple(
        AcceptedRecord(each.key, each.turtle, _digest(bench, each.key, each.turtle), over[each.key])
        for each in found.records
    )
    bench.inbox.accept(
        submission.receipt,
        Acceptance(
            choice.account,
            records,
            found.shapes_version,
            reason=(choice.reason or "").strip() or None,
            ground=(choice.ground or "").strip() or None,
            edits=json.dumps(changed, ensure_ascii=False) if changed else None,
            rejected=_reasons(choice),
        ),
    )


def stale(revision: Revision, digest_in_force: str | None) -> bool:
    """Whether what is in force isn't what the submitter wrote from."""
    return digest_in_force not in (revision.parent, revision.digest)


def needs_ground(findings: Sequence[Finding]) -> bool:
    """Whether something was found that a steward must decide on before it may pass."""
    return bool(personal.undecided(findings))


def _chosen(every: Sequence[Revision], choice: Choice) -> list[Revision]:
    """The records that get a yes; BadInput for a name that no waiting record of the submission has."""
    waiting = {each.key: each for each in every if each.waits}
    unknown = sorted({*(choice.only or ()), *choice.rejected} - set(waiting))
    if unknown:
        raise BadInput(
            f"No record {unknown[0]!r} waits in the submission. Waiting are: {', '.join(sorted(waiting)) or 'none'}.",
            message_sv=f"Ingen post {unknown[0]!r} väntar i inlämningen. De här väntar: "
            f"{', '.join(sorted(waiting)) or 'inga'}.",
        )
    wanted = set(waiting) if choice.only is None else choice.only
    return [each for key, each in waiting.items() if key in wanted and key not in choice.rejected]


def _only_reject(bench: Bench, submission: Submission, choice: Choice) -> None:
    if not choice.rejected:
        raise Refused("There is no record in it to accept.", message_sv="Det finns ingen post i den att godkänna.")
    no = Acceptance(choice.account, (), submission.shapes_version, rejected=_reasons(choice))
    bench.inbox.accept(submission.receipt, no)


def _reasons(choice: Choice) -> dict[str, str]:
    """Why each rejected record is so; BadInput where it isn't told."""
    told = {key: reason.strip() for key, reason in choice.rejected.items()}
    silent = [key for key, reason in told.items() if not reason]
    if silent:
        raise BadInput(
            f"Give a reason for rejecting {silent[0]}: the submitter reads it.",
            message_sv=f"Ange ett skäl till att {silent[0]} avslås: inlämnaren läser det.",
        )
    return told


def _must_have_what_it_points_at(bench: Bench, texts: Mapping[str, str], every: Sequence[Revision]) -> None:
    for key, turtle in texts.items():
        lacking = next((each for each in needs(bench, turtle, key, every) if each.key not in texts), None)
        if lacking is not None:
            why, why_sv = ("isn't decided", "inte är beslutad") if lacking.waits else ("isn't accepted", "är avslagen")
            raise Refused(
                f"{key} can't be accepted: it points at {lacking.key}, which is new and {why}. Accept that too, or "
                "edit the reference away.",
                message_sv=f"{key} kan inte godkännas: den pekar på {lacking.key}, som är ny och {why_sv}. Godkänn den "
                "också, eller redigera bort hänvisningen.",
            )


def _must_be_as_seen(over: Mapping[str, str | None], texts: Mapping[str, str], choice: Choice) -> None:
    changed = [key for key, now in over.items() if choice.seen.get(key, now) != now]
    changed += [key for key, text in texts.items() if choice.proposed.get(key, digest(text)) != digest(text)]
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


def _edited(
    bench: Bench, revisions: Sequence[Revision], edited: Mapping[str, Edit], choice: Choice, known: Collection[str]
) -> dict[str, str]:
    """The records as the steward wants them; an edit may not change which records they are.

    What is edited of a `known` record that isn't decided now is left alone.
    """
    texts = {each.key: text_of(each, edited) for each in revisions}
    written = {key: text for key, text in choice.edited.items() if key in texts or key not in known}
    if not written:
        return texts
    found = {each.key: each.turtle for each in sound(bench, {**texts, **written}).records}
    if set(found) != set(texts):
        raise BadInput(
            f"The edited text must hold these records and no others: {', '.join(sorted(texts))}.",
            message_sv=f"Den ändrade texten ska innehålla just de här posterna: {', '.join(sorted(texts))}.",
        )
    return found


def _doubtful(
    submission: Submission, revisions: Sequence[Revision], edited: Mapping[str, Edit], choice: Choice
) -> dict[str, str]:
    """The answers, by record, of which some may not have been read: faults were found, or they were edited since."""
    answers = {each.key: edited[each.key].answers if each.key in edited else each.answers for each in revisions}
    return {
        key: said
        for key, said in answers.items()
        if said and key not in choice.edited and (submission.faults or key in edited)
    }


def _must_be_decided(findings: Sequence[Finding], choice: Choice) -> None:
    if needs_ground(findings) and not (choice.ground or "").strip():
        raise BadInput(
            "There are warnings that need your decision. Write on what ground it may be published, or edit it away.",
            message_sv="Det finns varningar som kräver ditt beslut. Skriv på vilken grund det får publiceras, eller "
            "redigera bort det.",
        )


def _digest(bench: Bench, key: str, turtle: str) -> str:
    return in_force.read_record(key, turtle, bench.base).digest


def _edits(
    bench: Bench,
    revisions: Sequence[Revision],
    texts: Mapping[str, str],
    edited: Mapping[str, Edit],
    choice: Choice,
) -> dict[str, dict[str, object]]:
    """What was changed, statement by statement, and by which account."""
    changed: dict[str, dict[str, object]] = {}
    for each in revisions:
        before = set(lines(in_force.read_record(each.key, each.turtle, bench.base).quads))
        after = set(lines(in_force.read_record(each.key, texts[each.key], bench.base).quads))
        if before != after:
            kept = edited.get(each.key)
            by = kept.account if kept is not None and each.key not in choice.edited else choice.account
            changed[each.key] = {"by": by, "removed": sorted(before - after), "added": sorted(after - before)}
    return changed
