"""Data files served as `kg serve FILE` serves them, in this process: a throw-away release, workers, the application."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from kg.query.leash import Leash, ZygoteProcess
from kg.release.files import home_of
from kg.release.layout import Release
from kg.serve.app import create_app
from kg.serve.server import open_pool
from kg.serve.shelf import Edition, Opened, edition
from kg.settings import Settings, read
from tests.conformance.manifests import Case, quads

_FROM = re.compile(r"FROM\s+(?:NAMED\s+)?<([^>:]+)>", re.IGNORECASE)


def dataset_of(case: Case) -> list[Quad]:
    """What a test is asked of: its data, each graph under its own name, and what FROM in its query names."""
    found = [quad for path in case.data for quad in quads(path, case.base, None)]
    named = [path.name for path in case.graph_data] + _FROM.findall(case.text)
    for name in dict.fromkeys(named):
        found += quads(case.folder / name, case.base, NamedNode(case.base + name))
    return found


def dataset_name(case: Case) -> tuple[object, ...]:
    """What tells the dataset of a test from others."""
    return (case.folder, case.data, case.graph_data, tuple(_FROM.findall(case.text)))


def write_nquads(path: Path, statements: Sequence[Quad]) -> Path:
    """The statements in a file, as N-Quads."""
    ox.serialize(statements, output=path, format=RdfFormat.N_QUADS)
    return path


def in_memory(statements: Sequence[Quad]) -> Store:
    """The statements in the engine alone, with nothing of ours around it."""
    store = Store()
    store.extend(statements)
    return store


class Shown:
    """A shelf that shows one edition at a time."""

    def __init__(self) -> None:
        self._edition: Edition | None = None

    def show(self, shown: Edition) -> None:
        """Serve this one from now on."""
        self._edition = shown

    def current(self) -> Edition:
        """The edition that is shown."""
        if self._edition is None:
            raise LookupError("nothing is shown yet")
        return self._edition

    def at_hand(self) -> Edition | None:
        """It is open."""
        return self._edition

    def all(self) -> list[Release]:
        """The release of it."""
        return [self.current().release]


class Room:
    """Serves one dataset at a time under one base IRI; asking about another closes the one before."""

    def __init__(self, folder: Path, leash: Leash) -> None:
        self._folder = folder
        self._leash = leash
        self._opened: Opened | None = None
        self._served: object = None
        self._clients: dict[str, tuple[Shown, FlaskClient]] = {}
        self._count = 0

    def client(self, base: str, name: object, statements: Sequence[Quad]) -> FlaskClient:
        """A client of the service that serves these statements; `name` tells one dataset from another."""
        shelf, client = self._site(base)
        if (base, name) != self._served:
            self.close()
            release = self._release(base, statements)
            self._opened = open_pool(self._settings(base), self._leash, release)
            shelf.show(edition(release, self._opened.engine))
            self._served = (base, name)
        return client

    def of_case(self, case: Case) -> FlaskClient:
        """A client of the service that serves the data of a test."""
        return self.client(case.base, dataset_name(case), dataset_of(case))

    def close(self) -> None:
        """End the workers of what is served now."""
        if self._opened is not None:
            self._opened.close()
        self._opened = self._served = None

    def _release(self, base: str, statements: Sequence[Quad]) -> Release:
        self._count += 1
        home = self._folder / str(self._count)
        home.mkdir()
        return home_of([write_nquads(home / "data.nq", statements)], home, base_iri=base, union=False)

    def _site(self, base: str) -> tuple[Shown, FlaskClient]:
        if base not in self._clients:
            shelf = Shown()
            self._clients[base] = (shelf, create_app(self._settings(base), shelf).test_client())
        return self._clients[base]

    def _settings(self, base: str) -> Settings:
        return replace(read({}), home=self._folder, base_iri=base, workers=1)


@contextmanager
def room() -> Iterator[Room]:
    """A room with a zygote of its own."""
    with tempfile.TemporaryDirectory(prefix="kg-conformance-") as folder:
        zygote = ZygoteProcess.start()
        leash = Leash(zygote.path)
        made = Room(Path(folder), leash)
        try:
            yield made
        finally:
            made.close()
            leash.close()
            zygote.close()
