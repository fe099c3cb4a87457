"""/readyz and doctor: each fault that is planted is named, with its next step, and nothing else is."""

import json
import os
import shutil
from contextlib import contextmanager

import httpx
import pytest

from service import wait_for


def readiness(store):
    answer = httpx.get(store.service.server.origin + "/readyz", timeout=15)
    told = answer.json()
    assert told["ready"] == (answer.status_code == 200)
    return answer.status_code, told


def doctor(store, **settings):
    done = store.service.program.try_run("doctor", "--format", "json")
    found = {item["what"]: item for item in json.loads(done.stdout)}
    assert done.returncode == (69 if any(item["result"] == "fault" for item in found.values()) else 0)
    return found


def bad(found, kinds=("fault",)):
    return {what for what, item in found.items() if item["result"] in kinds}


@contextmanager
def changed(store, settings):
    """The program's commands with other settings."""
    before = dict(store.service.program.settings)
    store.service.program.settings |= settings
    try:
        yield
    finally:
        store.service.program.settings = before


@contextmanager
def altered(store, do, undo):
    """A change that the guards refuse is made as somebody would who can: with them switched off."""
    with store.service.database() as connection:
        connection.execute("SET casebridge.migrating = 'on'")
        connection.execute(do)
        try:
            yield
        finally:
            connection.execute(undo)


def test_a_sound_store_is_ready_and_the_doctor_finds_no_fault(store):
    status, told = readiness(store)
    assert (status, told["faults"]) == (200, [])
    assert bad(doctor(store)) == set()


def test_every_finding_says_what_to_do(store, tmp_path):
    settings = {"CASEBRIDGE_EVIDENCE": str(tmp_path / "none"), "CASEBRIDGE_MASTER_KEY_FILE": "/nowhere"}
    with changed(store, settings | {"CASEBRIDGE_ORIGIN": ""}):
        found = doctor(store)
    assert {"evidence can be written", "master key"} <= bad(found)
    assert [what for what, item in found.items() if item["result"] != "ok" and not item["next"]] == []


def test_the_doctor_knows_another_stores_keys(store, tmp_path):
    store.service.program.run("key", "create", "master", "--file", tmp_path / "master")
    store.service.program.run("key", "create", "ledger", "--file", tmp_path / "ledger")
    from path import Path

    path = Path(store.service).advance("draft")
    path.add_evidence("note.txt", b"A note.", "text/plain", "A note")
    store.service.program.run("audit", "checkpoint")
    settings = {
        "CASEBRIDGE_MASTER_KEY_FILE": str(tmp_path / "master"),
        "CASEBRIDGE_LEDGER_KEY_FILE": str(tmp_path / "ledger"),
    }
    with changed(store, settings):
        found = doctor(store)
    assert bad(found) == {"master key opens the newest files", "ledger key signed the newest checkpoint"}


def test_a_key_that_others_may_read_is_a_warning(store, tmp_path):
    shutil.copy(store.state / "keys/master", tmp_path / "master")
    os.chmod(tmp_path / "master", 0o644)
    with changed(store, {"CASEBRIDGE_MASTER_KEY_FILE": str(tmp_path / "master")}):
        found = doctor(store)
    assert "chmod 0600" in found["master key"]["next"]
    assert found["master key"]["result"] == "warn"


def test_a_slip_in_a_settings_name_is_a_warning(store):
    with changed(store, {"CASEBRIDGE_CONECTIONS": "4"}):
        assert "CASEBRIDGE_CONECTIONS" in doctor(store)["names of settings"]["found"]


def test_an_altered_guard_makes_the_server_unready(store):
    do = "ALTER TABLE casebridge.report NO FORCE ROW LEVEL SECURITY"
    undo = "ALTER TABLE casebridge.report FORCE ROW LEVEL SECURITY"
    with altered(store, do, undo):
        assert "casebridge.report" in doctor(store)["guards"]["found"]
        wait_for("the server to notice", lambda: readiness(store)[1]["faults"] == ["guards"])
    wait_for("the server to be ready again", lambda: readiness(store)[0] == 200)


def test_a_database_that_everybody_may_enter_is_a_fault(store):
    do = "GRANT CONNECT ON DATABASE casebridge TO PUBLIC"
    undo = "REVOKE CONNECT ON DATABASE casebridge FROM PUBLIC"
    with altered(store, do, undo):
        assert bad(doctor(store)) == {"privileges of the database"}


def test_an_evidence_folder_that_is_gone_makes_the_server_unready(store):
    evidence = store.state / "evidence"
    evidence.rename(store.state / "aside")
    try:
        wait_for("the server to notice", lambda: readiness(store)[1]["faults"] == ["evidence"])
        assert "evidence can be written" in bad(doctor_without_making(store))
    finally:
        shutil.rmtree(evidence, ignore_errors=True)
        (store.state / "aside").rename(evidence)
    wait_for("the server to be ready again", lambda: readiness(store)[0] == 200)


def doctor_without_making(store):
    return doctor(store)


def test_a_dead_worker_is_a_warning_and_leaves_the_server_ready(store):
    """Nobody turns this clock into an event, because the server was told to leave that to others."""
    store.stop_serving()
    from path import Path

    service = store.serve(arguments=("--without-worker",))
    case = Path(service).advance("offered").case
    with service.database() as connection:
        connection.execute(
            "UPDATE casebridge.clock SET soft_at = now() - interval '2 days', hard_at = now() - interval '1 day'"
            " WHERE case_id = %s",
            (case,),
        )
    wait_for("the warning", lambda: "worker" in readiness(store)[1]["warnings"])
    assert readiness(store)[0] == 200
    assert "worker" in bad(doctor(store))
    store.stop_serving()
    store.serve()
    wait_for("the warning to end", lambda: readiness(store)[1]["warnings"] == [])


def test_a_stopped_database_is_told_within_seconds(store):
    store.run("postgres", "stop")
    try:
        status, told = wait_for(
            "the fault", lambda: (lambda found: found if found[0] == 503 else None)(readiness(store))
        )
        assert told["faults"] == ["database"]
        found = doctor(store)
        assert "database as casebridge_app" in bad(found)
        assert "ops/postgres start" in found["database as casebridge_app"]["next"]
        assert httpx.get(store.service.server.origin + "/healthz").status_code == 200
    finally:
        store.run("postgres", "start")
    wait_for("the server to be ready again", lambda: readiness(store)[0] == 200)


@pytest.mark.parametrize("format", ["text", "json"])
def test_the_doctor_tells_no_secret(store, format):
    done = store.service.program.try_run("doctor", "--format", format)
    secret = (store.state / "keys/master").read_text().strip()
    assert secret not in done.stdout + done.stderr
