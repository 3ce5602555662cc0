"""What a release says of itself inside its own graph: counts and licence, only what follows from the content.

Times and names of releases stand in the manifest and the catalogue, so that the same input gives the same dumps.
"""

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.canonical import lines
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, FOAF, RDF, VOID, XSD

LICENCE = NamedNode("http://creativecommons.org/publicdomain/zero/1.0/")


def release_graph(
    base: Base, *, quads: int, kinds: Mapping[str, int], classes: Mapping[str, str], tombstones: Iterable[Quad]
) -> list[str]:
    """The lines of the release graph; `quads` counts every other graph's statements."""
    graph = base.graph("release")
    dataset = NamedNode(base.iri + "catalog#samverkansgrafen")
    said: list[Quad] = [
        Quad(dataset, RDF.type, VOID.Dataset, graph),
        Quad(dataset, VOID.entities, _number(sum(kinds.values())), graph),
        Quad(dataset, VOID.uriSpace, Literal(base.iri), graph),
        Quad(dataset, VOID.vocabulary, NamedNode(base.iri + "ns"), graph),
        Quad(dataset, DCTERMS.license, LICENCE, graph),
        Quad(dataset, FOAF.homepage, NamedNode(base.iri + "catalog"), graph),
    ]
    for kind, number in kinds.items():
        part = NamedNode(f"{base.iri}catalog#{kind}")
        said += [
            Quad(dataset, VOID.classPartition, part, graph),
            Quad(part, RDF.type, VOID.Dataset, graph),
            Quad(part, _CLASS, NamedNode(classes[kind]), graph),
            Quad(part, VOID.entities, _number(number), graph),
        ]
    said += tombstones
    # What is said here is part of what is counted, this very count too.
    count = quads + len(lines(said)) + 1
    return lines([*said, Quad(dataset, VOID.triples, _number(count), graph)])


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


_CLASS = NamedNode(VOID.iri + "class")
