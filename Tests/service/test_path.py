"""One case from its contract to the authority's outcome over the API, and what an outsider can check afterwards."""

import hashlib
import json
import subprocess
import sys

import pytest

import files
import packages
from program import CHECKOUT
from walk import Walk

GO = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": ""}


@pytest.fixture(scope="module")
def walk(service):
    """The path, walked once; a step that fails fails the first test, and those that need its end."""
    return Walk(service).whole()


def test_the_whole_path_is_walked_with_nine_tokens(walk):
    actions = [
        action
        for (action,) in walk.service.rows(
            """SELECT record_kind || ': ' || action FROM casebridge.audit_event
        WHERE chain_id = %s AND chain_kind = 'case' AND to_status IS NOT NULL ORDER BY seq""",
            walk.case,
        )
    ]
    assert actions == [
        "case: select",
        "assignment: offer",
        "case: assign",
        "assignment: accept",
        "case: start",
        "report: create",
        "report: submit",
        "report: start_review",
        "report: request_changes",
        "report: submit",
        "report: start_review",
        "report: recommend",
        "report: approve",
        "case: report",
        "referral: prepare",
        "referral: request_approval",
        "referral: change",
        "referral: request_approval",
        "referral: seal",
        "referral: send",
        "case: refer",
        "referral: acknowledge",
        "case: follow_up",
        "referral: accept",
        "referral: conclude",
        "case: close",
        "assignment: case_closed",
    ]


def test_readings_are_events_of_their_own_chain(walk):
    readings = walk.service.rows(
        """SELECT action, count(*) FROM casebridge.audit_event WHERE chain_id = %s AND chain_kind = 'case_reads'
        GROUP BY action ORDER BY action""",
        walk.case,
    )
    assert dict(readings).keys() == {
        "report_read",
        "submission_read",
        "evidence_read",
        "referral_read",
        "dossier_read",
    }


def test_the_package_holds_what_was_approved_under_pseudonyms(walk):
    parts = packages.parts(walk.package)
    dossier = json.loads(parts["dossier.json"])
    assert [finding["statement"] for finding in dossier["findings"]] == [
        "Only one tender was received.",
        "The price looks high.",
    ]
    assert dossier["submission"]["number"] == 2
    assert dossier["content_digest"] == walk["carla"].get(f"referrals/{walk.referral}")["content_digest"]
    manifest = json.loads(parts["manifest.json"])
    named = {part["path"]: part["sha256"] for part in manifest["parts"]}
    assert named == {
        path: hashlib.sha256(data).hexdigest()
        for path, data in parts.items()
        if path not in ("manifest.json", "manifest.sig", "seal.event", "seal.tlog-proof")
    }
    everything = b"".join(parts.values())
    # What the monitor answered about persons is marked so in the form, and stays out.
    assert b"Name Of A" in walk["monica"].ask("GET", f"reports/{walk.report}").content
    assert b"Name Of A" not in everything
    for person in ("Monica", "Rita", "Anna", "Aldo", "Carla"):
        assert person.encode() not in everything
        assert walk.service.account(person.lower()).encode() not in everything.replace(
            parts["seal.event"], b""
        )


def test_copies_of_evidence_in_the_package_carry_no_metadata(walk):
    parts = packages.parts(walk.package)
    copies = {name.rsplit(".")[-1]: data for name, data in parts.items() if name.startswith("evidence/")}
    assert files.DEVICE in walk.original["photo.jpg"] and b"Exif" in walk.original["photo.jpg"]
    assert (
        copies["jpg"].startswith(b"\xff\xd8")
        and b"Exif" not in copies["jpg"]
        and files.DEVICE not in copies["jpg"]
    )
    assert copies["pdf"].startswith(b"%PDF-") and files.AUTHOR not in copies["pdf"]
    assert copies["txt"] == walk.original["note.txt"]


def test_the_package_verifies_offline_with_the_public_key(walk, tmp_path):
    package = tmp_path / "dossier.zip"
    package.write_bytes(walk.package)
    key = walk.service.program.public_key()
    offline = walk.service.program.try_run("verify", package, "--key", key)
    assert offline.returncode == 0, offline.stdout + offline.stderr
    assert "FAILED" not in offline.stdout


def test_a_package_with_any_fault_is_refused(walk, tmp_path):
    key = walk.service.program.public_key()
    accepted = []
    for name, content in packages.faults(walk.package).items():
        package = tmp_path / "dossier.zip"
        package.write_bytes(content)
        if walk.service.program.try_run("verify", package, "--key", key).returncode != 65:
            accepted.append(name)
    assert accepted == []


def test_a_package_is_refused_with_another_key(walk, tmp_path):
    package = tmp_path / "dossier.zip"
    package.write_bytes(walk.package)
    walk.service.program.run("key", "create", "ledger", "--file", tmp_path / "other")
    other = walk.service.program.run("key", "show", "--file", tmp_path / "other")
    assert walk.service.program.try_run("verify", package, "--key", other).returncode == 65


def test_every_chain_verifies_and_the_records_agree_with_the_log(walk):
    verified = walk.service.program.try_run("audit", "verify")
    assert verified.returncode == 0, verified.stdout
    assert " 0 faults" in verified.stdout


def test_a_kept_checkpoint_is_still_part_of_the_log_later(walk, tmp_path):
    kept = tmp_path / "checkpoint"
    kept.write_text(walk.service.program.run("audit", "checkpoint") + "\n")
    walk["carla"].get(f"cases/{walk.case}")
    walk["olga"].get(f"referrals/{walk.referral}")
    verified = walk.service.program.try_run("audit", "verify", "--against", kept)
    assert verified.returncode == 0, verified.stdout


def test_the_export_verifies_with_none_of_our_code(walk, tmp_path):
    checkpoint, export = tmp_path / "checkpoint", tmp_path / "export.jsonl"
    export.write_text(walk.service.program.run("audit", "export") + "\n")
    checkpoint.write_text(walk.service.program.run("audit", "checkpoint") + "\n")
    # The export is itself an event: events that came after it are not in it.
    export.write_text(walk.service.program.run("audit", "export") + "\n")
    key = walk.service.program.public_key()
    script = [
        sys.executable,
        CHECKOUT / "ops/verify_export.py",
        export,
        "--checkpoint",
        checkpoint,
        "--key",
        key,
    ]
    done = subprocess.run(script, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "the checkpoint is signed by the log" in done.stdout
    lines = export.read_text().splitlines()
    changed = json.loads(lines[5]) | {"action": "other"}
    export.write_text("\n".join([*lines[:5], json.dumps(changed), *lines[6:]]) + "\n")
    assert subprocess.run(script, capture_output=True, timeout=60, check=False).returncode == 1


@pytest.fixture(scope="module")
def go_verifier(walk):
    """The independent verifier, compiled once: Go's note and tlog packages from Debian."""
    target = walk.service.folder / "verify"
    source = CHECKOUT / "Tests/independent/verify.go"
    environment = walk.service.program.settings | GO | {"GOCACHE": str(walk.service.folder / "go")}
    built = subprocess.run(
        ["go", "build", "-o", target, source],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return target


def test_gos_own_packages_accept_the_served_log_and_a_proof(walk, go_verifier, tmp_path):
    older, proof = tmp_path / "older", tmp_path / "proof"
    older.write_text(walk.service.program.run("audit", "checkpoint") + "\n")
    walk["monica"].download(f"evidence/{walk.evidence[0]}/content")
    walk.service.program.run("audit", "checkpoint")
    entry = walk.service.one(
        "SELECT encode(hash, 'hex') FROM casebridge.audit_event WHERE record_id = %s AND action = 'seal'",
        walk.referral,
    )
    proof.write_text(walk.service.program.run("audit", "prove", entry) + "\n")
    key = walk.service.program.public_key()
    log = walk.service.server.origin + "/ledger"
    arguments = ["-key", key, "-log", log, "-old", older, "-proof", proof, "-entry", entry]
    done = subprocess.run([go_verifier, *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    arguments[-1] = entry[:-1] + ("0" if entry[-1] != "0" else "1")
    assert (
        subprocess.run([go_verifier, *arguments], capture_output=True, timeout=60, check=False).returncode
        == 1
    )


def test_go_accepts_the_proof_inside_the_package(walk, go_verifier, tmp_path):
    parts = packages.parts(walk.package)
    proof = tmp_path / "seal.tlog-proof"
    proof.write_bytes(parts["seal.tlog-proof"])
    entry = hashlib.sha256(parts["seal.event"]).hexdigest()
    done = subprocess.run(
        [go_verifier, "-key", walk.service.program.public_key(), "-proof", proof, "-entry", entry],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_auditor_reads_the_chain_in_order_with_its_hashes(walk):
    events, cursor = [], ""
    while cursor is not None:
        page = walk["audrey"].get(f"audit?id={walk.case}&limit=40" + (f"&cursor={cursor}" if cursor else ""))
        events += page["items"]
        cursor = page["next"]
    chain = [event for event in events if event["chain_kind"] == "case"]
    assert [event["seq"] for event in chain] == list(range(1, len(chain) + 1))
    assert all(later["previous_hash"] == earlier["hash"] for earlier, later in zip(chain, chain[1:]))
    assert {event["actor_name"] for event in chain if event["action"] == "acknowledge"} == {
        "Anti-fraud Office"
    }
    assert {event["actor"] for event in chain if event["action"] == "acknowledge"} == {None}
