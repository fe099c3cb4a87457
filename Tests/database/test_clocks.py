"""Clocks: started and stopped by moves, paused while the other side owes, marked exactly once."""

import datetime
import threading
import time
from zoneinfo import ZoneInfo

import pytest

from clocks import clock, marks, running, set_back, work
from paths import Path
from refusals import refused
from world import World, day


@pytest.mark.parametrize(
    "goal, expected",
    [
        ("selected", []),
        ("offered", ["assignment_answer", "report_due"]),
        ("monitoring", ["report_due"]),
        ("submitted", ["first_review"]),
        ("in_review", []),
        ("reviewed", ["approval"]),
        ("approved", []),
        ("in_approval", ["referral_approvals"]),
        ("sealed", []),
        ("sent", ["authority_acknowledgement"]),
        ("acknowledged", ["authority_feedback"]),
        ("closed", []),
    ],
)
def test_moves_start_and_stop_the_clocks_of_the_yaml(shared_world, goal, expected):
    assert running(Path(shared_world).advance(goal)) == expected


def test_changes_requested_give_the_monitor_a_clock_of_her_own(shared_world):
    path = Path(shared_world).advance("reviewed")
    path.move("rita", "report", "request_changes", reason="Unclear")
    assert running(path) == ["changes_back"]
    path.submit()
    assert running(path) == ["first_review"]


def test_a_clock_of_one_record_does_not_stop_anothers(shared_world):
    path = Path(shared_world).advance("offered")
    first = path.assignment
    path.offer("marco")
    path.declare("marco")
    path.move("marco", "assignment", "accept")
    assert running(path) == ["assignment_answer", "report_due", "report_due"]
    shared_world.call("monica", "move", "assignment", first, "decline", None, "No time", None)
    assert running(path) == ["report_due"]


def test_a_soft_mark_and_then_a_hard_mark_are_events_once_each(shared_world):
    path = Path(shared_world).advance("submitted")
    assert work(path) == 0
    set_back(path, "first_review", soft=0)
    assert [work(path), work(path)] == [1, 0]
    set_back(path, "first_review", hard=0)
    assert [work(path), work(path)] == [1, 0]
    assert marks(path) == ["clock_soft_mark", "clock_hard_mark"]
    facts = shared_world.one(
        "SELECT facts::jsonb FROM casebridge.audit_event WHERE chain_id = %s AND action = 'clock_hard_mark'",
        path.case,
    )
    assert facts == {"clock": "first_review", "due_on": str(clock(path, "first_review")[0])}


def test_a_clock_that_ran_out_unseen_gets_the_hard_mark_only(shared_world):
    path = Path(shared_world).advance("submitted")
    set_back(path, "first_review", soft=0, hard=0)
    assert [work(path), work(path), marks(path)] == [1, 0, ["clock_hard_mark"]]


def test_a_stopped_clock_is_never_marked(shared_world):
    path = Path(shared_world).advance("in_review")
    set_back(path, "first_review", hard=0)
    assert [work(path), marks(path)] == [0, []]


def test_a_late_report_stays_as_it_is(shared_world):
    path = Path(shared_world).advance("monitoring")
    set_back(path, "report_due", hard=0)
    assert [work(path), marks(path), path.status("assignment")] == [1, ["clock_hard_mark"], "accepted"]


def test_two_workers_at_once_mark_each_clock_once(shared_world):
    paths = [Path(shared_world).advance("submitted") for _ in range(4)]
    for path in paths:
        set_back(path, "first_review", hard=0)
    first = shared_world.connect("casebridge_worker")
    second = World(shared_world.conninfo, shared_world.knowledge())
    done = []
    with first.transaction():
        first.execute("SELECT casebridge.enter_system('one')")
        done.append(first.execute("SELECT casebridge.mark_clocks(100)").fetchone()[0])
        other = threading.Thread(target=lambda: done.append(second.work("mark_clocks", 100)))
        other.start()
        wait_until(
            shared_world,
            "SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        )
    other.join()
    first.close()
    second.close()
    assert sorted(done) == [0, 4]
    assert [marks(path) for path in paths] == [["clock_hard_mark"]] * 4


def wait_until(world, question):
    deadline = time.monotonic() + 20
    while not world.one(question):
        assert time.monotonic() < deadline, question
        time.sleep(0.01)


def test_an_open_question_pauses_the_authoritys_clock(shared_world):
    path = Path(shared_world).advance("acknowledged")
    due = clock(path, "authority_feedback")[0]
    first, second = path.ask(), path.ask()
    assert clock(path, "authority_feedback", "paused_at")[0] is not None
    set_back(path, "authority_feedback", hard=0)
    assert [work(path), marks(path)] == [0, []]
    path.answer(first)
    assert clock(path, "authority_feedback", "paused_at")[0] is not None
    shared_world.superuser(
        "UPDATE casebridge.clock SET paused_at = now() - interval '10 days' WHERE case_id = %s AND name ="
        " 'authority_feedback'",
        path.case,
    )
    path.answer(second)
    found, zone, soft, hard, _, paused = clock(path, "authority_feedback")
    assert (paused, found) == (None, due + datetime.timedelta(days=10))
    assert hard == datetime.datetime.combine(
        found + datetime.timedelta(days=1), datetime.time(), ZoneInfo(zone)
    )
    assert soft <= hard


def test_the_question_has_a_clock_of_its_own_until_its_answer(shared_world):
    path = Path(shared_world).advance("acknowledged")
    number = path.ask(due=12)
    assert running(path) == ["authority_feedback", "information_request"]
    assert clock(path, "information_request")[0] == day(12)
    path.answer(number)
    assert running(path) == ["authority_feedback"]


def test_a_question_is_answered_once(shared_world):
    path = Path(shared_world).advance("acknowledged")
    number = path.ask()
    path.answer(number)
    with refused("already_answered", "MV409"):
        path.answer(number)
    with refused("not_found", "MV404"):
        path.answer(number + 1)


def test_an_expired_offer_cannot_be_accepted(shared_world):
    path = Path(shared_world).advance("offered")
    path.declare("monica")
    set_back(path, "assignment_answer", hard=0)
    work(path)
    assert path.status("assignment") == "expired"
    with refused("not_found", "MV404"):
        path.move("monica", "assignment", "accept")
    assert running(path) == []


def test_an_accepted_offer_does_not_expire(shared_world):
    path = Path(shared_world).advance("monitoring")
    set_back(path, "assignment_answer", hard=0)
    assert [work(path), path.status("assignment")] == [0, "accepted"]
