"""Databases of this suite: a template made by the program's own commands, and a copy of it for each file of tests.

`CASEBRIDGE_TEST_POSTGRES` names a superuser of a cluster that may be thrown away."""

import os

import psycopg
from psycopg import conninfo, sql

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


def create(database, of_cluster=None):
    _administer(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)), of_cluster=of_cluster)


def copy(template, database):
    """A copy with the privileges of its template: PostgreSQL copies everything but those of the database itself."""
    name = sql.Identifier(database)
    roles = sql.SQL(", ").join(sql.Identifier("casebridge_" + role) for role in LOGIN_ROLES)
    _administer(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, sql.Identifier(template)),
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, roles),
    )


def drop(database):
    _administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def drop_all(prefix):
    """Also those whose tests were ended before they could drop them."""
    with psycopg.connect(cluster(), autocommit=True) as connection:
        names = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (prefix,)
        ).fetchall()
    for (name,) in names:
        drop(name)


def _administer(*statements, of_cluster=None):
    with psycopg.connect(of_cluster or cluster(), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
