"""One case on its way from selection to closing; each step is what its person would do."""

import hashlib
import json
import uuid

from psycopg.types.json import Jsonb

from people import OFFICERS, TEAMS
from world import day

MANIFEST = hashlib.sha256(b"manifest").hexdigest()
# The steps in their order: `advance("sealed")` takes all up to and including the one that makes this status.
STEPS = {
    "selected": "select",
    "offered": "offer",
    "monitoring": "accept",
    "draft": "draft",
    "gathered": "gather",
    "submitted": "submit",
    "in_review": "start_review",
    "reviewed": "recommend",
    "approved": "approve",
    "prepared": "prepare",
    "in_approval": "request_approval",
    "approved_twice": "approve_twice",
    "sealed": "seal",
    "packaged": "package",
    "sent": "send",
    "acknowledged": "acknowledge",
    "accepted": "accept_referral",
    "concluded": "conclude",
    "closed": "close",
}


class Path:
    def __init__(self, world, team="bridge_watch", authority="office", **people):
        self.world = world
        self.authority = authority
        team = TEAMS[team] | people
        self.coordinator, self.monitor = team["coordinator"], team["monitor"]
        self.reviewer, self.approvers = team["reviewer"], team["approvers"]
        self.officer = OFFICERS[authority]
        self.case = self.assignment = self.report = self.evidence = self.finding = self.referral = None

    def advance(self, goal):
        for name, step in STEPS.items():
            getattr(self, step)()
            if name == goal:
                return self
        raise KeyError(goal)

    def record(self, kind):
        return getattr(self, kind)

    def move(self, person, kind, action, expected=None, reason=None, data=None):
        return self.world.call(person, "move", kind, self.record(kind), action, expected, reason, data)

    def status(self, kind):
        table = "case_file" if kind == "case" else kind
        return self.world.one(f"SELECT status FROM casebridge.{table} WHERE id = %s", self.record(kind))

    def declare(self, person, has_conflict=False):
        statement = "A cousin works there" if has_conflict else ""
        return self.world.call(person, "declare_conflict", self.case, has_conflict, statement)

    def select(self, contract=None):
        contract = contract or self.world.new_contract()
        self.case = self.world.call(self.coordinator, "create_case", contract, "High risk")["id"]

    def offer(self, monitor=None):
        monitor = self.world.accounts[monitor or self.monitor]
        self.assignment = self.world.call(self.coordinator, "create_assignment", self.case, monitor, day(60))[
            "id"
        ]

    def accept(self):
        self.declare(self.monitor)
        self.move(self.monitor, "assignment", "accept")

    def draft(self, problems=()):
        given = json.dumps(list(problems))
        self.report = self.world.call(self.monitor, "create_report", self.case, "short", given)["id"]

    def gather(self):
        self.evidence = self.add_evidence()
        self.finding = self.add_finding((self.evidence,))

    def add_evidence(self, verified=True):
        evidence = self.world.call(self.monitor, "begin_evidence", self.report, b"wrapped key")["evidence_id"]
        digest = hashlib.sha256(evidence.encode()).digest()
        file = ("Photo", "Site visit", "photo.jpg", "image/jpeg", 1234, digest)
        self.world.call(self.monitor, "add_evidence", self.report, evidence, *file)
        if verified:
            self.world.work("record_verification", evidence, True)
        return evidence

    def add_finding(self, evidence=(), **changes):
        finding = {
            "kind": "fact",
            "category": "single_or_few_bids",
            "phase": "evaluation_and_award",
            "statement": "Only one tender was received.",
            "evidence": list(evidence),
        } | changes
        return self.world.call(self.monitor, "add_finding", self.report, finding)["id"]

    def submit(self):
        self.move(self.monitor, "report", "submit")

    def start_review(self):
        self.declare(self.reviewer)
        self.move(self.reviewer, "report", "start_review")

    def judge(self, verdict="accepted", text=None, person=None):
        """Gives this verdict on every part of the last submission that has none."""
        person = person or self.reviewer
        known = self.world.call(person, "verdict_list", self.report)
        given = [
            {"question": part["question"], "finding": part["finding"], "verdict": verdict, "text": text}
            for part in known["parts"]
            if part["verdict"] is None
        ]
        if given:
            return self.world.call(person, "give_verdicts", self.report, known["submission"], Jsonb(given))
        return known

    def recommend(self):
        self.judge()
        self.move(self.reviewer, "report", "recommend")

    def approve(self):
        self.declare(self.approvers[0])
        self.move(self.approvers[0], "report", "approve")

    def prepare(self):
        authority = self.world.organisations[self.authority]
        parts = [self.finding], [self.evidence]
        self.referral = self.world.call(self.coordinator, "prepare_referral", self.case, authority, *parts)[
            "id"
        ]

    def request_approval(self):
        self.move(self.coordinator, "referral", "request_approval")

    def approve_once(self, person):
        self.declare(person)
        digest = self.world.call(self.coordinator, "referral_view", self.referral)["content_digest"]
        return self.world.call(person, "approve_referral", self.referral, digest)

    def approve_twice(self):
        for person in self.approvers:
            self.approve_once(person)

    def seal(self):
        self.world.call(self.coordinator, "store_dossier", self.referral, uuid.uuid4(), MANIFEST)
        self.move(self.coordinator, "referral", "seal", data={"manifest_sha256": MANIFEST})

    def package(self):
        digest = hashlib.sha256(b"package").digest()
        self.world.work("record_package", self.referral, uuid.uuid4(), digest, 1000)

    def send(self):
        self.move(self.coordinator, "referral", "send")

    def acknowledge(self):
        self.move(self.officer, "referral", "acknowledge", data={"reference_number": "AF-1/2026"})

    def ask(self, text="Which site?", due=20):
        return self.world.call(self.officer, "ask_question", self.referral, text, day(due))["number"]

    def answer(self, number, text="The bridge."):
        return self.world.call(self.coordinator, "answer_question", self.referral, number, text)

    def accept_referral(self):
        self.move(self.officer, "referral", "accept")

    def conclude(self):
        outcome = {"outcome": "recovery", "may_tell_monitor": "partly", "message": "Money came back."}
        outcome["amount_recovered"] = {"amount": "1000.50", "currency": "EUR"}
        self.move(self.officer, "referral", "conclude", data=outcome)

    def close(self):
        self.move(self.coordinator, "case", "close")
