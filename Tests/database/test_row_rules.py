"""Rows that no table may hold, even written by the gate: the data of row_rules.yaml, one spoilt copy a rule."""

from pathlib import Path as File

import psycopg
import pytest
import yaml
from psycopg import sql

TABLES = yaml.safe_load((File(__file__).parent / "row_rules.yaml").read_text())
RULES = [
    (table, name, change)
    for table, entry in TABLES.items()
    for rule in entry.get("rules", [])
    for name, change in rule.items()
]
NOT_NULL = [(table, column) for table, entry in TABLES.items() for column in entry["not_null"]]


def insert(world, table, *changes):
    """A copy of a row with some columns changed, undone at once; what refused it, or None."""
    entry = TABLES[table]
    values = (entry["copy"] or {}) | {column: value for change in changes for column, value in change.items()}
    columns = [
        name
        for (name,) in world.superuser(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT"
            " attisdropped AND attgenerated = '' ORDER BY attnum",
            f"casebridge.{table}",
        )
    ]
    statement = sql.SQL(
        "INSERT INTO casebridge.{} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM casebridge.{} WHERE {} LIMIT 1"
    ).format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(
            sql.SQL(str(values[name])) if name in values else sql.Identifier(name) for name in columns
        ),
        sql.Identifier(table),
        sql.SQL(entry.get("row", "true")),
    )
    return attempt(world, statement, "status_has_its_event" not in entry.get("elsewhere", ()))


def attempt(world, statement, at_once):
    connection = world.connection()
    try:
        with connection.transaction(force_rollback=True):
            connection.execute("SET LOCAL ROLE casebridge_gate")
            assert connection.execute(statement).rowcount == 1, "there is no row to copy"
            if at_once:
                connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except psycopg.Error as error:
        return error.diag.constraint_name or (error.sqlstate, error.diag.column_name)
    return None


@pytest.mark.parametrize("table", [table for table, entry in TABLES.items() if entry["copy"]])
def test_a_sound_copy_is_taken(told, table):
    assert insert(told, table) is None


@pytest.mark.parametrize("table, name, change", RULES)
def test_a_spoilt_copy_is_refused_by_its_rule(told, table, name, change):
    assert insert(told, table, change) == name


@pytest.mark.parametrize("table, column", NOT_NULL)
def test_a_column_that_must_be_there_is_there(told, table, column):
    assert insert(told, table, {column: "NULL"}) == ("23502", column)


@pytest.mark.catalogue
def test_every_rule_of_the_database_is_in_the_file(told):
    found = set(
        told.superuser(
            "SELECT c.relname, k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE"
            " k.connamespace = 'casebridge'::regnamespace UNION SELECT c.relname, k.conname FROM"
            " pg_constraint k JOIN pg_attribute a ON a.atttypid = k.contypid AND k.contypid <> 0 JOIN"
            " pg_class c ON c.oid = a.attrelid WHERE k.connamespace = 'casebridge'::regnamespace AND"
            " c.relkind = 'r' UNION SELECT t.relname, i.relname FROM pg_index x JOIN pg_class i ON i.oid ="
            " x.indexrelid JOIN pg_class t ON t.oid = x.indrelid WHERE x.indisunique AND t.relnamespace ="
            " 'casebridge'::regnamespace AND t.relkind = 'r'"
        )
    )
    written = {(table, name) for table, name, _ in RULES if name not in TABLES[table].get("by_trigger", ())}
    written |= {
        (table, name)
        for table, entry in TABLES.items()
        for key in ("implied", "elsewhere")
        for name in entry.get(key, ())
    }
    assert found == written
