"""Handing a mail to a real mail server, by `casebridge mail try`: encryption, sign-in, refusals, time."""

import re
import socket
import time

import pytest

from mailbox import Mailbox, html, plain
from server import free_port

USAGE, BAD_DATA, TRY_AGAIN, CONFIGURATION = 64, 65, 75, 78


@pytest.fixture(scope="module")
def sure(tmp_path_factory):
    mailbox = Mailbox(tmp_path_factory.mktemp("mail"))
    yield mailbox
    mailbox.stop()


@pytest.fixture(scope="module")
def bare():
    mailbox = Mailbox()
    yield mailbox
    mailbox.stop()


@pytest.fixture
def send(service):
    """Tries a mail with these settings beside the usual ones; the finished process."""

    def send(settings, address="ana@example.org", *arguments):
        program = service.program
        usual = dict(program.settings)
        program.settings |= {"CASEBRIDGE_ORIGIN": "https://cases.example.org"} | settings
        try:
            return program.try_run("mail", "try", address, *arguments)
        finally:
            program.settings = usual

    return send


def failed(done, code, word):
    assert done.returncode == code, done.stderr
    assert word in done.stderr, done.stderr
    return done.stderr


def test_a_mail_arrives_over_tls_with_a_sign_in(send, sure):
    before = len(sure.keeper.mails)
    done = send(sure.settings(), "ana@example.org", "--language", "bg")
    assert done.returncode == 0, done.stderr
    ((sender, recipients, content),) = sure.keeper.mails[before:]
    assert (sender, recipients) == ("no-reply@cases.example.org", ["ana@example.org"])
    letter = sure.letters("ana@example.org")[-1]
    assert letter["Subject"] == "Пробен имейл от Casebridge"
    assert letter["From"].addresses[0].addr_spec == "no-reply@cases.example.org"
    assert letter["Auto-Submitted"] == "auto-generated" and letter["Date"].datetime
    assert re.fullmatch(r"<[0-9a-f-]{36}@cases\.example\.org>", letter["Message-ID"])
    assert letter.get_content_type() == "multipart/alternative" and not letter.defects
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert not [part.defects for part in letter.walk() if part.defects]
    assert "Пробен" not in content.decode() and "пристигат" in plain(letter) and 'lang="bg"' in html(letter)
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))


def test_a_wrong_password_is_told_and_nothing_is_sent(send, sure):
    before = len(sure.keeper.mails)
    said = failed(send(sure.settings(password="not this one")), TRY_AGAIN, "login_refused")
    assert "not this one" not in said and len(sure.keeper.mails) == before


def test_a_refused_recipient_is_told_by_its_code_alone(send, bare):
    bare.keeper.refused.add("gone@example.org")
    said = failed(send(bare.settings(), "gone@example.org"), BAD_DATA, "recipient_refused")
    assert "gone@example.org" not in said


def test_nothing_is_sent_in_the_clear_where_encryption_is_required(send, bare):
    before = len(bare.keeper.mails)
    for tls in (None, "required", "implicit"):
        failed(send(bare.settings(tls=tls, timeout="5")), TRY_AGAIN, "not_encrypted")
    assert len(bare.keeper.mails) == before


@pytest.mark.parametrize("tls", ["optional", "off"])
def test_a_server_without_tls_is_used_where_that_is_allowed(send, bare, tls):
    assert send(bare.settings(tls=tls)).returncode == 0


def test_a_certificate_that_nobody_trusts_is_refused(send, sure, tmp_path):
    failed(send(sure.settings(authorities=None)), TRY_AGAIN, "not_encrypted")


def test_a_server_that_says_nothing_is_left_in_time(send, bare):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begin = time.monotonic()
        failed(send(bare.settings(port=str(silent.getsockname()[1]), timeout="2")), TRY_AGAIN, "timeout")
        assert time.monotonic() - begin < 10


def test_where_nothing_listens_the_command_says_so(send, bare):
    failed(send(bare.settings(port=str(free_port()))), TRY_AGAIN, "unreachable")


@pytest.mark.parametrize(
    "address", ["ana@example.org\r\nBcc: eve@example.org", "ana@example.org,eve@example.org", "ana", "<ana@b>"]
)
def test_what_is_no_single_address_is_refused_before_any_server_is_asked(send, address):
    failed(send({"CASEBRIDGE_SMTP_HOST": "127.0.0.1", "CASEBRIDGE_SMTP_FROM": "a@example.org"}, address), USAGE, "no plain mail address")


@pytest.mark.parametrize(
    "changed, word",
    [
        ({"from": "nobody"}, "CASEBRIDGE_SMTP_FROM"),
        ({"from": None}, "CASEBRIDGE_SMTP_FROM is not set"),
        ({"user": "x", "password": "y", "tls": "off"}, "CASEBRIDGE_SMTP_USER needs"),
        ({"user": "x", "password": "y", "tls": "optional"}, "CASEBRIDGE_SMTP_USER needs"),
        ({"user": "x", "password": None}, "CASEBRIDGE_SMTP_USER and"),
        ({"tls": "perhaps"}, "CASEBRIDGE_SMTP_TLS"),
        ({"host": "a b/c"}, "CASEBRIDGE_SMTP_HOST"),
        ({"port": "0"}, "CASEBRIDGE_SMTP_PORT"),
        ({"timeout": "never"}, "CASEBRIDGE_SMTP_TIMEOUT"),
    ],
)
def test_settings_that_do_not_fit_together_are_named(send, bare, changed, word):
    failed(send(bare.settings(**changed)), CONFIGURATION, word)


def test_a_mail_needs_an_address_for_its_links(send, bare):
    failed(send(bare.settings() | {"CASEBRIDGE_ORIGIN": ""}), CONFIGURATION, "CASEBRIDGE_ORIGIN")


def test_without_a_server_the_command_says_that_no_mail_is_sent(service):
    failed(service.program.try_run("mail", "try", "ana@example.org"), CONFIGURATION, "CASEBRIDGE_SMTP_HOST")
