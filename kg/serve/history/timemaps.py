"""TimeMaps: which releases one address can be asked as of (RFC 7089 §5), as links and as JSON."""

import json
from collections.abc import Sequence

from flask import Response

from kg.rdf.iris import Owner
from kg.release.index import holds
from kg.serve.history import existing, memento, times
from kg.serve.history.archive import Kept
from kg.serve.history.memento import LINK_FORMAT
from kg.serve.http import respond
from kg.serve.http.negotiate import Variant
from kg.serve.http.refusals import no_page
from kg.serve.http.respond import Offer
from kg.serve.thing import documents
from kg.serve.visit import Visit

FORMS = {"link": Variant(LINK_FORMAT, "link", "TimeMap"), "json": Variant("application/json", "json", "JSON")}


def timemap(visit: Visit, form: str, path: str) -> Response:
    """The TimeMap of an address of ours, its parameters too; NotFound where nothing of it was ever published."""
    if visit.edition.of_files or not times.has_past(path):
        raise no_page(visit.path)
    found = having(visit, path)
    if not found:
        raise no_page(visit.path)
    key = ("timemap", path, visit.request.query_string.decode("latin-1"), *(each.id for each in found))
    make = _as_links if form == "link" else _as_json
    return respond.answer(visit, FORMS[form], lambda: make(visit, path, found), Offer(key))


def having(visit: Visit, path: str) -> list[Kept]:
    """The kept releases that have something at a path: those that know the record, where it is one's.

    Of a record that was removed and is in none of them, the one that says so.
    """
    kept = visit.site.archive.kept()
    owner = _owner(visit, path)
    if owner is None:
        return existing.since(visit, path, kept)
    found = []
    for each in kept:
        release = visit.site.archive.release(each.id)
        if release is not None and holds(release.path / "index.sqlite", f"{owner.kind}/{owner.slug}"):
            found.append(each)
    if not found and visit.site.base.iri_of(f"{owner.kind}/{owner.slug}") in visit.edition.model.gone:
        return [each for each in kept if each.id == visit.edition.id]
    return found


def _owner(visit: Visit, path: str) -> Owner | None:
    """The record whose page, document or record file a path is; None for anything else."""
    if "#" in path:
        return None
    start, _ = documents.split(path)
    owner = visit.site.base.owner_of(visit.site.base.iri_of(start))
    return owner if owner is not None and visit.edition.model.kind(owner.kind) is not None else None


def _as_links(visit: Visit, path: str, found: Sequence[Kept]) -> bytes:
    original = memento.address_of(visit, path)
    words = memento.relations(found, None)
    first, last = times.http_date(found[0].at), times.http_date(found[-1].at)
    here = memento.timemap_of(visit, "link", path)
    lines = [
        f'<{original}>; rel="original timegate"',
        f'<{here}>; rel="self"; type="{LINK_FORMAT}"; from="{first}"; until="{last}"',
        f'<{memento.timemap_of(visit, "json", path)}>; rel="timemap"; type="application/json"',
        *(
            f'<{memento.address_of(visit, path, each.id)}>; rel="{" ".join(words[each.id])}"; '
            f'datetime="{times.http_date(each.at)}"'
            for each in found
        ),
    ]
    return (",\n".join(lines) + "\n").encode()


def _as_json(visit: Visit, path: str, found: Sequence[Kept]) -> bytes:
    listed = [{"datetime": each.at, "uri": memento.address_of(visit, path, each.id)} for each in found]
    said = {
        "original_uri": memento.address_of(visit, path),
        "timegate_uri": memento.address_of(visit, path),
        "timemap_uri": {
            "link_format": memento.timemap_of(visit, "link", path),
            "json_format": memento.timemap_of(visit, "json", path),
        },
        "mementos": {"first": listed[0], "last": listed[-1], "list": listed},
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"
