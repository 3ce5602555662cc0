"""A release of a few real records, namesakes among them, with an engine in this process."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.rdf.iris import Base
from kg.release import layout
from kg.serve.app import create_app
from kg.serve.reconcile import register
from kg.serve.reconcile.register import Register
from kg.serve.shelf import Edition
from tests.examine.desks import ROOT
from tests.serve import asking, world

RECORDS = (
    "place/habo-0305", "place/habo-0643", "place/uppsala-lan", "place/jonkopings-lan", "place/stockholm",
    "place/stockholms-lan", "actor/habo-kommun-0305", "actor/habo-kommun-0643", "actor/stockholms-kommun",
)  # fmt: skip
PUBLIC = "https://grafen.example.se/"


@pytest.fixture(scope="session")
def matched_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the release."""
    texts = {f"data/records/{key}.ttl": (ROOT / f"data/records/{key}.ttl").read_text("utf-8") for key in RECORDS}
    return asking.build(tmp_path_factory.mktemp("matched"), more=texts)


@pytest.fixture(scope="session")
def matched(matched_home: Path) -> Edition:
    """The release with its engine."""
    return world.in_process(layout.current(matched_home))


@pytest.fixture(scope="session")
def names(matched: Edition) -> Register:
    """Everything with a name in it."""
    return register.read(matched, Base(world.BASE))


@pytest.fixture(scope="session")
def matching_client(matched_home: Path, matched: Edition) -> FlaskClient:
    """Somebody who asks the service over it."""
    settings = world.settings(matched_home, public_url=PUBLIC)
    return create_app(settings, world.OneShelf(matched)).test_client()
