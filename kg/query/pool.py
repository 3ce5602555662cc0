"""Ask one release through a few workers, from several threads: the Engine that serves our own store.

A question waits a bounded time for a worker, and gets a bounded time from it. A worker that passes its deadline is
killed, one that dies or has swollen is replaced, and nobody but the one who asked notices.
"""

import threading
from collections import deque
from pathlib import Path

from kg.errors import KgError
from kg.query import faults
from kg.query.guard import Inspection, inspect
from kg.query.leash import START_SECONDS, Leash, Worker
from kg.query.question import Answer, Limits, Question
from kg.query.wire import Job, Reply, Request, encode_request
from kg.rdf.formats import Format


class Pool:
    """The workers of one store.

    `union` makes the default graph the merge of all graphs; `disjoint` promises that no statement stands in two of
    them, which spares the copying a merge takes otherwise. `sandbox=False` is for machines without seccomp, and for
    queries one has written oneself.
    """

    def __init__(
        self,
        store: Path,
        base_iri: str,
        *,
        leash: Leash,
        union: bool,
        disjoint: bool = True,
        limits: Limits | None = None,
        workers: int = 4,
        sandbox: bool = True,
    ) -> None:
        self.base_iri = base_iri
        self.limits = limits or Limits()
        self._leash = leash
        self._workers = workers
        self._job = Job(
            store=str(store.resolve()),
            base_iri=base_iri,
            union=union,
            disjoint=disjoint,
            sandbox=sandbox,
            max_rows=self.limits.max_rows,
            max_bytes=self.limits.max_bytes,
            memory_bytes=self.limits.worker_memory_bytes,
        )
        self._closed = False
        self._idle: deque[Worker | None] = deque()
        self._changed = threading.Condition()
        self._aside = threading.Semaphore(workers)
        self._start()

    def ask(self, question: Question) -> Answer:
        """The whole answer, serialised; a KgError says why there is none."""
        inspection = inspect(question.text, self.base_iri)
        form = faults.format_for(inspection.form, question.media_type)
        reply = self.exchange(_request(question, inspection, form))
        seconds = reply.head.get("seconds")
        return Answer(
            form=inspection.form,
            media_type=form.media_type,
            body=reply.body,
            seconds=seconds if isinstance(seconds, float) else 0.0,
        )

    def exchange(self, request: Request) -> Reply:
        """A worker's reply to a request as it is, past the guard: the worker holds by itself."""
        worker = self._take()
        kept: Worker | None = None
        try:
            reply = worker.exchange(
                encode_request(request), self.limits.deadline_seconds, lambda: self._step_aside(worker)
            )
            kept = None if reply.head.get("worn") else worker
        except TimeoutError as late:
            raise faults.of_silence(self.limits) from late
        except EOFError as dead:
            raise faults.of_death(self._leash.kill(worker), self.limits) from dead
        finally:
            self._give_back(worker, kept)
        if reply.head.get("fault"):
            raise faults.of_reply(reply.head, self.limits)
        return reply

    def pids(self) -> list[int]:
        """The processes of the workers that are idle now."""
        with self._changed:
            return sorted(worker.pid for worker in self._idle if worker is not None)

    def close(self) -> None:
        """Take no more questions, wait for those being asked, and end the workers."""
        with self._changed:
            if self._closed:
                return
            self._closed = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: len(self._idle) == self._workers)
        for _ in range(self._workers):
            self._aside.acquire()
        for worker in self._idle:
            if worker is not None:
                self._leash.kill(worker)
        self._idle.clear()

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> None:
        """Spawn all at once, then wait for each; when one can't open the store, none is left."""
        started = [self._leash.spawn(self._job) for _ in range(self._workers)]
        try:
            for worker in started:
                self._first_word(worker)
        except KgError:
            for worker in started:
                self._leash.kill(worker)
            raise
        self._idle.extend(started)

    def _take(self) -> Worker:
        """A worker that is ready, or the error that tells why none is."""
        with self._changed:
            self._changed.wait_for(lambda: self._idle or self._closed, self.limits.wait_seconds)
            if self._closed:
                raise faults.of_closing()
            if not self._idle:
                raise faults.of_waiting(self.limits)
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
            self._changed.notify_all()

    def _ready(self, worker: Worker | None) -> Worker:
        if worker is not None and worker.is_ready:
            if worker.is_idle():
                return worker
            self._leash.kill(worker)
            worker = None
        return self._first_word(worker or self._leash.spawn(self._job))

    def _first_word(self, worker: Worker) -> Worker:
        """The worker, once it has opened its store."""
        try:
            reply = worker.exchange(b"", START_SECONDS)
        except (TimeoutError, EOFError) as wrong:
            status = self._leash.kill(worker)
            raise faults.of_start(f"it ended with {status} before it had opened its store") from wrong
        if reply.head.get("fault"):
            self._leash.kill(worker)
            raise faults.of_start(str(reply.head.get("detail")))
        worker.is_ready = True
        return worker

    def _step_aside(self, worker: Worker) -> None:
        """A slow question holds up nobody: its worker goes on behind the others, and a new one takes its place."""
        if self._aside.acquire(blocking=False):
            worker.is_aside = True
            worker.give_way()
            self._replace()

    def _give_back(self, worker: Worker, kept: Worker | None) -> None:
        """Make room for the next question: the same worker, or a new one in the place of one that is done for."""
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


def _request(question: Question, inspection: Inspection, form: Format) -> Request:
    """The query with its dataset: what the protocol names goes before what FROM names, and both before the store's."""
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    if question.dataset_given:
        default, named = question.default_graphs, question.named_graphs
    elif inspection.has_dataset:
        default, named = inspection.from_default, inspection.from_named
    return Request(
        text=question.text,
        format=form.name,
        default=default,
        named=named,
        names_graphs=inspection.names_graphs,
        bindings=question.bindings,
    )
