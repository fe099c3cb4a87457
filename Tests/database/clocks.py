"""Clocks of one path as the tables hold them, and how a test lets time pass."""

RUNNING = "SELECT name FROM casebridge.clock WHERE case_id = %s AND stopped_at IS NULL ORDER BY name"
MARKS = (
    "SELECT action FROM casebridge.audit_event WHERE chain_id = %s AND chain_kind = 'case' "
    "AND action IN ('clock_soft_mark', 'clock_hard_mark') ORDER BY seq"
)


def running(path):
    return [name for (name,) in path.world.superuser(RUNNING, path.case)]


def marks(path):
    return [action for (action,) in path.world.superuser(MARKS, path.case)]


def clock(path, name, columns="due_on, zone, soft_at, hard_at, started_at, paused_at"):
    return path.world.superuser(
        f"SELECT {columns} FROM casebridge.clock WHERE case_id = %s AND name = %s ORDER BY number DESC"
        " LIMIT 1",
        path.case,
        name,
    )[0]


def set_back(path, name, soft=None, hard=None):
    """As if time had passed: the marks of a running clock, in seconds from now."""
    path.world.superuser(
        "UPDATE casebridge.clock SET soft_at = least(coalesce(now() + %s * interval '1 second', soft_at),"
        " coalesce(now() + %s * interval '1 second', hard_at)), hard_at = coalesce(now() + %s * interval '1"
        " second', hard_at) WHERE case_id = %s AND name = %s",
        soft,
        hard,
        hard,
        path.case,
        name,
    )


def work(path):
    return path.world.work("mark_clocks", 100)


def local(path, zone):
    return path.world.one("SELECT (now() AT TIME ZONE %s)::date", zone)
