"""Run `kg` as people do: a process with a folder, an environment, words in and words out."""

import contextlib
import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from tests import ready
from tests.ready import REPOSITORY
from tests.workshop import BASE_IRI, Workshop


@dataclass(frozen=True)
class Said:
    """What a command came to; this machine's folders are written as ROOT and HOME."""

    code: int
    out: str
    err: str


def kg(world: Workshop, *words: str, stdin: str = "", **settings: str) -> Said:
    """Run the command in a world, with further settings where the test is about them."""
    made = _environment(world, settings)
    return _said(ready.run(words, environment=made, folder=world.root, given=stdin.encode()), world)


def kg_from_nothing(world: Workshop, *words: str, stdin: str = "", **settings: str) -> Said:
    """The same as a shell does it, in a process that imports all anew; for what hangs on how Python starts."""
    done = subprocess.run(
        [sys.executable, "-m", "kg", *words],
        cwd=world.root,
        env=_environment(world, settings),
        input=stdin.encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    return _said(done, world)


def kg_in_a_terminal(world: Workshop, *words: str, columns: int) -> str:
    """What the command shows in a terminal so wide."""
    ours, theirs = pty.openpty()
    shown = bytearray()
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", *words],
            cwd=world.root,
            env=_environment(world, {"COLUMNS": str(columns)}),
            stdout=theirs,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        # The other side of a terminal that is gone reads as a broken one.
        with contextlib.suppress(OSError):
            while piece := terminal.read(65536):
                shown += piece
        assert process.wait(timeout=60) == 0
    return shown.decode().replace("\r\n", "\n")


def _environment(world: Workshop, settings: Mapping[str, str]) -> dict[str, str]:
    return {
        "KG_ROOT": str(world.root),
        "KG_HOME": str(world.home),
        "KG_BASE_IRI": BASE_IRI,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONWARNINGS": "error",
        "COLUMNS": "100",
        **settings,
    }


def _said(done: "subprocess.CompletedProcess[bytes]", world: Workshop) -> Said:
    return Said(done.returncode, _bare(done.stdout, world), _bare(done.stderr, world))


def _bare(output: bytes, world: Workshop) -> str:
    return output.decode().replace(str(world.home), "HOME").replace(str(world.root), "ROOT")
