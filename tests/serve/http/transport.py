"""A client of the bridge, as the server hands it over."""

import asyncio
from collections.abc import AsyncIterator, Iterable

from kg.serve.http.rsgi import Headers


class Transport:
    """Takes the answer; hands over the body in pieces, the last of them late where it is told to."""

    def __init__(self, pieces: Iterable[bytes] = (), *, stall: bool = False) -> None:
        self._pieces = list(pieces)
        self._stall = stall
        self._left = asyncio.Event()
        self.answer: tuple[object, ...] = ()

    def hang_up(self) -> None:
        """Go away."""
        self._left.set()

    async def client_disconnect(self) -> None:
        """Wait until the client goes away."""
        await self._left.wait()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece
        if self._stall:
            await asyncio.sleep(60)

    def response_empty(self, status: int, headers: Headers) -> None:
        """An answer without a body."""
        self.answer = (status, headers)

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        """An answer with its bytes."""
        self.answer = (status, headers, body)

    def response_file_range(self, status: int, headers: Headers, file: str, start: int, end: int) -> None:
        """A part of a file."""
        self.answer = (status, headers, file, start, end)
