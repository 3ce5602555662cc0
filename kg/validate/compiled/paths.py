"""Property paths: what is reached from a node, each value once (https://www.w3.org/TR/shacl/#property-paths)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.validate.compiled.graph import Graph


class Path(Protocol):
    """A way from a node to others."""

    def values(self, graph: Graph, node: str, *, back: bool = False) -> Sequence[str]:
        """What is reached from a node; with `back`, what the node is reached from."""

    def written(self) -> str:
        """The path as SPARQL writes it."""


@dataclass(frozen=True)
class Step:
    """One property."""

    predicate: str

    def values(self, graph: Graph, node: str, *, back: bool = False) -> Sequence[str]:
        """The values of the property."""
        return graph.subjects(self.predicate, node) if back else graph.objects(node, self.predicate)

    def written(self) -> str:
        """The property's IRI."""
        return self.predicate


@dataclass(frozen=True)
class Inverse:
    """A path walked the other way."""

    path: Path

    def values(self, graph: Graph, node: str, *, back: bool = False) -> Sequence[str]:
        """What reaches the node."""
        return self.path.values(graph, node, back=not back)

    def written(self) -> str:
        """`^path`."""
        return "^" + _bracketed(self.path)


@dataclass(frozen=True)
class Chain:
    """Paths one after the other."""

    paths: tuple[Path, ...]

    def values(self, graph: Graph, node: str, *, back: bool = False) -> Sequence[str]:
        """What the last path reaches from what the paths before it reach."""
        reached: Sequence[str] = (node,)
        for path in reversed(self.paths) if back else self.paths:
            reached = _once(value for each in reached for value in path.values(graph, each, back=back))
        return reached

    def written(self) -> str:
        """`one/other`."""
        return "/".join(_bracketed(path) for path in self.paths)


@dataclass(frozen=True)
class Choice:
    """Any of several paths."""

    paths: tuple[Path, ...]

    def values(self, graph: Graph, node: str, *, back: bool = False) -> Sequence[str]:
        """What any of them reaches."""
        return _once(value for path in self.paths for value in path.values(graph, node, back=back))

    def written(self) -> str:
        """`one|other`."""
        return "|".join(_bracketed(path) for path in self.paths)


@dataclass(frozen=True)
class Repeat:
    """A path walked again and again: `*` begins with the node itself, `+` after one walk, `?` walks once at most."""

    path: Path
    sign: str

    def values(self, graph: Graph, node: str, *, back: bool = False) -> Sequence[str]:
        """What is reached in any number of walks; a circle is walked once."""
        begin = self.path.values(graph, node, back=back)
        if self.sign == "?":
            return _once([node, *begin])
        found = {node} if self.sign == "*" else set[str]()
        reached, waiting = list(found), list(reversed(begin))
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                reached.append(each)
                waiting += reversed(self.path.values(graph, each, back=back))
        return reached

    def written(self) -> str:
        """`path*`, `path+` or `path?`."""
        return _bracketed(self.path) + self.sign


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _bracketed(path: Path) -> str:
    return path.written() if isinstance(path, Step) else f"({path.written()})"
