"""Lists: for people a page at a time, for programs whole; the same things in the same order."""

import csv
import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.rdf.iris import Base
from kg.serve.app import create_app
from kg.serve.lists import listing
from kg.serve.lists import pages as lists
from kg.serve.lists.listing import Item, ListColumn, Listing, Listings
from kg.serve.model import Kind
from kg.serve.shelf import Edition
from tests.serve import world


@pytest.fixture
def projects(edition: Edition) -> Listing:
    """The list of projects in the test world."""
    kind = edition.model.kind("project")
    assert kind is not None
    return Listings(Base(world.BASE)).of(edition, kind)


def test_the_list_has_the_columns_that_tell_things_apart(projects: Listing) -> None:
    assert [each.name["sv"] for each in projects.columns] == ["tid", "plats", "insatskategori", "budget"]
    broar = projects.items[0]
    assert broar.cells[0][0].said == {
        "sv": "15 januari 2019 – 30 november 2021",
        "en": "15 January 2019 – 30 November 2021",
    }
    assert broar.cells[3][0].said["sv"] == "36\u00a0691\u00a0291\u00a0kr"
    assert [each.said["sv"] for each in broar.cells[2]] == ["språkfrämjande", "uppsökande"]


def test_all_forms_list_the_same_things(client: FlaskClient, projects: Listing) -> None:
    iris = [each.iri for each in projects.items]
    table = list(csv.reader(io.StringIO(client.get("/project.csv").text)))
    assert [row[0] for row in table[1:]] == iris
    assert table[0] == ["iri", "name_sv", "name_en", "period", "spatial", "category", "budget"]
    assert [each["iri"] for each in client.get("/project.json").get_json()["items"]] == iris
    said = parse(client.get("/project.ttl").data, RdfFormat.TURTLE, base_iri=world.BASE)
    assert sorted({quad.subject.value for quad in said if isinstance(quad.subject, NamedNode)}) == sorted(iris)


def test_the_list_negotiates_at_its_address(client: FlaskClient) -> None:
    for accept, media_type in (("text/csv", "text/csv"), ("text/html", "text/html"), ("text/turtle", "text/turtle")):
        assert client.get("/project/", headers={"Accept": accept}).mimetype == media_type
    assert client.get("/project/", headers={"Accept": "text/csv"}).headers["Content-Location"] == "/project.csv"


@pytest.mark.parametrize(
    ("path", "location"),
    [("/project", "/project/"), ("/project/.csv", "/project.csv"), ("/questions", "/questions/")],
)
def test_other_ways_to_write_it_lead_there(client: FlaskClient, path: str, location: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (308, location)


def _long(count: int) -> Listing:
    items = [
        Item(f"{world.BASE}project/p{n}", f"project/p{n}.html", f"p{n}", {"sv": f"P{n:04d}"}, ((),))
        for n in range(count)
    ]
    return Listing((ListColumn(f"{world.NS}category", {"sv": "kategori"}),), tuple(items))


def test_a_long_list_has_pages(home: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Listings, "of", lambda self, edition, kind: _long(120))
    client = create_app(world.settings(home), world.OneShelf(edition)).test_client()
    first = client.get("/project/", headers={"Accept": "text/html"}).text
    assert "120 i bokstavsordning" in first
    assert "Sida 1 av 3" in first
    assert 'rel="next" href="./?page=2"' in first
    last = client.get("/project/?page=3&lang=en", headers={"Accept": "text/html"}).text
    assert "showing 101–120" in last
    assert 'rel="prev" href="./?lang=en&amp;page=2"' in last
    assert client.get("/project/?page=4", headers={"Accept": "text/html"}).status_code == 404


def test_a_list_holds_to_the_words_that_are_asked_for_in_every_form(client: FlaskClient) -> None:
    assert [each["name"]["sv"] for each in client.get("/project.json?q=lillby+BROAR").get_json()["items"]] == [
        "Broar till arbete"
    ]
    assert len(client.get("/project.csv?q=lillby").text.splitlines()) == 2
    page = client.get("/project/?q=lillby", headers={"Accept": "text/html"})
    assert "1 träff på ”lillby”" in page.text
    assert 'href="../project.csv?q=lillby"' in page.text
    assert page.headers["ETag"] != client.get("/project/", headers={"Accept": "text/html"}).headers["ETag"]
    assert page.headers["Content-Location"] == "/project.html?q=lillby"


def test_words_that_nothing_has_lead_to_what_is_near(client: FlaskClient) -> None:
    page = client.get("/project/?q=broarr", headers={"Accept": "text/html"}).text
    assert "0 träffar på ”broarr”" in page
    assert "Menade du" in page
    assert client.get("/project.json?q=broarr").get_json() == {"count": 0, "items": []}


def test_a_word_is_the_beginning_of_one_before_it_is_a_part_of_one() -> None:
    items = tuple(
        Item(f"{world.BASE}place/{slug}", "", slug, {"sv": name}, ())
        for slug, name in (("sala", "Sala"), ("uppsala", "Uppsala"), ("angelholm", "Ängelholm"))
    )
    places = Listing((), items)
    assert [each.slug for each in places.saying("SALA").items] == ["sala"]
    assert [each.slug for each in places.saying("psala").items] == ["uppsala"]
    assert [each.slug for each in places.saying("angelh").items] == ["angelholm"]
    assert [each.slug for each in places.saying("ängelh").items] == ["angelholm"]
    assert places.saying(" ") == places


def test_a_cell_is_never_a_formula() -> None:
    evil = Item(f"{world.BASE}project/x", "", "x", {"sv": "=cmd|'/c calc'!A1", "en": "@SUM(1)"}, ())
    said = lists.as_csv(Listing((), (evil,))).decode()
    assert "'=cmd" in said
    assert "'@SUM" in said


def test_near_finds_what_was_probably_meant() -> None:
    assert [each.slug for each in _long(50).near("p4O")][:1] == ["p4"]


def test_a_kind_without_wanted_columns_shows_its_first_fields(edition: Edition) -> None:
    kind = Kind("toy", world.NS + "Toy", {"sv": "Leksak"}, {"sv": "Leksaker"}, {}, 9, None)
    assert listing.columns(edition, kind, Base(world.BASE)) == ()


def test_what_others_lie_in_and_lies_in_nothing_itself_lacks_nothing() -> None:
    base = Base(world.BASE)
    county, town = f"{world.BASE}place/lanet", f"{world.BASE}place/orten"
    within = {town: [listing.known_entry(NamedNode(county), {"sv": "Länet"}, base)]}
    columns, pointed = [within], [{county}]
    assert listing.item(county, {"sv": "Länet"}, columns, pointed, base).tops == frozenset({0})
    assert listing.item(town, {"sv": "Orten"}, columns, pointed, base).tops == frozenset()
    assert listing.item(f"{world.BASE}place/annan", {"sv": "Annan"}, columns, pointed, base).tops == frozenset()


def test_a_value_without_a_name_is_shown_as_it_is() -> None:
    entry = listing.known_entry(Literal("0180"), {}, Base(world.BASE))
    assert entry.said == {"sv": "0180", "en": "0180"}
    foreign = listing.known_entry(NamedNode("http://a/b"), {}, Base(world.BASE))
    assert (foreign.said["sv"], foreign.path) == ("http://a/b", None)


def test_a_text_in_two_languages_is_listed_in_one() -> None:
    both = tuple(
        listing.known_entry(Literal(text, language=tag), {}, Base(world.BASE))
        for tag, text in (("sv", "möte"), ("en", "meeting"))
    )
    item = Item(f"{world.BASE}method/x", "", "x", {"sv": "X"}, (both,))
    assert [entry.said for entry in item.shown("en")[0]] == [{"en": "meeting"}]
    assert "meeting" not in lists.as_csv(Listing((ListColumn("definition", {}),), (item,))).decode()
    assert [entry.said for entry in Item("", "", "", {}, (both[:1],)).shown("en")[0]] == [{"sv": "möte"}]
