"""The process that forks: single-threaded, started before the web server, it holds every worker's leash.

It listens on DIRECTORY/zygote.sock for the processes of its own user. A client asks for workers and has them killed;
what a client spawned ends when its connection does. The zygote ends with its parent, and its workers end with it.
It has imported what workers need, so that a new one is a fork away. What its workers do, the room that starts it knows.
"""

import contextlib
import gc
import json
import os
import select
import shutil
import signal
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from kg.query import sandbox

SOCKET_NAME = "zygote.sock"
MESSAGE_BYTES = 65536


class Errand(NamedTuple):
    """What a forked child goes off to do."""

    job: dict[str, Any]
    channel: int
    parent: int


class Zygote:
    """Listens, forks, kills and reaps. After a fork, `serve` returns in the child with its errand."""

    def __init__(self, listener: socket.socket, *ends: int) -> None:
        """It listens until one of `ends` has something to tell; in a forked child they are closed."""
        self._poll = select.poll()
        self._listener = listener
        self._ends = ends
        self._clients: dict[int, socket.socket] = {}
        self._workers: dict[int, set[int]] = {}
        for source in (listener.fileno(), *ends):
            self._poll.register(source, select.POLLIN)

    def serve(self) -> Errand | None:
        """Serve until an end is told (None), or until this is the child of a fork (its errand)."""
        while True:
            for source, _ in self._poll.poll():
                if source in self._ends:
                    return None
                if source == self._listener.fileno():
                    self._accept()
                elif source in self._clients:
                    errand = self._serve_client(source)
                    if errand is not None:
                        return errand

    def close(self) -> None:
        """End every worker and every connection."""
        for client in list(self._clients):
            self._part_with(client)
        self._listener.close()

    def _accept(self) -> None:
        client, _ = self._listener.accept()
        _, user, _ = struct.unpack("3i", client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
        if user != os.getuid():
            client.close()
            return
        self._clients[client.fileno()] = client
        self._workers[client.fileno()] = set()
        self._poll.register(client, select.POLLIN)

    def _serve_client(self, source: int) -> Errand | None:
        client = self._clients[source]
        try:
            message = client.recv(MESSAGE_BYTES)
            if message:
                return self._obey(client, json.loads(message))
        except (BrokenPipeError, ConnectionResetError):
            pass
        self._part_with(source)
        return None

    def _obey(self, client: socket.socket, command: dict[str, object]) -> Errand | None:
        if command["do"] == "spawn":
            said = command["job"]
            return self._spawn(client, said if isinstance(said, dict) else _bad(command))
        pid = command["pid"]
        held = self._workers[client.fileno()]
        status = _end(pid) if isinstance(pid, int) and pid in held else None
        held.discard(pid if isinstance(pid, int) else 0)
        client.send(json.dumps({"status": status}).encode())
        return None

    def _spawn(self, client: socket.socket, job: dict[str, Any]) -> Errand | None:
        ours, theirs = socket.socketpair()
        try:
            zygote, pid = os.getpid(), os.fork()
        except OSError as wrong:
            client.send(json.dumps({"error": str(wrong)}).encode())
            ours.close()
            theirs.close()
            return None
        if pid == 0:
            ours.close()
            self._forget()
            return Errand(job, theirs.detach(), zygote)
        self._workers[client.fileno()].add(pid)
        socket.send_fds(client, [json.dumps({"pid": pid}).encode()], [ours.fileno()])
        ours.close()
        theirs.close()
        return None

    def _forget(self) -> None:
        """Close, in the child, what belongs to the zygote; a closed number must have no owner who closes it again."""
        for client in self._clients.values():
            client.close()
        self._listener.close()
        for end in self._ends:
            os.close(end)

    def _part_with(self, source: int) -> None:
        """End a connection and its workers."""
        self._poll.unregister(source)
        for pid in self._workers.pop(source):
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                _end(pid)
        self._clients.pop(source).close()


def _end(pid: int) -> int:
    """Kill a worker, if it is not dead yet, and say how it ended: an exit code, or a signal as a negative number."""
    os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _bad(command: object) -> NoReturn:
    raise ValueError(f"not a command: {command!r}")


def _watch(parent: int) -> int | None:
    """Something to poll that tells when the parent has ended; where the kernel has none, a signal will do it."""
    try:
        watched: int | None = os.pidfd_open(parent)
    except OSError:
        sandbox.die_with(parent)
        return None
    if os.getppid() != parent:
        sys.exit(0)
    return watched


def _signalled() -> int:
    """Something to poll that tells when this process is asked to end: it does between two errands, never within one."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    # Only a signal that has a handler is told there.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: None)
    return reading


def main(directory: Path, parent: int, run: Callable[[dict[str, Any], int, int], None]) -> None:
    """Serve in a directory for as long as the parent lives; a forked child runs its job, with channel and parent."""
    signalled = _signalled()
    os.chdir("/")
    watched = _watch(parent)
    path = directory / SOCKET_NAME
    zygote = Zygote(listening(path), signalled, *([] if watched is None else [watched]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 1)
    gc.freeze()
    me = os.getpid()
    errand = None
    try:
        errand = zygote.serve()
    finally:
        if os.getpid() == me:
            zygote.close()
            shutil.rmtree(directory, ignore_errors=True)
    if errand is not None:
        os.close(signal.set_wakeup_fd(-1))
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        run(errand.job, errand.channel, errand.parent)


def listening(path: Path) -> socket.socket:
    """A socket that listens there; one that was left by a process that is dead gives way."""
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(str(path))
    listener.listen(64)
    return listener
