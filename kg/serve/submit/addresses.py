"""The form's addresses. It works without scripts: every button posts the page, and every post is kept."""

from functools import partial

from flask import Blueprint, Response

from kg.serve.http import private
from kg.serve.submit.describing import describe, figures
from kg.serve.submit.filling import fill_in, overview, section
from kg.serve.submit.offered import Offered
from kg.serve.submit.opened import CHECK
from kg.serve.submit.sending import review, send
from kg.serve.submit.start import first, of_kind, sheet, start
from kg.serve.visit import Visit

_READ = ["GET", "HEAD", "OPTIONS"]


def blueprint(offered: Offered) -> Blueprint:
    """The routes of the form."""
    routes = Blueprint("submit", __name__)
    draft = "/submit/<kind>/<code>"
    for address, name, view in (
        ("/submit/", "start", start),
        ("/submit/<kind>", "kind", of_kind),
        ("/submit/<kind>/sheet.xlsx", "sheet", sheet),
        (draft, "overview", overview),
        (f"{draft}/{CHECK}", "review", review),
        (f"{draft}/<slug>", "section", section),
    ):
        routes.add_url_rule(address, name, partial(view, offered), methods=_READ)
    for address, name, change in (
        ("/submit/<kind>", "first", first),
        ("/submit/<kind>/description", "describe", describe),
        (f"{draft}/figures", "figures", figures),
        (f"{draft}/{CHECK}", "send", send),
        (f"{draft}/<slug>", "fill_in", fill_in),
    ):
        routes.add_url_rule(address, name, partial(change, offered), methods=["POST"])
    routes.add_url_rule("/submit", "slash", _with_slash, methods=_READ)
    routes.add_url_rule("/submit/<kind>/description", "back", _to_the_kind, methods=_READ)
    return routes


def _to_the_kind(visit: Visit, kind: str) -> Response:
    """What was told of a description isn't kept: whoever comes back begins anew."""
    return private.see(visit, f"submit/{kind}#beskrivning")


def _with_slash(visit: Visit) -> Response:
    return private.see(visit, "submit/")
