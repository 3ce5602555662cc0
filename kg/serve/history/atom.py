"""Changes as an Atom feed: RFC 4287, in archives by RFC 5005 §4, deletions by RFC 6721.

An entry is a thing: its id is the thing's IRI, and the latest entry of an id is the one that holds. Archives are a
hundred changes each, the oldest first archive; a full one never changes. The feed itself has the latest hundred.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from kg.release.history.log import MERGED, REMOVED, Log, LoggedChange
from kg.serve.history import shown
from kg.serve.history.asked import PER_PAGE, Asked, archives
from kg.serve.http.refusals import NothingThere, Signpost
from kg.serve.site import LICENSE
from kg.serve.thing.shown import page_of
from kg.serve.visit import Visit
from kg.serve.words import LANGUAGES

MEDIA_TYPE = "application/atom+xml"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
    'xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:fh="http://purl.org/syndication/history/1.0"'
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BEGINNING = "1970-01-01T00:00:00Z"


def feed(visit: Visit, log: Log, asked: Asked) -> bytes:
    """The feed, or one of its archives; NotFound for an archive that isn't full yet."""
    total = log.total(asked.wish)
    full = total // PER_PAGE
    if asked.archive is None:
        changes = log.preceding(asked.wish, None, PER_PAGE)
        about = _archived(visit, asked, full)
    elif 1 <= asked.archive <= full:
        before = log.number_at(asked.wish, (asked.archive - 1) * PER_PAGE - 1)
        changes = list(reversed(log.following(asked.wish, before, PER_PAGE)))
        about = [
            "<fh:archive/>",
            _link("current", _address(visit, asked, None), MEDIA_TYPE),
            *_archived(visit, asked, asked.archive - 1),
        ]
    else:
        raise _no_archive(visit, asked, full)
    lines = [
        f"{_HEAD} xml:lang={quoteattr(visit.lang)}>",
        *_about(visit, asked, changes),
        *about,
        *(line for each in changes for line in _entry(visit, each)),
        "</feed>",
    ]
    return "\n".join([*lines, ""]).encode()


def _no_archive(visit: Visit, asked: Asked, full: int) -> NothingThere:
    """That there is no archive of that number, and which there are."""
    en, sv = archives(full)
    return NothingThere(
        f"The feed has no archive {asked.archive}. {en}",
        message_sv=f"Flödet har inget arkiv {asked.archive}. {sv}",
        near=[Signpost(visit.say("Ändringar i Samverkansgrafen"), f"feed.atom{_query(asked.given)}")],
    )


def _about(visit: Visit, asked: Asked, changes: Sequence[LoggedChange]) -> list[str]:
    settings = visit.site.settings
    listed = f"{settings.public}changes{_query([*asked.given, *_spoken(visit)])}"
    filters = _query(asked.given)
    return [
        _element("id", f"{settings.base_iri}feed.atom{filters}"),
        _element("title", visit.say("Ändringar i Samverkansgrafen")),
        _element(
            "subtitle", visit.say("Det som har lagts till, ändrats, slagits samman och tagits bort, post för post.")
        ),
        _element("updated", changes[0].at if changes else _BEGINNING),
        f"<author>{_element('name', settings.publisher_name or 'Samverkansgrafen')}</author>",
        _element("rights", "CC0 1.0"),
        _link("license", LICENSE),
        _link("self", _address(visit, asked, asked.archive), MEDIA_TYPE),
        _link("alternate", listed, "text/html"),
    ]


def _archived(visit: Visit, asked: Asked, number: int) -> list[str]:
    """The way to the archive before, where there is one."""
    return [_link("prev-archive", _address(visit, asked, number), MEDIA_TYPE)] if number >= 1 else []


def _entry(visit: Visit, change: LoggedChange) -> list[str]:
    base, public = visit.site.settings.base_iri, visit.site.settings.public
    label, word = shown.label(visit, change), shown.said(visit, change.word)
    here = f"{public}changes/{change.number}"
    links = [
        _link("related", here + _query(_spoken(visit)), "text/html"),
        _link("related", f"{here}.trig", "application/trig"),
        _link("related", f"{here}.rdfp", "application/rdf-patch"),
    ]
    if change.word in (REMOVED, MERGED):
        heir = [_link("successor-version", change.target)] if change.target else []
        return [
            f"<at:deleted-entry ref={quoteattr(base + change.key)} when={quoteattr(change.at)}>",
            _element("at:comment", f"{label}: {word}"),
            *links,
            *heir,
            "</at:deleted-entry>",
        ]
    return [
        "<entry>",
        _element("id", base + change.key),
        _element("title", f"{label}: {word}"),
        _element("updated", change.at),
        _link("alternate", f"{public}{page_of(change.key)}{_query(_spoken(visit))}", "text/html"),
        *links,
        f"<category term={quoteattr(change.word)} scheme={quoteattr(base + 'changes')} label={quoteattr(word)}/>",
        f"<category term={quoteattr(change.kind)} label={quoteattr(_clean(shown.kind(visit, change.kind)))}/>",
        _element("summary", f"{shown.kind(visit, change.kind)}, {word}. {visit.say('Utgåva')} {change.release}."),
        "</entry>",
    ]


def _spoken(visit: Visit) -> list[tuple[str, str]]:
    """What makes a page speak the language of the feed, whatever browser opens it; Swedish is what pages speak."""
    lang = visit.asked_language or (visit.lang if visit.lang != LANGUAGES[0] else None)
    return [("lang", lang)] if lang else []


def _address(visit: Visit, asked: Asked, archive: int | None) -> str:
    more = [] if archive is None else [("archive", str(archive))]
    spoken = [("lang", visit.asked_language)] if visit.asked_language else []
    return f"{visit.site.settings.public}feed.atom{_query([*asked.given, *more, *spoken])}"


def _query(given: Sequence[tuple[str, str]]) -> str:
    return f"?{urlencode(given)}" if given else ""


def _link(relation: str, address: str, media_type: str = "") -> str:
    typed = f" type={quoteattr(media_type)}" if media_type else ""
    return f'<link rel="{relation}"{typed} href={quoteattr(_clean(address))}/>'


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(_clean(text))}</{name}>"


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
