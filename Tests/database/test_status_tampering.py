"""Nobody but the gate writes a status or an event: by privileges, by triggers, by keys."""

import uuid

import pytest

from paths import Path
from refusals import PRIVILEGE, refused

RECORDS = {
    "case_file": "id organisation_id workflow_id status version is_open contract_id",
    "assignment": "id organisation_id workflow_id status version is_open case_id monitor_id has_access",
    "report": "id organisation_id workflow_id status version is_open case_id assignment_id is_editable",
    "referral": (
        "id organisation_id workflow_id status version is_open case_id authority_id report_id prepared_by "
        "content_digest round is_editable is_delivered"
    ),
}
# Rows that are added and never changed.
HISTORY = (
    "workflow workflow_status workflow_transition clock_rule loaded_document audit_event ledger_leaf "
    "ledger_checkpoint conflict_declaration report_author answer_change submission finding finding_evidence "
    "comment verdict referral_approval referral_question referral_answer conduct conduct_acceptance"
).split()
LOADED = "workflow workflow_status workflow_transition clock_rule loaded_document".split()
ROLES = ("role", "role_grant")
LOGINS = (
    "casebridge_app",
    "casebridge_sign_in",
    "casebridge_worker",
    "casebridge_operator",
    "casebridge_backup",
)
# As whom: the owner, a superuser, and a superuser whose session fires no ordinary trigger.
MIGHTY = {
    "owner": "SET LOCAL ROLE casebridge_owner",
    "superuser": "SELECT",
    "replica": "SET LOCAL session_replication_role = replica",
}


def attempt(world, mighty, statement):
    from refusals import refusals

    connection = world.connection()
    with refusals(), connection.transaction():
        connection.execute(MIGHTY[mighty])
        connection.execute(statement)


def nth_column(world, table, number):
    return world.one(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = %s",
        f"casebridge.{table}",
        number,
    )


def inserting_nothing(world, table):
    """No row, so that only the statement's own trigger can refuse."""
    column = nth_column(world, table, 1)
    overriding = "OVERRIDING SYSTEM VALUE " if column == "id" else ""
    return (
        f'INSERT INTO casebridge.{table} ("{column}") {overriding}SELECT "{column}" FROM casebridge.{table}'
        " WHERE false"
    )


@pytest.mark.parametrize("mighty", MIGHTY)
@pytest.mark.parametrize("table", RECORDS)
def test_no_mighty_hand_writes_a_record(told, table, mighty):
    statements = [f"UPDATE casebridge.{table} SET {column} = {column}" for column in RECORDS[table].split()]
    statements += [
        inserting_nothing(told, table),
        f"DELETE FROM casebridge.{table}",
        f"TRUNCATE casebridge.{table} CASCADE",
    ]
    for statement in statements:
        with refused("written_outside_a_move", "MV403") as caught:
            attempt(told, mighty, statement)
        assert f"on casebridge.{table}:" in caught.value.hint


@pytest.mark.parametrize("mighty", MIGHTY)
@pytest.mark.parametrize("table", HISTORY)
def test_no_mighty_hand_changes_history(told, table, mighty):
    column = nth_column(told, table, 2)
    for statement in (
        f'UPDATE casebridge.{table} SET "{column}" = "{column}"',
        f"DELETE FROM casebridge.{table}",
        f"TRUNCATE casebridge.{table} CASCADE",
    ):
        with refused("history_is_append_only", "MV403") as caught:
            attempt(told, mighty, statement)
        assert caught.value.hint.endswith(f"on casebridge.{table}")


@pytest.mark.parametrize("mighty", MIGHTY)
@pytest.mark.parametrize("table", LOADED + list(ROLES))
def test_no_mighty_hand_adds_a_machine_or_a_right(told, table, mighty):
    with refused("written_outside_a_move", "MV403"):
        attempt(told, mighty, inserting_nothing(told, table))


@pytest.mark.parametrize("mighty", MIGHTY)
def test_no_mighty_hand_adds_an_audit_event(told, mighty):
    with refused("written_outside_a_move", "MV403"):
        attempt(
            told,
            mighty,
            "INSERT INTO casebridge.audit_event (chain_kind, chain_id, seq, previous_hash, hash, at_us, actor_kind,"
            " actor, session, request, record_kind, action, facts)"
            r" VALUES ('case', gen_random_uuid(), 1, '\x', '\x', 0, 'system', 'x', '', '', 'case', 'x', '{}')",
        )


@pytest.mark.parametrize("mighty", MIGHTY)
@pytest.mark.parametrize("table", ROLES)
def test_no_mighty_hand_changes_a_right(told, table, mighty):
    column = {"role": "scope", "role_grant": "revoked_at"}[table]
    for statement in (
        f"UPDATE casebridge.{table} SET {column} = {column}",
        f"DELETE FROM casebridge.{table}",
        f"TRUNCATE casebridge.{table} CASCADE",
    ):
        with refused("written_outside_a_move", "MV403"):
            attempt(told, mighty, statement)


@pytest.mark.parametrize("login", LOGINS)
def test_no_login_role_writes_any_table(told, login):
    connection = told.connection(login)
    for (table,) in told.superuser(
        "SELECT relname FROM pg_class WHERE relnamespace = 'casebridge'::regnamespace AND relkind = 'r'"
    ):
        for statement in (
            f"INSERT INTO casebridge.{table} DEFAULT VALUES",
            f"DELETE FROM casebridge.{table}",
            f"TRUNCATE casebridge.{table}",
        ):
            assert sqlstate(connection, statement) == PRIVILEGE, (login, statement)
        for (column,) in told.superuser(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
            "AND NOT attisdropped AND attgenerated = ''",
            f"casebridge.{table}",
        ):
            assert sqlstate(connection, f'UPDATE casebridge.{table} SET "{column}" = DEFAULT') == PRIVILEGE, (
                login,
                table,
            )


def sqlstate(connection, statement):
    import psycopg

    try:
        connection.execute(statement)
    except psycopg.Error as error:
        return error.sqlstate
    return None


@pytest.fixture
def reviewed(shared_world):
    return Path(shared_world).advance("reviewed")


def test_a_status_without_its_event_cannot_be_committed_even_by_the_gate(reviewed):
    for table, record in (
        ("case_file", reviewed.case),
        ("assignment", reviewed.assignment),
        ("report", reviewed.report),
    ):
        for change in (
            "status = 'approved', version = version + 1",
            "status = 'approved'",
            "version = version - 1",
        ):
            with refused("status_has_its_event"), reviewed.world.acting_as("casebridge_gate") as cursor:
                cursor.execute(f"UPDATE casebridge.{table} SET {change} WHERE id = %s", (record,))
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_referrals_status_needs_its_event_too(shared_world):
    path = Path(shared_world).advance("sent")
    with refused("status_has_its_event"), shared_world.acting_as("casebridge_gate") as cursor:
        cursor.execute("UPDATE casebridge.referral SET status = 'concluded' WHERE id = %s", (path.referral,))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


# An event as append_event would write it; its hash is nobody's business here.
EVENT = """
INSERT INTO casebridge.audit_event (chain_kind, chain_id, seq, previous_hash, hash, at_us, actor_kind, actor, session,
    request, record_kind, record_id, previous_version, record_version, workflow_id, transition_id, action, from_status,
    to_status, facts)
SELECT 'case', %(case)s, 1000, '', '', 0, 'system', 'x', '', '', t.kind, %(record)s,
    coalesce(%(previous)s, nullif(%(version)s - 1, 0)), %(version)s, t.workflow_id, t.id,
    coalesce(%(action)s, t.action), t.from_status, coalesce(%(to)s, t.to_status), '{}'
FROM casebridge.workflow_transition t WHERE t.kind = 'report' AND t.action = %(name)s AND t.from_status = %(leaves)s
"""


def write_event(path, name, leaves, version, action=None, to=None, previous=None, mighty="superuser"):
    values = {
        "case": path.case,
        "record": path.report,
        "version": version,
        "previous": previous,
        "action": action,
        "to": to,
        "name": name,
        "leaves": leaves,
    }
    with path.world.acting_as("casebridge_gate") as cursor:
        for statement in ("RESET ROLE", MIGHTY[mighty], "SET LOCAL ROLE casebridge_gate"):
            cursor.execute(statement)
        cursor.execute(EVENT, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("mighty", ["superuser", "replica"])
def test_an_audit_event_that_makes_no_declared_move_cannot_be_written(reviewed, mighty):
    for changed in ({"to": "withdrawn"}, {"action": "bless"}):
        with refused("event_makes_a_declared_move", "23503"):
            write_event(reviewed, "approve", "reviewed", 5, mighty=mighty, **changed)


@pytest.mark.parametrize("other", ["t.workflow_id + 1, t.id", "t.workflow_id, t.id + 1", "t.workflow_id, 32000"])
def test_an_audit_event_of_another_workflow_or_transition_cannot_be_written(reviewed, other):
    with refused("event_makes_a_declared_move"), reviewed.world.acting_as("casebridge_gate") as cursor:
        values = {"case": reviewed.case, "record": reviewed.report, "version": 5, "name": "approve"}
        cursor.execute(
            EVENT.replace("t.workflow_id, t.id", other),
            values | {"leaves": "reviewed", "previous": None, "action": None, "to": None},
        )


def test_an_event_that_does_not_follow_the_last_one_cannot_be_written(reviewed):
    for name, leaves, version in (
        ("approve", "reviewed", 6),
        ("start_review", "submitted", 5),
        ("submit", "draft", 4),
    ):
        with refused("event_follows_the_last"):
            write_event(reviewed, name, leaves, version)
    with refused("move_is_whole"):
        write_event(reviewed, "create", "", 5)
    with refused("move_is_whole"):
        write_event(reviewed, "start_review", "submitted", 5, previous=2)


def test_a_second_event_of_the_same_version_is_refused_or_found(reviewed):
    with refused("event_once_a_version"):
        write_event(reviewed, "recommend", "in_review", 4)
    write_event(reviewed, "request_changes", "in_review", 4)
    assert ("two_events_of_one_version", "report", uuid.UUID(reviewed.report)) in reviewed.world.superuser(
        "SELECT * FROM casebridge.contradictions()"
    )


def test_a_move_that_is_half_an_event_cannot_be_written(reviewed):
    with refused("move_is_whole"), reviewed.world.acting_as("casebridge_gate") as cursor:
        cursor.execute(
            EVENT.replace("t.workflow_id, t.id", "t.workflow_id, NULL"),
            {
                "case": reviewed.case,
                "record": reviewed.report,
                "version": 5,
                "previous": None,
                "action": None,
                "to": None,
                "name": "approve",
                "leaves": "reviewed",
            },
        )
