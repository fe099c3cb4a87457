-- Organisations, accounts, grants of roles, sessions; and how PostgreSQL knows who asks.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

-- Ids are UUIDv7 (RFC 9562): in order of creation, so that indexes grow at one end.
CREATE FUNCTION casebridge.uuid7() RETURNS uuid
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN encode(set_bit(set_bit(
        overlay(uuid_send(gen_random_uuid()) PLACING
            substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
        52, 1), 53, 1), 'hex')::uuid;
END
$$;

CREATE TABLE casebridge.organisation (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    kind text COLLATE "C" NOT NULL CONSTRAINT kind_of_organisation CHECK (kind IN ('monitoring', 'authority')),
    name text NOT NULL CONSTRAINT organisation_has_a_name CHECK (length(btrim(name)) BETWEEN 1 AND 300),
    country text COLLATE "C" NOT NULL CONSTRAINT country_is_iso_3166 CHECK (country ~ '^[A-Z]{2}$'),
    time_zone text NOT NULL DEFAULT 'UTC',
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (name, country)
);

CREATE TABLE casebridge.account (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    organisation_id uuid NOT NULL REFERENCES casebridge.organisation,
    email text NOT NULL CONSTRAINT email_has_an_at CHECK (email ~ '^[^[:space:]@]+@[^[:space:]@]+$' AND length(email) <= 254),
    name text NOT NULL CONSTRAINT account_has_a_name CHECK (length(btrim(name)) BETWEEN 1 AND 200),
    pseudonym text NOT NULL,
    language text COLLATE "C" NOT NULL DEFAULT 'en',
    password_hash text,
    created_at timestamptz NOT NULL DEFAULT now(),
    disabled_at timestamptz,
    is_open boolean GENERATED ALWAYS AS (disabled_at IS NULL) STORED,
    UNIQUE (id, is_open),
    UNIQUE (organisation_id, id),
    UNIQUE (organisation_id, pseudonym)
);
CREATE UNIQUE INDEX account_email ON casebridge.account (lower(email));

CREATE TABLE casebridge.role (
    name text COLLATE "C" PRIMARY KEY,
    scope text COLLATE "C" NOT NULL
        CONSTRAINT scope_is_known CHECK (scope IN ('own', 'assigned', 'organisation', 'country', 'all', 'authority')),
    grantors int NOT NULL CONSTRAINT one_or_two_grantors CHECK (grantors IN (1, 2)),
    -- An array, not a table: every request asks for one or two of them, and finds them in the row of the role.
    permissions text[] COLLATE "C" NOT NULL
);

-- A grant works once enough people other than its holder have agreed; the operator founds an organisation.
CREATE TABLE casebridge.role_grant (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    account_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    role text COLLATE "C" NOT NULL REFERENCES casebridge.role DEFERRABLE INITIALLY DEFERRED,
    scope text COLLATE "C" NOT NULL
        CONSTRAINT scope_is_known CHECK (scope IN ('own', 'assigned', 'organisation', 'country', 'all', 'authority')),
    country text COLLATE "C",
    proposed_by uuid,
    confirmed_by uuid,
    by_operator boolean NOT NULL DEFAULT false,
    proposed_at timestamptz NOT NULL DEFAULT now(),
    granted_at timestamptz,
    revoked_at timestamptz,
    FOREIGN KEY (organisation_id, account_id) REFERENCES casebridge.account (organisation_id, id),
    FOREIGN KEY (organisation_id, proposed_by) REFERENCES casebridge.account (organisation_id, id),
    FOREIGN KEY (organisation_id, confirmed_by) REFERENCES casebridge.account (organisation_id, id),
    CONSTRAINT nobody_grants_himself_a_role CHECK (proposed_by <> account_id AND confirmed_by <> account_id),
    CONSTRAINT two_different_grantors CHECK (proposed_by <> confirmed_by),
    CONSTRAINT somebody_proposed CHECK (by_operator = (proposed_by IS NULL)),
    CONSTRAINT country_with_its_scope CHECK ((scope = 'country') = (country IS NOT NULL))
);
CREATE INDEX role_grant_account ON casebridge.role_grant (account_id) WHERE granted_at IS NOT NULL AND revoked_at IS NULL;
CREATE UNIQUE INDEX role_grant_once ON casebridge.role_grant (account_id, role, scope) WHERE revoked_at IS NULL;

-- A browser's session or an API token. Only a hash of the secret is stored (session_hash). Its key holds whether the account
-- is open, which PostgreSQL itself keeps true: no session opens while an account is being disabled, and none outlives it.
CREATE TABLE casebridge.session (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    account_id uuid NOT NULL,
    account_is_open boolean NOT NULL DEFAULT true,
    kind text COLLATE "C" NOT NULL CONSTRAINT kind_of_session CHECK (kind IN ('browser', 'api')),
    token_hash bytea NOT NULL UNIQUE CONSTRAINT token_hash_is_sha256 CHECK (length(token_hash) = 32),
    label text,
    scopes text[] COLLATE "C",
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT session_of_an_account FOREIGN KEY (account_id, account_is_open) REFERENCES casebridge.account (id, is_open)
        ON UPDATE CASCADE,
    CONSTRAINT only_tokens_have_scopes CHECK (scopes IS NULL OR kind = 'api'),
    CONSTRAINT scopes_are_named CHECK (array_position(scopes, NULL) IS NULL)
);
CREATE INDEX session_account ON casebridge.session (account_id) WHERE revoked_at IS NULL;

-- Failed sign-ins by account and by network: delays grow with them, and no account is ever locked.
CREATE TABLE casebridge.sign_in_failure (
    subject_hash bytea NOT NULL CONSTRAINT subject_hash_is_sha256 CHECK (length(subject_hash) = 32),
    failures int NOT NULL,
    last_failed_at timestamptz NOT NULL,
    PRIMARY KEY (subject_hash)
);

-- What identities without a session are signed with: of the door, the worker and the operator. Only the gate reads it. Not in
-- any dump; made anew at restore.
CREATE TABLE casebridge.identity_secret (
    only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT only_one_secret CHECK (only_row),
    key bytea NOT NULL CONSTRAINT key_has_64_bytes CHECK (length(key) = 64)
);

CREATE FUNCTION casebridge.renew_identity_secret() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    INSERT INTO identity_secret (key) VALUES (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
        || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
    ON CONFLICT (only_row) DO UPDATE SET key = excluded.key;
END
$$;

-- The signature binds an identity to this backend and this transaction, so that a copied setting names nobody.
-- SHA-384 tells 384 of its 512 bits of state, so a key in front is enough: nobody can go on from what he reads (Coron,
-- Dodis, Malinaud and Puniya, CRYPTO 2005). HMAC would hash twice, four times a request.
-- A function of one SELECT is inlined where a query uses it.
CREATE FUNCTION casebridge.identity_mac(p_key bytea, p_identity text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT encode(sha384(p_key || timestamptz_send(transaction_timestamp())
        || convert_to(pg_backend_pid() || '|' || p_identity, 'UTF8')), 'hex')
$$;

CREATE FUNCTION casebridge.identity_signature(p_identity text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_signature text;
BEGIN
    SELECT identity_mac(key, p_identity) INTO v_signature FROM identity_secret;
    RETURN v_signature;
END
$$;

CREATE FUNCTION casebridge.set_identity(p_identity text, p_request text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    -- Assignments are evaluated without the executor, which PERFORM would start.
    v_identity text := set_config('casebridge.identity', p_identity || '|' || identity_signature(p_identity), true);
    v_request text := set_config('casebridge.request', coalesce(p_request, ''), true);
BEGIN
END
$$;

-- What is stored of a session: the hash of the hash of its secret. A request enters with the secret itself and is known, to its
-- end, by the hash between them. So a stolen backup names no session, and what a setting holds opens no door from outside.
CREATE FUNCTION casebridge.session_hash(p_token_hash bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(encode(p_token_hash, 'hex'), 'UTF8'))
$$;

-- The setting of a session's request: its name of 64 digits, bound to this backend and this transaction, so that one that was
-- left over names nobody.
CREATE FUNCTION casebridge.request_setting(p_name text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT concat(p_name, now(), pg_backend_pid())
$$;

CREATE FUNCTION casebridge.enter(p_token text, p_request text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_name text := encode(sha256(convert_to(p_token, 'UTF8')), 'hex');
    v_session uuid;
    v_kind text;
    v_left interval;
    v_idle interval;
BEGIN
    SELECT s.id, s.kind, s.expires_at - now(), now() - s.last_seen_at
    INTO v_session, v_kind, v_left, v_idle
    FROM session s
    WHERE s.token_hash = sha256(convert_to(v_name, 'UTF8')) AND s.revoked_at IS NULL AND s.account_is_open;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'MV401', MESSAGE = 'not_signed_in';
    END IF;
    -- Most requests come within a minute of the last: what is asked only after longer silence stands inside.
    IF v_left <= interval '0' OR v_idle > interval '1 minute' THEN
        IF v_left <= interval '0' OR (v_kind = 'browser' AND v_idle >= interval '30 minutes') THEN
            RAISE EXCEPTION USING ERRCODE = 'MV401', MESSAGE = 'session_expired';
        END IF;
        UPDATE session SET last_seen_at = now() WHERE id = v_session;
    END IF;
    -- Assignments are evaluated without the executor, which PERFORM would start.
    v_name := set_config('casebridge.identity', request_setting(v_name), true)
        || set_config('casebridge.request', coalesce(p_request, ''), true);
END
$$;

CREATE FUNCTION casebridge.enter_system(p_worker text, p_request text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    IF p_worker !~ '^[a-z_]{1,40}$' THEN
        RAISE EXCEPTION USING ERRCODE = 'MV422', MESSAGE = 'worker_name_malformed';
    END IF;
    PERFORM set_identity('system|' || p_worker || '||', p_request);
END
$$;

CREATE FUNCTION casebridge.enter_operator(p_operator text, p_request text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    IF p_operator !~ '^[a-z0-9_.-]{1,40}$' THEN
        RAISE EXCEPTION USING ERRCODE = 'MV422', MESSAGE = 'operator_name_malformed';
    END IF;
    PERFORM set_identity('operator|' || p_operator || '||', p_request);
END
$$;

-- An identity without a session, as its four parts, when it was signed for this backend and this transaction.
CREATE FUNCTION casebridge.signed_identity(p_setting text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    -- Without the 96 hexadecimal digits of the signature and the bar before them.
    v_identity text := left(p_setting, -97);
BEGIN
    IF p_setting = v_identity || '|' || identity_signature(v_identity) THEN
        RETURN string_to_array(v_identity, '|');
    ELSIF p_setting <> '' AND NOT EXISTS (SELECT FROM session WHERE token_hash = sha256(convert_to(left(p_setting, 64), 'UTF8'))
            AND p_setting = request_setting(left(p_setting, 64))) THEN
        RAISE EXCEPTION USING ERRCODE = 'MV401', MESSAGE = 'identity_forged';
    END IF;
    -- Nobody entered, or the session has ended since.
    RAISE EXCEPTION USING ERRCODE = 'MV401', MESSAGE = 'not_signed_in';
END
$$;

-- The verified identity as its four parts: kind, account or name, session, 'scoped' or ''. For functions of the gate.
CREATE FUNCTION casebridge.verified_identity() RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_setting text := current_setting('casebridge.identity', true);
    v_name text := CASE WHEN v_setting = request_setting(left(v_setting, 64)) THEN left(v_setting, 64) END;
    v_identity text[];
BEGIN
    SELECT ARRAY['account', s.account_id::text, s.id::text, CASE WHEN s.scopes IS NULL THEN '' ELSE 'scoped' END] INTO v_identity
    FROM session s
    WHERE s.token_hash = sha256(convert_to(v_name, 'UTF8')) AND s.revoked_at IS NULL AND s.account_is_open
        AND s.expires_at > now();
    IF FOUND THEN
        RETURN v_identity;
    END IF;
    RETURN signed_identity(v_setting);
END
$$;

CREATE FUNCTION casebridge.identity() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN verified_identity();
END
$$;

-- The account of a verified identity: what me() answers, for a function of the gate that has verified it already.
CREATE FUNCTION casebridge.account_of(p_identity text[]) RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p_identity[1] <> 'account' THEN
        RAISE EXCEPTION USING ERRCODE = 'MV401', MESSAGE = 'not_an_account';
    END IF;
    RETURN p_identity[2]::uuid;
END
$$;

CREATE FUNCTION casebridge.me() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN account_of(verified_identity());
END
$$;

-- What a scoped API token allows; null when the caller's session allows all that its account may do.
CREATE FUNCTION casebridge.my_token_scopes() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_identity text[] := verified_identity();
BEGIN
    IF v_identity[4] = '' THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT scopes FROM session WHERE id = v_identity[3]::uuid);
END
$$;

-- The organisations whose rows a verified identity reaches with a permission, through any grant that spans organisations.
CREATE FUNCTION casebridge.organisations_of(p_identity text[], p_permission text) RETURNS uuid[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_wide boolean;
    v_result uuid[];
BEGIN
    IF p_identity[1] <> 'account' OR (p_identity[4] <> '' AND NOT coalesce(p_permission = ANY (my_token_scopes()), false)) THEN
        RETURN '{}'::uuid[];
    END IF;
    SELECT array_agg(DISTINCT g.organisation_id), bool_or(g.scope IN ('country', 'all')) INTO v_result, v_wide
    FROM role_grant g
    JOIN role p ON p.name = g.role AND p_permission = ANY (p.permissions)
    WHERE g.account_id = p_identity[2]::uuid AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL
        AND g.scope IN ('organisation', 'country', 'all');
    IF v_wide THEN
        SELECT array_agg(DISTINCT o.id) INTO v_result
        FROM role_grant g
        JOIN role p ON p.name = g.role AND p_permission = ANY (p.permissions)
        JOIN organisation o ON g.scope = 'all' OR (g.scope = 'country' AND o.country = g.country)
            OR (g.scope = 'organisation' AND o.id = g.organisation_id)
        WHERE g.account_id = p_identity[2]::uuid AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL
            AND g.scope IN ('organisation', 'country', 'all');
    END IF;
    RETURN coalesce(v_result, '{}');
END
$$;

CREATE FUNCTION casebridge.scope_organisations(p_permission text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN organisations_of(verified_identity(), p_permission);
END
$$;

CREATE FUNCTION casebridge.scope_authorities(p_permission text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_identity text[] := verified_identity();
BEGIN
    IF v_identity[1] <> 'account' OR (v_identity[4] <> '' AND NOT coalesce(p_permission = ANY (my_token_scopes()), false)) THEN
        RETURN '{}'::uuid[];
    END IF;
    RETURN coalesce((
        SELECT array_agg(DISTINCT g.organisation_id)
        FROM role_grant g
        JOIN role p ON p.name = g.role AND p_permission = ANY (p.permissions)
        WHERE g.account_id = v_identity[2]::uuid AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL
            AND g.scope = 'authority'), '{}');
END
$$;

-- The caller's organisations in which a role of the scope `assigned` carries the permission.
CREATE FUNCTION casebridge.scope_assigned(p_permission text) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_identity text[] := verified_identity();
BEGIN
    IF v_identity[1] <> 'account' OR (v_identity[4] <> '' AND NOT coalesce(p_permission = ANY (my_token_scopes()), false)) THEN
        RETURN '{}'::uuid[];
    END IF;
    RETURN coalesce((
        SELECT array_agg(DISTINCT g.organisation_id)
        FROM role_grant g
        JOIN role p ON p.name = g.role AND p_permission = ANY (p.permissions)
        WHERE g.account_id = v_identity[2]::uuid AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL
            AND g.scope = 'assigned'), '{}');
END
$$;

-- Whether the caller holds a permission at all, whatever its reach.
CREATE FUNCTION casebridge.holds(p_permission text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_identity text[] := verified_identity();
BEGIN
    IF v_identity[1] <> 'account' OR (v_identity[4] <> '' AND NOT coalesce(p_permission = ANY (my_token_scopes()), false)) THEN
        RETURN false;
    END IF;
    RETURN EXISTS (
        SELECT FROM role_grant g
        JOIN role p ON p.name = g.role AND p_permission = ANY (p.permissions)
        WHERE g.account_id = v_identity[2]::uuid AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL);
END
$$;

ALTER TABLE casebridge.organisation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE casebridge.account ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE casebridge.role_grant ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE casebridge.session ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE casebridge.sign_in_failure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE casebridge.identity_secret ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY gate ON casebridge.organisation TO casebridge_gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON casebridge.account TO casebridge_gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON casebridge.role_grant TO casebridge_gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON casebridge.session TO casebridge_gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON casebridge.sign_in_failure TO casebridge_gate USING (true) WITH CHECK (true);
CREATE POLICY gate ON casebridge.identity_secret TO casebridge_gate USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE ON casebridge.organisation, casebridge.account, casebridge.role_grant, casebridge.session,
    casebridge.identity_secret TO casebridge_gate;
GRANT SELECT, INSERT, UPDATE, DELETE ON casebridge.sign_in_failure, casebridge.role TO casebridge_gate;
GRANT SELECT ON casebridge.role TO casebridge_app;
GRANT SELECT ON casebridge.organisation, casebridge.account, casebridge.role, casebridge.role_grant,
    casebridge.session TO casebridge_backup;
CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.enter(text, text) TO casebridge_app;
GRANT EXECUTE ON FUNCTION casebridge.enter_system(text, text) TO casebridge_worker;
GRANT EXECUTE ON FUNCTION casebridge.enter_operator(text, text) TO casebridge_operator;
GRANT EXECUTE ON FUNCTION casebridge.identity(), casebridge.me(), casebridge.my_token_scopes(),
    casebridge.scope_organisations(text), casebridge.scope_authorities(text), casebridge.scope_assigned(text),
    casebridge.holds(text) TO casebridge_app, casebridge_worker, casebridge_operator;
GRANT EXECUTE ON FUNCTION casebridge.renew_identity_secret() TO casebridge_operator;
SELECT casebridge.renew_identity_secret();
CALL guard.seal();
