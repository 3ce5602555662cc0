"""Time travel over HTTP by Memento (https://www.rfc-editor.org/rfc/rfc7089), pattern 1.1: every address is its own
TimeGate. `Accept-Datetime` leads to the same address with `release=`, which says of what time it is and never changes.
"""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from flask import Response

from kg.errors import KgError
from kg.serve.history import times
from kg.serve.history.archive import Kept
from kg.serve.visit import Visit

LINK_FORMAT = "application/link-format"
_SAFE = "/:@!$&'()*+,;=~-._%"


def asks(visit: Visit) -> str | None:
    """The time that Accept-Datetime asks for, where one can be; BadRequest when it is none.

    An address that names its release answers as that, whatever time is asked for.
    """
    wanted = visit.header("Accept-Datetime")
    if not wanted or not visit.has_past or visit.asked_release is not None or visit.edition.of_files:
        return None
    return times.asked_for(wanted[0])


def negotiated(visit: Visit) -> Response | None:
    """302 to the release that readers saw at the time asked for; None where none is.

    What is posted isn't sent elsewhere: it is answered from that release at once.
    """
    wanted = asks(visit)
    if wanted is None:
        return None
    kept = visit.site.archive.at(wanted)
    if visit.method not in ("GET", "HEAD"):
        visit.ask_release(kept.id)
        return None
    headers = {
        "Location": address(visit, kept.id),
        "Vary": "Accept-Datetime",
        "Cache-Control": "public, no-cache",
        "Link": ", ".join(links(visit)),
        "Content-Length": "0",
    }
    return Response(status=302, headers=headers)


def links(visit: Visit) -> list[str]:
    """The Link header's part: where this address's past is, and what lies before and after the release asked."""
    found = [
        f'<{address(visit)}>; rel="original timegate"',
        f'<{timemap(visit, "link")}>; rel="timemap"; type="{LINK_FORMAT}"',
    ]
    return [*found, *_mementos(visit)] if visit.is_past or visit.header("Accept-Datetime") else found


def headers(visit: Visit) -> dict[str, str]:
    """What an answer as of a release says of its time."""
    release = visit.asked_release
    if release is None or not visit.has_past:
        return {}
    kept = next((each for each in visit.site.archive.kept() if each.id == visit.edition.id), None)
    return {"Memento-Datetime": times.http_date(kept.at)} if kept else {}


def address(visit: Visit, release: str | None = None) -> str:
    """This address as it is now, or as of a release, for programs."""
    return visit.location(visit.path.lstrip("/")) + _query(visit, release)


def timemap(visit: Visit, form: str) -> str:
    """Where this address's TimeMap is."""
    return visit.location(f"timemap/{form}{visit.path}") + _query(visit, None)


def address_of(visit: Visit, path: str, release: str | None = None) -> str:
    """Another address, with this one's parameters, whole: as it is now, or as of a release."""
    return visit.site.settings.public + quote(path, safe=_SAFE) + _query(visit, release)


def timemap_of(visit: Visit, form: str, path: str) -> str:
    """Where another address's TimeMap is, whole."""
    return address_of(visit, f"timemap/{form}/{path}")


def relations(mementos: Sequence[Kept], here: str | None) -> dict[str, list[str]]:
    """Which of the mementos is first, last, and next to the one that is being answered with."""
    found: dict[str, list[str]] = {}
    names = [each.id for each in mementos]
    place = names.index(here) if here in names else None
    for number, name in enumerate(names):
        words = ["first"] if number == 0 else []
        words += ["last"] if number == len(names) - 1 else []
        if place is not None:
            words += {place - 1: ["prev"], place + 1: ["next"]}.get(number, [])
        found[name] = [*words, "memento"]
    return found


def _mementos(visit: Visit) -> list[str]:
    mementos = visit.site.archive.kept()
    words = relations(mementos, visit.edition.id if visit.is_past else None)
    wanted = [each for each in mementos if len(words[each.id]) > 1 or (visit.is_past and each.id == visit.edition.id)]
    return [
        f'<{address(visit, each.id)}>; rel="{" ".join(words[each.id])}"; datetime="{times.http_date(each.at)}"'
        for each in wanted
    ]


def _query(visit: Visit, release: str | None) -> str:
    try:
        given = [(name, value) for name, value in visit.params if name != "release"]
    except KgError:
        given = []
    if release is not None:
        given.append(("release", release))
    return f"?{urlencode(given)}" if given else ""
