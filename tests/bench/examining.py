"""One hand-in checked by the running service: milliseconds, HTTP and all, on the real data and on larger graphs.

    python -m tests.bench.examining [--sizes 25000] [--homes HOME,HOME] [--rounds 100] [--keep FOLDER]

A real record is sent to `POST /validate` again and again, one at a time; the services take turns, so that what else the
machine does is shared between them.
"""

import argparse
import contextlib
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from kg.release.layout import current
from tests.bench.servers import ours
from tests.bench.synthetic import ROOT, make_root

RECORD = ROOT / "data/records/project/kiis.ttl"
WARM_UP = 10
_PUBLISH = (
    "from kg.pipeline import publish; from kg.settings import read; publish(read(), judging=False, dumping=False)"
)


@dataclass
class Served:
    """A graph that is served: how large it is, and how long each check took, in milliseconds."""

    name: str
    address: str
    statements: int
    times: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median."""
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        """The 95th percentile."""
        return sorted(self.times)[int(len(self.times) * 0.95)]


def measure(sizes: list[int], homes: list[Path], rounds: int, work: Path) -> list[Served]:
    """The real data first, then synthetic graphs of so many projects, then releases that lie in other homes."""
    with contextlib.ExitStack() as running:
        every = [running.enter_context(_serving("shipped data", ROOT, work / "home-shipped"))]
        for size in sizes:
            root = work / f"root-{size}"
            if not root.exists():
                make_root(root, size)
            every.append(running.enter_context(_serving(f"{size:,} projects", root, work / f"home-{size}")))
        every += [running.enter_context(_serving(home.name, ROOT, home)) for home in homes]
        for _ in range(WARM_UP):
            for each in every:
                _check(each.address)
        for _ in range(rounds):
            for each in every:
                each.times.append(_check(each.address))
    return every


@contextlib.contextmanager
def _serving(name: str, root: Path, home: Path) -> Iterator[Served]:
    if not (home / "current").exists():
        environment = {"KG_ROOT": str(root), "KG_HOME": str(home), "PATH": "/usr/bin:/bin"}
        subprocess.run([sys.executable, "-c", _PUBLISH], check=True, env=environment, cwd=ROOT)
    with ours(root, home) as address:
        yield Served(name, address, current(home).manifest.counts["quads"])


def _check(address: str) -> float:
    """Milliseconds from sending the record to having its whole report; it must be one."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=60)
    headers = {"Content-Type": "text/turtle", "Accept": "application/json"}
    body = RECORD.read_bytes()
    for _ in range(600):
        begun = time.perf_counter()
        connection.request("POST", "/validate", body, headers)
        answer = connection.getresponse()
        report = answer.read()
        took = (time.perf_counter() - begun) * 1000
        if answer.status == 200:
            connection.close()
            json.loads(report)
            return took
        if answer.status != 503:
            break
        # The examiners of a large release are some seconds in coming.
        time.sleep(0.1)
    raise RuntimeError(f"{answer.status}: {report[:300]!r}")


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", default="25000")
    options.add_argument("--homes", default="", help="homes of other releases to measure beside these")
    options.add_argument("--rounds", type=int, default=100)
    options.add_argument("--keep", type=Path, help="work here and leave everything, instead of in a temporary folder")
    said = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = said.keep or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        sizes = [int(size) for size in said.sizes.split(",") if size]
        homes = [Path(home) for home in said.homes.split(",") if home]
        every = measure(sizes, homes, said.rounds, work)
    print("| graph | statements | median, ms | 95th percentile, ms | times the shipped data |\n|---|--:|--:|--:|--:|")
    for each in every:
        ratio = each.median / every[0].median
        print(f"| {each.name} | {each.statements:,} | {each.median:.1f} | {each.p95:.1f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
