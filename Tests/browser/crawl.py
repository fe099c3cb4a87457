"""Each kind of page once more where scripts run: axe, windows of 1280 and 320 px, and screenshots, in each language."""

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
LANGUAGES = ("en", "bg", "it")
WIDE, NARROW = 1280, 320
# Of everything that sticks out, the innermost tells most.
WIDEST = """() => [...document.querySelectorAll('body *')]
  .filter(element => element.getBoundingClientRect().right > innerWidth + 1 && !element.children.length)
  .slice(0, 3).map(element => element.outerHTML.slice(0, 160))"""


class Crawl:
    """Finds go into `violations` and `overflows` instead of stopping whoever walks."""

    def __init__(self, browser, origin):
        self.browser, self.origin = browser, origin
        self.axe = Axe()
        self.kinds = set()
        self.violations, self.overflows = [], []
        named = os.environ.get("CASEBRIDGE_SCREENSHOTS")
        self.folder = Path(named) if named else None
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)
            print(f"Screenshots go to {self.folder}")

    def look(self, person, kind, html):
        """Looks at a kind of page when it is first met. What answered a form is shown as it came."""
        if kind in self.kinds:
            return
        self.kinds.add(kind)
        context = self.browser.new_context(storage_state=person.context.storage_state())
        try:
            page = context.new_page()
            if person.page.url.startswith(self.origin) and kind.endswith(" 200"):
                for language in LANGUAGES:
                    mark = "&" if "?" in person.page.url else "?"
                    page.goto(re.sub("(#.*)?$", f"{mark}lang={language}", person.page.url, count=1))
                    self._measure(page, kind, language)
            else:
                page.route(person.page.url, lambda route: route.fulfill(body=html, content_type="text/html"))
                page.goto(person.page.url)
                self._measure(page, kind, person.language)
        finally:
            context.close()

    def _measure(self, page, kind, language):
        # axe in each language, and at each width in one of them at least: it takes most of the time.
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            if wide > width:
                self.overflows.append((kind, language, width, wide, page.evaluate(WIDEST)))
            if (language == "bg") == (width == NARROW):
                self._axe(page, kind, language, width)
            if self.folder and (language == "en" or width == NARROW):
                name = re.sub(r"[^a-z0-9]+", "-", kind.replace("*", "x")).strip("-")
                page.screenshot(path=self.folder / f"{name}.{language}.{width}.png", full_page=True)

    def _axe(self, page, kind, language, width):
        page.evaluate(self.axe.axe_script)
        # Unlike an evaluation, waiting has a limit: a window that stands still fails and does not hang the run.
        answer = page.wait_for_function("rules => axe.run(document, rules)", arg=RULES, timeout=90_000)
        for violation in answer.evaluate("answer => answer.violations"):
            places = [node["html"][:200] for node in violation["nodes"][:3]]
            self.violations.append((kind, language, width, violation["id"], violation["help"], places))
