"""kill -9 of the server and of PostgreSQL under sixteen clients: what was acknowledged is there, and nothing by halves.

`CASEBRIDGE_FULL=1` repeats each twenty times, otherwise twice."""

import hashlib
import os
import random

import pytest

import databases
from cluster import Cluster
from conftest import new_service, populate, run_folder, train
from program import Program
from service import Service
from workload import Crowd, Journal

REPETITIONS = 20 if os.environ.get("CASEBRIDGE_FULL") == "1" else 2
CLIENTS = 16


@pytest.fixture
def durable_service():
    """A server at a cluster of its own, whose disk writes are real."""
    cluster = Cluster(run_folder())
    folder = run_folder() / "durable"
    service = None
    try:
        databases.create("casebridge", cluster.address("postgres"))
        folder.mkdir()
        known = populate(Program(cluster.address("casebridge"), folder))
        service = Service(cluster.address("casebridge"), folder, known).start()
        service.cluster = cluster
        train(service)
        yield service
    finally:
        if service:
            service.close()
        cluster.remove()


@pytest.fixture
def plain_service():
    name, service = new_service()
    try:
        service.start()
        train(service)
        yield service
    finally:
        service.close()
        databases.drop(name)


def goals():
    """After how many acknowledgements to strike; told when a test fails, so that it can be repeated."""
    seed = int(os.environ.get("CASEBRIDGE_SEED", random.randrange(10**6)))
    print(f"CASEBRIDGE_SEED={seed}")
    chance = random.Random(seed)
    return [chance.randint(40, 160) for _ in range(REPETITIONS)]


def test_a_killed_server_loses_nothing_that_it_acknowledged(plain_service):
    service, journal = plain_service, Journal()
    crowd = Crowd(service, journal, CLIENTS)
    for goal in goals():
        checkpoint = keep_checkpoint(service)
        crowd.work_until(service.server.kill, goal)
        service.server.start()
        check(service, journal, checkpoint)


def test_a_killed_postgresql_loses_nothing_that_was_acknowledged(durable_service):
    service, journal = durable_service, Journal()
    assert [service.one(f"SHOW {name}") for name in ("fsync", "full_page_writes", "synchronous_commit")] == [
        "on"
    ] * 3
    crowd = Crowd(service, journal, CLIENTS)
    for goal in goals():
        checkpoint = keep_checkpoint(service)
        crowd.work_until(service.cluster.kill, goal)
        service.cluster.start()
        service.server.wait_until_ready()
        check(service, journal, checkpoint)


def keep_checkpoint(service):
    """The newest checkpoint, as an outsider would keep it."""
    kept = service.folder / "kept"
    kept.write_text(service.program.run("audit", "checkpoint") + "\n")
    return kept


def check(service, journal, checkpoint):
    check_moves(service, journal)
    check_answers(service, journal)
    check_files(service, journal)
    verified = service.program.try_run("audit", "verify", "--against", checkpoint)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def check_moves(service, journal):
    """Each acknowledged move is an event, no record's versions have a gap, and no status is without its event."""
    events = set(
        service.rows(
            "SELECT record_id::text, action, record_version, to_status FROM casebridge.audit_event WHERE record_kind = 'report'"
        )
    )
    assert [move for move in journal.moves if move not in events] == []
    assert (
        service.rows(
            """SELECT record_id FROM casebridge.audit_event WHERE record_version IS NOT NULL
        GROUP BY record_id, record_kind HAVING count(*) <> max(record_version) OR count(*) <> count(DISTINCT record_version)"""
        )
        == []
    )
    assert (
        service.rows(
            """SELECT r.id FROM casebridge.report r WHERE NOT EXISTS (SELECT FROM casebridge.audit_event e
            WHERE e.record_id = r.id AND e.record_version = r.version AND e.to_status = r.status)
        OR (SELECT count(*) FROM casebridge.submission s WHERE s.report_id = r.id) <> (SELECT count(*)
            FROM casebridge.audit_event e WHERE e.record_id = r.id AND e.action = 'submit')"""
        )
        == []
    )


def check_answers(service, journal):
    """Each acknowledged save is kept with its event, and the report holds the last one."""
    kept = set(
        service.rows(
            """SELECT c.report_id::text, c.content_version, c.patch ->> 'narrative' FROM casebridge.answer_change c
        JOIN casebridge.audit_event e ON e.record_id = c.report_id AND e.action = 'answers_saved'
            AND (e.facts::jsonb ->> 'content_version')::int = c.content_version"""
        )
    )
    assert [saved for saved in journal.answers if saved not in kept] == []
    assert (
        service.rows(
            """SELECT r.id FROM casebridge.report r WHERE r.answers ->> 'narrative' IS DISTINCT FROM (
            SELECT c.patch ->> 'narrative' FROM casebridge.answer_change c WHERE c.report_id = r.id
            ORDER BY c.content_version DESC LIMIT 1)"""
        )
        == []
    )


def check_files(service, journal):
    """Each acknowledged file has row, event and bytes; no row is without its file."""
    rows = dict(
        service.rows("""SELECT v.id::text, encode(v.sha256, 'hex') FROM casebridge.evidence v WHERE EXISTS (
            SELECT FROM casebridge.audit_event e WHERE e.record_id = v.id AND e.action = 'evidence_added')""")
    )
    assert len(rows) == service.one("SELECT count(*) FROM casebridge.evidence")
    assert [id for id, digest, _ in journal.files if rows.get(id) != digest] == []
    assert [id for id in rows if id not in service.stored_files()] == []
    for id, digest, content in journal.files[-CLIENTS:]:
        read = service["monica"].download(f"evidence/{id}/content")
        assert read == content and hashlib.sha256(read).hexdigest() == digest
    unreadable = [
        id for id in rows if service["monica"].ask("GET", f"evidence/{id}/content").status_code != 200
    ]
    assert unreadable == []
