"""Reports as pages of their own, as `kg check --format html` writes them: accessible, and no wider than a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from kg.validate.reports import html
from kg.validate.reports.report import Report
from tests.browser.test_pages import WIDER, violations
from tests.validate.test_reports import FINE, REPORT


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[dict[str, Page]]:
    """A window in the light and one in the dark."""
    contexts = {scheme: browser.new_context(color_scheme=scheme) for scheme in ("light", "dark")}  # type: ignore[arg-type]
    yield {scheme: context.new_page() for scheme, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("report", [REPORT, FINE], ids=["findings", "nothing found"])
def test_axe_finds_nothing_in_a_report_and_it_fits_the_window(
    windows: dict[str, Page], report: Report, lang: str, width: int, scheme: str
) -> None:
    page = windows[scheme]
    page.set_viewport_size({"width": width, "height": 740})
    page.set_content(html.write(report, lang))
    assert page.evaluate("window.innerWidth") == width
    assert violations(page) == []
    assert page.evaluate(WIDER) <= 0
