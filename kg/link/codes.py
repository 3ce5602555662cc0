"""Our things by the codes that others know them by: a kommun by its kommunkod."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from pyoxigraph import Literal, NamedNode

from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.rdf.iris import Base
from kg.rdf.namespaces import SKOS
from kg.sources.folder import Raw


def things_by_code(records: Iterable[Raw], kind: str, base: Base) -> dict[str, NamedNode]:
    """The things of a kind by their `skos:notation`, read from the record files; a code that two have is no one's."""
    found: dict[str, NamedNode] = {}
    taken_twice: set[str] = set()
    for raw in records:
        if PurePosixPath(raw.name).parent.name != kind or not raw.name.endswith(".ttl"):
            continue
        for quad in read(raw.read(), TURTLE, base_iri=base.iri, source=raw.name):
            thing, code = quad.subject, quad.object
            if quad.predicate != SKOS.notation or not isinstance(thing, NamedNode) or not isinstance(code, Literal):
                continue
            if found.setdefault(code.value, thing) != thing:
                taken_twice.add(code.value)
    return {code: thing for code, thing in sorted(found.items()) if code not in taken_twice}
