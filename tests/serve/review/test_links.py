"""The stewards' page of links that wait: why each waits, a yes or a no with a reason, and the release that follows."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lxml import html

from kg.inbox.links import decided
from kg.link.ledger import Decision
from kg.rdf.namespaces import OWL, SKOS
from tests.serve.asking import Desk, Visitor, build, desk, ids
from tests.serve.reception import reception
from tests.serve.review.test_record_by_record import hidden
from tests.workshop import Workshop, ledger

ROOT = Path(__file__).parents[3]
PASSWORD = "en bro över vattnet"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of a few real records, with the real ledger of Wikidata."""
    name = "data/links/wikidata.sssom.tsv"
    return build(tmp_path_factory.mktemp("linked"), more={name: (ROOT / name).read_text("utf-8")})


@pytest.fixture
def service(home: Path) -> Iterator[Desk]:
    made = desk(home)
    with closing(made.inbox):
        made.inbox.add_account("granskare", PASSWORD)
        yield made


@pytest.fixture
def steward(service: Desk) -> Visitor:
    visitor = service.visitor()
    page = visitor.get("/review/login?next=review/links").text
    visitor.post("/review/login?next=review/links", {**hidden(page), "name": "granskare", "password": PASSWORD})
    assert visitor.answer.headers["Location"].endswith("/review/links")
    return visitor


def _first(visitor: Visitor) -> dict[str, str]:
    """The hidden fields of the first link's form."""
    page = html.fromstring(visitor.get("/review/links").text)
    form = page.xpath("//section[@class='part']//form")[0]
    return {each.get("name"): each.get("value") for each in form.xpath(".//input[@type='hidden']")}


def test_who_is_not_logged_in_is_led_to_the_log_in(service: Desk) -> None:
    answer = service.app.test_client().get("/review/links")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("review/login?next=review/links")
    assert service.app.test_client().post("/review/links", data={}).status_code == 303


def test_each_link_says_why_it_waits_and_the_queue_leads_there(steward: Visitor) -> None:
    page = steward.get("/review/links")
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Region Blekinge" in page.text
    assert "uppgiften är inte bekräftad av en andra källa" in page.text
    assert "owl:sameAs" in page.text
    assert "Länkar som väntar:" in steward.get("/review/").text
    english = steward.get("/review/links?lang=en").text
    assert "no second source confirms the entry" in english
    for text in (page.text, english):
        assert not re.search(r"\b[01]\.\d\d: ", text), "a number says nothing to most people"


def test_a_link_is_accepted_with_a_reason_and_waits_no_more(steward: Visitor, service: Desk) -> None:
    fields = _first(steward)
    without = steward.post("/review/links", {**fields, "action": "accept", "reason": " "})
    assert (without.status_code, "Ange ett skäl" in without.text) == (400, True)
    done = steward.post("/review/links", {**fields, "action": "accept", "reason": "numret står i två register"})
    assert done.status_code == 303
    [word] = decided(service.inbox)
    assert (word.verdict, word.predicate, word.reason) == ("accept", OWL.sameAs.value, "numret står i två register")
    assert fields["id"] not in steward.get("/review/links").text
    again = steward.post("/review/links", {**fields, "action": "reject", "reason": "nej"})
    assert (again.status_code, "väntar inte längre" in again.text) == (409, True)


@pytest.fixture
def many(tiny: Workshop) -> Iterator[Visitor]:
    """A steward of a release with 120 links that wait."""
    held = [("place/sala", SKOS.closeMatch.value, f"http://example.com/{n:03}") for n in range(120)]
    tiny.write("data/links/many.sssom.tsv", ledger("many", *held, decision=Decision.HOLD))
    tiny.point()
    service = reception(tiny)
    with closing(service.inbox):
        service.inbox.add_account("granskare", PASSWORD)
        visitor = Visitor(service.client(), "sv")
        page = visitor.get("/review/login").text
        visitor.post("/review/login", {**hidden(page), "name": "granskare", "password": PASSWORD})
        yield visitor


def _ids(visitor: Visitor, path: str) -> list[str]:
    return _ids_of(visitor.get(path).text)


def test_many_links_come_fifty_a_page(many: Visitor) -> None:
    pages = [_ids(many, f"/review/links?page={n}") for n in (1, 2, 3)]
    assert [len(each) for each in pages] == [50, 50, 20]
    assert len({*pages[0], *pages[1], *pages[2]}) == 120
    assert (_ids(many, "/review/links"), _ids(many, "/review/links?page=9")) == (pages[0], pages[2])
    second = html.fromstring(many.get("/review/links?page=2&lang=en").text)
    assert "Showing 51–100 of 120" in second.text_content()
    steps = second.xpath("(//nav[@class='pages'])[1]//a")
    assert [each.text_content().strip() for each in steps] == ["Previous", "1", "3", "Next"]
    assert {each.get("tabindex") for each in second.xpath("//h2[starts-with(@id, 'lank-')]")} == {"-1"}
    assert many.get("/review/links?page=x").status_code == 400


def test_a_decision_leads_to_the_link_that_then_stands_in_its_place(many: Visitor) -> None:
    every = [id_ for n in (1, 2, 3) for id_ in _ids(many, f"/review/links?page={n}")]

    def decide(place: int, reason: str = "prövat") -> str:
        fields = {"proof": _first(many)["proof"], "id": every[place], "action": "reject", "reason": reason}
        return many.post("/review/links?page=2", fields).headers.get("Location", "")

    assert decide(99, " ") == ""
    assert every[99] in _ids_of(many.answer.text), "a refusal shows the page that the link stands on"
    for place, page, then in ((99, 2, 100), (98, 2, 100), (119, 3, 118), (0, 1, 1)):
        assert decide(place).endswith(f"/review/links?page={page}#lank-{every[then]}")


def _ids_of(page: str) -> list[str]:
    return [each.removeprefix("lank-") for each in ids(page) if each.startswith("lank-")]


@pytest.mark.parametrize(
    ("change", "code"), [({"proof": "fel"}, 403), ({"action": "kanske"}, 400), ({"id": "okänd"}, 409)]
)
def test_what_does_not_come_from_our_page_does_nothing(
    steward: Visitor, service: Desk, change: dict[str, str], code: int
) -> None:
    before = decided(service.inbox)
    answer = steward.post("/review/links", {**_first(steward), "action": "accept", "reason": "ja", **change})
    assert answer.status_code == code
    assert decided(service.inbox) == before


def test_the_page_of_a_thing_tells_why_it_is_linked(service: Desk) -> None:
    page = service.app.test_client().get("/actor/norbergs-kommun.html").text
    assert "Varför länkarna finns" not in page
    page = service.app.test_client().get("/place/norberg.html").text
    assert "Varför länkarna finns" in page
    assert "säker: samma kod, 1962" in page
    assert "certain: the same code, 1962" in service.app.test_client().get("/place/norberg.html?lang=en").text
    assert "Beslutat 22 november 2026: kg link" in page
