"""What is counted, due or summed up for a person: exactly the rows that this person may see, and nothing else."""

import datetime
from collections import Counter

import pytest

from facts import Facts, read
from model import MACHINES, Person, is_delivered, sees
from people import PEOPLE
from refusals import refused

FAR = (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))


@pytest.fixture(scope="module")
def spread(told):
    """The told world with every fourth running clock run out, and the others due on each of the next days."""
    told.superuser(
        "UPDATE casebridge.clock k SET due_on = x.due, soft_at = least(k.soft_at, x.ends), hard_at = x.ends FROM"
        " (SELECT id, today + days AS due, (today + days + 1)::timestamp AT TIME ZONE zone AS ends FROM (SELECT"
        " id, zone, (now() AT TIME ZONE zone)::date AS today, CASE WHEN place % 4 = 0 THEN -place ELSE place"
        " END::int AS days FROM (SELECT id, zone, row_number() OVER (ORDER BY id) AS place FROM casebridge.clock"
        " WHERE stopped_at IS NULL) n) d) x WHERE k.id = x.id"
    )
    with told.acting_as("casebridge_gate") as cursor:
        cursor.execute("SET LOCAL search_path = pg_catalog, casebridge, pg_temp")
        cursor.execute("SELECT casebridge.write_line(id) FROM casebridge.case_file")
    return told


@pytest.fixture(scope="module")
def facts(spread):
    return Facts(spread)


@pytest.fixture(scope="module")
def clocks(spread):
    return read(
        spread,
        "SELECT *, hard_at <= now() AS late, due_on - (now() AT TIME ZONE zone)::date AS days FROM"
        " casebridge.clock WHERE stopped_at IS NULL",
    )


def person_of(told, name):
    organisation, roles = PEOPLE[name]
    return Person(told.accounts[name], told.organisations[organisation], roles)


def visible(told, facts, name, kind):
    person = person_of(told, name)
    return {row["id"]: row for (of, _), row in facts.records.items() if of == kind and sees(facts, person, kind, row)}


def soon(clocks, days):
    """Cases by the first due date within some days."""
    found = {}
    for clock in sorted(clocks, key=lambda clock: clock["hard_at"]):
        if clock["paused_at"] is None and not clock["late"] and clock["days"] <= days:
            found.setdefault(clock["case_id"], clock["hard_at"])
    return found


@pytest.mark.parametrize("name", PEOPLE)
def test_cases_due_soon_are_the_visible_ones_the_soonest_first(spread, facts, clocks, name):
    cases = visible(spread, facts, name, "case")
    for days in (1, 7, 30):
        due = soon(clocks, days)
        expected = sorted(set(due) & set(cases), key=lambda case: (due[case], case))
        answer = spread.call(name, "due_cases", days, None, None, False, 100, None, None)
        assert [item["id"] for item in answer["items"]] == expected and answer["next"] is None
        of_status = spread.call(name, "due_cases", days, ("monitoring",), None, False, 100, None, None)["items"]
        assert [item["id"] for item in of_status] == [
            case for case in expected if cases[case]["status"] == "monitoring"
        ]
    if name == "carla":
        assert len(expected) > 5


@pytest.mark.parametrize("name", PEOPLE)
def test_a_number_is_the_length_of_its_list(spread, facts, name):
    for status in (None, ("monitoring",), ("selected", "assigned")):
        for assignee in (None, "monica"):
            account = assignee and spread.accounts[assignee]
            for overdue in (False, True):
                listed = spread.call(name, "case_list", status, account, overdue, 100, None, None)["items"]
                counted = spread.call(name, "case_count", status, account, overdue, None)
                assert counted == {"count": len(listed), "is_more": False}, (status, assignee, overdue)
            due = spread.call(name, "due_cases", 9, status, account, False, 100, None, None)["items"]
            assert spread.call(name, "case_count", status, account, False, 9)["count"] == len(due)
            late = spread.call(name, "due_cases", 9, status, account, True, 100, None, None)["items"]
            assert spread.call(name, "case_count", status, account, True, 9)["count"] == len(late)
    for status in MACHINES["report"]["statuses"]:
        listed = spread.call(name, "report_list", (status,), 100)["items"]
        assert spread.call(name, "report_count", (status,))["count"] == len(listed)
    for status in MACHINES["referral"]["statuses"]:
        listed = spread.call(name, "referral_list", (status,), 100)["items"]
        assert spread.call(name, "referral_count", (status,))["count"] == len(listed)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_calendar_holds_the_clocks_of_visible_cases_and_of_an_authoritys_referrals(spread, facts, clocks, name):
    cases, referrals = visible(spread, facts, name, "case"), visible(spread, facts, name, "referral")
    expected = {
        clock["id"]
        for clock in clocks
        if clock["case_id"] in cases
        or (clock["record_kind"] == "referral" and clock["record_id"] in referrals and PEOPLE[name][1] == ("officer",))
    }
    items = spread.call(name, "clock_list", *FAR, 100, None, None)["items"]
    assert {item["id"] for item in items} == expected
    assert [item["due_on"] for item in items] == sorted(item["due_on"] for item in items)
    by_id = {clock["id"]: clock for clock in clocks}
    for item in items:
        assert item["overdue"] == (by_id[item["id"]]["late"] and by_id[item["id"]]["paused_at"] is None)
        assert (item["case_id"] is None) == (item["case_number"] is None) == (PEOPLE[name][1] == ("officer",))
    days = spread.call(name, "clock_days", *FAR)["items"]
    assert {day["on"]: day["count"] for day in days} == Counter(item["due_on"] for item in items)
    if name in ("carla", "monica", "olga"):
        assert items and all(is_delivered(row) for row in referrals.values() if name == "olga")


def test_a_day_of_the_calendar_holds_that_day_alone_and_pages_lead_through_all(spread):
    items = spread.call("carla", "clock_list", *FAR, 100, None, None)["items"]
    day = datetime.date.fromisoformat(items[3]["due_on"])
    of_day = spread.call("carla", "clock_list", day, day, 100, None, None)["items"]
    assert of_day == [item for item in items if item["due_on"] == day.isoformat()]
    seen, after = [], (None, None)
    for _ in range(100):
        page = spread.call("carla", "clock_list", *FAR, 3, *after)
        seen += page["items"]
        if page["next"] is None:
            break
        after = (page["items"][-1]["due_on"], page["items"][-1]["id"])
    assert seen == items


@pytest.mark.parametrize(
    "name", [name for name in PEOPLE if not {"coordinator", "reviewer", "approver"} & {*PEOPLE[name][1]}]
)
def test_whoever_reads_single_cases_or_none_gets_no_statistics(spread, name):
    with refused("role_missing", "MV403"):
        spread.call(name, "statistics", 12)


@pytest.mark.parametrize("name", ["carla", "rita", "anna", "boris"])
def test_statistics_are_those_of_the_own_organisation(spread, facts, clocks, name):
    answer = spread.call(name, "statistics", 12)
    cases = visible(spread, facts, name, "case")
    assert len(answer["months"]) == 12 and answer["statuses"] == list(MACHINES["case"]["statuses"])
    assert {row["month"] for row in answer["cases"]} == {answer["months"][-1]}
    assert {row["status"]: row["count"] for row in answer["cases"]} == Counter(row["status"] for row in cases.values())
    assert answer["flags"] == [{"id": "single-bid", "colour": "red", "count": len(cases)}]
    first, *_ = answer["months"]
    ended = read(
        spread,
        "SELECT case_id, to_char(due_on, 'YYYY-MM') AS month, coalesce(stopped_at <= hard_at, false) AS met FROM"
        " casebridge.clock WHERE stopped_at IS NOT NULL OR (paused_at IS NULL AND hard_at <= now())",
    )
    for outcome in (True, False):
        expected = Counter(
            row["month"] for row in ended
            if row["case_id"] in cases and row["met"] == outcome and first <= row["month"] <= answer["months"][-1]
        )
        key = "met" if outcome else "missed"
        assert {row["month"]: row[key] for row in answer["clocks"] if row[key]} == expected
