"""Kill a process at random moments inside the steps that it tells of: what all the harnesses beside this one share.

A process of its own does the work and tells each step through a pipe as it begins it; it is killed (SIGKILL) at a random
moment inside a step: half of the rounds as it runs, half with the step made a few milliseconds longer. What is left is
then looked at in another process, for the threads of a store would not survive a fork.
"""

import argparse
import contextlib
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

Step = Callable[[str], None]
Started = AbstractContextManager[tuple[int, Iterator[str]]]


@dataclass
class Tally:
    """In which step each killed process died, how many ended before the knife fell, and what went wrong."""

    steps: tuple[str, ...]
    verdict: str = "torn"
    died: Counter[str] = field(default_factory=Counter)
    ended: int = 0
    widened: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def killed(self) -> int:
        """How many were killed in all."""
        return sum(self.died.values())

    @property
    def number(self) -> int:
        """The number of the round to come."""
        return self.killed + self.ended

    def next(self, chance: random.Random, widened: float) -> tuple[str, float]:
        """The step to aim at, one in which the fewest died; and by how many seconds it is made longer."""
        aim = min(self.steps, key=lambda step: (self.died[step], chance.random()))
        return aim, chance.uniform(0, widened) if self.number % 2 else 0.0

    def count(self, aim: str, nap: float, step: str | None, wrong: str) -> str:
        """Count a round; a line that tells of it."""
        if wrong:
            self.wrong.append(f"round {self.number}, killed in {step}:\n{wrong}")
        told = f"{self.number:>4} aimed at {aim:<12} died in {step or 'nothing'}"
        self.ended += step is None
        self.died.update([step] if step else [])
        self.widened += bool(step and nap)
        return told + (f" {self.verdict.upper()}" if wrong else "")

    def table(self) -> str:
        """The histogram, a line a step."""
        steps = (*self.steps, *sorted(set(self.died) - set(self.steps)))
        lines = [f"{step:>14} {self.died[step]:>4} {'#' * self.died[step]}" for step in steps]
        said = f"{self.killed} killed ({self.widened} in a widened step), {self.ended} ended first"
        return "\n".join([*lines, f"{said}, {len(self.wrong)} {self.verdict}"])


@contextlib.contextmanager
def stepping(
    work: Callable[[Step], object], aim: str, nap: float, *, numbered: bool = False
) -> Iterator[tuple[int, Iterator[str]]]:
    """A process that does the work, and the steps it tells as it begins them; the one aimed at takes a nap longer.

    Steps of the same name are told apart where they are `numbered`.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        told: list[str] = []

        def tell(step: str) -> None:
            told.append(f"{len(told)} {step}" if numbered else step)
            os.write(writing, f"{told[-1]}\n".encode())
            if told[-1] == aim:
                time.sleep(nap)

        end_with(lambda: work(tell))
    os.close(writing)
    with os.fdopen(reading) as said:
        yield process, (line.strip() for line in said)


def durations(started: Started) -> dict[str, float]:
    """How many seconds each step takes when nobody disturbs it; the last has no end."""
    with started as (process, steps):
        moments = [(step, time.monotonic()) for step in steps]
        os.waitpid(process, 0)
    ends = [moment for _, moment in moments[1:]]
    return {step: end - began for (step, began), end in zip(moments, ends, strict=False)}


def killed_at(started: Started, aim: str, *, wait: float) -> str | None:
    """Kill a started process so long into a step; the step it was in, or None when it had ended by itself."""
    last = ""
    with started as (process, steps):
        for step in steps:
            last = step
            if step == aim:
                time.sleep(wait)
                break
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        last = [last, *steps][-1]
    return last if os.WIFSIGNALED(status) else None


def in_a_child(look: Callable[[], object]) -> str:
    """What a process of its own finds wrong; the store's threads would not survive a fork, so we open none here."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        os.dup2(writing, 2)
        end_with(look)
    os.close(writing)
    with os.fdopen(reading) as told:
        said = told.read()
    _, status = os.waitpid(process, 0)
    return said if status else ""


def end_with(action: Callable[[], object]) -> None:
    """Do it and end this process here and now, with what went wrong on stderr."""
    try:
        action()
    except BaseException:  # a forked child must never return into the harness
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


class Result(Protocol):
    """What the rounds of a harness come to."""

    wrong: list[str]

    def table(self) -> str:
        """The figures, for people."""
        ...


def main(
    about: str | None,
    rounds: Callable[[Path, int, int], Result],
    *,
    default: int,
) -> int:
    """Run the rounds in a folder of their own, and print the figures; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=default, help=f"processes to kill (default {default})")
    parser.add_argument("--seed", type=int, default=1, help="seed of the chance (default 1)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        tally = rounds(Path(folder), given.rounds, given.seed)
    print(tally.table())
    for wrong in tally.wrong:
        print(wrong)
    return 1 if tally.wrong else 0


def say(line: str) -> None:
    """Tell of a round as it ends."""
    print(line, flush=True)
