"""Each function that writes leaves exactly its events, a read of evidence or a dossier too; a refusal leaves none."""

import uuid

import pytest

from paths import MANIFEST, Path
from people import notice
from refusals import Refused
from refused_calls import REFUSED
from written_events import SILENT, WRITES

EVENTS = "SELECT chain_id, chain_kind, seq, action FROM casebridge.audit_event ORDER BY at_us, seq"


def events_of(world, act):
    """What the act left in the log, in order."""
    before = {row[:3] for row in world.superuser(EVENTS)}
    act()
    return [
        (kind, action)
        for chain, kind, seq, action in world.superuser(EVENTS)
        if (chain, kind, seq) not in before
    ]


@pytest.mark.parametrize("function", WRITES)
def test_a_function_that_writes_leaves_exactly_its_events(shared_world, function):
    prepare, expected = WRITES[function]
    assert events_of(shared_world, prepare(shared_world)) == expected


def test_every_function_that_may_write_is_listed(shared_world):
    found = shared_world.superuser(
        "SELECT DISTINCT p.proname FROM pg_proc p, pg_roles r WHERE p.pronamespace ="
        " 'casebridge'::regnamespace AND p.provolatile = 'v' AND r.rolname LIKE 'casebridge\\_%%' AND"
        " r.rolcanlogin AND has_function_privilege(r.oid, p.oid, 'EXECUTE')"
    )
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
    assert events_of(shared_world, lambda: shared_world.call("olga", "referral_view", path.referral)) == [
        ("case_reads", "referral_read")
    ]
    assert shared_world.one("SELECT first_opened_at FROM casebridge.referral WHERE id = %s", path.referral)


def test_a_referral_by_the_senders_own_person_is_not_opened(shared_world):
    path = Path(shared_world).advance("sent")
    assert events_of(shared_world, lambda: shared_world.call("carla", "referral_view", path.referral)) == []
    assert (
        shared_world.one("SELECT first_opened_at FROM casebridge.referral WHERE id = %s", path.referral)
        is None
    )


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
    row = shared_world.superuser(
        "SELECT actor_kind, actor, session, request FROM casebridge.audit_event WHERE chain_id = %s "
        "ORDER BY seq DESC LIMIT 1",
        path.case,
    )
    session = shared_world.one(
        "SELECT id::text FROM casebridge.session WHERE account_id = %s ORDER BY id LIMIT 1",
        shared_world.accounts["carla"],
    )
    assert row == [("account", shared_world.accounts["carla"], session, "req-42")]


def test_reasons_stand_beside_the_chain_and_never_in_it(shared_world):
    path = Path(shared_world).advance("offered")
    data = {
        "submission": "Mario Rossi took money",
        "outcome": "a whole sentence of text",
        "due_on": "2026-01-01",
        "other": "x",
    }
    path.move("monica", "assignment", "decline", reason="My cousin Mario", data=data)
    facts, body = shared_world.superuser(
        "SELECT e.facts, p.body FROM casebridge.audit_event e JOIN casebridge.event_private p USING"
        " (chain_kind, chain_id, seq) WHERE e.chain_id = %s AND e.action = 'decline'",
        path.case,
    )[0]
    assert facts == '{"due_on": "2026-01-01"}'
    assert "My cousin Mario" in body and "Mario Rossi took money" in body


def test_a_submissions_event_carries_its_digest(shared_world):
    path = Path(shared_world).advance("submitted")
    digest = shared_world.call("rita", "submission_view", path.report, 1)["digest"]
    facts = shared_world.one(
        "SELECT facts::jsonb FROM casebridge.audit_event WHERE record_id = %s AND action = 'submit'",
        path.report,
    )
    assert facts == {"submission": digest}


def test_each_day_of_the_system_has_its_own_chain(shared_world):
    shared_world.operate("record_export", 1)
    chain = shared_world.one(
        "SELECT chain_id::text FROM casebridge.audit_event WHERE chain_kind = 'system' ORDER BY at_us DESC"
        " LIMIT 1"
    )
    assert chain == "00000000-0000-8000-8000-0000" + shared_world.one(
        "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD')"
    )
