"""The service as a WSGI application, made from what it is handed: settings and a shelf of releases."""

from flask import Flask

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
    elsewhere.register(app, made)
    problems.register(app, made)
    return app
