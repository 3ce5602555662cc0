"""The W3C's protocol tests over HTTP, against `kg serve FILE`."""

import pytest

from tests.conformance.asked import OURS, Asked
from tests.conformance.exchanges import send
from tests.conformance.exclusions import UPDATES
from tests.conformance.manifests import ProtocolCase, protocol_cases, suites

SUITE = suites()
CASES = protocol_cases(SUITE) if SUITE else []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_protocol_test_passes(case: ProtocolCase, asked: Asked) -> None:
    assert asked.protocol_fault(case, OURS) is None


@pytest.mark.parametrize("case", [case for case in CASES if case.name in UPDATES], ids=lambda case: case.name)
def test_an_update_is_refused_by_name(case: ProtocolCase, asked: Asked) -> None:
    reply = send(case.exchanges[0], asked.protocol_endpoint(OURS))
    assert reply.media_type == "application/problem+json"
    assert b"#query-refused" in reply.body


def test_exactly_the_updates_that_should_succeed_are_excluded() -> None:
    succeeding = {case.name for case in CASES if case.name.startswith("update_")}
    assert succeeding == set(UPDATES)
