"""Accepted records of the tiny world, made by hand where a test isn't about the examination."""

from kg.inbox.inbox import Inbox
from kg.inbox.values import Acceptance, AcceptedRecord, NewRevision, NewSubmission
from kg.parse.record import Record, parse
from kg.rdf.formats import TURTLE
from kg.rdf.graphs import write
from kg.rdf.iris import Owner
from tests.workshop import BASE, BASE_IRI, Workshop


def record_of(text: str, key: str) -> Record:
    """A record as the build reads it."""
    kind, _, slug = key.partition("/")
    return parse(text.encode(), f"{slug}.ttl", Owner(kind, slug), base=BASE)


def written(text: str, key: str) -> str:
    """A record in our one way of writing."""
    return write(record_of(text, key).quads, TURTLE, base_iri=BASE_IRI).decode()


def file_digest(world: Workshop, key: str) -> str:
    """The digest of what a record file says."""
    return record_of(world.read(f"data/records/{key}.ttl"), key).digest


def handed(inbox: Inbox, text: str, key: str, *, parent: str | None) -> str:
    """A record handed in; its receipt."""
    turtle = written(text, key)
    digest = record_of(turtle, key).digest
    return inbox.keep(
        NewSubmission("x.ttl", "text/turtle", text.encode(), "{}", "v1", (NewRevision(key, turtle, digest, parent),))
    )


def accepted(inbox: Inbox, text: str, key: str, *, parent: str | None) -> str:
    """A record handed in and accepted; its receipt."""
    receipt = handed(inbox, text, key, parent=parent)
    (revision,) = inbox.revisions(receipt)
    before = inbox.in_force(key)
    over = before[0] if before else parent
    record = AcceptedRecord(key, revision.turtle, revision.digest, over)
    inbox.accept(receipt, Acceptance("granskare", (record,), "v1"))
    return receipt
