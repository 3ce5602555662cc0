"""Our own protocol matrix, over HTTP, against `kg serve FILE`."""

import pytest

from tests.conformance.asked import OURS, Asked
from tests.conformance.matrix import CHECKS
from tests.conformance.matrix.check import Check


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: f"{check.area}: {check.id}")
def test_the_service_does_what_a_client_may_expect(check: Check, asked: Asked) -> None:
    assert asked.fault(check, OURS) is None


def test_no_two_checks_have_one_name() -> None:
    assert len({(check.area, check.id) for check in CHECKS}) == len(CHECKS)
    assert all(check.name and check.level in ("must", "should", "may", "ours") for check in CHECKS)
