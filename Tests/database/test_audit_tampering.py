"""The strongest attacker, a superuser who switches every guard off, and what finds her afterwards.

Found by the chains alone: a change, a gap, a new order, an insertion. Found only with the ledger's leaves (kept by
checkpoints outside): a tail that was cut off together with what it told of, a chain that was dropped with its case, a
chain that was hashed anew. Without leaves or checkpoint these last three are invisible, and the docs say so.
"""

import hashlib

import pytest

from chains import canonical, faults, read_events
from paths import Path

HISTORY = "SELECT max(seq) FROM casebridge.audit_event WHERE chain_id = %s AND chain_kind = 'case'"
HERE = "chain_id = %(case)s AND chain_kind = 'case'"


@pytest.fixture(scope="module")
def path(shared_world):
    return Path(shared_world).advance("reviewed")


@pytest.fixture
def attacker(path):
    """Statements inside a transaction that is undone, with all triggers and keys off."""
    with path.world.connection().transaction(force_rollback=True):
        tamper(path, "SET LOCAL casebridge.migrating = 'on'")
        for table in (
            "audit_event",
            "event_private",
            "ledger_leaf",
            "case_file",
            "assignment",
            "report",
            "report_author",
            "answer_change",
            "submission",
            "conflict_declaration",
            "clock",
            "finding",
            "evidence",
            "finding_evidence",
            "case_key",
            "comment",
            "verdict",
            "referral_question",
            "referral_answer",
        ):
            tamper(path, f"ALTER TABLE casebridge.{table} DISABLE TRIGGER ALL")
        yield path


def tamper(path, statement, **values):
    path.world.connection().execute(statement, {"case": path.case, "report": path.report, **values})


def verdict(path):
    return [(what, seq) for what, chain, seq in faults(read_events(path.world)) if chain == path.case]


def contradictions(path):
    return {what for (what,) in path.world.superuser("SELECT what FROM casebridge.contradictions()")}


def sequence_all(path):
    """Leaves for every event, as the worker's sequencer would write them."""
    tamper(
        path,
        "INSERT INTO casebridge.ledger_leaf SELECT (SELECT count(*) FROM casebridge.ledger_leaf) +"
        " row_number() OVER () - 1, hash, chain_kind, chain_id, seq FROM casebridge.audit_event e WHERE NOT"
        " EXISTS (SELECT FROM casebridge.ledger_leaf l WHERE (l.chain_id, l.chain_kind, l.seq) = (e.chain_id,"
        " e.chain_kind, e.seq))",
    )


def test_the_told_world_verifies_and_contradicts_nothing(told):
    events = read_events(told)
    assert len(events) > 500
    assert faults(events) == []
    assert told.superuser("SELECT * FROM casebridge.contradictions()") == []


def test_switching_the_guards_off_is_itself_named(attacker):
    assert len(attacker.world.superuser("SELECT * FROM guard.differences()")) > 20


@pytest.mark.parametrize(
    "column, value",
    [
        ("actor", "'somebody'"),
        ("actor_kind", "'operator'"),
        ("session", "'other'"),
        ("request", "'other'"),
        ("organisation_id", "gen_random_uuid()"),
        ("record_kind", "'planet'"),
        ("record_id", "gen_random_uuid()"),
        ("record_version", "record_version + 7, previous_version = previous_version + 7"),
        ("workflow_id", "workflow_id + 1"),
        ("action", "'changed'"),
        ("from_status", "'elsewhere'"),
        ("to_status", "'elsewhere'"),
        ("at_us", "at_us + 1"),
        ("facts", "'{\"a\": 1}'"),
        ("private_digest", "'\\x00'"),
        ("hash", "sha256(hash)"),
        ("previous_hash", "sha256(previous_hash)"),
        ("chain_kind", "'case_reads'"),
        ("seq", "seq + 1000"),
    ],
)
def test_a_changed_field_is_found(attacker, column, value):
    tamper(
        attacker,
        f"UPDATE casebridge.audit_event SET {column} = {value} WHERE {HERE} AND action = 'recommend'",
    )
    assert verdict(attacker)


WRITTEN = {
    "answer_change": ("patch", "'{\"changed\": 1}'", "report"),
    "finding": ("statement", "'Three tenders were received.'", "finding"),
    "finding_evidence": ("finding_id", None, "finding"),
    "evidence": ("title", "'Another photo'", "evidence"),
    "comment": ("text", "'All is well.'", "comment"),
    "verdict": ("text", "'It is as she says.'", "report"),
    "referral_question": ("text", "'What else?'", "referral"),
    "referral_answer": ("text", "'Nothing.'", "referral"),
}


@pytest.fixture(scope="module")
def written(shared_world):
    """A case in which everything was written that a person can write."""
    path = Path(shared_world).advance("gathered")
    version = shared_world.one("SELECT content_version FROM casebridge.report WHERE id = %s", path.report)
    shared_world.call("monica", "save_answers", path.report, version, {"a": "b"}, {"a": "b"}, "[]", None)
    shared_world.call("rita", "add_comment", path.report, None, None, "Which day?")
    for step in ("submit", "start_review", "recommend", "approve", "prepare", "request_approval", "approve_twice"):
        getattr(path, step)()
    for step in ("seal", "package", "send", "acknowledge"):
        getattr(path, step)()
    path.answer(path.ask())
    return path


@pytest.mark.parametrize("table", WRITTEN)
@pytest.mark.parametrize("how", ["changed", "unvouched"])
def test_what_a_person_wrote_is_vouched_for_by_its_event(written, table, how):
    column, value, kind = WRITTEN[table]
    with written.world.connection().transaction(force_rollback=True):
        tamper(written, "SET LOCAL casebridge.migrating = 'on'")
        for name in (table, "audit_event", "event_private"):
            tamper(written, f"ALTER TABLE casebridge.{name} DISABLE TRIGGER ALL")
        if how == "unvouched":
            tamper(
                written,
                "UPDATE casebridge.audit_event SET action = 'other' WHERE chain_id = %(case)s AND action = ANY"
                " ('{answers_saved,finding_added,evidence_added,comment_added,verdict_given,question_asked,question_answered}')",
            )
        elif value is None:
            tamper(written, f"DELETE FROM casebridge.{table} WHERE case_id = %(case)s")
        else:
            tamper(written, f"UPDATE casebridge.{table} SET {column} = {value} WHERE case_id = %(case)s")
        found = written.world.superuser("SELECT what, record_kind FROM casebridge.contradictions()")
    assert ("content_is_not_what_was_written", kind) in found


def test_an_erased_digest_of_what_was_written_contradicts_nothing(written):
    with written.world.connection().transaction(force_rollback=True):
        tamper(written, "SET LOCAL casebridge.migrating = 'on'")
        tamper(written, "ALTER TABLE casebridge.event_private DISABLE TRIGGER ALL")
        tamper(written, "DELETE FROM casebridge.event_private WHERE chain_id = %(case)s")
        assert contradictions(written) == set()


def test_a_changed_reason_is_found_and_a_removed_one_is_an_erasure(attacker):
    tamper(
        attacker,
        f"UPDATE casebridge.event_private SET body = replace(body, 'High', 'Low') WHERE {HERE} AND seq = 1",
    )
    assert verdict(attacker) == [("private text changed", 1)]
    tamper(attacker, f"DELETE FROM casebridge.event_private WHERE {HERE} AND seq = 1")
    assert verdict(attacker) == []


def test_a_removed_event_leaves_a_gap(attacker):
    tamper(attacker, f"DELETE FROM casebridge.audit_event WHERE {HERE} AND seq = 4")
    assert ("gap", 5) in verdict(attacker)
    tamper(attacker, f"UPDATE casebridge.audit_event SET seq = seq - 1 WHERE {HERE} AND seq > 4")
    assert ("does not follow", 4) in verdict(attacker)


def test_two_exchanged_events_are_found(attacker):
    tamper(
        attacker,
        f"UPDATE casebridge.audit_event SET seq = CASE seq WHEN 4 THEN 1005 ELSE 1004 END WHERE {HERE} AND"
        " seq IN (4, 5)",
    )
    tamper(attacker, f"UPDATE casebridge.audit_event SET seq = seq - 1000 WHERE {HERE} AND seq > 1000")
    assert {("changed", 4), ("changed", 5), ("does not follow", 4)} <= set(verdict(attacker))


def test_an_inserted_event_is_found(attacker):
    tamper(attacker, f"UPDATE casebridge.audit_event SET seq = seq + 1000 WHERE {HERE} AND seq >= 4")
    tamper(attacker, f"UPDATE casebridge.audit_event SET seq = seq - 999 WHERE {HERE} AND seq > 1000")
    tamper(
        attacker,
        "INSERT INTO casebridge.audit_event (chain_kind, chain_id, seq, previous_hash, hash, at_us,"
        " actor_kind, actor, session, request, record_kind, action, facts) VALUES ('case', %(case)s, 4,"
        " '\\x00', '\\x00', 1, 'system', 'x', '', '', 'case', 'x', '{}')",
    )
    assert {("changed", 4), ("does not follow", 4), ("does not follow", 5)} <= set(verdict(attacker))


def test_a_cut_tail_contradicts_the_record_that_it_brought_here(attacker):
    tamper(
        attacker,
        f"DELETE FROM casebridge.audit_event WHERE {HERE} AND seq = (SELECT max(seq) FROM"
        f" casebridge.audit_event WHERE {HERE})",
    )
    assert verdict(attacker) == []
    assert contradictions(attacker) == {"status_is_not_the_last_event"}


def test_a_cut_tail_with_its_status_set_back_is_found_by_the_leaves_alone(attacker):
    sequence_all(attacker)
    tamper(
        attacker,
        f"DELETE FROM casebridge.audit_event WHERE {HERE} AND seq = (SELECT max(seq) FROM"
        f" casebridge.audit_event WHERE {HERE})",
    )
    tamper(
        attacker,
        "UPDATE casebridge.report SET status = 'in_review', version = version - 1 WHERE id = %(report)s",
    )
    assert verdict(attacker) == []
    assert contradictions(attacker) == {"event_of_a_leaf_is_missing"}
    tamper(attacker, "DELETE FROM casebridge.ledger_leaf WHERE chain_id = %(case)s")
    assert contradictions(attacker) == set()


def drop_case(path):
    for table in (
        "finding_evidence",
        "evidence",
        "verdict",
        "finding",
        "submission",
        "answer_change",
        "report_author",
        "report",
        "clock",
        "conflict_declaration",
        "assignment",
        "case_key",
    ):
        tamper(path, f"DELETE FROM casebridge.{table} WHERE case_id = %(case)s")
    tamper(path, "DELETE FROM casebridge.case_file WHERE id = %(case)s")


def test_a_case_dropped_without_its_chain_is_missed(attacker):
    drop_case(attacker)
    assert contradictions(attacker) == {"record_of_an_event_is_missing"}


def test_a_chain_dropped_without_its_case_is_missed(attacker):
    tamper(attacker, f"DELETE FROM casebridge.audit_event WHERE {HERE}")
    assert verdict(attacker) == []
    assert contradictions(attacker) >= {"status_is_not_the_last_event"}


def test_a_chain_dropped_with_its_case_is_found_by_the_leaves_alone(attacker):
    sequence_all(attacker)
    drop_case(attacker)
    tamper(attacker, "DELETE FROM casebridge.audit_event WHERE chain_id = %(case)s")
    assert contradictions(attacker) == {"event_of_a_leaf_is_missing", "event_of_a_private_text_is_missing"}
    tamper(attacker, "DELETE FROM casebridge.event_private WHERE chain_id = %(case)s")
    assert contradictions(attacker) == {"event_of_a_leaf_is_missing"}
    tamper(attacker, "DELETE FROM casebridge.ledger_leaf WHERE chain_id = %(case)s")
    assert contradictions(attacker) == set()


def test_a_rewritten_chain_is_found_by_the_leaves_alone(attacker):
    sequence_all(attacker)
    tamper(
        attacker,
        f"UPDATE casebridge.audit_event SET actor = 'somebody' WHERE {HERE} AND action = 'recommend'",
    )
    previous = bytes(32)
    for event in [
        event
        for event in read_events(attacker.world)
        if event["chain_id"] == attacker.case and event["chain_kind"] == "case"
    ]:
        event["previous_hash"] = previous
        digest = hashlib.sha256(canonical(event).encode()).digest()
        tamper(
            attacker,
            f"UPDATE casebridge.audit_event SET previous_hash = %(previous)s, hash = %(hash)s WHERE {HERE}"
            " AND seq = %(seq)s",
            previous=previous,
            hash=digest,
            seq=event["seq"],
        )
        previous = digest
    assert {what for what, _ in verdict(attacker)} == {"not the leaf's"}
    assert contradictions(attacker) == {"event_of_a_leaf_is_missing"}


@pytest.mark.parametrize(
    "table, change",
    [
        ("case_file", "is_open = false"),
        ("report", "is_editable = true"),
        ("assignment", "has_access = false"),
        ("assignment", "is_open = false"),
    ],
)
def test_a_mark_that_is_not_its_statuss_is_found(attacker, table, change):
    tamper(attacker, f"UPDATE casebridge.{table} SET {change} WHERE organisation_id IS NOT NULL")
    assert contradictions(attacker) == {"mark_is_not_the_statuss"}


@pytest.mark.parametrize(
    "change",
    [
        "content = jsonb_set(content, '{answers}', '{\"a\": 2}')",
        "digest = repeat('0', 64)",
        "content = '{}', digest = encode(sha256('{}'), 'hex')",
    ],
)
def test_a_rewritten_submission_is_not_what_its_event_vouches_for(attacker, change):
    tamper(attacker, f"UPDATE casebridge.submission SET {change} WHERE report_id = %(report)s")
    assert contradictions(attacker) == {"submission_is_not_what_was_submitted"}


def test_a_status_typed_with_the_guards_off_is_found(attacker):
    tamper(
        attacker, "UPDATE casebridge.report SET status = 'approved', is_open = false WHERE id = %(report)s"
    )
    assert contradictions(attacker) == {"status_is_not_the_last_event"}


@pytest.mark.parametrize(
    "change",
    ["workflow_id = workflow_id + 1", "transition_id = 32000", "transition_id = transition_id + 1", "action = 'bless'"],
)
def test_an_event_that_no_workflow_declares_is_found(attacker, change):
    tamper(
        attacker, f"UPDATE casebridge.audit_event SET {change} WHERE {HERE} AND action = 'recommend'"
    )
    assert contradictions(attacker) == {"event_makes_no_declared_move"}
