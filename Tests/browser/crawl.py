"""Each kind of page once more where scripts run: axe, windows of 1280 and 320 px, and screenshots, in each language;
of English pages also without scripts (`plain`).

A browser of its own in a thread of its own looks at copies of the pages, so that the walk goes on meanwhile."""

import os
import queue
import re
import threading
from pathlib import Path

import httpx
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
LANGUAGES = ("en", "bg", "it")
WIDE, NARROW = 1280, 320
# Of everything that sticks out, the innermost tells most.
WIDEST = """() => [...document.querySelectorAll('body *')]
  .filter(element => element.getBoundingClientRect().right > innerWidth + 1 && !element.children.length)
  .slice(0, 3).map(element => element.outerHTML.slice(0, 160))"""

# A language that nobody speaks: every word accented and about 40 % longer, as a translation may be.
PSEUDO = """() => {
  const letters = {a: 'åà', e: 'éè', i: 'îï', o: 'öø', u: 'ûü', A: 'Å', E: 'É', I: 'Î', O: 'Ö', U: 'Û'}
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    node.data = node.data.replace(/[aeiouAEIOU]/g, letter => letters[letter])
  }
  for (const cell of document.querySelectorAll('[data-label]')) {
    cell.dataset.label = cell.dataset.label.replace(/[aeiouAEIOU]/g, letter => letters[letter])
  }
}"""


def answering(copy):
    return lambda route: route.fulfill(body=copy, content_type="text/html; charset=utf-8")


class Crawl:
    """Finds go into `violations` and `overflows` instead of stopping whoever walks."""

    def __init__(self, launch, origin):
        self.launch, self.origin = launch, origin
        self.axe = Axe()
        # The page of each kind in each language, as it was when it was first met.
        self.copies = {}
        self.violations, self.overflows = [], []
        named = os.environ.get("CASEBRIDGE_SCREENSHOTS")
        self.folder = Path(named) if named else None
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)
            print(f"Screenshots go to {self.folder}")
        self.waiting = queue.Queue()
        self.failure = None
        self.worker = threading.Thread(target=self._work, daemon=True)
        self.worker.start()

    @property
    def kinds(self):
        return {kind for kind, _ in self.copies}

    def meet(self, person, kind, html):
        """Takes copies of a kind of page when it is first met. What answered a form stays in its one language."""
        if (kind, person.language) in self.copies:
            return
        for language, copy in self._copies(person, kind, html).items():
            self.copies[kind, language] = copy
            self.waiting.put((kind, language, person.page.url, copy))

    def _copies(self, person, kind, html):
        if not (person.page.url.startswith(self.origin) and kind.endswith(" 200")):
            return {person.language: html}
        mark = "&" if "?" in person.page.url else "?"
        cookies = {cookie["name"]: cookie["value"] for cookie in person.context.cookies(self.origin)}
        copies = {}
        with httpx.Client(cookies=cookies, timeout=30) as client:
            for language in LANGUAGES:
                answer = client.get(re.sub("(#.*)?$", f"{mark}lang={language}", person.page.url, count=1))
                assert answer.status_code == 200, f"{kind} in {language}: {answer.status_code}"
                copies[language] = answer.text
        return copies

    def finish(self):
        """Waits until everything met has been looked at."""
        if self.worker.is_alive():
            self.waiting.put(None)
            # Pictures take as long again, and a machine with other work longer.
            self.worker.join(timeout=900 if self.folder else 240)
            assert not self.worker.is_alive(), f"{self.waiting.qsize()} pages are still to be looked at"
        if self.failure:
            raise self.failure
        return self

    def _work(self):
        try:
            with sync_playwright() as playwright:
                browser = self.launch(playwright)
                page = browser.new_page()
                page.set_default_timeout(60_000)
                plain = browser.new_page(java_script_enabled=False) if self.folder else None
                for kind, language, address, copy in iter(self.waiting.get, None):
                    # Bulgarian pages are looked at as they are on dark ground.
                    page.emulate_media(color_scheme="dark" if language == "bg" else "light")
                    page.route(address, answering(copy))
                    page.goto(address)
                    page.unroute(address)
                    self._measure(page, kind, language)
                    if plain and language == "en":
                        self._plain_pictures(plain, kind, address, copy)
                browser.close()
        except Exception as failure:  # noqa: BLE001 - told by finish(), in the thread of the tests
            self.failure = failure

    def _measure(self, page, kind, language):
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            self._fits(page, kind, language, width)
            # axe takes most of the time: the wide page in English, the narrow one in Bulgarian, or what there is.
            if width == (NARROW if language == "bg" else WIDE) and self._is_for_axe(kind, language):
                self._axe(page, kind, language, width)
            if self.folder and (language != "it" or width == NARROW):
                self._picture(page, kind, language, width)
        if language == "en":
            page.evaluate(PSEUDO)
            self._fits(page, kind, "pseudo", NARROW)
            if self.folder:
                self._picture(page, kind, "pseudo", NARROW)

    def _fits(self, page, kind, language, width):
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        if wide > width:
            self.overflows.append((kind, language, width, wide, page.evaluate(WIDEST)))

    def _picture(self, page, kind, language, width):
        name = re.sub(r"[^a-z0-9]+", "-", kind.replace("*", "x")).strip("-")
        page.screenshot(path=self.folder / f"{name}.{language}.{width}.png", full_page=True)

    def _plain_pictures(self, page, kind, address, copy):
        page.route(address, answering(copy))
        page.goto(address)
        page.unroute(address)
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            self._picture(page, kind, "plain", width)

    def _is_for_axe(self, kind, language):
        return language != "it" or (kind, "en") not in self.copies

    def _axe(self, page, kind, language, width):
        page.evaluate(self.axe.axe_script)
        # Unlike an evaluation, waiting has a limit: a window that stands still fails and does not hang the run.
        answer = page.wait_for_function("rules => axe.run(document, rules)", arg=RULES, timeout=90_000)
        for violation in answer.evaluate("answer => answer.violations"):
            places = [node["html"][:200] for node in violation["nodes"][:3]]
            self.violations.append((kind, language, width, violation["id"], violation["help"], places))
