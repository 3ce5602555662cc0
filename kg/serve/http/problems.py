"""Every way a request can fail, as one shape: application/problem+json (RFC 9457), a page, or a line of text.

The only place in the service that catches everything: what nobody foresaw is logged, and told without details.
"""

import json
import logging
from collections.abc import Callable

from flask import Response, current_app
from werkzeug.exceptions import HTTPException

from kg.errors import KgError, PayloadTooLarge, Refused, TooManyTries, Unavailable
from kg.rdf.findings import Finding
from kg.serve import frame
from kg.serve.checking.findings import shown
from kg.serve.http import negotiate, respond
from kg.serve.http.negotiate import Variant
from kg.serve.http.refusals import NothingThere, NoVariant, WrongMethod, no_page
from kg.serve.visit import Visit

log = logging.getLogger(__name__)

UTF8 = (("charset", "utf-8"),)
JSON = Variant("application/problem+json")
PAGE = Variant("text/html", parameters=UTF8)
TEXT = Variant("text/plain", parameters=UTF8)


def guarded(visit: Visit, view: Callable[[], Response]) -> Response:
    """The view's answer; OPTIONS is answered for it, and every failure becomes an answer too."""
    try:
        return respond.preflight(visit, methods_of(visit)) if visit.method == "OPTIONS" else view()
    except KgError as refusal:
        return problem(visit, refusal)
    except HTTPException as wrong:
        return problem(visit, translated(visit, wrong))
    except Exception:
        log.exception("an answer failed unforeseen: %s %r", visit.method, visit.path)
        return problem(visit, unforeseen())


def problem(visit: Visit, refusal: KgError) -> Response:
    """The refusal in the form the client takes; JSON when it says nothing, or takes none of ours."""
    variant = negotiate.best((JSON, PAGE, TEXT), visit.header("Accept")) or JSON
    makers = {JSON: _json, PAGE: _page, TEXT: _text}
    body = makers[variant](visit, refusal)
    response = Response([body], status=refusal.status, direct_passthrough=True)
    headers = response.headers
    headers["Content-Type"] = variant.content_type
    headers["Content-Length"] = str(len(body))
    headers["Content-Language"] = visit.lang
    headers["Cache-Control"] = "no-store"
    headers["Vary"] = "Accept, Accept-Language"
    if isinstance(refusal, WrongMethod):
        headers["Allow"] = ", ".join(refusal.allowed)
    if isinstance(refusal, Unavailable):
        headers["Retry-After"] = "2"
    if isinstance(refusal, TooManyTries):
        headers["Retry-After"] = str(refusal.seconds)
    return respond.dressed(visit, response)


def details(visit: Visit, refusal: KgError) -> dict[str, object]:
    """The refusal as plain values, in the order people read them."""
    said: dict[str, object] = {
        "type": f"{visit.site.settings.base_iri}problems#{refusal.slug}",
        "title": refusal.title(visit.lang),
        "status": refusal.status,
        "detail": sentence(visit, refusal),
    }
    if refusal.place is not None and refusal.place.line is not None:
        said["line"] = refusal.place.line
        said["column"] = refusal.place.column
    if isinstance(refusal, NoVariant):
        said["alternates"] = list(dict.fromkeys(each.media_type for each in refusal.variants))
    if isinstance(refusal, NothingThere) and refusal.near:
        said["near"] = [{"label": each.label, "href": visit.location(each.path)} for each in refusal.near]
    if isinstance(refusal, WrongMethod):
        said["allow"] = list(refusal.allowed)
    if findings_of(refusal):
        said["findings"] = [each.as_json() for each in findings_of(refusal)]
    return said


def findings_of(refusal: KgError) -> list[Finding]:
    """What a refusal rests on, where it is what somebody handed in."""
    return [each for each in refusal.findings if isinstance(each, Finding)] if isinstance(refusal, Refused) else []


def sentence(visit: Visit, refusal: KgError) -> str:
    """What is wrong, where in what was sent, as a whole sentence."""
    said = refusal.message_sv if visit.lang == "sv" else refusal.message
    said = said[:1].upper() + said[1:]
    place = refusal.place
    if place is None or place.line is None:
        return said
    where = visit.say("Rad {line}, tecken {column}", {"line": place.line, "column": place.column or 1})
    return f"{where}: {said}"


def translated(visit: Visit, wrong: HTTPException) -> KgError:
    """A failure of the web framework as one of ours."""
    if wrong.code == 405:
        return WrongMethod(visit.method, methods_of(visit, wrong))
    if wrong.code is None or wrong.code < 400 or wrong.code == 404:
        return no_page(visit.path)
    if wrong.code == 413:
        return PayloadTooLarge(
            "The body is larger than is read here.", message_sv="Innehållet är större än vad som läses här."
        )
    refusal = KgError(
        "The request can't be read. Check it against the documentation.",
        message_sv="Begäran går inte att läsa. Jämför den med dokumentationen.",
    )
    refusal.status = wrong.code if wrong.code < 500 else 500
    return refusal


def unforeseen() -> KgError:
    """What is told of a failure that nobody foresaw."""
    return KgError(
        "Something went wrong on our side. It has been logged; try again in a while.",
        message_sv="Något gick fel hos oss. Felet är loggat; försök igen om en stund.",
    )


def methods_of(visit: Visit, wrong: HTTPException | None = None) -> list[str]:
    """The methods that the address takes, by whichever of its routes."""
    routes = current_app.create_url_adapter(visit.request)
    known = getattr(wrong, "valid_methods", None) or (routes.allowed_methods() if routes is not None else None)
    return sorted({*(known or ("GET", "HEAD")), "OPTIONS"})


def _json(visit: Visit, refusal: KgError) -> bytes:
    return json.dumps(details(visit, refusal), ensure_ascii=False, indent=1).encode() + b"\n"


def _text(visit: Visit, refusal: KgError) -> bytes:
    told = "".join(f"{each.text(visit.lang)}\n" for each in findings_of(refusal))
    return f"{refusal.status} {refusal.title(visit.lang)}\n{sentence(visit, refusal)}\n{told}".encode()


def _page(visit: Visit, refusal: KgError) -> bytes:
    return frame.page(visit, "problem.html", page_values(visit, refusal), title=refusal.title(visit.lang))


def page_values(visit: Visit, refusal: KgError) -> dict[str, object]:
    """What the problem page shows besides the sentence."""
    return {
        "refusal": refusal,
        "sentence": sentence(visit, refusal),
        "near": refusal.near if isinstance(refusal, NothingThere) else (),
        "offered": refusal.variants if isinstance(refusal, NoVariant) else (),
        "allowed": refusal.allowed if isinstance(refusal, WrongMethod) else (),
        "findings": [shown(each, visit.lang) for each in findings_of(refusal)],
    }
