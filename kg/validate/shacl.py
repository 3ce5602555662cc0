"""Judge records by shapes. pySHACL works in child processes: it flips a switch of rdflib's for the whole process."""

import io
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from kg.errors import EngineUnavailable
from kg.validate.child import Raised, judge, prepare

SHARE = 120


@dataclass(frozen=True)
class Case:
    """A record to judge: its nodes, and as N-Triples everything its shapes may read."""

    key: str
    focus: tuple[str, ...]
    statements: tuple[str, ...]


def validate(cases: Sequence[Case], shapes: bytes, ontology: bytes, *, processes: int) -> list[Raised]:
    """Every result that the shapes raise on the cases; EngineUnavailable when a validator process dies."""
    if not cases:
        return []
    batches = list(_batches(cases, processes))
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(
            min(processes, len(batches)), mp_context=context, initializer=prepare, initargs=(shapes, ontology)
        ) as pool:
            return [raised for found in pool.map(judge, batches) for raised in found]
    except BrokenProcessPool as wrong:
        raise EngineUnavailable(
            "A validator process died; nothing was judged. Run the command again, with more memory if it repeats.",
            message_sv="En valideringsprocess dog; inget har bedömts. Kör kommandot igen, med mer minne om det upprepas.",
        ) from wrong


def _batches(cases: Sequence[Case], processes: int) -> Iterator[tuple[bytes, tuple[str, ...]]]:
    """Shares of the cases, each one graph: statements that two cases read are in it once."""
    size = max(1, min(SHARE, -(-len(cases) // processes)))
    for start in range(0, len(cases), size):
        share = cases[start : start + size]
        text = io.StringIO()
        text.writelines(sorted({line for case in share for line in case.statements}))
        yield text.getvalue().encode(), tuple(node for case in share for node in case.focus)
