"""sqlmap and wapiti against the running service, signed in and not: no finding. Hours, so only with CASEBRIDGE_FULL=1."""

import json
import os
import re
import urllib.parse

import httpx
import pytest
import yaml

import databases
from conftest import HERE
from demonstration import ROLES
from leaky import Leaky
from web_scanners import SQLMAP, WAPITI, sqlmap, wapiti

FULL = pytest.mark.skipif(
    not os.environ.get("CASEBRIDGE_FULL"), reason="CASEBRIDGE_FULL=1 runs sqlmap and wapiti, for hours"
)
pytestmark = FULL
SECONDS = int(os.environ.get("CASEBRIDGE_SCAN_SECONDS", "900"))
# What wapiti takes for a fault and is none: kind, path and parameter, with the reason.
FALSE_ALARMS = {
    # Before signing in there is no session that a token could belong to: Origin and Sec-Fetch-Site decide alone, which
    # Tests/service/test_every_route.py holds.
    ("Cross Site Request Forgery", "/sign-in", ""),
}
STARTS = ("/contracts", "/cases", "/my-cases", "/reviews", "/referrals", "/inbox", "/people", "/monitors", "/audit", "/account")
# Every list takes words of its caller into its SQL; so do the ids in addresses and the forms.
PAGES = (
    "GET /contracts?q=a*&country=IT*&flag=single-bid*&buyer=a*&supplier=a*&cpv=4*",
    "GET /contracts?min_score=1*",
    "GET /contracts?cursor=a*",
    "GET /cases?status=selected*",
    "GET /cases?assignee=$monitor*",
    "GET /cases?overdue=true*",
    "GET /cases?cursor=a*",
    "GET /cases/$case*",
    "GET /cases/$case/moves/discard*",
    "GET /reports/$approved_report*",
    "GET /reports/$draft/sections/project*",
    "GET /referrals/$referral*",
    "GET /reviews?show=finished*",
    "GET /inbox?show=working*",
    "GET /problems/stale_version*",
    "GET /contracts?lang=bg*",
)
FORMS = (
    ("/cases", {"contract_id": "$contract*", "reason": "Risk*"}),
    ("/cases/$case/declaration", {"has_conflict": "yes*", "statement": "None*"}),
    ("/reports/$draft/comments", {"about": "question-narrative*", "text": "Why*"}),
    ("/cases/$case/moves/discard", {"version": "1*", "reason": "Why*"}),
)


def fill(seeds, text):
    return re.sub(r"\$(\w+)", lambda found: str(seeds.ids[found[1]]), text)


def as_text(world, method, address, headers, body=None):
    head = {"Host": world.server.origin.removeprefix("http://")} | headers
    lines = [f"{method} {address} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items())]
    return "\n".join(lines) + "\n\n" + (body or "")


def of_api(world, seeds, name, operation, method, address):
    """An operation's request of the table with a mark at everything that its caller chooses: one a query parameter,
    since a value that is refused would hide the others."""
    request = seeds.fill(yaml.safe_load((HERE / "requests.yaml").read_text())[name])
    for parameter, value in request.get("path", {}).items():
        address = address.replace("{" + parameter + "}", f"{value}*")
    headers = {"Authorization": f"Bearer {world.token(person_of(name))}"}
    if "tag" in request:
        headers["If-Match"] = request["tag"]
    body = None
    if "body" in request:
        headers["Content-Type"] = "application/json"
        marked = {key: f"{value}*" if isinstance(value, str) else value for key, value in request["body"].items()}
        body = json.dumps(marked)
    query = [item["name"] for item in operation.get("parameters", []) if item["in"] == "query"]
    for question in [f"?{parameter}={request.get('query', {}).get(parameter, 1)}*" for parameter in query] or [""]:
        yield as_text(world, method.upper(), address + question, headers, body)


def person_of(name):
    """Somebody who gets past the permissions of most operations of that kind."""
    by_word = {"Grant": "adam", "People": "adam", "Audit": "audrey", "Question": "olga", "Answers": "monica"}
    by_word |= {"Finding": "monica", "Evidence": "monica", "createReport": "monica", "approveReferral": "anna"}
    return next((person for word, person in by_word.items() if word in name), "carla")


@pytest.fixture(scope="module")
def cookies(seeds):
    """Made before anything is scanned: what scanners try at the door makes it answer more and more slowly."""
    return {role: seeds.sign_in(person)[0] for role, person in ROLES.items()}


@pytest.fixture(scope="module")
def cookie(cookies):
    return cookies["coordinator"]


@pytest.fixture(scope="module")
def token(world, cookie):
    page = httpx.get(world.server.origin + "/account", headers={"Cookie": cookie}).text
    return re.search(r'name="csrf" value="([^"]+)"', page)[1]


def test_sqlmap_finds_a_hole_where_there_is_one(tmp_path):
    with Leaky(databases.address("postgres")) as leaky:
        found, said = sqlmap(f"GET /?q=pg_class* HTTP/1.1\nHost: {leaky.origin.removeprefix('http://')}\n\n", tmp_path)
    assert any("Parameter:" in line for line in found), said[-2000:]


def test_wapiti_finds_a_hole_where_there_is_one(tmp_path):
    with Leaky(databases.address("postgres")) as leaky:
        found, _, said = wapiti(leaky.origin, tmp_path, seconds=120, modules="sql,xss")
    assert {kind for kind, *_ in found} >= {"SQL Injection", "Reflected Cross Site Scripting"}, said[-2000:]


def test_sqlmap_finds_nothing_in_the_api(world, seeds, tmp_path):
    document = world.visitor().ask("GET", world.server.origin + "/api/openapi.json", 200).json()
    wrong = {}
    for address, item in document["paths"].items():
        for method, operation in item.items():
            name = operation["operationId"]
            if name == "addEvidence" or not re.search("parameters|requestBody", json.dumps(operation)):
                continue
            for request in of_api(world, seeds, name, operation, method, address):
                found, _ = sqlmap(request, tmp_path)
                wrong |= {name: found} if found else {}
    assert wrong == {}


@pytest.mark.parametrize("page", PAGES)
def test_sqlmap_finds_nothing_in_a_page(world, seeds, cookie, tmp_path, page):
    method, address = fill(seeds, page).split(" ")
    found, said = sqlmap(as_text(world, method, address, {"Cookie": cookie}), tmp_path)
    assert found == [], said[-3000:]


@pytest.mark.parametrize("address, fields", FORMS)
def test_sqlmap_finds_nothing_in_a_form(world, seeds, cookie, token, tmp_path, address, fields):
    headers = {"Cookie": cookie, "X-CSRF-Token": token, "Origin": world.server.origin}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    body = fill(seeds, urllib.parse.urlencode(fields, safe="*$"))
    found, said = sqlmap(as_text(world, "POST", fill(seeds, address), headers, body), tmp_path)
    assert found == [], said[-3000:]


def test_sqlmap_finds_nothing_without_signing_in(world, tmp_path):
    headers = {"Origin": world.server.origin, "Content-Type": "application/x-www-form-urlencoded"}
    headers |= {"Cookie": "__Host-casebridge=cbs_a*; lang=en*", "X-Forwarded-For": "10.0.0.1*", "Accept-Language": "en*"}
    body = "email=a%40example.org*&password=a*&next=%2Fcases*"
    found, said = sqlmap(as_text(world, "POST", "/sign-in", headers, body), tmp_path)
    assert found == [], said[-3000:]


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_wapiti_finds_nothing(world, cookies, tmp_path, role):
    found, infos, said = wapiti(world.server.origin, tmp_path, cookies.get(role), STARTS, SECONDS)
    assert infos["crawled_pages_nbr"] > (3 if role == "nobody" else 10), said[-2000:]
    left = [item for item in found if (item[0], item[2], item[3]) not in FALSE_ALARMS]
    assert left == [], "\n".join(map(str, left))
    faults = [line for line in world.server.log.read_text().splitlines() if '"level":"error"' in line]
    assert faults == []


def test_the_scanners_are_there():
    """`ops/install --scans` and ops/test bring them."""
    assert os.access(SQLMAP, os.X_OK) and os.access(WAPITI, os.X_OK)
