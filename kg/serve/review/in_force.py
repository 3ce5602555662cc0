"""What is in force of a record just now: the accepted one that the files don't say yet, else the published one."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Triple

from kg.inbox.inbox import Inbox
from kg.parse.record import Record, parse
from kg.query.question import Engine
from kg.rdf.canonical import digest, in_graph, lines
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import write
from kg.rdf.iris import Base, Owner
from kg.serve.thing import reading


@dataclass(frozen=True)
class InForce:
    """The authored statements of a record that counts now, and their digest."""

    triples: tuple[Triple, ...]
    digest: str


def of(key: str, inbox: Inbox, engine: Engine, base: Base) -> InForce | None:
    """What counts of the record of that key; None when there is none."""
    accepted = inbox.in_force(key)
    if accepted is not None:
        said, turtle = accepted
        return InForce(tuple(quad.triple for quad in read_record(key, turtle, base).quads), said)
    kind, _, slug = key.partition("/")
    graph = base.record(kind, slug)
    triples = reading.graph_triples(engine, graph.value)
    return InForce(tuple(triples), digest("".join(lines(in_graph(triples, graph))))) if triples else None


def read_record(key: str, turtle: str, base: Base) -> Record:
    """A record that an examiner or a steward wrote: Turtle of our own making."""
    kind, _, slug = key.partition("/")
    return parse(turtle.encode(), f"{key}.ttl", Owner(kind, slug), base=base, form=TURTLE)


def written(triples: Sequence[Triple], base: Base) -> str:
    """Statements in our one way of writing."""
    return write(triples, TURTLE, base_iri=base.iri).decode()
