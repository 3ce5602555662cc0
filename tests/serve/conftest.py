"""The test world as the service sees it: a release, an edition with an engine in this process, an application."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.release.layout import Release
from kg.serve.app import create_app
from kg.serve.shelf import Edition
from tests.serve import world


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds the test world as its only release."""
    folder = tmp_path_factory.mktemp("served")
    world.build(folder)
    return folder


@pytest.fixture(scope="session")
def release(home: Path) -> Release:
    """The release of the test world."""
    return Release(home / "releases" / world.FIRST, world.manifest_of(home))


@pytest.fixture(scope="session")
def edition(release: Release) -> Edition:
    """The test world with an engine in this process."""
    return world.in_process(release)


@pytest.fixture(scope="session")
def app(home: Path, edition: Edition) -> Flask:
    """The application over the test world."""
    return create_app(world.settings(home), world.OneShelf(edition))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the application."""
    return app.test_client()


@pytest.fixture(scope="session")
def files_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application over plain files: no model, graphs as they are."""
    folder = tmp_path_factory.mktemp("plain")
    made = world.in_process(world.build(folder, plain=True))
    return create_app(world.settings(folder), world.OneShelf(made))


@pytest.fixture
def files_client(files_app: Flask) -> FlaskClient:
    """A client of the application over plain files."""
    return files_app.test_client()
