"""The catalogue in schema.org's words: what Google Dataset Search asks for stands there, in the page's language."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import Triple

from kg.rdf.formats import TURTLE
from kg.rdf.graphs import read
from kg.release import bundle, catalogue
from kg.release.layout import Release
from kg.serve.http.respond import CSP
from kg.serve.schema_org import dataset
from kg.serve.schema_org.writing import script
from kg.settings import read as read_settings
from tests.release.conftest import garden, garden_home

__all__ = ["garden", "garden_home"]
ROOT = Path(__file__).parents[3]
DEPLOYED = {
    "KG_BASE_IRI": "https://example.org/",
    "KG_PUBLIC_URL": "https://grafen.example.se/",
    "KG_PUBLISHER_NAME": "Exempelmyndigheten",
    "KG_PUBLISHER_NUMBER": "202100-1234",
    "KG_CONTACT_EMAIL": "data@example.se",
}


@pytest.fixture
def described(garden: Release) -> list[Triple]:
    """The project's own catalogue, deployed."""
    path = ROOT / "data/catalogue.ttl"
    authored = read(path.read_bytes(), TURTLE, base_iri="https://example.org/", source=path.name)
    return catalogue.describe(garden, bundle.manifest_of(garden), authored, read_settings(DEPLOYED))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_dataset_has_what_search_engines_ask_for(described: list[Triple], lang: str) -> None:
    said = dataset.catalogue(described, lang=lang, page="https://grafen.example.se/catalog.html")
    assert said is not None
    assert (said["@context"], said["@type"]) == ("https://schema.org/", "DataCatalog")
    [found] = said["dataset"]
    assert found["@type"] == "Dataset"
    assert 50 <= len(found["description"]) <= 5000
    assert found["name"]
    assert found["license"] == "http://creativecommons.org/publicdomain/zero/1.0/"
    assert found["creator"]["name"] == "Exempelmyndigheten"
    assert found["creator"]["contactPoint"]["email"] == "data@example.se"
    assert found["temporalCoverage"] == "2015/2021"
    assert found["spatialCoverage"] == [{"@type": "Place", "@id": "http://sws.geonames.org/2661886/"}]
    assert found["inLanguage"] == ["en", "sv"]
    assert found["isAccessibleForFree"] is True
    assert found["includedInDataCatalog"] == {"@id": said["@id"]}
    words = {"sv": "utrikesfödda kvinnor", "en": "foreign-born women"}
    assert words[lang] in found["keywords"]
    assert words["en" if lang == "sv" else "sv"] not in found["keywords"]


def test_each_file_can_be_fetched_by_a_program(described: list[Triple]) -> None:
    said = dataset.catalogue(described, lang="sv", page="https://grafen.example.se/catalog.html")
    assert said is not None
    files = said["dataset"][0]["distribution"]
    assert all(each["contentUrl"].startswith("https://grafen.example.se/download/") for each in files)
    assert {each["encodingFormat"] for each in files} >= {"text/csv", "text/turtle", "application/n-quads"}
    assert all(each["contentSize"].endswith(" B") for each in files)


def test_without_a_catalogue_nothing_is_said() -> None:
    assert dataset.catalogue([], lang="sv", page="https://example.org/") is None


def test_a_text_can_not_end_the_element_it_stands_in() -> None:
    said = {"name": "</script><script>alert(1)</script>", "of": "a & b <!--"}
    text = script(said)
    assert json.loads(text) == said
    assert not set("<>&") & set(text)


def test_the_page_carries_it_as_data_and_no_script_may_run(client: FlaskClient) -> None:
    page = html.fromstring(client.get("/catalog.html").data)
    [block] = page.iter("script")
    assert block.get("type") == "application/ld+json"
    assert json.loads(block.text_content())["@type"] == "DataCatalog"
    assert "script-src" not in CSP
    assert "default-src 'none'" in CSP
