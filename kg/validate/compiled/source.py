"""The shapes graph as its compiler reads it: parameters, lists, paths, numbers, messages."""

from collections.abc import Iterator, Sequence

from kg.rdf.namespaces import RDF
from kg.validate.compiled.graph import Graph, Ground, index
from kg.validate.compiled.model import Messages, sh
from kg.validate.compiled.terms import Literal, is_blank, is_iri, is_literal, literal
from kg.validate.compiled.values import LONGEST, well_typed
from kg.validate.paths import Path

_FIRST, _REST, _NIL = str(RDF.first), str(RDF.rest), str(RDF.nil)
_REPEATS = (("zeroOrMorePath", "*"), ("oneOrMorePath", "+"), ("zeroOrOnePath", "?"))
_DEEPEST = 10


class CantCompile(ValueError):
    """Something in the shapes that is malformed, or not among what we compile; the message says what."""


class Source:
    """The statements of the shapes, looked up by what SHACL calls them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.graph = Graph(index(lines), Ground(()))

    def objects(self, node: str, name: str) -> Sequence[str]:
        """The values of a SHACL property."""
        return self.graph.objects(node, sh(name))

    def subjects(self, name: str) -> list[str]:
        """Everything that has a SHACL property."""
        return [node for node in self.graph.own if sh(name) in self.graph.own[node]]

    def at_most_one(self, node: str, name: str) -> str | None:
        """The value of a SHACL property; CantCompile when there are several."""
        found = self.objects(node, name)
        if len(found) > 1:
            raise CantCompile(f"{node} has several values for sh:{name}")
        return found[0] if found else None

    def items(self, head: str) -> list[str]:
        """The members of a list; CantCompile for what is none."""
        found: list[str] = []
        passed = set()
        while head != _NIL:
            first, rest = self.graph.objects(head, _FIRST), self.graph.objects(head, _REST)
            if len(first) != 1 or len(rest) != 1 or head in passed:
                raise CantCompile(f"{head} is no list")
            passed.add(head)
            found.append(first[0])
            head = rest[0]
        return found

    def literals(self, node: str, name: str) -> list[Literal]:
        """The values of a SHACL property that takes literals."""
        found = self.objects(node, name)
        for each in found:
            if not is_literal(each):
                raise CantCompile(f"{node} has {each} for sh:{name}, where a literal belongs")
        return [literal(each) for each in found]

    def count(self, node: str, name: str) -> int | None:
        """The value of a SHACL property that takes a number from 0."""
        self.at_most_one(node, name)
        for said in self.literals(node, name):
            if not said.text.isascii() or not said.text.isdigit() or len(said.text) > LONGEST or not well_typed(said):
                raise CantCompile(f"{node} has {said.text!r} for sh:{name}, where a number belongs")
            return int(said.text)
        return None

    def flag(self, node: str, name: str) -> bool:
        """Whether a SHACL property is `true`: by the recommendation that, and no other way to write it."""
        self.at_most_one(node, name)
        return any(said.text == "true" for said in self.literals(node, name))

    def messages(self, node: str) -> Messages:
        """The messages of a shape or constraint: language and text."""
        return tuple((said.language, said.text) for said in self.literals(node, "message"))

    def path(self, node: str, depth: int = 0) -> Path:
        """A property path."""
        if is_iri(node):
            return Path(predicate=node)
        if not is_blank(node) or depth > _DEEPEST:
            raise CantCompile(f"{node} is no property path")
        if self.graph.objects(node, _FIRST):
            return Path("/", parts=tuple(self._paths(node, depth)))
        for each in self.objects(node, "inversePath"):
            return Path("^", parts=(self.path(each, depth + 1),))
        for each in self.objects(node, "alternativePath"):
            return Path("|", parts=tuple(self._paths(each, depth)))
        for name, sign in _REPEATS:
            for each in self.objects(node, name):
                return Path(sign, parts=(self.path(each, depth + 1),))
        raise CantCompile(f"{node} is no property path")

    def _paths(self, head: str, depth: int) -> Iterator[Path]:
        members = self.items(head)
        if len(members) < 2:
            raise CantCompile(f"{head} lists less than two property paths")
        for each in members:
            yield self.path(each, depth + 1)
