"""One person at a browser without scripts, who reads, fills and presses what the page offers; each page is checked."""

import re

import claims

UUID = re.compile(r"/[0-9a-f]{8}-[0-9a-f-]{27}", re.IGNORECASE)
# The parts of a review are alike, but for the findings.
PART = re.compile(r"/review/(?!findings)[a-z_]+")


def shape(address):
    """The path of an address without its ids and its query: what kind of page this is."""
    return PART.sub("/review/*", UUID.sub("/*", address.split("?")[0].split("#")[0]))


class Person:
    # Claims that failed, on all pages of all people: `(kind of page, language, fault)`.
    faults = []

    def __init__(self, browser, origin, name, password, language, crawl):
        self.origin, self.name, self.password, self.language = origin, name, password, language
        self.crawl = crawl
        self.context = browser.new_context(
            base_url=origin, java_script_enabled=False, locale=language, viewport={"width": 1280, "height": 900})
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.is_signed_in = False

    def sign_in(self):
        self.go("/sign-in")
        self.fill(email=self.name + "@demo.example", password=self.password)
        self.send()
        assert self.path == "/", self.path
        self.is_signed_in = True
        return self

    @property
    def path(self):
        return self.page.url.removeprefix(self.origin).split("?")[0].split("#")[0]

    def go(self, address, status=200, kind=None):
        """Opens an address; `kind` names a state of a page that is to be looked at beside its first one."""
        self._arrived(self.page.goto(address), status, kind)
        return self

    def press(self, selector, status=200):
        """Presses the first thing of the page's own part that fits and loads the page that answers."""
        with self.page.expect_navigation() as loading:
            self.page.locator("main " + selector).first.click()
        self._arrived(loading.value, status)
        return self

    def send(self, status=200):
        return self.press("form:not(.filter) button[type=submit]:not(.visually-hidden)", status)

    def move(self, action, **fields):
        """Makes a move as its page offers it: by a button, or by a link to a form."""
        button = f'form[action$="/moves/{action}"] button'
        if not self.offers(button):
            self.press(f'a[href$="/moves/{action}"]')
            self.fill(**fields)
        return self.press(button)

    def offers(self, selector):
        return self.page.locator("main " + selector).count() > 0

    def fill(self, **fields):
        """Types, selects or ticks by the names of fields."""
        for name, value in fields.items():
            self.put(name, value)
        return self

    def put(self, name, value):
        controls = self.page.locator(f'main [name="{name}"]')
        kind = controls.first.evaluate("control => control.type")
        if kind in ("radio", "checkbox"):
            self.page.locator(f'main [name="{name}"][value="{value}"]').check()
        elif kind == "select-one":
            controls.first.select_option(value)
        elif kind == "file":
            controls.first.set_input_files(value)
        else:
            controls.first.fill(value)

    def date(self, name, day):
        for part in ("day", "month", "year"):
            self.put(f"{name}-{part}", str(getattr(day, part)))
        return self

    def reads(self, text):
        return text in self.page.inner_text("main")

    def error_summary(self):
        """The links of the summary: each leads to a field that is there, in the order of the page."""
        links = self.page.locator("#error-summary a")
        assert links.count(), f"{self.path} shows no error summary: {self.page.inner_text('main')[:500]}"
        targets = [link.get_attribute("href") for link in links.all()]
        # "Fill this in" alone leaves the reader to guess what.
        nameless = [text for text in links.all_inner_texts() if "–" not in text and len(text.split()) < 5]
        assert nameless == [], f"{self.path}: {nameless}"
        for target in targets:
            assert self.page.locator(f'[id="{target.removeprefix("#")}"]').count() == 1, target
        assert self.page.locator("main .field-error").count()
        places = self.page.evaluate("() => [...document.querySelectorAll('[id]')].map(element => '#' + element.id)")
        assert targets == sorted(targets, key=places.index), f"not in the order of the page: {targets}"
        return targets

    def _arrived(self, response, status, kind=None):
        assert response.status == status, (
            f"{self.name}: {response.request.method} {self.path} answered {response.status}, not {status}: "
            f"{self.page.inner_text('body')[:900]}")
        kind = f"{kind or shape(self.path)} {status}"
        html = self.page.content()
        self.faults += [
            (kind, self.language, fault) for fault in claims.faults(self.page, html, self.language)]
        if self.is_signed_in and not self.page.locator(".site-nav a").count():
            self.faults.append((kind, self.language, "no navigation, though somebody is signed in"))
        # Whatever record is not found, the page is the same one.
        self.crawl.meet(self, "/*/* 404" if kind.endswith(" 404") and "*" in kind else kind, html)
