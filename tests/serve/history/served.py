"""A published world as the service serves it, its past included, with engines in this process."""

from dataclasses import dataclass, replace

from flask.testing import FlaskClient

from kg.serve.app import create_app
from kg.serve.history.archive import Archive
from kg.serve.shelf import HomeShelf
from tests.serve.reception import open_engine
from tests.workshop import Workshop

ADDRESS = "https://grafen.example.se/"


@dataclass(frozen=True)
class Served:
    """A world and a client of the service over it."""

    world: Workshop
    client: FlaskClient
    archive: Archive


def served(world: Workshop) -> Served:
    """The service over what is published in a world; it follows what is published later."""
    shelf = HomeShelf(world.home, open_engine)
    archive = Archive(world.home, shelf, open_engine)
    app = create_app(replace(world.settings, public_url=ADDRESS), shelf, archive=archive)
    return Served(world, app.test_client(), archive)


def path_of(address: str) -> str:
    """What a client asks for, of an address that the service gave."""
    assert address.startswith(ADDRESS), address
    return "/" + address.removeprefix(ADDRESS)
