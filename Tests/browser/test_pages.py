"""Every kind of page in English, Bulgarian and Italian: accessible, and whole in a window of 320 px."""

import pytest

from crawl import answering
from reading import Foreign, faults_of_html

# Pages that the path does not pass, and who reads them.
ALSO = {
    "coordinator.it": ["/", "/account", "/account/profile", "/conduct", "/invitations", "/monitors", "/cases?tab=closed", "/contracts?country=IT",
                       "/parties", "/calendar", "/statistics", "/public/contracts?notice=990001-2021",
                       "/public/indicators", "/public/indicators/single-bid", "/public/method"],
    "monitor.it": ["/", "/account"],
    "administrator.it": ["/", "/people", "/monitors", "/workflows"],
    "auditor.it": ["/audit"],
    "officer.it": ["/", "/account", "/no-such-page"],
}


@pytest.fixture(scope="module")
def seen(journey, crawl):
    """All kinds of pages, each looked at."""
    visit_the_others(journey)
    return crawl.finish()


def test_no_page_violates_wcag_2_2_aa(seen):
    crawl = seen
    assert len(crawl.kinds) > 40, crawl.kinds
    assert not crawl.violations, "\n".join(map(str, crawl.violations))


def test_no_page_scrolls_sideways(seen):
    assert not seen.overflows, "\n".join(map(str, seen.overflows))


def test_every_page_is_html_that_keeps_the_standard(seen):
    found = [
        (kind, language, fault) for (kind, language), copy in seen.copies.items() for fault in faults_of_html(copy)]
    assert not found, "\n".join(map(str, found))


def test_faults_of_html_are_found_where_they_stand():
    sound = '<!doctype html><html lang="en"><head><title>x</title></head><body><p>y</p></body></html>'
    assert not faults_of_html(sound)
    assert faults_of_html(sound.replace("<p>y</p>", "<p><b>y</p>"))
    assert faults_of_html(sound.replace("<p>", '<p id="a" id="b">'))


def test_a_page_is_printed_without_navigation_on_white_also_where_screens_are_dark(seen, browser, world):
    page = browser.new_page(color_scheme="dark")
    try:
        address = world.origin + "/printed"
        page.route(address, answering(seen.copies["/cases/* 200", "en"]))
        page.goto(address)
        on_screen = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        assert on_screen == "rgb(19, 25, 29)" and page.locator(".site-nav").is_visible()
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert not page.locator(".site-nav").is_visible()
    finally:
        page.close()


@pytest.mark.parametrize("language", ["bg", "it"])
def test_no_page_in_another_language_speaks_english(seen, language):
    words = Foreign(language)
    found = [
        (kind, text) for (kind, of), copy in seen.copies.items() if of == language for text in words.found_in(copy)]
    assert len(words.texts) > 500
    assert not found, "\n".join(map(str, sorted(set(found))))


def test_english_is_found_where_it_stands():
    page = '<html lang="it"><body><p title="Sign out">Casi</p><p lang="en">History</p><p> Audit \n log</p></body></html>'
    assert sorted(Foreign("it").found_in(page)) == ["Audit log", "Sign out"]


def visit_the_others(journey):
    for name, addresses in ALSO.items():
        for address in addresses:
            journey.people[name].go(address, status=404 if address == "/no-such-page" else 200)
    journey.coordinator.go("/public" + journey.contract)
    journey.coordinator.go("/parties").press('tbody a[href^="/parties/"]')
    journey.coordinator.go("/monitors").press('tbody a[href$="/training"]')
    administrator = journey.people["administrator.it"]
    administrator.go("/people").press('tbody a[href^="/people/"]')
    administrator.go("/invitations", kind="/invitations of an administrator")
    journey.coordinator.go("/contracts?buyer=comune&supplier=impresa&cpv=45", kind="/contracts by buyer, supplier and subject")
    journey.coordinator.go("/contracts?cpv=bridge", status=400, kind="/contracts by a subject that is none")
    # Pages that say more at the end of the path than when they were first met.
    for person in (journey.coordinator, journey.monitor):
        person.go(journey.case, kind=f"/cases/* at the end, {person.name}")
        person.go("/", kind=f"/ at the end, {person.name}")
    for person in (journey.coordinator, journey.officer):
        person.go(journey.referral, kind=f"/referrals/* at the end, {person.name}")
    journey.monitor.go("/my-cases", kind="/my-cases at the end")
    journey.monitor.go(journey.report, kind="/reports/* at the end")
