"""Reading and asking as people do: by keyboard, without scripts, on paper."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import PAGES
from tests.serve.running import Running

FOCUSED = "document.activeElement.textContent.trim()"
OUTLINE = "getComputedStyle(document.activeElement).outlineWidth"


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: Page) -> None:
    page.goto(PAGES["thing"])
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Hoppa till innehållet"
    expect(page.get_by_text("Hoppa till innehållet")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"


def test_every_stop_shows_where_it_is_and_none_is_a_trap(page: Page) -> None:
    page.goto(PAGES["answer"])
    stops = page.locator("a[href], button, textarea, summary, [tabindex='0']").count()
    seen = set()
    for _ in range(stops):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
        assert page.evaluate(OUTLINE) == "3px"
    assert len(seen) == stops


def test_what_is_folded_opens_by_keyboard(page: Page) -> None:
    page.goto(PAGES["thing"])
    folded = page.locator("details", has_text="Härledda uppgifter")
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(folded.get_by_text("Räknas fram ur uppgifterna ovan")).to_be_visible()


def test_a_number_shows_its_source_at_hover_and_at_focus(page: Page) -> None:
    page.goto(PAGES["thing"])
    number = page.locator("#fakta-statedBudget .ref").first
    tip = number.locator(".tip")
    expect(tip).to_be_hidden()
    number.hover()
    expect(tip).to_be_visible()
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    number.focus()
    expect(tip).to_be_visible()
    expect(tip).to_have_text("Projektregistret")


def test_a_number_leads_to_its_source(page: Page) -> None:
    page.goto(PAGES["thing"])
    page.locator("#fakta-statedBudget .ref").first.click()
    expect(page.locator("#kalla-2")).to_be_in_viewport()


def test_a_tip_stays_within_a_phone(browser: Browser, service: Running) -> None:
    context = browser.new_context(base_url=service.address, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(PAGES["thing"])
    for number in page.locator(".ref").all()[:12]:
        number.focus()
        box = number.locator(".tip").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    context.close()


def test_a_list_is_narrowed_by_keyboard(page: Page) -> None:
    page.goto(PAGES["list"])
    page.get_by_label("Sök i listan").last.focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINE) == "3px"
        if page.evaluate("document.activeElement.value") == "sprakframjande":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/project/\?category=sprakframjande$"))
    expect(page.get_by_role("status")).to_have_text("1 träff")
    page.get_by_role("link", name="Ta bort Insatskategori: språkfrämjande").press("Enter")
    expect(page).to_have_url(re.compile(r"/project/$"))


def test_facets_are_folded_on_a_phone(browser: Browser, service: Running) -> None:
    context = browser.new_context(base_url=service.address, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(PAGES["list"])
    box = page.get_by_role("checkbox", name="Språkfrämjande")
    expect(box).to_be_hidden()
    page.get_by_text("Välj ur listan").click()
    expect(box).to_be_visible()
    context.close()


def test_a_question_is_asked_and_answered_without_scripts(browser: Browser, service: Running) -> None:
    context = browser.new_context(base_url=service.address, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/")
    page.get_by_role("contentinfo").get_by_role("link", name="SPARQL").click()
    page.get_by_label("Your query").fill("SELECT ?label WHERE { <project/broar> rdfs:label ?label }")
    page.get_by_role("button", name="Run the query").click()
    expect(page.get_by_role("alert")).to_contain_text("is not declared")
    query = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n" + page.get_by_label("Your query").input_value()
    page.get_by_label("Your query").fill(query)
    page.get_by_role("button", name="Run the query").click()
    expect(page.get_by_role("cell", name="Bridges to Work")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("2 rows")
    assert page.get_by_label("Your query").input_value() == query
    context.close()


def test_from_the_front_page_to_a_source_without_scripts(browser: Browser, service: Running) -> None:
    context = browser.new_context(base_url=service.address, java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    page.goto("/")
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Projekt").click()
    page.get_by_role("link", name="Broar till arbete").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Broar till arbete")
    page.locator("#kallor ~ ol").get_by_role("link", name="Broschyren om broar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Broschyren om broar")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The brochure on bridges")
    context.close()


def test_a_parameter_is_changed_and_the_language_stays(browser: Browser, service: Running) -> None:
    context = browser.new_context(base_url=service.address, java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    page.goto(f"{PAGES['question']}?lang=en")
    page.get_by_role("combobox", name="Actor").fill("storby association")
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("combobox", name="Actor")).to_have_value("Storby association")
    expect(page.get_by_role("heading", name="Answer")).to_be_visible()
    context.close()


def test_paper_shows_sources_and_no_navigation(page: Page) -> None:
    page.goto(PAGES["thing"])
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Huvudmeny")).to_be_hidden()
    expect(page.locator("#kalla-1")).to_be_visible()
    expect(page.locator("#fakta-statedBudget .ref").first).to_be_visible()
    expect(page.locator(".tip").first).to_be_hidden()
