"""The history in a real browser: accessible, no wider than a phone, and it can be walked through without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from kg.release.layout import releases
from tests.browser.test_pages import SMALL_TARGETS, WIDER, violations
from tests.serve.history.conftest import tell
from tests.whole.process import Served, serving
from tests.workshop import BASE_IRI, Workshop, workshop

PAGES = (
    "/changes",
    "/changes?thing=project/bro",
    "/changes/10.html",
    "/changes/14.html",
    "/releases/",
    "/project/?release=1",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Four publications of the tiny world, one of them a rollback."""
    world = workshop(tmp_path_factory.mktemp("browsed-history"))
    tell(world)
    return world


@pytest.fixture(scope="module")
def history(told: Workshop) -> Iterator[Served]:
    """The service over them."""
    with serving({"KG_HOME": str(told.home), "KG_BASE_IRI": BASE_IRI, "KG_WORKERS": "1"}) as served:
        yield served


def _page(browser: Browser, history: Served) -> Page:
    return browser.new_context(
        base_url=history.address, bypass_csp=True, locale="sv-SE", viewport={"width": 1280, "height": 800}
    ).new_page()


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_axe_finds_nothing_and_nothing_is_too_wide_or_too_small(browser: Browser, history: Served, lang: str) -> None:
    page = _page(browser, history)
    for path in PAGES:
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("window.innerWidth") == width
            assert (path, violations(page)) == (path, [])
            assert (path, page.evaluate(WIDER)) == (path, 0)
            assert (path, page.evaluate(SMALL_TARGETS)) == (path, [])
    page.context.close()


def test_from_a_thing_to_its_history_to_what_it_was_and_back_to_now(browser: Browser, history: Served) -> None:
    page = _page(browser, history)
    page.goto("/project/bro.html?lang=en")
    page.get_by_role("link", name="History: every change of the record").click()
    page.locator("main").get_by_role("link", name="Bro").or_(
        page.get_by_role("rowheader").get_by_role("link")
    ).last.click()
    assert "added" in page.locator("main").inner_text()
    page.get_by_role("link", name="The record in release 0001").click()
    assert "You see the graph as it was in release 0001" in page.locator("aside.as-of").inner_text()
    assert "Bridge" in page.locator("h1").inner_text()
    page.locator("header.top nav a").first.click()
    assert "release=0001" in page.url
    page.get_by_role("link", name="To the latest release").click()
    assert "release" not in page.url
    assert page.locator("aside.as-of").count() == 0
    page.context.close()


def test_the_list_can_be_narrowed_by_the_form(browser: Browser, told: Workshop, history: Served) -> None:
    page = _page(browser, history)
    page.goto("/changes?lang=en")
    page.get_by_label("Kind").select_option("actor")
    page.get_by_label("Up to and including").fill("2026-03-04")
    page.get_by_role("button", name="Show the changes").click()
    assert "3 changes" in page.locator("main").inner_text()
    assert "lang=en" in page.url
    assert len(releases(told.home)) == 3
    page.context.close()
