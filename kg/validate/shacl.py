"""Judge records by shapes. pySHACL works in child processes: it flips a switch of rdflib's for the whole process."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from kg.errors import EngineUnavailable
from kg.validate.raised import Raised, from_row

SHARE = 120


@dataclass(frozen=True)
class Case:
    """A record to judge: its nodes, and as N-Triples everything its shapes may read."""

    key: str
    focus: tuple[str, ...]
    statements: tuple[str, ...]


def validate(cases: Sequence[Case], shapes: bytes, ontology: bytes, *, processes: int) -> list[Raised]:
    """Every result that the shapes raise on the cases; EngineUnavailable when a validator process dies."""
    shares = list(_shares(cases, processes))
    heaps = [shares[number::processes] for number in range(processes)]
    tasks = [{"shapes": shapes.decode(), "ontology": ontology.decode(), "shares": heap} for heap in heaps if heap]
    with ThreadPoolExecutor(max(1, len(tasks))) as pool:
        return [from_row(row) for rows in pool.map(_in_a_child, tasks) for row in rows]


def _in_a_child(task: dict[str, object]) -> list[list[object]]:
    """What a validator process says of its shares."""
    command = [sys.executable, "-m", "kg.validate.child"]
    done = subprocess.run(command, input=json.dumps(task).encode(), capture_output=True, check=False)  # noqa: S603
    if done.returncode == 0:
        rows: list[list[object]] = json.loads(done.stdout)
        return rows
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    raise EngineUnavailable(
        f"A validator process died ({last or done.returncode}); nothing was judged. Run the command again, with more "
        "memory if it repeats.",
        message_sv=f"En valideringsprocess dog ({last or done.returncode}); inget har bedömts. Kör kommandot igen, med "
        "mer minne om det upprepas.",
    )


def _shares(cases: Sequence[Case], processes: int) -> Iterator[dict[str, object]]:
    """Shares of the cases, each one graph: statements that two cases read are in it once."""
    size = max(1, min(SHARE, -(-len(cases) // processes)))
    for start in range(0, len(cases), size):
        share = cases[start : start + size]
        text = "".join(sorted({line for case in share for line in case.statements}))
        yield {"text": text, "focus": [node for case in share for node in case.focus]}
