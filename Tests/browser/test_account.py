"""A person sets up a second factor, signs in with it, and confirms: without scripts, in each language, accessible."""

import pyotp
import pytest

from person import Person

PAGES = (
    "/account",
    "/account/second-factor",
    "/account/confirmation",
    "/account/password",
    "/sign-in/code",
    "/sign-in/second-factor",
)


@pytest.fixture(scope="module")
def enrolled(browser, world, crawl):
    """The monitor of the other country after a visit to all these pages, and with the factor removed again."""
    monitor = Person(browser, world.origin, "monitor.bg", world.passwords["monitor.bg"], "bg", crawl).sign_in()
    monitor.go("/account").press('form[action$="/offers"] button')
    app = pyotp.TOTP(monitor.page.locator("code.secret").inner_text().replace(" ", ""))
    monitor.fill(code=app.now()).send()
    codes = monitor.page.locator(".recovery-codes code").all_inner_texts()
    monitor.go("/account/confirmation?next=/my-cases").fill(proof="wrong").send(status=422)
    monitor.error_summary()
    monitor.fill(proof=monitor.password).send()
    assert monitor.path == "/my-cases"
    monitor.go("/account").press('a[href="/account/password"]')
    monitor.fill(present="wrong", password="horse battery staple", again="horse battery staple").send(status=422)
    monitor.error_summary()
    monitor.fill(present=monitor.password, password=monitor.password, again=monitor.password).send()
    assert monitor.path == "/account"
    later = Person(browser, world.origin, "monitor.bg", monitor.password, "bg", crawl)
    later.go("/sign-in").fill(email="monitor.bg@demo.example", password=later.password).send()
    assert later.path == "/sign-in/code"
    later.fill(code="000000").send(status=422)
    later.error_summary()
    later.fill(code=codes[0]).send()
    assert later.path == "/"
    later.go("/account").press('form[action$="/removal"] button')
    return codes


@pytest.fixture(scope="module")
def demanded(browser, world, crawl):
    """An administrator who is shown the enrolment before anything else."""
    world.program.run("door", "--second-factor-for", "administrator")
    person = Person(
        browser, world.origin, "administrator.it", world.passwords["administrator.it"], "it", crawl)
    person.go("/sign-in").fill(email="administrator.it@demo.example", password=person.password).send()
    world.program.run("door", "--second-factor-for-nobody")
    return person


def test_ten_codes_are_shown(enrolled):
    assert len(set(enrolled)) == 10


def test_the_enrolment_comes_before_anything_else(demanded):
    assert demanded.path == "/sign-in/second-factor"
    assert demanded.page.locator("svg.qr").count() == 1


def test_these_pages_keep_what_every_page_keeps(enrolled, demanded, crawl):
    seen = {kind for kind in crawl.kinds if kind.split()[0] in PAGES}
    assert {kind.split()[0] for kind in seen} == set(PAGES)
    assert [found for found in crawl.violations if found[0] in seen] == []
    assert [found for found in crawl.overflows if found[0] in seen] == []
    assert [fault for fault in Person.faults if fault[0] in seen] == []
