"""Importing: rows a second and the most memory, for exports of several sizes, and again when nothing has changed.

    python -m tests.bench.importing [--rows 1000 10000 100000] [--banks esf kohesio] [--keep FOLDER]

Each import is a process of its own, from the real ontology, shapes and data; memory is the most that process held, and
grows with what a batch holds, not with the export.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from kg.cli import kg
from tests.bench.exports import write
from tests.bench.synthetic import ROOT


@dataclass(frozen=True)
class Measured:
    """One import: seconds on the clock and of a processor, the most mebibytes its process held, and what it printed."""

    seconds: float
    busy: float
    mib: float
    printed: list[str]


def measure(bank: str, export: Path, home: Path) -> Measured:
    """Run `kg import` in a process that tells what it held."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.importing", "--one", bank, str(export)],
        env={**os.environ, "KG_HOME": str(home), "KG_ROOT": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - begun
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr or done.stdout)
    *printed, last = done.stdout.splitlines()
    kib, busy = last.split()
    return Measured(seconds, float(busy), int(kib) / 1024, printed)


def one(bank: str, export: str) -> None:
    """Import in this process; print at last the most that it held, in kibibytes, and the processor's seconds."""
    code = kg.main(["import", bank, export, "--lang", "en"], standalone_mode=False)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_maxrss, used.ru_utime + used.ru_stime)
    sys.exit(code if isinstance(code, int) else 0)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options.add_argument("--banks", nargs="+", default=["esf", "kohesio"])
    options.add_argument("--keep", type=Path, help="work here and leave everything, instead of in a temporary folder")
    options.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    said = options.parse_args()
    if said.one:
        one(*said.one)
    with tempfile.TemporaryDirectory() as temporary:
        folder = said.keep or Path(temporary)
        for bank in said.banks:
            for rows in said.rows:
                _one_size(bank, rows, folder)


def _one_size(bank: str, rows: int, folder: Path) -> None:
    export, home = folder / f"{bank}-{rows}.csv", folder / f"home-{bank}-{rows}"
    planted = write(bank, export, rows)
    for what in ("first", "again"):
        found = measure(bank, export, home)
        faults = sum(": fault: " in line for line in found.printed)
        print(
            f"{bank} {rows:>7} rows, {what}: {found.seconds:6.1f} s ({found.busy:.1f} of a processor), "
            f"{rows / found.seconds:.0f} rows/s ({rows / found.busy:.0f}), "
            f"{found.mib:4.0f} MiB; "
            f"{faults} of {planted.faulty} faulty rows listed",
            flush=True,
        )


if __name__ == "__main__":
    main()
