"""The VoID description: numbers that hold, parts with names, links told apart where they can be."""

from collections.abc import Sequence

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.rdf.namespaces import DCAT, DCTERMS, OWL, RDF, VOID, XSD
from kg.release import bundle, catalogue, shards, void
from kg.release.layout import Release
from kg.release.walk import parsed
from kg.settings import Settings, read

DATASET = NamedNode("https://example.org/catalog#samverkansgrafen")
CLASS = NamedNode(VOID.iri + "class")


@pytest.fixture
def settings() -> Settings:
    return read({"KG_BASE_IRI": "https://example.org/", "KG_PUBLIC_URL": "https://grafen.example.se"})


@pytest.fixture
def said(garden: Release, settings: Settings) -> list[Triple]:
    return void.of(garden, settings)


def values(said: Sequence[Triple], subject: object, predicate: NamedNode) -> list[NamedNode | Literal]:
    found = [t.object for t in said if t.subject == subject and t.predicate == predicate]
    return [each for each in found if isinstance(each, NamedNode | Literal)]


def number(said: Sequence[Triple], subject: object, predicate: NamedNode) -> int:
    [value] = values(said, subject, predicate)
    assert isinstance(value, Literal)
    assert value.datatype == XSD.integer
    return int(value.value)


def part(said: Sequence[Triple], predicate: NamedNode, value: NamedNode) -> NamedNode:
    [found] = [t.subject for t in said if t.predicate == predicate and t.object == value]
    assert isinstance(found, NamedNode)
    return found


def test_the_whole_is_counted(garden: Release, said: list[Triple]) -> None:
    quads = [quad for name in shards.names() for quad in parsed(shards.read(garden.path / "shards", name))]
    assert number(said, DATASET, VOID.triples) == len(quads)
    assert number(said, DATASET, VOID.entities) == garden.manifest.counts["records"]
    assert number(said, DATASET, VOID.distinctSubjects) == len({quad.subject for quad in quads})
    assert number(said, DATASET, VOID.properties) == len({quad.predicate for quad in quads})
    assert number(said, DATASET, VOID.classes) == len({q.object for q in quads if q.predicate == RDF.type})


def test_it_names_its_release(garden: Release, said: list[Triple]) -> None:
    assert values(said, DATASET, DCAT.version) == [Literal(garden.id)]


def test_each_class_and_property_has_a_part_with_a_name(garden: Release, said: list[Triple]) -> None:
    quads = [quad for name in shards.names() for quad in parsed(shards.read(garden.path / "shards", name))]
    for iri in {quad.predicate for quad in quads}:
        found = part(said, VOID.property, iri)
        assert number(said, found, VOID.triples) == sum(quad.predicate == iri for quad in quads)
        assert found in values(said, DATASET, VOID.propertyPartition)
    harvest = part(said, CLASS, NamedNode("https://example.org/ns#Harvest"))
    assert harvest == NamedNode("https://example.org/.well-known/void#class-samv-Harvest")
    assert number(said, harvest, VOID.entities) == 2
    assert harvest in values(said, DATASET, VOID.classPartition)


def test_the_parts_by_graph_add_up(said: list[Triple]) -> None:
    names = [f"https://example.org/graph/{name}" for name in ("derived", "links", "release", "vocabulary")]
    parts = [NamedNode(name) for name in (*names, "https://example.org/.well-known/void#records")]
    assert set(parts) <= set(values(said, DATASET, VOID.subset))
    assert sum(number(said, each, VOID.triples) for each in parts) == number(said, DATASET, VOID.triples)


def test_it_tells_where_to_ask_and_what_to_fetch(said: list[Triple]) -> None:
    assert values(said, DATASET, VOID.sparqlEndpoint) == [NamedNode("https://grafen.example.se/sparql")]
    dumps = {str(value) for value in values(said, DATASET, VOID.dataDump)}
    assert "<https://grafen.example.se/download/samverkansgrafen.nq.gz>" in dumps
    assert len(dumps) == len(values(said, DATASET, VOID.feature)) == 6
    assert NamedNode("https://example.org/garden/eden") in values(said, DATASET, VOID.exampleResource)
    assert NamedNode("http://purl.org/dc/terms/") in values(said, DATASET, VOID.vocabulary)


@pytest.mark.parametrize(("name", "count"), [("parks", 2), ("maps", None), ("plants", 1)])
def test_links_are_counted_where_they_can_be_told_apart(said: list[Triple], name: str, count: int | None) -> None:
    linkset = NamedNode(f"https://example.org/links/{name}")
    assert linkset in values(said, DATASET, VOID.subset)
    assert values(said, linkset, VOID.subjectsTarget) == [DATASET]
    assert len(values(said, linkset, DCTERMS.title)) == 2
    assert [int(v.value) for v in values(said, linkset, VOID.triples)] == ([] if count is None else [count])


def test_a_linkset_is_described_as_its_file_describes_it(said: list[Triple]) -> None:
    parks = NamedNode("https://example.org/links/parks")
    assert values(said, parks, VOID.linkPredicate) == [OWL.sameAs]
    assert values(said, parks, VOID.objectsTarget) == [NamedNode("https://parks.example.org/")]


def test_it_names_itself_and_has_no_blank_nodes(said: list[Triple]) -> None:
    document = NamedNode("https://example.org/.well-known/void")
    assert Triple(document, RDF.type, VOID.DatasetDescription) in said
    assert not any(isinstance(term, BlankNode) for t in said for term in (t.subject, t.object))
    assert len(said) == len(set(said))


def test_before_the_dumps_are_made_it_tells_what_the_release_knows(garden: Release, settings: Settings) -> None:
    said = void.describe(garden, None, catalogue.authored(garden), settings)
    assert number(said, DATASET, VOID.triples) == garden.manifest.counts["quads"]
    assert values(said, DATASET, VOID.dataDump) == []
    assert Literal("The facts of the tiny world", language="en") in values(said, DATASET, DCTERMS.title)


def test_the_numbers_lie_in_the_manifest_of_the_dumps(garden: Release) -> None:
    manifest = bundle.manifest_of(garden)
    assert manifest is not None
    counted = manifest["statistics"]
    assert isinstance(counted, dict)
    assert counted["triples"] == garden.manifest.counts["quads"]
    assert list(counted["classes"]) == sorted(counted["classes"])
