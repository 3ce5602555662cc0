"""Each rule makes what its comment promises of a tiny world, and nothing of the cases beside it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from kg.rdf.namespaces import RDF, RDFS
from tests.ontology.rule_cases import disagreements, figures, money_disagreements, parties, things, times

RULES = sorted(path.stem for path in (Path(__file__).parents[2] / "ontology/rules").iterdir())
CASES = [*things.CASES, *times.CASES, *figures.CASES, *parties.CASES, *money_disagreements.CASES, *disagreements.CASES]


@pytest.mark.parametrize(
    ("rule", "shown", "record", "expected"), CASES, ids=[f"{rule}: {shown}" for rule, shown, _, _ in CASES]
)
def test_a_rule_makes_what_it_promises(world, rule: str, shown: str, record: str, expected: str) -> None:
    assert world.derive(rule, record) == world.triples(expected), shown


def test_every_rule_has_a_case_and_a_counter_case() -> None:
    assert sorted({rule for rule, _, _, made in CASES if made}) == RULES
    assert sorted({rule for rule, _, _, made in CASES if not made}) == RULES


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_sees_one_record_at_a_time(world, rule: str) -> None:
    records = [record for _, _, record, _ in CASES]
    alone = [world.derive(rule, record) for record in records]
    assert world.derive(rule, *records) == set().union(*alone)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_speaks_of_what_the_record_speaks_of_and_repeats_nothing(world, rule: str) -> None:
    for _, _, record, _ in CASES:
        stated = world.triples(record)
        nodes = {triple.subject for triple in stated} | {triple.object for triple in stated}
        made = world.derive(rule, record)
        assert {triple.subject for triple in made} <= nodes
        assert not made & stated


def _constructed(world, rule: str) -> Iterator[NamedNode]:
    """The properties that a rule's template writes."""
    text = (world.root / "rules" / f"{rule}.rq").read_text(encoding="utf-8")
    template = text.partition("CONSTRUCT")[2].partition("WHERE")[0]
    for word in re.findall(r"(?:\?\w+\s+|;\s+)(a|\w+:\w+)\s+\??\w", template):
        prefix, _, local = word.partition(":")
        yield RDF.type if word == "a" else RDFS.label if prefix == "rdfs" else world.iri(f"ns#{local}")


def test_the_ontology_names_the_rule_of_every_derived_property(world) -> None:
    named = {
        (triple.object.value, triple.subject.value)
        for triple in world.vocabulary
        if triple.predicate == world.iri("ns#derivedBy")
    }
    made = {(rule, term.value) for rule in RULES for term in _constructed(world, rule)}
    by_hand = {("release", world.iri("ns#checkedWith").value)}
    ours = {pair for pair in made if pair[1].startswith(world.base)}
    assert ours | by_hand == named
    assert {pair[1] for pair in made - ours} == {RDF.type.value, RDFS.label.value}
