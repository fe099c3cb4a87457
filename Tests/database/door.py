"""What the program does at the door, with the role that may make sessions; secrets are sealed as bytes of any kind."""

import hashlib
import secrets

from refusals import refusals

SEALED = b"s" * 48
HASHES = [hashlib.sha256(b"recovery %d" % number).digest() for number in range(10)]


def digest(token):
    return hashlib.sha256(token.encode()).digest()


class Door:
    def __init__(self, world):
        self.world = world

    def ask(self, function, *values):
        marks = ", ".join(["%s"] * len(values))
        connection = self.world.connection("casebridge_sign_in")
        with refusals():
            return connection.execute(f"SELECT casebridge.{function}({marks})", values).fetchone()[0]

    def answer(self, person, token, network="192.0.2.0/24", agent="firefox"):
        """What PostgreSQL says to the right password."""
        return self.ask("sign_in", self.world.accounts[person], digest(token), None, network, agent)

    def knock(self, person):
        """The token that the right password gives: a ticket or a session."""
        token = "cbs_" + secrets.token_urlsafe(32)
        self.answer(person, token)
        return token

    def browse(self, person, name=None):
        """A session of somebody who owes nothing; its token is kept under the name."""
        token = self.knock(person)
        self.world.tokens[name or f"browsing {person}"] = token
        return token

    def offer(self, ticket, sealed=SEALED):
        return self.ask("offer_by_ticket", ticket, sealed)

    def enrol(self, person, step=1):
        """The account's second factor, and a session that is kept as `browsing NAME`."""
        ticket = self.knock(person)
        self.offer(ticket)
        return self.finish_enrolment(person, ticket, step)

    def finish_enrolment(self, person, ticket, step=1, hashes=b"".join(HASHES)):
        token = "cbs_" + secrets.token_urlsafe(32)
        made = self.ask("enrol_by_ticket", ticket, step, hashes, digest(token))
        self.world.tokens[f"browsing {person}"] = token
        return made

    def code(self, ticket, step=None, recovery=None):
        """The session's token when the code is taken, None when it is not."""
        token = "cbs_" + secrets.token_urlsafe(32)
        made = self.ask("sign_in_by_code", ticket, step, recovery, digest(token))
        return token if made else None
