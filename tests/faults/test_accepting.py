"""A snapshot whose taking over is killed is the old one or the new one, with its own sum, and the next is accepted."""

import subprocess
import sys
import time
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def test_a_snapshot_killed_in_any_step_is_the_old_or_the_new() -> None:
    """In a process of its own: ours has threads, which would not survive a fork."""
    command = [sys.executable, "-m", "tests.faults.accepting", "--rounds", "10", "--seed", str(int(time.time()))]
    said = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    assert said.stdout.endswith(" 0 torn\n")
