"""From a description to the form, and a steward's edit of it, in a real browser: by keyboard alone, without scripts."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from kg.inbox import edits
from kg.inbox.inbox import Inbox
from kg.inbox.values import State
from kg.serve.app import create_app
from kg.serve.shelf import HomeShelf
from kg.settings import read
from tests.browser.test_form import Keys
from tests.browser.test_pages import RULES, SMALL_TARGETS, SMALL_TYPE, WIDER
from tests.examine.desks import real_desk
from tests.faults.acknowledge import Server
from tests.parse.documents import COLLECTION
from tests.serve.asking import HereExaminer, build
from tests.serve.reception import open_engine
from tests.serve.review.test_editing import MISTYPED, PASSWORD


@dataclass(frozen=True)
class Desk:
    """The service with something to edit, and where it answers."""

    inbox: Inbox
    address: str
    receipt: str


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The service over a few real records, with a submission of two records and one fault."""
    home = build(tmp_path_factory.mktemp("edited"))
    inbox = Inbox(home)
    inbox.add_account("granskare", PASSWORD)
    settings = replace(read({"KG_HOME": str(home)}), hand_ins_per_hour=0)
    app = create_app(settings, HomeShelf(home, open_engine), inbox=inbox, examiner=HereExaminer(real_desk()))
    sent = app.test_client().post("/submissions", data=json.dumps(MISTYPED), content_type="application/json")
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(listener, app)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    with closing(inbox):
        yield Desk(inbox, f"http://127.0.0.1:{listener.getsockname()[1]}", sent.json["receipt"])
    server.shutdown()
    thread.join()
    server.server_close()


def _log_in(page: Page, keys: Keys) -> None:
    page.goto("/review/login")
    keys.type("#name", "granskare")
    keys.type("#password", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _wrong(page: Page) -> list[object]:
    """What axe finds, what is wider than the window, too small a target or too small to type in."""
    for details in page.locator("details").all():
        details.evaluate("each => each.open = true")
    found = Axe().run(page, options=RULES).response["violations"]
    wrong: list[object] = [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]
    if page.evaluate(WIDER) > 0:
        wrong.append("wider than the window")
    small = [each for each in page.evaluate(SMALL_TARGETS) if each[0] or each[1] != 24]
    return [*wrong, *small, *page.evaluate(SMALL_TYPE)]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
def test_axe_finds_nothing_on_the_way_and_every_page_fits(
    browser: Browser, desk: Desk, locale: str, width: int
) -> None:
    context = browser.new_context(
        base_url=desk.address, bypass_csp=True, locale=locale, viewport={"width": width, "height": 740}
    )
    page, wrong = context.new_page(), {}
    page.goto("/submit/project")
    wrong["kind"] = _wrong(page)
    page.fill("#text", COLLECTION)
    with page.expect_navigation():
        page.locator("form[action*=description] button").click()
    wrong["described"] = _wrong(page)
    page.goto(f"/submissions/{desk.receipt}")
    wrong["status"] = _wrong(page)
    _log_in(page, Keys(page))
    number = desk.inbox.submission(desk.receipt).number
    page.goto(f"/review/{number}")
    wrong["two records"] = _wrong(page)
    with page.expect_navigation():
        page.locator("form[action$='/form'] button").last.click()
    address = page.url
    wrong["overview"] = _wrong(page)
    page.goto(f"{address}/place")
    wrong["section"] = _wrong(page)
    page.goto(f"{address}/granska")
    wrong["check"] = _wrong(page)
    context.close()
    assert wrong == {name: [] for name in wrong}


def test_a_description_becomes_a_draft_by_keyboard_alone(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(base_url=desk.address, locale="sv-SE", java_script_enabled=False)
    page = context.new_page()
    page.goto("/submit/project")
    page.locator("#text").focus()
    page.keyboard.insert_text(COLLECTION)
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Läs och fyll i")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Det här hittade vi").wait_for()
    page.locator("#figure-0").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Språkstegen i Bergslagen").wait_for()
    page.get_by_role("link", name="Vad hände").click()
    values = [each.input_value() for each in page.locator("input[name*='/value/0'], input[name*='/value']").all()]
    assert "38" in values
    context.close()


def test_a_steward_edits_and_decides_record_by_record_by_keyboard_alone(browser: Browser, desk: Desk) -> None:
    context = browser.new_context(base_url=desk.address, locale="sv-SE")
    page, keys = context.new_page(), Keys(context.pages[0])
    _log_in(page, keys)
    number = desk.inbox.submission(desk.receipt).number
    page.goto(f"/review/{number}")
    keys.press("#post-2 ~ form[action$='/form'] button")
    keys.press("a[href*='/place']")
    keys.type("#spatial-0", "Skinnskatteberg")
    keys.save()
    page.goto(f"{page.url.rpartition('/')[0]}/granska")
    keys.press(".actions button")
    assert page.url.endswith(f"/review/{number}#besluta")
    assert list(edits.of(desk.inbox, desk.receipt)) == ["project/sprakstegen"]
    for name in ("beslut-1-accept", "beslut-2-accept"):
        keys.to(f"#{name.replace('accept', 'later')}")
        page.keyboard.press("ArrowRight")
        assert page.locator(f"#{name}").is_checked()
    keys.press("button[value='decide']")
    assert desk.inbox.submission(desk.receipt).state is State.ACCEPTED
    context.close()
