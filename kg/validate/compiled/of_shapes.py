"""Constraints that ask other shapes about the values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.validate.compiled.model import Result, Room, Shape, sh

_NODE = sh("NodeConstraintComponent")
_NOT = sh("NotConstraintComponent")
_AND = sh("AndConstraintComponent")
_OR = sh("OrConstraintComponent")
_XONE = sh("XoneConstraintComponent")
_QUALIFIED_MIN = sh("QualifiedMinCountConstraintComponent")
_QUALIFIED_MAX = sh("QualifiedMaxCountConstraintComponent")


@dataclass(frozen=True)
class Properties:
    """sh:property: what the property shape raises is raised."""

    shape: Shape
    of_nothing = False

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """Its results with each value as focus node."""
        for value in values:
            yield from self.shape.results(value, room)


@dataclass(frozen=True)
class Node:
    """sh:node: each value conforms."""

    shape: Shape
    of_nothing = False

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """A result for each value that doesn't."""
        for value in values:
            if not room.conforms(self.shape, value):
                yield Result(shape, _NODE, focus, value)


@dataclass(frozen=True)
class Not:
    """sh:not: no value conforms."""

    shape: Shape
    of_nothing = False

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """A result for each value that does."""
        for value in values:
            if room.conforms(self.shape, value):
                yield Result(shape, _NOT, focus, value)


@dataclass(frozen=True)
class AllOf:
    """sh:and."""

    shapes: tuple[Shape, ...]
    of_nothing = False

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """A result for each value that doesn't conform to all."""
        for value in values:
            if not all(room.conforms(each, value) for each in self.shapes):
                yield Result(shape, _AND, focus, value)


@dataclass(frozen=True)
class AnyOf:
    """sh:or."""

    shapes: tuple[Shape, ...]
    of_nothing = False

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """A result for each value that conforms to none."""
        for value in values:
            if not any(room.conforms(each, value) for each in self.shapes):
                yield Result(shape, _OR, focus, value)


@dataclass(frozen=True)
class ExactlyOne:
    """sh:xone."""

    shapes: tuple[Shape, ...]
    of_nothing = False

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """A result for each value that conforms to none or to several."""
        for value in values:
            if sum(room.conforms(each, value) for each in self.shapes) != 1:
                yield Result(shape, _XONE, focus, value)


@dataclass(frozen=True)
class Qualified:
    """sh:qualifiedValueShape: so many of the values conform, and to none of its siblings."""

    shape: Shape
    siblings: tuple[Shape, ...]
    least: int | None
    most: int | None
    of_nothing = True

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """A result when they are too few, and one when they are too many."""
        count = sum(
            room.conforms(self.shape, value) and not any(room.conforms(each, value) for each in self.siblings)
            for value in values
        )
        if self.most is not None and count > self.most:
            yield Result(shape, _QUALIFIED_MAX, focus)
        if self.least is not None and count < self.least:
            yield Result(shape, _QUALIFIED_MIN, focus)
