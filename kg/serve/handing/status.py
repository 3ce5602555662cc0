"""How a submission fares, for whoever holds its receipt: a page, JSON or text. Stewards stay unnamed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response

from kg.errors import BadRequest, Conflict
from kg.inbox.values import Decision, Revision, State, Submission
from kg.rdf.findings import Finding, counted, from_json, in_order, violations
from kg.serve.checking.findings import all_shown
from kg.serve.handing.submissions import Submitter, hand_in
from kg.serve.handing.where import inbox_of
from kg.serve.http import private
from kg.serve.http.bodies import posted
from kg.serve.http.negotiate import Variant
from kg.serve.http.private import JSON, TEXT
from kg.serve.http.respond import choose
from kg.serve.thing.documents import PAGE
from kg.serve.visit import Visit

FORMS = (JSON, PAGE, TEXT)


@dataclass(frozen=True)
class Status:
    """A submission with what was found and decided."""

    submission: Submission
    findings: tuple[Finding, ...]
    revisions: tuple[Revision, ...]
    decisions: tuple[Decision, ...]

    @property
    def published_in(self) -> str | None:
        """The release that all of its records are in."""
        releases = [each.published_in for each in self.revisions]
        return releases[-1] if releases and all(releases) else None

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


def show(visit: Visit, receipt: str) -> Response:
    """The status page; an address with the receipt written otherwise leads to the one address."""
    status = read(visit, receipt)
    if status.submission.receipt != receipt:
        return private.see(visit, status.path)
    return answer(visit, status, choose(visit, FORMS))


def act(visit: Visit, receipt: str) -> Response:
    """Withdraw the submission, or hand in a corrected one in its place."""
    private.must_come_from_us(visit)
    status = read(visit, receipt)
    form = choose(visit, FORMS)
    given = posted(visit)
    action = given.fields.get("action") or ("correct" if given.handed else "")
    if action == "withdraw":
        inbox_of(visit).withdraw(status.submission.receipt)
        if form is PAGE:
            return private.see(visit, status.path)
        return answer(visit, read(visit, receipt), form)
    if action != "correct" or given.handed is None:
        raise BadRequest(
            "Say what to do: action=withdraw, or action=correct with a file.",
            message_sv="Säg vad som ska göras: action=withdraw, eller action=correct med en fil.",
        )
    must_be_correctable(status.submission)
    submitter = submitter_of(visit, given.fields, supersedes=status.submission)
    return received(visit, hand_in(visit, given.handed, submitter), form)


def must_be_correctable(submission: Submission) -> None:
    """Conflict for a submission that the submitter has taken back or corrected already."""
    if submission.state in (State.WITHDRAWN, State.SUPERSEDED):
        raise Conflict(
            "This submission has been taken back or corrected already. Correct the latest one, or hand in anew.",
            message_sv="Den här inlämningen är redan återtagen eller rättad. Rätta den senaste, eller lämna in på "
            "nytt.",
        )


def submitter_of(visit: Visit, fields: Mapping[str, str], *, supersedes: Submission | None = None) -> Submitter:
    """Who hands in, by the fields of the form or the address; a correction has the details of what it corrects."""
    organisation = fields.get("organisation") or visit.params.one("organisation")
    contact = fields.get("contact")
    if supersedes is not None:
        organisation = organisation or supersedes.organisation
        contact = contact or inbox_of(visit).contact(supersedes.receipt)
    return Submitter(
        organisation=organisation,
        contact=contact,
        idempotency_key=visit.request.headers.get("Idempotency-Key"),
        supersedes=supersedes.receipt if supersedes else None,
    )


def received(visit: Visit, receipt: str, form: Variant) -> Response:
    """The acknowledgement of what has been kept: 202, its address, and how it fares."""
    status = read(visit, receipt)
    response = answer(visit, status, form, code=202)
    response.headers["Location"] = visit.location(status.path)
    return response


def answer(visit: Visit, status: Status, form: Variant, *, code: int = 200) -> Response:
    """The status in one form."""
    if form is PAGE:
        fresh = code == 202
        title = visit.say("Vi har tagit emot din inlämning") if fresh else visit.say("Din inlämning")
        values = {**_page_values(visit, status), "title": title, "fresh": fresh}
        return private.page(visit, "submission.html", values, title=title, status=code)
    body = _as_json(visit, status) if form is JSON else _as_text(visit, status)
    return private.send(visit, form, body.encode(), status=code)


def _page_values(visit: Visit, status: Status) -> dict[str, object]:
    state, next_ = in_words(visit, status)
    return {
        "status": status,
        "submission": status.submission,
        "state": state,
        "next": next_,
        "findings": all_shown(status.findings, visit.lang),
        "counted": counted(status.findings, visit.lang),
        "verdicts": verdicts(visit),
        "waiting": status.submission.state is State.WAITING,
        "correctable": status.submission.state not in (State.WITHDRAWN, State.SUPERSEDED),
        "address": visit.location(status.path),
    }


def in_words(visit: Visit, status: Status) -> tuple[str, str]:
    """Where the submission stands, and what happens next."""
    say, state = visit.say, status.submission.state
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


def _as_json(visit: Visit, status: Status) -> str:
    submission = status.submission
    state, next_ = in_words(visit, status)
    said = {
        "receipt": submission.receipt,
        "href": visit.location(status.path),
        "received": submission.received_at,
        "name": submission.name,
        "state": submission.state.value,
        "state_text": state,
        "next": next_,
        "shapes_version": submission.shapes_version,
        "supersedes": submission.supersedes,
        "violations": len(violations(status.findings)),
        "records": [_record(visit, each) for each in status.revisions],
        "findings": [each.as_json() for each in status.findings],
        "decisions": [
            {"at": d.at, "decision": d.verdict, "reason": d.reason, "shapes_version": d.shapes_version}
            for d in status.decisions
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _record(visit: Visit, revision: Revision) -> dict[str, object]:
    return {
        "key": revision.key,
        "iri": visit.site.base.iri_of(revision.key),
        "state": revision.state,
        "published_in": revision.published_in,
        "href": visit.location(revision.key) if revision.published_in else None,
    }


def _as_text(visit: Visit, status: Status) -> str:
    state, next_ = in_words(visit, status)
    lines = [
        visit.say("Kvitto {receipt}", {"receipt": status.submission.receipt}),
        visit.location(status.path),
        f"{state}. {next_}",
        *(each.key for each in status.revisions),
        *(each.text(visit.lang) for each in status.findings),
        counted(status.findings, visit.lang),
        *(_decided(visit, each) for each in status.decisions),
    ]
    return "\n".join(lines) + "\n"


def _decided(visit: Visit, decision: Decision) -> str:
    said = f"{decision.at} {verdicts(visit)[decision.verdict]}"
    return f"{said}: {decision.reason}" if decision.reason else said
