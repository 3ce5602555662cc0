"""What the shapes say of every example, found out once."""

import pytest

from tests.shapes.examples import EXAMPLES, Case, rounds
from tests.shapes.judging import Said, judged


@pytest.fixture(scope="session")
def verdicts() -> dict[Case, list[Said]]:
    """Each example as it stands, and each full one with what is required taken out."""
    return judged([*(Case(path) for path in EXAMPLES), *(case for case, _ in rounds())])
