"""Every shape says what it should of every example, at the right node, and nothing else."""

from pathlib import Path

import pytest
from rdflib import SH

from tests.shapes.examples import BASE, EXAMPLES, Case, expected, name, rounds, shapes
from tests.shapes.judging import Said

Verdicts = dict[Case, list[Said]]
INVALID = [path for path in EXAMPLES if path.parent.name == "invalid"]
ROUNDS = rounds()
COMPONENTS = {
    SH.minCount: "MinCount",
    SH.maxCount: "MaxCount",
    SH.datatype: "Datatype",
    SH["class"]: "Class",
    SH.node: "Node",
    SH.nodeKind: "NodeKind",
    SH.pattern: "Pattern",
    SH.minInclusive: "MinInclusive",
    SH.maxInclusive: "MaxInclusive",
    SH.uniqueLang: "UniqueLang",
    SH["in"]: "In",
    SH["or"]: "Or",
    SH["not"]: "Not",
    SH.closed: "Closed",
    SH.lessThanOrEquals: "LessThanOrEquals",
    SH.qualifiedMaxCount: "QualifiedMaxCount",
    SH.select: "SPARQL",
}


@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_an_example_gets_exactly_what_it_expects(path: Path, verdicts: Verdicts) -> None:
    assert sorted(expected(path)) == sorted({said.bare for said in verdicts[Case(path)]})


@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_only_an_invalid_example_expects_anything(path: Path) -> None:
    assert bool(expected(path)) == (path.parent.name == "invalid")


def test_every_constraint_with_a_message_is_broken_by_an_example(verdicts: Verdicts) -> None:
    graph = shapes()
    constraints = {
        (str(shape).removeprefix(BASE), f"{component}ConstraintComponent")
        for shape in set(graph.subjects(SH.message))
        for parameter, component in COMPONENTS.items()
        if (shape, parameter, None) in graph
    }
    broken = {(said.shape, said.component) for path in INVALID for said in verdicts[Case(path)]}
    assert sorted(broken) == sorted(constraints)


def test_every_rule_has_a_valid_example_beside_an_invalid_one() -> None:
    twins = {
        shape for path in INVALID for shape, _, _ in expected(path) if (path.parents[1] / "valid" / path.name).exists()
    }
    rules = {shape for path in INVALID for shape, _, _ in expected(path) if shape.startswith("shapes/rule/")}
    assert sorted(rules - twins) == []


def test_a_message_has_no_blanks_left_to_fill(verdicts: Verdicts) -> None:
    said = {message for found in verdicts.values() for each in found for message in each.messages}
    assert sorted(message for message in said if "{" in message) == []


def test_a_message_names_the_dates_it_is_about(verdicts: Verdicts) -> None:
    [said] = verdicts[Case(Path(__file__).parent / "project/invalid/end-before-start.ttl")]
    assert said.messages == (
        "Slutdatum (2017-11-30) ligger före startdatum (2019-01-15). Kontrollera året.",
        "The end date (2017-11-30) is before the start date (2019-01-15). Check the year.",
    )


@pytest.mark.parametrize(("case", "gone"), ROUNDS, ids=[f"{name(case.path)}-{n}" for n, (case, _) in enumerate(ROUNDS)])
def test_taking_out_a_required_statement_is_found_at_its_node(
    case: Case, gone: list[tuple[str, str]], verdicts: Verdicts
) -> None:
    found = {(said.shape, said.node) for said in verdicts[case] if said.component == "MinCountConstraintComponent"}
    assert sorted(gone) == sorted(found)
