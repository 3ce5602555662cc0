"""Filling in: the overview of a draft, and a page for each section. Every post is kept, right or wrong."""

from dataclasses import replace

from flask import Response

from kg.errors import BadRequest
from kg.parse.answers.answers import Answers
from kg.serve.http import private
from kg.serve.submit.boxes import id_of
from kg.serve.submit.building import build
from kg.serve.submit.changing import changed
from kg.serve.submit.draft import checked, numbers_in, save, texts_of
from kg.serve.submit.findings import Findings
from kg.serve.submit.offered import Offered
from kg.serve.submit.opened import CHECK, Opened, must_be_a_small_form_of_ours, opened
from kg.serve.submit.overview import tasks
from kg.serve.submit.posted import answered
from kg.serve.submit.sections import Section
from kg.serve.visit import Visit
from kg.serve.words import pick


def overview(offered: Offered, visit: Visit, kind: str, code: str) -> Response:
    """How far the draft has come, section by section."""
    form = opened(offered, visit, kind, code)
    if form.draft.sent:
        return private.see(visit, f"submissions/{form.draft.sent}")
    if form.draft.code != code:
        return private.see(visit, form.path())
    return overview_of(form)


def overview_of(form: Opened) -> Response:
    """The overview of a draft that is open."""
    visit = form.visit
    findings = checked(visit, form.draft, form.offer)
    values = {
        "form": form,
        "tasks": tasks(form.sections, form.draft.answers, findings, form.wording),
        "checked": findings.checked,
        "check": form.path(CHECK),
        "address": visit.location(form.path()),
    }
    return private.page(visit, "submit/overview.html", values, title=form.name or visit.say("Översikt"))


def section(offered: Offered, visit: Visit, kind: str, code: str, slug: str) -> Response:
    """A section to fill in; with faults where something is answered already."""
    form = opened(offered, visit, kind, code)
    if form.draft.sent:
        return private.see(visit, f"submissions/{form.draft.sent}")
    return section_of(form, slug)


def section_of(form: Opened, slug: str) -> Response:
    """A section of a draft that is open."""
    visit, asked = form.visit, form.section(slug)
    new = visit.params.one("new") or ""
    begun = any(asked.holds(address) for address, text in texts_of(form.draft.answers) if text)
    findings = checked(visit, form.draft, form.offer) if begun and not new else Findings()
    return _page(form, asked, form.draft.answers, findings, new=new)


def fill_in(offered: Offered, visit: Visit, kind: str, code: str, slug: str) -> Response:
    """Keep what was typed in a section, and go on: to a new row, to the next section, or back to what is wrong."""
    must_be_a_small_form_of_ours(visit)
    form = opened(offered, visit, kind, code)
    if form.draft.sent:
        return private.see(visit, f"submissions/{form.draft.sent}")
    return filled_in(form, slug)


def filled_in(form: Opened, slug: str) -> Response:
    """What was typed in a section of a draft that is open is kept."""
    visit, kind = form.visit, form.kind.name
    asked, posted = form.section(slug), visit.request.form
    if "do" not in posted:
        raise _half_a_form()
    answers = answered(form.draft.answers, asked, posted, form.offer.form)
    numbers = numbers_in(visit, texts_of(answers), form.offer, kind)
    if numbers.told:
        return _page(form, asked, answers, numbers, kept=False, status=422)
    order = posted.get("do", "save")
    ordered = changed(answers, order, form.offer.form)
    if ordered is not None:
        answers, at = ordered
        save(visit, replace(form.draft, answers=answers))
        # A page that is opened at a place of its own gives the focus to that, and not to the new row.
        where = f"?new={at}" if order.startswith("add:") else f"#{id_of(at)}"
        return private.see(visit, f"{form.path(slug)}{where}")
    draft = replace(form.draft, answers=answers)
    save(visit, draft)
    if order == "leave":
        return private.see(visit, form.path())
    findings = checked(visit, draft, form.offer)
    if any(each.address and asked.holds(each.address) for each in findings.stopping):
        return _page(replace(form, draft=draft), asked, answers, findings, status=422)
    return private.see(visit, form.after(asked))


def _half_a_form() -> BadRequest:
    """Every button of ours says what to do; a post without that would empty the section."""
    return BadRequest(
        "The form did not arrive whole, so nothing was changed. Go back and save again.",
        message_sv="Formuläret kom inte fram helt, så inget är ändrat. Gå tillbaka och spara igen.",
    )


def _page(
    form: Opened,
    asked: Section,
    answers: Answers,
    findings: Findings,
    *,
    new: str = "",
    kept: bool = True,
    status: int = 200,
) -> Response:
    visit = form.visit
    page = build(asked, answers, findings, form.wording, new)
    heading = pick(asked.title, visit.lang, asked.slug)
    title = f"{heading} – {form.name or form.label}"
    values = {
        "form": form,
        "section": asked,
        "heading_text": heading,
        "page": page,
        "kept": kept,
        "number": form.sections.index(asked) + 1,
        "next": form.after(asked),
    }
    title = visit.say("Fel: {title}", {"title": title}) if page.faults and status == 422 else title
    return private.page(visit, "submit/section.html", values, title=title, status=status)
