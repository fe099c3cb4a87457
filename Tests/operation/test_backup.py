"""A backup under load, and what becomes of it: whole in another empty store, or refused with the next step."""

import shutil
import threading

import psycopg
import pytest

from service import wait_for
from store import Store, StoreProgram, StoreService, script
from workload import Crowd, Journal

CLIENTS = 4


class BackedUp:
    """A store that was backed up while its clients wrote, and what they were told is done before that began."""

    def __init__(self, store, pair):
        self.store, self.pair = store, pair
        # An old store's transaction ids are far beyond those of a new cluster.
        with psycopg.connect(store.connection(), autocommit=True) as connection:
            connection.execute(
                "DO $$ BEGIN FOR i IN 1..20000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"
            )
        self.earlier = self.checkpoint("earlier")
        self.journal, before = Journal(), Journal()
        crowd = Crowd(store.service, self.journal, CLIENTS)
        self.destination = store.folder / "backups"
        finished = threading.Event()

        def back_up():
            before.moves, before.answers, before.files = (
                list(kind) for kind in (self.journal.moves, self.journal.answers, self.journal.files)
            )
            self.backup = store.folder / store.run(
                "backup", "--to", self.destination, "--recipients", pair.recipients
            )
            self.written_meanwhile = self.journal.size() - before.size()
            store.service.server.kill()
            finished.set()

        crowd.work_until(back_up, 40)
        assert finished.is_set()
        self.before = before
        store.service.server.start()
        self.later = self.checkpoint("later")

    def checkpoint(self, name):
        """The newest checkpoint, as an outsider would keep it."""
        kept = self.store.folder / name
        kept.write_text(self.store.service.program.run("audit", "checkpoint") + "\n")
        return kept


@pytest.fixture(scope="module")
def backed_up(store, pair):
    return BackedUp(store, pair)


@pytest.fixture
def empty():
    """Another store's place, with nothing in it."""
    store = Store()
    yield store
    store.remove()


def restore(empty, backed_up, *more, backup=None, identity=None, keys=None):
    return script(
        empty.folder,
        "restore",
        "--from",
        backup or backed_up.backup,
        "--identity",
        identity or backed_up.pair.identity,
        *(("--keys", keys or backed_up.store.state / "keys") if keys != "none" else ()),
        *more,
    )


def test_what_was_acknowledged_before_a_backup_is_in_the_restored_store(backed_up, empty):
    assert backed_up.written_meanwhile > 0, "nothing was written while the backup ran"
    assert not [path for path in backed_up.destination.iterdir() if path != backed_up.backup]
    done = restore(empty, backed_up, "--against", backed_up.earlier)
    assert done.returncode == 0, done.stderr
    empty.run("postgres", "start")
    with psycopg.connect(empty.connection()) as connection:
        check_rows(connection, backed_up.before)
        check_guards(connection)
    work_on(empty, backed_up)


def check_rows(connection, before):
    def rows(statement):
        return set(connection.execute(statement).fetchall())

    events = rows(
        "SELECT record_id::text, action, record_version, to_status FROM casebridge.audit_event"
        " WHERE record_kind = 'report'"
    )
    assert [move for move in before.moves if move not in events] == []
    saved = rows(
        "SELECT report_id::text, content_version, patch ->> 'narrative' FROM casebridge.answer_change"
    )
    assert [answer for answer in before.answers if answer not in saved] == []
    files = rows("SELECT id::text, encode(sha256, 'hex') FROM casebridge.evidence")
    assert before.files and [file for file in before.files if file[:2] not in files] == []


def check_guards(connection):
    """What pg_dump leaves out unless told otherwise is there again, and no restored mark opens the guards."""
    assert connection.execute("SELECT * FROM guard.differences()").fetchall() == []
    acl = connection.execute(
        "SELECT datacl::text FROM pg_database WHERE datname = 'casebridge'"
    ).fetchone()[0]
    assert not acl.startswith("{=") and ",=" not in acl, f"PUBLIC may still connect or make tables: {acl}"
    with pytest.raises(psycopg.Error, match="written_outside_a_move"), connection.transaction():
        connection.execute("UPDATE casebridge.report SET status = 'approved'")
    with pytest.raises(psycopg.Error, match="guards_change_only_in_a_migration"), connection.transaction():
        connection.execute("CREATE TABLE casebridge.added ()")


def work_on(empty, backed_up):
    """The restored store serves, hands out the old files, and its log goes on where it was."""
    service = StoreService(empty.connection(), empty.state, backed_up.store.known)
    empty.service = service
    service.start()
    for id, _, content in backed_up.before.files[-5:]:
        assert service["monica"].download(f"evidence/{id}/content") == content
    writer = Crowd(service, Journal(), 1).writers[0]
    writer.connect()
    writer.work()
    wait_for(
        "every new event to be in the ledger: none is passed over",
        lambda: service.one(
            "SELECT (SELECT count(*) FROM casebridge.ledger_leaf) = (SELECT count(*) FROM casebridge.audit_event)"
        ),
    )
    service.program.run("audit", "verify")


def damaged(backed_up, folder, part, change):
    copy = folder / "copy"
    shutil.copytree(backed_up.backup, copy)
    content = (copy / part).read_bytes()
    (copy / part).write_bytes(change(content))
    return copy


def flip(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def assert_refused(done, empty, fact, next_step):
    assert done.returncode != 0
    assert fact in done.stderr, done.stderr
    said = done.stderr[done.stderr.rindex("Next:") :]
    assert next_step in said, said
    left = {path.name for path in empty.state.iterdir()} - {".casebridge-store", "run.lock", "log"}
    assert left <= {"evidence", "keys", "program"}, left
    assert not list((empty.state / "evidence").iterdir()) and not list((empty.state / "keys").iterdir())


@pytest.mark.parametrize("part", ["manifest.age", "database.age", "roles.age", "evidence.age"])
@pytest.mark.parametrize("change", [flip, lambda content: content[:-20]], ids=["damaged", "truncated"])
def test_a_damaged_or_truncated_backup_is_refused(backed_up, empty, tmp_path, part, change):
    copy = damaged(backed_up, tmp_path, part, change)
    assert_refused(restore(empty, backed_up, backup=copy), empty, "Failed:", "older")


def test_a_backup_of_another_key_is_refused(backed_up, other_pair, empty):
    done = restore(empty, backed_up, identity=other_pair.identity)
    assert_refused(done, empty, "no identity matched", "another key's backup")


def test_a_backup_without_keys_asks_for_them(backed_up, empty):
    assert not (backed_up.backup / "keys.age").exists()
    assert_refused(restore(empty, backed_up, keys="none"), empty, "holds no keys", "--keys")


def test_another_stores_master_key_is_refused_after_all_was_read(backed_up, empty, tmp_path):
    program = StoreProgram("dbname=none", tmp_path)
    shutil.copy(backed_up.store.state / "keys/ledger", tmp_path / "ledger")
    program.run("key", "create", "master", "--file", tmp_path / "master")
    done = restore(empty, backed_up, keys=tmp_path)
    assert_refused(done, empty, "wrapped by another master key", "another store's key")


def test_a_backup_older_than_a_kept_checkpoint_is_recognised(backed_up, empty):
    done = restore(empty, backed_up, "--against", backed_up.later)
    assert_refused(done, empty, "checkpoint", "SECURITY.md")


def test_a_store_that_is_not_empty_is_not_touched(backed_up):
    moves = backed_up.store.service.one("SELECT count(*) FROM casebridge.audit_event")
    done = restore(backed_up.store, backed_up)
    assert done.returncode == 73 and "is not empty" in done.stderr and "CASEBRIDGE_STATE" in done.stderr
    assert backed_up.store.service.one("SELECT count(*) FROM casebridge.audit_event") >= moves


def test_a_backup_holds_the_keys_when_asked_and_nothing_in_the_clear(store, pair, tmp_path):
    backup = store.folder / store.run(
        "backup", "--to", tmp_path, "--recipients", pair.recipients, "--with-keys"
    )
    assert (backup / "keys.age").exists()
    for part in backup.iterdir():
        assert part.read_bytes().startswith(b"age-encryption.org/v1\n"), part


def test_a_private_key_among_the_recipients_is_refused(store, pair, tmp_path):
    both = tmp_path / "both"
    both.write_text("# " + pair.identity.read_text().splitlines()[-1] + "\n" + pair.recipients.read_text())
    done = script(store.folder, "backup", "--to", tmp_path / "out", "--recipients", both)
    assert done.returncode == 65 and "private key" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_backup_says_which_file_of_evidence_is_missing_and_leaves_nothing(store, pair, tmp_path, backed_up):
    id = backed_up.journal.files[0][0]
    path = store.state / "evidence" / id[-2:] / id
    aside = tmp_path / "aside"
    shutil.move(path, aside)
    try:
        done = script(store.folder, "backup", "--to", tmp_path / "out", "--recipients", pair.recipients)
        assert done.returncode != 0 and id in done.stderr and "evidence verify" in done.stderr
        assert list((tmp_path / "out").iterdir()) == []
        found = store.service.program.try_run("evidence", "verify")
        assert found.returncode == 65 and f"{id} is missing" in found.stdout
    finally:
        shutil.move(aside, path)
    assert store.service.program.run("evidence", "verify").endswith("0 faults")
