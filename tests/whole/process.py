"""`kg serve` as a process of its own on the loopback, and what the tests want to know of it."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from tests.bench.servers import free_port


@dataclass(frozen=True)
class Served:
    """A running service: where it answers, and its processes."""

    address: str
    pid: int

    def children(self) -> list[int]:
        """The processes that the service started itself: the zygote and the web process."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/children")
        return sorted(int(pid) for task in tasks for pid in task.read_text().split())

    def get(self, path: str, accept: str = "*/*") -> tuple[int, Message, bytes]:
        """Status, headers and body of a GET."""
        return self._open(urllib.request.Request(self.address + path, headers={"Accept": accept}))

    def ask(self, query: str, accept: str = "application/sparql-results+json") -> tuple[int, Message, bytes]:
        """Status, headers and body of a query sent by POST."""
        headers = {"Accept": accept, "Content-Type": "application/sparql-query"}
        return self._open(urllib.request.Request(self.address + "/sparql", query.encode(), headers))

    def _open(self, request: urllib.request.Request) -> tuple[int, Message, bytes]:
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.headers, refused.read()


@contextmanager
def serving(settings: Mapping[str, str], arguments: Sequence[str] = ()) -> Iterator[Served]:
    """`kg serve` with these KG_ settings, ended by SIGTERM."""
    port = free_port()
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    command = [sys.executable, "-m", "kg", "serve", *arguments, "--port", str(port)]
    with subprocess.Popen(command, env={**plain, **settings}, stderr=subprocess.PIPE, text=True) as process:
        served = Served(f"http://127.0.0.1:{port}", process.pid)
        try:
            _wait_for(served, process)
            yield served
        finally:
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=30)
            assert "Traceback" not in said, said


def _wait_for(served: Served, process: "subprocess.Popen[str]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"kg serve ended with {process.returncode}: {process.communicate()[1]}")
        try:
            if served.get("/healthz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise RuntimeError("kg serve did not answer")
