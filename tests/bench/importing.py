"""Importing: rows a second and the most memory, for exports of several sizes, again, and when a little has changed.

    python -m tests.bench.importing [--rows 1000 10000] [--banks esf kohesio] [--keep FOLDER]

Each import is a process of its own, from the real ontology, shapes and data; memory is the most that process held, and
grows with what a batch holds, not with the export.
"""

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.cli import kg
from kg.sweden.projectbanks.banks import BANKS
from tests.bench.exports import Planted, write
from tests.bench.synthetic import ROOT

ORDINARY = (1_000, 10_000)
"""Rows of the exports in an ordinary bench; those of 100,000 take some minutes each."""
_FAULT = re.compile(r":([A-Z]+[0-9]+): fault: ")


@dataclass(frozen=True)
class Measured:
    """One import: seconds on the clock and of a processor, the most mebibytes its process held, and what it printed."""

    seconds: float
    busy: float
    mib: float
    printed: list[str]


@dataclass(frozen=True)
class Sized:
    """One bank's export of one size: imported first, again as it was, and with one row of a hundred changed."""

    bank: str
    rows: int
    planted: Planted
    first: Measured
    again: Measured
    changed: Measured

    @property
    def most(self) -> float:
        """The most mebibytes that any of the three held."""
        return max(each.mib for each in (self.first, self.again, self.changed))

    @property
    def listed(self) -> int:
        """How many of the planted faults the first import told at their own cells."""
        return len(self.planted.cells & {found[1] for line in self.first.printed if (found := _FAULT.search(line))})


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
    # What the kernel counts for the process as a whole begins with what its parent held.
    held = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(held.split()[1], used.ru_utime + used.ru_stime)
    sys.exit(code if isinstance(code, int) else 0)


def measured(banks: Sequence[str], sizes: Sequence[int], work: Path) -> list[Sized]:
    """Every bank in every size: first, the same file again, and the file with one row of a hundred changed."""
    return [_one_size(bank, rows, work) for bank in banks for rows in sizes]


def table(every: Sequence[Sized]) -> list[str]:
    """The table of docs/benchmarks.md: the time of a processor is that of the import's own process."""
    head = "| bank, rows | first, s | … of a processor, s | … rows/s of a processor | most memory, MiB | again, s of a processor |"
    return [
        f"{head} 1 % changed, s of a processor | faulty rows listed at their cells |",
        "|---|" + "--:|" * 7,
        *(
            f"| {each.bank} {each.rows:,} | {each.first.seconds:.0f} | {each.first.busy:.1f} "
            f"| {each.rows / each.first.busy:.0f} | {each.most:.0f} | {each.again.busy:.1f} | {each.changed.busy:.1f} "
            f"| {each.listed} of {each.planted.faulty} |"
            for each in every
        ),
    ]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, nargs="+", default=list(ORDINARY))
    options.add_argument("--banks", nargs="+", default=list(BANKS))
    options.add_argument("--keep", type=Path, help="work here and leave everything, instead of in a temporary folder")
    options.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    said = options.parse_args()
    if said.one:
        one(*said.one)
    with tempfile.TemporaryDirectory() as temporary:
        print("\n".join(table(measured(said.banks, said.rows, said.keep or Path(temporary)))))


def _one_size(bank: str, rows: int, folder: Path) -> Sized:
    export, home = folder / f"{bank}-{rows}.csv", folder / f"home-{bank}-{rows}"
    planted = write(bank, export, rows)
    first = _told(f"{bank} {rows}, first", measure(bank, export, home))
    again = _told(f"{bank} {rows}, again", measure(bank, export, home))
    write(bank, export, rows, changed=True)
    return Sized(bank, rows, planted, first, again, _told(f"{bank} {rows}, changed", measure(bank, export, home)))


def _told(what: str, found: Measured) -> Measured:
    print(f"{what}: {found.seconds:.1f} s ({found.busy:.1f} of a processor), {found.mib:.0f} MiB", flush=True)
    return found


if __name__ == "__main__":
    main()
