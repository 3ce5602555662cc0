"""Judge by pySHACL, the reference: in child processes, many records in one graph, for each run costs a second."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from kg.errors import BadShapes, EngineUnavailable
from kg.validate.cases import Case
from kg.validate.raised import Raised, from_row

SHARE = 120


def by_pyshacl(
    cases: Sequence[Case], shapes: bytes, ontology: bytes, *, processes: int, reasons: Sequence[str] = ()
) -> list[Raised]:
    """Every result that pySHACL raises on the cases; EngineUnavailable when a process of it dies.

    BadShapes when it can't apply the shapes either; `reasons` are why others couldn't.
    """
    shares = list(_shares(cases, processes))
    heaps = [shares[number::processes] for number in range(processes)]
    tasks = [{"shapes": shapes.decode(), "ontology": ontology.decode(), "shares": heap} for heap in heaps if heap]
    with ThreadPoolExecutor(max(1, len(tasks))) as pool:
        answers = pool.map(lambda task: _in_a_child(task, reasons), tasks)
        return [from_row(row) for rows in answers for row in rows]


def died(reason: str) -> EngineUnavailable:
    """What is told when a validator process dies."""
    return EngineUnavailable(
        f"A validator process died ({reason}); nothing was judged. Run the command again, with more memory if it "
        "repeats.",
        message_sv=f"En valideringsprocess dog ({reason}); inget har bedömts. Kör kommandot igen, med mer minne om det "
        "upprepas.",
    )


def _in_a_child(task: dict[str, object], reasons: Sequence[str]) -> list[list[object]]:
    """What a validator process says of its shares."""
    command = [sys.executable, "-m", "kg.validate.child"]
    done = subprocess.run(command, input=json.dumps(task).encode(), capture_output=True, check=False)  # noqa: S603
    if done.returncode == 0:
        rows: list[list[object]] | dict[str, str] = json.loads(done.stdout)
        if isinstance(rows, dict):
            raise _not_applied(rows["wrong"])
        return rows
    if done.returncode > 0 and reasons:
        raise _not_applied(reasons[0])
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    raise died(last or str(done.returncode))


def _not_applied(reason: str) -> BadShapes:
    return BadShapes(f"The shapes can't be applied: {reason}", message_sv=f"Formerna går inte att tillämpa: {reason}")


def _shares(cases: Sequence[Case], processes: int) -> Iterator[dict[str, object]]:
    """Shares of the cases, each one graph: statements that two cases read are in it once."""
    size = max(1, min(SHARE, -(-len(cases) // processes)))
    for start in range(0, len(cases), size):
        share = cases[start : start + size]
        text = "".join(sorted({line for case in share for line in case.statements}))
        whole = any(case.focus is None for case in share)
        yield {"text": text, "focus": None if whole else [node for case in share for node in case.focus or ()]}
