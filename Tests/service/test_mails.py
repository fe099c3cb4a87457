"""Invitations, new passwords and notifications as people get them: in their mailbox, and on the pages behind the links."""

import re
import shutil

import httpx
import pytest

import databases
from browsing import FAILURES, Browser
from client import refused
from conftest import new_service, train
from mailbox import Mailbox, link, plain
from path import Path
from people import email
from service import wait_for

PASSWORD = "a heron stands in shallow water"


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory):
    mailbox = Mailbox(tmp_path_factory.mktemp("mail"))
    yield mailbox
    mailbox.stop()


@pytest.fixture(scope="module")
def service(mailbox):
    name, service = new_service(settings=mailbox.settings())
    try:
        service.program.run("door", "--second-factor-for-nobody")
        service.start()
        train(service)
        yield service
    finally:
        service.close()
        databases.drop(name)
        shutil.rmtree(service.folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def patient(service):
    """No earlier test makes this one wait at the door."""
    service.rows(FAILURES)


def invite(service, address, roles=(), language="bg"):
    body = {"email": address, "language": language, "roles": list(roles)}
    return service["adam"].post("invitations", body)["id"]


def join(service, path, **changed):
    fields = {"link": path.rsplit("/", 1)[1], "name": "Ивайло", "pseudonym": "", "language": "bg"}
    fields |= {"password": PASSWORD, "again": PASSWORD} | changed
    return Browser(service).ask("POST", "/invitation", **fields)


def forget(service, address):
    return Browser(service).ask("POST", "/forgotten-password", email=address)


def choose(service, path, password=PASSWORD, again=None):
    fields = {"link": path.rsplit("/", 1)[1], "password": password, "again": again or password}
    return Browser(service).ask("POST", "/new-password", **fields)


def sign_in(service, address, password=PASSWORD):
    browser = Browser(service)
    return browser, browser.ask("POST", "/sign-in", email=address, password=password, next="")


def test_whoever_is_invited_gets_a_mail_joins_and_signs_in(service, mailbox):
    invite(service, "ivo@example.org", ["auditor"])
    letter = mailbox.wait_for_letter("ivo@example.org")
    assert letter["Subject"] == "Bridge Watch ви кани в Casebridge"
    path = link(letter)
    page = Browser(service).get(path + "?lang=bg").text
    assert "Присъединяване към Bridge Watch" in page and "ivo@example.org" in page
    answer = join(service, path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?done=joined")
    browser, answer = sign_in(service, "ivo@example.org")
    assert answer.headers["location"] == "/"
    account = browser.get("/api/v1/account").json()
    assert (account["name"], account["language"]) == ("Ивайло", "bg")
    assert account["roles"] == [], "who invited has proposed the role, and a second person confirms it"
    (person,) = [person for person in service["ada"].get("people")["items"] if person["id"] == account["id"]]
    grant = person["grants"][0]["id"]
    refused(service["adam"].ask("POST", f"grants/{grant}/confirmation"), 403, "second_person_needed")
    service["ada"].post(f"grants/{grant}/confirmation", None)
    assert [role["role"] for role in browser.get("/api/v1/account").json()["roles"]] == ["auditor"]
    assert join(service, path).status_code == 410 and Browser(service).ask("GET", path).status_code == 410


def test_a_form_with_faults_comes_back_as_it_was_without_the_password(service, mailbox):
    invite(service, "iva@example.org")
    path = link(mailbox.wait_for_letter("iva@example.org"))
    answer = join(service, path + "", name=" ", pseudonym="Heron", password="short", again="other")
    assert answer.status_code == 422
    for code in ("again", "password", "name"):
        assert f'id="{code}-error"' in answer.text
    assert 'value="Heron"' in answer.text and "short" not in answer.text
    answer = join(service, path, password="iva@example.org", again="iva@example.org")
    assert answer.status_code == 422
    answer = join(service, path, pseudonym="ивайло")
    assert answer.status_code == 422 and 'id="pseudonym-error"' in answer.text
    assert join(service, path, pseudonym="Heron").status_code == 303


def test_an_invitation_is_sent_again_and_revoked_on_its_page(service, mailbox):
    browser = Browser(service)
    browser.password("adam")
    answer = browser.post("/invitations", 303, email="ines@example.org", language="it")
    assert answer.headers["location"] == "/invitations?done=invited"
    first = link(mailbox.wait_for_letter("ines@example.org"))
    (item,) = [item for item in service["ada"].get("invitations")["items"] if item["email"] == "ines@example.org"]
    browser.post(f"/invitations/{item['id']}/renewal", 303)
    second = link(mailbox.wait_for_letter("ines@example.org", 2))
    wait_for("the first link to end", lambda: Browser(service).ask("GET", first).status_code == 410)
    assert Browser(service).ask("GET", second).status_code == 200
    browser.post(f"/invitations/{item['id']}/revocation", 303)
    assert Browser(service).ask("GET", second).status_code == 410
    assert "ines@example.org" not in browser.get("/invitations").text


def test_what_cannot_be_invited_is_refused_on_the_page_and_over_the_api(service):
    browser = Browser(service)
    browser.password("adam")
    for address, code in (("nobody", "email_malformed"), (email("monica"), "email_taken"), ("a@b\r\nBcc: x@y.org", "email_malformed")):
        page = browser.post("/invitations", 422, email=address, language="en")
        assert 'id="email-error"' in page.text
        answer = service["adam"].ask("POST", "invitations", body={"email": address, "language": "en"})
        assert answer.status_code in (409, 422) and code in answer.text
    answer = service["adam"].ask("POST", "invitations", body={"email": "x@example.org", "language": "en", "roles": ["king"]})
    refused(answer, 422, "role_unknown")
    refused(service["carla"].ask("POST", "invitations", body={"email": "x@example.org", "language": "en"}), 403, "role_missing")


def test_an_address_of_another_organisation_is_told_only_to_its_owner(service, mailbox):
    invite(service, email("mila"))
    letter = mailbox.wait_for_letter(email("mila"))
    assert "/invitation/" not in plain(letter) and "Bridge Watch" in plain(letter)


def test_a_forgotten_password_is_answered_alike_for_every_address(service, mailbox):
    known, unknown = forget(service, email("marco")), forget(service, "stranger@example.org")
    strip = lambda text: re.sub(r'(href="[^"]*")', "", text)  # noqa: E731
    assert (known.status_code, strip(known.text)) == (unknown.status_code, strip(unknown.text))
    mailbox.wait_for_letter(email("marco"))
    wait_for(
        "the stranger to be forgotten",
        lambda: service.one("SELECT count(*) FROM casebridge.mail WHERE typed_address IS NOT NULL") == 0,
    )
    assert mailbox.letters("stranger@example.org") == []


def test_a_new_password_is_chosen_once_and_ends_all_sessions(service, mailbox):
    browser = Browser(service)
    browser.password("rita")
    assert browser.is_signed_in()
    forget(service, email("rita"))
    path = link(mailbox.wait_for_letter(email("rita")))
    assert email("rita") in Browser(service).get(path).text
    assert choose(service, path, "short").status_code == 422
    assert choose(service, path, again="another heron in deep water").status_code == 422
    answer = choose(service, path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?done=password_changed")
    assert not browser.is_signed_in()
    assert choose(service, path).status_code == 410
    _, answer = sign_in(service, email("rita"), service.people["rita"]["password"])
    assert answer.status_code == 422
    _, answer = sign_in(service, email("rita"))
    assert answer.headers["location"] == "/"
    assert mailbox.wait_for_letter(email("rita"), 2)["Subject"] == "Your password for Casebridge was changed"


def test_asking_again_and_again_has_to_wait(service):
    answers = [forget(service, "again@example.org") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[3].headers["retry-after"]) > 0


def test_an_offer_reaches_the_monitor_without_any_word_of_the_case(service, mailbox):
    path = Path(service).advance("offered")
    case = service["carla"].get(f"cases/{path.case}")
    address = email(path.monitor)
    number = len(mailbox.letters(address))
    letter = mailbox.wait_for_letter(address, number or 1)
    text = plain(letter) + str(letter["Subject"])
    assert "A case was offered to you." in text
    for secret in (case["number"], case["title"], case["country"] + "-", "risk"):
        assert secret not in text
    assert link(letter) == f"/cases/{path.case}"
    answer = Browser(service).ask("GET", link(letter))
    assert answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")


def test_no_secret_of_a_link_reaches_the_log(service, mailbox):
    paths = [link(letter) for address in ("ivo@example.org", email("rita")) for letter in mailbox.letters(address)[:1]]
    assert paths and not [path for path in paths if path.rsplit("/", 1)[1] in service.server.log.read_text()]
    assert "@example.org" not in service.server.log.read_text()


def test_what_the_server_refuses_for_good_is_given_up_and_told(service, mailbox):
    mailbox.keeper.refused.add("gone@example.org")
    invitation = invite(service, "gone@example.org")
    failure = "SELECT failure FROM casebridge.mail WHERE invitation_id = %s"
    wait_for("the mail to be given up", lambda: service.one(failure, invitation) == "recipient_refused")
    (item,) = [item for item in service["adam"].get("invitations")["items"] if item["id"] == invitation]
    assert item["failure"] == "recipient_refused"
    said = service.program.try_run("doctor").stdout
    assert "mails that were given up" in said and "recipient_refused" in said and "gone@" not in said


def test_a_mail_waits_for_a_server_that_is_down_and_goes_out_when_it_is_back(service, mailbox):
    mailbox.stop()
    try:
        invitation = invite(service, "late@example.org")
        error = (
            "SELECT j.last_error FROM casebridge.job j JOIN casebridge.mail m ON m.id = j.record_id WHERE m.invitation_id = %s"
        )
        wait_for("the first try", lambda: service.one(error, invitation) == "unreachable")
        service.program.settings |= mailbox.settings() | {"CASEBRIDGE_ORIGIN": service.server.origin}
        said = service.program.try_run("doctor").stdout
        assert "mails go out" in said and "unreachable" in said
    finally:
        mailbox.start()
    letter = mailbox.wait_for_letter("late@example.org")
    assert Browser(service).ask("GET", link(letter)).status_code == 200


def test_the_operator_hands_links_over_where_no_mail_is_wanted(service):
    program = service.program
    organisation = service.organisations["bridge_watch"]
    path = program.run("account", "invite", "--organisation", organisation, "--email", "op@example.org", "--role", "coordinator", "--print")
    path = path.removeprefix(service.server.origin)
    assert join(service, path).status_code == 303
    path = program.run("account", "new-password", "op@example.org").removeprefix(service.server.origin)
    assert choose(service, path, "another heron in deep water").status_code == 303
    _, answer = sign_in(service, "op@example.org", "another heron in deep water")
    assert answer.headers["location"] == "/"
    done = program.try_run("account", "new-password", "stranger@example.org")
    assert done.returncode == 65 and "account_unknown" in done.stderr


def test_a_coordinator_invites_a_monitor_whom_an_administrator_confirms(service, mailbox):
    browser = Browser(service)
    browser.password("carla")
    assert 'name="roles" value="monitor"' in browser.get("/invitations").text
    assert 'href="/invitations"' in browser.get("/monitors").text
    browser.post("/invitations", 303, email="nora@example.org", language="en", roles="monitor")
    assert join(service, link(mailbox.wait_for_letter("nora@example.org"))).status_code == 303
    (grant,) = next(
        person["grants"] for person in service["adam"].get("people")["items"] if person["email"] == "nora@example.org"
    )
    assert (grant["role"], grant["effective"]) == ("monitor", False)
    refused(service["carla"].ask("POST", f"grants/{grant['id']}/confirmation"), 404, "not_found")
    service["adam"].post(f"grants/{grant['id']}/confirmation", None)


@pytest.mark.parametrize("roles", [[], ["reviewer"], ["monitor", "administrator"]])
def test_a_coordinator_invites_nobody_but_monitors(service, roles):
    body = {"email": "nils@example.org", "language": "en", "roles": roles}
    refused(service["carla"].ask("POST", "invitations", body=body), 403, "role_missing")
    for person in ("monica", "rita"):
        refused(service[person].ask("POST", "invitations", body=body | {"roles": ["monitor"]}), 403, "role_missing")
