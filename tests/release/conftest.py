"""The planted world, built once: what tests of dumps, tables, catalogue and VoID read."""

import pytest

from kg.release import dumps
from kg.release.layout import Release
from tests.release.garden import planted
from tests.workshop import Workshop, workshop


@pytest.fixture(scope="session")
def garden_home(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The planted world, built, with its dumps; to be read and not written to."""
    world = planted(workshop(tmp_path_factory.mktemp("garden")))
    dumps.make(world.point(), world.settings)
    return world


@pytest.fixture
def garden(garden_home: Workshop) -> Release:
    """Its release."""
    return garden_home.built()
