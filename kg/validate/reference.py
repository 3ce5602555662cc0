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
    given = tasks(cases, shapes, ontology, processes=processes)
    with ThreadPoolExecutor(max(1, len(given))) as pool:
        answers = pool.map(lambda task: _in_a_child(task, reasons), given)
        return [raised for found in answers for raised in found]


def tasks(cases: Sequence[Case], shapes: bytes, ontology: bytes, *, processes: int) -> list[bytes]:
    """What each process of pySHACL is to do, as `validate.child` reads it."""
    shares = list(_shares(cases, processes))
    heaps = [shares[number::processes] for number in range(processes)]
    said = [{"shapes": shapes.decode(), "ontology": ontology.decode(), "shares": heap} for heap in heaps if heap]
    return [json.dumps(each).encode() for each in said]


def answered(data: bytes) -> list[Raised]:
    """The results that a process of pySHACL says there are; BadShapes when it can't apply the shapes."""
    rows: list[list[object]] | dict[str, str] = json.loads(data)
    if isinstance(rows, dict):
        raise _not_applied(rows["wrong"])
    return [from_row(row) for row in rows]


def died(reason: str) -> EngineUnavailable:
    """What is told when a validator process dies."""
    return EngineUnavailable(
        f"A validator process died ({reason}); nothing was judged. Run the command again, with more memory if it "
        "repeats.",
        message_sv=f"En valideringsprocess dog ({reason}); inget har bedömts. Kör kommandot igen, med mer minne om det "
        "upprepas.",
    )


def _in_a_child(task: bytes, reasons: Sequence[str]) -> list[Raised]:
    """What a validator process says of its shares."""
    command = [sys.executable, "-m", "kg.validate.child"]
    done = subprocess.run(command, input=task, capture_output=True, check=False)  # noqa: S603
    if done.returncode == 0:
        return answered(done.stdout)
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
