"""A release served in this process: the app with its real engine, asked through Flask's client."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient

from kg.query.local import engine_for
from kg.release.layout import current
from kg.serve.app import create_app
from kg.serve.shelf import HomeShelf, Opened
from kg.settings import Settings, read

ROOT = Path(__file__).parents[2]


def settings(root: Path, home: Path) -> Settings:
    """The defaults, for that root and home."""
    return replace(read({}), root=root, home=home)


@contextmanager
def served(said: Settings) -> Iterator[FlaskClient]:
    """A client of the current release in the settings' home."""
    release = current(said.home)
    with engine_for(release.store, base_iri=said.base_iri, union=True, workers=2) as engine:
        yield create_app(said, HomeShelf(said.home, lambda _: Opened(engine, lambda: None))).test_client()
