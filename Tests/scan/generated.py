"""Requests that schemathesis makes up from the document, for one role; ids of records are among them."""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


class Generated:
    """Phases of a run: `coverage` tries the edges of each parameter, `fuzzing` anything, `stateful` follows answers."""

    def __init__(self, world, requests, document, folder):
        self.world = world
        self.requests = requests
        self.document = folder / "openapi.json"
        self.document.write_text(json.dumps(document))
        self.folder = folder

    def run(self, role, person, phases, examples, seed):
        """The exit code and what was printed."""
        config = self.folder / f"{role}.toml"
        config.write_text(self._config())
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", config, "run", self.document]
        command += ["--url", self.world.server.origin, "--phases", phases, "--max-examples", str(examples)]
        command += ["--seed", str(seed)]
        done = subprocess.run(
            [*map(str, command)],
            env=os.environ | {"CASEBRIDGE_SCAN_TOKEN": self.world.token(person), "COLUMNS": "160"},
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def _config(self):
        lines = [(HERE / "schemathesis.toml").read_text()]
        for name, request in self.requests.items():
            for parameter, value in request.get("path", {}).items():
                lines.append(f"[dictionaries.{name}_{parameter}]\nvalues = [{json.dumps(value)}]")
        for name, request in self.requests.items():
            bindings = [
                f'"path.{parameter}" = {{ dictionary = "{name}_{parameter}", probability = 0.7 }}'
                for parameter in request.get("path", {})
            ]
            if bindings:
                lines.append(f'[[operations]]\ninclude-operation-id = "{name}"\n[operations.parameters]')
                lines += bindings
        return "\n".join(lines) + "\n"
