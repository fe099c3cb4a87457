"""One's own sessions: listed, ended one by one or all others, and confirmed before what cannot be taken back."""

import uuid

import pytest

from door import HASHES, SEALED, Door
from paths import Path
from refusals import refused


@pytest.fixture
def door(world):
    world.operate("change_door", (), None)
    return Door(world)


def ids(world, name):
    return [item["id"] for item in world.call(name, "session_list")["items"]]


def age(world, minutes):
    world.superuser(
        "UPDATE casebridge.session SET authenticated_at = now() - %s * interval '1 minute' WHERE kind = 'browser'",
        minutes,
    )


def test_the_list_holds_ones_own_that_are_still_good_this_one_first(door):
    world = door.world
    for name in ("old", "idle", "other", "this"):
        door.browse("monica", name)
    door.browse("marco")
    change = "UPDATE casebridge.session SET {} WHERE token_hash = casebridge.session_hash(sha256(convert_to(%s, 'UTF8')))"
    world.superuser(change.format("revoked_at = now()"), world.tokens["old"])
    world.superuser(change.format("last_seen_at = now() - interval '31 minutes'"), world.tokens["idle"])
    items = world.call("this", "session_list")["items"]
    assert [item["is_this"] for item in items] == [True, False, False]
    assert [item["kind"] for item in items][0] == "browser"
    assert sorted(item["kind"] for item in items[1:]) == ["api", "browser"]
    assert (items[0]["network"], items[0]["agent"]) == ("192.0.2.0/24", "firefox")


def test_a_session_is_ended_by_its_owner(door):
    world = door.world
    door.browse("monica", "lost")
    door.browse("monica", "this")
    target = next(
        item["id"]
        for item in world.call("this", "session_list")["items"]
        if item["kind"] == "browser" and not item["is_this"]
    )
    world.call("this", "revoke_session", target)
    with refused("not_signed_in", "MV401"):
        world.call("lost", "session_list")
    assert target not in ids(world, "this")
    last = "SELECT action, record_kind, record_id::text FROM casebridge.audit_event ORDER BY at_us DESC LIMIT 1"
    assert world.superuser(last) == [("session_revoked", "session", target)]
    with refused("not_found", "MV404"):
        world.call("this", "revoke_session", target)


def test_a_session_of_another_person_is_not_found(door):
    world = door.world
    door.browse("marco")
    target = ids(world, "browsing marco")[0]
    for name in (target, str(uuid.uuid4())):
        with refused("not_found", "MV404"):
            world.call("monica", "revoke_session", name)
    assert ids(world, "browsing marco")


def test_all_others_end_and_this_one_and_the_tokens_stay(door):
    world = door.world
    for name in ("one", "two", "this"):
        door.browse("monica", name)
    door.browse("marco")
    assert world.call("this", "revoke_other_sessions") == {"revoked": 2}
    for name in ("one", "two"):
        with refused("not_signed_in", "MV401"):
            world.call(name, "session_list")
    assert ids(world, "this") and ids(world, "monica") and ids(world, "browsing marco")


def test_what_a_session_was_known_by_is_forgotten_a_month_after_its_end(door):
    world = door.world
    door.browse("monica")
    kept = "SELECT count(*) FROM casebridge.session WHERE network IS NOT NULL OR agent IS NOT NULL"
    for days, left in ((29, 1), (31, 0)):
        world.superuser("UPDATE casebridge.session SET expires_at = now() - %s * interval '1 day' WHERE kind = 'browser'", days)
        world.work("sweep_door")
        assert world.one(kept) == left


def test_tickets_and_offers_that_have_ended_are_swept(world):
    door = Door(world)
    door.knock("anna")
    door.browse("monica")
    world.call("browsing monica", "offer_my_second_factor", SEALED)
    world.work("sweep_door")
    count = "SELECT (SELECT count(*) FROM casebridge.half_sign_in) + (SELECT count(*) FROM casebridge.second_factor_offer)"
    assert world.one(count) == 2
    world.superuser("UPDATE casebridge.half_sign_in SET expires_at = now() - interval '1 second'")
    world.superuser("UPDATE casebridge.second_factor_offer SET offered_at = now() - interval '25 hours'")
    world.work("sweep_door")
    assert world.one(count) == 0


class TestConfirmation:
    """Approvals and sealing ask for a confirmation of the session that is at most ten minutes old."""

    @pytest.fixture
    def reviewed(self, door):
        path = Path(door.world).advance("reviewed")
        path.declare("anna")
        door.browse("anna")
        return path

    @staticmethod
    def approve(path):
        return path.move("browsing anna", "report", "approve")

    def test_a_report_is_approved_within_ten_minutes_and_not_later(self, door, reviewed):
        age(door.world, 10)
        with refused("requirement:recently_authenticated", "MV409"):
            self.approve(reviewed)
        moves = door.world.call("browsing anna", "moves", "report", reviewed.report)["moves"]
        approve = next(move for move in moves if move["action"] == "approve")
        assert approve["refusals"] == [{"code": "requirement:recently_authenticated", "detail": "confirm_first"}]
        age(door.world, 9)
        self.approve(reviewed)

    def test_the_time_is_the_operators_to_say(self, door, reviewed):
        age(door.world, 10)
        door.world.operate("change_door", None, 11)
        self.approve(reviewed)

    def test_a_confirmation_makes_the_session_young_again(self, door, reviewed):
        age(door.world, 700)
        token = door.world.tokens["browsing anna"]
        assert door.ask("confirm_session", token, None) is True
        self.approve(reviewed)

    def test_the_confirmation_of_another_session_does_not_count(self, door, reviewed):
        age(door.world, 700)
        door.ask("confirm_session", door.browse("anna", "elsewhere"), None)
        with refused("requirement:recently_authenticated"):
            self.approve(reviewed)

    def test_rejecting_asks_for_no_confirmation(self, door, reviewed):
        age(door.world, 700)
        reviewed.move("browsing anna", "report", "reject", reason="Not enough")

    def test_a_referral_is_approved_only_after_a_confirmation(self, door):
        path = Path(door.world).advance("in_approval")
        path.declare("anna")
        door.browse("anna")
        digest = door.world.one("SELECT content_digest FROM casebridge.referral WHERE id = %s", path.referral)
        age(door.world, 10)
        with refused("requirement:recently_authenticated", "MV409"):
            door.world.call("browsing anna", "approve_referral", path.referral, digest)
        age(door.world, 9)
        door.world.call("browsing anna", "approve_referral", path.referral, digest)

    def test_a_referral_is_sealed_only_after_a_confirmation(self, door):
        path = Path(door.world).advance("approved_twice")
        door.browse("carla")
        age(door.world, 10)
        moves = door.world.call("browsing carla", "moves", "referral", path.referral)["moves"]
        assert next(move for move in moves if move["action"] == "seal")["allowed"] is False
        with refused("requirement:recently_authenticated", "MV409"):
            path.move("browsing carla", "referral", "seal", data={"manifest_sha256": "0" * 64})

    def test_a_token_of_the_api_is_never_asked(self, door, reviewed):
        door.world.superuser("UPDATE casebridge.session SET authenticated_at = now() - interval '1 day'")
        reviewed.move("anna", "report", "approve")

    def test_a_token_cannot_be_confirmed(self, door):
        for function, values in (("confirmation_challenge", ()), ("confirm_session", (None,))):
            with refused("browser_only", "MV403"):
                door.ask(function, door.world.tokens["anna"], *values)

    @pytest.mark.parametrize("function", ["confirmation_challenge", "confirmation_failed", "confirm_session"])
    def test_a_session_that_has_ended_cannot_be_confirmed(self, door, function):
        token = door.browse("monica")
        door.world.call("browsing monica", "sign_out")
        values = (None,) if function == "confirm_session" else ()
        with refused("not_signed_in", "MV401"):
            door.ask(function, token, *values)

    def test_attempts_wait_longer_and_longer_until_one_is_right(self, door):
        token = door.browse("monica")
        waits = [door.ask("confirmation_challenge", token)["wait_seconds"] for _ in range(4)]
        assert waits == [0, 0, 0, 1]
        door.ask("confirm_session", token, None)
        assert door.ask("confirmation_challenge", token)["wait_seconds"] == 0

    def test_a_code_confirms_once_and_opens_no_session_afterwards(self, door):
        world = door.world
        token = door.browse("monica")
        world.call("browsing monica", "offer_my_second_factor", SEALED)
        world.call("browsing monica", "enrol_my_second_factor", 5, b"".join(HASHES))
        assert [door.ask("confirm_session", token, step) for step in (5, 6, 6)] == [False, True, False]
        assert door.code(door.knock("monica"), step=6) is None

    def test_confirming_and_failing_to_are_events(self, door):
        token = door.browse("monica")
        door.ask("confirmation_failed", token)
        door.ask("confirm_session", token, None)
        last = "SELECT action FROM casebridge.audit_event WHERE chain_kind = 'account' ORDER BY at_us DESC LIMIT 2"
        assert [row[0] for row in door.world.superuser(last)] == ["session_confirmed", "confirmation_failed"]

    def test_the_door_leaves_nobody_entered(self, door):
        token = door.browse("monica")
        connection = door.world.connection("casebridge_sign_in")
        with connection.transaction():
            for function in ("confirmation_challenge", "confirmation_failed"):
                door.ask(function, token)
            door.ask("confirm_session", token, None)
            entered = connection.execute("SELECT current_setting('casebridge.identity', true)").fetchone()[0]
        assert entered == ""
