"""Signing in with password and code, as a person with an authenticator app does; pyotp is the app."""

import re
from urllib.parse import parse_qs, unquote, urlparse

import httpx
import pyotp
import pytest
import zxingcpp

from browsing import FAILURES, SESSION, TICKET, Browser
from people import email


@pytest.fixture(scope="module", autouse=True)
def strict(service):
    """As on an installation that nobody has relaxed."""
    service.program.run("door", "--second-factor-for", "approver", "officer", "administrator")


@pytest.fixture
def browser(service):
    """A new browser; failures before it are forgotten, and so are those that it leaves."""
    service.rows(FAILURES)
    yield lambda: Browser(service)
    service.rows(FAILURES)


def secret_of(page):
    return re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', page.text)[1].replace(" ", "")


def codes_of(page):
    return re.findall(r"<li><code>([a-z0-9-]+)</code></li>", page.text)


class App:
    """An authenticator app. Each code comes some steps after the last one, as it would from a person."""

    def __init__(self, service, secret):
        self.service = service
        self.totp = pyotp.TOTP(secret)

    def code(self):
        self.service.rows(
            "UPDATE casebridge.second_factor SET last_step = greatest(1, last_step - 3) RETURNING 1"
        )
        return self.totp.now()


def enrol(browser, person, next=""):
    """The app and the recovery codes of a person who has just enrolled, and is signed in."""
    browser.password(person, next)
    app = App(browser.service, secret_of(browser.get("/sign-in/second-factor")))
    page = browser.ask("POST", "/sign-in/second-factor", code=app.code(), next=next)
    assert page.status_code == 200, page.text[:500]
    return app, codes_of(page), page


def reset(service, person):
    service.program.try_run("account", "reset-factor", email(person))


@pytest.fixture
def anna(service, browser):
    """Anna with her second factor; it is taken from her afterwards."""
    app, codes, _ = enrol(browser(), "anna")
    yield app, codes
    reset(service, "anna")


def test_who_must_have_a_second_factor_enrols_one_before_anything_else(service, browser):
    person = browser()
    answer = person.password("aldo", "/cases")
    assert answer.headers["location"] == "/sign-in/second-factor?next=%2Fcases"
    assert SESSION not in person.cookies and not person.is_signed_in()
    app, codes, page = enrol(person, "aldo", "/cases")
    assert len(set(codes)) == 10 and 'href="/cases"' in page.text
    assert page.headers["cache-control"] == "no-store"
    assert person.is_signed_in() and TICKET not in person.cookies
    reset(service, "aldo")


def test_the_picture_says_what_the_text_says(service, browser):
    """The QR code is drawn from the page's SVG and read by a reader that is not ours."""
    person = browser()
    person.password("aldo")
    page = person.get("/sign-in/second-factor")
    link = urlparse(read_picture(page.text))
    parts = parse_qs(link.query)
    assert (link.scheme, link.netloc) == ("otpauth", "totp")
    assert unquote(link.path) == f"/Casebridge:{email('aldo')}"
    assert parts["secret"] == [secret_of(page)] and parts["issuer"] == ["Casebridge"]
    assert (parts["digits"], parts["period"], parts["algorithm"]) == (["6"], ["30"], ["SHA1"])


def read_picture(text, scale=8):
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', text)[1])
    rows = [bytearray(b"\xff" * side) for _ in range(side)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", text):
        rows[int(y)][int(x) : int(x) + int(width)] = bytes(int(width))
    enlarged = [bytes(module for module in row for _ in range(scale)) for row in rows for _ in range(scale)]
    picture = memoryview(b"".join(enlarged)).cast("B", (side * scale, side * scale))
    (found,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return found.text


def test_the_secret_is_the_same_on_a_page_loaded_again_and_another_for_another_browser(browser):
    person = browser()
    person.password("aldo")
    first = secret_of(person.get("/sign-in/second-factor"))
    assert secret_of(person.get("/sign-in/second-factor")) == first
    again = browser()
    again.password("aldo")
    assert secret_of(again.get("/sign-in/second-factor")) != first


def test_password_and_code_open_a_session(browser, anna):
    person = browser()
    answer = person.password("anna", "/reviews")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in/code?next=%2Freviews")
    assert not person.is_signed_in()
    answer = person.ask("POST", "/sign-in/code", code=anna[0].code(), next="/reviews")
    assert (answer.status_code, answer.headers["location"]) == (303, "/reviews")
    assert person.is_signed_in()


def test_the_ticket_is_no_session_wherever_it_is_shown(service, browser, anna):
    person = browser()
    person.password("anna")
    ticket = person.cookies[TICKET]
    thief = browser()
    thief.cookies = {SESSION: ticket}
    assert not thief.is_signed_in()
    for headers in ({"Authorization": f"Bearer {ticket}"}, {"Cookie": f"{SESSION}={ticket}"}):
        answer = httpx.get(service.server.origin + "/api/v1/account", headers=headers)
        assert answer.status_code == 401


def test_the_tickets_cookie_is_the_hosts_alone_and_hidden_from_scripts(browser, anna):
    cookie = browser().password("anna").headers["set-cookie"]
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert attributes == {"path=/", "secure", "httponly", "samesite=lax", "max-age=900"}


def without_request(answer):
    return answer.text.replace(answer.headers["x-request-id"], "")


def test_wrong_used_and_late_codes_get_one_answer(service, browser, anna):
    app, codes = anna
    used = app.code()
    first = browser()
    first.password("anna")
    assert first.ask("POST", "/sign-in/code", code=used).status_code == 303
    spent = browser()
    spent.password("anna")
    assert spent.ask("POST", "/sign-in/code", code=codes[0]).status_code == 303
    answers = []
    for code in ("000000", used, codes[0], "abcd-efgh-jkmn-pqrs", "no code at all"):
        person = browser()
        person.password("anna")
        service.rows(FAILURES)
        answers.append(person.ask("POST", "/sign-in/code", code=code))
        assert not person.is_signed_in()
    late = browser()
    late.password("anna")
    service.rows("UPDATE casebridge.half_sign_in SET expires_at = now() RETURNING 1")
    answers.append(late.ask("POST", "/sign-in/code", code=app.code()))
    assert {answer.status_code for answer in answers} == {422}
    assert len({without_request(answer) for answer in answers}) == 1


def test_a_typed_code_is_never_shown_again(browser, anna):
    person = browser()
    person.password("anna")
    assert "314159" not in person.ask("POST", "/sign-in/code", code="314159").text


def test_guesses_wait_longer_and_longer_and_hold_back_the_right_code(service, browser, anna):
    person = browser()
    person.password("anna")
    assert [person.ask("POST", "/sign-in/code", code="000000").status_code for _ in range(3)] == [422] * 3
    answer = person.ask("POST", "/sign-in/code", code=anna[0].code())
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) >= 1
    fresh = Browser(service)
    fresh.password("anna")
    assert fresh.ask("POST", "/sign-in/code", code=anna[0].code()).status_code == 429


def test_a_recovery_code_signs_in_as_it_was_written_down(browser, anna):
    person = browser()
    person.password("anna")
    written = anna[1][7].upper().replace("-", " ")
    assert person.ask("POST", "/sign-in/code", code=written).status_code == 303
    assert person.is_signed_in()
    assert "9 recovery codes are left" in person.get("/account?lang=en").text


def test_without_a_ticket_the_password_comes_first(browser):
    for path in ("/sign-in/code", "/sign-in/second-factor"):
        assert browser().get(path, 303).headers["location"] == "/sign-in"
        assert browser().ask("POST", path, code="123456").headers["location"] == "/sign-in"


def test_a_ticket_for_a_code_shows_no_enrolment(browser, anna):
    person = browser()
    person.password("anna")
    assert person.ask("GET", "/sign-in/second-factor").status_code == 303


def test_the_operators_reset_ends_sessions_and_asks_for_a_new_factor(service, browser):
    person = browser()
    enrol(person, "aldo")
    service.program.run("account", "reset-factor", email("aldo"))
    assert not person.is_signed_in()
    assert "/sign-in/second-factor" in browser().password("aldo").headers["location"]
    assert service.program.try_run("account", "reset-factor", email("aldo")).returncode != 0


def test_an_administrator_takes_a_lost_factor_from_the_persons_page(service, browser):
    person, administrator = browser(), browser()
    enrol(person, "aldo")
    enrol(administrator, "adam")
    page = f"/people/{service.account('aldo')}"
    assert f'action="{page}/second-factor/removal"' in administrator.get(page).text
    answer = administrator.post(page + "/second-factor/removal", 303)
    assert answer.headers["location"] == page + "?done=second_factor_reset"
    assert not person.is_signed_in()
    assert "/sign-in/second-factor" in browser().password("aldo").headers["location"]
    assert f'action="{page}/second-factor/removal"' not in administrator.get(page).text
    administrator.post(page + "/second-factor/removal", 422)
    own = f"/people/{service.account('adam')}/second-factor/removal"
    administrator.post(own, 403)
    reset(service, "adam")


def test_the_door_is_shown_and_changed_at_the_command_line(service):
    assert '"approver"' in service.program.run("door")
    assert service.program.try_run("door", "--second-factor-for", "king").returncode != 0
    assert service.program.try_run("door", "--confirm-minutes", "0").returncode != 0


def test_no_secret_code_or_ticket_stands_in_the_log(service, browser, anna):
    app, codes = anna
    person = browser()
    person.password("anna")
    ticket, code = person.cookies[TICKET], app.code()
    person.ask("POST", "/sign-in/code", code=codes[1])
    person.ask("POST", "/sign-in/code", code=code)
    told = service.server.log.read_text()
    told += service.one("SELECT string_agg(e::text, ' ') FROM casebridge.audit_event e")
    for secret in (app.totp.secret, ticket, codes[1], person.cookies[SESSION]):
        assert secret not in told
    assert f'"{code}"' not in told


class TestOnTheAccountPage:
    """A monitor, of whom nobody demands it, sets one up."""

    @pytest.fixture
    def mila(self, service, browser):
        person = browser()
        assert person.password("mila").status_code == 303
        yield person
        reset(service, "mila")

    def set_up(self, person):
        page = person.post("/account/second-factor/offers", 303)
        assert page.headers["location"] == "/account/second-factor"
        app = App(person.service, secret_of(person.get("/account/second-factor")))
        return app, codes_of(person.post("/account/second-factor", 200, code=app.code()))

    def test_it_is_set_up_and_asked_for_from_then_on(self, browser, mila):
        app, codes = self.set_up(mila)
        assert len(codes) == 10
        other = browser()
        assert other.password("mila").headers["location"] == "/sign-in/code"
        assert other.ask("POST", "/sign-in/code", code=app.code()).status_code == 303

    def test_a_wrong_first_code_sets_up_nothing(self, browser, mila):
        mila.post("/account/second-factor/offers", 303)
        mila.get("/account/second-factor")
        mila.post("/account/second-factor", 422, code="000000")
        assert browser().password("mila").headers["location"] == "/"

    def test_new_recovery_codes_end_the_old_ones(self, service, browser, mila):
        _, old = self.set_up(mila)
        new = codes_of(mila.post("/account/second-factor/recovery-codes", 200))
        assert len(new) == 10 and not set(new) & set(old)
        for code, status in ((old[0], 422), (new[0], 303)):
            other = browser()
            other.password("mila")
            assert other.ask("POST", "/sign-in/code", code=code).status_code == status

    def test_it_is_removed_again(self, browser, mila):
        self.set_up(mila)
        mila.post("/account/second-factor/removal", 303)
        assert browser().password("mila").headers["location"] == "/"

    def test_a_change_asks_again_who_changes_after_ten_minutes(self, service, mila):
        service.rows(
            "UPDATE casebridge.session SET authenticated_at = now() - interval '11 minutes' RETURNING 1"
        )
        for path in ("offers", "recovery-codes", "removal"):
            answer = mila.post(f"/account/second-factor/{path}", 303)
            assert answer.headers["location"] == "/account/confirmation?next=%2Faccount"
        password = service.people["mila"]["password"]
        assert mila.post("/account/confirmation", 422, proof="a wrong password", next="/account")
        answer = mila.post("/account/confirmation", 303, proof=password, next="/account")
        assert answer.headers["location"] == "/account?done=confirmed"
        mila.post("/account/second-factor/offers", 303)
        mila.get("/account/second-factor")

    def test_the_way_back_from_a_confirmation_never_leads_away(self, service, mila):
        password = service.people["mila"]["password"]
        answer = mila.post("/account/confirmation", 303, proof=password, next="//evil.example")
        assert answer.headers["location"] == "/account?done=confirmed"
