"""A worker opens its store and what Python takes; every other file is hidden from it, and writing was never allowed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.query import landlock, sandbox
from tests.query.workers import numbers, store_of

# Run in a process of its own, which hides files from itself for good: each attempt, and the name of the error it ends in.
TRIAL = """
import json, os, sys, threading
from pathlib import Path
from pyoxigraph import Store
from kg.query import landlock, sandbox

folder = Path(sys.argv[1])
sandbox.limit_files()
hides = landlock.show_only([folder / "store", folder / "not there"])
sandbox.confine()
store = Store.read_only(str(folder / "store"))
sandbox.limit_memory(64 * 1024 * 1024)

def beside():
    found = []
    def read():
        try:
            found.append((folder / "canary").read_text())
        except OSError as wrong:
            found.append(wrong)
    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    if isinstance(found[0], OSError):
        raise found[0]

attempts = {
    "query": lambda: list(store.query("SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 1")),
    "its store": lambda: (folder / "store" / "CURRENT").read_text(),
    "import": lambda: __import__("xmlrpc.client"),
    "itself": lambda: Path("/proc/self/statm").read_text(),
    "the canary": lambda: (folder / "canary").read_text(),
    "the canary, roundabout": lambda: (folder / "store" / ".." / "canary").read_text(),
    "the canary by a link": lambda: (folder / "link").read_text(),
    "the canary from a thread": beside,
    "the folder": lambda: os.listdir(folder),
    "users": lambda: Path("/etc/passwd").read_text(),
    "the readme": lambda: Path(sys.argv[2], "README.md").read_text(),
    "its parent": lambda: Path(f"/proc/{os.getppid()}/environ").read_text(),
    "a write": lambda: (folder / "store" / "new").write_text("x"),
}
said = {}
for name, attempt in attempts.items():
    try:
        attempt()
        said[name] = "done"
    except OSError as wrong:
        said[name] = type(wrong).__name__
print(json.dumps([hides, said]))
"""
SHOWN = ("query", "its store", "import", "itself")


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("landlock")
    store_of(folder / "store", numbers(10))
    (folder / "canary").write_text("a secret")
    (folder / "link").symlink_to(folder / "canary")
    root = Path(sandbox.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", TRIAL, str(folder), str(root)],
        cwd=root, capture_output=True, check=True, text=True, timeout=60,
    )  # fmt: skip
    hides, said = json.loads(done.stdout)
    assert hides is landlock.is_there()
    return dict(said)


def test_what_a_worker_needs_is_shown(tried: dict[str, str]) -> None:
    assert {name: tried[name] for name in SHOWN} == dict.fromkeys(SHOWN, "done")


def test_every_other_file_is_hidden_where_the_kernel_can(tried: dict[str, str]) -> None:
    hidden = {name: said for name, said in tried.items() if name not in SHOWN}
    assert hidden.pop("a write") == "PermissionError"
    expected = "PermissionError" if landlock.is_there() else "done"
    assert hidden == dict.fromkeys(hidden, expected)
