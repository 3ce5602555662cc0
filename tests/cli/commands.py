"""Run `kg` as people do: a process with a folder, an environment, words in and words out."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.workshop import BASE_IRI, Workshop

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True)
class Said:
    """What a command came to; this machine's folders are written as ROOT and HOME."""

    code: int
    out: str
    err: str


def kg(world: Workshop, *words: str, stdin: str = "", **settings: str) -> Said:
    """Run the command in a world, with further settings where the test is about them."""
    environment = {
        "KG_ROOT": str(world.root),
        "KG_HOME": str(world.home),
        "KG_BASE_IRI": BASE_IRI,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONWARNINGS": "error",
        "COLUMNS": "100",
        **settings,
    }
    done = subprocess.run(
        [sys.executable, "-m", "kg", *words],
        cwd=world.root,
        env=environment,
        input=stdin.encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Said(done.returncode, _bare(done.stdout, world), _bare(done.stderr, world))


def _bare(output: bytes, world: Workshop) -> str:
    return output.decode().replace(str(world.home), "HOME").replace(str(world.root), "ROOT")
