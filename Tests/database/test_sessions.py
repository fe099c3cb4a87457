"""A session opens with its token alone, and ends by age, idleness, revocation or with its account."""

import hashlib

import pytest

from asking import ask
from refusals import refused


def test_the_hash_in_place_of_the_token_opens_nothing(shared_world, app):
    for digest in (
        hashlib.sha256(shared_world.tokens["carla"].encode()).hexdigest(),
        "\\x" + hashlib.sha256(shared_world.tokens["carla"].encode()).hexdigest(),
    ):
        with refused("not_signed_in", "MV401"):
            ask(app, ("SELECT casebridge.enter(%s)", digest))


@pytest.mark.parametrize("token", ["", "x", None, "cbt_"])
def test_an_unknown_token_opens_nothing(app, token):
    with refused("not_signed_in", "MV401"):
        ask(app, ("SELECT casebridge.enter(%s)", token))


@pytest.mark.parametrize(
    "kind, change, code",
    [
        ("api", "expires_at = now()", "session_expired"),
        ("api", "expires_at = now() + interval '1 minute'", None),
        ("api", "last_seen_at = now() - interval '2 days'", None),
        ("browser", "last_seen_at = now() - interval '30 minutes'", "session_expired"),
        ("browser", "last_seen_at = now() - interval '29 minutes'", None),
        ("browser", "expires_at = now() - interval '1 second'", "session_expired"),
        ("api", "revoked_at = now()", "not_signed_in"),
    ],
)
def test_a_session_ends_by_age_by_idleness_and_by_revocation(shared_world, app, kind, change, code):
    token = shared_world.new_token("carla")
    digest = hashlib.sha256(token.encode()).digest()
    shared_world.superuser(
        f"UPDATE casebridge.session SET kind = %s, {change} WHERE token_hash = casebridge.session_hash(%s)", kind, digest
    )
    if code is None:
        assert str(ask(app, ("SELECT casebridge.enter(%s)", token))) == shared_world.accounts["carla"]
    else:
        with refused(code, "MV401"):
            ask(app, ("SELECT casebridge.enter(%s)", token))


def test_last_seen_is_written_at_most_once_a_minute(shared_world, app):
    token = shared_world.new_token("carla")
    digest = hashlib.sha256(token.encode()).digest()
    seen = "SELECT last_seen_at FROM casebridge.session WHERE token_hash = casebridge.session_hash(%s)"
    written = {}
    for seconds in (50, 70):
        shared_world.superuser(
            "UPDATE casebridge.session SET last_seen_at = now() - %s * interval '1 second' "
            "WHERE token_hash = casebridge.session_hash(%s)",
            seconds,
            digest,
        )
        before = shared_world.one(seen, digest)
        ask(app, ("SELECT casebridge.enter(%s)", token))
        written[seconds] = shared_world.one(seen, digest) != before
    assert written == {50: False, 70: True}


def test_a_disabled_account_is_out_at_once(world):
    world.operate("disable_account", "CARLA@example.org ")
    with refused("not_signed_in", "MV401"):
        world.call("carla", "account_view")
    world.superuser("UPDATE casebridge.session SET revoked_at = NULL")
    with refused("not_signed_in", "MV401"):
        world.call("carla", "account_view")


def test_a_revoked_token_is_out_and_a_second_revocation_finds_nothing(world):
    session = world.one("SELECT id FROM casebridge.session WHERE account_id = %s", world.accounts["carla"])
    world.operate("revoke_token", session)
    with refused("not_signed_in", "MV401"):
        world.call("carla", "account_view")
    with refused("token_unknown", "MV404"):
        world.operate("revoke_token", session)


def test_signing_out_ends_the_session(shared_world, app):
    token = shared_world.new_token("carla")
    ask(app, ("SELECT casebridge.enter(%s)", token), question="SELECT casebridge.sign_out()")
    with refused("not_signed_in", "MV401"):
        ask(app, ("SELECT casebridge.enter(%s)", token))
