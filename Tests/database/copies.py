"""Databases of the tests: one migrated template, one with the populated World, and a copy of either for each test.

`CASEBRIDGE_TEST_POSTGRES` names a superuser of a cluster that may be thrown away. All databases of a run share
a prefix and are dropped at its end."""

import json
import os
from pathlib import Path

import psycopg
from psycopg import conninfo, sql

MIGRATIONS = Path(__file__).resolve().parents[2] / "Migrations"
LOGIN_ROLES = ("app", "sign_in", "worker", "operator", "backup")


def cluster():
    try:
        return os.environ["CASEBRIDGE_TEST_POSTGRES"]
    except KeyError:
        raise SystemExit(
            "CASEBRIDGE_TEST_POSTGRES must name a superuser of a test cluster; ops/test sets it."
        ) from None


def address(database):
    return conninfo.make_conninfo(cluster(), dbname=database)


def prefix():
    return "casebridge_tests_" + os.environ["CASEBRIDGE_TEST_RUN"]


def administer(*statements):
    with psycopg.connect(cluster(), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def migrate(database):
    """Applies Migrations/*.sql, each in one transaction that announces itself, as `casebridge migrate` does."""
    administer(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    with psycopg.connect(address(database), autocommit=True) as connection:
        for file in sorted(MIGRATIONS.glob("*.sql")):
            with connection.transaction():
                connection.execute("SELECT set_config('casebridge.migrating', 'on', true)")
                connection.execute(file.read_text())


def copy(template, database):
    """A copy with the privileges of its template: PostgreSQL copies everything but those of the database itself."""
    name = sql.Identifier(database)
    administer(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, sql.Identifier(template)),
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
            name, sql.SQL(", ").join(sql.Identifier("casebridge_" + role) for role in LOGIN_ROLES)
        ),
    )


def mutate(database):
    """What mutants.py took away, taken away from this copy too."""
    if statement := os.environ.get("CASEBRIDGE_MUTATION"):
        with psycopg.connect(address(database), autocommit=True) as connection:
            connection.execute("SET casebridge.migrating = 'on'")
            connection.execute(statement)
            # Sealed anew, so that only what the guard did can turn a test red, and not that it is gone.
            connection.execute("DELETE FROM guard.sealed_guard")
            connection.execute("INSERT INTO guard.sealed_guard SELECT * FROM guard.guards()")


def drop(database):
    administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def drop_run():
    with psycopg.connect(cluster(), autocommit=True) as connection:
        names = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (prefix(),)
        ).fetchall()
    for (name,) in names:
        drop(name)


def remember(database, knowledge):
    """Keeps what a test must know of a populated template (tokens, ids) beside it, for other processes."""
    administer(
        sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(database), json.dumps(knowledge))
    )


def recall(database):
    with psycopg.connect(cluster()) as connection:
        found = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", (database,)
        ).fetchone()
    return json.loads(found[0])


def make_templates():
    from story import Story

    empty, populated, told = (f"{prefix()}_{name}" for name in ("empty", "populated", "told"))
    migrate(empty)
    copy(empty, populated)
    story = Story(address(populated))
    story.populate()
    remember(populated, story.knowledge())
    story.close()
    copy(populated, told)
    story.conninfo = address(told)
    story.tell()
    remember(told, story.knowledge())
    story.close()
