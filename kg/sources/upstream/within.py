"""Do something within a time, whatever it hangs on: a name server, a header that drips, a silent peer."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T], *, raising: tuple[type[Exception], ...]) -> T:
    """What the work gives, or the one of `raising` that it raises; TimeoutError when it isn't done in time.

    The work goes on in a thread of its own, which doesn't keep the program alive: sockets have time limits for each
    step, never for all of it, and looking up a name has none at all.
    """
    given: list[T] = []
    raised: list[Exception] = []

    def run() -> None:
        try:
            given.append(work())
        except raising as wrong:
            raised.append(wrong)

    thread = threading.Thread(target=run, daemon=True, name="upstream")
    thread.start()
    thread.join(max(0.0, seconds))
    if raised:
        raise raised[0]
    if not given:
        raise TimeoutError
    return given[0]
