"""Shapes ready to judge: which of them a record's nodes answer to, and what they raise."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.validate.cases import Case
from kg.validate.compiled.asker import Engine, RecordAsker
from kg.validate.compiled.graph import TYPE, Graph, Ground, Index, index
from kg.validate.compiled.model import Result, Room, Shape
from kg.validate.compiled.of_queries import Select
from kg.validate.raised import Raised


@dataclass
class Targets:
    """Which shapes, by their number, target a node, the instances of a class, and the two ends of a property."""

    nodes: dict[str, list[int]] = field(default_factory=dict)
    classes: dict[str, list[int]] = field(default_factory=dict)
    subjects_of: dict[str, list[int]] = field(default_factory=dict)
    objects_of: dict[str, list[int]] = field(default_factory=dict)

    def of_node(self, graph: Graph, node: str) -> set[int]:
        """The shapes that target a node."""
        found = set(self.nodes.get(node, ()))
        for each in graph.objects(node, TYPE):
            for name in graph.above(each):
                found.update(self.classes.get(name, ()))
        for predicate in graph.about(node):
            found.update(self.subjects_of.get(predicate, ()))
        for predicate, shapes in self.objects_of.items():
            if graph.subjects(predicate, node):
                found.update(shapes)
        return found

    def everything(self, graph: Graph) -> Iterable[str]:
        """Every node that can be a target: those that something is said of, or that are said of something."""
        literals = (value for predicate in self.objects_of for value in graph.objects_of(predicate))
        return dict.fromkeys([*self.nodes, *graph.nodes(), *literals])


class Compiled:
    """Compiled shapes, and the ontology that records are judged beside.

    Judging one record costs what the record and what it points at cost, however many others there are. It is for one
    thread; it may be pickled, and a process that is forked has its own.
    """

    def __init__(
        self, shapes: tuple[Shape, ...], targets: Targets, ontology: Sequence[str], source: Sequence[str]
    ) -> None:
        self.shapes = shapes
        self._targets = targets
        self._ontology = ontology
        self._source = source
        self._ground = Ground(ontology)
        self._engine: Engine | None = None

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_engine": None}

    def judge(self, case: Case) -> list[Raised]:
        """What the shapes raise on a case."""
        return self.judge_indexed(index(case.statements), case.statements, case.focus)

    def judge_indexed(self, own: Index, statements: Sequence[str], focus: Sequence[str] | None) -> list[Raised]:
        """What the shapes raise on these nodes, bare IRIs, of a graph both indexed and as N-Triples lines.

        None judges every node that a shape targets.
        """
        graph = Graph(own, self._ground)
        nodes = self._targets.everything(graph) if focus is None else [f"<{each}>" for each in dict.fromkeys(focus)]
        return [result.raised() for result in self._results(graph, statements, nodes)]

    def _results(self, graph: Graph, statements: Sequence[str], nodes: Iterable[str]) -> Iterator[Result]:
        plan: dict[int, list[str]] = {}
        for node in nodes:
            for number in self._targets.of_node(graph, node):
                plan.setdefault(number, []).append(node)
        asker = RecordAsker(self._started, graph, statements)
        room = Room(graph, asker)
        for number in sorted(plan):
            shape, focuses = self.shapes[number], plan[number]
            for constraint in shape.constraints:
                if isinstance(constraint, Select):
                    asker.prepare(constraint.query, focuses)
            for node in focuses:
                yield from shape.results(node, room)

    def _started(self) -> Engine:
        """The engine, which is started when a constraint asks its first question."""
        if self._engine is None:
            self._engine = Engine(self._ontology, self._source)
        return self._engine
