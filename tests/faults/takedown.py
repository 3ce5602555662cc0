"""Kill a takedown at random moments inside each of its steps, run it again, and look for what should be gone.

    python -m tests.faults.takedown --rounds 60

A round takes a copy of a home whose releases, downloads, history and inbox hold a value, takes the value down in a
process of its own that tells each step through a pipe, and kills that process (SIGKILL) at a random moment inside a
step: half of the rounds as it runs, half with the step made a few milliseconds longer. Then every release must be whole,
the old or the new. The same command again must end the work: nothing of the value in any file, no scratch, `current`
verified and its downloads made.
"""

import contextlib
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
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
from tests.faults import stepping
from tests.faults.stepping import Step, Tally, durations, in_a_child, killed_at, say
from tests.release.scanning import places_with
from tests.workshop import Workshop, workshop

NUMBER = "900101-9802"
AT = "2026-03-05T12:00:00Z"
WIDENED = 0.02
_BRO = "data/records/project/bro.ttl"


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
        usual = durations(_taking(copy, "", 0.0))
    tally = Tally(tuple(usual), verdict="left something")
    while tally.killed < count:
        aim, nap = tally.next(chance, WIDENED)
        with _copied(world) as copy:
            step = killed_at(_taking(copy, aim, nap), aim, wait=chance.uniform(0, usual[aim] + nap))
            wrong = in_a_child(partial(_look, copy))
        tell(tally.count(aim, nap, None if step is None or step.endswith(" finish") else step, wrong))
    return tally


@contextlib.contextmanager
def _copied(world: Workshop) -> Iterator[Workshop]:
    with tempfile.TemporaryDirectory(prefix="takedown-") as folder:
        yield world.copied_to(Path(folder))


def _take(world: Workshop, step: Step = lambda _: None) -> None:
    """What the command does for a text on standard input."""
    step("begin")
    with closing(Inbox(world.home)) as inbox:
        entry = Marks(redactions.key(inbox)).of_text(NUMBER)
    assert entry is not None
    take_down(world.settings, [entry], at=AT, step=step)


def _taking(world: Workshop, aim: str, nap: float) -> stepping.Started:
    return stepping.stepping(lambda step: _take(world, step), aim, nap, numbered=True)


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


def _rounds(folder: Path, count: int, seed: int) -> Tally:
    return rounds(prepared(folder), count, seed=seed, tell=say)


if __name__ == "__main__":
    sys.exit(stepping.main(__doc__, _rounds, default=60))
