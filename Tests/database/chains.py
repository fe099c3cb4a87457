"""The log of events verified by code of its own: canonical text, SHA-256 chain, private digests, moves, leaves."""

import hashlib
from collections import defaultdict

EVENTS = """
SELECT e.chain_kind, e.chain_id::text, e.seq, e.previous_hash, e.hash, e.at_us, e.actor_kind, e.actor, e.session, e.request,
    coalesce(e.organisation_id::text, '') AS organisation, e.record_kind, coalesce(e.record_id::text, '') AS record_id,
    e.record_version, e.workflow_id, e.action, coalesce(e.from_status, '') AS from_status,
    coalesce(e.to_status, '') AS to_status, e.private_digest, e.facts, p.salt, p.body, l.event_hash AS leaf
FROM casebridge.audit_event e
LEFT JOIN casebridge.event_private p USING (chain_kind, chain_id, seq)
LEFT JOIN casebridge.ledger_leaf l USING (chain_kind, chain_id, seq)
ORDER BY e.chain_id, e.chain_kind, e.seq
"""
HASHED = (
    "chain_kind chain_id seq previous at_us actor_kind actor session request organisation record_kind"
    " record_id record_version workflow_id action from_status to_status private facts"
).split()


def canonical(event):
    """`casebridge-event-v1|…`: fields joined by bars, absent ones empty, digests in hexadecimal, the facts last."""
    values = event | {
        "previous": event["previous_hash"].hex(),
        "private": (event["private_digest"] or b"").hex(),
    }
    return "|".join(
        ["casebridge-event-v1", *("" if values[name] is None else str(values[name]) for name in HASHED)]
    )


def read_events(world):
    with world.connection().cursor() as cursor:
        cursor.execute(EVENTS)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]


def faults(events):
    """What does not hold: (what, chain id, seq) in the order of the chains."""
    found = []
    last = defaultdict(lambda: (0, bytes(32)))
    standing = {}
    for event in events:
        chain = event["chain_kind"], event["chain_id"]
        seq, previous = last[chain]
        for what in broken(event, seq, previous, standing):
            found.append((what, event["chain_id"], event["seq"]))
        last[chain] = event["seq"], event["hash"]
    return found


def broken(event, seq, previous, standing):
    if event["seq"] != seq + 1:
        yield "gap"
    if event["previous_hash"] != previous:
        yield "does not follow"
    if hashlib.sha256(canonical(event).encode()).digest() != event["hash"]:
        yield "changed"
    if event["body"] is not None:
        if hashlib.sha256(event["salt"] + event["body"].encode()).digest() != event["private_digest"]:
            yield "private text changed"
    if event["leaf"] not in (None, event["hash"]):
        yield "not the leaf's"
    if event["to_status"]:
        status, version = standing.get((event["record_kind"], event["record_id"]), ("", 0))
        if event["from_status"] != status or event["record_version"] != version + 1:
            yield "leaves from elsewhere"
        standing[event["record_kind"], event["record_id"]] = event["to_status"], event["record_version"]
