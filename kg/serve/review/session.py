"""Who is logged in: a signed cookie names a session in the inbox; whatever changes something brings its proof."""

import hmac
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlsplit

from flask import Response

from kg.errors import NotAllowed, TooManyTries
from kg.inbox.values import Session
from kg.serve.handing.where import inbox_of
from kg.serve.http import private
from kg.serve.http.bodies import posted
from kg.serve.http.problems import sentence
from kg.serve.http.visitors import address_of, count_log_in
from kg.serve.visit import Visit

COOKIE = "samverkan_granskning"
FORM_COOKIE = "samverkan_inloggning"
_LONGEST = 1024
_OURS = re.compile(r"review/(links|\d{1,9}(/form(/U(-[0-9A-Z]{4}){3}(/[a-z-]{1,40})?)?)?)")


def of(visit: Visit) -> Session | None:
    """The session that the visitor's cookie names."""
    cookie = visit.request.cookies.get(COOKIE, "")
    return inbox_of(visit).session(cookie) if 0 < len(cookie) <= _LONGEST else None


def must_prove(visit: Visit, session: Session, proof: str) -> None:
    """NotAllowed unless the request comes from a page that we gave this session."""
    private.must_come_from_us(visit)
    if not hmac.compare_digest(proof.encode(), session.proof.encode()):
        raise NotAllowed(
            "The page is from another log-in. Go back, reload it and try again; what you wrote is still there.",
            message_sv="Sidan är från en annan inloggning. Gå tillbaka, ladda om den och försök igen; det du skrev "
            "finns kvar.",
        )


@dataclass(frozen=True)
class Written:
    """What somebody wrote in a form of ours without being logged in: where it was sent, and its fields as JSON."""

    to: str = ""
    fields: str = ""


def stewards_only(view: Callable[..., Response]) -> Callable[..., Response]:
    """The view for who is logged in, who is handed to it; others are led to the log-in and back.

    What somebody wrote when the session had ended comes along through the log-in.
    """

    @wraps(view)
    def guarded(visit: Visit, number: int | None = None, code: str = "", slug: str = "") -> Response:
        session = of(visit)
        if session is None and visit.method == "POST" and visit.request.form:
            private.must_come_from_us(visit)
            written = [each for each in visit.request.form.items(multi=True) if each[0] != "proof"]
            return _page(visit, "", "", 403, written=Written(visit.path.removeprefix("/"), json.dumps(written)))
        if session is None:
            return private.see(visit, f"review/login?next={visit.path.removeprefix('/')}")
        return view(visit, session, *(each for each in (number, code, slug) if each not in (None, "")))

    return guarded


def log_in_page(visit: Visit) -> Response:
    """Where a steward logs in."""
    return _page(visit, "", "", 200)


def log_in(visit: Visit) -> Response:
    """Begin a new session, whatever there was before; a wrong password gets the page back.

    It comes from a log-in page that this browser was given: nobody is logged in as somebody else from another site.
    """
    private.must_come_from_us(visit)
    fields = posted(visit).fields
    name, password = fields.get("name", "").strip(), fields.get("password", "")
    written, token = Written(fields.get("to", ""), fields.get("written", "")), _token(visit)
    if not token or not hmac.compare_digest(token.encode(), fields.get("token", "").encode()):
        said = visit.say("Sidan hade blivit för gammal. Skriv lösenordet och försök igen.")
        return _page(visit, name, said, 403, written=written)
    try:
        count_log_in(visit)
        begun = inbox_of(visit).log_in(name, password, address_of(visit))
    except TooManyTries as wait:
        return private.told_to_wait(_page(visit, name, sentence(visit, wait), wait.status, written=written), wait)
    if begun is None:
        said = visit.say("Namnet och lösenordet hör inte ihop. Kontrollera båda.")
        return _page(visit, name, said, 403, written=written)
    response = _once_more(visit, begun[1], written) or private.see(visit, _next(visit))
    response.set_cookie(
        COOKIE, begun[0], path=_path(visit), httponly=True, samesite="Lax", secure=private.is_secure(visit)
    )
    response.delete_cookie(FORM_COOKIE, path=f"{_path(visit)}/login")
    return response


def log_out(visit: Visit, session: Session) -> Response:
    """End the session."""
    must_prove(visit, session, posted(visit).fields.get("proof", ""))
    inbox_of(visit).log_out(visit.request.cookies.get(COOKIE, ""))
    response = private.see(visit, "review/login")
    response.delete_cookie(COOKIE, path=_path(visit))
    return response


def _once_more(visit: Visit, session: Session, written: Written) -> Response | None:
    """A page from which what was written before the log-in is sent once more; None where nothing was."""
    if not written.fields or not _OURS.fullmatch(written.to):
        return None
    try:
        pairs = [(str(name), str(value)) for name, value in json.loads(written.fields)]
    except (ValueError, TypeError, RecursionError):
        return None
    values = {"to": written.to, "fields": [*pairs, ("proof", session.proof)]}
    return private.page(visit, "review_again.html", values, title=visit.say("Du är inloggad igen"))


def _page(visit: Visit, name: str, wrong: str, status: int, *, written: Written | None = None) -> Response:
    token = _token(visit) or secrets.token_urlsafe(24)
    response = private.page(
        visit,
        "review_login.html",
        {"name": name, "wrong": wrong, "next": _next(visit), "token": token, "written": written or Written()},
        title=visit.say("Logga in för att granska"),
        status=status,
    )
    path, secure = f"{_path(visit)}/login", private.is_secure(visit)
    response.set_cookie(FORM_COOKIE, token, path=path, httponly=True, samesite="Strict", secure=secure)
    return response


def _token(visit: Visit) -> str:
    """What the log-in page gave this browser; empty where it gave none."""
    token = visit.request.cookies.get(FORM_COOKIE, "")
    return token if re.fullmatch(r"[\w-]{32}", token, re.ASCII) else ""


def _next(visit: Visit) -> str:
    """The review page that was asked for before the log-in; never a page elsewhere."""
    wanted = visit.params.one("next") or ""
    return wanted if _OURS.fullmatch(wanted) else "review/"


def _path(visit: Visit) -> str:
    """The cookie goes to the review pages alone."""
    return f"{urlsplit(visit.site.settings.public_url).path.rstrip('/')}/review"
