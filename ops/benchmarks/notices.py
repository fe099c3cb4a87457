"""Measures reading and assessing notices: against xmllint on the same files, and against DuckDB on the same contracts.

Called by notices.sh, which says what is measured. Rounds are interleaved; one JSON line a benchmark on standard output.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rounds import line

LIMITS = {"parse_eforms": 0.8, "parse_ted_export": 0.8, "score": 0.5}
SECONDS = 5
# What the program does with the same twelve indicators on the contracts of `casebridge indicators measure`.
FACTS = """
CREATE TABLE contract AS
SELECT i % 2 = 0 AS is_call, i // 2 AS n, (i // 2) % 31 AS days,
    CASE WHEN (i // 2) % 3 = 0 THEN 0 ELSE (i // 2) % 31 END AS opens,
    (i // 2) % 5 = 0 AS is_framework, 1 + (i // 2) % 4 AS operators, 1 + (i // 2) % 60 AS months, (i // 2) % 2 = 0 AS quality,
    (i // 2) % 6 AS renewals, (i // 2) % 10 = 0 AS is_direct, (i // 2) % 20 = 7 AS is_failed, 1 + (i // 2) % 7 AS tenders,
    (i // 2) % 40 = 7 AS has_reason, 100000::DECIMAL(18, 2) AS estimate, (30000 + (i // 2) % 100 * 1000)::DECIMAL(18, 2) AS final
FROM range({contracts}) t (i)
"""
# A flag is true, no flag false, anything else null: the weights are those of the rule files.
SCORE = """
WITH judged AS (
    SELECT
        CASE WHEN NOT is_call AND NOT is_failed AND NOT is_direct THEN tenders = 1 END AS single_bid,
        CASE WHEN NOT is_call AND NOT is_failed AND NOT is_direct AND tenders > 1 THEN tenders < 3 END AS few_bids,
        CASE WHEN NOT is_call THEN is_direct END AS no_call,
        CASE WHEN NOT is_call AND NOT is_failed THEN final > estimate OR final * 2 < estimate END AS far,
        CASE WHEN NOT is_call AND is_failed THEN NOT has_reason END AS no_reason,
        CASE WHEN NOT is_call AND NOT is_failed THEN final IS NULL END AS no_value,
        CASE WHEN is_call THEN days < 30 END AS short,
        CASE WHEN is_call AND is_framework THEN operators = 1 END AS one_operator,
        CASE WHEN is_call AND NOT is_framework THEN months > 48 END AS long,
        CASE WHEN is_call THEN opens <> days END AS other_day,
        CASE WHEN is_call THEN NOT quality END AS price_only,
        CASE WHEN is_call THEN renewals > 2 END AS renewed
    FROM contract
), weighed AS (
    SELECT {flags} AS flags, {flagged} AS flagged, {computed} AS computed FROM judged
)
SELECT sum(flags)::BIGINT, sum(CASE WHEN computed > 0 THEN 100 * flagged / computed ELSE 0 END) FROM weighed
"""
COLUMNS = {
    "single_bid": "single-bid",
    "few_bids": "few-bids",
    "no_call": "no-prior-publication",
    "far": "final-value-far-from-estimate",
    "no_reason": "not-awarded-without-reason",
    "no_value": "award-value-missing",
    "short": "short-submission-period",
    "one_operator": "framework-single-operator",
    "long": "long-contract",
    "other_day": "opening-differs-from-deadline",
    "price_only": "price-only",
    "renewed": "many-renewals",
}


class Failed(Exception):
    """A measurement that does not count."""


def by_format(folder):
    """Names of the unpacked notices of each format; what is neither is left out."""
    found = {"parse_eforms": [], "parse_ted_export": []}
    for path in sorted(folder.rglob("*.xml")):
        name = str(path.relative_to(folder))
        is_ted = b"TED_EXPORT" in path.read_bytes()[:4096]
        found["parse_ted_export" if is_ted else "parse_eforms"].append(name)
    return found


def seconds(command, folder, allowed=(0,)):
    """Processor's time of a process on the first core: all it reads is in memory, so that it waits for nothing but others."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(["taskset", "-c", "0", *command], cwd=folder, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode not in allowed:
        raise Failed(f"{command[:3]} ended with {done.returncode}: {done.stderr[-300:]}")
    return took


def parse_bench(name, names, folder, program, rounds):
    limit = ["xmllint", "--noout", "--stream"]
    # Exit code 65: some constructed notices have no number, and say so.
    ours = [program, "inspect", "--counts"]
    single = seconds([*limit, *names], folder)
    times = max(1, round(1.1 * SECONDS / single))
    # The program gets the same files as one folder: with thousands of names its reading of arguments would be measured.
    for number, each in enumerate(names):
        place = folder / name / str(number)
        place.mkdir(parents=True)
        (place / Path(each).name).hardlink_to(folder / each)
    size = sum((folder / each).stat().st_size for each in names) * times / 1e6
    pairs = []
    for _ in range(rounds):
        took = seconds([*ours, *[name] * times], folder, (0, 65))
        pairs.append((size / took, size / seconds([*limit, *names * times], folder)))
        print(f"{name}: {pairs[-1][0]:.0f} and {pairs[-1][1]:.0f} MB/s", file=sys.stderr, flush=True)
    return line(name, pairs, "MB/s")


def score_bench(contracts, program, rounds):
    import duckdb

    listed = subprocess.run([program, "indicators", "list"], capture_output=True, text=True, check=True).stdout
    weights = {row.split("\t")[0]: row.split("\t")[2] for row in listed.splitlines()}
    each = {column: weights[indicator] for column, indicator in COLUMNS.items()}
    query = SCORE.format(
        flags=" + ".join(f"coalesce({column}::INT, 0)" for column in each),
        flagged=" + ".join(f"CASE WHEN {column} THEN {weight}::DOUBLE ELSE 0 END" for column, weight in each.items()),
        computed=" + ".join(
            f"CASE WHEN {column} IS NULL THEN 0 ELSE {weight}::DOUBLE END" for column, weight in each.items()
        ),
    )
    database = duckdb.connect(":memory:")
    database.execute(f"SET threads TO {os.cpu_count()}")
    database.execute(FACTS.format(contracts=contracts))
    start = time.perf_counter()
    database.execute(query).fetchone()
    times = max(1, round(1.1 * SECONDS / (time.perf_counter() - start)))
    pairs = []
    for _ in range(rounds):
        command = [program, "indicators", "measure", "--contracts", str(contracts), "--times", str(times)]
        ours = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        start = time.perf_counter()
        for _ in range(times):
            flags, scores = database.execute(query).fetchone()
        took = (time.perf_counter() - start) / times
        if flags != ours["flags"] or abs(scores / contracts - float(ours["mean_score"])) > 1e-4:
            raise Failed(f"they do not agree: {ours} and {flags} flags, mean score {scores / contracts:.6f}")
        pairs.append((contracts / float(ours["seconds"]), contracts / took))
        print(f"score: {pairs[-1][0]:.0f} and {pairs[-1][1]:.0f} contracts/s", file=sys.stderr, flush=True)
    return line("score", pairs, "contracts/s")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--notices", type=Path, help="folder of the archives of real notices")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--contracts", type=int, default=1_000_000)
    parser.add_argument("--only", action="append", default=[], choices=LIMITS)
    options = parser.parse_args()
    wanted = options.only or list(LIMITS)
    lines = []
    with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="casebridge-notices-") as folder:
        if options.notices:
            for archive in sorted(options.notices.glob("*.tar.gz")):
                subprocess.run(["tar", "--extract", "--file", archive, "--directory", folder], check=True)
        for name, names in by_format(Path(folder)).items():
            if name in wanted and names:
                lines.append(parse_bench(name, names, Path(folder), options.program, options.rounds))
                print(json.dumps(lines[-1]), flush=True)
            elif name in wanted:
                print(f"{name}: left out, there are no real notices (CASEBRIDGE_NOTICES)", file=sys.stderr)
    if "score" in wanted:
        lines.append(score_bench(options.contracts, options.program, options.rounds))
        print(json.dumps(lines[-1]), flush=True)
    for each in lines:
        limit = LIMITS[each["bench"]]
        word = "kept  " if each["ratio"] >= limit else "MISSED"
        print(f"{word} {each['bench']}: {each['ratio']} (at least {limit})", file=sys.stderr)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"Failed: {failure}")
