"""The search page: one box for everything with a name, by its beginning, its code, its other names, and misspelt."""

import pytest
from flask.testing import FlaskClient
from lxml import html


def hits(client: FlaskClient, words: str, **also: str) -> dict[str, list[str]]:
    """What is found, by heading."""
    answer = client.get("/search", query_string={"q": words, **also}, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    sections = html.document_fromstring(answer.text).xpath("//section[contains(@class, 'hits')]")
    return {each.xpath("./h2/text()")[0].strip(): [link.text for link in each.xpath(".//li/a")] for each in sections}


def said(client: FlaskClient, words: str) -> str:
    """What the page tells of the search."""
    page = html.document_fromstring(client.get("/search", query_string={"q": words}).text)
    return " ".join(" ".join(each.text_content() for each in page.xpath("//*[@role='status']")).split())


def test_a_word_finds_things_of_every_kind(client: FlaskClient) -> None:
    found = hits(client, "Lillby")
    assert found["Aktörer"] == ["Lillby kommun"]
    assert found["Platser"] == ["Lillby"]
    assert "Broar till arbete" in found["Projekt"], "its list says that it is in Lillby"
    assert said(client, "Lillby").endswith("träffar på ”Lillby”")


def test_a_code_finds_what_has_it(client: FlaskClient) -> None:
    assert hits(client, "0180")["Platser"] == ["Lillby"]


@pytest.mark.parametrize("written", ["Lilby komun", "LILLBY  STAD"])
def test_a_misspelt_name_is_told_to_be_alike(client: FlaskClient, written: str) -> None:
    assert "Lillby kommun" in hits(client, written)["Aktörer"]
    assert said(client, written).startswith("Inget har orden")


def test_nothing_found_says_so_and_shows_other_ways(client: FlaskClient) -> None:
    text = client.get("/search?q=qqqqqq").text
    assert "0 träffar på ”qqqqqq”" in text
    assert "Grafen är ett urval" in text
    assert 'href="./project/"' in text


def test_without_words_the_box_is_all_there_is(client: FlaskClient) -> None:
    page = html.document_fromstring(client.get("/search").text)
    assert len(page.xpath("//form[@role='search']")) == 1
    assert page.xpath("//*[@role='status']") == []


def test_every_page_has_the_box_and_it_keeps_the_language(client: FlaskClient) -> None:
    form = html.document_fromstring(client.get("/project/?lang=en").text).xpath("//header//form[@role='search']")[0]
    assert form.get("action") == "../search"
    assert dict(form.form_values()) == {"lang": "en"}
    assert form.xpath(".//input[@type='search']/@name") == ["q"]


@pytest.mark.parametrize("path", ["/search", "/project/"])
def test_what_is_far_too_long_is_refused(client: FlaskClient, path: str) -> None:
    answer = client.get(path, query_string={"q": "a" * 201})
    assert (answer.status_code, "200 tecken" in answer.text) == (400, True)


def test_what_is_typed_stays_text(client: FlaskClient) -> None:
    text = client.get("/search", query_string={"q": "<b>&\"'"}).text
    assert "<b>" not in text


def test_plain_files_have_no_search(files_client: FlaskClient) -> None:
    assert files_client.get("/search?q=a").status_code == 404
    assert 'role="search"' not in files_client.get("/").text
