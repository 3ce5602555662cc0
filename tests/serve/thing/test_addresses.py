"""Things: 303, documents, tombstones and merges; every IRI of ours leads somewhere and means the same in every form."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from kg.rdf import formats
from kg.rdf.formats import JSONLD, NTRIPLES, RDFXML, TURTLE, Format
from kg.release.layout import Release
from kg.serve.app import create_app
from kg.serve.shelf import Edition
from tests.serve import world

THINGS = [
    "project/broar",
    "project/stigen",
    "actor/lillby-kommun",
    "actor/storby-forening",
    "document/broschyren",
    "document/registret",
    "place/lillby",
]


@pytest.mark.parametrize(
    ("accept", "extension"),
    [
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/rdf+xml", "rdf"),
        ("application/n-triples", "nt"),
        ("text/html", "html"),
        ("*/*", "html"),
        ("application/json", "jsonld"),
    ],
)
def test_a_thing_leads_to_the_document_that_suits(client: FlaskClient, accept: str, extension: str) -> None:
    answer = client.get("/project/broar", headers={"Accept": accept})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/project/broar.{extension}"
    assert answer.headers["Vary"] == "Accept, Accept-Datetime"
    assert answer.data == b""
    assert client.get(f"/project/broar.{extension}").status_code == 200


def test_redirects_use_the_public_address_where_one_is_set(home: Path, edition: Edition) -> None:
    settings = world.settings(home, public_url="https://graf.example.se/data/")
    client = create_app(settings, world.OneShelf(edition)).test_client()
    answer = client.get("/project/broar", headers={"Accept": "text/turtle", "Host": "evil.example"})
    assert answer.headers["Location"] == "https://graf.example.se/data/project/broar.ttl"
    assert "<https://graf.example.se/data/project/broar.ttl>" in answer.headers["Link"]


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("form", [TURTLE, JSONLD, RDFXML, NTRIPLES])
def test_every_document_holds_what_the_store_says(
    client: FlaskClient, release: Release, thing: str, form: Format
) -> None:
    answer = client.get(f"/{thing}.{form.extension}")
    said = {quad.triple for quad in parse(answer.data, formats.engine_rdf(form), base_iri=world.BASE)}
    assert said == _in_store(release, thing)


def _in_store(release: Release, thing: str) -> set[object]:
    """Every statement whose subject is the thing, a node of it, or its record."""
    iri, record = f"{world.BASE}{thing}", f"{world.BASE}record/{thing}"
    return {
        quad.triple
        for quad in Store.read_only(str(release.store))
        if isinstance(quad.subject, NamedNode) and quad.subject.value.partition("#")[0] in (iri, record)
    }


def test_both_budgets_are_there_with_their_sources(client: FlaskClient) -> None:
    turtle = client.get("/project/broar", headers={"Accept": "text/turtle"}, follow_redirects=True).text
    assert "30000000" in turtle
    assert "36691291" in turtle
    assert "document/registret" in turtle


def test_every_iri_of_ours_in_the_release_leads_to_what_is_said_of_it(client: FlaskClient, release: Release) -> None:
    iris = {
        term.value
        for quad in Store.read_only(str(release.store))
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
        if isinstance(term, NamedNode) and term.value.startswith(world.BASE)
    }
    undescribed = {f"{world.BASE}ns#{term}" for term in _words(iris)}
    assert len(iris) > 90
    for iri in sorted(iris - undescribed):
        path = iri.removeprefix(world.BASE).partition("#")[0]
        answer = client.get(f"/{path}", headers={"Accept": "application/n-triples"})
        if answer.status_code == 303:
            answer = client.get(f"/{path}.nt")
        assert answer.status_code == 200, iri
        assert f"<{iri}>" in answer.text or path.startswith("graph/"), iri


def _words(iris: set[str]) -> set[str]:
    """The test world's ontology is a stub: the words it leaves undefined."""
    defined = {"Project", "statedBudget", "budget"}
    return {iri.partition("ns#")[2] for iri in iris if "/ns#" in iri} - defined


def test_a_node_is_a_place_on_its_thing_s_page(client: FlaskClient) -> None:
    page = client.get("/project/broar.html").text
    for node in ("budget-registret", "period-registret", "participation-projektagare-lillby-kommun"):
        assert f'id="{node}"' in page


def test_a_removed_thing_says_when_and_why(client: FlaskClient) -> None:
    page = client.get("/project/borta", headers={"Accept": "text/html"})
    assert page.status_code == 410
    assert "1 november 2026" in page.text
    assert "Posten byggde på ett misstag." in page.text
    for path in ("/project/borta", "/project/borta.ttl", "/record/project/borta"):
        answer = client.get(path, headers={"Accept": "text/turtle"})
        assert answer.status_code == 410
        assert answer.mimetype == "text/turtle"
        said = list(parse(answer.data, RdfFormat.TURTLE, base_iri=world.BASE))
        assert any("invalidatedAtTime" in quad.predicate.value for quad in said)


def test_a_tombstone_is_never_not_modified(client: FlaskClient) -> None:
    first = client.get("/project/borta.ttl")
    assert client.get("/project/borta.ttl", headers={"If-None-Match": first.headers["ETag"]}).status_code == 410


def test_a_merged_thing_leads_to_its_heir(client: FlaskClient) -> None:
    answer = client.get("/project/gamla-broar")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/project/broar")
    record = client.get("/record/project/gamla-broar")
    assert (record.status_code, record.headers["Location"]) == (301, "/record/project/broar")


def test_what_is_not_there_names_the_nearest_things(client: FlaskClient) -> None:
    near = client.get("/actor/lillbo-komun").get_json()["near"]
    assert near[0]["label"] == "Lillby kommun"
    assert near[-1]["href"] == "/actor/"


def test_a_slash_too_many_is_forgiven(client: FlaskClient) -> None:
    answer = client.get("/project/broar/")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/project/broar")
    answer = client.get("/changes/?kind=project")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/changes?kind=project")


@pytest.mark.parametrize("path", ["/project/%C3%A5", "/project/a%20b", "/%C3%A5/b/", "/project/broar%23x"])
def test_a_location_is_always_ascii(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers.get("Location", "").isascii()
    assert all(value.isascii() for _, value in answer.headers)


def test_a_record_answers_at_its_own_address_with_its_graph(client: FlaskClient, release: Release) -> None:
    answer = client.get("/record/project/broar", headers={"Accept": "application/n-triples"})
    assert answer.status_code == 200
    said = {quad.triple for quad in parse(answer.data, RdfFormat.N_TRIPLES)}
    graph = NamedNode(f"{world.BASE}record/project/broar")
    stored = {q.triple for q in Store.read_only(str(release.store)).quads_for_pattern(None, None, None, graph)}
    assert said == stored


def test_a_link_to_a_foreign_thing_has_a_page(client: FlaskClient) -> None:
    page = client.get("/resource?iri=http://www.wikidata.org/entity/Q1", headers={"Accept": "text/html"})
    assert "Lillby" in page.text
    ours = client.get(f"/resource?iri={world.BASE}project/broar")
    assert (ours.status_code, ours.headers["Location"]) == (303, "/project/broar")


@pytest.mark.parametrize("iri", ["", "Q1", "http://[", "http://x/%22%3E", "x y"])
def test_what_is_no_iri_is_refused(client: FlaskClient, iri: str) -> None:
    assert client.get("/resource", query_string={"iri": iri.replace("%22%3E", '">')}).status_code == 400


def test_an_iri_that_no_address_may_be_is_looked_up_as_any_other(client: FlaskClient) -> None:
    assert client.get("/resource", query_string={"iri": "http://a\u2100b.example/"}).status_code == 404


def test_only_http_and_mail_are_links(client: FlaskClient) -> None:
    for path in ("/document/registret.html", "/project/broar.html", "/resource?iri=javascript:alert(1)"):
        page = client.get(path, headers={"Accept": "text/html"}).text
        assert not re.search(r'href="(javascript|data|vbscript):', page)
    assert "javascript:alert(1)" in client.get("/document/registret.html").text


def test_markup_in_data_is_text(client: FlaskClient) -> None:
    for path in ("/project/stigen.html", "/project/", "/actor/lillby-kommun.html", "/"):
        assert "<b>&</b>" not in client.get(path, headers={"Accept": "text/html"}).text
