"""A steward edits a record's answers in the form that submitters use: saved beside what was handed in, then decided."""

import json
from collections.abc import Iterable, Sequence

from flask import Response
from pyoxigraph import Quad

from kg.errors import BadInput, Conflict, KgError, NotFound
from kg.examine.handed import Examined
from kg.inbox import edits
from kg.inbox.values import Edit, Revision, Session, Submission
from kg.parse.answers.answers import read_answers
from kg.rdf.formats import NTRIPLES
from kg.rdf.graphs import read
from kg.serve.handing.submissions import must_be_fit_to_keep
from kg.serve.handing.where import examiners_of, inbox_of
from kg.serve.http import private
from kg.serve.http.problems import sentence
from kg.serve.review import comparing, session
from kg.serve.review.comparing import Difference
from kg.serve.review.in_force import read_record, written
from kg.serve.submit import draft as drafts
from kg.serve.submit.boxes import Fault
from kg.serve.submit.draft import Draft
from kg.serve.submit.filling import filled_in, overview_of, section_of
from kg.serve.submit.offered import Offer, Offered
from kg.serve.submit.opened import Opened, must_be_a_small_form_of_ours, opened_to_edit
from kg.serve.submit.origin import Begun, Origin, answers_of, as_turtle, in_the_submission, proposed
from kg.serve.submit.overview import remarks
from kg.serve.submit.sending import answered_parts
from kg.serve.visit import Visit


def begin_edit(offered: Offered, visit: Visit, steward: Session, number: int) -> Response:
    """A draft of a record that waits, as it was handed in or as it was edited last."""
    _must_prove(visit, steward)
    inbox, offer = inbox_of(visit), offered.of(visit.edition)
    submission, key = inbox.numbered(number), visit.request.form.get("key", "")
    revision = _waiting(inbox.revisions(submission.receipt), key)
    begun = _begun(visit, offer, submission, revision)
    origin = Origin(submission.receipt, key, number=number, beyond=begun.beyond_lines)
    draft = drafts.begin(visit, drafts.in_rows(begun.answers, offer.form), origin=origin)
    return private.see(visit, draft.path)


def overview(offered: Offered, visit: Visit, steward: Session, number: int, code: str) -> Response:
    """The sections of the record."""
    return overview_of(opened_to_edit(offered, visit, number, code, steward.proof))


def section(offered: Offered, visit: Visit, steward: Session, number: int, code: str, slug: str) -> Response:
    """A section to edit."""
    return section_of(opened_to_edit(offered, visit, number, code, steward.proof), slug)


def fill_in(offered: Offered, visit: Visit, steward: Session, number: int, code: str, slug: str) -> Response:
    """Keep what was typed in a section."""
    _must_prove(visit, steward)
    return filled_in(opened_to_edit(offered, visit, number, code, steward.proof), slug)


def check(offered: Offered, visit: Visit, steward: Session, number: int, code: str) -> Response:
    """Every answer, what was found, what the form can't show, and the button that saves."""
    return _page(opened_to_edit(offered, visit, number, code, steward.proof), ())


def save_edit(offered: Offered, visit: Visit, steward: Session, number: int, code: str) -> Response:
    """Keep the record as edited, and go back to the submission, where it is compared and decided."""
    _must_prove(visit, steward)
    form = opened_to_edit(offered, visit, number, code, steward.proof)
    try:
        _save(form, steward, is_beyond_kept=visit.request.form.get("beyond") == "keep")
    except KgError as refusal:
        return _page(form, (Fault(sentence(visit, refusal), "spara"),), status=refusal.status)
    return private.see(visit, f"review/{number}#besluta")


def _must_prove(visit: Visit, steward: Session) -> None:
    must_be_a_small_form_of_ours(visit)
    session.must_prove(visit, steward, visit.request.form.get("proof", ""))


def _waiting(revisions: Iterable[Revision], key: str) -> Revision:
    found = next((each for each in revisions if each.key == key), None)
    if found is None:
        raise NotFound(
            f"There is no record {key!r} in that submission.", message_sv=f"Det finns ingen post {key!r} i inlämningen."
        )
    if not found.waits:
        raise Conflict(f"{key} is already decided.", message_sv=f"{key} är redan beslutad.")
    return found


def _begun(visit: Visit, offer: Offer, submission: Submission, revision: Revision) -> Begun:
    inbox, base = inbox_of(visit), visit.site.base
    edit = edits.of(inbox, submission.receipt).get(revision.key)
    if edit is not None:
        return Begun(read_answers(json.loads(edit.answers), "")[0], _statements(edit.beyond))
    begun = answers_of(revision, submission, inbox, offer.form, base)
    others = [each.key for each in inbox.revisions(submission.receipt) if each.key != revision.key]
    source_kind = offer.form.source_kind or ""
    return Begun(in_the_submission(begun.answers, revision, others, source_kind, base), begun.beyond)


def _save(form: Opened, steward: Session, *, is_beyond_kept: bool) -> None:
    draft, visit, inbox = form.draft, form.visit, inbox_of(form.visit)
    origin = draft.origin
    if origin is None or origin.key is None:
        raise ValueError("an edit is of a record")
    texts = proposed(inbox, origin.receipt)
    examined = _examined(visit, draft, {key: text for key, text in texts.items() if key != origin.key})
    made = {each.key: each.turtle for each in examined.records}
    _must_be_of_the_submission(made, texts)
    beyond = origin.beyond if is_beyond_kept else ""
    revision = _waiting(inbox.revisions(origin.receipt), origin.key)
    turtle = _whole(made[origin.key], _statements(beyond), revision, visit)
    said = json.dumps(draft.answers.as_json(), ensure_ascii=False)
    edits.keep(inbox, origin.receipt, [Edit(origin.key, steward.account, turtle, said, beyond)])
    inbox.remove_draft(draft.code)


def _examined(visit: Visit, draft: Draft, others: dict[str, str]) -> Examined:
    words = json.dumps(draft.answers.as_json())
    named = [as_turtle(key, text) for key, text in others.items() if f'"{key}"' in words]
    examined = examiners_of(visit).examine([drafts.handed(draft, "draft.json"), *named], by_steward=True)
    must_be_fit_to_keep(examined)
    return examined


def _must_be_of_the_submission(made: Iterable[str], texts: Iterable[str]) -> None:
    new = sorted(set(made) - set(texts))
    if new:
        raise BadInput(
            f"The edits would make a new record, {new[0]}. Name a source that exists, or keep the one handed in.",
            message_sv=f"Ändringarna skulle ge en ny post, {new[0]}. Ange en källa som finns, eller behåll den som "
            "lämnades in.",
        )


def _whole(turtle: str, beyond: Sequence[Quad], revision: Revision, visit: Visit) -> str:
    """The record with what the form can't hold put back, but for what was said of a statement that is gone."""
    base = visit.site.base
    made = read_record(revision.key, turtle, base).quads
    sent = read_record(revision.key, revision.turtle, base).quads
    apart = {each.triple for each in beyond}
    gone = {each.subject for each in sent if each.triple not in apart} - {each.subject for each in made}
    kept = [each.triple for each in beyond if each.subject not in gone]
    return written([*(each.triple for each in made), *kept], base) if kept else turtle


def _statements(lines: str) -> tuple[Quad, ...]:
    return tuple(read(lines.encode(), NTRIPLES, base_iri="", source="")) if lines else ()


def _beyond(form: Opened) -> Difference | None:
    origin = form.draft.origin
    if origin is None or not origin.beyond:
        return None
    return comparing.compare(form.visit, (), [each.triple for each in _statements(origin.beyond)])


def _page(form: Opened, faults: tuple[Fault, ...], *, status: int = 200) -> Response:
    visit = form.visit
    found = drafts.checked(visit, form.draft, form.offer)
    told = remarks(form.sections, found, form.wording)
    title = visit.say("Läs igenom ändringarna")
    values = {
        "form": form,
        "answered": answered_parts(form),
        "stopping": [each for each in told if each.told.stops],
        "other": [each for each in told if not each.told.stops],
        "checked": found.checked,
        "faults": faults,
        "beyond": _beyond(form),
    }
    title = visit.say("Fel: {title}", {"title": title}) if faults else title
    return private.page(visit, "submit/check_edit.html", values, title=title, status=status)
