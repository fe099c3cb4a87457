"""Loads Workflows/*.yaml without the program, for `ops/bench --sql`."""

import sys
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Tests" / "database"))
from workflow_documents import workflow_documents  # noqa: E402

with psycopg.connect(sys.argv[1]) as connection:
    connection.execute("SELECT casebridge.enter_operator('bench')")
    connection.execute("SELECT casebridge.load_workflows(%s)", [psycopg.types.json.Jsonb(workflow_documents())])
