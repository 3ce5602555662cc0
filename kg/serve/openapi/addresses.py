"""The description of the interface at /openapi.json: for the portal's "Utforska API" and for who writes programs."""

import json

from flask import Blueprint, Response, current_app

from kg.serve.http import respond
from kg.serve.http.negotiate import Variant
from kg.serve.http.respond import Offer
from kg.serve.openapi.document import document
from kg.serve.visit import Visit

PATH = "openapi.json"
JSON = Variant("application/json", "json", "JSON")


def openapi(visit: Visit) -> Response:
    """The description of every address that programs may use."""
    offer = Offer((PATH, visit.lang), described_by="om", vary=("Accept-Language",), lasting=False)
    return respond.answer(visit, JSON, lambda: _body(visit), offer)


def _body(visit: Visit) -> bytes:
    edition = visit.edition_if_any
    said = document(
        current_app.url_map,
        current_app.view_functions,
        server=visit.site.settings.public,
        lang=visit.lang,
        kinds=[kind.name for kind in edition.model.kinds] if edition is not None else (),
    )
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def blueprint() -> Blueprint:
    """The route of the description."""
    routes = Blueprint("openapi", __name__)
    routes.add_url_rule(f"/{PATH}", "openapi", openapi, methods=["GET", "HEAD", "OPTIONS"])
    return routes
