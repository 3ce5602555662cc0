"""The OpenAPI document: every address that programs may use, once, as it answers; and none that it doesn't have."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.serve.openapi.described import OPERATIONS
from kg.serve.openapi.document import document

LEFT_OUT = ("/review", "/submit")


@pytest.fixture(params=["sv", "en"])
def said(client: FlaskClient, request: pytest.FixtureRequest) -> dict[str, dict[str, dict[str, dict[str, object]]]]:
    """The document in a language."""
    answer = client.get(f"/openapi.json?lang={request.param}")
    assert answer.mimetype == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert isinstance(answer.json, dict)
    return answer.json


def test_it_is_an_openapi_document(said: dict[str, dict[str, dict[str, dict[str, object]]]]) -> None:
    assert said["openapi"] == "3.0.3"
    assert said["info"]["title"] == "Samverkansgrafen"
    identifiers = [each["operationId"] for path in said["paths"].values() for each in path.values()]
    assert len(set(identifiers)) == len(identifiers)
    for path, operations in said["paths"].items():
        named = set(re.findall(r"{(\w+)}", path))
        for each in operations.values():
            parameters = each["parameters"]
            assert isinstance(parameters, list)
            assert {p["name"] for p in parameters if p["in"] == "path"} == named, path
            assert each["summary"]
            assert "default" in each["responses"]


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/catalog", "application/rdf+xml"),
        ("/datasets/dcat", "application/rdf+xml"),
        ("/catalog.ttl", "text/turtle"),
        ("/sparql", "text/turtle"),
        ("/ns", "text/turtle"),
        ("/shapes/", "text/turtle"),
        ("/.well-known/void", "text/turtle"),
        ("/healthz", "text/plain"),
        ("/openapi.json", "application/json"),
        ("/changes", "application/json"),
    ],
)
def test_a_described_address_answers_with_what_is_said(app: Flask, client: FlaskClient, path: str, accept: str) -> None:
    said = document(app.url_map, app.view_functions, server="https://example.org/", lang="en")
    operation = said["paths"][path]["get"]
    assert accept in operation["responses"]["200"]["content"]
    answer = client.get(path, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, accept)


def test_every_description_is_of_an_address_that_there_is(app: Flask) -> None:
    said = document(app.url_map, app.view_functions, server="https://example.org/", lang="en")
    described = {(path, method) for path, operations in said["paths"].items() for method in operations}
    assert sorted(set(OPERATIONS) - described) == []


def test_what_is_for_people_or_stewards_alone_is_left_out(app: Flask) -> None:
    said = document(app.url_map, app.view_functions, server="https://example.org/", lang="sv")
    assert [path for path in said["paths"] if path.startswith((*LEFT_OUT, "/static"))] == []


def test_a_script_from_anywhere_may_read_it(client: FlaskClient) -> None:
    answer = client.options("/openapi.json", headers={"Origin": "https://dataportal.se"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]
