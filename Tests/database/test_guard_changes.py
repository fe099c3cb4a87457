"""The guards themselves: whoever changes one outside a migration is refused, and a changed one is named."""

from contextlib import suppress

import psycopg
import pytest

from refusals import PRIVILEGE, refused

# What an owner, or a superuser who announces nothing, might try; every one must fail.
CHANGES = """
ALTER TABLE casebridge.report DISABLE TRIGGER report_moves_only
ALTER TABLE casebridge.report DISABLE TRIGGER USER
ALTER TABLE casebridge.report ENABLE TRIGGER report_moves_only
ALTER TABLE casebridge.report ENABLE REPLICA TRIGGER report_moves_only
ALTER TRIGGER report_moves_only ON casebridge.report RENAME TO report_moves
DROP TRIGGER report_moves_only ON casebridge.report
CREATE TRIGGER quiet BEFORE UPDATE ON casebridge.report FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
ALTER TABLE casebridge.report DROP CONSTRAINT status_has_its_event
ALTER TABLE casebridge.report ALTER CONSTRAINT status_has_its_event NOT DEFERRABLE
ALTER TABLE casebridge.audit_event DROP CONSTRAINT event_follows_the_last
ALTER TABLE casebridge.role_grant DROP CONSTRAINT nobody_grants_himself_a_role
ALTER TABLE casebridge.role_grant RENAME CONSTRAINT nobody_grants_himself_a_role TO somebody
DROP POLICY reader ON casebridge.report
ALTER POLICY reader ON casebridge.report USING (true)
ALTER POLICY gate ON casebridge.report TO PUBLIC
CREATE POLICY anybody ON casebridge.report USING (true)
ALTER TABLE casebridge.report DISABLE ROW LEVEL SECURITY
ALTER TABLE casebridge.report NO FORCE ROW LEVEL SECURITY
CREATE RULE unseen AS ON INSERT TO casebridge.audit_event DO INSTEAD NOTHING
CREATE RULE copied AS ON UPDATE TO casebridge.report DO ALSO NOTIFY moved
ALTER TABLE casebridge.report OWNER TO casebridge_app
ALTER TABLE casebridge.report RENAME TO old_report
ALTER TABLE casebridge.report RENAME COLUMN status TO old_status
ALTER TABLE casebridge.job SET UNLOGGED
ALTER TABLE casebridge.report ADD COLUMN note text
ALTER TABLE casebridge.report ALTER COLUMN status SET DEFAULT 'approved'
ALTER TABLE casebridge.report ALTER COLUMN status DROP NOT NULL
ALTER TABLE casebridge.report ALTER COLUMN status TYPE text USING 'approved'
ALTER TABLE casebridge.report DROP COLUMN version CASCADE
DROP INDEX casebridge.one_open_case_a_contract
DROP TABLE casebridge.comment CASCADE
DROP TABLE casebridge.event_private
CREATE TABLE casebridge.more (id int)
CREATE VIEW casebridge.more AS SELECT * FROM casebridge.report
CREATE MATERIALIZED VIEW casebridge.more AS SELECT * FROM casebridge.report
GRANT UPDATE ON casebridge.report TO casebridge_app
GRANT SELECT (password_hash) ON casebridge.account TO casebridge_app
GRANT ALL ON SCHEMA casebridge TO casebridge_app
REVOKE INSERT ON casebridge.audit_event FROM casebridge_gate
GRANT EXECUTE ON FUNCTION casebridge.append_event TO casebridge_app
CREATE FUNCTION casebridge.more() RETURNS int LANGUAGE sql AS 'SELECT 1'
CREATE FUNCTION req.more(s casebridge.subject, p uuid) RETURNS text LANGUAGE sql AS 'SELECT NULL'
CREATE OR REPLACE FUNCTION casebridge.me() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'
CREATE OR REPLACE FUNCTION guard.refuse_outside_gate() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'
ALTER FUNCTION casebridge.me() OWNER TO casebridge_app
ALTER FUNCTION casebridge.me() RESET search_path
ALTER FUNCTION casebridge.me() SECURITY INVOKER
DROP FUNCTION casebridge.sweep()
DROP FUNCTION guard.refuse_outside_gate() CASCADE
CREATE AGGREGATE casebridge.more (int) (SFUNC = int4pl, STYPE = int)
CREATE OPERATOR casebridge.=== (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = uuid_eq)
CREATE DOMAIN casebridge.more AS text
CREATE TYPE casebridge.more AS ENUM ('a')
ALTER TYPE casebridge.subject ADD ATTRIBUTE more int
CREATE CAST (casebridge.report AS text) WITH INOUT AS IMPLICIT
DROP SCHEMA req CASCADE
ALTER SCHEMA casebridge RENAME TO cases
ALTER SCHEMA casebridge OWNER TO casebridge_app
""".strip().splitlines()
REFUSALS = ("guards_change_only_in_a_migration", PRIVILEGE, "0A000")
ACTORS = {
    "owner": ["SET LOCAL ROLE casebridge_owner"],
    "announcing owner": [
        "SET LOCAL SESSION AUTHORIZATION casebridge_owner",
        "SET LOCAL casebridge.migrating = 'on'",
    ],
    "superuser": ["SELECT"],
    "replicating superuser": ["SET LOCAL session_replication_role = replica"],
}


def change(world, actor, statement):
    from refusals import Refused, refusals

    connection = world.connection()
    try:
        with refusals(), connection.transaction():
            for preparation in ACTORS[actor]:
                connection.execute(preparation)
            connection.execute(statement)
    except Refused as refusal:
        return refusal
    return None


@pytest.mark.parametrize("actor", ACTORS)
def test_no_change_of_a_guard_is_made_outside_a_migration(shared_world, actor):
    made = {}
    for statement in CHANGES if actor == "owner" else CHANGES[::7]:
        refusal = change(shared_world, actor, statement)
        if refusal is None or not {refusal.code, refusal.state} & set(REFUSALS):
            made[statement] = str(refusal)
    assert made == {}


def test_every_login_role_is_refused_any_change(shared_world):
    # A GRANT of what one does not hold is a warning, not an error: that it did nothing is asked at the end.
    made, before = [], sorted(shared_world.superuser("SELECT * FROM guard.guards()"))
    others = ["CREATE TABLE public.more (id int)", "CREATE TEMP TABLE more (id int)", "CREATE SCHEMA more"]
    for role in ("app", "sign_in", "worker", "operator", "backup"):
        connection = shared_world.connection("casebridge_" + role)
        for statement in [
            *others,
            *(change for change in CHANGES if not change.startswith(("GRANT", "REVOKE"))),
        ]:
            try:
                connection.execute(statement)
                made.append((role, statement))
            except psycopg.Error as error:
                if error.sqlstate not in (PRIVILEGE, "0A000"):
                    made.append((role, statement, str(error)))
        for statement in (change for change in CHANGES if change.startswith(("GRANT", "REVOKE"))):
            with suppress(psycopg.Error):
                connection.execute(statement)
    assert made == []
    assert sorted(shared_world.superuser("SELECT * FROM guard.guards()")) == before


@pytest.mark.parametrize("trigger", ["casebridge_guards_changed", "casebridge_guards_dropped"])
def test_the_owner_cannot_touch_the_event_triggers(shared_world, trigger):
    for statement in (f"ALTER EVENT TRIGGER {trigger} DISABLE", f"DROP EVENT TRIGGER {trigger}"):
        with refused(PRIVILEGE), shared_world.acting_as("casebridge_owner") as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize("role", ["origin", "replica"])
def test_a_dropped_guard_is_refused_by_the_event_trigger_of_drops(shared_world, role):
    connection = shared_world.connection()
    with connection.transaction(force_rollback=True):
        connection.execute("ALTER EVENT TRIGGER casebridge_guards_changed DISABLE")
        connection.execute(f"SET LOCAL session_replication_role = {role}")
        with refused("guards_change_only_in_a_migration"):
            shared_world.superuser("DROP POLICY reader ON casebridge.report")


@pytest.mark.catalogue
def test_the_migrator_may_change_and_the_change_is_named_until_it_is_sealed(told_once):
    told_once.superuser("SET casebridge.migrating = 'on'")
    assert told_once.superuser("SELECT * FROM guard.differences()") == []
    told_once.superuser("DROP POLICY reader ON casebridge.report")
    told_once.superuser("ALTER TABLE casebridge.comment DISABLE TRIGGER comment_never_changes")
    told_once.superuser(
        "CREATE OR REPLACE FUNCTION req.no_conflict(s casebridge.subject, p_account uuid) RETURNS text "
        "LANGUAGE sql AS 'SELECT NULL'"
    )
    assert told_once.superuser("SELECT * FROM guard.differences()") == [
        ("function req.no_conflict(casebridge.subject,uuid)", "changed"),
        ("policy reader on casebridge.report", "removed"),
        ("trigger comment_never_changes on casebridge.comment", "changed"),
    ]
    told_once.superuser("CALL guard.seal()")
    assert told_once.superuser("SELECT * FROM guard.differences()") == []


@pytest.mark.catalogue
def test_keys_that_were_switched_off_by_hand_are_named(told_once):
    told_once.superuser("SET casebridge.migrating = 'on'")
    told_once.superuser("ALTER TABLE casebridge.audit_event DISABLE TRIGGER ALL")
    named = [row[0] for row in told_once.superuser("SELECT * FROM guard.differences()")]
    assert any("event_makes_a_declared_move" in name for name in named)
    assert any("event_follows_the_last" in name for name in named)
    assert any("audit_event_never_changes" in name for name in named)


@pytest.mark.catalogue
def test_a_fresh_database_differs_in_nothing(told):
    assert told.superuser("SELECT * FROM guard.differences()") == []
    assert told.superuser("SELECT * FROM casebridge.contradictions()") == []
