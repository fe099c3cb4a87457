"""The second factor inside PostgreSQL: no session without it, no code twice, no enrolment in place of a code."""

import secrets

import pytest

from door import HASHES, SEALED, Door, digest
from refusals import refused


@pytest.fixture
def door(world):
    return Door(world)


def opens(world, token):
    """Whether a token opens a transaction."""
    world.tokens["tried"] = token
    try:
        with world.account("tried"):
            return True
    except Exception as error:
        assert "not_signed_in" in str(error), error
        return False


def events(world, person):
    return [
        row[0]
        for row in world.superuser(
            "SELECT action FROM casebridge.audit_event WHERE chain_id = %s AND chain_kind = 'account' ORDER BY seq",
            world.accounts[person],
        )
    ]


@pytest.mark.parametrize("person", ["anna", "olga", "adam", "alma"])
def test_roles_that_decide_owe_an_enrolment_and_get_no_session(door, person):
    token = secrets.token_urlsafe(32)
    answer = door.answer(person, token)
    assert (answer["session"], answer["owes"]) == (None, "enrolment")
    assert not opens(door.world, token)


def test_a_role_that_is_not_named_owes_nothing(door):
    token = secrets.token_urlsafe(32)
    assert door.answer("monica", token)["owes"] is None
    assert opens(door.world, token)


def test_a_role_that_is_only_proposed_or_revoked_owes_nothing(door):
    world = door.world
    grant = world.call("adam", "propose_grant", world.accounts["monica"], "approver")["id"]
    assert door.answer("monica", "proposed")["owes"] is None
    world.call("ada", "confirm_grant", grant)
    assert door.answer("monica", "granted")["owes"] == "enrolment"
    world.call("ada", "revoke_grant", grant)
    assert door.answer("monica", "revoked")["owes"] is None


def test_the_operator_names_the_roles_and_it_is_an_event(door):
    world = door.world
    assert world.operate("change_door", ("monitor",), None)["second_factor_roles"] == ["monitor"]
    assert door.answer("anna", "anna")["owes"] is None
    assert door.answer("monica", "monica")["owes"] == "enrolment"
    assert world.operate("change_door", None, None) == {
        "second_factor_roles": ["monitor"],
        "confirm_minutes": 10,
    }
    assert (
        world.one("SELECT count(*) FROM casebridge.audit_event WHERE action = 'door_changed'") == 1
    ), "a question is no event"


@pytest.mark.parametrize(
    "roles, minutes, code",
    [(("king",), None, "role_unknown"), (None, 0, "minutes_out_of_range"), (None, 1441, "minutes_out_of_range")],
)
def test_rules_that_make_no_sense_are_refused(door, roles, minutes, code):
    with refused(code, "MV422"):
        door.world.operate("change_door", roles, minutes)


def test_nobody_but_the_operator_changes_the_door(door):
    for function, values in (("change_door", ((), None)), ("reset_second_factor", ("anna@example.org",))):
        with refused("42501"):
            door.world.call("adam", function, *values)


def test_enrolling_opens_a_session_and_leaves_ten_codes(door):
    made = door.enrol("anna")
    assert made["session"] and opens(door.world, door.world.tokens["browsing anna"])
    assert door.world.call("browsing anna", "my_second_factor")["recovery_codes_left"] == 10
    assert events(door.world, "anna")[-3:] == ["password_accepted", "second_factor_enrolled", "signed_in"]


def test_the_secret_is_offered_once_and_stays_the_same(door):
    ticket = door.knock("anna")
    assert door.ask("ticket_view", ticket)["offered_secret"] is None
    assert door.offer(ticket) is True
    shown = door.ask("ticket_view", ticket)["offered_secret"]
    assert door.offer(ticket, b"t" * 48) is False
    assert door.ask("ticket_view", ticket)["offered_secret"] == shown


def test_each_ticket_has_a_secret_of_its_own(door):
    """Whoever knows the password and looks at the page first does not learn what its owner enrols later."""
    thief, owner = door.knock("anna"), door.knock("anna")
    door.offer(thief, b"t" * 48)
    assert door.ask("ticket_view", owner)["offered_secret"] is None
    assert door.offer(owner, b"o" * 48) is True
    assert door.finish_enrolment("anna", owner)
    kept = door.world.one("SELECT sealed_secret FROM casebridge.second_factor")
    assert bytes(kept) == b"o" * 48


def test_nothing_is_enrolled_that_was_not_offered(door):
    ticket = door.knock("anna")
    assert door.finish_enrolment("anna", ticket) is None
    assert not opens(door.world, door.world.tokens["browsing anna"])


def test_fewer_than_ten_codes_are_no_set(door):
    ticket = door.knock("anna")
    door.offer(ticket)
    with refused("recovery_codes_malformed", "MV422"):
        door.finish_enrolment("anna", ticket, hashes=b"".join(HASHES[:9]))


def test_a_ticket_for_a_code_enrols_nothing(door):
    """Whoever stole the password cannot put a factor of his own in the place of the owner's."""
    door.enrol("anna")
    ticket = door.knock("anna")
    assert door.offer(ticket) is False
    assert door.finish_enrolment("anna", ticket) is None
    assert door.ask("ticket_view", ticket)["owes"] == "code"


def test_of_two_enrolments_at_once_the_second_is_refused(door):
    first, second = door.knock("anna"), door.knock("anna")
    for ticket in (first, second):
        door.offer(ticket)
    assert door.finish_enrolment("anna", first)
    assert door.finish_enrolment("anna", second) is None


def test_a_step_is_taken_once_and_no_earlier_one_after_it(door):
    door.enrol("anna", step=100)
    for step, is_taken in ((100, False), (99, False), (101, True), (101, False), (100, False), (102, True)):
        assert bool(door.code(door.knock("anna"), step=step)) == is_taken, step


def test_a_recovery_code_works_once(door):
    door.enrol("anna")
    assert door.code(door.knock("anna"), recovery=b"x" * 32) is None
    assert opens(door.world, door.code(door.knock("anna"), recovery=HASHES[3]))
    assert door.code(door.knock("anna"), recovery=HASHES[3]) is None
    assert door.world.call("browsing anna", "my_second_factor")["recovery_codes_left"] == 9


def test_a_recovery_code_of_another_person_does_not_work(door):
    door.enrol("anna")
    door.enrol("aldo")
    door.world.operate("reset_second_factor", "aldo@example.org")
    ticket = door.knock("aldo")
    door.offer(ticket)
    door.finish_enrolment("aldo", ticket, hashes=b"".join(digest(str(n)) for n in range(10)))
    assert door.code(door.knock("aldo"), recovery=HASHES[0]) is None


def test_a_ticket_is_used_once(door):
    door.enrol("anna", step=1)
    ticket = door.knock("anna")
    assert door.code(ticket, step=2)
    assert door.code(ticket, step=3) is None


@pytest.mark.parametrize("change", ["expires_at = now()", "expires_at = now() - interval '1 second'"])
def test_a_ticket_ends_after_a_quarter_of_an_hour(door, change):
    door.enrol("anna")
    ticket = door.knock("anna")
    left = "SELECT extract(epoch FROM max(expires_at) - now())::int FROM casebridge.half_sign_in"
    assert 890 <= door.world.one(left) <= 900
    door.world.superuser(f"UPDATE casebridge.half_sign_in SET {change}")
    assert door.ask("ticket_view", ticket) is None
    assert door.ask("code_challenge", ticket) == {"account": None, "wait_seconds": 0}
    assert door.code(ticket, step=2) is None


def test_a_ticket_ends_with_its_account(door):
    door.enrol("anna")
    ticket = door.knock("anna")
    door.world.operate("disable_account", "anna@example.org")
    assert door.ask("ticket_view", ticket) is None
    assert door.code(ticket, step=2) is None


def test_attempts_are_counted_before_they_are_looked_at(door):
    """Three are free; then the wait doubles, also for the right code, and a session that opens ends it."""
    door.enrol("anna")
    ticket = door.knock("anna")
    answers = [door.ask("code_challenge", ticket) for _ in range(4)]
    assert [answer["wait_seconds"] for answer in answers] == [0, 0, 0, 1]
    assert answers[0]["sealed_secret"] and answers[3]["sealed_secret"] is None
    door.world.superuser("UPDATE casebridge.sign_in_failure SET failures = 8")
    assert 30 <= door.ask("code_challenge", ticket)["wait_seconds"] <= 32
    door.world.superuser("UPDATE casebridge.sign_in_failure SET failures = 500")
    assert 890 <= door.ask("code_challenge", door.knock("anna"))["wait_seconds"] <= 900
    assert door.code(ticket, step=2)
    assert door.ask("code_challenge", door.knock("anna"))["wait_seconds"] == 0


def test_a_right_password_does_not_forget_failed_codes_or_passwords(door):
    door.enrol("anna")
    door.ask("sign_in_failed", "anna@example.org", "n")
    for _ in range(4):
        door.ask("code_challenge", door.knock("anna"))
    assert sorted(row[0] for row in door.world.superuser("SELECT failures FROM casebridge.sign_in_failure")) == [1, 1, 3]


def test_a_failed_code_is_an_event_of_the_account(door):
    door.enrol("anna")
    door.ask("code_failed", door.knock("anna"))
    door.ask("code_failed", "cbs_nobody")
    assert events(door.world, "anna")[-2:] == ["password_accepted", "code_failed"]


def test_the_operators_reset_ends_sessions_and_tickets_and_asks_for_a_new_factor(door):
    world = door.world
    door.enrol("anna")
    ticket = door.knock("anna")
    world.operate("reset_second_factor", " Anna@example.org")
    assert not opens(world, world.tokens["browsing anna"])
    assert opens(world, world.tokens["anna"]), "a token of the API has nothing to do with it"
    assert door.ask("ticket_view", ticket) is None
    assert door.answer("anna", "again")["owes"] == "enrolment"
    assert "second_factor_reset" in events(world, "anna")


@pytest.mark.parametrize(
    "email, code", [("ghost@example.org", "account_unknown"), ("monica@example.org", "no_second_factor")]
)
def test_a_reset_of_nothing_is_refused(door, email, code):
    with refused(code):
        door.world.operate("reset_second_factor", email)


class TestAnAdministratorsReset:
    """The own organisation's administrator helps who lost a telephone, and nobody else does."""

    @pytest.fixture
    def reset(self, door):
        def reset(person, of):
            return door.world.call(f"browsing {person}", "reset_factor_of", door.world.accounts[of])

        for person in ("adam", "ada", "alma", "anna", "olga"):
            door.enrol(person)
        for person in ("carla", "monica"):
            door.browse(person)
        return reset

    def test_it_ends_the_factor_and_the_sessions_and_is_seen_in_the_list(self, door, reset):
        def state():
            people = door.world.call("browsing adam", "people_list")["items"]
            return next(one["second_factor"] for one in people if one["id"] == door.world.accounts["anna"])

        assert state() is True
        reset("adam", "anna")
        assert state() is False
        assert not opens(door.world, door.world.tokens["browsing anna"])
        assert door.answer("anna", "again")["owes"] == "enrolment"

    def test_an_officers_is_the_authoritys_to_reset(self, door, reset):
        with refused("not_found", "MV404"):
            reset("adam", "olga")
        with refused("not_found", "MV404"):
            reset("alma", "anna")
        reset("alma", "olga")

    def test_nobody_resets_the_own_and_who_manages_nobody_resets_none(self, reset):
        with refused("own_factor", "MV403"):
            reset("adam", "adam")
        for person in ("carla", "monica", "anna"):
            with refused("not_found", "MV404"):
                reset(person, "ada")

    def test_it_asks_for_a_browser_and_a_confirmation(self, door, reset):
        with refused("browser_only", "MV403"):
            door.world.call("adam", "reset_factor_of", door.world.accounts["anna"])
        door.world.superuser("UPDATE casebridge.session SET authenticated_at = now() - interval '10 minutes'")
        with refused("confirm_first", "MV403"):
            reset("adam", "anna")

    def test_where_there_is_none_it_is_refused(self, reset):
        with refused("no_second_factor", "MV409"):
            reset("adam", "monica")


def test_what_is_sealed_is_seen_by_the_door_and_by_nobody_else(door):
    door.enrol("anna")
    for role in ("app", "worker", "operator"):
        for table in ("second_factor", "second_factor_offer", "recovery_code", "half_sign_in"):
            with refused("42501"), door.world.acting_as(f"casebridge_{role}") as cursor:
                cursor.execute(f"SELECT * FROM casebridge.{table}")


def test_no_event_holds_a_secret_a_code_or_a_ticket(door):
    door.enrol("anna", step=777)
    ticket = door.knock("anna")
    door.code(ticket, step=778)
    told = door.world.one("SELECT string_agg(e::text, ' ') FROM casebridge.audit_event e")
    for secret in (SEALED.hex(), HASHES[0].hex(), ticket, digest(ticket).hex(), "777", "778"):
        assert f'"{secret}"' not in told and f"|{secret}" not in told


class TestOnesOwnFactor:
    """What a signed-in person does with it, on the account page."""

    @pytest.fixture
    def monica(self, door):
        door.browse("monica")
        return lambda function, *values: door.world.call("browsing monica", function, *values)

    def test_it_is_enrolled_without_any_role_asking(self, door, monica):
        monica("offer_my_second_factor", SEALED)
        monica("enrol_my_second_factor", 5, b"".join(HASHES))
        assert door.answer("monica", "next")["owes"] == "code"
        assert events(door.world, "monica")[-2:] == ["second_factor_enrolled", "password_accepted"]

    def test_a_new_one_takes_the_place_of_the_old_with_its_codes(self, door, monica):
        for step, hashes in ((5, HASHES), (6, [digest(str(number)) for number in range(10)])):
            monica("offer_my_second_factor", SEALED)
            monica("enrol_my_second_factor", step, b"".join(hashes))
        assert door.code(door.knock("monica"), recovery=HASHES[0]) is None
        assert door.code(door.knock("monica"), recovery=digest("0"))

    def test_the_old_one_works_until_the_new_one_has_proved_itself(self, door, monica):
        monica("offer_my_second_factor", SEALED)
        monica("enrol_my_second_factor", 5, b"".join(HASHES))
        monica("offer_my_second_factor", b"t" * 48)
        assert door.code(door.knock("monica"), step=6)

    def test_new_recovery_codes_end_the_old_ones(self, door, monica):
        monica("offer_my_second_factor", SEALED)
        monica("enrol_my_second_factor", 5, b"".join(HASHES))
        monica("renew_my_recovery_codes", b"".join(digest(str(number)) for number in range(10)))
        assert door.code(door.knock("monica"), recovery=HASHES[0]) is None
        assert "recovery_codes_renewed" in events(door.world, "monica")

    @pytest.mark.parametrize(
        "function, values, code",
        [
            ("enrol_my_second_factor", (5, b"".join(HASHES)), "nothing_offered"),
            ("renew_my_recovery_codes", (b"".join(HASHES),), "no_second_factor"),
            ("remove_my_second_factor", (), "no_second_factor"),
        ],
    )
    def test_what_is_not_there_is_not_changed(self, monica, function, values, code):
        with refused(code, "MV409"):
            monica(function, *values)

    def test_it_is_removed_where_no_role_needs_it_and_nowhere_else(self, door, monica):
        monica("offer_my_second_factor", SEALED)
        monica("enrol_my_second_factor", 5, b"".join(HASHES))
        monica("remove_my_second_factor")
        assert door.answer("monica", "next")["owes"] is None
        door.enrol("anna")
        with refused("second_factor_required", "MV409"):
            door.world.call("browsing anna", "remove_my_second_factor")

    CHANGES = [
        ("my_offered_secret", ()),
        ("offer_my_second_factor", (SEALED,)),
        ("enrol_my_second_factor", (5, b"".join(HASHES))),
        ("renew_my_recovery_codes", (b"".join(HASHES),)),
        ("remove_my_second_factor", ()),
    ]

    @pytest.mark.parametrize("function, values", CHANGES)
    def test_a_token_of_the_api_changes_nothing_of_it(self, door, function, values):
        with refused("browser_only", "MV403"):
            door.world.call("monica", function, *values)

    @pytest.mark.parametrize("function, values", CHANGES)
    def test_a_session_that_was_not_confirmed_for_long_changes_nothing(self, door, monica, function, values):
        door.world.superuser(
            "UPDATE casebridge.session SET authenticated_at = now() - interval '10 minutes' WHERE kind = 'browser'"
        )
        with refused("confirm_first", "MV403"):
            monica(function, *values)
