"""The path of one case from selection to closing, with what each step leaves behind."""

import pytest

from paths import Path

HISTORY = (
    "SELECT record_kind, action, from_status, to_status FROM casebridge.audit_event WHERE chain_id = %s AND"
    " chain_kind = 'case' ORDER BY seq"
)


def moves_of(world, path):
    return [
        f"{kind}: {action} {before or '-'} > {after}"
        for kind, action, before, after in world.superuser(HISTORY, path.case)
        if after is not None
    ]


def test_the_whole_path_leaves_every_move_in_its_order(shared_world):
    path = Path(shared_world).advance("closed")
    assert moves_of(shared_world, path) == [
        "case: select - > selected",
        "assignment: offer - > offered",
        "case: assign selected > assigned",
        "assignment: accept offered > accepted",
        "case: start assigned > monitoring",
        "report: create - > draft",
        "report: submit draft > submitted",
        "report: start_review submitted > in_review",
        "report: recommend in_review > reviewed",
        "report: approve reviewed > approved",
        "case: report monitoring > reported",
        "referral: prepare - > prepared",
        "referral: request_approval prepared > in_approval",
        "referral: seal in_approval > sealed",
        "referral: send sealed > sent",
        "case: refer reported > referred",
        "referral: acknowledge sent > acknowledged",
        "case: follow_up referred > followed_up",
        "referral: accept acknowledged > accepted",
        "referral: conclude accepted > concluded",
        "case: close followed_up > closed",
        "assignment: case_closed accepted > completed",
    ]
    statuses = {kind: path.status(kind) for kind in ("case", "assignment", "report", "referral")}
    assert statuses == {
        "case": "closed",
        "assignment": "completed",
        "report": "approved",
        "referral": "concluded",
    }


def test_the_other_changes_stand_between_the_moves(shared_world):
    path = Path(shared_world).advance("in_approval")
    path.approve_twice()
    changes = [action for _, action, _, after in shared_world.superuser(HISTORY, path.case) if after is None]
    assert changes == [
        "conflict_declared",
        "evidence_added",
        "evidence_verified",
        "finding_added",
        "conflict_declared",
        "verdict_given",
        "conflict_declared",
        "conflict_declared",
        "referral_approved",
        "conflict_declared",
        "referral_approved",
    ]


def test_the_move_answers_with_the_new_status_and_version(shared_world):
    path = Path(shared_world).advance("offered")
    path.declare("monica")
    answer = path.move("monica", "assignment", "accept", expected=1)
    assert answer == {
        "id": path.assignment,
        "kind": "assignment",
        "status": "accepted",
        "version": 2,
        "case_id": path.case,
    }


def test_changes_requested_and_resubmitted_leave_both_submissions_readable(shared_world):
    path = Path(shared_world).advance("in_review")
    path.move("rita", "report", "request_changes", reason="Say how many tenders")
    path.add_finding((path.evidence,), statement="One tender of one bidder.", replaces=1)
    path.submit()
    path.start_review()
    first, second = (shared_world.call("rita", "submission_view", path.report, number) for number in (1, 2))
    assert [finding["statement"] for finding in first["content"]["findings"]] == [
        "Only one tender was received."
    ]
    assert len(second["content"]["findings"]) == 2
    assert first["digest"] != second["digest"]
    assert "assignment" in {
        clock
        for (clock,) in shared_world.superuser(
            "SELECT record_kind FROM casebridge.clock WHERE case_id = %s", path.case
        )
    }


def test_a_draft_is_not_shown_to_the_reviewer_while_it_is_being_changed(shared_world):
    path = Path(shared_world).advance("in_review")
    path.move("rita", "report", "request_changes", reason="Unclear")
    path.add_finding(statement="Not yet for others.")
    seen = {
        person: len(shared_world.call(person, "report_view", path.report)["findings"])
        for person in ("rita", "monica")
    }
    assert seen == {"rita": 1, "monica": 2}


def test_a_declined_offer_returns_the_case_to_selected(shared_world):
    path = Path(shared_world).advance("offered")
    path.move("monica", "assignment", "decline", reason="On leave")
    assert (path.status("assignment"), path.status("case")) == ("declined", "selected")
    path.offer("marco")
    assert path.status("case") == "assigned"


def test_a_declined_offer_leaves_the_case_assigned_while_another_offer_lives(shared_world):
    path = Path(shared_world).advance("offered")
    first = path.assignment
    path.offer("marco")
    shared_world.call("monica", "move", "assignment", first, "decline", None, "On leave", None)
    assert path.status("case") == "assigned"


def test_an_unanswered_offer_expires_by_the_clock_and_the_case_is_free_again(shared_world):
    path = Path(shared_world).advance("offered")
    shared_world.superuser(
        "UPDATE casebridge.clock SET soft_at = now(), hard_at = now() WHERE record_id = %s AND name = %s",
        path.assignment,
        "assignment_answer",
    )
    shared_world.work("mark_clocks", 100)
    assert (path.status("assignment"), path.status("case")) == ("expired", "selected")
    assert "assignment: expire offered > expired" in moves_of(shared_world, path)
    actors = shared_world.superuser(
        "SELECT actor_kind, actor FROM casebridge.audit_event WHERE record_id = %s AND action = 'expire'",
        path.assignment,
    )
    assert actors == [("system", "test")]


def test_withdrawing_an_accepted_assignment_ends_the_monitors_sight_of_the_case(shared_world):
    path = Path(shared_world).advance("monitoring")
    path.move("carla", "assignment", "withdraw", reason="Moved away")
    assert shared_world.call("monica", "case_list", None, None, None, 100, None, None)["items"] == [] or all(
        item["id"] != path.case
        for item in shared_world.call("monica", "case_list", None, None, None, 100, None, None)["items"]
    )


def test_a_changed_referral_loses_its_approvals_and_is_sealed_after_two_new_ones(shared_world):
    path = Path(shared_world).advance("approved_twice")
    path.move("carla", "referral", "change", reason="One more finding")
    shared_world.call("carla", "change_referral", path.referral, 3, [path.finding], [])
    path.request_approval()
    view = shared_world.call("carla", "referral_view", path.referral)
    assert view["approvals"] == []
    path.approve_twice()
    path.seal()
    assert path.status("referral") == "sealed"


def test_a_revoked_referral_keeps_the_case_open_for_another(shared_world):
    path = Path(shared_world).advance("sent")
    path.move("anna", "referral", "revoke", reason="Wrong authority")
    assert (path.status("referral"), path.status("case")) == ("revoked", "referred")
    first = path.referral
    path.prepare()
    assert path.referral != first
    assert shared_world.call("olga", "referral_view", first)["status"] == "revoked"


def test_declining_and_forwarding_end_the_referral_with_the_authoritys_reason(shared_world):
    for action, status in (("decline", "declined"), ("forward", "forwarded")):
        path = Path(shared_world).advance("acknowledged")
        path.move("olga", "referral", action, reason="Not competent")
        assert path.status("referral") == status
        path.close()
        assert path.status("case") == "closed"


def test_a_closed_case_reopens_as_reported_and_can_be_referred_again(shared_world):
    path = Path(shared_world).advance("closed")
    path.move("carla", "case", "reopen", reason="New facts")
    assert path.status("case") == "reported"
    path.prepare()
    assert path.status("referral") == "prepared"


def test_a_discarded_case_frees_its_contract(shared_world):
    contract = shared_world.new_contract()
    path = Path(shared_world)
    path.select(contract)
    path.move("carla", "case", "discard", reason="Duplicate")
    again = Path(shared_world)
    again.select(contract)
    assert (path.status("case"), again.status("case")) == ("discarded", "selected")


RUNNING = "SELECT count(*) FROM casebridge.clock WHERE case_id = %s AND stopped_at IS NULL"
CHILDREN = (
    "SELECT action, record_kind, to_status FROM casebridge.audit_event WHERE chain_id = %s AND chain_kind = 'case'"
    " AND action LIKE 'case_%%' ORDER BY seq"
)


@pytest.mark.parametrize(
    "goal, expected",
    [
        ("offered", [("case_discarded", "assignment", "expired")]),
        ("monitoring", [("case_discarded", "assignment", "ended")]),
        ("draft", [("case_discarded", "assignment", "ended"), ("case_discarded", "report", "withdrawn")]),
        ("in_review", [("case_discarded", "assignment", "ended"), ("case_discarded", "report", "withdrawn")]),
        ("reviewed", [("case_discarded", "assignment", "ended"), ("case_discarded", "report", "withdrawn")]),
        ("approved", [("case_discarded", "assignment", "ended")]),
    ],
)
def test_a_discarded_case_ends_what_is_open_in_it(shared_world, goal, expected):
    path = Path(shared_world).advance(goal)
    path.move("carla", "case", "discard", reason="Out of our reach")
    assert shared_world.superuser(CHILDREN, path.case) == expected
    assert shared_world.one(RUNNING, path.case) == 0
    assert shared_world.superuser("SELECT * FROM casebridge.contradictions()") == []


def test_a_closed_case_ends_what_is_open_in_it_and_keeps_what_was_written(shared_world):
    path = Path(shared_world).advance("approved")
    path.offer("marco")
    second = path.assignment
    path.declare("marco")
    path.move("marco", "assignment", "accept")
    draft = shared_world.call("marco", "create_report", path.case, "short", "[]")["id"]
    path.move("carla", "case", "close_without_referral", reason="Settled")
    assert shared_world.superuser(CHILDREN, path.case) == [
        ("case_closed", "assignment", "completed"),
        ("case_closed", "assignment", "completed"),
        ("case_closed", "report", "withdrawn"),
    ]
    assert shared_world.one(RUNNING, path.case) == 0
    assert shared_world.call("marco", "report_view", draft)["status"] == "withdrawn"
    assert shared_world.call("marco", "moves", "assignment", second)["moves"] == []


def test_what_is_over_stops_no_second_time_when_the_case_ends(shared_world):
    path = Path(shared_world).advance("offered")
    path.move("monica", "assignment", "decline", reason="On leave")
    path.move("carla", "case", "discard", reason="Nobody is free")
    assert path.status("assignment") == "declined"
    assert shared_world.superuser(CHILDREN, path.case) == []


@pytest.mark.parametrize(
    "goal, person, action",
    [("sent", "anna", "revoke"), ("acknowledged", "olga", "decline"), ("acknowledged", "olga", "forward")],
)
def test_a_referral_that_ends_takes_back_the_clock_of_an_open_question(shared_world, goal, person, action):
    path = Path(shared_world).advance(goal)
    path.ask()
    path.move(person, "referral", action, reason="Not competent")
    assert shared_world.one(RUNNING, path.case) == shared_world.one(
        RUNNING + " AND record_kind <> 'referral'", path.case
    )


def test_the_monitor_is_told_as_much_of_the_outcome_as_the_authority_allows(shared_world):
    told = {}
    for allowed in ("yes", "partly", "no"):
        path = Path(shared_world).advance("acknowledged")
        data = {"outcome": "criminal", "may_tell_monitor": allowed, "message": "Charges were brought."}
        path.move("olga", "referral", "conclude", data=data)
        told[allowed] = shared_world.call("monica", "case_view", path.case)["referrals"][0]["outcome"]
    assert told == {
        "yes": {"told": "yes", "outcome": "criminal", "message": "Charges were brought."},
        "partly": {"told": "partly", "message": "Charges were brought."},
        "no": {"told": "no"},
    }


def test_numbers_of_cases_count_by_organisation_country_and_year(world):
    numbers = [
        world.one("SELECT number FROM casebridge.case_file WHERE id = %s", path.case)
        for path in (Path(world).advance("selected") for _ in range(2))
    ]
    other = Path(world, "open_sofia").advance("selected")
    year = world.one("SELECT extract(year FROM now())::int")
    assert numbers == [f"IT-{year}-0001", f"IT-{year}-0002"]
    assert world.one("SELECT number FROM casebridge.case_file WHERE id = %s", other.case) == f"IT-{year}-0001"
