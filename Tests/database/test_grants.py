"""Roles: two people of the organisation grant one with access to cases, and nobody grants himself one."""

import uuid

import pytest

from people import PEOPLE
from refusals import refused

ROLES = ("coordinator", "monitor", "reviewer", "approver", "administrator", "auditor", "data_protection_officer")


def newcomer(world, organisation="bridge_watch"):
    name = "new" + uuid.uuid4().hex[:8]
    world.add_person(name, organisation, ())
    return name


def roles(world, name):
    return [grant["role"] for grant in world.call(name, "account_view")["roles"]]


@pytest.mark.parametrize("role", ROLES)
def test_a_role_takes_two_people(shared_world, role):
    name = newcomer(shared_world)
    grant = shared_world.call("adam", "propose_grant", shared_world.accounts[name], role)
    assert (grant["effective"], roles(shared_world, name)) == (False, [])
    with refused("second_person_needed", "MV403"):
        shared_world.call("adam", "confirm_grant", grant["id"])
    shared_world.call("ada", "confirm_grant", grant["id"])
    assert roles(shared_world, name) == [role]
    with refused("already_decided", "MV409"):
        shared_world.call("agnes", "confirm_grant", grant["id"])


def test_nobody_grants_himself_a_role_or_confirms_his_own(shared_world):
    with refused("own_role", "MV403"):
        shared_world.call("adam", "propose_grant", shared_world.accounts["adam"], "monitor")
    grant = shared_world.call("ada", "propose_grant", shared_world.accounts["adam"], "monitor")["id"]
    with refused("second_person_needed", "MV403"):
        shared_world.call("adam", "confirm_grant", grant)
    shared_world.call("ada", "revoke_grant", grant)


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, (_, held) in PEOPLE.items()
        if not {"administrator", "authority_administrator"} & set(held)
    ],
)
def test_whoever_does_not_manage_roles_finds_nobody_to_grant_to(shared_world, name):
    grant = shared_world.one(
        "SELECT id FROM casebridge.role_grant WHERE account_id = %s", shared_world.accounts["marco"]
    )
    with refused("not_found", "MV404"):
        shared_world.call(name, "propose_grant", shared_world.accounts["nobody"], "monitor")
    for function in ("confirm_grant", "revoke_grant"):
        with refused("not_found", "MV404"):
            shared_world.call(name, function, grant)
    with refused("role_missing", "MV403"):
        shared_world.call(name, "people_list")


def test_roles_of_authorities_stay_in_authorities(shared_world):
    with refused("role_unknown", "MV422"):
        shared_world.call("adam", "propose_grant", shared_world.accounts["nobody"], "officer")
    officer = newcomer(shared_world, "office")
    for role in ("monitor", "coordinator", "planet"):
        with refused("role_unknown", "MV422"):
            shared_world.call("alma", "propose_grant", shared_world.accounts[officer], role)
    proposed = shared_world.call("alma", "propose_grant", shared_world.accounts[officer], "officer")
    assert proposed["effective"] is False


@pytest.mark.parametrize(
    "organisation, role", [("office", "coordinator"), ("bridge_watch", "officer"), ("bridge_watch", "planet")]
)
def test_the_operator_founds_no_account_with_a_role_of_the_other_kind(shared_world, organisation, role):
    with refused("role_unknown", "MV422"):
        shared_world.operate(
            "create_account",
            shared_world.organisations[organisation],
            f"{uuid.uuid4().hex}@example.org",
            "X",
            "en",
            None,
            (role,),
        )


def test_a_revoked_role_ends_at_once_and_can_be_granted_again(shared_world):
    name = newcomer(shared_world)
    grant = shared_world.call("adam", "propose_grant", shared_world.accounts[name], "auditor")["id"]
    shared_world.call("ada", "confirm_grant", grant)
    with refused("already_granted", "MV409"):
        shared_world.call("ada", "propose_grant", shared_world.accounts[name], "auditor")
    assert shared_world.call(name, "audit_list", {"limit": 1})["items"]
    shared_world.call("ada", "revoke_grant", grant)
    with refused("role_missing", "MV403"):
        shared_world.call(name, "audit_list", {"limit": 1})
    for function in ("revoke_grant", "confirm_grant"):
        with refused("already_decided", "MV409"):
            shared_world.call("agnes", function, grant)
    shared_world.call("adam", "propose_grant", shared_world.accounts[name], "auditor")


def test_a_proposed_role_gives_nothing_yet(shared_world):
    name = newcomer(shared_world)
    shared_world.call("adam", "propose_grant", shared_world.accounts[name], "reviewer")
    assert shared_world.call(name, "report_list", ("submitted",), 10)["items"] == []
    with refused("role_missing", "MV403"):
        shared_world.call(name, "monitor_list")


def test_the_operators_functions_need_an_operator(shared_world):
    """The worker may load and import notices, but not found organisations, even where the privilege were given."""
    with shared_world.connection().transaction(force_rollback=True):
        shared_world.superuser("SET LOCAL casebridge.migrating = 'on'")
        shared_world.superuser("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA casebridge TO casebridge_app")
        shared_world.superuser("SET LOCAL ROLE casebridge_app")
        shared_world.superuser("SELECT casebridge.enter(%s)", shared_world.tokens["adam"])
        for call in (
            "account_list()",
            "organisation_list()",
            "disable_account('carla@example.org')",
            "load_form('a', 1, repeat('0', 64), '{}')",
            "create_organisation('monitoring', 'X', 'FR', 'UTC', NULL)",
            "create_account(NULL, 'a@b', 'A', 'en', NULL, '{}')",
            "create_token('carla@example.org', ''::bytea, '', NULL, now())",
            "revoke_token(gen_random_uuid())",
            "store_training(gen_random_uuid(), 'X', now()::date, now()::date)",
            "load_workflows('{}')",
            "load_indicators('[]')",
            "import_notice('{}', '')",
            "import_notices(ARRAY['{}']::jsonb[], ARRAY['']::bytea[])",
            "notice_sources('', 1)",
            "reassess('[]')",
            "await_all_corrections()",
            "corrections_waiting(1)",
            "store_corrected_results('', '[]')",
        ):
            with refused("operator_only", "MV403"), shared_world.connection().transaction():
                shared_world.superuser(f"SELECT casebridge.{call}")
