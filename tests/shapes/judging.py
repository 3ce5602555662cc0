"""Judge many examples at once, in a process of its own: pySHACL flips a switch of rdflib's for a whole process.

Every example goes into one graph under a name of its own (`project/lyft-x7`), so that the world around them is judged
once and no two of them meet. Judged like that, each must get what it would get alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context

import pyshacl
from rdflib import RDF, SH, BNode, Graph, URIRef, plugin
from rdflib.query import Processor
from rdflib.term import Node

from tests.shapes.examples import BASE, HERE, SHAPES, Case, Expected, derived, read, shapes, vocabulary

_OWN = re.compile(rf"^({re.escape(BASE)}(?:record/)?([a-z]+/[a-z0-9-]+))(#.*)?$")
_NUMBER = re.compile(r"-x(\d+)(?=#|$)")


@dataclass(frozen=True, order=True)
class Said:
    """That a shape found something at a node, by which constraint, with the words it said, at which path and value."""

    shape: str
    level: str
    node: str
    component: str
    messages: tuple[str, ...]
    path: str = ""
    value: str = ""

    @property
    def bare(self) -> Expected:
        """What an example expects: the shape, the level and the node."""
        return self.shape, self.level, self.node


def judged(cases: Sequence[Case], *, processes: int = 2) -> dict[Case, list[Said]]:
    """What the shapes say of each case."""
    shares = [share for share in (cases[start::processes] for start in range(processes)) if share]
    with ProcessPoolExecutor(len(shares), mp_context=get_context("spawn")) as pool:
        return {
            case: said
            for share, verdicts in zip(shares, pool.map(_judge, shares), strict=True)
            for case, said in zip(share, verdicts, strict=True)
        }


def _judge(cases: Sequence[Case]) -> list[list[Said]]:
    """One share: each as it is handed in, then all of them amid the world with what is derived."""
    plugin.register("sparql", Processor, "kg.validate.processor", "KeptProcessor")
    rules = shapes()
    handed_in = Graph()
    for number, case in enumerate(cases):
        for triple in _renamed(case.graph(), number):
            handed_in.add(triple)
    own = {node for node in handed_in.subjects() if isinstance(node, URIRef)}
    found = _validate(handed_in, rules, use_shapes=[SHAPES["handed-in"]], focus_nodes=sorted(own))
    for source in (derived(handed_in), read(HERE / "world.ttl"), vocabulary()):
        for triple in source:
            handed_in.add(triple)
    # Not `focus_nodes`: with it pySHACL passes over the values that nested shapes are asked about. Choose afterwards.
    found += [said for said in _validate(handed_in, rules) if URIRef(BASE + said.node) in own]
    verdicts: list[list[Said]] = [[] for _ in cases]
    for said in found:
        number = _NUMBER.search(said.node)
        assert number is not None, said
        verdicts[int(number[1])].append(_unnumbered(said))
    return [sorted(said) for said in verdicts]


def _renamed(graph: Graph, number: int) -> Iterator[tuple[Node, Node, Node]]:
    """The graph with its own thing, nodes and record called otherwise."""
    subjects = (_OWN.match(str(node)) for node in graph.subjects())
    things = {match[2] for match in subjects if match}

    def called(node: Node) -> Node:
        match = _OWN.match(node) if isinstance(node, URIRef) else None
        if match is None or match[2] not in things:
            return node
        return URIRef(f"{match[1]}-x{number}{match[3] or ''}")

    for subject, predicate, value in graph:
        yield called(subject), predicate, called(value)


def _validate(graph: Graph, rules: Graph, **narrowed: Iterable[URIRef]) -> list[Said]:
    """pySHACL's results, top level only: details repeat what their parent says."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=rules, inference="none", inplace=True, **narrowed)
    whole = report.value(None, RDF.type, SH.ValidationReport)
    return [
        Said(
            shape=_path(report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)),
            level=str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
            node=_path(report.value(result, SH.focusNode)),
            component=str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH)),
            messages=tuple(sorted(str(message) for message in report.objects(result, SH.resultMessage))),
            path=_name(report.value(result, SH.resultPath)),
            value=_name(report.value(result, SH.value)),
        )
        for result in report.objects(whole, SH.result)
    ]


def _unnumbered(said: Said) -> Said:
    messages = tuple(_NUMBER.sub("", message) for message in said.messages)
    return replace(said, node=_NUMBER.sub("", said.node), value=_NUMBER.sub("", said.value), messages=messages)


def _name(node: Node | None) -> str:
    return "" if node is None or isinstance(node, BNode) else _path(node)


def _path(node: Node | None) -> str:
    return str(node).removeprefix(BASE)
