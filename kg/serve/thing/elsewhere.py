"""What no other route takes: releases and other IRIs of ours that something is said of; else nothing is there."""

from collections.abc import Callable, Sequence
from functools import partial

from flask import Flask, Response
from pyoxigraph import NamedNode, Triple

from kg.release import catalogue, series
from kg.release.layout import Release, must_not_be_replaced
from kg.serve import frame
from kg.serve.history import publications
from kg.serve.http import respond
from kg.serve.http.refusals import no_page
from kg.serve.thing import describing, documents, reading, statements
from kg.serve.thing.documents import Document
from kg.serve.thing.shown import resource_page
from kg.serve.visit import Visit
from kg.serve.words import pick

Triples = Sequence[Triple]


def release(visit: Visit, name: str) -> Response:
    """A release that is kept: where it came from, when, and from which input."""
    start, _ = documents.split(name)
    found = next((each for each in visit.site.shelf.all() if each.id == start), None)
    if found is None:
        must_not_be_replaced(visit.site.shelf.all(), start)
        return _said(visit, f"releases/{name}", partial(_published, visit))
    return _said(visit, f"releases/{name}", partial(_told, visit, found), partial(_page_of, found))


def anything(visit: Visit, path: str) -> Response:
    """An IRI of ours that the graph or the catalogue speaks of; else nothing is there."""
    if path.endswith("/") and path.strip("/"):
        # A slash too many.
        return respond.see(visit, path.strip("/"), status=308, vary=())
    iri = visit.site.base.iri_of(path)
    if visit.edition.of_files:
        if reading.known(visit.edition.engine, iri):
            return respond.see(visit, resource_page(iri))
        raise no_page(visit.path)
    return _said(visit, path, partial(_published, visit))


def _told(visit: Visit, found: Release) -> Triples:
    """What a release says of itself, and what the catalogue says of it as an earlier one in the series."""
    settings = visit.site.settings
    return list(dict.fromkeys([*catalogue.alone(found, settings), *catalogue.of(visit.edition.release, settings)]))


def _published(visit: Visit) -> Triples:
    return catalogue.alone(visit.edition.release, visit.site.settings)


def _said(
    visit: Visit, path: str, more: Callable[[], Triples], page: Callable[[Visit, Document, str], bytes] | None = None
) -> Response:
    """What is said of the IRI at a path, in the graph and in what is said about the graph."""
    start, form = documents.split(path)
    iri = visit.site.base.iri_of(start)
    found = [*reading.description_triples(visit.edition.engine, iri), *_of(more(), iri)]
    if not found:
        raise no_page(visit.path)
    document = Document(
        path=start,
        triples=lambda: found,
        page=lambda: (page or _page)(visit, document, iri),
        stamp=series.stamp(visit.edition.release),
    )
    return documents.send(visit, document, form)


def _of(triples: Triples, iri: str) -> list[Triple]:
    """The statements on an IRI and on the nodes within it."""
    return [
        each for each in triples if isinstance(each.subject, NamedNode) and each.subject.value.partition("#")[0] == iri
    ]


def _page(visit: Visit, document: Document, iri: str) -> bytes:
    said = statements.of(document.triples())
    return describing.page(visit, document, describing.read(visit, iri, said, kind="", mentions=False))


def _page_of(release: Release, visit: Visit, document: Document, iri: str) -> bytes:
    """A release in words: what it holds, and what it was made of."""
    known = {kind.name: pick(kind.plural, visit.lang, kind.name) for kind in visit.edition.model.kinds}
    return frame.page(
        visit,
        "release.html",
        {
            "manifest": release.manifest,
            "iri": iri,
            "current": release.id == visit.edition.id,
            "publications": [each for each in publications.told(visit) if each.release == release.id],
            "previous": next((each.id for each in visit.site.shelf.all() if each.id == release.manifest.previous), ""),
            "kinds": [(known.get(name, name), count) for name, count in release.manifest.kinds.items()],
            "forms": document.forms,
            "path": document.path,
        },
        title=visit.say("Utgåva {n}", {"n": release.id}),
        alternates=document.alternates,
        canonical=iri,
    )


def register(app: Flask) -> None:
    """The routes of releases, and of everything else."""
    methods = ["GET", "HEAD", "OPTIONS"]
    app.add_url_rule("/releases/<name>", "release", release, methods=methods)
    app.add_url_rule("/<path:path>", "anything", anything, methods=methods)
