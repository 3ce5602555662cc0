"""A process that computes steps back often, loses no more than that, and is otherwise as it was."""

import json
import subprocess
import sys
from pathlib import Path

from kg.query import yielding

ROOT = Path(__file__).parents[2]
# Half a second of a processor, shared with one that never stops: how often the first stepped back of itself, and how
# long the other had computed then.
_SHARED = """
import json, os, resource, signal, sys, time
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
    before = resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw
    if sys.argv[1] == "often":
        yielding.prepare()
        with yielding.Often():
            compute()
    else:
        compute()
    stepped = resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw - before
finally:
    os.kill(other, signal.SIGKILL)
    computed = os.wait4(other, 0)[2].ru_utime
print(json.dumps([stepped, computed]))
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
with yielding.Often(), open(reading, "rb") as pipe:
    print(pipe.read().decode(), signal.getitimer(signal.ITIMER_REAL)[1])
try:
    with yielding.Often():
        raise KeyError
except KeyError:
    print(signal.getitimer(signal.ITIMER_REAL))
"""


def _run(program: str, *given: str) -> str:
    command = [sys.executable, "-c", program, *given]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_one_that_computes_steps_back_often_and_keeps_its_share_of_the_processor() -> None:
    seldom, _ = json.loads(_run(_SHARED, "never"))
    often, others_seconds = json.loads(_run(_SHARED, "often"))
    assert often > seldom + 100
    assert others_seconds < 1.5


def test_what_waits_is_not_disturbed_and_afterwards_nothing_interrupts() -> None:
    assert _run(_WAITING).splitlines() == [f"whole {yielding.EVERY_SECONDS}", "(0.0, 0.0)"]
