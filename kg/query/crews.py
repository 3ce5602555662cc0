"""Answer from the disk at once, and from a copy in memory as soon as there is one.

The copy is made by an office, while workers answer from the store on disk; then those of the office take over. Where
the office can't make it, or is gone, the disk answers: nobody but the one who waits for it notices.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Mapping

from kg.errors import EngineUnavailable, KgError
from kg.query.asker import Asker
from kg.query.crew import Bounds, Crew, Posted, Refusals
from kg.query.leash import Leash
from kg.query.offices import Office
from kg.query.wire import Reply, Value

log = logging.getLogger(__name__)

_COPY_SECONDS = 600.0


class Crews:
    """The workers of one job; several threads may ask at once. `copy_bytes` is what a copy may take; 0 makes none."""

    def __init__(
        self, job: Mapping[str, Value], *, leash: Leash, bounds: Bounds, refusals: Refusals, copy_bytes: int
    ) -> None:
        self._job = job
        self._leash = leash
        self._bounds = bounds
        self._refusals = refusals
        self._copy_bytes = copy_bytes
        self._changing = threading.Lock()
        self._wanted, self._closed = copy_bytes > 0, False
        self._office: Office | None = None
        self._opening: Office | None = None
        self._crew = self._crew_of(leash)
        self._mover: threading.Thread | None = None
        self._move_soon()

    @property
    def in_memory(self) -> bool:
        """Whether a copy in memory answers."""
        return self._office is not None

    def exchange(self, frame: bytes, asker: Asker | None = None) -> Reply:
        """A worker's reply to a request; a refusal when there is none, HungUp when nobody waits for it any more."""
        while True:
            crew = self._crew
            try:
                return crew.exchange(frame, asker=asker)
            except EngineUnavailable:
                if not self._moved_from(crew):
                    raise

    def begin(self, frame: bytes) -> Posted | None:
        """The request, put to a worker that was idle; None where one would have to be waited for."""
        return self._crew.begin(frame)

    def conclude(self, posted: Posted, frame: bytes, asker: Asker | None = None) -> Reply:
        """The reply to a request that was posted, waited for; another worker's, where that one's office is gone."""
        try:
            return posted.conclude(asker)
        except EngineUnavailable:
            if not self._moved_from(posted.crew):
                raise
        return self.exchange(frame, asker)

    def pids(self) -> list[int]:
        """The processes of the workers that are idle now."""
        return self._crew.pids()

    def moved(self) -> bool:
        """Wait until the copy is made, or won't be; whether it answers."""
        mover = self._mover
        if mover is not None:
            mover.join()
        return self.in_memory

    def rest(self) -> None:
        """Let the copy go, and answer from the disk from now on; where the store is gone from there, no more."""
        self._stop_moving()
        if self._office is None:
            return
        try:
            crew = self._crew_of(self._leash)
        except KgError:
            self.close()
            return
        with self._changing:
            before, self._crew = self._crew, crew
            office, self._office = self._office, None
        _end(before, office)

    def close(self) -> None:
        """Take no more work, wait for what is under way, and end the workers and the copy."""
        self._closed = True
        self._stop_moving()
        _end(self._crew, self._office)

    def _crew_of(self, leash: Leash) -> Crew:
        return Crew(self._job, leash=leash, bounds=self._bounds, refusals=self._refusals)

    def _crew_in(self, office: Office) -> Crew:
        try:
            return self._crew_of(office.leash)
        except KgError:
            office.close()
            raise

    def _move_soon(self) -> None:
        if self._wanted:
            self._mover = threading.Thread(target=self._move, name="kg-copy", daemon=True)
            self._mover.start()

    def _stop_moving(self) -> None:
        with self._changing:
            self._wanted = False
            if self._opening is not None:
                self._opening.stop()
        self.moved()

    def _move(self) -> None:
        """Have the copy made, and let its workers take over."""
        begun = time.monotonic()
        try:
            office = self._opened()
            crew = self._crew_in(office)
        except KgError as wrong:
            if self._wanted:
                log.warning("queries are answered from the disk: no copy in memory (%s)", wrong.message)
            return
        with self._changing:
            before, self._crew, self._office = self._crew, crew, office
        log.info("queries are answered from memory, after %.1f s", time.monotonic() - begun)
        _end(before, None)

    def _opened(self) -> Office:
        with self._changing:
            if not self._wanted:
                raise self._refusals.of_closing()
            job = {"store": self._job["store"], "most_bytes": self._copy_bytes}
            self._opening = office = Office.opening(self._leash, job)
        try:
            office.await_open(self._refusals, _COPY_SECONDS)
        finally:
            with self._changing:
                self._opening = None
        return office

    def _moved_from(self, crew: Crew) -> bool:
        """Whether another crew answers by now; where that one's office is gone, the disk does, until there is a new
        one."""
        with self._changing:
            office = self._office
            if self._crew is not crew or self._closed or office is None or office.is_open():
                return self._crew is not crew
            log.error("the copy in memory is gone; queries are answered from the disk")
            self._crew, self._office = self._crew_of(self._leash), None
        _end(crew, office)
        self._move_soon()
        return True


def _end(crew: Crew, office: Office | None) -> None:
    with contextlib.suppress(EngineUnavailable):
        crew.close()
    if office is not None:
        office.close()
