"""sqlmap and wapiti at their command lines. What signs a request in goes into files, never onto a command line."""

import json
import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SQLMAP = "/usr/bin/sqlmap"
WAPITI = CHECKOUT / ".venv-wapiti/bin/wapiti"
# Left out: modules that ask servers of others (ssrf, xxe, log4shell), that load lists from them (nikto, wapp, cms), and
# that guess passwords, which the service answers with growing delays.
MODULES = (
    "cookieflags,csp,csrf,crlf,exec,file,htaccess,http_headers,ldap,methods,permanentxss,redirect,shellshock,sql,upload,xss"
)


def run(command, folder, seconds):
    done = subprocess.run(
        [*map(str, command)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=seconds,
        check=False,
        errors="replace",
    )
    return done.stdout


def sqlmap(request, folder, level=2, techniques="BEUS", seconds=3_600):
    """What sqlmap found in a request, a text as HTTP has it in which `*` marks a place: its findings, and all it said.
    A search that ended before its end is no search."""
    if "*" not in request:
        return [], "nothing is marked"
    file = folder / "request.txt"
    file.write_text(request)
    command = [SQLMAP, "-r", file, "--batch", "--disable-coloring", "--flush-session", "--dbms", "PostgreSQL"]
    command += ["--level", level, "--risk", 1, "--technique", techniques, "--threads", 4, "--output-dir", folder / "out"]
    # Refusals are answers like others: without this a 401 or 403 would end the search.
    command += ["--ignore-code", "400,401,403,404,409,412,422,428,429", "--ignore-redirects", "--ignore-stdin"]
    said = run(command, folder, seconds)
    found = [line for line in said.splitlines() if line.startswith("Parameter:") or "is vulnerable" in line]
    assert found or "all tested parameters do not appear to be injectable" in said, said[-3000:]
    return found, said


def wapiti(origin, folder, cookie=None, starts=(), seconds=600, modules=MODULES):
    """What wapiti found below an origin in about that time, a quarter of it for looking around: each finding as kind,
    method, path, parameter and what it says."""
    report = folder / "report.json"
    command = [WAPITI, "-u", origin + "/", "--scope", "domain", "-m", modules, "-f", "json", "-o", report]
    command += ["--no-bugreport", "--flush-session", "--store-session", folder, "--store-config", folder]
    each = max(20, seconds * 3 // 4 // len(modules.split(",")))
    command += ["--max-scan-time", seconds // 4, "--max-attack-time", each, "--verify-ssl", "0"]
    command += ["--endpoint", "http://127.0.0.1:9", "--dns-endpoint", "localhost"]
    command += ["-H", f"Origin: {origin}"]
    # It would go on as a visitor.
    for end in ("/sign-out", "/account/sessions/*"):
        command += ["-x", origin + end]
    for start in starts:
        command += ["-s", origin + start]
    if cookie:
        jar = folder / "cookies.json"
        name, value = cookie.split("=", 1)
        # Marked as not secure: the scan goes over loopback without TLS.
        facts = {"value": value, "expires": None, "secure": False, "port": None, "version": 0}
        jar.write_text(json.dumps({"127.0.0.1": {"/": {name: facts}}}))
        command += ["-c", jar]
    said = run(command, folder, 2 * seconds + 600)
    assert report.exists(), said[-3000:]
    known = json.loads(report.read_text())
    found = [
        (kind, item["method"], item["path"], item["parameter"], item["info"])
        for part in ("vulnerabilities", "anomalies")
        for kind, items in known[part].items()
        for item in items
    ]
    return found, known["infos"], said
