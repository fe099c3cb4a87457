-- The second factor of signing in (TOTP, RFC 6238), the state between password and code, which is no session, the list
-- of one's sessions, and being asked again who one is before what cannot be taken back.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

-- Who has to have a second factor, and after how long an approval asks again. The operator changes it; it is an event.
CREATE TABLE casebridge.door_rule (
    only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT only_one_door CHECK (only_row),
    second_factor_roles text[] COLLATE "C" NOT NULL DEFAULT '{administrator,approver,authority_administrator,officer}'
        CONSTRAINT second_factor_roles_are_named CHECK (array_position(second_factor_roles, NULL) IS NULL),
    confirm_minutes int NOT NULL DEFAULT 10 CONSTRAINT confirmed_within_a_day CHECK (confirm_minutes BETWEEN 1 AND 1440)
);
INSERT INTO casebridge.door_rule DEFAULT VALUES;

-- A secret that proved itself. It is sealed by the program with a key that lies outside the database; the last step that
-- was accepted stands beside it, so that no code works twice.
CREATE TABLE casebridge.second_factor (
    account_id uuid PRIMARY KEY REFERENCES casebridge.account,
    sealed_secret bytea NOT NULL CONSTRAINT secret_is_sealed CHECK (length(sealed_secret) BETWEEN 48 AND 200),
    last_step bigint NOT NULL CONSTRAINT step_counts_from_one CHECK (last_step >= 1),
    enrolled_at timestamptz NOT NULL DEFAULT now()
);
-- A secret that was shown to a signed-in person and has not proved itself yet.
CREATE TABLE casebridge.second_factor_offer (
    account_id uuid PRIMARY KEY REFERENCES casebridge.account,
    sealed_secret bytea NOT NULL CONSTRAINT secret_is_sealed CHECK (length(sealed_secret) BETWEEN 48 AND 200),
    offered_at timestamptz NOT NULL DEFAULT now()
);
-- Codes for the day on which the telephone is lost, as keyed hashes; each works once.
CREATE TABLE casebridge.recovery_code (
    account_id uuid NOT NULL REFERENCES casebridge.second_factor ON DELETE CASCADE,
    code_hash bytea NOT NULL CONSTRAINT code_hash_is_sha256 CHECK (length(code_hash) = 32),
    used_at timestamptz,
    PRIMARY KEY (account_id, code_hash)
);
-- Who gave the right password and still owes a code, or a second factor. Only the ticket's hash is stored, and `enter`
-- knows nothing of it. The secret that an enrolment shows belongs to its ticket: somebody else with the same password is
-- shown another one, so that nobody enrols a secret that a thief has seen before.
CREATE TABLE casebridge.half_sign_in (
    ticket_hash bytea PRIMARY KEY CONSTRAINT ticket_hash_is_sha256 CHECK (length(ticket_hash) = 32),
    account_id uuid NOT NULL REFERENCES casebridge.account,
    owes text COLLATE "C" NOT NULL CONSTRAINT owes_code_or_enrolment CHECK (owes IN ('code', 'enrolment')),
    sealed_secret bytea CONSTRAINT secret_is_sealed CHECK (length(sealed_secret) BETWEEN 48 AND 200),
    network text,
    agent text,
    expires_at timestamptz NOT NULL DEFAULT now() + interval '15 minutes',
    CONSTRAINT only_an_enrolment_has_a_secret CHECK (sealed_secret IS NULL OR owes = 'enrolment')
);
CREATE INDEX half_sign_in_account ON casebridge.half_sign_in (account_id);

-- What a person recognises a session by, and when somebody last proved to be its owner.
ALTER TABLE casebridge.session
    ADD COLUMN network text CONSTRAINT network_is_bounded CHECK (length(network) BETWEEN 1 AND 60),
    ADD COLUMN agent text COLLATE "C" CONSTRAINT agent_is_a_code CHECK (agent ~ '^[a-z_]{1,40}$'),
    ADD COLUMN authenticated_at timestamptz NOT NULL DEFAULT now();

-- Seconds that the owner of a name must wait before another attempt counts; the attempt is counted before it is looked
-- at, so that guesses at once wait like guesses in turn. Passing forgets the count. Each attempt after those that are free
-- doubles the wait, up to a quarter of an hour.
CREATE FUNCTION casebridge.begin_attempt(p_subject text, p_free int DEFAULT 3, p_first_wait int DEFAULT 1) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
    v_hash bytea := sha256(convert_to(p_subject, 'UTF8'));
    v_failure sign_in_failure;
    v_wait int;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(p_subject, 10));
    SELECT * INTO v_failure FROM sign_in_failure WHERE subject_hash = v_hash AND last_failed_at > now() - interval '1 day';
    IF v_failure.failures >= p_free THEN
        v_wait := ceil(extract(epoch FROM
            v_failure.last_failed_at + least(p_first_wait * power(2, v_failure.failures - p_free), 900) * interval '1 second' - now()));
        IF v_wait > 0 THEN
            RETURN v_wait;
        END IF;
    END IF;
    INSERT INTO sign_in_failure (subject_hash, failures, last_failed_at)
    VALUES (v_hash, coalesce(v_failure.failures, 0) + 1, now())
    ON CONFLICT (subject_hash) DO UPDATE SET failures = excluded.failures, last_failed_at = excluded.last_failed_at;
    RETURN 0;
END
$$;

CREATE FUNCTION casebridge.forget_attempts(p_subject text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM sign_in_failure WHERE subject_hash = sha256(convert_to(p_subject, 'UTF8'));
END
$$;

-- An event in an account's own chain, written by the door for somebody who has not entered.
CREATE FUNCTION casebridge.door_event(p_account uuid, p_identity text, p_action text, p_facts text DEFAULT '{}') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_identity(p_identity, current_setting('casebridge.request', true));
    PERFORM append_event('account', p_account, (SELECT organisation_id FROM account WHERE id = p_account), 'account', p_account,
        p_action, p_facts);
    PERFORM set_config('casebridge.identity', '', true);
END
$$;

CREATE FUNCTION casebridge.needs_second_factor(p_account uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM role_grant g JOIN door_rule d ON g.role = ANY (d.second_factor_roles)
        WHERE g.account_id = p_account AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL);
END
$$;

CREATE FUNCTION casebridge.base64(p_bytes bytea) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT translate(encode(p_bytes, 'base64'), E'\n', '')
$$;

CREATE FUNCTION casebridge.open_session(p_account uuid, p_token_hash bytea, p_network text, p_agent text, p_facts text) RETURNS json
LANGUAGE plpgsql AS $$
DECLARE
    v_account account;
    v_session uuid := uuid7();
BEGIN
    SELECT * INTO v_account FROM account WHERE id = p_account;
    INSERT INTO session (id, account_id, kind, token_hash, expires_at, network, agent)
    VALUES (v_session, p_account, 'browser', session_hash(p_token_hash), now() + interval '12 hours', p_network, p_agent);
    PERFORM forget_attempts('account|' || lower(v_account.email));
    PERFORM forget_attempts('code|' || p_account);
    PERFORM door_event(p_account, 'account|' || p_account || '|' || v_session || '|', 'signed_in', p_facts);
    RETURN json_build_object('session', v_session, 'language', v_account.language, 'owes', NULL);
END
$$;

-- The password was right: a session, or, where the account owes a code or a second factor, a ticket for that alone.
CREATE FUNCTION casebridge.sign_in(p_account uuid, p_token_hash bytea, p_new_password_hash text DEFAULT NULL,
    p_network text DEFAULT NULL, p_agent text DEFAULT NULL) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_account account;
    v_owes text;
BEGIN
    SELECT * INTO v_account FROM account WHERE id = p_account AND disabled_at IS NULL;
    IF v_account.id IS NULL THEN
        PERFORM refuse('MV401', 'not_signed_in');
    END IF;
    IF p_new_password_hash IS NOT NULL THEN
        UPDATE account SET password_hash = p_new_password_hash WHERE id = p_account;
    END IF;
    v_owes := CASE WHEN EXISTS (SELECT FROM second_factor WHERE account_id = p_account) THEN 'code'
        WHEN needs_second_factor(p_account) THEN 'enrolment' END;
    IF v_owes IS NULL THEN
        RETURN open_session(p_account, p_token_hash, p_network, p_agent, '{}');
    END IF;
    INSERT INTO half_sign_in (ticket_hash, account_id, owes, network, agent)
    VALUES (p_token_hash, p_account, v_owes, p_network, p_agent);
    PERFORM door_event(p_account, 'system|sign_in||', 'password_accepted');
    RETURN json_build_object('session', NULL, 'language', v_account.language, 'owes', v_owes);
END
$$;

-- Whoever presents a ticket that is still good; no row otherwise.
CREATE FUNCTION casebridge.holder_of(p_ticket text) RETURNS casebridge.half_sign_in
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_half half_sign_in;
BEGIN
    SELECT h.* INTO v_half FROM half_sign_in h JOIN account a ON a.id = h.account_id
    WHERE h.ticket_hash = sha256(convert_to(p_ticket, 'UTF8')) AND h.expires_at > now() AND a.disabled_at IS NULL;
    RETURN v_half;
END
$$;

-- What a ticket opens: the page of the code or of the enrolment. Null when it opens nothing.
CREATE FUNCTION casebridge.ticket_view(p_ticket text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_half half_sign_in := holder_of(p_ticket);
BEGIN
    IF v_half.account_id IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT json_build_object('account', a.id, 'email', a.email, 'owes', v_half.owes,
            'offered_secret', base64(v_half.sealed_secret))
        FROM account a WHERE a.id = v_half.account_id);
END
$$;

-- Keeps the secret that the enrolment page shows, once a ticket; a page that is loaded again shows it again.
CREATE FUNCTION casebridge.offer_by_ticket(p_ticket text, p_sealed_secret bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_half half_sign_in := holder_of(p_ticket);
BEGIN
    UPDATE half_sign_in SET sealed_secret = p_sealed_secret
    WHERE ticket_hash = v_half.ticket_hash AND owes = 'enrolment' AND sealed_secret IS NULL;
    RETURN FOUND;
END
$$;

-- An attempt at a code begins: counted as failed, and answered with the sealed secret to check against.
CREATE FUNCTION casebridge.code_challenge(p_ticket text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_half half_sign_in := holder_of(p_ticket);
    v_wait int;
BEGIN
    IF v_half.account_id IS NULL THEN
        RETURN json_build_object('account', NULL, 'wait_seconds', 0);
    END IF;
    v_wait := begin_attempt('code|' || v_half.account_id);
    RETURN json_build_object('account', v_half.account_id, 'wait_seconds', v_wait, 'owes', v_half.owes,
        'sealed_secret', CASE WHEN v_wait = 0 AND v_half.owes = 'code'
                THEN (SELECT base64(f.sealed_secret) FROM second_factor f WHERE f.account_id = v_half.account_id)
            WHEN v_wait = 0
                THEN base64(v_half.sealed_secret) END);
END
$$;

CREATE FUNCTION casebridge.code_failed(p_ticket text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_half half_sign_in := holder_of(p_ticket);
BEGIN
    IF v_half.account_id IS NOT NULL THEN
        PERFORM door_event(v_half.account_id, 'system|sign_in||', 'code_failed');
    END IF;
END
$$;

-- Takes a step for good: true once, and never again for it or an earlier one.
CREATE FUNCTION casebridge.take_step(p_account uuid, p_step bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE second_factor SET last_step = p_step WHERE account_id = p_account AND last_step < p_step;
    RETURN FOUND;
END
$$;

CREATE FUNCTION casebridge.take_recovery_code(p_account uuid, p_code_hash bytea) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE recovery_code SET used_at = now() WHERE account_id = p_account AND code_hash = p_code_hash AND used_at IS NULL;
    RETURN FOUND;
END
$$;

-- The code was right: the ticket becomes a session, once. Null when the step or the recovery code was used before.
CREATE FUNCTION casebridge.sign_in_by_code(p_ticket text, p_step bigint, p_code_hash bytea, p_token_hash bytea) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_half half_sign_in := holder_of(p_ticket);
    v_taken boolean;
BEGIN
    IF v_half.owes IS DISTINCT FROM 'code' THEN
        RETURN NULL;
    END IF;
    v_taken := CASE WHEN p_step IS NOT NULL THEN take_step(v_half.account_id, p_step)
        ELSE take_recovery_code(v_half.account_id, p_code_hash) END;
    IF NOT v_taken THEN
        RETURN NULL;
    END IF;
    DELETE FROM half_sign_in WHERE ticket_hash = v_half.ticket_hash;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    RETURN open_session(v_half.account_id, p_token_hash, v_half.network, v_half.agent,
        jsonb_build_object('second_factor', CASE WHEN p_step IS NULL THEN 'recovery_code' ELSE 'code' END)::text);
END
$$;

-- Ten codes in place of those before; p_hashes holds 32 bytes each.
CREATE FUNCTION casebridge.store_recovery_codes(p_account uuid, p_hashes bytea) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF length(p_hashes) IS DISTINCT FROM 320 THEN
        PERFORM refuse('MV422', 'recovery_codes_malformed');
    END IF;
    DELETE FROM recovery_code WHERE account_id = p_account;
    INSERT INTO recovery_code (account_id, code_hash)
    SELECT p_account, substring(p_hashes FROM 32 * x - 31 FOR 32) FROM generate_series(1, 10) x;
END
$$;

-- An offered secret proved itself: it is the account's second factor from now on, with new recovery codes.
CREATE FUNCTION casebridge.enrol(p_account uuid, p_sealed_secret bytea, p_step bigint, p_code_hashes bytea) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM second_factor_offer WHERE account_id = p_account;
    DELETE FROM second_factor WHERE account_id = p_account;
    INSERT INTO second_factor (account_id, sealed_secret, last_step) VALUES (p_account, p_sealed_secret, p_step);
    PERFORM store_recovery_codes(p_account, p_code_hashes);
END
$$;

CREATE FUNCTION casebridge.enrol_by_ticket(p_ticket text, p_step bigint, p_code_hashes bytea, p_token_hash bytea) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_half half_sign_in := holder_of(p_ticket);
BEGIN
    -- Two pages of one person may both try: the second finds the factor of the first.
    PERFORM FROM account WHERE id = v_half.account_id FOR NO KEY UPDATE;
    IF v_half.sealed_secret IS NULL OR EXISTS (SELECT FROM second_factor WHERE account_id = v_half.account_id) THEN
        RETURN NULL;
    END IF;
    PERFORM enrol(v_half.account_id, v_half.sealed_secret, p_step, p_code_hashes);
    DELETE FROM half_sign_in WHERE account_id = v_half.account_id;
    PERFORM door_event(v_half.account_id, 'system|sign_in||', 'second_factor_enrolled');
    RETURN open_session(v_half.account_id, p_token_hash, v_half.network, v_half.agent, '{"second_factor": "code"}');
END
$$;

-- Being asked again. A token of the API is a program's: no person sits there who could be asked, and its scopes already
-- name what it may approve.
CREATE FUNCTION casebridge.is_recently_authenticated() RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_identity text[] := verified_identity();
BEGIN
    IF v_identity[1] <> 'account' THEN
        RETURN true;
    END IF;
    RETURN (SELECT s.kind = 'api' OR s.authenticated_at > now() - d.confirm_minutes * interval '1 minute'
        FROM session s CROSS JOIN door_rule d WHERE s.id = v_identity[3]::uuid);
END
$$;

CREATE FUNCTION req.recently_authenticated(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN CASE WHEN NOT is_recently_authenticated() THEN 'confirm_first' END;
END
$$;

-- What a person does with the own account needs a browser's session that was confirmed a short while ago.
CREATE FUNCTION casebridge.require_confirmed_browser() RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_me uuid := me();
BEGIN
    IF (SELECT kind FROM session WHERE id = (identity())[3]::uuid) <> 'browser' THEN
        PERFORM refuse('MV403', 'browser_only');
    ELSIF NOT is_recently_authenticated() THEN
        PERFORM refuse('MV403', 'confirm_first');
    END IF;
    RETURN v_me;
END
$$;

-- A confirmation begins: counted as failed, and answered with what to check against. The token is that of the session.
CREATE FUNCTION casebridge.confirmation_challenge(p_token text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_account uuid;
    v_wait int;
BEGIN
    PERFORM enter(p_token, current_setting('casebridge.request', true));
    v_account := me();
    IF (SELECT kind FROM session WHERE id = (identity())[3]::uuid) <> 'browser' THEN
        PERFORM refuse('MV403', 'browser_only');
    END IF;
    v_wait := begin_attempt('confirmation|' || v_account);
    PERFORM set_config('casebridge.identity', '', true);
    RETURN (SELECT json_build_object('account', v_account, 'wait_seconds', v_wait,
            'password_hash', CASE WHEN v_wait = 0 THEN a.password_hash END,
            'sealed_secret', CASE WHEN v_wait = 0 THEN base64(f.sealed_secret) END)
        FROM account a LEFT JOIN second_factor f ON f.account_id = a.id WHERE a.id = v_account);
END
$$;

-- The password was right, or the code of a step that was not used before.
CREATE FUNCTION casebridge.confirm_session(p_token text, p_step bigint DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_identity text[];
BEGIN
    PERFORM enter(p_token, current_setting('casebridge.request', true));
    v_identity := identity();
    IF p_step IS NOT NULL AND NOT take_step(v_identity[2]::uuid, p_step) THEN
        PERFORM set_config('casebridge.identity', '', true);
        RETURN false;
    END IF;
    UPDATE session SET authenticated_at = now() WHERE id = v_identity[3]::uuid AND kind = 'browser';
    IF NOT FOUND THEN
        PERFORM refuse('MV403', 'browser_only');
    END IF;
    PERFORM forget_attempts('confirmation|' || v_identity[2]);
    PERFORM append_event('account', me(), my_organisation(), 'account', me(), 'session_confirmed',
        jsonb_build_object('by', CASE WHEN p_step IS NULL THEN 'password' ELSE 'code' END)::text);
    PERFORM set_config('casebridge.identity', '', true);
    RETURN true;
END
$$;

CREATE FUNCTION casebridge.confirmation_failed(p_token text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    PERFORM enter(p_token, current_setting('casebridge.request', true));
    PERFORM append_event('account', me(), my_organisation(), 'account', me(), 'confirmation_failed', '{}');
    PERFORM set_config('casebridge.identity', '', true);
END
$$;

-- One's own second factor.

CREATE FUNCTION casebridge.my_second_factor() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
BEGIN
    RETURN (SELECT json_build_object('enrolled_at', f.enrolled_at, 'is_required', needs_second_factor(v_me),
            'recovery_codes_left', (SELECT count(*) FROM recovery_code c WHERE c.account_id = v_me AND c.used_at IS NULL))
        FROM account a LEFT JOIN second_factor f ON f.account_id = a.id WHERE a.id = v_me);
END
$$;

-- The secret that was offered last, for the page that shows it and for the check of its first code.
CREATE FUNCTION casebridge.my_offered_secret() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := require_confirmed_browser();
BEGIN
    RETURN (SELECT json_build_object('account', a.id, 'email', a.email, 'offered_secret', base64(o.sealed_secret))
        FROM account a LEFT JOIN second_factor_offer o ON o.account_id = a.id WHERE a.id = v_me);
END
$$;

CREATE FUNCTION casebridge.offer_my_second_factor(p_sealed_secret bytea) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := require_confirmed_browser();
BEGIN
    INSERT INTO second_factor_offer (account_id, sealed_secret) VALUES (v_me, p_sealed_secret)
    ON CONFLICT (account_id) DO UPDATE SET sealed_secret = excluded.sealed_secret, offered_at = now();
    RETURN json_build_object('offered', true);
END
$$;

CREATE FUNCTION casebridge.enrol_my_second_factor(p_step bigint, p_code_hashes bytea) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := require_confirmed_browser();
    v_sealed bytea := (SELECT sealed_secret FROM second_factor_offer WHERE account_id = v_me FOR UPDATE);
BEGIN
    IF v_sealed IS NULL THEN
        PERFORM refuse('MV409', 'nothing_offered');
    END IF;
    PERFORM enrol(v_me, v_sealed, p_step, p_code_hashes);
    PERFORM append_event('account', v_me, my_organisation(), 'account', v_me, 'second_factor_enrolled', '{}');
    RETURN json_build_object('enrolled', true);
END
$$;

CREATE FUNCTION casebridge.renew_my_recovery_codes(p_code_hashes bytea) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := require_confirmed_browser();
BEGIN
    PERFORM FROM second_factor WHERE account_id = v_me FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('MV409', 'no_second_factor');
    END IF;
    PERFORM store_recovery_codes(v_me, p_code_hashes);
    PERFORM append_event('account', v_me, my_organisation(), 'account', v_me, 'recovery_codes_renewed', '{}');
    RETURN json_build_object('renewed', true);
END
$$;

CREATE FUNCTION casebridge.remove_my_second_factor() RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := require_confirmed_browser();
BEGIN
    IF needs_second_factor(v_me) THEN
        PERFORM refuse('MV409', 'second_factor_required');
    END IF;
    DELETE FROM second_factor WHERE account_id = v_me;
    IF NOT FOUND THEN
        PERFORM refuse('MV409', 'no_second_factor');
    END IF;
    PERFORM append_event('account', v_me, my_organisation(), 'account', v_me, 'second_factor_removed', '{}');
    RETURN json_build_object('removed', true);
END
$$;

-- One's own sessions and tokens that are still good, the newest first.
CREATE FUNCTION casebridge.session_list() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_identity text[] := identity();
    v_me uuid := me();
BEGIN
    RETURN (SELECT json_build_object('items', coalesce(json_agg(json_build_object('id', s.id, 'kind', s.kind, 'created_at', s.created_at,
            'last_seen_at', s.last_seen_at, 'expires_at', s.expires_at, 'network', s.network, 'agent', s.agent, 'label', s.label,
            'is_this', s.id = v_identity[3]::uuid) ORDER BY s.id = v_identity[3]::uuid DESC, s.last_seen_at DESC, s.id), '[]'))
        FROM session s
        WHERE s.account_id = v_me AND s.revoked_at IS NULL AND s.expires_at > now()
            AND (s.kind = 'api' OR s.last_seen_at > now() - interval '30 minutes'));
END
$$;

CREATE FUNCTION casebridge.revoke_session(p_id uuid) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
BEGIN
    PERFORM FROM session WHERE id = p_id AND account_id = v_me AND revoked_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    -- The event first: it may be the session that asks.
    PERFORM append_event('account', v_me, my_organisation(), 'session', p_id, 'session_revoked', '{}');
    UPDATE session SET revoked_at = now() WHERE id = p_id;
    RETURN json_build_object('id', p_id, 'revoked', true);
END
$$;

-- Every other session of a browser; tokens of the API end one by one, since a program may depend on each.
CREATE FUNCTION casebridge.revoke_other_sessions() RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_identity text[] := identity();
    v_me uuid := me();
    v_count int;
BEGIN
    UPDATE session SET revoked_at = now()
    WHERE account_id = v_me AND kind = 'browser' AND id <> v_identity[3]::uuid AND revoked_at IS NULL;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    PERFORM append_event('account', v_me, my_organisation(), 'account', v_me, 'other_sessions_revoked',
        jsonb_build_object('sessions', v_count)::text);
    RETURN json_build_object('revoked', v_count);
END
$$;

-- Operators.

-- A person lost telephone and recovery codes. Whoever holds a session of the account in a browser loses it too.
CREATE FUNCTION casebridge.drop_second_factor(p_account casebridge.account) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM second_factor_offer WHERE account_id = p_account.id;
    DELETE FROM second_factor WHERE account_id = p_account.id;
    IF NOT FOUND THEN
        PERFORM refuse('MV409', 'no_second_factor');
    END IF;
    DELETE FROM half_sign_in WHERE account_id = p_account.id;
    UPDATE session SET revoked_at = now() WHERE account_id = p_account.id AND kind = 'browser' AND revoked_at IS NULL;
    PERFORM append_event('account', p_account.id, p_account.organisation_id, 'account', p_account.id, 'second_factor_reset', '{}');
END
$$;

-- The organisation's or the authority's own administrator does it for everybody but himself.
CREATE FUNCTION casebridge.reset_factor_of(p_account uuid) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := require_confirmed_browser();
    v_account account;
BEGIN
    SELECT * INTO v_account FROM account WHERE id = p_account;
    IF v_account.id IS NULL OR NOT (v_account.organisation_id = ANY (scope_organisations('user.manage') || scope_authorities('user.manage'))) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    IF p_account = v_me THEN
        PERFORM refuse('MV403', 'own_factor');
    END IF;
    PERFORM drop_second_factor(v_account);
    RETURN json_build_object('id', p_account, 'reset', true);
END
$$;

CREATE FUNCTION casebridge.reset_second_factor(p_email text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_account account;
BEGIN
    PERFORM require_operator();
    SELECT * INTO v_account FROM account WHERE lower(email) = lower(btrim(p_email));
    IF v_account.id IS NULL THEN
        PERFORM refuse('MV404', 'account_unknown');
    END IF;
    PERFORM drop_second_factor(v_account);
END
$$;

-- Null leaves a rule as it is. Answers the rules as they are now.
CREATE FUNCTION casebridge.change_door(p_second_factor_roles text[], p_confirm_minutes int) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_unknown text;
    v_rule door_rule;
BEGIN
    PERFORM require_operator();
    SELECT x INTO v_unknown FROM unnest(p_second_factor_roles) x WHERE NOT EXISTS (SELECT FROM role WHERE name = x) LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('MV422', 'role_unknown', jsonb_build_array(jsonb_build_object('code', 'role_unknown', 'detail', v_unknown)));
    ELSIF p_confirm_minutes NOT BETWEEN 1 AND 1440 THEN
        PERFORM refuse('MV422', 'minutes_out_of_range');
    END IF;
    UPDATE door_rule SET
        second_factor_roles = coalesce((SELECT array_agg(DISTINCT x ORDER BY x) FROM unnest(p_second_factor_roles) x),
            CASE WHEN p_second_factor_roles IS NULL THEN second_factor_roles ELSE '{}' END),
        confirm_minutes = coalesce(p_confirm_minutes, confirm_minutes)
    RETURNING * INTO v_rule;
    IF num_nonnulls(p_second_factor_roles, p_confirm_minutes) > 0 THEN
        PERFORM append_event('system', system_chain(), NULL, 'door', NULL, 'door_changed', jsonb_build_object(
            'second_factor_roles', to_jsonb(v_rule.second_factor_roles), 'confirm_minutes', v_rule.confirm_minutes)::text);
    END IF;
    RETURN json_build_object('second_factor_roles', to_json(v_rule.second_factor_roles), 'confirm_minutes', v_rule.confirm_minutes);
END
$$;

-- What signing in leaves behind: tickets, offers that nobody took, and what a session of last month was recognised by.
CREATE FUNCTION casebridge.sweep_door() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    DELETE FROM half_sign_in WHERE expires_at < now();
    DELETE FROM second_factor_offer WHERE offered_at < now() - interval '1 day';
    UPDATE session SET network = NULL, agent = NULL
    WHERE num_nonnulls(network, agent) > 0 AND least(expires_at, revoked_at) < now() - interval '30 days';
END
$$;

DO $$
DECLARE
    item text;
BEGIN
    FOREACH item IN ARRAY ARRAY['door_rule', 'second_factor', 'second_factor_offer', 'recovery_code', 'half_sign_in'] LOOP
        EXECUTE format('ALTER TABLE casebridge.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', item);
        EXECUTE format('CREATE POLICY gate ON casebridge.%I TO casebridge_gate USING (true) WITH CHECK (true)', item);
    END LOOP;
END
$$;

GRANT SELECT, INSERT, UPDATE ON casebridge.door_rule TO casebridge_gate;
GRANT SELECT, INSERT, UPDATE, DELETE ON casebridge.second_factor, casebridge.second_factor_offer, casebridge.recovery_code,
    casebridge.half_sign_in TO casebridge_gate;
GRANT SELECT ON casebridge.door_rule, casebridge.second_factor, casebridge.recovery_code TO casebridge_backup;
CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.sign_in(uuid, bytea, text, text, text), casebridge.ticket_view(text), casebridge.offer_by_ticket(text, bytea),
    casebridge.code_challenge(text), casebridge.code_failed(text), casebridge.sign_in_by_code(text, bigint, bytea, bytea),
    casebridge.enrol_by_ticket(text, bigint, bytea, bytea), casebridge.confirmation_challenge(text), casebridge.confirm_session(text, bigint),
    casebridge.confirmation_failed(text) TO casebridge_sign_in;
GRANT EXECUTE ON FUNCTION casebridge.my_second_factor(), casebridge.my_offered_secret(), casebridge.offer_my_second_factor(bytea),
    casebridge.enrol_my_second_factor(bigint, bytea), casebridge.renew_my_recovery_codes(bytea), casebridge.remove_my_second_factor(),
    casebridge.reset_factor_of(uuid),
    casebridge.session_list(), casebridge.revoke_session(uuid), casebridge.revoke_other_sessions() TO casebridge_app;
GRANT EXECUTE ON FUNCTION casebridge.reset_second_factor(text), casebridge.change_door(text[], int) TO casebridge_operator;
GRANT EXECUTE ON FUNCTION casebridge.sweep_door() TO casebridge_worker;
CALL guard.seal();
