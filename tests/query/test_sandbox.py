"""A confined process can read, compute and start threads; everything else it tries is refused, and it lives on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.query import sandbox, syscalls
from tests.query.workers import numbers, store_of

# Run in a process of its own, which confines itself for good: each attempt, and the name of the error it ends in.
TRIAL = """
import json, os, signal, socket, sys, threading
from pyoxigraph import Store
from kg.query import sandbox

folder, memory = sys.argv[1], int(sys.argv[2])
sandbox.die_with(os.getppid())
sandbox.limit_files()
sandbox.confine()
store = Store.read_only(folder + "/store")
sandbox.limit_memory(memory)

def thread():
    started = threading.Thread(target=os.getpid)
    started.start()
    started.join()

def service():
    list(store.query("SELECT * { SERVICE <http://127.0.0.1:%s/> { ?s ?p ?o } }" % sys.argv[3]))

attempts = {
    "query": lambda: list(store.query("SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 1")),
    "read": lambda: open(folder + "/note").read(),
    "thread": thread,
    "signal itself": lambda: os.kill(os.getpid(), 0),
    "socket": socket.socket,
    "unix socket": lambda: socket.socket(socket.AF_UNIX),
    "socket pair": socket.socketpair,
    "service": service,
    "fork": os.fork,
    "exec": lambda: os.execv("/bin/true", ["true"]),
    "signal its parent": lambda: os.kill(os.getppid(), 0),
    "write": lambda: open(folder + "/new", "w"),
    "append": lambda: open(folder + "/note", "a"),
    "truncate": lambda: os.truncate(folder + "/note", 0),
    "unlink": lambda: os.unlink(folder + "/note"),
    "rename": lambda: os.rename(folder + "/note", folder + "/other"),
    "mkdir": lambda: os.mkdir(folder + "/folder"),
    "chmod": lambda: os.chmod(folder + "/note", 0),
    "memory": lambda: bytearray(4 * memory),
}
said = {}
for name, attempt in attempts.items():
    try:
        attempt()
        said[name] = "done"
    except (OSError, MemoryError) as wrong:
        said[name] = type(wrong).__name__
print(json.dumps(said))
"""
ALLOWED = {"query", "read", "thread", "signal itself"}


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("sandbox")
    store_of(folder / "store", numbers(10))
    (folder / "note").write_text("a note")
    done = subprocess.run(
        [sys.executable, "-c", TRIAL, str(folder), str(64 * 1024 * 1024), "28765"],
        cwd=Path(sandbox.__file__).parents[2],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert (folder / "note").read_text() == "a note"
    said: dict[str, str] = json.loads(done.stdout)
    return said


def test_a_confined_process_still_does_its_work(tried: dict[str, str]) -> None:
    assert {name: tried[name] for name in ALLOWED} == dict.fromkeys(ALLOWED, "done")


def test_a_confined_process_can_do_nothing_else(tried: dict[str, str]) -> None:
    refused = {name: said for name, said in tried.items() if name not in ALLOWED}
    assert refused == {**dict.fromkeys(refused, "PermissionError"), "memory": "MemoryError"}


def test_a_worker_whose_parent_is_gone_ends_at_once() -> None:
    code = "from kg.query import sandbox\nsandbox.die_with(1 if __import__('os').getppid() != 1 else 2)\nprint('alive')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(sandbox.__file__).parents[2], capture_output=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (1, b"")


def test_the_numbers_are_those_of_this_kernel() -> None:
    here = syscalls.machine(os.uname().machine)
    assert here is not None
    assert len(set(here.forbidden)) == len(here.forbidden) > 80
    assert set(here.judged.values()).isdisjoint(here.forbidden)


def test_an_unknown_processor_has_no_numbers() -> None:
    assert syscalls.machine("sparc") is None
