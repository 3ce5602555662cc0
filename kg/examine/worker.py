"""Check one hand-in, in a process of its own that may die of it, and end.

It is forked from an office, which has read the release's shapes and vocabulary: so it begins at once. It has no
network, may write no file and read none but the release's, and start no process; it has limited memory and time, and is
killed at the deadline. No hand-in
meets what another has left behind.
"""

import json
import os
import resource
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from kg.errors import BadInput, EngineUnavailable
from kg.examine.handed import Examined
from kg.examine.readable import readable
from kg.examine.wire import Asked, Request, read_request, refusal_head
from kg.query import landlock, sandbox, yielding
from kg.query.wire import Reply, Value, encode_reply, write_all


class Judge(Protocol):
    """Whoever checks what is handed in, with everything at hand that it takes.

    `files` are the folders it reads from while it checks; `remark` is what those who run the service should know of it.
    """

    @property
    def files(self) -> Sequence[Path]:
        """The folders that are read while checking."""
        ...

    @property
    def remark(self) -> str:
        """What is out of the ordinary about it; nothing, mostly."""
        ...

    def begin(self, task: "Task", parent: int) -> None:
        """Start what can't be started once the worker is confined; `parent` is the worker."""
        ...

    def prepare(self) -> None:
        """Open what is read while checking: called in the worker, before anything is handed in."""
        ...

    def examine(self, request: Request) -> Examined:
        """What came of it; BadInput when it can't be read at all."""
        ...

    def report(self, examined: Examined, request: Request, asked: Asked) -> bytes:
        """The report on it, in the form that was asked for; BadInput when it couldn't be read at all."""
        ...


@dataclass(frozen=True)
class Task:
    """What a worker may take; without `sandbox` it isn't confined, for machines without seccomp."""

    memory_bytes: int
    seconds: float
    sandbox: bool = True


def run(judge: Judge, task: Task, channel: int, parent: int) -> None:
    """Confine this process, say that it is ready, check what comes through the channel, and end."""
    sys.excepthook = partial(_last_word, channel)
    try:
        _begin(judge, task, parent)
    except (EngineUnavailable, OSError, RuntimeError, ValueError) as wrong:
        _send(channel, {"fault": "start", "detail": str(wrong)})
        return
    _send(channel, {})
    request = read_request(channel)
    if request is not None:
        with yielding.Often():
            head, body = _reply(judge, request)
        _send(channel, head, body)
    os._exit(0)


def _begin(judge: Judge, task: Task, parent: int) -> None:
    sandbox.die_with(parent)
    judge.begin(task, os.getpid())
    sandbox.be_silent()
    sandbox.limit_files()
    if task.sandbox:
        landlock.show_only(judge.files)
        sandbox.confine()
    judge.prepare()
    yielding.prepare()
    sandbox.limit_memory(task.memory_bytes)
    most = int(task.seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))


def _reply(judge: Judge, request: Request) -> tuple[dict[str, Value], bytes]:
    """What went wrong, if anything did, and the outcome."""
    try:
        return {}, _answer(judge, request)
    except BadInput as unreadable:
        return refusal_head(unreadable), b""
    except MemoryError:
        return {"fault": "memory"}, b""
    except RecursionError:
        return {"fault": "deep"}, b""


def _answer(judge: Judge, request: Request) -> bytes:
    examined = readable(judge.examine(request))
    if request.asked is not None:
        return judge.report(examined, request, request.asked)
    return json.dumps(examined.as_json(), ensure_ascii=False).encode("utf-8", "replace")


def _send(channel: int, head: dict[str, Value], body: bytes = b"") -> None:
    # One worker takes one hand-in, so that it is always worn.
    write_all(channel, encode_reply(Reply(head, body, worn=True)))
    write_all(channel, body)


def _last_word(channel: int, kind: type[BaseException], wrong: BaseException, trace: TracebackType | None) -> None:
    """Tell which fault of ours ended this process, and where in our code: never what was handed in."""
    frames: list[Any] = traceback.extract_tb(trace)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    _send(channel, {"fault": "unforeseen", "detail": f"{kind.__name__} at {where}"})
    os._exit(1)
