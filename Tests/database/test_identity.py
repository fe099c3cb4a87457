"""PostgreSQL knows who asks: by the token's session, for this backend and this transaction, and by nothing else."""

import hashlib

import pytest

from asking import ask, entering
from paths import Path
from refusals import FORGED, PRIVILEGE, refusals, refused

SETTING = "SELECT current_setting('casebridge.identity')"


def claim(text):
    return "SELECT set_config('casebridge.identity', %s, true)", text


def signed_identity(connection, world, person):
    return ask(connection, entering(world, person), question=SETTING)


def test_the_token_says_who_asks(shared_world, app):
    assert str(ask(app, entering(shared_world, "carla"))) == shared_world.accounts["carla"]


def test_without_entering_there_is_an_error_and_not_an_empty_list(shared_world, app):
    Path(shared_world).advance("selected")
    for question in (
        "SELECT casebridge.me()",
        "SELECT * FROM casebridge.case_file",
        "SELECT id FROM casebridge.account",
        "SELECT casebridge.case_list(NULL, NULL, NULL, NULL, NULL, NULL)",
        "SELECT casebridge.holds('case.read')",
    ):
        with refused("not_signed_in", "MV401"):
            ask(app, question=question)


def test_the_identity_ends_with_its_transaction(shared_world, app):
    ask(app, entering(shared_world, "carla"))
    with refused("not_signed_in", "MV401"):
        ask(app)


def test_the_identity_ends_when_its_savepoint_is_undone(shared_world, app):
    with refused("not_signed_in"):
        ask(app, ("SAVEPOINT here",), entering(shared_world, "carla"), ("ROLLBACK TO here",))


NAME = 64  # hexadecimal digits; what follows binds a setting to its backend and transaction


@pytest.mark.parametrize(
    "forge",
    [
        lambda genuine, secret, other: changed(genuine, 0),
        lambda genuine, secret, other: changed(genuine, NAME - 1),
        lambda genuine, secret, other: changed(genuine, NAME),
        lambda genuine, secret, other: changed(genuine, -1),
        lambda genuine, secret, other: genuine.upper(),
        lambda genuine, secret, other: genuine + " ",
        lambda genuine, secret, other: " " + genuine,
        lambda genuine, secret, other: genuine[:NAME],
        lambda genuine, secret, other: genuine[NAME:],
        lambda genuine, secret, other: sha256(genuine[:NAME]) + genuine[NAME:],  # what is stored
        lambda genuine, secret, other: secret,
        lambda genuine, secret, other: secret + genuine[NAME:],
        lambda genuine, secret, other: f"account|{other}||",
        lambda genuine, secret, other: f"account|{other}||" + genuine[NAME:],
        lambda genuine, secret, other: f"account|{other}|||" + "0" * 96,
        lambda genuine, secret, other: f"account|{other}|||" + hashlib.sha384(b"").hexdigest(),
        lambda genuine, secret, other: other,
        lambda genuine, secret, other: other + genuine[NAME:],
        lambda genuine, secret, other: "|" + "0" * 96,
        lambda genuine, secret, other: "x",
    ],
)
def test_an_edited_identity_is_nobodys(shared_world, app, forge):
    with refusals(), app.transaction(force_rollback=True):
        token = shared_world.new_token("carla", ("case.read",))
        app.execute("SELECT casebridge.enter(%s)", (token,))
        genuine = app.execute(SETTING).fetchone()[0]
        app.execute(claim("")[0], (forge(genuine, token, shared_world.accounts["anna"]),))
        with refused(FORGED, "MV401"), refusals(), app.transaction():
            app.execute("SELECT casebridge.me()")


def changed(text, index):
    digits = list(text)
    digits[index] = "0" if digits[index] != "0" else "1"
    return "".join(digits)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "forge",
    [
        lambda genuine, other: genuine.replace("clock", "mail"),
        lambda genuine, other: changed(genuine, -1),
        lambda genuine, other: genuine.replace("system|", "operator|", 1),
        lambda genuine, other: genuine.replace("system|clock||", f"account|{other}||", 1),
        lambda genuine, other: genuine.upper(),
        lambda genuine, other: genuine + " ",
        lambda genuine, other: " " + genuine,
    ],
)
def test_an_edited_signed_identity_is_nobodys(shared_world, forge):
    worker = shared_world.connect("casebridge_worker")
    with refusals(), worker.transaction(force_rollback=True):
        worker.execute("SELECT casebridge.enter_system('clock')")
        genuine = worker.execute(SETTING).fetchone()[0]
        worker.execute(claim("")[0], (genuine,))
        assert worker.execute("SELECT casebridge.identity()").fetchone()[0][:2] == ["system", "clock"]
        worker.execute(claim("")[0], (forge(genuine, shared_world.accounts["anna"]),))
        with refused(FORGED, "MV401"), refusals(), worker.transaction():
            worker.execute("SELECT casebridge.identity()")
    worker.close()


@pytest.mark.parametrize(
    "end", ["revoked_at = now()", "expires_at = now() - interval '1 hour'"]
)
def test_an_identity_ends_with_its_session_even_within_a_transaction(shared_world, app, end):
    token = shared_world.new_token("carla")
    with refused("not_signed_in", "MV401"), refusals(), app.transaction():
        app.execute("SELECT casebridge.enter(%s)", (token,))
        app.execute("SELECT casebridge.me()")
        shared_world.superuser(
            f"UPDATE casebridge.session SET {end} WHERE token_hash = casebridge.session_hash(%s) RETURNING 1",
            hashlib.sha256(token.encode()).digest(),
        )
        app.execute("SELECT casebridge.me()")


def test_an_identity_ends_with_its_account(world):
    app, token = world.connect("casebridge_app"), world.new_token("carla")
    with refused("not_signed_in", "MV401"), refusals(), app.transaction():
        app.execute("SELECT casebridge.enter(%s)", (token,))
        world.operate("disable_account", "carla@example.org")
        app.execute("SELECT casebridge.me()")
    app.close()


def test_a_plain_setting_names_nobody(shared_world, app):
    for name in ("casebridge.identity", "casebridge.account", "app.user"):
        with refused("MV401"):
            ask(app, (f"SELECT set_config('{name}', %s, true)", shared_world.accounts["carla"]))


def test_a_setting_replayed_in_a_later_transaction_of_its_backend_is_forged(shared_world, app):
    genuine = signed_identity(app, shared_world, "carla")
    with refused(FORGED, "MV401"):
        ask(app, claim(genuine))


def test_a_setting_replayed_in_another_backend_is_forged(shared_world, app):
    other = shared_world.connect("casebridge_app")
    with app.transaction():
        app.execute(*entering(shared_world, "carla")[:1], (shared_world.tokens["carla"],))
        genuine = app.execute(SETTING).fetchone()[0]
        with refused(FORGED, "MV401"):
            ask(other, claim(genuine))
    other.close()


def test_a_setting_kept_for_the_session_names_nobody_afterwards(shared_world, app):
    genuine = signed_identity(app, shared_world, "carla")
    app.execute("SELECT set_config('casebridge.identity', %s, false)", (genuine,))
    with refused(FORGED, "MV401"):
        ask(app)


def test_identities_of_a_worker_or_operator_cannot_be_taken_by_the_app(shared_world, app):
    for entry in ("enter_system", "enter_operator"):
        with refused(PRIVILEGE):
            ask(app, (f"SELECT casebridge.{entry}('x')",))
    worker = shared_world.connect("casebridge_worker")
    with worker.transaction():
        worker.execute("SELECT casebridge.enter_system('clock')")
        genuine = worker.execute(SETTING).fetchone()[0]
        with refused(FORGED):
            ask(app, claim(genuine))
        with refused("not_an_account", "MV401"), refusals(), worker.transaction():
            worker.execute("SELECT casebridge.me()")
    worker.close()


def test_the_workers_and_operators_identity_reaches_no_organisation(shared_world):
    for enter in (shared_world.worker, shared_world.operator):
        with enter() as cursor:
            cursor.execute(
                "SELECT casebridge.scope_organisations('case.read'), casebridge.scope_assigned('case.read'), "
                "casebridge.scope_authorities('referral.read'), casebridge.holds('case.read')"
            )
            assert cursor.fetchone() == ([], [], [], False)


@pytest.mark.parametrize("role, entry", [("worker", "enter_system"), ("operator", "enter_operator")])
@pytest.mark.parametrize("name", ["", "A", "a|b", "account|x", "a" * 41, "a b"])
def test_names_of_workers_and_operators_are_codes(shared_world, role, entry, name):
    with refused("MV422"), shared_world.acting_as(f"casebridge_{role}") as cursor:
        cursor.execute(f"SELECT casebridge.{entry}(%s)", (name,))


def test_a_renewed_secret_ends_what_was_signed_with_the_old_one(world):
    worker = world.connect("casebridge_worker")
    with refused(FORGED), refusals(), worker.transaction():
        worker.execute("SELECT casebridge.enter_system('clock')")
        world.operate("renew_identity_secret")
        worker.execute("SELECT casebridge.identity()")
    worker.close()
    assert world.call("carla", "account_view")["email"] == "carla@example.org"


INNER = [
    "SELECT casebridge.set_identity('account|x||', '')",
    "SELECT casebridge.identity_signature('account|x||')",
    "SELECT casebridge.verified_identity()",
    "SELECT casebridge.append_event('case', gen_random_uuid(), NULL, 'case', NULL, 'closed', '{}')",
    "SELECT casebridge.make_transition(NULL, NULL, NULL, NULL, NULL)",
    "SELECT casebridge.record_creation(NULL, NULL, NULL, NULL, NULL)",
    "SELECT casebridge.take_effect('void_approvals', NULL, NULL, NULL)",
    "SELECT casebridge.start_clock(NULL, 'approval', NULL)",
    "SELECT casebridge.sign_in(gen_random_uuid(), ''::bytea, NULL, NULL, NULL)",
    "SELECT casebridge.session_hash(''::bytea)",
    "SELECT casebridge.request_setting('x')",
    "SELECT casebridge.renew_identity_secret()",
    "SELECT req.no_conflict(NULL, NULL)",
    "SELECT effect.void_approvals(NULL, NULL, NULL)",
    "CALL guard.seal()",
]


@pytest.mark.parametrize("statement", INNER)
def test_the_inner_functions_are_closed_to_the_app(shared_world, app, statement):
    with refused(PRIVILEGE), refusals():
        app.execute(statement)


def test_no_temporary_object_can_stand_before_ours(shared_world, app):
    for statement in (
        "CREATE TEMP TABLE session (id uuid)",
        "CREATE TEMP VIEW role_grant AS SELECT 1",
        "CREATE FUNCTION pg_temp.me() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
        "CREATE TABLE public.session (id uuid)",
    ):
        with refused(PRIVILEGE), refusals():
            app.execute(statement)


def test_even_with_temporary_tables_allowed_the_functions_read_ours(told_once):
    told_once.superuser(
        "DO $$ BEGIN EXECUTE format('GRANT TEMP ON DATABASE %I TO casebridge_app', current_database());"
        " END $$"
    )
    reports = told_once.one(
        "SELECT count(*) FROM casebridge.report WHERE organisation_id = %s",
        told_once.organisations["bridge_watch"],
    )
    app = told_once.connect("casebridge_app")
    with app.transaction():
        for table in (
            "session",
            "account",
            "role_grant",
            "role",
            "report",
            "case_file",
            "assignment",
        ):
            app.execute(
                f"CREATE TEMP TABLE {table} (LIKE casebridge.{table})"
                if table in ("report", "case_file")
                else f"CREATE TEMP TABLE {table} AS SELECT 1 AS id"
            )
        app.execute("SELECT casebridge.enter(%s)", (told_once.tokens["rita"],))
        assert str(app.execute("SELECT casebridge.me()").fetchone()[0]) == told_once.accounts["rita"]
        assert app.execute("SELECT count(*) FROM casebridge.report").fetchone() == (reports,)
        assert app.execute("SELECT casebridge.report_list(ARRAY['submitted'], 100)").fetchone()[0]["items"]
    app.close()


def test_a_search_path_of_the_callers_own_changes_nothing(shared_world, app):
    path = Path(shared_world).advance("selected")
    for search_path in ("pg_temp", "''", "public, pg_temp"):
        with app.transaction():
            app.execute(f"SET LOCAL search_path = {search_path}")
            app.execute("SELECT casebridge.enter(%s)", (shared_world.tokens["carla"],))
            assert (
                app.execute("SELECT casebridge.case_view(%s)", (path.case,)).fetchone()[0]["id"] == path.case
            )
            assert app.execute(
                "SELECT count(*) FROM casebridge.case_file WHERE id = %s", (path.case,)
            ).fetchone() == (1,)
