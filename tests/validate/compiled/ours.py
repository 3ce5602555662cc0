"""Our own shapes and ontology as N-Triples, read from the checkout's files."""

from functools import cache

from kg.rdf.formats import NTRIPLES
from kg.rdf.graphs import write
from kg.rdf.iris import Base
from kg.release.inputs import Inputs, read_inputs
from kg.release.shards import as_triples
from kg.sources.folder import scan
from kg.validate.compiled.compiled import Compiled
from kg.validate.compiled.compiler import compile_shapes
from tests.validate.compiled.suite import ROOT

BASE = Base("https://example.org/graf/")


@cache
def inputs() -> Inputs:
    """Everything that a build works from besides records."""
    return read_inputs(scan(ROOT), BASE)


def shapes() -> bytes:
    """Every shape, with the prefixes that their queries use."""
    return write(inputs().shapes.quads, NTRIPLES, base_iri=BASE.iri)


def ontology() -> bytes:
    """The ontology and its schemes."""
    return "".join(as_triples(inputs().vocabulary.lines())).encode()


def compiled() -> Compiled:
    """Our shapes, compiled."""
    made = compile_shapes(shapes(), ontology())
    assert isinstance(made, Compiled)
    return made
