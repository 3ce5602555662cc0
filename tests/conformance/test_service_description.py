"""The W3C's three tests of service descriptions: it is RDF, names the endpoint, and keeps to the vocabulary."""

import pytest

from tests.conformance.asked import OURS, Asked
from tests.conformance.descriptions import CASES
from tests.conformance.manifests import names, suites


@pytest.mark.parametrize("name", CASES)
def test_a_description_test_passes(name: str, asked: Asked) -> None:
    assert asked.description_fault(name, OURS) is None


def test_every_w3c_test_of_descriptions_is_run() -> None:
    suite = suites()
    if suite is not None:
        assert set(names(suite, "service-description")) == set(CASES)
