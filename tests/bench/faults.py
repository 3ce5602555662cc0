"""Faults for every constraint: records changed in one place each, until each constraint of the shapes is broken by one.

The records are the examples of the shapes, those that break a rule as they stand, and then all of them changed. What
is changed is drawn: a property is taken out, given another value, given one more, or one is added that nobody knows. A
record is kept when it breaks a constraint that none before it broke.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import pyoxigraph as ox
from rdflib import Graph

from kg.rdf.canonical import split
from kg.validate.cases import Cases
from kg.validate.compiled.compiled import Compiled
from kg.validate.compiled.graph import index
from kg.validate.compiled.model import Shape
from kg.validate.compiled.of_queries import Ask, Select
from kg.validate.compiled.of_shapes import Properties
from kg.validate.compiled.of_values import OfEach
from tests.shapes.examples import BASE, EXAMPLES, HERE, derived, read
from tests.shapes.examples import Case as Example

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NAMES = {
    "AtLeast": ("MinCount",),
    "AtMost": ("MaxCount",),
    "Has": ("HasValue",),
    "OncePerLanguage": ("UniqueLang",),
    "SameAs": ("Equals",),
    "NoneOf": ("Disjoint",),
    "Closed": ("Closed",),
    "Node": ("Node",),
    "Not": ("Not",),
    "AllOf": ("And",),
    "AnyOf": ("Or",),
    "ExactlyOne": ("Xone",),
}
Pair = tuple[str, str]
WORLD = "world"


@dataclass(frozen=True)
class Whole:
    """A record to change: its thing's path, its lines, and the world that it points at."""

    path: str
    own: tuple[str, ...]
    world: tuple[str, ...]


@dataclass(frozen=True)
class Faults:
    """Records with faults, by key, and the world that they all point at."""

    records: dict[str, list[str]]
    world: tuple[str, ...]

    def beside(self, others: Cases) -> Cases:
        """Other cases with these among them."""
        known: dict[str, Sequence[str]] = {**self.records, WORLD: self.world}
        return Cases(
            [*others.keys, *self.records],
            lambda key: known[key] if key in known else others.triples_of(key),
            lambda key: [WORLD] if key in self.records else others.references_of(key),
        )

    def alone(self) -> Cases:
        """These cases and no others."""
        return self.beside(Cases([], lambda _: (), lambda _: ()))


def pairs(compiled: Compiled) -> set[Pair]:
    """Every shape and constraint component that a result can name."""
    found: set[Pair] = set()
    waiting = list(compiled.shapes)
    seen: set[str] = set()
    while waiting:
        shape = waiting.pop()
        if shape.node not in seen:
            seen.add(shape.node)
            waiting += [each.shape for each in shape.constraints if isinstance(each, Properties)]
            found.update(_pairs(shape))
    return found


def _pairs(shape: Shape) -> Iterator[Pair]:
    for each in shape.constraints:
        if isinstance(each, Properties):
            continue
        if isinstance(each, OfEach | Select | Ask):
            node = getattr(each, "node", None) or shape.node
            yield node[1:-1], each.component[1:-1]
            continue
        kind = type(each).__name__
        names = _NAMES.get(kind, ())
        if kind == "LessThan":
            names = ("LessThanOrEquals",) if getattr(each, "or_equal", False) else ("LessThan",)
        if kind == "Qualified":
            counts = (("least", "QualifiedMinCount"), ("most", "QualifiedMaxCount"))
            names = tuple(name for count, name in counts if getattr(each, count) is not None)
        for name in names:
            yield shape.node[1:-1], f"http://www.w3.org/ns/shacl#{name}ConstraintComponent"


def faults(wholes: Sequence[Whole], compiled: Compiled, base: str, *, tries: int, seed: int = 1) -> Faults:
    """A record for each constraint that the records or so many changes to them break; each has a name of its own."""
    random, broken = Random(seed), set[Pair]()
    found = Faults({}, wholes[0].world)
    for number in range(len(wholes) + tries):
        whole = wholes[number % len(wholes)]
        lines = whole.own if number < len(wholes) else changed(whole, random, base)
        key = f"{whole.path}-f{number}"
        own = renamed(lines, whole.path, key, base)
        [case] = Faults({key: own}, whole.world).alone()
        new = {(each.shape or "", each.component) for each in compiled.judge(case)} - broken
        if new:
            broken |= new
            found.records[key] = own
    return found


def examples(base: str) -> list[Whole]:
    """The examples of the shapes as they are judged, with another base."""
    world = _lines(read(HERE / "world.ttl"), base)
    found = []
    for path in EXAMPLES:
        graph = Example(path).graph()
        own = _lines(graph + derived(graph), base)
        paths = {line[1 : line.index(">")].removeprefix(base) for line in own}
        thing = min((each for each in paths if "#" not in each and not each.startswith("record/")), default="")
        found.append(Whole(thing, own, world))
    return found


def _lines(graph: Graph, base: str) -> tuple[str, ...]:
    quads = ox.parse(graph.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
    written = (ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return tuple(split(written.replace(BASE, base)))


def changed(whole: Whole, random: Random, base: str) -> list[str]:
    """The record's lines with one to three properties changed."""
    said = index(whole.own)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        subject = random.choice(list(said))
        predicate = random.choice(list(said[subject]))
        values = said[subject][predicate]
        odd = random.choice((random.choice(_odd(base)), _borrowed(whole, random, predicate)))
        choice = random.randrange(4)
        if choice == 0:
            said[subject][predicate] = []
        elif choice == 1:
            said[subject][predicate] = [odd]
        elif choice == 2:
            said[subject][predicate] = [*values, odd]
        else:
            said[subject].setdefault(f"<{base}ns#{random.choice(_WORDS)}>", []).append(odd)
    return [f"{s} {p} {o} .\n" for s, about in said.items() for p, objects in about.items() for o in objects]


def _borrowed(whole: Whole, random: Random, predicate: str) -> str:
    """A value that some node has, for this property if another has it."""
    lines = [line for line in (*whole.own, *whole.world) if predicate in line] or [*whole.own]
    return random.choice(lines).split(" ", 2)[2][:-3]


_WORDS = ("okänd", "suppressed", "share", "shareOf", "distribution", "rank", "sectorGround", "value", "total", "period")


def _odd(base: str) -> tuple[str, ...]:
    numbers = [f'"{number}"^^<{_XSD}integer>' for number in (-1, 0, 1, 3, 99, 2_000_000_000)]
    days = [f'"{day}"^^<{_XSD}date>' for day in ("1700-01-01", "2031-12-31")]
    names = [
        f"<{base}{path}>"
        for path in ("project/finns-inte", "concept/roll/utforare", "concept/enhet/procent", "ns#deprecated")
    ]
    texts = [
        '"fel"',
        '"fel"@sv',
        '"fel"@en',
        '"fel"@de',
        '"Anna 19850101-1234"@sv',
        '"ring 070-123 45 67"@sv',
        '"9"',
        '"16"',
    ]
    return (
        *numbers,
        *days,
        *names,
        *texts,
        f'"true"^^<{_XSD}boolean>',
        f'"150.5"^^<{_XSD}decimal>',
        '"x"^^<urn:x-typ>',
    )


def renamed(lines: Sequence[str], path: str, key: str, base: str) -> list[str]:
    """The lines of a record under a name of its own, so that many can stand in one graph."""
    old, new = base + path, base + key
    record, other = f"<{base}record/{path}>", f"<{base}record/{key}>"
    return [
        line.replace(f"<{old}>", f"<{new}>").replace(f"<{old}#", f"<{new}#").replace(record, other) for line in lines
    ]
