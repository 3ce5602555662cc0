"""The examples beside this file, and what they expect of the shapes.

An example is a record. What it points at stands in world.ttl. An invalid one says in comments what is expected of it:
`# expects: <shapes/rule/small-count> Violation on <project/lyft#participant-count-rapporten>`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
Expected = tuple[str, str, str]


@dataclass(frozen=True)
class Case:
    """An example to judge, and what is taken out of it before: pairs of a node and a property, as IRIs."""

    path: Path
    without: tuple[tuple[str, str], ...] = ()

    def graph(self) -> Graph:
        """What is handed in."""
        graph = read(self.path)
        for node, predicate in self.without:
            graph.remove((URIRef(node), URIRef(predicate), None))
        return graph


def name(path: Path) -> str:
    """An example's name, as its test is called."""
    return str(path.relative_to(HERE))


def expected(path: Path) -> list[Expected]:
    """What an example says is wrong with it: the shape, the level and the node."""
    return [(shape, level, node) for shape, level, node in _EXPECTS.findall(path.read_text("utf-8"))]


def read(*paths: Path) -> Graph:
    """The statements of Turtle files, read against the tests' base."""
    graph = Graph()
    for path in sorted(paths):
        graph.parse(path, format="turtle", publicID=BASE)
    return graph


def shapes() -> Graph:
    """Every shape, with the prefixes that their queries use declared, as a loader does it."""
    graph = read(*ROOT.glob("shapes/*.ttl"))
    queries = "\n".join(str(query) for query in graph.objects(None, SH.select))
    for prefix, namespace in prefixes(BASE).items():
        if re.search(rf"\b{prefix}:", queries):
            declared = SHAPES[f"prefixes#{prefix}"]
            graph.add((SHAPES.prefixes, SH.declare, declared))
            graph.add((declared, SH.prefix, Literal(prefix)))
            graph.add((declared, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))
    return graph


def vocabulary() -> Graph:
    """The ontology and its schemes."""
    return read(*ROOT.glob("ontology/**/*.ttl"))


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


def rounds() -> list[tuple[Case, list[tuple[str, str]]]]:
    """Every full example with statements that its nodes must have taken out, and the shapes and nodes to be found so.

    Each node loses one statement a round, so that its finding can only come from that.
    """
    rules = shapes()
    demands = [
        (target, shape, rules.value(shape, SH.path))
        for owner, target in rules.subject_objects(SH.targetClass)
        for shape in rules.objects(owner, SH.property)
        if (shape, SH.minCount, Literal(1)) in rules
    ]
    return [made for path in EXAMPLES if path.name == "everything.ttl" for made in _rounds(path, demands)]


def _rounds(path: Path, demands: list[tuple[Node, Node, Node | None]]) -> Iterator[tuple[Case, list[tuple[str, str]]]]:
    graph = read(path)
    mine: dict[str, list[tuple[str, str]]] = {}
    for target, shape, predicate in demands:
        for node in graph.subjects(RDF.type, target):
            mine.setdefault(str(node), []).append((str(predicate), str(shape)))
    for turn in range(max(map(len, mine.values()))):
        taken = sorted((node, *sorted(of)[turn]) for node, of in mine.items() if len(of) > turn)
        case = Case(path, tuple((node, predicate) for node, predicate, _ in taken))
        yield case, [(shape.removeprefix(BASE), node.removeprefix(BASE)) for node, _, shape in taken]
