"""Constraints on each value by itself: its class, kind, datatype, size, text and language."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.validate.compiled.model import Result, Room, Shape, sh
from kg.validate.compiled.terms import LANG_STRING, is_literal, language, literal, text
from kg.validate.compiled.values import compared, well_typed

_KINDS = {
    sh("BlankNode"): "_",
    sh("IRI"): "<",
    sh("Literal"): '"',
    sh("BlankNodeOrIRI"): "_<",
    sh("BlankNodeOrLiteral"): '_"',
    sh("IRIOrLiteral"): '<"',
}
_ORDERS = {
    "minExclusive": (1,),
    "minInclusive": (0, 1),
    "maxExclusive": (-1,),
    "maxInclusive": (-1, 0),
}
_CLASS = sh("ClassConstraintComponent")
_DATATYPE = sh("DatatypeConstraintComponent")
_NODE_KIND = sh("NodeKindConstraintComponent")
_IN = sh("InConstraintComponent")
_MIN_LENGTH = sh("MinLengthConstraintComponent")
_MAX_LENGTH = sh("MaxLengthConstraintComponent")
_PATTERN = sh("PatternConstraintComponent")
_LANGUAGE_IN = sh("LanguageInConstraintComponent")


@dataclass(frozen=True)
class OfEach(ABC):
    """What is demanded of each value by itself."""

    of_nothing = False

    @property
    @abstractmethod
    def component(self) -> str:
        """The constraint component."""

    @abstractmethod
    def holds(self, value: str, room: Room) -> bool:
        """Whether the value is as demanded."""

    def check(self, shape: Shape, focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """A result for each value that is not."""
        for value in values:
            if not self.holds(value, room):
                yield Result(shape, self.component, focus, value)


@dataclass(frozen=True)
class OfClass(OfEach):
    """sh:class: an instance of the class, or of one below it."""

    name: str
    component = _CLASS

    def holds(self, value: str, room: Room) -> bool:
        """Literals are of no class."""
        return not is_literal(value) and room.graph.is_a(value, self.name)


@dataclass(frozen=True)
class OfDatatype(OfEach):
    """sh:datatype: a literal of the datatype, in a form that the datatype has."""

    datatype: str
    component = _DATATYPE

    def holds(self, value: str, room: Room) -> bool:
        """Text with a language has the datatype rdf:langString."""
        if not is_literal(value):
            return False
        if self.datatype == LANG_STRING:
            return value[-1] not in '">'
        said = literal(value)
        return said.datatype == self.datatype and well_typed(said)


@dataclass(frozen=True)
class OfKind(OfEach):
    """sh:nodeKind: an IRI, a blank node, a literal, or one of two of these."""

    first_letters: str
    component = _NODE_KIND

    def holds(self, value: str, room: Room) -> bool:
        """The first letter tells."""
        return value[0] in self.first_letters


def kinds(name: str) -> str | None:
    """The first letters that terms of a node kind have; None when there is no such kind."""
    return _KINDS.get(name)


@dataclass(frozen=True)
class Among(OfEach):
    """sh:in: one of a list."""

    members: frozenset[str]
    component = _IN

    def holds(self, value: str, room: Room) -> bool:
        """The same term, not the same value."""
        return value in self.members


@dataclass(frozen=True)
class Within(OfEach):
    """sh:minInclusive and its like: less, equal or more, by SPARQL's operators."""

    bound: str
    parameter: str

    @property
    def component(self) -> str:
        """Named after its parameter."""
        return sh(f"{self.parameter[0].upper()}{self.parameter[1:]}ConstraintComponent")

    def holds(self, value: str, room: Room) -> bool:
        """What can't be compared is not within."""
        return compared(value, self.bound) in _ORDERS[self.parameter]


@dataclass(frozen=True)
class OfLength(OfEach):
    """sh:minLength and sh:maxLength: of the text, or of an IRI as a text."""

    least: int
    most: int | None
    component = _MIN_LENGTH

    def holds(self, value: str, room: Room) -> bool:
        """A blank node has no text, so nothing but no demand at all is met."""
        said = text(value)
        if said is None:
            return self.least == 0 and self.most is None
        return self.least <= len(said) and (self.most is None or len(said) <= self.most)


@dataclass(frozen=True)
class OfMostLength(OfLength):
    """sh:maxLength."""

    component = _MAX_LENGTH


@dataclass(frozen=True)
class Matching(OfEach):
    """sh:pattern: some part of the text matches."""

    pattern: re.Pattern[str]
    component = _PATTERN

    def holds(self, value: str, room: Room) -> bool:
        """A blank node has no text."""
        said = text(value)
        return said is not None and self.pattern.search(said) is not None


@dataclass(frozen=True)
class InLanguages(OfEach):
    """sh:languageIn: text in one of the languages, or in a variety of one, as SPARQL's langMatches has it."""

    ranges: tuple[str, ...]
    component = _LANGUAGE_IN

    def holds(self, value: str, room: Room) -> bool:
        """`en` takes `en-GB`; `*` takes any language."""
        tag = language(value).lower()
        return bool(tag) and any(each == "*" or tag == each or tag.startswith(each + "-") for each in self.ranges)
