"""Measures storing and assessing notices against COPY of the same rows, and the memory of an import. Called by ops/bench."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import made_up
from clients import Failed, Postgres, checked
from rounds import line

# What must be kept: at least this share of COPY's speed; at most this growth of memory.
LIMITS = {"store": 0.5, "assess": 0.5, "import_memory": 1.1}
# What an import fills, in an order that keeps foreign keys.
TABLES = (
    "procedure procedure_reference notice contract contract_notice notice_result contract_result procedure_merge"
    " contract_merge correction_waiting party party_key party_role"
).split()
EMPTY, STORED, COPIED = "bench_notices", "bench_notices_stored", "bench_notices_copied"


class Store:
    """A store of the benchmarks, and what the program does with it."""

    def __init__(self, options):
        self.options = options
        self.exchange = options.exchange
        self.answer = options.exchange / "program.out"
        as_user = ["setpriv", "--reuid", options.user, "--regid", options.user, "--init-groups", "--"]
        self.program = [*(as_user if options.user else []), options.program]

    def database(self, name):
        return Postgres(self.options.address, name, 0, 0)

    def fresh(self, name):
        """A migrated database without a notice; its own privileges are no part of a template."""
        self.drop(name)
        self.database("postgres").run(f"CREATE DATABASE {name} TEMPLATE {EMPTY}")
        self.database("postgres").run(
            f"GRANT CONNECT ON DATABASE {name} TO casebridge_operator, casebridge_worker, casebridge_app")

    def drop(self, name):
        self.database("postgres").run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def archive(self, count):
        path = self.exchange / f"{count}.tar.gz"
        if not path.exists():
            made_up.write(path, count)
            path.chmod(0o644)
        return path

    def command(self, name, *arguments):
        """Seconds, and the largest memory in MB, of one command of the program on a database."""
        self.database(name).run("CHECKPOINT")
        environment = os.environ | {"CASEBRIDGE_DATABASE": f"{self.options.address} dbname={name}"}
        log = self.exchange / "program.log"
        start = time.perf_counter()
        with log.open("wb") as said, self.answer.open("wb") as answer:
            process = subprocess.Popen([*self.program, *map(str, arguments)], env=environment, stdout=answer, stderr=said)
            with ThreadPoolExecutor(1) as other:
                memory = other.submit(largest_memory, process)
                process.wait()
                took = time.perf_counter() - start
        if process.returncode:
            raise Failed(f"{arguments[0]} ended with {process.returncode}: {log.read_text()[-500:]}")
        return took, memory.result()

    def stored(self, name, count):
        """Seconds and memory of an import, which must have stored every notice."""
        measured = self.command(name, "import", self.archive(count))
        found = int(self.database(name).run("SELECT count(*) FROM casebridge.notice"))
        if found != count:
            raise Failed(f"{found} of {count} notices are stored")
        return measured

    def columns(self, table):
        return self.database(STORED).run(
            "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid ="
            f" 'casebridge.{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''")

    def copy_out(self, table, query=None):
        query = query or f"SELECT {self.columns(table)} FROM casebridge.{table}"
        self.database(STORED).run(f"COPY ({query}) TO '{self.exchange}/{table}.copy'")

    def copied(self, tables):
        """Seconds of COPY of these tables from their files, in one transaction."""
        lines = [f"COPY casebridge.{table} ({self.columns(table)}) FROM '{self.exchange}/{table}.copy';" for table in tables]
        self.database(COPIED).run("CHECKPOINT")
        start = time.perf_counter()
        self.database(COPIED).run("BEGIN; " + " ".join(lines) + " COMMIT")
        return time.perf_counter() - start


def largest_memory(process):
    """In MB, until it ends. Of what wait4 tells, a part is the memory of the process that started it: this one's."""
    status, largest = Path(f"/proc/{process.pid}/status"), 0
    while process.returncode is None:
        try:
            found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        except OSError:
            break
        # One that has ended and is not waited for has none.
        largest = int(found[1]) / 1024 if found else largest
        time.sleep(0.01)
    return largest


def store_bench(store):
    """Notices a second of the whole command, from the archive to the last event, and of COPY of the rows it left."""
    count, pairs = store.options.notices, []
    for _ in range(store.options.rounds):
        store.fresh(STORED)
        took, _ = store.stored(STORED, count)
        for table in TABLES:
            store.copy_out(table)
        store.fresh(COPIED)
        store.database(COPIED).run(f"TRUNCATE casebridge.indicator CASCADE; COPY casebridge.indicator FROM '{indicators(store)}'")
        pairs.append((count / took, count / store.copied(TABLES)))
        same_rows(store)
        said("store", pairs[-1])
    return line("store", pairs, "notices/s")


def indicators(store):
    store.copy_out("indicator")
    return store.exchange / "indicator.copy"


def same_rows(store):
    counts = "; ".join(f"SELECT count(*) FROM casebridge.{table}" for table in TABLES)
    if store.database(STORED).run(counts) != store.database(COPIED).run(counts):
        raise Failed("COPY left other rows than the import")


def assess_bench(store):
    """Notices a second of an assessment in which every notice has another result than before, and of reading their bytes
    and writing all results by COPY."""
    count, pairs = store.options.notices, []
    if not store.database("postgres").run(f"SELECT 1 FROM pg_database WHERE datname = '{COPIED}'"):
        store_bench(store)
    judged = int(store.database(STORED).run("SELECT count(*) FROM casebridge.notice WHERE type <> 'other'"))
    for _ in range(store.options.rounds):
        # As after a change of one rule that applies to all: one row a notice says something else.
        store.database(STORED).run("UPDATE casebridge.notice_result SET inputs = '{}' WHERE position = 1")
        store.database(STORED).run("VACUUM ANALYZE")
        took, _ = store.command(STORED, "assess", "--format", "json")
        outcome = json.loads(store.answer.read_text())
        if outcome["changed"] < 0.9 * judged:
            raise Failed(f"only {outcome['changed']} of {judged} notices have other results than before")
        pairs.append((judged / took, judged / copy_through(store)))
        said("assess", pairs[-1])
    return line("assess", pairs, "notices/s")


def copy_through(store):
    results = ("notice_result", "contract_result")
    for table in results:
        store.copy_out(table)
    store.database(COPIED).run(f"TRUNCATE {', '.join('casebridge.' + table for table in results)}")
    start = time.perf_counter()
    store.copy_out("source", "SELECT number, source FROM casebridge.notice WHERE type <> 'other'")
    return time.perf_counter() - start + store.copied(results)


def memory_bench(store):
    """The largest memory of the program in MB, for the larger import over that for the smaller."""
    pairs = []
    for _ in range(store.options.rounds):
        sizes = []
        for count in (store.options.memory_large, store.options.memory_small):
            store.fresh(STORED)
            sizes.append(store.stored(STORED, count)[1])
        pairs.append(tuple(sizes))
        said("import_memory", pairs[-1])
    store.drop(STORED)
    store.drop(COPIED)
    return line("import_memory", pairs, "MB")


def said(name, pair):
    print(f"{name}: {pair[0]:.1f} and {pair[1]:.1f}", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", required=True, help="libpq connection string without user and database")
    parser.add_argument("--program", required=True)
    parser.add_argument("--user", help="the account that the program and PostgreSQL run as, when it is not ours")
    parser.add_argument("--exchange", type=Path, required=True, help="folder that PostgreSQL reads and writes")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--notices", type=int, default=100_000)
    parser.add_argument("--memory-large", type=int, default=20_000)
    parser.add_argument("--memory-small", type=int, default=1_000)
    parser.add_argument("--only", action="append", default=[], choices=LIMITS)
    store = Store(parser.parse_args())
    benches = {"store": store_bench, "assess": assess_bench, "import_memory": memory_bench}
    try:
        for name in store.options.only or LIMITS:
            measured = benches[name](store)
            grows = name == "import_memory"
            kept = measured["ratio"] <= LIMITS[name] if grows else measured["ratio"] >= LIMITS[name]
            print(json.dumps(measured), flush=True)
            print(f"{'kept  ' if kept else 'MISSED'} {name}: {measured['ratio']} "
                  f"({'at most' if grows else 'at least'} {LIMITS[name]})", file=sys.stderr)
    finally:
        store.drop(STORED)
        store.drop(COPIED)
        shutil.rmtree(store.exchange, ignore_errors=True)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"Failed: {failure}")
