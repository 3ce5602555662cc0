"""Kill the taking over of a snapshot at random moments inside each step, and look at what a build would read.

    python -m tests.faults.accepting --rounds 200

A round accepts figures that nobody has seen before, in a process of its own that tells each step through a pipe, and
kills that process (SIGKILL) at a random moment inside a step: half of the rounds as it runs, half with the step made a
few milliseconds longer. Then what is read must be the old snapshot or the new one with its own sum, before anything is
finished and after; and the next must be accepted and leave nothing hidden.
"""

import argparse
import contextlib
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.link.accepting import accept, finish_all
from kg.rdf.canonical import digest
from kg.sources.folder import scan
from tests.faults.kill import end_with, killed_at

STEPS = ("draft", "commit", "figures.csv", "figures.ttl", "sweep")
WIDENED = 0.004
ROWS = 4000


@dataclass
class Tally:
    """In which step each killed process died, how many ended before the knife fell, and what went wrong."""

    died: Counter[str] = field(default_factory=Counter)
    ended: int = 0
    wrong: list[str] = field(default_factory=list)

    def table(self) -> str:
        """The histogram, a line a step."""
        lines = [f"{step:>12} {self.died[step]:>4} {'#' * self.died[step]}" for step in STEPS]
        said = f"{sum(self.died.values())} killed, {self.ended} ended first, {len(self.wrong)} torn"
        return "\n".join([*lines, said])


def rounds(root: Path, count: int, *, seed: int) -> Tally:
    """Kill so many processes, and some in each step."""
    chance, tally = random.Random(seed), Tally()
    for folder in ("ontology", "shapes", "data/authorities/kolada"):
        (root / folder).mkdir(parents=True)
    folder = root / "data/authorities/kolada"
    accept(folder, _files(0))
    number = 0
    while sum(tally.died.values()) < count or min(tally.died[step] for step in STEPS) < count // 20:
        number += 1
        before = _seen(root)
        aim = min(STEPS, key=lambda step: (tally.died[step], chance.random()))
        nap = chance.uniform(0, WIDENED) if number % 2 else 0.0
        step = killed_at(_accepting(folder, number, aim, nap), aim, wait=chance.uniform(0, nap + 0.001))
        tally.ended += step is None
        tally.died.update([step] if step else [])
        if wrong := _wrong(root, before, number):
            tally.wrong.append(f"round {number}, killed in {step}: {wrong}")
    return tally


def _files(number: int) -> dict[str, bytes]:
    figures = "".join(f"{row},{number}\n" for row in range(ROWS)).encode()
    return {"figures.csv": figures, "figures.ttl": f"{number} {digest(figures)}".encode()}


def _seen(root: Path) -> int:
    """The number of the snapshot that a build reads; AssertionError when it is torn."""
    files = {Path(raw.name).name: raw.read() for raw in scan(root).authorities}
    number = int(files["figures.ttl"].split()[0])
    assert files == _files(number), "two snapshots in one"
    return number


@contextlib.contextmanager
def _accepting(folder: Path, number: int, aim: str, nap: float) -> Iterator[tuple[int, Iterator[str]]]:
    """A process that accepts a snapshot, and the steps it tells as it begins them."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)

        def tell(step: str) -> None:
            os.write(writing, f"{step}\n".encode())
            if step == aim:
                time.sleep(nap)

        end_with(lambda: accept(folder, _files(number), step=tell))
    os.close(writing)
    with os.fdopen(reading) as told:
        yield process, (line.strip() for line in told)


def _wrong(root: Path, before: int, number: int) -> str:
    """What doesn't hold after a kill; nothing when all does."""
    folder = root / "data/authorities/kolada"
    look: Sequence[Callable[[], object]] = (
        lambda: _must(_seen(root) in (before, number), "neither the old nor the new"),
        lambda: finish_all(root),
        lambda: _must(_seen(root) in (before, number), "neither the old nor the new, once finished"),
        lambda: _must(not (folder / ".accepted").exists(), "not finished"),
        lambda: accept(folder, _files(number)),
        lambda: _must(_seen(root) == number, "the next isn't accepted"),
        lambda: _must(not list(folder.glob(".*")), "something hidden is left"),
    )
    try:
        for each in look:
            each()
    except (AssertionError, OSError, ValueError, KeyError) as wrong:
        return repr(wrong)
    return ""


def _must(holds: bool, otherwise: str) -> None:
    assert holds, otherwise


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rounds and print the histogram; 1 when anything was torn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200, help="processes to kill (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the chance (default 1)")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="accepting-") as folder:
        tally = rounds(Path(folder), given.rounds, seed=given.seed)
    print(tally.table())
    for wrong in tally.wrong:
        print(wrong)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
