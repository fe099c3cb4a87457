"""A due date is a local date of whoever owes, ends at its midnight, and its soft mark stands before it."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from clocks import clock, local
from paths import Path
from refusals import refused


def test_a_due_date_is_counted_from_the_local_date_of_whoever_owes(world):
    for name, zone in (("kiribati", "Pacific/Kiritimati"), ("samoa", "Pacific/Pago_Pago")):
        world.organisations[name] = str(
            world.operate("create_organisation", "monitoring", name, "FR", zone, None)
        )
        world.add_person(f"chief {name}".replace(" ", "_"), name, ("coordinator",))
        world.add_person(f"m_{name}", name, ("monitor",))
        world.train(f"m_{name}")
        path = Path(world, coordinator=f"chief_{name}", monitor=f"m_{name}")
        path.advance("offered")
        due, found_zone, _, hard, _, _ = clock(path, "assignment_answer")
        assert (found_zone, due) == (zone, local(path, zone) + datetime.timedelta(days=7))
        assert hard.astimezone(ZoneInfo(zone)) == datetime.datetime.combine(
            due + datetime.timedelta(days=1), datetime.time(), ZoneInfo(zone)
        )


def test_the_authoritys_clock_runs_in_the_authoritys_zone(shared_world):
    path = Path(shared_world, "bridge_watch", "other_office").advance("sent")
    due, zone, *_ = clock(path, "authority_acknowledgement")
    assert (zone, due) == ("Europe/Sofia", local(path, "Europe/Sofia") + datetime.timedelta(days=7))


def last_sunday(month):
    """Of the next such month: when summer time begins or ends."""
    today = datetime.date.today()
    year = today.year + (month <= today.month)
    last = datetime.date(year, month, 31 if month in (3, 10) else 30)
    return last - datetime.timedelta(days=(last.weekday() + 1) % 7)


@pytest.mark.parametrize("month", [3, 10])
@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_a_due_date_ends_at_its_midnight_on_the_days_around_summer_time(shared_world, month, offset):
    path = Path(shared_world).advance("acknowledged")
    due = last_sunday(month) + datetime.timedelta(days=offset)
    shared_world.call("olga", "ask_question", path.referral, "Where?", due)
    found, zone, _, hard, *_ = clock(path, "information_request")
    rome = ZoneInfo("Europe/Rome")
    assert (found, zone) == (due, "Europe/Rome")
    assert hard == datetime.datetime.combine(due + datetime.timedelta(days=1), datetime.time(), rome)


def test_the_soft_mark_stands_at_seventy_percent(shared_world):
    path = Path(shared_world).advance("sent")
    _, _, soft, hard, started, _ = clock(path, "authority_acknowledgement")
    assert abs((soft - started) / (hard - started) - 0.7) < 0.0001


def test_a_date_of_today_is_past_where_it_is_owed(shared_world):
    path = Path(shared_world).advance("selected")
    today = local(path, "Europe/Rome")
    for due in (today, today - datetime.timedelta(days=1), None):
        with refused("due_on_in_the_past", "MV422"):
            shared_world.call("carla", "create_assignment", path.case, shared_world.accounts["monica"], due)
    shared_world.call(
        "carla",
        "create_assignment",
        path.case,
        shared_world.accounts["monica"],
        today + datetime.timedelta(days=1),
    )
    asked = Path(shared_world).advance("acknowledged")
    for due in (today, None):
        with refused("due_on_in_the_past", "MV422"):
            shared_world.call("olga", "ask_question", asked.referral, "Where?", due)
