"""The examples of operation are read by the programs that they are for, and the table of settings is that of the code."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from program import CHECKOUT, program

OPS = CHECKOUT / "ops"


def read_by(*command, **more):
    return subprocess.run(
        [*map(str, command)], capture_output=True, text=True, timeout=60, check=False, **more
    )


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of nobody, for configurations that name one."""
    folder = tmp_path_factory.mktemp("certificate")
    done = read_by(
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"),
        *("-subj", "/CN=cases.example.org", "-keyout", folder / "privkey.pem"),
        *("-out", folder / "fullchain.pem"),
    )
    assert done.returncode == 0, done.stderr
    (folder / "bundle.pem").write_text(
        (folder / "fullchain.pem").read_text() + (folder / "privkey.pem").read_text()
    )
    return folder


def example(name, certificate, folder):
    text = (OPS / "proxy" / name).read_text().replace("/etc/ssl/casebridge", str(certificate))
    copy = folder / name
    copy.write_text(text.replace("/var/log/nginx", str(folder)))
    return copy


# Debian's package would serve a page of its own on port 80, so ops/install does not bring it.
@pytest.mark.skipif(not Path("/usr/sbin/nginx").exists(), reason="there is no nginx here")
def test_nginx_takes_its_example(certificate, tmp_path):
    site = example("nginx.conf", certificate, tmp_path)
    main = tmp_path / "main.conf"
    main.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{ include {site}; }}\n")
    done = read_by("/usr/sbin/nginx", "-t", "-p", tmp_path, "-c", main)
    assert done.returncode == 0, done.stderr


def test_haproxy_takes_its_example(certificate, tmp_path):
    done = read_by("/usr/sbin/haproxy", "-c", "-f", example("haproxy.cfg", certificate, tmp_path))
    assert done.returncode == 0 and "WARNING" not in done.stderr, done.stderr


@pytest.mark.skipif(not shutil.which("caddy"), reason="there is no caddy here")
def test_caddy_takes_its_example(certificate, tmp_path):
    done = read_by("caddy", "validate", "--adapter", "caddyfile", "--config", OPS / "proxy/Caddyfile")
    assert done.returncode == 0, done.stderr


UNITS = sorted((OPS / "systemd").glob("*.service")) + sorted((OPS / "systemd").glob("*.timer"))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_takes_the_units_and_finds_them_well_confined(tmp_path):
    """Their programs are not installed here: each is replaced by one that is."""
    copies = []
    for unit in UNITS:
        text = re.sub(r"^(Exec\w+=)\S+", r"\1/bin/true", unit.read_text(), flags=re.MULTILINE)
        copies.append(tmp_path / unit.name)
        copies[-1].write_text(text)
    assert copies
    done = read_by("systemd-analyze", "verify", "--recursive-errors=no", *copies)
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "casebridge" in line]
    assert ours == [], ours
    for copy in copies:
        if copy.suffix == ".service":
            rated = read_by("systemd-analyze", "security", "--offline=yes", "--threshold=25", copy)
            assert rated.returncode == 0, rated.stdout[-400:]


def test_every_setting_of_the_units_and_of_compose_is_one():
    known = set(re.findall(r"`(CASEBRIDGE_\w+)`", read_by(program(), "config", "print", "--format", "markdown").stdout))
    assert len(known) > 12
    for folder in ("systemd", "docker", "proxy"):
        for path in (OPS / folder).iterdir():
            used = set(re.findall(r"CASEBRIDGE_[A-Z_]+", path.read_text()))
            wrong = {name for name in used if name not in known and name.removesuffix("_FILE") not in known}
            assert wrong == set(), (path.name, wrong)


def test_the_table_of_settings_is_that_of_the_code():
    table = read_by(program(), "config", "print", "--format", "markdown").stdout
    assert table in (OPS / "README.md").read_text(), "casebridge config print --format markdown prints the new one"
