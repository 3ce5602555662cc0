"""Judging by shapes: the same however the records are shared out, and a sentence when a validator dies."""

import os
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.errors import BadShapes, EngineUnavailable
from kg.parse.record import Record, owner_of, parse, references
from kg.rdf.findings import Finding, Level, in_order
from kg.rdf.iris import Owner
from kg.release.inputs import Inputs
from kg.release.shards import as_triples
from kg.sources.folder import scan
from kg.validate.cases import cases
from kg.validate.raised import Raised
from kg.validate.reference import by_pyshacl
from kg.validate.report import told
from kg.validate.shacl import Case, validate
from kg.validate.shifts import judged_in_shifts
from tests.conftest import Golden
from tests.validate.scenes import scene
from tests.workshop import BASE, Workshop, record

Judge = Callable[..., list[Raised]]


def _cases(tiny: Workshop, inputs: Inputs) -> Sequence[Case]:
    """The records of the root as they are judged, without what rules would make of them."""
    records: dict[str, Record] = {}
    for raw in scan(tiny.root).records:
        owner = owner_of(raw.name, BASE, inputs.vocabulary.kinds)
        assert isinstance(owner, Owner)
        made = parse(raw.read(), raw.name, owner, base=BASE)
        records[made.key] = made
    triples = {key: as_triples(made.text.splitlines(keepends=True)) for key, made in records.items()}
    pointing = {key: references(made.quads, BASE) for key, made in records.items()}
    return cases(records, lambda key: triples.get(key, []), lambda key: pointing[key])


def _judged(inputs: Inputs, every: Sequence[Case], *, processes: int) -> list[Finding]:
    vocabulary = "".join(as_triples(inputs.vocabulary.lines())).encode()
    raised = validate(every, inputs.shapes.ntriples(BASE.iri), vocabulary, processes=processes)
    return in_order(told(raised, scene("", ""), BASE, every=True))


@pytest.fixture
def flawed(tiny: Workshop) -> Workshop:
    """The tiny world with one record that breaks most of its shapes, and one that another points at in vain."""
    body = "samv:partner <actor/ingen>, <actor/namnlos> ; samv:period <project/tomt#tid>"
    tiny.write(
        "data/records/project/tomt.ttl", record("project", "tomt", body) + "<project/tomt#tid> a dcterms:PeriodOfTime ."
    )
    tiny.write("data/records/actor/namnlos.ttl", record("actor", "namnlos", "samv:foundedOn 'igår'@sv"))
    return tiny


def test_nothing_to_judge_starts_no_validator() -> None:
    assert validate([], b"no shapes", b"no ontology", processes=2) == []


def test_the_findings_do_not_depend_on_how_records_are_shared_among_processes(flawed: Workshop) -> None:
    inputs = flawed.inputs()
    every = _cases(flawed, inputs)
    together = _judged(inputs, every, processes=1)
    assert together == _judged(inputs, every, processes=3)
    assert together == in_order(
        [each for half in (every[:4], every[4:]) for each in _judged(inputs, half, processes=2)]
    )


def test_each_broken_shape_is_a_finding_in_the_golden_words(flawed: Workshop, golden: Golden) -> None:
    inputs = flawed.inputs()
    found = _judged(inputs, _cases(flawed, inputs), processes=1)
    said = "".join(
        f"{each.text('sv')}\n{each.text('en')}\n  {each.focus} | {each.path} | {each.value} | {each.shape}\n"
        for each in found
    )
    golden("validate/shapes.txt", said)
    assert {each.level for each in found} == set(Level)


def test_a_case_holds_the_record_and_what_it_points_at_and_no_more(tiny: Workshop) -> None:
    by_key = {case.key: case for case in _cases(tiny, tiny.inputs())}
    assert by_key["actor/norrby-kommun"].focus == (
        "https://example.org/actor/norrby-kommun",
        "https://example.org/record/actor/norrby-kommun",
    )
    said = "".join(by_key["project/vinter"].statements)
    assert "Norrby kommun" in said
    assert "Kvinnohuset" not in said


def _by(judge: Judge, flawed: Workshop) -> Counter[Raised]:
    inputs = flawed.inputs()
    vocabulary = "".join(as_triples(inputs.vocabulary.lines())).encode()
    return Counter(judge(_cases(flawed, inputs), inputs.shapes.ntriples(BASE.iri), vocabulary, processes=2))


def test_our_own_validator_says_what_pyshacl_says(flawed: Workshop) -> None:
    assert _by(validate, flawed) == _by(by_pyshacl, flawed) != Counter()


def test_many_records_are_judged_in_shifts_as_few_are_here(flawed: Workshop) -> None:
    assert _by(judged_in_shifts, flawed) == _by(validate, flawed)


def test_shapes_that_ask_themselves_are_judged_by_pyshacl(tiny: Workshop) -> None:
    shapes = b"""<http://e.x/s> <http://www.w3.org/ns/shacl#targetSubjectsOf> <http://e.x/knows> .
<http://e.x/s> <http://www.w3.org/ns/shacl#nodeKind> <http://www.w3.org/ns/shacl#BlankNode> .
<http://e.x/s> <http://www.w3.org/ns/shacl#property> <http://e.x/p> .
<http://e.x/p> <http://www.w3.org/ns/shacl#path> <http://e.x/knows> .
<http://e.x/p> <http://www.w3.org/ns/shacl#node> <http://e.x/s> .
"""
    case = Case("", ("http://e.x/a",), ("<http://e.x/a> <http://e.x/knows> <http://e.x/b> .\n",))
    found = validate([case], shapes, b"", processes=1)
    assert sorted(each.component.rpartition("#")[2] for each in found) == [
        "NodeConstraintComponent",
        "NodeKindConstraintComponent",
    ]


@pytest.mark.parametrize(
    "select", ["SELECT $this WHERE { MINUS { $this ?p ?o } }", "SELECT $this WHERE { $this ex:p ?o }", "SELECT {"]
)
def test_shapes_that_nobody_can_apply_are_refused_in_a_sentence(select: str) -> None:
    shapes = f"""<http://e.x/s> <http://www.w3.org/ns/shacl#targetNode> <http://e.x/a> .
<http://e.x/s> <http://www.w3.org/ns/shacl#sparql> <http://e.x/q> .
<http://e.x/q> <http://www.w3.org/ns/shacl#select> "{select}" .
"""
    case = Case("", None, ("<http://e.x/a> <http://e.x/p> <http://e.x/b> .\n",))
    with pytest.raises(BadShapes) as raised:
        validate([case], shapes.encode(), b"", processes=1)
    assert raised.value.text("en").startswith("The shapes can't be applied: ")
    assert raised.value.text("sv").startswith("Formerna går inte att tillämpa: ")


def _validators() -> list[int]:
    """The validator processes that this process started."""
    tasks = Path("/proc/self/task").glob("*/children")
    return [
        int(pid) for task in tasks for pid in task.read_text().split() if b"kg.validate.compiled.child" in _command(pid)
    ]


def _command(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_a_validator_that_is_killed_is_told_in_a_sentence_and_nothing_is_judged(tiny: Workshop) -> None:
    inputs = tiny.inputs()
    with ThreadPoolExecutor(1) as watch:
        judging = watch.submit(_judged, inputs, list(_cases(tiny, inputs)) * 500, processes=1)
        while not (children := _validators()):
            assert not judging.done()
        for pid in children:
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(EngineUnavailable) as raised:
            judging.result(timeout=60)
    assert raised.value.text("en").startswith("A validator process died (-9); nothing was judged.")
    assert raised.value.text("sv").startswith("En valideringsprocess dog (-9); inget har bedömts.")
