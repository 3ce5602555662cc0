"""A thousand names matched by the running service, in batches of fifty: names a second, and what the register takes.

    python -m tests.bench.reconciling [--sizes 25000] [--names 1000] [--keep FOLDER]

On the shipped data and on larger graphs. Three lists of names from the release itself: as they are written, with a slip
of the hand in each, and with a slip where the type is given too. Beside each: how many are matched rightly, and wrongly.
"""

import argparse
import contextlib
import http.client
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.bench.servers import ours
from tests.bench.synthetic import ROOT, make_root

BATCH = 50
_PUBLISH = (
    "from kg.pipeline import publish; from kg.settings import read; publish(read(), judging=False, dumping=False)"
)
_REGISTER = """
import gc, sys, time
from pathlib import Path
from kg.query.local import engine_for
from kg.query.question import Limits
from kg.rdf.iris import Base
from kg.release import layout
from kg.serve.reconcile import register
from kg.serve.shelf import edition
def resident():
    gc.collect()
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")) / 1024
release = layout.current(Path(sys.argv[1]))
base = Base(release.manifest.base_iri)
with engine_for(release.store, base_iri=base.iri, union=release.manifest.union, limits=Limits()) as engine:
    made = edition(release, engine)
    before, begun = resident(), time.perf_counter()
    read = register.read(made, base)
    print(len(read.entities), time.perf_counter() - begun, resident() - before)
"""
_LABELS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?label WHERE {{ ?thing rdfs:label ?label FILTER(LANG(?label) = "sv" && STRSTARTS(STR(?thing), "{}")) }}
"""


@dataclass(frozen=True)
class Name:
    """A name, what it is the name of, and the type of that."""

    text: str
    id: str
    type: str


@dataclass
class Figures:
    """What was measured on one release: its register, and of each list names a second, right and wrong matches."""

    name: str
    entities: int
    seconds: float
    mib: float
    lists: dict[str, tuple[float, int, int]] = field(default_factory=dict)


def measure(name: str, root: Path, home: Path, count: int) -> Figures:
    """One release: published if it isn't, read by itself once, then asked over HTTP."""
    environment = {"KG_ROOT": str(root), "KG_HOME": str(home), "PATH": "/usr/bin:/bin"}
    if not (home / "current").exists():
        subprocess.run([sys.executable, "-c", _PUBLISH], check=True, env=environment, cwd=ROOT)
    read = subprocess.run(
        [sys.executable, "-c", _REGISTER, str(home)], check=True, capture_output=True, text=True, cwd=ROOT
    )
    entities, seconds, mib = read.stdout.split()
    figures = Figures(name, int(entities), float(seconds), float(mib))
    with ours(root, home) as address, _connected(address) as connection:
        names = _names(connection, count)
        _batch(connection, names[:1], typed=False)
        slips = [Name(_slip(each.text, Random(each.id)), each.id, each.type) for each in names]
        every = (("as written", names, False), ("a slip", slips, False), ("a slip, typed", slips, True))
        for title, some, typed in every:
            figures.lists[title] = _matched(connection, some, typed=typed)
    return figures


def _matched(connection: http.client.HTTPConnection, names: Sequence[Name], *, typed: bool) -> tuple[float, int, int]:
    """Names a second; how many of them are matched rightly, and how many wrongly."""
    right = wrong = 0
    begun = time.perf_counter()
    for start in range(0, len(names), BATCH):
        some = names[start : start + BATCH]
        for name, result in zip(some, _batch(connection, some, typed=typed), strict=True):
            taken = [each["id"] for each in result if each["match"]]
            right += taken == [name.id]
            wrong += taken not in ([], [name.id])
    return len(names) / (time.perf_counter() - begun), right, wrong


def _batch(connection: http.client.HTTPConnection, names: Sequence[Name], *, typed: bool) -> list[list[dict[str, str]]]:
    queries = {
        str(number): {"query": each.text, **({"type": each.type} if typed else {})} for number, each in enumerate(names)
    }
    form = urlencode({"queries": json.dumps(queries)})
    said = _asked(connection, "/reconcile", form)
    return [said[str(number)]["result"] for number in range(len(names))]


def _names(connection: http.client.HTTPConnection, count: int) -> list[Name]:
    """So many names of things of every kind, or all there are: the same ones every time."""
    manifest = _asked(connection, "/reconcile")
    kinds = [each["id"] for each in manifest["defaultTypes"] if ":" not in each["id"]]
    found: list[Name] = []
    for kind in kinds:
        start = f"{manifest['identifierSpace']}{kind.lower()}/"
        form = urlencode({"query": _LABELS.format(start), "format": "json"})
        rows = _asked(connection, "/sparql", form)["results"]["bindings"]
        space = len(manifest["identifierSpace"])
        found += [Name(row["label"]["value"], row["thing"]["value"][space:], kind) for row in rows]
    found.sort(key=lambda each: each.id)
    return Random(1).sample(found, min(count, len(found)))


def _slip(text: str, random: Random) -> str:
    """The text with two neighbours changed about, a letter lost or one twice."""
    letters = [place for place in range(1, len(text) - 1) if text[place].isalpha() and text[place + 1].isalpha()]
    if not letters:
        return text
    place = random.choice(letters)
    one, other = text[place], text[place + 1]
    return text[:place] + random.choice([other + one, other, one + one + other]) + text[place + 2 :]


def _asked(connection: http.client.HTTPConnection, path: str, form: str | None = None) -> Any:
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
    connection.request("GET" if form is None else "POST", path, form, headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {body[:300]!r}")
    return json.loads(body)


@contextlib.contextmanager
def _connected(address: str) -> Iterator[http.client.HTTPConnection]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=300)
    try:
        yield connection
    finally:
        connection.close()


def measured(sizes: Sequence[int], names: int, work: Path) -> list[Figures]:
    """The shipped data first, then synthetic graphs of so many projects; what lies there already is used."""
    work.mkdir(parents=True, exist_ok=True)
    every = [measure("shipped data", ROOT, work / "home-shipped", names)]
    for size in sizes:
        root = work / f"root-{size}"
        if not root.exists():
            make_root(root, size)
        every.append(measure(f"{size:,} projects", root, work / f"home-{size}", names))
    return every


def table(every: Sequence[Figures]) -> list[str]:
    """The table of docs/benchmarks.md: of each list names a second, and how many were matched rightly and wrongly."""
    lists = list(every[0].lists)
    heads = "".join(f" {each}: names/s (right, wrong) |" for each in lists)
    rows = []
    for each in every:
        cells = "".join(f" {rate:.0f} ({right}, {wrong}) |" for rate, right, wrong in each.lists.values())
        rows.append(f"| {each.name} | {each.entities:,} | {each.seconds:.1f} | {each.mib:.0f} |{cells}")
    return [
        f"| graph | entities | register, s | register, MiB |{heads}",
        "|---|--:|--:|--:|" + "--:|" * len(lists),
        *rows,
    ]


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", default="25000")
    options.add_argument("--names", type=int, default=1000)
    options.add_argument("--keep", type=Path, help="work here and leave everything, instead of in a temporary folder")
    said = options.parse_args()
    sizes = [int(each) for each in said.sizes.split(",") if each]
    with tempfile.TemporaryDirectory() as temporary:
        print("\n".join(table(measured(sizes, said.names, said.keep or Path(temporary)))))


if __name__ == "__main__":
    main()
