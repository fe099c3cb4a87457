"""A PostgreSQL cluster of a test's own, durable as in operation, that may be killed; made by ops/lib/cluster.sh."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from program import CHECKOUT
from service import wait_for

SCRIPT = """
set -euo pipefail
. "$1/ops/lib/cluster.sh"
. "$1/ops/lib/test_cluster.sh"
"""


class Cluster:
    """Durable: fsync and full_page_writes stay on."""

    def __init__(self, run):
        self.folder = Path(tempfile.mkdtemp(prefix="casebridge-kill-"))
        # Should this process be killed, the run's first process finds and removes the cluster.
        self.note = run / f"{self.folder.name}.cluster"
        self.note.write_text(str(self.folder))
        self.data = self.folder / "data"
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run(
            f'make_cluster "{self.data}" && write_cluster_settings "{self.data}" "{self.folder}" durable'
        )
        self.start()

    def address(self, database):
        return f"host={self.folder} port=5432 user=postgres dbname={database}"

    def start(self):
        self._run(f'start_cluster "{self.data}"')

    def kill(self):
        """SIGKILL to the postmaster and to each of its children: nothing of it may say goodbye."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        children = [int(pid) for pid in _children(postmaster)]
        for pid in (postmaster, *children):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        wait_for(
            "the killed processes to be gone", lambda: not any(_lives(pid) for pid in (postmaster, *children))
        )

    def remove(self):
        _remove(self.folder)
        self.note.unlink()

    def _run(self, commands):
        done = _bash(commands)
        assert done.returncode == 0, done.stdout + done.stderr


def remove_forgotten(run):
    """Stops and removes every cluster of a run that its own process could not."""
    for note in run.glob("*.cluster"):
        _remove(Path(note.read_text()))


def _remove(folder):
    _bash(f'! cluster_runs "{folder / "data"}" || stop_cluster "{folder / "data"}" immediate')
    shutil.rmtree(folder, ignore_errors=True)


def _bash(commands):
    """Runs shell functions of ops/lib; as root they act as the account that PostgreSQL runs as."""
    return subprocess.run(
        ["bash", "-c", SCRIPT + commands, "cluster", str(CHECKOUT)],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def _children(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _lives(pid):
    """A zombie has an entry and lives no more."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
