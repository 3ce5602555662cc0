"""Kill a takedown at random moments inside each of its steps, run it again, and look for what should be gone.

    python -m tests.faults.takedown --rounds 60

A round takes a copy of a home whose releases, downloads, history and inbox hold a value, takes the value down in a
process of its own that tells each step through a pipe, and kills that process (SIGKILL) at a random moment inside a
step: half of the rounds as it runs, half with the step made a few milliseconds longer. Then every release must be whole,
the old or the new. The same command again must end the work: nothing of the value in any file, no scratch, `current`
verified and its downloads made.
"""

import argparse
import contextlib
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kg.inbox import redactions
from kg.inbox.inbox import Inbox
from kg.inbox.values import NewSubmission
from kg.release.bundle import is_whole
from kg.release.layout import current, open_release, releases
from kg.release.takedown.takedown import take_down
from kg.release.takedown.withheld import Marks
from kg.release.verify import verify
from tests.faults.kill import end_with, in_a_child, killed_at
from tests.release.scanning import places_with
from tests.workshop import Workshop, workshop

NUMBER = "900101-9802"
AT = "2026-03-05T12:00:00Z"
WIDENED = 0.02
_BRO = "data/records/project/bro.ttl"


@dataclass
class Tally:
    """In which step each killed process died, how many ended before the knife fell, and what went wrong."""

    steps: tuple[str, ...]
    died: Counter[str] = field(default_factory=Counter)
    ended: int = 0
    wrong: list[str] = field(default_factory=list)

    def table(self) -> str:
        """The histogram, a line a step."""
        lines = [f"{step:>14} {self.died[step]:>4} {'#' * self.died[step]}" for step in self.steps]
        said = f"{sum(self.died.values())} killed, {self.ended} ended first, {len(self.wrong)} left something"
        return "\n".join([*lines, said])


def prepared(folder: Path) -> Workshop:
    """A home with a release before the value, one with it and its downloads, and a hand-in with it."""
    world = workshop(folder)
    assert not (wrong := in_a_child(partial(_fill, world))), wrong
    return world


def _fill(world: Workshop) -> None:
    world.publish(dumping=False)
    world.edit(_BRO, "@prefix samv:", "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix samv:")
    note = f'skos:note "Fråga {NUMBER} om bron."@sv ;'
    world.edit(_BRO, "<project/bro> a samv:Project ;", f"<project/bro> a samv:Project ; {note}")
    world.publish()
    with closing(Inbox(world.home)) as inbox:
        inbox.keep(NewSubmission(f"{NUMBER}.ttl", "text/turtle", NUMBER.encode(), "{}", "1", ()))


def rounds(world: Workshop, count: int, *, seed: int, tell: Callable[[str], None] = lambda _: None) -> Tally:
    """Kill so many takedowns, each step in its turn."""
    chance = random.Random(seed)
    with _copied(world) as copy:
        usual = _durations(copy)
    tally = Tally(tuple(usual))
    while sum(tally.died.values()) < count:
        number = sum(tally.died.values()) + tally.ended
        aim = min(tally.steps, key=lambda step: (tally.died[step], chance.random()))
        nap = chance.uniform(0, WIDENED) if number % 2 else 0.0
        with _copied(world) as copy:
            step = _killed(copy, aim, nap=nap, wait=chance.uniform(0, usual[aim] + nap))
            wrong = in_a_child(partial(_look, copy))
        if step is None:
            tally.ended += 1
        else:
            tally.died[step] += 1
        if wrong:
            tally.wrong.append(f"round {number}, killed in {step}:\n{wrong}")
        tell(f"{number:>4} aimed at {aim:<14} died in {step or 'nothing'}{' LEFT SOMETHING' if wrong else ''}")
    return tally


@contextlib.contextmanager
def _copied(world: Workshop) -> Iterator[Workshop]:
    with tempfile.TemporaryDirectory(prefix="takedown-") as folder:
        yield world.copied_to(Path(folder))


def _take(world: Workshop, step: Callable[[str], None] = lambda _: None) -> None:
    """What the command does for a text on standard input."""
    with closing(Inbox(world.home)) as inbox:
        entry = Marks(redactions.key(inbox)).of_text(NUMBER)
    assert entry is not None
    take_down(world.settings, [entry], at=AT, step=step)


def _durations(world: Workshop) -> dict[str, float]:
    """How long it is from each step to the next when nobody disturbs it."""
    with _taking(world, "", 0.0) as (process, steps):
        moments = [(step, time.monotonic()) for step in steps]
        os.waitpid(process, 0)
    ends = [moment for _, moment in moments[1:]]
    return {step: end - began for (step, began), end in zip(moments, ends, strict=False)}


def _killed(world: Workshop, aim: str, *, nap: float, wait: float) -> str | None:
    """Take it down and kill; the step it died in, or None when it ended before."""
    last = killed_at(_taking(world, aim, nap), aim, wait=wait)
    return None if last is None or last.endswith(" finish") else last


@contextlib.contextmanager
def _taking(world: Workshop, aim: str, nap: float) -> Iterator[tuple[int, Iterator[str]]]:
    """A process that takes the value down, and the steps it tells as it has done each, numbered."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        told = 0

        def tell(step: str) -> None:
            nonlocal told
            os.write(writing, f"{told} {step}\n".encode())
            told += 1
            if f"{told - 1} {step}" == aim:
                time.sleep(nap)

        tell("begin")
        end_with(lambda: _take(world, tell))
    os.close(writing)
    with os.fdopen(reading) as said:
        yield process, (line.strip() for line in said)


def _look(world: Workshop) -> None:
    """Everything that must hold after a kill, and after the same command again."""
    home = world.home
    assert {each.manifest.sequence for each in releases(home)} == {1, 2}, "a release is gone"
    assert current(home).manifest.sequence == 2
    for each in releases(home):
        verify(each)
    verify(current(home))
    _take(world)
    left = places_with(home, NUMBER, NUMBER.replace("-", ""))
    assert left == [], f"the value is still in {left}"
    assert [each.manifest.sequence for each in releases(home)] == [1, 2]
    for folder in (home / "releases").iterdir():
        verify(open_release(folder))
    bundle = current(home).bundle("dumps")
    assert bundle is not None, "no downloads"
    assert is_whole(bundle, hashed=True), "the downloads are torn"
    assert not (home / "takedown").exists(), "scratch was not swept"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rounds and print the histogram; 1 when anything was left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=60, help="processes to kill (default 60)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the chance (default 1)")
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="takedown-"))
    try:
        tally = rounds(prepared(folder), given.rounds, seed=given.seed, tell=lambda line: print(line, flush=True))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(tally.table())
    for wrong in tally.wrong:
        print(wrong)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
