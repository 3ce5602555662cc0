"""A change in RDF: what it took away and what it added, as two graphs or as a patch, and the record after it."""

from collections.abc import Sequence

from pyoxigraph import NamedNode, Quad, Triple

from kg.release.history.log import LoggedChange
from kg.release.walk import parsed
from kg.serve.history import activities
from kg.serve.visit import Visit

DELTA = "http://www.w3.org/2004/delta#"


def as_patch(visit: Visit, change: LoggedChange, removed: Sequence[str], added: Sequence[str]) -> bytes:
    """RDF Patch (https://afs.github.io/rdf-delta/rdf-patch.html), each statement in its graph.

    Where the change gives the record whole, a header says so: drop what you have of it before you add.
    """
    base = visit.site.settings.base_iri
    head = [f"H id <{base}changes/{change.number}> .\n", f"H thing <{base}{change.key}> .\n"]
    if change.whole:
        head.append(f"H replaces <{base}{change.key}> .\n")
    body = [*(f"D {line}" for line in removed), *(f"A {line}" for line in added)]
    return "".join([*head, "TX .\n", *body, "TC .\n"]).encode()


def as_quads(visit: Visit, change: LoggedChange, removed: Sequence[str], added: Sequence[str]) -> list[Quad]:
    """What happened in the default graph; what was taken away and what was added, a graph each."""
    here = f"{visit.site.settings.base_iri}changes/{change.number}"
    said = [Quad(t.subject, t.predicate, t.object) for t in activities.as_triples(activities.activity(visit, change))]
    for word, name, lines in (("deletion", "removed", removed), ("insertion", "added", added)):
        graph = NamedNode(f"{here}#{name}")
        said.append(Quad(NamedNode(here), NamedNode(DELTA + word), graph))
        said += [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed(lines)]
    return said


def as_triples(lines: Sequence[str]) -> list[Triple]:
    """The statements of a record, graphs left out."""
    return [quad.triple for quad in parsed(lines)]
