"""Whether anything is, or was, at an address of ours that is no record's: the service is asked as a reader would ask.

Records are told by the releases' indices instead, at a thousandth of the cost.
"""

from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

from flask import Response, current_app
from werkzeug.exceptions import HTTPException

from kg.errors import BadInput, Gone, NotFound
from kg.serve.history.archive import ENGINES, Kept
from kg.serve.visit import Visit

_LEADS_ON = (301, 308)
_STEPS = 3


def since(visit: Visit, path: str, kept: Sequence[Kept]) -> list[Kept]:
    """The kept releases that may have something at a path: all where the one served now has.

    Of the others as many are asked as can have an engine at once, the latest first, so that nobody starts a crowd of
    engines by asking for what never was; where one of them has it, those before it may too.
    """
    now = visit.site.shelf.current().id
    if _answers(visit, path, None):
        return list(kept)
    earlier = [number for number, each in enumerate(kept) if each.id != now][-ENGINES:]
    for number in reversed(earlier):
        if _answers(visit, path, kept[number].id):
            return [each for each in kept[: number + 1] if each.id != now]
    return []


def _answers(visit: Visit, path: str, release: str | None) -> bool:
    """Whether something is there, if only a refusal of what was asked of it, or a note that it was removed."""
    for _ in range(_STEPS):
        try:
            answer = _asked(visit, path, release)
        except NotFound as wrong:
            return isinstance(wrong, Gone)
        except (BadInput, HTTPException) as wrong:
            return isinstance(wrong, BadInput)
        if answer.status_code not in _LEADS_ON:
            return True
        path = _path_of(visit, answer.headers["Location"])
    return False


def _asked(visit: Visit, path: str, release: str | None) -> Response:
    """The answer to a plain HEAD of a path, with the parameters of this visit."""
    given = [(name, value) for name, value in visit.params if name != "release"]
    said = {name: value for name, value in visit.request.environ.items() if not name.startswith("HTTP_")}
    environ = {
        **said,
        "REQUEST_METHOD": "HEAD",
        "PATH_INFO": "/" + path.encode().decode("latin-1"),
        "QUERY_STRING": urlencode([*given, ("release", release)] if release else given),
    }
    request = current_app.request_class(environ, populate_request=False)
    endpoint, values = current_app.url_map.bind_to_environ(environ).match()
    answer = current_app.view_functions[endpoint](Visit(visit.site, request), **values)
    if not isinstance(answer, Response):
        raise TypeError(f"{endpoint} answered with {type(answer).__name__}")
    return answer


def _path_of(visit: Visit, location: str) -> str:
    """The path that a redirect of ours leads to."""
    start = visit.site.settings.public_url or "/"
    return urlsplit(location.removeprefix(start)).path
