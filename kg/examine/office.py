"""The examiners of one release: an office that has read what judging takes, and forks a worker for each hand-in."""

from collections.abc import Callable
from functools import partial
from typing import Any

from kg.examine import worker
from kg.examine.worker import Judge, Task
from kg.query import office
from kg.query.forks import Errand

Load = Callable[[dict[str, Any]], Judge]


def run(load: Load, job: dict[str, Any], channel: int, parent: int) -> None:
    """Read what judging takes, say that the office is open, and serve until the channel is closed."""
    office.run(partial(_read, load), _work, job, channel, parent)


def _read(load: Load, job: dict[str, Any]) -> tuple[Judge, str | None]:
    judge = load(job)
    return judge, judge.remark


def _work(judge: Judge, errand: Errand) -> None:
    worker.run(judge, Task(**errand.job), errand.channel, errand.parent)
