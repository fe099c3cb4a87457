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
"$2"
"""


class Cluster:
    """Durable: fsync and full_page_writes stay on."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="casebridge-kill-"))
        self.data = self.folder / "data"
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run(f'make_cluster "{self.data}" && write_cluster_settings "{self.data}" "{self.folder}" durable')
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
        wait_for("the killed processes to be gone", lambda: not any(_lives(pid) for pid in (postmaster, *children)))

    def remove(self):
        self._run(f'stop_cluster "{self.data}" immediate || true')
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, commands):
        done = subprocess.run(
            ["bash", "-c", SCRIPT.replace('"$2"', commands), "cluster", str(CHECKOUT)],
            capture_output=True, text=True, timeout=180, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def _children(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _lives(pid):
    """A zombie has an entry and lives no more."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
