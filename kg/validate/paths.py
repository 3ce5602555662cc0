"""Property paths: read from SPARQL text, written as SPARQL, and followed through statements: to what they reach, each
value once (https://www.w3.org/TR/shacl/#property-paths), or by which statements.

Terms are N-Triples text throughout: `<iri>`, `_:node`, `"text"@sv`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pyoxigraph import Quad

Statement = tuple[str, str, str]
REPEATS = ("*", "+", "?")
_TOKEN = re.compile(r"<[^<>]*>|[()^/|*+?]")


@dataclass(frozen=True)
class Path:
    """A property, or an operator over paths: `^` inverse, `/` sequence, `|` choice, `*`, `+` and `?` repetition."""

    sign: str = ""
    predicate: str = ""
    parts: tuple["Path", ...] = ()

    def __str__(self) -> str:
        if not self.sign:
            return self.predicate
        if self.sign in "/|":
            return self.sign.join(_bracketed(part) for part in self.parts)
        inner = _bracketed(self.parts[0])
        return f"^{inner}" if self.sign == "^" else f"{inner}{self.sign}"

    @property
    def simple(self) -> bool:
        """Whether it is one property, read forwards."""
        return not self.sign

    def properties(self) -> Iterator[str]:
        """Every property in it, in its order."""
        if self.predicate:
            yield self.predicate
        for part in self.parts:
            yield from part.properties()


def _bracketed(path: Path) -> str:
    return f"({path})" if path.sign else str(path)


def parse(text: str) -> Path:
    """The path that a SPARQL text writes, its properties as whole IRIs; ValueError for another text.

    >>> str(parse("<a:p>/^<a:q>"))
    '<a:p>/(^<a:q>)'
    """
    reader = _Reader(_TOKEN.findall(text))
    path = reader.choice()
    if reader.left:
        raise ValueError(f"{text!r} is no property path")
    return path


class _Reader:
    def __init__(self, tokens: Sequence[str]) -> None:
        self.left = list(tokens)

    def choice(self) -> Path:
        return self._several("|", self._sequence)

    def _sequence(self) -> Path:
        return self._several("/", self._step)

    def _several(self, sign: str, one: Callable[[], Path]) -> Path:
        parts = [one()]
        while self.left[:1] == [sign]:
            self.left.pop(0)
            parts.append(one())
        return parts[0] if len(parts) == 1 else Path(sign, parts=tuple(parts))

    def _step(self) -> Path:
        if not self.left:
            raise ValueError("a property path ends too early")
        token = self.left.pop(0)
        if token == "^":  # noqa: S105 - an operator
            return Path("^", parts=(self._step(),))
        if token == "(":  # noqa: S105 - a bracket
            path = self.choice()
            if self.left[:1] != [")"]:
                raise ValueError("a bracket in a property path is not closed")
            self.left.pop(0)
        elif token.startswith("<"):
            path = Path(predicate=token)
        else:
            raise ValueError(f"{token!r} begins no property path")
        while self.left and self.left[0] in REPEATS:
            path = Path(self.left.pop(0), parts=(path,))
        return path


@dataclass(frozen=True)
class Statements:
    """Statements to walk through, either way."""

    every: tuple[Statement, ...]
    _forward: dict[str, dict[str, list[str]]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _backward: dict[tuple[str, str], list[str]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for subject, predicate, value in self.every:
            self._forward.setdefault(subject, {}).setdefault(predicate, []).append(value)
            self._backward.setdefault((predicate, value), []).append(subject)

    def about(self, subject: str) -> Mapping[str, Sequence[str]]:
        """What is said of a node, by property."""
        return self._forward.get(subject, {})

    def values(self, subject: str, predicate: str) -> Sequence[str]:
        """The values of a property."""
        return self._forward.get(subject, {}).get(predicate, ())

    def holders(self, predicate: str, value: str) -> Sequence[str]:
        """The nodes that have this value."""
        return self._backward.get((predicate, value), ())


def statements(quads: Iterable[Quad]) -> Statements:
    """Quads as statements, whatever graph they stand in."""
    return Statements(tuple(dict.fromkeys((str(q.subject), str(q.predicate), str(q.object)) for q in quads)))


class Graph(Protocol):
    """Statements looked up either way."""

    def objects(self, subject: str, predicate: str) -> Sequence[str]:
        """The values of a property of a node."""
        ...

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """What has this value for the property."""
        ...


def reached(path: Path, graph: Graph, node: str, *, back: bool = False) -> Sequence[str]:
    """What a path reaches from a node, in the order it is found; with `back`, what reaches the node by it."""
    if not path.sign:
        return graph.subjects(path.predicate, node) if back else graph.objects(node, path.predicate)
    if path.sign == "^":
        return reached(path.parts[0], graph, node, back=not back)
    if path.sign == "|":
        return _once(value for part in path.parts for value in reached(part, graph, node, back=back))
    if path.sign == "/":
        ends: Sequence[str] = (node,)
        for part in reversed(path.parts) if back else path.parts:
            ends = _once(value for each in ends for value in reached(part, graph, each, back=back))
        return ends
    return _again(path, graph, node, back=back)


def _again(path: Path, graph: Graph, node: str, *, back: bool) -> Sequence[str]:
    """`*` begins with the node itself, `+` after one walk, `?` walks once at most; a circle is walked once."""
    begin = reached(path.parts[0], graph, node, back=back)
    if path.sign == "?":
        return _once([node, *begin])
    found = {node} if path.sign == "*" else set[str]()
    ends, waiting = list(found), list(reversed(begin))
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            ends.append(each)
            waiting += reversed(reached(path.parts[0], graph, each, back=back))
    return ends


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def walk(path: Path, start: str, among: Statements) -> dict[str, tuple[Statement, ...]]:
    """Where a path leads from a node, and by which statements: the first way that is found to each end."""
    if path.simple:
        return {value: ((start, path.predicate, value),) for value in among.values(start, path.predicate)}
    if path.sign == "^":
        return _backwards(path.parts[0], start, among)
    if path.sign == "|":
        found: dict[str, tuple[Statement, ...]] = {}
        for part in path.parts:
            found = {**walk(part, start, among), **found}
        return found
    if path.sign == "/":
        return _in_turn(path.parts, start, among)
    return _repeated(path, start, among)


def _backwards(path: Path, start: str, among: Statements) -> dict[str, tuple[Statement, ...]]:
    if path.simple:
        return {node: ((node, path.predicate, start),) for node in among.holders(path.predicate, start)}
    if path.sign == "^":
        return walk(path.parts[0], start, among)
    turned = tuple(Path("^", parts=(part,)) for part in path.parts)
    return walk(Path(path.sign, parts=turned[::-1] if path.sign == "/" else turned), start, among)


def _in_turn(parts: Sequence[Path], start: str, among: Statements) -> dict[str, tuple[Statement, ...]]:
    ends: dict[str, tuple[Statement, ...]] = {start: ()}
    for part in parts:
        reached: dict[str, tuple[Statement, ...]] = {}
        for node, before in ends.items():
            for end, way in walk(part, node, among).items():
                reached.setdefault(end, (*before, *way))
        ends = reached
    return ends


def _repeated(path: Path, start: str, among: Statements) -> dict[str, tuple[Statement, ...]]:
    found: dict[str, tuple[Statement, ...]] = {} if path.sign == "+" else {start: ()}
    rim: dict[str, tuple[Statement, ...]] = {start: ()}
    while rim:
        reached: dict[str, tuple[Statement, ...]] = {}
        for node, before in rim.items():
            for end, way in walk(path.parts[0], node, among).items():
                if end not in found:
                    reached.setdefault(end, (*before, *way))
        found.update(reached)
        rim = {} if path.sign == "?" else reached
    return found
