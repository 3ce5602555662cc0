"""Commands of `kg` without the second that its imports take: a process that has made them forks itself for each.

    python -m tests.ready 5          # what `run` starts; 5 is the socket that commands come by

A command is a process of its own, as it is from a shell: its words, environment, folder, standard streams and exit
code are its own, and it ends as Python ends. Only what happens before `kg/__main__.py` is run happens once; a test
that is about that starts `python -m kg` itself.
"""

import atexit
import functools
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
_LARGEST = 1 << 17


@dataclass(frozen=True)
class _Forker:
    """The process with the imports, and the socket that it takes commands from."""

    process: "subprocess.Popen[bytes]"
    control: socket.socket

    def close(self) -> None:
        """It ends when nobody can give it commands any more."""
        self.control.close()
        self.process.wait()


def run(
    words: Sequence[str], *, environment: Mapping[str, str], folder: Path, given: bytes = b"", seconds: float = 120
) -> "subprocess.CompletedProcess[bytes]":
    """What `python -m kg WORDS` comes to; TimeoutExpired, and the process killed, when it takes longer than said."""
    asked = json.dumps([list(words), str(folder), dict(environment)]).encode()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        stdin.write(given)
        stdin.seek(0)
        with theirs:
            passed = [stdin.fileno(), out.fileno(), err.fileno(), theirs.fileno()]
            socket.send_fds(_forker().control, [asked], passed)
        started = int(ours.recv(32))
        ours.settimeout(seconds)
        try:
            code = int(ours.recv(32))
        except TimeoutError:
            os.kill(started, signal.SIGKILL)
            raise subprocess.TimeoutExpired(["kg", *words], seconds) from None
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(["kg", *words], code, out.read(), err.read())


@functools.cache
def _forker() -> _Forker:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        command = [sys.executable, "-W", "error", "-m", "tests.ready", str(theirs.fileno())]
        process = subprocess.Popen(
            command, cwd=REPOSITORY, env={"PATH": os.environ["PATH"]}, pass_fds=[theirs.fileno()]
        )
    made = _Forker(process, ours)
    atexit.register(made.close)
    return made


def _serve(control: socket.socket) -> None:
    """Fork for each command until nobody can give one."""
    import kg.cli  # noqa: F401 # what all commands need, in this process alone

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts the tests means them, and closes the socket
    gc.freeze()
    while True:
        asked, passed, _, _ = socket.recv_fds(control, _LARGEST, 4)
        if not asked:
            return
        if os.fork() == 0:
            control.close()
            return _keep(asked, passed)
        for each in passed:
            os.close(each)
        while _buried():
            pass


def _buried() -> bool:
    """Whether one that kept a command has ended."""
    try:
        return os.waitpid(-1, os.WNOHANG) != (0, 0)
    except ChildProcessError:
        return False


def _keep(asked: bytes, passed: Sequence[int]) -> None:
    """Fork once more, wait for the command, and tell the code that it ended with."""
    *streams, told = passed
    command = os.fork()
    if command == 0:
        os.close(told)
        return _become(asked, streams)
    for each in streams:
        os.close(each)
    with socket.socket(fileno=told) as teller:
        teller.send(str(command).encode())
        _, status = os.waitpid(command, 0)
        teller.send(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _become(asked: bytes, streams: Sequence[int]) -> None:
    """The command itself, in the process that is left to it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    words, folder, environment = json.loads(asked)
    for number, each in enumerate(streams):
        os.dup2(each, number)
        os.close(each)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["kg", *words]
    runpy.run_module("kg", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as given_by:
        _serve(given_by)
