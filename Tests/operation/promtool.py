"""Prometheus' own checker. Debian's package `prometheus` cannot stand beside node-bootstrap, so it is only unpacked."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from program import CHECKOUT

PLACE = CHECKOUT / ".build/tools/promtool"


def promtool():
    """Its path; fetched once a checkout."""
    found = shutil.which("promtool")
    if found:
        return found
    if not PLACE.exists():
        PLACE.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            # The account that fetches for root may enter it.
            os.chmod(folder, 0o777)
            for command in (
                ["apt-get", "-qq", "download", "prometheus"],
                ["sh", "-c", "dpkg-deb --extract prometheus_*.deb ."],
            ):
                subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=120)
            shutil.copy(Path(folder) / "usr/bin/promtool", PLACE)
    return str(PLACE)


def complaints(text):
    """What it says of an exposition; nothing when all is well."""
    done = subprocess.run(
        [promtool(), "check", "metrics"], input=text, capture_output=True, text=True, timeout=30, check=False
    )
    return (done.stdout + done.stderr).strip() or (f"exit code {done.returncode}" if done.returncode else "")
