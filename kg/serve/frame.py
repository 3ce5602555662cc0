"""The frame that every page stands in: name, language, the few words of navigation, and what the foot says."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import KgError
from kg.serve import dates
from kg.serve.model import Labels
from kg.serve.schema_org.writing import script
from kg.serve.shelf import Edition
from kg.serve.site import LICENSE
from kg.serve.visit import Visit
from kg.serve.words import LANGUAGES, pick

_NAMED_KINDS = 4
_LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}


@dataclass(frozen=True)
class Link:
    """A word that leads somewhere."""

    label: str
    path: str
    here: bool = False


@dataclass(frozen=True)
class AsOf:
    """The release that a page was asked as of, and whether it is the latest."""

    release: str
    latest: bool


@dataclass(frozen=True)
class Frame:
    """What stands around a page's own content."""

    lang: str
    title: str
    description: str
    navigation: tuple[Link, ...]
    languages: tuple[tuple[str, str, str], ...]
    release: str
    released: str
    license: str
    license_label: str
    contact: str
    alternates: tuple[tuple[str, str], ...]
    canonical: str
    unlisted: bool
    as_of: AsOf | None
    structured: str


def page(
    visit: Visit,
    template: str,
    values: Mapping[str, object],
    *,
    title: str,
    description: str = "",
    alternates: tuple[tuple[str, str], ...] = (),
    canonical: str = "",
    unlisted: bool = False,
    structured: Mapping[str, object] | None = None,
) -> bytes:
    """A whole page as bytes: the template with its values, within the frame; `structured` is for search engines, and
    `unlisted` asks them to leave the page out."""
    edition = visit.edition_if_any
    frame = Frame(
        lang=visit.lang,
        title=title,
        description=description or _about(visit),
        navigation=navigation(visit, edition),
        languages=tuple((tag, _LANGUAGE_NAMES[tag], visit.here({"lang": tag})) for tag in LANGUAGES),
        release=edition.id if edition else "",
        released=dates.moment(edition.release.manifest.built_at, visit.lang) if edition else "",
        license=LICENSE,
        license_label="CC0 1.0",
        contact=visit.site.settings.contact_email,
        alternates=alternates,
        canonical=canonical or _canonical(visit),
        unlisted=unlisted,
        structured=script(structured),
        as_of=_as_of(visit),
    )
    context: dict[str, object] = {
        "frame": frame,
        "stylesheet": visit.root + visit.site.assets.path("samverkan.css"),
        "icon": visit.root + visit.site.assets.path("icon.svg"),
        "_": visit.say,
        "href": visit.href,
        "here": visit.here,
        "number": lambda value: dates.number(str(value), visit.lang),
        "size": lambda count: dates.size(count, visit.lang),
        "day": lambda text: dates.day(text, visit.lang),
        "moment": lambda text: dates.moment(text, visit.lang),
        "asked_language": visit.asked_language,
        "asked_release": edition.id if edition and visit.is_past else None,
        "lowered": lambda text: text[:1].lower() + text[1:],
        "heading": lambda text: text if ":" in text else text[:1].upper() + text[1:],
        "pick": lambda said: pick(said, visit.lang),
        "edition": edition,
        "takes_in": visit.site.inbox is not None,
        **values,
    }
    return visit.site.templates.get_template(template).render(context).encode()


def _as_of(visit: Visit) -> AsOf | None:
    """What the page was asked as of; nothing where that couldn't be had."""
    if not visit.is_past:
        return None
    with contextlib.suppress(KgError):
        return AsOf(visit.edition.id, visit.edition.id == visit.site.shelf.current().id)
    return None


def _about(visit: Visit) -> str:
    return visit.say(
        "Öppna länkade data om samverkan som hjälper utrikesfödda kvinnor till arbete och studier i Sverige."
    )


def _canonical(visit: Visit) -> str:
    """The public address of this page without its parameters; none where the service isn't told its own address."""
    public = visit.site.settings.public_url
    return visit.location(visit.path.lstrip("/")) if public and visit.edition_if_any else ""


def navigation(visit: Visit, edition: Edition | None) -> tuple[Link, ...]:
    """The words under the name: the first kinds, then the questions; for plain files, the query page alone."""
    if edition is None:
        return ()
    if edition.of_files:
        return (Link(visit.say("Grafer"), "", visit.path == "/"), _sparql(visit))
    kinds = [
        Link(
            label(kind.plural, visit.lang, kind.name),
            f"{kind.name}/",
            visit.path.startswith(f"/{kind.name}/"),
        )
        for kind in edition.model.kinds[:_NAMED_KINDS]
    ]
    return (*kinds, Link(visit.say("Frågor"), "questions/", visit.path.startswith("/questions/")))


def label(said: Labels, lang: str, otherwise: str) -> str:
    """A label in the page's language, never empty."""
    return pick(said, lang, otherwise)


def _sparql(visit: Visit) -> Link:
    return Link("SPARQL", "sparql", visit.path == "/sparql")
