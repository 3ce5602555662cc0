"""The stewards' addresses: the log-in, the queue, a submission beside what is published, its form, its file."""

from functools import partial

from flask import Blueprint, Response

from kg.inbox.values import Session, Submission
from kg.serve.handing.where import inbox_of
from kg.serve.http import respond
from kg.serve.lists.listing import Listings
from kg.serve.review import editing, links, queue, session
from kg.serve.review.reviewing import Reviewing
from kg.serve.submit.offered import Offered
from kg.serve.submit.opened import CHECK
from kg.serve.visit import Visit


def file(visit: Visit, steward: Session, number: int) -> Response:
    """What was handed in, byte for byte; to be saved, never shown."""
    submission = inbox_of(visit).numbered(number)
    body = inbox_of(visit).body(submission.receipt)
    response = Response([body], content_type="application/octet-stream", direct_passthrough=True)
    response.headers["Content-Length"] = str(len(body))
    response.headers.set("Content-Disposition", "attachment", filename=f"inlamning-{number}{_suffix(submission)}")
    return respond.dressed(visit, response)


def _suffix(submission: Submission) -> str:
    suffix = submission.name.rpartition(".")[2]
    return f".{suffix}" if suffix.isascii() and suffix.isalnum() and len(suffix) <= 8 else ""


def blueprint(listings: Listings, offered: Offered) -> Blueprint:
    """The routes of the review pages."""
    routes = Blueprint("review", __name__)
    read = ["GET", "HEAD", "OPTIONS"]
    reviewing = Reviewing(listings)
    routes.add_url_rule("/review/login", "login", session.log_in_page, methods=read)
    routes.add_url_rule("/review/login", "log_in", session.log_in, methods=["POST"])
    routes.add_url_rule("/review/logout", "log_out", session.stewards_only(session.log_out), methods=["POST"])
    guarded = session.stewards_only
    routes.add_url_rule("/review", "bare", guarded(queue.show), methods=read)
    routes.add_url_rule("/review/", "queue", guarded(partial(queue.show, held_links=links.count)), methods=read)
    routes.add_url_rule("/review/links", "links", guarded(links.show), methods=read)
    routes.add_url_rule("/review/links", "say", guarded(links.say), methods=["POST"])
    routes.add_url_rule("/review/<int:number>", "show", guarded(reviewing.show), methods=read)
    routes.add_url_rule("/review/<int:number>", "decide", guarded(reviewing.decide), methods=["POST"])
    routes.add_url_rule("/review/<int:number>/file", "file", guarded(file), methods=read)
    draft = "/review/<int:number>/form/<code>"
    for address, name, view, methods in (
        ("/review/<int:number>/form", "edit", editing.begin_edit, ["POST"]),
        (draft, "edit_overview", editing.overview, read),
        (f"{draft}/{CHECK}", "edit_check", editing.check, read),
        (f"{draft}/{CHECK}", "edit_save", editing.save_edit, ["POST"]),
        (f"{draft}/<slug>", "edit_section", editing.section, read),
        (f"{draft}/<slug>", "edit_fill_in", editing.fill_in, ["POST"]),
    ):
        routes.add_url_rule(address, name, guarded(partial(view, offered)), methods=methods)
    return routes
