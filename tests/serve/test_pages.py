"""Pages: every link on every page leads somewhere, in both languages; and a page says what the data says."""

import re
from collections import deque
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from kg.serve.app import create_app
from kg.serve.shelf import Edition
from tests.serve import world

ORIGIN = "http://localhost"
PAGES = [
    "/",
    "/project/",
    "/actor/",
    "/project/broar.html",
    "/project/stigen.html",
    "/actor/lillby-kommun.html",
    "/document/broschyren.html",
    "/place/lillby.html",
    "/record/project/broar.html",
    "/ns.html",
    "/concept/",
    "/concept/insatskategori.html",
    "/concept/insatskategori/uppsokande.html",
    "/shapes/project.html",
    "/graph/derived.html",
    "/questions/",
    "/questions/projects-of-actor.html",
    "/questions/as-turtle.html",
    "/sparql?query=ASK%7B%7D&format=html",
    "/download/",
    "/releases/",
    "/changes",
    "/project/broar.html?release=1",
    "/catalog.html",
    "/problems",
    "/om",
    "/tillganglighet",
    "/nix",
    "/project/borta",
]


def fetched(client: FlaskClient, path: str) -> html.HtmlElement:
    """A page, parsed."""
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.mimetype == "text/html", path
    return html.document_fromstring(answer.text)


def words(page: html.HtmlElement) -> str:
    """The page's text; no-break spaces stay as they are."""
    return re.sub(r"[ \n\t]+", " ", page.text_content())


def test_every_link_on_every_page_leads_somewhere(client: FlaskClient) -> None:
    waiting, seen = deque(["/", "/?lang=en", "/nix/naught", "/project/borta"]), set[str]()
    while waiting:
        path = waiting.popleft()
        answer = client.get(path, headers={"Accept": "text/html"})
        if path not in ("/nix/naught", "/project/borta"):
            assert answer.status_code in (200, 303), f"{answer.status_code} {path}"
        if answer.mimetype != "text/html" or answer.status_code != 200:
            continue
        for element, _, link, _ in html.document_fromstring(answer.text).iterlinks():
            target = urlsplit(urljoin(ORIGIN + path, link))
            if f"{target.scheme}://{target.netloc}" == ORIGIN and element.get("rel") != "canonical":
                address = target.path + (f"?{target.query}" if target.query else "")
                if address not in seen:
                    seen.add(address)
                    waiting.append(address)
    assert len(seen) > 150


@pytest.mark.parametrize("path", PAGES)
def test_links_are_relative_to_the_page(client: FlaskClient, path: str) -> None:
    for element, attribute, link, _ in fetched(client, path).iterlinks():
        if element.get("rel") not in ("canonical", "license") and attribute != "content":
            assert not link.startswith("/"), link
            assert world.BASE not in link


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_in_one_language(client: FlaskClient, path: str, lang: str) -> None:
    page = fetched(client, f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert page.get("lang") == lang
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//main")) == 1
    assert page.xpath("//title")[0].text
    assert not page.xpath("//script[not(@type='application/ld+json')] | //*[@style] | //style")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)), [each for each in ids if ids.count(each) > 1]
    fragments = [link[1:] for link in page.xpath("//a/@href") if link.startswith("#")]
    assert set(fragments) <= set(ids), set(fragments) - set(ids)
    levels = [int(each.tag[1]) for each in page.xpath("//h1 | //h2 | //h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def test_the_language_switch_keeps_the_page_and_links_keep_the_language(client: FlaskClient) -> None:
    swedish = fetched(client, "/project/?page=1")
    assert swedish.xpath("//a[@class='language']/@href") == ["./?page=1&lang=en"]
    english = fetched(client, "/project/?lang=en")
    assert english.xpath("//th/a/@href")[0] == "../project/broar.html?lang=en"
    assert fetched(client, "/project/").xpath("//th/a/@href")[0] == "../project/broar.html"


def test_accept_language_decides_where_the_address_does_not(client: FlaskClient) -> None:
    answer = client.get("/om", headers={"Accept": "text/html", "Accept-Language": "en-GB, sv;q=0.5"})
    assert answer.headers["Content-Language"] == "en"
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_project_page_says_it_all(client: FlaskClient) -> None:
    text = words(fetched(client, "/project/broar.html"))
    for said in (
        "Broar till arbete",
        "Bridges to Work",
        "Tre kommuner prövade",
        "15 januari 2019 – 30 november 2021",
        "36\u00a0691\u00a0291\u00a0kr",
        "30\u00a0000\u00a0000\u00a0kr",
        "källorna skiljer sig",
        "Visas först: finansiärens eget register.",
        "Vår slutsats: namnet är tolkat.",
        "I källan: Föreningen i Storby",
        "14\u00a0%",
        "Uppgift saknas om: utvärdering.",
        "leder arbetet och håller lokaler",
        "Deltagare: 332",
        "Så citerar du",
        world.FIRST,
    ):
        assert said in text, said


def test_a_page_says_how_to_cite_it_just_as_it_is(client: FlaskClient) -> None:
    link = fetched(client, "/project/broar.html?lang=en").xpath(
        "//section[@class='cite']//a[contains(@class, 'long')]"
    )[0]
    assert link.text == f"{world.BASE}project/broar?release={world.FIRST}"
    assert link.get("href") == f"./broar.html?release={world.FIRST}"
    assert client.get(f"/project/broar.html?release={world.FIRST}").headers["X-Release"] == world.FIRST


def test_what_says_little_of_itself_begins_with_what_it_takes_part_in(client: FlaskClient) -> None:
    first = [fetched(client, path).xpath("//h2")[0].text for path in ("/place/lillby.html", "/project/broar.html")]
    assert (first[0], first[1] != first[0]) == ("Förekommer i", True)


def test_a_project_page_in_english_says_the_same(client: FlaskClient) -> None:
    text = words(fetched(client, "/project/broar.html?lang=en"))
    for said in (
        "Bridges to Work",
        "15 January 2019 – 30 November 2021",
        "36\u00a0691\u00a0291\u00a0kr",
        "the sources differ",
        "Shown first: the funder's own register.",
        "14%",
        "civil society",
        "Municipality of Lillby",
    ):
        assert said in text, said


def test_disagreeing_sums_stand_side_by_side_with_the_preferred_first(client: FlaskClient) -> None:
    page = fetched(client, "/project/broar.html")
    rows = page.xpath("//*[@id='fakta-statedBudget']//li")
    assert [row.get("id") for row in rows] == ["budget-registret", "budget-broschyren"]
    assert [row.xpath(".//a[@class='ref']/@href") for row in rows] == [["#kalla-2"], ["#kalla-1"]]


def test_every_source_number_leads_to_its_source(client: FlaskClient) -> None:
    page = fetched(client, "/project/broar.html")
    assert [e.text_content().split(".")[0].strip() for e in page.xpath("//ol/li[starts-with(@id, 'kalla-')]")] == [
        "Broschyren om broar",
        "Projektregistret",
    ]
    first = page.xpath("//a[@class='ref']")[0]
    assert first.get("aria-label") == "Källa 2: Projektregistret"
    assert first.xpath("./span[@class='tip']")[0].text == "Projektregistret"


def test_what_is_unknown_says_so_and_a_stub_what_it_lacks(client: FlaskClient) -> None:
    page = fetched(client, "/project/stigen.html")
    text = words(page)
    assert "Det som saknas: Källan nämner bara namnet." in text
    assert "Postens status: stubbe" in text
    assert [each.text_content() for each in page.xpath("//dl[@class='key-facts']//span[@class='unknown']")] == [
        "uppgift saknas"
    ] * 3


def test_a_vague_time_is_said_in_words_and_kept_as_it_was_written(client: FlaskClient) -> None:
    page = fetched(client, "/project/stigen.html")
    shown = page.xpath("//*[@id='fakta-period']//span[@title]")[0]
    assert (shown.text, shown.get("title")) == ("hösten 2018 – hösten 2020", "2018-23/2020-23")


def test_sectors_are_colour_shape_and_word(client: FlaskClient) -> None:
    page = fetched(client, "/project/broar.html")
    marks = page.xpath("//*[@id='fakta-participation']//*[contains(@class, 'sector')]")
    assert {(m.get("class"), m.text_content().strip(), m[0][0].tag) for m in marks} == {
        ("sector sector-offentlig", "offentlig", "rect"),
        ("sector sector-ideburen", "idéburen", "circle"),
    }


def test_a_page_says_what_refers_to_it(client: FlaskClient) -> None:
    text = words(fetched(client, "/actor/lillby-kommun.html"))
    assert "Förekommer i Projekt Broar till arbete – projektägare" in text
    concept = fetched(client, "/concept/insatskategori/uppsokande.html")
    assert "Stigen <b>&</b> vägen" in concept.text_content()


def test_what_no_field_names_is_shown_all_the_same(client: FlaskClient) -> None:
    assert "2018/0001" in fetched(client, "/project/broar.html").text_content()
    assert "wd:Q1" in fetched(client, "/place/lillby.html").text_content()


def test_the_front_page_counts_the_kinds(client: FlaskClient) -> None:
    text = words(fetched(client, "/"))
    assert re.search(r"2 Projekt.* 2 Aktörer.* 2 Dokument.* 1 Platser", text)


def test_a_kind_s_shape_is_a_readable_table(client: FlaskClient) -> None:
    text = words(fetched(client, "/shapes/project.html"))
    assert "Vad en post om projekt säger" in text
    assert "1–flera" in text


def test_shapes_lead_to_the_shapes_they_need(client: FlaskClient) -> None:
    turtle = client.get("/shapes/project.ttl").text
    assert "shapes/budget" in turtle
    assert "minCount" in turtle
    assert client.get("/shapes/nix").status_code == 404
    assert client.get("/shapes/budget.html").status_code == 200


def test_every_shape_is_had_at_once_and_people_get_a_list(client: FlaskClient) -> None:
    turtle = client.get("/shapes/", headers={"Accept": "text/turtle"})
    assert (turtle.mimetype, "shapes/budget" in turtle.text) == ("text/turtle", True)
    assert "Våra poster" in words(html.fromstring(client.get("/shapes/", headers={"Accept": "text/html"}).data))


def test_a_profile_is_fetched_as_shapes(home: Path, edition: Edition) -> None:
    settings = world.settings(home, root=Path(__file__).parents[2])
    client = create_app(settings, world.OneShelf(edition)).test_client()
    answer = client.get("/shapes/dcat-ap-se", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.mimetype) == (200, "text/turtle")
    assert "dataset-publisher-required" in answer.text
    assert client.get("/shapes/dcat-ap-se.rdf").mimetype == "application/rdf+xml"
    assert "dcat-ap-se" in client.get("/shapes/", headers={"Accept": "text/html"}).text


def test_a_profile_that_is_changed_without_a_release_is_sent_again(
    home: Path, edition: Edition, tmp_path: Path
) -> None:
    folder = tmp_path / "shapes" / "dcat-ap-se"
    folder.mkdir(parents=True)
    (folder / "one.ttl").write_text("<#a> <#b> 1 .")
    client = create_app(world.settings(home, root=tmp_path), world.OneShelf(edition)).test_client()
    first = client.get("/shapes/dcat-ap-se.nt")
    again = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/shapes/dcat-ap-se.nt", headers=again).status_code == 304
    (folder / "one.ttl").write_text("<#a> <#b> 2 .")
    changed = client.get("/shapes/dcat-ap-se.nt", headers=again)
    assert (changed.status_code, '"2"' in changed.text) == (200, True)
    (tmp_path / "shapes" / "other").mkdir()
    listed = client.get("/shapes/", headers={"Accept": "text/html"})
    (folder / "one.ttl").unlink()
    folder.rmdir()
    assert "dcat-ap-se" in listed.text
    given = {"Accept": "text/html", "If-None-Match": listed.headers["ETag"]}
    assert "dcat-ap-se" not in client.get("/shapes/", headers=given).text


def test_the_ontology_is_one_document_with_every_term(client: FlaskClient) -> None:
    page = fetched(client, "/ns.html")
    assert page.xpath("//div[@class='term']/@id") == ["Project", "budget", "statedBudget"]
    assert "https://w3id.org/samverkan/ns#budget" in client.get("/ns.nt").text


def test_a_scheme_counts_the_uses_of_its_concepts(client: FlaskClient) -> None:
    text = words(fetched(client, "/concept/insatskategori.html"))
    assert "Uppsökande Söker upp. Används i 2 poster." in text
    assert "Språkfrämjande Används i 1 post." in text
