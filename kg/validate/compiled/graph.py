"""What a record's shapes may read, indexed by subject and property: its own statements before a ground of others.

The ground is the ontology: indexed once, shared by every record. A statement that both make is one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.rdf.namespaces import RDF, RDFS

Index = dict[str, dict[str, list[str]]]
Step = Callable[[str], Sequence[str]]
TYPE = str(RDF.type)
_SUBCLASS = str(RDFS.subClassOf)
_NOTHING: Mapping[str, Sequence[str]] = {}


def index(lines: Iterable[str]) -> Index:
    """N-Triples lines, as the engine writes them, by subject and property; each statement once."""
    found: Index = {}
    for line in dict.fromkeys(lines):
        subject, predicate, rest = line.split(" ", 2)
        found.setdefault(subject, {}).setdefault(predicate, []).append(rest[:-3])
    return found


def joined(parts: Sequence[Index]) -> Index:
    """Several indexes as one; what only one of them says is shared, not copied."""
    made: Index = {}
    for part in parts:
        for subject, said in part.items():
            made[subject] = _both(made[subject], said) if subject in made else said
    return made


def _both(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {
        predicate: list(dict.fromkeys([*one.get(predicate, ()), *other.get(predicate, ())]))
        for predicate in [*one, *(name for name in other if name not in one)]
    }


class Ground:
    """Statements that every record is judged beside."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.said = index(lines)
        self._backwards: dict[str, dict[str, list[str]]] = {}
        self._above: dict[str, frozenset[str]] = {}

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """What has this value for the property."""
        if predicate not in self._backwards:
            self._backwards[predicate] = _backwards(self.said, predicate)
        return self._backwards[predicate].get(value, ())

    def above(self, name: str) -> frozenset[str]:
        """A class and all that it is a subclass of."""
        if name not in self._above:
            self._above[name] = _reached(name, lambda each: self.said.get(each, _NOTHING).get(_SUBCLASS, ()))
        return self._above[name]


class Graph:
    """A record's statements, and the ground, looked up."""

    def __init__(self, own: Index, ground: Ground) -> None:
        shared = own.keys() & ground.said.keys()
        self.own = {**own, **{name: _both(own[name], ground.said[name]) for name in shared}} if shared else own
        self._ground = ground
        self._backwards: dict[str, dict[str, list[str]]] = {}
        self._classes = any(_SUBCLASS in said for said in own.values())

    def about(self, subject: str) -> Mapping[str, Sequence[str]]:
        """Everything said of a subject, by property."""
        said = self.own.get(subject)
        return said if said is not None else self._ground.said.get(subject, _NOTHING)

    def objects(self, subject: str, predicate: str) -> Sequence[str]:
        """The values of a property of a subject."""
        said = self.own.get(subject)
        if said is None:
            said = self._ground.said.get(subject)
            if said is None:
                return ()
        return said.get(predicate, ())

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """What has this value for the property."""
        near = self._backwards.get(predicate)
        if near is None:
            near = self._backwards[predicate] = _backwards(self.own, predicate)
        found, far = near.get(value, ()), self._ground.subjects(predicate, value)
        return list(dict.fromkeys([*found, *far])) if found and far else found or far

    def is_a(self, node: str, name: str) -> bool:
        """Whether a node is an instance of a class, or of one below it."""
        return any(each == name or name in self.above(each) for each in self.objects(node, TYPE))

    def above(self, name: str) -> frozenset[str]:
        """A class and all that it is a subclass of."""
        if self._classes:
            return _reached(name, lambda each: self.objects(each, _SUBCLASS))
        return self._ground.above(name)

    def nodes(self) -> Iterable[str]:
        """Every subject."""
        return dict.fromkeys([*self.own, *self._ground.said])

    def objects_of(self, predicate: str) -> Iterable[str]:
        """Every value of a property."""
        return dict.fromkeys(value for node in self.nodes() for value in self.objects(node, predicate))


def _backwards(said: Index, predicate: str) -> dict[str, list[str]]:
    """What each value of a property is a value of."""
    found: dict[str, list[str]] = {}
    for subject, about in said.items():
        for value in about.get(predicate, ()):
            found.setdefault(value, []).append(subject)
    return found


def _reached(start: str, step: Step) -> frozenset[str]:
    found, waiting = {start}, [start]
    while waiting:
        for each in step(waiting.pop()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return frozenset(found)
