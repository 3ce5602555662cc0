"""A few workers of one job, kept ready, and the bounded time that whoever needs one waits for it and gets from it.

A worker that passes its deadline is killed, one that dies or is worn is replaced, and nobody but the one who asked
notices. What a job is, its workers and its refusals know; here they only come and go.
"""

import contextlib
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from kg.errors import EngineUnavailable, KgError
from kg.query.asker import Asker, HungUp
from kg.query.leash import START_SECONDS, Leash
from kg.query.wire import Reply, Value
from kg.query.workers import MOST_BYTES, SLOW_SECONDS, Worker


class Refusals(Protocol):
    """How a crew says to the one who asked why there is no answer."""

    def of_silence(self) -> KgError:
        """The deadline passed."""
        ...

    def of_death(self, status: int | None) -> KgError:
        """The worker ended: with an exit code, or by a signal as a negative number."""
        ...

    def of_start(self, detail: str) -> KgError:
        """A worker could not begin."""
        ...

    def of_waiting(self) -> KgError:
        """No worker was free in time."""
        ...

    def of_closing(self) -> KgError:
        """The crew takes no more work."""
        ...


@dataclass(frozen=True)
class Bounds:
    """How many workers are kept ready, how long one may work, how long it is waited for one, and by how many; how much
    one may say.

    What has worked for `slow_seconds` goes on behind the others, and a new worker takes its place.
    """

    workers: int
    deadline_seconds: float
    wait_seconds: float
    most_waiting: int = 1_000_000
    slow_seconds: float = SLOW_SECONDS
    most_bytes: int = MOST_BYTES


class Crew:
    """The workers of one job; several threads may ask at once."""

    def __init__(self, job: Mapping[str, Value], *, leash: Leash, bounds: Bounds, refusals: Refusals) -> None:
        self._job = job
        self._leash = leash
        self._bounds = bounds
        self._refusals = refusals
        self._closed = False
        self._waiting = 0
        self._idle: deque[Worker | None] = deque()
        self._changed = threading.Condition()
        self._aside = threading.Semaphore(bounds.workers)
        self._tidying = ThreadPoolExecutor(1, thread_name_prefix="kg-crew")
        self._start()

    def exchange(self, frame: bytes, body: bytes = b"", asker: Asker | None = None) -> Reply:
        """A worker's reply to a request and what goes with it; a refusal when there is none, HungUp when nobody waits
        for it any more."""
        if asker is not None and asker.is_gone:
            raise HungUp
        return self._exchanged(self._take(), frame, body, asker)

    def begin(self, frame: bytes) -> "Posted | None":
        """The request, put to a worker that was idle; None where one would have to be waited for."""
        with self._changed:
            worker = self._idle[-1] if self._idle and not self._closed else None
            if worker is None or not worker.is_ready:
                return None
            self._idle.pop()
        if worker.post(frame):
            return Posted(self, worker)
        self._tidying.submit(self._give_back, worker, None)
        return None

    def take(self, worker: Worker) -> Reply | None:
        """The reply of a worker that has a request, if it has come and is short; the worker is then free again."""
        try:
            reply = worker.take()
        except EOFError:
            return None
        if reply is not None and reply.worn:
            self._tidying.submit(self._give_back, worker, None)
        elif reply is not None:
            self._put(worker)
        return reply

    def conclude(self, worker: Worker, asker: Asker | None = None) -> Reply:
        """What `exchange` would have given, of a worker that has a request."""
        return self._exchanged(worker, b"", b"", asker)

    def _exchanged(self, worker: Worker, frame: bytes, body: bytes, asker: Asker | None) -> Reply:
        kept: Worker | None = None
        answered = False
        try:
            with (asker or Asker()).waiting(worker.end):
                reply = worker.exchange(
                    frame,
                    self._bounds.deadline_seconds,
                    lambda: self._step_aside(worker),
                    body=body,
                    slow_seconds=self._bounds.slow_seconds,
                    most_bytes=self._bounds.most_bytes,
                )
            # Who hung up at the last moment has ended the worker all the same.
            left = asker is not None and asker.is_gone
            kept, answered = None if left or reply.worn else worker, True
        except TimeoutError as late:
            raise self._refusals.of_silence() from late
        except EOFError as dead:
            status = self._leash.kill(worker)
            if asker is not None and asker.is_gone:
                raise HungUp from dead
            raise self._refusals.of_death(status) from dead
        finally:
            if answered and kept is None:
                # Who has an answer needs not wait for the next worker.
                self._tidying.submit(self._give_back, worker, None)
            else:
                self._give_back(worker, kept)
        return reply

    def pids(self) -> list[int]:
        """The processes of the workers that are idle now."""
        with self._changed:
            return sorted(worker.pid for worker in self._idle if worker is not None)

    def close(self) -> None:
        """Take no more work, wait for what is under way, and end the workers."""
        workers = self._bounds.workers
        with self._changed:
            if self._closed:
                return
            self._closed = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: len(self._idle) == workers)
        for _ in range(workers):
            self._aside.acquire()
        self._end(self._idle)
        self._idle.clear()
        self._tidying.shutdown()

    def _start(self) -> None:
        """Spawn all at once, then wait for each; when one can't begin, none is left."""
        started: list[Worker] = []
        try:
            for _ in range(self._bounds.workers):
                started.append(self._leash.spawn(self._job))
            for worker in started:
                self._first_word(worker)
        except KgError:
            self._end(started)
            raise
        self._idle.extend(started)

    def _end(self, workers: Iterable[Worker | None]) -> None:
        """Have workers killed; where their zygote is gone, they are gone with it."""
        for worker in workers:
            if worker is not None:
                with contextlib.suppress(EngineUnavailable):
                    self._leash.kill(worker)

    def _take(self) -> Worker:
        """A worker that is ready, or the error that tells why none is."""
        with self._changed:
            if not self._idle and self._waiting >= self._bounds.most_waiting:
                raise self._refusals.of_waiting()
            self._waiting += 1
            self._changed.wait_for(lambda: self._idle or self._closed, self._bounds.wait_seconds)
            self._waiting -= 1
            if self._closed:
                raise self._refusals.of_closing()
            if not self._idle:
                raise self._refusals.of_waiting()
            worker = self._idle.pop()
        try:
            return self._ready(worker)
        except KgError:
            self._put(None)
            raise

    def _put(self, worker: Worker | None) -> None:
        """Let a worker be taken: those that have said they are ready before those that are starting."""
        with self._changed:
            if worker is not None and worker.is_ready:
                self._idle.append(worker)
            else:
                self._idle.appendleft(worker)
            if self._waiting or self._closed:
                self._changed.notify_all()

    def _ready(self, worker: Worker | None) -> Worker:
        if worker is not None and worker.is_ready:
            if worker.is_idle():
                return worker
            self._leash.kill(worker)
            worker = None
        return self._first_word(worker or self._leash.spawn(self._job))

    def _first_word(self, worker: Worker) -> Worker:
        """The worker, once it is ready to work."""
        try:
            reply = worker.exchange(b"", START_SECONDS)
        except (TimeoutError, EOFError) as wrong:
            status = self._leash.kill(worker)
            raise self._refusals.of_start(f"it ended with {status} before it was ready") from wrong
        if reply.head:
            self._leash.kill(worker)
            raise self._refusals.of_start(str(reply.head.get("detail")))
        worker.is_ready = True
        return worker

    def _step_aside(self, worker: Worker) -> None:
        """What is slow holds up nobody: its worker goes on behind the others, and a new one takes its place."""
        if self._aside.acquire(blocking=False):
            worker.is_aside = True
            worker.give_way()
            self._replace()

    def _give_back(self, worker: Worker, kept: Worker | None) -> None:
        """Make room for what comes next: the same worker, or a new one in the place of one that is done for."""
        if worker.is_aside:
            try:
                self._leash.kill(worker)
            finally:
                self._aside.release()
        elif kept is not None:
            self._put(kept)
        else:
            try:
                self._leash.kill(worker)
            finally:
                self._replace()

    def _replace(self) -> None:
        """A new worker for the place of one that is gone; an empty place where none can be had now."""
        new: Worker | None = None
        try:
            if not self._closed:
                new = self._leash.spawn(self._job)
        finally:
            self._put(new)


@dataclass(frozen=True)
class Posted:
    """A request that a worker has, for whoever mustn't wait: once it speaks, `take` gives the reply if that is short;
    when it gives none, `conclude` must be called."""

    crew: Crew
    worker: Worker

    def take(self) -> Reply | None:
        """The reply, if it has come and is short."""
        return self.crew.take(self.worker)

    def conclude(self, asker: Asker | None = None) -> Reply:
        """The reply, waited for."""
        return self.crew.conclude(self.worker, asker)
