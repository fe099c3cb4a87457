"""Which events each function that writes must leave: what prepares, what acts, and what the log then holds."""

import hashlib
import secrets

from door import HASHES, SEALED, Door
from paths import Path
from people import INDICATORS
from post import Post
from procedures import award, imported
from workflow_documents import workflow_documents
from world import day


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


def with_password(world):
    """Rita in a browser, with a password whose hash is `known`."""
    known = "UPDATE casebridge.account SET password_hash = 'known' WHERE id = %s"
    world.superuser(known, world.accounts["rita"])
    token = Door(world).browse("rita")
    return lambda: Door(world).ask("change_my_password", token, "known", "another")


def signed_in(world):
    token = secrets.token_urlsafe(32)
    sign_in(world, "sign_in", world.accounts["carla"], hashlib.sha256(token.encode()).digest(), None)
    world.tokens["carla in a browser"] = token


ENROLLED = [("account", action) for action in ("password_accepted", "second_factor_enrolled", "signed_in")]


def enrolled(world):
    """Aldo at the door with a new second factor, whatever he had before."""
    world.superuser("DELETE FROM casebridge.second_factor WHERE account_id = %s", world.accounts["aldo"])
    door = Door(world)
    door.enrol("aldo")
    return door


def set_up(world):
    """Una in a browser with a second factor that nobody demanded."""
    world.superuser("DELETE FROM casebridge.second_factor WHERE account_id = %s", world.accounts["una"])
    Door(world).browse("una")
    world.call("browsing una", "offer_my_second_factor", SEALED)
    world.call("browsing una", "enrol_my_second_factor", 5, b"".join(HASHES))


def reset_by_alma(world):
    """The authority's administrator takes an officer's second factor; both had one before."""
    door = Door(world)
    for person in ("alma", "olga"):
        world.superuser("DELETE FROM casebridge.second_factor WHERE account_id = %s", world.accounts[person])
        door.enrol(person)
    return lambda: world.call("browsing alma", "reset_factor_of", world.accounts["olga"])


def end_this_session(world):
    Door(world).browse("carla")
    items = world.call("browsing carla", "session_list")["items"]
    world.call("browsing carla", "revoke_session", next(item["id"] for item in items if item["is_this"]))


def join_parties(world):
    """A supplier that nobody knew, and that is found to be the buyer."""
    number = f"{secrets.randbelow(10**6):06d}-2020"
    notice = award(number, before=None, lots=("1",))
    notice["awards"][0]["suppliers"] = [{"name": number}]
    imported(world, notice)
    buyer = world.one(
        "SELECT r.party_id::text FROM casebridge.party_role r JOIN casebridge.contract_notice cn USING (contract_id) JOIN"
        " casebridge.notice n ON n.id = cn.notice_id WHERE n.number = %s AND r.role = 'buyer'",
        number,
    )
    supplier = world.one("SELECT id::text FROM casebridge.party WHERE name = %s", number)
    world.call("carla", "merge_party", supplier, buyer, "The same owner")
    return supplier


def new_account(world, organisation="bridge_watch", roles=("monitor", "reviewer")):
    name = "x" + secrets.token_hex(4)
    return world.operate(
        "create_account", world.organisations[organisation], f"{name}@example.org", name, "en", None, roles
    )


def fresh_address():
    return secrets.token_hex(4) + "@example.org"


def proposed(world):
    return world.call("adam", "propose_grant", new_account(world, roles=()), "monitor")["id"]


def due(world, path):
    world.superuser(
        "UPDATE casebridge.clock SET soft_at = now(), hard_at = now() WHERE case_id = %s AND name ="
        " 'assignment_answer'",
        path.case,
    )


# function: what prepares and then acts, and the events that must follow.
WRITES = {
    "create_case": (only(lambda w: Path(w).advance("selected")), in_case("select")),
    "create_assignment": (at("selected", lambda w, p: p.offer()), in_case("offer", "assign")),
    "declare_conflict": (at("selected", lambda w, p: p.declare("carla")), in_case("conflict_declared")),
    "create_report": (at("monitoring", lambda w, p: p.draft()), in_case("create")),
    "save_answers": (
        at("draft", lambda w, p: w.call("monica", "save_answers", p.report, 1, {}, {}, [], None)),
        in_case("answers_saved"),
    ),
    "add_finding": (at("draft", lambda w, p: p.add_finding()), in_case("finding_added")),
    "add_evidence": (at("draft", lambda w, p: p.add_evidence(verified=False)), in_case("evidence_added")),
    "record_verification": (
        at("draft", lambda w, p: p.add_evidence()),
        in_case("evidence_added", "evidence_verified"),
    ),
    "read_evidence": (
        at("gathered", lambda w, p: w.call("rita", "read_evidence", p.evidence)),
        [("case_reads", "evidence_read")],
    ),
    "report_view": (
        at("in_approval", lambda w, p: w.call("carla", "report_view", p.report)),
        [("case_reads", "report_read")],
    ),
    "submission_view": (
        at("in_approval", lambda w, p: w.call("rita", "submission_view", p.report, 1)),
        [("case_reads", "submission_read")],
    ),
    "people_list": (
        at("gathered", lambda w, p: w.call("adam", "people_list")),
        [("organisation", "people_read")],
    ),
    "add_comment": (
        at("submitted", lambda w, p: w.call("rita", "add_comment", p.report, "a.1", None, "Why?")),
        in_case("comment_added"),
    ),
    "give_verdicts": (at("in_review", lambda w, p: p.judge()), in_case("verdict_given")),
    "dossier_preview": (
        at("in_approval", lambda w, p: w.call("anna", "dossier_preview", p.referral)),
        [("case_reads", "dossier_previewed")],
    ),
    "move": (at("reviewed", lambda w, p: p.approve()), in_case("conflict_declared", "approve", "report")),
    "prepare_referral": (at("approved", lambda w, p: p.prepare()), in_case("prepare")),
    "change_referral": (
        at("prepared", lambda w, p: w.call("carla", "change_referral", p.referral, None, [p.finding], [])),
        in_case("referral_changed"),
    ),
    "approve_referral": (
        at("in_approval", lambda w, p: p.approve_once("anna")),
        in_case("conflict_declared", "referral_approved"),
    ),
    "record_package": (at("sealed", lambda w, p: p.package()), in_case("dossier_packaged")),
    "read_dossier": (
        at("sent", lambda w, p: w.call("olga", "read_dossier", p.referral)),
        [("case_reads", "dossier_read")],
    ),
    "referral_view": (
        at("sent", lambda w, p: w.call("olga", "referral_view", p.referral)),
        [("case", "first_opened"), ("case_reads", "referral_read")],
    ),
    "report_view": (
        at("submitted", lambda w, p: [w.call(name, "report_view", p.report) for name in ("rita", "monica")]),
        [("case_reads", "report_read")],
    ),
    "submission_view": (
        at(
            "submitted",
            lambda w, p: [w.call(name, "submission_view", p.report, 1) for name in ("rita", "monica")],
        ),
        [("case_reads", "submission_read")],
    ),
    "people_list": (only(lambda w: w.call("adam", "people_list")), [("organisation", "people_read")]),
    "ask_question": (at("acknowledged", lambda w, p: p.ask()), in_case("question_asked")),
    "answer_question": (
        at("acknowledged", lambda w, p: p.answer(p.ask())),
        in_case("question_asked", "question_answered"),
    ),
    "mark_clocks": (
        at("offered", lambda w, p: (due(w, p), w.work("mark_clocks", 10))),
        in_case("clock_hard_mark", "expire", "unassign"),
    ),
    "record_training": (
        only(lambda w: w.call("adam", "record_training", w.accounts["una"], "Basics", day(0), day(9))),
        [("account", "training_recorded")],
    ),
    "propose_grant": (only(proposed), [("account", "account_created"), ("account", "role_proposed")]),
    "confirm_grant": (
        only(lambda w: w.call("ada", "confirm_grant", proposed(w))),
        [("account", "account_created"), ("account", "role_proposed"), ("account", "role_granted")],
    ),
    "revoke_grant": (
        only(lambda w: w.call("ada", "revoke_grant", proposed(w))),
        [("account", "account_created"), ("account", "role_proposed"), ("account", "role_revoked")],
    ),
    "sign_in": (only(signed_in), [("account", "signed_in")]),
    "sign_out": (
        only(lambda w: (signed_in(w), w.call("carla in a browser", "sign_out"))),
        [("account", "signed_in"), ("account", "signed_out")],
    ),
    "sign_in_by_code": (
        only(lambda w: enrolled(w).code(Door(w).knock("aldo"), step=2)),
        [*ENROLLED, ("account", "password_accepted"), ("account", "signed_in")],
    ),
    "enrol_by_ticket": (only(lambda w: enrolled(w)), ENROLLED),
    "code_failed": (
        only(lambda w: enrolled(w).ask("code_failed", Door(w).knock("aldo"))),
        [*ENROLLED, ("account", "password_accepted"), ("account", "code_failed")],
    ),
    "confirm_session": (
        only(lambda w: Door(w).ask("confirm_session", Door(w).browse("carla"), None)),
        [("account", "signed_in"), ("account", "session_confirmed")],
    ),
    "confirmation_challenge": (
        only(lambda w: Door(w).ask("confirmation_challenge", Door(w).browse("una"))),
        [("account", "signed_in")],
    ),
    "confirmation_failed": (
        only(lambda w: Door(w).ask("confirmation_failed", Door(w).browse("carla"))),
        [("account", "signed_in"), ("account", "confirmation_failed")],
    ),
    "enrol_my_second_factor": (only(set_up), [("account", "signed_in"), ("account", "second_factor_enrolled")]),
    "renew_my_recovery_codes": (
        only(lambda w: (set_up(w), w.call("browsing una", "renew_my_recovery_codes", b"".join(HASHES)))),
        [
            ("account", "signed_in"),
            ("account", "second_factor_enrolled"),
            ("account", "recovery_codes_renewed"),
        ],
    ),
    "remove_my_second_factor": (
        only(lambda w: (set_up(w), w.call("browsing una", "remove_my_second_factor"))),
        [
            ("account", "signed_in"),
            ("account", "second_factor_enrolled"),
            ("account", "second_factor_removed"),
        ],
    ),
    "revoke_session": (
        only(lambda w: end_this_session(w)),
        [("account", "signed_in"), ("account", "session_revoked")],
    ),
    "revoke_other_sessions": (
        only(lambda w: w.call("carla", "revoke_other_sessions")),
        [("account", "other_sessions_revoked")],
    ),
    "reset_second_factor": (
        only(lambda w: (enrolled(w), w.operate("reset_second_factor", "aldo@example.org"))),
        [*ENROLLED, ("account", "second_factor_reset")],
    ),
    "reset_factor_of": (reset_by_alma, [("account", "second_factor_reset")]),
    "change_door": (
        only(lambda w: [w.operate("change_door", None, minutes) for minutes in (20, None)]),
        [("system", "door_changed")],
    ),
    "sign_in_failed": (
        only(
            lambda w: [
                sign_in(w, "sign_in_failed", name, "10.0.0.0/24")
                for name in ("Carla@example.org", "stranger@example.org")
            ]
        ),
        [("account", "sign_in_failed")],
    ),
    "invite": (only(lambda w: Post(w).invite("adam", fresh_address())), [("organisation", "invited")]),
    "invite_by_operator": (
        only(
            lambda w: w.operate(
                "invite_by_operator", w.organisations["office"], fresh_address(), "en", ("officer",), None
            )
        ),
        [("organisation", "invited")],
    ),
    "revoke_invitation": (
        only(lambda w: w.call("ada", "revoke_invitation", Post(w).invite("adam", fresh_address()))),
        [("organisation", "invited"), ("organisation", "invitation_revoked")],
    ),
    "renew_invitation": (
        only(lambda w: w.call("ada", "renew_invitation", Post(w).invite("adam", fresh_address()))),
        [("organisation", "invited"), ("organisation", "invitation_renewed")],
    ),
    "accept_invitation": (
        only(lambda w: Post(w).accept(Post(w).invite("adam", fresh_address(), ("auditor", "monitor")))),
        [
            ("organisation", "invited"),
            ("organisation", "invitation_accepted"),
            ("account", "account_created"),
            ("account", "role_proposed"),
            ("account", "role_proposed"),
        ],
    ),
    "make_password_link": (
        only(lambda w: w.operate("make_password_link", "carla@example.org", secrets.token_bytes(32))),
        [("account", "password_link_made")],
    ),
    "mail_to_send": (only(lambda w: Post(w).forget("carla")), [("account", "password_link_made")]),
    "change_password_by_link": (
        only(lambda w: Door(w).ask("change_password_by_link", Post(w).forget("rita"), "hash")),
        [("account", "password_link_made"), ("account", "password_changed")],
    ),
    "change_my_password": (
        with_password,
        [("account", "password_changed")],
    ),
    "load_conduct": (
        only(lambda w: [w.operate("load_conduct", 1, {"en": "1" * 64}) for _ in range(2)]),
        [("system", "conduct_loaded")],
    ),
    "accept_conduct": (
        only(
            lambda w: (
                w.operate("load_conduct", 1, {"en": "1" * 64}),
                [w.call(name, "accept_conduct", 1, "en") for name in ("monica", "monica", "marco", "una", "mila", "paola")],
            )
        ),
        [("account", "conduct_accepted")] * 5,
    ),
    "change_profile": (
        only(lambda w: [w.call("una", "change_profile", version, {"notifications": "daily"}) for version in (1, 2)]),
        [("account", "profile_changed")],
    ),
    "make_my_calendar": (
        only(lambda w: (Door(w).browse("una"), w.call("browsing una", "make_my_calendar", secrets.token_bytes(32)))),
        [("account", "signed_in"), ("account", "calendar_made")],
    ),
    "remove_my_calendar": (only(lambda w: w.call("una", "remove_my_calendar")), [("account", "calendar_removed")]),
    "create_organisation": (
        only(
            lambda w: w.operate(
                "create_organisation", "monitoring", secrets.token_hex(4), "FR", "Europe/Paris", None
            )
        ),
        [("organisation", "organisation_created")],
    ),
    "create_account": (
        only(new_account),
        [("account", "account_created"), ("account", "role_granted"), ("account", "role_granted")],
    ),
    "disable_account": (
        only(lambda w: w.operate("disable_account", "una@example.org")),
        [("account", "account_disabled")],
    ),
    "create_token": (only(lambda w: w.new_token("carla")), [("account", "token_created")]),
    "revoke_token": (
        only(
            lambda w: w.operate(
                "revoke_token", w.one("SELECT max(id::text) FROM casebridge.session WHERE revoked_at IS NULL")
            )
        ),
        [("account", "token_revoked")],
    ),
    "store_training": (only(lambda w: w.train("monica")), [("account", "training_recorded")]),
    "load_form": (
        only(lambda w: [w.operate("load_form", "long", 1, "1" * 64, {}) for _ in range(2)]),
        [("system", "form_loaded")],
    ),
    "load_workflows": (only(lambda w: w.operate("load_workflows", workflow_documents())), []),
    "load_indicators": (
        only(
            lambda w: [
                w.operate(
                    "load_indicators",
                    INDICATORS + [{"id": "late", "colour": "pink", "weight": 1, "rule_set": "core-1"}],
                )
                for _ in range(2)
            ]
        ),
        [("system", "indicators_loaded")],
    ),
    "reassess": (
        only(
            lambda w: w.operate(
                "reassess",
                [{"number": w.one("SELECT min(number) FROM casebridge.notice"), "indicators": []}],
            )
        ),
        [("system", "notices_reassessed")],
    ),
    "merge_party": (only(join_parties), [("system", "party_merged")]),
    "part_party": (
        only(lambda w: w.call("carla", "part_party", join_parties(w), "They are two")),
        [("system", "party_merged"), ("system", "party_parted")],
    ),
    "record_import": (
        only(lambda w: w.operate("record_import", {"stored": 1})),
        [("system", "notices_imported")],
    ),
    "record_export": (only(lambda w: w.operate("record_export", 7)), [("system", "audit_exported")]),
}
# These write nothing that the log tells of: keys, secrets, queues, the ledger itself, what a later event vouches for.
SILENT = """begin_evidence store_dossier claim_key keep_answer import_notice import_notices store_corrected_results await_all_corrections
renew_identity_secret enter enter_system enter_operator
take_job finish_job sweep sweep_door take_mail_job mail_sent mail_failed tell_events queue_notifications sweep_mail ask_new_password code_challenge offer_by_ticket offer_my_second_factor begin_sequencing append_leaves dossier_source report_for_editing sign_in_challenge seal""".split()
