"""Checking in a real browser: without scripts and by keyboard alone, with the answer accessible."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import RULES, WIDER
from tests.serve.running import Running

BROKEN = "<project/broar> a "
STRANGE = """@base <https://w3id.org/samverkan/> .
<project/ny> a <ns#Project> ; <http://purl.org/dc/terms/title> "Ny"@sv .
<actor/annan> a <http://example.org/Else> .
"""


@pytest.fixture
def plain(browser: Browser, service: Running) -> Iterator[Page]:
    """A page in a browser without scripts, in Swedish."""
    context = browser.new_context(base_url=service.address, java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    page.goto("/validate")
    yield page
    context.close()


def test_a_text_is_checked_by_keyboard_alone(plain: Page) -> None:
    plain.locator("#text").focus()
    plain.keyboard.insert_text(STRANGE)
    for _ in range(3):
        plain.keyboard.press("Tab")
    expect(plain.get_by_role("button", name="Kontrollera")).to_be_focused()
    plain.keyboard.press("Enter")
    expect(plain.get_by_role("heading", name="Resultat")).to_be_visible()
    assert plain.locator("li.finding").count() > 0
    assert plain.locator("#text").input_value() == STRANGE
    assert "actor/annan" in plain.locator("pre.excerpt").first.inner_text()


def test_a_file_is_checked_and_named(plain: Page, tmp_path: Path) -> None:
    path = tmp_path / "ny.ttl"
    path.write_text(STRANGE, "utf-8")
    plain.set_input_files("#file", path)
    plain.get_by_role("button", name="Kontrollera").click()
    expect(plain.get_by_role("status")).to_contain_text("ny.ttl: ")


def test_what_cannot_be_read_is_told_above_the_text_that_is_kept(plain: Page) -> None:
    plain.fill("#text", BROKEN)
    plain.get_by_role("button", name="Kontrollera").click()
    expect(plain.get_by_role("alert")).to_contain_text("Rad 1, tecken")
    assert plain.locator("#text").input_value() == BROKEN
    assert plain.locator("#text").get_attribute("aria-invalid") == "true"
    plain.get_by_role("link", name="Gå till texten").click()
    expect(plain.locator("#text")).to_be_focused()


def test_an_example_is_there_to_try(plain: Page) -> None:
    plain.get_by_role("link", name="Projekt", exact=True).last.click()
    assert "<https://w3id.org/samverkan/project/" in plain.locator("#text").input_value()


@pytest.mark.parametrize("text", [STRANGE, BROKEN], ids=["findings", "unreadable"])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_axe_finds_nothing_in_the_answer_and_it_fits_a_phone(
    browser: Browser, service: Running, lang: str, text: str
) -> None:
    context = browser.new_context(base_url=service.address, bypass_csp=True, viewport={"width": 320, "height": 740})
    page = context.new_page()
    page.goto(f"/validate?lang={lang}")
    page.fill("#text", text)
    page.locator("main form button").click()
    found = Axe().run(page, options=RULES).response["violations"]
    wider = page.evaluate(WIDER)
    context.close()
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
    assert wider == 0
