"""Kill the taking over of a snapshot at random moments inside each step, and look at what a build would read.

    python -m tests.faults.accepting --rounds 200

A round accepts figures that nobody has seen before, in a process of its own that tells each step through a pipe, and
kills that process (SIGKILL) at a random moment inside a step: half of the rounds as it runs, half with the step made a
few milliseconds longer. Then what is read must be the old snapshot or the new one with its own sum, before anything is
finished and after; and the next must be accepted and leave nothing hidden.
"""

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from kg.link.accepting import accept, finish_all
from kg.rdf.canonical import digest
from kg.sources.folder import scan
from tests.faults import stepping
from tests.faults.stepping import Tally, killed_at

STEPS = ("draft", "commit", "figures.csv", "figures.ttl", "sweep")
WIDENED = 0.004
ROWS = 4000


def rounds(root: Path, count: int, seed: int) -> Tally:
    """Kill so many processes, and some in each step."""
    chance, tally = random.Random(seed), Tally(STEPS)
    for folder in ("ontology", "shapes", "data/records", "data/authorities/kolada"):
        (root / folder).mkdir(parents=True)
    folder = root / "data/authorities/kolada"
    accept(folder, _files(0))
    while tally.killed < count or min(tally.died[step] for step in STEPS) < count // 20:
        number, before = tally.number + 1, _seen(root)
        aim, nap = tally.next(chance, WIDENED)
        step = killed_at(_accepting(folder, number, aim, nap), aim, wait=chance.uniform(0, nap + 0.001))
        tally.count(aim, nap, step, _wrong(root, before, number))
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


def _accepting(folder: Path, number: int, aim: str, nap: float) -> stepping.Started:
    return stepping.stepping(lambda step: accept(folder, _files(number), step=step), aim, nap)


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


if __name__ == "__main__":
    sys.exit(stepping.main(__doc__, rounds, default=200))
