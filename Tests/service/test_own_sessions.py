"""One's own sessions on the account page and over the API, and the confirmation before an approval on a page."""

import re

import pytest

from browsing import FAILURES, Browser
from client import refused
from path import Path


@pytest.fixture(scope="module", autouse=True)
def relaxed(service):
    """No telephone is needed here; what is tested is the confirmation."""
    service.program.run("door", "--second-factor-for-nobody")


@pytest.fixture
def enter(service):
    def enter(person):
        browser = Browser(service)
        assert browser.password(person).headers["location"] == "/"
        return browser

    service.rows(FAILURES)
    return enter


def age(service, minutes=11):
    service.rows(
        "UPDATE casebridge.session SET authenticated_at = now() - %s * interval '1 minute' "
        "WHERE kind = 'browser' RETURNING 1",
        minutes,
    )


def test_the_account_page_lists_sessions_by_browser_and_network(enter):
    page = enter("marco").get("/account?lang=en").text
    row = re.search(r"<tr>\s*<td[^>]*><span>Firefox.*?</tr>", page, re.DOTALL)[0]
    assert "this session" in row and "127.0.0.0/24" in row and "<form" not in row


def test_a_lost_session_is_ended_from_another(service, enter):
    lost, here = enter("mila"), enter("mila")
    items = here.get("/api/v1/account/sessions").json()["items"]
    (target,) = [item["id"] for item in items if item["kind"] == "browser" and not item["is_this"]]
    answer = here.post(f"/account/sessions/{target}/revocation", 303)
    assert answer.headers["location"] == "/account?done=session_revoked"
    assert not lost.is_signed_in() and here.is_signed_in()


def test_all_other_sessions_end_at_once_and_tokens_stay(service, enter):
    others, here, somebody = [enter("mila") for _ in range(2)], enter("mila"), enter("marco")
    here.post("/account/sessions/revocations", 303)
    assert [browser.is_signed_in() for browser in [*others, here, somebody]] == [False, False, True, True]
    service["mila"].get("account")


def test_over_the_api_one_ends_ones_own_and_nobody_elses(service, enter):
    browser = enter("marco")
    (target,) = [
        item["id"]
        for item in service["marco"].get("account/sessions")["items"]
        if item["kind"] == "browser"
    ][:1]
    refused(service["mila"].ask("POST", f"account/sessions/{target}/revocation"), 404, "not_found")
    assert browser.is_signed_in()
    for session in service["marco"].get("account/sessions")["items"]:
        if session["kind"] == "browser":
            service["marco"].ask("POST", f"account/sessions/{session['id']}/revocation", 201)
    assert not browser.is_signed_in()


def test_a_report_is_approved_on_its_page_after_a_confirmation(service, enter):
    path = Path(service).advance("reviewed")
    path.declare("anna")
    anna = enter("anna")
    address = f"/reports/{path.report}"
    approve = {"version": service["anna"].moves("report", path.report)["version"]}
    age(service)
    answer = anna.post(f"{address}/moves/approve", 303, **approve)
    assert answer.headers["location"] == f"/account/confirmation?next=%2Freports%2F{path.report}"
    assert path.status("report") == "reviewed"
    wrong = anna.post("/account/confirmation", 422, proof="a wrong password", next=address)
    assert "a wrong password" not in wrong.text
    confirmed = anna.post(
        "/account/confirmation", 303, proof=service.people["anna"]["password"], next=address
    )
    assert confirmed.headers["location"] == address + "?done=confirmed"
    anna.post(f"{address}/moves/approve", 303, **approve)
    assert path.status("report") == "approved"


def test_a_referral_is_approved_and_sealed_on_its_page_after_a_confirmation(service, enter):
    path = Path(service).advance("in_approval")
    address = f"/referrals/{path.referral}"
    digest = service["anna"].get(f"referrals/{path.referral}")["content_digest"]
    for person in ("anna", "aldo"):
        path.declare(person)
        browser = enter(person)
        age(service)
        back = browser.post(f"{address}/approvals", 303, content_digest=digest).headers["location"]
        assert back.startswith("/account/confirmation?next=")
        browser.post("/account/confirmation", 303, proof=service.people[person]["password"], next=address)
        assert browser.post(f"{address}/approvals", 303, content_digest=digest).headers["location"].startswith(
            address
        )
    carla = enter("carla")
    age(service)
    version = service["carla"].moves("referral", path.referral)["version"]
    sealing = carla.post(f"{address}/moves/seal", 303, version=version).headers["location"]
    assert sealing.startswith("/account/confirmation?next=") and path.status("referral") == "in_approval"
    carla.post("/account/confirmation", 303, proof=service.people["carla"]["password"], next=address)
    carla.post(f"{address}/moves/seal", 303, version=version)
    assert path.status("referral") == "sealed"


def test_guessing_the_password_from_a_found_session_waits(service, enter):
    browser = enter("marco")
    for _ in range(3):
        browser.post("/account/confirmation", 422, proof="wrong")
    answer = browser.post("/account/confirmation", 429, proof=service.people["marco"]["password"])
    assert int(answer.headers["retry-after"]) >= 1
