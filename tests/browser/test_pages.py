"""Every type of page, in a real browser: accessible, no wider than the window, with targets that a finger hits."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.pages import PAGES, in_language
from tests.serve.running import Running

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """
() => [...document.querySelectorAll('nav a, button, .button, summary, input:not([type=hidden]), textarea, .downloads a,'
  + ' .show-as a, .pages a, .language, .name, .foot li a')]
  .filter(e => e.checkVisibility())
  .map(e => [e.textContent.trim(), e.getBoundingClientRect().height])
  .filter(([, height]) => height < 44)
"""
SMALL_TYPE = """
() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
  .map(e => [e.name, getComputedStyle(e).fontSize]).filter(([, size]) => parseFloat(size) < 16)
"""
SMALL_NUMBERS = """
() => [...document.querySelectorAll('.ref')].filter(e => e.checkVisibility())
  .map(e => [e.textContent, e.getBoundingClientRect().height, e.getBoundingClientRect().width])
  .filter(([, height, width]) => height < 24 || width < 24)
"""


def goes_to(page: Page, path: str) -> None:
    """Open a page; one that answers with an error on purpose is a page too."""
    page.goto(path, wait_until="load")


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Browser, service: Running, name: str, lang: str) -> None:
    context = browser.new_context(base_url=service.address, bypass_csp=True)
    page = context.new_page()
    goes_to(page, in_language(PAGES[name], lang))
    found = Axe().run(page, options=RULES).response["violations"]
    context.close()
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("name", ["front", "list", "thing", "question", "answer", "faulty", "ontology"])
def test_axe_finds_nothing_in_the_dark(browser: Browser, service: Running, name: str) -> None:
    context = browser.new_context(base_url=service.address, bypass_csp=True, color_scheme="dark")
    page = context.new_page()
    goes_to(page, PAGES[name])
    found = Axe().run(page, options=RULES).response["violations"]
    context.close()
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("width", [320, 360])
def test_no_page_is_wider_than_a_phone(browser: Browser, service: Running, width: int) -> None:
    context = browser.new_context(base_url=service.address, viewport={"width": width, "height": 740})
    page = context.new_page()
    too_wide = {}
    for name, path in PAGES.items():
        for lang in ("sv", "en"):
            goes_to(page, in_language(path, lang))
            if (more := page.evaluate(WIDER)) > 0:
                too_wide[name, lang] = more
    context.close()
    assert too_wide == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_targets_are_large_enough(browser: Browser, service: Running, width: int) -> None:
    context = browser.new_context(base_url=service.address, viewport={"width": width, "height": 740})
    page = context.new_page()
    small = {}
    for name, path in PAGES.items():
        goes_to(page, path)
        if found := page.evaluate(SMALL_TARGETS) + page.evaluate(SMALL_NUMBERS):
            small[name] = found
    context.close()
    assert small == {}


def test_what_is_typed_is_large_enough_to_read_on_a_phone(browser: Browser, service: Running) -> None:
    """Below 16 pixels a telephone zooms in when something is to be typed, and leaves the reader there."""
    context = browser.new_context(base_url=service.address, viewport={"width": 360, "height": 740})
    page = context.new_page()
    small = {}
    for name, path in PAGES.items():
        goes_to(page, path)
        if found := page.evaluate(SMALL_TYPE):
            small[name] = found
    context.close()
    assert small == {}


@pytest.mark.parametrize("name", sorted(set(PAGES) - {"faulty", "not found", "gone"}))
def test_a_page_asks_for_nothing_elsewhere_and_says_no_fault(page: Page, name: str) -> None:
    goes_to(page, PAGES[name])
    assert page.locator("h1").count() == 1
