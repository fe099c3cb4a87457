"""Every guard of the database, read from its catalogue, each with the statement that takes it away or loosens it.

A mutation names the tests that should notice first: a file, and a text that is part of their names or parameters.
"""

from dataclasses import dataclass

from guard_catalogue import (
    CONSTRAINTS,
    DEFINERS,
    EVENT_TRIGGERS,
    FUNCTIONS,
    NOT_NULL,
    POLICIES,
    REQUIREMENTS,
    ROW_SECURITY,
    TABLES,
    TABLE_GRANTS,
    TRIGGERS,
)


@dataclass(frozen=True)
class Mutation:
    name: str
    statement: str
    file: str
    word: str = ""
    everywhere: bool = False  # it changes the cluster, not only a database

    def __str__(self):
        return self.name


OF_EVENTS = (
    "status_has_its_event",
    "event_follows_the_last",
    "event_once_a_version",
    "move_is_whole",
)


def likely(constraint):
    """Where its loss shows. A unique key that only serves foreign keys takes them with it."""
    if constraint in OF_EVENTS:
        return ("test_status_tampering.py",)
    return "test_row_rules.py", "fkey" if constraint.endswith(("_id_id_key", "_id_kind_key")) else constraint


def mutations(world):
    """All of them, the quick ones first."""
    rows = world.superuser
    yield from (
        Mutation(
            f"{table}.{name} dropped",
            statement,
            *likely(name),
        )
        for table, name, statement in rows(CONSTRAINTS)
    )
    yield from (
        Mutation(f"{table}.{column} may be null", statement, "test_row_rules.py", f"{table}-{column}")
        for table, column, statement in rows(NOT_NULL)
    )
    yield from (
        Mutation(
            f"policy {policy} on {table} {change}",
            statement,
            "test_row_security.py" if policy == "reader" or change != "dropped" else "test_row_rules.py",
            table if policy == "gate" else "",
        )
        for policy, table, change, statement in rows(POLICIES)
    )
    yield from (
        Mutation(f"trigger {name} {change}", statement, "test_status_tampering.py", table)
        for name, table, change, statement in rows(TRIGGERS)
    )
    yield from (
        Mutation(
            f"{change} row level security on {table}",
            statement,
            "test_row_security.py",
            "owner" if change == "NO FORCE" else table,
        )
        for table, change, statement in rows(ROW_SECURITY)
    )
    yield from privileges(world)
    yield from (
        Mutation(
            f"requirement {name} always met",
            f"CREATE OR REPLACE FUNCTION req.{name}(s casebridge.subject, p_account uuid) RETURNS text"
            " LANGUAGE plpgsql STABLE AS 'BEGIN RETURN NULL; END'",
            "test_requirements.py",
        )
        for (name,) in rows(REQUIREMENTS)
    )
    yield from BODIES
    yield from (
        Mutation(f"event trigger {name} {change}", statement.format(name), "test_guard_changes.py")
        for (name,) in rows(EVENT_TRIGGERS)
        for change, statement in (
            ("dropped", "DROP EVENT TRIGGER {}"),
            ("disabled", "ALTER EVENT TRIGGER {} DISABLE"),
            ("not always", "ALTER EVENT TRIGGER {} ENABLE"),
        )
    )
    yield from DATABASE
    yield from ROLES


def privileges(world):
    rows = world.superuser
    for function, role, may, kind in rows(FUNCTIONS):
        routine = "PROCEDURE" if kind == "p" else "FUNCTION"
        change = (
            f"REVOKE EXECUTE ON {routine} {function} FROM"
            if may
            else f"GRANT EXECUTE ON {routine} {function} TO"
        )
        yield Mutation(f"{change} {role}", f"{change} {role}", "test_privileges.py", "functions_of_the_table")
    for role, table, privilege in rows(TABLE_GRANTS):
        yield Mutation(
            f"REVOKE {privilege} ON {table} FROM {role}",
            f"REVOKE {privilege} ON casebridge.{table} FROM {role}",
            "test_privileges.py",
            "touches",
        )
    for (table,) in rows(TABLES):
        for role, privilege in (
            ("casebridge_app", "INSERT, UPDATE, DELETE"),
            ("casebridge_owner", "TRUNCATE"),
            ("PUBLIC", "SELECT"),
        ):
            if role != "casebridge_owner":
                yield Mutation(
                    f"GRANT {privilege} ON {table} TO {role}",
                    f"GRANT {privilege} ON casebridge.{table} TO {role}",
                    "test_privileges.py",
                )
    for (function,) in rows(DEFINERS):
        for change in ("RESET search_path", "SECURITY INVOKER"):
            yield Mutation(
                f"{function} {change}", f"ALTER FUNCTION {function} {change}", "test_privileges.py"
            )


def replaced(name, signature, returns, body, file, word=""):
    statement = (
        f"CREATE OR REPLACE FUNCTION casebridge.{name}({signature}) RETURNS {returns} LANGUAGE plpgsql AS $$"
        f" BEGIN {body} END $$"
    )
    return Mutation(f"function {name} does {body}", statement, file, word)


BODIES = [
    replaced("lock_case", "p_case uuid", "void", "RETURN;", "test_concurrency.py"),
    replaced(
        "sees",
        "p_account uuid, p_scopes text[], s casebridge.subject",
        "boolean",
        "RETURN true;",
        "test_other_organisations.py",
    ),
    replaced(
        "reach",
        "p_account uuid, p_scopes text[], s casebridge.subject, p_permission text",
        "text",
        "RETURN 'yes';",
        "test_moves.py",
    ),
    replaced(
        "blocked",
        "s casebridge.subject, p_account uuid, p_requires text[]",
        "jsonb",
        "RETURN NULL;",
        "test_requirements.py",
    ),
    replaced("identity_signature", "p_identity text", "text", "RETURN repeat('0', 64);", "test_identity.py"),
    replaced(
        "public_facts", "p_data jsonb", "jsonb", "RETURN coalesce(p_data, '{}');", "test_audit_events.py"
    ),
    replaced("stop_clock", "s casebridge.subject, p_name text", "void", "RETURN;", "test_clocks.py"),
    replaced("require_operator", "", "void", "RETURN;", "test_grants.py"),
]
HERE = "DO $$ BEGIN EXECUTE format('{}', current_database()); END $$"
DATABASE = [
    Mutation(
        "everybody may make temporary tables",
        HERE.format("GRANT TEMP ON DATABASE %I TO PUBLIC"),
        "test_guard_changes.py",
        "login_role",
    ),
    Mutation(
        "everybody may create in public",
        "GRANT ALL ON SCHEMA public TO PUBLIC",
        "test_privileges.py",
        "everybody",
    ),
    *(
        Mutation(
            f"REVOKE USAGE ON SCHEMA {schema} FROM {role}",
            f"REVOKE USAGE ON SCHEMA {schema} FROM casebridge_{role}",
            "test_privileges.py",
        )
        for schema, role in (
            ("casebridge", "gate"),
            ("req", "gate"),
            ("effect", "gate"),
            ("casebridge", "app"),
            ("casebridge", "sign_in"),
            ("casebridge", "worker"),
            ("casebridge", "operator"),
            ("guard", "app"),
            ("guard", "worker"),
            ("guard", "operator"),
        )
    ),
]
ROLES = [
    Mutation(f"ALTER ROLE {change}", f"ALTER ROLE {change}", "test_privileges.py", "", True)
    for change in (
        "casebridge_app BYPASSRLS",
        "casebridge_worker BYPASSRLS",
        "casebridge_backup NOBYPASSRLS",
        "casebridge_owner LOGIN",
        "casebridge_gate LOGIN",
        "casebridge_app SUPERUSER",
        "casebridge_operator CREATEROLE",
    )
] + [
    Mutation(
        f"GRANT {role} TO casebridge_app", f"GRANT {role} TO casebridge_app", "test_privileges.py", "", True
    )
    for role in ("casebridge_gate", "casebridge_owner", "casebridge_operator")
]
UNDONE = {
    "BYPASSRLS": "NOBYPASSRLS",
    "NOBYPASSRLS": "BYPASSRLS",
    "LOGIN": "NOLOGIN",
    "SUPERUSER": "NOSUPERUSER",
    "CREATEROLE": "NOCREATEROLE",
}


def undoing(mutation):
    """What takes a mutation of the cluster back."""
    words = mutation.statement.split()
    return (
        f"REVOKE {words[1]} FROM {words[3]}"
        if words[0] == "GRANT"
        else " ".join([*words[:3], UNDONE[words[3]]])
    )
