"""Another password on the account page and over the API, for whoever knows the present one."""

import secrets

import pytest

from browsing import FAILURES, SESSION, Browser
from client import Client, pointers, refused
from people import email

WRONG = "not the present password"


@pytest.fixture(scope="module", autouse=True)
def relaxed(service):
    service.program.run("door", "--second-factor-for-nobody")


@pytest.fixture
def browsers(service):
    """Two of Marco's; his password is put back afterwards, by the page."""
    service.rows(FAILURES)
    before = service.people["marco"]["password"]
    both = [Browser(service), Browser(service)]
    for browser in both:
        assert browser.password("marco").headers["location"] == "/"
    yield both
    service.rows(FAILURES)
    if service.people["marco"]["password"] != before:
        change(service, both[0], before)


def change(service, browser, to, present=None, again=None, status=303):
    present = present or service.people["marco"]["password"]
    answer = browser.post("/account/password", status, present=present, password=to, again=again or to)
    if status == 303:
        service.people["marco"]["password"] = to
    return answer


def test_the_page_changes_it_and_ends_the_other_sessions_alone(service, browsers):
    here, other = browsers
    old, new = service.people["marco"]["password"], secrets.token_urlsafe(15)
    assert 'href="/account/password"' in here.get("/account").text
    assert change(service, here, new).headers["location"] == "/account?done=own_password_changed"
    assert here.is_signed_in() and not other.is_signed_in()
    assert service["marco"].get("account")["email"] == email("marco"), "a program's token stays"
    refused_browser = Browser(service)
    answer = refused_browser.ask("POST", "/sign-in", email=email("marco"), password=old, next="")
    assert answer.status_code == 422 and not refused_browser.is_signed_in()
    assert Browser(service).password("marco").headers["location"] == "/"


@pytest.mark.parametrize(
    "typed, field",
    [
        ({"present": WRONG}, "present"),
        ({"again": "horse battery stapler"}, "again"),
        ({"to": "short"}, "password"),
        ({"to": "marco@example.org"}, "password"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_changes(service, browsers, typed, field):
    here, other = browsers
    page = change(service, here, **({"to": "horse battery staple"} | typed), status=422).text
    assert f'href="#{field}"' in page and WRONG not in page and "horse battery" not in page
    assert other.is_signed_in() and Browser(service).password("marco").status_code == 303


def test_guesses_wait_longer_and_longer_even_the_right_one(service, browsers):
    here, other = browsers
    change(service, here, "horse battery staple", present=WRONG, status=422)
    # As after many more: the first waits are too short for a slow machine to meet them.
    assert service.rows("UPDATE casebridge.sign_in_failure SET failures = failures + 10 RETURNING 1")
    answer = change(service, here, "horse battery staple", status=429)
    assert int(answer.headers["retry-after"]) >= 1
    assert other.is_signed_in()


def test_over_the_api_a_browsers_session_changes_it(service, browsers):
    here, other = browsers
    api = Client(service.server.origin, here.cookies[SESSION])
    new = secrets.token_urlsafe(15)
    body = {"present": service.people["marco"]["password"], "password": new}
    answer = api.ask("POST", "account/password", body=body | {"present": WRONG})
    refused(answer, 422, "invalid")
    assert pointers(answer.json()) == {"/present": "password_wrong"}
    assert api.ask("POST", "account/password", 200, body).json() == {"changed": True}
    service.people["marco"]["password"] = new
    assert here.is_signed_in() and not other.is_signed_in()


def test_a_programs_token_changes_no_password_even_with_the_present_one(service):
    body = {"present": service.people["marco"]["password"], "password": "horse battery staple"}
    refused(service["marco"].ask("POST", "account/password", body=body), 403, "browser_only")
