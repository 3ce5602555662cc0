"""Things: 303 to their document, the documents themselves, 410 for what was removed and 301 for what was merged."""

from dataclasses import dataclass

from flask import Blueprint, Response
from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf.namespaces import DCTERMS, PROV, RDF, XSD
from kg.serve import frame
from kg.serve.ask import beside
from kg.serve.http import respond
from kg.serve.http.negotiate import Variant
from kg.serve.http.refusals import NothingThere, Signpost
from kg.serve.lists.listing import Listings
from kg.serve.model import Kind, Tombstone
from kg.serve.schema_org import things as schema_things
from kg.serve.thing import documents, elsewhere, reading
from kg.serve.thing import page as thing_page
from kg.serve.thing.documents import Document
from kg.serve.visit import Visit
from kg.serve.words import pick


@dataclass(frozen=True)
class Things:
    """The views of things."""

    listings: Listings

    def thing(self, visit: Visit, kind: str, slug: str) -> Response:
        """A thing, or one of its documents, or its tombstone."""
        name, form = documents.split(slug)
        tombstone = visit.edition.model.gone.get(visit.site.base.iri_of(f"{kind}/{name}"))
        if tombstone is not None:
            return gone(visit, f"{kind}/{name}", tombstone, form)
        known = visit.edition.model.kind(kind)
        if known is None:
            return elsewhere.anything(visit, f"{kind}/{slug}")
        self._must_exist(visit, known, name)
        document = self._document(visit, known, name)
        return documents.send(visit, document, form) if form else documents.point(visit, document)

    def _document(self, visit: Visit, kind: Kind, slug: str) -> Document:
        path = f"{kind.name}/{slug}"
        record = visit.site.base.iri_of(f"record/{path}")
        document = Document(
            path=path,
            triples=lambda: reading.record_triples(visit.edition.engine, record),
            page=lambda: _page(visit, kind, slug, document),
            described_by=f"record/{path}",
        )
        return document

    def _must_exist(self, visit: Visit, kind: Kind, slug: str) -> None:
        if reading.known(visit.edition.engine, visit.site.base.iri_of(f"{kind.name}/{slug}")):
            return
        near = self.listings.of(visit.edition, kind).near(slug)
        signposts = [Signpost(each.label(visit.lang), each.path) for each in near]
        whole = Signpost(pick(kind.plural, visit.lang, kind.name), f"{kind.name}/")
        label = pick(kind.label, "en", kind.name).lower()
        raise NothingThere(
            f"There is no {label} called {slug!r} in the graph.",
            message_sv=f"Det finns inget {pick(kind.label, 'sv', kind.name).lower()} som heter {slug!r} i grafen.",
            near=[*signposts, whole],
        )


def gone(visit: Visit, path: str, tombstone: Tombstone, form: Variant | None) -> Response:
    """301 to what took a merged thing's place; 410 with a body that says when and why for a removed one."""
    if tombstone.replaced_by is not None:
        heir = visit.site.base.path_of(tombstone.replaced_by)
        if heir is not None:
            return respond.see(visit, heir, status=301, vary=())
    document = Document(
        path=path,
        triples=lambda: tombstone_triples(visit, path, tombstone),
        page=lambda: frame.page(
            visit,
            "gone.html",
            {"iri": visit.site.base.iri_of(path), "date": tombstone.date, "reason": pick(tombstone.reason, visit.lang)},
            title=visit.say("Borttagen"),
        ),
    )
    return documents.send(visit, document, form, status=410)


def tombstone_triples(visit: Visit, path: str, tombstone: Tombstone) -> list[Triple]:
    """What is still said of a removed thing: that it was, until when, and why it is not."""
    thing = NamedNode(visit.site.base.iri_of(path))
    said = [Triple(thing, RDF.type, PROV.Entity)]
    if tombstone.date:
        said.append(Triple(thing, PROV.invalidatedAtTime, Literal(tombstone.date, datatype=XSD.date)))
    said += [Triple(thing, DCTERMS.description, Literal(text, language=tag)) for tag, text in tombstone.reason.items()]
    return said


def _page(visit: Visit, kind: Kind, slug: str, document: Document) -> bytes:
    page = thing_page.read(visit, kind, slug)
    return frame.page(
        visit,
        "thing.html",
        {
            "page": page,
            "forms": document.forms,
            "path": document.path,
            "answers": beside.of(visit, page.iri, page.types),
        },
        title=page.title,
        description=page.summary[:300],
        alternates=document.alternates,
        canonical=page.iri,
        structured=schema_things.thing(visit, page, visit.site.base.iri_of(f"record/{kind.name}/{slug}")),
    )


def blueprint(listings: Listings) -> Blueprint:
    """The routes of things."""
    views = Things(listings)
    routes = Blueprint("things", __name__)
    routes.add_url_rule("/<kind>/<slug>", "thing", views.thing, methods=["GET", "HEAD", "OPTIONS"])
    return routes
