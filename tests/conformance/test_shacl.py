"""The command passes the W3C's SHACL suite, whole."""

import pytest

from tests.conformance.shacl import ShaclCase, fault, shacl_cases, shacl_suite

SUITE = shacl_suite()
CASES = shacl_cases(SUITE) if SUITE else []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.folder}/{case.name}")
def test_the_command_reports_what_the_suite_expects(case: ShaclCase) -> None:
    assert fault(case) is None


def test_every_test_of_the_suite_is_run() -> None:
    assert len(CASES) in (0, 121)
    assert len({(case.folder, case.name) for case in CASES}) == len(CASES)
