"""`make bench`: builds, publishes, lookups and questions, ours beside Oxigraph's own server, in one run.

    python -m tests.bench [--sizes 1000,25000] [--keep FOLDER]

At 250000, an hour's work, the questions and the peer's store in memory are left out.

Writes docs/benchmarks.md. What the peer hasn't has benches of its own, whose tables stand on the page: validation, which
is left out of the builds (tests.bench.validation, tests.bench.examining), taking in exports (tests.bench.importing) and
reconciliation (tests.bench.reconciling). They run last; --only-peers leaves them out.
"""

import argparse
import gzip
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from kg.query.questions import read_questions
from kg.query.standalone import standalone
from kg.rdf.iris import Base
from kg.release import shards
from kg.release.layout import current
from kg.settings import read
from kg.sweden.projectbanks.banks import BANKS
from tests.bench import examining, importing, reconciling, validation
from tests.bench.examining import Served
from tests.bench.load import Load, ask, attempt, load
from tests.bench.servers import load_oxigraph, ours, oxigraph, oxigraph_in_memory
from tests.bench.synthetic import ROOT, make_root
from tests.bench.validation import Judged
from tests.whole.hostile import everything

BASE = Base("https://w3id.org/samverkan/")
LOOKUPS = 2000
ROUNDS = 3
_BUILD = "from kg.pipeline import publish; from kg.settings import read; publish(read(), judging=False, dumping=False)"
_PUBLISH = "from kg.pipeline import publish; from kg.settings import read; publish(read(), dumping=False)"
_DUMPS = "from kg.pipeline import publish; from kg.settings import read; publish(read(), judging=False)"
BESIDE = 1000
LARGE, HUGE = 5000, 100_000
EXAMINED = 100
SAMPLE = 120
NAMES = 1000
DEADLINE = 20.0


@dataclass
class Figures:
    """What one size came to."""

    projects: int
    statements: int = 0
    build_seconds: float = 0.0
    dumps_seconds: float | None = None
    peer_load_seconds: float = 0.0
    publish_seconds: list[float] = field(default_factory=list)
    lookups: list[Load] = field(default_factory=list)
    again: list[Load] = field(default_factory=list)
    drawn: list[Load] = field(default_factory=list)
    peer_lookups: list[Load] = field(default_factory=list)
    peer_again: list[Load] = field(default_factory=list)
    peer_drawn: list[Load] = field(default_factory=list)
    peer_in_memory: list[Load] = field(default_factory=list)
    questions: dict[str, tuple[float | None, float | None]] = field(default_factory=dict)
    alone: list[Load] = field(default_factory=list)
    beside: list[Load] = field(default_factory=list)


def measure(projects: int, work: Path) -> Figures:
    """Everything of one size."""
    figures = Figures(projects)
    root, home = make_root(work / f"root-{projects}", projects), work / f"home-{projects}"
    shutil.rmtree(home, ignore_errors=True)
    begun = time.perf_counter()
    _publish(root, home)
    figures.build_seconds = time.perf_counter() - begun
    if projects <= LARGE:
        begun = time.perf_counter()
        _publish(root, home, _DUMPS)
        figures.dumps_seconds = time.perf_counter() - begun
    release = current(home)
    figures.statements = release.manifest.counts["quads"]
    nquads = work / f"all-{projects}.nq"
    with nquads.open("wb") as out:
        for name in shards.names():
            path = release.path / "shards" / f"{name}.nq.gz"
            if path.exists():
                out.write(gzip.decompress(path.read_bytes()))
    figures.peer_load_seconds = load_oxigraph(work / f"peer-{projects}", nquads)
    copied = projects <= HUGE
    # A server of its own for each: a slow question still running would be measured too, and the peer's have no end.
    with ours(root, home, copied=copied) as mine:
        _one_record(figures, root, home, mine + "/sparql")
    with ours(root, home, copied=copied) as mine:
        _beside_hostile(figures, mine + "/sparql")
    with ours(root, home, copied=copied) as mine, oxigraph(work / f"peer-{projects}") as peer:
        if projects > HUGE:
            _lookups(figures, mine + "/sparql", peer + "/query")
        else:
            with oxigraph_in_memory(nquads) as too:
                _lookups(figures, mine + "/sparql", peer + "/query", too + "/query")
            _questions(figures, mine + "/sparql", peer + "/query")
    return figures


def _publish(root: Path, home: Path, what: str = _BUILD) -> None:
    environment = {"KG_ROOT": str(root), "KG_HOME": str(home), "PATH": "/usr/bin:/bin"}
    subprocess.run([sys.executable, "-c", what], check=True, env=environment, cwd=ROOT)


def _beside_hostile(figures: Figures, mine: str) -> None:
    """Ordinary lookups alone, and beside five hostile queries a second; the two take turns."""
    hostile = list(everything("http://127.0.0.1:9/").values())
    for turn in range(ROUNDS):
        figures.alone.append(load(mine, _lookup_texts(figures, BESIDE, f"alone {turn}"), connections=2, pause=0.01))
        stop = threading.Event()
        attacker = threading.Thread(target=_attack, args=(mine, hostile, stop))
        attacker.start()
        figures.beside.append(load(mine, _lookup_texts(figures, BESIDE, f"beside {turn}"), connections=2, pause=0.01))
        stop.set()
        attacker.join()


def _attack(endpoint: str, hostile: Sequence[str], stop: threading.Event) -> None:
    """Five a second, two under way at a time, 100 at most; what hasn't begun when the lookups are done never does."""
    pool = ThreadPoolExecutor(2)
    for number in range(100):
        pool.submit(attempt, endpoint, hostile[number % len(hostile)])
        if stop.wait(0.2):
            break
    pool.shutdown(cancel_futures=True)


def _lookup_texts(figures: Figures, count: int, mark: str) -> list[str]:
    step = max(1, figures.projects // count)
    return [
        f"SELECT ?p ?o WHERE {{ <{BASE.iri}project/syntetisk-{n * step % figures.projects:06d}> ?p ?o }} # {mark} {n}"
        for n in range(count)
    ]


def _drawn_texts(figures: Figures, mark: str) -> list[str]:
    """Lookups as readers make them: of all projects the n-th is asked for 1/n as often as the first (Zipf's law)."""
    chance = random.Random(mark)
    popular = chance.sample(range(figures.projects), figures.projects)
    asked = chance.choices(popular, [1 / rank for rank in range(1, figures.projects + 1)], k=LOOKUPS)
    return [f"SELECT ?p ?o WHERE {{ <{BASE.iri}project/syntetisk-{n:06d}> ?p ?o }} # {mark}" for n in asked]


def _lookups(figures: Figures, mine: str, peer: str, peer_in_memory: str | None = None) -> None:
    """Lookups each of which is another; the same again; and such as readers make. The servers take turns.

    Nothing that is asked in one turn is kept for the next.
    """
    for turn in range(ROUNDS):
        queries = _lookup_texts(figures, LOOKUPS, f"turn {turn}")
        figures.lookups.append(load(mine, queries))
        figures.peer_lookups.append(load(peer, queries))
        if peer_in_memory is not None:
            figures.peer_in_memory.append(load(peer_in_memory, queries))
        figures.again.append(load(mine, queries))
        figures.peer_again.append(load(peer, queries))
        drawn = _drawn_texts(figures, f"drawn {turn}")
        figures.drawn.append(load(mine, drawn))
        figures.peer_drawn.append(load(peer, drawn))


def _questions(figures: Figures, mine: str, peer: str) -> None:
    """Each standing question; what isn't answered within the deadline has no figure.

    Small, the two servers take turns. Large, ours is asked everything first: what the peer was asked it works on, long
    after nobody waits for it, and nothing beside it would be measured fairly.
    """
    small = figures.projects <= LARGE
    rounds = ROUNDS if small else 1
    rows = [
        q for q in read_questions((ROOT / "data/queries").glob("*.rq"), BASE) if q.name != "everything-about-project"
    ]
    texts = {each.name: standalone(each, each.bindings({}, BASE), BASE.iri) for each in rows[:: 1 if small else 3]}

    def asked(endpoint: str, name: str) -> float | None:
        return _median([_timed(endpoint, f"{texts[name]}\n# {turn}") for turn in range(rounds)])

    if small:
        figures.questions = {name: (asked(mine, name), asked(peer, name)) for name in texts}
    else:
        own = {name: asked(mine, name) for name in texts}
        figures.questions = {name: (own[name], asked(peer, name)) for name in texts}


def _median(times: Sequence[float | None]) -> float | None:
    known = [each for each in times if each is not None]
    return statistics.median(known) if known else None


def _timed(endpoint: str, text: str) -> float | None:
    """Milliseconds to the whole answer; None when the server refused, or took longer than our own deadline."""
    begun = time.perf_counter()
    try:
        ask(endpoint, text, timeout=DEADLINE)
    except (RuntimeError, OSError):
        return None
    return (time.perf_counter() - begun) * 1000


def _one_record(figures: Figures, root: Path, home: Path, endpoint: str) -> None:
    """From saving one changed record file to its new title in an answer: `kg publish` judges it, started anew each time."""
    path = root / "data/records/project/syntetisk-000007.ttl"
    for turn in range(5 if figures.projects <= HUGE else 2):
        title = f"Ändrat {turn}"
        text = path.read_text("utf-8")
        before = text.index('"', text.index("dcterms:title")) + 1
        path.write_text(text[:before] + title + text[text.index('"', before) :], "utf-8")
        begun = time.perf_counter()
        environment = {"KG_ROOT": str(root), "KG_HOME": str(home), "PATH": "/usr/bin:/bin"}
        with subprocess.Popen([sys.executable, "-c", _PUBLISH], env=environment, cwd=ROOT) as publishing:
            query = f'ASK {{ <{BASE.iri}project/syntetisk-000007> <http://purl.org/dc/terms/title> "{title}"@sv }}'
            while b"true" not in ask(endpoint, f"{query} # {time.perf_counter_ns()}"):
                if time.perf_counter() - begun > 300:
                    raise RuntimeError("the published record never became visible")
                time.sleep(0.01)
            figures.publish_seconds.append(time.perf_counter() - begun)
            publishing.wait()


@dataclass(frozen=True)
class Judging:
    """What judging costs: one hand-in by the running service, and everything at once."""

    served: tuple[Served, ...]
    judged: Judged


@dataclass(frozen=True)
class Alone:
    """What only ours does: judging, and the tables of importing and of reconciliation."""

    judging: Judging
    imports: list[str]
    reconciliation: list[str]


def _report(every: list[Figures], alone: Alone | None) -> str:
    from tests.bench.report import report

    return report(every, platform.machine(), alone)


def _ours_alone(projects: int, work: Path) -> "Alone":
    served = examining.measure([projects], [], EXAMINED, work)
    judging = Judging(tuple(served), validation.measure(projects, SAMPLE, work))
    imports = importing.table(importing.measured(list(BANKS), importing.ORDINARY, work))
    return Alone(judging, imports, reconciling.table(reconciling.measured([projects], NAMES, work)))


def main() -> None:
    """Measure every size and write docs/benchmarks.md."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", default="1000,25000")
    options.add_argument("--only-peers", action="store_true", help="leave out what the peer hasn't")
    options.add_argument("--keep", type=Path, help="work here and leave everything, instead of in a temporary folder")
    said = options.parse_args()
    read({})
    sizes = [int(size) for size in said.sizes.split(",")]
    with tempfile.TemporaryDirectory() as temporary:
        work = said.keep or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        every = []
        for size in sizes:
            every.append(measure(size, work))
            # So that what breaks off leaves what it has measured.
            print(_report(every, None), flush=True)
        alone = None if said.only_peers else _ours_alone(max(sizes), work)
    text = _report(every, alone)
    (ROOT / "docs/benchmarks.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
