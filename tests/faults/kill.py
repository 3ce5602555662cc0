"""Kill a publishing process at random moments inside each step, and look at what is left.

    python -m tests.faults.kill --rounds 200

A round edits the tiny world, publishes it in a process of its own that tells each step through a pipe, and kills that
process (SIGKILL) at a random moment inside a step: half of the rounds as it runs, half with the step made a few
milliseconds longer. Then `current` must be a whole release, the old or the new; releases/ must hold whole releases
alone; and the next publish must work, sweep what was left, say what the edit said, and leave a whole change log.
"""

import random
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kg.release import shards
from kg.release.bundle import is_whole
from kg.release.history.checking import check
from kg.release.layout import ID, Release, current, open_release, releases
from kg.release.publish import prune
from kg.release.verify import verify
from tests.faults import stepping
from tests.faults.stepping import Tally, durations, in_a_child, killed_at, say
from tests.workshop import Workshop, workshop

STEPS = ("shards", "store", "texts", "read back", "manifest", "flush", "rename", "point", "history", "dumps")
TITLE = "data/records/project/bro.ttl"
WIDENED = 0.008


def rounds(world: Workshop, count: int, *, seed: int, tell: Callable[[str], None] = lambda _: None) -> Tally:
    """Kill at least `count` publishing processes, and in each step at least one in ten of them."""
    chance = random.Random(seed)
    tally = Tally(STEPS)
    _edit(world, 10_000)
    usual = durations(_publishing(world, "", 0.0))
    while tally.killed < count or min(tally.died[step] for step in STEPS) < count // 10:
        number = tally.number
        before = current(world.home)
        _edit(world, number)
        aim, nap = tally.next(chance, WIDENED)
        step = killed_at(_publishing(world, aim, nap), aim, wait=chance.uniform(0, usual[aim] + nap))
        wrong = in_a_child(partial(_look, world, before, number))
        tell(tally.count(aim, nap, None if step == "done" else step, wrong))
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


def _publishing(world: Workshop, aim: str, nap: float) -> stepping.Started:
    return stepping.stepping(lambda step: world.publish(step=step), aim, nap)


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


def _rounds(folder: Path, count: int, seed: int) -> Tally:
    world = workshop(folder)
    in_a_child(world.publish)
    return rounds(world, count, seed=seed, tell=say)


if __name__ == "__main__":
    sys.exit(stepping.main(__doc__, _rounds, default=200))
