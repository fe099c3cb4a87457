-- The door (sign-in), the operator's commands and the worker's duties.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

-- Sign-in, first half: what to verify, and how long this account and this network have to wait. The answer has the
-- same shape for an unknown address; the program then verifies against a dummy, so that the time is the same too.
CREATE FUNCTION casebridge.sign_in_challenge(p_email text, p_network text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_account account;
    v_wait int;
BEGIN
    SELECT * INTO v_account FROM account WHERE lower(email) = lower(btrim(p_email)) AND disabled_at IS NULL;
    SELECT ceil(extract(epoch FROM max(f.last_failed_at + least(power(2, greatest(f.failures - 3, 0)), 900) * interval '1 second' - now())))::int INTO v_wait
    FROM sign_in_failure f
    WHERE f.subject_hash IN (sha256(convert_to('account|' || lower(btrim(p_email)), 'UTF8')), sha256(convert_to('network|' || p_network, 'UTF8')))
        AND f.failures >= CASE WHEN f.subject_hash = sha256(convert_to('network|' || p_network, 'UTF8')) THEN 10 ELSE 3 END
        AND f.last_failed_at > now() - interval '1 day';
    RETURN json_build_object('account', v_account.id, 'password_hash', v_account.password_hash, 'wait_seconds', greatest(coalesce(v_wait, 0), 0));
END
$$;

CREATE FUNCTION casebridge.sign_in_failed(p_email text, p_network text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_account account;
BEGIN
    INSERT INTO sign_in_failure AS f (subject_hash, failures, last_failed_at)
    VALUES (sha256(convert_to('account|' || lower(btrim(p_email)), 'UTF8')), 1, now()), (sha256(convert_to('network|' || p_network, 'UTF8')), 1, now())
    ON CONFLICT (subject_hash) DO UPDATE SET last_failed_at = now(),
        failures = CASE WHEN f.last_failed_at < now() - interval '1 day' THEN 1 ELSE f.failures + 1 END;
    SELECT * INTO v_account FROM account WHERE lower(email) = lower(btrim(p_email));
    PERFORM set_identity('system|sign_in||', current_setting('casebridge.request', true));
    IF v_account.id IS NOT NULL THEN
        PERFORM append_event('account', v_account.id, v_account.organisation_id, 'account', v_account.id, 'sign_in_failed', '{}');
    END IF;
    PERFORM set_config('casebridge.identity', '', true);
END
$$;

CREATE FUNCTION casebridge.sign_out() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_identity text[] := identity();
BEGIN
    -- The event first: a session that has ended tells nothing any more.
    PERFORM append_event('account', me(), my_organisation(), 'account', me(), 'signed_out', '{}');
    UPDATE session SET revoked_at = now() WHERE id = v_identity[3]::uuid AND revoked_at IS NULL;
END
$$;

-- Two people of the organisation make a grant of a role with access to cases; nobody grants himself one.
CREATE FUNCTION casebridge.propose_grant(p_account uuid, p_role text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    v_account account;
    v_role role;
    v_id uuid := uuid7();
BEGIN
    SELECT * INTO v_account FROM account WHERE id = p_account;
    IF v_account.id IS NULL OR NOT (v_account.organisation_id = ANY (scope_organisations('role.grant') || scope_authorities('role.grant'))) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    IF p_account = v_me THEN
        PERFORM refuse('MV403', 'own_role');
    END IF;
    SELECT * INTO v_role FROM role WHERE name = p_role;
    IF v_role.name IS NULL OR (v_role.scope = 'authority') <> ((SELECT kind FROM organisation WHERE id = v_account.organisation_id) = 'authority') THEN
        PERFORM refuse('MV422', 'role_unknown', '[{"code": "role_unknown", "pointer": "/role"}]');
    END IF;
    PERFORM FROM account WHERE id = p_account FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM role_grant WHERE account_id = p_account AND role = p_role AND revoked_at IS NULL) THEN
        PERFORM refuse('MV409', 'already_granted');
    END IF;
    INSERT INTO role_grant (id, account_id, organisation_id, role, scope, proposed_by, granted_at)
    VALUES (v_id, p_account, v_account.organisation_id, p_role, v_role.scope, v_me, CASE WHEN v_role.grantors = 1 THEN now() END);
    PERFORM append_event('account', p_account, v_account.organisation_id, 'role_grant', v_id,
        CASE WHEN v_role.grantors = 1 THEN 'role_granted' ELSE 'role_proposed' END, jsonb_build_object('role', p_role)::text);
    RETURN json_build_object('id', v_id, 'role', p_role, 'effective', v_role.grantors = 1);
END
$$;

CREATE FUNCTION casebridge.confirm_grant(p_grant uuid) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    v_grant role_grant;
BEGIN
    SELECT * INTO v_grant FROM role_grant WHERE id = p_grant FOR UPDATE;
    IF v_grant.id IS NULL OR NOT (v_grant.organisation_id = ANY (scope_organisations('role.grant') || scope_authorities('role.grant'))) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    IF v_grant.account_id = v_me OR v_grant.proposed_by = v_me THEN
        PERFORM refuse('MV403', 'second_person_needed');
    END IF;
    IF v_grant.granted_at IS NOT NULL OR v_grant.revoked_at IS NOT NULL THEN
        PERFORM refuse('MV409', 'already_decided');
    END IF;
    UPDATE role_grant SET confirmed_by = v_me, granted_at = now() WHERE id = p_grant;
    PERFORM append_event('account', v_grant.account_id, v_grant.organisation_id, 'role_grant', p_grant, 'role_granted',
        jsonb_build_object('role', v_grant.role)::text);
    RETURN json_build_object('id', p_grant, 'role', v_grant.role, 'effective', true);
END
$$;

CREATE FUNCTION casebridge.revoke_grant(p_grant uuid) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_grant role_grant;
BEGIN
    SELECT * INTO v_grant FROM role_grant WHERE id = p_grant FOR UPDATE;
    IF v_grant.id IS NULL OR NOT (v_grant.organisation_id = ANY (scope_organisations('role.grant') || scope_authorities('role.grant'))) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    IF v_grant.revoked_at IS NOT NULL THEN
        PERFORM refuse('MV409', 'already_decided');
    END IF;
    UPDATE role_grant SET revoked_at = now() WHERE id = p_grant;
    PERFORM append_event('account', v_grant.account_id, v_grant.organisation_id, 'role_grant', p_grant, 'role_revoked',
        jsonb_build_object('role', v_grant.role)::text);
    RETURN json_build_object('id', p_grant, 'role', v_grant.role, 'effective', false);
END
$$;

-- People of the caller's organisation with their grants, for whoever manages them.
CREATE FUNCTION casebridge.people_list() RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_organisations uuid[] := scope_organisations('role.grant') || scope_authorities('role.grant');
BEGIN
    IF cardinality(v_organisations) = 0 THEN
        PERFORM refuse('MV403', 'role_missing');
    END IF;
    PERFORM append_event('organisation', my_organisation(), my_organisation(), 'account', NULL, 'people_read', '{}');
    RETURN (SELECT json_build_object('items', coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'pseudonym', a.pseudonym, 'email', a.email,
            'disabled', a.disabled_at IS NOT NULL, 'is_me', a.id = me(),
            'second_factor', EXISTS (SELECT FROM second_factor f WHERE f.account_id = a.id),
            'grants', coalesce((SELECT json_agg(json_build_object('id', g.id, 'role', g.role, 'effective', g.granted_at IS NOT NULL,
                'proposed_by_me', g.proposed_by = me()) ORDER BY g.role) FROM role_grant g WHERE g.account_id = a.id AND g.revoked_at IS NULL), '[]'))
            ORDER BY a.name), '[]')) FROM account a WHERE a.organisation_id = ANY (v_organisations));
END
$$;

-- Operators.

CREATE FUNCTION casebridge.require_operator() RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF (identity())[1] <> 'operator' THEN
        PERFORM refuse('MV403', 'operator_only');
    END IF;
END
$$;

CREATE FUNCTION casebridge.create_organisation(p_kind text, p_name text, p_country text, p_time_zone text, p_authority jsonb DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_id uuid := uuid7();
BEGIN
    PERFORM require_operator();
    IF NOT EXISTS (SELECT FROM pg_timezone_names WHERE name = p_time_zone) THEN
        PERFORM refuse('MV422', 'time_zone_unknown');
    END IF;
    INSERT INTO organisation (id, kind, name, country, time_zone) VALUES (v_id, p_kind, btrim(p_name), p_country, p_time_zone);
    IF p_kind = 'authority' THEN
        INSERT INTO authority (id, languages, countries, handles_eu_money)
        VALUES (v_id, ARRAY(SELECT jsonb_array_elements_text(coalesce(p_authority -> 'languages', '["en"]'))),
            ARRAY(SELECT jsonb_array_elements_text(coalesce(p_authority -> 'countries', jsonb_build_array(p_country)))),
            coalesce((p_authority ->> 'handles_eu_money')::boolean, false));
    END IF;
    PERFORM append_event('organisation', v_id, v_id, 'organisation', v_id, 'organisation_created', jsonb_build_object('kind', p_kind)::text);
    RETURN v_id;
END
$$;

CREATE FUNCTION casebridge.create_account(p_organisation uuid, p_email text, p_name text, p_language text, p_password_hash text, p_roles text[]) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_id uuid := uuid7();
    v_role text;
    v_grant uuid;
BEGIN
    PERFORM require_operator();
    IF NOT EXISTS (SELECT FROM organisation WHERE id = p_organisation) THEN
        PERFORM refuse('MV404', 'organisation_unknown');
    END IF;
    IF EXISTS (SELECT FROM account WHERE lower(email) = lower(btrim(p_email))) THEN
        PERFORM refuse('MV409', 'email_taken');
    END IF;
    INSERT INTO account (id, organisation_id, email, name, pseudonym, language, password_hash)
    VALUES (v_id, p_organisation, btrim(p_email), btrim(p_name), 'P-' || upper(substr(encode(uuid_send(gen_random_uuid()), 'hex'), 1, 8)), p_language, p_password_hash);
    PERFORM append_event('account', v_id, p_organisation, 'account', v_id, 'account_created', '{}');
    FOREACH v_role IN ARRAY p_roles LOOP
        IF NOT EXISTS (SELECT FROM role r JOIN organisation o ON o.id = p_organisation
            WHERE r.name = v_role AND (r.scope = 'authority') = (o.kind = 'authority')) THEN
            PERFORM refuse('MV422', 'role_unknown', jsonb_build_array(jsonb_build_object('code', 'role_unknown', 'detail', v_role)));
        END IF;
        v_grant := uuid7();
        INSERT INTO role_grant (id, account_id, organisation_id, role, scope, by_operator, granted_at)
        SELECT v_grant, v_id, p_organisation, r.name, r.scope, true, now() FROM role r WHERE r.name = v_role;
        PERFORM append_event('account', v_id, p_organisation, 'role_grant', v_grant, 'role_granted', jsonb_build_object('role', v_role)::text);
    END LOOP;
    RETURN v_id;
END
$$;

CREATE FUNCTION casebridge.disable_account(p_email text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_account account;
BEGIN
    PERFORM require_operator();
    UPDATE account SET disabled_at = now() WHERE lower(email) = lower(btrim(p_email)) AND disabled_at IS NULL RETURNING * INTO v_account;
    IF v_account.id IS NULL THEN
        PERFORM refuse('MV404', 'account_unknown');
    END IF;
    UPDATE session SET revoked_at = now() WHERE account_id = v_account.id AND revoked_at IS NULL;
    PERFORM append_event('account', v_account.id, v_account.organisation_id, 'account', v_account.id, 'account_disabled', '{}');
END
$$;

CREATE FUNCTION casebridge.create_token(p_email text, p_token_hash bytea, p_label text, p_scopes text[], p_expires_at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_account account;
    v_id uuid := uuid7();
BEGIN
    PERFORM require_operator();
    SELECT * INTO v_account FROM account WHERE lower(email) = lower(btrim(p_email)) AND disabled_at IS NULL;
    IF v_account.id IS NULL THEN
        PERFORM refuse('MV404', 'account_unknown');
    END IF;
    -- A scope that nobody has would limit the token to nothing, silently.
    IF EXISTS (SELECT FROM unnest(p_scopes) x (scope)
            WHERE x.scope IS NOT NULL AND NOT EXISTS (SELECT FROM role r WHERE x.scope = ANY (r.permissions))) THEN
        PERFORM refuse('MV422', 'scope_unknown');
    END IF;
    IF p_expires_at <= now() OR p_expires_at > now() + interval '366 days' THEN
        PERFORM refuse('MV422', 'expiry_out_of_range');
    END IF;
    INSERT INTO session (id, account_id, kind, token_hash, label, scopes, expires_at)
    VALUES (v_id, v_account.id, 'api', session_hash(p_token_hash), p_label, p_scopes, p_expires_at);
    PERFORM append_event('account', v_account.id, v_account.organisation_id, 'session', v_id, 'token_created',
        jsonb_build_object('scopes', to_jsonb(p_scopes), 'expires_at', p_expires_at)::text);
    RETURN v_id;
END
$$;

CREATE FUNCTION casebridge.revoke_token(p_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_account account;
BEGIN
    PERFORM require_operator();
    UPDATE session SET revoked_at = now() WHERE id = p_id AND revoked_at IS NULL;
    IF NOT FOUND THEN
        PERFORM refuse('MV404', 'token_unknown');
    END IF;
    SELECT a.* INTO v_account FROM account a JOIN session s ON s.account_id = a.id WHERE s.id = p_id;
    PERFORM append_event('account', v_account.id, v_account.organisation_id, 'session', p_id, 'token_revoked', '{}');
END
$$;

CREATE FUNCTION casebridge.account_list() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    PERFORM require_operator();
    RETURN (SELECT coalesce(json_agg(json_build_object('id', a.id, 'email', a.email, 'name', a.name, 'organisation', o.name, 'disabled', a.disabled_at IS NOT NULL,
        'roles', (SELECT coalesce(json_agg(g.role ORDER BY g.role), '[]') FROM role_grant g WHERE g.account_id = a.id AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL))
        ORDER BY o.name, a.email), '[]') FROM account a JOIN organisation o ON o.id = a.organisation_id);
END
$$;

CREATE FUNCTION casebridge.store_training(p_account uuid, p_title text, p_from date, p_until date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_organisation uuid := (SELECT organisation_id FROM account WHERE id = p_account);
    v_id uuid := uuid7();
BEGIN
    PERFORM require_operator();
    INSERT INTO training (id, organisation_id, account_id, title, valid_from, valid_until) VALUES (v_id, v_organisation, p_account, p_title, p_from, p_until);
    PERFORM append_event('account', p_account, v_organisation, 'training', v_id, 'training_recorded',
        jsonb_build_object('valid_from', p_from, 'valid_until', p_until)::text);
END
$$;

CREATE FUNCTION casebridge.load_form(p_name text, p_version int, p_hash text, p_document jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_known text := (SELECT hash FROM form WHERE name = p_name AND version = p_version);
BEGIN
    PERFORM require_operator();
    IF v_known = p_hash THEN
        RETURN 'unchanged';
    ELSIF v_known IS NOT NULL THEN
        PERFORM refuse('MV409', 'loaded_version_never_changes', jsonb_build_array(jsonb_build_object('code', 'loaded_version_never_changes',
            'detail', 'form ' || p_name || ' version ' || p_version)));
    END IF;
    INSERT INTO form (hash, name, version, document) VALUES (p_hash, p_name, p_version, p_document);
    PERFORM append_event('system', system_chain(), NULL, 'form', NULL, 'form_loaded', jsonb_build_object('name', p_name, 'version', p_version, 'hash', p_hash)::text);
    RETURN 'loaded';
END
$$;

-- What an empty store looks like: no organisation yet.
CREATE FUNCTION casebridge.store_counts() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN (SELECT json_build_object('organisations', (SELECT count(*) FROM organisation), 'accounts', (SELECT count(*) FROM account),
        'notices', (SELECT count(*) FROM (SELECT FROM notice LIMIT 1000000) n), 'cases', (SELECT count(*) FROM (SELECT FROM case_file LIMIT 1000000) c)));
END
$$;

-- Workers. Each duty takes its rows with SKIP LOCKED and the case's lock before it writes.

-- Turns clock marks into events, each exactly once, and lets an unanswered offer expire. Answers how many it did.
CREATE FUNCTION casebridge.mark_clocks(p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_candidate record;
    v_clock clock;
    v_rule clock_rule;
    s subject;
    t workflow_transition;
    v_done int := 0;
BEGIN
    FOR v_candidate IN
        SELECT id, case_id FROM (
            (SELECT id, case_id FROM clock WHERE stopped_at IS NULL AND paused_at IS NULL AND soft_marked_at IS NULL AND soft_at <= now() ORDER BY soft_at LIMIT p_limit)
            UNION
            (SELECT id, case_id FROM clock WHERE stopped_at IS NULL AND paused_at IS NULL AND hard_marked_at IS NULL AND hard_at <= now() ORDER BY hard_at LIMIT p_limit)) c
        ORDER BY case_id, id
    LOOP
        PERFORM lock_case(v_candidate.case_id);
        SELECT * INTO v_clock FROM clock WHERE id = v_candidate.id AND stopped_at IS NULL AND paused_at IS NULL;
        CONTINUE WHEN v_clock.id IS NULL;
        s := subject_of(v_clock.record_kind, v_clock.record_id);
        IF v_clock.soft_marked_at IS NULL AND v_clock.soft_at <= now() AND v_clock.hard_at > now() THEN
            UPDATE clock SET soft_marked_at = now() WHERE id = v_clock.id;
            PERFORM record_change(s, 'clock_soft_mark', v_clock.record_kind, v_clock.record_id, jsonb_build_object('clock', v_clock.name, 'due_on', v_clock.due_on));
            v_done := v_done + 1;
        ELSIF v_clock.hard_marked_at IS NULL AND v_clock.hard_at <= now() THEN
            UPDATE clock SET hard_marked_at = now(), soft_marked_at = coalesce(soft_marked_at, now()) WHERE id = v_clock.id;
            PERFORM record_change(s, 'clock_hard_mark', v_clock.record_kind, v_clock.record_id, jsonb_build_object('clock', v_clock.name, 'due_on', v_clock.due_on));
            SELECT * INTO v_rule FROM clock_rule WHERE name = v_clock.name AND version = v_clock.rule_version;
            IF v_rule.expires IS NOT NULL THEN
                SELECT * INTO t FROM workflow_transition x WHERE x.workflow_id = s.workflow_id AND x.from_status = s.status AND x.action = v_rule.expires
                    AND x.made_by = 'system';
                IF FOUND AND blocked(s, NULL, t.requires) IS NULL THEN
                    PERFORM make_transition(s, t, NULL, NULL, NULL);
                END IF;
            END IF;
            v_done := v_done + 1;
        END IF;
    END LOOP;
    RETURN v_done;
END
$$;

-- Takes the next job for five minutes; a worker that dies leaves it to another.
CREATE FUNCTION casebridge.take_job() RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN take_job_of(false);
END
$$;

CREATE FUNCTION casebridge.finish_job(p_id uuid, p_error text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    UPDATE job SET done_at = CASE WHEN p_error IS NULL THEN now() END, taken_until = NULL, last_error = left(p_error, 500),
        run_at = CASE WHEN p_error IS NULL THEN run_at ELSE now() + least(power(2, attempts), 3600) * interval '1 second' END
    WHERE id = p_id;
END
$$;

CREATE FUNCTION casebridge.evidence_to_verify(p_id uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN (SELECT json_build_object('id', e.id, 'case_id', e.case_id, 'sha256', encode(e.sha256, 'hex'), 'size', e.size, 'wrapped_key', translate(encode(k.wrapped_key, 'base64'), E'\n', ''))
        FROM evidence e JOIN case_key k ON k.case_id = e.case_id WHERE e.id = p_id AND e.verified_at IS NULL AND e.quarantined_at IS NULL);
END
$$;

-- The outcome of reading a stored file back: its hash agrees, or the file is set aside for a person to look at.
CREATE FUNCTION casebridge.record_verification(p_id uuid, p_agrees boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_evidence evidence;
BEGIN
    SELECT * INTO v_evidence FROM evidence WHERE id = p_id;
    IF v_evidence.id IS NULL THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    PERFORM lock_case(v_evidence.case_id);
    UPDATE evidence SET verified_at = CASE WHEN p_agrees THEN now() END, quarantined_at = CASE WHEN NOT p_agrees THEN now() END
    WHERE id = p_id AND verified_at IS NULL AND quarantined_at IS NULL;
    IF FOUND THEN
        PERFORM append_event('case', v_evidence.case_id, v_evidence.organisation_id, 'evidence', p_id,
            CASE WHEN p_agrees THEN 'evidence_verified' ELSE 'evidence_quarantined' END, '{}');
    END IF;
END
$$;

-- Ids of all files that rows name, for the sweeper that removes files without a row.
CREATE FUNCTION casebridge.known_files(p_ids uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT x FROM unnest(p_ids) x WHERE EXISTS (SELECT FROM evidence e WHERE e.id = x)
        OR EXISTS (SELECT FROM dossier d WHERE d.file_id = x OR d.referral_id = x));
END
$$;

CREATE FUNCTION casebridge.dossier_to_package(p_referral uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN (SELECT json_build_object('referral', d.referral_id, 'case_id', d.case_id, 'file_id', d.file_id, 'manifest_sha256', d.manifest_sha256,
            'wrapped_key', translate(encode(k.wrapped_key, 'base64'), E'\n', ''), 'leaf', l.leaf, 'event', event_text(e))
        FROM dossier d JOIN case_key k ON k.case_id = d.case_id
        JOIN audit_event e ON e.chain_id = d.case_id AND e.chain_kind = 'case' AND e.seq = d.seal_seq
        LEFT JOIN ledger_leaf l ON l.chain_id = e.chain_id AND l.chain_kind = e.chain_kind AND l.seq = e.seq
        WHERE d.referral_id = p_referral AND d.packaged_at IS NULL);
END
$$;

CREATE FUNCTION casebridge.record_package(p_referral uuid, p_file uuid, p_sha256 bytea, p_size bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_dossier dossier;
BEGIN
    SELECT * INTO v_dossier FROM dossier WHERE referral_id = p_referral AND seal_seq IS NOT NULL;
    IF v_dossier.referral_id IS NULL THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    PERFORM lock_case(v_dossier.case_id);
    UPDATE dossier SET file_id = p_file, package_sha256 = p_sha256, size = p_size, packaged_at = now() WHERE referral_id = p_referral AND packaged_at IS NULL;
    IF FOUND THEN
        PERFORM append_event('case', v_dossier.case_id, v_dossier.organisation_id, 'dossier', p_referral, 'dossier_packaged',
            jsonb_build_object('package_sha256', encode(p_sha256, 'hex'))::text);
    END IF;
END
$$;

-- The hashed text of an event, as stored.
CREATE FUNCTION casebridge.event_text(e casebridge.audit_event) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN 'casebridge-event-v1|' || e.chain_kind || '|' || e.chain_id || '|' || e.seq || '|' || encode(e.previous_hash, 'hex') || '|' || e.at_us || '|'
        || e.actor_kind || '|' || e.actor || '|' || e.session || '|' || e.request || '|' || coalesce(e.organisation_id::text, '') || '|'
        || e.record_kind || '|' || coalesce(e.record_id::text, '') || '|' || coalesce(e.record_version::text, '') || '|'
        || coalesce(e.workflow_id::text, '') || '|' || e.action || '|' || coalesce(e.from_status, '') || '|' || coalesce(e.to_status, '') || '|'
        || coalesce(encode(e.private_digest, 'hex'), '') || '|' || e.facts;
END
$$;

-- The ledger's sequencer. One at a time: whoever holds the lock reads committed events that no later commit can
-- precede, in the order that is stored with them.
CREATE FUNCTION casebridge.begin_sequencing() RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(7310, 1) THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT json_build_object('size', size, 'sequenced_below', sequenced_below::text, 'below', pg_snapshot_xmin(pg_current_snapshot())::text) FROM ledger_state);
END
$$;

CREATE FUNCTION casebridge.events_to_sequence(p_from text, p_below text, p_limit int) RETURNS TABLE (event_hash bytea, chain_kind text, chain_id uuid, seq bigint, tx text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT e.hash, e.chain_kind::text, e.chain_id, e.seq::bigint, e.tx::text FROM audit_event e
    WHERE e.tx >= p_from::xid8 AND e.tx < p_below::xid8
        AND NOT EXISTS (SELECT FROM ledger_leaf l WHERE l.chain_id = e.chain_id AND l.chain_kind = e.chain_kind AND l.seq = e.seq)
    ORDER BY e.tx, e.chain_id, e.chain_kind, e.seq LIMIT p_limit;
END
$$;

-- Appends leaves, tiles and the signed checkpoint of the new size in the transaction that read the events.
-- p_hashes holds 32 bytes an event; p_tile_hashes one tile each, in base64.
CREATE FUNCTION casebridge.append_leaves(p_first bigint, p_hashes bytea, p_chain_kinds text[], p_chain_ids uuid[], p_seqs bigint[],
    p_tile_levels int[], p_tile_numbers bigint[], p_tile_hashes text[], p_below text, p_note text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_size bigint := p_first + length(p_hashes) / 32;
BEGIN
    UPDATE ledger_state SET size = v_size, sequenced_below = p_below::xid8 WHERE size = p_first;
    IF NOT FOUND THEN
        PERFORM refuse('MV409', 'ledger_moved_on');
    END IF;
    INSERT INTO ledger_leaf (leaf, event_hash, chain_kind, chain_id, seq)
    SELECT p_first + x.position - 1, substring(p_hashes FROM 32 * x.position::int - 31 FOR 32), x.kind, x.id, x.seq
    FROM unnest(p_chain_kinds, p_chain_ids, p_seqs) WITH ORDINALITY x (kind, id, seq, position);
    INSERT INTO ledger_tile (level, tile, hashes)
    SELECT x.level, x.tile, decode(x.hashes, 'base64') FROM unnest(p_tile_levels, p_tile_numbers, p_tile_hashes) x (level, tile, hashes)
    ON CONFLICT (level, tile) DO UPDATE SET hashes = excluded.hashes;
    INSERT INTO ledger_checkpoint (size, note) VALUES (v_size, p_note) ON CONFLICT (size) DO NOTHING;
END
$$;

-- Verification by rows: whole chains in order, for the program to hash again.
CREATE FUNCTION casebridge.events_for_verification(p_after_chain uuid, p_after_kind text, p_after_seq bigint, p_limit int)
RETURNS TABLE (chain_kind text, chain_id uuid, seq bigint, canonical text, hash bytea, previous_hash bytea, record_kind text, record_id uuid,
    record_version int, from_status text, to_status text, private_digest bytea, private_salt bytea, private_body text, leaf bigint, leaf_hash bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT e.chain_kind::text, e.chain_id, e.seq::bigint, event_text(e), e.hash, e.previous_hash, e.record_kind::text, e.record_id, e.record_version,
        e.from_status, e.to_status, e.private_digest, p.salt, p.body, l.leaf, l.event_hash
    FROM audit_event e
    LEFT JOIN event_private p ON p.chain_id = e.chain_id AND p.chain_kind = e.chain_kind AND p.seq = e.seq
    LEFT JOIN ledger_leaf l ON l.chain_id = e.chain_id AND l.chain_kind = e.chain_kind AND l.seq = e.seq
    WHERE (e.chain_id, e.chain_kind, e.seq) > (p_after_chain, p_after_kind, p_after_seq)
    ORDER BY e.chain_id, e.chain_kind, e.seq LIMIT p_limit;
END
$$;

CREATE FUNCTION casebridge.export_events(p_after_chain uuid, p_after_kind text, p_after_seq bigint, p_limit int) RETURNS SETOF json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT json_build_object('chain_kind', e.chain_kind, 'chain_id', e.chain_id, 'seq', e.seq, 'previous_hash', encode(e.previous_hash, 'hex'),
        'at_us', e.at_us, 'actor_kind', e.actor_kind, 'actor', e.actor, 'session', e.session, 'request', e.request, 'organisation', coalesce(e.organisation_id::text, ''),
        'record_kind', e.record_kind, 'record_id', coalesce(e.record_id::text, ''), 'record_version', e.record_version, 'workflow', e.workflow_id,
        'action', e.action, 'from_status', coalesce(e.from_status, ''), 'to_status', coalesce(e.to_status, ''),
        'private_digest', coalesce(encode(e.private_digest, 'hex'), ''), 'facts', e.facts, 'private', p.body, 'private_salt', encode(p.salt, 'hex'),
        'hash', encode(e.hash, 'hex'), 'leaf', l.leaf)
    FROM audit_event e
    LEFT JOIN event_private p ON p.chain_id = e.chain_id AND p.chain_kind = e.chain_kind AND p.seq = e.seq
    LEFT JOIN ledger_leaf l ON l.chain_id = e.chain_id AND l.chain_kind = e.chain_kind AND l.seq = e.seq
    WHERE (e.chain_id, e.chain_kind, e.seq) > (p_after_chain, p_after_kind, p_after_seq)
    ORDER BY e.chain_id, e.chain_kind, e.seq LIMIT p_limit;
END
$$;

CREATE FUNCTION casebridge.record_export(p_count bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    PERFORM append_event('system', system_chain(), NULL, 'audit', NULL, 'audit_exported', jsonb_build_object('events', p_count)::text);
END
$$;

-- Everything a person wrote, with the digest that its event vouches for: null when there is no such event, empty when the
-- digest was erased by law.
CREATE FUNCTION casebridge.vouched_contents() RETURNS TABLE (record_kind text, record_id uuid, written text, vouched text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    WITH content AS (
        SELECT 'report' AS kind, w.report_id AS id, w.case_id, 'answers_saved' AS action, written(w) AS written, 'content_version' AS fact,
            w.content_version AS number FROM answer_change w
        UNION ALL SELECT 'finding', w.id, w.case_id, 'finding_added', written(w), 'number', w.number FROM finding w
        UNION ALL SELECT 'evidence', w.id, w.case_id, 'evidence_added', written(w), 'number', w.number FROM evidence w
        UNION ALL SELECT 'comment', w.id, w.case_id, 'comment_added', written(w), NULL, NULL FROM comment w
        UNION ALL SELECT 'referral', w.referral_id, w.case_id, 'question_asked', written(w), 'number', w.number FROM referral_question w
        UNION ALL SELECT 'referral', w.referral_id, w.case_id, 'question_answered', written(w), 'number', w.number FROM referral_answer w
        UNION ALL SELECT 'report', w.report_id, w.case_id, 'verdict_given', written(w), 'number', w.number FROM verdict w
    )
    SELECT c.kind, c.id, c.written, e.vouched
    FROM content c
    LEFT JOIN LATERAL (
        SELECT coalesce(p.body::jsonb ->> 'written', '') AS vouched FROM audit_event v
        LEFT JOIN event_private p ON p.chain_id = v.chain_id AND p.chain_kind = v.chain_kind AND p.seq = v.seq
        WHERE v.chain_id = c.case_id AND v.chain_kind = 'case' AND v.record_id = c.id AND v.record_kind = c.kind AND v.action = c.action
            AND (c.fact IS NULL OR (v.facts::jsonb ->> c.fact)::int = c.number)
        LIMIT 1) e ON true;
END
$$;

-- What the tables say against what the log says: records whose status is not their last event's or whose marks are not
-- their status's, two events of one version, contents and submissions that are not what their event vouches for, private
-- texts and leaves without their event (a tail cut off, a chain dropped).
CREATE FUNCTION casebridge.contradictions() RETURNS TABLE (what text, record_kind text, record_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT 'status_is_not_the_last_event', r.kind, r.id
    FROM (SELECT kind, id, version, status FROM case_file UNION ALL SELECT kind, id, version, status FROM assignment
        UNION ALL SELECT kind, id, version, status FROM report UNION ALL SELECT kind, id, version, status FROM referral) r
    WHERE NOT EXISTS (SELECT FROM audit_event e WHERE e.record_id = r.id AND e.record_version = r.version AND e.record_kind = r.kind AND e.to_status = r.status)
        OR EXISTS (SELECT FROM audit_event e WHERE e.record_id = r.id AND e.record_kind = r.kind AND e.record_version > r.version)
    UNION ALL
    SELECT 'mark_is_not_the_statuss', r.kind, r.id
    FROM (SELECT kind, id, workflow_id, status, is_open, NULL::boolean AS has_access, NULL::boolean AS is_editable, NULL::boolean AS is_delivered FROM case_file
        UNION ALL SELECT kind, id, workflow_id, status, is_open, has_access, NULL::boolean, NULL::boolean FROM assignment
        UNION ALL SELECT kind, id, workflow_id, status, is_open, NULL::boolean, is_editable, NULL::boolean FROM report
        UNION ALL SELECT kind, id, workflow_id, status, is_open, NULL::boolean, is_editable, is_delivered FROM referral) r
    JOIN workflow_status w ON w.workflow_id = r.workflow_id AND w.name = r.status
    WHERE r.is_open = w.is_final OR r.has_access <> w.grants_access OR r.is_editable <> w.is_editable
        OR r.is_delivered <> (w.is_delivered OR (w.is_final AND EXISTS (SELECT FROM audit_event e
            JOIN workflow_transition t ON t.id = e.transition_id
            WHERE e.record_id = r.id AND e.record_kind = r.kind AND t.to_delivered)))
    UNION ALL
    SELECT 'two_events_of_one_version', e.record_kind, e.record_id
    FROM audit_event e WHERE e.record_version IS NOT NULL
    GROUP BY e.record_kind, e.record_id, e.record_version HAVING count(*) > 1
    UNION ALL
    SELECT 'event_makes_no_declared_move', e.record_kind, e.record_id
    FROM audit_event e LEFT JOIN workflow_transition t ON t.id = e.transition_id AND t.workflow_id = e.workflow_id AND t.kind = e.record_kind
        AND t.action = e.action AND t.from_status = e.from_status AND t.to_status = e.to_status
    WHERE e.record_version IS NOT NULL AND t.id IS NULL
    UNION ALL
    SELECT 'submission_is_not_what_was_submitted', 'report', x.report_id
    FROM submission x
    WHERE x.digest IS DISTINCT FROM encode(sha256(convert_to(x.content::text, 'UTF8')), 'hex')
        OR NOT EXISTS (SELECT FROM audit_event e JOIN workflow_transition t ON t.id = e.transition_id AND t.effect = 'record_submission'
            WHERE e.record_id = x.report_id AND e.record_kind = 'report' AND e.facts::jsonb ->> 'submission' = x.digest)
    UNION ALL
    SELECT 'content_is_not_what_was_written', v.record_kind, v.record_id
    FROM vouched_contents() v
    WHERE v.vouched IS NULL OR (v.vouched <> '' AND v.vouched <> sha256_hex(v.written))
    UNION ALL
    SELECT 'event_of_a_private_text_is_missing', p.chain_kind, p.chain_id
    FROM event_private p LEFT JOIN audit_event e ON e.chain_id = p.chain_id AND e.chain_kind = p.chain_kind AND e.seq = p.seq
    WHERE e.private_digest IS NULL
    UNION ALL
    SELECT 'event_of_a_leaf_is_missing', l.chain_kind, l.chain_id
    FROM ledger_leaf l LEFT JOIN audit_event e ON e.chain_id = l.chain_id AND e.chain_kind = l.chain_kind AND e.seq = l.seq
    WHERE e.hash IS DISTINCT FROM l.event_hash
    UNION ALL
    SELECT 'record_of_an_event_is_missing', e.record_kind, e.record_id
    FROM audit_event e WHERE e.record_version = 1 AND NOT EXISTS (
        SELECT FROM case_file r WHERE e.record_kind = 'case' AND r.id = e.record_id UNION ALL
        SELECT FROM assignment r WHERE e.record_kind = 'assignment' AND r.id = e.record_id UNION ALL
        SELECT FROM report r WHERE e.record_kind = 'report' AND r.id = e.record_id UNION ALL
        SELECT FROM referral r WHERE e.record_kind = 'referral' AND r.id = e.record_id);
END
$$;

-- What is past its time: sessions, idempotency keys, done jobs, old failures.
CREATE FUNCTION casebridge.sweep() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    DELETE FROM idempotency WHERE created_at < now() - interval '24 hours';
    DELETE FROM job WHERE done_at < now() - interval '7 days';
    DELETE FROM sign_in_failure WHERE last_failed_at < now() - interval '2 days';
END
$$;

GRANT SELECT (leaf, event_hash) ON casebridge.ledger_leaf TO casebridge_app;  -- hashes only: the rest names cases
GRANT SELECT ON casebridge.ledger_leaf TO casebridge_worker, casebridge_operator;
GRANT SELECT ON casebridge.ledger_state TO casebridge_worker, casebridge_operator;
CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.sign_in_challenge(text, text), casebridge.sign_in_failed(text, text) TO casebridge_sign_in;
GRANT EXECUTE ON FUNCTION casebridge.sign_out(), casebridge.propose_grant(uuid, text), casebridge.confirm_grant(uuid), casebridge.revoke_grant(uuid),
    casebridge.people_list() TO casebridge_app;
GRANT EXECUTE ON FUNCTION casebridge.create_organisation(text, text, text, text, jsonb), casebridge.create_account(uuid, text, text, text, text, text[]),
    casebridge.disable_account(text), casebridge.create_token(text, bytea, text, text[], timestamptz), casebridge.revoke_token(uuid), casebridge.account_list(),
    casebridge.store_training(uuid, text, date, date), casebridge.load_form(text, int, text, jsonb), casebridge.store_counts(),
    casebridge.record_export(bigint) TO casebridge_operator;
GRANT EXECUTE ON FUNCTION casebridge.mark_clocks(int), casebridge.take_job(), casebridge.finish_job(uuid, text), casebridge.evidence_to_verify(uuid),
    casebridge.record_verification(uuid, boolean), casebridge.known_files(uuid[]), casebridge.dossier_to_package(uuid),
    casebridge.record_package(uuid, uuid, bytea, bigint), casebridge.sweep(), casebridge.store_counts() TO casebridge_worker;
GRANT EXECUTE ON FUNCTION casebridge.begin_sequencing(), casebridge.events_to_sequence(text, text, int),
    casebridge.append_leaves(bigint, bytea, text[], uuid[], bigint[], int[], bigint[], text[], text, text),
    casebridge.events_for_verification(uuid, text, bigint, int), casebridge.export_events(uuid, text, bigint, int), casebridge.contradictions()
    TO casebridge_worker, casebridge_operator;
CALL guard.seal();
