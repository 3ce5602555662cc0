"""A kind is data: an ontology entry, a shape and a record give it IRI, page, listing, table and negotiation."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef

from kg.pipeline import publish
from kg.release.layout import current
from tests.whole.served import ROOT, served, settings

CLASS = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix samv: <ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<ns#Bicycle> a owl:Class ;
    rdfs:label "Cykel"@sv , "Bicycle"@en ;
    skos:definition "Ett fordon med två hjul."@sv , "A vehicle with two wheels."@en ;
    skos:example "<bicycle/rod-cykel> a samv:Bicycle ." ;
    rdfs:isDefinedBy <ns> ;
    samv:status "stable" ;
    samv:kind "bicycle" ;
    samv:kindOrder 7 ;
    samv:pluralLabel "Cyklar"@sv , "Bicycles"@en .

<ns#gears> a owl:DatatypeProperty ;
    rdfs:label "växlar"@sv , "gears"@en ;
    skos:definition "Antalet växlar."@sv , "The number of gears."@en ;
    skos:example "<bicycle/rod-cykel> samv:gears 7 ." ;
    rdfs:domain <ns#Bicycle> ;
    rdfs:range <http://www.w3.org/2001/XMLSchema#integer> ;
    rdfs:isDefinedBy <ns> ;
    samv:status "stable" .
"""
SHAPE = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix samv: <ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<shapes/bicycle> a sh:NodeShape ;
    sh:targetClass samv:Bicycle ;
    sh:property <shapes/bicycle#title> , <shapes/bicycle#gears> .

<shapes/bicycle#title> a sh:PropertyShape ;
    sh:path dcterms:title ;
    sh:name "Namn"@sv , "Name"@en ;
    sh:description "Vad cykeln kallas."@sv , "What the bicycle is called."@en ;
    sh:datatype rdf:langString ;
    sh:minCount 1 ;
    sh:order 1 .

<shapes/bicycle#gears> a sh:PropertyShape ;
    sh:path samv:gears ;
    sh:name "Växlar"@sv , "Gears"@en ;
    sh:description "Antalet växlar."@sv , "The number of gears."@en ;
    sh:datatype xsd:integer ;
    sh:maxCount 1 ;
    samv:facetOrder 1 ;
    sh:order 2 .
"""
RECORD = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix samv: <ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<bicycle/rod-cykel> a samv:Bicycle ;
    dcterms:title "Röd cykel"@sv , "Red bicycle"@en ;
    samv:gears 7 .

<record/bicycle/rod-cykel> a dcat:CatalogRecord ;
    foaf:primaryTopic <bicycle/rod-cykel> ;
    samv:recordStatus <concept/poststatus/full> ;
    dcterms:source <document/lag-2003-1210> ;
    dcterms:issued "2026-11-22"^^xsd:date ;
    dcterms:modified "2026-11-22"^^xsd:date .
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the real ontology and shapes, a few real records, and a kind more."""
    work = tmp_path_factory.mktemp("toy")
    root = work / "root"
    for name in ("ontology", "shapes"):
        shutil.copytree(ROOT / name, root / name)
    for kind, slug in (("document", "lag-2003-1210"), ("actor", "regeringskansliet")):
        (root / "data/records" / kind).mkdir(parents=True)
        shutil.copy(ROOT / f"data/records/{kind}/{slug}.ttl", root / f"data/records/{kind}/")
    (root / "data/records/bicycle").mkdir()
    (root / "ontology/bicycle.ttl").write_text(CLASS, "utf-8")
    (root / "shapes/bicycle.ttl").write_text(SHAPE, "utf-8")
    (root / "data/records/bicycle/rod-cykel.ttl").write_text(RECORD, "utf-8")
    publish(settings(root, work / "home"), judging=False)
    return work / "home"


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[FlaskClient]:
    with served(settings(ROOT, home)) as made:
        yield made


def test_its_iri_leads_to_the_document_that_the_reader_wants(client: FlaskClient) -> None:
    for accept, ending in (("text/turtle", ".ttl"), ("application/ld+json", ".jsonld"), ("text/html", ".html")):
        answer = client.get("/bicycle/rod-cykel", headers={"Accept": accept})
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith(f"/bicycle/rod-cykel{ending}")


def test_its_turtle_says_what_the_record_says(client: FlaskClient) -> None:
    graph = Graph().parse(data=client.get("/bicycle/rod-cykel.ttl").data, format="turtle")
    base = "https://w3id.org/samverkan/"
    assert graph.value(URIRef(f"{base}bicycle/rod-cykel"), URIRef(f"{base}ns#gears")).toPython() == 7


def test_its_page_has_its_fields_by_the_names_of_the_shape(client: FlaskClient) -> None:
    page = client.get("/bicycle/rod-cykel.html?lang=sv").text
    assert "Röd cykel" in page
    assert "Växlar" in page
    assert "Gears" in client.get("/bicycle/rod-cykel.html?lang=en").text


def test_its_kind_has_a_listing_and_stands_in_the_menu_of_things(client: FlaskClient) -> None:
    assert "Röd cykel" in client.get("/bicycle/?lang=sv").text
    assert "rod-cykel" in client.get("/bicycle.csv").text
    assert "Cyklar" in client.get("/?lang=sv").text


def test_its_list_is_narrowed_by_the_field_that_its_shape_marks(client: FlaskClient) -> None:
    assert 'name="gears" value="7"' in client.get("/bicycle/?lang=sv").text
    assert client.get("/bicycle.json?gears=7").get_json()["count"] == 1
    assert client.get("/bicycle.json?gears=3").get_json()["count"] == 0


def test_its_kind_has_a_table_among_the_downloads(home: Path) -> None:
    folder = current(home).bundle("dumps")
    assert folder is not None
    rows = list(csv.DictReader(io.StringIO((folder / "bicycle.csv").read_text("utf-8"))))
    assert [row["gears"] for row in rows] == ["7"]


def test_its_term_and_its_shape_can_be_fetched(client: FlaskClient) -> None:
    assert "Bicycle" in client.get("/ns.ttl").text
    assert client.get("/shapes/bicycle.ttl").status_code == 200


def test_no_module_of_ours_names_it() -> None:
    assert not [path for path in (ROOT / "kg").rglob("*.py") if "bicycle" in path.read_text("utf-8").lower()]


def test_its_names_are_matched_and_its_fields_fetched(client: FlaskClient) -> None:
    queries = {"a": {"query": "ROD CYKEL", "type": "Bicycle"}, "b": {"query": "röd cyckel", "type": "Cykel"}}
    said = client.get("/reconcile", query_string={"queries": json.dumps(queries)}).json
    assert [said[key]["result"][0]["id"] for key in ("a", "b")] == ["bicycle/rod-cykel"] * 2
    wish = {"ids": ["bicycle/rod-cykel"], "properties": [{"id": "gears"}]}
    fetched = client.get("/reconcile", query_string={"extend": json.dumps(wish)}).json
    assert fetched["rows"]["bicycle/rod-cykel"] == {"gears": [{"int": 7}]}
