"""What the tests of compiled shapes share. Without the W3C's suite its tests aren't collected."""

from collections.abc import Iterator

import pytest

from tests.validate.compiled.oracle import Oracle, oracle
from tests.validate.compiled.suite import suite

collect_ignore = [] if suite() else ["test_suite.py"]


@pytest.fixture(scope="session")
def pyshacl() -> Iterator[Oracle]:
    """pySHACL, asked in a process of its own."""
    with oracle() as made:
        yield made
