"""The reviewer's verdicts: on which parts, by whom, until when they count, and what they hold back."""

import hashlib

import pytest
from psycopg.types.json import Jsonb

from paths import Path
from refusals import refused

DOCUMENT = {
    "form": "visit",
    "version": 1,
    "steps": [
        {
            "step": "look",
            "sections": [
                {
                    "section": "site",
                    "questions": [
                        {"key": "visited", "type": "yes_no_unknown", "required": True},
                        {"key": "why_not", "type": "text", "when": {"question": "visited", "equals": "no"}},
                        {"key": "seen", "type": "text", "when": {"not": {"answered": "why_not"}}},
                    ],
                }
            ],
        }
    ],
}
ANSWERS = {"visited": "yes", "why_not": "Left over from before", "seen": "Works stopped."}


def submitted(world, answers=None):
    """A report on a form with conditions, submitted with one finding and under review."""
    world.operate("load_form", "visit", 1, hashlib.sha256(b"visit").hexdigest(), DOCUMENT)
    path = Path(world).advance("monitoring")
    path.report = world.call("monica", "create_report", path.case, "visit", "[]")["id"]
    save(path, ANSWERS if answers is None else answers)
    path.gather()
    path.submit()
    path.start_review()
    return path


def save(path, answers):
    version = path.world.one("SELECT content_version FROM casebridge.report WHERE id = %s", path.report)
    path.world.call("monica", "save_answers", path.report, version, answers, answers, "[]", None)


def give(path, *verdicts, person="rita", submission=1):
    return path.world.call(person, "give_verdicts", path.report, submission, Jsonb(list(verdicts)))


def verdict(verdict, question=None, finding=None, text=None):
    return {"question": question, "finding": finding, "verdict": verdict, "text": text}


def standing(path, person="rita"):
    parts = path.world.call(person, "verdict_list", path.report)["parts"]
    return {part["question"] or part["finding"]: part["verdict"] for part in parts}


def return_and_submit(path, answers=None):
    path.move("rita", "report", "request_changes", reason="See my verdicts")
    if answers:
        save(path, answers)
    path.submit()
    path.move("rita", "report", "start_review")


def test_every_answer_that_counts_and_every_finding_is_to_be_judged(shared_world):
    path = submitted(shared_world)
    assert standing(path) == {"visited": None, "seen": None, 1: None}


def test_a_report_is_not_recommended_while_a_part_has_no_verdict(shared_world):
    path = submitted(shared_world)
    give(path, verdict("accepted", "visited"), verdict("accepted", finding=1))
    with refused("requirement:verdicts_given", "MV409") as caught:
        path.move("rita", "report", "recommend")
    assert caught.value.reasons[0]["detail"] == "1"
    give(path, verdict("unsupported", "seen", text="No photo shows it"))
    path.move("rita", "report", "recommend")
    assert path.status("report") == "reviewed"


def test_a_question_to_the_author_holds_the_recommendation_back_until_it_is_taken_back(shared_world):
    path = submitted(shared_world)
    give(path, verdict("accepted", "visited"), verdict("accepted", finding=1), verdict("query", "seen", text="When?"))
    with refused("requirement:no_open_query", "MV409"):
        path.move("rita", "report", "recommend")
    give(path, verdict("accepted", "seen"))
    path.move("rita", "report", "recommend")


def test_the_last_verdict_counts_and_the_first_one_stays(shared_world):
    path = submitted(shared_world)
    give(path, verdict("query", "seen", text="When?"))
    known = give(path, verdict("redact", "seen", text="It names a person"))
    assert [(row["verdict"], row["counts"]) for row in known["verdicts"]] == [("query", False), ("redact", True)]
    assert standing(path)["seen"] == "redact"
    assert (known["judged"], known["required"]) == (1, 3)
    assert known["counts"] == {"accepted": 0, "unsupported": 0, "query": 0, "redact": 1}


def test_a_verdict_lives_as_long_as_the_answer_that_it_is_about(shared_world):
    path = submitted(shared_world)
    path.judge()
    return_and_submit(path, ANSWERS | {"seen": "Works stopped in May."})
    assert standing(path) == {"visited": "accepted", "seen": None, 1: "accepted"}


def test_a_question_to_the_author_stays_open_when_the_answer_stays_the_same(shared_world):
    path = submitted(shared_world)
    path.judge()
    give(path, verdict("query", "seen", text="When?"))
    return_and_submit(path)
    assert standing(path)["seen"] == "query"


def test_an_answer_that_returns_brings_its_verdict_back(shared_world):
    path = submitted(shared_world)
    path.judge()
    return_and_submit(path, ANSWERS | {"seen": "Nothing."})
    return_and_submit(path, ANSWERS)
    assert standing(path)["seen"] == "accepted"


def test_a_finding_that_was_replaced_is_no_longer_judged(shared_world):
    path = submitted(shared_world)
    path.judge()
    path.move("rita", "report", "request_changes", reason="Name the day")
    path.add_finding((path.evidence,), replaces=1, statement="One tender came in on 3 May.")
    path.submit()
    assert standing(path) == {"visited": "accepted", "seen": "accepted", 2: None}


@pytest.mark.parametrize(
    ("given", "code", "pointer"),
    [
        (verdict("perhaps", "seen"), "verdict_unknown", "/verdicts/0/verdict"),
        (verdict(None, "seen"), "verdict_unknown", "/verdicts/0/verdict"),
        (verdict("accepted"), "verdict_part_missing", "/verdicts/0/question"),
        (verdict("accepted", "seen", 1), "verdict_part_missing", "/verdicts/0/question"),
        (verdict("accepted", "why_not"), "question_not_answered", "/verdicts/0/question"),
        (verdict("accepted", "nothing"), "question_not_answered", "/verdicts/0/question"),
        (verdict("accepted", finding=7), "finding_unknown", "/verdicts/0/finding"),
        (verdict("query", "seen", text=" "), "verdict_text_missing", "/verdicts/0/text"),
        (verdict("query", "seen", text="x" * 10_001), "text_too_long", "/verdicts/0/text"),
    ],
)
def test_a_verdict_that_makes_no_sense_is_refused_with_all_that_came_with_it(shared_world, given, code, pointer):
    path = submitted(shared_world)
    with refused(code, "MV422") as caught:
        give(path, given, verdict("accepted", "visited"))
    assert caught.value.reasons == [{"code": code, "pointer": pointer}]
    assert set(standing(path).values()) == {None}


def test_no_verdicts_at_all_are_refused(shared_world):
    path = submitted(shared_world)
    with refused("verdicts_missing", "MV422"):
        give(path)


@pytest.mark.parametrize("person", ["monica", "carla", "anna"])
def test_only_a_reviewer_judges(shared_world, person):
    path = submitted(shared_world)
    path.declare(person)
    with refused("role_missing", "MV403"):
        give(path, verdict("accepted", "seen"), person=person)


def test_an_author_does_not_judge_what_she_wrote(shared_world):
    path = Path(shared_world, monitor="paola").advance("gathered")
    path.submit()
    path.start_review()
    with refused("requirement:reviewer_not_author", "MV409"):
        give(path, verdict("accepted", finding=1), person="paola")


def test_a_reviewer_declares_her_interests_first(shared_world):
    path = Path(shared_world, reviewer="paola").advance("in_review")
    with refused("requirement:conflict_declared", "MV409"):
        give(path, verdict("accepted", finding=1), person="rita")
    path.declare("rita", has_conflict=True)
    with refused("requirement:no_conflict", "MV409"):
        give(path, verdict("accepted", finding=1), person="rita")


def test_whoever_judged_does_not_approve(shared_world):
    path = Path(shared_world).advance("in_review")
    path.declare("paola")
    path.judge(person="paola")
    path.recommend()
    with refused("requirement:approver_not_reviewer_or_author", "MV409") as caught:
        path.move("paola", "report", "approve")
    assert caught.value.reasons[0]["detail"] == "reviewer"
    path.approve()


@pytest.mark.parametrize("goal", ["draft", "submitted", "reviewed", "approved"])
def test_verdicts_are_given_during_the_review_and_not_before_or_after(shared_world, goal):
    path = Path(shared_world).advance(goal)
    path.declare("rita")
    with refused("not_in_review", "MV409"):
        give(path, verdict("accepted", finding=1))


def test_an_earlier_submission_is_judged_no_more(shared_world):
    path = submitted(shared_world)
    return_and_submit(path)
    with refused("not_the_last_submission", "MV409"):
        give(path, verdict("accepted", "seen"), submission=1)


def test_author_and_approver_read_the_verdicts(shared_world):
    path = submitted(shared_world)
    path.judge()
    for person in ("monica", "anna", "carla"):
        assert standing(path, person) == {"visited": "accepted", "seen": "accepted", 1: "accepted"}


def test_each_verdict_is_an_event_of_its_own(shared_world):
    path = submitted(shared_world)
    path.judge()
    facts = [
        row[0]
        for row in shared_world.superuser(
            "SELECT facts::json FROM casebridge.audit_event WHERE chain_id = %s AND action = 'verdict_given' ORDER BY seq",
            path.case,
        )
    ]
    assert facts == [{"number": number, "verdict": "accepted", "submission": 1} for number in (1, 2, 3)]


def test_a_report_that_began_on_the_old_workflow_keeps_the_old_rule(shared_world):
    """Its transitions stand as rows of the version that it began with."""
    path = Path(shared_world).advance("in_review")
    with shared_world.connection().transaction(force_rollback=True):
        shared_world.superuser("SET LOCAL casebridge.migrating = 'on'")
        shared_world.superuser("ALTER TABLE casebridge.workflow_transition DISABLE TRIGGER ALL")
        shared_world.superuser(
            "UPDATE casebridge.workflow_transition SET requires = '{no_conflict,reviewer_not_author,evidence_verified}'"
            " WHERE kind = 'report' AND action = 'recommend'"
        )
        shared_world.superuser("SET LOCAL search_path = pg_catalog, casebridge, pg_temp")
        blocked = shared_world.one(
            "SELECT casebridge.blocked(casebridge.subject_of('report', %s), %s, t.requires)"
            " FROM casebridge.workflow_transition t JOIN casebridge.report r ON r.workflow_id = t.workflow_id"
            " WHERE r.id = %s AND t.action = 'recommend'",
            path.report,
            shared_world.accounts["rita"],
            path.report,
        )
    assert blocked is None


@pytest.mark.parametrize("goal", ["prepared", "in_approval"])
def test_the_preview_of_a_dossier_holds_no_key_and_no_moment_of_sealing(shared_world, goal):
    path = Path(shared_world).advance(goal)
    preview = shared_world.call("anna", "dossier_preview", path.referral)
    assert (preview["sealed_at"], preview["file_id"], preview["wrapped_key"]) == (None, None, None)
    assert [finding["number"] for finding in preview["findings"]] == [1]


def test_the_preview_is_what_is_sealed(shared_world):
    path = Path(shared_world).advance("approved_twice")
    preview = shared_world.call("anna", "dossier_preview", path.referral)
    source = shared_world.call("carla", "dossier_source", path.referral)
    differing = {name for name in source if source[name] != preview[name]}
    assert differing == {"sealed_at", "file_id", "wrapped_key"}


def test_there_is_no_preview_of_what_is_sealed(shared_world):
    path = Path(shared_world).advance("sealed")
    with refused("referral_sealed_already", "MV409"):
        shared_world.call("carla", "dossier_preview", path.referral)


@pytest.mark.parametrize("person", ["monica", "rita", "olga", "audrey"])
def test_who_does_not_read_the_referral_reads_no_preview(shared_world, person):
    path = Path(shared_world).advance("in_approval")
    with refused("not_found", "MV404"):
        shared_world.call(person, "dossier_preview", path.referral)
