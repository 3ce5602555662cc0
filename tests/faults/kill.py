"""Kill a publishing process at random moments inside each step, and look at what is left.

    python -m tests.faults.kill --rounds 200

A round edits the tiny world, publishes it in a process of its own that tells each step through a pipe, and kills that
process (SIGKILL) at a random moment inside a step: half of the rounds as it runs, half with the step made a few
milliseconds longer. Then `current` must be a whole release, the old or the new; releases/ must hold whole releases
alone; and the next publish must work, sweep what was left, say what the edit said, and leave a whole change log.
"""

import argparse
import contextlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kg.release import shards
from kg.release.bundle import is_whole
from kg.release.history.checking import check
from kg.release.layout import ID, Release, current, open_release, releases
from kg.release.publish import prune
from kg.release.verify import verify
from tests.workshop import Workshop, workshop

STEPS = ("shards", "store", "texts", "read back", "manifest", "flush", "rename", "point", "history", "dumps")
TITLE = "data/records/project/bro.ttl"
WIDENED = 0.008


@dataclass
class Tally:
    """In which step each killed process died, how many ended before the knife fell, and what went wrong."""

    died: Counter[str] = field(default_factory=Counter)
    ended: int = 0
    widened: int = 0
    wrong: list[str] = field(default_factory=list)

    def table(self) -> str:
        """The histogram, a line a step."""
        lines = [f"{step:>10} {number:>4} {'#' * number}" for step, number in self._in_order()]
        killed = sum(self.died.values())
        said = f"{killed} killed ({self.widened} in a widened step), {self.ended} ended first, {len(self.wrong)} torn"
        return "\n".join([*lines, said])

    def _in_order(self) -> list[tuple[str, int]]:
        return [(step, self.died[step]) for step in (*STEPS, *(set(self.died) - set(STEPS)))]


def rounds(world: Workshop, count: int, *, seed: int, tell: Callable[[str], None] = lambda _: None) -> Tally:
    """Kill at least `count` publishing processes, and in each step at least one in ten of them."""
    chance = random.Random(seed)
    tally = Tally()
    usual = _durations(world)
    while sum(tally.died.values()) < count or min(tally.died[step] for step in STEPS) < count // 10:
        number = sum(tally.died.values()) + tally.ended
        before = current(world.home)
        _edit(world, number)
        aim = min(STEPS, key=lambda step: (tally.died[step], chance.random()))
        nap = chance.uniform(0, WIDENED) if number % 2 else 0.0
        step = _killed(world, aim, nap=nap, wait=chance.uniform(0, usual[aim] + nap))
        if step is None:
            tally.ended += 1
        else:
            tally.died[step] += 1
            tally.widened += bool(nap)
        wrong = in_a_child(partial(_look, world, before, number))
        if wrong:
            tally.wrong.append(f"round {number}, killed in {step}:\n{wrong}")
        tell(f"{number:>4} aimed at {aim:<10} died in {step or 'nothing'}{' TORN' if wrong else ''}")
    return tally


def _edit(world: Workshop, number: int) -> None:
    """A small edit, which becomes a clone of the store; every fifth time one so large that all is built anew."""
    lines = world.read(TITLE).splitlines()
    lines = [line for line in lines if "skos:note" not in line]
    at = next(n for n, line in enumerate(lines) if "dcterms:title" in line)
    lines.insert(at, f'    <http://www.w3.org/2004/02/skos/core#note> "edit {number}"@en ; # skos:note')
    world.write(TITLE, "\n".join(lines) + "\n")
    if number % 5 == 4:
        label = "<http://www.w3.org/2000/01/rdf-schema#label>"
        world.write("ontology/more.ttl", "".join(f"<ns#More{n}> {label} 'nr {number}'@sv .\n" for n in range(120)))


def _durations(world: Workshop) -> dict[str, float]:
    """How long each step takes when nobody disturbs it."""
    moments: list[tuple[str, float]] = []
    _edit(world, 10_000)
    with _publisher(world, "", 0.0) as (process, steps):
        for step in steps:
            moments.append((step, time.monotonic()))
        os.waitpid(process, 0)
    ends = dict(zip((step for step, _ in moments), (moment for _, moment in moments[1:]), strict=False))
    return {step: ends[step] - began for step, began in moments if step in ends}


def _killed(world: Workshop, aim: str, *, nap: float, wait: float) -> str | None:
    """Publish and kill; the step it died in, or None when it ended before."""
    last = killed_at(_publisher(world, aim, nap), aim, wait=wait)
    return None if last == "done" else last


def killed_at(started: AbstractContextManager[tuple[int, Iterator[str]]], aim: str, *, wait: float) -> str | None:
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


@contextlib.contextmanager
def _publisher(world: Workshop, aim: str, nap: float) -> Iterator[tuple[int, Iterator[str]]]:
    """A process that publishes, and the steps it tells as it begins them."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)

        def tell(step: str) -> None:
            os.write(writing, f"{step}\n".encode())
            if step == aim:
                time.sleep(nap)

        end_with(lambda: world.publish(step=tell))
    os.close(writing)
    with os.fdopen(reading) as told:
        yield process, (line.strip() for line in told)


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


def _look(world: Workshop, before: Release, number: int) -> None:
    """Everything that must hold after a kill."""
    home = world.home
    now = current(home)
    verify(now)
    verify(open_release(before.path))
    assert now.id == before.id or now.manifest.previous == before.id, f"{now.id} follows {before.id}"
    for folder in (home / "releases").iterdir():
        assert ID.fullmatch(folder.name), f"{folder.name} lies among the releases"
        verify(open_release(folder))
    for release in releases(home):
        bundle = release.bundle("dumps")
        assert bundle is None or is_whole(bundle, hashed=True), f"the downloads of {release.id} are torn"
    after = world.publish().release
    assert current(home).id == after.id
    verify(after)
    check(home)
    assert after.bundle("dumps") is not None, "no downloads"
    assert list((home / "scratch").glob("*")) == [], "scratch was not swept"
    said = shards.read(after.path / "shards", shards.shard_of("project/bro"))
    assert any(f'"edit {number}"@en' in line for line in said), "the edit is not in the release"
    prune(home, 2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rounds and print the histogram; 1 when anything was torn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200, help="processes to kill (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the chance (default 1)")
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="kill-"))
    try:
        world = workshop(folder)
        in_a_child(world.publish)
        tally = rounds(world, given.rounds, seed=given.seed, tell=lambda line: print(line, flush=True))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(tally.table())
    for wrong in tally.wrong:
        print(wrong)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
