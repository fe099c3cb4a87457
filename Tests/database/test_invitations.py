"""Invitations: who may invite, what the link opens and when it ends, and what the new account may do."""

import secrets

import pytest

from door import Door
from post import Post
from refusals import refused

EMAIL = "ivo@example.org"


@pytest.fixture
def post(world):
    return Post(world)


def roles_of(world, email=EMAIL):
    return world.superuser(
        "SELECT g.role, g.granted_at IS NOT NULL FROM casebridge.role_grant g JOIN casebridge.account a ON"
        " a.id = g.account_id WHERE a.email = %s ORDER BY 1",
        email,
    )


def test_whoever_is_invited_has_an_account_from_the_acceptance_on(post):
    invitation = post.invite("adam", EMAIL)
    assert post.world.one("SELECT count(*) FROM casebridge.account WHERE email = %s", EMAIL) == 0
    token = post.link_of(invitation)
    assert post.door.ask("invitation_view", token) == {
        "email": EMAIL,
        "language": "bg",
        "roles": [],
        "organisation": "Bridge Watch",
        "invited_by": "Adam",
    }
    made = post.accept(invitation, name=" Ivo ", pseudonym="Heron", token=token)
    assert post.world.superuser(
        "SELECT id::text, name, pseudonym, password_hash FROM casebridge.account WHERE email = %s", EMAIL
    ) == [(made["id"], "Ivo", "Heron", "hash")]


def test_roles_wait_for_a_second_person(post):
    made = post.accept(post.invite("adam", EMAIL, ("auditor", "monitor")))
    assert roles_of(post.world) == [("auditor", False), ("monitor", False)]
    grant = post.world.one(
        "SELECT id::text FROM casebridge.role_grant WHERE account_id = %s AND role = 'monitor'", made["id"]
    )
    with refused("second_person_needed", "MV403"):
        post.world.call("adam", "confirm_grant", grant)
    post.world.call("ada", "confirm_grant", grant)
    assert roles_of(post.world) == [("auditor", False), ("monitor", True)]


def test_nobody_makes_himself_the_second_person_by_inviting_himself(post):
    """Whoever manages people can make an account; it confirms nothing before somebody else has vouched for it."""
    second = post.accept(post.invite("adam", "adam.second@example.org", ("administrator",)), name="Second")
    assert post.world.one(
        "SELECT array_agg(role) FROM casebridge.role_grant WHERE account_id = %s AND granted_at IS NULL", second["id"]
    ) == ["administrator"]


@pytest.mark.parametrize("person, name, role", [("agnes", "Agnes", "auditor"), ("carla", "Carla", "monitor")])
def test_an_inviter_who_may_not_propose_any_more_has_proposed_nothing(post, person, name, role):
    token = post.link_of(post.invite(person, EMAIL, (role,)))
    (grant,) = [
        grant["id"]
        for found in post.world.call("adam", "people_list")["items"]
        if found["name"] == name
        for grant in found["grants"]
    ]
    post.world.call("adam", "revoke_grant", grant)
    assert post.door.ask("accept_invitation", token, "Ivo", None, "en", "hash")
    assert roles_of(post.world) == []


@pytest.mark.parametrize("person", ["monica", "rita", "anna", "audrey", "olga", "nobody"])
def test_only_who_manages_people_invites(post, person):
    with refused("role_missing", "MV403"):
        post.invite(person, EMAIL)
    with refused("role_missing", "MV403"):
        post.world.call(person, "invitation_list")


def test_a_coordinators_monitor_waits_for_an_administrator(post):
    made = post.accept(post.invite("carla", EMAIL, ("monitor",)))
    assert roles_of(post.world) == [("monitor", False)]
    grant = post.world.one("SELECT id::text FROM casebridge.role_grant WHERE account_id = %s", made["id"])
    with refused("not_found", "MV404"):
        post.world.call("carla", "confirm_grant", grant)
    post.world.call("adam", "confirm_grant", grant)
    assert roles_of(post.world) == [("monitor", True)]


@pytest.mark.parametrize("roles", [(), ("coordinator",), ("monitor", "reviewer"), ("administrator",), ("monitor", "monitor")])
def test_a_coordinator_invites_nobody_but_monitors(post, roles):
    with refused("role_missing", "MV403"):
        post.invite("carla", EMAIL, roles)
    assert post.world.one("SELECT count(*) FROM casebridge.invitation WHERE email = %s", EMAIL) == 0


def test_a_coordinator_sees_and_changes_invitations_of_monitors_only(post):
    monitors, others = post.invite("adam", EMAIL, ("monitor",)), post.invite("adam", "eva@example.org", ("reviewer",))
    assert [item["id"] for item in post.world.call("carla", "invitation_list")["items"]] == [monitors]
    post.world.call("carla", "renew_invitation", monitors)
    post.world.call("carla", "revoke_invitation", monitors)
    for change in ("renew_invitation", "revoke_invitation"):
        with refused("not_found", "MV404"):
            post.world.call("carla", change, others)


def test_a_coordinator_has_nothing_to_do_with_anothers_invitations(post):
    invitation = post.invite("carla", EMAIL, ("monitor",))
    assert post.world.call("boris", "invitation_list")["items"] == []
    for change in ("renew_invitation", "revoke_invitation"):
        with refused("not_found", "MV404"):
            post.world.call("boris", change, invitation)
    organisations = post.world.superuser(
        "SELECT i.organisation_id = a.organisation_id FROM casebridge.invitation i JOIN casebridge.account a"
        " ON a.email = 'carla@example.org' WHERE i.id = %s", invitation
    )
    assert organisations == [(True,)]


def test_an_authoritys_administrator_invites_officers_and_no_monitors(post):
    post.accept(post.invite("alma", EMAIL, ("officer",)))
    assert roles_of(post.world) == [("officer", False)]
    with refused("role_unknown", "MV422"):
        post.invite("alma", "other@example.org", ("monitor",))


@pytest.mark.parametrize(
    "email, language, roles, code",
    [
        ("nobody", "en", (), "email_malformed"),
        ("a b@example.org", "en", (), "email_malformed"),
        ("a@example.org\nBcc: x@y", "en", (), "email_malformed"),
        ("x" * 250 + "@a.org", "en", (), "email_malformed"),
        (EMAIL, "Bulgarian, please", (), "language_unknown"),
        (EMAIL, "en", ("king",), "role_unknown"),
        (EMAIL, "en", ("officer",), "role_unknown"),
    ],
)
def test_what_makes_no_sense_is_refused(post, email, language, roles, code):
    with refused(code, "MV422"):
        post.invite("adam", email, roles, language)


def test_somebody_of_the_organisation_or_invited_already_is_refused(post):
    with refused("email_taken", "MV409"):
        post.invite("adam", "Monica@example.org")
    post.invite("adam", EMAIL)
    with refused("already_invited", "MV409"):
        post.invite("ada", EMAIL.upper())


def test_an_address_of_another_organisation_is_not_told_and_gets_no_link(post):
    invitation = post.invite("adam", "mila@example.org")
    order, token = post.write(post.mail_of(invitation))
    assert order["is_member"] is True and order["email"] == "mila@example.org"
    assert post.door.ask("invitation_view", token) is None
    assert post.door.ask("accept_invitation", token, "Mila", None, "en", "hash") is None


def test_an_invitation_is_accepted_once(post):
    token = post.link_of(post.invite("adam", EMAIL))
    assert post.door.ask("accept_invitation", token, "Ivo", None, "en", "hash")
    assert post.door.ask("accept_invitation", token, "Eve", None, "en", "other") is None
    assert post.door.ask("invitation_view", token) is None


def test_a_link_ends_after_a_week_when_revoked_and_when_another_is_sent(post):
    world = post.world
    revoked, renewed, old = (post.invite("adam", f"{name}@example.org") for name in ("a", "b", "c"))
    tokens = [post.link_of(invitation) for invitation in (revoked, renewed, old)]
    world.call("ada", "revoke_invitation", revoked)
    world.call("ada", "renew_invitation", renewed)
    world.superuser("UPDATE casebridge.invitation SET expires_at = now() WHERE id = %s", old)
    assert [post.door.ask("invitation_view", token) for token in tokens] == [None, None, None]
    assert post.door.ask("invitation_view", post.link_of(renewed))
    with refused("already_decided", "MV409"):
        world.call("ada", "renew_invitation", revoked)


def test_another_organisations_invitation_is_not_found(post):
    invitation = post.invite("adam", EMAIL)
    for function in ("revoke_invitation", "renew_invitation"):
        with refused("not_found", "MV404"):
            post.world.call("atanas", function, invitation)
    assert post.world.call("atanas", "invitation_list") == {"items": []}
    assert [item["email"] for item in post.world.call("ada", "invitation_list")["items"]] == [EMAIL]


def test_a_sixth_mail_of_one_invitation_in_a_day_is_refused(post):
    invitation = post.invite("adam", EMAIL)
    for _ in range(4):
        post.world.call("adam", "renew_invitation", invitation)
    with refused("too_many_invitations", "MV429"):
        post.world.call("adam", "renew_invitation", invitation)


def test_the_hundred_and_first_invitation_of_one_person_in_a_day_is_refused(post):
    post.world.superuser(
        "INSERT INTO casebridge.invitation (organisation_id, email, language, roles, invited_by) SELECT"
        " organisation_id, 'x' || n || '@example.org', 'en', '{}', id FROM casebridge.account,"
        " generate_series(1, 100) n WHERE name = 'Adam'"
    )
    with refused("too_many_invitations", "MV429"):
        post.invite("adam", EMAIL)
    post.invite("ada", EMAIL)


def test_a_pseudonym_is_free_and_not_the_name(post):
    token = post.link_of(post.invite("adam", EMAIL))
    taken = post.world.one("SELECT pseudonym FROM casebridge.account WHERE name = 'Monica'")
    for pseudonym, code in ((taken.lower(), "pseudonym_taken"), ("ivo", "pseudonym_tells_the_name")):
        with refused(code, "MV422"):
            post.door.ask("accept_invitation", token, "Ivo", pseudonym, "en", "hash")
    with refused("text_missing", "MV422"):
        post.door.ask("accept_invitation", token, " ", "Heron", "en", "hash")
    assert post.door.ask("accept_invitation", token, "Ivo", "Heron", "en", "hash")


def test_the_operator_invites_with_a_link_in_the_hand_and_founds_with_roles(post):
    world = post.world
    token = "cbl_" + secrets.token_urlsafe(32)
    from post import digest

    organisation = world.organisations["bridge_watch"]
    arguments = (organisation, EMAIL, "it", ("coordinator",), digest(token))
    world.operate("invite_by_operator", *arguments)
    assert post.waiting() == []
    assert post.door.ask("invitation_view", token)["invited_by"] is None
    assert post.door.ask("accept_invitation", token, "Ivo", None, "it", "hash")
    assert roles_of(world) == [("coordinator", True)]
    for code, *changed in (("email_taken", organisation, "mila@example.org"), ("organisation_unknown", world.accounts["carla"], "z@example.org")):
        with refused(code):
            world.operate("invite_by_operator", *changed, "it", (), None)


def test_an_invited_person_who_decides_needs_a_second_factor_at_once(post):
    made = post.accept(post.invite("adam", EMAIL, ("administrator",)))
    post.world.accounts["ivo"] = made["id"]
    post.world.call("ada", "confirm_grant", post.world.one(
        "SELECT id::text FROM casebridge.role_grant WHERE account_id = %s", made["id"]))
    assert Door(post.world).answer("ivo", "cbs_" + secrets.token_urlsafe(32))["owes"] == "enrolment"
