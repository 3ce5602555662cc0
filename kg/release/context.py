"""The JSON-LD context, generated from the model: every field of every kind under its own short name."""

from collections.abc import Mapping

from kg.rdf.namespaces import prefixes


def context(model: Mapping[str, object], base_iri: str) -> dict[str, object]:
    """The context as JSON: prefixes, then one term a property, typed where all its uses agree."""
    named = prefixes(base_iri)
    terms: dict[str, object] = {"id": "@id", "type": "@type", "base": base_iri, **named}
    properties: dict[str, set[str | None]] = {}
    for field in _fields(model):
        properties.setdefault(str(field["path"]), set()).add(_coercion(field))
    taken: dict[str, str] = {}
    for iri in sorted(properties):
        name = _local(iri, named)
        if name in terms or taken.setdefault(name, iri) != iri:
            continue
        uses = properties[iri]
        kind = next(iter(uses)) if len(uses) == 1 else None
        terms[name] = {"@id": iri, **({"@type": kind} if kind else {})}
    return {"@context": terms}


def _fields(model: Mapping[str, object]) -> list[Mapping[str, object]]:
    classes = model["classes"]
    if not isinstance(classes, Mapping):
        return []
    return [f for known in classes.values() for f in known["fields"] if not f["inverse"]]


def _coercion(field: Mapping[str, object]) -> str | None:
    """`@id` for a property whose values are things, a datatype where the shape fixes one, else nothing."""
    if field["class"] or field["node_class"]:
        return "@id"
    datatype = field["datatype"]
    plain = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "http://www.w3.org/2001/XMLSchema#string")
    return str(datatype) if datatype and datatype not in plain else None


def _local(iri: str, named: Mapping[str, str]) -> str:
    for namespace in named.values():
        if iri.startswith(namespace) and iri != namespace:
            return iri[len(namespace) :]
    return iri
