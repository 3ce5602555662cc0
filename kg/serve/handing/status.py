"""How a submission fares, for whoever holds its receipt: a page, JSON or text. Stewards stay unnamed."""

from collections.abc import Mapping

from flask import Response

from kg.errors import BadRequest, Conflict
from kg.inbox.values import State, Submission
from kg.rdf.findings import counted
from kg.serve.checking.fields import shown_at_fields
from kg.serve.handing.submissions import Submitter, hand_in
from kg.serve.handing.telling import Status, as_json, as_text, in_words, kind_answered, read, records_shown, verdicts
from kg.serve.handing.where import inbox_of
from kg.serve.http import private
from kg.serve.http.bodies import posted
from kg.serve.http.negotiate import Variant
from kg.serve.http.private import JSON, TEXT
from kg.serve.http.respond import choose
from kg.serve.thing.documents import PAGE
from kg.serve.visit import Visit

FORMS = (JSON, PAGE, TEXT)


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
    body = as_json(visit, status) if form is JSON else as_text(visit, status)
    return private.send(visit, form, body.encode(), status=code)


def _page_values(visit: Visit, status: Status) -> dict[str, object]:
    state, next_ = in_words(visit, status)
    return {
        "status": status,
        "submission": status.submission,
        "state": state,
        "next": next_,
        "findings": shown_at_fields(visit, status.findings),
        "counted": counted(status.findings, visit.lang),
        "verdicts": verdicts(visit),
        "waiting": status.submission.state is State.WAITING,
        "records": records_shown(visit, status),
        "answered": kind_answered(visit, status),
        "correctable": status.submission.state not in (State.WITHDRAWN, State.SUPERSEDED),
        "address": visit.location(status.path),
    }
