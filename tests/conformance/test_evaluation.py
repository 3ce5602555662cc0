"""The W3C's query evaluation tests: what the service answers is what the engine itself gives, in every format."""

import pytest

from tests.conformance.asked import Asked
from tests.conformance.exclusions import DIFFERENCES, expected
from tests.conformance.manifests import EVALUATION, QUERY_FOLDERS, RESULT_FOLDERS, Case, cases, suites

SUITE = suites()
CASES = [case for case in cases(SUITE, *QUERY_FOLDERS, *RESULT_FOLDERS) if case.kind in EVALUATION] if SUITE else []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_service_answers_as_the_engine_does(case: Case, asked: Asked) -> None:
    assert asked.outcome(case).unlike_engine == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_answer_is_the_w3cs_but_for_named_differences(case: Case, asked: Asked) -> None:
    outcome = asked.outcome(case)
    assert outcome.verdict == expected(case.id), f"got {outcome.got}, expected {outcome.expected}"


def test_every_named_difference_is_a_test_named_once() -> None:
    named = [name for each in DIFFERENCES for name in each.cases]
    assert len(named) == len(set(named))
    assert set(named) <= {case.id for case in CASES}
