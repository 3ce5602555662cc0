"""The stewards' page of links that wait: why each waits, a yes or a no with a reason, and the release that follows."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lxml import html

from kg.inbox.links import decided
from kg.rdf.namespaces import OWL
from tests.serve.asking import Desk, Visitor, build, desk
from tests.serve.review.test_record_by_record import hidden

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
    assert "no second source confirms the entry" in steward.get("/review/links?lang=en").text


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
    assert "samma kod, 1962" in page
    assert "Beslutat 22 november 2026: kg link" in page
