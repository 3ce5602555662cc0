"""Have what is handed in checked, from several threads: an office of examiners that follows the current release.

A thread of its own opens the office of a new release while the old one answers, and opens one again where it is gone.
Who hands in waits a bounded time for an examiner, and gets a bounded time from it.
"""

import contextlib
import json
import logging
import select
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from kg.errors import EngineUnavailable, KgError
from kg.examine import faults, wire
from kg.examine.faults import MIB, ExaminerRefusals, Limits
from kg.examine.handed import Examined, Handed, examined_from_json
from kg.examine.wire import Asked, Request
from kg.examine.worker import Task
from kg.query.crew import Bounds, Crew
from kg.query.leash import Leash
from kg.query.offices import Office
from kg.query.wire import Value
from kg.release.layout import Release

log = logging.getLogger(__name__)

SLOW_SECONDS = 1.0
MOST_BYTES = 48 * MIB
_OPENING_SECONDS = 600.0
"""An office reads every name in its release: a minute or two of 250,000 projects."""
_RETRY_SECONDS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0)

Job = dict[str, Value]


class Examiners(Protocol):
    """Whoever checks what is handed in."""

    def examine(self, handed: Sequence[Handed], *, kind: str | None = None, by_steward: bool = False) -> Examined:
        """Every finding and the records; a KgError when it can't be read, or can't be checked now."""
        ...

    def report(self, handed: Sequence[Handed], asked: Asked) -> bytes:
        """The report on it, in the form and language asked for; a KgError as of `examine`."""
        ...

    def is_ready(self) -> bool:
        """Whether it would be checked just now."""
        ...


def job_of(release: Release, root: Path | None = None) -> Job:
    """The job of examining by a release, and by the profiles under a root where one is given."""
    return {"release": str(release.path.resolve()), **({"root": str(root.resolve())} if root else {})}


@dataclass(frozen=True)
class _Examining:
    """Examiners at work: the job their office was opened for, and their crew."""

    job: Job
    office: Office
    crew: Crew


class ExaminerPool:
    """The examiners of the current release, forked by the zygote that listens at a path."""

    def __init__(self, zygote: Path, *, limits: Limits | None = None, sandbox: bool = True) -> None:
        self.limits = limits or Limits()
        self._leash = Leash(zygote)
        self._task = Task(self.limits.memory_bytes, self.limits.deadline_seconds, sandbox)
        self._at_work: _Examining | None = None
        self._wanted: Job | None = None
        self._opening: tuple[Job, Office] | None = None
        self._retiring: list[threading.Thread] = []
        self._closed = False
        self._changed = threading.Condition()
        self._bell, self._ring = socket.socketpair()
        self._bell.setblocking(False)
        self._keeper = threading.Thread(target=self._keep, name="kg-examiners", daemon=True)
        self._keeper.start()

    def follow(self, job: Job) -> None:
        """Examine by this release from now on, as soon as its office is open; the one before answers until then."""
        with self._changed:
            self._wanted = job
            if self._opening is not None and self._opening[0] != job:
                self._opening[1].stop()
        self._ring.send(b"!")

    def examine(self, handed: Sequence[Handed], *, kind: str | None = None, by_steward: bool = False) -> Examined:
        """Every finding and the records; a KgError when it can't be read, or can't be checked now."""
        return examined_from_json(json.loads(self._exchange(Request(tuple(handed), kind, by_steward=by_steward))))

    def report(self, handed: Sequence[Handed], asked: Asked) -> bytes:
        """The report on it, in the form and language asked for; a KgError as of `examine`."""
        return self._exchange(Request(tuple(handed), asked.kind, asked))

    def is_ready(self) -> bool:
        """Whether an office is open."""
        return self._at_work is not None

    def pids(self) -> list[int]:
        """The process of the office, and of the examiners that are idle now."""
        each = self._at_work
        return [each.office.process.pid, *each.crew.pids()] if each else []

    def close(self) -> None:
        """Send everybody home, when what is under way is done."""
        with self._changed:
            self._closed = True
            if self._opening is not None:
                self._opening[1].stop()
            self._changed.notify_all()
        self._ring.send(b"!")
        self._keeper.join()
        for thread in self._retiring:
            thread.join()
        if self._at_work is not None:
            self._retire(self._at_work)
        self._leash.close()
        self._bell.close()
        self._ring.close()

    def _exchange(self, request: Request) -> bytes:
        """An examiner's answer; where its office is gone before it comes, that of another."""
        frame, body = wire.encode_request(request)
        gone = None
        for _ in range(2):
            at_work = self._open(gone)
            try:
                reply = at_work.crew.exchange(frame, body)
            except EngineUnavailable:
                gone = at_work
                continue
            if reply.head:
                raise self._refused(reply.head)
            return reply.body
        raise faults.not_open()

    def _open(self, gone: _Examining | None) -> _Examining:
        """The office that is open, another one than that which is gone; it is waited for, a bounded time."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._closed or (self._at_work is not None and self._at_work is not gone),
                self.limits.wait_seconds,
            )
            if self._closed or self._at_work is None or self._at_work is gone:
                raise faults.not_open()
            return self._at_work

    def _refused(self, head: Mapping[str, Value]) -> KgError:
        refusals = ExaminerRefusals(self.limits)
        fault = head["fault"]
        if fault == "refused":
            return wire.refusal(head)
        if fault == "memory":
            return refusals.of_memory()
        if fault == "deep":
            return refusals.of_death(faults.STACK)
        log.error("an examination failed unforeseen: %s", head.get("detail"))
        return refusals.of_death(None)

    def _keep(self) -> None:
        """Open the office that is wanted, and see when it is gone, until everything is closed."""
        failures = 0
        while not self._closed:
            with self._changed:
                wanted = self._wanted
                if self._at_work is not None and not self._at_work.office.is_open():
                    log.error("the examiners are gone; calling them in again")
                    self._replace(None)
            if wanted is not None and (self._at_work is None or self._at_work.job != wanted):
                failures = 0 if self._try_to_open(wanted) else failures + 1
            self._rest(_RETRY_SECONDS[min(failures, len(_RETRY_SECONDS)) - 1] if failures else None)

    def _rest(self, seconds: float | None) -> None:
        """Wait until the bell rings, the office is gone, or so much time has passed."""
        poll = select.poll()
        poll.register(self._bell, select.POLLIN)
        if self._at_work is not None:
            poll.register(self._at_work.office.process.fileno(), select.POLLIN)
        poll.poll(None if seconds is None else seconds * 1000)
        with contextlib.suppress(BlockingIOError):
            self._bell.recv(1024)

    def _try_to_open(self, job: Job) -> bool:
        """Open the office of a job; True where it is open, or nobody wants it any more."""
        begun = time.monotonic()
        try:
            examining = self._opened(job)
        except KgError as wrong:
            if self._closed or self._wanted != job:
                return True
            log.error("no examiners: %s", wrong.message)
            return False
        log.info("examiners ready after %.1f s", time.monotonic() - begun)
        with self._changed:
            self._replace(examining)
        return True

    def _replace(self, examining: _Examining | None) -> None:
        """Put an office in the place of the one before, which ends when what is under way there is done."""
        before, self._at_work = self._at_work, examining
        self._changed.notify_all()
        if before is not None:
            self._retiring = [each for each in self._retiring if each.is_alive()]
            self._retiring.append(threading.Thread(target=self._retire, args=(before,), daemon=True))
            self._retiring[-1].start()

    def _opened(self, job: Job) -> _Examining:
        refusals = ExaminerRefusals(self.limits)
        office, remark = self._office_of(job, refusals)
        if remark:
            log.warning("examiners: %s", remark)
        try:
            crew = Crew(asdict(self._task), leash=office.leash, bounds=self._bounds(), refusals=refusals)
        except KgError:
            office.close()
            raise
        return _Examining(job, office, crew)

    def _office_of(self, job: Job, refusals: ExaminerRefusals) -> tuple[Office, str]:
        """The open office of a job, and what is remarkable about it; it stops opening when another one is wanted."""
        office = Office.opening(self._leash, job)
        with self._changed:
            self._opening = job, office
            if self._closed or self._wanted != job:
                office.stop()
        try:
            return office, office.await_open(refusals, _OPENING_SECONDS)
        finally:
            with self._changed:
                self._opening = None

    def _bounds(self) -> Bounds:
        limits = self.limits
        return Bounds(
            workers=limits.examiners,
            deadline_seconds=limits.deadline_seconds,
            wait_seconds=limits.wait_seconds,
            most_waiting=2 * limits.examiners,
            slow_seconds=SLOW_SECONDS,
            most_bytes=MOST_BYTES,
        )

    def _retire(self, examining: _Examining) -> None:
        with contextlib.suppress(EngineUnavailable):
            examining.crew.close()
        examining.office.close()
