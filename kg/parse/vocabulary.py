"""The ontology as read: its statements in the vocabulary graph, the kinds it declares, the checks it must pass."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from kg.errors import BadSyntax
from kg.place import Place
from kg.rdf.canonical import digest, has_blank_nodes, in_graph, lines, must_be_kept
from kg.rdf.findings import Finding, Level
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base
from kg.rdf.own_queries import ask
from kg.sources.folder import Raw


@dataclass(frozen=True)
class Vocabulary:
    """The ontology, schemes and alignments: statements in the vocabulary graph, and kind name → class IRI."""

    quads: tuple[Quad, ...]
    kinds: dict[str, str]
    digest: str

    def lines(self) -> list[str]:
        """Its canonical N-Quads."""
        return lines(self.quads)

    def store(self) -> ox.Store:
        """The vocabulary as the default graph of a store in memory, for rules and checks."""
        store = ox.Store()
        store.extend([Quad(q.subject, q.predicate, q.object) for q in self.quads])
        return store


def read_vocabulary(files: Iterable[Raw], base: Base) -> Vocabulary:
    """The vocabulary in the files; BadSyntax for the first that can't be read."""
    graph = base.graph("vocabulary")
    quads: dict[Quad, None] = {}
    for raw in files:
        statements = read(raw.read(), TURTLE, base_iri=base.iri, source=raw.name)
        for quad in statements:
            if has_blank_nodes(quad):
                raise BadSyntax(
                    "the ontology has no blank nodes; give this node an IRI.",
                    message_sv="ontologin har inga blanka noder; ge noden en IRI.",
                    place=Place(raw.name),
                )
        must_be_kept(statements, raw.name)
        quads.update(dict.fromkeys(in_graph(statements, graph)))
    kind_property = base.ns("kind")
    kinds = {
        q.object.value: q.subject.value
        for q in quads
        if q.predicate == kind_property and isinstance(q.object, Literal) and isinstance(q.subject, NamedNode)
    }
    return Vocabulary(tuple(quads), dict(sorted(kinds.items())), digest("".join(lines(quads))))


def check(vocabulary: Vocabulary, checks: Iterable[Raw], base: Base) -> list[Finding]:
    """A violation for every row of every `*-violation.rq`: the file's name says what a row means."""
    store = vocabulary.store()
    found: list[Finding] = []
    for raw in checks:
        rows = ask(store, raw.text(), raw.name, base_iri=base.iri)
        if not isinstance(rows, QuerySolutions):
            continue
        rule = raw.path.stem.removesuffix("-violation")
        for row in rows:
            said = ", ".join(str(row[variable]) for variable in rows.variables if row[variable] is not None)
            found.append(
                Finding(
                    record=base.iri + "ns",
                    level=Level.VIOLATION,
                    message_sv=f"Ontologin bryter mot regeln {rule}: {said}. Regeln står i {raw.name}.",
                    message_en=f"The ontology breaks the rule {rule}: {said}. The rule is in {raw.name}.",
                    place=Place(raw.name),
                )
            )
    return found
