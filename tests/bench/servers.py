"""The servers that a bench asks: ours and Oxigraph's own, each a process on the loopback that ends with the bench."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port


@contextmanager
def ours(root: Path, home: Path, *, copied: bool = True) -> Iterator[str]:
    """`kg serve` on the releases in a home; gives its base address.

    Once whoever checks hand-ins is there, and, where a copy in memory is made of them, once it answers from that, or
    has said why not: both take a processor while they open.
    """
    port = free_port()
    settings = {**_plain_environment(), "KG_HOME": str(home), "KG_ROOT": str(root)}
    with (
        tempfile.TemporaryFile() as log,
        _running([sys.executable, "-m", "kg", "serve", "--port", str(port)], settings, log.fileno()) as address,
    ):
        ready = _ready(address.format(port=port), "/healthz")
        awaited = [b"examiners", *([b"queries are answered from"] if copied else [])]
        for _ in range(6000):
            said = os.pread(log.fileno(), 1 << 20, 0)
            if all(each in said for each in awaited):
                break
            time.sleep(0.05)
        yield ready


@contextmanager
def oxigraph(store: Path, *, read_only: bool = True) -> Iterator[str]:
    """Oxigraph's own server on a store, default graph the union; gives its base address."""
    port = free_port()
    verb = "serve-read-only" if read_only else "serve"
    command = [_binary(), verb, "--location", str(store), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with _running(command, _plain_environment()) as address:
        yield _ready(address.format(port=port), "/query?query=ASK%7B%7D")


@contextmanager
def oxigraph_in_memory(nquads: Path) -> Iterator[str]:
    """Oxigraph's own server without a store on disk, with these statements; gives its base address."""
    port = free_port()
    command = [_binary(), "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with _running(command, _plain_environment()) as address, nquads.open("rb") as data:
        ready = _ready(address.format(port=port), "/query?query=ASK%7B%7D")
        headers = {"Content-Type": "application/n-quads", "Content-Length": str(nquads.stat().st_size)}
        with urllib.request.urlopen(urllib.request.Request(f"{ready}/store", data, headers), timeout=600):
            yield ready


def load_oxigraph(store: Path, nquads: Path) -> float:
    """Load N-Quads into a new store with Oxigraph's own loader; gives the seconds it took."""
    shutil.rmtree(store, ignore_errors=True)
    begun = time.perf_counter()
    command = [_binary(), "load", "--location", str(store), "--file", str(nquads)]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begun


def _binary() -> str:
    return str(Path(sys.executable).parent / "oxigraph")


def _plain_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("KG_")}


@contextmanager
def _running(command: list[str], environment: dict[str, str], log: int = subprocess.DEVNULL) -> Iterator[str]:
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=log, stdin=subprocess.DEVNULL
    )
    try:
        yield "http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _ready(address: str, path: str) -> str:
    # Ours reads the whole release before it serves it: half a minute of 250,000 projects.
    for _ in range(6000):
        try:
            with urllib.request.urlopen(address + path, timeout=2):
                return address
        except urllib.error.HTTPError:
            return address
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{address} did not answer")
