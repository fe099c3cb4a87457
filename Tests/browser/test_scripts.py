"""Where scripts run: what is written saves itself, nothing is lost in a conflict, and the session's end is announced."""

import re
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from program import resources

NARRATIVE = "#narrative"


class Window:
    """A signed-in person in a browser that runs scripts."""

    def __init__(self, browser, world, name):
        self.context = browser.new_context(base_url=world.origin, locale="en")
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.page.goto("/sign-in")
        self.page.fill("#email", f"{name}@demo.example")
        self.page.fill("#password", world.passwords[name])
        self.send("main form button")
        assert self.page.url == world.origin + "/"

    def send(self, selector):
        with self.page.expect_navigation() as loading:
            self.page.locator(selector).first.click()
        return loading.value

    def declare(self, case):
        self.page.goto(case + "/declaration")
        self.page.check('[name="has_conflict"][value="no"]')
        self.send("main form button[type=submit]")


@pytest.fixture(scope="module")
def monitor(browser, world):
    """The monitor of the second organisation, with a report that is being written."""
    coordinator = Window(browser, world, "coordinator.bg")
    page = coordinator.page
    page.goto("/contracts?country=BG")
    page.locator("tbody tr:not(:has(a[href^='/cases/'])) a").first.click()
    page.fill("#reason", "Near the monitor")
    coordinator.send('main form[action="/cases"] button')
    case = page.url.split("?")[0]
    page.goto(case + "/assignments/new")
    page.locator('[name="monitor_id"]').first.check()
    due = date.today() + timedelta(days=60)
    for part in ("day", "month", "year"):
        page.fill(f'[name="due_on-{part}"]', str(getattr(due, part)))
    coordinator.send("main form button[type=submit]")
    coordinator.context.close()
    monitor = Window(browser, world, "monitor.bg")
    monitor.declare(case)
    monitor.page.goto(case)
    monitor.send('form[action$="/moves/accept"] button')
    monitor.page.goto(case)
    monitor.page.locator('main a[href$="/reports/new"], main form[action$="/reports"] button').first.click()
    if monitor.page.url.endswith("/reports/new"):
        monitor.send('main form[action$="/reports"] button')
    monitor.report = monitor.page.url.split("?")[0]
    yield monitor
    monitor.context.close()


@pytest.fixture
def page(monitor):
    page = monitor.context.new_page()
    yield page
    page.close()


def state(page):
    return page.locator(".autosave")


def test_what_is_written_saves_itself_and_is_there_after_a_reload(monitor, page):
    page.goto(monitor.report + "/sections/summary")
    page.fill(NARRATIVE, "The bridge is late.")
    expect(state(page)).to_have_text(re.compile("^Saved at .+"), timeout=20_000)
    assert state(page).get_attribute("role") == "status"
    page.reload()
    expect(page.locator(NARRATIVE)).to_have_value("The bridge is late.")


def test_saving_by_the_button_after_a_save_by_itself_is_no_conflict(monitor, page):
    page.goto(monitor.report + "/sections/summary")
    page.fill(NARRATIVE, "The bridge is ten weeks late.")
    expect(state(page)).to_contain_text("Saved at", timeout=20_000)
    page.fill(NARRATIVE, "The bridge is eleven weeks late.")
    with page.expect_navigation() as loading:
        page.locator('.actions button[value="later"]').click()
    assert loading.value.status == 200 and page.url.split("?")[0] == monitor.report


def test_a_conflict_is_told_and_nothing_is_lost(monitor, page):
    page.goto(monitor.report + "/sections/summary")
    other = monitor.context.new_page()
    other.goto(monitor.report + "/sections/summary")
    other.fill(NARRATIVE, "Written in the other window.")
    with other.expect_navigation():
        other.locator('.actions button[value="later"]').click()
    other.close()
    page.fill(NARRATIVE, "Written in this window.")
    expect(state(page)).to_contain_text("changed elsewhere", timeout=20_000)
    expect(page.locator(NARRATIVE)).to_have_value("Written in this window.")
    with page.expect_navigation() as loading:
        page.locator('.actions button[value="later"]').click()
    assert loading.value.status == 409
    assert "Written in the other window." in page.inner_text("main .notice")
    expect(page.locator(NARRATIVE)).to_have_value("Written in this window.")


def test_a_wrong_answer_is_told_and_the_right_ones_are_saved(monitor, page):
    page.goto(monitor.report + "/sections/project")
    page.check('[name="eu_funded"][value="yes"]')
    with page.expect_navigation():
        page.locator('.actions button[value="on"]').click()
    page.goto(monitor.report + "/sections/project")
    page.fill("#project_url", "no address")
    page.fill("#programme", "Bridges")
    expect(state(page)).to_contain_text("not filled in correctly", timeout=20_000)
    page.reload()
    expect(page.locator("#programme")).to_have_value("Bridges")
    expect(page.locator("#project_url")).to_have_value("")


def test_the_summary_of_errors_has_the_focus(monitor, page):
    page.goto(monitor.report + "/findings/new")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    assert page.evaluate("document.activeElement.id") == "error-summary"


def test_characters_are_counted_down_and_announced_in_a_pause(monitor, page):
    page.goto(monitor.report + "/sections/summary")
    page.fill(NARRATIVE, "x" * 19_990)
    expect(page.locator(".count")).to_have_text("10 characters left")
    page.fill(NARRATIVE, "x" * 20_001)
    expect(page.locator(".count-over")).to_have_text("1 characters too many")
    expect(page.locator('[role="status"].visually-hidden')).to_have_text("1 characters too many")


def test_the_end_of_the_session_is_announced_in_time_and_put_off(monitor, page):
    page.clock.install()
    page.goto(monitor.report + "/sections/summary")
    page.clock.fast_forward("24:00")
    expect(page.locator("dialog")).to_have_count(0)
    page.clock.fast_forward("02:00")
    expect(page.locator("dialog[open]")).to_be_visible()
    assert page.evaluate("document.activeElement.textContent") == "Stay signed in"
    found = Axe().run(page).response["violations"]
    assert [violation["id"] for violation in found] == []
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    page.clock.fast_forward("24:00")
    expect(page.locator("dialog")).to_have_count(0)
    page.clock.fast_forward("07:00")
    expect(page.locator("dialog")).to_contain_text("You have been signed out")


def test_who_is_signed_out_is_told_and_keeps_what_was_written(browser, world, monitor):
    window = Window(browser, world, "monitor.bg")
    window.page.goto(monitor.report + "/sections/summary")
    window.context.clear_cookies()
    window.page.fill(NARRATIVE, "Written after the end.")
    expect(state(window.page)).to_contain_text("You are signed out", timeout=20_000)
    expect(window.page.locator(NARRATIVE)).to_have_value("Written after the end.")
    window.context.close()


def test_the_policy_holds_and_nothing_complains(monitor, page):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto(monitor.report + "/sections/summary")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    page.fill(NARRATIVE, "Written under the policy.")
    expect(state(page)).to_contain_text("Saved at", timeout=20_000)
    assert complaints == []


def test_the_module_is_small():
    assert len((resources() / "Assets/casebridge.js").read_bytes()) < 10_000
