"""What the conformance tests share. Without the W3C's suites only our own matrix is asked, and one test says so."""

from collections.abc import Iterator

import pytest

from tests.conformance.asked import Asked
from tests.conformance.manifests import suites

collect_ignore = (
    []
    if suites()
    else [
        "test_evaluation.py",
        "test_page.py",
        "test_protocol.py",
        "test_serve.py",
        "test_shacl.py",
        "test_syntax.py",
    ]
)


@pytest.fixture(scope="session")
def asked() -> Iterator[Asked]:
    """Everything that is asked, asked once."""
    made = Asked(suites())
    yield made
    made.close()
