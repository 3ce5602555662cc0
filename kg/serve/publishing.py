"""The publisher as the server sees it: a process of its own, started with the settings, ended with the server."""

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import kg
from kg.errors import Unavailable
from kg.settings import Settings

PUBLISHER = "kg.publisher"
_QUICK_SECONDS = 60.0
_LONGEST_PAUSE = 60.0


class PublisherProcess:
    """A started publisher. It writes releases; the web process only ever reads them."""

    module = PUBLISHER

    def __init__(self, settings: Settings) -> None:
        self._settings = as_text(settings)
        self._failures = 0
        self._process = self._begun()

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def start_again(self) -> None:
        """Start it anew; one that ends soon each time is started after longer and longer pauses."""
        lived = time.monotonic() - self._started
        self._failures = self._failures + 1 if lived < _QUICK_SECONDS else 0
        self._process = self._begun()

    def close(self) -> None:
        """End it: what it was building is swept by the next one."""
        self._process.terminate()
        self._process.wait()

    def _begun(self) -> "subprocess.Popen[bytes]":
        pause = min(2.0**self._failures, _LONGEST_PAUSE) if self._failures > 1 else 0.0
        self._started = time.monotonic() + pause
        try:
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", self.module, str(os.getpid()), str(pause)],
                cwd=Path(kg.__file__).parent.parent,
                stdin=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as wrong:
            raise Unavailable(
                f"The publisher can't be started ({wrong}).",
                message_sv=f"Publiceringen går inte att starta ({wrong}).",
            ) from wrong
        if process.stdin is not None:
            with process.stdin as given:
                given.write(self._settings.encode())
        return process


def as_text(settings: Settings) -> str:
    """Settings for another process, whose working directory is another."""
    placed = replace(settings, home=settings.home.resolve(), root=settings.root.resolve())
    return json.dumps(asdict(placed), default=str)
