"""A release of a few real records, and the service with the form over it: one for all who fill in, correct or describe."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.serve.asking import Desk, Visitor, build, desk


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of a few real records."""
    return build(tmp_path_factory.mktemp("asked"))


@pytest.fixture(scope="session")
def _opened(home: Path) -> Iterator[Desk]:
    made = desk(home)
    with closing(made.inbox):
        yield made


@pytest.fixture
def service(_opened: Desk) -> Desk:
    """The service with the form, and everybody at work."""
    _opened.examiner.away = False
    return _opened


@pytest.fixture
def visitor(service: Desk) -> Visitor:
    """Somebody without scripts who reads Swedish."""
    return service.visitor()
