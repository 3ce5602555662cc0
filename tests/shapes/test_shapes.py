"""The shapes keep the law of their folder: pages, forms and tables are made from them."""

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.term import Node

from kg.rdf.namespaces import prefixes
from tests.shapes.examples import BASE, ROOT, SAMV, SHAPES, read, shapes, vocabulary

FILES = sorted(ROOT.glob("shapes/*.ttl"))
CONSTRAINTS = (
    SH.minCount, SH.maxCount, SH.datatype, SH["class"], SH.node, SH.nodeKind, SH.pattern, SH.uniqueLang, SH.closed,
    SH.minInclusive, SH.maxInclusive, SH["in"], SH["or"], SH["not"], SH.lessThanOrEquals, SH.qualifiedMaxCount,
)  # fmt: skip
TARGETS = (SH.targetClass, SH.targetSubjectsOf)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return shapes()


@pytest.fixture(scope="module")
def terms() -> Graph:
    return vocabulary()


def _short(nodes: set[Node] | list[Node]) -> list[str]:
    return sorted(str(node).removeprefix(BASE) for node in nodes)


def _languages(graph: Graph, subject: Node, predicate: URIRef) -> list[str | None]:
    return sorted(text.language for text in graph.objects(subject, predicate) if isinstance(text, Literal))


def _fields(graph: Graph) -> set[Node]:
    """The property shapes that a class's own shape lists: what a page or a form shows."""
    return {field for owner in graph.subjects(SH.closed) for field in graph.objects(owner, SH.property)}


def _steps(graph: Graph, path: Node | None) -> set[Node]:
    """Every property that a path goes through."""
    if isinstance(path, URIRef):
        return {path}
    inner = [*graph.objects(path, SH.inversePath), *graph.objects(path, SH.alternativePath)]
    if (path, RDF.first, None) in graph:
        inner += list(Collection(graph, path))
    return {step for each in inner for step in _steps(graph, each)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_short_says_what_it_is_and_knows_no_base(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# ")
    assert "w3id.org/samverkan" not in text
    assert len(text.splitlines()) <= 300


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_lists_and_paths_are_without_a_name(path: Path) -> None:
    graph = read(path)
    blank = {node for node in graph.subjects() if isinstance(node, BNode)}
    structure = {RDF.first, RDF.rest, SH.inversePath, SH.alternativePath}
    assert {predicate for node in blank for predicate in graph.predicates(node)} <= structure


def test_every_field_has_name_help_order_and_group(graph: Graph) -> None:
    assert _short([f for f in _fields(graph) if _languages(graph, f, SH.name) != ["en", "sv"]]) == []
    assert _short([f for f in _fields(graph) if _languages(graph, f, SH.description) != ["en", "sv"]]) == []
    assert _short([f for f in _fields(graph) if graph.value(f, SH.order) is None]) == []
    groups = set(graph.subjects(RDF.type, SH.PropertyGroup))
    assert _short([f for f in _fields(graph) if graph.value(f, SH.group) not in groups]) == []
    assert _short([g for g in groups if _languages(graph, g, RDFS.label) != ["en", "sv"]]) == []


def test_fields_of_one_class_stand_in_one_order(graph: Graph) -> None:
    for owner in graph.subjects(SH.closed):
        orders = [str(graph.value(field, SH.order)) for field in graph.objects(owner, SH.property)]
        assert len(orders) == len(set(orders)), _short([owner])


def test_every_message_is_said_in_both_languages(graph: Graph) -> None:
    messages = set(graph.subjects(SH.message))
    assert _short([shape for shape in messages if _languages(graph, shape, SH.message) != ["en", "sv"]]) == []


def test_whatever_can_be_broken_has_a_message(graph: Graph) -> None:
    targeted = {shape for target in TARGETS for shape in graph.subjects(target)}
    judged = targeted | _fields(graph) | set(graph.subjects(SH.select))
    mute = {
        shape
        for shape in judged
        if any((shape, parameter, None) in graph for parameter in (*CONSTRAINTS, SH.select))
        and (shape, SH.message, None) not in graph
    }
    assert _short(mute) == []


def test_every_kind_and_every_fact_has_a_shape(graph: Graph, terms: Graph) -> None:
    wanted = set(terms.subjects(SAMV.kind)) | set(terms.subjects(RDFS.subClassOf, SAMV.Fact))
    closed = {target for owner in graph.subjects(SH.closed) for target in graph.objects(owner, SH.targetClass)}
    assert _short(wanted - closed) == []


def test_every_kind_has_a_shape_of_its_name(graph: Graph, terms: Graph) -> None:
    for klass, kind in terms.subject_objects(SAMV.kind):
        assert (SHAPES[str(kind)], SH.targetClass, klass) in graph


def test_every_property_in_a_path_is_known_to_the_ontology(graph: Graph, terms: Graph) -> None:
    used = {step for shape in graph.subjects(SH.path) for step in _steps(graph, graph.value(shape, SH.path))}
    assert _short([step for step in used if _languages(terms, step, RDFS.label) != ["en", "sv"]]) == []


def test_every_concept_and_class_that_is_named_exists(graph: Graph, terms: Graph) -> None:
    named = {n for n in graph.objects() if isinstance(n, URIRef) and n.startswith((BASE + "concept/", str(SAMV)))}
    missing = [node for node in named if (node, RDF.type, None) not in terms]
    assert _short(missing) == []


def test_every_shape_that_is_named_exists(graph: Graph) -> None:
    named = {node for node in graph.objects() if str(node).startswith(str(SHAPES)) and node != SHAPES.prefixes}
    assert _short([node for node in named if (node, None, None) not in graph]) == []


def test_every_condition_is_used(graph: Graph) -> None:
    conditions = {s for s in graph.subjects() if str(s).startswith((f"{SHAPES}is/", f"{SHAPES}value/", f"{SHAPES}in/"))}
    assert _short(conditions - set(graph.objects())) == []


def test_a_field_takes_its_concepts_from_the_scheme_of_its_property(graph: Graph, terms: Graph) -> None:
    for field in _fields(graph):
        for scheme in terms.objects(graph.value(field, SH.path), SAMV.valuesFrom):
            [scheme_shape] = graph.objects(field, SH.node)
            [within] = graph.objects(scheme_shape, SH.property)
            assert (graph.value(within, SH.path), graph.value(within, SH.hasValue)) == (SKOS.inScheme, scheme)


def test_derived_fields_are_those_of_the_ontology_and_bind_nothing(graph: Graph, terms: Graph) -> None:
    marked = {field for field in _fields(graph) if (field, SAMV.derived, Literal(True)) in graph}
    derived = set(terms.subjects(SAMV.derived, Literal(True)))
    ours = {field for field in _fields(graph) if graph.value(field, SH.path) in derived}
    assert _short(ours - marked) == []
    assert _short([f for f in marked - ours if isinstance(graph.value(f, SH.path), URIRef)]) == []
    assert _short([f for f in marked if any((f, parameter, None) in graph for parameter in CONSTRAINTS)]) == []


def test_what_may_not_be_handed_in_is_what_is_derived(graph: Graph, terms: Graph) -> None:
    derived = set(terms.subjects(SAMV.derived, Literal(True))) | {RDFS.label}
    assert _short(_steps(graph, graph.value(SHAPES["handed-in"], SH.path))) == _short(derived)


def test_every_query_parses_and_begins_by_asking_in_words(graph: Graph) -> None:
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes(BASE).items())
    for constraint, query in graph.subject_objects(SH.select):
        parseQuery(declared + str(query))
        assert str(query).strip().startswith("# "), constraint
        assert "?" in str(query).strip().partition("\nSELECT")[0], constraint
        assert (constraint, SH.prefixes, SHAPES.prefixes) in graph


def test_the_shapes_have_a_version(graph: Graph) -> None:
    assert [str(version) for version in graph.objects(SHAPES.common, OWL.versionInfo)] == ["1.0.0"]
