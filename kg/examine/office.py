"""The examiners of one release: a process that has read what judging takes, and forks a worker for each hand-in.

It is forked from the examiners' zygote, which has imported what it needs; a new release gets a new office while the old
one still answers. It is asked for workers as any zygote is, on a socket of its own, and closes when whoever opened it
hangs up, or dies.
"""

import gc
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.examine import worker
from kg.examine.worker import Judge, Task
from kg.query import sandbox
from kg.query.wire import Value, encode_reply, write_all
from kg.query.zygote import Zygote, listening

Load = Callable[[dict[str, Any]], Judge]


def run(load: Load, job: dict[str, Any], channel: int, parent: int) -> None:
    """Read what judging takes, say that the office is open, and serve until the channel is closed."""
    sandbox.die_with(parent)
    try:
        judge = load(job)
    except (KgError, OSError, RuntimeError, ValueError, LookupError) as wrong:
        _say(channel, {"fault": "start", "detail": f"{type(wrong).__name__}: {wrong}"})
        return
    # What is read by now is never looked at again by the collector, so that workers share it with us.
    gc.collect()
    gc.freeze()
    path, me, errand = Path(job["socket"]), os.getpid(), None
    zygote = Zygote(listening(path), channel)
    _say(channel, {"fault": None, "remark": judge.remark})
    try:
        errand = zygote.serve()
    finally:
        if os.getpid() == me:
            zygote.close()
            path.unlink(missing_ok=True)
    if errand is not None:
        worker.run(judge, Task(**errand.job), errand.channel, errand.parent)


def _say(channel: int, head: dict[str, Value]) -> None:
    # The server may have ended while the office was opening: nobody is left to tell, and serving ends at once.
    with suppress(BrokenPipeError):
        write_all(channel, encode_reply(head, b""))
