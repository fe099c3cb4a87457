"""A disk that runs full: said as 507 storage_full, nothing by halves, and work goes on as soon as there is space."""

import os
import shutil
import time

import httpx
import psycopg
import pytest

from client import refused
from path import Path
from small_disk import SmallDisk, only_root
from service import wait_for
from store import Store, script, train

pytestmark = only_root
FILE = os.urandom(3 << 20)


@pytest.fixture(scope="module")
def disks():
    """A store whose whole folder, with PostgreSQL's data, is one small disk, and its evidence another."""
    store = Store()
    store.state.mkdir()
    mounted = [SmallDisk(store.state, 700)]
    try:
        store.make()
        mounted.append(SmallDisk(store.state / "evidence", 8))
        shutil.chown(store.state / "evidence", "casebridge", "casebridge")
        train(store.serve())
        store.disk, store.evidence_disk = mounted
        yield store
    finally:
        store.stop_serving()
        store.run("postgres", "stop")
        for disk in reversed(mounted):
            disk.remove()
        store.remove()


def upload(service, report, content):
    files = {"file": ("photo.bin", content, "application/octet-stream")}
    return service["monica"].ask("POST", f"reports/{report}/evidence", files=files, data={"title": "A photo"})


def rows(service):
    return {str(id) for (id,) in service.rows("SELECT id FROM casebridge.evidence")}


def test_an_upload_to_a_full_disk_is_refused_and_leaves_nothing(disks):
    service = disks.service
    report = Path(service).advance("draft").report
    assert upload(service, report, FILE).status_code == 201
    assert upload(service, report, FILE).status_code == 201
    known = rows(service)
    answer = upload(service, report, FILE)
    refused(answer, 507, "storage_full")
    assert int(answer.headers["Retry-After"]) > 0
    assert rows(service) == known == service.stored_files()
    assert service.unfinished_files() == set()


def test_uploads_are_taken_again_as_soon_as_there_is_space(disks):
    service = disks.service
    report = Path(service).advance("draft").report
    disks.evidence_disk.fill()
    try:
        refused(upload(service, report, b"one line"), 507, "storage_full")
    finally:
        disks.evidence_disk.free()
    made = upload(service, report, b"one line")
    assert made.status_code == 201, made.text
    assert service["monica"].download(f"evidence/{made.json()['id']}/content") == b"one line"
    assert service.program.run("evidence", "verify").endswith("0 faults")


def test_a_move_on_a_full_database_disk_is_refused_whole_and_works_afterwards(disks):
    service = disks.service
    path = Path(service).advance("submitted")
    path.declare("rita")
    acknowledged = service["monica"].moves("report", path.report)["version"]
    disks.disk.fill()
    try:
        acknowledged, problem = move_until_refused(service, path.report, acknowledged)
    finally:
        disks.disk.free()
    refused(problem, 507, "storage_full")
    state = service["monica"].moves("report", path.report)
    assert state["version"] == acknowledged, "something of the refused move was kept, or an acknowledged one was not"
    acknowledged += 1
    assert move(service, path.report, state).json()["version"] == acknowledged
    assert service.program.run("audit", "verify").endswith("0 faults")


def move(service, report, state):
    """Round and round between its author and its reviewer."""
    person, action, reason = {
        "draft": ("monica", "submit", None),
        "changes_requested": ("monica", "submit", None),
        "submitted": ("rita", "start_review", None),
        "in_review": ("rita", "request_changes", "Once more. " * 80),
    }[state["status"]]
    body = {"action": action} | ({"reason": reason} if reason else {})
    return service[person].ask("POST", f"reports/{report}/moves", body=body, tag=state["version"])


def move_until_refused(service, report, version):
    """What has room in pages that exist is still done; the first that needs a new page is not."""
    for _ in range(3000):
        state = service["monica"].moves("report", report)
        assert state["version"] == version
        answer = move(service, report, state)
        if answer.status_code != 200:
            return version, answer
        version = answer.json()["version"]
    raise AssertionError("the disk was never full")


def test_what_was_acknowledged_outlives_a_disk_so_full_that_postgresql_ended(disks):
    service = disks.service
    path = Path(service).advance("submitted")
    path.declare("rita")
    state = service["monica"].moves("report", path.report)
    acknowledged = move(service, path.report, state).json()["version"]
    disks.disk.fill()
    try:
        write_until_postgresql_ends(disks)
        answer = service["carla"].ask("GET", f"cases/{path.case}")
        assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
        ready = httpx.get(service.server.origin + "/readyz")
        assert ready.status_code == 503 and "database" in ready.text
    finally:
        disks.disk.free()
    # What a running ops/run does every ten seconds.
    wait_for("PostgreSQL to start", lambda: script(disks.folder, "postgres", "start").returncode == 0)
    wait_for("the server", lambda: httpx.get(service.server.origin + "/readyz").status_code == 200)
    state = service["monica"].moves("report", path.report)
    assert state["version"] == acknowledged
    assert move(service, path.report, state).status_code == 200
    assert service.program.run("audit", "verify").endswith("0 faults")


def write_until_postgresql_ends(disks):
    """Its log of changes takes whole files of sixteen megabytes: the first that has no room ends it.

    It first tries to start again by itself, and may find room that it held before: that is taken too.
    """
    for _ in range(100):
        disks.disk.fill()
        try:
            with disks.service.database() as connection:
                for _ in range(500):
                    connection.execute("SELECT pg_logical_emit_message(false, 'test', repeat('x', 8000)), pg_switch_wal()")
        except psycopg.OperationalError:
            time.sleep(0.2)
        if script(disks.folder, "postgres", "status").returncode == 3:
            return
    raise AssertionError("PostgreSQL never ended")
