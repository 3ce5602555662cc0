"""The questions: their answers, their parameters, and a query that anybody can run anywhere."""

import csv
import io
import json

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from kg.release.layout import Release


def test_a_question_answers_in_each_form(client: FlaskClient) -> None:
    table = list(csv.reader(io.StringIO(client.get("/questions/projects-of-actor.csv").text)))
    assert table[0] == ["actor", "project", "projectName"]
    assert [row[2] for row in table[1:]] == ["Bridges to Work", "Broar till arbete"]
    rows = json.loads(client.get("/questions/projects-of-actor.json").data)["results"]["bindings"]
    assert len(rows) == 2
    page = client.get("/questions/projects-of-actor", headers={"Accept": "text/html"}).text
    assert "I vilka projekt deltog en aktör" in page
    assert "Bara projekt som finns i grafen." in page
    assert "Broar till arbete" in page


def test_a_thing_is_asked_about_by_its_name(client: FlaskClient) -> None:
    by_name = client.get("/questions/projects-of-actor.csv", query_string={"actor": " storby  FÖRENING "})
    assert by_name.data == client.get("/questions/projects-of-actor.csv?actor=actor/storby-forening").data


def test_the_names_to_choose_from_are_in_a_list(client: FlaskClient) -> None:
    page = client.get("/questions/projects-of-actor.html").text
    assert '<datalist id="l-actor">' in page
    assert '<option value="Storby förening">' in page


def test_a_name_that_is_none_of_them_is_told_with_what_it_is_like(client: FlaskClient) -> None:
    page = client.get("/questions/projects-of-actor.html", query_string={"actor": "Storby förenig"}).text
    assert "”Storby förenig” finns inte bland dem som går att välja." in page
    assert ">Storby förening</a>?" in page
    assert 'value="Storby förenig"' in page


def test_a_parameter_changes_the_answer_and_stays_in_the_links(client: FlaskClient) -> None:
    path = "/questions/projects-of-actor.html?actor=actor/storby-forening"
    page = client.get(path).text
    assert 'value="Storby förening"' in page
    assert "projects-of-actor.csv?actor=" in page
    assert "(&lt;https://w3id.org/samverkan/actor/storby-forening&gt; AS ?actor)" in page
    other = client.get("/questions/projects-of-actor.csv?actor=actor/nobody").text
    assert len(other.splitlines()) == 1


def test_an_empty_parameter_means_the_default(client: FlaskClient) -> None:
    assert client.get("/questions/projects-of-actor.csv?actor=").text.count("\n") == 3


def test_an_unknown_parameter_is_refused_by_name(client: FlaskClient) -> None:
    answer = client.get("/questions/disagreements.csv?day=2020-01-01")
    assert answer.status_code == 400
    assert "'day'" in answer.get_json()["detail"]


def test_a_graph_question_gives_turtle_and_no_table(client: FlaskClient) -> None:
    assert client.get("/questions/as-turtle.ttl").mimetype == "text/turtle"
    assert client.get("/questions/as-turtle.csv").status_code == 404
    assert client.get("/questions/disagreements.ttl").status_code == 404
    assert "Bridges to Work" in client.get("/questions/as-turtle.html").text


@pytest.mark.parametrize("name", ["projects-of-actor", "disagreements", "as-turtle"])
def test_the_published_query_runs_alone_and_gives_the_same(client: FlaskClient, release: Release, name: str) -> None:
    text = client.get(f"/questions/{name}.rq").text
    store = ox.Store.read_only(str(release.store))
    alone = store.query(text, use_default_graph_as_union=True)
    if isinstance(alone, ox.QueryTriples):
        served = ox.parse(client.get(f"/questions/{name}.ttl").data, ox.RdfFormat.TURTLE)
        assert {str(triple) for triple in alone} == {str(quad.triple) for quad in served}
    else:
        assert isinstance(alone, ox.QuerySolutions)
        rows = json.loads(client.get(f"/questions/{name}.json").data)["results"]["bindings"]
        assert len(list(alone)) == len(rows)


def test_the_question_negotiates_among_its_forms(client: FlaskClient) -> None:
    for accept, media_type in (
        ("text/csv", "text/csv"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-query", "application/sparql-query"),
        ("*/*", "text/html"),
    ):
        assert client.get("/questions/disagreements", headers={"Accept": accept}).mimetype == media_type


def test_the_list_names_them_all_in_order(client: FlaskClient) -> None:
    page = client.get("/questions/?lang=en").text
    places = [page.index(name) for name in ("projects-of-actor", "disagreements", "as-turtle")]
    assert places == sorted(places)


def test_a_question_there_is_none_of_suggests_the_nearest(client: FlaskClient) -> None:
    answer = client.get("/questions/disagreement", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "disagreements" in answer.get_json()["detail"]
