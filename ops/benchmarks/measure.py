"""Runs the benchmarks round by round, interleaved, and prints one JSON line each. Called by ops/bench."""

import argparse
import json
import statistics
import sys
from pathlib import Path

from clients import Failed, Postgres, pgbench, wrk
from pages import measured

HERE = Path(__file__).parent
# Each benchmark: what is judged, what it is judged by, the unit, and the limit that the ratio must keep.
# Rates are operations a second and must reach the limit; growths are milliseconds an operation and must not pass it.
BENCHES = {
    "move": ("http_move", "move_16", 0.6),
    "move_sql_4": ("move_4", "lean_move_4", 0.4),
    "move_sql_16": ("move_16", "lean_move_16", 0.33),
    "case": ("http_case", "case_16", 0.4),
    "case_sql": ("case_16", "lean_case_16", 0.4),
    "worklist": ("http_worklist", "worklist_16", 0.4),
    "worklist_sql": ("worklist_16", "lean_worklist_16", 0.4),
    "move_growth": ("move_large_4", "move_4", 1.5),
    "worklist_growth": ("worklist_large_4", "worklist_small_4", 1.5),
}

# Judged by nothing but themselves: pages as a browser gets them, from the large database.
PAGES = ("html_case", "html_worklist", "html_contracts")


def parsed_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", required=True, help="libpq connection string without user and database")
    parser.add_argument("--reference", type=Path, help="folder of the lean references")
    parser.add_argument("--small-url", help="address of the server on the database bench_small")
    parser.add_argument("--large-url", help="address of the server on the database bench_large")
    parser.add_argument("--large", type=int, required=True)
    parser.add_argument("--walkers", type=int, required=True)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", action="append", default=[], choices=[*BENCHES, *PAGES])
    return parser.parse_args()


class Steps:
    """Every measurement by name; calling one gives operations a second and the 99th percentile in milliseconds."""

    def __init__(self, options):
        self.options = options
        self.small = Postgres(options.address, "bench_small", 10_000, options.walkers)
        self.large = Postgres(options.address, "bench_large", options.large, options.walkers)
        self.lean = Postgres(options.address, "bench_reference", 0, 0)

    def run(self, name, seconds):
        reference = self.options.reference
        if name.startswith("lean_"):
            _, what, clients = name.split("_")
            script = {"move": "transition_func.sql", "case": "case_page_1q.sql", "worklist": "worklist.sql"}[what]
            return pgbench(self.lean, "postgres", reference / script, int(clients), seconds)
        if name.startswith("http_"):
            what = name.removeprefix("http_")
            is_large = what == "worklist" or what in PAGES
            data, url = (self.large, self.options.large_url) if is_large else (self.small, self.options.small_url)
            return self.walk(data, what, lambda: wrk(data, url, HERE / "http" / f"{what}.lua", 16, seconds))
        what, *size, clients = name.split("_")
        data = self.large if size == ["large"] or (what == "worklist" and not size) else self.small
        script = HERE / "scripts" / f"{what}.sql"
        return self.walk(data, what, lambda: pgbench(data, "casebridge_app", script, int(clients), seconds))

    def walk(self, data, what, measure):
        """Moves start from `reported` everywhere, and as many are in the log as were counted."""
        if what != "move":
            return measure()
        data.run_file(HERE / "seed" / "settle.sql")
        before = data.moves()
        rate, p99, operations = measure()
        made = data.moves() - before
        if not operations <= made <= operations + 16:
            raise Failed(f"{operations} moves were answered and {made} are in the log of {data.database}")
        return rate, p99, operations


def wanted(options):
    """The benchmarks that can run, with those left out said plainly."""
    names = []
    for name, (ours, limit, _) in BENCHES.items():
        if options.only and name not in options.only:
            continue
        if limit.startswith("lean_") and options.reference is None:
            print(f"{name}: left out, the lean references are absent (CASEBRIDGE_BENCH_REFERENCE)", file=sys.stderr)
        elif ours.startswith("http_") and options.small_url is None:
            print(f"{name}: left out, no server is measured (--sql)", file=sys.stderr)
        else:
            names.append(name)
    return names


def line(name, measured):
    ours, limit, bound = BENCHES[name]
    grows = name.endswith("_growth")
    pairs = [(1000 / a, 1000 / b) if grows else (a, b) for (a, _), (b, _) in zip(measured[ours], measured[limit])]
    return {
        "bench": name,
        "ratio": round(statistics.median(a / b for a, b in pairs), 3),
        "ours": round(statistics.median(a for a, _ in pairs), 4 if grows else 1),
        "limit": round(statistics.median(b for _, b in pairs), 4 if grows else 1),
        "unit": "ms" if grows else "operations/s",
        "p99_ms": round(statistics.median(p99 for _, p99 in measured[ours]), 2),
        "rounds": [{"ours": round(a, 4), "limit": round(b, 4), "ratio": round(a / b, 3)} for a, b in pairs],
    }, bound, grows


def measure_pages(options, steps):
    """Each page alone: what it is measured with would be in the others' way."""
    names = [name for name in PAGES if not options.only or name in options.only]
    if not names or options.large_url is None:
        return
    steps.large.run_file(HERE / "scripts" / "sessions.sql")
    port = options.large_url.rpartition(":")[2]
    for name in names:
        steps.run("http_" + name, min(options.seconds, 4))
        rounds = [
            measured(name, port, "bench_large", lambda name=name: steps.run("http_" + name, options.seconds))
            for _ in range(options.rounds)
        ]
        for round_ in rounds:
            print(f"{name}: {round_}", file=sys.stderr, flush=True)
        print(json.dumps(sorted(rounds, key=lambda one: one["ours"])[len(rounds) // 2]), flush=True)


def main():
    options = parsed_arguments()
    steps = Steps(options)
    measure_pages(options, steps)
    names = wanted(options)
    order = list(dict.fromkeys(step for name in names for step in reversed(BENCHES[name][:2])))
    measured = {step: [] for step in order}
    steps.small.run("CHECKPOINT")
    for count in range(options.rounds + 1):
        for step in order:
            # The round before the first warms connections, caches and pages, and is not counted.
            rate, p99, _ = steps.run(step, options.seconds if count else min(options.seconds, 4))
            print(f"round {count}: {step:<18} {rate:>9.1f}/s  p99 {p99:.2f} ms", file=sys.stderr, flush=True)
            if count:
                measured[step].append((rate, p99))
    for name in names:
        result, bound, grows = line(name, measured)
        kept = result["ratio"] <= bound if grows else result["ratio"] >= bound
        print(json.dumps(result), flush=True)
        print(f"{'kept  ' if kept else 'MISSED'} {name}: {result['ratio']} ({'at most' if grows else 'at least'} {bound})",
              file=sys.stderr)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"Failed: {failure}")
