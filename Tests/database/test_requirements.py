"""Each requirement on both sides: refused while it is missing, and made once it is there."""

import pytest

from paths import Path
from refusals import refused
from world import day


def unmet(name):
    return refused("requirement:" + name, "MV409")


def test_an_offer_is_accepted_only_after_a_declaration(shared_world):
    path = Path(shared_world).advance("offered")
    with unmet("conflict_declared"):
        path.move("monica", "assignment", "accept")
    path.declare("monica")
    path.move("monica", "assignment", "accept")


def test_the_declaration_of_another_person_or_case_does_not_count(shared_world):
    path, other = (Path(shared_world).advance("offered") for _ in range(2))
    path.declare("carla")
    other.declare("monica")
    with unmet("conflict_declared"):
        path.move("monica", "assignment", "accept")


def test_a_conflict_of_interest_stands_until_it_is_taken_back(shared_world):
    path = Path(shared_world).advance("offered")
    path.declare("monica", has_conflict=True)
    with unmet("no_conflict"):
        path.move("monica", "assignment", "accept")
    path.declare("monica", has_conflict=False)
    path.move("monica", "assignment", "accept")


def test_the_latest_declaration_counts_and_not_the_first(shared_world):
    path = Path(shared_world).advance("in_review")
    path.declare("rita", has_conflict=True)
    with unmet("no_conflict"):
        path.move("rita", "report", "recommend")


@pytest.mark.parametrize("begin, end, valid", [(-30, -1, False), (1, 30, False), (0, 0, True), (-5, 0, True)])
def test_training_holds_from_its_first_to_its_last_day(world, begin, end, valid):
    path = Path(world).advance("selected")
    world.train("una", begin, end)
    path.offer("una")
    path.declare("una")
    if valid:
        path.move("una", "assignment", "accept")
    else:
        with unmet("training_valid"):
            path.move("una", "assignment", "accept")


def test_a_report_is_submitted_only_when_its_form_is_complete(shared_world):
    path = Path(shared_world).advance("monitoring")
    path.draft(problems=[{"code": "answer_missing"}, {"code": "answer_missing"}])
    with unmet("form_complete") as caught:
        path.submit()
    assert caught.value.reasons[0]["detail"] == "2"
    shared_world.call("monica", "save_answers", path.report, 1, {"a": 1}, {"a": 1}, [], None)
    path.submit()


def test_a_form_that_was_never_checked_is_not_complete(shared_world):
    path = Path(shared_world).advance("monitoring")
    path.report = shared_world.call("monica", "create_report", path.case, "short", None)["id"]
    with unmet("form_complete") as caught:
        path.submit()
    assert caught.value.reasons[0]["detail"] == "not_checked"


def test_an_author_cannot_review_or_return_her_own_report(shared_world):
    path = Path(shared_world, monitor="paola").advance("submitted")
    with unmet("reviewer_not_author"):
        path.move("paola", "report", "start_review")
    path.start_review()
    for action in ("recommend", "request_changes"):
        with unmet("reviewer_not_author"):
            path.move("paola", "report", action, reason="Mine")
    path.recommend()
    with unmet("approver_not_reviewer_or_author") as caught:
        path.move("paola", "report", "approve")
    assert caught.value.reasons[0]["detail"] == "author"
    path.approve()


def test_a_reviewer_cannot_approve_or_reject_what_she_reviewed(shared_world):
    path = Path(shared_world, reviewer="paola").advance("reviewed")
    for action in ("approve", "reject"):
        with unmet("approver_not_reviewer_or_author") as caught:
            path.move("paola", "report", action, reason="Mine")
        assert caught.value.reasons[0]["detail"] == "reviewer"
    path.approve()


def test_who_only_began_the_review_cannot_approve_either(shared_world):
    path = Path(shared_world, reviewer="paola").advance("in_review")
    path.declare("rita")
    path.judge(person="rita")
    path.move("rita", "report", "recommend")
    with unmet("approver_not_reviewer_or_author"):
        path.move("paola", "report", "approve")


def test_a_report_is_recommended_and_approved_only_with_verified_evidence(shared_world):
    path = Path(shared_world).advance("draft")
    evidence = path.add_evidence(verified=False)
    path.submit()
    path.start_review()
    with unmet("evidence_verified"):
        path.recommend()
    shared_world.work("record_verification", evidence, True)
    path.recommend()
    shared_world.superuser("UPDATE casebridge.evidence SET verified_at = NULL WHERE id = %s", evidence)
    with unmet("evidence_verified"):
        path.approve()


def test_a_file_set_aside_is_in_the_way_only_while_a_finding_rests_on_it(shared_world):
    path = Path(shared_world).advance("draft")
    broken = path.add_evidence(verified=False)
    shared_world.work("record_verification", broken, False)
    finding = path.add_finding((broken,))
    path.submit()
    path.start_review()
    with unmet("evidence_verified") as caught:
        path.recommend()
    assert caught.value.reasons[0]["detail"] == "1"
    path.move("rita", "report", "request_changes", reason="The photo cannot be opened")
    number = shared_world.one("SELECT number FROM casebridge.finding WHERE id = %s", finding)
    path.add_finding((path.add_evidence(),), replaces=number)
    path.submit()
    path.start_review()
    path.recommend()
    path.approve()


def test_a_file_set_aside_is_in_the_way_while_an_answer_names_it(shared_world):
    path = Path(shared_world).advance("draft")
    broken = path.add_evidence(verified=False)
    shared_world.work("record_verification", broken, False)
    named = {"photos": [broken]}
    version = shared_world.one("SELECT content_version FROM casebridge.report WHERE id = %s", path.report)
    shared_world.call("monica", "save_answers", path.report, version, named, named, "[]", None)
    path.submit()
    path.start_review()
    with unmet("evidence_verified"):
        path.recommend()


def test_a_referral_goes_to_approval_only_for_an_authority_in_office(world):
    office = world.organisations["office"]
    path = Path(world).advance("prepared")
    for begin, end in ((None, -1), (1, None)):
        world.superuser(
            "UPDATE casebridge.authority SET valid_from = coalesce(%s::date, valid_from), valid_until = %s "
            "WHERE id = %s",
            begin and day(begin),
            end and day(end),
            office,
        )
        with unmet("authority_chosen"):
            path.request_approval()
    world.superuser(
        "UPDATE casebridge.authority SET valid_from = current_date, valid_until = current_date WHERE id = %s",
        office,
    )
    path.request_approval()


def test_a_referral_of_a_report_that_was_never_approved_goes_nowhere(shared_world):
    path = Path(shared_world).advance("prepared")
    path.draft()
    with shared_world.acting_as("casebridge_gate") as cursor:
        cursor.execute(
            "UPDATE casebridge.referral SET report_id = %s WHERE id = %s", (path.report, path.referral)
        )
    with unmet("report_approved"):
        path.request_approval()


def test_a_referral_is_sealed_only_after_two_approvals(shared_world):
    path = Path(shared_world).advance("in_approval")
    for person, count in ((None, "0"), ("anna", "1")):
        if person:
            path.approve_once(person)
        with unmet("two_approvals") as caught:
            path.seal()
        assert caught.value.reasons[0]["detail"] == count
    path.approve_once("aldo")
    path.seal()


def test_a_referral_with_evidence_no_longer_verified_is_not_sealed(shared_world):
    path = Path(shared_world).advance("approved_twice")
    shared_world.superuser("UPDATE casebridge.evidence SET verified_at = NULL WHERE id = %s", path.evidence)
    with unmet("evidence_verified"):
        path.seal()


def test_a_dossier_is_sent_only_once_it_is_packaged(shared_world):
    path = Path(shared_world).advance("sealed")
    with unmet("dossier_ready"):
        path.send()
    path.package()
    path.send()


def test_an_open_question_holds_the_conclusion_back(shared_world):
    path = Path(shared_world).advance("acknowledged")
    first, second = path.ask(), path.ask()
    path.answer(first)
    with unmet("no_open_question"):
        path.conclude()
    path.answer(second)
    path.conclude()


def test_a_case_is_not_closed_or_discarded_while_a_referral_is_open(shared_world):
    path = Path(shared_world).advance("acknowledged")
    for action in ("close", "discard"):
        with unmet("no_open_referral"):
            path.move("carla", "case", action, reason="Done")
    path.conclude()
    path.close()


def test_a_case_stays_assigned_while_an_assignment_lives(shared_world):
    path = Path(shared_world).advance("offered")
    first = path.assignment
    path.offer("marco")
    path.move("marco", "assignment", "decline", reason="No time")
    assert path.status("case") == "assigned"
    shared_world.call("monica", "move", "assignment", first, "decline", None, "No time", None)
    assert path.status("case") == "selected"


def test_a_case_is_not_reopened_beside_another_open_case_of_its_contract(shared_world):
    contract = shared_world.new_contract()
    path = Path(shared_world)
    path.select = lambda: Path.select(path, contract)
    path.advance("closed")
    again = Path(shared_world)
    again.select(contract)
    with unmet("no_other_open_case"):
        path.move("carla", "case", "reopen", reason="New facts")
    offered = shared_world.call("carla", "moves", "case", path.case)["moves"]
    assert [move["refusals"][0]["code"] for move in offered] == ["requirement:no_other_open_case"]
    again.move("carla", "case", "discard", reason="The first goes on")
    path.move("carla", "case", "reopen", reason="New facts")
