"""A store as ops/run keeps it, in a folder of the test's own: made, backed up and restored by the scripts of ops/."""

import atexit
import os
import shutil
import subprocess
import tempfile
from datetime import date, timedelta
from pathlib import Path

import people
from program import CHECKOUT, Program, program, resources
from service import Service


def environment(folder):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "CASEBRIDGE_STATE": str(folder / "store"),
        "CASEBRIDGE_SOCKET": str(folder / "socket"),
        "CASEBRIDGE_PROGRAM": program(),
    }


def script(folder, name, *arguments, seconds=170):
    """A script of ops/ on the store in this folder: the finished process, whatever its exit code."""
    return subprocess.run(
        [CHECKOUT / "ops" / name, *map(str, arguments)],
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


class StoreProgram(Program):
    """The program with the keys of the store, as the account that the scripts give the store to would find them."""

    def __init__(self, connection, state):
        super().__init__(connection, state)
        self.settings |= {
            "CASEBRIDGE_MASTER_KEY_FILE": str(state / "keys/master"),
            "CASEBRIDGE_LEDGER_KEY_FILE": str(state / "keys/ledger"),
            "CASEBRIDGE_LEDGER_ORIGIN": "casebridge.local/log",
        }

    def make_keys(self):
        """The store has its own."""


class StoreService(Service):
    program_type = StoreProgram


class Template:
    """What a store is after it was filled."""

    folder = None
    known = None

    @classmethod
    def keep(cls, store):
        cls.folder = tempfile.mkdtemp(prefix="casebridge-operation-template-")
        atexit.register(shutil.rmtree, cls.folder, ignore_errors=True)
        subprocess.run(["cp", "-a", f"{store.state}/.", cls.folder], check=True)
        cls.known = store.known


class Store:
    """`folder` holds the store, its socket, and what belongs to the test."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="casebridge-operation-"))
        # The store's account must be able to enter the way to its store.
        self.folder.chmod(0o755)
        self.state = self.folder / "store"
        self.service = None

    def connection(self, database="casebridge"):
        return f"host={self.folder / 'socket'} port=5432 user=postgres dbname={database}"

    def run(self, name, *arguments):
        """Standard output of a script that must succeed."""
        done = script(self.folder, name, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def make(self):
        """Filled by the program's own commands, as Tests/service fills its databases; once a process, then copied."""
        if not Template.folder:
            self.fill()
            self.run("postgres", "stop")
            Template.keep(self)
        else:
            subprocess.run(["cp", "-a", f"{Template.folder}/.", self.state], check=True)
        self.known = Template.known
        self.run("postgres", "start")
        return self

    def fill(self):
        self.run("postgres", "start")
        self.run("postgres", "psql", "-d", self.connection("postgres"), "-c", "CREATE DATABASE casebridge")
        for kind in ("master", "ledger"):
            self.run("casebridge", "key", "create", kind, "--file", self.state / "keys" / kind)
        command = StoreProgram(self.connection(), self.state)
        command.run("migrate")
        for definition in ("workflow", "form", "indicators"):
            command.run(definition, "load")
        command.run("import", resources() / "Samples/notices")
        self.known = people.settle(command)

    def serve(self, **options):
        self.service = StoreService(self.connection(), self.state, self.known, **options)
        self.service.start()
        return self.service

    def stop_serving(self):
        if self.service:
            self.service.close()
            self.service = None

    def remove(self):
        self.stop_serving()
        script(self.folder, "postgres", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def train(service):
    """A training is recorded by a coordinator; nobody records his own."""
    period = {
        "valid_from": str(date.today() - timedelta(days=30)),
        "valid_until": str(date.today() + timedelta(days=300)),
    }
    body = {"title": "Monitoring basics"} | period
    for coordinator, monitor in (("carla", "monica"), ("boris", "mila")):
        service[coordinator].post(f"people/{service.account(monitor)}/trainings", body)
