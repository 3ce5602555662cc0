"""The same statements give the same bytes, and the same bytes the same hash. No blank nodes: lines can be sorted."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import TypeVar

import pyoxigraph as ox
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from kg.errors import BadSyntax
from kg.place import Place
from kg.rdf.namespaces import RDF

Statement = TypeVar("Statement", Quad, Triple)
_TYPE = RDF.type


def lines(quads: Iterable[Quad]) -> list[str]:
    """The statements as canonical N-Quads, sorted, each once and with its newline."""
    raw = ox.serialize(quads, format=RdfFormat.N_QUADS) or b""
    return sorted(set(split(raw.decode())))


def split(text: str) -> list[str]:
    """The lines of an N-Quads text, each with its newline: `splitlines` would also cut a literal at a U+2028."""
    return [line + "\n" for line in text.split("\n")[:-1]]


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
        text_of(statement.subject),
        statement.predicate != _TYPE,
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


def otherwise(literal: Literal, stored: Literal | None) -> tuple[str, str]:
    """How such a literal should be written instead, in Swedish and in English."""
    better = stored.value if stored is not None else "?"
    if stored is not None and stored.datatype != literal.datatype:
        kind, other = literal.datatype.value, stored.datatype.value.rpartition("#")[2]
        return (
            f"Datatypen {kind} används inte här. Skriv talet som {better} (xsd:{other}).",
            f"The datatype {kind} isn't used here. Write the number as {better} (xsd:{other}).",
        )
    return (
        f"{literal.value!r} är inte skrivet i sin enda rätta form. Skriv {better!r}.",
        f"{literal.value!r} isn't written in its one canonical form. Write {better!r}.",
    )


def must_be_kept(quads: Sequence[Quad], source: str) -> None:
    """BadSyntax for the first literal in a file of ours that the engine would change on storing it."""
    for quad, stored in changed_by_the_store(quads):
        if isinstance(quad.object, Literal):
            sv, en = otherwise(quad.object, stored)
            raise BadSyntax(en, message_sv=sv, place=Place(source))


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
