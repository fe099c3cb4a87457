"""A forgotten password: the same for every address, a link that works once, and no way around the second factor."""

import secrets

import pytest

from door import Door
from post import Post, digest
from refusals import refused

HASH = "SELECT password_hash FROM casebridge.account WHERE id = %s"


@pytest.fixture
def post(world):
    return Post(world)


def change(post, token, to="new hash"):
    return post.door.ask("change_password_by_link", token, to)


def test_asking_is_answered_alike_for_every_address_and_waits_alike(post):
    answers = [
        [post.door.ask("ask_new_password", email, secrets.token_hex(4))["wait_seconds"] for _ in range(4)]
        for email in ("carla@example.org", "stranger@example.org")
    ]
    assert answers[0] == answers[1] and answers[0][:3] == [0, 0, 0] and answers[0][3] > 0


def test_a_network_that_asks_for_many_addresses_waits_too(post):
    waits = [
        post.door.ask("ask_new_password", f"x{number}@example.org", "10.0.0.0/24")["wait_seconds"]
        for number in range(11)
    ]
    assert waits[:10] == [0] * 10 and waits[10] > 0


def test_a_stranger_gets_no_mail_and_is_forgotten(post):
    post.door.ask("ask_new_password", "stranger@example.org", "n")
    (mail,) = post.waiting()
    assert post.write(mail)[0] is None
    assert post.world.one("SELECT count(*) FROM casebridge.mail") == 0
    assert post.world.one("SELECT count(*) FROM casebridge.password_link") == 0


def test_a_disabled_account_gets_none(post):
    token = post.forget("una")
    post.world.operate("disable_account", "una@example.org")
    assert post.door.ask("password_link_view", token) is None and change(post, token) is False
    post.door.ask("ask_new_password", "una@example.org", "n")
    assert post.write(post.waiting()[-1])[0] is None


def test_a_link_changes_the_password_once(post):
    token = post.forget("carla")
    assert post.door.ask("password_link_view", token) == {"email": "carla@example.org", "name": "Carla"}
    assert change(post, token) is True
    assert post.world.one(HASH, post.world.accounts["carla"]) == "new hash"
    assert change(post, token, "another") is False
    assert post.world.one(HASH, post.world.accounts["carla"]) == "new hash"


def test_a_link_ends_after_an_hour_and_with_the_next_one(post):
    first, second = post.forget("carla"), post.forget("carla")
    assert change(post, first) is False
    post.world.superuser("UPDATE casebridge.password_link SET expires_at = now()")
    assert post.door.ask("password_link_view", second) is None and change(post, second) is False


def test_a_new_password_ends_sessions_and_tickets_and_tells_the_owner(post):
    world, door = post.world, post.door
    door.browse("monica")
    ticket = door.knock("anna")
    for person in ("monica", "anna"):
        change(post, post.forget(person))
    with refused("not_signed_in", "MV401"):
        world.call("browsing monica", "account_view")
    assert door.ask("ticket_view", ticket) is None
    assert world.call("monica", "account_view")["name"] == "Monica", "tokens of programs stay"
    told = "SELECT count(*) FROM casebridge.mail WHERE kind = 'password_changed' AND account_id = %s"
    assert world.one(told, world.accounts["monica"]) == 1


def test_a_new_password_does_not_go_around_the_second_factor(post):
    Door(post.world).enrol("aldo")
    change(post, post.forget("aldo"))
    assert post.door.answer("aldo", "cbs_" + secrets.token_urlsafe(32))["owes"] == "code"


def test_a_fourth_mail_within_an_hour_is_not_written(post):
    world = post.world
    for _ in range(3):
        post.forget("carla")
        world.superuser("DELETE FROM casebridge.sign_in_failure")
    post.door.ask("ask_new_password", "carla@example.org", "n")
    assert post.write(post.waiting()[-1])[0] is None
    world.superuser("UPDATE casebridge.mail SET created_at = now() - interval '61 minutes'")
    assert post.forget("carla")
    assert post.write(post.waiting()[-1])[0]


def test_a_mail_that_is_written_again_holds_the_only_link_that_works(post):
    first = post.forget("carla")
    _, second = post.write(post.waiting()[-1])
    assert post.door.ask("password_link_view", first) is None
    assert post.door.ask("password_link_view", second)


def test_the_operator_makes_a_link_of_an_account_that_is_there(post):
    token = "cbl_" + secrets.token_urlsafe(32)
    post.world.operate("make_password_link", "Carla@example.org", digest(token))
    assert change(post, token) is True
    with refused("account_unknown", "MV404"):
        post.world.operate("make_password_link", "stranger@example.org", digest(token))


def test_no_secret_of_a_link_stands_in_the_database(post):
    tokens = [post.forget("carla"), post.link_of(post.invite("adam", "ivo@example.org"))]
    for table in ("mail", "job", "password_link", "invitation", "audit_event", "event_private"):
        rows = str(post.world.superuser(f"SELECT t::text FROM casebridge.{table} t"))
        assert not [token for token in tokens if token in rows or token[4:] in rows], table


@pytest.fixture
def own(post):
    """Monica has a password; the world's people sign in without one."""
    known = "UPDATE casebridge.account SET password_hash = 'known hash' WHERE id = %s"
    post.world.superuser(known, post.world.accounts["monica"])
    return post


def present(post, person):
    return post.world.one(HASH, post.world.accounts[person])


def change_own(post, person, to="another hash", known=None):
    token = post.world.tokens[f"browsing {person}"]
    return post.door.ask("change_my_password", token, known or present(post, person), to)


def test_who_knows_the_present_password_changes_it_and_stays_signed_in_here_alone(own):
    world, door = own.world, own.door
    door.browse("monica", "monica elsewhere"), door.browse("monica"), door.browse("marco")
    link, ticket = own.forget("monica"), door.knock("anna")
    assert change_own(own, "monica") is True
    assert present(own, "monica") == "another hash"
    with refused("not_signed_in", "MV401"):
        world.call("monica elsewhere", "account_view")
    for name in ("browsing monica", "monica", "browsing marco"):
        assert world.call(name, "account_view")["name"] in ("Monica", "Marco")
    assert change(own, link) is False, "a link that was on its way opens nothing any more"
    assert door.ask("ticket_view", ticket), "somebody else's sign-in goes on"
    told = "SELECT count(*) FROM casebridge.mail WHERE kind = 'password_changed' AND account_id = %s"
    assert world.one(told, world.accounts["monica"]) == 1
    event = "SELECT action, facts::jsonb ->> 'sessions' FROM casebridge.audit_event WHERE chain_id = %s ORDER BY seq DESC LIMIT 1"
    assert world.superuser(event, world.accounts["monica"]) == [("password_changed", "1")]


def test_a_password_that_was_changed_meanwhile_is_not_changed_again(own):
    own.door.browse("monica")
    before = present(own, "monica")
    assert change_own(own, "monica", "first", before) is True
    assert change_own(own, "monica", "second", before) is False
    assert present(own, "monica") == "first"


def test_neither_a_token_nor_a_session_that_has_ended_changes_a_password(own):
    with refused("browser_only", "MV403"):
        own.door.ask("change_my_password", own.world.tokens["monica"], present(own, "monica"), "hash")
    own.door.browse("monica")
    own.world.call("browsing monica", "sign_out")
    with refused("not_signed_in", "MV401"):
        change_own(own, "monica")


def test_changing_the_password_forgets_the_failures_before(own):
    token = own.door.browse("monica")
    waits = [own.door.ask("confirmation_challenge", token)["wait_seconds"] for _ in range(4)]
    assert waits == [0, 0, 0, 1]
    change_own(own, "monica")
    assert own.door.ask("confirmation_challenge", token)["wait_seconds"] == 0


def test_nobody_is_entered_after_a_password_was_changed(own):
    own.door.browse("monica")
    change_own(own, "monica", known="no hash of hers")
    change_own(own, "monica")
    connection = own.world.connection("casebridge_sign_in")
    assert not connection.execute("SELECT current_setting('casebridge.identity', true)").fetchone()[0]
