"""One history for the tests that only read it: four publications of the tiny world, one of them a rollback."""

import pytest

from kg.release.publish import rollback
from tests.release.history.test_keeping import BRO, merge
from tests.serve.history.served import Served, served
from tests.workshop import Workshop, record, workshop


def tell(world: Workshop) -> None:
    """Four publications: everything; a change and a removal; a merger and a put-back; back to the second."""
    world.point()
    ensam = world.read("data/records/project/ensam.ttl")
    world.edit(BRO, '"Bridge"@en', '"Span & <b>arch</b>"@en')
    world.write("data/records/project/ny.ttl", record("project", "ny", "dcterms:title 'Ny'@sv"))
    world.remove("data/records/project/ensam.ttl")
    world.point()
    world.write("data/records/project/ensam.ttl", ensam)
    merge(world, "project/ny", "project/bro")
    world.point()
    rollback(world.home, "2")


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """The service over that history; nobody publishes in it."""
    world = workshop(tmp_path_factory.mktemp("told"))
    tell(world)
    return served(world)
