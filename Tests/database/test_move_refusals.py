"""What move() refuses, in which order it looks, and that a refusal changes nothing."""

import uuid

import pytest

from paths import MANIFEST, Path
from refusals import refused


@pytest.fixture(scope="module")
def offered(shared_world):
    return Path(shared_world).advance("offered")


def everything(world):
    return world.superuser(
        "SELECT (SELECT count(*) FROM casebridge.audit_event), (SELECT sum(version) FROM"
        " casebridge.assignment)"
    )


def test_a_stale_version_is_refused_and_an_absent_one_expects_nothing(offered):
    with refused("stale_version", "MV412"):
        offered.move("carla", "case", "discard", expected=1, reason="No")
    with refused("stale_version", "MV412"):
        offered.move("carla", "case", "discard", expected=3, reason="No")
    with refused("reason_missing", "MV422"):
        offered.move("carla", "case", "discard", expected=None)


def test_an_action_that_the_status_does_not_have_is_no_move(offered):
    for action in ("close", "reopen", "select", "fly", "", None):
        with refused("not_a_move", "MV409"):
            offered.move("carla", "case", action, reason="No")


def test_a_move_of_the_system_cannot_be_made_by_anybody(offered):
    for kind, action in (("case", "unassign"), ("case", "start"), ("assignment", "expire")):
        with refused("not_a_move", "MV409"):
            offered.move("carla", kind, action)


@pytest.mark.parametrize("reason", [None, "", "   ", "\t\n"])
def test_a_reason_of_blanks_is_no_reason(offered, reason):
    with refused("reason_missing", "MV422") as caught:
        offered.move("monica", "assignment", "decline", reason=reason)
    assert caught.value.reasons == [{"code": "reason_missing", "pointer": "/reason"}]


def test_a_reason_has_an_end(offered):
    with refused("reason_too_long", "MV422"):
        offered.move("monica", "assignment", "decline", reason="x" * 4001)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"reference_number": ""},
        {"reference_number": "  "},
        {"reference_number": 7},
        {"reference_number": None},
        {"other": "x"},
    ],
)
def test_data_that_the_move_needs_must_be_a_text(told_sent, data):
    with refused("data_missing", "MV422") as caught:
        told_sent.move("olga", "referral", "acknowledge", data=data)
    assert caught.value.reasons[0]["pointer"] == "/data/reference_number"


@pytest.mark.parametrize("data", [[], ["x"], "x", 7, True])
def test_data_that_is_no_object_is_malformed_wherever_it_comes(told_sent, data):
    for person, action in (("olga", "acknowledge"), ("carla", "revoke")):
        with refused("data_malformed", "MV422") as caught:
            move_with(told_sent, person, action, data)
        assert caught.value.reasons == [{"code": "data_malformed", "pointer": "/data"}]


def move_with(path, person, action, data):
    from psycopg.types.json import Jsonb

    return path.world.call(person, "move", "referral", path.referral, action, None, "because", Jsonb(data))


@pytest.fixture(scope="module")
def told_sent(shared_world):
    return Path(shared_world).advance("sent")


@pytest.fixture(scope="module")
def acknowledged(shared_world):
    return Path(shared_world).advance("acknowledged")


@pytest.mark.parametrize(
    "data, code",
    [
        ({"outcome": "guilty"}, "outcome_unknown"),
        ({"outcome": "none", "may_tell_monitor": "perhaps"}, "may_tell_monitor_unknown"),
        ({"outcome": "recovery", "amount_recovered": "1000"}, "amount_malformed"),
        (
            {"outcome": "recovery", "amount_recovered": {"amount": "-1", "currency": "EUR"}},
            "amount_malformed",
        ),
        (
            {"outcome": "recovery", "amount_recovered": {"amount": "1.234", "currency": "EUR"}},
            "amount_malformed",
        ),
        ({"outcome": "recovery", "amount_recovered": {"amount": "1", "currency": "eur"}}, "amount_malformed"),
        ({"outcome": "recovery", "amount_recovered": {"amount": "1"}}, "amount_malformed"),
    ],
)
def test_an_outcome_is_one_of_the_known_ones(acknowledged, data, code):
    with refused(code, "MV422"):
        acknowledged.move("olga", "referral", "conclude", data=data)
    assert acknowledged.status("referral") == "acknowledged"


def test_all_problems_of_an_outcome_are_told_at_once(acknowledged):
    data = {"outcome": "guilty", "may_tell_monitor": "perhaps", "amount_recovered": 7}
    with refused("outcome_unknown") as caught:
        acknowledged.move("olga", "referral", "conclude", data=data)
    assert [reason["code"] for reason in caught.value.reasons] == [
        "outcome_unknown",
        "may_tell_monitor_unknown",
        "amount_malformed",
    ]


@pytest.mark.parametrize("manifest", ["x", MANIFEST.upper(), MANIFEST[:-1]])
def test_a_manifest_is_a_sha256_in_hexadecimal(shared_world, manifest):
    path = Path(shared_world).advance("approved_twice")
    with refused("manifest_sha256_malformed", "MV422"):
        path.move("carla", "referral", "seal", data={"manifest_sha256": manifest})


def test_only_the_stored_dossier_is_sealed(shared_world):
    path = Path(shared_world).advance("approved_twice")
    with refused("dossier_not_stored", "MV409"):
        path.move("carla", "referral", "seal", data={"manifest_sha256": MANIFEST})
    shared_world.call("carla", "store_dossier", path.referral, uuid.uuid4(), "1" * 64)
    with refused("dossier_not_stored", "MV409"):
        path.move("carla", "referral", "seal", data={"manifest_sha256": MANIFEST})
    assert path.status("referral") == "in_approval"


def test_a_dossier_of_an_earlier_content_is_not_sealed(shared_world):
    path = Path(shared_world).advance("approved_twice")
    shared_world.call("carla", "store_dossier", path.referral, uuid.uuid4(), MANIFEST)
    path.move("carla", "referral", "change", reason="Less evidence")
    shared_world.call("carla", "change_referral", path.referral, None, [path.finding], [])
    path.request_approval()
    path.approve_twice()
    with refused("dossier_not_stored", "MV409"):
        path.move("carla", "referral", "seal", data={"manifest_sha256": MANIFEST})


@pytest.mark.parametrize(
    "person, kind",
    [
        ("boris", "case"),
        ("adam", "case"),
        ("audrey", "case"),
        ("olga", "case"),
        ("boris", "assignment"),
        ("mila", "assignment"),
        ("marco", "assignment"),
    ],
)
def test_what_one_may_not_see_is_not_found_whatever_else_is_wrong(offered, person, kind):
    for expected, action, data in ((None, "decline", None), (99, "fly", []), (None, None, {"x": 1})):
        with refused("not_found", "MV404"):
            move(offered, person, kind, offered.record(kind), action, expected, data)


def move(path, person, kind, record, action, expected=None, data=None):
    return path.world.call(person, "move", kind, record, action, expected, None, data)


@pytest.mark.parametrize(
    "kind, record",
    [
        ("case", uuid.uuid4()),
        ("report", uuid.uuid4()),
        ("referral", uuid.uuid4()),
        ("assignment", uuid.uuid4()),
        ("case", None),
        ("planet", uuid.uuid4()),
        ("", uuid.uuid4()),
        (None, uuid.uuid4()),
    ],
)
def test_what_does_not_exist_is_not_found(offered, kind, record):
    with refused("not_found", "MV404"):
        move(offered, "carla", kind, record, "close")
    with refused("not_found", "MV404"):
        offered.world.call("carla", "moves", kind, record)


def test_a_record_is_not_found_under_another_kind(offered):
    with refused("not_found", "MV404"):
        move(offered, "carla", "report", offered.case, "submit")


def test_a_refused_move_leaves_everything_as_it_was(offered):
    before = everything(offered.world)
    for person, action in (("carla", "accept"), ("monica", "accept"), ("rita", "accept"), ("mila", "accept")):
        with pytest.raises(Exception):
            move(offered, person, "assignment", offered.assignment, action)
    assert everything(offered.world) == before


def test_all_unmet_requirements_are_told_together(shared_world):
    path = Path(shared_world).advance("selected")
    path.offer("una")
    with refused("requirement:conflict_declared") as caught:
        path.move("una", "assignment", "accept")
    assert [reason["code"] for reason in caught.value.reasons] == [
        "requirement:conflict_declared",
        "requirement:training_valid",
    ]
