"""Correct in the form what was handed in: whoever holds the receipt gets a draft of a record of it, filled in."""

from flask import Response

from kg.errors import Conflict, NotFound
from kg.inbox.values import Decision, Revision, State, Submission
from kg.parse.answers.form_model import FormKind
from kg.serve.handing.status import must_be_correctable
from kg.serve.handing.where import inbox_of
from kg.serve.http import private
from kg.serve.review import comparing
from kg.serve.submit.draft import begin, in_rows
from kg.serve.submit.offered import Offer
from kg.serve.submit.origin import Begun, Origin, answers_of, answers_sent
from kg.serve.visit import Visit


def correct(visit: Visit, offer: Offer, kind: FormKind) -> Response:
    """A draft of a record that was handed in under a receipt, with the steward's reason where it was rejected.

    What the form can't hold of it is told first, and is left out only when that is confirmed.
    """
    form, inbox = visit.request.form, inbox_of(visit)
    submission = inbox.submission(form["receipt"].strip())
    must_be_correctable(submission)
    revisions = inbox.revisions(submission.receipt)
    revision = _chosen(revisions, form.get("key", "").strip(), kind.name)
    if revision is None:
        begun = Begun(answers_sent(submission, inbox, kind.name))
    else:
        begun = answers_of(revision, submission, inbox, offer.form, visit.site.base)
    if begun.beyond and form.get("without") != "yes":
        return _what_is_left_out(visit, kind, submission, revision, begun)
    key = revision.key if revision else None
    origin = Origin(submission.receipt, key, reason_in(inbox.decisions(submission.receipt), revision))
    draft = begin(visit, in_rows(begun.answers, offer.form), origin=origin)
    return private.see(visit, draft.path)


def _chosen(revisions: list[Revision], key: str, kind: str) -> Revision | None:
    """The record of that key; without a key, the first of the kind. NotFound for one that isn't there."""
    of_kind = [each for each in revisions if each.key.partition("/")[0] == kind and key in ("", each.key)]
    if key and not of_kind:
        raise NotFound(
            f"There is no record {key!r} in that submission.", message_sv=f"Det finns ingen post {key!r} i inlämningen."
        )
    found = next((each for each in of_kind if each.answers is not None), next(iter(of_kind), None))
    if found is not None and found.stands:
        raise Conflict(
            f"{found.key} has been accepted. Correct it from its own page.",
            message_sv=f"{found.key} är godkänd. Rätta den från dess egen sida.",
        )
    return found


def reason_in(decisions: list[Decision], revision: Revision | None) -> str | None:
    """What a steward wrote to whoever handed in a record that was rejected."""
    if revision is None or revision.state != State.REJECTED.value:
        return None
    said = [each.reason for each in decisions if each.verdict == State.REJECTED and each.key in (None, revision.key)]
    return said[-1] if said else None


def _what_is_left_out(
    visit: Visit, kind: FormKind, submission: Submission, revision: Revision | None, begun: Begun
) -> Response:
    difference = comparing.compare(visit, (), [each.triple for each in begun.beyond])
    values = {
        "kind": kind,
        "key": revision.key if revision else "",
        "receipt": submission.receipt,
        "difference": difference,
        "count": len(begun.beyond),
    }
    title = visit.say("Formuläret kan inte visa allt")
    return private.page(visit, "submit/beyond.html", values, title=title)
