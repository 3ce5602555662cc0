"""What may not be handed in because it is worked out: dropped with an info, never in silence and never published.

The properties and the sentence are those of the shape `<shapes/handed-in>`, which no validator applies: after deriving,
the same statements are right.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.parse.record import Record
from kg.place import Place
from kg.rdf.canonical import lines, text_of
from kg.rdf.findings import Finding, Level
from kg.rdf.iris import Base
from kg.rdf.located.spots import Located
from kg.rdf.namespaces import RDF, SH


@dataclass(frozen=True)
class WorkedOut:
    """The properties that are worked out, and what is said to whoever hands one in."""

    properties: frozenset[str]
    message_sv: str
    message_en: str
    shape: str

    def taken_out(self, record: Record, base: Base, located: Located | None = None) -> tuple[Record, list[Finding]]:
        """The record without such statements, and an info for each, at its place where `located` knows it."""
        dropped = [quad for quad in record.quads if quad.predicate.value in self.properties]
        if not dropped:
            return record, []
        kept = tuple(quad for quad in record.quads if quad not in dropped)
        about = base.record(record.owner.kind, record.owner.slug).value
        found = [self._finding(quad, about, _place(quad, located) or Place(record.source)) for quad in dropped]
        return replace(record, quads=kept, text="".join(lines(kept))), found

    def _finding(self, quad: Quad, about: str, place: Place) -> Finding:
        name = quad.predicate.value.rpartition("#")[2]
        return Finding(
            record=about,
            level=Level.INFO,
            message_sv=f"{name}: {self.message_sv}",
            message_en=f"{name}: {self.message_en}",
            place=place,
            focus=text_of(quad.subject),
            path=quad.predicate.value,
            value=text_of(quad.object),
            shape=self.shape,
        )


def _place(quad: Quad, located: Located | None) -> Place | None:
    """Where the property is written: it is the property that may not be handed in."""
    spot = located.spots.get((str(quad.subject), str(quad.predicate), str(quad.object))) if located else None
    return spot.predicate if spot else None


def worked_out(shapes: Iterable[Quad], base: Base) -> WorkedOut:
    """What the shape says; nothing is taken out where there is no such shape."""
    store = ox.Store()
    store.extend([Quad(q.subject, q.predicate, q.object) for q in shapes])
    shape = NamedNode(base.iri + "shapes/handed-in")
    said = {
        quad.object.language or "en": quad.object.value
        for quad in store.quads_for_pattern(shape, SH.message, None, None)
        if isinstance(quad.object, Literal)
    }
    properties = frozenset(_properties(store, shape))
    return WorkedOut(properties, said.get("sv", ""), said.get("en", ""), shape.value)


def _properties(store: ox.Store, shape: NamedNode) -> Iterable[str]:
    for path in store.quads_for_pattern(shape, SH.path, None, None):
        if isinstance(path.object, ox.BlankNode):
            for choice in store.quads_for_pattern(path.object, SH.alternativePath, None, None):
                yield from _listed(store, choice.object)


def _listed(store: ox.Store, head: object) -> Iterable[str]:
    while isinstance(head, ox.BlankNode):
        for quad in store.quads_for_pattern(head, RDF.first, None, None):
            yield text_of(quad.object)
        head = next((quad.object for quad in store.quads_for_pattern(head, RDF.rest, None, None)), None)
