"""Examiners that do as they are told: what is handed in says how the worker behaves.

    python -m tests.examine.stand_in DIRECTORY PARENT

A zygote of offices as `kg.examine.zygote` is one; only the judge is another.
"""

import ctypes
import importlib
import os
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from kg.errors import BadInput, BadSyntax
from kg.examine import office
from kg.examine.handed import Examined, WrittenRecord
from kg.examine.wire import Asked, Request
from kg.examine.worker import Task
from kg.place import Place
from kg.query import forks
from kg.rdf.findings import Finding, Level

MODULE = "tests.examine.stand_in"


@dataclass(frozen=True)
class Obedient:
    """A judge that knows one word: what the office was opened for."""

    word: str
    ready: bool = True
    files: tuple[Path, ...] = ()
    remark: str = ""

    def begin(self, task: Task, parent: int) -> None:
        """Nothing is started."""

    def prepare(self) -> None:
        """Nothing is read."""

    def examine(self, request: Request) -> Examined:
        """What the first part asks for, by its first word."""
        order, _, rest = request.handed[0].data.decode("utf-8", "replace").partition(" ")
        told = ORDERS.get(order)
        said = told(rest) if told else order
        found = Finding("https://example.org/record/x", Level.INFO, said, said)
        records = tuple(WrittenRecord(each.name, str(len(each.data))) for each in request.handed)
        if order == "babble":
            records = (WrittenRecord("x", "x" * int(rest)),)
        many = int(rest) if order == "many" else 1
        return Examined(tuple(replace(found, value=str(n)) for n in range(many)), records, self.word)

    def report(self, examined: Examined, request: Request, asked: Asked) -> bytes:
        """What was asked for, and how much was found."""
        return f"{asked.form} {asked.lang} {asked.kind} {len(examined.findings)}".encode()


def _refuse(rest: str) -> str:
    raise BadSyntax(f"{rest!r} is not it", message_sv=f"{rest!r} duger inte", place=Place("a.ttl", 3, 7, pointer="/a"))


def _break(rest: str) -> str:
    raise KeyError(rest)


def _deep(rest: str) -> str:
    return _deep(rest + "x")


def _memory(_: str) -> str:
    held = [bytearray(64 * 1024 * 1024) for _ in range(100)]
    return str(len(held))


def _busy(seconds: str) -> str:
    until = time.monotonic() + float(seconds)
    while time.monotonic() < until:
        pass
    return "done"


def _crash(_: str) -> str:
    return ctypes.string_at(0).decode()


def _connect(address: str) -> str:
    host, port = address.split()
    try:
        socket.create_connection((host, int(port)), 1).close()
    except OSError as wrong:
        return type(wrong).__name__
    return "connected"


def _write(path: str) -> str:
    try:
        Path(path).write_text("x")
    except OSError as wrong:
        return type(wrong).__name__
    return "written"


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError as wrong:
        return type(wrong).__name__


def _import(name: str) -> str:
    return importlib.import_module(name).__name__


def _run(command: str) -> str:
    try:
        os.posix_spawn(command, [command], {})
    except OSError as wrong:
        return type(wrong).__name__
    return "started"


ORDERS: dict[str, Callable[[str], str]] = {
    "refuse": _refuse,
    "break": _break,
    "deep": _deep,
    "memory": _memory,
    "busy": _busy,
    "crash": _crash,
    "connect": _connect,
    "write": _write,
    "read": _read,
    "import": _import,
    "run": _run,
    "pid": lambda _: str(os.getpid()),
}


def load(job: dict[str, Any]) -> Obedient:
    """The judge that a job asks for; `seconds` is how long reading takes, and a job may be one that can't be read."""
    time.sleep(job.get("seconds", 0))
    if job["word"] == "unreadable":
        raise BadInput("the shapes can't be read")
    return Obedient(job["word"], files=tuple(map(Path, job.get("files", ()))))


if __name__ == "__main__":
    forks.main(Path(sys.argv[1]), int(sys.argv[2]), partial(office.run, load))
