"""Step back from the processor for a moment, often, while a question is worked on, so that others get their turn.

The kernel lets what becomes ready go before what computes, but not always: where fairness says otherwise it waits for
a tick of the clock, 4 ms on most servers, and a worker's low priority doesn't spare it that. So a worker that has
computed for a while is interrupted every half millisecond, and sleeps for 14 microseconds: time enough for the kernel
to choose anew, and fair, for it forfeits nothing else. The handler is the system's own sleep, for one written in Python
would not run before the engine is done.
"""

import ctypes
import signal

AFTER_SECONDS = 0.005
EVERY_SECONDS = 0.0005

_PR_SET_TIMERSLACK = 29
_libc = ctypes.CDLL(None)
_libc.signal.argtypes = [ctypes.c_int, ctypes.c_void_p]
_libc.signal.restype = ctypes.c_void_p


def prepare() -> None:
    """Take the alarm signal for this; once in a process, before the first `often`."""
    # Otherwise the kernel adds 50 microseconds to every sleep.
    _libc.prctl(_PR_SET_TIMERSLACK, 1, 0, 0, 0)
    # A handler is called with the signal's number, which is 14: so many microseconds it sleeps.
    _libc.signal(signal.SIGALRM, ctypes.cast(_libc.usleep, ctypes.c_void_p))


class Often:
    """Step back every half millisecond, from 5 ms on, until it is left."""

    def __enter__(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, AFTER_SECONDS, EVERY_SECONDS)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
