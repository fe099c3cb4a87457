"""Signing in and out on the page, and what holds a session: delays, cookies, origins, tokens of forms, ends."""

import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from client import refused
from people import email

NAME = "__Host-casebridge"
CHALLENGE = "SELECT sum(failures) FROM casebridge.sign_in_failure"


@pytest.fixture(autouse=True)
def has_the_page(service):
    if "GET\t/sign-in\t" not in service.program.run("routes"):
        pytest.skip("this program has no sign-in page")


@pytest.fixture
def door(service):
    """The sign-in page of a network without failures; all tests come from one."""
    forget_failures(service)
    yield Door(service)
    forget_failures(service)


def forget_failures(service, *, age=None):
    """Forgets them, or lets so much time pass."""
    if age:
        service.rows(
            "UPDATE casebridge.sign_in_failure SET last_failed_at = last_failed_at - %s::interval RETURNING 1",
            age,
        )
    else:
        service.rows("DELETE FROM casebridge.sign_in_failure RETURNING 1")


class Door:
    def __init__(self, service):
        self.service = service
        self.origin = service.server.origin

    def password(self, person):
        return self.service.people[person]["password"]

    def knock(self, address, password, next="", csrf="", **headers):
        """What the page answers; without cookies, as a new browser."""
        headers = {"Origin": self.origin} | {name.replace("_", "-"): value for name, value in headers.items()}
        headers = {name: value for name, value in headers.items() if value is not None}
        return httpx.post(
            self.origin + "/sign-in",
            headers=headers,
            timeout=30,
            data={"email": address, "password": password, "next": next, "csrf": csrf},
        )

    def enter(self, person):
        answer = self.knock(email(person), self.password(person))
        assert answer.status_code == 303, answer.text[:500]
        return Browser(self, answer)


class Browser:
    """Keeps the session's cookie, which httpx would not send without TLS."""

    def __init__(self, door, answer):
        self.door = door
        self.answer = answer
        self.cookie = re.match(rf"{NAME}=([^;]+)", answer.headers["set-cookie"])[1]

    def ask(self, method, path, cookie=None, origin=True, **more):
        headers = {"Cookie": f"{NAME}={cookie or self.cookie}"} | more.pop("headers", {})
        headers |= {"Origin": self.door.origin} if origin else {}
        return httpx.request(method, self.door.origin + path, headers=headers, timeout=30, **more)

    def csrf(self):
        return re.search(r'name="csrf" value="([^"]+)"', self.ask("GET", "/account").text)[1]

    def is_signed_in(self):
        return self.ask("GET", "/account").status_code == 200

    def sign_out(self):
        return self.ask("POST", "/sign-out", data={"csrf": self.csrf()})


def plain(answer, address):
    """The page without what differs from request to request: its name, the address that was typed."""
    text = answer.text.replace(answer.headers["x-request-id"], "").replace(address, "")
    return re.sub(r'(value|content)="[^"]{20,}"', "", text)


def test_the_right_password_opens_a_session(door):
    browser = door.enter("carla")
    assert browser.answer.headers["location"] == "/"
    assert browser.is_signed_in()
    assert browser.ask("GET", "/api/v1/account").json()["email"] == email("carla")


def test_the_address_is_known_in_any_case_and_with_blanks_around_it(door):
    assert door.knock(f" {email('carla').upper()} ", door.password("carla")).status_code == 303


def test_the_cookie_is_the_hosts_alone_and_hidden_from_scripts(door):
    cookie = door.enter("carla").answer.headers["set-cookie"]
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert attributes == {"path=/", "secure", "httponly", "samesite=lax"}


def test_each_sign_in_has_a_session_of_its_own_and_never_one_that_was_brought_along(door):
    """A browser with the cookie of a session that has ended, or that somebody planted, signs in as any other."""
    planted = f"{NAME}=cbs_{'A' * 43}"
    page = httpx.get(door.origin + "/sign-in", headers={"Cookie": planted})
    csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)[1]
    cookies = {
        door.knock(email("carla"), door.password("carla"), csrf=csrf, Cookie=planted).headers["set-cookie"]
        for _ in range(2)
    }
    assert len(cookies) == 2 and not [cookie for cookie in cookies if "A" * 43 in cookie]


def test_unknown_disabled_and_wrong_get_the_same_answer(door):
    door.service.program.run("account", "disable", email("agata"))
    answers = {
        "wrong": (email("carla"), door.knock(email("carla"), "a wrong password")),
        "unknown": ("ghost@example.org", door.knock("ghost@example.org", "a wrong password")),
        "disabled": (email("agata"), door.knock(email("agata"), door.password("agata"))),
    }
    assert {answer.status_code for _, answer in answers.values()} == {422}
    assert len({plain(answer, address) for address, answer in answers.values()}) == 1
    assert not [name for name, (_, answer) in answers.items() if "set-cookie" in answer.headers]


def test_unknown_accounts_take_as_long_as_wrong_passwords(door):
    """Medians of interleaved attempts, and a wide margin: a hash takes tens of milliseconds, its absence one."""
    times = {"ghost@example.org": [], email("carla"): []}
    for _ in range(9):
        for address, taken in times.items():
            start = time.perf_counter()
            door.knock(address, "a wrong password")
            taken.append(time.perf_counter() - start)
            forget_failures(door.service)
    unknown, wrong = (statistics.median(taken) for taken in times.values())
    assert 0.5 < unknown / wrong < 2, times


def test_the_delay_grows_by_account_and_also_holds_back_the_right_password(door):
    for address in (email("rita"), "ghost@example.org"):
        assert [door.knock(address, "wrong").status_code for _ in range(3)] == [422] * 3
        waits = []
        for _ in range(4):
            answer = door.knock(address, "wrong")
            assert answer.status_code == 429
            waits.append(int(answer.headers["retry-after"]))
            forget_failures(door.service, age=f"{waits[-1]} seconds")
            assert door.knock(address, "wrong").status_code == 422
        assert waits == sorted(waits) and waits[-1] >= 4 * waits[0], waits
        forget_failures(door.service)
    for _ in range(3):
        door.knock(email("rita"), "wrong")
    assert door.knock(email("rita"), door.password("rita")).status_code == 429


def test_guesses_at_once_wait_like_guesses_in_turn(door):
    with ThreadPoolExecutor(12) as pool:
        answers = list(
            pool.map(lambda number: door.knock(email("rita"), f"wrong {number}").status_code, range(12))
        )
    # Three are free; on a slow machine the first wait, of one second, may end before the last of them is answered.
    assert set(answers) == {422, 429} and 3 <= answers.count(422) <= 5, answers


def test_no_account_is_ever_locked_for_good(door):
    for _ in range(3):
        door.knock(email("rita"), "wrong")
    door.service.rows("UPDATE casebridge.sign_in_failure SET failures = 1000 RETURNING 1")
    answer = door.knock(email("rita"), door.password("rita"))
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) <= 900
    forget_failures(door.service, age="15 minutes")
    assert door.knock(email("rita"), door.password("rita")).status_code == 303
    # Success ends the account's count.
    assert door.knock(email("rita"), "wrong").status_code == 422


def test_the_delay_also_grows_by_network(door):
    for number in range(10):
        assert door.knock(f"ghost{number}@example.org", "wrong").status_code == 422
    assert door.knock(email("carla"), door.password("carla")).status_code == 429


def test_fields_that_are_missing_are_named_and_cost_no_attempt(door):
    for address, password in (("", "something"), (email("carla"), ""), ("", "")):
        assert door.knock(address, password).status_code == 422
    assert door.service.one(CHALLENGE) is None


def test_the_way_back_never_leads_away(door):
    for next, location in (
        ("/cases?status=selected", "/cases?status=selected"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
    ):
        answer = door.knock(email("carla"), door.password("carla"), next)
        assert (answer.status_code, answer.headers["location"]) == (303, location)
        assert len(answer.headers.get_list("set-cookie")) == 1


def test_another_site_cannot_sign_a_visitor_in(door):
    right = email("carla"), door.password("carla")
    for headers in (
        {"Origin": None},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": door.origin + ".evil.example"},
    ):
        answer = door.knock(*right, **headers)
        assert answer.status_code == 403 and "set-cookie" not in answer.headers, headers


def test_a_visitor_is_led_to_the_page_and_back(door):
    answer = httpx.get(door.origin + "/cases?status=selected")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=%2Fcases%3Fstatus%3Dselected"
    page = httpx.get(door.origin + answer.headers["location"])
    assert 'value="/cases?status=selected"' in page.text


def test_a_form_needs_its_sessions_token(door):
    carla, rita = door.enter("carla"), door.enter("rita")
    for fields in ({}, {"csrf": ""}, {"csrf": "x" * 43}, {"csrf": rita.csrf()}):
        assert carla.ask("POST", "/sign-out", data=fields).status_code == 403
    assert carla.is_signed_in()


def test_a_form_from_another_site_is_refused_even_with_its_token(door):
    carla = door.enter("carla")
    fields = {"csrf": carla.csrf()}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert carla.ask("POST", "/sign-out", origin=False, headers=headers, data=fields).status_code == 403
    assert carla.is_signed_in()


def test_a_script_with_the_cookie_alone_changes_nothing_over_the_api(door):
    carla = door.enter("carla")
    body = {"contract_id": "00000000-0000-4000-8000-000000000000", "reason": "High risk"}
    refused(carla.ask("POST", "/api/v1/cases", json=body), 403, "csrf")
    with_token = carla.ask("POST", "/api/v1/cases", json=body, headers={"X-CSRF-Token": carla.csrf()})
    refused(with_token, 404, "not_found")


def test_signing_out_ends_the_session_and_takes_the_cookie(door):
    carla = door.enter("carla")
    other = door.enter("carla")
    answer = carla.sign_out()
    assert answer.status_code == 303
    assert (
        answer.headers["set-cookie"].startswith(f"{NAME}=;") and "Max-Age=0" in answer.headers["set-cookie"]
    )
    assert carla.ask("GET", "/account").status_code == 303
    refused(carla.ask("GET", "/api/v1/account"), 401, "not_signed_in")
    assert other.is_signed_in()


def test_half_an_hour_of_idleness_ends_a_session(door):
    carla = door.enter("carla")
    age_session(door, carla, "last_seen_at = now() - interval '29 minutes'")
    assert carla.is_signed_in()
    age_session(door, carla, "last_seen_at = now() - interval '31 minutes'")
    assert carla.ask("GET", "/account").status_code == 303
    assert carla.ask("GET", "/api/v1/account").status_code == 401


def test_twelve_hours_end_a_session_however_busy(door):
    carla = door.enter("carla")
    left = door.service.one(
        "SELECT expires_at - now() BETWEEN interval '11:55' AND interval '12:00' FROM casebridge.session "
        "WHERE token_hash = casebridge.session_hash(sha256(convert_to(%s, 'UTF8')))",
        carla.cookie,
    )
    assert left
    age_session(door, carla, "expires_at = now() - interval '1 second'")
    assert carla.ask("GET", "/account").status_code == 303


def age_session(door, browser, change):
    door.service.rows(
        f"UPDATE casebridge.session SET {change} WHERE token_hash = casebridge.session_hash(sha256(convert_to(%s, 'UTF8'))) RETURNING id",
        browser.cookie,
    )


def test_disabling_an_account_ends_its_sessions(door):
    browser = door.enter("radka")
    door.service.program.run("account", "disable", email("radka"))
    assert browser.ask("GET", "/account").status_code == 303


def test_a_cookie_that_is_no_session_opens_nothing(door):
    carla = door.enter("carla")
    for cookie in ("x", carla.cookie[:-1], door.service.token("carla"), carla.cookie + "; x=1"):
        assert carla.ask("GET", "/account", cookie=cookie).status_code in (200, 303)
        assert carla.ask("GET", "/account", cookie=cookie.split(";")[0]).status_code == (
            200 if cookie.startswith(carla.cookie) else 303
        ), cookie


def test_signing_in_failing_and_out_are_events(door):
    account = door.service.account("dora")
    browser = door.enter("dora")
    door.knock(email("dora"), "wrong")
    browser.sign_out()
    events = [
        action
        for (action,) in door.service.rows(
            "SELECT action FROM casebridge.audit_event WHERE chain_id = %s AND chain_kind = 'account' ORDER BY seq",
            account,
        )
    ]
    assert events[-3:] == ["signed_in", "sign_in_failed", "signed_out"]


def test_neither_password_nor_address_nor_session_stands_in_the_log(door):
    browser = door.enter("carla")
    door.knock(email("carla"), "a wrong password")
    log = door.service.server.log.read_text()
    for secret in (door.password("carla"), "a wrong password", email("carla"), browser.cookie):
        assert secret not in log
