"""Reading everything through and sending it in: who hands in, and how to reach them. The receipt's page comes after."""

from dataclasses import dataclass

from flask import Response

from kg.errors import BadRequest, KgError, TooManyTries
from kg.serve.handing.submissions import Submitter, hand_in
from kg.serve.http import private
from kg.serve.http.problems import sentence
from kg.serve.submit.boxes import Fault
from kg.serve.submit.draft import along, checked, handed, mark_sent, supersedes
from kg.serve.submit.findings import Findings
from kg.serve.submit.offered import Offered
from kg.serve.submit.opened import Opened, must_be_a_small_form_of_ours, opened
from kg.serve.submit.overview import Part, parts, remarks
from kg.serve.visit import Visit


@dataclass(frozen=True)
class Sender:
    """Who hands in, as typed."""

    organisation: str = ""
    contact: str = ""


def review(offered: Offered, visit: Visit, kind: str, code: str) -> Response:
    """Every answer with a way back to it, every finding, and the button that sends."""
    form = opened(offered, visit, kind, code)
    if form.draft.sent:
        return private.see(visit, f"submissions/{form.draft.sent}")
    return _page(form, Sender(), ())


def send(offered: Offered, visit: Visit, kind: str, code: str) -> Response:
    """Hand the answers in; what is wrong with who sends them is told on the same page, with everything typed."""
    must_be_a_small_form_of_ours(visit)
    form = opened(offered, visit, kind, code)
    if form.draft.sent:
        return private.see(visit, f"submissions/{form.draft.sent}")
    posted = visit.request.form
    sender = Sender(posted.get("organisation", "").strip(), posted.get("contact", "").strip())
    organisation = _organisation(form, sender.organisation)
    if organisation is None:
        said = visit.say("Organisationen finns inte i grafen under det namnet. Välj ur listan, eller lämna rutan tom.")
        return _page(form, sender, (Fault(said, "organisation"),))
    findings = checked(visit, form.draft, form.offer)
    if findings.stopping and posted.get("do") != "anyway":
        return _page(form, sender, (), findings=findings, status=422)
    submitter = Submitter(
        organisation=organisation or None,
        contact=sender.contact or None,
        idempotency_key=f"{form.draft.code}.{form.draft.answers.digest[:32]}",
        supersedes=supersedes(visit, form.draft),
    )
    try:
        receipt = hand_in(visit, handed(form.draft, _name(form)), submitter, beside=along(visit, form.draft))
    except KgError as refusal:
        status = refusal.status if refusal.status >= 500 or isinstance(refusal, TooManyTries) else 422
        response = _page(form, sender, (Fault(sentence(visit, refusal), _about(refusal)),), status=status)
        return private.told_to_wait(response, refusal)
    mark_sent(visit, form.draft, receipt)
    return private.see(visit, f"submissions/{receipt}")


def _about(refusal: KgError) -> str:
    """The control that a refusal is about: of who sends, only the address can be wrong here."""
    return "contact" if type(refusal) is BadRequest else "skicka"


def _name(form: Opened) -> str:
    """What the hand-in is called among others."""
    return f"{form.kind.name}.json"


def _organisation(form: Opened, typed: str) -> str | None:
    """The path of the organisation that a name means, empty where none is given; None when nothing is called so."""
    if not typed:
        return ""
    exact = form.offer.find(typed, form.submitters)
    return exact[0].key if len(exact) == 1 else None


def answered_parts(form: Opened) -> list[Part]:
    """Everything that was answered in a draft, section by section."""
    return parts(form.sections, form.draft.answers, form.wording)


def _page(
    form: Opened,
    sender: Sender,
    faults: tuple[Fault, ...],
    *,
    findings: Findings | None = None,
    status: int | None = None,
) -> Response:
    visit = form.visit
    found = findings or checked(visit, form.draft, form.offer)
    told = remarks(form.sections, found, form.wording)
    title = visit.say("Granska innan du skickar")
    title = visit.say("Fel: {title}", {"title": title}) if faults else title
    values = {
        "form": form,
        "answered": answered_parts(form),
        "stopping": [each for each in told if each.told.stops],
        "other": [each for each in told if not each.told.stops],
        "checked": found.checked,
        "sender": sender,
        "faults": faults,
        "wrong": {each.id: each.sentence for each in faults},
        "organisations": [o for kind in form.submitters for o in form.offer.options(kind, visit.lang)],
    }
    return private.page(visit, "submit/check.html", values, title=title, status=status or (422 if faults else 200))
