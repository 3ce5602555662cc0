"""Reports as pages of their own, as `kg check --format html` writes them: accessible, and no wider than a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from kg.validate.reports import html
from kg.validate.reports.report import Report
from tests.browser.test_pages import RULES, WIDER
from tests.validate.test_reports import FINE, REPORT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("report", [REPORT, FINE], ids=["findings", "nothing found"])
def test_axe_finds_nothing_in_a_report_and_it_fits_the_window(
    browser: Browser, report: Report, lang: str, width: int, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 740})  # type: ignore[arg-type]
    page = context.new_page()
    page.set_content(html.write(report, lang))
    found = Axe().run(page, options=RULES).response["violations"]
    wider = page.evaluate(WIDER)
    context.close()
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
    assert wider <= 0
