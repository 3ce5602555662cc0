"""One zygote for all tests of the engine, and pools that are closed when their test is over."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.query.leash import Leash, ZygoteProcess
from kg.query.pool import Pool
from kg.query.question import MIB, Limits
from tests.query.workers import BASE_IRI, numbers, store_of

OpenPool = Callable[..., Pool]
SHORT = Limits(deadline_seconds=3.0, max_rows=1000, max_bytes=4 * MIB, worker_memory_bytes=256 * MIB, wait_seconds=1.0)


@pytest.fixture(scope="session")
def zygote() -> Iterator[ZygoteProcess]:
    started = ZygoteProcess.start()
    yield started
    started.close()


@pytest.fixture(scope="session")
def leash(zygote: ZygoteProcess) -> Iterator[Leash]:
    held = Leash(zygote.path)
    yield held
    held.close()


@pytest.fixture(scope="session")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 300 numbered things in 30 graphs, no statement in two of them."""
    return store_of(tmp_path_factory.mktemp("numbered") / "store", numbers(300))


@pytest.fixture
def open_pool(leash: Leash) -> Iterator[OpenPool]:
    """Open a pool on a store; it is closed with the test."""
    with contextlib.ExitStack() as opened:

        def make(
            store: Path, *, union: bool = True, disjoint: bool = True, limits: Limits = SHORT, workers: int = 1
        ) -> Pool:
            pool = Pool(store, BASE_IRI, leash=leash, union=union, disjoint=disjoint, limits=limits, workers=workers)
            return opened.enter_context(pool)

        yield make


@pytest.fixture
def pool(open_pool: OpenPool, numbered: Path) -> Pool:
    """Two workers on the numbered things."""
    return open_pool(numbered, workers=2)
