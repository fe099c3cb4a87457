"""Headers, cookies and forged requests at every route that the program lists: a new route without them turns this red."""

import re

import httpx
import pytest

import databases
from browsing import FAILURES, SESSION, TICKET, Browser
from conftest import new_service, train
from sides import Side
from test_roles_and_routes import ROLES, ROUTES, Question

SAFE = ("GET", "HEAD", "OPTIONS")
# What may be kept by others, because it is the same for everybody; all else is somebody's.
PUBLIC = {"GET /assets/{name}", "GET /ledger/checkpoint", "GET /ledger/tile/**"}
FIXED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
# Refusals of forged requests, and their pages' titles.
FORGERIES = {
    "csrf": "The form has expired",
    "cross_site": "The request came from another site",
    "origin_missing": "The browser did not say where the form came from",
}


@pytest.fixture(scope="module")
def service():
    """A server that believes to stand behind TLS."""
    name, service = new_service(settings={"CASEBRIDGE_TRANSPORT_SECURITY": "true"})
    try:
        service.start()
        train(service)
        yield service
    finally:
        service.close()
        databases.drop(name)


@pytest.fixture(scope="module")
def listed(service):
    lines = [line.split("\t") for line in service.program.run("routes").splitlines()]
    return {f"{method} {address}": (kind, access) for method, address, kind, access in lines}


@pytest.fixture(scope="module")
def side(service):
    return Side(service, "own")


class Window:
    """A browser whose session is made anew when a route has ended it."""

    def __init__(self, service, person):
        self.service, self.person = service, person
        self.enter()

    def enter(self):
        self.browser = Browser(self.service)
        self.service.rows(FAILURES)
        assert self.browser.password(self.person).status_code == 303
        self.token = re.search(r'name="csrf" value="([^"]+)"', self.browser.get("/account").text)[1]

    def send(self, asked, **headers):
        answer = asked.send(f"{SESSION}={self.browser.cookies[SESSION]}", **headers)
        if f"{SESSION}=;" in answer.headers.get("set-cookie", ""):
            self.enter()
        return answer


@pytest.fixture(scope="module")
def windows(service):
    return {person: Window(service, person) for person in ("carla", "monica")}


@pytest.fixture
def window(request, windows):
    """Who uploads is asked for the role first, and may."""
    route = next(iter(request.node.callspec.params.values()))
    return windows["monica" if route.endswith("/evidence") else "carla"]


@pytest.fixture
def other_window(window, windows):
    return next(other for other in windows.values() if other is not window)


class Asked:
    """One route's request of the table, as a browser would send it or as it must not."""

    def __init__(self, service, side, route):
        row = ROUTES[route]
        self.service = service
        self.question = Question(service, side, route, row[0] if isinstance(row, list) else row)
        self.method = self.question.method
        self.address = service.server.origin + self.question.path()

    def send(self, cookie=None, language=None, **headers):
        chosen = ("&" if "?" in self.address else "?") + f"lang={language}" if language else ""
        headers = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
        headers |= {"Cookie": cookie} if cookie else {}
        headers |= self.question.versions()
        row, parts = self.question.row, {}
        if "body" in row:
            parts["json"] = self.question.side.fill(row["body"])
        elif self.method not in SAFE:
            parts["data"] = self.question.side.fill(row.get("form", {})) | self.question.version_field() | {"x": "y"}
        if row.get("multipart"):
            parts["files"] = {"file": ("note.txt", b"A note", "text/plain")}
        if "Content-Type" in headers:
            parts = {"content": b"--b--\r\n"}
        return httpx.request(self.method, self.address + chosen, headers=headers, timeout=30, **parts)


def own(service):
    return {"Origin": service.server.origin, "Sec-Fetch-Site": "same-origin"}


@pytest.fixture(params=ROUTES)
def asked(request, service, side, listed):
    if request.param not in listed:
        pytest.skip("this program has no such route")
    return Asked(service, side, request.param)


def answers(asked, window):
    """As a visitor, with a session, with a session that is none, and with a method that is not answered."""
    service, token = asked.service, {"X_CSRF_Token": window.token}
    yield "visitor", asked.send(**own(service))
    yield "signed in", window.send(asked, **token, **own(service))
    yield "an ended session", asked.send(f"{SESSION}=cbs_{'A' * 43}", **own(service))
    yield "a language", asked.send(Cookie="lang=it", **own(service), language="bg")
    yield "another method", httpx.request("TRACE", asked.address)
    yield "HEAD", httpx.head(asked.address, headers={"Cookie": f"{SESSION}={window.browser.cookies[SESSION]}"})


def test_every_answer_of_every_route_carries_the_headers(request, asked, window):
    route = request.node.callspec.params["asked"]
    for how, answer in answers(asked, window):
        place = f"{how}: {answer.status_code}"
        assert {name: answer.headers.get(name) for name in FIXED} == FIXED, place
        assert re.fullmatch(r"[\w.-]{8,64}", answer.headers["x-request-id"]), place
        assert not {"server", "x-powered-by"} & set(answer.headers), place
        check_policy(answer)
        is_whole = answer.status_code in (200, 304)
        check_caching(answer, is_whole and (route in PUBLIC or is_published(route, how)), place)
        check_type(answer, place)
        check_cookies(answer, place)


def check_policy(answer):
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    assert POLICY.items() <= policy.items(), policy
    assert not re.search(r"unsafe|\*|https?:", answer.headers["content-security-policy"])


def is_published(route, how):
    """What anybody may read may be kept: the API's answers, and the pages of those who are not signed in."""
    return "/public/" in route and (how == "visitor" or "/api/" in route)


def check_caching(answer, is_public, place):
    kept = answer.headers["cache-control"]
    assert kept.startswith("public") if is_public else kept == "no-store", f"{place}: {kept}"
    # What differs by reader says so even where it may be kept: a visitor's page is none of a person signed in.
    varies = set(answer.headers.get("vary", "").split(", "))
    assert {"Cookie", "Accept-Language"} <= varies or (is_public and varies == {""}), place


def check_type(answer, place):
    """A body has a type, and a text its encoding; what others wrote is never shown in our origin."""
    kind = answer.headers.get("content-type", "")
    if answer.content:
        assert kind, place
    if kind.startswith("text/") and "content-disposition" not in answer.headers:
        assert kind.endswith("; charset=utf-8"), f"{place}: {kind}"


def check_cookies(answer, place):
    for cookie in answer.headers.get_list("set-cookie"):
        name, attributes = cookie.partition("=")[0], {part.strip().lower() for part in cookie.split(";")[1:]}
        assert name in (SESSION, TICKET, "lang"), f"{place}: {cookie}"
        assert {"path=/", "samesite=lax"} <= attributes or {"path=/", "samesite=strict"} <= attributes, cookie
        assert "secure" in attributes, cookie
        assert not any(part.startswith("domain") for part in attributes), cookie
        assert name == "lang" or (name.startswith("__Host-") and "httponly" in attributes), cookie


def forgery(answer):
    """Which of the refusals of forgery an answer is; a page says it in words that belong to the code."""
    if answer.status_code != 403:
        return None
    if answer.headers["content-type"].startswith("application/problem+json"):
        return answer.json()["code"] if answer.json()["code"] in FORGERIES else None
    return next((code for code, title in FORGERIES.items() if title in answer.text), None)


CHANGING = [route for route in ROUTES if route.split()[0] not in SAFE]


@pytest.fixture(params=CHANGING)
def change(request, service, side, listed):
    if request.param not in listed:
        pytest.skip("this program has no such route")
    return Asked(service, side, request.param)


def test_a_change_with_a_session_needs_that_sessions_token(change, window, other_window):
    wrong = {
        "none": None,
        "empty": "",
        "another session's": other_window.token,
        "cut short": window.token[:-1],
        "made up": "A" * 43,
    }
    said = {
        how: forgery(window.send(change, X_CSRF_Token=token, **own(change.service))) for how, token in wrong.items()
    }
    assert said == dict.fromkeys(wrong, "csrf")


def test_a_change_of_no_media_type_or_another_needs_the_token_too(change, window):
    for media_type in ("multipart/form-data; boundary=b", "text/plain", "application/json", "application/xml"):
        answer = window.send(change, Content_Type=media_type, **own(change.service))
        assert forgery(answer) == "csrf", media_type


def test_a_change_that_another_site_sent_is_refused_in_spite_of_the_token(change, window):
    origin = change.service.server.origin
    forged = (
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": origin + ".elsewhere.example"},
        {"Origin": origin.replace("http", "ftp")},
        {"Origin": origin, "Sec-Fetch-Site": "cross-site"},
        {"Origin": origin, "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
    )
    for headers in forged:
        answer = window.send(change, X_CSRF_Token=window.token, **headers)
        assert forgery(answer) == "cross_site", headers
        visitor = change.send(**headers)
        assert forgery(visitor) == "cross_site", headers


def test_a_change_with_the_token_is_no_forgery(change, window):
    """The proof that the refusals above are about the token and the origin, and about nothing else."""
    answer = window.send(change, X_CSRF_Token=window.token, **own(change.service))
    assert forgery(answer) is None, answer.status_code


@pytest.mark.parametrize("code", FORGERIES)
def test_the_titles_that_tell_the_refusals_of_pages_apart_are_those_of_the_codes(service, code):
    page = service.visitor().ask("GET", f"{service.server.origin}/problems/{code}").text
    assert FORGERIES[code] in page


def test_nothing_of_transport_security_is_sent_without_tls():
    name, plain = new_service()
    try:
        plain.start()
        assert "strict-transport-security" not in plain.visitor().ask("GET", plain.server.origin + "/").headers
    finally:
        plain.close()
        databases.drop(name)
