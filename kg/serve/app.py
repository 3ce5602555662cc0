"""The service as a WSGI application, made from what it is handed: settings and a shelf of releases."""

from functools import partial

from flask import Flask, Response, request

from kg.serve import (
    catalogue,
    elsewhere,
    files,
    lists,
    pages,
    parts,
    problems,
    questions,
    shapes,
    site,
    sparql,
    things,
    vocabulary,
)
from kg.serve.listing import Listings
from kg.serve.shelf import Shelf
from kg.serve.visit import Visit
from kg.settings import Settings


def create_app(settings: Settings, shelf: Shelf) -> Flask:
    """The application: one blueprint a subject; views get the visit, and nothing is global."""
    made = site.make(settings, shelf)
    listings = Listings(made.base)
    app = Flask("kg.serve", static_folder=None, template_folder=None)
    # The framework would redirect to the host that the request names; we never do.
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = True
    app.url_map.redirect_defaults = False
    app.config["MAX_CONTENT_LENGTH"] = sparql.MAX_BODY
    for blueprint in (
        pages.blueprint(),
        sparql.blueprint(),
        questions.blueprint(made),
        vocabulary.blueprint(),
        shapes.blueprint(),
        parts.blueprint(),
        catalogue.blueprint(listings),
        files.blueprint(),
        lists.blueprint(listings),
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
    answered = app.view_functions[str(routed.endpoint)](visit, **(routed.view_args or {}))
    if not isinstance(answered, Response):
        raise TypeError(f"{routed.endpoint} answered with {type(answered).__name__}")
    return answered
