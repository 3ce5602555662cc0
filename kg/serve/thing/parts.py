"""The graph's own parts: a record at /record/…, a named graph at /graph/…, and anything at all at /resource?iri=…"""

from flask import Blueprint, Response
from pyoxigraph import NamedNode, Triple

from kg.errors import BadRequest
from kg.rdf.iris import is_iri
from kg.release import void
from kg.serve import frame
from kg.serve.http import respond
from kg.serve.http.refusals import NothingThere, no_page
from kg.serve.http.respond import Offer
from kg.serve.thing import addresses as things
from kg.serve.thing import describing, documents, reading, statements
from kg.serve.thing.documents import Document
from kg.serve.thing.shown import resource_page
from kg.serve.visit import Visit

_GRAPHS = ("context", "derived", "links", "vocabulary", "release")


def record(visit: Visit, kind: str, name: str) -> Response:
    """A record: the graph that holds a thing's statements, and what is said of the record itself."""
    start, form = documents.split(name)
    engine, base = visit.edition.engine, visit.site.base
    iri, thing = base.iri_of(f"record/{kind}/{start}"), f"{kind}/{start}"
    tombstone = visit.edition.model.gone.get(base.iri_of(thing))
    if tombstone is not None and tombstone.replaced_by is None:
        return things.gone(visit, f"record/{thing}", tombstone, form)
    if tombstone is not None:
        return respond.see(visit, f"record/{base.path_of(tombstone.replaced_by or '')}", status=301, vary=())
    if not reading.known(engine, iri):
        raise NothingThere(f"There is no record {start!r}.", message_sv=f"Det finns ingen post {start!r}.", near=())
    document = Document(
        path=f"record/{thing}",
        triples=lambda: reading.graph_triples(engine, iri),
        page=lambda: describing.page(
            visit,
            document,
            describing.read(visit, iri, _record_statements(visit, iri), kind=visit.say("Post"), mentions=False),
        ),
    )
    return documents.send(visit, document, form)


def _record_statements(visit: Visit, iri: str) -> statements.Statements:
    """The record's own statements, named after its thing."""
    found = reading.of_record(visit.edition.engine, iri)
    return statements.Statements({iri: found.by_subject.get(iri, {})}, found.names)


def graph(visit: Visit, name: str) -> Response:
    """One of the release's own graphs, as it stands in the dataset, and what VoID says of it."""
    start, form = documents.split(name)
    held = start != "context" or "graph-context" in visit.edition.release.manifest.content
    if start not in _GRAPHS or not held or visit.edition.of_files:
        raise no_page(visit.path)
    iri = visit.site.base.graph(start).value
    document = Document(
        path=f"graph/{start}",
        triples=lambda: [*_of_graph(visit, iri), *reading.graph_triples(visit.edition.engine, iri)],
        page=lambda: frame.page(
            visit,
            "graph.html",
            {"iri": iri, "name": start, "forms": document.forms, "path": document.path},
            title=visit.say("Grafen {name}", {"name": start}),
            alternates=document.alternates,
            canonical=iri,
        ),
    )
    return documents.send(visit, document, form)


def _of_graph(visit: Visit, iri: str) -> list[Triple]:
    said = void.of(visit.edition.release, visit.site.settings)
    return [each for each in said if each.subject == NamedNode(iri)]


def resource(visit: Visit) -> Response:
    """What the graph says of any IRI, ours or anybody's."""
    iri = visit.params.one("iri")
    if not iri or not is_iri(iri):
        raise BadRequest(
            "Give a whole IRI as the parameter 'iri', e.g. /resource?iri=http://www.wikidata.org/entity/Q34.",
            message_sv="Ange en fullständig IRI i parametern 'iri', t.ex. "
            "/resource?iri=http://www.wikidata.org/entity/Q34.",
        )
    own = visit.site.base.path_of(iri)
    if own is not None and not visit.edition.of_files:
        return respond.see(visit, own, vary=())
    engine = visit.edition.engine
    if not (reading.known(engine, iri) or reading.used(engine, iri) or reading.references(engine, iri)):
        raise NothingThere(f"The graph says nothing about {iri!r}.", message_sv=f"Grafen säger ingenting om {iri!r}.")
    return _resource(visit, iri)


def _resource(visit: Visit, iri: str) -> Response:
    document = Document(
        path=resource_page(iri),
        triples=lambda: reading.description_triples(visit.edition.engine, iri),
        page=lambda: describing.page(
            visit,
            document,
            describing.read(visit, iri, reading.of_thing(visit.edition.engine, iri), kind="", mentions=False),
        ),
    )
    asked = visit.params.one("format")
    form = next((each for each in documents.FORMS if asked in (each.extension, each.media_type)), None)
    chosen = form or respond.choose(visit, documents.WISHES)
    offer = Offer(
        key=("resource", iri),
        alternates=document.alternates,
        vary=("Accept",),
    )
    return respond.answer(visit, chosen, lambda: documents.body(visit, document, chosen), offer)


def blueprint() -> Blueprint:
    """The routes of records, graphs and resources."""
    routes = Blueprint("parts", __name__)
    methods = ["GET", "HEAD", "OPTIONS"]
    routes.add_url_rule("/record/<kind>/<name>", "record", record, methods=methods)
    routes.add_url_rule("/graph/<name>", "graph", graph, methods=methods)
    routes.add_url_rule("/resource", "resource", resource, methods=methods)
    return routes
