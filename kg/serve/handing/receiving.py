"""Where things are handed in by programs and as files: `POST /submissions`, and the page about it."""

from flask import Blueprint, Response

from kg.errors import BadRequest
from kg.inbox import receipts
from kg.serve.handing import status
from kg.serve.handing.submissions import hand_in
from kg.serve.handing.where import inbox_of
from kg.serve.http import private
from kg.serve.http.bodies import posted
from kg.serve.http.respond import choose
from kg.serve.visit import Visit


def receive(visit: Visit) -> Response:
    """Keep what is handed in and answer with its receipt; the same Idempotency-Key again gives the same receipt."""
    private.must_come_from_us(visit)
    form = choose(visit, status.FORMS)
    given = posted(visit)
    if given.handed is None:
        raise BadRequest(
            "There is no file: give it in the field 'file', or send it as the body itself.",
            message_sv="Det finns ingen fil: ange den i fältet 'file', eller skicka den som själva innehållet.",
        )
    submitter = status.submitter_of(visit, given.fields)
    return status.received(visit, hand_in(visit, given.handed, submitter, kind=given.fields.get("kind")), form)


def about(visit: Visit) -> Response:
    """The page where a file is handed in and a receipt is looked up."""
    inbox_of(visit)
    typed = visit.params.one("receipt")
    receipt = receipts.read(typed, "S") if typed else None
    if receipt is not None:
        return private.see(visit, f"submissions/{receipt}")
    kinds = visit.edition.model.kinds
    return private.page(
        visit,
        "submissions.html",
        {"typed": typed or "", "kinds": kinds, "public": visit.site.settings.public},
        title=visit.say("Lämna in"),
    )


def blueprint() -> Blueprint:
    """The routes of what is handed in."""
    routes = Blueprint("submissions", __name__)
    read = ["GET", "HEAD", "OPTIONS"]
    routes.add_url_rule("/submissions", "about", about, methods=read)
    routes.add_url_rule("/submissions", "receive", receive, methods=["POST"])
    routes.add_url_rule("/submissions/<receipt>", "show", status.show, methods=read)
    routes.add_url_rule("/submissions/<receipt>", "act", status.act, methods=["POST"])
    return routes
