"""Hold the leash of query workers: start the zygote, ask it for workers, talk with one, have it killed.

The zygote is started once, by the process that starts the server, and outlives no one. Each process that asks queries
connects a Leash of its own; several pools may share it.
"""

import contextlib
import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import kg
from kg.errors import EngineUnavailable
from kg.query.wire import PIECE, REPLY_HEAD, Job, Reply, Value, encode_job
from kg.query.zygote import MESSAGE_BYTES, SOCKET_NAME

START_SECONDS = 30.0
SLOW_SECONDS = 1.0


class ZygoteProcess:
    """A started zygote; `path` is where a Leash connects. It ends when it is closed or when this process ends."""

    def __init__(self, process: subprocess.Popen[bytes], path: Path) -> None:
        self.path = path
        self.pid = process.pid
        self._process = process

    @classmethod
    def start(cls) -> "ZygoteProcess":
        """Start one, listening in a new directory that only this user can enter; EngineUnavailable when it can't be."""
        try:
            directory = Path(tempfile.mkdtemp(prefix="kg-"))
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "kg.query.zygote", str(directory), str(os.getpid())],
                cwd=Path(kg.__file__).parent.parent,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as wrong:
            raise _unreachable(f"its process can't be started ({wrong})", "dess process kan inte startas") from wrong
        said = process.stdout.readline() if process.stdout else b""
        started = cls(process, directory / SOCKET_NAME)
        if said != b"ready\n":
            started.close()
            raise _unreachable("its process did not start", "dess process startade inte")
        return started

    def is_alive(self) -> bool:
        """Whether it still runs; a dead one is not replaced by itself."""
        return self._process.poll() is None

    def close(self) -> None:
        """End it, and with it every worker, and remove its directory."""
        self._process.terminate()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        shutil.rmtree(self.path.parent, ignore_errors=True)


class Worker:
    """One query worker, seen from the process that asks it; only one thread at a time may talk with it.

    It is ready once it has said its first word, and aside when its question is slow.
    """

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid = pid
        self.is_ready = False
        self.is_aside = False
        self._channel = channel
        self._poll = select.poll()
        self._poll.register(channel, select.POLLIN)

    def is_idle(self) -> bool:
        """Whether it lives and is silent, as a worker without a question is."""
        return not self._poll.poll(0)

    def exchange(self, frame: bytes, seconds: float, slow: Callable[[], None] | None = None) -> Reply:
        """Its reply to a request, or its first word; TimeoutError past the deadline, EOFError when it has died.

        `slow` is called once when it hasn't answered after SLOW_SECONDS.
        """
        deadline = time.monotonic() + seconds
        try:
            if frame:
                self._channel.settimeout(seconds)
                self._channel.sendall(frame)
            if slow and not self._poll.poll(1000 * min(seconds, SLOW_SECONDS)):
                slow()
            return self._receive(deadline)
        except (BrokenPipeError, ConnectionResetError) as wrong:
            raise EOFError("the worker died") from wrong

    def give_way(self) -> None:
        """Let others go first on the processor, from now on."""
        with contextlib.suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 10)

    def close(self) -> None:
        """Hang up; the worker ends when it next listens."""
        self._channel.close()

    def _receive(self, deadline: float) -> Reply:
        data = self._more(65536, deadline)
        while len(data) < REPLY_HEAD.size:
            data += self._more(PIECE, deadline)
        head_size, body_size = REPLY_HEAD.unpack_from(data)
        start = REPLY_HEAD.size + head_size
        while len(data) < start + body_size:
            data += self._more(PIECE, deadline)
        return Reply(json.loads(data[REPLY_HEAD.size : start]), bytes(memoryview(data)[start:]))

    def _more(self, most: int, deadline: float) -> bytearray:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._channel.settimeout(left)
        piece = self._channel.recv(most)
        if not piece:
            raise EOFError("the worker died")
        return bytearray(piece)


class Leash:
    """This process's connection to the zygote; threads may share it. What it spawned dies with it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: socket.socket | None = None

    def spawn(self, job: Job) -> Worker:
        """A new worker, which has not said yet whether it could open its store."""
        with self._lock, self._connected() as connection:
            connection.send(json.dumps({"do": "spawn", "job": encode_job(job)}).encode())
            message, channels, _, _ = socket.recv_fds(connection, MESSAGE_BYTES, 1)
            said = _said(message)
        if "error" in said:
            raise _unreachable(f"no worker could be started ({said['error']})", "ingen arbetare kunde startas")
        return Worker(int(said["pid"] or 0), socket.socket(fileno=channels[0]))

    def kill(self, worker: Worker) -> int | None:
        """Kill and bury a worker; how it ended, an exit code or a signal as a negative number, where it is known."""
        worker.close()
        with self._lock, self._connected() as connection:
            connection.send(json.dumps({"do": "kill", "pid": worker.pid}).encode())
            status = _said(connection.recv(MESSAGE_BYTES))["status"]
        return status if isinstance(status, int) else None

    def close(self) -> None:
        """Let go: every worker spawned through this leash dies."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextlib.contextmanager
    def _connected(self) -> Iterator[socket.socket]:
        """The connection, made anew when the last one broke; EngineUnavailable when nobody listens."""
        try:
            if self._connection is None:
                self._connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                self._connection.settimeout(START_SECONDS)
                self._connection.connect(str(self._path))
            yield self._connection
        except OSError as wrong:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            raise _unreachable(f"its process is gone ({wrong})", "dess process är borta") from wrong


def _said(message: bytes) -> dict[str, Value]:
    if not message:
        raise ConnectionResetError("it hung up")
    said: dict[str, Value] = json.loads(message)
    return said


def _unreachable(en: str, sv: str) -> EngineUnavailable:
    return EngineUnavailable(
        f"the query engine can't be reached: {en}. Try again later, or restart the service.",
        message_sv=f"frågemotorn går inte att nå: {sv}. Försök senare, eller starta om tjänsten.",
    )
