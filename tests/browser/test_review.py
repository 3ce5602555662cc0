"""Handing in, following and reviewing in a real browser: accessible, on a phone, by keyboard alone, without scripts."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext

from kg.inbox.inbox import Inbox
from kg.inbox.values import State
from kg.link.ledger import Decision
from tests.browser.test_pages import RULES, SMALL_TARGETS, WIDER
from tests.faults.acknowledge import Server
from tests.serve.reception import Reception, reception
from tests.workshop import ledger, record, workshop

PASSWORD = "en bro över vattnet"
NEW = record("project", "ny", 'dcterms:title "Ny väg"@sv ; foaf:page <https://www.example.se/bro>')
FAULTY = record("project", "fel", 'dcterms:abstract "Skriv till anna.nittioatta@example.se."@sv')


@dataclass(frozen=True)
class Desk:
    """The service with things to review, and where it answers."""

    service: Reception
    address: str
    receipt: str


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A record that is new, one that changes another, and one with faults."""
    world = workshop(tmp_path_factory.mktemp("reviewed"))
    link = ("project/bro", "http://www.w3.org/2002/07/owl#sameAs", "https://elsewhere.example/bro")
    world.write("data/links/held.sssom.tsv", ledger("held", link, decision=Decision.HOLD))
    world.point()
    made = reception(world, Inbox(world.home), address="")
    made.inbox.add_account("granskare", PASSWORD)
    changed = world.read("data/records/project/bro.ttl").replace("Bridge", "Span")
    made.hand_in(NEW)
    made.hand_in(changed)
    receipt = made.hand_in(FAULTY)
    world.edit("data/records/project/bro.ttl", "Bridge", "Arch")
    world.point()
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(listener, made.app)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    with closing(made.inbox):
        yield Desk(made, f"http://127.0.0.1:{listener.getsockname()[1]}", receipt)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def logged_in(desk: Desk, browser: Browser) -> Iterator[list[dict[str, object]]]:
    """The cookies of a steward who is logged in."""
    context = browser.new_context(base_url=desk.address)
    page = context.new_page()
    page.goto("/review/")
    page.fill("#name", "granskare")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/")
    yield context.cookies()  # type: ignore[misc]
    context.close()


def _paths(desk: Desk) -> dict[str, str]:
    return {
        "about": "/submissions",
        "no receipt": "/submissions?receipt=kiis",
        "status": f"/submissions/{desk.receipt}",
        "log-in": "/review/login",
        "queue": "/review/",
        "empty queue": "/review/?state=rejected",
        "new": "/review/1",
        "conflict": "/review/2",
        "faulty": "/review/3",
        "links": "/review/links",
    }


def _context(browser: Browser, desk: Desk, cookies: list[dict[str, object]], **wishes: object) -> BrowserContext:
    context = browser.new_context(base_url=desk.address, bypass_csp=True, **wishes)  # type: ignore[arg-type]
    context.add_cookies(cookies)  # type: ignore[arg-type]
    return context


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
def test_axe_finds_nothing_where_things_are_handed_in_and_reviewed(
    browser: Browser, desk: Desk, logged_in: list[dict[str, object]], locale: str, scheme: str
) -> None:
    context = _context(browser, desk, logged_in, locale=locale, color_scheme=scheme)
    page = context.new_page()
    found = {}
    for name, path in _paths(desk).items():
        page.goto(path)
        for details in page.locator("details").all():
            details.evaluate("each => each.open = true")
        violations = Axe().run(page, options=RULES).response["violations"]
        found[name] = [(each["id"], [node["target"] for node in each["nodes"]]) for each in violations]
    context.close()
    assert found == {name: [] for name in found}


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_pages_fit_the_window_and_targets_fit_a_finger(
    browser: Browser, desk: Desk, logged_in: list[dict[str, object]], width: int
) -> None:
    context = _context(browser, desk, logged_in, viewport={"width": width, "height": 740})
    page = context.new_page()
    wrong = {}
    for name, path in _paths(desk).items():
        page.goto(path)
        for details in page.locator("details").all():
            details.evaluate("each => each.open = true")
        small = [each for each in page.evaluate(SMALL_TARGETS) if each[0] or each[1] != 24]
        if page.evaluate(WIDER) > 0 or small:
            wrong[name] = (page.evaluate(WIDER), small)
    context.close()
    assert wrong == {}


def test_a_steward_decides_by_keyboard_alone_and_without_scripts(browser: Browser, desk: Desk) -> None:
    number = desk.service.inbox.submission(desk.service.hand_in(NEW.replace("project/ny", "project/nyare"))).number
    context = browser.new_context(base_url=desk.address, java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    page.goto(f"/review/{number}")
    page.locator("#name").focus()
    page.keyboard.type("granskare")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/review/{number}")
    page.locator("#note").focus()
    page.keyboard.type("Tack!")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Godkänd.").wait_for()
    assert "Besluta" not in page.content()
    context.close()
    assert desk.service.inbox.numbered(number).state is State.ACCEPTED


def test_a_submitter_hands_in_corrects_and_takes_back_without_scripts(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(base_url=desk.address, java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    page.goto("/submissions")
    file = {"name": "ny.ttl", "mimeType": "text/turtle", "buffer": FAULTY.encode()}
    page.set_input_files("#file", file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Lämna in filen").click()
    first = page.locator(".receipt").inner_text()
    page.goto(f"/submissions?receipt={first.lower()}")
    page.set_input_files("#file", {**file, "buffer": NEW.encode()})  # type: ignore[arg-type]
    page.get_by_role("button", name="Lämna in den rättade filen").click()
    second = page.locator(".receipt").inner_text()
    assert second != first
    page.get_by_role("button", name="Ta tillbaka inlämningen").click()
    page.get_by_text("Återtagen.").wait_for()
    context.close()
    states = [desk.service.inbox.submission(each).state for each in (first, second)]
    assert states == [State.SUPERSEDED, State.WITHDRAWN]
