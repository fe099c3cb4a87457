"""The claim that nothing was stored: neither a row nor an event nor a file."""

import time
from contextlib import contextmanager

# The worker signs the log and looks whom to tell whenever it likes, and a session notes when it was last used.
RESTLESS = ("ledger_state", "ledger_leaf", "ledger_tile", "ledger_checkpoint", "notification_state", "session")


@contextmanager
def untouched(service):
    _let_the_worker_finish(service)
    before = _state(service)
    yield
    after = _state(service)
    changed = sorted(name for name in before if before[name] != after[name])
    assert changed == [], f"changed: {changed}"


def _state(service):
    """A digest of every table, the ids of whole files, and those of unfinished ones."""
    with service.database() as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = 'casebridge'::regnamespace AND relkind = 'r'"
            )
        ]
        digests = " UNION ALL ".join(
            f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM casebridge.{name} t"
            for name in tables
            if name not in RESTLESS
        )
        state = dict(connection.execute(digests).fetchall())
    return state | {"files": service.stored_files(), "unfinished files": service.unfinished_files()}


def _let_the_worker_finish(service):
    """What was queued before is not the work of what is claimed. A job that cannot be done now does not hold it up."""
    end = time.monotonic() + 10
    waiting = "SELECT count(*) FROM casebridge.job WHERE done_at IS NULL AND (run_at <= now() OR taken_until > now())"
    with service.database() as connection:
        while connection.execute(waiting).fetchone()[0] and time.monotonic() < end:
            time.sleep(0.05)
