"""How a submission fares, in words and as data: the whole, and each of its records. Stewards stay unnamed."""

import json
from dataclasses import dataclass

from kg.inbox.values import Decision, Revision, State, Submission
from kg.parse.answers.answers import parse_answers
from kg.rdf.findings import Finding, counted, from_json, in_order, violations
from kg.serve.handing.named import called
from kg.serve.handing.where import inbox_of
from kg.serve.http.private import JSON
from kg.serve.visit import Visit

PARTLY = "partly_accepted"
"""What programs are told where some records were accepted, and none waits."""


@dataclass(frozen=True)
class Status:
    """A submission with what was found and decided."""

    submission: Submission
    findings: tuple[Finding, ...]
    revisions: tuple[Revision, ...]
    decisions: tuple[Decision, ...]

    @property
    def published_in(self) -> str | None:
        """The release that all of its accepted records are in."""
        releases = [each.published_in for each in self.revisions if each.stands]
        return releases[-1] if releases and all(releases) else None

    @property
    def is_partly(self) -> bool:
        """Whether some of its records were accepted and some were not."""
        return any(each.stands for each in self.revisions) and not all(each.stands for each in self.revisions)

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"submissions/{self.submission.receipt}"


def read(visit: Visit, receipt: str) -> Status:
    """Everything about the submission of that receipt; NotFound when there is none."""
    inbox = inbox_of(visit)
    submission = inbox.submission(receipt)
    return Status(
        submission,
        findings_in(inbox.report(submission.receipt)),
        tuple(inbox.revisions(submission.receipt)),
        tuple(inbox.decisions(submission.receipt)),
    )


def findings_in(report: str) -> tuple[Finding, ...]:
    """The findings of a report that the inbox kept."""
    said = json.loads(report).get("findings") or []
    return tuple(in_order(from_json(each) for each in said))


@dataclass(frozen=True)
class Record:
    """A record of a submission on its page: where it stands, why, and which form it can be corrected in."""

    revision: Revision
    name: str
    word: str
    reason: str
    form: str
    kind: str


def records_shown(visit: Visit, status: Status) -> list[Record]:
    """The records as the page tells them, those that were answered before those that were described beside."""
    ordered = sorted(status.revisions, key=lambda each: each.answers is None)
    return [record_shown(visit, status, each) for each in ordered]


def record_shown(visit: Visit, status: Status, revision: Revision) -> Record:
    """A record as the page tells it; one that waits or was rejected can be corrected.

    What answers describe beside their own thing is corrected with them.
    """
    is_beside = revision.answers is None and any(each.answers is not None for each in status.revisions)
    kind = revision.key.partition("/")[0]
    waits, rejected = revision.state == State.WAITING.value, revision.state == State.REJECTED.value
    own = [each.reason for each in status.decisions if each.key == revision.key and each.reason]
    form = visit.say("Lämna in igen som utkast") if rejected else visit.say("Rätta i formuläret")
    known = any(each.name == kind for each in visit.edition.model.kinds)
    return Record(
        revision,
        called(visit, revision.key, revision.in_force),
        record_words(visit, revision),
        own[-1] if own else "",
        form if known and (waits or rejected) and not is_beside else "",
        kind,
    )


def record_words(visit: Visit, revision: Revision) -> str:
    """Where one record stands."""
    if revision.stands:
        return visit.say("Publicerad") if revision.published_in else visit.say("Godkänd")
    words = {State.WAITING.value: visit.say("Väntar"), **verdicts(visit)}
    return words.get(revision.state, revision.state)


def kind_answered(visit: Visit, status: Status) -> str:
    """The kind whose form made a submission in which no record could be read."""
    if status.revisions or status.submission.media_type != JSON.media_type:
        return ""
    kind = parse_answers(inbox_of(visit).body(status.submission.receipt), "")[0].kind
    return kind if any(each.name == kind for each in visit.edition.model.kinds) else ""


def in_words(visit: Visit, status: Status) -> tuple[str, str]:
    """Where the submission stands, and what happens next."""
    say, state = visit.say, status.submission.state
    if state is State.WAITING and status.is_partly:
        return say("Delvis beslutad"), say("Beslut om resten väntar. Vid varje post står hur det har gått.")
    if state is State.WAITING and violations(status.findings):
        return (
            say("Väntar på att du rättar"),
            say("Det finns fel som måste rättas innan inlämningen kan godkännas. Rätta dem och lämna in igen."),
        )
    if state is State.WAITING:
        return (
            say("Väntar på granskning"),
            say("En granskare ser på inlämningen. Beslutet och skälen kommer att stå här."),
        )
    if state is State.ACCEPTED and status.is_partly:
        return say("Delvis godkänd"), say("Alla poster godkändes inte. Vid varje post står hur det har gått.")
    if state is State.ACCEPTED and status.published_in:
        return say("Publicerad"), say("Uppgifterna finns i grafen.")
    if state is State.ACCEPTED:
        return say("Godkänd"), say("Uppgifterna publiceras inom kort.")
    if state is State.REJECTED:
        return say("Avslagen"), say("Läs skälet. Du kan rätta och lämna in igen.")
    if state is State.WITHDRAWN:
        return say("Återtagen"), say("Inlämningen är tillbakatagen, och inget av den publiceras.")
    return say("Ersatt"), say("En rättad inlämning har tagit den här inlämningens plats.")


def verdicts(visit: Visit) -> dict[str, str]:
    """What each decision is called."""
    return {
        "accepted": visit.say("Godkänd"),
        "rejected": visit.say("Avslagen"),
        "withdrawn": visit.say("Återtagen"),
        "superseded": visit.say("Ersatt"),
    }


def as_json(visit: Visit, status: Status) -> str:
    """The status for programs."""
    submission = status.submission
    state, next_ = in_words(visit, status)
    said = {
        "receipt": submission.receipt,
        "href": visit.location(status.path),
        "received": submission.received_at,
        "name": submission.name,
        "state": PARTLY if submission.state is State.ACCEPTED and status.is_partly else submission.state.value,
        "state_text": state,
        "next": next_,
        "shapes_version": submission.shapes_version,
        "supersedes": submission.supersedes,
        "violations": len(violations(status.findings)),
        "records": [_record_json(visit, status, each) for each in status.revisions],
        "findings": [each.as_json() for each in status.findings],
        "decisions": [
            {
                "at": d.at,
                "decision": d.verdict,
                "record": d.key,
                "reason": d.reason,
                "shapes_version": d.shapes_version,
            }
            for d in status.decisions
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _record_json(visit: Visit, status: Status, revision: Revision) -> dict[str, object]:
    shown = record_shown(visit, status, revision)
    return {
        "key": revision.key,
        "name": shown.name,
        "iri": visit.site.base.iri_of(revision.key),
        "state": revision.state,
        "state_text": shown.word,
        "reason": shown.reason or None,
        "published_in": revision.published_in,
        "href": visit.location(revision.key) if revision.published_in else None,
    }


def as_text(visit: Visit, status: Status) -> str:
    """The status as lines of text."""
    state, next_ = in_words(visit, status)
    lines = [
        visit.say("Kvitto {receipt}", {"receipt": status.submission.receipt}),
        visit.location(status.path),
        f"{state}. {next_}",
        *(f"{each.key}: {record_words(visit, each)}" for each in status.revisions),
        *(each.text(visit.lang) for each in status.findings),
        counted(status.findings, visit.lang),
        *(_decided(visit, each) for each in status.decisions),
    ]
    return "\n".join(lines) + "\n"


def _decided(visit: Visit, decision: Decision) -> str:
    about = f" {decision.key}" if decision.key else ""
    said = f"{decision.at}{about} {verdicts(visit)[decision.verdict]}"
    return f"{said}: {decision.reason}" if decision.reason else said
