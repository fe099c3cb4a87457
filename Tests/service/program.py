"""The program under test at its command line, with settings that name one database and one folder."""

import os
import subprocess
from pathlib import Path

from psycopg import conninfo

CHECKOUT = Path(__file__).resolve().parents[2]


def program():
    path = Path(os.environ.get("CASEBRIDGE_PROGRAM", CHECKOUT / ".build/debug/casebridge"))
    if not path.exists():
        raise SystemExit(f"There is no program at {path}: swift build --product casebridge makes it.")
    return str(path)


def resources():
    return Path(os.environ.get("CASEBRIDGE_RESOURCES", CHECKOUT))


class Program:
    """Runs commands against the database that `connection` names; keys and evidence lie in `folder`."""

    def __init__(self, connection, folder):
        self.connection = connection
        self.folder = folder
        parts = conninfo.conninfo_to_dict(connection)
        migrates = parts.pop("user", "postgres")
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        self.settings = kept | {
            "CASEBRIDGE_DATABASE": conninfo.make_conninfo(**parts),
            "CASEBRIDGE_MIGRATE_USER": migrates,
            "CASEBRIDGE_RESOURCES": str(resources()),
            "CASEBRIDGE_EVIDENCE": str(folder / "evidence"),
            "CASEBRIDGE_MASTER_KEY_FILE": str(folder / "master"),
            "CASEBRIDGE_LEDGER_KEY_FILE": str(folder / "ledger"),
        }

    def try_run(self, *arguments, text=None):
        """The finished process, whatever its exit code."""
        return subprocess.run(
            [program(), *map(str, arguments)],
            env=self.settings,
            input=text,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def run(self, *arguments, text=None):
        """Standard output of a command that must succeed."""
        done = self.try_run(*arguments, text=text)
        assert done.returncode == 0, f"casebridge {' '.join(map(str, arguments[:2]))}: {done.stderr}"
        return done.stdout.strip()

    def make_keys(self):
        self.run("key", "create", "master", "--file", self.folder / "master")
        self.run("key", "create", "ledger", "--file", self.folder / "ledger")

    def public_key(self):
        return self.run("key", "show", "--file", self.folder / "ledger")
