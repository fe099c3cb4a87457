"""The claim that nothing was stored: neither a row nor an event nor a file."""

from contextlib import contextmanager

# The worker signs the log and looks whom to tell whenever it likes, and a session notes when it was last used.
RESTLESS = ("ledger_state", "ledger_leaf", "ledger_tile", "ledger_checkpoint", "notification_state", "session")


@contextmanager
def untouched(service):
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
