"""The shapes as read: one set of statements, with the prefixes that SPARQL constraints use declared for them."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.rdf.canonical import digest
from kg.rdf.formats import NTRIPLES, rdf_by_path
from kg.rdf.graphs import read, write
from kg.rdf.iris import Base
from kg.rdf.namespaces import OWL, SH, XSD, prefixes
from kg.sources.folder import Raw


@dataclass(frozen=True)
class Shapes:
    """The shapes, their version as written in shapes/common.ttl, and the digest of their text."""

    quads: tuple[Quad, ...]
    version: str
    digest: str

    def ntriples(self, base_iri: str) -> bytes:
        """The shapes for a validator: N-Triples."""
        return write(self.quads, NTRIPLES, base_iri=base_iri)


def read_shapes(files: Iterable[Raw], base: Base) -> Shapes:
    """The shapes in the files; BadSyntax for the first that can't be read."""
    quads: list[Quad] = []
    texts = []
    for raw in files:
        data = raw.read()
        form = rdf_by_path(raw.name)
        if form is None:
            continue
        quads += read(data, form, base_iri=base.iri, source=raw.name, rename_blank_nodes=True)
        texts.append(f"{raw.name} {digest(data)}\n")
    code = digest("".join(texts))
    version = next(
        (q.object.value for q in quads if q.predicate == OWL.versionInfo and isinstance(q.object, Literal)),
        "0",
    )
    return Shapes((*dict.fromkeys(quads), *declarations(base)), f"{version}+{code[:12]}", code)


def declarations(base: Base) -> list[Quad]:
    """`sh:declare` for every prefix of the house on `<shapes/prefixes>`: shape files need not repeat them."""
    owner = NamedNode(base.iri + "shapes/prefixes")
    quads = []
    for name, iri in prefixes(base.iri).items():
        node = BlankNode(f"prefix{name}")
        quads += [
            Quad(owner, SH.declare, node),
            Quad(node, SH.prefix, Literal(name)),
            Quad(node, SH.namespace, Literal(iri, datatype=XSD.anyURI)),
        ]
    return quads
