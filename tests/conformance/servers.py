"""The servers that the protocol tests ask, each a process on the loopback that ends with the test."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

from tests.bench.servers import load_oxigraph
from tests.conformance.wire import Endpoint
from tests.ports import free_port

HOST = "127.0.0.1"
DEADLINE_SECONDS = 2
PEER = "Oxigraph"
_START_SECONDS = 60.0


@contextmanager
def ours(*files: Path, options: Sequence[str] = (), settings: Mapping[str, str] | None = None) -> Iterator[Endpoint]:
    """`kg serve FILE…`, as anybody would start it."""
    port = free_port()
    command = [sys.executable, "-m", "kg", "serve", *map(str, files), "--port", str(port), *options]
    own = {"KG_DEADLINE_SECONDS": str(DEADLINE_SECONDS), **(settings or {})}
    endpoint = Endpoint("Samverkansgrafen", HOST, port, "/sparql")
    with tempfile.TemporaryDirectory() as home, _running(command, {"KG_HOME": home, **own}, endpoint):
        yield endpoint


@contextmanager
def oxigraph(file: Path) -> Iterator[Endpoint]:
    """Oxigraph's own server on the same file, with every switch that helps it."""
    port = free_port()
    endpoint = Endpoint(PEER, HOST, port, "/query")
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        load_oxigraph(store, file)
        command = [str(Path(sys.executable).parent / "oxigraph"), "serve-read-only", "--location", str(store)]
        command += ["--bind", f"{HOST}:{port}", "--cors", "--timeout-s", str(DEADLINE_SECONDS)]
        with _running(command, {}, endpoint):
            yield endpoint


def peer_version() -> str:
    """Which Oxigraph that is."""
    return version("oxigraph")


@contextmanager
def _running(command: Sequence[str], settings: Mapping[str, str], endpoint: Endpoint) -> Iterator[None]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, env={**environment, **settings}, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        try:
            _await(process, endpoint)
            yield
        except ConnectionError as wrong:
            said.seek(0)
            raise RuntimeError(f"{endpoint.name} is not there: {said.read().decode(errors='replace')}") from wrong
        finally:
            process.terminate()
            process.wait(timeout=30)


def _await(process: subprocess.Popen[bytes], endpoint: Endpoint) -> None:
    """Wait until the endpoint answers a query; ConnectionError when it never does."""
    until = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        with suppress(ConnectionError):
            if endpoint.get("ASK {}").status == 200:
                return
        time.sleep(0.05)
    raise ConnectionError("it does not answer")
