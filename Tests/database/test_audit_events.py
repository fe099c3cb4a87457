"""Each function that writes leaves exactly its events, a read of evidence or a dossier too; a refusal leaves none."""

import hashlib
import secrets
import uuid

import pytest
from psycopg.types.json import Jsonb

from paths import MANIFEST, Path
from people import INDICATORS, notice
from refusals import Refused
from workflow_documents import workflow_documents
from world import day

EVENTS = "SELECT chain_id, chain_kind, seq, action FROM casebridge.audit_event ORDER BY at_us, seq"


def events_of(world, act):
    """What the act left in the log, in order."""
    before = {row[:3] for row in world.superuser(EVENTS)}
    act()
    return [(kind, action) for chain, kind, seq, action in world.superuser(EVENTS) if (chain, kind, seq) not in before]


def at(goal, act):
    """A path at its goal, and an act on it."""
    return lambda world: (lambda path: lambda: act(world, path))(Path(world).advance(goal))


def only(act):
    return lambda world: lambda: act(world)


def in_case(*actions):
    return [("case", action) for action in actions]


def sign_in(world, function, *values):
    connection = world.connection("casebridge_sign_in")
    marks = ", ".join(["%s"] * len(values))
    return connection.execute(f"SELECT casebridge.{function}({marks})", values).fetchone()[0]


def signed_in(world):
    token = secrets.token_urlsafe(32)
    sign_in(world, "sign_in", world.accounts["carla"], hashlib.sha256(token.encode()).digest(), None)
    world.tokens["carla in a browser"] = token


def new_account(world, organisation="bridge_watch", roles=("monitor", "reviewer")):
    name = "x" + secrets.token_hex(4)
    return world.operate("create_account", world.organisations[organisation], f"{name}@example.org", name, "en", None, roles)


def proposed(world):
    return world.call("adam", "propose_grant", new_account(world, roles=()), "monitor")["id"]


def due(world, path):
    world.superuser("UPDATE casebridge.clock SET soft_at = now(), hard_at = now() WHERE case_id = %s AND name = 'assignment_answer'",
                    path.case)


# function: what prepares and then acts, and the events that must follow.
WRITES = {
    "create_case": (only(lambda w: Path(w).advance("selected")), in_case("select")),
    "create_assignment": (at("selected", lambda w, p: p.offer()), in_case("offer", "assign")),
    "declare_conflict": (at("selected", lambda w, p: p.declare("carla")), in_case("conflict_declared")),
    "create_report": (at("monitoring", lambda w, p: p.draft()), in_case("create")),
    "save_answers": (at("draft", lambda w, p: w.call("monica", "save_answers", p.report, 1, {}, {}, [], None)), in_case("answers_saved")),
    "add_finding": (at("draft", lambda w, p: p.add_finding()), in_case("finding_added")),
    "add_evidence": (at("draft", lambda w, p: p.add_evidence(verified=False)), in_case("evidence_added")),
    "record_verification": (at("draft", lambda w, p: p.add_evidence()), in_case("evidence_added", "evidence_verified")),
    "read_evidence": (at("gathered", lambda w, p: w.call("rita", "read_evidence", p.evidence)), [("case_reads", "evidence_read")]),
    "report_view": (at("in_approval", lambda w, p: w.call("carla", "report_view", p.report)), [("case_reads", "report_read")]),
    "submission_view": (at("in_approval", lambda w, p: w.call("rita", "submission_view", p.report, 1)),
                        [("case_reads", "submission_read")]),
    "people_list": (at("gathered", lambda w, p: w.call("adam", "people_list")), [("organisation", "people_read")]),
    "add_comment": (at("submitted", lambda w, p: w.call("rita", "add_comment", p.report, "a.1", None, "Why?")), in_case("comment_added")),
    "move": (at("reviewed", lambda w, p: p.approve()), in_case("conflict_declared", "approve", "report")),
    "prepare_referral": (at("approved", lambda w, p: p.prepare()), in_case("prepare")),
    "change_referral": (at("prepared", lambda w, p: w.call("carla", "change_referral", p.referral, None, [p.finding], [])),
                        in_case("referral_changed")),
    "approve_referral": (at("in_approval", lambda w, p: p.approve_once("anna")), in_case("conflict_declared", "referral_approved")),
    "record_package": (at("sealed", lambda w, p: p.package()), in_case("dossier_packaged")),
    "read_dossier": (at("sent", lambda w, p: w.call("olga", "read_dossier", p.referral)), [("case_reads", "dossier_read")]),
    "referral_view": (at("sent", lambda w, p: w.call("olga", "referral_view", p.referral)),
                      [("case", "first_opened"), ("case_reads", "referral_read")]),
    "report_view": (at("submitted", lambda w, p: [w.call(name, "report_view", p.report) for name in ("rita", "monica")]),
                    [("case_reads", "report_read")]),
    "submission_view": (at("submitted", lambda w, p: [w.call(name, "submission_view", p.report, 1) for name in ("rita", "monica")]),
                        [("case_reads", "submission_read")]),
    "people_list": (only(lambda w: w.call("adam", "people_list")), [("organisation", "people_read")]),
    "ask_question": (at("acknowledged", lambda w, p: p.ask()), in_case("question_asked")),
    "answer_question": (at("acknowledged", lambda w, p: p.answer(p.ask())), in_case("question_asked", "question_answered")),
    "mark_clocks": (at("offered", lambda w, p: (due(w, p), w.work("mark_clocks", 10))), in_case("clock_hard_mark", "expire", "unassign")),
    "record_training": (only(lambda w: w.call("adam", "record_training", w.accounts["una"], "Basics", day(0), day(9))),
                        [("account", "training_recorded")]),
    "propose_grant": (only(proposed), [("account", "account_created"), ("account", "role_proposed")]),
    "confirm_grant": (only(lambda w: w.call("ada", "confirm_grant", proposed(w))),
                      [("account", "account_created"), ("account", "role_proposed"), ("account", "role_granted")]),
    "revoke_grant": (only(lambda w: w.call("ada", "revoke_grant", proposed(w))),
                     [("account", "account_created"), ("account", "role_proposed"), ("account", "role_revoked")]),
    "sign_in": (only(signed_in), [("account", "signed_in")]),
    "sign_out": (only(lambda w: (signed_in(w), w.call("carla in a browser", "sign_out"))),
                 [("account", "signed_in"), ("account", "signed_out")]),
    "sign_in_failed": (only(lambda w: [sign_in(w, "sign_in_failed", name, "10.0.0.0/24") for name in
                                       ("Carla@example.org", "stranger@example.org")]), [("account", "sign_in_failed")]),
    "create_organisation": (only(lambda w: w.operate("create_organisation", "monitoring", secrets.token_hex(4), "FR", "Europe/Paris", None)),
                            [("organisation", "organisation_created")]),
    "create_account": (only(new_account), [("account", "account_created"), ("account", "role_granted"), ("account", "role_granted")]),
    "disable_account": (only(lambda w: w.operate("disable_account", "una@example.org")), [("account", "account_disabled")]),
    "create_token": (only(lambda w: w.new_token("carla")), [("account", "token_created")]),
    "revoke_token": (only(lambda w: w.operate("revoke_token", w.one("SELECT max(id::text) FROM casebridge.session WHERE revoked_at IS NULL"))),
                     [("account", "token_revoked")]),
    "store_training": (only(lambda w: w.train("monica")), [("account", "training_recorded")]),
    "load_form": (only(lambda w: [w.operate("load_form", "long", 1, "1" * 64, {}) for _ in range(2)]), [("system", "form_loaded")]),
    "load_workflows": (only(lambda w: w.operate("load_workflows", workflow_documents())), []),
    "load_indicators": (only(lambda w: [w.operate("load_indicators", INDICATORS + [
        {"id": "late", "colour": "pink", "weight": 1, "rule_set": "core-1"}]) for _ in range(2)]), [("system", "indicators_loaded")]),
    "record_import": (only(lambda w: w.operate("record_import", {"stored": 1})), [("system", "notices_imported")]),
    "record_export": (only(lambda w: w.operate("record_export", 7)), [("system", "audit_exported")]),
}
# These write nothing that the log tells of: keys, secrets, queues, the ledger itself, what a later event vouches for.
SILENT = """begin_evidence store_dossier claim_key keep_answer import_notice renew_identity_secret enter enter_system enter_operator
take_job finish_job sweep begin_sequencing append_leaves dossier_source report_for_editing sign_in_challenge seal""".split()


@pytest.mark.parametrize("function", WRITES)
def test_a_function_that_writes_leaves_exactly_its_events(shared_world, function):
    prepare, expected = WRITES[function]
    assert events_of(shared_world, prepare(shared_world)) == expected


def test_every_function_that_may_write_is_listed(shared_world):
    found = shared_world.superuser(
        "SELECT DISTINCT p.proname FROM pg_proc p, pg_roles r WHERE p.pronamespace = 'casebridge'::regnamespace AND p.provolatile = 'v' "
        "AND r.rolname LIKE 'casebridge\\_%%' AND r.rolcanlogin AND has_function_privilege(r.oid, p.oid, 'EXECUTE')")
    assert {name for (name,) in found} - set(WRITES) - set(SILENT) == set()


def test_what_is_silent_leaves_nothing(shared_world):
    path = Path(shared_world).advance("in_approval")
    document = notice(900001)

    def act():
        shared_world.call("carla", "store_dossier", path.referral, uuid.uuid4(), MANIFEST)
        shared_world.call("carla", "claim_key", "k1", "POST /x", b"1")
        shared_world.call("carla", "keep_answer", "k1", "POST /x", b"1", 201, "{}")
        shared_world.operate("import_notice", document, b"<xml/>")
        shared_world.work("take_job")
        shared_world.work("sweep")
        for view, record in (("case_view", path.case), ("referral_view", path.referral)):
            shared_world.call("carla", view, record)
        shared_world.call("monica", "report_view", path.report)

    assert events_of(shared_world, act) == []


def test_an_officers_second_look_is_a_read_and_no_first_opening(shared_world):
    path = Path(shared_world).advance("sent")
    shared_world.call("olga", "referral_view", path.referral)
    assert events_of(shared_world, lambda: shared_world.call("olga", "referral_view", path.referral)) == [("case_reads", "referral_read")]
    assert shared_world.one("SELECT first_opened_at FROM casebridge.referral WHERE id = %s", path.referral)


def test_a_referral_by_the_senders_own_person_is_not_opened(shared_world):
    path = Path(shared_world).advance("sent")
    assert events_of(shared_world, lambda: shared_world.call("carla", "referral_view", path.referral)) == []
    assert shared_world.one("SELECT first_opened_at FROM casebridge.referral WHERE id = %s", path.referral) is None


REFUSED = [
    ("monica", "create_case", lambda p: (p.world.contract, "Because")),
    ("carla", "create_case", lambda p: (uuid.uuid4(), "Because")),
    ("carla", "create_case", lambda p: (p.world.contract, "  ")),
    ("carla", "create_assignment", lambda p: (p.case, p.world.accounts["rita"], day(5))),
    ("carla", "create_assignment", lambda p: (p.case, p.world.accounts["marco"], day(0))),
    ("carla", "create_assignment", lambda p: (p.case, p.world.accounts["monica"], day(5))),
    ("monica", "declare_conflict", lambda p: (p.case, True, " ")),
    ("monica", "save_answers", lambda p: (p.report, 99, {}, {}, Jsonb([]), None)),
    ("marco", "save_answers", lambda p: (p.report, 1, {}, {}, Jsonb([]), None)),
    ("monica", "add_finding", lambda p: (p.report, {"kind": "fact", "category": "a", "phase": "b", "statement": " "})),
    ("monica", "add_finding", lambda p: (p.report, {"kind": "rumour", "category": "a", "phase": "b", "statement": "x"})),
    ("rita", "add_comment", lambda p: (p.report, "a.1", 99, "Why?")),
    ("rita", "add_comment", lambda p: (p.report, "no path!", None, "Why?")),
    ("adam", "read_evidence", lambda p: (p.evidence,)),
    ("olga", "read_evidence", lambda p: (p.evidence,)),
    ("carla", "prepare_referral", lambda p: (p.case, p.world.organisations["office"], [p.finding], [])),
    ("monica", "move", lambda p: ("report", p.report, "approve", None, None, None)),
    ("adam", "propose_grant", lambda p: (p.world.accounts["adam"], "monitor")),
    ("adam", "propose_grant", lambda p: (p.world.accounts["marco"], "officer")),
    ("adam", "propose_grant", lambda p: (p.world.accounts["marco"], "monitor")),
    ("carla", "propose_grant", lambda p: (p.world.accounts["marco"], "reviewer")),
    ("adam", "record_training", lambda p: (p.world.accounts["adam"], "Basics", day(0), day(9))),
    ("adam", "record_training", lambda p: (p.world.accounts["marco"], "Basics", day(1), day(0))),
]


@pytest.fixture(scope="module")
def gathered(shared_world):
    return Path(shared_world).advance("gathered")


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_a_refused_call_leaves_no_event(shared_world, gathered, number):
    person, function, arguments = REFUSED[number]

    def act():
        with pytest.raises(Refused):
            shared_world.call(person, function, *arguments(gathered))

    assert events_of(shared_world, act) == []


def test_an_event_says_who_with_which_session_at_which_request(shared_world):
    path = Path(shared_world).advance("selected")
    connection = shared_world.connection("casebridge_app")
    with connection.transaction():
        connection.execute("SELECT casebridge.enter(%s, %s)", (shared_world.tokens["carla"], "req-42"))
        connection.execute("SELECT casebridge.declare_conflict(%s, false, '')", (path.case,))
    row = shared_world.superuser("SELECT actor_kind, actor, session, request FROM casebridge.audit_event WHERE chain_id = %s "
                                 "ORDER BY seq DESC LIMIT 1", path.case)
    session = shared_world.one("SELECT id::text FROM casebridge.session WHERE account_id = %s ORDER BY id LIMIT 1",
                               shared_world.accounts["carla"])
    assert row == [("account", shared_world.accounts["carla"], session, "req-42")]


def test_reasons_stand_beside_the_chain_and_never_in_it(shared_world):
    path = Path(shared_world).advance("offered")
    data = {"submission": "Mario Rossi took money", "outcome": "a whole sentence of text", "due_on": "2026-01-01", "other": "x"}
    path.move("monica", "assignment", "decline", reason="My cousin Mario", data=data)
    facts, body = shared_world.superuser(
        "SELECT e.facts, p.body FROM casebridge.audit_event e JOIN casebridge.event_private p USING (chain_kind, chain_id, seq) "
        "WHERE e.chain_id = %s AND e.action = 'decline'", path.case)[0]
    assert facts == '{"due_on": "2026-01-01"}'
    assert "My cousin Mario" in body and "Mario Rossi took money" in body


def test_a_submissions_event_carries_its_digest(shared_world):
    path = Path(shared_world).advance("submitted")
    digest = shared_world.call("rita", "submission_view", path.report, 1)["digest"]
    facts = shared_world.one("SELECT facts::jsonb FROM casebridge.audit_event WHERE record_id = %s AND action = 'submit'", path.report)
    assert facts == {"submission": digest}


def test_each_day_of_the_system_has_its_own_chain(shared_world):
    shared_world.operate("record_export", 1)
    chain = shared_world.one("SELECT chain_id::text FROM casebridge.audit_event WHERE chain_kind = 'system' ORDER BY at_us DESC LIMIT 1")
    assert chain == "00000000-0000-8000-8000-0000" + shared_world.one("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD')")
