"""The process in which pySHACL judges one hand-in: it imports what it takes, confines itself, and then listens.

python -m kg.examine.reference PARENT MEMORY SECONDS confined|open
"""

import json
import resource
import sys

from kg.query import landlock, sandbox
from kg.validate.child import answer


def main(parent: int, memory: int, seconds: float, *, confined: bool) -> None:
    """Judge what standard input hands over, within these limits."""
    sandbox.die_with(parent)
    sandbox.limit_files()
    if confined:
        landlock.show_only([])
        sandbox.confine()
    sandbox.limit_memory(memory)
    most = int(seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    json.dump(answer(json.load(sys.stdin.buffer)), sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), confined=sys.argv[4] == "confined")
