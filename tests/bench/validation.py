"""Validation: one record, the real records, a whole synthetic graph; and that pySHACL says the same.

    python -m tests.bench.validation [--projects 25000] [--sample 120] [--keep FOLDER]

Faults are planted in the synthetic graph, one for every constraint of the shapes. What is found of them in the whole
graph must be what pySHACL finds, and so must what is found of a sample of the projects.
"""

import argparse
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random

from kg.parse.record import own, owner_of, parse
from kg.rdf.iris import Base, Owner
from kg.release.derive import derive
from kg.release.draft import Draft
from kg.release.inputs import read_inputs
from kg.release.shards import as_triples
from kg.sources.folder import scan
from kg.validate.cases import Case, Cases, cases
from kg.validate.child import answer
from kg.validate.compiled.compiled import Compiled
from kg.validate.compiled.compiler import compile_shapes
from kg.validate.raised import Raised
from kg.validate.reference import by_pyshacl
from kg.validate.shacl import validate
from tests.bench.faults import examples, faults, pairs
from tests.bench.synthetic import ROOT, make_root

BASE = Base("https://w3id.org/samverkan/")
PROCESSES = 2
TRIES = 3000
ROUNDS = 5


@dataclass(frozen=True)
class Judged:
    """What judging came to: milliseconds for one record, seconds for the real ones, each by pySHACL and by us; seconds
    for a whole graph by us; and whether what was compared was the same."""

    statements: int
    one: tuple[float, float]
    real: int
    real_seconds: tuple[float, float]
    whole: "Whole"
    is_same: bool


@dataclass(frozen=True)
class Whole:
    """A whole graph: how large it is, how long it took, and how many constraints the planted faults break."""

    records: int
    statements: int
    seconds: float
    broken: int
    constraints: int
    is_same: bool


@dataclass(frozen=True)
class Laid:
    """Records ready to be judged, and what judges them."""

    cases: Cases
    triples: int
    shapes: bytes
    ontology: bytes

    def compiled(self) -> Compiled:
        """The shapes, compiled."""
        made = compile_shapes(self.shapes, self.ontology)
        assert isinstance(made, Compiled)
        return made


def laid(root: Path) -> Laid:
    """The records under a root, with what rules make of them."""
    tree = scan(root)
    inputs = read_inputs(tree, BASE)
    draft = Draft(BASE, None)
    records = []
    for raw in tree.records:
        owner = owner_of(raw.name, BASE, inputs.vocabulary.kinds)
        assert isinstance(owner, Owner)
        record = own(parse(raw.read(), raw.name, owner, base=BASE), BASE)
        records.append(inputs.worked_out.taken_out(record, BASE)[0])
    derived = derive(records, inputs.rules, inputs.vocabulary, BASE, shapes_version=inputs.shapes.version)
    for record in records:
        draft.take(record, derived[record.key])
    return Laid(
        cases(draft.fresh, draft.triples, lambda key: draft.pointing[key]),
        sum(map(len, draft.fresh.values())),
        inputs.shapes.ntriples(BASE.iri),
        "".join(as_triples(inputs.vocabulary.lines())).encode(),
    )


def one_record(real: Laid, key: str) -> tuple[int, float, float]:
    """How many statements are read for one record, and milliseconds by pySHACL and by us, both warm."""
    case = real.cases[list(real.cases.keys).index(key)]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        slow = pool.submit(_warm_pyshacl, case, real.shapes.decode(), real.ontology.decode()).result()
    compiled = real.compiled()
    compiled.judge(case)
    fast = [_timed(lambda: compiled.judge(case)) for _ in range(ROUNDS * 4)]
    ours = statistics.median(fast)
    print(f"{key}: {len(case.statements)} statements read; pySHACL {slow:.0f} ms, ours {ours:.1f} ms (warm)")
    return len(case.statements), slow, ours


def _warm_pyshacl(case: Case, shapes: str, ontology: str) -> float:
    """The second share's time and what follows: the first pays for what is loaded once."""
    share = {"text": "".join(sorted(set(case.statements))), "focus": list(case.focus or ())}
    said = {"shapes": shapes, "ontology": ontology}
    once = _timed(lambda: answer({**said, "shares": [share] * 2}))
    return (_timed(lambda: answer({**said, "shares": [share] * (2 + ROUNDS)})) - once) / ROUNDS


def real_records(real: Laid) -> tuple[tuple[float, float], bool]:
    """Seconds for all real records by pySHACL and by us, and whether both say the same."""
    told, took = [], []
    for name, judge in (("pySHACL", by_pyshacl), ("ours", validate)):
        begun = time.perf_counter()
        told.append(judge(real.cases, real.shapes, real.ontology, processes=PROCESSES))
        took.append(time.perf_counter() - begun)
        print(f"{len(real.cases)} real records, {name}: {took[-1]:.1f} s")
    return (took[0], took[1]), _is_same("the real records", *told)


def whole_graph(whole: Laid, sample: int) -> Whole:
    """Seconds for everything, faults planted in it; pySHACL judges the faults and a sample."""
    compiled = whole.compiled()
    planted = faults(examples(BASE.iri), compiled, BASE.iri, tries=TRIES)
    every = planted.beside(whole.cases)
    begun = time.perf_counter()
    found = validate(every, whole.shapes, whole.ontology, processes=PROCESSES)
    seconds = time.perf_counter() - begun
    print(f"{len(every)} records, {whole.triples} statements: {seconds:.1f} s in {PROCESSES} processes")
    broken = {(each.shape or "", each.component) for each in found}
    known = pairs(compiled)
    print(f"{len(planted.records)} faults planted; they break {len(known & broken)} of {len(known)} constraints")
    drawn = Random(1).sample(range(len(whole.cases)), min(sample, len(whole.cases)))
    checked = [*planted.alone(), *(whole.cases[number] for number in drawn)]
    nodes = {node for case in checked for node in case.focus or ()}
    expected = by_pyshacl(checked, whole.shapes, whole.ontology, processes=PROCESSES)
    ours = Counter(each for each in found if each.focus in nodes)
    is_same = _is_same(f"the faults and {len(drawn)} of the records", Counter(expected), ours)
    return Whole(len(every), whole.triples, seconds, len(known & broken), len(known), is_same)


def _is_same(what: str, pyshacl: Iterable[Raised], ours: Iterable[Raised]) -> bool:
    one, other = Counter(pyshacl), Counter(ours)
    print(f"{what}: {'the same results' if one == other else 'OTHER RESULTS'} by pySHACL and by us ({one.total()})")
    for who, more in (("pySHACL", one - other), ("ours", other - one)):
        for each in list(more)[:10]:
            print(f"  only {who}: {each.focus} {each.shape} {each.component} {each.value}")
    return one == other


def _timed(what: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    what()
    return (time.perf_counter() - begun) * 1000


def measure(projects: int, sample: int, work: Path) -> Judged:
    """Everything, told as it goes."""
    real = laid(ROOT)
    statements, slow, fast = one_record(real, "project/kiis")
    seconds, is_same = real_records(real)
    root = work / f"root-{projects}"
    whole = whole_graph(laid(root if root.exists() else make_root(root, projects)), sample)
    return Judged(statements, (slow, fast), len(real.cases), seconds, whole, is_same and whole.is_same)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--projects", type=int, default=25_000)
    options.add_argument("--sample", type=int, default=120)
    options.add_argument("--keep", type=Path, help="work here and leave everything, instead of in a temporary folder")
    said = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        measure(said.projects, said.sample, said.keep or Path(temporary))


if __name__ == "__main__":
    main()
