"""A shape, what it raises, and the room that it is asked in: the plain objects that shapes are compiled to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from kg.rdf.findings import Terms
from kg.rdf.namespaces import PREFIXES
from kg.validate.compiled.graph import Graph
from kg.validate.compiled.terms import text
from kg.validate.paths import Path, reached
from kg.validate.raised import Raised

Messages = tuple[tuple[str, str], ...]
Row = Mapping[str, str]


def sh(name: str) -> str:
    """The term of SHACL's vocabulary, as N-Triples writes it."""
    return f"<{PREFIXES['sh']}{name}>"


class Result(NamedTuple):
    """That a shape's constraint is broken at a focus node; `path` is as SPARQL writes it.

    Messages and path are the shape's where the result has none of its own.
    """

    shape: "Shape"
    component: str
    focus: str
    value: str | None = None
    path: str | None = None
    messages: Messages = ()
    constraint: str | None = None

    def raised(self) -> Raised:
        """The result as it travels."""
        path = self.path if self.path is not None else self.shape.written
        return Raised(
            focus=text(self.focus) or "",
            path=text(path) if path is not None and _is_name(path) else None,
            value=None if self.value is None else text(self.value),
            severity=text(self.shape.severity) or self.shape.severity,
            shape=text(self.constraint or self.shape.node),
            component=text(self.component) or self.component,
            messages=tuple(sorted(self.messages or self.shape.messages)),
            terms=Terms(self.focus, path, self.value, self.shape.node, self.constraint),
        )


class Asker(Protocol):
    """Answers the SPARQL of constraints about the record that is judged."""

    def rows(self, query: "Query", focus: str, value: str | None) -> Sequence[Row]:
        """The rows of a query with its variables bound; the terms are as N-Triples writes them."""


class Needed(NamedTuple):
    """A property that a focus node must have, or with `back` be a value of, for a query to say anything about it."""

    predicate: str
    back: bool


class Query(NamedTuple):
    """A query ready to be asked: its text with bindings read in every group, and what is bound beside the focus node.

    `together` is whether one asking about many focus nodes says of each what asking about it alone would.
    """

    text: str
    bound: tuple[tuple[str, str], ...]
    together: bool
    needed: tuple[Needed, ...]


@dataclass
class Room:
    """Where one record is judged: its graph, who answers queries, and which nodes are known to conform."""

    graph: Graph
    asker: Asker
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)

    def conforms(self, shape: "Shape", node: str) -> bool:
        """Whether a shape has nothing to say about a node."""
        key = (shape.node, node)
        if key not in self._known:
            self._known[key] = next(shape.results(node, self), None) is None
        return self._known[key]


class Constraint(Protocol):
    """One thing that a shape demands of its focus node or its values."""

    @property
    def of_nothing(self) -> bool:
        """Whether it can be broken where there are no values."""

    def check(self, shape: "Shape", focus: str, values: Sequence[str], room: Room) -> Iterator[Result]:
        """A result for each way in which it is broken."""


@dataclass(frozen=True)
class Shape:
    """A node shape, or with a path a property shape."""

    node: str
    path: Path | None
    severity: str
    messages: Messages
    constraints: tuple[Constraint, ...]
    of_nothing: tuple[Constraint, ...]

    @property
    def written(self) -> str | None:
        """The path as SPARQL writes it."""
        return None if self.path is None else str(self.path)

    def results(self, focus: str, room: Room) -> Iterator[Result]:
        """What is wrong with a focus node."""
        path = self.path
        if path is None:
            values: Sequence[str] = (focus,)
        elif path.simple:
            values = room.graph.objects(focus, path.predicate)
        else:
            values = reached(path, room.graph, focus)
        for constraint in self.constraints if values else self.of_nothing:
            yield from constraint.check(self, focus, values, room)


def _is_name(path: str) -> bool:
    return path[0] == "<" and path.endswith(">") and path.count("<") == 1
