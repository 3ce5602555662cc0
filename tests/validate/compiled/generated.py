"""Small shapes and small graphs, as Turtle: every construct of SHACL Core, on values that may or may not be as asked.

Numbers, days and moments each have properties of their own: pySHACL orders values of different datatypes by the names
of the datatypes, which is one of the differences that test_differences.py lists.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

HEAD = """@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CLASSES = "ex:B rdfs:subClassOf ex:A . ex:C rdfs:subClassOf ex:B .\n"
_NODES = tuple(f"ex:n{number}" for number in range(5))
_NUMBERS = ("0", "1", "2", "3", "5", "-1", "1.5", "2.0", '"2"^^xsd:decimal', '"7"^^xsd:int', "1.0e0")
_DAYS = tuple(f'"{day}"^^xsd:date' for day in ("2019-01-15", "2020-02-29", "2024-12-31"))
_ILL_TYPED = (
    '"x"^^xsd:integer',
    '"2021-02-29"^^xsd:date',
    '"i höst"^^xsd:date',
    '"ja"^^xsd:boolean',
    '"1,5"^^xsd:decimal',
)
_MOMENTS = tuple(
    f'"{time}"^^xsd:dateTime' for time in ("2020-01-01T12:00:00Z", "2020-01-01T14:00:00+02:00", "2021-06-01T00:00:00Z")
)
_TEXTS = (
    '"a"',
    '"ab"',
    '"abc"',
    '"123"',
    '"hej"@sv',
    '"hello"@en',
    '"hullo"@en-gb',
    '"hi"@en',
    '"a\\nb"',
    '"true"^^xsd:boolean',
    '"å"',
)
_POOL = {
    "ex:number": _NUMBERS,
    "ex:otherNumber": _NUMBERS,
    "ex:day": _DAYS,
    "ex:otherDay": _DAYS,
    "ex:moment": _MOMENTS,
    "ex:text": _TEXTS,
    "ex:link": _NODES,
    "ex:otherLink": _NODES,
    "ex:any": (*_NUMBERS, *_DAYS, *_ILL_TYPED, *_TEXTS, *_NODES, "_:b1", "_:b2"),
    "rdf:type": ("ex:A", "ex:B", "ex:C", "ex:D"),
}


@dataclass(frozen=True)
class Given:
    """Shapes and a graph."""

    shapes: str
    data: str


def given_shapes() -> st.SearchStrategy[Given]:
    """Shapes with targets, and a graph of the nodes that they target; a seed makes them, so that all kinds come up."""
    return st.integers(0, 2**32).map(made)


def made(seed: int) -> Given:
    """The shapes and the graph that a seed makes."""
    random = Random(seed)
    shapes = "".join(f"ex:shape{number} {_targeted(random)} .\n" for number in range(random.choice((1, 2, 3))))
    return Given(HEAD + shapes, HEAD + CLASSES + "\n".join(_statements(random)))


def _statements(random: Random) -> Iterator[str]:
    """Each node with a few properties, each with a value or some."""
    for node in (*_NODES, "_:b1"):
        for name in random.sample(tuple(_POOL), 6):
            for value in random.sample(_POOL[name], min(len(_POOL[name]), random.choice((1, 1, 2, 3)))):
                yield f"{node} {name} {value} ."


def _targeted(random: Random) -> str:
    """A node shape or a property shape, with a target."""
    return f"a {_body(random, 2, typed=True)} ; {random.choice(_TARGETS)} {random.choice(_EXTRAS)}"


def _body(random: Random, depth: int, *, typed: bool = False) -> str:
    if random.random() < 0.4:
        return ("sh:NodeShape ; " if typed else "") + _joined(
            _of_node(random, depth) for _ in range(random.choice((1, 2)))
        )
    return ("sh:PropertyShape ; " if typed else "") + _property(random, depth)


def _property(random: Random, depth: int) -> str:
    if random.random() < 0.3:
        return f"sh:path {_path(random, 2)} ; {random.choice((*_COUNTS, *_KINDS, 'sh:class ex:A'))}"
    name = random.choice(tuple(_POOL))
    made = (_values, _values, _sets, _within, _others)
    parts = [random.choice(made)(random, name, depth) for _ in range(random.choice((1, 2, 3)))]
    return _joined([f"sh:path {name}", *parts])


def _joined(parts: Iterable[str]) -> str:
    """Each parameter once: most may have one value only."""
    return " ; ".join({part.split()[0]: part for part in parts}.values())


def _path(random: Random, depth: int) -> str:
    step = random.choice(("ex:link", "ex:otherLink", "rdf:type", "ex:any", "rdfs:subClassOf"))
    if depth == 0 or random.random() < 0.3:
        return random.choice((step, f"[ sh:inversePath {step} ]"))
    form = random.choice(("( {} {} )", "[ sh:alternativePath ( {} {} ) ]", *_REPEATS))
    return form.format(_path(random, depth - 1), _path(random, depth - 1))


def _of_node(random: Random, depth: int) -> str:
    """A constraint of a node shape."""
    choice = random.randrange(6)
    if choice == 0:
        return random.choice(_CLOSED)
    if choice == 1:
        return _others(random, "", depth)
    if choice < 4:
        return f"sh:property [ {_property(random, max(0, depth - 1))} ]"
    return _values(random, "", depth)


def _values(random: Random, name: str, depth: int) -> str:
    """A constraint that is fit for any value."""
    return random.choice(random.choice(_ANY))


def _within(random: Random, name: str, depth: int) -> str:
    bounds = {"ex:number": ("1", "2.0"), "ex:day": ('"2020-02-29"^^xsd:date',), "ex:moment": _MOMENTS[:1]}.get(name)
    order = random.choice(("minInclusive", "minExclusive", "maxInclusive", "maxExclusive"))
    return f"sh:{order} {random.choice(bounds)}" if bounds else _values(random, name, depth)


def _sets(random: Random, name: str, depth: int) -> str:
    beside = {"ex:number": "ex:otherNumber", "ex:day": "ex:otherDay", "ex:link": "ex:otherLink"}.get(name)
    pairs = ("equals", "disjoint", "lessThan", "lessThanOrEquals") if name != "ex:link" else ("equals", "disjoint")
    if beside is None or random.random() < 0.4:
        return random.choice((*_COUNTS, "sh:uniqueLang true") if name == "ex:text" else _COUNTS)
    return f"sh:{random.choice(pairs)} {beside}"


def _others(random: Random, name: str, depth: int) -> str:
    """A constraint that asks other shapes, so deep and no deeper."""
    if depth == 0:
        return _values(random, name, depth)
    one, other = _body(random, depth - 1), _body(random, depth - 1)
    node = _joined(_of_node(random, depth - 1) for _ in range(random.choice((1, 2))))
    forms = [f"sh:{each} ( [ {one} ] [ {other} ] )" for each in ("and", "or", "xone")]
    forms += [f"sh:node [ {node} ]", f"sh:not [ {one} ]", f"sh:property [ {_property(random, depth - 1)} ]"]
    forms += [f"sh:qualifiedValueShape [ {node} ] ; {random.choice(_QUALIFIED)}"] if name else []
    return random.choice(forms)


_TARGETS = (
    "sh:targetClass ex:A",
    "sh:targetClass ex:B",
    "sh:targetNode ex:n0, ex:absent, 3",
    "sh:targetObjectsOf ex:link",
    "sh:targetObjectsOf ex:number",
    *(f"sh:targetSubjectsOf {name}" for name in ("ex:number", "ex:day", "ex:text")),
)
_EXTRAS = ("", "", "; sh:severity sh:Warning", '; sh:message "fel"@sv, "fault"@en', "; sh:deactivated true")
_COUNTS = ("sh:minCount 1", "sh:minCount 0", "sh:minCount 2", "sh:maxCount 0", "sh:maxCount 1")
_QUALIFIED = (
    "sh:qualifiedMinCount 1",
    "sh:qualifiedMaxCount 1",
    "sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 2",
    "sh:qualifiedMinCount 2 ; sh:qualifiedValueShapesDisjoint true",
)
_CLOSED = ("sh:closed true ; sh:ignoredProperties ( rdf:type )", "sh:closed true ; sh:property [ sh:path ex:text ]")
_REPEATS = tuple(f"[ sh:{name} {{}} ]" for name in ("zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"))
_KINDS = tuple(
    f"sh:nodeKind sh:{name}"
    for name in ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
)
_ANY = (
    _KINDS,
    ("sh:class ex:A", "sh:class ex:B", "sh:class ex:A, ex:D"),
    ("sh:in ( ex:n0 ex:n1 1 )", 'sh:in ( "a" "hej"@sv )'),
    ("sh:hasValue ex:n0", "sh:hasValue 1", 'sh:hasValue "a"', 'sh:hasValue "hej"@sv'),
    tuple(f"sh:datatype xsd:{name}" for name in ("string", "integer", "decimal", "date", "boolean", "int")),
    ("sh:datatype rdf:langString",),
    tuple(f"sh:minLength {length}" for length in (0, 1, 2, 3)),
    tuple(f"sh:maxLength {length}" for length in (0, 1, 2, 22)),
    ('sh:pattern "^a"', 'sh:pattern "b$"', 'sh:pattern "[0-9]{2}"', 'sh:pattern "^AB" ; sh:flags "i"'),
    ('sh:languageIn ( "en" )', 'sh:languageIn ( "sv" "en" )'),
)
