"""Statements looked up by subject and property, with the names of what they mention: what a page is read from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.query.question import Term
from kg.serve.model import Labels


@dataclass(frozen=True)
class Name:
    """What something mentioned is called, and the sector of an actor."""

    labels: Labels
    sector: str | None = None


@dataclass(frozen=True)
class Statements:
    """A set of statements and names; asking for what isn't there gives nothing."""

    by_subject: Mapping[str, Mapping[str, tuple[Term, ...]]]
    names: Mapping[str, Name] = field(default_factory=dict)

    def values(self, subject: str, property_: str) -> tuple[Term, ...]:
        """The values of a property, in order."""
        return self.by_subject.get(subject, {}).get(property_, ())

    def iris(self, subject: str, property_: str) -> tuple[str, ...]:
        """Those values that are IRIs."""
        return tuple(each.value for each in self.values(subject, property_) if isinstance(each, NamedNode))

    def text(self, subject: str, property_: str) -> str | None:
        """The first value as text, whatever it is."""
        return next((each.value for each in self.values(subject, property_)), None)

    def texts(self, subject: str, property_: str) -> Labels:
        """The wordings of a property by language; one without a language counts as Swedish."""
        literals = (each for each in self.values(subject, property_) if isinstance(each, Literal))
        said: dict[str, str] = {}
        for each in literals:
            said.setdefault((each.language or "sv").partition("-")[0], each.value)
        return said

    def properties(self, subject: str) -> tuple[str, ...]:
        """The properties of a subject, in alphabetical order."""
        return tuple(sorted(self.by_subject.get(subject, {})))

    def has(self, subject: str) -> bool:
        """Whether anything is said of the subject."""
        return subject in self.by_subject

    def label(self, iri: str) -> Labels:
        """What something is called; empty when nobody says."""
        name = self.names.get(iri)
        return name.labels if name else {}


def of(triples: Iterable[Triple | Quad], names: Mapping[str, Name] | None = None) -> Statements:
    """The statements of a list of triples; values sort as their text does, so that pages repeat."""
    found: dict[str, dict[str, set[Term]]] = {}
    for each in triples:
        if isinstance(each.object, Triple) or isinstance(each.subject, Triple):
            continue
        found.setdefault(each.subject.value, {}).setdefault(each.predicate.value, set()).add(each.object)
    ordered = {
        subject: {property_: tuple(sorted(values, key=_order)) for property_, values in properties.items()}
        for subject, properties in found.items()
    }
    return Statements(ordered, names or {})


def _order(term: Term) -> tuple[bool, float, str]:
    """Numbers by size, before the rest by their text."""
    if isinstance(term, Literal):
        try:
            return (False, float(term.value), str(term))
        except ValueError:
            return (True, 0.0, str(term))
    return (True, 0.0, str(term))
