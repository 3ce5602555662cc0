"""Hold the leash of confined workers: start their zygote, ask it for workers, talk with one, have it killed.

A zygote is started by the process that starts the server, and outlives no one. Each process that asks for workers
connects a Leash of its own; several pools may share it.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import kg
from kg.errors import EngineUnavailable
from kg.query.forks import MESSAGE_BYTES, SOCKET_NAME
from kg.query.wire import Value
from kg.query.workers import Worker

QUERIES = "kg.query.zygote"
START_SECONDS = 30.0


class ZygoteProcess:
    """A started zygote; `path` is where a Leash connects. It ends when it is closed or when this process ends."""

    def __init__(self, module: str) -> None:
        """Begin to start it, listening in a new directory that only this user can enter."""
        self.module = module
        try:
            self.path = Path(tempfile.mkdtemp(prefix="kg-")) / SOCKET_NAME
        except OSError as wrong:
            raise _no_start(wrong) from wrong
        try:
            self._process = self._begun()
        except EngineUnavailable:
            shutil.rmtree(self.path.parent, ignore_errors=True)
            raise

    @classmethod
    def start(cls, module: str = QUERIES) -> "ZygoteProcess":
        """Start one; EngineUnavailable when it can't be."""
        return cls.start_all([module])[0]

    @classmethod
    def start_all(cls, modules: Sequence[str]) -> list["ZygoteProcess"]:
        """Start several at the same time; EngineUnavailable, and none is left, when one can't be."""
        begun: list[ZygoteProcess] = []
        try:
            for module in modules:
                begun.append(cls(module))
            for each in begun:
                each.await_ready()
        except EngineUnavailable:
            for each in begun:
                each.close()
            raise
        return begun

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Whether it still runs; who keeps it may start it again."""
        return self._process.poll() is None

    def start_again(self) -> None:
        """Start it anew where it listened before; EngineUnavailable when it can't be."""
        _end(self._process)
        self._process = self._begun()
        self.await_ready()

    def await_ready(self) -> None:
        """Wait until it listens; EngineUnavailable when it has ended instead."""
        if self._process.stdout is None or self._process.stdout.readline() != b"ready\n":
            _end(self._process)
            raise unreachable("its process did not start", "dess process startade inte")

    def close(self) -> None:
        """End it, and with it every worker, and remove its directory."""
        _end(self._process)
        shutil.rmtree(self.path.parent, ignore_errors=True)

    def _begun(self) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", self.module, str(self.path.parent), str(os.getpid())],
                cwd=Path(kg.__file__).parent.parent,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                # A group of its own, so that Ctrl-C is the main process's affair; but no session: the kernel weighs
                # whole sessions against each other, and a slow worker would only give way within its own.
                process_group=0,
            )
        except OSError as wrong:
            raise _no_start(wrong) from wrong


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()
    if process.stdout:
        process.stdout.close()


class Leash:
    """This process's connection to a zygote; threads may share it. What it spawned dies with it.

    A zygote that was started again where it listened before is found there.
    """

    def __init__(self, path: Path) -> None:
        self.directory = path.parent
        self._path = path
        self._lock = threading.Lock()
        self._connection: socket.socket | None = None

    def spawn(self, job: Mapping[str, Value]) -> Worker:
        """A new worker, which has not said yet whether it could begin."""
        said, channels = self._ask({"do": "spawn", "job": dict(job)})
        if "error" in said:
            raise unreachable(f"no worker could be started ({said['error']})", "ingen arbetare kunde startas")
        return Worker(int(said["pid"] or 0), socket.socket(fileno=channels[0]))

    def kill(self, worker: Worker) -> int | None:
        """Kill and bury a worker; how it ended, an exit code or a signal as a negative number, where it is known."""
        worker.close()
        return self.end(worker.pid)

    def end(self, pid: int) -> int | None:
        """Kill and bury what was spawned here, with its channel still open; how it ended, where that is known."""
        status = self._ask({"do": "kill", "pid": pid})[0]["status"]
        return status if isinstance(status, int) else None

    def close(self) -> None:
        """Let go: every worker spawned through this leash dies."""
        with self._lock:
            self._disconnect()

    def _ask(self, command: dict[str, object]) -> tuple[dict[str, Value], list[int]]:
        """The zygote's answer to a command, and the channels that come with it.

        A connection that broke while nobody looked is made anew: what it had spawned died with it, so that asking twice
        leaves nothing behind. EngineUnavailable when nobody listens.
        """
        message = json.dumps(command).encode()
        with self._lock:
            try:
                with contextlib.suppress(ConnectionError):
                    if self._connection is not None:
                        return _exchanged(self._connection, message)
                self._disconnect()
                return _exchanged(self._connect(), message)
            except OSError as wrong:
                self._disconnect()
                raise unreachable(f"its process is gone ({wrong})", "dess process är borta") from wrong

    def _connect(self) -> socket.socket:
        self._connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._connection.settimeout(START_SECONDS)
        self._connection.connect(str(self._path))
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _exchanged(connection: socket.socket, message: bytes) -> tuple[dict[str, Value], list[int]]:
    connection.send(message)
    said, channels, _, _ = socket.recv_fds(connection, MESSAGE_BYTES, 1)
    if not said:
        raise ConnectionResetError("it hung up")
    return json.loads(said), channels


def _no_start(wrong: OSError) -> EngineUnavailable:
    return unreachable(f"its process can't be started ({wrong})", "dess process kan inte startas")


def unreachable(en: str, sv: str) -> EngineUnavailable:
    """The error of workers that can't be had."""
    return EngineUnavailable(
        f"the query engine can't be reached: {en}. Try again later, or restart the service.",
        message_sv=f"frågemotorn går inte att nå: {sv}. Försök senare, eller starta om tjänsten.",
    )
