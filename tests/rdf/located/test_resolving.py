"""Relative IRIs: whatever the engine makes of one, we make of it."""

import pyoxigraph as ox
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat

from kg.rdf.located.resolving import is_absolute, resolved

BASES = (
    "http://a/b/c/d?q", "http://a", "http://a/b/../c", "http://a/b/./", "urn:x:y", "urn:a/b/c", "file:///x/y",
    "http://a?q", "http://a/b//c//", "mailto:a@b", "http://a/..", "x:", "x:/a", "http://a/b/c/d#f",
)  # fmt: skip
PIECES = ("../", "./", "..", ".", "/", "//", "a", "b", "?", "q", "#", "f", ":", ";", "=", "å", "@")


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join), st.sampled_from(BASES))
@example("../../../g", "http://a/b/c/d?q")
def test_a_reference_is_resolved_as_the_engine_does_it(reference: str, base: str) -> None:
    try:
        quads = list(ox.parse(f"<s:s> <p:p> <{reference}> .".encode(), RdfFormat.TURTLE, base_iri=base))
    except SyntaxError:
        assume(False)
    assert NamedNode(resolved(reference, base)) == quads[0].object


@pytest.mark.parametrize(
    ("reference", "absolute"), [("http://a", True), ("x:", True), ("a/b:c", False), ("1:b", False), ("", False)]
)
def test_an_absolute_iri_begins_with_a_scheme(reference: str, absolute: bool) -> None:
    assert is_absolute(reference) is absolute


def test_a_very_long_reference_takes_time_that_grows_with_its_length() -> None:
    assert resolved("../" * 100_000 + "a", "http://a/b/c") == "http://a/a"
