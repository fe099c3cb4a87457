"""The world of `casebridge demonstration` on a database and a server of its own, with two more people for two pages."""

import json
import secrets

import psycopg

import databases
from program import Program, resources
from server import Server

DOMAIN = "@demo.example"
# The demonstration has nine accounts; these two are here because some pages are theirs alone.
MORE = {"administrator.it": "administrator", "auditor.it": "auditor"}


class World:
    def __init__(self, folder):
        self.folder = folder
        self.database = "casebridge_browser_" + secrets.token_hex(4)
        self.connection = databases.address(self.database)
        self.program = Program(self.connection, folder)
        self.server = Server(self.program.settings, folder / "server.log")
        self.origin = self.server.origin
        self.passwords = {}

    def start(self):
        databases.create(self.database)
        self.program.run("migrate")
        for definition in ("workflow", "form", "indicators"):
            self.program.run(definition, "load")
        self.program.run("import", resources() / "Samples/notices")
        self.program.make_keys()
        accounts = json.loads(self.program.run("demonstration", "--format", "json"))
        self.passwords = {account["email"].removesuffix(DOMAIN): account["password"] for account in accounts}
        self.add_more()
        self.server.start()
        return self

    def add_more(self):
        organisation = self.one(
            "SELECT organisation_id FROM casebridge.account WHERE email = %s", "coordinator.it" + DOMAIN)
        for name, role in MORE.items():
            self.passwords[name] = secrets.token_urlsafe(15)
            self.program.run(
                "account", "create", "--organisation", organisation, "--email", name + DOMAIN,
                "--name", "Demo " + role.title(), "--role", role, text=self.passwords[name] + "\n")

    def close(self):
        self.server.stop()
        databases.drop(self.database)

    def rows(self, statement, *values):
        """What the database holds, read as the superuser."""
        with psycopg.connect(self.connection, autocommit=True) as connection:
            return connection.execute(statement, values).fetchall()

    def one(self, statement, *values):
        return self.rows(statement, *values)[0][0]
