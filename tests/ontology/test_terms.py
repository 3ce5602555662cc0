"""The terms of the ontology: the names the other parts rely on, examples that hold, and a sound hierarchy."""

import re

import pyoxigraph as ox
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from kg.rdf.namespaces import DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SKOS

KINDS = ["project", "actor", "partnership", "method", "document", "place"]
NODES = [
    "Participation",
    "Period",
    "Budget",
    "Funding",
    "ParticipantCount",
    "TargetGroup",
    "MethodUse",
    "Outcome",
    "ExpectedResult",
    "Evaluation",
    "Agreement",
    "Claim",
]
Term = NamedNode | BlankNode | Literal | Triple
RANKS = {"preferred", "normal", "deprecated"}


def _of(world, subject: NamedNode, predicate: NamedNode) -> set[Term]:
    return {t.object for t in world.vocabulary if t.subject == subject and t.predicate == predicate}


def _typed(world, kind: NamedNode) -> set[NamedNode]:
    return {t.subject for t in world.vocabulary if t.predicate == RDF.type and t.object == kind}


def _wider(world, term: NamedNode, relation: NamedNode = RDFS.subClassOf) -> set[Term]:
    """Everything that a class or property is, through any number of steps."""
    found: set[Term] = set()
    new = {term}
    while new:
        new = set().union(*(_of(world, each, relation) for each in new)) - found
        found |= new
    return found


def _terms(world) -> list[NamedNode]:
    return sorted({t.subject for t in world.vocabulary if t.subject.value.startswith(world.base + "ns#")}, key=str)


def test_the_header_says_what_the_ontology_is(world) -> None:
    header = world.iri("ns")
    assert OWL.Ontology in _of(world, header, RDF.type)
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert {text.language for text in _of(world, header, predicate)} == {"sv", "en"}
    assert _of(world, header, OWL.versionInfo)
    assert _of(world, header, DCTERMS.license) == {NamedNode("http://creativecommons.org/publicdomain/zero/1.0/")}


def test_the_kinds_are_the_six_of_the_house_in_their_order(world) -> None:
    order = {
        word.object.value: int(number.value)
        for word in world.vocabulary
        if word.predicate == world.iri("ns#kind")
        for number in _of(world, word.subject, world.iri("ns#kindOrder"))
    }
    assert sorted(order, key=lambda kind: order[kind]) == KINDS


@pytest.mark.parametrize("name", NODES)
def test_a_class_of_nodes_is_a_class_of_facts(world, name: str) -> None:
    assert world.iri("ns#Fact") in _wider(world, world.iri(f"ns#{name}"))


def test_a_project_is_an_activity_and_neither_an_entity_nor_an_organisation(world) -> None:
    wider = _wider(world, world.iri("ns#Project"))
    assert PROV.Activity in wider
    assert not wider & {PROV.Entity, PROV.Agent, FOAF.Agent, NamedNode("https://schema.org/Project")}


def test_no_class_is_both_activity_and_entity(world) -> None:
    both = {c for c in _typed(world, OWL.Class) if {PROV.Activity, PROV.Entity} <= _wider(world, c)}
    assert both == set()


def test_there_are_three_ranks(world) -> None:
    assert {rank.value.rpartition("#")[2] for rank in _typed(world, world.iri("ns#Rank"))} == RANKS


def test_classes_begin_with_a_capital_and_everything_else_does_not(world) -> None:
    classes = {c for c in _typed(world, OWL.Class) if c.value.startswith(world.base)}
    capital = {t for t in _terms(world) if re.search(r"#[A-Z]", t.value)}
    assert capital == classes


@pytest.mark.parametrize("predicate", [RDFS.subClassOf, RDFS.subPropertyOf], ids=["classes", "properties"])
def test_the_hierarchy_has_no_circle(world, predicate: NamedNode) -> None:
    assert [t for t in _terms(world) if t in _wider(world, t, predicate)] == []


def test_domains_and_ranges_are_classes_of_ours_or_have_a_name(world) -> None:
    named = {t.subject for t in world.vocabulary if t.predicate == RDFS.label}
    for triple in world.vocabulary:
        if triple.predicate in (RDFS.domain, RDFS.range, world.iri("ns#usedOn")):
            assert triple.object in named, triple


def test_a_property_with_a_domain_is_not_also_said_to_be_used_elsewhere(world) -> None:
    with_domain = {t.subject for t in world.vocabulary if t.predicate == RDFS.domain}
    used_on = {t.subject for t in world.vocabulary if t.predicate == world.iri("ns#usedOn")}
    assert with_domain & used_on == set()


def test_a_datatype_property_takes_literals_and_an_object_property_things(world) -> None:
    def is_datatype(term: NamedNode) -> bool:
        return "XMLSchema#" in term.value or "langString" in term.value or "datatypes/" in term.value

    for sort, literal in ((OWL.DatatypeProperty, True), (OWL.ObjectProperty, False)):
        for term in _typed(world, sort):
            assert all(is_datatype(target) is literal for target in _of(world, term, RDFS.range)), term


def test_an_example_is_turtle_that_uses_the_term(world) -> None:
    header = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _prefixes(world).items())
    for term in _terms(world):
        for example in _of(world, term, SKOS.example):
            assert isinstance(example, Literal)
            quads = list(ox.parse((header + example.value).encode(), RdfFormat.TURTLE, base_iri=world.base))
            used = {node for quad in quads for node in quad.triple}
            assert term in used, f"{term}: {example.value}"


def test_an_example_uses_no_word_that_is_not_declared(world) -> None:
    declared = set(_terms(world)) | {world.iri("ns#oldTerm"), world.iri("ns#newTerm")}
    header = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _prefixes(world).items())
    concepts = _typed(world, SKOS.Concept) | _typed(world, SKOS.ConceptScheme)
    for triple in world.vocabulary:
        if triple.predicate == SKOS.example and triple.subject in declared:
            quads = ox.parse((header + triple.object.value).encode(), RdfFormat.TURTLE, base_iri=world.base)
            for node in (node for quad in quads for node in quad.triple if isinstance(node, NamedNode)):
                if node.value.startswith(world.base + "ns#") and "alignment-" not in node.value:
                    assert node in declared, triple
                if node.value.startswith(world.base + "concept/"):
                    assert node in concepts, triple


def test_a_definition_is_whole_sentences(world) -> None:
    for triple in world.vocabulary:
        if triple.predicate in (SKOS.definition, SKOS.scopeNote):
            text = triple.object.value
            assert text.endswith((".", ")")), text
            assert text[0].isupper() or text.startswith("schema.org"), text
            assert "  " not in text


def test_swedish_and_english_are_never_the_same_sentence(world) -> None:
    for predicate in (SKOS.definition, SKOS.scopeNote):
        texts: dict[NamedNode, list[str]] = {}
        for triple in world.vocabulary:
            if triple.predicate == predicate:
                texts.setdefault(triple.subject, []).append(triple.object.value)
        assert [subject for subject, said in texts.items() if len(set(said)) != len(said)] == []


def _prefixes(world) -> dict[str, str]:
    from_files = re.compile(r"@prefix (\w+): <([^>]+)> \.")
    found = {
        name: iri
        for path in world.root.rglob("*.ttl")
        for name, iri in from_files.findall(path.read_text(encoding="utf-8"))
    }
    return {**found, "samv": world.base + "ns#"}


def test_a_prefix_means_the_same_in_every_file(world) -> None:
    seen: dict[str, set[str]] = {}
    for path in [*world.root.rglob("*.ttl"), *world.root.rglob("*.rq")]:
        for name, iri in re.findall(r"(?:@prefix|PREFIX) (\w+): <([^>]+)>", path.read_text(encoding="utf-8")):
            seen.setdefault(name, set()).add(iri)
    assert {name: iris for name, iris in seen.items() if len(iris) > 1} == {}
