"""Every example of what can be wrong is told once a fault, at its line: what follows from another fault is not told."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.examine.examination import examine
from kg.examine.handed import Handed
from kg.rdf.findings import Finding
from kg.validate.personal import NEEDS_DECISION, PERSONAL_NUMBER
from tests.examine.desks import BASE, ROOT, real_desk, small_world
from tests.shapes import examples

# Figures come from tables of others and are judged when a release is built; nobody hands one in.
HANDED_IN = sorted(each for each in (ROOT / "tests/shapes").iterdir() if each.name != "figure")
INVALID = sorted(path for room in HANDED_IN for path in room.glob("invalid/*.ttl"))
EXPLAINED = {
    "statements-with-values-of-another-kind": {"rule/rank-has-a-reason"},
    "record-with-two-of-each": {"record#primaryTopic"},
    "record-with-values-of-another-kind": {"record#primaryTopic"},
    "without-what-is-required": {"record#primaryTopic"},
}
"""What the shapes raise and another finding explains, by example."""


def _found(path: Path) -> tuple[Finding, ...]:
    desk = replace(real_desk(), around=small_world())
    return examine([Handed(path.name, path.read_bytes())], desk).findings


def _told(found: tuple[Finding, ...]) -> set[tuple[str, str]]:
    """The shapes that speak, and the nodes they speak of."""
    return {(str(each.shape).removeprefix(f"{BASE.iri}shapes/"), str(each.focus)) for each in found if each.shape}


def _expected(path: Path) -> set[tuple[str, str]]:
    return {(shape.removeprefix("shapes/"), BASE.iri + node) for shape, _, node in examples.expected(path)}


@pytest.mark.parametrize("path", INVALID, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_an_invalid_example_is_told_as_it_expects_and_where_it_is_wrong(path: Path) -> None:
    found = _found(path)
    gated = {each.component for each in found if each.component in (PERSONAL_NUMBER, *NEEDS_DECISION)}
    expected = {each for each in _expected(path) if each[0] not in EXPLAINED.get(path.stem, ())}
    assert _told(found) <= expected
    assert expected == _told(found) or gated
    lines = path.read_text("utf-8").splitlines()
    for each in found:
        assert each.place is not None
        assert each.place.line is not None
        assert each.place.column is not None
        line = lines[each.place.line - 1]
        assert each.place.column <= len(line)


def test_valid_examples_have_nothing_wrong_that_the_shapes_do_not_say() -> None:
    valid = sorted(path for room in HANDED_IN for path in room.glob("valid/*.ttl"))
    stopped = {path.stem: [each.message_en for each in _found(path) if each.level == "violation"] for path in valid}
    assert {name: said for name, said in stopped.items() if said} == {}
