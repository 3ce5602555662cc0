"""The OpenAPI document: every address that programs may use, once, as it answers; and none that it doesn't have."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV30SpecValidator

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


def test_others_find_nothing_to_say_of_it(said: dict[str, dict[str, dict[str, dict[str, object]]]]) -> None:
    assert [each.message for each in OpenAPIV30SpecValidator(said).iter_errors()] == []


def test_it_is_an_openapi_document(said: dict[str, dict[str, dict[str, dict[str, object]]]]) -> None:
    assert said["openapi"] == "3.0.3"
    assert said["info"]["title"] == "Samverkansgrafen"
    identifiers = [each["operationId"] for path in said["paths"].values() for each in path.values()]
    assert len(set(identifiers)) == len(identifiers)
    for path, operations in said["paths"].items():
        named = set(re.findall(r"{(\w+)}", path))
        assert "options" in operations
        assert ("head" in operations) == ("get" in operations)
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


def test_every_address_is_described_in_both_languages(app: Flask) -> None:
    sv, en = (
        document(app.url_map, app.view_functions, server="https://example.org/", lang=lang) for lang in ("sv", "en")
    )
    alike = [
        (path, method)
        for path, operations in sv["paths"].items()
        for method, each in operations.items()
        if each["summary"] == en["paths"][path][method]["summary"]
    ]
    assert alike == []


def test_an_address_with_a_past_may_be_asked_as_of_a_release(app: Flask) -> None:
    said = document(app.url_map, app.view_functions, server="https://example.org/", lang="en")
    dated = {
        path
        for path, operations in said["paths"].items()
        if "get" in operations and "release" in {each["name"] for each in operations["get"]["parameters"]}
    }
    assert {"/", "/{kind}/{slug}", "/catalog", "/sparql", "/ns"} <= dated
    assert not dated & {"/changes", "/openapi.json", "/releases/", "/submissions", "/healthz"}


def test_a_kind_is_one_of_those_there_are(client: FlaskClient) -> None:
    said = client.get("/openapi.json").json
    assert said is not None
    [kind] = [each for each in said["paths"]["/{kind}/"]["get"]["parameters"] if each["name"] == "kind"]
    assert "project" in kind["schema"]["enum"]


PUT_IN = {"kind": "project", "slug": "bro", "scheme": "roll", "name": "project", "receipt": "S-1", "path": "ns"}


def test_options_tells_just_the_methods_that_are_described(app: Flask, client: FlaskClient) -> None:
    said = document(app.url_map, app.view_functions, server="https://example.org/", lang="en")
    for path, operations in said["paths"].items():
        answer = client.options(path.format(**PUT_IN))
        told = {each.strip().lower() for each in answer.headers["Allow"].split(",")}
        assert (answer.status_code, told) == (204, set(operations)), path


def test_head_answers_as_get_does(app: Flask, client: FlaskClient) -> None:
    said = document(app.url_map, app.view_functions, server="https://example.org/", lang="en")
    for path, operations in said["paths"].items():
        if "get" not in operations or "/reconcile/" in path:
            continue
        there = path.format(**PUT_IN)
        got, head = client.get(there), client.head(there)
        assert (head.status_code, head.mimetype, head.data) == (got.status_code, got.mimetype, b""), path
        assert str(got.status_code) in operations["get"]["responses"], path
        if got.status_code == 200:
            assert got.mimetype in operations["get"]["responses"]["200"]["content"], path


@pytest.mark.parametrize("path", ["/sparql?query=0&format=html", "/validate?format=html"])
def test_a_page_that_tells_of_a_fault_says_that_it_is_a_page(client: FlaskClient, path: str) -> None:
    method = client.get if "query" in path else client.post
    answer = method(path, headers={"Accept": "*/*"})
    assert answer.status_code >= 400
    assert answer.mimetype == ("text/html" if answer.data.startswith(b"<!doctype") else "application/problem+json")


def test_what_is_for_people_or_stewards_alone_is_left_out(app: Flask) -> None:
    said = document(app.url_map, app.view_functions, server="https://example.org/", lang="sv")
    assert [path for path in said["paths"] if path.startswith((*LEFT_OUT, "/static"))] == []


def test_a_script_from_anywhere_may_read_it(client: FlaskClient) -> None:
    answer = client.options("/openapi.json", headers={"Origin": "https://dataportal.se"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]
