"""What changed: the list at /changes, an address for each change, the feed at /feed.atom, and TimeMaps."""

from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response

from kg.rdf.formats import JSONLD, TRIG, TURTLE, Format
from kg.rdf.graphs import write
from kg.release.history.log import GRAPH, MERGED, REMOVED, LoggedChange, Wish
from kg.serve import frame
from kg.serve.history import activities, asked, atom, patch, shown, timemaps
from kg.serve.history.asked import PER_PAGE, Asked
from kg.serve.http import respond
from kg.serve.http.negotiate import Variant
from kg.serve.http.refusals import NothingThere, Signpost, no_page
from kg.serve.http.respond import Offer
from kg.serve.review.comparing import Difference, compare
from kg.serve.thing import documents
from kg.serve.thing.documents import PAGE, UTF8
from kg.serve.thing.shown import page_of
from kg.serve.visit import Visit

JSON = Variant("application/json", "json", "JSON")
LD = Variant("application/ld+json", "jsonld", "JSON-LD")
TTL = Variant("text/turtle", "ttl", "Turtle", UTF8)
ACTIVITY = Variant("application/activity+json", "json", "Activity Streams")
LISTED = (PAGE, JSON, TTL, LD)
PATCH = Variant("application/rdf-patch", "rdfp", "RDF Patch", UTF8)
QUADS = Variant("application/trig", "trig", "TriG", UTF8)
ONE = (PAGE, JSON, QUADS, LD, PATCH, TTL)
ATOM = Variant(atom.MEDIA_TYPE, "atom", "Atom")
_MOST_SHOWN = 400


@dataclass(frozen=True)
class _Change:
    """A change with its lines."""

    about: LoggedChange
    removed: list[str]
    added: list[str]


def changes(visit: Visit, name: str = "changes") -> Response:
    """The list: newest first for people; as data in pages, oldest first, which only grow."""
    _must_be_published(visit)
    _, form = documents.split(name, LISTED)
    chosen = form or respond.choose(visit, (*LISTED, ACTIVITY))
    with visit.site.archive.log() as log:
        wanted = asked.read(visit, log, cursors=("before",) if chosen is PAGE else ("after",))
    query = visit.request.query_string.decode("latin-1")
    offer = Offer(
        key=("changes", *visit.site.archive.stamp(), query),
        alternates=(*_alternates("changes", LISTED), ("feed.atom", atom.MEDIA_TYPE)),
        vary=() if form else ("Accept",),
        located_at=None if form else f"changes.{chosen.extension}{f'?{query}' if query else ''}",
        modified=visit.site.archive.changed_at(),
    )
    make = _page if chosen is PAGE else partial(_data, form=chosen)
    return respond.answer(visit, chosen, lambda: make(visit, wanted), offer)


def _data(visit: Visit, wanted: Asked, form: Variant) -> bytes:
    with visit.site.archive.log() as log:
        make = activities.collection if wanted.after is None else activities.page
        said = make(visit, log, wanted)
    if form is TTL:
        return write(activities.as_triples(said), TURTLE, base_iri=visit.site.settings.base_iri)
    return activities.as_json(said)


def _page(visit: Visit, wanted: Asked) -> bytes:
    with visit.site.archive.log() as log:
        found = log.preceding(wanted.wish, wanted.before, PER_PAGE + 1)
        total = log.total(wanted.wish)
        told = shown.sections(visit, log, found[:PER_PAGE])
        kinds = [(name, shown.kind(visit, name)) for name in log.kinds()]
        subject = log.preceding(wanted.wish, None, 1) if wanted.wish.key else []
    title = visit.say("Ändringar")
    return frame.page(
        visit,
        "history/changes.html",
        {
            "sections": told,
            "total": total,
            "given": dict(wanted.given),
            "kinds": kinds,
            "older": found[PER_PAGE - 1].number if len(found) > PER_PAGE else None,
            "newest": wanted.before is None,
            "subject": shown.label(visit, subject[0]) if subject else None,
            "subject_path": page_of(subject[0].key) if subject else None,
            "forms": LISTED[1:],
        },
        title=title,
        description=visit.say("Det som har lagts till, ändrats, slagits samman och tagits bort, post för post."),
        alternates=_alternates("changes", LISTED),
    )


def change(visit: Visit, name: str) -> Response:
    """One change: in words, as an activity, as two graphs, as a patch; and the record after it as Turtle."""
    _must_be_published(visit)
    start, form = documents.split(name, ONE)
    found = _found(visit, start)
    chosen = form or respond.choose(visit, (*ONE, ACTIVITY))
    path = f"changes/{found.about.number}"
    if chosen is TTL and found.about.word in (REMOVED, MERGED):
        raise NothingThere(
            f"After change {start} nothing is said of {found.about.key}: it was removed.",
            message_sv=f"Efter ändring {start} sägs inget om {found.about.key}: posten togs bort.",
            near=[Signpost(visit.say("Ändringen"), f"{path}.html")],
        )
    offer = Offer(
        key=(path, *visit.site.archive.stamp()),
        alternates=_alternates(path, _forms(found.about)),
        vary=() if form else ("Accept",),
        located_at=None if form else f"{path}.{chosen.extension}",
        filename=f"change-{found.about.number}.{chosen.extension}",
        modified=visit.site.archive.changed_at(),
    )
    return respond.answer(visit, chosen, lambda: _body(visit, found, chosen), offer)


def _found(visit: Visit, name: str) -> _Change:
    number = int(name) if name.isascii() and name.isdigit() and len(name) < 16 else 0
    with visit.site.archive.log() as log:
        found = log.change(number)
        if found is None:
            raise NothingThere(
                f"There is no change {name!r}.",
                message_sv=f"Det finns ingen ändring {name!r}.",
                near=[Signpost(visit.say("Ändringar"), "changes")],
            )
        return _Change(found, *log.statements(number))


def _body(visit: Visit, found: _Change, form: Variant) -> bytes:
    base_iri = visit.site.settings.base_iri
    if form is PAGE:
        return _change_page(visit, found)
    if form is PATCH:
        return patch.as_patch(visit, found.about, found.removed, found.added)
    if form is TTL:
        return write(patch.as_triples(_after(visit, found.about)), TURTLE, base_iri=base_iri)
    written: dict[Variant, Format] = {QUADS: TRIG, LD: JSONLD}
    if form in written:
        quads = patch.as_quads(visit, found.about, found.removed, found.added)
        return write(quads, written[form], base_iri=base_iri)
    return activities.as_json(activities.activity(visit, found.about))


def _after(visit: Visit, about: LoggedChange) -> list[str]:
    with visit.site.archive.log() as log:
        return log.state(about.key, about.number)


def _change_page(visit: Visit, found: _Change) -> bytes:
    about = found.about
    with visit.site.archive.log() as log:
        earlier = log.preceding(Wish(key=about.key), about.number, 1)
        later = log.following(Wish(key=about.key), about.number, 1)
    label = shown.label(visit, about)
    return frame.page(
        visit,
        "history/change.html",
        {
            "change": about,
            "row": shown.row(visit, about),
            "thing_path": None if about.kind == GRAPH else page_of(about.key),
            "here_now": not later and about.word not in (REMOVED, MERGED),
            "iri": visit.site.base.iri + about.key,
            "difference": _in_words(visit, found),
            "counts": (len(found.added), len(found.removed)),
            "earlier": earlier[0].number if earlier else None,
            "later": later[0].number if later else None,
            "kept": {each.id for each in visit.site.archive.kept()},
            "forms": _forms(about),
            "path": f"changes/{about.number}",
        },
        title=f"{label}: {shown.said(visit, about.word)}",
        alternates=_alternates(f"changes/{about.number}", _forms(about)),
    )


def _in_words(visit: Visit, found: _Change) -> Difference | None:
    """The statements in the words of the record's page; None where they are too many, or no record's."""
    if found.about.kind == GRAPH or len(found.removed) + len(found.added) > _MOST_SHOWN:
        return None
    after = set(_after(visit, found.about))
    before = set(found.removed) if found.about.whole else (after - set(found.added)) | set(found.removed)
    return compare(visit, patch.as_triples(sorted(before)), patch.as_triples(sorted(after)))


def _forms(about: LoggedChange) -> tuple[Variant, ...]:
    return tuple(each for each in ONE if each is not TTL or about.word not in (REMOVED, MERGED))


def feed(visit: Visit) -> Response:
    """The Atom feed and its archives."""
    _must_be_published(visit)
    with visit.site.archive.log() as log:
        wanted = asked.read(visit, log, cursors=("archive",))
    offer = Offer(
        key=("feed", *visit.site.archive.stamp(), visit.request.query_string.decode("latin-1"), visit.lang),
        alternates=_alternates("changes", LISTED),
        vary=("Accept-Language",),
        modified=visit.site.archive.changed_at(),
    )
    return respond.answer(visit, ATOM, lambda: _feed(visit, wanted), offer)


def _feed(visit: Visit, wanted: Asked) -> bytes:
    with visit.site.archive.log() as log:
        return atom.feed(visit, log, wanted)


def _alternates(path: str, forms: tuple[Variant, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{path}.{each.extension}", each.media_type) for each in forms)


def _must_be_published(visit: Visit) -> None:
    if visit.edition.of_files:
        raise no_page(visit.path)


def blueprint() -> Blueprint:
    """The routes of the history."""
    routes = Blueprint("history", __name__)
    methods = ["GET", "HEAD", "OPTIONS"]
    names = ", ".join(f"'changes.{each.extension}'" for each in LISTED)
    forms = ", ".join(timemaps.FORMS)
    routes.add_url_rule("/changes", "changes", changes, methods=methods)
    routes.add_url_rule(f"/<any({names}):name>", "changes-form", changes, methods=methods)
    routes.add_url_rule("/changes/<name>", "change", change, methods=methods)
    routes.add_url_rule("/feed.atom", "feed", feed, methods=methods)
    routes.add_url_rule(f"/timemap/<any({forms}):form>/", "timemap-front", partial(timemaps.timemap, path=""))
    routes.add_url_rule(f"/timemap/<any({forms}):form>/<path:path>", "timemap", timemaps.timemap, methods=methods)
    return routes
