"""The W3C's suites are where we look for them."""

import pytest

from tests.conformance.manifests import EVALUATION, QUERY_FOLDERS, RESULT_FOLDERS, cases, names, protocol_cases, suites


def test_the_suites_are_here_and_whole() -> None:
    suite = suites()
    if suite is None:
        pytest.skip("the W3C's test suites are not here: set KG_SUITES to a folder that holds sparql11/")
    found = cases(suite, *QUERY_FOLDERS, *RESULT_FOLDERS)
    assert len({case.id for case in found}) == len(found)
    assert all(case.result is not None for case in found if case.kind in EVALUATION)
    assert (len(found), len(protocol_cases(suite)), len(names(suite, "service-description"))) == (338, 34, 3)
