"""Sixteen people's worth of random moves on few cases at once, each attempt with what came of it."""

import random
import threading
import uuid
from dataclasses import dataclass

import psycopg
from psycopg.types.json import Jsonb

from model import MACHINES
from paths import MANIFEST
from world import day

DATA = {"manifest_sha256": MANIFEST, "reference_number": "AF-1", "outcome": "none"}
PEOPLE = (
    "carla",
    "carla",
    "carla",
    "monica",
    "monica",
    "rita",
    "rita",
    "anna",
    "anna",
    "aldo",
    "olga",
    "olga",
    "marco",
    "paola",
    "boris",
)
ENDINGS = (
    "discard",
    "withdraw",
    "reject",
    "reassign",
    "complete",
    "revoke",
    "decline",
    "forward",
    "close_without_referral",
)
SEQ = "SELECT coalesce(max(seq), 0) FROM casebridge.audit_event WHERE chain_id = %s AND chain_kind = 'case'"


@dataclass
class Attempt:
    """One move as asked for, the history's length before and after, and the answer."""

    case: str
    person: str
    kind: str
    record: str
    action: str
    expected: int | None
    before: int
    after: int = 0
    state: str = ""
    code: str = ""
    reasons: tuple = ()


class Walker(threading.Thread):
    def __init__(self, world, cases, count, seed):
        super().__init__()
        self.world, self.cases, self.count, self.random = world, cases, count, random.Random(seed)
        self.attempts, self.raw = [], []

    def run(self):
        self.app = self.world.connect("casebridge_app")
        self.worker = self.world.connect("casebridge_worker")
        self.reader = self.world.connect()
        for _ in range(self.count):
            self.step()
        for connection in (self.app, self.worker, self.reader):
            connection.close()

    def step(self):
        case = self.random.choice(self.cases)
        person = self.random.choice(PEOPLE)
        while self.random.random() < 0.4:
            self.other(case, person)
        kind, record, version = self.random.choice(self.records(case))
        person, action = self.person_and_action(kind, record)
        expected = version if self.random.random() < 0.3 else None
        attempt = Attempt(case, person, kind, str(record), action, expected, self.length(case))
        if action == "seal":
            self.ask(person, "store_dossier", record, uuid.uuid4(), MANIFEST)
        answer = self.ask(person, "move", kind, record, action, expected, "because", DATA)
        attempt.state, attempt.code, attempt.reasons = answer
        attempt.after = self.length(case)
        self.attempts.append(attempt)

    def person_and_action(self, kind, record):
        """Mostly somebody with a move that was just offered, sometimes anybody with anything."""
        if self.random.random() < 0.7:
            for person in self.random.sample(PEOPLE, 5):
                state, _, answer = self.ask(person, "moves", kind, record)
                offered = (
                    [move["action"] for move in answer["moves"] if move["allowed"]] if state == "done" else []
                )
                # Endings are rare, or every case ends at once.
                offered = [
                    action for action in offered if action not in ENDINGS or self.random.random() < 0.03
                ]
                if offered:
                    return person, self.random.choice(offered)
        return self.random.choice(PEOPLE), self.random.choice(MACHINES[kind]["moves"])["action"]

    def other(self, case, person):
        """What requirements depend on: declarations, approvals, questions, answers, packages, drafts, referrals."""
        referrals = [record for kind, record, _ in self.records(case) if kind == "referral"]
        if referrals and self.random.random() < 0.6:
            referral = self.random.choice(referrals)
            step = self.random.choice((self.approve, self.question, self.package))
            step(person, referral)
        else:
            step = self.random.choice(
                (self.declare, self.declare, self.declare, self.offer, self.draft, self.prepare)
            )
            step(person, case)

    def declare(self, person, case):
        person = self.random.choice(("monica", "rita", "anna", "aldo", "paola", "marco"))
        conflict = self.random.random() < 0.05
        self.ask(person, "declare_conflict", case, conflict, "Cousin" if conflict else "")

    def offer(self, person, case):
        monitor = self.world.accounts[self.random.choice(("monica", "marco", "paola", "una"))]
        self.ask("carla", "create_assignment", case, monitor, day(30))

    def draft(self, person, case):
        self.ask(self.random.choice(("monica", "marco")), "create_report", case, "short", Jsonb([]), None)

    def prepare(self, person, case):
        findings = [
            str(row[0])
            for row in self.reader.execute("SELECT id FROM casebridge.finding WHERE case_id = %s", (case,))
        ]
        self.ask("carla", "prepare_referral", case, self.world.organisations["office"], findings[:1], [])

    def approve(self, person, referral):
        digest = self.reader.execute(
            "SELECT content_digest FROM casebridge.referral WHERE id = %s", (referral,)
        ).fetchone()[0]
        for approver in ("anna", "aldo"):
            self.ask(approver, "approve_referral", referral, digest)

    def question(self, person, referral):
        self.ask("olga", "ask_question", referral, "Where?", day(9))
        if self.random.random() < 0.9:
            for number in (1, 2, 3, 4):
                self.ask("carla", "answer_question", referral, number, "There.")

    def package(self, person, referral):
        self.request(
            self.worker, "enter_system", "test", "record_package", (referral, uuid.uuid4(), b"x" * 32, 10)
        )

    def records(self, case):
        return self.reader.execute(
            "SELECT kind, id, version FROM casebridge.case_file WHERE id = %(case)s "
            "UNION ALL SELECT kind, id, version FROM casebridge.assignment WHERE case_id = %(case)s "
            "UNION ALL SELECT kind, id, version FROM casebridge.report WHERE case_id = %(case)s "
            "UNION ALL SELECT kind, id, version FROM casebridge.referral WHERE case_id = %(case)s",
            {"case": case},
        ).fetchall()

    def length(self, case):
        return self.reader.execute(SEQ, (case,)).fetchone()[0]

    def ask(self, person, function, *values):
        return self.request(self.app, "enter", self.world.tokens[person], function, values)

    def request(self, connection, entry, name, function, values):
        """('done', '', answer), or the refusal's SQLSTATE, code and reasons; anything raw is kept for the test."""
        marks = ", ".join(["%s"] * len(values))
        values = [Jsonb(value) if isinstance(value, (dict, list)) else value for value in values]
        try:
            with connection.transaction():
                connection.execute(f"SELECT casebridge.{entry}(%s)", (name,))
                return (
                    "done",
                    "",
                    connection.execute(f"SELECT casebridge.{function}({marks})", values).fetchone()[0],
                )
        except psycopg.Error as error:
            if not (error.sqlstate or "").startswith("MV"):
                self.raw.append((function, str(error)))
            detail = error.diag.message_detail or ""
            codes = (
                tuple(reason["code"] for reason in psycopg.types.json.json.loads(detail))
                if detail.startswith("[")
                else ()
            )
            return error.sqlstate, error.diag.message_primary, codes
