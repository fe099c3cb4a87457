"""Every function that takes an id answers another organisation's id exactly as one that does not exist."""

import uuid

import psycopg
import pytest
from psycopg.types.json import Jsonb

from paths import MANIFEST, Path
from refusals import Refused
from world import day

WHO = ("boris", "mila", "radka", "asen", "atanas", "oscar", "alma", "adam", "audrey")
# function: which record its first id names, and the arguments after it.
CALLS = {
    "add_comment": ("report", None, None, "Text"),
    "add_evidence": ("report", uuid.uuid4(), "Title", "", "a.txt", "text/plain", 1, b"x" * 32),
    "add_finding": ("report", {"kind": "fact", "category": "a", "phase": "b", "statement": "Text"}),
    "answer_question": ("referral", 1, "Text"),
    "approve_referral": ("referral", "0" * 64),
    "ask_question": ("referral", "Text", day(5)),
    "authorities_view": ("case",),
    "begin_evidence": ("report", b"key"),
    "case_timeline": ("case", 10),
    "case_view": ("case",),
    "change_referral": ("referral", None, [str(uuid.uuid4())], []),
    "confirm_grant": ("grant",),
    "create_assignment": ("case", uuid.uuid4(), day(5)),
    "create_report": ("case", "short", Jsonb([]), None),
    "declare_conflict": ("case", False, ""),
    "dossier_preview": ("referral",),
    "dossier_source": ("referral",),
    "give_verdicts": ("report", 1, Jsonb([{"finding": 1, "verdict": "accepted"}])),
    "prepare_referral": ("case", uuid.uuid4(), [str(uuid.uuid4())], []),
    "propose_grant": ("account", "monitor"),
    "read_dossier": ("referral",),
    "read_evidence": ("evidence",),
    "record_training": ("account", "Basics", day(0), day(1)),
    "referral_due": ("referral",),
    "referral_title": ("referral",),
    "referral_view": ("referral",),
    "report_for_editing": ("report",),
    "report_view": ("report",),
    "revoke_grant": ("grant",),
    "save_answers": ("report", 1, {}, {}, Jsonb([]), None),
    "store_dossier": ("referral", uuid.uuid4(), MANIFEST),
    "submission_view": ("report", 1),
    "verdict_list": ("report",),
}
# Public data, or asked about elsewhere: move and moves in test_move_refusals, revoke_session and reset_factor_of
# in test_own_sessions and test_second_factor, parties in test_parties, lists in test_lists, test_desk and below,
# contracts_of_code in test_contract_list, public_contract in test_public.
LISTS = {"case_list", "report_list", "referral_list", "case_count", "due_cases", "clock_list"}
PARTIES = {"merge_party", "part_party", "party_view"}
CONTRACTS = {"contract_view", "contract_history", "contract_known_as", "contract_now", "contract_parties"}
CONTRACTS |= {"contracts_of_code", "public_contract"}
PEOPLE = {"revoke_session", "reset_factor_of", "revoke_invitation", "renew_invitation"}
OTHERS = {"create_case", "move", "moves"} | PEOPLE | CONTRACTS | PARTIES | LISTS


@pytest.fixture(scope="module")
def path(shared_world):
    return Path(shared_world).advance("acknowledged")


@pytest.fixture(scope="module")
def records(path):
    world = path.world
    account = world.accounts["marco"]
    return {
        "case": path.case,
        "report": path.report,
        "referral": path.referral,
        "evidence": path.evidence,
        "account": account,
        "grant": world.one("SELECT id FROM casebridge.role_grant WHERE account_id = %s", account),
    }


def outcome(world, person, function, *arguments):
    """The answer or the refusal, whole; a raw error of PostgreSQL fails the test."""
    try:
        return world.call(person, function, *arguments)
    except Refused as refusal:
        assert refusal.state.startswith("MV"), (function, str(refusal))
        return refusal.state, refusal.code, refusal.reasons


def test_every_function_with_an_id_is_asked(shared_world):
    found = shared_world.superuser(
        "SELECT DISTINCT p.proname FROM pg_proc p WHERE p.pronamespace = 'casebridge'::regnamespace AND"
        " has_function_privilege('casebridge_app', p.oid, 'EXECUTE') AND 'uuid'::regtype = ANY"
        " (p.proargtypes)"
    )
    assert {name for (name,) in found} == set(CALLS) | OTHERS


@pytest.mark.parametrize("function", CALLS)
def test_anothers_record_is_as_unknown_as_none(shared_world, records, function):
    kind, *rest = CALLS[function]
    unlike = {}
    for person in WHO:
        foreign = outcome(shared_world, person, function, records[kind], *rest)
        nothing = outcome(shared_world, person, function, uuid.uuid4(), *rest)
        if foreign != nothing and not (person == "adam" and kind in ("account", "grant")):
            unlike[person] = (foreign, nothing)
        if person != "adam" and function not in ("referral_title", "referral_due"):
            assert foreign[:2] == ("MV404", "not_found"), (person, foreign)
    assert unlike == {}


def test_the_worklist_of_another_organisations_monitor_is_empty(shared_world, path):
    for person in ("boris", "atanas", "oscar"):
        answer = shared_world.call(
            person, "case_list", None, shared_world.accounts["monica"], None, 10, None, None
        )
        assert answer["items"] == []


@pytest.mark.parametrize(
    "function, arguments",
    [
        ("create_assignment", lambda own, foreign: (own.case, foreign("monica"), day(5))),
        ("create_assignment", lambda own, foreign: (own.case, foreign("boris"), day(5))),
        ("prepare_referral", lambda own, foreign: (own.case, foreign("organisation"), [own.finding], [])),
        ("prepare_referral", lambda own, foreign: (own.case, own.office, [foreign("finding")], [])),
        (
            "prepare_referral",
            lambda own, foreign: (own.case, own.office, [own.finding], [foreign("evidence")]),
        ),
    ],
)
def test_anothers_record_as_a_further_argument_is_as_unknown_as_none(shared_world, path, function, arguments):
    own = Path(shared_world, "open_sofia").advance("approved")
    own.office = shared_world.organisations["office"]
    known = {
        "finding": path.finding,
        "evidence": path.evidence,
        "organisation": shared_world.organisations["bridge_watch"],
        **shared_world.accounts,
    }
    del known["boris"]
    foreign = outcome(
        shared_world, "boris", function, *arguments(own, lambda name: str(known.get(name, uuid.uuid4())))
    )
    nothing = outcome(shared_world, "boris", function, *arguments(own, lambda name: str(uuid.uuid4())))
    assert foreign == nothing
    assert foreign[0] == "MV422"


def test_evidence_of_another_report_is_no_evidence_of_a_finding(shared_world, path):
    own = Path(shared_world, "open_sofia").advance("draft")
    with pytest.raises(Refused, match="evidence_unknown"):
        own.add_finding((path.evidence,))


def test_two_organisations_follow_one_contract_and_neither_learns_of_the_other(world):
    contract = world.new_contract()
    ours, theirs = Path(world), Path(world, "open_sofia")
    ours.select(contract)
    before = world.call("boris", "contract_view", contract)
    theirs.select(contract)
    after = world.call("boris", "contract_view", contract)
    assert before["case_id"] is None
    assert after["case_id"] == theirs.case
    assert world.call("carla", "contract_view", contract)["case_id"] == ours.case
    shown = [
        item["case_id"]
        for item in world.call("boris", "contract_list", {})["items"]
        if item["id"] == contract
    ]
    assert shown == [theirs.case]


def test_the_hidden_rows_are_not_told_by_a_locking_or_a_counting_read(shared_world, path):
    with shared_world.account("boris") as cursor:
        for statement in (
            f"SELECT count(*) FROM casebridge.case_file WHERE id = '{path.case}'",
            f"SELECT count(*) FROM casebridge.evidence WHERE id = '{path.evidence}'",
            f"SELECT count(*) FROM casebridge.referral WHERE id = '{path.referral}'",
        ):
            cursor.execute(statement)
            assert cursor.fetchone() == (0,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), shared_world.connection(
        "casebridge_app"
    ).transaction():
        shared_world.connection("casebridge_app").execute("SELECT * FROM casebridge.case_file FOR UPDATE")
