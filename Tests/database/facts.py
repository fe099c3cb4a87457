"""Everything the tables say, read once as the superuser: what the independent model judges by."""

from collections import defaultdict

TABLES = (
    "case_file assignment report referral conflict_declaration training report_author evidence finding finding_evidence"
    " referral_evidence referral_approval dossier referral_question referral_answer authority role_grant"
    " organisation submission verdict conduct conduct_acceptance"
).split()


class Facts:
    def __init__(self, world):
        self.rows = {table: read(world, f"SELECT * FROM casebridge.{table}") for table in TABLES}
        self.events = read(world, "SELECT record_kind, record_id, actor, action FROM casebridge.audit_event")
        world.superuser("SET search_path = pg_catalog, casebridge, pg_temp")
        self.digests = dict(
            world.superuser("SELECT id::text, casebridge.referral_digest(id) FROM casebridge.referral")
        )
        world.superuser("RESET search_path")
        self.today = world.one("SELECT (now() AT TIME ZONE 'Europe/Rome')::date")
        self.records = {}
        for kind, table in [("case", "case_file"), ("assignment",) * 2, ("report",) * 2, ("referral",) * 2]:
            for row in self.rows[table]:
                self.records[kind, row["id"]] = row | {"case_id": row.get("case_id", row["id"])}
        self.by_case = {table: grouped(self.rows[table], "case_id") for table in TABLES}

    def of(self, table, **wanted):
        return [row for row in self.rows[table] if all(row[name] == value for name, value in wanted.items())]

    def of_case(self, table, case):
        return self.by_case[table][case]


def grouped(rows, key):
    groups = defaultdict(list)
    for row in rows:
        if key in row:
            groups[row[key]].append(row)
    return groups


def read(world, statement):
    """Rows as dictionaries, ids as text."""
    with world.connection().cursor() as cursor:
        cursor.execute(statement)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, map(plain, row))) for row in cursor.fetchall()]


def plain(value):
    return str(value) if type(value).__name__ == "UUID" else value
