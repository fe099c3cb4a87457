"""A small named world on a copy of the migrated database, and people who act in it as the program would."""

import datetime
import hashlib
import json
import secrets
from contextlib import contextmanager

import psycopg
from psycopg import conninfo
from psycopg.types.json import Jsonb

from people import FORM_HASH, INDICATORS, ORGANISATIONS, PEOPLE, notice
from refusals import refusals
from workflow_documents import workflow_documents

ENTRIES = {
    "casebridge_app": "SELECT casebridge.enter(%s)",
    "casebridge_operator": "SELECT casebridge.enter_operator(%s)",
    "casebridge_worker": "SELECT casebridge.enter_system(%s)",
}
TRAINED = ("monica", "marco", "paola", "mila")


def adapt(value):
    """Lists and objects are JSON; a tuple is an SQL array."""
    if isinstance(value, (dict, list)):
        return Jsonb(value)
    return list(value) if isinstance(value, tuple) else value


class World:
    def __init__(self, address, knowledge=None):
        self.conninfo = address
        self.connections = {}
        known = knowledge or {
            "accounts": {},
            "tokens": {},
            "organisations": {},
            "notices": 0,
            "contract": None,
        }
        self.accounts, self.tokens, self.organisations = (
            known["accounts"],
            known["tokens"],
            known["organisations"],
        )
        self.notices, self.contract = known["notices"], known["contract"]

    def knowledge(self):
        return {
            "accounts": self.accounts,
            "tokens": self.tokens,
            "organisations": self.organisations,
            "notices": self.notices,
            "contract": self.contract,
        }

    def connect(self, role=None):
        """A connection of its own as a login role, or as the superuser."""
        user = role or conninfo.conninfo_to_dict(self.conninfo).get("user", "postgres")
        return psycopg.connect(self.conninfo, user=user, autocommit=True)

    def connection(self, role=None):
        if role not in self.connections or self.connections[role].closed:
            self.connections[role] = self.connect(role)
        return self.connections[role]

    def close(self):
        for connection in self.connections.values():
            connection.close()
        self.connections = {}

    @contextmanager
    def entered(self, role, name):
        connection = self.connection(role)
        with refusals(), connection.transaction(), connection.cursor() as cursor:
            cursor.execute(ENTRIES[role], (name,))
            yield cursor

    def account(self, person):
        return self.entered("casebridge_app", self.tokens[person])

    def operator(self):
        return self.entered("casebridge_operator", "test")

    def worker(self):
        return self.entered("casebridge_worker", "test")

    def call(self, person, function, *values):
        """Runs one entry function as a person, in a transaction of its own."""
        with self.account(person) as cursor:
            return run(cursor, function, values)

    def operate(self, function, *values):
        with self.operator() as cursor:
            return run(cursor, function, values)

    def work(self, function, *values):
        with self.worker() as cursor:
            return run(cursor, function, values)

    def superuser(self, statement, *values):
        with refusals(), self.connection().cursor() as cursor:
            cursor.execute(statement, [adapt(value) for value in values] or None)
            return cursor.fetchall() if cursor.description else None

    @contextmanager
    def acting_as(self, role, login=None):
        """A transaction that SET ROLE turned into another role's; deferred keys are checked at its end."""
        connection = self.connection(login)
        with refusals(), connection.transaction(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
            yield cursor

    def one(self, statement, *values):
        """The single value of the single row, as the superuser sees it."""
        ((value,),) = self.superuser(statement, *values)
        return value

    def populate(self):
        self.operate("load_workflows", workflow_documents())
        self.operate("load_indicators", INDICATORS)
        self.operate("load_form", "short", 1, FORM_HASH, {"name": "short"})
        self.contract = self.new_contract()
        for key, (kind, name, country, zone) in ORGANISATIONS.items():
            detail = {"countries": [country]} if kind == "authority" else None
            self.organisations[key] = str(
                self.operate("create_organisation", kind, name, country, zone, detail)
            )
        for person, (organisation, roles) in PEOPLE.items():
            self.add_person(person, organisation, roles)
        for monitor in TRAINED:
            self.train(monitor)

    def add_person(self, person, organisation, roles):
        address = f"{person}@example.org"
        account = self.operate(
            "create_account", self.organisations[organisation], address, person.title(), "en", None, roles
        )
        self.accounts[person] = str(account)
        self.tokens[person] = self.new_token(person)

    def new_token(self, person, scopes=None, days=2):
        token = "cbt_" + secrets.token_urlsafe(32)
        expiry = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
        digest = hashlib.sha256(token.encode()).digest()
        self.operate("create_token", f"{person}@example.org", digest, "test", scopes, expiry)
        return token

    def train(self, person, begin=-30, end=300):
        # Days of the organisation, which are not always those of the machine.
        today = self.one(
            "SELECT (now() AT TIME ZONE o.time_zone)::date FROM casebridge.account a"
            " JOIN casebridge.organisation o ON o.id = a.organisation_id WHERE a.id = %s",
            self.accounts[person],
        )
        first, last = (today + datetime.timedelta(days=offset) for offset in (begin, end))
        self.operate("store_training", self.accounts[person], "Monitoring basics", first, last)

    def new_contract(self):
        self.notices += 1
        document = notice(self.notices)
        self.operate("import_notice", document, json.dumps(document).encode())
        return str(self.one("SELECT id FROM casebridge.contract ORDER BY id DESC LIMIT 1"))


def day(offset):
    return datetime.date.today() + datetime.timedelta(days=offset)


def run(cursor, function, values):
    marks = ", ".join(["%s"] * len(values))
    cursor.execute(f"SELECT casebridge.{function}({marks})", [adapt(value) for value in values])
    return cursor.fetchone()[0]
