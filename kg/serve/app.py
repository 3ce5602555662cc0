"""The service as a WSGI application, made from what it is handed: settings and a shelf of releases."""

from functools import partial

from flask import Flask, Response, request

from kg.examine.pool import Examiners
from kg.inbox.inbox import Inbox
from kg.serve import catalogue, files, pages, quality, shapes, site, vocabulary
from kg.serve.ask import questions, sparql
from kg.serve.checking import addresses as validate
from kg.serve.handing import receiving
from kg.serve.history import addresses as history
from kg.serve.history import memento
from kg.serve.history.archive import Archive
from kg.serve.http import bodies, problems, respond
from kg.serve.http.limits import MAX_BODY, MAX_QUERY
from kg.serve.http.uploads import InMemory
from kg.serve.lists import pages as lists
from kg.serve.lists.listing import Listings
from kg.serve.lists.sieve import Sieves
from kg.serve.openapi import addresses as openapi
from kg.serve.reconcile import addresses as reconcile
from kg.serve.reconcile.register import Registers
from kg.serve.review import pages as review
from kg.serve.search import addresses as search
from kg.serve.shelf import Shelf
from kg.serve.submit import addresses as submit
from kg.serve.submit.offered import Offered
from kg.serve.thing import addresses as things
from kg.serve.thing import elsewhere, parts
from kg.serve.visit import Visit
from kg.settings import Settings

SITE = "kg.site"
READY = "kg.ready"
"""In the application's extensions: what is to be called with each edition that it will serve, so that nobody waits."""


def create_app(
    settings: Settings,
    shelf: Shelf,
    *,
    inbox: Inbox | None = None,
    examiner: Examiners | None = None,
    archive: Archive | None = None,
) -> Flask:
    """The application: one blueprint a subject; views get the visit, and nothing is global."""
    made = site.make(settings, shelf, inbox=inbox, examiner=examiner, archive=archive)
    listings, offered, registers = Listings(made.base), Offered(made.base), Registers(made.base)
    sieves = Sieves(listings)
    app = Flask("kg.serve", static_folder=None, template_folder=None)
    app.request_class = InMemory
    # The framework would redirect to the host that the request names; we never do.
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = True
    app.url_map.redirect_defaults = False
    app.extensions[SITE] = made
    app.extensions[READY] = partial(sieves.make_all, base=made.base)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_QUERY
    for blueprint in (
        pages.blueprint(),
        sparql.blueprint(),
        history.blueprint(),
        questions.blueprint(made),
        vocabulary.blueprint(),
        shapes.blueprint(),
        receiving.blueprint(),
        review.blueprint(listings, offered),
        validate.blueprint(),
        submit.blueprint(offered),
        reconcile.blueprint(registers),
        search.blueprint(registers, listings),
        parts.blueprint(),
        quality.blueprint(),
        openapi.blueprint(),
        catalogue.blueprint(listings),
        files.blueprint(),
        lists.blueprint(sieves),
        things.blueprint(listings),
    ):
        app.register_blueprint(blueprint)
    elsewhere.register(app)

    @app.before_request
    def answer() -> Response:
        visit = Visit(made, request)
        return problems.guarded(visit, partial(_view, app, visit))

    return app


def _view(app: Flask, visit: Visit) -> Response:
    """The answer of the view that the address leads to; where it leads to none, the framework's own refusal."""
    routed = visit.request
    if routed.routing_exception is not None:
        raise routed.routing_exception
    if respond.is_private(visit.path):
        bodies.must_say_its_length(visit)
    elsewhere_in_time = memento.negotiated(visit)
    if elsewhere_in_time is not None:
        return respond.dressed(visit, elsewhere_in_time)
    answered = app.view_functions[str(routed.endpoint)](visit, **(routed.view_args or {}))
    if not isinstance(answered, Response):
        raise TypeError(f"{routed.endpoint} answered with {type(answered).__name__}")
    return answered
