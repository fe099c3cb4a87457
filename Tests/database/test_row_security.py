"""Which rows each person reads as the app role, table by table, against the model of roles and scopes."""

import pytest

from facts import Facts
from model import Person, has_access, is_delivered
from people import PEOPLE
from refusals import refused

CASE = "case_file assignment conflict_declaration clock".split()
REPORT = "report report_author answer_change submission finding comment verdict".split()
EVIDENCE = "evidence finding_evidence".split()
REFERRAL = (
    "referral referral_finding referral_evidence referral_approval dossier referral_question referral_answer"
    .split()
)
PERMISSIONS = {
    table: permission
    for tables, permission in (
        (CASE, "case.read"),
        (REPORT, "report.read"),
        (EVIDENCE, "evidence.read"),
        (REFERRAL, "referral.read"),
    )
    for table in tables
}
# What an authority reads of a referral that was delivered to it.
DELIVERED = ("referral", "dossier", "referral_question", "referral_answer")


@pytest.fixture(scope="module")
def facts(told):
    return Facts(told)


@pytest.fixture(scope="module")
def rows(told):
    return found_rows(told)


def found_rows(told):
    """Of each table: the place of each row, its organisation, its case, and its referral if it has one."""
    found = {}
    for table in PERMISSIONS:
        case = "id" if table == "case_file" else "case_id"
        referral = {"referral": "id"}.get(table, "referral_id" if table in REFERRAL else "NULL::uuid")
        found[table] = [
            tuple(map(str, row))
            for row in told.superuser(
                f"SELECT ctid, organisation_id, {case}, {referral} FROM casebridge.{table}"
            )
        ]
    return found


def readable(facts, person, table, rows):
    scopes = person.reaches(PERMISSIONS[table])
    places = set()
    for place, organisation, case, referral in rows:
        own = organisation == person.organisation
        if own and ("organisation" in scopes or "assigned" in scopes and has_access(facts, person, case)):
            places.add(place)
        if table in DELIVERED and "authority" in scopes:
            record = facts.records["referral", referral]
            if is_delivered(record) and record["authority_id"] == person.organisation:
                places.add(place)
    return places


def read(told, name, table):
    with told.account(name) as cursor:
        cursor.execute(f"SELECT ctid::text FROM casebridge.{table}")
        return {place for (place,) in cursor.fetchall()}


def test_every_table_with_case_content_has_rows_of_both_organisations(rows):
    few = {
        table for table, found in rows.items() if len({organisation for _, organisation, _, _ in found}) < 2
    }
    assert few == set()


@pytest.mark.parametrize("name", PEOPLE)
def test_each_person_reads_the_rows_of_the_own_reach_and_no_others(told, facts, rows, name):
    organisation, roles = PEOPLE[name]
    person = Person(told.accounts[name], told.organisations[organisation], roles)
    wrong = [
        table
        for table in PERMISSIONS
        if read(told, name, table) != readable(facts, person, table, rows[table])
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["adam", "audrey", "dora", "alma", "nobody"])
def test_administrators_and_auditors_read_no_case_content(told, name):
    assert {table for table in PERMISSIONS if read(told, name, table)} == set()


def test_an_officer_reads_nothing_of_the_case_itself(told):
    assert {table for table in CASE + REPORT + EVIDENCE if read(told, "olga", table)} == set()
    assert {table for table in REFERRAL if read(told, "olga", table)} == set(DELIVERED)


def test_the_owner_reads_no_row_of_any_guarded_table(told):
    tables = [
        name
        for (name,) in told.superuser(
            "SELECT relname FROM pg_class WHERE relnamespace = 'casebridge'::regnamespace AND relkind = 'r'"
            " AND relrowsecurity"
        )
    ]
    assert len(tables) > 25
    seen = {}
    with told.acting_as("casebridge_owner") as cursor:
        for table in GUARDED:
            cursor.execute(f"SELECT count(*) FROM casebridge.{table}")
            seen[table] = cursor.fetchone()[0]
    assert {table for table, count in seen.items() if count} == set()
    assert set(tables) == set(GUARDED)


GUARDED = """account answer_change assignment audit_event calendar_address conduct conduct_acceptance former_pseudonym invitation mail
notification notification_rule notification_state password_link case_file case_key case_number clock comment conflict_declaration
door_rule dossier event_private evidence finding finding_evidence half_sign_in idempotency identity_secret job organisation
recovery_code referral referral_answer referral_approval referral_evidence referral_finding referral_question report
report_author role_grant second_factor second_factor_offer session sign_in_failure submission training verdict""".split()


@pytest.mark.parametrize("table", GUARDED)
def test_a_grant_given_by_mistake_still_shows_the_app_only_what_its_policies_say(told, table):
    """Row-level security holds even where a privilege was given away."""
    with told.connection().transaction(force_rollback=True):
        told.superuser("SET LOCAL casebridge.migrating = 'on'")
        told.superuser(f"GRANT SELECT ON casebridge.{table} TO casebridge_worker")
        told.superuser("SET LOCAL ROLE casebridge_worker")
        assert told.one(f"SELECT count(*) FROM casebridge.{table}") == 0


def test_everybody_reads_the_people_of_the_own_organisation_only(told):
    for name, (organisation, _) in PEOPLE.items():
        with told.account(name) as cursor:
            cursor.execute("SELECT DISTINCT organisation_id::text FROM casebridge.account")
            assert cursor.fetchall() == [(told.organisations[organisation],)]


def test_everybody_reads_the_names_of_all_organisations(told):
    for name in PEOPLE:
        with told.account(name) as cursor:
            cursor.execute("SELECT id::text FROM casebridge.organisation")
            assert {organisation for (organisation,) in cursor.fetchall()} == set(told.organisations.values())


def test_a_scoped_token_reads_only_what_its_scopes_name(told):
    told.tokens["narrow carla"] = told.new_token("carla", ("case.read",))
    seen = {table for table in PERMISSIONS if read(told, "narrow carla", table)}
    assert seen == {"case_file", "assignment", "conflict_declaration", "clock"}
    told.tokens["empty carla"] = told.new_token("carla", ())
    assert {table for table in PERMISSIONS if read(told, "empty carla", table)} == set()


def test_a_scoped_token_never_reaches_beyond_its_account(told):
    told.tokens["wide monica"] = told.new_token(
        "monica", ("case.read", "case.discard", "report.approve", "audit.read")
    )
    assert read(told, "wide monica", "case_file") == read(told, "monica", "case_file")
    with refused("role_missing", "MV403"):
        told.call("wide monica", "audit_list", {})


def test_a_scoped_token_makes_only_the_moves_of_its_scopes(told):
    case = told.one(
        "SELECT id FROM casebridge.case_file WHERE status = 'selected' AND organisation_id = %s LIMIT 1",
        told.organisations["bridge_watch"],
    )
    told.tokens["reading carla"] = told.new_token("carla", ("case.read",))
    with refused("role_missing", "MV403"):
        told.call("reading carla", "move", "case", case, "discard", None, "No", None)
    with refused("role_missing", "MV403"):
        told.call("reading carla", "declare_conflict", case, False, "")
    assert [move["refusals"] for move in told.call("reading carla", "moves", "case", case)["moves"]] == [
        [{"code": "role_missing"}]
    ]
    told.tokens["writing carla"] = told.new_token("carla", ("case.discard",))
    with refused("not_found", "MV404"):
        told.call("writing carla", "move", "case", case, "discard", None, "No", None)


def test_a_token_with_an_unnamed_scope_is_not_made(told):
    with refused("scopes_are_named"):
        told.new_token("carla", ("case.read", None))


@pytest.mark.parametrize(
    "scope, country, seen",
    [
        ("country", "BG", {"open_sofia"}),
        ("country", "FR", set()),
        ("all", None, {"open_sofia", "bridge_watch"}),
    ],
)
def test_a_grant_over_a_country_or_all_reaches_the_organisations_of_it(told_once, scope, country, seen):
    with told_once.acting_as("casebridge_gate") as cursor:
        cursor.execute(
            "INSERT INTO casebridge.role_grant (id, account_id, organisation_id, role, scope, country,"
            " by_operator, granted_at) VALUES (gen_random_uuid(), %s, %s, 'reviewer', %s, %s, true, now())",
            (told_once.accounts["nobody"], told_once.organisations["bridge_watch"], scope, country),
        )
    with told_once.account("nobody") as cursor:
        cursor.execute("SELECT id::text, organisation_id::text FROM casebridge.case_file")
        reached = cursor.fetchall()
    assert {organisation for _, organisation in reached} == {told_once.organisations[name] for name in seen}
    for case, organisation in told_once.superuser(
        "SELECT id::text, organisation_id::text FROM casebridge.case_file"
    ):
        if (case, organisation) in reached:
            assert told_once.call("nobody", "case_view", case)["id"] == case
            assert told_once.call("nobody", "moves", "case", case)["moves"] is not None
        else:
            with refused("not_found"):
                told_once.call("nobody", "moves", "case", case)
