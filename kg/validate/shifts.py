"""Judge many records in validator processes, shift by shift: what a process holds is one shift, however many there are.

A process that is free takes the next shift; so none waits for another, and the order of results is that of the cases.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Lock
from typing import IO

from kg.validate.cases import Case, Shift, shifts
from kg.validate.raised import Raised, from_row
from kg.validate.reference import died

SIZE = 400


def judged_in_shifts(cases: Sequence[Case], shapes: bytes, ontology: bytes, *, processes: int) -> list[Raised]:
    """What compiled shapes raise on the cases; EngineUnavailable when a validator process dies."""
    size = max(1, min(SIZE, -(-len(cases) // processes)))
    waiting = _Waiting(shifts(cases, size))
    first = json.dumps({"shapes": shapes.decode(), "ontology": ontology.decode()}).encode() + b"\n"
    with ThreadPoolExecutor(processes) as pool:
        done = [pool.submit(_work, waiting, first) for _ in range(processes)]
        found = [each for work in done for each in work.result()]
    return [from_row(row) for _, rows in sorted(found, key=lambda each: each[0]) for row in rows]


class _Waiting:
    """The shifts that nobody has taken yet, numbered."""

    def __init__(self, every: Iterator[Shift]) -> None:
        self._every = enumerate(every)
        self._lock = Lock()

    def __iter__(self) -> Iterator[tuple[int, Shift]]:
        return self

    def __next__(self) -> tuple[int, Shift]:
        with self._lock:
            return next(self._every)


def _work(waiting: _Waiting, first: bytes) -> list[tuple[int, list[list[object]]]]:
    """What one validator process says of the shifts that it comes to take."""
    found = []
    with tempfile.TemporaryFile() as complaints, _process(complaints) as process:
        try:
            _say(process, first)
            for number, shift in waiting:
                _say(process, json.dumps(shift.as_json()).encode() + b"\n")
                found.append((number, json.loads(_heard(process))))
        except (BrokenPipeError, json.JSONDecodeError) as gone:
            process.kill()
            code = process.wait()
            raise died(_last(complaints) or str(code)) from gone
    return found


@contextmanager
def _process(complaints: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """A validator process, which ends when nothing more is said to it."""
    command = [sys.executable, "-m", "kg.validate.compiled.child"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints)  # noqa: S603
    try:
        yield process
    finally:
        for pipe in filter(None, (process.stdin, process.stdout)):
            with suppress(BrokenPipeError):
                pipe.close()
        process.wait()


def _say(process: subprocess.Popen[bytes], line: bytes) -> None:
    if process.stdin is not None:
        process.stdin.write(line)
        process.stdin.flush()


def _heard(process: subprocess.Popen[bytes]) -> bytes:
    return b"" if process.stdout is None else process.stdout.readline()


def _last(complaints: IO[bytes]) -> str:
    complaints.seek(0)
    return complaints.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
