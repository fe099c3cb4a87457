"""What a visitor reads of a contract: without an account, kept by caches, and the same byte by byte with a case and without."""

import re

import httpx
import pytest

from browsing import Browser
from path import Path
from server import Server

PAGES = ("contracts", "indicators", "indicators/single-bid", "method")


@pytest.fixture
def visitor(service):
    with httpx.Client(base_url=service.server.origin, headers={"Accept-Language": "en"}) as client:
        yield client


def asked(client, contract):
    """The page in each language and the API's answer, with all headers but those that name the request and its time."""
    addresses = [f"/public/contracts/{contract}?lang={language}" for language in ("en", "bg", "it")]
    answers = [client.get(address) for address in [*addresses, f"/api/v1/public/contracts/{contract}"]]
    assert {answer.status_code for answer in answers} == {200}
    return [
        (answer.content, {name: text for name, text in answer.headers.items() if name not in ("date", "x-request-id")})
        for answer in answers
    ]


def test_a_contract_with_a_case_looks_like_itself_without_one(service, visitor):
    contract = Path(service).free_contract()
    before = asked(visitor, contract)
    case = service["carla"].post("cases", {"contract_id": contract, "reason": "High risk"})
    assert service["carla"].get(f"contracts/{contract}")["case_id"] == case["id"]
    assert asked(visitor, contract) == before
    for content, _ in before:
        assert case["id"].encode() not in content and case["number"].encode() not in content


def test_visitors_pages_may_be_kept_and_a_persons_own_may_not(service, visitor):
    for page in PAGES:
        answer = visitor.get("/public/" + page)
        assert answer.status_code == 200, page
        assert answer.headers["cache-control"] == "public, max-age=300"
        assert "set-cookie" not in answer.headers and "Cookie" in answer.headers["vary"]
    browser = Browser(service)
    browser.password("carla")
    own = browser.get("/public/method")
    assert own.headers["cache-control"] == "no-store" and "/sign-out" in own.text
    # Who chooses a language gets a cookie, which nobody else may get from a cache.
    assert visitor.get("/public/method?lang=it").headers["cache-control"] == "no-store"


def test_every_page_that_shows_a_flag_says_that_it_is_no_proof(visitor):
    for page in ("indicators", "indicators/single-bid", "method"):
        assert "A flag is no proof." in visitor.get("/public/" + page).text


def test_pages_below_others_lead_back_up(service, visitor):
    contract = service["carla"].get("contracts?limit=1")["items"][0]["id"]
    parents = {f"contracts/{contract}": "/public/contracts", "indicators/single-bid": "/public/indicators"}
    for page, parent in parents.items():
        trail = re.search(r'<nav[^>]*aria-label="Where you are".*?</nav>', visitor.get("/public/" + page).text, re.S)
        assert re.findall(r'href="([^"]*)"', trail[0]) == [parent], page
    for page in ("contracts", "indicators", "method"):
        assert 'aria-label="Where you are"' not in visitor.get("/public/" + page).text, page


def test_a_notice_leads_to_its_contracts(service, visitor):
    contract = service["carla"].get("contracts?limit=1")["items"][0]["id"]
    number = service["carla"].get(f"contracts/{contract}")["notices"][0]["number"]
    found = visitor.get("/public/contracts", params={"notice": f" {number} "})
    assert f"/public/contracts/{contract}" in found.text
    assert visitor.get("/api/v1/public/contracts", params={"notice": number}).json()["items"]
    nothing = visitor.get("/public/contracts", params={"notice": "<b>'1"})
    assert nothing.status_code == 200 and "<b>" not in re.sub("&lt;b&gt;", "", nothing.text)


@pytest.mark.parametrize(
    "address, status",
    [
        ("/public/contracts/01a20371-82c8-734f-88d2-17adf767cbc3", 404),
        ("/public/contracts/none", 404),
        ("/public/indicators/none", 404),
        ("/api/v1/public/contracts/none", 404),
        ("/api/v1/public/contracts", 400),
        ("/calendar", 303),
        ("/statistics/cases.csv", 303),
        ("/workflows/case.svg", 303),
        ("/api/v1/clocks?from=2026-01-01&to=2026-02-01", 401),
        ("/api/v1/desk", 401),
        ("/api/v1/statistics", 401),
    ],
)
def test_what_is_not_there_or_not_public_is_refused(visitor, address, status):
    assert visitor.get(address).status_code == status


def test_an_operator_closes_the_public_pages(service, tmp_path):
    server = Server(service.program.settings | {"CASEBRIDGE_PUBLIC_PAGES": "false"}, tmp_path / "server.log")
    server.start()
    try:
        with httpx.Client(base_url=server.origin) as client:
            for page in PAGES:
                assert client.get("/public/" + page).status_code == 404
            assert client.get("/api/v1/public/indicators").status_code == 404
            assert "/public/" not in client.get("/").text
    finally:
        server.stop()


@pytest.mark.parametrize(
    "address",
    [
        "cases?due_within=0",
        "cases?due_within=soon",
        "cases?due_within=367",
        "clocks?from=2026-01-01",
        "clocks?to=2026-01-01",
        "clocks?from=2026-01-02&to=2026-01-02",
        "clocks?from=2026-13-01&to=2026-12-01",
        "clocks?from=2026-01-01&to=2026-02-01&cursor=none",
        "statistics?months=0",
        "statistics?months=25",
    ],
)
def test_a_question_that_makes_no_sense_is_refused(service, address):
    assert service["carla"].ask("GET", address).status_code == 400


def test_a_month_that_does_not_exist_is_refused_and_a_day_of_another_month_is_none(service):
    browser = Browser(service)
    browser.password("carla")
    for month in ("2026-13", "1999-12", "2026-1", "x"):
        browser.get(f"/calendar?month={month}", 400)
    browser.get("/calendar?month=2026-12&day=2026-12-32", 400)
    assert browser.get("/calendar?month=2026-12&day=2026-11-30").text.count("<h1>Due dates in December 2026</h1>") == 1
    browser.get("/statistics/../cases.csv", 404)
    browser.get("/statistics/none.csv", 404)
    browser.get("/workflows/none.svg", 404)
    drawn = browser.get("/workflows/report.svg")
    assert drawn.headers["content-type"] == "image/svg+xml" and "<title" in drawn.text


def test_the_desk_counts_what_its_lists_hold(service):
    Path(service).advance("submitted")
    items = {item["name"]: item for item in service["carla"].get("desk")["items"]}
    assert set(items) >= {"overdue", "due_soon", "to_assign", "in_review", "returned"}
    for item in items.values():
        listed = service["carla"].get(item["list"].removeprefix("/api/v1/") + "&limit=100")["items"]
        assert item["count"] == len(listed) and item["is_more"] is False, item
    assert items["in_review"]["count"] > 0
