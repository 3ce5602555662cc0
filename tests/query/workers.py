"""What the tests of the query engine share: stores to ask, processes to wait for, and answers as plain values."""

import csv
import io
import json
import os
import select
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.query.pool import Pool
from kg.query.question import Answer, Engine, Question, Term

BASE_IRI = "https://example.org/"
JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TURTLE = "text/turtle"
NTRIPLES = "application/n-triples"
RDFXML = "application/rdf+xml"

CARTESIAN = "SELECT (COUNT(*) AS ?c) { ?a ?b ?c1 . ?d ?e ?f . ?g ?h ?i }"
MEMORY_BOMB = (
    "SELECT (STRLEN(?a40) AS ?n) { BIND('aaaaaaaaaaaaaaaaaaaaaaaa' AS ?a0) "
    + " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(40))
    + "}"
)


def node(path: str) -> NamedNode:
    """An IRI of the tests' own."""
    return NamedNode(BASE_IRI + path)


def quad(subject: str, predicate: str, value: str | int | Literal | NamedNode, graph: str) -> Quad:
    """A statement in a named graph."""
    term = value if isinstance(value, Literal | NamedNode) else Literal(value)
    return Quad(node(subject), node(predicate), term, node(graph))


def store_of(path: Path, quads: Iterable[Quad]) -> Path:
    """A closed store on disk."""
    store = Store(str(path))
    store.bulk_extend(quads)
    store.flush()
    return path


def numbers(count: int) -> list[Quad]:
    """Things with a number and a next one, in graphs of ten."""
    quads = []
    for n in range(count):
        quads.append(quad(f"thing/{n}", "number", n, f"graph/{n // 10}"))
        quads.append(quad(f"thing/{n}", "next", node(f"thing/{(n + 1) % count}"), f"graph/{n // 10}"))
    return quads


def ask(engine: Engine, text: str, media_type: str = JSON, bindings: Mapping[str, Term] | None = None) -> Answer:
    """The engine's answer to a query about its own dataset."""
    return engine.ask(Question(text, media_type, bindings=bindings or {}))


def values(engine: Engine, text: str, bindings: Mapping[str, Term] | None = None) -> list[tuple[str | None, ...]]:
    """The rows of a SELECT as plain texts."""
    said = json.loads(ask(engine, text, JSON, bindings).body)
    names = said["head"]["vars"]
    return [tuple(row[name]["value"] if name in row else None for name in names) for row in said["results"]["bindings"]]


def number_of_rows(answer: Answer) -> int:
    """How many rows a SELECT's answer has, read by another parser than the one that counted them."""
    text = answer.body.decode()
    if answer.media_type == JSON:
        return len(json.loads(text)["results"]["bindings"])
    if answer.media_type == XML:
        return text.count("<result>")
    if answer.media_type == CSV:
        return len(list(csv.reader(io.StringIO(text, newline="")))) - 1
    return len(text.split("\n")) - 2


def all_at_work(pool: Pool) -> None:
    """Wait until every worker of a pool has a question."""
    while pool.pids():
        pass


def ended_within(pid: int, seconds: float) -> bool:
    """Whether a process ends in time; it is waited for, not looked at again and again."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        poll = select.poll()
        poll.register(watched, select.POLLIN)
        return bool(poll.poll(seconds * 1000))
    finally:
        os.close(watched)
