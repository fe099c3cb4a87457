"""Measures how the selection list grows with the number of contracts, filter by filter. Called by ops/bench."""

import argparse
import json
import statistics
import sys
from pathlib import Path

from clients import Failed, Postgres, pgbench

SCRIPTS = Path(__file__).parent / "scripts" / "selection"
# Filters that an index answers: their slowest hundredth may take twice as long.
LIMIT = 2
JUDGED = ("all", "next", "country", "score", "flag", "cpv_2", "cpv_2_next", "cpv_3", "cpv_3_next", "cpv_4", "cpv_5",
          "cpv_8")
# Words and parts of names, with which many contracts must be read: they end at the statement's timeout.
TEXT = ("q", "buyer", "supplier")


def script(name):
    """The script of a filter, and the number of digits that its name gives."""
    parts = name.split("_")
    digits = next((int(part) for part in parts if part.isdigit()), 0)
    return SCRIPTS / ("_".join(part for part in parts if not part.isdigit()) + ".sql"), digits


def measured(data, name, seconds):
    path, digits = script(name)
    _, p99, count = pgbench(data, "casebridge_app", path, 1, seconds, digits=digits)
    print(f"selection_growth: {name} of {data.total}: p99 {p99:.1f} ms of {count}", file=sys.stderr, flush=True)
    return p99


def compared(small, large, name, options):
    # The first round warms the caches up, as that of all other benchmarks does.
    rounds = [(measured(large, name, options.seconds), measured(small, name, options.seconds)) for _ in range(options.rounds + 1)]
    pairs = rounds[1:]
    one = {
        "ratio": round(statistics.median(a / b for a, b in pairs), 3),
        "ours": round(statistics.median(a for a, _ in pairs), 2),
        "limit": round(statistics.median(b for _, b in pairs), 2),
    }
    return one | {"plan": plan(large, name)}


def plan(data, name):
    """What the large database reads for one such list: the scans of its plan, as auto_explain tells them."""
    path, digits = script(name)
    body = path.read_text().split("\\endpipeline")[0]
    lines = [line for line in body.splitlines() if not line.startswith(("--", "\\", "BEGIN", "COMMIT"))]
    values = {"coordinator": 7, "score": 50, "flag": 1, "digits": digits, "code": 700, "rank": 50, "number": 2, "total": data.total}
    statements = "\n".join(lines)
    for variable, value in values.items():
        statements = statements.replace(f":{variable}", str(value))
    told = data.explained(statements)
    return [line.strip(" ->") for line in told.splitlines() if "Scan" in line and "contract" in line]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", required=True, help="libpq connection string without user and database")
    parser.add_argument("--small", type=int, required=True)
    parser.add_argument("--large", type=int, required=True)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    small = Postgres(options.address, "bench_selection_small", options.small, 0)
    large = Postgres(options.address, "bench_selection_large", options.large, 0)
    filters = {name: compared(small, large, name, options) for name in (*JUDGED, *TEXT)}
    worst = max(JUDGED, key=lambda name: filters[name]["ratio"])
    result = {"bench": "selection_growth", "ratio": filters[worst]["ratio"], "ours": filters[worst]["ours"],
              "limit": filters[worst]["limit"], "unit": "ms", "filter": worst, "filters": filters}
    print(json.dumps(result), flush=True)
    print(f"{'kept  ' if result['ratio'] <= LIMIT else 'MISSED'} selection_growth: {result['ratio']} ({worst}; at most {LIMIT})",
          file=sys.stderr)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"Failed: {failure}")
