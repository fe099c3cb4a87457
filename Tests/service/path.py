"""One case on its way from selection to closing, over the API; each step is what its person would do."""

from datetime import date, timedelta

import answers
import files
from people import OFFICERS, TEAMS
from service import wait_for

# The steps in their order: `advance("sealed")` takes all up to and including the one of that name.
STEPS = {
    "selected": "select",
    "offered": "offer",
    "declared": "declare_monitor",
    "monitoring": "accept",
    "draft": "start_report",
    "gathered": "gather",
    "submitted": "submit",
    "in_review": "start_review",
    "reviewed": "recommend",
    "approved": "approve",
    "prepared": "prepare",
    "in_approval": "request_approval",
    "approved_twice": "approve_twice",
    "sealed": "seal",
    "packaged": "wait_until_packaged",
    "sent": "send",
    "acknowledged": "acknowledge",
    "accepted": "accept_referral",
    "concluded": "conclude",
    "closed": "close",
}
FINDING = {
    "kind": "fact",
    "category": "single_or_few_bids",
    "phase": "evaluation_and_award",
    "statement": "Only one tender was received.",
}


def day(offset):
    return str(date.today() + timedelta(days=offset))


class Path:
    def __init__(self, service, team="bridge_watch", authority="office", **people):
        self.service = service
        self.authority = authority
        team = TEAMS[team] | people
        self.coordinator, self.monitor = team["coordinator"], team["monitor"]
        self.reviewer, self.approvers = team["reviewer"], team["approvers"]
        self.officer = OFFICERS[authority]
        self.contract = self.case = self.assignment = self.report = self.finding = self.referral = None
        self.evidence = []

    def advance(self, goal):
        for name, step in STEPS.items():
            getattr(self, step)()
            if name == goal:
                return self
        raise KeyError(goal)

    def __getitem__(self, person):
        return self.service[person]

    def record(self, kind):
        return getattr(self, kind)

    def move(self, person, kind, action, **more):
        return self[person].move(kind, self.record(kind), action, **more)

    def status(self, kind):
        table = "case_file" if kind == "case" else kind
        return self.service.one(f"SELECT status FROM casebridge.{table} WHERE id = %s", self.record(kind))

    def free_contract(self):
        """A contract on which the organisation has no case yet."""
        lines = self[self.coordinator].get("contracts?limit=100")["items"]
        return next(line["id"] for line in lines if line["case_id"] is None)

    def select(self, contract=None):
        self.contract = contract or self.free_contract()
        body = {"contract_id": self.contract, "reason": "High risk"}
        self.case = self[self.coordinator].post("cases", body)["id"]

    def offer(self, monitor=None):
        body = {"monitor_id": self.service.account(monitor or self.monitor), "due_on": day(60)}
        self.assignment = self[self.coordinator].post(f"cases/{self.case}/assignments", body)["id"]

    def declare(self, person, has_conflict=False):
        body = {"has_conflict": has_conflict} | (
            {"statement": "A cousin works there"} if has_conflict else {}
        )
        return self[person].post(f"cases/{self.case}/conflict-declarations", body)

    def declare_monitor(self):
        self.declare(self.monitor)

    def accept(self):
        self.move(self.monitor, "assignment", "accept")

    def start_report(self):
        self.report = self[self.monitor].post(f"cases/{self.case}/reports", {"form": "imonitor"})["id"]

    def gather(self):
        """Every answer, one file, one finding that it proves."""
        self[self.monitor].patch_answers(self.report, answers.whole())
        self.add_evidence()
        self.finding = self.add_finding(evidence=self.evidence)
        self.wait_until_verified()

    def add_evidence(self, name="note.txt", content=None, media_type="text/plain", title="A note"):
        made = self[self.monitor].upload(self.report, name, content or files.text(), media_type, title)
        self.evidence.append(made["id"])
        return made

    def add_finding(self, **changes):
        return self[self.monitor].post(f"reports/{self.report}/findings", FINDING | changes)["id"]

    def wait_until_verified(self):
        def verified():
            known = self[self.monitor].get(f"reports/{self.report}")["evidence"]
            return all(item["status"] == "verified" for item in known)

        wait_for("the evidence to be verified", verified)

    def submit(self):
        self.move(self.monitor, "report", "submit")

    def start_review(self):
        self.declare(self.reviewer)
        self.move(self.reviewer, "report", "start_review")

    def judge(self, verdict="accepted", text=None):
        """Gives this verdict on every part of the last submission that has none."""
        known = self[self.reviewer].get(f"reports/{self.report}/verdicts")
        given = [
            {"question": part["question"], "finding": part["finding"], "verdict": verdict, "text": text}
            for part in known["parts"]
            if part["verdict"] is None
        ]
        body = {"submission": known["submission"], "verdicts": given}
        return self[self.reviewer].post(f"reports/{self.report}/verdicts", body)

    def recommend(self):
        self.judge()
        self.move(self.reviewer, "report", "recommend")

    def approve(self):
        self.declare(self.approvers[0])
        self.move(self.approvers[0], "report", "approve")

    def prepare(self):
        body = {
            "authority_id": self.service.organisations[self.authority],
            "findings": [self.finding],
            "evidence": self.evidence,
        }
        made = self[self.coordinator].post(f"cases/{self.case}/referrals", body)
        self.referral = made["id"]
        return made

    def request_approval(self):
        self.move(self.coordinator, "referral", "request_approval")

    def approve_referral(self, person, status=201):
        digest = self[person].get(f"referrals/{self.referral}")["content_digest"]
        return self[person].post(f"referrals/{self.referral}/approvals", {"content_digest": digest}, status)

    def approve_twice(self):
        for person in self.approvers:
            self.declare(person)
            self.approve_referral(person)

    def seal(self):
        # The server makes the dossier and says its hash itself.
        self.move(self.coordinator, "referral", "seal")

    def wait_until_packaged(self):
        def packaged():
            return self[self.coordinator].get(f"referrals/{self.referral}")["dossier"]["ready"]

        wait_for("the dossier to be packaged", packaged)

    def send(self):
        self.move(self.coordinator, "referral", "send")

    def acknowledge(self):
        self.move(self.officer, "referral", "acknowledge", data={"reference_number": "AF-1/2026"})

    def ask(self, text="Which site?", due=20):
        body = {"text": text, "due_on": day(due)}
        return self[self.officer].post(f"referrals/{self.referral}/questions", body)["number"]

    def answer(self, number, text="The bridge."):
        return self[self.coordinator].post(
            f"referrals/{self.referral}/questions/{number}/answer", {"text": text}
        )

    def accept_referral(self):
        self.move(self.officer, "referral", "accept")

    def conclude(self, may_tell="partly"):
        data = {
            "outcome": "recovery",
            "may_tell_monitor": may_tell,
            "message": "Money came back.",
            "amount_recovered": {"amount": "1000.50", "currency": "EUR"},
        }
        self.move(self.officer, "referral", "conclude", data=data)

    def close(self):
        self.move(self.coordinator, "case", "close")
