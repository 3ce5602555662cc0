"""The real data, judged and published once for the tests of the whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.pipeline import publish
from tests.whole.served import ROOT, served, settings


@pytest.fixture(scope="session")
def real_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose current release is made from data/ as it lies in the repository."""
    home = tmp_path_factory.mktemp("real") / "home"
    publish(settings(ROOT, home))
    return home


@pytest.fixture(scope="session")
def real(real_home: Path) -> Iterator[FlaskClient]:
    """A client of the real release."""
    with served(settings(ROOT, real_home)) as client:
        yield client
