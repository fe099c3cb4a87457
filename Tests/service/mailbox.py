"""A mail server on the loopback interface that keeps what it gets: STARTTLS, sign-in, and whom it refuses."""

import datetime
import email
import email.policy
import ipaddress
import re
import ssl

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from server import free_port
from service import wait_for

USER, PASSWORD = "casebridge", "a password of the mail server"
LINK = re.compile(r"http://127\.0\.0\.1:\d+(/\S*)")


def make_certificate(folder):
    """A certificate of 127.0.0.1 that signed itself; the files of it and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail of the tests")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(True, None), True)
        .sign(key, hashes.SHA256())
    )
    (folder / "mail.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "mail.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return folder / "mail.pem", folder / "mail.key"


class Keeper:
    def __init__(self):
        self.mails = []
        self.refused = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 5.1.1 no such person: " + address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 taken"


class Mailbox:
    """With a folder it speaks TLS and asks for a sign-in."""

    def __init__(self, folder=None, port=None):
        self.keeper = Keeper()
        self.port = port or free_port()
        self.folder = folder
        options = {}
        if folder:
            self.certificate, key = make_certificate(folder)
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(self.certificate, key)
            options = {
                "tls_context": context,
                "require_starttls": True,
                "auth_required": True,
                "authenticator": self._authenticate,
            }
        self.options = options
        self.start()

    def start(self):
        self.controller = Controller(
            self.keeper, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=False, **self.options
        )
        self.controller.start()

    def stop(self):
        self.controller.stop()

    @staticmethod
    def _authenticate(server, session, envelope, mechanism, data):
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    def settings(self, **changed):
        """Settings of the program for this server; `tls="off"` becomes CASEBRIDGE_SMTP_TLS."""
        found = {"host": "127.0.0.1", "port": str(self.port), "from": "no-reply@cases.example.org"}
        if self.folder:
            found |= {"user": USER, "password": PASSWORD, "authorities": str(self.certificate)}
        else:
            found |= {"tls": "off"}
        found |= changed
        return {f"CASEBRIDGE_SMTP_{name.upper()}": value for name, value in found.items() if value is not None}

    def letters(self, to):
        """The mails to somebody, parsed by code that is not ours, the oldest first."""
        return [
            email.message_from_bytes(content, policy=email.policy.default)
            for _, recipients, content in self.keeper.mails
            if recipients == [to]
        ]

    def wait_for_letter(self, to, number=1):
        wait_for(f"mail {number} to {to}", lambda: len(self.letters(to)) >= number)
        return self.letters(to)[number - 1]


def plain(letter):
    return letter.get_body(("plain",)).get_content()


def html(letter):
    return letter.get_body(("html",)).get_content()


def link(letter):
    """The path that the letter's one link leads to."""
    (path,) = set(LINK.findall(plain(letter).rsplit("-- ", 1)[0]))
    assert path in html(letter)
    return path
