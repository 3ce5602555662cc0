"""A takedown that is killed and run again leaves nothing of what was taken down, and a whole release that is served."""

import subprocess
import sys
import time
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def test_a_takedown_killed_in_any_step_and_run_again_leaves_nothing() -> None:
    """In a process of its own: ours has opened stores, whose threads would not survive a fork."""
    command = [sys.executable, "-m", "tests.faults.takedown", "--rounds", "5", "--seed", str(int(time.time()))]
    said = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    assert said.stdout.endswith(" 0 left something\n")
