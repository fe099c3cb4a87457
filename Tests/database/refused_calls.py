"""Calls that must be refused, on a case whose report is a draft: who, which function, with what."""

import uuid

from psycopg.types.json import Jsonb

from world import day

REFUSED = [
    ("monica", "create_case", lambda p: (p.world.contract, "Because")),
    ("carla", "create_case", lambda p: (uuid.uuid4(), "Because")),
    ("carla", "create_case", lambda p: (p.world.contract, "  ")),
    ("carla", "create_assignment", lambda p: (p.case, p.world.accounts["rita"], day(5))),
    ("carla", "create_assignment", lambda p: (p.case, p.world.accounts["marco"], day(0))),
    ("carla", "create_assignment", lambda p: (p.case, p.world.accounts["monica"], day(5))),
    ("monica", "declare_conflict", lambda p: (p.case, True, " ")),
    ("monica", "save_answers", lambda p: (p.report, 99, {}, {}, Jsonb([]), None)),
    ("marco", "save_answers", lambda p: (p.report, 1, {}, {}, Jsonb([]), None)),
    (
        "monica",
        "add_finding",
        lambda p: (p.report, {"kind": "fact", "category": "a", "phase": "b", "statement": " "}),
    ),
    (
        "monica",
        "add_finding",
        lambda p: (p.report, {"kind": "rumour", "category": "a", "phase": "b", "statement": "x"}),
    ),
    ("rita", "add_comment", lambda p: (p.report, "a.1", 99, "Why?")),
    ("rita", "add_comment", lambda p: (p.report, "no path!", None, "Why?")),
    ("rita", "give_verdicts", lambda p: (p.report, 1, [{"finding": 1, "verdict": "accepted"}])),
    ("carla", "dossier_preview", lambda p: (uuid.uuid4(),)),
    ("adam", "read_evidence", lambda p: (p.evidence,)),
    ("olga", "read_evidence", lambda p: (p.evidence,)),
    ("carla", "prepare_referral", lambda p: (p.case, p.world.organisations["office"], [p.finding], [])),
    ("monica", "move", lambda p: ("report", p.report, "approve", None, None, None)),
    ("adam", "propose_grant", lambda p: (p.world.accounts["adam"], "monitor")),
    ("adam", "propose_grant", lambda p: (p.world.accounts["marco"], "officer")),
    ("adam", "propose_grant", lambda p: (p.world.accounts["marco"], "monitor")),
    ("carla", "propose_grant", lambda p: (p.world.accounts["marco"], "reviewer")),
    ("adam", "record_training", lambda p: (p.world.accounts["adam"], "Basics", day(0), day(9))),
    ("adam", "record_training", lambda p: (p.world.accounts["marco"], "Basics", day(1), day(0))),
]
