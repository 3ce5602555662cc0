"""A thing that has grown becomes a candidate: its statements in the record's graph, each with the address it has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.parse.answers.naming import Node, Reference, named
from kg.parse.candidate import Candidate
from kg.place import Place
from kg.rdf.iris import Base, Owner
from kg.rdf.located.spots import Located, Spot
from kg.rdf.namespaces import DCTERMS, FOAF, PROV, RDF

Term = NamedNode | Literal


@dataclass(frozen=True)
class Answered(Located):
    """Where each statement was answered; one that is missing has the place of the field that asks for it."""

    asked: Mapping[tuple[str, str], Place] = field(default_factory=dict)

    def place(self, subject: str, predicate: str | None = None, object: str | None = None) -> Place | None:
        """As in a text, but a property that isn't there is placed at its field."""
        if predicate is not None and (subject, predicate) not in self._properties:
            return self.asked.get((subject, predicate)) or super().place(subject)
        return super().place(subject, predicate, object)


def state(owner: Owner, thing: Node, record: Node, *, base: Base, source: str) -> Candidate:
    """The candidate that a thing and the record of it make."""
    stating = _Stating(base.mint(owner.kind, owner.slug), thing, source)
    about = base.record(owner.kind, owner.slug)
    stating.node(thing, stating.thing)
    stating.node(record, about)
    stating.statement(about, FOAF.primaryTopic, stating.thing, record.address, record.address)
    quads = tuple(Quad(*triple, about) for triple in stating.spots)
    spots = {(str(s), str(p), str(o)): spot for (s, p, o), spot in stating.spots.items()}
    return Candidate(owner, source, quads, Answered(quads, spots, asked=stating.asked))


class _Stating:
    def __init__(self, thing: NamedNode, root: Node, source: str) -> None:
        self.thing = thing
        self.spots: dict[tuple[NamedNode, NamedNode, Term], Spot] = {}
        self.asked: dict[tuple[str, str], Place] = {}
        self._source = source
        self._names = named(root)
        self._addresses = {node.address: self._names[id(node)] for node in root.nodes()}

    def node(self, node: Node, subject: NamedNode) -> None:
        """The statements of a node and of those within it."""
        self.statement(subject, RDF.type, NamedNode(node.form.iri), node.address, node.address)
        for predicate, value, address in self._values(node):
            self.statement(subject, predicate, value, address, node.address)
        for asked in node.form.fields:
            at = node.address if asked.read_only or asked.seldom else "/".join(filter(None, (node.address, asked.key)))
            place = _SOURCES.get(asked.path, at)
            self.asked.setdefault((str(subject), f"<{asked.path}>"), self._place(place))

    def _values(self, node: Node) -> Iterator[tuple[NamedNode, Term, str]]:
        for asked, value, address in node.said:
            predicate = NamedNode(asked.path)
            if isinstance(value, Node):
                inner = self._own(self._names[id(value)])
                yield predicate, inner, address
                self.node(value, inner)
            elif isinstance(value, Reference):
                yield predicate, self._own(self._addresses[value.address]), address
            else:
                yield predicate, value, address

    def statement(self, subject: NamedNode, predicate: NamedNode, value: Term, address: str, of: str) -> None:
        """One statement: answered at `address`, about what `of` is the address of."""
        field_of = address.rpartition("/")[0] if address.rpartition("/")[2].isdigit() else address
        spot = Spot(self._place(of), self._place(field_of), self._place(address))
        self.spots.setdefault((subject, predicate, value), spot)

    def _own(self, name: str) -> NamedNode:
        return NamedNode(f"{self.thing.value}#{name}")

    def _place(self, address: str) -> Place:
        return Place(self._source, field=address or None)


_SOURCES = {PROV.hadPrimarySource.value: "source", DCTERMS.source.value: "source"}
