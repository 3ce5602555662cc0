"""The client of one request, who may hang up before the answer is there: what turns out to be slow is then ended."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar

from kg.query.asker import Asker
from kg.serve.http.rsgi import Transport

_SOON_SECONDS = 0.1

Outcome = TypeVar("Outcome")


class Caller:
    """The client at the other end of a transport; the `asker` is who it is to the query engine."""

    def __init__(self, transport: Transport) -> None:
        self.asker = Asker()
        self._transport = transport

    async def waits_for(self, threads: Executor, work: Callable[..., Outcome], *given: object) -> Outcome:
        """What comes of the work in a thread, to its end; what isn't done soon learns when the client hangs up."""
        begun = asyncio.get_running_loop().run_in_executor(threads, work, *given)
        done, _ = await asyncio.wait([begun], timeout=_SOON_SECONDS)
        if done:
            return begun.result()
        leaving = asyncio.ensure_future(self._transport.client_disconnect())
        leaving.add_done_callback(self._left)
        try:
            return await begun
        finally:
            leaving.cancel()

    def _left(self, leaving: "asyncio.Future[None]") -> None:
        if not leaving.cancelled() and leaving.exception() is None:
            self.asker.hang_up()
