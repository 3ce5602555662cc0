"""The zygote of examiners: it has imported what judging takes, and forks an office for each release.

python -m kg.examine.zygote DIRECTORY PARENT
"""

import sys
from functools import partial
from pathlib import Path

from kg.errors import EngineUnavailable
from kg.examine import office, released
from kg.query import forks

if __name__ == "__main__":
    try:
        forks.main(Path(sys.argv[1]), int(sys.argv[2]), partial(office.run, released.load))
    except EngineUnavailable as wrong:
        sys.exit(str(wrong))
