"""A case's history replayed on the model of the YAML: what the tables must have said after each of its events."""

import json
from collections import defaultdict

from facts import grouped
from model import MACHINES

# Rows that a random walk adds; all others stay as they are found at its end.
REPLAYED = ("conflict_declaration", "referral_approval", "referral_question", "referral_answer", "dossier")


class Replay:
    """The interface of Facts, for one case, at one point of its history."""

    def __init__(self, facts, case):
        self.case, self.today = case, facts.today
        self.digests, self.everything = facts.digests, facts
        self.rows = {
            table: [row for row in rows if row.get("case_id", case) == case]
            for table, rows in facts.rows.items()
        }
        self.rows |= {table: [] for table in REPLAYED}
        self.rows |= {table: [] for table in ("case_file", "assignment", "report", "referral")}
        self.records, self.events, self.seq = {}, [], 0

    def of(self, table, **wanted):
        return [row for row in self.rows[table] if all(row[name] == value for name, value in wanted.items())]

    def of_case(self, table, case):
        return self.rows[table]

    def apply(self, event):
        """One event more; raises if the YAML does not allow it here."""
        self.seq = event["seq"]
        self.events.append(event)
        note = getattr(self, "note_" + event["action"], None)
        if event["to_status"]:
            self.move(event)
        elif note:
            note(event, json.loads(event["facts"]))

    def move(self, event):
        kind, record = event["record_kind"], event["record_id"]
        declared = next(
            move
            for move in MACHINES[kind]["moves"]
            if move["action"] == event["action"] and event["from_status"] in (move.get("from") or [""])
        )
        assert declared["to"] == event["to_status"]
        if event["from_status"] == "":
            row = dict(self.everything.records[kind, record], status="", version=0, sent_at=None, round=1)
            self.records[kind, record] = row
            self.rows["case_file" if kind == "case" else kind].append(row)
        row = self.records[kind, record]
        assert (row["status"], row["version"] + 1) == (event["from_status"], event["record_version"])
        row.update(status=event["to_status"], version=event["record_version"])
        if event["action"] == "send":
            row["sent_at"] = event["at_us"]
        if event["action"] == "change":
            row["round"] += 1

    def note_conflict_declared(self, event, facts):
        self.rows["conflict_declaration"].append(
            {"id": event["seq"], "account_id": event["actor"], "has_conflict": facts["has_conflict"]}
        )

    def note_referral_approved(self, event, facts):
        self.rows["referral_approval"].append(
            {"referral_id": event["record_id"], "account_id": event["actor"], **facts}
        )

    def note_dossier_packaged(self, event, facts):
        self.rows["dossier"].append({"referral_id": event["record_id"], "packaged_at": event["at_us"]})

    def note_question_asked(self, event, facts):
        self.rows["referral_question"].append({"referral_id": event["record_id"], "number": facts["number"]})

    def note_question_answered(self, event, facts):
        self.rows["referral_answer"].append({"referral_id": event["record_id"], "number": facts["number"]})


def histories(events):
    """The events of each case's chain."""
    return grouped([event for event in events if event["chain_kind"] == "case"], "chain_id")


def parents_moved(history):
    """Each system move of a case stands right behind the child's move that names it; answers those that do not."""
    lonely = []
    for before, event in zip([None, *history], history):
        system = {move["action"] for move in MACHINES["case"]["moves"] if move.get("by") == "system"}
        if event["record_kind"] == "case" and event["action"] in system:
            fired = before and [
                move.get("then", [])
                for move in MACHINES[before["record_kind"]]["moves"]
                if move["action"] == before["action"]
            ]
            if not fired or event["action"] not in fired[0]:
                lonely.append(event)
    return lonely


def children_moved(history):
    """A case that ends takes everything open in it along, in the same breath; answers the cases' moves that did not."""
    broken, statuses = [], {}
    for index, event in enumerate(history):
        key = event["record_kind"], event["record_id"]
        wanted = {
            (kind, record, move["action"])
            for action in following(event)
            for (kind, record), status in statuses.items()
            for move in MACHINES[kind]["moves"]
            if move["action"] == action and status in move.get("from", [])
        }
        came = {
            (after["record_kind"], after["record_id"], after["action"])
            for after in history[index + 1 : index + 1 + len(wanted)]
        }
        if wanted != came:
            broken.append(event)
        if event["to_status"] and event["record_kind"] != "case":
            statuses[key] = event["to_status"]
    return broken


def following(event):
    """What the move of a case fires on its children."""
    if event["record_kind"] != "case":
        return []
    return [
        action
        for move in MACHINES["case"]["moves"]
        if move["action"] == event["action"]
        for action in move.get("each_child", [])
    ]


def windows(attempts):
    """The attempts by the point of the history before which they began."""
    by_case = defaultdict(list)
    for attempt in attempts:
        by_case[attempt.case].append(attempt)
    return by_case
