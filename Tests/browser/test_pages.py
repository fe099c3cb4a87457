"""Every kind of page in English, Bulgarian and Italian: accessible, and whole in a window of 320 px."""

# Pages that the path does not pass, and who reads them.
ALSO = {
    "coordinator.it": ["/", "/account", "/monitors", "/cases?tab=closed", "/contracts?country=IT"],
    "monitor.it": ["/", "/account"],
    "administrator.it": ["/", "/people", "/monitors"],
    "auditor.it": ["/audit"],
    "officer.it": ["/", "/account", "/no-such-page"],
}


def test_no_page_violates_wcag_2_2_aa(journey, crawl):
    visit_the_others(journey)
    assert len(crawl.kinds) > 40, crawl.kinds
    assert not crawl.violations, "\n".join(map(str, crawl.violations))


def test_no_page_scrolls_sideways(journey, crawl):
    visit_the_others(journey)
    assert not crawl.overflows, "\n".join(map(str, crawl.overflows))


def visit_the_others(journey):
    for name, addresses in ALSO.items():
        for address in addresses:
            journey.people[name].go(address, status=404 if address == "/no-such-page" else 200)
