"""Problems: one shape in three forms, honest status, no traceback, and a hint where there is one."""

import json
from collections.abc import Callable

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from werkzeug.exceptions import RequestEntityTooLarge

from kg.errors import EngineBusy, QueryTimeout
from kg.query.question import Answer, Question
from kg.serve import site
from kg.serve.app import create_app
from kg.serve.http.problems import guarded
from kg.serve.shelf import Edition
from kg.serve.visit import Visit
from tests.serve import world


def test_a_problem_is_json_for_programs(client: FlaskClient) -> None:
    answer = client.get("/project/bror", headers={"Accept": "application/json", "Accept-Language": "en"})
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    said = answer.get_json()
    assert said["type"] == f"{world.BASE}problems#not-found"
    assert said["status"] == 404
    assert said["detail"].startswith("There is no project called 'bror'")
    assert said["near"][0] == {"label": "Bridges to Work", "href": "/project/broar.html"}


def test_a_problem_is_a_page_for_people_in_their_language(client: FlaskClient) -> None:
    answer = client.get("/project/bror", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "Det finns inget projekt som heter" in answer.text
    assert 'href="../project/broar.html"' in answer.text
    english = client.get("/project/bror?lang=en", headers={"Accept": "text/html"})
    assert "There is no project called" in english.text


def test_a_problem_is_text_for_a_terminal(client: FlaskClient) -> None:
    answer = client.get("/nix/naught/nothing", headers={"Accept": "text/plain", "Accept-Language": "en"})
    assert answer.mimetype == "text/plain"
    assert answer.text.splitlines()[0] == "404 Not found"


def test_who_takes_none_of_the_forms_gets_json(client: FlaskClient) -> None:
    assert client.get("/nix", headers={"Accept": "image/png"}).mimetype == "application/problem+json"


def test_not_acceptable_lists_what_there_is(client: FlaskClient) -> None:
    answer = client.get("/project/broar", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.get_json()["alternates"] == [
        "text/html",
        "text/turtle",
        "application/ld+json",
        "application/rdf+xml",
        "application/n-triples",
        "application/json",
    ]


@pytest.mark.parametrize("path", ["/", "/project/", "/project/broar.ttl", "/ns", "/download/", "/catalog"])
def test_a_wrong_method_says_which_are_right(client: FlaskClient, path: str) -> None:
    answer = client.delete(path)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.get_json()["allow"] == ["GET", "HEAD", "OPTIONS"]


def test_a_wrong_method_at_the_endpoint_names_post_too(client: FlaskClient) -> None:
    assert client.put("/sparql").headers["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_every_problem_carries_the_safe_headers(client: FlaskClient) -> None:
    answer = client.get("/nix")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Vary"] == "Accept, Accept-Language"


@pytest.mark.parametrize(
    "path",
    [
        "/project/%ff",
        "/project/%00",
        "/project/<script>",
        "/project/..%2f..%2fetc%2fpasswd",
        "/project/%E2%80%AE",
        "/record/project/%ff",
        "/concept/%ff",
        "/concept/roll/a%20b",
        "/shapes/%ff",
        "/shapes/../../x",
        "/graph/nix",
        "/resource",
        "/resource?iri=",
        "/resource?iri=not%20an%20iri",
        "/resource?iri=urn:nobody",
        "/resource?iri=%ff",
        "/download/..%2fmanifest.json",
        "/download/manifest.json",
        "/static/..%2fapp.py",
        "/questions/nix",
        "/questions/disagreements?nix=1",
        "/project/?page=0",
        "/project/?page=x",
        "/project/?page=%C2%B2",
        "/project/?page=999999999999",
        "/project/?page=1&page=2",
        "/project/?lang=%ff",
        "/releases/0099-ffffffffffff",
        "/" + "a/" * 200,
        "/" + "a" * 5000,
        "//project//broar",
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_bad_input_is_a_problem_and_never_a_fault_of_ours(client: FlaskClient, path: str, accept: str) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert 308 <= answer.status_code < 500, answer.status_code
    assert "Traceback" not in answer.text


class Failing:
    """An engine that fails as it is told to."""

    def __init__(self, failure: Exception) -> None:
        self.failure = failure

    def ask(self, question: Question) -> Answer:
        """Never an answer."""
        raise self.failure


@pytest.fixture
def failing(edition: Edition) -> Callable[[Exception], FlaskClient]:
    """A client of an application whose engine fails."""

    def make(failure: Exception) -> FlaskClient:
        broken = Edition(edition.release, Failing(failure), edition.model)
        home = edition.release.path.parent.parent
        return create_app(world.settings(home), world.OneShelf(broken)).test_client()

    return make


def test_what_nobody_foresaw_is_told_without_details(
    failing: Callable[[Exception], FlaskClient], caplog: pytest.LogCaptureFixture
) -> None:
    answer = failing(RuntimeError("secret path /etc")).get("/project/broar.ttl")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "secret" in caplog.text


@pytest.mark.parametrize(
    ("failure", "status"), [(EngineBusy("busy"), 503), (QueryTimeout("late", message_sv="sent"), 504)]
)
def test_what_the_engine_refuses_is_told_as_it_is(
    failing: Callable[[Exception], FlaskClient], failure: Exception, status: int
) -> None:
    answer = failing(failure).get("/project/broar.ttl")
    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) == (status == 503)


def test_a_body_too_large_is_refused(client: FlaskClient) -> None:
    answer = client.post("/sparql", data=b"x" * (3 * 1024 * 1024), content_type="application/sparql-query")
    assert answer.status_code == 413
    assert answer.mimetype == "application/problem+json"


def test_the_framework_s_own_failures_have_our_shape(app: Flask, edition: Edition) -> None:
    def view() -> Response:
        raise RequestEntityTooLarge

    made = site.make(world.settings(edition.release.path.parent.parent), world.OneShelf(edition))
    with app.test_request_context("/x"):
        answer = guarded(Visit(made, request), view)
    body = answer.response
    assert isinstance(body, list)
    assert json.loads(body[0])["status"] == answer.status_code == 413


def test_the_problem_types_are_explained(client: FlaskClient) -> None:
    page = client.get("/problems?lang=en").text
    for slug in ("not-found", "query-timeout", "gone", "not-acceptable", "query-refused", "internal"):
        assert f'id="{slug}"' in page
