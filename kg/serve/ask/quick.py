"""The quick lane: a plain SPARQL query is answered on the server's own loop, without a thread or the framework.

It takes only what it answers just as the application would, byte for byte, and gives up on everything else: parameters
beside the query, conditions, pages, faults, an engine that isn't ours, a moment when no worker is idle. What was
answered before, by either of the two, is given again without a worker.
"""

import asyncio
import os
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

from flask import Request

from kg.errors import KgError
from kg.query import guard
from kg.query.pool import Begun, Pool
from kg.query.question import Answer
from kg.query.watch import Watch
from kg.query.workers import SLOW_SECONDS
from kg.serve.ask import plain, sparql
from kg.serve.http import compress, respond
from kg.serve.http.caller import Caller
from kg.serve.http.negotiate import Variant
from kg.serve.http.refusals import NoVariant
from kg.serve.http.rsgi import Headers, Scope, environment
from kg.serve.shelf import Edition
from kg.serve.site import Site
from kg.serve.thing.documents import PAGE
from kg.serve.visit import Visit

_MAX_SHAPES = 500
_MAX_KNOWN, _MAX_KNOWN_TEXT = 4000, 1024
# Seconds that a question may keep others from a worker: most lookups are answered by then.
_TURN_SECONDS = 0.005


@dataclass(frozen=True)
class Shape:
    """How an answer of one form to one kind of client looks, but for its tag, its length and whether it is coded."""

    variant: Variant
    headers: Headers
    coding: str


@dataclass(frozen=True)
class _Wish:
    """A query that the quick lane takes: what it is, and whom it is for."""

    request: sparql.Request
    inspected: guard.Inspection
    edition: Edition
    shape: Shape
    tag: str


Quick = tuple[int, Headers, bytes]
_Asked = tuple[str, str, bytes, str | None, str | None, str | None]
_Client = tuple[str, bool, str, tuple[str, ...], str | None, str | None]
_SMALL_BODY = 64 * 1024


class QuickLane:
    """The lane of a site; `threads` wait for what turns out to be slow or large."""

    def __init__(self, site: Site, threads: Executor) -> None:
        self._site = site
        self._threads = threads
        # No more than there are workers: the next would find none idle, and take a thread to wait for one. And no more
        # than there are processors: a worker too many only pushes what the others have at hand out of the caches.
        self._turns = asyncio.Semaphore(max(2, min(site.settings.workers, os.cpu_count() or 2)))
        self._watch = Watch()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._state = ("", "")
        self._known: OrderedDict[_Asked, _Wish] = OrderedDict()
        self._shapes: dict[_Client, Shape | None] = {}

    async def answer(self, scope: Scope, body: bytes, caller: Caller) -> Quick | KgError | None:
        """The answer; a refusal that the application is to tell; or None, when this is the application's to answer."""
        wish = self._wish(scope, body)
        if wish is None:
            return None
        kept = self._site.answers.get(wish.tag)
        if kept is not None:
            return self._dressed(wish, kept)
        try:
            answer = await self._asked(wish, caller)
        except KgError as refusal:
            return refusal
        if answer is None:
            return None
        kept = await self._coded(wish, answer.body)
        self._site.answers.follow(wish.edition.id)
        self._site.answers.put(wish.tag, kept)
        return self._dressed(wish, kept)

    async def _asked(self, wish: _Wish, caller: Caller) -> Answer | None:
        """The answer of a worker, or None when none is idle. What turns out to be slow or large is left to a thread."""
        loop = asyncio.get_running_loop()
        await self._turns.acquire()
        patience = _Patience(loop, self._turns.release)
        try:
            begun = self._begun(wish, caller)
            answer = await self._soon(begun, patience) if begun is not None else None
        finally:
            patience.end()
        if begun is None or answer is not None:
            return answer
        return await caller.waits_for(self._threads, begun.answer)

    async def _coded(self, wish: _Wish, body: bytes) -> bytes:
        """The body as it is kept: its first byte remembers whether it was worth coding."""
        coding, media_type = wish.shape.coding, wish.shape.variant.media_type
        if coding == "identity" or not compress.worthwhile(body, media_type):
            return b"\0" + body
        if len(body) <= _SMALL_BODY:
            return b"\1" + compress.encode(body, coding)
        loop = asyncio.get_running_loop()
        return b"\1" + await loop.run_in_executor(self._threads, compress.encode, body, coding)

    def _begun(self, wish: _Wish, caller: Caller) -> Begun | None:
        engine = wish.edition.engine
        if not isinstance(engine, Pool):
            return None
        return engine.begin(
            sparql.asked(wish.request, wish.shape.variant, wish.inspected, caller.asker), wish.inspected
        )

    def _wish(self, scope: Scope, body: bytes) -> _Wish | None:
        """What is asked; None for what the lane doesn't do. What was asked lately isn't read again."""
        headers = plain.headers(scope, body)
        edition = self._site.shelf.at_hand() if headers is not None else None
        if headers is None or edition is None:
            return None
        release = edition.id
        state = (release, edition.order)
        if state != self._state:
            self._state = state
            self._known.clear()
            self._shapes.clear()
        wishes = headers.get("accept"), headers.get("accept-encoding"), headers.get("content-type")
        said = scope.query_string
        asked = (release, said, body, *wishes)
        known = self._known.get(asked)
        if known is not None:
            self._known.move_to_end(asked)
            return known
        wish = self._read(edition, headers, scope, body)
        if wish is not None and len(said) + len(body) <= _MAX_KNOWN_TEXT:
            self._known[asked] = wish
            if len(self._known) > _MAX_KNOWN:
                self._known.popitem(last=False)
        return wish

    def _read(self, edition: Edition, headers: Mapping[str, str], scope: Scope, body: bytes) -> _Wish | None:
        said = plain.read(scope, body, headers)
        if said is None:
            return None
        request = sparql.Request(said.text, (), (), said.forms)
        try:
            inspected = guard.inspect(said.text, self._site.base.iri)
        except KgError:
            return None
        shape = self._shape(edition, request, inspected, headers, scope)
        if shape is None or not inspected.deterministic:
            return None
        key = sparql.offered(request, shape.variant, inspected, edition.order).key
        tag = respond.tag(self._site.fingerprint, edition.id, key, shape.variant.content_type, ("", ""), shape.coding)
        return _Wish(request, inspected, edition, shape, tag)

    def _shape(
        self,
        edition: Edition,
        request: sparql.Request,
        inspected: guard.Inspection,
        headers: Mapping[str, str],
        scope: Scope,
    ) -> Shape | None:
        """The shape for this client, made once by the application's own hand; None when the lane doesn't do it."""
        tabular = sparql.variants_of(inspected) is sparql.RESULTS
        wishes = headers.get("accept"), headers.get("accept-encoding")
        key = (edition.id, tabular, scope.method, request.forms, *wishes)
        if key not in self._shapes:
            if len(self._shapes) >= _MAX_SHAPES:
                self._shapes.clear()
            self._shapes[key] = self._made(edition, request, inspected, scope)
        return self._shapes[key]

    def _made(
        self, edition: Edition, request: sparql.Request, inspected: guard.Inspection, scope: Scope
    ) -> Shape | None:
        environ = environment(scope, b"")
        visit = Visit(self._site, Request(environ))
        try:
            chosen = sparql.chosen(visit, request, inspected)
        except NoVariant:
            return None
        if chosen is PAGE:
            return None
        # Of no query: what is answered is kept, and this answer is empty.
        offer = sparql.offered(sparql.Request("", (), (), ()), chosen, inspected, edition.order)
        response = respond.answer(visit, chosen, lambda: b"", offer)
        named = response.get_wsgi_headers(environ)
        if named.get("X-Release") != edition.id:
            return None
        kept = [(name, value) for name, value in named if name not in ("ETag", "Content-Length")]
        return Shape(chosen, kept, visit.coding)

    async def _soon(self, begun: Begun, patience: "_Patience") -> Answer | None:
        """The answer, where it comes soon and is small; when it is None, it must be waited for."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop = loop
            loop.add_reader(self._watch.fileno(), self._watch.look)
        begun.watch(self._watch, partial(patience.settle, True))
        try:
            return begun.take() if await patience.spoken else None
        except asyncio.CancelledError:
            self._threads.submit(_told, begun.answer)
            raise

    def _dressed(self, wish: _Wish, kept: bytes) -> Quick:
        body = kept[1:]
        headers = [*wish.shape.headers, ("Content-Length", str(len(body))), ("ETag", f'"{wish.tag}"')]
        if kept[:1] == b"\1":
            headers.append(("Content-Encoding", wish.shape.coding))
        return 200, headers, body


class _Patience:
    """How long a worker is waited for: its turn is over when it doesn't speak at once, and all is when it is slow."""

    def __init__(self, loop: asyncio.AbstractEventLoop, end_turn: Callable[[], None]) -> None:
        self.spoken: asyncio.Future[bool] = loop.create_future()
        self._loop = loop
        self._end_turn: Callable[[], None] | None = end_turn
        self._timer = loop.call_later(_TURN_SECONDS, self._turn_over)

    def settle(self, spoken: bool) -> None:
        """The worker spoke, or is slow."""
        if not self.spoken.done():
            self.spoken.set_result(spoken)

    def end(self) -> None:
        """Nobody waits any more."""
        self._timer.cancel()
        if self._end_turn is not None:
            self._end_turn()
            self._end_turn = None

    def _turn_over(self) -> None:
        self.end()
        self._timer = self._loop.call_later(SLOW_SECONDS, self.settle, False)


def _told(answer: Callable[[], Answer]) -> None:
    """Wait for an answer that nobody wants any more, so that its worker comes home."""
    try:
        answer()
    except KgError:
        return
