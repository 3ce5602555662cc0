"""Where one begins: what can be handed in, what one needs at hand, going on with a draft, and the sheet to fill in."""

from dataclasses import dataclass
from typing import cast

from flask import Response
from pyoxigraph import Quad

from kg.parse.answers.answers import Answers, for_correction
from kg.parse.answers.form_model import FormKind
from kg.parse.answers.unfill import unfill
from kg.parse.sheet.columns import Lang
from kg.parse.workbook.template import workbook
from kg.rdf.iris import SLUG
from kg.serve.handing.where import inbox_of
from kg.serve.http import private
from kg.serve.http.negotiate import Variant
from kg.serve.http.refusals import no_page
from kg.serve.http.visitors import count_hand_in
from kg.serve.review import in_force
from kg.serve.submit.correcting import correct
from kg.serve.submit.draft import begin, code_of, in_rows
from kg.serve.submit.offered import Offer, Offered
from kg.serve.submit.opened import kind_of, must_be_a_small_form_of_ours
from kg.serve.submit.sections import sections
from kg.serve.visit import Visit
from kg.serve.words import pick

SHEET = Variant("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "Excel")


def start(offered: Offered, visit: Visit) -> Response:
    """The kinds one may hand in; with a code, the draft."""
    inbox = inbox_of(visit)
    typed = (visit.params.one("code") or "").strip()
    code = code_of(typed) if typed else None
    if code is not None:
        draft = inbox.draft(code)
        return private.see(visit, f"submit/{draft.kind}/{draft.code}")
    kinds = offered.of(visit.edition).form.kinds
    title = visit.say("Fel: koden stämmer inte") if typed else visit.say("Lämna in eller rätta uppgifter")
    values = {"kinds": kinds, "typed": typed}
    return private.page(visit, "submit/start.html", values, title=title, status=422 if typed else 200)


def of_kind(offered: Offered, visit: Visit, kind: str) -> Response:
    """What one needs to hand in a thing of a kind, or to correct the one that `slug` names."""
    inbox_of(visit)
    offer = offered.of(visit.edition)
    return page_of_kind(visit, offer, kind_of(visit, offer, kind))


@dataclass(frozen=True)
class Described:
    """What was wrong with a description, and the text that was typed, to be mended."""

    fault: str = ""
    text: str = ""


def page_of_kind(
    visit: Visit, offer: Offer, kind: FormKind, *, described: Described | None = None, status: int = 200
) -> Response:
    """The page; with a description that couldn't be read, what is wrong with it."""
    slug = visit.params.one("slug")
    name = _known_name(visit, offer, kind.name, slug) if slug else ""
    label = pick(kind.label, visit.lang, kind.name)
    lowered = label[:1].lower() + label[1:]
    heading = visit.say("Rätta {name}", {"name": name}) if slug else visit.say("Lämna in {kind}", {"kind": lowered})
    asked = sections(offer.form, kind.name, visit.site.base)
    values = {
        "kind": kind,
        "slug": slug or "",
        "sections": asked,
        "title": heading,
        "described": described or Described(),
    }
    title = visit.say("Fel: {title}", {"title": heading}) if described else heading
    return private.page(visit, "submit/kind.html", values, title=title, status=status)


def first(offered: Offered, visit: Visit, kind: str) -> Response:
    """A new draft: empty, of a published record, or of a submission that is to be corrected."""
    must_be_a_small_form_of_ours(visit)
    count_hand_in(visit)
    offer = offered.of(visit.edition)
    known = kind_of(visit, offer, kind)
    form = visit.request.form
    if form.get("receipt", "").strip():
        return correct(visit, offer, known)
    slug = form.get("slug", "").strip()
    answers = _of_published(visit, offer, kind, slug) if slug else Answers(known.name)
    draft = begin(visit, in_rows(answers, offer.form))
    return private.see(visit, draft.path)


def sheet(offered: Offered, visit: Visit, kind: str) -> Response:
    """The workbook to fill in at one's desk, with lists of what the release knows."""
    offer = offered.of(visit.edition)
    known = kind_of(visit, offer, kind)
    response = private.send(visit, SHEET, offer.sheet(kind, visit.lang, lambda: _workbook(visit, offer, known)))
    response.headers["Content-Disposition"] = f'attachment; filename="{kind}.xlsx"'
    return response


def _workbook(visit: Visit, offer: Offer, kind: FormKind) -> bytes:
    listed = {each.name: [o.value for o in offer.options(each.name, visit.lang)] for each in offer.form.kinds}
    return workbook(offer.form, kind, lang=cast("Lang", visit.lang), listed=listed)


def _known_name(visit: Visit, offer: Offer, kind: str, slug: str) -> str:
    labels = offer.things(kind).get(f"{kind}/{slug}")
    if labels is None:
        raise no_page(visit.path)
    return pick(labels, visit.lang, slug)


def _of_published(visit: Visit, offer: Offer, kind: str, slug: str) -> Answers:
    """What counts of a record now, as answers."""
    inbox, base = inbox_of(visit), visit.site.base
    known = in_force.of(f"{kind}/{slug}", inbox, visit.edition.engine, base) if SLUG.fullmatch(slug) else None
    if known is None:
        raise no_page(visit.path)
    quads = [Quad(each.subject, each.predicate, each.object) for each in known.triples]
    return for_correction(unfill(quads, offer.form, base))
