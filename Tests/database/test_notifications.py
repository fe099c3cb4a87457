"""Who is told of which event, how often, and that a mail is given no content of a case."""

import datetime

import pytest

from paths import Path
from post import Post
from world import day


@pytest.fixture
def post(world):
    post = Post(world)
    post.tell()
    return post


def told(post, settled=True):
    """Who is to be told what, by the events since the last time."""
    if settled:
        post.read_events()
    else:
        post.world.work("tell_events", 500, True)
    rows = post.world.superuser(
        "SELECT lower(a.name), n.kind FROM casebridge.notification n JOIN casebridge.account a ON a.id ="
        " n.account_id WHERE n.mail_id IS NULL"
    )
    post.world.work("queue_notifications")
    return sorted(rows)


def prefer(world, person, when):
    world.superuser(
        "UPDATE casebridge.account SET notifications = %s WHERE id = %s", when, world.accounts[person]
    )


STEPS = {
    "offered": [("monica", "case_offered")],
    "monitoring": [("carla", "offer_accepted")],
    "submitted": [("paola", "to_review"), ("rita", "to_review")],
    "reviewed": [(name, "report_to_approve") for name in ("aldo", "anna", "paola")],
    "approved": [("carla", "to_refer"), ("monica", "report_decided")],
    "in_approval": [(name, "referral_to_approve") for name in ("aldo", "anna", "paola")],
    "sent": [("olga", "referral_arrived")],
    "acknowledged": [("carla", "authority_answered"), ("paola", "authority_answered")],
}


def test_each_step_of_the_path_tells_who_has_to_act(post):
    path = Path(post.world)
    for goal, expected in STEPS.items():
        path.advance(goal)
        found = told(post)
        assert [item for item in expected if item not in found] == [], (goal, found)
        assert not [name for name, _ in found if name in ("adam", "nobody", "boris", "oscar")], found


def test_nobody_is_told_of_the_own_act_or_report(post):
    path = Path(post.world).advance("draft")
    told(post)
    post.world.superuser(
        "INSERT INTO casebridge.report_author (report_id, organisation_id, case_id, account_id) SELECT id,"
        " organisation_id, case_id, %s FROM casebridge.report WHERE id = %s",
        post.world.accounts["paola"],
        path.report,
    )
    path.submit()
    assert told(post) == [("rita", "to_review")]


def test_whoever_declared_a_conflict_is_not_asked_to_review(post):
    path = Path(post.world).advance("draft")
    post.world.call("rita", "declare_conflict", path.case, True, "My cousin")
    told(post)
    path.submit()
    assert told(post) == [("paola", "to_review")]


def test_changes_are_told_to_the_author(post):
    path = Path(post.world).advance("submitted")
    path.start_review()
    told(post)
    path.move("rita", "report", "request_changes", reason="Please add dates")
    assert told(post) == [("monica", "changes_requested")]


def test_questions_and_answers_are_told_across_the_border(post):
    path = Path(post.world).advance("acknowledged")
    told(post)
    number = path.ask()
    assert told(post) == [("carla", "question_asked"), ("paola", "question_asked")]
    path.answer(number)
    assert told(post) == [("olga", "question_answered")]


@pytest.mark.parametrize("may_tell, is_told", [("yes", True), ("partly", True), ("no", False)])
def test_a_monitor_hears_of_an_outcome_where_the_authority_allows_it(post, may_tell, is_told):
    path = Path(post.world).advance("acknowledged")
    told(post)
    path.move("olga", "referral", "conclude", data={"outcome": "none", "may_tell_monitor": may_tell})
    found = told(post)
    assert ("carla", "outcome") in found
    assert (("monica", "outcome") in found) is is_told


def test_a_clock_tells_who_owes_soon_and_late_and_the_coordinator_what_is_late(post):
    path = Path(post.world).advance("monitoring")
    told(post)
    clock = "UPDATE casebridge.clock SET {} WHERE case_id = %s AND name = 'report_due'"
    post.world.superuser(clock.format("soft_at = now()"), path.case)
    post.world.work("mark_clocks", 10)
    assert told(post) == [("monica", "due_soon")]
    post.world.superuser(clock.format("hard_at = now()"), path.case)
    post.world.work("mark_clocks", 10)
    assert told(post) == [("carla", "overdue"), ("monica", "overdue")]


def test_what_was_rolled_back_or_is_not_committed_is_told_to_nobody(post):
    connection = post.world.connect("casebridge_app")
    path = Path(post.world).advance("selected")
    told(post)
    with connection.transaction(force_rollback=True):
        connection.execute("SELECT casebridge.enter(%s)", (post.world.tokens["carla"],))
        connection.execute(
            "SELECT casebridge.create_assignment(%s, %s, %s)",
            (path.case, post.world.accounts["monica"], day(9)),
        )
        assert told(post, settled=False) == []
    assert told(post) == []
    connection.close()


def test_an_event_that_commits_late_is_told_then(post):
    connection = post.world.connect("casebridge_app")
    late, early = Path(post.world).advance("selected"), Path(post.world).advance("selected")
    told(post)
    with connection.transaction():
        connection.execute("SELECT casebridge.enter(%s)", (post.world.tokens["carla"],))
        connection.execute(
            "SELECT casebridge.create_assignment(%s, %s, %s)",
            (late.case, post.world.accounts["marco"], day(9)),
        )
        early.offer()
        assert told(post, settled=False) == []
    assert told(post) == [("marco", "case_offered"), ("monica", "case_offered")]
    connection.close()


def test_events_are_read_in_portions_and_each_is_told_once(post):
    for _ in range(5):
        Path(post.world).advance("offered")
    reads = 0
    unread = "SELECT max(tx) >= (SELECT told_below FROM casebridge.notification_state) FROM casebridge.audit_event"
    while post.world.one(unread):
        reads += post.world.work("tell_events", 2, True) > 0
    assert reads >= 3
    count = "SELECT count(*) FROM casebridge.notification WHERE kind = 'case_offered' AND mail_id IS NULL"
    assert post.world.one(count) == 5
    post.world.superuser("UPDATE casebridge.notification_state SET told_below = '3'")
    post.read_events()
    assert post.world.one(count) == 5


def test_without_mail_the_events_are_passed_over(post):
    Path(post.world).advance("offered")
    unread = "SELECT max(tx) >= (SELECT told_below FROM casebridge.notification_state) FROM casebridge.audit_event"
    while post.world.one(unread):
        assert post.world.work("tell_events", 500, False) == 0
    assert told(post) == [] and post.waiting() == []


def test_one_person_gets_one_mail_for_all_that_waits(post):
    for _ in range(3):
        Path(post.world).advance("offered")
    assert post.tell() == 1
    order, _ = post.write(post.waiting()[-1])
    assert (order["kind"], order["email"]) == ("at_once", "monica@example.org")
    assert [(line["kind"], line["count"]) for line in order["lines"]] == [("case_offered", 3)]


def test_a_mail_is_given_kinds_and_ids_and_no_content(post):
    path = Path(post.world).advance("offered")
    post.tell()
    order, _ = post.write(post.waiting()[-1])
    assert set(order) == {"kind", "email", "name", "language", "is_member", "organisation", "is_late", "lines"}
    assert order["lines"] == [
        {
            "kind": "case_offered",
            "count": 1,
            "record_kind": "assignment",
            "record_id": path.assignment,
            "case_id": path.case,
        }
    ]


def test_whoever_wants_no_mail_gets_none_and_nothing_waits_for_later(post):
    prefer(post.world, "monica", "none")
    Path(post.world).advance("offered")
    assert post.tell() == 0
    prefer(post.world, "monica", "at_once")
    assert post.tell() == 0


def at(world, person, hour):
    """Puts the person into a zone in which it is some minutes past the hour now."""
    offset = (hour - datetime.datetime.now(datetime.timezone.utc).hour + 36) % 24 - 12
    zone = "Etc/GMT" + ("" if offset == 0 else f"{-offset:+d}")
    world.superuser("UPDATE casebridge.account SET time_zone = %s WHERE id = %s", zone, world.accounts[person])


def age(world, hours):
    world.superuser(f"UPDATE casebridge.notification SET created_at = now() - interval '{hours} hours'")


def test_a_daily_mail_comes_after_seven_in_the_readers_own_morning(post):
    world = post.world
    prefer(world, "monica", "daily")
    Path(world).advance("offered")
    at(world, "monica", 6)
    assert post.tell() == 0
    age(world, 2)
    assert post.tell() == 0
    at(world, "monica", 8)
    assert post.tell() == 1
    assert post.write(post.waiting()[-1])[0]["kind"] == "daily"


def test_what_comes_after_seven_waits_for_the_next_day(post):
    world = post.world
    prefer(world, "monica", "daily")
    at(world, "monica", 9)
    Path(world).advance("offered")
    assert post.tell() == 0


def test_a_mail_to_an_account_that_was_disabled_meanwhile_is_dropped(post):
    Path(post.world).advance("offered")
    post.tell()
    post.world.operate("disable_account", "monica@example.org")
    assert post.write(post.waiting()[-1])[0] is None
    assert post.waiting() == []


def test_mails_have_a_lane_of_their_own(post):
    Path(post.world).advance("offered")
    post.tell()
    job = post.world.work("take_job")
    assert job is None or job["kind"] != "send_mail"
    assert post.world.work("take_mail_job")["kind"] == "send_mail"
    assert post.world.work("take_mail_job") is None


def test_a_mail_is_sent_or_fails_once_and_the_state_says_how_many(post):
    world = post.world
    for person in ("monica", "marco"):
        world.superuser(
            "INSERT INTO casebridge.mail (kind, account_id) VALUES ('password_changed', %s)",
            world.accounts[person],
        )
    sent, failed = post.waiting()
    world.work("mail_sent", sent)
    world.work("mail_failed", sent, "late")
    world.work("mail_failed", failed, "recipient_refused")
    world.work("mail_sent", failed)
    rows = world.superuser("SELECT id::text, sent_at IS NOT NULL, failure FROM casebridge.mail ORDER BY id")
    assert rows == [(sent, True, None), (failed, False, "recipient_refused")]
    state = world.work("mail_state")
    assert (state["failed"], state["last_failure"]) == (1, "recipient_refused")
    assert post.write(sent)[0] is None and post.write(failed)[0] is None


def test_old_mails_links_and_invitations_are_swept(post):
    world = post.world
    Path(world).advance("offered")
    post.tell()
    post.forget("carla")
    post.invite("adam", "ivo@example.org")
    for mail in post.waiting():
        world.work("mail_sent", mail)
    world.work("sweep_mail")
    tables = ("mail", "notification", "password_link", "invitation")
    counts = lambda: [world.one(f"SELECT count(*) FROM casebridge.{table}") for table in tables]  # noqa: E731
    assert all(counts())
    world.superuser("UPDATE casebridge.mail SET sent_at = now() - interval '31 days'")
    world.superuser("UPDATE casebridge.password_link SET expires_at = now() - interval '1 second'")
    world.superuser("UPDATE casebridge.invitation SET expires_at = now() - interval '91 days'")
    world.work("sweep_mail")
    assert counts() == [0, 0, 0, 0]
