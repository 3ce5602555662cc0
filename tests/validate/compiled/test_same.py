"""Compiled shapes and pySHACL say the same of generated graphs: the same results, terms, levels and words."""

from collections import Counter

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings

from kg.rdf.canonical import split
from kg.validate.cases import Case
from kg.validate.compiled.compiled import Compiled
from kg.validate.compiled.compiler import compile_shapes
from tests.validate.compiled.generated import Given, given_shapes
from tests.validate.compiled.oracle import Oracle


def lines(turtle: str) -> tuple[str, ...]:
    """Turtle as N-Triples lines."""
    quads = ox.parse(turtle, ox.RdfFormat.TURTLE)
    return tuple(split((ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b"").decode()))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_shapes())
def test_both_say_the_same_of_what_is_generated(pyshacl: Oracle, said: Given) -> None:
    shapes, data = lines(said.shapes), lines(said.data)
    compiled = compile_shapes("".join(shapes).encode(), b"")
    if isinstance(compiled, Compiled):  # else pySHACL is what judges
        assert Counter(compiled.judge(Case("", None, data))) == Counter(pyshacl(shapes, data))
