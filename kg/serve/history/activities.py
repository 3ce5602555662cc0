"""Changes as W3C Activity Streams 2.0 (https://www.w3.org/TR/activitystreams-core/), in the pattern of IIIF Change
Discovery 1.0: an ordered collection of pages, the oldest change first, so that a full page never changes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from pyoxigraph import RdfFormat, Triple, parse

from kg.release.history.log import ADDED, CHANGED, GRAPH, MERGED, PUT_BACK, REMOVED, Log, LoggedChange
from kg.serve.history.asked import PER_PAGE, Asked
from kg.serve.site import LICENSE
from kg.serve.visit import Visit

Json = dict[str, object]
AS = "https://www.w3.org/ns/activitystreams"
TYPES: Mapping[str, str] = {
    ADDED: "Create",
    PUT_BACK: "Create",
    CHANGED: "Update",
    REMOVED: "Delete",
    MERGED: "Move",
}
# What the Activity Streams context doesn't say; the machine's word for what happened, and whether to begin anew.
_OWN: Json = {
    "change": "http://purl.org/dc/terms/type",
    "rights": {"@id": "http://purl.org/dc/terms/license", "@type": "@id"},
    "extent": "http://purl.org/dc/terms/extent",
}
_IRI: Json = {"@type": "@id"}
_TIME: Json = {"@type": "http://www.w3.org/2001/XMLSchema#dateTime"}
# As much of that context as stands here, with items in a set: a list would take blank nodes.
_WRITTEN_OUT: Json = {
    "@vocab": f"{AS}#",
    "id": "@id",
    "type": "@type",
    "nameMap": {"@id": f"{AS}#name", "@container": "@language"},
    "endTime": _TIME,
    "object": _IRI,
    "target": _IRI,
    "orderedItems": {"@id": f"{AS}#items", "@type": "@id"},
    **_OWN,
}


@dataclass(frozen=True)
class Addresses:
    """The addresses of a list of changes: each with the filters that were given."""

    visit: Visit
    asked: Asked

    def page(self, after: int) -> str:
        """The page of the changes that follow that one."""
        return self._at([("after", str(after))])

    def collection(self) -> str:
        """The list as a whole."""
        return self._at([])

    def _at(self, more: list[tuple[str, str]]) -> str:
        given = urlencode([*self.asked.given, *more])
        return f"{self.visit.site.settings.public}changes.json{f'?{given}' if given else ''}"


def activity(visit: Visit, change: LoggedChange) -> Json:
    """One change: what happened to which thing, when, and where its RDF is."""
    base, public = visit.site.settings.base_iri, visit.site.settings.public
    said: Json = {
        "id": f"{base}changes/{change.number}",
        "type": TYPES[change.word],
        "change": change.word,
        "endTime": change.at,
        "object": _object(visit, change),
    }
    if change.target is not None:
        said["target"] = {"id": change.target}
    if change.whole:
        said["extent"] = "whole"
    said["context"] = {"id": f"{base}releases/{change.release}"}
    said["instrument"] = _document(f"{public}changes/{change.number}.rdfp", "application/rdf-patch")
    if change.word not in (REMOVED, MERGED):
        said["result"] = _document(f"{public}changes/{change.number}.ttl", "text/turtle")
    return said


def _object(visit: Visit, change: LoggedChange) -> Json:
    said: Json = {"id": visit.site.settings.base_iri + change.key}
    kind = visit.edition.model.kind(change.kind)
    if kind is not None:
        said["type"] = kind.class_iri
    elif change.kind == GRAPH:
        said["type"] = "http://www.w3.org/ns/sparql-service-description#Graph"
    if change.labels:
        said["nameMap"] = dict(change.labels)
    return said


def _document(address: str, media_type: str) -> Json:
    return {"id": address, "type": "Document", "mediaType": media_type}


def collection(visit: Visit, log: Log, asked: Asked) -> Json:
    """The list as a whole: how many changes, and where its pages begin and end."""
    at = Addresses(visit, asked)
    total = log.total(asked.wish)
    last = log.number_at(asked.wish, (max(0, total - 1) // PER_PAGE) * PER_PAGE - 1)
    return {
        "id": at.collection(),
        "type": "OrderedCollection",
        "totalItems": total,
        "rights": LICENSE,
        "first": {"id": at.page(0), "type": "OrderedCollectionPage"},
        "last": {"id": at.page(last), "type": "OrderedCollectionPage"},
    }


def page(visit: Visit, log: Log, asked: Asked) -> Json:
    """The changes that follow one, a hundred at most, oldest first; `next` where there are more."""
    at, after = Addresses(visit, asked), asked.after or 0
    found = log.following(asked.wish, after, PER_PAGE + 1)
    before = log.total(asked.wish, after)
    said: Json = {
        "id": at.page(after),
        "type": "OrderedCollectionPage",
        "partOf": {"id": at.collection(), "type": "OrderedCollection"},
        "startIndex": before,
        "rights": LICENSE,
    }
    if before:
        said["prev"] = {
            "id": at.page(log.number_at(asked.wish, before - PER_PAGE - 1)),
            "type": "OrderedCollectionPage",
        }
    if len(found) > PER_PAGE:
        said["next"] = {"id": at.page(found[PER_PAGE - 1].number), "type": "OrderedCollectionPage"}
    said["orderedItems"] = [activity(visit, each) for each in found[:PER_PAGE]]
    return said


def as_json(said: Json) -> bytes:
    """As Activity Streams writes it."""
    return json.dumps({"@context": [AS, _OWN], **said}, ensure_ascii=False, indent=1).encode() + b"\n"


def as_triples(said: Json) -> Sequence[Triple]:
    """The same as statements; the order of a page's items is that of their times and numbers."""
    text = json.dumps({"@context": _WRITTEN_OUT, **said}, ensure_ascii=False)
    return [quad.triple for quad in parse(text.encode(), RdfFormat.JSON_LD)]
