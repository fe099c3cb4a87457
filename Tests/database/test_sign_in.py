"""Signing in: one answer for everybody, a growing wait by account and by network, sessions that end."""

import hashlib
import secrets

import pytest

from refusals import refusals, refused

NETWORK = "198.51.100.0/24"


@pytest.fixture
def door(shared_world):
    connection = shared_world.connect("casebridge_sign_in")
    shared_world.superuser("DELETE FROM casebridge.sign_in_failure")
    yield lambda function, *values: ask(connection, function, *values)
    connection.close()


def ask(connection, function, *values):
    marks = ", ".join(["%s"] * len(values))
    with refusals():
        return connection.execute(f"SELECT casebridge.{function}({marks})", values).fetchone()[0]


def fail(door, times, email="carla@example.org", network=NETWORK):
    for _ in range(times):
        door("sign_in_failed", email, network)
    return door("sign_in_challenge", email, network)["wait_seconds"]


def test_a_known_and_an_unknown_address_get_answers_of_one_shape(shared_world, door):
    known = door("sign_in_challenge", " CARLA@example.org ", NETWORK)
    unknown = door("sign_in_challenge", "stranger@example.org", NETWORK)
    assert known.keys() == unknown.keys() == {"account", "password_hash", "wait_seconds"}
    assert (known["account"], unknown["account"]) == (shared_world.accounts["carla"], None)


def test_the_wait_grows_with_the_failures_of_an_account_known_or_not(door):
    for email in ("carla@example.org", "stranger@example.org"):
        waits = [fail(door, 1, email, f"10.0.{number}.0/24") for number in range(8)]
        assert waits[:2] == [0, 0]
        assert waits == sorted(waits) and waits[-1] in (31, 32)


def test_the_wait_never_exceeds_a_quarter_of_an_hour(shared_world, door):
    fail(door, 3)
    shared_world.superuser("UPDATE casebridge.sign_in_failure SET failures = 500")
    assert 800 <= door("sign_in_challenge", "carla@example.org", NETWORK)["wait_seconds"] <= 900


def test_a_network_that_guesses_many_addresses_waits_too(door):
    waits = [fail(door, 1, f"guess{number}@example.org") for number in range(12)]
    assert waits[8] == 0 and waits[-1] > 0
    assert door("sign_in_challenge", "carla@example.org", "203.0.113.0/24")["wait_seconds"] == 0


def test_failures_of_yesterday_are_forgotten(shared_world, door):
    fail(door, 8)
    shared_world.superuser(
        "UPDATE casebridge.sign_in_failure SET last_failed_at = now() - interval '25 hours'"
    )
    assert door("sign_in_challenge", "carla@example.org", NETWORK)["wait_seconds"] == 0
    assert fail(door, 1) == 0


def test_signing_in_forgets_the_failures_and_opens_a_session_of_twelve_hours(shared_world, door):
    fail(door, 5)
    token = secrets.token_urlsafe(32)
    answer = door(
        "sign_in", shared_world.accounts["carla"], hashlib.sha256(token.encode()).digest(), "new hash"
    )
    assert door("sign_in_challenge", "carla@example.org", "203.0.113.0/24")["wait_seconds"] == 0
    kind, seconds = shared_world.superuser(
        "SELECT kind, extract(epoch FROM expires_at - created_at)::int FROM casebridge.session WHERE id = %s",
        answer["session"],
    )[0]
    assert (kind, seconds) == ("browser", 12 * 3600)
    assert (
        shared_world.one(
            "SELECT password_hash FROM casebridge.account WHERE id = %s", shared_world.accounts["carla"]
        )
        == "new hash"
    )
    shared_world.tokens["browsing carla"] = token
    assert shared_world.call("browsing carla", "account_view")["email"] == "carla@example.org"


def test_a_disabled_account_has_no_challenge_and_no_session(world):
    world.operate("disable_account", "una@example.org")
    connection = world.connection("casebridge_sign_in")
    assert ask(connection, "sign_in_challenge", "una@example.org", NETWORK)["account"] is None
    with refused("not_signed_in", "MV401"):
        ask(connection, "sign_in", world.accounts["una"], b"x" * 32, None)


def test_the_door_leaves_nobody_entered(shared_world, door):
    connection = shared_world.connection("casebridge_sign_in")
    with connection.transaction():
        ask(connection, "sign_in", shared_world.accounts["carla"], secrets.token_bytes(32), None)
        assert connection.execute("SELECT current_setting('casebridge.identity', true)").fetchone()[0] == ""
        ask(connection, "sign_in_failed", "carla@example.org", NETWORK)
        assert connection.execute("SELECT current_setting('casebridge.identity', true)").fetchone()[0] == ""


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_token_lives_between_now_and_a_year(shared_world, days):
    with refused("expiry_out_of_range", "MV422"):
        shared_world.new_token("carla", days=days)


def test_only_the_hash_of_a_token_is_stored(shared_world):
    stored = {bytes(row[0]) for row in shared_world.superuser("SELECT token_hash FROM casebridge.session")}
    token = shared_world.tokens["carla"].encode()
    name = hashlib.sha256(token).hexdigest().encode()
    assert hashlib.sha256(name).digest() in stored and not {token, name, bytes.fromhex(name.decode())} & stored


def test_an_address_belongs_to_one_account_however_it_is_written(shared_world):
    with refused("email_taken", "MV409"):
        shared_world.operate(
            "create_account", shared_world.organisations["office"], " Carla@Example.org", "C", "en", None, ()
        )


def test_a_repeated_request_is_answered_as_before_and_a_changed_one_is_refused(shared_world):
    shared_world.call("carla", "claim_key", "k", "POST /api/v1/cases", b"one")
    shared_world.call("carla", "keep_answer", "k", "POST /api/v1/cases", b"one", 201, '{"a":1}')
    with refused("answered_before", "MV208"):
        shared_world.call("carla", "claim_key", "k", "POST /api/v1/cases", b"one")
    with refused("idempotency_key_reused", "MV422"):
        shared_world.call("carla", "claim_key", "k", "POST /api/v1/cases", b"two")
    assert shared_world.call("carla", "known_answer", "k", "POST /api/v1/cases") == {
        "status": 201,
        "answer": '{"a":1}',
    }
    shared_world.call("anna", "claim_key", "k", "POST /api/v1/cases", b"two")
    assert shared_world.call("anna", "known_answer", "k", "POST /api/v1/cases") is None


def test_what_is_past_its_time_is_swept(shared_world):
    shared_world.call("rita", "keep_answer", "old", "POST /x", b"1", 200, "")
    shared_world.call("rita", "keep_answer", "young", "POST /x", b"1", 200, "")
    shared_world.superuser(
        "UPDATE casebridge.idempotency SET created_at = now() - interval '25 hours' WHERE key = 'old'"
    )
    shared_world.work("sweep")
    assert [
        shared_world.call("rita", "known_answer", key, "POST /x") is None for key in ("old", "young")
    ] == [True, False]
