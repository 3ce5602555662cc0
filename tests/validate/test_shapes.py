"""The shapes as read: together, with their version, and prefixes that no file need declare."""

import pytest

from kg.errors import BadSyntax
from kg.rdf.namespaces import PREFIXES, SH
from kg.sources.folder import scan
from kg.validate.shapes import read_shapes
from tests.workshop import BASE, Workshop


def test_the_version_is_the_written_one_and_part_of_the_digest(tiny: Workshop) -> None:
    before = tiny.inputs().shapes
    assert before.version == f"7+{before.digest[:12]}"
    tiny.edit("shapes/actor.ttl", "Ge aktören ett namn.", "Ge aktören dess namn.")
    after = tiny.inputs().shapes
    assert after.version.startswith("7+")
    assert after.version != before.version


def test_shapes_without_a_version_have_version_nought(tiny: Workshop) -> None:
    tiny.remove("shapes/common.ttl")
    assert tiny.inputs().shapes.version.startswith("0+")


def test_every_prefix_of_the_house_is_declared_for_constraints(tiny: Workshop) -> None:
    declared = [quad.object.value for quad in tiny.inputs().shapes.quads if quad.predicate == SH.prefix]
    assert sorted(declared) == sorted([*PREFIXES, "samv"])


def test_blank_nodes_of_two_files_stay_two(tiny: Workshop) -> None:
    for name in ("one", "two"):
        tiny.write(f"shapes/{name}.ttl", f"<shapes/{name}> <http://www.w3.org/ns/shacl#or> _:same .")
    same = {quad.object for quad in tiny.inputs().shapes.quads if quad.predicate.value.endswith("#or")}
    assert len(same) == 2


def test_a_syntax_error_in_a_shape_tells_its_place(tiny: Workshop) -> None:
    tiny.write("shapes/actor.ttl", "<shapes/actor> a \n ; .")
    with pytest.raises(BadSyntax) as raised:
        read_shapes(scan(tiny.root).shapes, BASE)
    assert str(raised.value.place) == "shapes/actor.ttl:2:2"
