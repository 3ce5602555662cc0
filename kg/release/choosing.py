"""The concepts that a form or a sheet lets people choose among, as model.json has them."""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.namespaces import RDFS, SKOS

_KEPT = {
    SKOS.prefLabel: "label",
    RDFS.label: "label",
    SKOS.definition: "definition",
    SKOS.altLabel: "alternative",
    SKOS.hiddenLabel: "alternative",
    SKOS.notation: "notation",
    SKOS.broader: "broader",
}


def concepts(vocabulary: Iterable[Quad]) -> dict[str, dict[str, object]]:
    """Every concept in one of our schemes, by IRI, in the order its file lists them."""
    quads = list(vocabulary)
    found: dict[str, dict[str, object]] = {
        quad.subject.value: {
            "scheme": quad.object.value,
            "label": {},
            "definition": {},
            "alternative": [],
            "notation": [],
            "broader": [],
        }
        for quad in quads
        if quad.predicate == SKOS.inScheme
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
    }
    for quad in quads:
        entry = found.get(quad.subject.value) if isinstance(quad.subject, NamedNode) else None
        name = _KEPT.get(quad.predicate)
        if entry is None or name is None or not isinstance(quad.object, NamedNode | Literal):
            continue
        slot = entry[name]
        if isinstance(slot, list):
            slot.append(quad.object.value)
        elif isinstance(slot, dict) and isinstance(quad.object, Literal):
            slot[quad.object.language or "en"] = quad.object.value
    return found
