"""Pages in a browser's session: requests a second, p99, and where the processor's time of one page goes."""

import os
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

# A sample of the server belongs to the first of these whose module stands anywhere in its stack (mangled names).
PARTS = {
    "rendering": ("3Web16TemplateRenderer", "3Web9TemplatesV6render"),
    "decoding": ("JSONDecoder", "JSONScanner", "JSONMap"),
    "database_client": ("8Postgres", "PQ", "libpq"),
    "model": ("8Casework", "3Web"),
}
TICK = os.sysconf("SC_CLK_TCK")


class Profile:
    """Processor time between its beginning and its end: of the server on a port, by part, and of PostgreSQL."""

    def __init__(self, port, database):
        self.server = _processes(lambda words: "serve" in words and str(port) in words and "casebridge" in words[0])
        self.database = database
        self.folder = tempfile.TemporaryDirectory()
        self.samples = Path(self.folder.name) / "perf.data"

    def __enter__(self):
        self.before = self._times()
        command = ["perf", "record", "--quiet", "-F", "199", "-g", "-p", ",".join(map(str, self.server)), "-o", self.samples]
        try:
            self.perf = subprocess.Popen([*map(str, command)], stderr=subprocess.DEVNULL)
        except FileNotFoundError:
            self.perf = None
        return self

    def __exit__(self, *_):
        if self.perf:
            self.perf.terminate()
            self.perf.wait()
        after = self._times()
        self.seconds = {name: after[name] - self.before[name] for name in after}
        self.parts = self._parts() if self.perf else {}
        self.folder.cleanup()

    def milliseconds(self, requests):
        """Of one request, by part; without perf the server is one part."""
        server = self.seconds["server"] / requests * 1000
        parts = {name: server * share for name, share in self.parts.items()} or {"server": server}
        parts["postgresql"] = self.seconds["postgresql"] / requests * 1000
        return {name: round(value, 3) for name, value in parts.items()}

    def _times(self):
        backends = _processes(lambda words: words[0].startswith("postgres:") and self.database in " ".join(words))
        return {"server": sum(map(_seconds, self.server)), "postgresql": sum(map(_seconds, backends))}

    def _parts(self):
        command = ["perf", "script", "-F", "comm,ip,sym", "-i", str(self.samples)]
        text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        counts = Counter(_part(stack) for stack in text.split("\n\n") if stack.strip())
        return {name: count / counts.total() for name, count in counts.items()}


def _part(stack):
    return next((part for part, words in PARTS.items() if any(word in stack for word in words)), "http_and_rest")


def _processes(claim):
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = [word for word in (folder / "cmdline").read_bytes().decode(errors="replace").split("\0") if word]
        except OSError:
            continue
        if words and claim(words):
            found.append(int(folder.name))
    return found


def _seconds(process):
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / TICK


def measured(name, port, database, measure):
    """One JSON line of a page: `measure` gives requests a second, p99 in milliseconds and the number of requests."""
    with Profile(port, database) as profile:
        start = time.monotonic()
        rate, p99, requests = measure()
        seconds = time.monotonic() - start
    parts = profile.milliseconds(requests)
    return {
        "bench": name,
        "ours": round(rate, 1),
        "unit": "pages/s",
        "p99_ms": round(p99, 2),
        "processor_ms": parts,
        "rendering_share": round(parts["rendering"] / sum(parts.values()), 3) if "rendering" in parts else None,
        "busy": round(sum(profile.seconds.values()) / seconds / os.cpu_count(), 2),
    }
