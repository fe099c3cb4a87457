"""Who may see and move what, computed from Workflows/*.yaml and the rows alone: a second opinion on the SQL."""

from requirements import unmet
from workflow_documents import read

READ = {"case": "case.read", "assignment": "case.read", "report": "report.read", "referral": "referral.read"}
MACHINES = {kind: read(kind) for kind in READ}
ROLES = read("roles")["roles"]


class Person:
    def __init__(self, account, organisation, roles, scopes=None):
        self.account, self.organisation, self.roles, self.scopes = account, organisation, roles, scopes

    def reaches(self, permission):
        """The scopes of this person's roles that carry a permission."""
        if self.scopes is not None and permission not in self.scopes:
            return []
        return [ROLES[role]["scope"] for role in self.roles if permission in ROLES[role]["permissions"]]


def moves_from(kind, status):
    """The moves that people make out of a status, in the order of the YAML."""
    return [
        move
        for move in MACHINES[kind]["moves"]
        if status in move.get("from", []) and move.get("by", "account") == "account"
    ]


def has_access(facts, person, case):
    """Whether the case is assigned to the person, in a status that still opens it."""
    statuses = MACHINES["assignment"]["statuses"]
    return any(
        row["monitor_id"] == person.account and statuses[row["status"]].get("access", True)
        for row in facts.of_case("assignment", case)
    )


def is_delivered(record):
    return record.get("sent_at") is not None


def sees(facts, person, kind, record):
    for scope in person.reaches(READ[kind]):
        if scope == "organisation" and record["organisation_id"] == person.organisation:
            return True
        if scope == "assigned" and record["organisation_id"] == person.organisation:
            if has_access(facts, person, record["case_id"]):
                return True
        if scope == "authority" and is_delivered(record) and record["authority_id"] == person.organisation:
            return True
    return False


def is_own(facts, person, kind, record):
    if kind == "assignment":
        return record["monitor_id"] == person.account
    if kind == "report":
        return bool(facts.of("report_author", report_id=record["id"], account_id=person.account))
    return has_access(facts, person, record["case_id"])


def reach(facts, person, kind, record, permission):
    """yes, out_of_scope, or role_missing."""
    scopes = person.reaches(permission)
    home = record["organisation_id"] == person.organisation
    for scope in scopes:
        if scope == "organisation" and home:
            return "yes"
        if scope == "assigned" and home and is_own(facts, person, kind, record):
            return "yes"
        if scope == "authority" and is_delivered(record) and record["authority_id"] == person.organisation:
            return "yes"
    return "out_of_scope" if scopes else "role_missing"


def reopening(kind, record, move):
    """A case that leaves a final status must be the only open one of its contract: loading adds this by itself."""
    statuses = MACHINES["case"]["statuses"]
    if kind == "case" and statuses[record["status"]].get("final") and not statuses[move["to"]].get("final"):
        return ["no_other_open_case"]
    return []


def verdict(facts, person, kind, record, action):
    """('MV404', 'not_found'), ('MV409', 'requirement:…') and so on, or ('moved', status)."""
    if not sees(facts, person, kind, record):
        return "MV404", "not_found"
    move = next((move for move in moves_from(kind, record["status"]) if move["action"] == action), None)
    if move is None:
        return "MV409", "not_a_move"
    reached = reach(facts, person, kind, record, move["permission"])
    if reached != "yes":
        return "MV403", reached
    required = move.get("requires", []) + reopening(kind, record, move)
    missing = [name for name in required if unmet(name, facts, record, person.account)]
    if missing:
        return "MV409", tuple("requirement:" + name for name in missing)
    return "moved", move["to"]
