"""A harvested catalogue as the checks read it: statements by subject and property, things by class."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.rdf.namespaces import RDF

Term = NamedNode | BlankNode | Literal


@dataclass(frozen=True)
class Statements:
    """Statements that were harvested."""

    triples: tuple[Triple, ...]
    by_subject: Mapping[str, Mapping[str, Sequence[Term]]] = field(default_factory=dict)

    def of(self, subject: str, predicate: NamedNode) -> Sequence[Term]:
        """The values of a property."""
        return self.by_subject.get(subject, {}).get(predicate.value, ())

    def one(self, subject: str, predicate: NamedNode) -> str:
        """The first value of a property as text; empty without one."""
        return next((each.value for each in self.of(subject, predicate)), "")

    def things(self, klass: NamedNode) -> list[str]:
        """The subjects of a class, in order."""
        wanted = RDF.type.value
        return sorted(s for s, said in self.by_subject.items() if klass in said.get(wanted, ()))

    def said_at(self, predicate: NamedNode) -> list[str]:
        """Every value of a property, each once, in order."""
        return sorted({each.value for said in self.by_subject.values() for each in said.get(predicate.value, ())})


def statements(triples: Iterable[Triple]) -> Statements:
    """Statements made ready to be asked."""
    every = tuple(triples)
    found: dict[str, dict[str, list[Term]]] = {}
    for each in every:
        if isinstance(each.subject, NamedNode | BlankNode) and isinstance(each.object, NamedNode | BlankNode | Literal):
            found.setdefault(each.subject.value, {}).setdefault(each.predicate.value, []).append(each.object)
    return Statements(every, found)
