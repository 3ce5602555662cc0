"""Ask one release through a few workers, from several threads: the Engine that serves our own store.

A question waits a bounded time for a worker, and gets a bounded time from it. A worker that passes its deadline is
killed, one that dies or has swollen is replaced, and nobody but the one who asked notices.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.query import faults, landlock
from kg.query.asker import Asker
from kg.query.crew import Bounds, Posted
from kg.query.crews import Crews
from kg.query.faults import QueryRefusals
from kg.query.guard import Inspection, inspect
from kg.query.leash import Leash
from kg.query.question import Answer, Limits, Question
from kg.query.watch import Watch
from kg.query.wire import Job, Reply, Request, encode_job, encode_request
from kg.rdf.formats import Format

log = logging.getLogger(__name__)


class Pool:
    """The workers of one store.

    `union` makes the default graph the merge of all graphs; `disjoint` promises that no statement stands in two of
    them, which spares the copying a merge takes otherwise. `sandbox=False` is for machines without seccomp, and for
    queries one has written oneself. `copy_bytes` is what a copy of the store in memory may take, from which it answers
    once that is made; 0 makes none.
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
        copy_bytes: int = 0,
    ) -> None:
        if sandbox and not landlock.is_there():
            log.info(landlock.MISSING)
        self.base_iri = base_iri
        self.limits = limits or Limits()
        job = Job(
            store=str(store.resolve()),
            base_iri=base_iri,
            union=union,
            disjoint=disjoint,
            sandbox=sandbox,
            max_rows=self.limits.max_rows,
            max_bytes=self.limits.max_bytes,
            memory_bytes=self.limits.worker_memory_bytes,
        )
        bounds = Bounds(workers, self.limits.deadline_seconds, self.limits.wait_seconds)
        self._crews = Crews(
            encode_job(job), leash=leash, bounds=bounds, refusals=QueryRefusals(self.limits), copy_bytes=copy_bytes
        )

    def ask(self, question: Question) -> Answer:
        """The whole answer, serialised; a KgError says why there is none."""
        inspection = inspect(question.text, self.base_iri)
        form = faults.format_for(inspection.form, question.media_type)
        frame = encode_request(_request(question, inspection, form))
        return _answer(self._faultless(self._crews.exchange(frame, question.asker)), inspection, form)

    def begin(self, question: Question, inspection: Inspection) -> "Begun | None":
        """Put an inspected question to a worker that is idle now; None where one would have to be waited for."""
        form = faults.format_for(inspection.form, question.media_type)
        frame = encode_request(_request(question, inspection, form))
        posted = self._crews.begin(frame)
        return None if posted is None else Begun(self, posted, frame, inspection, form, question.asker)

    def take(self, posted: Posted) -> Reply | None:
        """The reply to what `begin` posted, if it has come and is short."""
        reply = posted.take()
        return None if reply is None else self._faultless(reply)

    def conclude(self, posted: Posted, frame: bytes, asker: Asker | None = None) -> Reply:
        """The reply to what `begin` posted, waited for; HungUp when its asker no longer does."""
        return self._faultless(self._crews.conclude(posted, frame, asker))

    def exchange(self, request: Request) -> Reply:
        """A worker's reply to a request as it is, past the guard: the worker holds by itself."""
        return self._faultless(self._crews.exchange(encode_request(request)))

    def _faultless(self, reply: Reply) -> Reply:
        if reply.head:
            raise faults.of_reply(reply.head, self.limits)
        return reply

    def pids(self) -> list[int]:
        """The processes of the workers that are idle now."""
        return self._crews.pids()

    @property
    def in_memory(self) -> bool:
        """Whether a copy in memory answers: rows that a query doesn't order come otherwise than from the disk."""
        return self._crews.in_memory

    def moved(self) -> bool:
        """Wait until there is a copy in memory, or won't be; whether it answers."""
        return self._crews.moved()

    def rest(self) -> None:
        """Let the copy in memory go: few will ask from now on."""
        self._crews.rest()

    def close(self) -> None:
        """Take no more questions, wait for those being asked, and end the workers."""
        self._crews.close()

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class Begun:
    """A question under way, for whoever mustn't wait.

    Once its worker speaks, `take` gives the answer if that is short; when it gives none, `answer` must be called.
    """

    pool: Pool
    posted: Posted
    frame: bytes
    inspection: Inspection
    form: Format
    asker: Asker | None = None

    def watch(self, watch: Watch, told: Callable[[], None]) -> None:
        """Call once there is something to take, or won't be."""
        watch.tell(self.posted.worker, told)

    def take(self) -> Answer | None:
        """The whole answer, if it has come and is short; the KgError that says why there is none."""
        reply = self.pool.take(self.posted)
        return None if reply is None else _answer(reply, self.inspection, self.form)

    def answer(self) -> Answer:
        """The whole answer, or the KgError that says why there is none; waits like `Pool.ask`."""
        return _answer(self.pool.conclude(self.posted, self.frame, self.asker), self.inspection, self.form)


def _answer(reply: Reply, inspection: Inspection, form: Format) -> Answer:
    return Answer(inspection.form, form.media_type, reply.body, reply.seconds)


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
