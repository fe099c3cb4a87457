"""A small named world on a fresh copy of the migrated database, and people who act in it as the program would."""

import datetime
import hashlib
import json
import secrets
import uuid
from contextlib import contextmanager

import psycopg

from workflow_documents import workflow_documents

INDICATORS = [
    {"id": "single-bid", "colour": "red", "weight": 1, "rule_set": "core-1"},
    {"id": "few-bids", "colour": "pink", "weight": 0.5, "rule_set": "core-1"},
]
FORM_HASH = hashlib.sha256(b"the short form").hexdigest()
NOTICE = {
    "number": "000001-2026",
    "format": "ted_export",
    "type": "award_notice",
    "form": "F03_2014",
    "country": "IT",
    "language": "it",
    "title": "Ponte sul fiume (sample)",
    "published_on": "2026-01-15",
    "procedure_type": "open",
    "previous_numbers": [],
    "buyers": [{"name": "Comune di Esempio", "identifier": "IT-1"}],
    "lots": [{"key": "1", "title": "Ponte sul fiume (sample)", "cpv": "45221111"}],
    "awards": [
        {
            "lot_key": "1",
            "block": 0,
            "awarded": True,
            "tenders": 1,
            "amount": "1200000.00",
            "currency": "EUR",
            "suppliers": [{"name": "Impresa Esempio"}],
        }
    ],
    "indicators": [
        {"id": "single-bid", "colour": "red", "lot": "1", "block": 0, "result": "flag", "inputs": {"tenders": 1}},
        {"id": "few-bids", "colour": "pink", "lot": "1", "block": 0, "result": "not_applicable", "inputs": {}},
    ],
}
PEOPLE = {
    "carla": ("bridge_watch", ["coordinator"]),
    "monica": ("bridge_watch", ["monitor"]),
    "marco": ("bridge_watch", ["monitor"]),
    "rita": ("bridge_watch", ["reviewer"]),
    "anna": ("bridge_watch", ["approver"]),
    "aldo": ("bridge_watch", ["approver"]),
    "adam": ("bridge_watch", ["administrator"]),
    "ada": ("bridge_watch", ["administrator"]),
    "audrey": ("bridge_watch", ["auditor"]),
    "boris": ("open_sofia", ["coordinator"]),
    "mila": ("open_sofia", ["monitor"]),
    "olga": ("office", ["officer"]),
    "oscar": ("other_office", ["officer"]),
    "alma": ("office", ["authority_administrator"]),
}


class Refused(Exception):
    """PostgreSQL refused: its SQLSTATE, its code, and the reasons it gave."""

    def __init__(self, error):
        self.state = error.sqlstate
        self.code = error.diag.message_primary
        detail = error.diag.message_detail
        self.reasons = json.loads(detail) if detail and detail.startswith("[") else []
        super().__init__(f"{self.state} {self.code} {self.reasons or detail or ''}")


@contextmanager
def refusals():
    try:
        yield
    except psycopg.Error as error:
        raise Refused(error) from error


class World:
    def __init__(self, conninfo):
        self.conninfo = conninfo
        self.accounts = {}
        self.tokens = {}
        self.organisations = {}
        self.connections = {}

    def connection(self, role):
        if role not in self.connections or self.connections[role].closed:
            self.connections[role] = psycopg.connect(self.conninfo, user=role, autocommit=True)
        return self.connections[role]

    def close(self):
        for connection in self.connections.values():
            connection.close()
        self.connections = {}

    @contextmanager
    def entered(self, role, entry, name):
        connection = self.connection(role)
        with refusals(), connection.transaction(), connection.cursor() as cursor:
            cursor.execute(entry, (name,))
            yield cursor

    def account(self, person):
        return self.entered("casebridge_app", "SELECT casebridge.enter(%s)", self.tokens[person])

    def operator(self):
        return self.entered("casebridge_operator", "SELECT casebridge.enter_operator(%s)", "test")

    def worker(self):
        return self.entered("casebridge_worker", "SELECT casebridge.enter_system(%s)", "test")

    def call(self, person, function, *values):
        """Runs one entry function as a person, in a transaction of its own."""
        marks = ", ".join(["%s"] * len(values))
        with self.account(person) as cursor:
            cursor.execute(f"SELECT casebridge.{function}({marks})", [adapt(value) for value in values])
            return cursor.fetchone()[0]

    def operate(self, function, *values):
        marks = ", ".join(["%s"] * len(values))
        with self.operator() as cursor:
            cursor.execute(f"SELECT casebridge.{function}({marks})", [adapt(value) for value in values])
            return cursor.fetchone()[0]

    def work(self, function, *values):
        marks = ", ".join(["%s"] * len(values))
        with self.worker() as cursor:
            cursor.execute(f"SELECT casebridge.{function}({marks})", [adapt(value) for value in values])
            return cursor.fetchone()[0]

    def superuser(self, sql, *values):
        with refusals(), self.connection("postgres").cursor() as cursor:
            cursor.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else None

    def populate(self):
        self.operate("load_workflows", workflow_documents())
        self.operate("load_indicators", INDICATORS)
        self.operate("load_form", "short", 1, FORM_HASH, {"name": "short"})
        self.operate("import_notice", NOTICE, json.dumps(NOTICE).encode())
        self.contract = self.superuser("SELECT id FROM casebridge.contract")[0][0]
        for key, kind, name, country, zone in [
            ("bridge_watch", "monitoring", "Bridge Watch", "IT", "Europe/Rome"),
            ("open_sofia", "monitoring", "Open Sofia", "BG", "Europe/Sofia"),
            ("office", "authority", "Anti-fraud Office", "IT", "Europe/Rome"),
            ("other_office", "authority", "Prosecutor", "BG", "Europe/Sofia"),
        ]:
            self.organisations[key] = self.operate(
                "create_organisation", kind, name, country, zone, {"countries": [country]} if kind == "authority" else None
            )
        for person, (organisation, roles) in PEOPLE.items():
            email = f"{person}@example.org"
            self.accounts[person] = self.operate(
                "create_account", self.organisations[organisation], email, person.title(), "en", None, roles
            )
            self.tokens[person] = "cbt_" + secrets.token_urlsafe(32)
            expiry = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=2)
            digest = hashlib.sha256(self.tokens[person].encode()).digest()
            self.operate("create_token", email, digest, "test", None, expiry)
        today = datetime.date.today()
        for monitor in ("monica", "marco", "mila"):
            self.operate(
                "store_training",
                self.accounts[monitor],
                "Monitoring basics",
                today - datetime.timedelta(days=30),
                today + datetime.timedelta(days=300),
            )
        return self

    # Steps of the path, each returning what it made.

    def select_case(self):
        return self.call("carla", "create_case", self.contract, "High risk")["id"]

    def offer(self, case, monitor="monica"):
        due = datetime.date.today() + datetime.timedelta(days=60)
        return self.call("carla", "create_assignment", case, self.accounts[monitor], due)["id"]

    def declare(self, person, case, has_conflict=False):
        return self.call(person, "declare_conflict", case, has_conflict, "A cousin works there" if has_conflict else "")

    def accept(self, case, assignment, monitor="monica"):
        self.declare(monitor, case)
        return self.move(monitor, "assignment", assignment, "accept")

    def move(self, person, kind, record, action, expected=None, reason=None, data=None):
        return self.call(person, "move", kind, record, action, expected, reason, data)

    def draft(self, case, monitor="monica"):
        return self.call(monitor, "create_report", case, "short", json.dumps([]))["id"]

    def add_finding(self, report, monitor="monica", kind="fact", evidence=()):
        finding = {
            "kind": kind,
            "category": "single_or_few_bids",
            "phase": "evaluation_and_award",
            "statement": "Only one tender was received.",
            "evidence": [str(item) for item in evidence],
        }
        return self.call(monitor, "add_finding", report, finding)["id"]

    def add_evidence(self, report, monitor="monica", verified=True):
        begun = self.call(monitor, "begin_evidence", report, b"wrapped key")
        evidence = begun["evidence_id"]
        digest = hashlib.sha256(evidence.encode()).digest()
        self.call(
            monitor, "add_evidence", report, evidence, "Photo", "Site visit", "photo.jpg", "image/jpeg", 1234, digest
        )
        if verified:
            self.work("record_verification", evidence, True)
        return evidence

    def approved_report(self):
        """A case with an approved report by Monica, reviewed by Rita and approved by Anna."""
        case = self.select_case()
        self.accept(case, self.offer(case))
        report = self.draft(case)
        self.evidence = self.add_evidence(report)
        self.finding = self.add_finding(report, evidence=[self.evidence])
        self.move("monica", "report", report, "submit")
        self.declare("rita", case)
        self.move("rita", "report", report, "start_review")
        self.move("rita", "report", report, "recommend")
        self.declare("anna", case)
        self.move("anna", "report", report, "approve")
        return case, report

    def referral_in_approval(self):
        case, _ = self.approved_report()
        referral = self.call(
            "carla", "prepare_referral", case, self.organisations["office"], [str(self.finding)], [str(self.evidence)]
        )
        self.move("carla", "referral", referral["id"], "request_approval")
        return case, referral["id"]

    def approve_twice(self, case, referral):
        digest = self.call("carla", "referral_view", referral)["content_digest"]
        self.declare("aldo", case)
        for approver in ("anna", "aldo"):
            self.call(approver, "approve_referral", referral, digest)

    def sealed_referral(self):
        case, referral = self.referral_in_approval()
        self.approve_twice(case, referral)
        manifest = hashlib.sha256(b"manifest").hexdigest()
        self.call("carla", "store_dossier", referral, uuid.uuid4(), manifest)
        self.move("carla", "referral", referral, "seal", data={"manifest_sha256": manifest})
        return case, referral

    def sent_referral(self):
        case, referral = self.sealed_referral()
        self.work("record_package", referral, uuid.uuid4(), hashlib.sha256(b"package").digest(), 1000)
        self.move("carla", "referral", referral, "send")
        return case, referral


def adapt(value):
    if isinstance(value, (dict, list)) and not (isinstance(value, list) and all(isinstance(x, str) for x in value) and value and value[0] in ROLES):
        return psycopg.types.json.Jsonb(value)
    return value


ROLES = set(workflow_documents()["roles"][0]) | {role["name"] for role in workflow_documents()["roles"]}
