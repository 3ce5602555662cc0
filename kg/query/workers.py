"""One worker, seen from the process that asks it: requests go in, replies come out, each within its time."""

import contextlib
import os
import select
import signal
import socket
import time
from collections.abc import Callable

from kg.query.wire import PIECE, Reply, decode_reply

MOST_BYTES = 1 << 32
SLOW_SECONDS = 0.1
SHORT_BYTES = 64 * 1024


class Worker:
    """One worker, seen from the process that asks it; only one thread at a time may talk with it.

    It is ready once it has said its first word, and aside when what it was asked is slow.
    """

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid = pid
        self.is_ready = False
        self.is_aside = False
        self._channel = channel
        # So the system's own calls can be made on it, which never wait; those that do are given their time.
        channel.setblocking(False)
        self._poll = select.poll()
        self._poll.register(channel, select.POLLIN)
        self._begun = bytearray()

    def fileno(self) -> int:
        """What to poll to see that it speaks, or has ended."""
        return self._channel.fileno()

    def is_idle(self) -> bool:
        """Whether it lives and is silent, as a worker without a question is."""
        return not self._poll.poll(0)

    def post(self, frame: bytes) -> bool:
        """Hand it a small request without waiting; False when it can't take all of it."""
        try:
            return os.write(self.fileno(), frame) == len(frame)
        except OSError:
            return False

    def take(self) -> Reply | None:
        """What it has said, if that is short and whole; None leaves it to an exchange, which goes on from there.

        EOFError when it has died.
        """
        try:
            self._begun += os.read(self.fileno(), SHORT_BYTES)
        except BlockingIOError:
            return None
        except ConnectionResetError as wrong:
            raise EOFError("the worker died") from wrong
        if not self._begun:
            raise EOFError("the worker died")
        return self._whole()

    def exchange(
        self,
        frame: bytes,
        seconds: float,
        slow: Callable[[], None] | None = None,
        *,
        body: bytes = b"",
        slow_seconds: float = SLOW_SECONDS,
        most_bytes: int = MOST_BYTES,
    ) -> Reply:
        """Its reply to a request, or its first word; TimeoutError past the deadline, EOFError when it has died.

        `slow` is called once when it hasn't answered after `slow_seconds`. Who says more than `most_bytes` is as dead.
        """
        deadline = time.monotonic() + seconds
        try:
            for part in (frame, body):
                if part:
                    self._channel.settimeout(max(0.001, deadline - time.monotonic()))
                    self._channel.sendall(part)
            if slow and not self._begun and not self._poll.poll(1000 * min(seconds, slow_seconds)):
                slow()
            return self._receive(deadline, most_bytes)
        except (BrokenPipeError, ConnectionResetError) as wrong:
            raise EOFError("the worker died") from wrong

    def give_way(self) -> None:
        """Let others go first on the processor, from now on."""
        with contextlib.suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 10)

    def end(self) -> None:
        """End it now, whatever it does; whoever waits for it learns that it died. Never after it was buried."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def close(self) -> None:
        """Hang up; the worker ends when it next listens."""
        self._channel.close()

    def _receive(self, deadline: float, most_bytes: int) -> Reply:
        while (reply := self._whole(most_bytes)) is None:
            self._begun += self._more(PIECE if self._begun else 65536, deadline)
        return reply

    def _whole(self, most_bytes: int = MOST_BYTES) -> Reply | None:
        """The reply, once all of it has come."""
        try:
            reply = decode_reply(self._begun, most_bytes)
        except ValueError as wrong:
            raise EOFError("the worker says more than anybody asked for") from wrong
        if reply is not None:
            self._begun = bytearray()
        return reply

    def _more(self, most: int, deadline: float) -> bytearray:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._channel.settimeout(left)
        piece = self._channel.recv(most)
        if not piece:
            raise EOFError("the worker died")
        return bytearray(piece)
