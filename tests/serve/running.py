"""A service as a process of its own, on the loopback, for as long as a test needs it."""

import contextlib
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port

_CODE = """
import sys
from dataclasses import replace
from pathlib import Path
from kg.serve.server import run
from kg.settings import read
home = Path(sys.argv[1])
run(replace(read({}), home=home, port=int(sys.argv[2]), workers=2, contact_email="grafen@example.se"), home)
"""


@dataclass
class Running:
    """A started service: its process, and where it answers."""

    process: subprocess.Popen[str]
    address: str
    port: int

    def get(self, path: str, *, accept: str = "*/*", seconds: float = 10.0) -> bytes:
        """The body of an answer."""
        request = urllib.request.Request(f"{self.address}{path}", headers={"Accept": accept})
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            body: bytes = answer.read()
        return body


@contextlib.contextmanager
def running(home: Path) -> Iterator[Running]:
    """The service over a home, ready to answer; it is ended with the test."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", _CODE, str(home), str(port)],
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    started = Running(process, f"http://127.0.0.1:{port}", port)
    try:
        _await(started)
        yield started
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=20)
        if process.stderr:
            process.stderr.close()


def _await(started: Running) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and started.process.poll() is None:
        try:
            started.get("/healthz", seconds=2)
        except OSError:
            time.sleep(0.05)
        else:
            return
    started.process.kill()
    said = started.process.stderr.read() if started.process.stderr else ""
    raise RuntimeError(f"the service did not start: {said}")
