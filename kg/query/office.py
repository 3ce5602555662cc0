"""An office: a process that has read what its workers share, and forks one whenever it is asked to.

It is forked from a zygote, which has imported what it needs; a new release gets a new office while the old one still
answers. It is asked for workers as any zygote is, on a socket of its own, and closes when whoever opened it hangs up,
or dies.
"""

import gc
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import KgError
from kg.query import sandbox, yielding
from kg.query.forks import Errand, Zygote, listening
from kg.query.wire import Reply, encode_reply, write_all

Shared = TypeVar("Shared")


def run(
    read: Callable[[dict[str, Any]], tuple[Shared, str | None]],
    work: Callable[[Shared, Errand], None],
    job: dict[str, Any],
    channel: int,
    parent: int,
) -> None:
    """Read what is shared, say that the office is open, with what is remarkable about it, and serve until the channel
    is closed. In a forked child, do its errand."""
    sandbox.die_with(parent)
    try:
        yielding.prepare()
        with yielding.Often():
            shared, remark = read(job)
    except (KgError, OSError, RuntimeError, ValueError, LookupError, MemoryError) as wrong:
        _say(channel, Reply({"fault": "start", "detail": f"{type(wrong).__name__}: {wrong}"}, b""))
        return
    # What is read by now is never looked at again by the collector, so that workers share it with us.
    gc.collect()
    gc.freeze()
    path, me, errand = Path(job["socket"]), os.getpid(), None
    zygote = Zygote(listening(path), channel)
    _say(channel, Reply({}, (remark or "").encode()))
    try:
        errand = zygote.serve()
    finally:
        if os.getpid() == me:
            zygote.close()
            path.unlink(missing_ok=True)
    if errand is not None:
        work(shared, errand)


def _say(channel: int, word: Reply) -> None:
    # The server may have ended while the office was opening: nobody is left to tell, and serving ends at once.
    with suppress(BrokenPipeError):
        write_all(channel, encode_reply(word) + word.body)
