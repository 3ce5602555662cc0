"""`kg serve` as a process of its own on the loopback, and what the tests want to know of it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from tests import ready
from tests.ports import free_port

Answer = tuple[int, Message, bytes]


@dataclass(frozen=True)
class Served:
    """A running service: where it answers, its processes, and its log."""

    address: str
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def pid(self) -> int:
        """The process that was started."""
        return self.process.pid

    def children(self) -> list[int]:
        """The processes that the service started itself: the zygote and the web process."""
        return children(self.pid)

    @property
    def web(self) -> int:
        """The web process: a fork of the one that was started, so that its command is the same."""
        command = Path(f"/proc/{self.pid}/cmdline").read_bytes()
        (found,) = [pid for pid in self.children() if Path(f"/proc/{pid}/cmdline").read_bytes() == command]
        return found

    def family(self) -> list[int]:
        """Every process below the one that was started."""
        found, waiting = list[int](), [self.pid]
        while waiting:
            below = children(waiting.pop())
            found += below
            waiting += below
        return sorted(found)

    def said(self) -> str:
        """What it has written on standard error."""
        return self.log.read_text("utf-8")

    def get(self, path: str, accept: str = "*/*") -> Answer:
        """Status, headers and body of a GET."""
        return self._open(urllib.request.Request(self.address + path, headers={"Accept": accept}))

    def ask(self, query: str, accept: str = "application/sparql-results+json") -> Answer:
        """Status, headers and body of a query sent by POST."""
        headers = {"Accept": accept, "Content-Type": "application/sparql-query"}
        return self._open(urllib.request.Request(self.address + "/sparql", query.encode(), headers))

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Status, headers and body of a POST."""
        return self._open(urllib.request.Request(self.address + path, body, dict(headers)))

    def _open(self, request: urllib.request.Request) -> Answer:
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.headers, refused.read()


def children(pid: int) -> list[int]:
    """The processes that a process has started and that it hasn't buried."""
    found = list[int]()
    try:
        tasks = list(Path(f"/proc/{pid}/task").glob("*/children"))
    except OSError:
        return []
    for task in tasks:
        try:
            found += [int(each) for each in task.read_text().split()]
        except OSError:
            continue
    return sorted(found)


def alive(pids: Sequence[int]) -> list[int]:
    """Those of the processes that still run; one that only waits to be buried doesn't."""
    return [pid for pid in pids if _state(pid) not in ("", "Z", "X")]


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def left_after(pids: Sequence[int], seconds: float) -> list[int]:
    """Those of the processes that still run when so much time has passed; none as soon as none does."""
    until = time.monotonic() + seconds
    while alive(pids) and time.monotonic() < until:
        time.sleep(0.02)
    return alive(pids)


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Our environment with these KG_ settings and no other."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    return {**plain, **settings}


def kg(
    settings: Mapping[str, str], *arguments: str, given: bytes = b"", seconds: float = 60
) -> "subprocess.CompletedProcess[bytes]":
    """A `kg` command that ends by itself."""
    return ready.run(arguments, environment=environment(settings), folder=Path.cwd(), given=given, seconds=seconds)


def kgs(settings: Mapping[str, str], commands: Sequence[Sequence[str]]) -> "list[subprocess.CompletedProcess[bytes]]":
    """Several `kg` commands that end by themselves, two at a time: as many as the smallest machine has cores."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda command: kg(settings, *command), commands))


@contextmanager
def serving(settings: Mapping[str, str], arguments: Sequence[str] = ()) -> Iterator[Served]:
    """`kg serve` with these KG_ settings, ended by SIGTERM where it hasn't ended before."""
    port = free_port()
    command = [sys.executable, "-m", "kg", "serve", *arguments, "--port", str(port)]
    with (
        tempfile.NamedTemporaryFile() as log,
        subprocess.Popen(command, env=environment(settings), stderr=log) as process,
    ):
        served = Served(f"http://127.0.0.1:{port}", process, Path(log.name))
        try:
            _wait_for(served)
            yield served
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
        assert "Traceback" not in served.said(), served.said()


def _wait_for(served: Served) -> None:
    for _ in range(600):
        if served.process.poll() is not None:
            raise RuntimeError(f"kg serve ended with {served.process.returncode}: {served.said()}")
        try:
            if served.get("/healthz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise RuntimeError("kg serve did not answer")
