"""SPARQL in shapes: constraints of sh:sparql, and constraint components with validators of their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from kg.rdf.namespaces import OWL, PREFIXES, RDFS
from kg.validate.compiled.asker import SHAPES_GRAPH
from kg.validate.compiled.graph import TYPE
from kg.validate.compiled.model import Constraint, Query, sh
from kg.validate.compiled.of_queries import Ask, Select, sparql
from kg.validate.compiled.queries import Asking, CantBeAsked
from kg.validate.compiled.source import CantCompile, Source
from kg.validate.compiled.terms import is_iri, literal

_COMPONENT = sh("ConstraintComponent")
_SUBCLASS = str(RDFS.subClassOf)
_IMPORTS = f"<{PREFIXES['owl']}imports>"
_ONTOLOGY = str(OWL.Ontology)
_RESERVED = ("this", "shapesGraph", "currentShape", "path", "PATH", "value")


@dataclass(frozen=True)
class Component:
    """A constraint component of the shapes' own: its parameters by name, mandatory and not, and its validators."""

    node: str
    mandatory: Mapping[str, str]
    optional: Mapping[str, str]
    of_nodes: str | None
    of_properties: str | None
    of_values: str | None


def constraints(source: Source, node: str) -> Iterator[Constraint]:
    """The SPARQL constraints of a shape."""
    for constraint in source.objects(node, "sparql"):
        if source.flag(constraint, "deactivated"):
            continue
        query = _query(source, constraint, "select", _asking(source, constraint, node, {}))
        yield sparql(query, source.messages(constraint), constraint)


def component_constraints(source: Source, node: str, components: tuple[Component, ...]) -> Iterator[Constraint]:
    """The constraints of a shape that has the parameters of such components; one for each choice of their values."""
    for component in components:
        every = {**component.mandatory, **component.optional}
        given = {name: source.graph.objects(node, path) for name, path in every.items()}
        if all(given[name] for name in component.mandatory):
            present = {name: values for name, values in given.items() if values}
            for chosen in product(*present.values()):
                yield _validator(source, node, component, dict(zip(present, chosen, strict=True)))


def components(source: Source) -> tuple[Component, ...]:
    """The constraint components that the shapes declare; SHACL's own are not among them."""
    classes = [each for each in source.graph.own if _COMPONENT in source.graph.above(each)] + [_COMPONENT]
    found = {node for each in classes for node in source.graph.subjects(TYPE, each)}
    return tuple(_component(source, node) for node in sorted(found) if not node.startswith(f"<{PREFIXES['sh']}"))


def _component(source: Source, node: str) -> Component:
    mandatory: dict[str, str] = {}
    optional: dict[str, str] = {}
    for parameter in source.objects(node, "parameter"):
        path = source.at_most_one(parameter, "path")
        if path is None or not is_iri(path):
            raise CantCompile(f"{parameter} has no path")
        (optional if source.flag(parameter, "optional") else mandatory)[_local(path)] = path
    if not mandatory or {*mandatory, *optional} & {*_RESERVED}:
        raise CantCompile(f"{node} has no mandatory parameter, or one of a reserved name")
    validators = [next(iter(source.objects(node, name)), None) for name in _VALIDATORS]
    return Component(node, mandatory, optional, *validators)


_VALIDATORS = ("nodeValidator", "propertyValidator", "validator")


def _local(path: str) -> str:
    return path[1:-1].rpartition("#")[2].rpartition("/")[2]


def _validator(source: Source, node: str, component: Component, given: Mapping[str, str]) -> Constraint:
    has_path = bool(source.objects(node, "path"))
    validator = component.of_properties if has_path else component.of_nodes
    kind = "select" if validator is not None else "ask"
    validator = validator if validator is not None else component.of_values
    if validator is None:
        raise CantCompile(f"{component.node} has no validator for {node}")
    later = ("this",) if kind == "select" else ("this", "value")
    query = _query(source, validator, kind, _asking(source, validator, node, given, later))
    messages = source.messages(validator) or source.messages(component.node)
    made = Select if kind == "select" else Ask
    return made(query, component.node, messages, tuple(given.items()))


def _asking(
    source: Source, owner: str, shape: str, given: Mapping[str, str], later: tuple[str, ...] = ("this",)
) -> Asking:
    path = source.at_most_one(shape, "path")
    return Asking(
        prefixes=_prefixes(source, owner),
        path=None if path is None else str(source.path(path)),
        bound={**given, "currentShape": shape, "shapesGraph": f"<{SHAPES_GRAPH}>"},
        bound_later=later,
    )


def _query(source: Source, owner: str, kind: str, asking: Asking) -> Query:
    said = source.literals(owner, kind)
    if len(said) != 1:
        raise CantCompile(f"{owner} has not one sh:{kind}")
    try:
        return asking.query(said[0].text)
    except CantBeAsked as wrong:
        raise CantCompile(f"{owner}: {wrong}") from wrong


def _prefixes(source: Source, owner: str) -> dict[str, str]:
    """Those that the constraint names, then those of the ontologies in the shapes, as many shapes take for granted."""
    named = list(source.objects(owner, "prefixes"))
    for each in named:
        named += [other for other in source.graph.objects(each, _IMPORTS) if other not in named]
    declaring = [*source.graph.subjects(TYPE, _ONTOLOGY), *named] if named else []
    found = {"rdf": PREFIXES["rdf"], "rdfs": PREFIXES["rdfs"], "owl": PREFIXES["owl"]}
    for each in declaring:
        for declaration in source.objects(each, "declare"):
            prefixes, namespaces = source.objects(declaration, "prefix"), source.objects(declaration, "namespace")
            if len(prefixes) != 1 or len(namespaces) != 1:
                raise CantCompile(f"{declaration} declares not one prefix for one namespace")
            found[literal(prefixes[0]).text] = literal(namespaces[0]).text
    return found
