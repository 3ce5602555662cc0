"""The zygote forks, kills and buries, and leaves nothing behind: not when a client goes, not when its parent dies."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import EngineUnavailable
from kg.query import zygote as module
from kg.query.leash import START_SECONDS, Leash, ZygoteProcess
from kg.query.question import MIB
from kg.query.wire import Job, Request, Value, encode_job, encode_request
from kg.query.workers import Worker
from tests.query.workers import BASE_IRI, ended_within

ROOT = Path(module.__file__).parents[2]
ORPHAN = """
import sys
from pathlib import Path
from kg.query.leash import Leash, ZygoteProcess
from kg.query.pool import Pool

zygote = ZygoteProcess.start()
leash = Leash(zygote.path)
pool = Pool(Path(sys.argv[1]), "https://example.org/", leash=leash, union=True, workers=2)
print(zygote.pid, *pool.pids(), zygote.path, flush=True)
sys.stdin.read()
"""


def _job(store: Path) -> dict[str, Value]:
    return encode_job(Job(str(store), BASE_IRI, True, True, True, 1000, MIB, 256 * MIB))


def _ready(leash: Leash, store: Path) -> Worker:
    worker = leash.spawn(_job(store))
    assert worker.exchange(b"", START_SECONDS).head == {}
    return worker


def test_a_worker_answers_until_it_is_killed(leash: Leash, numbered: Path) -> None:
    worker = _ready(leash, numbered)
    assert worker.is_idle()
    assert worker.exchange(encode_request(Request("ASK {}", "csv")), 5).body == b"true"
    # With its channel open: one that is hung up on may end by itself before it is killed.
    assert leash.end(worker.pid) == -signal.SIGKILL
    worker.close()
    assert ended_within(worker.pid, 5)


def test_how_a_worker_ended_by_itself_is_known(leash: Leash, numbered: Path) -> None:
    worker = _ready(leash, numbered)
    with pytest.raises(EOFError):
        worker.exchange(encode_request(Request("SELECT * " + "{" * 30000 + "}" * 30000, "csv")), 10)
    assert leash.kill(worker) == -signal.SIGSEGV
    assert leash.kill(worker) is None


def test_a_client_cannot_kill_what_is_another_s(zygote: ZygoteProcess, leash: Leash, numbered: Path) -> None:
    worker = _ready(leash, numbered)
    other = Leash(zygote.path)
    ours, theirs = socket.socketpair()
    assert other.kill(Worker(worker.pid, ours)) is None
    other.close()
    theirs.close()
    assert worker.exchange(encode_request(Request("ASK {}", "csv")), 5).body == b"true"
    leash.kill(worker)


def test_what_a_client_spawned_dies_with_its_connection(zygote: ZygoteProcess, numbered: Path) -> None:
    leash = Leash(zygote.path)
    workers = [_ready(leash, numbered) for _ in range(3)]
    leash.close()
    assert all(ended_within(worker.pid, 5) for worker in workers)
    for worker in workers:
        worker.close()
    assert zygote.is_alive()


def test_a_store_that_cannot_be_opened_is_said_in_the_first_word(leash: Leash, tmp_path: Path) -> None:
    worker = leash.spawn(_job(tmp_path / "none"))
    reply = worker.exchange(b"", START_SECONDS)
    assert reply.head["fault"] == "start"
    leash.kill(worker)


def test_the_socket_lies_where_only_we_can_enter(zygote: ZygoteProcess) -> None:
    assert zygote.path.parent.stat().st_mode & 0o777 == 0o700


def test_closing_a_zygote_ends_it_and_its_workers_and_removes_its_folder(numbered: Path) -> None:
    zygote = ZygoteProcess.start()
    leash = Leash(zygote.path)
    worker = _ready(leash, numbered)
    zygote.close()
    assert ended_within(worker.pid, 5)
    assert not zygote.is_alive()
    assert not zygote.path.parent.exists()
    worker.close()
    with pytest.raises(EngineUnavailable, match="the query engine can't be reached: its process is gone"):
        leash.spawn(_job(numbered))
    leash.close()


def test_a_leash_finds_a_zygote_that_was_started_again(numbered: Path, tmp_path: Path) -> None:
    path = tmp_path / "zygote.sock"
    leash = Leash(path)
    for _ in range(2):
        zygote = ZygoteProcess.start()
        path.symlink_to(zygote.path)
        leash.kill(_ready(leash, numbered))
        zygote.close()
        path.unlink()
        with pytest.raises(EngineUnavailable):
            leash.spawn(_job(numbered))
    leash.close()


def test_a_zygote_that_was_killed_is_started_again_where_it_was_and_nobody_notices(numbered: Path) -> None:
    zygote = ZygoteProcess.start()
    leash = Leash(zygote.path)
    worker = _ready(leash, numbered)
    before = zygote.pid
    os.kill(before, signal.SIGKILL)
    assert ended_within(worker.pid, 5)
    worker.close()
    zygote.start_again()
    leash.kill(_ready(leash, numbered))
    assert zygote.pid != before
    leash.close()
    zygote.close()


def test_a_zygote_and_its_workers_die_with_their_parent(numbered: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ORPHAN, str(numbered)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        *pids, path = parent.stdout.readline().split()
        parent.kill()
        parent.wait()
        assert all(ended_within(int(pid), 10) for pid in pids)
    assert len(pids) == 3
    assert not Path(path).parent.exists()


def test_a_zygote_that_cannot_listen_says_so() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg.query.zygote", "/nonexistent", str(os.getpid())],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert b"ready" not in done.stdout
