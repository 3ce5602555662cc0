"""Where a value of JSON-LD goes: to a property of a node, into a list, or into a graph that says nothing of it."""

from dataclasses import dataclass, field

from pyoxigraph import BlankNode

from kg.rdf.located.json_text import Piece
from kg.rdf.located.jsonld_context import is_iri
from kg.rdf.located.text import Span
from kg.rdf.located.written import FRESH, Written
from kg.rdf.namespaces import RDF

_FIRST, _REST, _NIL = str(RDF.first), str(RDF.rest), str(RDF.nil)

Part = tuple[str, Span]
"""A term in N-Triples and where it is written."""


@dataclass
class Said:
    """What a text says, so far; `keys` tells where the key of a type stands."""

    found: list[Written] = field(default_factory=list)
    keys: dict[Span, Span] = field(default_factory=dict)
    made: int = 0

    def fresh(self, at: Span) -> Part:
        """A blank node without a name."""
        self.made += 1
        return f"{FRESH}{self.made}", at

    def say(self, subject: Part, predicate: Part, value: Part, graph: str) -> None:
        """One statement."""
        self.found.append(Written(subject[0], predicate[0], value[0], graph, subject[1], predicate[1], value[1]))


@dataclass
class Slot:
    """A property of a node. In a graph without a name nothing is said; nor under a key that is no IRI."""

    said: Said
    graph: str | None
    subject: Part | None = None
    predicate: Part | None = None
    is_reverse: bool = False
    is_dropped: bool = False

    def add(self, value: Part | None, *, is_literal: bool = False) -> None:
        """Say that this is a value; None is a value that can't be said."""
        if value is None or self.graph is None or self.subject is None or self.predicate is None:
            return
        if not self.is_reverse:
            self.said.say(self.subject, self.predicate, value, self.graph)
        elif not is_literal:
            self.said.say(value, self.predicate, self.subject, self.graph)


class Graph(Slot):
    """The nodes of a graph, or of what is included: they are nobody's values."""

    def __init__(self, said: Said, graph: str | None, *, is_dropped: bool = False) -> None:
        super().__init__(said, graph, is_dropped=is_dropped)


class Listed(Slot):
    """A list: each value gets a link, and the first of them is the value where the list stands."""

    def __init__(self, said: Said, outer: Slot, piece: Piece) -> None:
        super().__init__(said, outer.graph, is_dropped=outer.is_dropped)
        self._outer = outer
        self._piece = piece

    def add(self, value: Part | None, *, is_literal: bool = False) -> None:
        """Put a value at the end of the list; what can't be said has its link in it all the same."""
        link = self.said.fresh(self._piece.start if self.subject is None or value is None else value[1])
        self._tie(link)
        self.subject = link
        if self.graph is not None and value is not None:
            self.said.say(link, (_FIRST, value[1]), value, self.graph)

    def end(self) -> None:
        """The list has no more values."""
        self._tie((_NIL, self._piece.at if self.subject is None else (self._piece.at[1] - 1, self._piece.at[1])))

    def _tie(self, value: Part) -> None:
        if self.subject is None:
            self._outer.add(value)
        elif self.graph is not None:
            self.said.say(self.subject, (_REST, self.subject[1]), value, self.graph)


def name_of(iri: str) -> str:
    """A node's name as a term: an IRI or a label; nothing where it is neither."""
    if not iri.startswith("_:"):
        return property_of(iri) or ""
    try:
        return str(BlankNode(iri[2:]))
    except ValueError:
        return ""


def property_of(iri: str) -> str | None:
    """A property as a term; None where it isn't an IRI."""
    return f"<{iri}>" if is_iri(iri) else None
