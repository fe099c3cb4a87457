-- What people say of themselves, their due dates as a calendar at a secret address, and the code of conduct.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

-- Languages that the person reads and writes (ISO 639), and regions where the person can go: countries (ISO 3166) or
-- parts of them (NUTS). Empty where nobody asked.
ALTER TABLE casebridge.account
    ADD COLUMN languages text[] COLLATE "C" NOT NULL DEFAULT '{}'
        CONSTRAINT languages_are_codes CHECK (array_to_string(languages, ' ', '-') ~ '^([a-z]{2,3}( |$))*$' AND cardinality(languages) <= 20),
    ADD COLUMN regions text[] COLLATE "C" NOT NULL DEFAULT '{}'
        CONSTRAINT regions_are_codes CHECK (array_to_string(regions, ' ', '-') ~ '^([A-Z]{2}[0-9A-Z]{0,3}( |$))*$' AND cardinality(regions) <= 50),
    ADD COLUMN profile_version int NOT NULL DEFAULT 1 CONSTRAINT profile_version_counts_from_one CHECK (profile_version >= 1);

-- The secret address of a person's calendar; only its hash is stored.
CREATE TABLE casebridge.calendar_address (
    account_id uuid PRIMARY KEY REFERENCES casebridge.account,
    token_hash bytea NOT NULL UNIQUE CONSTRAINT token_hash_is_sha256 CHECK (length(token_hash) = 32),
    created_at timestamptz NOT NULL DEFAULT now()
);

-- One's own profile. `version` goes into a change of it.
CREATE FUNCTION casebridge.profile_view() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
BEGIN
    RETURN (SELECT json_build_object('name', a.name, 'pseudonym', a.pseudonym, 'language', a.language, 'languages', to_json(a.languages),
            'regions', to_json(a.regions), 'time_zone', a.time_zone, 'notifications', a.notifications, 'version', a.profile_version)
        FROM account a WHERE a.id = v_me);
END
$$;

CREATE FUNCTION casebridge.require_codes(p_codes jsonb, p_field text, p_shape text, p_most int) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_codes text[] := ARRAY(SELECT DISTINCT x FROM jsonb_array_elements_text(CASE jsonb_typeof(p_codes) WHEN 'array' THEN p_codes ELSE '[]' END) x ORDER BY x);
    v_wrong text := (SELECT x FROM unnest(v_codes) x WHERE x !~ p_shape LIMIT 1);
BEGIN
    IF v_wrong IS NOT NULL OR cardinality(v_codes) > p_most THEN
        PERFORM refuse('MV422', p_field || '_malformed', jsonb_build_array(jsonb_build_object('code', p_field || '_malformed',
            'pointer', '/' || p_field, 'detail', left(coalesce(v_wrong, ''), 40))));
    END IF;
    RETURN v_codes;
END
$$;

-- Changes what the patch names and nothing else (RFC 7396). The event says which, the values stay out of the chain.
CREATE FUNCTION casebridge.change_profile(p_expected int, p_patch jsonb) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    v_old account;
    v_new account;
    v_changed text[];
    v_case uuid;
BEGIN
    SELECT * INTO v_old FROM account WHERE id = v_me FOR NO KEY UPDATE;
    IF p_expected <> v_old.profile_version THEN
        PERFORM refuse('MV412', 'stale_version');
    END IF;
    v_new := v_old;
    IF p_patch ? 'name' THEN
        v_new.name := require_text(p_patch ->> 'name', '/name', 200);
    END IF;
    IF p_patch ? 'pseudonym' OR v_new.name <> v_old.name THEN
        v_new.pseudonym := require_pseudonym(v_old.organisation_id, v_me,
            CASE WHEN p_patch ? 'pseudonym' THEN p_patch ->> 'pseudonym' ELSE v_old.pseudonym END, v_new.name);
    END IF;
    IF p_patch ? 'language' THEN
        IF coalesce(p_patch ->> 'language', '') !~ '^[A-Za-z-]{2,16}$' THEN
            PERFORM refuse('MV422', 'language_unknown', '[{"code": "language_unknown", "pointer": "/language"}]');
        END IF;
        v_new.language := p_patch ->> 'language';
    END IF;
    IF p_patch ? 'languages' THEN
        v_new.languages := require_codes(p_patch -> 'languages', 'languages', '^[a-z]{2,3}$', 20);
    END IF;
    IF p_patch ? 'regions' THEN
        v_new.regions := require_codes(p_patch -> 'regions', 'regions', '^[A-Z]{2}[0-9A-Z]{0,3}$', 50);
    END IF;
    IF p_patch ? 'time_zone' THEN
        v_new.time_zone := p_patch ->> 'time_zone';
        IF v_new.time_zone IS NOT NULL AND NOT EXISTS (SELECT FROM pg_timezone_names WHERE name = v_new.time_zone) THEN
            PERFORM refuse('MV422', 'time_zone_unknown', '[{"code": "time_zone_unknown", "pointer": "/time_zone"}]');
        END IF;
    END IF;
    IF p_patch ? 'notifications' THEN
        IF coalesce(p_patch ->> 'notifications', '') NOT IN ('at_once', 'daily', 'none') THEN
            PERFORM refuse('MV422', 'notifications_unknown', '[{"code": "notifications_unknown", "pointer": "/notifications"}]');
        END IF;
        v_new.notifications := p_patch ->> 'notifications';
    END IF;
    v_changed := ARRAY(SELECT n.key FROM jsonb_each(to_jsonb(v_new)) n JOIN jsonb_each(to_jsonb(v_old)) o ON o.key = n.key
        WHERE n.value <> o.value ORDER BY n.key);
    IF v_new.pseudonym <> v_old.pseudonym THEN
        INSERT INTO former_pseudonym (organisation_id, pseudonym, account_id)
        VALUES (v_old.organisation_id, lower(v_old.pseudonym), v_me) ON CONFLICT DO NOTHING;
    END IF;
    IF v_changed <> '{}' THEN
        UPDATE account SET name = v_new.name, pseudonym = v_new.pseudonym, language = v_new.language, languages = v_new.languages,
            regions = v_new.regions, time_zone = v_new.time_zone, notifications = v_new.notifications,
            profile_version = v_old.profile_version + 1 WHERE id = v_me;
        PERFORM append_event('account', v_me, v_old.organisation_id, 'account', v_me, 'profile_changed',
            jsonb_build_object('fields', to_jsonb(v_changed))::text);
        -- Worklists hold the names of monitors.
        IF 'name' = ANY (v_changed) THEN
            FOR v_case IN SELECT DISTINCT a.case_id FROM assignment a WHERE a.monitor_id = v_me AND a.is_open ORDER BY 1 LOOP
                PERFORM lock_case(v_case);
                PERFORM write_line(v_case);
            END LOOP;
        END IF;
    END IF;
    RETURN profile_view();
END
$$;

-- The calendar.

CREATE FUNCTION casebridge.my_calendar() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
BEGIN
    RETURN json_build_object('created_at', (SELECT rfc3339(created_at) FROM calendar_address WHERE account_id = v_me));
END
$$;

-- A new address; the one before works no more.
CREATE FUNCTION casebridge.make_my_calendar(p_token_hash bytea) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := require_confirmed_browser();
BEGIN
    INSERT INTO calendar_address (account_id, token_hash) VALUES (v_me, p_token_hash)
    ON CONFLICT (account_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = now();
    PERFORM append_event('account', v_me, my_organisation(), 'account', v_me, 'calendar_made', '{}');
    RETURN json_build_object('made', true);
END
$$;

CREATE FUNCTION casebridge.remove_my_calendar() RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
BEGIN
    DELETE FROM calendar_address WHERE account_id = v_me;
    IF NOT FOUND THEN
        PERFORM refuse('MV409', 'no_calendar');
    END IF;
    PERFORM append_event('account', v_me, my_organisation(), 'account', v_me, 'calendar_removed', '{}');
    RETURN json_build_object('removed', true);
END
$$;

-- What the bearer of an address sees: running clocks that its owner has to keep or, as a coordinator, to watch; of each
-- the case's number and nothing else of it. Null for an address that is none, or whose owner may not come in any more.
CREATE FUNCTION casebridge.calendar_feed(p_token text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_account account;
    v_permissions text[];
BEGIN
    SELECT a.* INTO v_account FROM calendar_address c JOIN account a ON a.id = c.account_id
    WHERE c.token_hash = sha256(convert_to(p_token, 'UTF8')) AND a.disabled_at IS NULL;
    IF v_account.id IS NULL THEN
        RETURN NULL;
    END IF;
    v_permissions := ARRAY(SELECT DISTINCT permission FROM role_grant g JOIN role r ON r.name = g.role CROSS JOIN unnest(r.permissions) permission
        WHERE g.account_id = v_account.id AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL AND g.scope <> 'own');
    RETURN (SELECT json_build_object('language', v_account.language, 'items', coalesce(json_agg(json_build_object('id', k.id,
            'number', k.number, 'name', k.name, 'due_on', k.due_on, 'changed_at', rfc3339(k.changed_at)) ORDER BY k.hard_at, k.id), '[]'))
        FROM (
            SELECT c.id, f.number, c.name, c.due_on, c.hard_at, greatest(c.started_at, c.soft_marked_at, c.hard_marked_at) AS changed_at
            FROM clock c JOIN case_file f ON f.id = c.case_id
            WHERE c.stopped_at IS NULL AND c.paused_at IS NULL
                AND (c.organisation_id = v_account.organisation_id OR c.record_id IN (SELECT r.id FROM referral r
                    WHERE r.authority_id = v_account.organisation_id AND r.is_delivered AND r.is_open))
                AND ((c.organisation_id = v_account.organisation_id AND 'assignment.create' = ANY (v_permissions))
                    OR EXISTS (SELECT FROM notification_rule n
                        WHERE n.record_kind = c.record_kind AND n.action = 'clock_soft_mark' AND n.clock = c.name
                            AND CASE n.audience
                                WHEN 'monitor' THEN 'assignment.accept' = ANY (v_permissions) AND EXISTS (SELECT FROM assignment a
                                    WHERE a.id = c.record_id AND a.monitor_id = v_account.id AND a.has_access)
                                WHEN 'authors' THEN 'report.edit_own' = ANY (v_permissions) AND EXISTS (SELECT FROM report_author r
                                    WHERE r.report_id = c.record_id AND r.account_id = v_account.id)
                                WHEN 'organisation' THEN c.organisation_id = v_account.organisation_id AND n.permission = ANY (v_permissions)
                                WHEN 'authority' THEN c.organisation_id <> v_account.organisation_id AND n.permission = ANY (v_permissions)
                                ELSE false END))
            ORDER BY c.hard_at, c.id LIMIT 1000) k);
END
$$;

-- The code of conduct. Its text lies in the locale files; a version is loaded with the hash of each language's wording
-- and never changes. As long as none is loaded, nobody is asked.
CREATE TABLE casebridge.conduct (
    version int PRIMARY KEY CONSTRAINT version_counts_from_one CHECK (version >= 1),
    wording jsonb NOT NULL CONSTRAINT wording_by_language CHECK (jsonb_typeof(wording) = 'object' AND wording <> '{}'),
    loaded_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE casebridge.conduct_acceptance (
    account_id uuid NOT NULL REFERENCES casebridge.account,
    version int NOT NULL REFERENCES casebridge.conduct,
    language text COLLATE "C" NOT NULL,
    accepted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, version)
);

CREATE FUNCTION casebridge.load_conduct(p_version int, p_wording jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_known jsonb := (SELECT wording FROM conduct WHERE version = p_version);
BEGIN
    PERFORM require_operator();
    IF v_known = p_wording THEN
        RETURN 'unchanged';
    ELSIF v_known IS NOT NULL THEN
        PERFORM refuse('MV409', 'loaded_version_never_changes', jsonb_build_array(jsonb_build_object('code', 'loaded_version_never_changes',
            'detail', 'conduct version ' || p_version)));
    END IF;
    INSERT INTO conduct (version, wording) VALUES (p_version, p_wording);
    PERFORM append_event('system', system_chain(), NULL, 'conduct', NULL, 'conduct_loaded',
        jsonb_build_object('version', p_version, 'wording', p_wording)::text);
    RETURN 'loaded';
END
$$;

-- The version that holds, and when the caller accepted it; both null where there is none.
CREATE FUNCTION casebridge.my_conduct() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    v_version int := (SELECT max(version) FROM conduct);
BEGIN
    RETURN json_build_object('version', v_version,
        'accepted_at', (SELECT rfc3339(a.accepted_at) FROM conduct_acceptance a WHERE a.account_id = v_me AND a.version = v_version));
END
$$;

-- Accepts the version that was read, in the language in which it was read; nobody accepts what nobody showed.
CREATE FUNCTION casebridge.accept_conduct(p_version int, p_language text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    v_conduct conduct;
BEGIN
    SELECT * INTO v_conduct FROM conduct ORDER BY version DESC LIMIT 1;
    IF v_conduct.version IS DISTINCT FROM p_version OR v_conduct.wording ->> p_language IS NULL THEN
        PERFORM refuse('MV409', 'conduct_changed');
    END IF;
    INSERT INTO conduct_acceptance (account_id, version, language) VALUES (v_me, p_version, p_language) ON CONFLICT DO NOTHING;
    IF FOUND THEN
        PERFORM append_event('account', v_me, my_organisation(), 'account', v_me, 'conduct_accepted',
            jsonb_build_object('version', p_version, 'language', p_language, 'wording', v_conduct.wording ->> p_language)::text);
    END IF;
    RETURN my_conduct();
END
$$;

CREATE FUNCTION req.conduct_accepted(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_version int := (SELECT max(version) FROM conduct);
BEGIN
    IF v_version IS NULL OR EXISTS (SELECT FROM conduct_acceptance a WHERE a.account_id = p_account AND a.version = v_version) THEN
        RETURN NULL;
    END IF;
    RETURN 'accept_first';
END
$$;

DO $$
DECLARE
    item text;
BEGIN
    FOREACH item IN ARRAY ARRAY['conduct', 'conduct_acceptance'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON casebridge.%I
            FOR EACH STATEMENT EXECUTE FUNCTION guard.refuse_change_of_history()', item || '_never_changes', item);
        EXECUTE format('ALTER TABLE casebridge.%I ENABLE ALWAYS TRIGGER %I', item, item || '_never_changes');
        EXECUTE format('ALTER TABLE casebridge.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', item);
        EXECUTE format('CREATE POLICY gate ON casebridge.%I TO casebridge_gate USING (true) WITH CHECK (true)', item);
        EXECUTE format('GRANT SELECT, INSERT ON casebridge.%I TO casebridge_gate', item);
        EXECUTE format('GRANT SELECT ON casebridge.%I TO casebridge_backup', item);
    END LOOP;
END
$$;

ALTER TABLE casebridge.calendar_address ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY gate ON casebridge.calendar_address TO casebridge_gate USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON casebridge.calendar_address TO casebridge_gate;
GRANT SELECT ON casebridge.calendar_address TO casebridge_backup;
CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.profile_view(), casebridge.change_profile(int, jsonb), casebridge.my_calendar(),
    casebridge.make_my_calendar(bytea), casebridge.remove_my_calendar(), casebridge.calendar_feed(text), casebridge.my_conduct(),
    casebridge.accept_conduct(int, text) TO casebridge_app;
GRANT EXECUTE ON FUNCTION casebridge.load_conduct(int, jsonb) TO casebridge_operator;
CALL guard.seal();
