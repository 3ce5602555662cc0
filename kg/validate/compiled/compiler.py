"""Compile shapes: from statements to objects that judge. What can't be compiled is told, never left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.rdf.canonical import split
from kg.rdf.namespaces import OWL, RDFS
from kg.validate.compiled import components, parameters
from kg.validate.compiled.compiled import Compiled, Targets
from kg.validate.compiled.graph import TYPE
from kg.validate.compiled.model import Constraint, Shape, sh
from kg.validate.compiled.of_shapes import AllOf, AnyOf, ExactlyOne, Node, Not, Properties, Qualified
from kg.validate.compiled.source import CantCompile, Source

_UNKNOWN = ("js", "target", "rule", "expression", "values")
_CLASS, _OWL_CLASS = str(RDFS.Class), str(OWL.Class)
_LISTS = (("and", AllOf), ("or", AnyOf), ("xone", ExactlyOne))


@dataclass(frozen=True)
class Uncompiled:
    """Shapes that aren't compiled, and why."""

    reasons: tuple[str, ...]


def compile_shapes(shapes: bytes, ontology: bytes) -> Compiled | Uncompiled:
    """The shapes ready to judge records beside the ontology, both given as N-Triples; or why they can't be compiled."""
    lines = _lines(shapes)
    source = Source(lines)
    try:
        compiler = _Compiler(source, components.components(source))
    except CantCompile as wrong:
        return Uncompiled((str(wrong),))
    targeted, reasons = [], []
    for node in _targeted(source):
        try:
            targeted.append(compiler.shape(node))
        except CantCompile as wrong:
            reasons.append(str(wrong))
    if reasons:
        return Uncompiled(tuple(dict.fromkeys(reasons)))
    return Compiled(tuple(targeted), _targets(source, targeted), _lines(ontology), lines)


def _lines(data: bytes) -> list[str]:
    written = ox.serialize(ox.parse(data, ox.RdfFormat.N_TRIPLES), format=ox.RdfFormat.N_TRIPLES) or b""
    return split(written.decode())


def _targeted(source: Source) -> list[str]:
    """The shapes with targets of their own."""
    named = [
        node
        for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
        for node in source.subjects(name)
    ]
    implicit = [node for node in source.graph.own if _is_class(source, node)]
    return sorted(dict.fromkeys([*named, *(node for node in implicit if _is_shape(source, node))]))


def _is_class(source: Source, node: str) -> bool:
    types = source.graph.objects(node, TYPE)
    return any(each in (_CLASS, _OWL_CLASS) or _CLASS in source.graph.above(each) for each in types)


def _is_shape(source: Source, node: str) -> bool:
    return not {sh("NodeShape"), sh("PropertyShape")}.isdisjoint(source.graph.objects(node, TYPE))


def _targets(source: Source, shapes: Sequence[Shape]) -> Targets:
    found = Targets()
    for number, shape in enumerate(shapes):
        implicit = [shape.node] if _is_class(source, shape.node) else []
        for table, values in (
            (found.nodes, source.objects(shape.node, "targetNode")),
            (found.classes, [*source.objects(shape.node, "targetClass"), *implicit]),
            (found.subjects_of, source.objects(shape.node, "targetSubjectsOf")),
            (found.objects_of, source.objects(shape.node, "targetObjectsOf")),
        ):
            for value in values:
                table.setdefault(value, []).append(number)
    return found


class _Compiler:
    """Makes each shape once; a shape that asks itself, by whatever way round, can't be decided."""

    def __init__(self, source: Source, own: tuple[components.Component, ...]) -> None:
        self._source = source
        self._components = own
        self._made: dict[str, Shape] = {}
        self._making: list[str] = []

    def shape(self, node: str) -> Shape:
        """The shape compiled, with all that it asks."""
        if node in self._making:
            raise CantCompile(f"{node} asks itself")
        if node not in self._made:
            self._making.append(node)
            try:
                self._made[node] = self._shape(node)
            finally:
                self._making.pop()
        return self._made[node]

    def _shape(self, node: str) -> Shape:
        source = self._source
        path = source.at_most_one(node, "path")
        if path is None and sh("PropertyShape") in source.graph.objects(node, TYPE):
            raise CantCompile(f"{node} is a property shape without a path")
        if path is not None and sh("NodeShape") in source.graph.objects(node, TYPE):
            raise CantCompile(f"{node} is a node shape with a path")
        if source.flag(node, "deactivated"):
            found: tuple[Constraint, ...] = ()
        else:
            found = tuple(self._constraints(node))
        return Shape(
            node=node,
            path=None if path is None else source.path(path),
            severity=source.at_most_one(node, "severity") or sh("Violation"),
            messages=source.messages(node),
            constraints=found,
            of_nothing=tuple(each for each in found if each.of_nothing),
        )

    def _constraints(self, node: str) -> Iterator[Constraint]:
        for name in _UNKNOWN:
            if self._source.objects(node, name):
                raise CantCompile(f"{node} has sh:{name}")
        yield from parameters.constraints(self._source, node)
        yield from self._asking_others(node)
        yield from components.constraints(self._source, node)
        yield from components.component_constraints(self._source, node, self._components)

    def _asking_others(self, node: str) -> Iterator[Constraint]:
        source = self._source
        for each in source.objects(node, "property"):
            yield Properties(self._of_kind(each, with_path=True))
        for each in source.objects(node, "node"):
            yield Node(self._of_kind(each, with_path=False))
        for each in source.objects(node, "not"):
            yield Not(self.shape(each))
        for name, made in _LISTS:
            for head in source.objects(node, name):
                shapes = tuple(self.shape(each) for each in source.items(head))
                if not shapes:
                    raise CantCompile(f"{node} has an empty list for sh:{name}")
                yield made(shapes)
        if source.objects(node, "qualifiedValueShape") and source.objects(node, "path"):
            yield from self._qualified(node)

    def _of_kind(self, node: str, *, with_path: bool) -> Shape:
        shape = self.shape(node)
        if (shape.path is not None) != with_path:
            raise CantCompile(f"{node} is asked as a {'property' if with_path else 'node'} shape and is none")
        return shape

    def _qualified(self, node: str) -> Iterator[Constraint]:
        source = self._source
        least, most = source.count(node, "qualifiedMinCount"), source.count(node, "qualifiedMaxCount")
        if least is None and most is None:
            raise CantCompile(f"{node} has sh:qualifiedValueShape without a count")
        apart = source.flag(node, "qualifiedValueShapesDisjoint")
        for each in source.objects(node, "qualifiedValueShape"):
            siblings = self._siblings(node, each) if apart else []
            yield Qualified(self.shape(each), tuple(map(self.shape, siblings)), least, most)

    def _siblings(self, node: str, shape: str) -> list[str]:
        """The qualified value shapes of the property shapes that stand beside this one."""
        source = self._source
        found = [
            other
            for parent in source.graph.subjects(sh("property"), node)
            for beside in source.objects(parent, "property")
            for other in source.objects(beside, "qualifiedValueShape")
            if other != shape
        ]
        return list(dict.fromkeys(found))
