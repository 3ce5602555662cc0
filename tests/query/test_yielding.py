"""A process that computes lets others go often, and is otherwise as it was."""

import subprocess
import sys
from pathlib import Path

from kg.query import yielding

ROOT = Path(__file__).parents[2]
# Half a second of a processor, shared with one that never stops: how often the first was put aside for the other.
_SHARED = """
import os, resource, signal, sys, time
from kg.query import yielding
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
other = os.fork()
if not other:
    while True:
        pass
def compute():
    while time.process_time() < ended:
        pow(7, 10**5)
try:
    ended = time.process_time() + 0.5
    before = resource.getrusage(resource.RUSAGE_SELF).ru_nivcsw
    if sys.argv[1] == "often":
        yielding.prepare()
        with yielding.often():
            compute()
    else:
        compute()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_nivcsw - before)
finally:
    os.kill(other, signal.SIGKILL)
"""


_WAITING = """
import os, signal, threading, time
from kg.query import yielding
yielding.prepare()
reading, writing = os.pipe()
def write():
    for letter in b"whole":
        time.sleep(0.02)
        os.write(writing, bytes([letter]))
    os.close(writing)
threading.Thread(target=write).start()
with yielding.often(), open(reading, "rb") as pipe:
    print(pipe.read().decode(), signal.getitimer(signal.ITIMER_REAL)[1])
try:
    with yielding.often():
        raise KeyError
except KeyError:
    print(signal.getitimer(signal.ITIMER_REAL))
"""


def _run(program: str, *given: str) -> str:
    command = [sys.executable, "-c", program, *given]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def _put_aside(how: str) -> int:
    return int(_run(_SHARED, how))


def test_one_that_yields_is_put_aside_more_often_than_one_that_does_not() -> None:
    assert _put_aside("often") > 1.25 * _put_aside("never")


def test_what_waits_is_not_disturbed_and_afterwards_nothing_interrupts() -> None:
    assert _run(_WAITING).splitlines() == [f"whole {yielding.EVERY_SECONDS}", "(0.0, 0.0)"]
