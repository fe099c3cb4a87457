"""Where a page leads when it is done: back to what the person was at, and never to another site."""

import re

import pytest

from browsing import Browser
from path import Path


@pytest.fixture(scope="module")
def path(service):
    return Path(service).advance("submitted")


@pytest.fixture(scope="module")
def rita(service):
    browser = Browser(service)
    assert browser.password("rita").status_code == 303
    return browser


def declare(rita, path, next):
    return rita.post(f"/cases/{path.case}/declaration", 303, has_conflict="no", next=next).headers["location"]


def test_who_declares_for_a_report_is_led_back_to_it(rita, path):
    asked = re.search(r'href="(/cases/[^"]+/declaration[^"]*)"', rita.get(f"/reports/{path.report}").text)[1]
    form = rita.get(asked.replace("&amp;", "&")).text
    next = re.search(r'name="next" value="([^"]+)"', form)[1]
    assert next == f"/reports/{path.report}"
    assert declare(rita, path, next) == next + "?done=conflict_declared"


@pytest.mark.parametrize("next", ["", "//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example"])
def test_nobody_is_led_to_another_site(rita, path, next):
    assert declare(rita, path, next) == f"/cases/{path.case}?done=conflict_declared"
    page = rita.get(f"/cases/{path.case}/declaration?next={next}").text
    assert "elsewhere" not in page.split("<main")[1]


def test_a_move_that_asks_for_something_names_the_record_and_leads_back_to_it(service, rita):
    path = Path(service).advance("in_review")
    page = rita.get(f"/reports/{path.report}/moves/request_changes").text.split("<main")[1]
    number = path.service.one("SELECT number FROM casebridge.case_file WHERE id = %s", path.case)
    assert number in page and f'href="/reports/{path.report}"' in page
