"""The same statements give the same bytes, and the same bytes the same hash. No blank nodes: lines can be sorted."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import TypeVar

import pyoxigraph as ox
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from kg.rdf.namespaces import RDF

Statement = TypeVar("Statement", Quad, Triple)


def lines(quads: Iterable[Quad]) -> list[str]:
    """The statements as canonical N-Quads, sorted, each once and with its newline."""
    raw = ox.serialize(quads, format=RdfFormat.N_QUADS) or b""
    return sorted(set(raw.decode().splitlines(keepends=True)))


def digest(text: str | bytes) -> str:
    """The SHA-256 of a text or of bytes, in hexadecimal."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def in_order(statements: Iterable[Quad] | Iterable[Triple], *, keep_graphs: bool) -> Sequence[Quad] | Sequence[Triple]:
    """Statements each once, sorted by graph, subject, predicate and object; a subject's type comes first."""
    if keep_graphs:
        quads = {s if isinstance(s, Quad) else Quad(s.subject, s.predicate, s.object) for s in statements}
        return sorted(quads, key=lambda q: (str(q.graph_name), *_key(q)))
    triples = {s.triple if isinstance(s, Quad) else s for s in statements}
    return sorted(triples, key=_key)


def _key(statement: Quad | Triple) -> tuple[str, bool, str, str]:
    return (
        str(statement.subject),
        statement.predicate != RDF.type,
        statement.predicate.value,
        str(statement.object),
    )


def changed_by_the_store(quads: Sequence[Quad]) -> list[tuple[Quad, Literal | None]]:
    """The statements whose literal the engine would change on storing it, each with what it would become.

    The engine writes numbers, booleans and times in one canonical form: `01` becomes `1`. What we publish is
    what was handed in, so such a literal is refused with the canonical form as a hint, never changed in silence.
    """
    suspects = [q for q in quads if isinstance(q.object, Literal) and q.object.datatype not in _PLAIN]
    store = ox.Store()
    store.extend(suspects)
    kept = set(store)
    return [(quad, _as_stored(quad)) for quad in suspects if quad not in kept]


def _as_stored(quad: Quad) -> Literal | None:
    store = ox.Store()
    store.add(quad)
    stored = next(iter(store)).object
    return stored if isinstance(stored, Literal) else None


_PLAIN = frozenset({RDF.langString, NamedNode("http://www.w3.org/2001/XMLSchema#string")})


def has_blank_nodes(quad: Quad) -> bool:
    """Whether a statement needs a blank node or a triple term; what we publish never does."""
    return any(isinstance(term, BlankNode | Triple) for term in (quad.subject, quad.object))


def text_of(term: NamedNode | BlankNode | Literal | Triple) -> str:
    """A term as people read it: an IRI bare, a literal by its text."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def in_graph(statements: Iterable[Quad] | Iterable[Triple], graph: NamedNode | DefaultGraph) -> list[Quad]:
    """The same statements, all in one graph."""
    return [Quad(s.subject, s.predicate, s.object, graph) for s in statements]
