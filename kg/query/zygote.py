"""The zygote of query workers, which answer from a store on disk, and of offices, whose workers share a copy in memory.

python -m kg.query.zygote DIRECTORY PARENT
"""

import sys
from pathlib import Path
from typing import Any

from kg.errors import EngineUnavailable
from kg.query import forks, memory, office, worker
from kg.query.wire import Job


def run(job: dict[str, Any], channel: int, parent: int) -> None:
    """Be the office that a job speaks of, or a worker."""
    if "socket" in job:
        office.run(memory.copied, memory.work, job, channel, parent)
    else:
        worker.run(Job(**job), channel, parent)


if __name__ == "__main__":
    try:
        forks.main(Path(sys.argv[1]), int(sys.argv[2]), run)
    except EngineUnavailable as wrong:
        sys.exit(str(wrong))
