"""What machines look for first: the catalogue, VoID, the site map, health."""

import pytest
from flask.testing import FlaskClient
from lxml import etree
from pyoxigraph import RdfFormat, parse

from kg.rdf.namespaces import DCAT, RDF, VOID
from kg.release.layout import Release
from kg.serve.app import create_app
from kg.serve.shelf import Edition
from tests.serve import world


@pytest.mark.parametrize("path", ["/catalog", "/datasets/dcat", "/catalog.rdf"])
def test_a_harvester_gets_rdf_xml(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.mimetype == "application/rdf+xml"
    etree.fromstring(answer.data)
    said = list(parse(answer.data, RdfFormat.RDF_XML, base_iri=world.BASE))
    assert any(quad.predicate == RDF.type and quad.object == DCAT.Catalog for quad in said)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [("text/turtle", "text/turtle"), ("application/ld+json", "application/ld+json"), ("text/html", "text/html")],
)
def test_the_catalogue_has_other_forms(client: FlaskClient, accept: str, media_type: str) -> None:
    assert client.get("/catalog", headers={"Accept": accept}).mimetype == media_type


def test_the_catalogue_page_shows_the_dataset(client: FlaskClient) -> None:
    assert "Två projekt som möts." in client.get("/catalog.html").text


def test_void_is_where_the_standard_says(client: FlaskClient) -> None:
    answer = client.get("/.well-known/void")
    assert answer.mimetype == "text/turtle"
    said = list(parse(answer.data, RdfFormat.TURTLE, base_iri=world.BASE))
    assert any(quad.object == VOID.Dataset for quad in said)
    page = client.get("/.well-known/void", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["Location"]) == (303, "/catalog.html")


def test_the_site_map_lists_every_page_at_the_public_address(home: object, edition: Edition, release: Release) -> None:
    settings = world.settings(release.path.parent.parent, public_url="https://graf.example.se/")
    client = create_app(settings, world.OneShelf(edition)).test_client()
    root = etree.fromstring(client.get("/sitemap.xml").data)
    urls = [each.text for each in root.iter("{*}loc")]
    assert "https://graf.example.se/project/broar.html" in urls
    assert "https://graf.example.se/" in urls
    assert "Sitemap: https://graf.example.se/sitemap.xml" in client.get("/robots.txt").text


def test_health_needs_no_release_and_readiness_asks_the_engine(client: FlaskClient) -> None:
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").text == f"{world.FIRST}\n"
    assert client.get("/healthz").headers["Cache-Control"] == "no-store"


def test_a_kept_release_describes_itself(client: FlaskClient) -> None:
    answer = client.get(f"/releases/{world.FIRST}", headers={"Accept": "text/turtle"})
    assert "generatedAtTime" in answer.text
    page = client.get("/releases/").text
    assert f"../releases/{world.FIRST}.html" in page
