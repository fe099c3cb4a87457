"""sqlmap and wapiti against the running service, signed in and not: no finding. Hours, so only with CASEBRIDGE_FULL=1."""

import os
import re

import httpx
import pytest
import yaml

import databases
from conftest import HERE
from demonstration import ROLES
from leaky import Leaky
from marked import Marked
from test_roles_and_routes import ROUTES
from web_scanners import SQLMAP, WAPITI, sqlmap, wapiti

FULL = pytest.mark.skipif(
    not os.environ.get("CASEBRIDGE_FULL"), reason="CASEBRIDGE_FULL=1 runs sqlmap and wapiti, for hours"
)
pytestmark = FULL
SECONDS = int(os.environ.get("CASEBRIDGE_SCAN_SECONDS", "900"))
# What wapiti takes for a fault and is none, each finding whole and with its reason.
FALSE_ALARMS = [tuple(alarm["finding"]) for alarm in yaml.safe_load((HERE / "false_alarms.yaml").read_text())]
STARTS = (
    "/contracts", "/cases", "/my-cases", "/reviews", "/referrals", "/inbox", "/people", "/invitations", "/monitors",
    "/parties", "/calendar", "/statistics", "/workflows", "/audit", "/account", "/account/profile", "/public/contracts",
    "/public/indicators", "/public/method", "/sign-in", "/forgotten-password",
)
# Bodies of several parts are Tests/service/test_refused_uploads.py's. Signing in answers more slowly each time: it has
# a test of its own.
PAGES = [
    (route, row)
    for route, rows in ROUTES.items()
    for row in (rows if isinstance(rows, list) else [rows])
    if "/api/" not in route and not row.get("multipart") and not route.endswith(" /sign-in")
]


@pytest.fixture(scope="module")
def marked(world, seeds):
    return Marked(world, seeds)


@pytest.fixture(scope="module")
def cookies(seeds):
    """Made before anything is scanned: what scanners try at the door makes it answer more and more slowly."""
    return {role: seeds.sign_in(person)[0] for role, person in ROLES.items()}


@pytest.fixture
def awake(world, cookies):
    """A session ends when it was idle for half an hour, and the last role waits longer for its turn."""
    for role, cookie in cookies.items():
        page = httpx.get(world.server.origin + "/account", headers={"Cookie": cookie})
        assert page.status_code == 200, f"the session of the {role} ended before its turn"


@pytest.fixture(scope="module")
def sessions(world, cookies):
    """The headers of a coordinator's browser, and of a visitor's."""
    page = httpx.get(world.server.origin + "/account", headers={"Cookie": cookies["coordinator"]}).text
    visitor = {"Origin": world.server.origin}
    token = re.search(r'name="csrf" value="([^"]+)"', page)[1]
    return {"visitor": visitor, "coordinator": visitor | {"Cookie": cookies["coordinator"], "X-CSRF-Token": token}}


def test_sqlmap_finds_a_hole_where_there_is_one(tmp_path):
    with Leaky(databases.address("postgres")) as leaky:
        found, said = sqlmap(f"GET /?q=pg_class* HTTP/1.1\nHost: {leaky.origin.removeprefix('http://')}\n\n", tmp_path)
    assert any("Parameter:" in line for line in found), said[-2000:]


def test_wapiti_finds_a_hole_where_there_is_one(tmp_path):
    with Leaky(databases.address("postgres")) as leaky:
        found, _, said = wapiti(leaky.origin, tmp_path, seconds=120, modules="sql,xss")
    assert {kind for kind, *_ in found} >= {"SQL Injection", "Reflected Cross Site Scripting"}, said[-2000:]


def test_sqlmap_finds_nothing_in_the_api(world, marked, tmp_path):
    document = world.visitor().ask("GET", world.server.origin + "/api/openapi.json", 200).json()
    wrong = {}
    for address, item in document["paths"].items():
        for method, operation in item.items():
            name = operation["operationId"]
            if name == "addEvidence":
                continue
            for request in marked.of_api(name, operation, method, address):
                found, _ = sqlmap(request, tmp_path)
                wrong |= {request: found} if found else {}
    assert wrong == {}


@pytest.mark.parametrize("route, row", PAGES)
@pytest.mark.parametrize("person", ["coordinator", "visitor"])
def test_sqlmap_finds_nothing_in_a_page(marked, sessions, tmp_path, person, route, row):
    for request in marked.of_page(route, row, sessions[person]):
        found, said = sqlmap(request, tmp_path)
        assert found == [], said[-3000:]


def test_sqlmap_finds_nothing_at_the_door(marked, sessions, tmp_path):
    headers = sessions["visitor"] | {"Content-Type": "application/x-www-form-urlencoded"}
    headers |= {"Cookie": "__Host-casebridge=cbs_a*; lang=en*", "X-Forwarded-For": "10.0.0.1*", "Accept-Language": "en*"}
    body = "email=a%40example.org*&password=a*&next=%2Fcases*"
    found, said = sqlmap(marked.text("POST", "/sign-in", headers, body), tmp_path)
    assert found == [], said[-3000:]


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_wapiti_finds_nothing(world, cookies, awake, tmp_path, role):
    found, infos, said = wapiti(world.server.origin, tmp_path, cookies.get(role), STARTS, SECONDS)
    assert infos["crawled_pages_nbr"] > (3 if role == "nobody" else 10), said[-2000:]
    left = [item for item in found if item not in FALSE_ALARMS]
    assert left == [], "\n".join(["", *map(str, left)])
    if role in cookies:
        page = httpx.get(world.server.origin + "/account", headers={"Cookie": cookies[role]})
        assert page.status_code == 200, "the session ended under the scan"
    faults = [line for line in world.server.log.read_text().splitlines() if '"level":"error"' in line]
    assert faults == []


def test_the_scanners_are_there():
    """`ops/install --scans` and ops/test bring them."""
    assert os.access(SQLMAP, os.X_OK) and os.access(WAPITI, os.X_OK)
