"""What each role may run and touch, against two tables kept as data: a new function or table needs its line."""

from pathlib import Path

import pytest
import yaml

from refusals import PRIVILEGE, refused

HERE = Path(__file__).parent
FUNCTIONS = yaml.safe_load((HERE / "function_privileges.yaml").read_text())
TABLES = yaml.safe_load((HERE / "table_privileges.yaml").read_text())
ROLES = ("app", "sign_in", "worker", "operator", "backup")

RUNS = """
SELECT p.oid::regprocedure::text, r.rolname
FROM pg_proc p CROSS JOIN pg_roles r
WHERE p.pronamespace::regnamespace::text IN ('casebridge', 'req', 'effect', 'guard')
    AND r.rolname IN ('casebridge_app', 'casebridge_sign_in', 'casebridge_worker', 'casebridge_operator', 'casebridge_backup')
    AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
"""
TOUCHES = """
SELECT r.rolname, c.relname, a.privilege_type, NULL
FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
WHERE c.relnamespace::regnamespace::text IN ('casebridge', 'guard') AND c.relkind NOT IN ('i', 'S') AND a.grantee <> c.relowner
UNION ALL
SELECT r.rolname, c.relname, a.privilege_type, t.attname
FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid CROSS JOIN LATERAL aclexplode(t.attacl) a
JOIN pg_roles r ON r.oid = a.grantee
WHERE c.relnamespace::regnamespace::text IN ('casebridge', 'guard')
"""


def by_function(world):
    found = {
        name: []
        for (name,) in world.superuser(
            "SELECT oid::regprocedure::text FROM pg_proc "
            "WHERE pronamespace::regnamespace::text IN ('casebridge', 'req', 'effect', 'guard')"
        )
    }
    for name, role in world.superuser(RUNS):
        found[name].append(role.removeprefix("casebridge_"))
    return {name: sorted(roles) for name, roles in found.items()}


def by_table(world):
    found = {}
    for role, table, privilege, column in world.superuser(TOUCHES):
        name = privilege if column is None else f"{privilege} ({column})"
        found.setdefault(table, {}).setdefault(role.removeprefix("casebridge_"), set()).add(name)
    return {table: {role: sorted(names) for role, names in roles.items()} for table, roles in found.items()}


def test_each_login_role_runs_the_functions_of_the_table_and_no_others(told):
    assert by_function(told) == {name: sorted(roles or []) for name, roles in FUNCTIONS.items()}


def test_each_role_touches_the_tables_as_the_table_says(told):
    assert by_table(told) == {
        table: {role: sorted(names) for role, names in roles.items()} for table, roles in TABLES.items()
    }


def test_nothing_is_granted_to_everybody(told):
    assert (
        told.superuser(
            "SELECT p.oid::regprocedure FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f',"
            " p.proowner))) a WHERE p.pronamespace::regnamespace::text IN ('casebridge', 'req', 'effect',"
            " 'guard') AND a.grantee = 0"
        )
        == []
    )
    assert (
        told.superuser(
            "SELECT c.relname FROM pg_class c, aclexplode(c.relacl) a "
            "WHERE c.relnamespace::regnamespace::text IN ('casebridge', 'guard') AND a.grantee = 0"
        )
        == []
    )
    assert (
        told.superuser(
            "SELECT 1 FROM pg_namespace n, aclexplode(n.nspacl) a "
            "WHERE n.nspname IN ('casebridge', 'req', 'effect', 'guard', 'public') AND a.grantee = 0"
        )
        == []
    )


def test_a_migrated_database_lets_nobody_connect_or_make_temporary_tables_by_default(told):
    import copies

    name = f"{copies.prefix()}_empty"
    rights = told.superuser(
        "SELECT coalesce(r.rolname, 'everybody'), a.privilege_type FROM pg_database d "
        "CROSS JOIN LATERAL aclexplode(d.datacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee "
        "WHERE d.datname = %s AND a.grantee <> d.datdba ORDER BY 1",
        name,
    )
    assert rights == [
        (f"casebridge_{role}", "CONNECT") for role in ("app", "backup", "operator", "sign_in", "worker")
    ]


def test_owner_and_gate_cannot_log_in_and_only_the_backup_passes_row_security(told):
    rows = told.superuser(
        "SELECT rolname, rolcanlogin, rolbypassrls, rolsuper, rolcreaterole, rolcreatedb, rolreplication "
        "FROM pg_roles WHERE rolname LIKE 'casebridge\\_%%' ORDER BY rolname"
    )
    plain = (False, False, False, False)
    assert rows == [
        (f"casebridge_{name}", name not in ("gate", "owner"), name == "backup", *plain)
        for name in ("app", "backup", "gate", "operator", "owner", "sign_in", "worker")
    ]


def test_no_role_is_a_member_of_another(told):
    assert (
        told.superuser(
            "SELECT member::regrole, roleid::regrole FROM pg_auth_members WHERE member::regrole::text LIKE "
            "'casebridge\\_%%' OR roleid::regrole::text LIKE 'casebridge\\_%%'"
        )
        == []
    )


@pytest.mark.parametrize("role", ROLES)
def test_no_login_role_can_become_another(told, role):
    for other in ("casebridge_owner", "casebridge_gate", "postgres", "casebridge_operator", "casebridge_app"):
        if other != f"casebridge_{role}":
            with refused(PRIVILEGE), told.acting_as(other, login=f"casebridge_{role}"):
                pass


@pytest.mark.parametrize("role", ROLES)
def test_no_login_role_reads_the_secret_or_the_sealed_guards(told, role):
    for table in ("casebridge.identity_secret", "guard.sealed_guard"):
        with refused(PRIVILEGE), told.acting_as(f"casebridge_{role}") as cursor:
            cursor.execute(f"SELECT * FROM {table}")


@pytest.mark.parametrize("role", ["app", "worker", "operator", "sign_in"])
def test_sessions_accounts_and_grants_are_read_by_functions_only(told, role):
    for table in (
        "session",
        "role_grant",
        "sign_in_failure",
        "idempotency",
        "case_key",
        "job",
        "training",
        "event_private",
    ):
        with refused(PRIVILEGE), told.acting_as(f"casebridge_{role}") as cursor:
            cursor.execute(f"SELECT * FROM casebridge.{table}")
    with refused(PRIVILEGE), told.acting_as(f"casebridge_{role}") as cursor:
        cursor.execute("SELECT password_hash FROM casebridge.account")


def test_every_definer_function_fixes_its_search_path_with_temporary_objects_last(told):
    wrong = told.superuser(
        "SELECT oid::regprocedure FROM pg_proc WHERE pronamespace::regnamespace::text IN ('casebridge',"
        " 'req', 'effect', 'guard') AND prosecdef AND NOT EXISTS (SELECT FROM unnest(proconfig) s WHERE s ~"
        " '^search_path=.*pg_temp\"?$')"
    )
    assert wrong == []


# Lists run as the app under row-level security, as does what anybody may read; the small ones are called by lists.
AS_THE_CALLER = {
    "contract_known_as",
    "contract_list",
    "contract_view",
    "contracts_of_code",
    "cursor_text",
    "is_known_firm",
    "money",
    "public_contract",
    "public_contracts",
    "public_indicators",
    "referral_list",
    "report_list",
    "rfc3339",
}


def test_the_other_entry_functions_run_as_the_gate(told):
    found = told.superuser(
        "SELECT DISTINCT proname FROM pg_proc p, pg_roles r WHERE p.pronamespace = 'casebridge'::regnamespace"
        " AND NOT prosecdef AND r.rolname LIKE 'casebridge\\_%%' AND r.rolcanlogin AND"
        " has_function_privilege(r.oid, p.oid, 'EXECUTE')"
    )
    assert {name for (name,) in found} == AS_THE_CALLER


@pytest.mark.parametrize(
    "role, schema",
    [
        ("app", "casebridge"),
        ("sign_in", "casebridge"),
        ("worker", "casebridge"),
        ("operator", "casebridge"),
        ("app", "guard"),
        ("worker", "guard"),
        ("operator", "guard"),
        ("gate", "casebridge"),
        ("gate", "req"),
        ("gate", "effect"),
        ("gate", "guard"),
    ],
)
def test_the_schemas_are_open_to_those_who_work_in_them(told, role, schema):
    assert told.one("SELECT has_schema_privilege(%s, %s, 'USAGE')", f"casebridge_{role}", schema)


def test_the_inner_schemas_are_closed_to_all_login_roles(told):
    open_to = told.superuser(
        "SELECT r.rolname, n.nspname FROM pg_roles r, pg_namespace n WHERE r.rolname LIKE 'casebridge\\_%%' "
        "AND r.rolcanlogin AND n.nspname IN ('req', 'effect') AND has_schema_privilege(r.oid, n.oid, 'USAGE')"
    )
    assert open_to == []


def test_the_gate_owns_every_function_and_the_owner_every_table(told):
    owners = told.superuser(
        "SELECT DISTINCT proowner::regrole::text FROM pg_proc WHERE pronamespace::regnamespace::text "
        "IN ('casebridge', 'req', 'effect')"
    )
    assert owners == [("casebridge_gate",)]
    assert told.superuser(
        "SELECT DISTINCT relowner::regrole::text FROM pg_class WHERE relkind = 'r' AND "
        "relnamespace = 'casebridge'::regnamespace"
    ) == [("casebridge_owner",)]
    assert (
        told.one("SELECT count(*) FROM pg_proc WHERE pronamespace = 'guard'::regnamespace AND proowner <> 10")
        == 0
    )
