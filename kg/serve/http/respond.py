"""How every public answer leaves: one release, its alternates, a strong ETag per representation, the same safe headers.

A release never changes, so the ETag is known before the body is made: a client that has it gets 304 at no cost.
"""

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Response

from kg.serve.history import memento, times
from kg.serve.http import compress, conditions, negotiate
from kg.serve.http.negotiate import Variant
from kg.serve.http.refusals import NoVariant
from kg.serve.site import LICENSE
from kg.serve.visit import Visit

CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
EXPOSED = (
    "Accept-Ranges, Allow, Content-Disposition, Content-Location, ETag, Last-Modified, Link, Location, "
    "Memento-Datetime, Retry-After, X-Release"
)
_SAFE = (
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", CSP),
)
_PUBLIC = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", EXPOSED),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
# Not no-referrer: a form that is posted would then not say where it comes from.
_PRIVATE = (
    ("Cache-Control", "private, no-store"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
_PRIVATE_PATHS = ("/submit", "/submissions", "/review")


@dataclass(frozen=True)
class Offer:
    """What an answer depends on and says of itself, besides its body.

    `key` is what tells this resource from others of the release; `alternates` are (path, media type) of its other
    forms; `described_by` is the path of what describes it; `vary` the request headers that choose among its forms;
    `mapped` whether it tells where its past is; `modified` when it last changed, where it isn't the release that says.
    """

    key: tuple[str, ...]
    alternates: Sequence[tuple[str, str]] = ()
    described_by: str = ".well-known/void"
    vary: Sequence[str] = ()
    located_at: str | None = None
    filename: str | None = None
    lasting: bool = True
    mapped: bool = True
    modified: str | None = None


def choose(visit: Visit, variants: Sequence[Variant]) -> Variant:
    """The variant the client likes best; NoVariant lists them when it takes none."""
    chosen = negotiate.best(variants, visit.header("Accept"))
    if chosen is None:
        raise NoVariant(variants)
    return chosen


def answer(visit: Visit, variant: Variant, make: Callable[[], bytes], offer: Offer, *, status: int = 200) -> Response:
    """The representation, or 304 where the client has it; `make` runs only when its bytes are not at hand."""
    html = variant.media_type == "text/html"
    headers = _headers(visit, offer, html)
    conditional = status == 200 and visit.method in ("GET", "HEAD")
    if not offer.lasting:
        body, coding = _coded(visit, make(), variant)
        headers["ETag"] = f'"{_digest(body)}"'
        if conditional:
            conditions.must_hold(visit, headers["ETag"], offer.modified)
        if conditional and (has(visit, headers["ETag"]) or has(visit, "*")):
            return dressed(visit, Response(status=304, headers=headers))
        return _send(visit, body, variant, status, headers, coding)
    named = _tag(visit, variant, offer.key, html=html)
    headers["ETag"] = f'"{named}"'
    strict = conditional and conditions.are_set(visit)
    if conditional and not strict and (has(visit, headers["ETag"]) or _unchanged(visit, offer)):
        return dressed(visit, Response(status=304, headers=headers))
    kept = visit.site.answers.get(named)
    coding = visit.coding
    if kept is None:
        kept, coding = _coded(visit, make(), variant)
        # The first byte remembers whether the body was worth coding.
        if (served := visit.site.shelf.at_hand()) is not None:
            visit.site.answers.follow(served.id)
        visit.site.answers.put(named, (b"\0" if coding == "identity" else b"\1") + kept)
    else:
        coding = coding if kept[:1] == b"\1" else "identity"
        kept = kept[1:]
    # Only now is it certain that there is a representation: an error ignores preconditions (§13.2.1).
    if strict:
        conditions.must_hold(visit, headers["ETag"], offer.modified)
    if conditional and (has(visit, "*") or (strict and (has(visit, headers["ETag"]) or _unchanged(visit, offer)))):
        return dressed(visit, Response(status=304, headers=headers))
    return _send(visit, kept, variant, status, headers, coding)


def has(visit: Visit, etag: str) -> bool:
    """Whether If-None-Match names the tag, or `*` (RFC 9110 §13.1.2: a weak comparison)."""
    given = [each.strip() for value in visit.header("If-None-Match") for each in value.split(",")]
    return any(each.removeprefix("W/") == etag for each in given)


def _unchanged(visit: Visit, offer: Offer) -> bool:
    """Whether If-Modified-Since says so; a tag, where the client has one, goes before it (RFC 9110 §13.1.3)."""
    given = visit.header("If-Modified-Since")
    if offer.modified is None or not given or visit.header("If-None-Match"):
        return False
    seen = times.of_http(given[0])
    return seen is not None and seen >= offer.modified


def see(visit: Visit, path: str, *, status: int = 303, vary: Sequence[str] = ("Accept",)) -> Response:
    """A redirect to a path of ours, in the language asked for: never to a host that the request named."""
    there = visit.in_language(visit.in_release(path))
    headers = {"Location": visit.location(there), "Cache-Control": "public, no-cache", **memento.headers(visit)}
    if vary:
        headers["Vary"] = ", ".join([*vary, *_of_time(visit)])
    return dressed(visit, Response(status=status, headers=headers))


def preflight(visit: Visit, allowed: Sequence[str]) -> Response:
    """The answer to OPTIONS: which methods there are, and that scripts from anywhere may use them where they may."""
    methods = ", ".join(allowed)
    if is_private(visit.path):
        return dressed(visit, Response(status=204, headers={"Allow": methods}))
    headers = {
        "Allow": methods,
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "Accept, Accept-Datetime, Accept-Language, Content-Type, If-Match, "
        "If-Modified-Since, If-None-Match, If-Range, If-Unmodified-Since, Range",
        "Access-Control-Max-Age": "86400",
    }
    return dressed(visit, Response(status=204, headers=headers))


def dressed(visit: Visit, response: Response) -> Response:
    """The answer with what all answers carry: the release, CORS, and headers that keep browsers from guessing."""
    headers = response.headers
    if response.status_code in (204, 301, 303, 304, 308):
        headers.remove("Content-Type")
    edition = visit.edition_if_any
    if edition is not None and "X-Release" not in headers:
        headers.add("X-Release", edition.id)
    for name, value in (*_SAFE, *(_PRIVATE if is_private(visit.path) else _PUBLIC)):
        headers.set(name, value)
    return response


def is_private(path: str) -> bool:
    """Whether what lies at a path is for one person alone: kept nowhere, and shown to no other site's scripts.

    >>> is_private("/review/12"), is_private("/reviews"), is_private("/project/")
    (True, False, False)
    """
    return any(path == each or path.startswith(each + "/") for each in _PRIVATE_PATHS)


def plain(visit: Visit, body: bytes, content_type: str, *, status: int = 200, cache: str = "no-store") -> Response:
    """A small answer that depends on no release: health, robots, static files."""
    response = Response([body], status=status, content_type=content_type, direct_passthrough=True)
    response.headers["Content-Length"] = str(len(body))
    response.headers["Cache-Control"] = cache
    return dressed(visit, response)


def _headers(visit: Visit, offer: Offer, html: bool) -> dict[str, str]:
    vary = [*offer.vary, *(["Accept-Language"] if html or "Accept" in offer.vary else []), "Accept-Encoding"]
    vary += _of_time(visit)
    headers = {
        "Cache-Control": "public, no-cache" if offer.lasting else "no-store",
        "Link": links(visit, offer),
        "Vary": ", ".join(dict.fromkeys(vary)),
        **memento.headers(visit),
    }
    if offer.modified is not None:
        headers["Last-Modified"] = times.http_date(offer.modified)
    if offer.located_at is not None:
        headers["Content-Location"] = visit.location(visit.in_release(offer.located_at))
    if offer.filename is not None and not html:
        headers["Content-Disposition"] = f'inline; filename="{offer.filename}"'
    return headers


def _of_time(visit: Visit) -> list[str]:
    """The header that leads to an earlier release; an answer of a release that was named depends on it no more."""
    return ["Accept-Datetime"] if visit.has_past and not visit.is_past else []


def links(visit: Visit, offer: Offer) -> str:
    """The Link header: the other forms, what describes them, and the licence."""
    ours = [(visit.location(visit.in_release(path)), type_) for path, type_ in offer.alternates]
    found = [f'<{address}>; rel="alternate"; type="{type_}"' for address, type_ in ours]
    found.append(f'<{visit.location(visit.in_release(offer.described_by))}>; rel="describedby"')
    found.append(f'<{LICENSE}>; rel="license"')
    if visit.has_past and not visit.edition.of_files and (offer.mapped or visit.is_past):
        found += memento.links(visit)
    return ", ".join(found)


def _send(visit: Visit, body: bytes, variant: Variant, status: int, headers: dict[str, str], coding: str) -> Response:
    said = {**headers, "Content-Length": str(len(body))}
    if coding != "identity":
        said["Content-Encoding"] = coding
    if variant.media_type == "text/html":
        said["Content-Language"] = visit.lang
    response = Response([body], status=status, headers=said, content_type=variant.content_type, direct_passthrough=True)
    return dressed(visit, response)


def _coded(visit: Visit, body: bytes, variant: Variant) -> tuple[bytes, str]:
    coding = visit.coding
    if coding == "identity" or not compress.worthwhile(body, variant.media_type):
        return body, "identity"
    return compress.encode(body, coding), coding


def _tag(visit: Visit, variant: Variant, key: Sequence[str], *, html: bool) -> str:
    """One tag for one representation: program, release, resource, type, language and coding.

    A page links to itself with all its parameters, so they are part of what it is.
    """
    page: tuple[str, ...] = ("", "")
    if html:
        page = (visit.lang, visit.request.query_string.decode("latin-1"))
        # As of a release it says whether that is the latest.
        page += (visit.site.shelf.current().id,) if visit.is_past else ()
    return tag(visit.site.fingerprint, visit.edition.id, key, variant.content_type, page, visit.coding)


def tag(fingerprint: str, release: str, key: Sequence[str], content_type: str, page: Sequence[str], coding: str) -> str:
    """The tag of a representation, from everything that it depends on."""
    return _digest("\x1f".join((fingerprint, release, *key, content_type, *page, coding)).encode())


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()[:16]).rstrip(b"=").decode()
