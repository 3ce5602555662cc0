"""A browser on the test world, which a process of its own serves. Without a Chromium one test is left, and says so."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.release.harvest import rehearsal
from kg.release.layout import Release
from tests.serve import world
from tests.serve.running import Running, running

# The first is Chromium without the windows around its pages, which nobody sees here: half the work for the same pages.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next((path for path in map(shutil.which, NAMES) if path), None)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
collect_ignore = (
    []
    if CHROMIUM
    else [
        "test_pages.py",
        "test_reading.py",
        "test_form.py",
        "test_history.py",
        "test_review.py",
        "test_validating.py",
        "test_reports.py",
        "test_editing.py",
    ]
)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The service over the test world."""
    home = tmp_path_factory.mktemp("browsed")
    world.build(home)
    rehearsal.make(Release(home / "releases" / world.FIRST, world.manifest_of(home)), world.settings(home))
    with running(Path(home)) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, service: Running) -> Iterator[Page]:
    """A page of a wide window, that counts faults and foreign requests as failures."""
    context = browser.new_context(base_url=service.address, locale="sv-SE", viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    said: list[str] = []
    watch(opened, service, said)
    yield opened
    context.close()
    assert said == []


def watch(page: Page, service: Running, said: list[str]) -> None:
    """Write down every fault that a page tells of, and every address elsewhere that it asks."""
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.on("request", lambda asked: said.append(asked.url) if not asked.url.startswith(service.address) else None)
