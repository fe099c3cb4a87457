"""The calendar at a secret address: whose due dates it holds, that it says nothing of a case, and how it ends."""

import secrets

import pytest

from door import Door
from paths import Path
from post import digest
from refusals import refused


@pytest.fixture
def door(world):
    world.operate("change_door", (), None)
    return Door(world)


def address(door, person):
    token = "cbc_" + secrets.token_urlsafe(32)
    door.browse(person)
    door.world.call(f"browsing {person}", "make_my_calendar", digest(token))
    return token


def feed(door, token):
    with door.world.connection("casebridge_app").cursor() as cursor:
        return cursor.execute("SELECT casebridge.calendar_feed(%s)", (token,)).fetchone()[0]


def names(door, token):
    return sorted(item["name"] for item in feed(door, token)["items"])


def test_a_monitor_sees_the_own_due_dates_by_number_and_nothing_else(door):
    world = door.world
    path = Path(world).advance("offered")
    token = address(door, "monica")
    items = feed(door, token)["items"]
    assert {item["name"] for item in items} == {"assignment_answer", "report_due"}
    number = world.one("SELECT number FROM casebridge.case_file WHERE id = %s", path.case)
    assert {item["number"] for item in items} == {number}
    assert set(items[0]) == {"id", "number", "name", "due_on", "changed_at"}
    assert feed(door, address(door, "marco"))["items"] == []


@pytest.mark.parametrize(
    "goal, person, expected",
    [
        ("submitted", "rita", ["first_review"]),
        ("submitted", "anna", []),
        ("reviewed", "anna", ["approval"]),
        ("in_approval", "aldo", ["referral_approvals"]),
        ("sent", "olga", ["authority_acknowledgement"]),
        ("sent", "oscar", []),
        ("acknowledged", "olga", ["authority_feedback"]),
        ("submitted", "adam", []),
        ("submitted", "boris", []),
    ],
)
def test_each_sees_what_is_the_own_to_do(door, goal, person, expected):
    Path(door.world).advance(goal)
    assert names(door, address(door, person)) == expected


def test_a_coordinator_sees_every_clock_of_the_organisation(door):
    Path(door.world).advance("submitted")
    Path(door.world, "open_sofia").advance("submitted")
    Path(door.world).advance("offered")
    assert names(door, address(door, "carla")) == ["assignment_answer", "first_review", "report_due"]


def test_a_clock_that_stopped_or_stands_still_is_gone(door):
    path = Path(door.world).advance("acknowledged")
    token = address(door, "olga")
    path.ask()
    assert names(door, token) == []
    assert "information_request" in names(door, address(door, "carla"))


def test_a_new_address_ends_the_one_before_and_removal_ends_both(door):
    first, second = address(door, "monica"), address(door, "monica")
    assert feed(door, first) is None and feed(door, second)
    door.world.call("monica", "remove_my_calendar")
    assert feed(door, second) is None
    with refused("no_calendar", "MV409"):
        door.world.call("monica", "remove_my_calendar")
    assert door.world.call("monica", "my_calendar") == {"created_at": None}


def test_an_address_ends_with_the_account_and_with_the_role(door):
    world = door.world
    Path(world).advance("offered")
    token = address(door, "monica")
    world.superuser("SET ROLE casebridge_gate")
    world.superuser(
        "UPDATE casebridge.role_grant SET revoked_at = now() WHERE account_id = %s", world.accounts["monica"]
    )
    world.superuser("RESET ROLE")
    assert feed(door, token)["items"] == []
    world.operate("disable_account", "monica@example.org")
    assert feed(door, token) is None


def test_a_token_of_a_program_makes_no_address(door):
    with refused("browser_only", "MV403"):
        door.world.call("monica", "make_my_calendar", digest("x"))


def test_a_session_that_was_not_confirmed_for_long_makes_none(door):
    door.browse("monica")
    door.world.superuser("UPDATE casebridge.session SET authenticated_at = now() - interval '1 day'")
    with refused("confirm_first", "MV403"):
        door.world.call("browsing monica", "make_my_calendar", digest("x"))


def test_no_address_stands_in_the_database(door):
    Path(door.world).advance("offered")
    token = address(door, "monica")
    for table in ("calendar_address", "audit_event", "event_private"):
        rows = str(door.world.superuser(f"SELECT t::text FROM casebridge.{table} t"))
        assert rows != "[]", table
        assert token not in rows and token[4:] not in rows, table
    assert feed(door, token) is not None and feed(door, "cbc_none") is None
