"""Mails as the worker would write them: links by the secret that it makes, and what each mail is given to say."""

import hashlib
import secrets
import time

from door import Door


def digest(token):
    return hashlib.sha256(token.encode()).digest()


class Post:
    def __init__(self, world):
        self.world = world
        self.door = Door(world)

    def write(self, mail):
        """What the worker gets to write for a mail, and the secret of its link."""
        token = "cbl_" + secrets.token_urlsafe(32)
        return self.world.work("mail_to_send", mail, digest(token)), token

    def waiting(self):
        """Mails that nobody has written yet, the oldest first."""
        return [
            str(row[0])
            for row in self.world.superuser(
                "SELECT id FROM casebridge.mail WHERE sent_at IS NULL AND failed_at IS NULL ORDER BY created_at, id"
            )
        ]

    def mail_of(self, invitation):
        return self.world.one(
            "SELECT id::text FROM casebridge.mail WHERE invitation_id = %s ORDER BY created_at DESC LIMIT 1",
            invitation,
        )

    def invite(self, by, email, roles=(), language="bg"):
        """The invitation's id."""
        return self.world.call(by, "invite", email, language, tuple(roles))["id"]

    def link_of(self, invitation):
        """The secret in an invitation's mail."""
        return self.write(self.mail_of(invitation))[1]

    def accept(self, invitation, name="Iva", pseudonym=None, token=None):
        token = token or self.link_of(invitation)
        return self.door.ask("accept_invitation", token, name, pseudonym, "bg", "hash")

    def forget(self, person):
        """The secret in the mail to somebody who forgot a password."""
        self.door.ask("ask_new_password", f"{person}@example.org", secrets.token_hex(4))
        return self.write(self.waiting()[-1])[1]

    def read_events(self):
        """Reads all that are committed; another test's transaction in the cluster holds them up for a moment."""
        end = time.monotonic() + 30
        unread = "SELECT max(tx) >= (SELECT told_below FROM casebridge.notification_state) FROM casebridge.audit_event"
        while self.world.one(unread):
            assert time.monotonic() < end, "events stay unread"
            self.world.work("tell_events", 500, True)

    def tell(self):
        """Reads the events and makes the mails; how many mails."""
        self.read_events()
        return self.world.work("queue_notifications")
