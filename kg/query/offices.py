"""Open offices, and be rid of them: what a zygote forked to fork for us, with a leash of its own."""

import contextlib
import itertools
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import EngineUnavailable, KgError
from kg.query.crew import Refusals
from kg.query.leash import START_SECONDS, Leash
from kg.query.wire import Value
from kg.query.workers import Worker

_numbers = itertools.count()


@dataclass(frozen=True)
class Office:
    """An office: its process, held by the leash of the zygote it came from, and the leash of its own workers."""

    process: Worker
    leash: Leash
    _above: Leash
    _socket: Path

    @classmethod
    def opening(cls, above: Leash, job: Mapping[str, Value]) -> "Office":
        """An office that begins to read what its workers will share; EngineUnavailable when none can begin."""
        path = above.directory / f"office-{os.getpid()}-{next(_numbers)}.sock"
        return cls(above.spawn({**job, "socket": str(path)}), Leash(path), above, path)

    def await_open(self, refusals: Refusals, seconds: float = START_SECONDS) -> str:
        """Wait until it is open; what those who run the service should know of it. When it isn't in time, it is closed
        and the refusal of one that can't begin is raised."""
        try:
            return _first_word(self.process, refusals, seconds)
        except KgError:
            self.close()
            raise

    def is_open(self) -> bool:
        """Whether it lives."""
        return self.process.is_idle()

    def stop(self) -> None:
        """End it while another thread waits for it, which then learns of it, and closes it."""
        with contextlib.suppress(EngineUnavailable):
            self._above.end(self.process.pid)

    def close(self) -> None:
        """End it, and with it every worker that it forked."""
        self.leash.close()
        with contextlib.suppress(EngineUnavailable):
            self._above.kill(self.process)
        self._socket.unlink(missing_ok=True)


def _first_word(process: Worker, refusals: Refusals, seconds: float) -> str:
    try:
        reply = process.exchange(b"", seconds)
    except (TimeoutError, EOFError) as wrong:
        raise refusals.of_start("its office did not open") from wrong
    if reply.head:
        raise refusals.of_start(str(reply.head.get("detail")))
    return reply.body.decode()
