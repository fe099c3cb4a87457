"""Fixtures: the demonstration world served on a database of its own, one browser, and the path walked in it once."""

import os
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

# Databases, programs and servers are started as the suite of the service starts them.
sys.path.append(str(Path(__file__).resolve().parents[1] / "service"))

from crawl import Crawl  # noqa: E402
from demonstration import World  # noqa: E402
from journey import Journey  # noqa: E402
from person import Person  # noqa: E402

CHROMIUM = os.environ.get("CASEBRIDGE_CHROMIUM", "/usr/bin/chromium")
# The languages are shared out, so that the path is walked in all three.
LANGUAGES = {
    "coordinator.it": "en", "monitor.it": "it", "reviewer.it": "en", "approver1.it": "bg", "approver2.it": "it",
    "officer.it": "en", "coordinator.bg": "bg", "monitor.bg": "bg", "officer.bg": "en",
    "administrator.it": "en", "auditor.it": "en",
}


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    world = World(tmp_path_factory.mktemp("browser"))
    try:
        yield world.start()
    finally:
        world.close()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def launch(playwright):
    return playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture(scope="session")
def crawl(world):
    """What the pages look like where scripts run: axe, narrow windows, screenshots, in each language."""
    return Crawl(launch, world.origin)


@pytest.fixture(scope="session")
def people(browser, world, crawl):
    """Everybody by the part of the address before the @, each in a context of their own without scripts."""
    return {
        name: Person(browser, world.origin, name, world.passwords[name], language, crawl)
        for name, language in LANGUAGES.items()
    }


@pytest.fixture(scope="session")
def journey(people, world):
    """The whole path, walked once; a step that fails fails every test that needs its end."""
    return Journey(people, world).whole()
