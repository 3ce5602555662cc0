"""The profile DCAT-AP-SE: its shapes say of every example what they should and nothing else, by both validators.

Made files are held fresh: `python -m tests.dcat_ap_se --write`. DIGG's own examples are read from KG_SUITES.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef

from kg.examine.by_shapes import examine_by
from kg.examine.handed import Handed
from kg.rdf.findings import Finding
from kg.settings import read as read_settings
from kg.sources.folder import scan
from kg.validate.cases import Case
from kg.validate.compiled.compiled import Compiled
from kg.validate.compiled.compiler import compile_shapes
from kg.validate.profiles import profile
from kg.validate.raised import Raised
from kg.validate.reference import by_pyshacl
from tests.conftest import Golden
from tests.dcat_ap_se.examples import BASE
from tests.dcat_ap_se.generated import EXAMPLES, ROOT, SHAPES, files
from tests.dcat_ap_se.table import rows
from tests.dcat_ap_se.writing import SHAPES as SE
from tests.shapes.test_examples import COMPONENTS

HERE = EXAMPLES
EVERY = sorted(HERE.glob("*alid/*/*.ttl"))
INVALID = [path for path in EVERY if path.parts[-3] == "invalid"]
_EXPECTS = re.compile(r"^# expects: se:(\S+) (Violation|Warning|Info) on (\S+)$", re.MULTILINE)
Said = tuple[str, str, str]


def handed(*paths: Path) -> list[Handed]:
    return [Handed(path.name, path.read_bytes()) for path in paths]


def shapes() -> list[Handed]:
    return handed(*(raw.path for raw in profile(ROOT, "dcat-ap-se").shapes))


def beside() -> list[Handed]:
    return handed(HERE / "world.ttl", *(raw.path for raw in profile(ROOT, "dcat-ap-se").codes))


def judged(given: Sequence[Handed]) -> list[Finding]:
    """What the profile says of examples, but not of the world that they point at."""
    world = {str(subject) for subject in _read(HERE / "world.ttl").subjects()}
    return [each for each in examine_by(given, shapes(), beside()) if each.focus not in world]


def of(finding: Finding) -> Said:
    focus = (finding.focus or "").removeprefix(BASE)
    level = {"violation": "Violation", "warning": "Warning", "info": "Info"}[finding.level.value]
    return ((finding.shape or "").removeprefix(SE), level, "_:b" if focus.startswith("_:") else focus)


@pytest.fixture(scope="module")
def found() -> dict[Path, list[Finding]]:
    """What the profile says of each example; what they point at stands beside them, and is no example itself."""
    every = judged([Handed(str(n), path.read_bytes()) for n, path in enumerate(EVERY)])
    verdicts: dict[Path, list[Finding]] = {path: [] for path in EVERY}
    for each in every:
        if each.place is not None:
            verdicts[EVERY[int(each.place.source)]].append(each)
    return verdicts


@pytest.mark.parametrize("path", EVERY, ids=lambda path: str(path.relative_to(HERE)))
def test_an_example_gets_exactly_what_it_expects(path: Path, found: dict[Path, list[Finding]]) -> None:
    expected = [
        (shape, level, node.removeprefix(BASE)) for shape, level, node in _EXPECTS.findall(path.read_text("utf-8"))
    ]
    assert sorted(map(of, found[path])) == sorted(expected)
    assert bool(expected) == (path in INVALID)


def test_the_shapes_and_the_examples_are_those_that_the_tables_give() -> None:
    stale = [path.name for path, text in files().items() if not path.is_file() or path.read_text("utf-8") != text]
    assert stale == [], "run `python -m tests.dcat_ap_se --write`"
    made = {path for path in files() if SHAPES in path.parents}
    assert set(SHAPES.glob("*.ttl")) - made == {SHAPES / "harvest.ttl"}


def test_every_property_of_every_class_has_a_shape() -> None:
    named = {shape.removeprefix(SE) for shape in _named(_graph())}
    without = [row for row in rows() if not any(name.split("-")[1:2] == [row.slug] for name in named)]
    # A node by the European profile and a literal by the Swedish one: both are taken, so that nothing is asked.
    assert [(row.template, row.path) for row in without] == [("dcat:Dataset", "adms:identifier")]


def test_every_constraint_is_broken_by_an_example(found: dict[Path, list[Finding]]) -> None:
    graph = _graph()
    known = {**COMPONENTS, SH.qualifiedMinCount: "QualifiedMinCount", SH.disjoint: "Disjoint"}
    asked = {
        (str(shape).removeprefix(SE), component)
        for shape in set(graph.subjects(SH.message))
        for parameter, component in known.items()
        if (shape, parameter, None) in graph
    }
    sh = str(SH)
    broken = {
        ((f.shape or "").removeprefix(SE), (f.component or "").removeprefix(sh).removesuffix("ConstraintComponent"))
        for path in INVALID
        for f in found[path]
    }
    assert sorted(asked ^ broken) == []


def test_whatever_can_be_broken_says_so_in_both_languages_and_has_a_name() -> None:
    graph = _graph()
    for shape in set(graph.subjects(SH.message)):
        for predicate in (SH.message, SH.name) if (shape, SH.path, None) in graph else (SH.message,):
            texts = [text for text in graph.objects(shape, predicate) if isinstance(text, Literal)]
            assert sorted(str(text.language) for text in texts) == ["en", "sv"], shape
    named = [shape for kind in (SH.PropertyShape, SH.NodeShape) for shape in graph.subjects(RDF.type, kind)]
    without_words = [s for s in named if (s, SH.message, None) not in graph and (s, SH.property, None) not in graph]
    assert without_words == []


def test_the_compiled_shapes_say_of_the_examples_what_pyshacl_says() -> None:
    rules, data = _ntriples(_graph()), "".join(_ntriples(_read(*EVERY, HERE / "world.ttl")).decode())
    compiled = compile_shapes(rules, b"")
    assert isinstance(compiled, Compiled)
    whole = Case("", None, tuple(data.splitlines(keepends=True)))
    ours, reference = compiled.judge(whole), by_pyshacl([whole], rules, b"", processes=1)
    assert len(ours) > 300
    assert sorted(map(_plain, ours)) == sorted(map(_plain, reference))


def test_an_optional_property_is_never_asked_for() -> None:
    optional = {row.path for row in rows() if not (row.required or row.recommended)} - {""}
    needed = {row.path for row in rows() if row.required or row.recommended}
    whole = {
        path: path.read_text("utf-8")
        for path in EVERY
        if path.name == "everything.ttl" and path.parent.name != "harvest"
    }
    bare = [
        Handed(str(path), re.sub(rf"(?m)^ +({'|'.join(optional - needed)}) [^;]*?( ;)?\n", "", text).encode())
        for path, text in whole.items()
    ]
    # The last line of a resource may have been one of them.
    mended = [Handed(each.name, re.sub(rb" ;\n(?=\n|$|ex:)", b" .\n", each.data)) for each in bare]
    assert [of(each) for each in judged(mended)] == []


def test_the_profile_judges_nothing_of_ours() -> None:
    assert not any("dcat-ap-se" in raw.name for raw in scan(ROOT).shapes)


@pytest.mark.parametrize("name", ["obligatoriskt", "rekommenderat"])
def test_diggs_own_examples_get_what_a_reader_of_the_specification_would_say(name: str, golden: Golden) -> None:
    told = read_settings().suites
    folder = (Path(told) if told else ROOT.parent / "shared" / "suites") / "dcat"
    path = folder / f"example-dcat-ap-se-{name}.ttl"
    if not path.is_file():
        pytest.skip(f"DIGG's examples are not in {folder}: put them there or set KG_SUITES")
    codes = handed(*(raw.path for raw in profile(ROOT, "dcat-ap-se").codes))
    found = sorted(map(of, examine_by(handed(path), shapes(), codes)), key=lambda said: (said[1], said))
    text = "".join(f"{level:9} {shape} on {focus}\n" for shape, level, focus in reversed(found))
    golden(f"validate/dcat-ap-se-{name}.txt", text)


def _named(graph: Graph) -> list[str]:
    return [str(shape) for shape in set(graph.subjects(SH.message)) if isinstance(shape, URIRef)]


def _graph() -> Graph:
    return _read(*(raw.path for raw in profile(ROOT, "dcat-ap-se").shapes))


def _read(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


def _ntriples(graph: Graph) -> bytes:
    quads = ox.parse(graph.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
    return ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b""


def _plain(raised: Raised) -> Sequence[str]:
    """A result without the names of blank nodes, which no two readings share."""
    parts = (raised.shape, raised.component, raised.severity, raised.focus, raised.path, raised.value)
    words = ["_:" if (part or "").startswith(("_:", "n")) and "/" not in str(part) else str(part) for part in parts]
    return [*words, *sorted(text for _, text in raised.messages)]
