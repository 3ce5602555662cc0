"""The two stores that the questions are asked of, each built once."""

import pytest
from pyoxigraph import Store

from tests.questions import asking


@pytest.fixture(scope="session")
def world() -> Store:
    """The test world."""
    return asking.world()


@pytest.fixture(scope="session")
def real() -> Store:
    """The records in data/."""
    return asking.real()
