"""Offer the processor to others, often, while a question is worked on.

The kernel lets what becomes ready go before what computes, but not always: where fairness says otherwise it waits for
a tick of the clock, 4 ms on most servers, and a worker's low priority doesn't spare it that. So a worker that has
computed for a while is interrupted every half millisecond, and yields. The handler of that signal is the system call
itself, for one written in Python would not run before the engine is done.
"""

import contextlib
import ctypes
import signal
from collections.abc import Iterator

AFTER_SECONDS = 0.005
EVERY_SECONDS = 0.0005

_libc = ctypes.CDLL(None)
_libc.signal.argtypes = [ctypes.c_int, ctypes.c_void_p]
_libc.signal.restype = ctypes.c_void_p


def prepare() -> None:
    """Take the alarm signal for this; once in a process, before the first `often`."""
    _libc.signal(signal.SIGALRM, ctypes.cast(_libc.sched_yield, ctypes.c_void_p))


@contextlib.contextmanager
def often() -> Iterator[None]:
    """Yield the processor every half millisecond, from 5 ms on, until it is left."""
    signal.setitimer(signal.ITIMER_REAL, AFTER_SECONDS, EVERY_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
