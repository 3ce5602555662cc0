"""Every type of page, in a real browser: accessible, no wider than the window, with targets that a finger hits."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import watch
from tests.browser.pages import PAGES, in_language
from tests.serve.running import Running

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,  # what it would fetch is for rules that are not among these
}
WIDTHS = (320, 360, 1280)
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


@dataclass(frozen=True)
class Seen:
    """What a page is found to be: what axe finds, and by the width of the window what is wrong with its size."""

    violations: list[object]
    wider: dict[int, int]
    small: dict[int, list[object]]
    small_type: dict[int, list[object]]


@dataclass
class Sights:
    """Every page looked at once, in one window that is made narrower and wider."""

    page: Page
    _seen: dict[tuple[str, str], Seen] = field(default_factory=dict)

    def of(self, name: str, lang: str) -> Seen:
        """What a page is found to be in a language."""
        if (name, lang) not in self._seen:
            self.resize(1280)
            goes_to(self.page, in_language(PAGES[name], lang))
            self._seen[name, lang] = self._look(violations(self.page))
        return self._seen[name, lang]

    def _look(self, found: list[object]) -> Seen:
        seen = Seen(found, {}, {}, {})
        for width in WIDTHS:
            self.resize(width)
            seen.wider[width] = self.page.evaluate(WIDER)
            seen.small[width] = self.page.evaluate(SMALL_TARGETS) + self.page.evaluate(SMALL_NUMBERS)
            seen.small_type[width] = self.page.evaluate(SMALL_TYPE)
        return seen

    def resize(self, width: int) -> None:
        """Make the window so wide."""
        self.page.set_viewport_size({"width": width, "height": 740})
        assert self.page.evaluate("window.innerWidth") == width


def goes_to(page: Page, path: str) -> None:
    """Open a page; one that answers with an error on purpose is a page too."""
    page.goto(path, wait_until="load")


def violations(page: Page) -> list[object]:
    """What axe finds on a page: the rule, and where it is broken."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]


@pytest.fixture(scope="module")
def sights(browser: Browser, service: Running) -> Iterator[Sights]:
    """One window for every page; a new one for each would cost more than the looking."""
    context = browser.new_context(base_url=service.address, bypass_csp=True)
    yield Sights(context.new_page())
    context.close()


@pytest.fixture(scope="module")
def dark(browser: Browser, service: Running) -> Iterator[Page]:
    """One window in the dark."""
    context = browser.new_context(base_url=service.address, bypass_csp=True, color_scheme="dark")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def watched(browser: Browser, service: Running) -> Iterator[tuple[Page, list[str]]]:
    """One window, and what its pages say of faults or ask for elsewhere."""
    context = browser.new_context(base_url=service.address, locale="sv-SE", viewport={"width": 1280, "height": 900})
    page, said = context.new_page(), list[str]()
    watch(page, service, said)
    yield page, said
    context.close()


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(sights: Sights, name: str, lang: str) -> None:
    assert sights.of(name, lang).violations == []


@pytest.mark.parametrize("name", ["front", "list", "thing", "question", "answer", "faulty", "ontology"])
def test_axe_finds_nothing_in_the_dark(dark: Page, name: str) -> None:
    goes_to(dark, PAGES[name])
    assert violations(dark) == []


@pytest.mark.parametrize("width", [320, 360])
def test_no_page_is_wider_than_a_phone(sights: Sights, width: int) -> None:
    wider = {(name, lang): sights.of(name, lang).wider[width] for name in PAGES for lang in ("sv", "en")}
    assert {page: more for page, more in wider.items() if more > 0} == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_targets_are_large_enough(sights: Sights, width: int) -> None:
    small = {(name, lang): sights.of(name, lang).small[width] for name in PAGES for lang in ("sv", "en")}
    assert {page: found for page, found in small.items() if found} == {}


def test_what_is_typed_is_large_enough_to_read_on_a_phone(sights: Sights) -> None:
    """Below 16 pixels a telephone zooms in when something is to be typed, and leaves the reader there."""
    small = {(name, lang): sights.of(name, lang).small_type[360] for name in PAGES for lang in ("sv", "en")}
    assert {page: found for page, found in small.items() if found} == {}


@pytest.mark.parametrize("name", sorted(set(PAGES) - {"faulty", "not found", "gone"}))
def test_a_page_asks_for_nothing_elsewhere_and_says_no_fault(watched: tuple[Page, list[str]], name: str) -> None:
    page, said = watched
    said.clear()
    goes_to(page, PAGES[name])
    assert (page.locator("h1").count(), said) == (1, [])
