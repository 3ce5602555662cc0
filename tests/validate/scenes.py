"""Scenes to place and explain findings in: a small text with shapes, judged as `kg check --shapes` does, told as ours."""

from kg.rdf.findings import Finding
from kg.rdf.formats import TURTLE
from kg.rdf.located.locate import locate
from kg.validate.book import Book
from kg.validate.cases import Case
from kg.validate.evidence import Derivations
from kg.validate.paths import statements
from kg.validate.placing import Scene, Written
from kg.validate.report import told
from kg.validate.shacl import judge_by
from tests.workshop import BASE, BASE_IRI

PREFIXES = (
    "@base <https://example.org/> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix samv: <ns#> . "
    "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
)
"""One line, so that what follows begins on line 2."""


def scene(data: str, shapes: str, *others: str, derivations: Derivations | None = None, derived: str = "") -> Scene:
    """What is written in one text or several, beside what was derived of it."""
    parts = [
        locate((PREFIXES + text).encode(), TURTLE, base_iri=BASE_IRI, source=f"{number}.ttl")
        for number, text in enumerate((data, *others), 1)
    ]
    given = [quad for part in parts for quad in part.quads]
    read = locate((PREFIXES + shapes).encode(), TURTLE, base_iri=BASE_IRI, source="shapes.ttl").quads
    made = locate((PREFIXES + derived).encode(), TURTLE, base_iri=BASE_IRI, source="derived.ttl").quads
    return Scene(
        written=Written(tuple(parts)),
        given=statements(given),
        among=statements([*given, *made]),
        book=Book(statements(read), statements(read), BASE_IRI),
        derivations=derivations or Derivations({}),
    )


def findings(at: Scene, *, every: bool = False, before: tuple[Finding, ...] = ()) -> list[Finding]:
    """What the shapes of a scene say of it."""
    shapes = "".join(f"{s} {p} {o} .\n" for s, p, o in at.book.shapes.every)
    lines = tuple(f"{s} {p} {o} .\n" for s, p, o in at.among.every)
    raised = judge_by(shapes.encode(), b"", processes=1)([Case("", None, lines)])
    return told(raised, at, BASE, before=before, every=every)


def places(found: list[Finding]) -> list[str]:
    """Where findings are, and their other places behind them."""
    return sorted(" + ".join(str(place) for place in (each.place, *each.also)) for each in found)
