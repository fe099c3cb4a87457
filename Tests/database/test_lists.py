"""Worklists, queues and inboxes hold what each person may see and nothing else, whatever is asked for."""

import base64
import json

import pytest

from facts import Facts
from model import MACHINES, Person, is_delivered, sees
from people import PEOPLE

STATUSES = list(MACHINES["case"]["statuses"])
LATE = (
    "SELECT DISTINCT case_id::text FROM casebridge.clock WHERE hard_at <= now() AND stopped_at IS NULL AND"
    " paused_at IS NULL"
)


@pytest.fixture(scope="module")
def late(told):
    """The told world with every third running clock run out."""
    told.superuser(
        "UPDATE casebridge.clock SET soft_at = now() - interval '1 hour', hard_at = now() - interval '1 hour'"
        " WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM"
        " casebridge.clock) k WHERE place % 3 = 0)"
    )
    with told.acting_as("casebridge_gate") as cursor:
        cursor.execute("SET LOCAL search_path = pg_catalog, casebridge, pg_temp")
        cursor.execute("SELECT casebridge.write_line(id) FROM casebridge.case_file")
    return {case for (case,) in told.superuser(LATE)}


@pytest.fixture(scope="module")
def facts(told):
    return Facts(told)


def person_of(told, name):
    organisation, roles = PEOPLE[name]
    return Person(told.accounts[name], told.organisations[organisation], roles)


def worklist(told, name, status=None, assignee=None, overdue=None):
    answer = told.call(
        name, "case_list", status, assignee and told.accounts[assignee], overdue, 100, None, None
    )
    assert answer["next"] is None
    return [item["id"] for item in answer["items"]]


def visible_cases(told, facts, name):
    person = person_of(told, name)
    rows = [
        row for (kind, _), row in facts.records.items() if kind == "case" and sees(facts, person, kind, row)
    ]
    return {
        row["id"]: row for row in sorted(rows, key=lambda row: (row["updated_at"], row["id"]), reverse=True)
    }


def is_assigned(facts, case, account):
    statuses = MACHINES["assignment"]["statuses"]
    return any(
        row["monitor_id"] == account and statuses[row["status"]].get("access", True)
        for row in facts.of_case("assignment", case)
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_the_worklist_holds_the_visible_cases_newest_first(told, late, facts, name):
    visible = visible_cases(told, facts, name)
    assert worklist(told, name) == list(visible)
    for wanted in [*((status,) for status in STATUSES), ("assigned", "monitoring"), ("nowhere",)]:
        expected = [case for case, row in visible.items() if row["status"] in wanted]
        assert worklist(told, name, wanted) == expected, wanted


@pytest.mark.parametrize("name", PEOPLE)
def test_the_worklist_of_an_assignee_or_of_late_cases_holds_no_more_than_that(told, late, facts, name):
    visible = visible_cases(told, facts, name)
    assert sorted(worklist(told, name, overdue=True)) == sorted(set(visible) & late)
    for assignee in ("monica", "marco", "una", "paola", "mila"):
        expected = {case for case in visible if is_assigned(facts, case, told.accounts[assignee])}
        assert sorted(worklist(told, name, assignee=assignee)) == sorted(expected), assignee
        assert sorted(worklist(told, name, assignee=assignee, overdue=True)) == sorted(
            expected & late
        ), assignee


def test_a_line_of_the_worklist_says_what_the_case_says(told, late, facts):
    for item in told.call("carla", "case_list", None, None, None, 100, None, None)["items"]:
        row = facts.records["case", item["id"]]
        for name in ("number", "title", "status", "version", "country", "contract_id"):
            assert item[name] == row[name]
        assert item["overdue"] == (item["id"] in late)
        named = {monitor["id"] for monitor in item["monitors"] or []}
        assert named == {
            made["monitor_id"]
            for made in facts.of_case("assignment", item["id"])
            if made["status"] in ("offered", "accepted")
        }


def paged(told, name, function, *filters):
    """All ids of a list, read three at a time."""
    seen, after = [], (None, None)
    while True:
        answer = told.call(name, function, *filters, 3, *after)
        seen += [item["id"] for item in answer["items"]]
        if answer["next"] is None:
            return seen
        text = answer["next"]
        after = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def test_pages_of_a_worklist_follow_each_other_without_gap_or_double(told, late):
    for status in (None, ("monitoring",), ("monitoring", "reported")):
        seen = paged(told, "carla", "case_list", status, None, None)
        assert len(seen) > 3 and seen == worklist(told, "carla", status)


def test_pages_of_reports_and_referrals_follow_each_other_without_gap_or_double(told):
    statuses = tuple(MACHINES["report"]["statuses"])
    for name, function, status in (
        ("rita", "report_list", statuses),
        ("carla", "referral_list", None),
        ("olga", "referral_list", None),
    ):
        seen = paged(told, name, function, status)
        whole = [item["id"] for item in told.call(name, function, status, 100)["items"]]
        assert len(seen) > 3 and seen == whole
        assert len(set(seen)) == len(seen)


def test_another_organisation_is_not_told_who_monitors(told, late):
    """A grant over a country shows the case and its clocks, but not the people."""
    own = {item["id"]: item for item in told.call("carla", "case_list", None, None, None, 100, None, None)["items"]}
    assert any(item["monitors"] for item in own.values()) and any(item["overdue"] for item in own.values())
    with told.acting_as("casebridge_gate") as cursor:
        cursor.execute(
            "INSERT INTO casebridge.role_grant (id, account_id, organisation_id, role, scope, country, by_operator,"
            " granted_at) SELECT gen_random_uuid(), a.id, a.organisation_id, 'coordinator', 'country', 'IT', true,"
            " now() FROM casebridge.account a WHERE a.id = %s RETURNING id",
            (told.accounts["boris"],),
        )
        (grant,) = cursor.fetchone()
    try:
        seen = {
            item["id"]: item for item in told.call("boris", "case_list", None, None, None, 100, None, None)["items"]
        }
        assert set(own) <= set(seen)
        for case, item in own.items():
            assert seen[case] == item | {"monitors": None}
    finally:
        with told.acting_as("casebridge_gate") as cursor:
            cursor.execute("UPDATE casebridge.role_grant SET revoked_at = now() WHERE id = %s", (grant,))


def test_the_stored_line_of_every_case_is_what_its_tables_say(told):
    assert (
        told.superuser(
            "SELECT c.number, c.line, p FROM casebridge.case_file c, casebridge.line_parts(c.id) p WHERE"
            " c.line::text <> casebridge.line_of(c.id, c.number, c.title, c.status, c.version, c.country,"
            " (c.risk_profile ->> 'score')::numeric, c.contract_id, c.updated_at, p.monitors, p.due_on)::text OR"
            " (c.monitors::text, c.next_due_on, c.next_hard_at) IS DISTINCT FROM (p.monitors::text, p.due_on, p.hard_at)"
        )
        == []
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_the_queue_of_reports_holds_those_of_the_own_organisations(told, facts, name):
    person = person_of(told, name)
    wide = "organisation" in person.reaches("report.read")
    for status in MACHINES["report"]["statuses"]:
        expected = {
            row["id"]
            for row in facts.rows["report"]
            if wide and row["organisation_id"] == person.organisation and row["status"] == status
        }
        items = told.call(name, "report_list", (status,), 100)["items"]
        assert sorted(item["id"] for item in items) == sorted(expected)


@pytest.mark.parametrize("name", PEOPLE)
def test_referrals_are_listed_to_their_sender_and_once_delivered_to_their_authority(told, facts, name):
    person = person_of(told, name)
    expected = {
        row["id"]
        for (kind, _), row in facts.records.items()
        if kind == "referral" and sees(facts, person, kind, row)
    }
    items = told.call(name, "referral_list", None, 100)["items"]
    assert sorted(item["id"] for item in items) == sorted(expected)
    if name == "olga":
        assert expected and all(is_delivered(facts.records["referral", referral]) for referral in expected)
        assert all(item["case_id"] is None and item["title"] for item in items)
