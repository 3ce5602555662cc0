"""A copy of a store in memory, which forked workers share: they answer several times as fast as from the disk.

Each worker sees the pages of the office that made the copy, and the kernel copies only those that are written to. The
office never opens the store itself: the engine starts threads over a store on disk, and a process with threads must not
fork. A child reads the store out to it and is gone.
"""

import os
import resource
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from pyoxigraph import RdfFormat, Store

from kg.errors import EngineUnavailable
from kg.query import sandbox, worker
from kg.query.forks import Errand
from kg.query.wire import Job

BYTES_PER_STATEMENT = 450
"""What a statement takes in a copy, at the most that was measured."""


def copied(job: dict[str, Any]) -> tuple[Store, None]:
    """The store of a job in memory, of so many bytes at most; EngineUnavailable when it couldn't be read to its end.

    Where there is not enough memory the engine ends the process.
    """
    sandbox.be_silent()
    reading, writing = os.pipe()
    me = os.getpid()
    reader = os.fork()
    if reader == 0:
        os.close(reading)
        _read_out(Path(job["store"]), writing, me)
    os.close(writing)
    with open(reading, "rb", buffering=1 << 20) as source:  # noqa: PTH123
        store = _within(job["most_bytes"], source)
    if os.waitpid(reader, 0)[1] != 0:
        raise EngineUnavailable(
            f"the store {job['store']} couldn't be read to its end.",
            message_sv=f"databasen {job['store']} gick inte att läsa till slut.",
        )
    return store, None


def work(store: Store, errand: Errand) -> None:
    """Be a worker that answers from the copy."""
    worker.run(Job(**errand.job), errand.channel, errand.parent, store)


def _within(most_bytes: int, source: BinaryIO) -> Store:
    """The statements that come from the source, in this many bytes beyond what the process has."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (sandbox.address_space() + most_bytes, hard))
    store = Store()
    store.bulk_load(source, RdfFormat.N_QUADS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    return store


def _read_out(path: Path, target: int, parent: int) -> NoReturn:
    """Write the statements of a store on disk, and end this process."""
    done = False
    try:
        sandbox.die_with(parent)
        with open(target, "wb", buffering=1 << 20) as sink:
            Store.read_only(str(path)).dump(sink, RdfFormat.N_QUADS)
        done = True
    finally:
        os._exit(0 if done else 1)
