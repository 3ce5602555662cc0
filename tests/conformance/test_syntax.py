"""The W3C's syntax tests: what is well formed is answered, what is not is 400 and says so."""

import pytest

from tests.conformance.asked import Asked
from tests.conformance.evaluation import Syntax
from tests.conformance.exclusions import REFUSED_SYNTAX
from tests.conformance.manifests import NEGATIVE, POSITIVE, QUERY_FOLDERS, Case, cases, suites

SUITE = suites()
CASES = cases(SUITE, *QUERY_FOLDERS) if SUITE else []
WELL_FORMED = [case for case in CASES if case.kind == POSITIVE]
ILL_FORMED = [case for case in CASES if case.kind == NEGATIVE]


@pytest.mark.parametrize("case", WELL_FORMED, ids=lambda case: case.id)
def test_a_well_formed_query_is_answered_but_for_named_refusals(case: Case, asked: Asked) -> None:
    said = asked.syntax(case)
    if case.id in REFUSED_SYNTAX:
        assert 400 <= said.status < 500
        assert said.problem == REFUSED_SYNTAX[case.id][0]
    else:
        assert said == Syntax(200, "")


@pytest.mark.parametrize("case", ILL_FORMED, ids=lambda case: case.id)
def test_an_ill_formed_query_is_400(case: Case, asked: Asked) -> None:
    assert asked.syntax(case) == Syntax(400, "bad-query")


def test_every_named_refusal_is_a_test() -> None:
    assert set(REFUSED_SYNTAX) <= {case.id for case in WELL_FORMED}
