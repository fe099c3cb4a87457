"""Reads Workflows/*.yaml the way `casebridge workflow load` does: independent of our Swift, so that both must agree."""

import json
from pathlib import Path

import yaml

WORKFLOWS = Path(__file__).resolve().parents[2] / "Workflows"


def read(name):
    return yaml.safe_load((WORKFLOWS / f"{name}.yaml").read_text())


def machine_document(name):
    machine = read(name)
    statuses = [
        {
            "name": status,
            "position": position,
            "initial": flags.get("initial", False),
            "final": flags.get("final", False),
            "access": flags.get("access", True),
            "editable": flags.get("editable", False),
            "delivered": flags.get("delivered", False),
        }
        for position, (status, flags) in enumerate(machine["statuses"].items())
    ]
    moves = [
        {
            "action": move["action"],
            "from": move.get("from", []),
            "to": move["to"],
            "by": move.get("by", "account"),
            "permission": move.get("permission"),
            "approval": move.get("approval", False),
            "needs": move.get("needs", []),
            "requires": move.get("requires", []),
            "then": move.get("then", []),
            "each_child": move.get("each_child", []),
            "effect": move.get("effect"),
            "starts": move.get("starts", []),
            "stops": move.get("stops", []),
        }
        for move in machine["moves"]
    ]
    document = {
        "kind": machine["kind"],
        "version": machine["version"],
        "parent": machine.get("parent"),
        "statuses": statuses,
        "moves": moves,
    }
    document["definition"] = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return document


def workflow_documents():
    roles = read("roles")
    clocks = read("clocks")
    return {
        "workflows": [machine_document(name) for name in ("case", "assignment", "report", "referral")],
        "roles": [
            {
                "name": name,
                "scope": role["scope"],
                "grantors": role["grantors"],
                "permissions": role["permissions"],
            }
            for name, role in roles["roles"].items()
        ],
        "clocks": [
            {
                "name": name,
                "days": clock.get("days"),
                "due": clock.get("due", "counted"),
                "owed_by": clock["owed_by"],
                "soft": clock["soft"],
                "expires": clock.get("expires"),
            }
            for name, clock in clocks["clocks"].items()
        ],
        "roles_version": roles["version"],
        "clocks_version": clocks["version"],
    }
