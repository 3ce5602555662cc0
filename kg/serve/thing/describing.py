"""The plain page of anything that has no page of its own: its properties by name, and what refers to it."""

from dataclasses import dataclass

from kg.rdf.namespaces import DCTERMS, FOAF, RDF, RDFS, SKOS
from kg.serve import frame
from kg.serve.model import ClassModel
from kg.serve.thing import reading
from kg.serve.thing.documents import Document
from kg.serve.thing.facts import Fact, Facts
from kg.serve.thing.page import MentionGroup, mention_groups, reader_of
from kg.serve.thing.places import Places
from kg.serve.thing.shown import Shown, short
from kg.serve.thing.statements import Statements
from kg.serve.visit import Visit
from kg.serve.words import pick

_NAMES = (SKOS.prefLabel.value, RDFS.label.value, DCTERMS.title.value, FOAF.name.value)
_SUMMARIES = (SKOS.definition.value, DCTERMS.description.value, DCTERMS.abstract.value, RDFS.comment.value)


@dataclass(frozen=True)
class Description:
    """What the plain page shows."""

    iri: str
    kind: str
    title: str
    summary: str
    facts: tuple[Fact, ...]
    mentions: tuple[MentionGroup, ...]


def read(visit: Visit, iri: str, statements: Statements, *, kind: str, mentions: bool) -> Description:
    """The description of an IRI from its statements."""
    lang = visit.lang
    names = next((said for said in (statements.texts(iri, each) for each in _NAMES) if said), {})
    summary = next((each for each in _SUMMARIES if statements.values(iri, each)), "")
    silent = frozenset({RDFS.label.value, summary, RDF.type.value} if kind else {RDFS.label.value, summary})
    title = pick(names, lang, visit.site.base.path_of(iri) or short(iri, visit.site.base.iri))
    facts = Facts(reader_of(visit, statements), iri, "", ClassModel("", {}, {}, ())).rest(silent)
    own = visit.edition.of_files
    referring = reading.references if own or not mentions else reading.mentions
    found = referring(visit.edition.engine, iri)
    return Description(
        iri=iri,
        kind=kind,
        title=title,
        summary=pick(statements.texts(iri, summary), lang),
        facts=Places(facts).of(facts),
        mentions=mention_groups(visit, found),
    )


def page(visit: Visit, document: Document, description: Description, *, types: tuple[Shown, ...] = ()) -> bytes:
    """The plain page as bytes."""
    return frame.page(
        visit,
        "description.html",
        {"page": description, "forms": document.forms, "path": document.path, "types": types},
        title=description.title,
        description=description.summary[:300],
        alternates=document.alternates,
        canonical=description.iri if visit.site.base.path_of(description.iri) else "",
    )
