"""Tokens that are none, ended, revoked or limited: what each opens, and that nothing else does."""

import secrets

import pytest

from client import Client, refused
from path import Path
from people import email


@pytest.fixture(scope="module")
def path(service):
    return Path(service).advance("draft")


def new_token(service, person, *options):
    return service.program.run("token", "create", "--account", email(person), "--label", "tests", *options)


def session_of(service, token):
    return service.one(
        "SELECT id FROM casebridge.session WHERE token_hash = casebridge.session_hash(sha256(convert_to(%s, 'UTF8')))", token
    )


def ask(service, token):
    client = Client(service.server.origin, token)
    try:
        return client.ask("GET", "account")
    finally:
        client.close()


def is_refused(service, token, code="not_signed_in"):
    answer = ask(service, token)
    refused(answer, 401, code)
    return answer.headers["www-authenticate"] == "Bearer"


def test_what_is_no_token_opens_nothing(service):
    whole = service.token("carla")
    for token in (
        "x",
        "cbt_",
        whole[:-1],
        whole + "A",
        whole.upper(),
        "cbt_" + secrets.token_urlsafe(32),
        "cbs_" + whole[4:],
    ):
        assert is_refused(service, token), token


def test_a_token_is_presented_as_a_bearers(service):
    client = service.visitor()
    for header in ("", "Basic abc", service.token("carla"), "Bearer", f"Token {service.token('carla')}"):
        refused(client.ask("GET", "account", headers={"Authorization": header}), 401, "not_signed_in")
    refused(client.ask("GET", f"account?token={service.token('carla')}"), 401, "not_signed_in")
    assert (
        client.ask(
            "GET", "account", headers={"Authorization": f"bearer  {service.token('carla')}"}
        ).status_code
        == 200
    )


def test_an_expired_token_opens_nothing(service):
    token = new_token(service, "carla")
    assert ask(service, token).status_code == 200
    service.rows(
        "UPDATE casebridge.session SET expires_at = now() - interval '1 second' WHERE id = %s RETURNING id",
        session_of(service, token),
    )
    assert is_refused(service, token, "session_expired")


def test_a_revoked_token_opens_nothing_and_its_end_is_an_event(service):
    token = new_token(service, "carla")
    session = session_of(service, token)
    service.program.run("token", "revoke", session)
    assert is_refused(service, token)
    events = service.rows(
        "SELECT action FROM casebridge.audit_event WHERE record_id = %s ORDER BY seq", session
    )
    assert events == [("token_created",), ("token_revoked",)]
    assert service.program.try_run("token", "revoke", session).returncode == 65


def test_a_disabled_account_opens_nothing(service):
    token = new_token(service, "agata")
    assert ask(service, token).status_code == 200
    service.program.run("account", "disable", email("agata"))
    assert is_refused(service, token)
    assert service.program.try_run("token", "create", "--account", email("agata")).returncode == 65


def test_a_limited_token_does_only_what_it_names(path):
    service = path.service
    limited = Client(
        service.server.origin,
        new_token(service, "carla", "--scope", "case.read", "--scope", "report.comment"),
    )
    account = limited.get("account")
    assert account["token_scopes"] == ["case.read", "report.comment"]
    assert account["permissions"] == ["case.read", "report.comment"]
    assert limited.get(f"cases/{path.case}")["id"] == path.case
    body = {"contract_id": path.free_contract(), "reason": "High risk"}
    refused(limited.ask("POST", "cases", body=body), 403, "role_missing")
    refused(limited.ask("GET", f"reports/{path.report}"), 404, "not_found")
    refused(limited.ask("POST", f"reports/{path.report}/comments", body={"text": "Hm"}), 404, "not_found")
    refused(limited.ask("GET", "monitors"), 403, "role_missing")
    assert limited.get("referrals")["items"] == []
    assert (
        limited.move("case", path.case, "discard", reason="Duplicate", status=403)["code"] == "role_missing"
    )
    limited.close()


def test_a_scope_gives_nothing_that_the_role_does_not(path):
    service = path.service
    limited = Client(
        service.server.origin, new_token(service, "audrey", "--scope", "case.read", "--scope", "audit.read")
    )
    refused(limited.ask("GET", f"cases/{path.case}"), 404, "not_found")
    assert limited.get("audit?limit=1")["items"]
    limited.close()


def test_a_scope_or_an_organisation_that_does_not_exist_is_refused(service):
    refusal = service.program.try_run("token", "create", "--account", email("carla"), "--scope", "case.reed")
    assert (refusal.returncode, refusal.stdout) == (65, "") and "scope_unknown" in refusal.stderr
    refusal = service.program.try_run(
        "account",
        "create",
        "--organisation",
        service.account("carla"),
        "--email",
        "new@example.org",
        "--name",
        "New",
        text="a long new password\n",
    )
    assert refusal.returncode == 65 and "organisation_unknown" in refusal.stderr


def test_a_token_ends_within_a_year(service):
    for days in ("0", "367", "-1"):
        assert (
            service.program.try_run(
                "token", "create", "--account", email("carla"), "--expires", days
            ).returncode
            == 64
        )


def test_only_the_hash_of_a_token_is_stored(service):
    token = service.token("carla")
    tables = service.rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'casebridge'::regnamespace AND relkind = 'r'"
    )
    assert not [
        name
        for (name,) in tables
        if service.one(
            f"SELECT EXISTS (SELECT FROM casebridge.{name} t WHERE strpos(t::text, %s) > 0)", token
        )
    ]


def test_the_servers_log_names_no_token_no_person_and_no_record(path):
    log = path.service.server.log.read_text()
    assert '"route":"/api/v1/cases/{id}"' in log
    for secret in (
        path.service.token("carla"),
        path.case,
        path.report,
        email("carla"),
        path.service.account("carla"),
    ):
        assert secret not in log


def test_a_role_that_was_revoked_is_gone_at_once(service):
    grants = next(
        person["grants"]
        for person in service["atanas"].get("people")["items"]
        if person["id"] == service.account("anton")
    )
    assert service["anton"].get("referrals")["items"] == []
    service["atanas"].post(f"grants/{grants[0]['id']}/revocation", None)
    assert service["anton"].get("account")["permissions"] == []


def test_a_role_with_access_to_cases_is_granted_by_two_people_and_never_to_oneself(service):
    spare = service.account("nobody")
    proposed = service["adam"].post(f"people/{spare}/grants", {"role": "reviewer"})
    assert not proposed["effective"]
    assert service["nobody"].get("account")["roles"] == []
    refused(service["adam"].ask("POST", f"grants/{proposed['id']}/confirmation"), 403, "second_person_needed")
    assert service["ada"].post(f"grants/{proposed['id']}/confirmation", None)["effective"]
    assert [role["role"] for role in service["nobody"].get("account")["roles"]] == ["reviewer"]
    own = service["adam"].ask("POST", f"people/{service.account('adam')}/grants", body={"role": "reviewer"})
    refused(own, 403, "own_role")
