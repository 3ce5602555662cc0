"""A draft that a visitor has open: what is asked of its kind, in which sections, and in which words."""

from dataclasses import dataclass, replace

from kg.errors import PayloadTooLarge
from kg.parse.answers.form_model import FormKind
from kg.serve.handing.where import inbox_of
from kg.serve.http import private
from kg.serve.http.limits import MIB
from kg.serve.http.refusals import no_page
from kg.serve.submit.draft import Draft, find
from kg.serve.submit.offered import Offer, Offered
from kg.serve.submit.sections import Section, sections
from kg.serve.submit.words import Wording
from kg.serve.visit import Visit
from kg.serve.words import pick

LARGEST = MIB
"""Bytes: a form of every field filled is a tenth of it."""
MOST_FIELDS = 5_000
CHECK = "granska"
"""The address of the page where everything is read through and sent; no section is called so."""


@dataclass(frozen=True)
class Opened:
    """A visit to a draft."""

    visit: Visit
    draft: Draft
    offer: Offer
    kind: FormKind
    sections: tuple[Section, ...]
    wording: Wording
    proof: str = ""
    """What shows that a post comes from a page of the steward's own session; empty where nobody is logged in."""

    @property
    def label(self) -> str:
        """What the kind is called."""
        return pick(self.kind.label, self.visit.lang, self.kind.name)

    @property
    def name(self) -> str:
        """What the draft's thing is called so far."""
        form = self.offer.form.of_kind(self.kind.name)
        keys = [part.field for part in form.named_by if part.field] if form else []
        texts = (said.value for key in keys for said in self.draft.answers.answers.said(key))
        return next((text for text in texts if text), "")

    @property
    def submitters(self) -> tuple[str, ...]:
        """The kinds of things that may hand in: what the record's field for that takes."""
        asked = self.offer.form.record.at(self.visit.site.base.ns("submitter").value)
        return asked.kinds if asked else ()

    def section(self, slug: str) -> Section:
        """The section of that name; NotFound when there is none."""
        found = next((each for each in self.sections if each.slug == slug), None)
        if found is None:
            raise no_page(self.visit.path)
        return found

    def path(self, slug: str = "") -> str:
        """The address of the overview, of a section, or of the page where everything is read through."""
        return f"{self.draft.path}/{slug}" if slug else self.draft.path

    def after(self, section: Section) -> str:
        """Where one goes on after a section."""
        slugs = [each.slug for each in self.sections]
        following = [*slugs, CHECK][slugs.index(section.slug) + 1]
        return self.path(following)


def kind_of(visit: Visit, offer: Offer, name: str) -> FormKind:
    """The kind of a name; NotFound when nothing of that kind can be handed in."""
    kind = offer.form.kind(name)
    if kind is None or offer.form.of_kind(name) is None:
        raise no_page(visit.path)
    return kind


def opened(offered: Offered, visit: Visit, kind: str, code: str) -> Opened:
    """The draft of a code as the visitor has it open; NotFound when there is none, or when it is a steward's edit."""
    made = _opened(offered, visit, kind, code)
    if made.draft.is_edit:
        raise no_page(visit.path)
    return made


def opened_to_edit(offered: Offered, visit: Visit, number: int, code: str, proof: str) -> Opened:
    """A steward's edit of a record of the submission of that number; NotFound when there is none."""
    made = _opened(offered, visit, inbox_of(visit).draft(code).kind, code)
    if made.draft.origin is None or made.draft.origin.number != number:
        raise no_page(visit.path)
    return replace(made, proof=proof)


def _opened(offered: Offered, visit: Visit, kind: str, code: str) -> Opened:
    offer = offered.of(visit.edition)
    known = kind_of(visit, offer, kind)
    draft = find(visit, kind, code, offer.form)
    return Opened(
        visit=visit,
        draft=draft,
        offer=offer,
        kind=known,
        sections=sections(offer.form, kind, visit.site.base),
        wording=Wording(offer, visit.site.base, visit.site.words, visit.lang),
    )


def must_be_a_small_form_of_ours(visit: Visit) -> None:
    """NotAllowed for what another site's page posts; PayloadTooLarge for more than anybody types."""
    private.must_come_from_us(visit)
    if (visit.request.content_length or 0) > LARGEST or len(visit.request.form) > MOST_FIELDS:
        raise PayloadTooLarge(
            f"The form is larger than {LARGEST // MIB} MiB, or has more than {MOST_FIELDS} fields; shorten it.",
            message_sv=f"Formuläret är större än {LARGEST // MIB} MiB, eller har över {MOST_FIELDS} fält; korta det.",
        )
