"""The protocol over HTTP: manifest and page, batches by GET and POST, suggest, preview, data; and honest refusals."""

import json
import re
import threading
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

from kg.errors import EngineBusy, QueryTimeout
from kg.serve.app import create_app
from kg.serve.reconcile.asked import BATCH
from kg.serve.reconcile.limits import Clock, Gate
from kg.serve.shelf import Edition
from tests.serve import world
from tests.serve.reconcile import schemas

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
ADDRESSES = (
    "/reconcile",
    "/reconcile?queries=%7B%7D",
    "/reconcile/suggest/entity?prefix=sal",
    "/reconcile/suggest/type?prefix=",
    "/reconcile/suggest/property?prefix=",
    "/reconcile/flyout/entity?id=place/sala",
    "/reconcile/properties",
    "/reconcile/preview?id=place/sala",
)


def asked(client: FlaskClient, queries: dict[str, Any], **headers: str) -> Any:
    """The answer to a batch."""
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json


def told(client: FlaskClient, path: str, **headers: str) -> Any:
    """The JSON at an address."""
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_the_manifest_says_what_is_offered_and_where(matching_client: FlaskClient) -> None:
    said = told(matching_client, "/reconcile")
    assert schemas.manifest(said) == []
    assert said["versions"] == ["0.2"]
    assert said["identifierSpace"] == "https://w3id.org/samverkan/"
    assert {"Project", "Actor", "Place", "skos:Concept"} <= {each["id"] for each in said["defaultTypes"]}
    assert said["batchSize"] == BATCH


def test_every_address_in_the_manifest_answers(matching_client: FlaskClient) -> None:
    for said in (told(matching_client, "/reconcile"), told(matching_client, "/reconcile?lang=en")):
        places = [
            said["view"]["url"].replace("{{id}}", quote("place/sala", safe="")),
            said["logo"],
            said["documentation"],
        ]
        places.append(said["preview"]["url"].replace("{{id}}", quote("place/sala", safe="")))
        ids = {"entity": "place/sala", "type": "Place", "property": "within"}
        for what, each in said["suggest"].items():
            places.append(
                each["service_url"] + each["service_path"] + ("&" if "?" in each["service_path"] else "?") + "prefix=s"
            )
            flyout = each["flyout_service_url"] + each["flyout_service_path"]
            places.append(flyout.replace("${id}", quote(ids[what], safe="")))
        places.append("".join(said["extend"]["propose_properties"].values()))
        for place in places:
            path = place.removeprefix("https://grafen.example.se")
            assert matching_client.get(path, headers={"Accept": "*/*"}).status_code in (200, 303), place


def test_a_manifest_in_english_leads_to_english(matching_client: FlaskClient) -> None:
    said = told(matching_client, "/reconcile?lang=en")
    assert {"id": "Actor", "name": "Actor"}.items() <= next(
        t for t in said["defaultTypes"] if t["id"] == "Actor"
    ).items()
    path = said["suggest"]["type"]["service_path"] + "&prefix=muni"
    assert told(matching_client, path)["result"][0]["name"] == "Municipality"
    assert told(matching_client, "/reconcile", **{"Accept-Language": "en"})["defaultTypes"][1]["name"] == "Actor"


def test_a_person_gets_a_page_and_a_program_the_manifest(matching_client: FlaskClient) -> None:
    page = matching_client.get("/reconcile", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert "https://grafen.example.se/reconcile" in page.text
    assert "organisationNumber" in page.text
    for accept in ("*/*", "application/json", "application/json, text/javascript, */*; q=0.01"):
        assert matching_client.get("/reconcile", headers={"Accept": accept}).mimetype == "application/json"


@pytest.mark.parametrize("method", ["get", "post", "multipart"])
def test_a_batch_is_answered_key_by_key(matching_client: FlaskClient, method: str) -> None:
    queries = {"b": {"query": "Sala", "type": "Municipality"}, "a": {"query": "Stockholms stad", "type": ["Actor"]}}
    text = {"queries": json.dumps(queries)}
    if method == "get":
        said = told(matching_client, f"/reconcile?{urlencode(text)}")
    else:
        form = "multipart/form-data" if method == "multipart" else "application/x-www-form-urlencoded"
        said = matching_client.post("/reconcile", data=text, content_type=form).json
    assert schemas.results(said, ["b", "a"]) == []
    first = [said[key]["result"][0] for key in ("a", "b")]
    assert [(each["id"], each["match"]) for each in first] == [("actor/stockholms-kommun", True), ("place/sala", True)]
    assert [type_["id"] for type_ in first[1]["type"]] == ["Municipality", "Place"]


def test_each_query_is_answered_as_if_it_were_alone(matching_client: FlaskClient) -> None:
    queries = {"a": {"query": "Sahla"}, "b": {"query": "Norrberg"}, "c": {"query": "Habo", "type": "Actor"}}
    together = asked(matching_client, queries)
    assert together == {key: asked(matching_client, {key: each})[key] for key, each in queries.items()}


def test_a_single_query_is_answered_as_the_first_version_did(matching_client: FlaskClient) -> None:
    plain = told(matching_client, "/reconcile?query=Stockholms+kommun")
    given = told(matching_client, "/reconcile?" + urlencode({"query": '{"query": "Stockholms kommun"}'}))
    assert plain == given
    assert plain["result"][0]["id"] == "actor/stockholms-kommun"


def test_a_candidate_says_why_in_the_language_asked_for(matching_client: FlaskClient) -> None:
    query = {
        "query": "Norbergs bibliotek",
        "type": "Actor",
        "properties": [{"pid": "organisationNumber", "v": "2120000142"}],
    }
    swedish = asked(matching_client, {"a": query}, **{"Accept-Language": "sv"})["a"]["result"][0]
    english = asked(matching_client, {"a": query}, **{"Accept-Language": "en"})["a"]["result"][0]
    assert swedish["description"] == "Aktör, 212000-0142 – namnet är ett helt annat; Organisationsnummer stämmer"
    assert english["description"] == "Actor, 212000-0142 – the name is quite another; Organisation number is right"
    assert {"id": "organisationNumber", "value": True} in swedish["features"]
    assert swedish["match"]


def test_names_are_completed(matching_client: FlaskClient) -> None:
    said = told(matching_client, f"/reconcile/suggest/entity?prefix={quote('h')}")
    assert schemas.suggestions(said) == []
    assert {each["id"] for each in said["result"]} >= {"place/habo-0305", "actor/habo-kommun-0643"}
    for prefix, id_ in (
        ("0305", "place/habo-0305"),
        ("actor/habo-kommun-03", "actor/habo-kommun-0305"),
        ("kiis", "project/kiis"),
    ):
        assert told(matching_client, f"/reconcile/suggest/entity?prefix={prefix}")["result"][0]["id"] == id_


def test_a_misspelt_beginning_is_completed_all_the_same(matching_client: FlaskClient) -> None:
    said = told(matching_client, f"/reconcile/suggest/entity?prefix={quote('stokholms kommun')}")
    assert said["result"][0]["id"] == "actor/stockholms-kommun"


def test_completing_goes_on_where_the_cursor_stands(matching_client: FlaskClient) -> None:
    first = told(matching_client, "/reconcile/suggest/entity?prefix=s")["result"]
    rest = told(matching_client, "/reconcile/suggest/entity?prefix=s&cursor=3")["result"]
    assert rest[: len(first) - 3] == first[3:]


def test_completing_keeps_to_a_type(matching_client: FlaskClient) -> None:
    said = told(matching_client, "/reconcile/suggest/entity?prefix=h&type=Actor")["result"]
    assert [each["id"] for each in said] == ["actor/habo-kommun-0643", "actor/habo-kommun-0305"]


def test_properties_are_found_by_what_people_call_them(matching_client: FlaskClient) -> None:
    for prefix, id_ in (("kommunkod", "skos:notation"), ("organisationsn", "organisationNumber"), ("lau", "lauCode")):
        said = told(matching_client, f"/reconcile/suggest/property?prefix={prefix}")
        assert schemas.suggestions(said) == []
        assert id_ in [each["id"] for each in said["result"]]
    of_places = told(matching_client, "/reconcile/suggest/property?prefix=&type=County")["result"]
    assert "organisationNumber" not in [each["id"] for each in of_places]


def test_properties_are_proposed_for_a_type(matching_client: FlaskClient) -> None:
    said = told(matching_client, "/reconcile/properties?type=Municipality&limit=5")
    assert (said["type"], said["limit"], len(said["properties"])) == ("Municipality", 5, 5)
    assert said["properties"][0]["id"] == "skos:prefLabel"
    every = [each["id"] for each in told(matching_client, "/reconcile/properties?type=Municipality")["properties"]]
    assert {"within", "skos:notation", "geo:lat", "owl:sameAs"} <= set(every)


def test_values_are_fetched_as_what_they_are(matching_client: FlaskClient) -> None:
    ids = ["project/kiis", "place/sala", "nix"]
    wanted = ["dcterms:title", "startsOn", "participants", "partner", "geo:lat", "within"]
    properties = [{"id": each} for each in wanted]
    form = {"extend": json.dumps({"ids": ids, "properties": properties})}
    answer = matching_client.post("/reconcile", data=form)
    said: Any = answer.json
    assert schemas.extension(said, ids, wanted) == []
    assert said["rows"]["project/kiis"]["participants"] == [{"int": 180}]
    assert said["rows"]["project/kiis"]["startsOn"] == [{"date": "2019-01-15T00:00:00Z"}]
    assert {"id": "actor/sala-kommun", "name": "Sala kommun"} in said["rows"]["project/kiis"]["partner"]
    assert said["rows"]["place/sala"]["geo:lat"] == [{"float": 59.96904}]
    assert said["rows"]["place/sala"]["within"] == [{"id": "place/vastmanlands-lan", "name": "Västmanlands län"}]
    assert said["rows"]["nix"] == {each: [] for each in wanted}
    assert next(each for each in said["meta"] if each["id"] == "within")["type"] == {"id": "Place", "name": "Plats"}
    assert told(matching_client, f"/reconcile?{urlencode(form)}") == said


def test_settings_tell_how_many_values_and_in_which_language(matching_client: FlaskClient) -> None:
    def values(**settings: object) -> Any:
        wish = {
            "ids": ["project/kiis"],
            "properties": [{"id": "partner", "settings": settings}, {"id": "dcterms:abstract", "settings": settings}],
        }
        answer = matching_client.post("/reconcile", data={"extend": json.dumps(wish)})
        assert answer.status_code == 200, answer.text
        return answer.json["rows"]["project/kiis"]  # type: ignore[index]

    assert len(values(limit=2)["partner"]) == len(values(limit="2")["partner"]) == 2
    assert len(values(limit=0)["partner"]) == len(values()["partner"]) > 2
    assert values(language="sv")["dcterms:abstract"] != values(language="en")["dcterms:abstract"]
    assert len(values(language="all")["dcterms:abstract"]) == 2


def test_a_preview_is_a_small_page_that_anybody_may_frame(matching_client: FlaskClient) -> None:
    for id_, title in (("place/sala", "Sala"), ("project/kiis", "KIIS"), ("concept/roll/utforare", "Utförare")):
        answer = matching_client.get(f"/reconcile/preview?id={quote(id_, safe='')}", headers=HTML)
        assert answer.status_code == 200
        assert title in answer.text
        assert "frame-ancestors" not in answer.headers["Content-Security-Policy"]
        assert "<script" not in answer.text
        assert answer.headers["Content-Language"] == "sv"
    english = matching_client.get("/reconcile/preview?id=place/sala", headers={"Accept-Language": "en"})
    assert '<html lang="en">' in english.text
    assert "Municipality" in english.text


def test_an_identifier_leads_to_its_page(matching_client: FlaskClient) -> None:
    for id_ in ("place/sala", "https://w3id.org/samverkan/place/sala"):
        answer = matching_client.get(f"/reconcile/view?id={quote(id_, safe='')}")
        assert (answer.status_code, answer.headers["Location"]) == (303, "https://grafen.example.se/place/sala")
    assert matching_client.get("/reconcile/view?id=//evil.example/x").status_code == 404
    assert matching_client.get("/reconcile/view?id=https://evil.example/x").status_code == 404


@pytest.mark.parametrize("what", ["entity", "type", "property"])
def test_a_flyout_escapes_what_it_shows(matching_client: FlaskClient, what: str) -> None:
    id_ = {"entity": "place/sala", "type": "Place", "property": "within"}[what]
    said = told(matching_client, f"/reconcile/flyout/{what}?id={id_}")
    assert said["id"] == id_
    assert re.fullmatch(r"<p><strong>[^<>]+</strong><br>[^<>]*</p>", said["html"])


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_address_may_be_read_from_anywhere_and_names_its_release(matching_client: FlaskClient, path: str) -> None:
    answer = matching_client.get(path, headers={"Origin": "https://refine.example"})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Release"]
    assert "Accept-Language" in answer.headers["Vary"]
    again = matching_client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_scripts_elsewhere_may_post_and_what_is_posted_is_kept_nowhere(matching_client: FlaskClient) -> None:
    before = matching_client.options("/reconcile", headers={"Origin": "https://refine.example"})
    assert "POST" in before.headers["Access-Control-Allow-Methods"]
    answer = matching_client.post("/reconcile", data={"queries": "{}"}, headers={"Origin": "https://refine.example"})
    assert (answer.json, answer.headers["Cache-Control"]) == ({}, "no-store")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"x": "y"}, 400),
        ({"queries": "["}, 400),
        ({"queries": "{}", "extend": "{}"}, 400),
        ({"queries": ["{}", "{}"]}, 400),
        ({"queries": "{}", "callback": "f"}, 400),
        ({"queries": json.dumps({str(n): {"query": "x"} for n in range(BATCH + 1)})}, 413),
        ({"extend": json.dumps({"ids": ["x"] * 201, "properties": []})}, 413),
        ({"extend": json.dumps({"ids": [], "properties": [{"id": "nix"}]})}, 400),
        ({"extend": json.dumps({"ids": [], "properties": [{"id": "within", "settings": {"limit": -1}}]})}, 400),
        ({"extend": json.dumps({"ids": [], "properties": [{"id": "within", "settings": {"language": "da"}}]})}, 400),
        ({"queries": "x" * (2 * 1024 * 1024 + 1)}, 413),
    ],
)
def test_what_cannot_be_answered_is_told_in_both_languages(
    matching_client: FlaskClient, form: Any, status: int
) -> None:
    for lang in ("sv", "en"):
        answer = matching_client.post("/reconcile", data=form, headers={**JSON, "Accept-Language": lang})
        said: Any = answer.json
        assert (answer.status_code, said["status"]) == (status, status)
        assert len(said["detail"]) > 10
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reconcile?callback=f", 400),
        ("/reconcile/suggest/entity", 400),
        ("/reconcile/suggest/entity?prefix=s&cursor=-1", 400),
        ("/reconcile/suggest/entity?prefix=s&type=nix", 400),
        (f"/reconcile/suggest/entity?prefix={'s' * 501}", 400),
        ("/reconcile/suggest/kommun?prefix=s", 404),
        ("/reconcile/properties?type=nix", 400),
        ("/reconcile/flyout/entity?id=nix", 404),
        ("/reconcile/preview?id=nix", 404),
        ("/reconcile/preview", 404),
        ("/reconcile/view", 404),
    ],
)
def test_an_address_that_asks_wrongly_is_refused(matching_client: FlaskClient, path: str, status: int) -> None:
    answer = matching_client.get(path, headers=JSON)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_a_body_of_another_kind_is_refused(matching_client: FlaskClient) -> None:
    assert matching_client.post("/reconcile", json={"queries": {}}).status_code == 415
    coded = matching_client.post("/reconcile", data={"queries": "{}"}, headers={"Content-Encoding": "gzip"})
    assert coded.status_code == 415


def test_a_slash_too_many_leads_to_the_service(matching_client: FlaskClient) -> None:
    assert matching_client.get("/reconcile/").headers["Location"] == "https://grafen.example.se/reconcile"


def test_plain_files_have_no_names_to_match(files_client: FlaskClient) -> None:
    for path in ("/reconcile", "/reconcile/suggest/type?prefix=", "/reconcile/preview?id=x"):
        assert files_client.get(path, headers=JSON).status_code == 404


def test_a_batch_that_takes_too_long_says_so(matched: Edition) -> None:
    slow = world.settings(matched.release.path, deadline_seconds=0.0)
    client = create_app(slow, world.OneShelf(matched)).test_client()
    answer = client.post("/reconcile", data={"queries": '{"a": {"query": "Sala"}}'}, headers=JSON)
    assert answer.status_code == QueryTimeout.status
    Clock(60).check()


def test_a_crowd_is_told_to_come_back() -> None:
    gate, let_go, is_in = Gate(waiting=1, wait_seconds=0.01), threading.Event(), threading.Event()

    def stay() -> None:
        with gate.inside():
            is_in.set()
            let_go.wait(10)

    inside = threading.Thread(target=stay)
    inside.start()
    is_in.wait(10)
    with pytest.raises(EngineBusy), gate.inside():
        pass
    let_go.set()
    inside.join()
    with gate.inside():
        pass


def test_nobody_waits_where_there_is_no_room_to() -> None:
    gate = Gate(waiting=0, wait_seconds=60)
    with gate.inside(), pytest.raises(EngineBusy), gate.inside():
        pass
    with gate.inside():
        pass
