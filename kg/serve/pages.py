"""The pages about the service itself: front page, releases, about, problems, accessibility."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, Response
from pyoxigraph import NamedNode

from kg import errors
from kg.errors import KgError
from kg.query.questions import StandingQuestion
from kg.serve import files, frame
from kg.serve.ask import questions
from kg.serve.history import publications
from kg.serve.http import respond
from kg.serve.http.refusals import no_page
from kg.serve.http.respond import Offer
from kg.serve.model import Kind
from kg.serve.thing import reading
from kg.serve.thing.documents import PAGE
from kg.serve.thing.shown import resource_page, short
from kg.serve.visit import Visit

_TO_TRY = 5
_MOST_RELEASES = 200


@dataclass(frozen=True)
class Counted:
    """A kind and how many things of it there are."""

    kind: Kind
    count: int


def front(visit: Visit) -> Response:
    """The front page: what this is and how to begin; for plain files, what is in them."""
    make = partial(_files_front if visit.edition.of_files else _front, visit)
    alternates = (
        () if visit.edition.of_files else (("catalog.rdf", "application/rdf+xml"), ("catalog.ttl", "text/turtle"))
    )
    return respond.answer(visit, PAGE, make, Offer(("front",), alternates=alternates))


def _front(visit: Visit) -> bytes:
    edition = visit.edition
    counts = [Counted(kind, edition.release.manifest.kinds.get(kind.name, 0)) for kind in edition.model.kinds]
    found = files.bundle(visit)
    return frame.page(
        visit,
        "home.html",
        {
            "counts": counts,
            "questions": _to_try(questions.standing(edition, visit.site)),
            "dumps": found.dumps if found else (),
            "manifest": edition.release.manifest,
        },
        title="Samverkansgrafen",
        description=visit.say(
            "Samverkansprojekt för utrikesfödda kvinnors väg till arbete och studier, som öppna länkade data."
        ),
    )


def _to_try(every: Sequence[StandingQuestion]) -> list[StandingQuestion]:
    """Five questions spread over the list, so that they show different things."""
    step = max(1, len(every) // _TO_TRY)
    return list(every[::step][:_TO_TRY])


def _files_front(visit: Visit) -> bytes:
    engine, base = visit.edition.engine, visit.site.base
    graphs = [(name, _look_into(name), size) for name, size in reading.graphs(engine)]
    classes = [
        (label or short(iri, base.iri), resource_page(iri), count) for iri, count, label in reading.classes(engine)
    ]
    return frame.page(
        visit,
        "files.html",
        {"graphs": graphs, "classes": classes, "size_of": reading.size(engine)},
        title=visit.say("Dina filer"),
    )


def _look_into(graph: str) -> str:
    """A query for the beginning of a graph."""
    text = f"SELECT ?s ?p ?o\nWHERE {{ GRAPH {NamedNode(graph)} {{ ?s ?p ?o }} }}\nLIMIT 100\n"
    return f"sparql?{urlencode({'query': text})}"


def releases(visit: Visit) -> Response:
    """What readers have been shown, latest first: each release with what it changed."""
    if not visit.path.endswith("/"):
        return respond.see(visit, "releases/", status=308, vary=())
    told = publications.told(visit)
    key = ("releases", *visit.site.archive.stamp(), *(each.release for each in told))
    return respond.answer(
        visit,
        PAGE,
        lambda: frame.page(
            visit,
            "releases.html",
            {"publications": told[:_MOST_RELEASES], "more": len(told) - _MOST_RELEASES},
            title=visit.say("Utgåvor"),
        ),
        Offer(key),
    )


def problems(visit: Visit) -> Response:
    """Every kind of problem an answer may tell of."""
    every = sorted(_kinds_of(KgError), key=lambda each: (each.status, each.slug))
    return _static(visit, "problems.html", visit.say("Problemtyper"), {"problems": every})


def about(visit: Visit) -> Response:
    """What the graph is, how to use its data and its addresses."""
    return _static(
        visit,
        "about.html",
        visit.say("Om data och API"),
        {"limits": visit.site.settings, "public": visit.site.settings.public, "base": visit.site.base.iri},
    )


def accessibility(visit: Visit) -> Response:
    """The accessibility statement that the law asks for."""
    return _static(visit, "accessibility.html", visit.say("Tillgänglighetsredogörelse"), {})


def _static(visit: Visit, template: str, title: str, values: Mapping[str, object]) -> Response:
    if visit.edition.of_files and template != "problems.html":
        raise no_page(visit.path)
    return respond.answer(visit, PAGE, lambda: frame.page(visit, template, values, title=title), Offer((template,)))


def _kinds_of(root: type[KgError]) -> list[type[KgError]]:
    """The error classes of `kg.errors`, each once, those that stand for themselves."""
    below = [kind for each in root.__subclasses__() if each.__module__ == errors.__name__ for kind in _kinds_of(each)]
    return [root, *below]


def blueprint() -> Blueprint:
    """The routes of these pages."""
    routes = Blueprint("pages", __name__)
    methods = ["GET", "HEAD", "OPTIONS"]
    rules: tuple[tuple[str, Callable[[Visit], Response]], ...] = (
        ("/", front),
        ("/releases", releases),
        ("/releases/", releases),
        ("/problems", problems),
        ("/om", about),
        ("/tillganglighet", accessibility),
    )
    for rule, view in rules:
        routes.add_url_rule(rule, rule, view, methods=methods)
    return routes
