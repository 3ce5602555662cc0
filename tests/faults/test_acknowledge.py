"""The service is killed around an acknowledgement: what was acknowledged is kept once, what was decided is decided."""

import re
import subprocess
import sys
import time
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def test_nothing_acknowledged_is_lost_or_doubled_when_the_service_is_killed() -> None:
    """In a process of its own: ours has opened stores, whose threads would not survive a fork."""
    command = [sys.executable, "-m", "tests.faults.acknowledge", "--rounds", "10", "--seed", str(int(time.time()))]
    said = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    assert re.search(r"^10 kills in \d+ rounds: ", said.stdout, re.MULTILINE), said.stdout
    assert said.stdout.endswith("0 lost, doubled or half decided\n")
