"""The world of `casebridge demonstration` on a database and a server of its own, with a person for each further role.

Its people bear the names by which Tests/service knows them, so that the paths of that suite walk here too."""

import json
import secrets
from datetime import date, timedelta

import databases
from program import resources
from service import Service

DOMAIN = "@demo.example"
ACCOUNTS = {
    "carla": "coordinator.it",
    "monica": "monitor.it",
    "rita": "reviewer.it",
    "anna": "approver1.it",
    "aldo": "approver2.it",
    "olga": "officer.it",
}
# The demonstration has nobody of these roles: whose they are, and the role.
MORE = {
    "marco": ("carla", "monitor"),
    "adam": ("carla", "administrator"),
    "ada": ("carla", "administrator"),
    "audrey": ("carla", "auditor"),
    "dora": ("carla", "data_protection_officer"),
    "alma": ("olga", "authority_administrator"),
}
ROLES = {
    "coordinator": "carla",
    "monitor": "monica",
    "reviewer": "rita",
    "approver": "anna",
    "officer": "olga",
    "authority_administrator": "alma",
    "administrator": "adam",
    "auditor": "audrey",
    "data_protection_officer": "dora",
}


def address_of(person):
    return ACCOUNTS.get(person, person) + DOMAIN


class World(Service):
    def __init__(self, folder, **options):
        self.database_name = "casebridge_scan_" + secrets.token_hex(4)
        nobody_yet = {"people": {}, "organisations": {}}
        super().__init__(databases.address(self.database_name), folder, nobody_yet, **options)

    def start(self):
        databases.create(self.database_name)
        self.program.run("migrate")
        for definition in ("workflow", "form", "indicators"):
            self.program.run(definition, "load")
        self.program.run("import", resources() / "Samples/notices")
        made = json.loads(self.program.run("demonstration", "--format", "json"))
        passwords = {account["email"].removesuffix(DOMAIN): account["password"] for account in made}
        self.people = {person: {"password": passwords[name]} for person, name in ACCOUNTS.items()}
        self._learn()
        self.organisations = {"bridge_watch": self.organisation_of("carla"), "office": self.organisation_of("olga")}
        for person, (colleague, role) in MORE.items():
            self._add(person, self.organisation_of(colleague), role)
        self._learn()
        super().start()
        self._train("marco")
        return self

    def organisation_of(self, person):
        return str(
            self.one("SELECT organisation_id FROM casebridge.account WHERE email = %s", address_of(person))
        )

    def _add(self, person, organisation, role):
        password = secrets.token_urlsafe(15)
        self.people[person] = {"password": password}
        words = ("--organisation", organisation, "--email", address_of(person), "--name", person.title())
        self.program.run("account", "create", *words, "--role", role, text=password + "\n")

    def _learn(self):
        """Everybody's id and a token of their own."""
        ids = dict(self.rows("SELECT email::text, id::text FROM casebridge.account"))
        for person, known in self.people.items():
            email = address_of(person)
            if "token" not in known:
                known["account"] = ids[email]
                known["token"] = self.program.run("token", "create", "--account", email, "--expires", "2")

    def _train(self, person):
        period = {
            "valid_from": str(date.today() - timedelta(days=30)),
            "valid_until": str(date.today() + timedelta(days=300)),
        }
        self["carla"].post(f"people/{self.account(person)}/trainings", {"title": "Monitoring basics"} | period)

    def close(self):
        super().close()
        databases.drop(self.database_name)
