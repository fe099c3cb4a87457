"""The two load generators: pgbench for SQL and wrk for HTTP. Both give (operations a second, p99 in ms, operations)."""

import glob
import json
import os
import subprocess
import tempfile
from dataclasses import dataclass

BIN = os.environ.get("CASEBRIDGE_PG_BIN", "/usr/lib/postgresql/15/bin")


class Failed(Exception):
    """A measurement that does not count."""


@dataclass
class Postgres:
    """One database of the benchmarks and how its cases are numbered."""

    address: str
    database: str
    total: int
    walkers: int

    def conninfo(self, user):
        return f"{self.address} dbname={self.database} user={user}"

    def run(self, sql):
        command = [f"{BIN}/psql", "--no-psqlrc", "-qAt", "-v", "ON_ERROR_STOP=1", "-c", sql, self.conninfo("postgres")]
        return checked(command).strip()

    def explained(self, statements):
        """The plans of all that these statements run, also inside functions."""
        settings = ("LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on; "
                    "SET client_min_messages = log; BEGIN;")
        command = [f"{BIN}/psql", "--no-psqlrc", "-qAt", "-v", "ON_ERROR_STOP=1", "-c", settings, "-c", statements,
                   self.conninfo("postgres")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failed(f"no plan: {done.stderr[-500:]}")
        return done.stderr

    def run_file(self, path):
        command = [f"{BIN}/psql", "--no-psqlrc", "-qAt", "-v", "ON_ERROR_STOP=1", "-f", "-", self.conninfo("postgres")]
        with open(path) as script:
            checked(command, stdin=script)

    def moves(self):
        """How many moves the cases have made: each is one version."""
        return int(self.run(
            "SELECT sum(c.version) FROM casebridge.organisation o JOIN casebridge.case_file c ON c.organisation_id = o.id "
            "AND c.status IN ('reported', 'closed')"))


    def versions(self):
        """The version of each case that is walked, in the order of the walk: a client of the API names the one it read."""
        return self.run(
            f"SELECT c.version FROM generate_series(1, {self.walkers}) w JOIN casebridge.case_file c ON c.id = "
            f"('01900000-0000-7000-8000-' || lpad((w::bigint * {self.total} / {self.walkers})::text, 12, '0'))::uuid ORDER BY w")


def pgbench(data, user, script, clients, seconds, **more):
    with tempfile.TemporaryDirectory() as folder:
        variables = {"step": -1, "clients": clients, "total": data.total, "walkers": data.walkers} | more
        command = [f"{BIN}/pgbench", "--no-vacuum", "--protocol", "prepared", "--client", str(clients), "--jobs", "2",
                   "--time", str(seconds), "--log", "--log-prefix", f"{folder}/log", "--file", str(script)]
        command += [part for name, value in variables.items() for part in ("--define", f"{name}={value}")]
        output = checked([*command, data.conninfo(user)])
        times = []
        for path in glob.glob(f"{folder}/log*"):
            with open(path) as log:
                times += [int(row.split(" ", 3)[2]) for row in log]
    if "number of failed transactions: 0 " not in output:
        raise Failed(f"{script} had failed transactions:\n{output}")
    rate = float(output.split("tps = ")[1].split(" ")[0])
    return rate, percentile(times, 0.99) / 1000, len(times)


def wrk(data, url, script, clients, seconds):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as versions:
        versions.write(data.versions())
        versions.flush()
        environment = os.environ | {"BENCH_TOTAL": str(data.total), "BENCH_WALKERS": str(data.walkers), "BENCH_THREADS": "2",
                                    "BENCH_SCRIPTS": str(script.parent), "BENCH_VERSIONS": versions.name}
        command = ["wrk", "--threads", "2", "--connections", str(clients), "--duration", f"{seconds}s", "--timeout", "10s",
                   "--script", str(script), url]
        result = json.loads(checked(command, env=environment).strip().splitlines()[-1])
    if result["refused"] or result["broken"]:
        raise Failed(f"{script}: {result['refused']} answers were refusals, {result['broken']} connections broke")
    return result["requests"] / result["microseconds"] * 1e6, result["p99_us"] / 1000, result["requests"]


def percentile(values, share):
    if not values:
        raise Failed("nothing was measured")
    values.sort()
    return values[min(int(len(values) * share), len(values) - 1)]


def checked(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        raise Failed(f"{os.path.basename(command[0])} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout
