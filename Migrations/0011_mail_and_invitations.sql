-- Mail that goes out: what waits to be sent, invitations and new passwords by a link that works once, and who is told of
-- which event. No mail holds case content, and no link stands in the database: the worker makes the secret when it
-- writes the mail, and only its hash is kept.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

-- How a person wants to be told, and in which zone the person's morning begins; null for that of the organisation.
ALTER TABLE casebridge.account
    ADD COLUMN notifications text COLLATE "C" NOT NULL DEFAULT 'at_once'
        CONSTRAINT notifications_are_known CHECK (notifications IN ('at_once', 'daily', 'none')),
    ADD COLUMN time_zone text COLLATE "C" CONSTRAINT time_zone_is_a_name CHECK (time_zone ~ '^[A-Za-z0-9_+/-]{1,60}$');

-- What people were called before: nobody else takes it, because it stands in what was sealed and sent.
CREATE TABLE casebridge.former_pseudonym (
    organisation_id uuid NOT NULL,
    pseudonym text NOT NULL,
    account_id uuid NOT NULL,
    PRIMARY KEY (organisation_id, pseudonym),
    FOREIGN KEY (organisation_id, account_id) REFERENCES casebridge.account (organisation_id, id)
);

-- Somebody is asked to join. There is an account from the moment on at which the person says yes. Without an inviter the
-- operator invited.
CREATE TABLE casebridge.invitation (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    organisation_id uuid NOT NULL REFERENCES casebridge.organisation,
    email text NOT NULL CONSTRAINT email_has_an_at CHECK (email ~ '^[^[:space:]@]+@[^[:space:]@]+$' AND length(email) <= 254),
    language text COLLATE "C" NOT NULL CONSTRAINT language_is_a_code CHECK (language ~ '^[A-Za-z-]{2,16}$'),
    roles text[] COLLATE "C" NOT NULL CONSTRAINT roles_are_named CHECK (array_position(roles, NULL) IS NULL),
    invited_by uuid,
    token_hash bytea UNIQUE CONSTRAINT token_hash_is_sha256 CHECK (length(token_hash) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '7 days',
    accepted_at timestamptz,
    account_id uuid,
    revoked_at timestamptz,
    FOREIGN KEY (organisation_id, invited_by) REFERENCES casebridge.account (organisation_id, id),
    FOREIGN KEY (organisation_id, account_id) REFERENCES casebridge.account (organisation_id, id),
    CONSTRAINT accepted_by_an_account CHECK ((accepted_at IS NULL) = (account_id IS NULL)),
    CONSTRAINT accepted_or_revoked CHECK (accepted_at IS NULL OR revoked_at IS NULL)
);
CREATE UNIQUE INDEX one_open_invitation ON casebridge.invitation (organisation_id, lower(email))
    WHERE accepted_at IS NULL AND revoked_at IS NULL;

-- A link to a new password: works once, for an hour.
CREATE TABLE casebridge.password_link (
    token_hash bytea PRIMARY KEY CONSTRAINT token_hash_is_sha256 CHECK (length(token_hash) = 32),
    account_id uuid NOT NULL REFERENCES casebridge.account,
    expires_at timestamptz NOT NULL DEFAULT now() + interval '1 hour'
);
CREATE INDEX password_link_account ON casebridge.password_link (account_id);

-- What waits to be sent, and what became of it. A visitor's forgotten password is taken down as it was typed, known or
-- not, so that the page tells nobody which addresses have an account; the worker finds out, and forgets the unknown.
CREATE TABLE casebridge.mail (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    kind text COLLATE "C" NOT NULL
        CONSTRAINT kind_of_mail CHECK (kind IN ('invitation', 'new_password', 'password_changed', 'at_once', 'daily')),
    account_id uuid REFERENCES casebridge.account,
    invitation_id uuid REFERENCES casebridge.invitation,
    typed_address text CONSTRAINT typed_address_is_bounded CHECK (length(typed_address) <= 300),
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    failed_at timestamptz,
    failure text COLLATE "C" CONSTRAINT failure_is_a_code CHECK (failure ~ '^[a-z_]{1,40}$'),
    CONSTRAINT mail_has_one_reader CHECK (num_nonnulls(account_id, invitation_id, typed_address) = 1),
    CONSTRAINT mail_fits_its_kind CHECK ((kind = 'invitation') = (invitation_id IS NOT NULL)
        AND (kind = 'new_password' OR typed_address IS NULL)),
    CONSTRAINT sent_or_failed CHECK (sent_at IS NULL OR failed_at IS NULL),
    CONSTRAINT failed_for_a_reason CHECK ((failed_at IS NULL) = (failure IS NULL))
);
CREATE INDEX mail_account ON casebridge.mail (account_id, kind, created_at);
CREATE INDEX mail_invitation ON casebridge.mail (invitation_id);
CREATE INDEX mail_failed ON casebridge.mail (failed_at) WHERE failed_at IS NOT NULL;

-- Which events tell whom. `clock` names the clock of a clock's event and is empty for all others. An audience is the
-- monitor of the case, the authors of the report, who offered the case, or everybody of the case's organisation, or of
-- the referral's authority, who holds the permission.
CREATE TABLE casebridge.notification_rule (
    record_kind text COLLATE "C" NOT NULL,
    action text COLLATE "C" NOT NULL,
    clock text COLLATE "C" NOT NULL,
    audience text COLLATE "C" NOT NULL
        CONSTRAINT audience_is_known CHECK (audience IN ('monitor', 'authors', 'coordinator', 'organisation', 'authority')),
    permission text COLLATE "C",
    kind text COLLATE "C" NOT NULL CONSTRAINT kind_is_a_code CHECK (kind ~ '^[a-z_]{1,40}$'),
    PRIMARY KEY (record_kind, action, clock, audience),
    CONSTRAINT holders_have_a_permission CHECK ((audience IN ('organisation', 'authority')) = (permission IS NOT NULL))
);
INSERT INTO casebridge.notification_rule (record_kind, action, clock, audience, permission, kind) VALUES
    ('assignment', 'offer', '', 'monitor', NULL, 'case_offered'),
    ('assignment', 'accept', '', 'coordinator', NULL, 'offer_accepted'),
    ('assignment', 'decline', '', 'coordinator', NULL, 'offer_declined'),
    ('assignment', 'expire', '', 'coordinator', NULL, 'offer_declined'),
    ('assignment', 'withdraw', '', 'monitor', NULL, 'assignment_ended'),
    ('assignment', 'reassign', '', 'monitor', NULL, 'assignment_ended'),
    ('report', 'submit', '', 'organisation', 'report.review', 'to_review'),
    ('report', 'request_changes', '', 'authors', NULL, 'changes_requested'),
    ('report', 'recommend', '', 'organisation', 'report.approve', 'report_to_approve'),
    ('report', 'approve', '', 'authors', NULL, 'report_decided'),
    ('report', 'approve', '', 'coordinator', NULL, 'to_refer'),
    ('report', 'reject', '', 'authors', NULL, 'report_decided'),
    ('report', 'reject', '', 'coordinator', NULL, 'report_decided'),
    ('referral', 'request_approval', '', 'organisation', 'referral.approve', 'referral_to_approve'),
    ('referral', 'referral_approved', '', 'organisation', 'referral.seal', 'referral_approved'),
    ('referral', 'send', '', 'authority', 'referral.acknowledge', 'referral_arrived'),
    ('referral', 'acknowledge', '', 'organisation', 'referral.send', 'authority_answered'),
    ('referral', 'accept', '', 'organisation', 'referral.send', 'authority_answered'),
    ('referral', 'decline', '', 'organisation', 'referral.send', 'authority_answered'),
    ('referral', 'forward', '', 'organisation', 'referral.send', 'authority_answered'),
    ('referral', 'conclude', '', 'organisation', 'referral.send', 'outcome'),
    ('referral', 'conclude', '', 'monitor', NULL, 'outcome'),
    ('referral', 'revoke', '', 'authority', 'referral.acknowledge', 'referral_revoked'),
    ('referral', 'question_asked', '', 'organisation', 'referral.answer', 'question_asked'),
    ('referral', 'question_answered', '', 'authority', 'referral.ask', 'question_answered');
INSERT INTO casebridge.notification_rule (record_kind, action, clock, audience, permission, kind)
SELECT c.record_kind, m.action, c.clock, c.audience, c.permission, m.kind
FROM (VALUES
    ('assignment', 'assignment_answer', 'monitor', NULL),
    ('assignment', 'report_due', 'monitor', NULL),
    ('report', 'first_review', 'organisation', 'report.review'),
    ('report', 'changes_back', 'authors', NULL),
    ('report', 'approval', 'organisation', 'report.approve'),
    ('referral', 'referral_approvals', 'organisation', 'referral.approve'),
    ('referral', 'authority_acknowledgement', 'authority', 'referral.acknowledge'),
    ('referral', 'authority_feedback', 'authority', 'referral.conclude'),
    ('referral', 'information_request', 'organisation', 'referral.answer')) c (record_kind, clock, audience, permission)
CROSS JOIN (VALUES ('clock_soft_mark', 'due_soon'), ('clock_hard_mark', 'overdue')) m (action, kind);
-- Whoever offered the case hears of what is late in it; of the offer itself its expiry tells.
INSERT INTO casebridge.notification_rule (record_kind, action, clock, audience, permission, kind)
SELECT record_kind, action, clock, 'coordinator', NULL, kind FROM casebridge.notification_rule
WHERE action = 'clock_hard_mark' AND clock <> 'assignment_answer';

-- That one person is to be told of one event: which, never what. Deleted when the mail is old.
CREATE TABLE casebridge.notification (
    account_id uuid NOT NULL REFERENCES casebridge.account,
    case_id uuid NOT NULL REFERENCES casebridge.case_file,
    seq bigint NOT NULL,
    kind text COLLATE "C" NOT NULL CONSTRAINT kind_is_a_code CHECK (kind ~ '^[a-z_]{1,40}$'),
    record_kind text COLLATE "C" NOT NULL,
    record_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    mail_id uuid REFERENCES casebridge.mail ON DELETE CASCADE,
    PRIMARY KEY (account_id, case_id, seq)
);
CREATE INDEX notification_waiting ON casebridge.notification (account_id, created_at) WHERE mail_id IS NULL;
CREATE INDEX notification_mail ON casebridge.notification (mail_id);

-- Up to where events have been read. They are read after their commit, in the order of their transactions, as the ledger
-- reads them: no move waits for a mail, and none is told that was rolled back.
CREATE TABLE casebridge.notification_state (
    only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT only_one_state CHECK (only_row),
    told_below xid8 NOT NULL
);
INSERT INTO casebridge.notification_state (told_below) VALUES (pg_current_xact_id());

CREATE FUNCTION casebridge.queue_mail(p_kind text, p_account uuid, p_invitation uuid, p_typed_address text) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    v_id uuid := uuid7();
BEGIN
    INSERT INTO mail (id, kind, account_id, invitation_id, typed_address) VALUES (v_id, p_kind, p_account, p_invitation, p_typed_address);
    INSERT INTO job (kind, record_id) VALUES ('send_mail', v_id);
    RETURN v_id;
END
$$;

-- The queue has two lanes: a mail server that does not answer must not hold up the checking of evidence.
CREATE FUNCTION casebridge.take_job_of(p_is_mail boolean) RETURNS json
LANGUAGE plpgsql AS $$
DECLARE
    v_job job;
BEGIN
    UPDATE job SET taken_until = now() + interval '5 minutes', attempts = attempts + 1
    WHERE id = (SELECT id FROM job WHERE done_at IS NULL AND run_at <= now() AND (taken_until IS NULL OR taken_until < now())
            AND (kind = 'send_mail') = p_is_mail
        ORDER BY run_at FOR UPDATE SKIP LOCKED LIMIT 1)
    RETURNING * INTO v_job;
    RETURN CASE WHEN v_job.id IS NOT NULL THEN json_build_object('id', v_job.id, 'kind', v_job.kind, 'record_id', v_job.record_id, 'attempts', v_job.attempts) END;
END
$$;

CREATE FUNCTION casebridge.take_mail_job() RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN take_job_of(true);
END
$$;

-- Invitations.

-- What may be proposed to somebody of this organisation.
CREATE FUNCTION casebridge.require_roles(p_organisation uuid, p_roles text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_role text;
BEGIN
    FOREACH v_role IN ARRAY p_roles LOOP
        IF NOT EXISTS (SELECT FROM role r JOIN organisation o ON o.id = p_organisation
            WHERE r.name = v_role AND (r.scope = 'authority') = (o.kind = 'authority')) THEN
            PERFORM refuse('MV422', 'role_unknown', jsonb_build_array(jsonb_build_object('code', 'role_unknown', 'pointer', '/roles',
                'detail', v_role)));
        END IF;
    END LOOP;
END
$$;

CREATE FUNCTION casebridge.add_invitation(p_organisation uuid, p_email text, p_language text, p_roles text[], p_by uuid) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    v_id uuid := uuid7();
    v_email text := btrim(p_email);
BEGIN
    IF v_email !~ '^[^[:space:]@]+@[^[:space:]@]+$' OR length(v_email) > 254 THEN
        PERFORM refuse('MV422', 'email_malformed', '[{"code": "email_malformed", "pointer": "/email"}]');
    ELSIF p_language !~ '^[A-Za-z-]{2,16}$' THEN
        PERFORM refuse('MV422', 'language_unknown', '[{"code": "language_unknown", "pointer": "/language"}]');
    END IF;
    PERFORM require_roles(p_organisation, p_roles);
    PERFORM pg_advisory_xact_lock(hashtextextended('email|' || lower(v_email), 11));
    IF EXISTS (SELECT FROM account WHERE lower(email) = lower(v_email) AND organisation_id = p_organisation) THEN
        PERFORM refuse('MV409', 'email_taken', '[{"code": "email_taken", "pointer": "/email"}]');
    ELSIF EXISTS (SELECT FROM invitation WHERE lower(email) = lower(v_email) AND organisation_id = p_organisation
            AND accepted_at IS NULL AND revoked_at IS NULL) THEN
        PERFORM refuse('MV409', 'already_invited', '[{"code": "already_invited", "pointer": "/email"}]');
    END IF;
    INSERT INTO invitation (id, organisation_id, email, language, roles, invited_by)
    VALUES (v_id, p_organisation, v_email, p_language, ARRAY(SELECT DISTINCT x FROM unnest(p_roles) x ORDER BY x), p_by);
    PERFORM append_event('organisation', p_organisation, p_organisation, 'invitation', v_id, 'invited',
        jsonb_build_object('roles', to_jsonb(p_roles))::text);
    RETURN v_id;
END
$$;

-- Whether the caller may invite to his organisation, but as monitors alone: a coordinator looks for monitors, and an
-- administrator says yes to each.
CREATE FUNCTION casebridge.invites_only_monitors(p_organisation uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT NOT p_organisation = ANY (scope_organisations('user.manage') || scope_authorities('user.manage'))
        AND p_organisation = ANY (scope_organisations('monitor.invite'))
$$;

-- The organisation that the caller may invite to: his own, where he may.
CREATE FUNCTION casebridge.require_inviter() RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_organisation uuid := my_organisation();
BEGIN
    IF NOT v_organisation = ANY (scope_organisations('user.manage') || scope_authorities('user.manage')
            || scope_organisations('monitor.invite')) THEN
        PERFORM refuse('MV403', 'role_missing');
    END IF;
    RETURN v_organisation;
END
$$;

-- Invites somebody, and proposes roles in the caller's name: those that one person grants are held from the acceptance
-- on, the others wait for a second person. An address of another organisation's account is not told from an unknown one.
CREATE FUNCTION casebridge.invite(p_email text, p_language text, p_roles text[]) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_organisation uuid := require_inviter();
    v_id uuid;
BEGIN
    IF invites_only_monitors(v_organisation) THEN
        IF p_roles IS DISTINCT FROM '{monitor}' THEN
            PERFORM refuse('MV403', 'role_missing');
        END IF;
    ELSIF p_roles <> '{}' AND NOT v_organisation = ANY (scope_organisations('role.grant') || scope_authorities('role.grant')) THEN
        PERFORM refuse('MV403', 'role_missing');
    END IF;
    IF (SELECT count(*) FROM invitation WHERE invited_by = me() AND created_at > now() - interval '1 day') >= 100 THEN
        PERFORM refuse('MV429', 'too_many_invitations', '[{"code": "too_many_invitations", "detail": "3600"}]');
    END IF;
    v_id := add_invitation(v_organisation, p_email, p_language, p_roles, me());
    PERFORM queue_mail('invitation', NULL, v_id, NULL);
    RETURN json_build_object('id', v_id);
END
$$;

CREATE FUNCTION casebridge.open_invitation(p_id uuid) RETURNS casebridge.invitation
LANGUAGE plpgsql AS $$
DECLARE
    v_organisation uuid := require_inviter();
    v_invitation invitation;
BEGIN
    SELECT * INTO v_invitation FROM invitation
    WHERE id = p_id AND organisation_id = v_organisation AND (roles = '{monitor}' OR NOT invites_only_monitors(v_organisation))
    FOR UPDATE;
    IF v_invitation.id IS NULL THEN
        PERFORM refuse('MV404', 'not_found');
    ELSIF num_nonnulls(v_invitation.accepted_at, v_invitation.revoked_at) > 0 THEN
        PERFORM refuse('MV409', 'already_decided');
    END IF;
    RETURN v_invitation;
END
$$;

CREATE FUNCTION casebridge.revoke_invitation(p_id uuid) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_invitation invitation := open_invitation(p_id);
BEGIN
    UPDATE invitation SET revoked_at = now() WHERE id = p_id;
    PERFORM append_event('organisation', v_invitation.organisation_id, v_invitation.organisation_id, 'invitation', p_id, 'invitation_revoked', '{}');
    RETURN json_build_object('id', p_id, 'revoked', true);
END
$$;

-- A new mail with a new link; the one before works no more.
CREATE FUNCTION casebridge.renew_invitation(p_id uuid) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_invitation invitation := open_invitation(p_id);
BEGIN
    IF (SELECT count(*) FROM mail WHERE invitation_id = p_id AND created_at > now() - interval '1 day') >= 5 THEN
        PERFORM refuse('MV429', 'too_many_invitations', '[{"code": "too_many_invitations", "detail": "3600"}]');
    END IF;
    UPDATE invitation SET token_hash = NULL WHERE id = p_id;
    PERFORM queue_mail('invitation', NULL, p_id, NULL);
    PERFORM append_event('organisation', v_invitation.organisation_id, v_invitation.organisation_id, 'invitation', p_id, 'invitation_renewed', '{}');
    RETURN json_build_object('id', p_id, 'renewed', true);
END
$$;

-- Who was invited and has not answered, with what became of the last mail.
CREATE FUNCTION casebridge.invitation_list() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_organisation uuid := require_inviter();
BEGIN
    RETURN (SELECT json_build_object('items', coalesce(json_agg(json_build_object('id', i.id, 'email', i.email, 'language', i.language,
            'roles', to_json(i.roles), 'invited_by', a.name, 'created_at', rfc3339(i.created_at), 'expires_at', rfc3339(i.expires_at),
            'expired', i.expires_at <= now(), 'mailed', m.sent_at IS NOT NULL, 'failure', m.failure) ORDER BY i.created_at DESC, i.id), '[]'))
        FROM invitation i
        LEFT JOIN account a ON a.id = i.invited_by
        LEFT JOIN LATERAL (SELECT x.sent_at, x.failure FROM mail x WHERE x.invitation_id = i.id ORDER BY x.id DESC LIMIT 1) m ON true
        WHERE i.organisation_id = v_organisation AND i.accepted_at IS NULL AND i.revoked_at IS NULL
            AND (i.roles = '{monitor}' OR NOT invites_only_monitors(v_organisation)));
END
$$;

-- The operator invites, and gets the link in place of a mail where p_token_hash is its hash.
CREATE FUNCTION casebridge.invite_by_operator(p_organisation uuid, p_email text, p_language text, p_roles text[], p_token_hash bytea) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_id uuid;
BEGIN
    PERFORM require_operator();
    IF NOT EXISTS (SELECT FROM organisation WHERE id = p_organisation) THEN
        PERFORM refuse('MV404', 'organisation_unknown');
    ELSIF EXISTS (SELECT FROM account WHERE lower(email) = lower(btrim(p_email))) THEN
        PERFORM refuse('MV409', 'email_taken');
    END IF;
    v_id := add_invitation(p_organisation, p_email, p_language, p_roles, NULL);
    IF p_token_hash IS NULL THEN
        PERFORM queue_mail('invitation', NULL, v_id, NULL);
    ELSE
        UPDATE invitation SET token_hash = p_token_hash WHERE id = v_id;
    END IF;
    RETURN v_id;
END
$$;

-- An operator who invites names an organisation by its id.
CREATE FUNCTION casebridge.organisation_list() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    PERFORM require_operator();
    RETURN (SELECT coalesce(json_agg(json_build_object('id', o.id, 'kind', o.kind, 'name', o.name, 'country', o.country)
        ORDER BY o.name, o.id), '[]') FROM organisation o);
END
$$;

CREATE FUNCTION casebridge.invitation_of(p_token text) RETURNS casebridge.invitation
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_invitation invitation;
BEGIN
    SELECT * INTO v_invitation FROM invitation
    WHERE token_hash = sha256(convert_to(p_token, 'UTF8')) AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()
        AND NOT EXISTS (SELECT FROM account WHERE lower(account.email) = lower(invitation.email));
    RETURN v_invitation;
END
$$;

-- What a link of an invitation opens; null when it opens nothing.
CREATE FUNCTION casebridge.invitation_view(p_token text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_invitation invitation := invitation_of(p_token);
BEGIN
    RETURN (SELECT json_build_object('email', v_invitation.email, 'language', v_invitation.language, 'roles', to_json(v_invitation.roles),
            'organisation', o.name, 'invited_by', a.name)
        FROM organisation o LEFT JOIN account a ON a.id = v_invitation.invited_by WHERE o.id = v_invitation.organisation_id);
END
$$;

-- Makes the account. Null when the link opens nothing any more.
CREATE FUNCTION casebridge.accept_invitation(p_token text, p_name text, p_pseudonym text, p_language text, p_password_hash text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_invitation invitation := invitation_of(p_token);
    v_id uuid := uuid7();
    v_name text;
    v_pseudonym text := stripped(p_pseudonym);
    v_role record;
    v_grant uuid;
BEGIN
    IF v_invitation.id IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('email|' || lower(v_invitation.email), 11));
    UPDATE invitation SET token_hash = NULL WHERE id = v_invitation.id AND token_hash IS NOT NULL;
    IF NOT FOUND OR EXISTS (SELECT FROM account WHERE lower(email) = lower(v_invitation.email)) THEN
        RETURN NULL;
    END IF;
    v_name := require_text(p_name, '/name', 200);
    v_pseudonym := require_pseudonym(v_invitation.organisation_id, v_id, coalesce(v_pseudonym,
        'P-' || upper(substr(encode(uuid_send(gen_random_uuid()), 'hex'), 1, 8))), v_name);
    INSERT INTO account (id, organisation_id, email, name, pseudonym, language, password_hash)
    VALUES (v_id, v_invitation.organisation_id, v_invitation.email, v_name, v_pseudonym, p_language, p_password_hash);
    UPDATE invitation SET accepted_at = now(), account_id = v_id WHERE id = v_invitation.id;
    PERFORM set_identity('system|sign_in||', current_setting('casebridge.request', true));
    PERFORM append_event('organisation', v_invitation.organisation_id, v_invitation.organisation_id, 'invitation', v_invitation.id,
        'invitation_accepted', jsonb_build_object('account', v_id)::text);
    PERFORM append_event('account', v_id, v_invitation.organisation_id, 'account', v_id, 'account_created',
        jsonb_build_object('invitation', v_invitation.id)::text);
    -- Who may not propose any more has proposed nothing.
    FOR v_role IN SELECT r.* FROM role r WHERE r.name = ANY (v_invitation.roles) AND (v_invitation.invited_by IS NULL OR EXISTS (
            SELECT FROM account i JOIN role_grant g ON g.account_id = i.id
            JOIN role p ON p.name = g.role AND ('role.grant' = ANY (p.permissions)
                OR r.name = 'monitor' AND 'monitor.invite' = ANY (p.permissions))
            WHERE i.id = v_invitation.invited_by AND i.disabled_at IS NULL AND g.organisation_id = v_invitation.organisation_id
                AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL)) ORDER BY r.name
    LOOP
        v_grant := uuid7();
        INSERT INTO role_grant (id, account_id, organisation_id, role, scope, proposed_by, by_operator, granted_at)
        VALUES (v_grant, v_id, v_invitation.organisation_id, v_role.name, v_role.scope, v_invitation.invited_by,
            v_invitation.invited_by IS NULL, CASE WHEN v_role.grantors = 1 OR v_invitation.invited_by IS NULL THEN now() END);
        PERFORM append_event('account', v_id, v_invitation.organisation_id, 'role_grant', v_grant,
            CASE WHEN v_role.grantors = 1 OR v_invitation.invited_by IS NULL THEN 'role_granted' ELSE 'role_proposed' END,
            jsonb_build_object('role', v_role.name)::text);
    END LOOP;
    PERFORM set_config('casebridge.identity', '', true);
    RETURN json_build_object('id', v_id, 'email', v_invitation.email);
END
$$;

-- A pseudonym that is nobody else's in the organisation, was nobody else's, and tells no name.
CREATE FUNCTION casebridge.require_pseudonym(p_organisation uuid, p_account uuid, p_pseudonym text, p_name text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_pseudonym text := require_text(p_pseudonym, '/pseudonym', 60);
BEGIN
    PERFORM pg_advisory_xact_lock(uuid_hash_extended(p_organisation, 12));
    IF lower(v_pseudonym) = lower(p_name) OR EXISTS (
            SELECT FROM regexp_split_to_table(lower(p_name), '[^[:alpha:]]+') n (word)
            WHERE length(word) > 2 AND word = ANY (regexp_split_to_array(lower(v_pseudonym), '[^[:alpha:]]+'))) THEN
        PERFORM refuse('MV422', 'pseudonym_tells_the_name', '[{"code": "pseudonym_tells_the_name", "pointer": "/pseudonym"}]');
    ELSIF EXISTS (SELECT FROM account WHERE organisation_id = p_organisation AND lower(pseudonym) = lower(v_pseudonym) AND id <> p_account)
        OR EXISTS (SELECT FROM former_pseudonym f
            WHERE f.organisation_id = p_organisation AND f.pseudonym = lower(v_pseudonym) AND f.account_id <> p_account) THEN
        PERFORM refuse('MV422', 'pseudonym_taken', '[{"code": "pseudonym_taken", "pointer": "/pseudonym"}]');
    END IF;
    RETURN v_pseudonym;
END
$$;

-- Forgotten passwords.

-- Takes down that somebody forgot a password, and says how long the next attempt has to wait: the same for an address
-- with an account and for one without.
CREATE FUNCTION casebridge.ask_new_password(p_email text, p_network text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_wait int := begin_attempt('new password network|' || p_network, 10, 8);
BEGIN
    IF v_wait = 0 THEN
        v_wait := begin_attempt('new password|' || lower(btrim(p_email)), 3, 8);
    END IF;
    IF v_wait = 0 THEN
        PERFORM queue_mail('new_password', NULL, NULL, left(btrim(p_email), 300));
    END IF;
    RETURN json_build_object('wait_seconds', v_wait);
END
$$;

-- A new link for an account; those before work no more.
CREATE FUNCTION casebridge.add_password_link(p_account uuid, p_token_hash bytea) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM password_link WHERE account_id = p_account;
    INSERT INTO password_link (token_hash, account_id) VALUES (p_token_hash, p_account);
    PERFORM append_event('account', p_account, (SELECT organisation_id FROM account WHERE id = p_account), 'account', p_account,
        'password_link_made', '{}');
END
$$;

CREATE FUNCTION casebridge.make_password_link(p_email text, p_token_hash bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_account uuid := (SELECT id FROM account WHERE lower(email) = lower(btrim(p_email)) AND disabled_at IS NULL);
BEGIN
    PERFORM require_operator();
    IF v_account IS NULL THEN
        PERFORM refuse('MV404', 'account_unknown');
    END IF;
    PERFORM add_password_link(v_account, p_token_hash);
END
$$;

-- Whose password a link changes; null when it opens nothing.
CREATE FUNCTION casebridge.password_link_view(p_token text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN (SELECT json_build_object('email', a.email, 'name', a.name)
        FROM password_link l JOIN account a ON a.id = l.account_id
        WHERE l.token_hash = sha256(convert_to(p_token, 'UTF8')) AND l.expires_at > now() AND a.disabled_at IS NULL);
END
$$;

-- The new password, once. Every session in a browser ends and nobody is signed in by it: whoever has a second factor
-- owes a code at the door as before. False when the link opens nothing any more.
CREATE FUNCTION casebridge.change_password_by_link(p_token text, p_password_hash text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_account uuid;
BEGIN
    DELETE FROM password_link l USING account a
    WHERE l.token_hash = sha256(convert_to(p_token, 'UTF8')) AND l.expires_at > now() AND a.id = l.account_id AND a.disabled_at IS NULL
    RETURNING a.id INTO v_account;
    IF v_account IS NULL THEN
        RETURN false;
    END IF;
    DELETE FROM password_link WHERE account_id = v_account;
    UPDATE account SET password_hash = p_password_hash WHERE id = v_account;
    UPDATE session SET revoked_at = now() WHERE account_id = v_account AND kind = 'browser' AND revoked_at IS NULL;
    DELETE FROM half_sign_in WHERE account_id = v_account;
    PERFORM forget_attempts('account|' || lower(email)) FROM account WHERE id = v_account;
    PERFORM door_event(v_account, 'system|sign_in||', 'password_changed');
    PERFORM queue_mail('password_changed', v_account, NULL, NULL);
    RETURN true;
END
$$;

-- The same by whoever is signed in with a browser and was found to know the present one, whose hash comes along:
-- confirmation_challenge counted the attempt, and a password that was changed meanwhile is not changed again. Every other
-- session in a browser ends. False when the hash is not the present one.
CREATE FUNCTION casebridge.change_my_password(p_token text, p_present_hash text, p_password_hash text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid;
    v_session uuid;
    v_email text;
    v_count int;
BEGIN
    PERFORM enter(p_token, current_setting('casebridge.request', true));
    v_me := me();
    v_session := (identity())[3]::uuid;
    IF (SELECT kind FROM session WHERE id = v_session) <> 'browser' THEN
        PERFORM refuse('MV403', 'browser_only');
    END IF;
    UPDATE account SET password_hash = p_password_hash WHERE id = v_me AND password_hash = p_present_hash RETURNING email INTO v_email;
    IF v_email IS NULL THEN
        PERFORM set_config('casebridge.identity', '', true);
        RETURN false;
    END IF;
    UPDATE session SET revoked_at = now() WHERE account_id = v_me AND kind = 'browser' AND id <> v_session AND revoked_at IS NULL;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    DELETE FROM password_link WHERE account_id = v_me;
    DELETE FROM half_sign_in WHERE account_id = v_me;
    PERFORM forget_attempts('confirmation|' || v_me);
    PERFORM forget_attempts('account|' || lower(v_email));
    PERFORM append_event('account', v_me, my_organisation(), 'account', v_me, 'password_changed',
        jsonb_build_object('sessions', v_count)::text);
    PERFORM queue_mail('password_changed', v_me, NULL, NULL);
    PERFORM set_config('casebridge.identity', '', true);
    RETURN true;
END
$$;

-- The worker's side of mails.

-- What to write and to whom; null when there is nothing to send any more. p_token_hash is that of the link that the mail
-- will hold, if its kind has one.
CREATE FUNCTION casebridge.mail_to_send(p_id uuid, p_token_hash bytea) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_mail mail;
    v_account account;
    v_invitation invitation;
    v_is_member boolean := false;
BEGIN
    SELECT * INTO v_mail FROM mail WHERE id = p_id AND sent_at IS NULL AND failed_at IS NULL FOR UPDATE;
    IF v_mail.id IS NULL THEN
        RETURN NULL;
    END IF;
    IF v_mail.kind = 'invitation' THEN
        SELECT * INTO v_invitation FROM invitation WHERE id = v_mail.invitation_id AND accepted_at IS NULL AND revoked_at IS NULL FOR UPDATE;
        v_is_member := EXISTS (SELECT FROM account WHERE lower(email) = lower(v_invitation.email));
        UPDATE invitation SET token_hash = CASE WHEN NOT v_is_member THEN p_token_hash END, expires_at = now() + interval '7 days'
        WHERE id = v_invitation.id;
    ELSE
        SELECT * INTO v_account FROM account
        WHERE disabled_at IS NULL AND (id = v_mail.account_id OR lower(email) = lower(v_mail.typed_address));
    END IF;
    -- Nobody there, or more mails than somebody who forgot a password needs.
    IF num_nonnulls(v_account.id, v_invitation.id) = 0 OR (v_mail.typed_address IS NOT NULL AND
            (SELECT count(*) FROM mail m WHERE m.account_id = v_account.id AND m.kind = 'new_password' AND m.created_at > now() - interval '1 hour') >= 3)
    THEN
        DELETE FROM mail WHERE id = p_id;
        RETURN NULL;
    END IF;
    IF v_mail.kind = 'new_password' THEN
        UPDATE mail SET account_id = v_account.id, typed_address = NULL WHERE id = p_id;
        PERFORM add_password_link(v_account.id, p_token_hash);
    END IF;
    RETURN json_build_object('kind', v_mail.kind, 'email', coalesce(v_account.email, v_invitation.email),
        'name', v_account.name, 'language', coalesce(v_account.language, v_invitation.language), 'is_member', v_is_member,
        'organisation', (SELECT name FROM organisation WHERE id = coalesce(v_account.organisation_id, v_invitation.organisation_id)),
        'is_late', v_mail.created_at < now() - CASE WHEN v_mail.kind = 'new_password' THEN interval '1 hour' ELSE interval '3 days' END,
        'lines', (SELECT coalesce(json_agg(json_build_object('kind', n.kind, 'count', n.count,
                'record_kind', CASE WHEN n.count = 1 THEN n.record_kind END, 'record_id', CASE WHEN n.count = 1 THEN n.record_id END,
                'case_id', CASE WHEN n.count = 1 THEN n.case_id END) ORDER BY n.kind), '[]')
            FROM (SELECT x.kind, count(DISTINCT x.record_id), min(x.record_kind) AS record_kind, min(x.record_id::text) AS record_id,
                    min(x.case_id::text) AS case_id
                FROM notification x WHERE x.mail_id = p_id GROUP BY x.kind) n));
END
$$;

CREATE FUNCTION casebridge.mail_sent(p_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    UPDATE mail SET sent_at = now() WHERE id = p_id AND failed_at IS NULL;
END
$$;

-- It will never be sent, for a reason that is a code: what servers say names people. A typed address goes with it.
CREATE FUNCTION casebridge.mail_failed(p_id uuid, p_failure text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    DELETE FROM mail WHERE id = p_id AND typed_address IS NOT NULL;
    UPDATE mail SET failed_at = now(), failure = p_failure WHERE id = p_id AND sent_at IS NULL;
END
$$;

-- Reads the next events and notes who is to be told. Without mail nobody is, and the events count as read: who sets mail
-- up later is not told of last year. Answers how many events it read.
CREATE FUNCTION casebridge.tell_events(p_limit int, p_has_mail boolean) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_from xid8;
    v_below xid8 := pg_snapshot_xmin(pg_current_snapshot());
    v_last xid8;
    v_read int := 0;
    e record;
BEGIN
    IF NOT pg_try_advisory_xact_lock(7310, 2) THEN
        RETURN 0;
    END IF;
    SELECT told_below INTO v_from FROM notification_state;
    IF v_below <= v_from THEN
        RETURN 0;
    END IF;
    FOR e IN
        SELECT v.*, CASE WHEN v.action LIKE 'clock\_%' THEN v.facts::jsonb ->> 'clock' ELSE '' END AS clock FROM audit_event v
        WHERE p_has_mail AND v.tx >= v_from AND v.tx < v_below AND v.chain_kind = 'case'
            AND EXISTS (SELECT FROM notification_rule n WHERE n.record_kind = v.record_kind AND n.action = v.action)
        ORDER BY v.tx FETCH FIRST p_limit ROWS WITH TIES
    LOOP
        v_read := v_read + 1;
        v_last := e.tx;
        INSERT INTO notification (account_id, case_id, seq, kind, record_kind, record_id)
        SELECT DISTINCT ON (h.account_id) h.account_id, e.chain_id, e.seq, n.kind, e.record_kind, e.record_id
        FROM notification_rule n
        CROSS JOIN LATERAL audience(n.audience, n.permission, subject_of(e.record_kind, e.record_id)) h (account_id)
        JOIN account a ON a.id = h.account_id AND a.disabled_at IS NULL AND a.notifications <> 'none'
        WHERE n.record_kind = e.record_kind AND n.action = e.action AND n.clock = e.clock AND h.account_id::text <> e.actor
            -- A monitor hears of an outcome where the authority allows it.
            AND NOT (n.kind = 'outcome' AND n.audience = 'monitor'
                AND EXISTS (SELECT FROM referral r WHERE r.id = e.record_id AND r.may_tell_monitor IS DISTINCT FROM 'yes'
                    AND r.may_tell_monitor IS DISTINCT FROM 'partly'))
        ORDER BY h.account_id, n.audience
        ON CONFLICT DO NOTHING;
    END LOOP;
    UPDATE notification_state SET told_below = CASE WHEN v_read < p_limit THEN v_below ELSE (v_last::text::bigint + 1)::text::xid8 END;
    RETURN v_read;
END
$$;

-- Whom a rule means. Nobody reviews or approves a report of the own hand, nor where a conflict was declared.
CREATE FUNCTION casebridge.audience(p_audience text, p_permission text, s casebridge.subject) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p_audience = 'monitor' THEN
        RETURN QUERY SELECT a.monitor_id FROM assignment a
            WHERE a.case_id = s.case_id AND (a.id = s.id OR (s.kind <> 'assignment' AND a.has_access));
    ELSIF p_audience = 'authors' THEN
        RETURN QUERY SELECT r.account_id FROM report_author r WHERE r.report_id = s.id;
    ELSIF p_audience = 'coordinator' THEN
        RETURN QUERY SELECT g.account_id FROM role_grant g
            JOIN role p ON p.name = g.role AND 'assignment.create' = ANY (p.permissions)
            WHERE g.organisation_id = s.organisation_id AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL
                AND g.account_id::text IN (SELECT e.actor FROM audit_event e WHERE e.chain_id = s.case_id AND e.chain_kind = 'case'
                    AND e.record_kind = 'assignment' AND e.action = 'offer');
    ELSE
        RETURN QUERY SELECT g.account_id FROM role_grant g
            JOIN role p ON p.name = g.role AND p_permission = ANY (p.permissions)
            WHERE g.granted_at IS NOT NULL AND g.revoked_at IS NULL
                AND CASE p_audience WHEN 'authority' THEN g.scope = 'authority' AND g.organisation_id = s.authority_id AND s.is_delivered
                    ELSE g.scope = 'organisation' AND g.organisation_id = s.organisation_id END
                AND NOT (s.kind = 'report' AND EXISTS (SELECT FROM report_author r WHERE r.report_id = s.id AND r.account_id = g.account_id))
                AND req.no_conflict(s, g.account_id) IS NULL;
    END IF;
END
$$;

-- Makes mails of what waits to be told: one a person at once, or one a day after seven in the person's own morning.
-- Answers how many it made.
CREATE FUNCTION casebridge.queue_notifications() RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_reader record;
    v_mail uuid;
    v_count int := 0;
BEGIN
    IF NOT pg_try_advisory_xact_lock(7310, 3) THEN
        RETURN 0;
    END IF;
    DELETE FROM notification n USING account a
    WHERE n.mail_id IS NULL AND a.id = n.account_id AND (a.notifications = 'none' OR a.disabled_at IS NOT NULL);
    FOR v_reader IN
        SELECT a.id, a.notifications, max(n.created_at) AS newest,
            CASE a.notifications WHEN 'daily' THEN ((now() AT TIME ZONE z.name)::date + time '07:00') AT TIME ZONE z.name ELSE now() END AS until
        FROM notification n JOIN account a ON a.id = n.account_id JOIN organisation o ON o.id = a.organisation_id
        CROSS JOIN LATERAL (SELECT coalesce(a.time_zone, o.time_zone) AS name) z
        WHERE n.mail_id IS NULL
        GROUP BY a.id, a.notifications, z.name
    LOOP
        CONTINUE WHEN v_reader.until > now() OR NOT EXISTS (
            SELECT FROM notification WHERE account_id = v_reader.id AND mail_id IS NULL AND created_at <= v_reader.until);
        v_mail := queue_mail(v_reader.notifications, v_reader.id, NULL, NULL);
        UPDATE notification SET mail_id = v_mail WHERE account_id = v_reader.id AND mail_id IS NULL AND created_at <= v_reader.until;
        v_count := v_count + 1;
    END LOOP;
    RETURN v_count;
END
$$;

-- How the mails do, in numbers only: for doctor and metrics.
CREATE FUNCTION casebridge.mail_state() RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
    SELECT json_build_object('waiting', w.waiting, 'retried', w.retried, 'oldest_seconds', w.oldest, 'last_error', w.last_error,
        'failed', f.failed, 'last_failure', f.last_failure)
    FROM (SELECT count(*) AS waiting, count(j.last_error) AS retried,
            coalesce(date_part('epoch', now() - min(m.created_at)), 0) AS oldest,
            (array_agg(j.last_error ORDER BY j.run_at DESC) FILTER (WHERE j.last_error IS NOT NULL))[1] AS last_error
        FROM job j JOIN mail m ON m.id = j.record_id WHERE j.kind = 'send_mail' AND j.done_at IS NULL) w
    CROSS JOIN (SELECT count(*) AS failed, (array_agg(failure ORDER BY failed_at DESC))[1] AS last_failure
        FROM mail WHERE failed_at > now() - interval '7 days') f
$$;

-- Mails and links that are of no use any more. An invitation that nobody took names an address: it goes after 90 days.
CREATE FUNCTION casebridge.sweep_mail() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    DELETE FROM mail WHERE least(sent_at, failed_at) < now() - interval '30 days';
    DELETE FROM password_link WHERE expires_at < now();
    DELETE FROM mail WHERE invitation_id IN (SELECT id FROM invitation WHERE accepted_at IS NULL AND expires_at < now() - interval '90 days');
    DELETE FROM invitation WHERE accepted_at IS NULL AND expires_at < now() - interval '90 days';
END
$$;

DO $$
DECLARE
    item text;
BEGIN
    FOREACH item IN ARRAY ARRAY['invitation', 'password_link', 'former_pseudonym', 'mail', 'notification_rule', 'notification', 'notification_state'] LOOP
        EXECUTE format('ALTER TABLE casebridge.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', item);
        EXECUTE format('CREATE POLICY gate ON casebridge.%I TO casebridge_gate USING (true) WITH CHECK (true)', item);
    END LOOP;
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON casebridge.invitation, casebridge.mail, casebridge.notification TO casebridge_gate;
GRANT SELECT, INSERT, DELETE ON casebridge.password_link TO casebridge_gate;
GRANT SELECT, INSERT ON casebridge.former_pseudonym TO casebridge_gate;
GRANT SELECT, INSERT, UPDATE ON casebridge.notification_state TO casebridge_gate;
GRANT SELECT, INSERT ON casebridge.notification_rule TO casebridge_gate;
GRANT SELECT ON casebridge.invitation, casebridge.mail, casebridge.notification, casebridge.notification_rule, casebridge.notification_state,
    casebridge.former_pseudonym
    TO casebridge_backup;
CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.invite(text, text, text[]), casebridge.revoke_invitation(uuid), casebridge.renew_invitation(uuid),
    casebridge.invitation_list() TO casebridge_app;
GRANT EXECUTE ON FUNCTION casebridge.invitation_view(text), casebridge.accept_invitation(text, text, text, text, text),
    casebridge.ask_new_password(text, text), casebridge.password_link_view(text), casebridge.change_password_by_link(text, text),
    casebridge.change_my_password(text, text, text) TO casebridge_sign_in;
GRANT EXECUTE ON FUNCTION casebridge.invite_by_operator(uuid, text, text, text[], bytea), casebridge.make_password_link(text, bytea),
    casebridge.organisation_list() TO casebridge_operator;
GRANT EXECUTE ON FUNCTION casebridge.take_mail_job(), casebridge.mail_to_send(uuid, bytea), casebridge.mail_sent(uuid),
    casebridge.mail_failed(uuid, text), casebridge.tell_events(int, boolean), casebridge.queue_notifications(), casebridge.sweep_mail()
    TO casebridge_worker;
GRANT EXECUTE ON FUNCTION casebridge.mail_state() TO casebridge_worker, casebridge_operator;
CALL guard.seal();
