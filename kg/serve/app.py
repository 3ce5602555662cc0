"""The service as a WSGI application, made from what it is handed: settings and a shelf of releases."""

from flask import Flask, Response

from kg.serve import (
    catalogue,
    files,
    lists,
    pages,
    parts,
    problems,
    questions,
    respond,
    shapes,
    site,
    sparql,
    things,
    vocabulary,
)
from kg.serve.listing import Listings
from kg.serve.refusals import no_page
from kg.serve.shelf import Shelf
from kg.serve.visit import Visit
from kg.settings import Settings


def create_app(settings: Settings, shelf: Shelf) -> Flask:
    """The application: one blueprint a subject, every view guarded, nothing kept outside it."""
    made = site.make(settings, shelf)
    listings = Listings(made.base)
    app = Flask("kg.serve", static_folder=None, template_folder=None)
    # The framework would redirect to the host that the request names; we never do.
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = True
    app.url_map.redirect_defaults = False
    app.config["MAX_CONTENT_LENGTH"] = sparql.MAX_BODY
    for blueprint in (
        pages.blueprint(made),
        sparql.blueprint(made),
        questions.blueprint(made),
        vocabulary.blueprint(made),
        shapes.blueprint(made),
        parts.blueprint(made),
        catalogue.blueprint(made, listings),
        files.blueprint(made),
        lists.blueprint(made, listings),
        things.blueprint(made, listings),
    ):
        app.register_blueprint(blueprint)
    app.add_url_rule(
        "/<path:path>",
        "nowhere",
        problems.guarded(made, _nowhere),
        methods=["GET", "HEAD", "OPTIONS"],
    )
    problems.register(app, made)
    return app


def _nowhere(visit: Visit, path: str) -> Response:
    """What no route takes: a slash too many leads to the address without it, the rest is nowhere."""
    if path.endswith("/") and path.strip("/"):
        return respond.see(visit, path.strip("/"), status=308, vary=())
    raise no_page(f"/{path}")
