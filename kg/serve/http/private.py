"""Pages for one person: answered anew each time, and changed only by requests that come from our own pages."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Response

from kg.errors import KgError, NotAllowed, TooManyTries
from kg.serve import frame
from kg.serve.http import respond
from kg.serve.http.negotiate import Variant
from kg.serve.thing.documents import PAGE, UTF8
from kg.serve.visit import Visit

TEXT = Variant("text/plain", "txt", "Text", UTF8)
JSON = Variant("application/json", "json", "JSON")


def page(visit: Visit, template: str, values: Mapping[str, object], *, title: str, status: int = 200) -> Response:
    """A page that nobody keeps."""
    return send(visit, PAGE, frame.page(visit, template, values, title=title), status=status)


def send(visit: Visit, variant: Variant, body: bytes, *, status: int = 200) -> Response:
    """An answer in one form that nobody keeps."""
    response = Response([body], status=status, content_type=variant.content_type, direct_passthrough=True)
    response.headers["Content-Length"] = str(len(body))
    response.headers["Vary"] = "Accept, Accept-Language, Cookie"
    if variant in (PAGE, TEXT):
        response.headers["Content-Language"] = visit.lang
    return respond.dressed(visit, response)


def told_to_wait(response: Response, refusal: KgError) -> Response:
    """The page that tells a refusal, with when to try again where the refusal knows."""
    if isinstance(refusal, TooManyTries):
        response.headers["Retry-After"] = str(refusal.seconds)
    return response


def see(visit: Visit, path: str) -> Response:
    """A redirect to a page of ours after something was done."""
    return respond.see(visit, path, vary=())


def must_come_from_us(visit: Visit) -> None:
    """NotAllowed for a request that another site's page made; programs say no origin, and may pass."""
    origin = visit.request.headers.get("Origin")
    if origin is None:
        return
    public = urlsplit(visit.site.settings.public)
    own = {f"{public.scheme}://{public.netloc}"}
    host = visit.request.headers.get("Host")
    if host:
        own |= {f"http://{host}", f"https://{host}"}
    if origin not in own:
        raise NotAllowed(
            "This can only be done from our own pages. Open the page again and try once more.",
            message_sv="Det här kan bara göras från våra egna sidor. Öppna sidan på nytt och försök igen.",
        )


def is_secure(visit: Visit) -> bool:
    """Whether readers reach the service over https."""
    return visit.site.settings.public.startswith("https://")
