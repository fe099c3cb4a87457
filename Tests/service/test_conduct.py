"""The code of conduct as its reader meets it: put into force by the operator, asked for before a case is accepted."""

import pytest

from browsing import FAILURES, Browser
from client import refused
from path import Path


@pytest.fixture
def browser(service):
    service.program.run("door", "--second-factor-for-nobody")
    service.rows(FAILURES)
    browser = Browser(service)
    assert browser.password("monica").headers["location"] == "/"
    return browser


def test_a_case_is_accepted_after_the_code_of_conduct(service, browser):
    assert "<form method=\"post\" action=\"/conduct\"" not in browser.get("/conduct").text
    assert service.program.run("conduct", "load") == "conduct 1 loaded"
    assert service.program.run("conduct", "load") == "conduct 1 unchanged"
    path = Path(service).advance("offered")
    path.declare("monica")
    version = service["monica"].moves("assignment", path.assignment)["version"]
    answer = service["monica"].ask("POST", f"assignments/{path.assignment}/moves", body={"action": "accept"}, tag=version)
    refused(answer, 409, "requirement:conduct_accepted")
    page = browser.get("/conduct?lang=bg").text
    assert "Правила за поведение" in page and 'action="/conduct"' in page
    browser.post("/conduct", 422, version="2")
    answer = browser.post("/conduct", 303, version="1")
    assert answer.headers["location"] == "/account?done=conduct_accepted"
    assert 'action="/conduct"' not in browser.get("/conduct").text
    service["monica"].move("assignment", path.assignment, "accept")


def test_over_the_api_only_the_version_that_holds_is_accepted(service):
    service.program.run("conduct", "load")
    refused(service["marco"].ask("POST", "account/conduct", body={"version": 2, "language": "en"}), 409, "conduct_changed")
    refused(service["marco"].ask("POST", "account/conduct", body={"version": 1, "language": "xx"}), 409, "conduct_changed")
    made = service["marco"].post("account/conduct", {"version": 1, "language": "en"})
    assert made["version"] == 1 and made == service["marco"].get("account/conduct")
