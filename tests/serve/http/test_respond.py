"""What every public answer carries: one release, alternates, strong tags, safe headers; and 304 without work."""

import gzip
import re

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest
from flask.testing import FlaskClient

from kg.serve.shelf import Edition
from tests.serve import world

PUBLIC = [
    "/",
    "/project/",
    "/project.csv",
    "/project/broar.html",
    "/project/broar.ttl",
    "/record/project/broar",
    "/ns",
    "/concept/",
    "/concept/insatskategori.html",
    "/shapes/project",
    "/graph/links",
    "/questions/",
    "/questions/disagreements",
    "/sparql",
    "/sparql?query=ASK%7B%7D",
    "/download/",
    "/download/samverkan.nq",
    "/releases/",
    "/catalog",
    "/datasets/dcat",
    "/.well-known/void",
    "/resource?iri=http://www.wikidata.org/entity/Q1",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_every_public_answer_names_its_release_and_is_safe_to_show(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["X-Release"] == world.FIRST
    assert re.fullmatch(r'"[\w-]{20,}"', answer.headers["ETag"])
    assert 'rel="license"' in answer.headers["Link"]
    assert 'rel="describedby"' in answer.headers["Link"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "'unsafe" not in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Referrer-Policy" in answer.headers


@pytest.mark.parametrize("path", PUBLIC)
def test_a_known_tag_is_answered_304_and_nothing_else(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    second = client.get(path, headers={"If-None-Match": f'"other", W/{first.headers["ETag"]}'})
    assert second.status_code == 304
    assert second.data == b""
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["X-Release"] == world.FIRST


@pytest.mark.parametrize("path", ["/openapi.json", "/download/samverkan.nq", "/project/"])
def test_whoever_has_any_form_of_it_is_answered_304(client: FlaskClient, path: str) -> None:
    tag = client.get(path).headers["ETag"]
    for known in ("*", f"W/{tag}"):
        assert client.get(path, headers={"If-None-Match": known}).status_code == 304


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_wants_another_representation_than_there_is_gets_412(client: FlaskClient, path: str, method: str) -> None:
    tag = client.get(path).headers["ETag"]
    for known in ('"other"', f"W/{tag}", "nonsense", f'"other", W/{tag}'):
        # What If-None-Match says is asked after (RFC 9110 §13.2.2).
        answer = client.open(path, method=method, headers={"If-Match": known, "If-None-Match": tag})
        assert (answer.status_code, answer.mimetype) == (412, "application/problem+json"), known
        assert "Last-Modified" not in answer.headers
        if method == "GET":
            assert answer.json["type"].endswith("problems#precondition-failed")
            assert tag in answer.json["detail"]
    for known in (tag, "*", f'"other", {tag}'):
        answer = client.open(path, method=method, headers={"If-Match": known})
        assert (answer.status_code, answer.headers["ETag"]) == (200, tag)
        assert client.open(path, method=method, headers={"If-Match": known, "If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/project/none", "/project/?page=99", "/nothing", "/sparql?query=SELEKT"])
def test_an_error_goes_before_the_conditions(client: FlaskClient, path: str) -> None:
    without = client.get(path).status_code
    assert without in (400, 404)
    assert client.get(path, headers={"If-Match": '"other"'}).status_code == without


@pytest.mark.parametrize("path", PUBLIC)
def test_head_says_what_get_would(client: FlaskClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.data == b""
    assert head.status_code == got.status_code
    for name in ("Content-Type", "Content-Length", "ETag", "Vary", "Link"):
        assert head.headers.get(name) == got.headers.get(name), name


def test_a_known_query_is_not_asked_again(client: FlaskClient, edition: Edition) -> None:
    path = "/sparql?query=SELECT%20*%20%7B%3Fs%20a%20%3Fknown304%7D"
    engine = edition.engine
    assert isinstance(engine, world.InProcess)
    tag = client.get(path).headers["ETag"]
    asked = len(engine.asked)
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(path).status_code == 200
    assert len(engine.asked) == asked


def test_a_query_that_may_answer_otherwise_is_never_kept(client: FlaskClient, edition: Edition) -> None:
    path = "/sparql?query=SELECT%20(RAND()%20AS%20%3Fr)%20%7B%7D"
    first, second = client.get(path), client.get(path)
    assert first.data != second.data
    assert first.headers["ETag"] != second.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-store"


def test_each_representation_has_a_tag_of_its_own(client: FlaskClient) -> None:
    variants = [
        {"Accept": "text/turtle"},
        {"Accept": "application/ld+json"},
        {"Accept": "text/html"},
        {"Accept": "text/html", "Accept-Language": "en"},
        {"Accept": "text/html", "Accept-Encoding": "gzip"},
        {"Accept": "text/html", "Accept-Encoding": "br"},
    ]
    tags = [client.get("/ns", headers=each).headers["ETag"] for each in variants]
    assert len(set(tags)) == len(variants)


@pytest.mark.parametrize(("coding", "undo"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_a_coded_answer_holds_the_same_bytes(client: FlaskClient, coding: str, undo: object) -> None:
    plain = client.get("/project/broar.ttl").data
    for _ in range(2):
        coded = client.get("/project/broar.ttl", headers={"Accept-Encoding": coding})
        assert coded.headers["Content-Encoding"] == coding
        assert "Accept-Encoding" in coded.headers["Vary"]
        assert callable(undo)
        assert undo(coded.data) == plain


def test_a_small_answer_is_not_coded(client: FlaskClient) -> None:
    for _ in range(2):
        answer = client.get("/sparql?query=ASK%7B%7D", headers={"Accept-Encoding": "gzip", "Accept": "text/csv"})
        assert "Content-Encoding" not in answer.headers


def test_preflight_lets_any_script_ask(client: FlaskClient) -> None:
    headers = {"Origin": "https://example.se", "Access-Control-Request-Method": "POST"}
    answer = client.options("/sparql", headers=headers)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    assert "POST" not in client.options("/project/broar").headers["Allow"]


def test_one_address_that_chooses_says_where_the_chosen_form_lies(client: FlaskClient) -> None:
    answer = client.get("/ns", headers={"Accept": "text/turtle"})
    assert answer.headers["Content-Location"] == "/ns.ttl"
    assert answer.headers["Vary"] == "Accept, Accept-Language, Accept-Encoding, Accept-Datetime"
    assert client.get("/ns.ttl").data == answer.data


def test_the_alternates_of_a_thing_all_answer(client: FlaskClient) -> None:
    link = client.get("/project/broar", headers={"Accept": "text/turtle"}).headers["Link"]
    alternates = re.findall(r'</([^>]+)>; rel="alternate"; type="([^"]+)"', link)
    assert len(alternates) == 5
    for path, media_type in alternates:
        assert client.get(f"/{path}").mimetype == media_type


def test_the_host_header_reaches_no_answer(client: FlaskClient) -> None:
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Accept": "text/html"}
    for path in ("/", "/project", "/project/broar", "/project/broar.html", "/nix", "/sparql", "/project/gamla-broar"):
        answer = client.get(path, headers=headers)
        assert b"evil.example" not in answer.data
        assert "evil.example" not in str(answer.headers)
