"""Without a mouse: signing in, the way past the navigation, and a form, by the keys alone."""

import pytest

HERE = """() => {
  const element = document.activeElement
  const style = getComputedStyle(element)
  return {id: element.id, name: element.name ?? '', tag: element.tagName, text: element.textContent.trim(),
    href: element.getAttribute('href') ?? '', outline: style.outlineStyle}
}"""


class Keys:
    """A window that is only ever told which keys are pressed."""

    def __init__(self, page):
        self.page = page

    def to(self, **wanted):
        """Presses Tab until the focus is where it is wanted; each stop on the way must show that it has the focus."""
        for _ in range(120):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(HERE)
            assert here["tag"] == "BODY" or here["outline"] != "none", f"nothing shows the focus: {here}"
            if all(here[key] == value for key, value in wanted.items()):
                return here
        raise AssertionError(f"no Tab leads to {wanted} on {self.page.url}")

    def type(self, text):
        self.page.keyboard.type(text)

    def enter(self):
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture
def keys(browser, world):
    context = browser.new_context(base_url=world.origin, java_script_enabled=False, locale="en")
    context.set_default_timeout(15_000)
    yield Keys(context.new_page())
    context.close()


@pytest.fixture
def signed_in(keys, world):
    keys.page.goto("/sign-in")
    keys.to(name="email")
    keys.type("coordinator.bg@demo.example")
    keys.to(name="password")
    keys.type(world.passwords["coordinator.bg"])
    keys.enter()
    assert keys.page.url == world.origin + "/"
    return keys


def test_the_first_stop_leads_past_the_navigation(signed_in):
    keys = signed_in
    keys.page.goto("/contracts")
    first = keys.to()
    assert first["href"] == "#main"
    keys.page.keyboard.press("Enter")
    after = keys.to()
    assert keys.page.evaluate("() => document.activeElement.closest('main') !== null"), after


def test_a_case_is_opened_by_the_keys_alone(signed_in):
    keys = signed_in
    keys.page.goto("/contracts?country=BG&min_score=1")
    title = keys.page.locator("tbody a").first.inner_text()
    keys.to(tag="A", text=title)
    keys.enter()
    keys.to(name="reason")
    keys.page.keyboard.press("Shift+Tab")
    keys.to(name="reason")
    keys.type("By the keys alone")
    keys.to(tag="BUTTON")
    keys.enter()
    assert "/cases/" in keys.page.url, keys.page.inner_text("main")[:300]
    assert "By the keys alone" in keys.page.inner_text("main")


def test_an_error_summary_leads_to_its_field_by_the_keys(signed_in):
    keys = signed_in
    keys.page.goto("/contracts?country=BG&min_score=1")
    keys.page.goto(keys.page.locator("tbody tr:not(:has(a[href^='/cases/'])) a").first.get_attribute("href"))
    keys.to(name="reason")
    keys.to(tag="BUTTON")
    keys.enter()
    keys.to(href="#reason")
    keys.page.keyboard.press("Enter")
    keys.page.keyboard.press("Tab")
    keys.page.keyboard.press("Shift+Tab")
    assert keys.page.evaluate("() => document.activeElement.name") == "reason"
