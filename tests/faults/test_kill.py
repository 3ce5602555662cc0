"""A command that is killed: readers see a whole release, the next command works, and nothing is left running."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.release.layout import ID, current, releases
from kg.release.publish import alone, prune
from kg.release.verify import verify
from kg.validate.shacl import FEW
from tests.faults.kill import STEPS
from tests.workshop import BASE_IRI, Workshop, record

REPOSITORY = Path(__file__).parents[2]


def _kg(world: Workshop, *words: str) -> subprocess.Popen[bytes]:
    environment = {
        "KG_ROOT": str(world.root),
        "KG_HOME": str(world.home),
        "KG_BASE_IRI": BASE_IRI,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(REPOSITORY),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "kg", *words], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _children(process: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found += [int(path.parent.name), *_children(int(path.parent.name))]
    return found


def _name(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _seconds(process: int) -> float:
    """How long a process has computed: one that has, has begun its work."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_publish_killed_in_any_step_leaves_a_whole_release_and_the_next_one_works() -> None:
    """In a process of its own: ours has opened stores, whose threads would not survive a fork."""
    command = [sys.executable, "-m", "tests.faults.kill", "--rounds", "18", "--seed", str(int(time.time()))]
    said = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    histogram = re.findall(r"^ *(\S.*\S) +(\d+) #+$", said.stdout, re.MULTILINE)
    assert [step for step, _ in histogram[: len(STEPS)]] == list(STEPS)
    assert said.stdout.endswith(" 0 torn\n")


@pytest.mark.parametrize("after", [0.3, 0.9])
def test_the_command_itself_killed_at_any_moment_leaves_what_was_published(published: Workshop, after: float) -> None:
    before = current(published.home)
    published.edit("data/records/project/bro.ttl", "Bridge", "Span")
    command = _kg(published, "publish")
    try:
        command.wait(random.uniform(0, after))
    except subprocess.TimeoutExpired:
        command.kill()
        command.wait()
    now = current(published.home)
    assert now.id == before.id or now.manifest.previous == before.id
    verify(now)
    verify(published.publish(judging=True).release)


@pytest.mark.parametrize(
    "at_work_as", ["kg.validate.compiled.child", "multiprocessing.spawn"], ids=["judging", "reading again"]
)
def test_a_killed_command_leaves_no_process_behind(published: Workshop, at_work_as: str) -> None:
    """The validators judge, or the downloads are read again, when the command that started them is killed."""
    # Few records are judged in the command itself.
    for number in range(12 * FEW):
        published.write(
            f"data/records/actor/a{number}.ttl", record("actor", f"a{number}", f'skos:prefLabel "A{number}"@sv')
        )
    published.edit("shapes/actor.ttl", "Ge aktören ett namn.", "Namnge aktören.")
    command = _kg(published, "publish")
    deadline = time.monotonic() + 30
    while not any(at_work_as in _name(process) and _seconds(process) > 0.05 for process in _children(command.pid)):
        assert command.poll() is None
        assert time.monotonic() < deadline
    started = _children(command.pid)
    command.kill()
    command.wait()
    while left := [_name(process) for process in started if _lives(process)]:
        assert time.monotonic() < deadline, f"{left} live on"


def test_a_prune_that_is_killed_leaves_whole_releases_and_its_remains_are_swept(published: Workshop) -> None:
    for number in range(6):
        published.edit("data/records/project/bro.ttl", "Bridge", f"Bridge {number}")
        published.point()
    for _ in range(5):
        process = os.fork()
        if process == 0:
            try:
                prune(published.home, len(releases(published.home)) - 1)
            finally:
                os._exit(0)
        while os.waitpid(process, os.WNOHANG) == (0, 0) and random.random() < 0.99:
            pass
        _kill(process)
        with alone(published.home):
            assert not (published.home / "scratch").exists()
        names = [path.name for path in (published.home / "releases").iterdir()]
        assert [name for name in names if not ID.fullmatch(name)] == []
        for release in releases(published.home):
            verify(release)
        verify(current(published.home))


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    except (ProcessLookupError, ChildProcessError):
        pass
