"""The gate at the record files of a checkout: what stops or warns in a hand-in stops or warns there too."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.place import Place
from kg.rdf.findings import Finding
from kg.validate.personal import gate
from kg.validate.raw_texts import raw_texts


def gated(name: str, data: bytes, quads: Iterable[Quad], *, about: str, base_iri: str) -> list[Finding]:
    """What the gate finds in a record file: in its name, its lines with their comments, and what its escapes hide."""
    texts = [*raw_texts(name, data), *_hidden(data.decode("utf-8", "replace"), name, quads, base_iri)]
    return gate(texts, about=about)


def _hidden(plain: str, name: str, quads: Iterable[Quad], base_iri: str) -> Iterator[tuple[Place, str]]:
    """Each literal and IRI that isn't written in the text as it is."""
    terms = dict.fromkeys(term for quad in quads for term in (quad.subject, quad.object))
    for term in terms:
        if isinstance(term, Literal | NamedNode) and term.value.removeprefix(base_iri) not in plain:
            yield Place(name, 1, 1), term.value
