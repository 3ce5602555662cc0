"""The shapes at /shapes/{kind}: what a record of that kind must and may say, as a page and as SHACL."""

from pathlib import Path

from flask import Blueprint, Response
from pyoxigraph import BlankNode, NamedNode, Triple

from kg.rdf import graphs
from kg.rdf.formats import TURTLE
from kg.serve import frame
from kg.serve.http import respond
from kg.serve.http.negotiate import Variant
from kg.serve.http.refusals import no_page
from kg.serve.http.respond import Offer
from kg.serve.model import Kind
from kg.serve.thing import describing, documents, statements
from kg.serve.thing.documents import PAGE, Document
from kg.serve.visit import Visit
from kg.serve.words import pick
from kg.sources.folder import digest_of
from kg.validate import profiles


def shapes(visit: Visit, name: str) -> Response:
    """The shapes of a kind, or all of them: what a record of that kind must and may say."""
    start, form = documents.split(name)
    if start in profiles.names(visit.site.settings.root):
        return _profile(visit, start, form)
    path = visit.edition.release.path / "shapes.ttl"
    if not path.is_file():
        raise no_page(visit.path)
    iri = visit.site.base.iri_of(f"shapes/{start}")

    quads = graphs.read(path.read_bytes(), TURTLE, base_iri=visit.site.base.iri, source="shapes.ttl")
    every = [quad.triple for quad in quads]
    found = reachable(every, iri) or mentioning(every, iri)
    if not found:
        raise no_page(visit.path)
    kind = visit.edition.model.kind(start)
    document = Document(
        path=f"shapes/{start}",
        triples=lambda: found,
        page=lambda: _kind_page(visit, document, kind, iri) if kind else _plain_page(visit, document, iri),
    )
    return documents.send(visit, document, form)


def every(visit: Visit) -> Response:
    """All shapes of the release as RDF, or for people a list of them and of the profiles for others' data."""
    path = visit.edition.release.path / "shapes.ttl"
    if not path.is_file():
        raise no_page(visit.path)
    document = Document(
        path="shapes/",
        triples=lambda: [*_told_in_catalogue(visit, visit.site.base.iri_of("shapes/")), *_read(path, visit)],
        page=lambda: _list(visit, document),
        forms=(PAGE, *documents.RDF),
    )
    chosen = respond.choose(visit, document.forms)
    offer = Offer(("shapes", *profiles.names(visit.site.settings.root)), vary=("Accept",))
    return respond.answer(visit, chosen, lambda: documents.body(visit, document, chosen), offer)


def _list(visit: Visit, document: Document) -> bytes:
    said = {each.subject for each in document.triples()}
    shape = {each.name: NamedNode(visit.site.base.iri_of(f"shapes/{each.name}")) for each in visit.edition.model.kinds}
    values = {
        "kinds": [each for each in visit.edition.model.kinds if shape[each.name] in said],
        "profiles": profiles.names(visit.site.settings.root),
        "public": visit.site.settings.public,
    }
    return frame.page(visit, "shapes.html", values, title=visit.say("Kontrollregler"))


def _profile(visit: Visit, name: str, form: Variant | None) -> Response:
    """A profile for others' data: as RDF all its shapes, as a page what the catalogue says of it."""
    chosen, iri = profiles.profile(visit.site.settings.root, name), visit.site.base.iri_of(f"shapes/{name}")
    told = _told_in_catalogue(visit, iri)
    document = Document(
        path=f"shapes/{name}",
        triples=lambda: [*told, *(each for raw in chosen.shapes for each in _read(raw.path, visit))],
        page=lambda: _plain_page(visit, document, iri),
        # Profiles lie beside the releases, and change without them.
        stamp=digest_of(chosen.shapes),
    )
    return documents.send(visit, document, form)


def _told_in_catalogue(visit: Visit, iri: str) -> list[Triple]:
    """What the release's catalogue says of a standard of ours: its name and what it is for."""
    path = visit.edition.release.path / "catalogue.ttl"
    return [each for each in _read(path, visit) if each.subject == NamedNode(iri)] if path.is_file() else []


def _read(path: Path, visit: Visit) -> list[Triple]:
    data, base_iri = path.read_bytes(), visit.site.base.iri
    quads = graphs.read(data, TURTLE, base_iri=base_iri, source=path.name, rename_blank_nodes=True)
    return [quad.triple for quad in quads]


def _plain_page(visit: Visit, document: Document, iri: str) -> bytes:
    """Shapes that several kinds share, and groups of fields, as they are said."""
    own = statements.of(document.triples())
    description = describing.read(visit, iri, own, kind=visit.say("Formulär"), mentions=False)
    return describing.page(visit, document, description)


def _kind_page(visit: Visit, document: Document, kind: Kind, iri: str) -> bytes:
    """What a record of a kind says, as a table."""
    return frame.page(
        visit,
        "shape.html",
        {
            "kind": kind,
            "shape": visit.edition.model.kind_class(kind),
            "model": visit.edition.model,
            "forms": document.forms,
            "path": document.path,
            "iri": iri,
        },
        title=visit.say("Formulär: {kind}", {"kind": pick(kind.label, visit.lang, kind.name)}),
        alternates=document.alternates,
    )


def mentioning(triples: list[Triple], iri: str) -> list[Triple]:
    """The statements whose value is that IRI."""
    return [each for each in triples if isinstance(each.object, NamedNode) and each.object.value == iri]


def reachable(triples: list[Triple], start: str) -> list[Triple]:
    """The statements on a document's subjects, and on what they lead to within the shapes.

    A subject is the document's when it is the document's IRI, with or without a fragment.
    """
    by_subject: dict[NamedNode | BlankNode, list[Triple]] = {}
    for each in triples:
        if isinstance(each.subject, NamedNode | BlankNode):
            by_subject.setdefault(each.subject, []).append(each)
    waiting: list[NamedNode | BlankNode] = []
    waiting += [s for s in by_subject if isinstance(s, NamedNode) and s.value.partition("#")[0] == start]
    found: dict[NamedNode | BlankNode, list[Triple]] = {}
    while waiting:
        subject = waiting.pop()
        if subject not in found:
            found[subject] = by_subject[subject]
            waiting += [
                t.object
                for t in by_subject[subject]
                if isinstance(t.object, NamedNode | BlankNode) and t.object in by_subject
            ]
    return [triple for each in found.values() for triple in each]


def blueprint() -> Blueprint:
    """The route of shapes."""
    routes = Blueprint("shapes", __name__)
    routes.add_url_rule("/shapes/", "every", every, methods=["GET", "HEAD", "OPTIONS"])
    routes.add_url_rule("/shapes/<path:name>", "shapes", shapes, methods=["GET", "HEAD", "OPTIONS"])
    return routes
