"""An engine for one command: a zygote, a few workers, and nothing left of them afterwards."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from kg.query.leash import Leash, ZygoteProcess
from kg.query.pool import Pool
from kg.query.question import Limits


@contextlib.contextmanager
def engine_for(
    store: Path,
    *,
    base_iri: str,
    union: bool,
    disjoint: bool = True,
    limits: Limits | None = None,
    workers: int = 1,
    sandbox: bool = True,
) -> Iterator[Pool]:
    """An engine over a closed store, for as long as the block runs."""
    zygote = ZygoteProcess.start()
    leash = Leash(zygote.path)
    try:
        with Pool(
            store,
            base_iri,
            leash=leash,
            union=union,
            disjoint=disjoint,
            limits=limits,
            workers=workers,
            sandbox=sandbox,
        ) as pool:
            yield pool
    finally:
        leash.close()
        zygote.close()
