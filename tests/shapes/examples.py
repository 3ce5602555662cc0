"""The examples beside this file, and a judge for them: pySHACL with our shapes, in a process of its own.

An example is a record. What it points at stands in world.ttl. An invalid one says in comments what is expected of it:
`# expects: <shapes/rule/small-count> Violation on <project/lyft#participant-count-rapporten>`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyshacl
from rdflib import RDF, SH, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.rdf.edtf import bounds
from kg.rdf.namespaces import prefixes

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BASE = "https://example.org/graf/"
SAMV = Namespace(BASE + "ns#")
SHAPES = Namespace(BASE + "shapes/")
EXAMPLES = sorted(HERE.glob("*/*valid/*.ttl"))
_EXPECTS = re.compile(r"^# expects: <(\S+)> (Violation|Warning|Info) on <(\S+)>$", re.MULTILINE)
_BOUNDS = {
    "earliestStart": "earliest_start",
    "latestStart": "latest_start",
    "earliestEnd": "earliest_end",
    "latestEnd": "latest_end",
}


@dataclass(frozen=True, order=True)
class Said:
    """That a shape found something at a node, with the words it said about it."""

    shape: str
    level: str
    node: str
    component: str = ""
    messages: tuple[str, ...] = ()

    @property
    def bare(self) -> tuple[str, str, str]:
        """What an example expects: the shape, the level and the node."""
        return self.shape, self.level, self.node


def name(path: Path) -> str:
    """An example's name, as tests are called."""
    return str(path.relative_to(HERE))


def expected(path: Path) -> list[tuple[str, str, str]]:
    """What an example says is wrong with it."""
    return [(shape, level, node) for shape, level, node in _EXPECTS.findall(path.read_text("utf-8"))]


def read(*paths: Path) -> Graph:
    """The statements of Turtle files, read against the tests' base."""
    graph = Graph()
    for path in sorted(paths):
        graph.parse(path, format="turtle", publicID=BASE)
    return graph


def shapes() -> Graph:
    """Every shape, with the prefixes that their queries use declared as a loader does it."""
    graph = read(*ROOT.glob("shapes/*.ttl"))
    queries = "\n".join(str(query) for query in graph.objects(None, SH.select))
    for prefix, namespace in prefixes(BASE).items():
        if re.search(rf"\b{prefix}:", queries):
            declared = SHAPES[f"prefixes#{prefix}"]
            graph.add((SHAPES.prefixes, SH.declare, declared))
            graph.add((declared, SH.prefix, Literal(prefix)))
            graph.add((declared, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))
    return graph


def derived(graph: Graph) -> Graph:
    """What is worked out of the periods in a graph: the days between which each starts and ends."""
    made = Graph()
    for period, text in graph.subject_objects(SAMV.edtf):
        try:
            known = bounds(str(text))
        except ValueError:
            continue
        for term, side in _BOUNDS.items():
            day = getattr(known, side)
            if day is not None:
                made.add((period, SAMV[term], Literal(day.isoformat(), datatype=XSD.date)))
    return made


class Judge:
    """Our shapes, ready to judge; one in each process."""

    shapes: Graph
    around: Graph

    @classmethod
    def prepare(cls) -> None:
        """Read the shapes, the vocabulary and the world of the examples."""
        cls.shapes = shapes()
        cls.around = read(HERE / "world.ttl", *ROOT.glob("ontology/**/*.ttl"))

    @classmethod
    def of(cls, path: Path) -> list[Said]:
        """What the shapes say of an example: of what is handed in, then of it with what is derived from it."""
        graph = read(path)
        own = {node for node in graph.subjects() if isinstance(node, URIRef)}
        at_the_door = validate(graph, cls.shapes, [SHAPES["handed-in"]], own)
        return sorted({*at_the_door, *cls._inside(graph, own)})

    @classmethod
    def _inside(cls, graph: Graph, own: set[URIRef]) -> list[Said]:
        """Judged amid the world. pySHACL's own choice of focus nodes would skip nested shapes: choose afterwards."""
        added = [triple for triple in (*graph, *derived(graph)) if triple not in cls.around]
        for triple in added:
            cls.around.add(triple)
        found = [said for said in validate(cls.around, cls.shapes) if URIRef(BASE + said.node) in own]
        for triple in added:
            cls.around.remove(triple)
        return found

    @classmethod
    def without(cls, case: tuple[Path, str, str, str]) -> list[Said]:
        """What a shape says of a node once its values of a property are gone."""
        path, shape, node, predicate = case
        graph = read(path)
        graph.remove((URIRef(BASE + node), URIRef(predicate), None))
        return validate(graph, cls.shapes, [URIRef(BASE + shape)], [URIRef(BASE + node)])


def validate(
    graph: Graph, shapes: Graph, only: Sequence[URIRef] = (), at: Iterable[URIRef] = ()
) -> list[Said]:
    """pySHACL's results; `only` some shapes `at` some nodes, or every shape at its targets."""
    narrowed = {"use_shapes": list(only), "focus_nodes": list(at)} if only else {}
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", inplace=True, **narrowed)
    results = [result for whole in report.subjects(RDF.type, SH.ValidationReport) for result in report.objects(whole, SH.result)]
    return [
        Said(
            shape=_path(report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)),
            level=str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
            node=_path(report.value(result, SH.focusNode)),
            component=str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH)),
            messages=tuple(sorted(str(message) for message in report.objects(result, SH.resultMessage))),
        )
        for result in results
    ]


def _path(node: Node | None) -> str:
    return str(node).removeprefix(BASE)
