"""The form in a real browser: by keyboard alone, without scripts, on a phone, for everybody."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import in_language
from tests.browser.test_pages import RULES, SMALL_TARGETS, WIDER
from tests.serve.asking import build
from tests.serve.running import Running, running

SECTIONS = (
    "about", "parties", "work", "people", "result", "money", "place", "time", "related", "identity", "source", "record",
)  # fmt: skip
_TRIES = 40
_TABS = 150


@pytest.fixture(scope="module")
def taking_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The service over a few real records, when its examiners are at work."""
    with running(build(tmp_path_factory.mktemp("filled"))) as started:
        _await_examiners(started)
        yield started


def _await_examiners(service: Running) -> None:
    """Ask until somebody answers; the service holds each question a while itself."""
    body = b"<http://a.example/> <http://b.example/> 1 ."
    asked = urllib.request.Request(f"{service.address}/validate", data=body, headers={"Content-Type": "text/turtle"})
    for _ in range(_TRIES):
        try:
            urllib.request.urlopen(asked, timeout=10).close()
        except urllib.error.HTTPError as refused:
            if refused.code != 503:
                raise
        else:
            return
    raise RuntimeError("the examiners did not come")


@pytest.fixture
def plain(browser: Browser, taking_in: Running) -> Iterator[Page]:
    """A wide window without scripts."""
    context = browser.new_context(base_url=taking_in.address, locale="sv-SE", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def keyboard(browser: Browser, taking_in: Running) -> Iterator[Page]:
    """A wide window that nobody points in."""
    context = browser.new_context(base_url=taking_in.address, locale="sv-SE")
    yield context.new_page()
    context.close()


class Keys:
    """Somebody with a keyboard alone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, selector: str) -> None:
        """Press Tab until this has the focus."""
        wanted = self.page.locator(selector).first
        for _ in range(_TABS):
            if wanted.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never came to {selector} on {self.page.url}")

    def type(self, selector: str, text: str) -> None:
        """Go there and write, over what stands there; a list that opens is closed."""
        self.to(selector)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)
        if self.page.locator(selector).get_attribute("list"):
            self.page.keyboard.press("Escape")

    def press(self, selector: str) -> None:
        """Go there and press Enter, and wait for the page that comes."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def save(self) -> None:
        """Save the section and go on."""
        self.press('.actions button[value="save"]')


def test_a_project_is_handed_in_by_keyboard_alone(keyboard: Page) -> None:
    page, keys = keyboard, Keys(keyboard)
    page.goto("/submit/project")
    keys.press("main form button")
    keys.press('a[href*="/about"]')
    keys.type("#title-0", "Språkstegen")
    keys.type("#title-1", "Language steps")
    keys.to('input[name="category"][value="vagledande"]')
    page.keyboard.press("Space")
    keys.save()
    keys.type("#participation-0-actor-0", "Norbergs kommun")
    keys.to("#participation-0-role-0")
    page.keyboard.type("Samverk")
    keys.press('button[value="add:participation"]')
    assert page.locator("#participation-1-actor-0").evaluate("e => e === document.activeElement")
    keys.type("#participation-1-actor-0", "Skinskattebergs kommun")
    keys.to("#participation-1-role-0")
    page.keyboard.type("Utf")
    keys.save()
    # The faults have the focus, and the first of them leads to its field.
    expect(page).to_have_title(re.compile("^Fel: Vilka"))
    assert page.locator("#fel").evaluate("e => e === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#participation-1-actor-0").evaluate("e => e === document.activeElement")
    keys.type("#participation-1-actor-0", "Skinnskattebergs kommun")
    keys.save()
    for _ in ("work", "people", "result"):
        keys.save()
    keys.type("#statedBudget-0-amount-0", "22,6 miljoner kronor")
    keys.save()
    keys.type("#spatial-0", "Norberg")
    keys.save()
    keys.type("#period-0-edtf-0-from", "hösten 2018")
    keys.type("#period-0-edtf-0-to", "våren 2020")
    keys.save()
    for _ in ("related", "identity"):
        keys.save()
    keys.type("#source-title", "Slutrapport för Språkstegen")
    keys.type("#source-page", "https://norberg.example.se/slutrapport.pdf")
    keys.save()
    keys.save()
    expect(page.locator("main")).to_contain_text("Inget hindrar att det här publiceras.")
    keys.type("#organisation", "Norbergs kommun")
    keys.press('button[value="send"]')
    expect(page.locator("main")).to_contain_text("Väntar på granskning")
    expect(page.locator("main")).to_contain_text("project/sprakstegen")


def test_enter_in_a_box_saves_the_page(keyboard: Page) -> None:
    page, keys = keyboard, Keys(keyboard)
    path = _begun(page)
    page.goto(f"{path}/about")
    keys.type("#title-0", "Språkstegen")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{path}/parties"


def _begun(page: Page, query: str = "") -> str:
    """A new draft; its address."""
    page.goto(f"/submit/project{query}")
    page.locator("main form button").first.click()
    return page.url


def test_a_project_is_handed_in_without_scripts(plain: Page) -> None:
    page = plain
    path = _begun(page)
    page.locator('a[href*="/about"]').click()
    page.get_by_role("button", name="Spara och fortsätt").click()
    expect(page).to_have_title("Fel: Om – Projekt – Samverkansgrafen")
    page.get_by_label("På svenska").first.fill("Trygga steg")
    page.get_by_role("button", name="Spara och fortsätt").click()
    page.get_by_label("Aktör", exact=True).fill("Sala kommun")
    page.get_by_label("Roll").select_option(label="Samverkanspart")
    page.get_by_role("button", name="Lägg till medverkan").click()
    page.get_by_label("Aktör", exact=True).nth(1).fill("Fagersta kommun")
    page.get_by_label("Roll").nth(1).select_option(label="Utförare")
    page.get_by_role("button", name="Ta bort Medverkan 1").click()
    expect(page.get_by_label("Aktör", exact=True)).to_have_value("Fagersta kommun")
    page.get_by_role("button", name="Spara och gå till översikten").click()
    page.locator('a[href*="/source"]').click()
    page.get_by_label("Titel").fill("Projektplan")
    page.get_by_role("button", name="Spara och fortsätt").click()
    page.goto(f"{path}/granska")
    page.get_by_role("button", name="Skicka in").click()
    expect(page.locator("main")).to_contain_text("Väntar på granskning")


@pytest.fixture(scope="module")
def filled(browser: Browser, taking_in: Running) -> str:
    """A draft of a published record with a fault in it; its path."""
    context = browser.new_context(base_url=taking_in.address, locale="sv-SE")
    page = context.new_page()
    path = _begun(page, "?slug=kiis")
    page.goto(f"{path}/parties")
    page.locator("#participation-0-actor-0").fill("Ingenstans kommun")
    page.locator('.actions button[value="save"]').click()
    context.close()
    return urlsplit(path).path


def _pages(path: str) -> list[str]:
    return [
        "/submit/",
        "/submit/?code=hej",
        "/submit/project",
        path,
        *(f"{path}/{s}" for s in SECTIONS),
        f"{path}/granska",
    ]


@pytest.mark.parametrize(("width", "lang", "scheme"), [(1280, "sv", "light"), (360, "en", "dark")])
def test_axe_finds_nothing(
    browser: Browser, taking_in: Running, filled: str, width: int, lang: str, scheme: str
) -> None:
    context = browser.new_context(
        base_url=taking_in.address,
        bypass_csp=True,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type] # one of two words
    )
    page, found = context.new_page(), {}
    for path in _pages(filled):
        page.goto(in_language(path, lang))
        wrong = Axe().run(page, options=RULES).response["violations"]
        if wrong:
            found[path] = [(each["id"], [node["target"] for node in each["nodes"]]) for each in wrong]
    context.close()
    assert found == {}


def test_no_page_of_it_is_wider_than_a_phone_and_every_target_is_large(
    browser: Browser, taking_in: Running, filled: str
) -> None:
    context = browser.new_context(base_url=taking_in.address, viewport={"width": 320, "height": 740})
    page, wrong = context.new_page(), {}
    for path in _pages(filled):
        page.goto(path)
        if (more := page.evaluate(WIDER)) > 0 or page.evaluate(SMALL_TARGETS):
            wrong[path] = (more, page.evaluate(SMALL_TARGETS))
    context.close()
    assert wrong == {}


def test_a_page_of_the_form_asks_for_nothing_elsewhere(browser: Browser, taking_in: Running, filled: str) -> None:
    context = browser.new_context(base_url=taking_in.address)
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith(taking_in.address) else said.append(asked.url))
    for path in _pages(filled):
        page.goto(path)
    context.close()
    # A page that says 422 on purpose is told as an error by the browser.
    assert [each for each in said if "422" not in each] == []
