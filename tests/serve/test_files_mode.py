"""Plain files: graphs as they are, a description of anything in them, and none of the pages that need records."""

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.serve import world

HTML = {"Accept": "text/html"}


def test_the_front_page_counts_graphs_and_classes(files_client: FlaskClient) -> None:
    page = html.document_fromstring(files_client.get("/", headers=HTML).text)
    text = page.text_content()
    assert "Dina filer" in text
    assert f"{world.BASE}record/project/broar" in text
    assert "Project" in text


def test_the_default_graph_is_as_in_the_file(files_client: FlaskClient) -> None:
    count = "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fs%20%3Fp%20%3Fo%7D"
    answer = files_client.get(count, headers={"Accept": "text/csv"})
    assert answer.text.split() == ["n", "0"]


def test_the_endpoint_and_its_description_work(files_client: FlaskClient) -> None:
    assert files_client.get("/sparql?query=ASK%7B%7D").status_code == 200
    description = files_client.get("/sparql", headers={"Accept": "text/turtle"})
    assert "UnionDefaultGraph" not in description.text
    assert files_client.get("/sparql", headers=HTML).status_code == 200


@pytest.mark.parametrize("path", ["/project/", "/project/broar.html", "/ns", "/om", "/concept/", "/shapes/project"])
def test_pages_that_need_records_are_not_there(files_client: FlaskClient, path: str) -> None:
    assert files_client.get(path, headers=HTML).status_code in (303, 404)


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/robots.txt", "/problems", "/releases/", "/questions/"])
def test_the_rest_still_answers(files_client: FlaskClient, path: str) -> None:
    assert files_client.get(path, headers=HTML).status_code == 200


def test_every_link_on_the_front_page_leads_somewhere(files_client: FlaskClient) -> None:
    page = html.document_fromstring(files_client.get("/", headers=HTML).text)
    links = [link for link in page.xpath("//main//a/@href | //header//a/@href") if link.startswith("./")]
    assert len(links) > 5
    for link in links:
        assert files_client.get(link[1:], headers=HTML).status_code == 200, link


def test_everything_in_the_files_has_a_page_and_only_that_is_linked(files_client: FlaskClient) -> None:
    start = "/resource?iri=http://www.w3.org/2004/02/skos/core%23Concept"
    page = html.document_fromstring(files_client.get(start, headers=HTML).text)
    links = page.xpath("//main//div[@class='said']//a/@href")
    assert len(links) > 10
    for link in links:
        assert link.startswith("./resource?iri="), link
        assert files_client.get(link[1:], headers=HTML).status_code == 200


def test_an_address_under_the_base_leads_to_what_the_files_say(files_client: FlaskClient) -> None:
    answer = files_client.get("/project/broar")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/resource?iri=https%3A%2F%2Fw3id.org%2Fsamverkan%2Fproject%2Fbroar")


def test_an_answer_leads_to_pages_that_are_there(files_client: FlaskClient) -> None:
    query = "/sparql?query=SELECT%20DISTINCT%20%3Fs%20%7BGRAPH%20%3Fg%20%7B%3Fs%20%3Fp%20%3Fo%7D%7D%20LIMIT%2020"
    page = html.document_fromstring(files_client.get(query, headers=HTML).text)
    links = page.xpath("//td/a/@href")
    assert len(links) == 20
    assert {files_client.get(link[1:], headers=HTML).status_code for link in links} == {200}
