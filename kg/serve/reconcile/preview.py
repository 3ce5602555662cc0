"""A small page on one entity, to be shown in a frame of somebody else's page: its name, what it is, its first facts."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.serve import frame
from kg.serve.reconcile import wording
from kg.serve.reconcile.register import Entity, Register
from kg.serve.thing import describing, reading
from kg.serve.thing import page as thing_page
from kg.serve.visit import Visit

CSP = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
"""As every page's, but that anybody may frame it: there is nothing in it to press but a link to the page."""
_SHOWN = 300
_FACTS = 4
_VALUES = 3


@dataclass(frozen=True)
class Preview:
    """What the small page shows; a fact is its name and its values in words."""

    title: str
    about: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    path: str


def page(visit: Visit, register: Register, entity: Entity) -> bytes:
    """The small page as bytes."""
    summary, facts = _told(visit, register, entity)
    made = Preview(
        title=entity.name(visit.lang),
        about=wording.description(visit, register.schema, entity),
        summary=summary if len(summary) <= _SHOWN else summary[:_SHOWN].rpartition(" ")[0] + " …",
        facts=facts[:_FACTS],
        path=entity.id,
    )
    return frame.page(visit, "reconcile_preview.html", {"preview": made}, title=made.title)


def _told(visit: Visit, register: Register, entity: Entity) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The summary and the facts at the head of an entity's own page."""
    name, _, slug = entity.id.partition("/")
    kind = visit.edition.model.kind(name)
    if kind is None:
        iri = register.iri(entity)
        said = reading.of_thing(visit.edition.engine, iri)
        return describing.read(visit, iri, said, kind=name, mentions=False).summary, ()
    read = thing_page.read(visit, kind, slug)
    texts = ((fact.label, _words([each.text for each in fact.values])) for fact in read.key_facts if fact.values)
    return read.summary, tuple(texts)


def _words(values: Sequence[str]) -> str:
    shown = ", ".join(values[:_VALUES])
    return f"{shown} …" if len(values) > _VALUES else shown
