"""What a record that was handed in is called, in the words that it uses itself."""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf.namespaces import DCTERMS, RDFS, SKOS
from kg.serve.review.in_force import read_record
from kg.serve.visit import Visit

_NAMES = (DCTERMS.title, SKOS.prefLabel, RDFS.label)


def called(visit: Visit, key: str, turtle: str) -> str:
    """The name of the thing that a record is about, in the visitor's language where it has one; else its key."""
    return name_in([quad.triple for quad in read_record(key, turtle, visit.site.base).quads], visit, key)


def name_in(triples: Iterable[Triple], visit: Visit, key: str) -> str:
    """The same, of statements that are read already."""
    thing = NamedNode(visit.site.base.iri_of(key))
    names = [
        (visit.lang != each.object.language, _NAMES.index(each.predicate), each.object.value)
        for each in triples
        if each.subject == thing and each.predicate in _NAMES and isinstance(each.object, Literal)
    ]
    return min(names)[2] if names else key
