"""Judge hand-ins by pySHACL, where the release has a shape that our own validator can't apply: slower, and as confined.

An examiner can start no process. So pySHACL's, `examine.reference`, is started before the examiner confines itself, and
confines itself before it reads anything; it judges once, and ends with its examiner.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import kg
from kg.examine.worker import Task
from kg.validate.cases import Case
from kg.validate.raised import Raised
from kg.validate.reference import answered, died, tasks


class ByReference:
    """A judge of cases by pySHACL; `reasons` are why our own validator can't apply the shapes."""

    def __init__(self, shapes: bytes, ontology: bytes, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        self._shapes = shapes
        self._ontology = ontology
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, task: Task, parent: int) -> None:
        """Start the process that will judge: this one can't when it is confined."""
        said = [str(parent), str(task.memory_bytes), str(task.seconds), "confined" if task.sandbox else "open"]
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "kg.examine.reference", *said],
            cwd=Path(kg.__file__).parent.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        # Who begins has nothing to judge by until the other is ready.
        if self._process.stdout is None or self._process.stdout.readline() != b"ready\n":
            raise died("pySHACL")

    def __call__(self, cases: Sequence[Case]) -> list[Raised]:
        """Every result on the cases, once; EngineUnavailable when the process dies of it."""
        given = tasks(cases, self._shapes, self._ontology, processes=1)
        if not given:
            return []
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise died("pySHACL")
        try:
            process.stdin.write(given[0])
            process.stdin.close()
            said = process.stdout.read()
        except BrokenPipeError as gone:
            raise died("pySHACL") from gone
        if process.wait() != 0:
            raise died(str(process.returncode))
        return answered(said)
