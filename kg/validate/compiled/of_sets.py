"""Constraints on all values of a focus node together: how many, which must be there, and how two properties compare."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.rdf.namespaces import RDFS
from kg.validate.compiled.graph import TYPE
from kg.validate.compiled.model import Result, Room, Shape, sh
from kg.validate.compiled.terms import language
from kg.validate.compiled.values import compared

_MIN_COUNT = sh("MinCountConstraintComponent")
_MAX_COUNT = sh("MaxCountConstraintComponent")
_HAS_VALUE = sh("HasValueConstraintComponent")
_UNIQUE_LANG = sh("UniqueLangConstraintComponent")
_EQUALS = sh("EqualsConstraintComponent")
_DISJOINT = sh("DisjointConstraintComponent")
_LESS = sh("LessThanConstraintComponent")
_LESS_OR_EQUAL = sh("LessThanOrEqualsConstraintComponent")
_CLOSED = sh("ClosedConstraintComponent")
_RESOURCE = str(RDFS.Resource)


@dataclass(frozen=True)
class AtLeast:
    """sh:minCount."""

    count: int

    @property
    def of_nothing(self) -> bool:
        """Nothing is too few, unless none are asked for."""
        return self.count > 0

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """One result when there are too few."""
        if len(values) < self.count:
            yield Result(shape, _MIN_COUNT, focus)


@dataclass(frozen=True)
class AtMost:
    """sh:maxCount."""

    count: int
    of_nothing = False

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """One result when there are too many."""
        if len(values) > self.count:
            yield Result(shape, _MAX_COUNT, focus)


@dataclass(frozen=True)
class Has:
    """sh:hasValue."""

    value: str
    of_nothing = True

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """One result when the value is not there."""
        if self.value not in values:
            yield Result(shape, _HAS_VALUE, focus)


@dataclass(frozen=True)
class OncePerLanguage:
    """sh:uniqueLang."""

    of_nothing = False

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """One result for each language that two values are in."""
        if len(values) > 1:
            for tag, count in Counter(language(value).lower() for value in values).items():
                if tag and count > 1:
                    yield Result(shape, _UNIQUE_LANG, focus)


@dataclass(frozen=True)
class SameAs:
    """sh:equals: the same values as another property."""

    predicate: str
    of_nothing = True

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """A result for each value that only one of the two has."""
        here, there = dict.fromkeys(values), dict.fromkeys(room.graph.objects(focus, self.predicate))
        for value in [*(v for v in here if v not in there), *(v for v in there if v not in here)]:
            yield Result(shape, _EQUALS, focus, value)


@dataclass(frozen=True)
class NoneOf:
    """sh:disjoint: no value in common with another property."""

    predicate: str
    of_nothing = False

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """A result for each value that both have."""
        others = frozenset(room.graph.objects(focus, self.predicate))
        for value in values:
            if value in others:
                yield Result(shape, _DISJOINT, focus, value)


@dataclass(frozen=True)
class LessThan:
    """sh:lessThan and sh:lessThanOrEquals: every value less than every value of another property."""

    predicate: str
    or_equal: bool
    of_nothing = False

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """A result for each pair of values that isn't so, or can't be compared."""
        component, orders = (_LESS_OR_EQUAL, (-1, 0)) if self.or_equal else (_LESS, (-1,))
        others = room.graph.objects(focus, self.predicate)
        for value in values:
            for other in others:
                if compared(value, other) not in orders:
                    yield Result(shape, component, focus, value)


@dataclass(frozen=True)
class Closed:
    """sh:closed: no other properties than these."""

    allowed: frozenset[str]
    of_nothing = False

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """A result for each statement with another; that something is an rdfs:Resource says nothing."""
        for node in values:
            for predicate, objects in room.graph.about(node).items():
                if predicate not in self.allowed:
                    for each in objects:
                        if predicate != TYPE or each != _RESOURCE:
                            yield Result(shape, _CLOSED, focus, each, predicate)
