"""The page of the catalogue's quality, and the same as JSON."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from lxml import html

from kg.release.harvest import rehearsal
from kg.serve.quality import grouped
from tests.serve.reception import ADDRESS, reception
from tests.workshop import Workshop, workshop


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The tiny world with its harvest rehearsed, and its downloads not made."""
    made = workshop(tmp_path_factory.mktemp("quality"))
    release = made.point()
    rehearsal.make(release, replace(made.settings, public_url=ADDRESS))
    return made


@pytest.fixture
def client(world: Workshop) -> Iterator[FlaskClient]:
    """A visitor."""
    made = reception(world)
    yield made.client()
    made.inbox.close()


@pytest.mark.parametrize(
    ("lang", "words"),
    [("sv", ("Katalogens kvalitet", "brister", "Det vi fann")), ("en", ("The catalogue's quality", "falls short"))],
)
def test_a_page_says_what_came_of_the_rehearsal(client: FlaskClient, lang: str, words: tuple[str, ...]) -> None:
    answer = client.get(f"/catalog/quality?lang={lang}", headers={"Accept": "text/html"})
    page = html.fromstring(answer.data).text_content()
    assert answer.status_code == 200
    assert [word for word in words if word not in page] == []
    assert "KG_PUBLISHER_NAME" in page


def test_programs_get_it_as_json_at_the_same_address_and_at_its_own(client: FlaskClient) -> None:
    answer = client.get("/catalog/quality", headers={"Accept": "application/json"})
    assert answer.json is not None
    assert answer.json == client.get("/catalog/quality.json").json
    assert answer.json["mqa"]["of"] == 405
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/catalog/quality.html").mimetype == "text/html"


def test_the_catalogue_page_leads_to_it(client: FlaskClient) -> None:
    page = html.fromstring(client.get("/catalog.html").data)
    [link] = [each for each in page.iter("a") if (each.get("href") or "").endswith("catalog/quality")]
    assert "av 405 poäng" in link.text_content()


def test_a_new_rehearsal_of_the_same_release_is_seen_at_once(client: FlaskClient, world: Workshop) -> None:
    first = client.get("/catalog/quality.json")
    release = world.built()
    rehearsal.make(release, replace(world.settings, public_url=ADDRESS, contact_email="data@example.se"))
    again = client.get("/catalog/quality.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert again.json != first.json


def test_without_a_rehearsal_it_says_so_and_leads_to_the_catalogue(tmp_path_factory: pytest.TempPathFactory) -> None:
    world = workshop(tmp_path_factory.mktemp("unrehearsed"))
    world.point()
    made = reception(world)
    answer = made.client().get("/catalog/quality", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json is not None
    assert "nedladdningarna" in answer.json["detail"]
    assert made.client().get("/catalog.html").status_code == 200
    made.inbox.close()


def test_what_says_the_same_is_told_once() -> None:
    said = {"level": "violation", "message": {"sv": "Lokal adress.", "en": "Local address."}}
    findings = [{**said, "focus": each} for each in ("b", "a", "a")]
    assert grouped(findings, "en") == [
        {"level": "violation", "word": "fault", "sentence": "Local address.", "nodes": ["a", "b"]}
    ]
