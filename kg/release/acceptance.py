"""What a record says of its own acceptance: the day, and the organisation that handed it in; never a person."""

from datetime import date

from pyoxigraph import Literal, NamedNode, Triple

from kg.parse.record import Record
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import write
from kg.rdf.iris import Base
from kg.rdf.namespaces import DCTERMS, XSD


def as_accepted(record: Record, day: date, organisation: str | None, base: Base, *, is_new: bool) -> str:
    """The record as Turtle in our one way of writing, with the day it was accepted and who handed it in.

    On that day it was last changed, and a new one is first published. What was said of these before gives way; without
    an organisation the one said before stays.
    """
    about = base.record(record.owner.kind, record.owner.slug)
    today = Literal(day.isoformat(), datatype=XSD.date)
    days = (DCTERMS.dateAccepted, DCTERMS.modified, *((DCTERMS.issued,) if is_new else ()))
    said = [Triple(about, property_, today) for property_ in days]
    if organisation is not None:
        said.append(Triple(about, base.ns("submitter"), NamedNode(organisation)))
    replaced = {each.predicate for each in said}
    kept = [quad.triple for quad in record.quads if not (quad.subject == about and quad.predicate in replaced)]
    return write([*kept, *said], TURTLE, base_iri=base.iri).decode()
