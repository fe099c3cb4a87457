-- The move: the only way a status changes. move() and moves() ask the same requirement functions.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

CREATE TYPE casebridge.subject AS (
    kind text,
    id uuid,
    case_id uuid,
    organisation_id uuid,
    authority_id uuid,
    workflow_id int,
    status text,
    version int,
    is_delivered boolean,
    owner_id uuid,
    contract_id uuid
);

CREATE FUNCTION casebridge.refuse(p_state text, p_code text, p_reasons jsonb DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = p_state, MESSAGE = p_code,
        DETAIL = coalesce(p_reasons, jsonb_build_array(jsonb_build_object('code', p_code)))::text;
END
$$;

-- A text without the blanks around it, of any kind; null when nothing is left.
CREATE FUNCTION casebridge.stripped(p_text text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT nullif(btrim(p_text, E' \t\n\v\f\r\u0085\u00a0\u2002\u2003\u2007\u2009\u200b\u202f\u3000\ufeff'), '')
$$;

CREATE FUNCTION casebridge.lock_case(p_case uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(uuid_hash_extended(p_case, 1));
END
$$;

-- The key of the lock between asking whether an organisation has an open case of a contract and opening one.
CREATE FUNCTION casebridge.contract_key(p_organisation uuid, p_contract uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
    SELECT uuid_hash_extended(p_contract, uuid_hash_extended(p_organisation, 6))
$$;

-- The case of a record: immutable, so it may be read before the lock. Null when there is no such record.
CREATE FUNCTION casebridge.case_of(p_kind text, p_id uuid) RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
BEGIN
    CASE p_kind
        WHEN 'report' THEN RETURN (SELECT case_id FROM report WHERE id = p_id);
        WHEN 'case' THEN RETURN (SELECT id FROM case_file WHERE id = p_id);
        WHEN 'assignment' THEN RETURN (SELECT case_id FROM assignment WHERE id = p_id);
        WHEN 'referral' THEN RETURN (SELECT case_id FROM referral WHERE id = p_id);
        ELSE RETURN NULL;
    END CASE;
END
$$;

CREATE FUNCTION casebridge.subject_of(p_kind text, p_id uuid) RETURNS casebridge.subject
LANGUAGE plpgsql STABLE AS $$
DECLARE
    s subject;
BEGIN
    IF p_kind = 'case' THEN
        SELECT kind, id, id, organisation_id, NULL::uuid, workflow_id, status, version, false, NULL::uuid, contract_id INTO s
        FROM case_file WHERE id = p_id;
    ELSIF p_kind = 'report' THEN
        SELECT kind, id, case_id, organisation_id, NULL::uuid, workflow_id, status, version, false, NULL::uuid, NULL::uuid INTO s
        FROM report WHERE id = p_id;
    ELSIF p_kind = 'assignment' THEN
        SELECT kind, id, case_id, organisation_id, NULL::uuid, workflow_id, status, version, false, monitor_id, NULL::uuid INTO s
        FROM assignment WHERE id = p_id;
    ELSIF p_kind = 'referral' THEN
        SELECT kind, id, case_id, organisation_id, authority_id, workflow_id, status, version, is_delivered, NULL::uuid, NULL::uuid INTO s
        FROM referral WHERE id = p_id;
    END IF;
    RETURN s;
END
$$;

-- A person as PostgreSQL knows him for the length of a call: account, and the token's scopes when it has some.
-- Answers for each permission in question: 'yes', 'out_of_scope' (held, but not here), or 'role_missing'.
CREATE FUNCTION casebridge.reach(p_account uuid, p_scopes text[], s casebridge.subject, p_permission text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_reached boolean;
BEGIN
    IF p_scopes IS NOT NULL AND (p_permission = ANY (p_scopes)) IS NOT TRUE THEN
        RETURN 'role_missing';
    END IF;
    SELECT bool_or(CASE g.scope
        WHEN 'organisation' THEN g.organisation_id = s.organisation_id
        WHEN 'assigned' THEN g.organisation_id = s.organisation_id AND (
            (s.kind = 'assignment' AND s.owner_id = p_account)
            OR (s.kind = 'report' AND EXISTS (SELECT FROM report_author a WHERE a.report_id = s.id AND a.account_id = p_account))
            OR (s.kind NOT IN ('assignment', 'report') AND EXISTS (
                SELECT FROM assignment a WHERE a.monitor_id = p_account AND a.case_id = s.case_id AND a.has_access)))
        WHEN 'authority' THEN s.is_delivered AND g.organisation_id = s.authority_id
        WHEN 'country' THEN EXISTS (SELECT FROM organisation o WHERE o.id = s.organisation_id AND o.country = g.country)
        WHEN 'all' THEN true
        ELSE false END)
    INTO v_reached
    FROM role_grant g
    JOIN role p ON p.name = g.role AND p_permission = ANY (p.permissions)
    WHERE g.account_id = p_account AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL;
    RETURN CASE WHEN v_reached THEN 'yes' WHEN NOT v_reached THEN 'out_of_scope' ELSE 'role_missing' END;
END
$$;

-- Whether the person may see the record at all. Whoever may not is told 'not found', whatever else is wrong.
CREATE FUNCTION casebridge.sees(p_account uuid, p_scopes text[], s casebridge.subject) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_permission text := CASE s.kind WHEN 'report' THEN 'report.read' WHEN 'referral' THEN 'referral.read' ELSE 'case.read' END;
    v_sees boolean;
BEGIN
    IF p_scopes IS NOT NULL AND (v_permission = ANY (p_scopes)) IS NOT TRUE THEN
        RETURN false;
    END IF;
    SELECT bool_or(CASE g.scope
        WHEN 'organisation' THEN g.organisation_id = s.organisation_id
        WHEN 'assigned' THEN g.organisation_id = s.organisation_id AND EXISTS (
            SELECT FROM assignment a WHERE a.monitor_id = p_account AND a.case_id = s.case_id AND a.has_access)
        WHEN 'authority' THEN s.is_delivered AND g.organisation_id = s.authority_id
        WHEN 'country' THEN EXISTS (SELECT FROM organisation o WHERE o.id = s.organisation_id AND o.country = g.country)
        WHEN 'all' THEN true
        ELSE false END)
    INTO v_sees
    FROM role_grant g
    JOIN role p ON p.name = g.role AND v_permission = ANY (p.permissions)
    WHERE g.account_id = p_account AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL;
    RETURN coalesce(v_sees, false);
END
$$;

-- Requirements: null when met, otherwise a short detail without case content.

CREATE FUNCTION req.conflict_declared(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (SELECT FROM conflict_declaration d WHERE d.case_id = s.case_id AND d.account_id = p_account) THEN
        RETURN NULL;
    END IF;
    RETURN 'declare_first';
END
$$;

CREATE FUNCTION req.no_conflict(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_conflict boolean;
BEGIN
    SELECT d.has_conflict INTO v_conflict FROM conflict_declaration d
    WHERE d.case_id = s.case_id AND d.account_id = p_account ORDER BY d.id DESC LIMIT 1;
    RETURN CASE WHEN v_conflict THEN 'conflict_of_interest' END;
END
$$;

CREATE FUNCTION req.training_valid(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (
        SELECT FROM training t
        WHERE t.account_id = p_account AND t.organisation_id = s.organisation_id
            AND (now() AT TIME ZONE (SELECT time_zone FROM organisation o WHERE o.id = s.organisation_id))::date
                BETWEEN t.valid_from AND t.valid_until) THEN
        RETURN NULL;
    END IF;
    RETURN 'training_missing_or_expired';
END
$$;

CREATE FUNCTION req.form_complete(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_problems jsonb := (SELECT problems FROM report WHERE id = s.id);
BEGIN
    IF v_problems = '[]' THEN
        RETURN NULL;
    END IF;
    RETURN coalesce(jsonb_array_length(v_problems)::text, 'not_checked');
END
$$;

CREATE FUNCTION req.reviewer_not_author(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (SELECT FROM report_author a WHERE a.report_id = s.id AND a.account_id = p_account) THEN
        RETURN 'author';
    END IF;
    RETURN NULL;
END
$$;

-- Whoever gave a verdict has reviewed, too.
CREATE FUNCTION req.approver_not_reviewer_or_author(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (SELECT FROM report_author a WHERE a.report_id = s.id AND a.account_id = p_account) THEN
        RETURN 'author';
    END IF;
    IF EXISTS (SELECT FROM audit_event e WHERE e.record_id = s.id AND e.record_kind = 'report' AND e.actor = p_account::text
            AND e.action IN ('start_review', 'recommend')) THEN
        RETURN 'reviewer';
    END IF;
    IF EXISTS (SELECT FROM verdict v WHERE v.report_id = s.id AND v.given_by = p_account) THEN
        RETURN 'reviewer';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION req.evidence_verified(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_count bigint;
BEGIN
    IF s.kind = 'referral' THEN
        SELECT count(*) INTO v_count FROM referral_evidence r JOIN evidence e ON e.id = r.evidence_id
        WHERE r.referral_id = s.id AND e.verified_at IS NULL;
    ELSE
        -- A file that was set aside supports nothing: it is in the way only while a finding or an answer rests on it.
        SELECT count(*) INTO v_count FROM evidence e
        WHERE e.report_id = s.id AND e.verified_at IS NULL AND (e.quarantined_at IS NULL
            OR EXISTS (SELECT FROM finding_evidence n JOIN finding f ON f.id = n.finding_id WHERE n.evidence_id = e.id
                AND NOT EXISTS (SELECT FROM finding g WHERE g.report_id = f.report_id AND g.replaces = f.number))
            OR EXISTS (SELECT FROM report r WHERE r.id = s.id AND position(e.id::text IN r.answers::text) > 0));
    END IF;
    RETURN CASE WHEN v_count > 0 THEN v_count::text END;
END
$$;

CREATE FUNCTION req.no_live_assignment(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (SELECT FROM assignment a WHERE a.case_id = s.case_id AND a.is_open) THEN
        RETURN 'assignment_open';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION req.no_open_referral(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (SELECT FROM referral r WHERE r.case_id = s.case_id AND r.is_open) THEN
        RETURN 'referral_open';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION req.no_other_open_case(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (SELECT FROM case_file c WHERE c.organisation_id = s.organisation_id AND c.contract_id = s.contract_id
            AND c.is_open AND c.id <> s.case_id) THEN
        RETURN 'case_open';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION req.report_approved(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (SELECT FROM referral r JOIN audit_event e ON e.record_id = r.report_id AND e.record_kind = 'report'
            JOIN workflow_transition t ON t.id = e.transition_id
            WHERE r.id = s.id AND t.is_approval AND e.action = 'approve') THEN
        RETURN NULL;
    END IF;
    RETURN 'report_not_approved';
END
$$;

CREATE FUNCTION req.authority_chosen(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (SELECT FROM authority a WHERE a.id = s.authority_id AND current_date >= a.valid_from
            AND (a.valid_until IS NULL OR current_date <= a.valid_until)) THEN
        RETURN NULL;
    END IF;
    RETURN 'authority_not_in_office';
END
$$;

-- Two approvals of what the referral says now, by two people who neither prepared it nor wrote the report.
CREATE FUNCTION req.two_approvals(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_count bigint;
BEGIN
    SELECT count(DISTINCT p.account_id) INTO v_count
    FROM referral r
    JOIN referral_approval p ON p.referral_id = r.id AND p.round = r.round AND p.content_digest = r.content_digest
    WHERE r.id = s.id AND p.account_id <> r.prepared_by
        AND r.content_digest = referral_digest(r.id)
        AND NOT EXISTS (SELECT FROM report_author a WHERE a.report_id = r.report_id AND a.account_id = p.account_id);
    RETURN CASE WHEN v_count < 2 THEN v_count::text END;
END
$$;

CREATE FUNCTION req.dossier_ready(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (SELECT FROM dossier d WHERE d.referral_id = s.id AND d.packaged_at IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    RETURN 'dossier_being_packaged';
END
$$;

CREATE FUNCTION req.no_open_question(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (SELECT FROM referral_question q WHERE q.referral_id = s.id AND NOT EXISTS (
            SELECT FROM referral_answer a WHERE a.referral_id = q.referral_id AND a.number = q.number)) THEN
        RETURN 'question_open';
    END IF;
    RETURN NULL;
END
$$;

-- What a referral would tell the authority, as one digest: approvals are of this, and of nothing else.
CREATE FUNCTION casebridge.referral_digest(p_referral uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT encode(sha256(convert_to(jsonb_build_object(
            'authority', r.authority_id, 'case', c.number, 'contract', c.contract_id, 'risk_profile', c.risk_profile,
            'submission', (SELECT max(x.digest) FILTER (WHERE x.number = (SELECT max(number) FROM submission WHERE report_id = r.report_id))
                FROM submission x WHERE x.report_id = r.report_id),
            'findings', (SELECT jsonb_agg(jsonb_build_array(f.number, f.kind, f.category, f.phase, f.statement, f.occurred_on, f.place)
                ORDER BY rf.position) FROM referral_finding rf JOIN finding f ON f.id = rf.finding_id WHERE rf.referral_id = r.id),
            'evidence', (SELECT jsonb_agg(jsonb_build_array(e.number, e.title, e.origin, encode(e.sha256, 'hex'))
                ORDER BY re.position) FROM referral_evidence re JOIN evidence e ON e.id = re.evidence_id WHERE re.referral_id = r.id)
        )::text, 'UTF8')), 'hex')
        FROM referral r JOIN case_file c ON c.id = r.case_id WHERE r.id = p_referral);
END
$$;

-- Effects: what a move writes besides the status.

CREATE FUNCTION effect.record_submission(s casebridge.subject, p_account uuid, p_data jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO submission (report_id, number, organisation_id, case_id, submitted_by, form_hash, wording_hash, content, digest)
    SELECT r.id, 1 + (SELECT count(*) FROM submission x WHERE x.report_id = r.id), r.organisation_id, r.case_id, p_account,
        r.form_hash, r.wording_hash, c.content, encode(sha256(convert_to(c.content::text, 'UTF8')), 'hex')
    FROM report r
    CROSS JOIN LATERAL (SELECT jsonb_build_object('answers', r.answers,
        'findings', coalesce((SELECT jsonb_agg(jsonb_build_object('number', f.number, 'replaces', f.replaces, 'kind', f.kind,
            'category', f.category, 'phase', f.phase, 'statement', f.statement, 'occurred_on', f.occurred_on, 'place', f.place)
            ORDER BY f.number) FROM finding f WHERE f.report_id = r.id), '[]'),
        'evidence', coalesce((SELECT jsonb_agg(jsonb_build_object('number', e.number, 'title', e.title, 'sha256', encode(e.sha256, 'hex'))
            ORDER BY e.number) FROM evidence e WHERE e.report_id = r.id), '[]')) AS content) c
    WHERE r.id = s.id;
END
$$;

CREATE FUNCTION effect.take_review(s casebridge.subject, p_account uuid, p_data jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- The event itself says who took it; requirements read it there.
    RETURN;
END
$$;

CREATE FUNCTION effect.void_approvals(s casebridge.subject, p_account uuid, p_data jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE referral SET round = round + 1 WHERE id = s.id;
END
$$;

CREATE FUNCTION effect.seal_dossier(s casebridge.subject, p_account uuid, p_data jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(p_data ->> 'manifest_sha256', '') !~ '^[0-9a-f]{64}$' THEN
        PERFORM refuse('MV422', 'manifest_sha256_malformed',
            '[{"code": "manifest_sha256_malformed", "pointer": "/data/manifest_sha256"}]');
    END IF;
    -- The dossier must have been made of the content that was approved, not of an earlier one.
    UPDATE dossier d SET seal_seq = (SELECT max(seq) + 1 FROM audit_event WHERE chain_id = s.case_id AND chain_kind = 'case')
    FROM referral r
    WHERE r.id = s.id AND d.referral_id = r.id AND d.content_digest = r.content_digest
        AND d.manifest_sha256 = p_data ->> 'manifest_sha256';
    IF NOT FOUND THEN
        PERFORM refuse('MV409', 'dossier_not_stored');
    END IF;
    UPDATE referral SET manifest_sha256 = p_data ->> 'manifest_sha256' WHERE id = s.id;
    INSERT INTO job (kind, record_id) VALUES ('package_dossier', s.id);
END
$$;

CREATE FUNCTION effect.deliver_dossier(s casebridge.subject, p_account uuid, p_data jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE referral SET sent_at = now() WHERE id = s.id;
END
$$;

CREATE FUNCTION effect.record_acknowledgement(s casebridge.subject, p_account uuid, p_data jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE referral SET reference_number = btrim(p_data ->> 'reference_number') WHERE id = s.id;
END
$$;

CREATE FUNCTION effect.record_outcome(s casebridge.subject, p_account uuid, p_data jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_problems jsonb := '[]'::jsonb;
    v_amount jsonb := p_data -> 'amount_recovered';
BEGIN
    IF coalesce(p_data ->> 'outcome', '') NOT IN ('criminal', 'administrative', 'recovery', 'recommendation', 'none') THEN
        v_problems := v_problems || '[{"code": "outcome_unknown", "pointer": "/data/outcome"}]';
    END IF;
    IF coalesce(p_data ->> 'may_tell_monitor', 'no') NOT IN ('yes', 'partly', 'no') THEN
        v_problems := v_problems || '[{"code": "may_tell_monitor_unknown", "pointer": "/data/may_tell_monitor"}]';
    END IF;
    IF v_amount IS NOT NULL AND v_amount <> 'null' AND (jsonb_typeof(v_amount) <> 'object'
        OR coalesce(v_amount ->> 'amount', '') !~ '^[0-9]{1,15}([.][0-9]{1,2})?$' OR coalesce(v_amount ->> 'currency', '') !~ '^[A-Z]{3}$') THEN
        v_problems := v_problems || '[{"code": "amount_malformed", "pointer": "/data/amount_recovered"}]';
    END IF;
    IF v_problems <> '[]' THEN
        PERFORM refuse('MV422', v_problems -> 0 ->> 'code', v_problems);
    END IF;
    UPDATE referral SET outcome = p_data ->> 'outcome', amount_recovered = (v_amount ->> 'amount')::numeric,
        currency = v_amount ->> 'currency', may_tell_monitor = coalesce(p_data ->> 'may_tell_monitor', 'no'),
        message = nullif(btrim(p_data ->> 'message'), '')
    WHERE id = s.id;
END
$$;

-- Both are filled by guard.seal() from the functions of the schemas req and effect.
-- Every requirement of a transition that is not met, as JSON reasons; null when all are.
CREATE FUNCTION casebridge.blocked(s casebridge.subject, p_account uuid, p_requires text[]) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN NULL; END $$;
CREATE FUNCTION casebridge.take_effect(p_effect text, p_subject casebridge.subject, p_account uuid, p_data jsonb) RETURNS void
LANGUAGE plpgsql AS $$ BEGIN RETURN; END $$;

-- Starts a clock: a due date is a local date in the zone of whoever owes, and ends at its midnight.
CREATE FUNCTION casebridge.start_clock(s casebridge.subject, p_name text, p_given date, p_number int DEFAULT 0) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_rule clock_rule;
    v_zone text;
    v_due date;
    v_hard timestamptz;
BEGIN
    SELECT * INTO v_rule FROM clock_rule WHERE name = p_name ORDER BY version DESC LIMIT 1;
    SELECT o.time_zone INTO v_zone FROM organisation o
    WHERE o.id = CASE WHEN v_rule.owed_by = 'authority' THEN s.authority_id ELSE s.organisation_id END;
    v_due := CASE v_rule.due WHEN 'given' THEN p_given ELSE coalesce(p_given, (now() AT TIME ZONE v_zone)::date + v_rule.days) END;
    v_hard := (v_due + 1)::timestamp AT TIME ZONE v_zone;
    INSERT INTO clock (organisation_id, case_id, record_kind, record_id, name, rule_version, number, zone, owed_by, due_on, soft_at, hard_at)
    VALUES (s.organisation_id, s.case_id, s.kind, s.id, p_name, v_rule.version, p_number, v_zone, v_rule.owed_by, v_due,
        least(now() + (v_hard - now()) * v_rule.soft / 100.0, v_hard), v_hard);
END
$$;

CREATE FUNCTION casebridge.stop_clock(s casebridge.subject, p_name text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE clock SET stopped_at = now()
    WHERE case_id = s.case_id AND name = p_name AND stopped_at IS NULL
        AND (record_id = s.id OR (p_name = 'report_due' AND s.kind = 'report'
            AND record_id = (SELECT assignment_id FROM report WHERE id = s.id)));
END
$$;

-- Which of the data of a move are codes and digests that belong in the chain; the rest stands beside it, and so does
-- a text that somebody put in the place of a code: what is in the chain can never be erased.
CREATE FUNCTION casebridge.public_facts(p_data jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF p_data IS NULL THEN
        RETURN '{}'::jsonb;
    END IF;
    RETURN coalesce((SELECT jsonb_object_agg(key, value) FROM jsonb_each(p_data)
        WHERE key IN ('manifest_sha256', 'content_digest', 'outcome', 'may_tell_monitor', 'due_on')
            AND jsonb_typeof(value) = 'string' AND value #>> '{}' ~ '^[A-Za-z0-9_.:-]{1,80}$'), '{}');
END
$$;

-- What a worklist says of a case besides its own columns: who monitors it, and which of its clocks runs out next.
CREATE FUNCTION casebridge.line_parts(p_case uuid) RETURNS TABLE (monitors json, due_on date, hard_at timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT (SELECT json_agg(json_build_object('id', m.id, 'name', m.name) ORDER BY a.id)
            FROM casebridge.assignment a JOIN casebridge.account m ON m.id = a.monitor_id WHERE a.case_id = p_case AND a.is_open),
        k.due_on, k.hard_at
    FROM (VALUES (true)) one
    LEFT JOIN LATERAL (SELECT c.due_on, c.hard_at FROM casebridge.clock c
        WHERE c.case_id = p_case AND c.stopped_at IS NULL AND c.paused_at IS NULL ORDER BY c.hard_at LIMIT 1) k ON true
$$;

CREATE FUNCTION casebridge.write_line(p_case uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE case_file c SET monitors = p.monitors, next_due_on = p.due_on, next_hard_at = p.hard_at,
        line = line_of(c.id, c.number, c.title, c.status, c.version, c.country, c.score, c.contract_id, c.updated_at, p.monitors, p.due_on)
    FROM line_parts(p_case) p WHERE c.id = p_case;
END
$$;

-- Fires moves of the system on the parent, where it stands ready for them, and not elsewhere.
CREATE FUNCTION casebridge.move_parent(p_case uuid, p_actions text[], p_account uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_action text;
    v_parent subject;
    t workflow_transition;
BEGIN
    FOREACH v_action IN ARRAY p_actions LOOP
        v_parent := subject_of('case', p_case);
        SELECT * INTO t FROM workflow_transition n
        WHERE n.workflow_id = v_parent.workflow_id AND n.from_status = v_parent.status AND n.action = v_action AND n.made_by = 'system';
        IF FOUND AND blocked(v_parent, p_account, t.requires) IS NULL THEN
            PERFORM make_transition(v_parent, t, p_account, NULL, NULL);
        END IF;
    END LOOP;
END
$$;

-- Fires moves of the system on whatever of a case is still open and has them: when a case ends, so does the work in it.
CREATE FUNCTION casebridge.move_children(p_case uuid, p_actions text[], p_account uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_kind text;
    v_id uuid;
    s subject;
    t workflow_transition;
BEGIN
    FOR v_kind, v_id IN
        SELECT 'assignment', id FROM assignment WHERE case_id = p_case AND is_open
        UNION ALL SELECT 'report', id FROM report WHERE case_id = p_case AND is_open
        UNION ALL SELECT 'referral', id FROM referral WHERE case_id = p_case AND is_open
    LOOP
        s := subject_of(v_kind, v_id);
        SELECT n.* INTO t FROM workflow_transition n
        WHERE n.workflow_id = s.workflow_id AND n.from_status = s.status AND n.action = ANY (p_actions) AND n.made_by = 'system' LIMIT 1;
        IF FOUND AND blocked(s, p_account, t.requires) IS NULL THEN
            PERFORM make_transition(s, t, p_account, NULL, NULL);
        END IF;
    END LOOP;
END
$$;

-- Writes one transition that has been decided: record, effect, event, clocks, then what follows above and below.
CREATE FUNCTION casebridge.make_transition(s casebridge.subject, t casebridge.workflow_transition, p_account uuid, p_reason text, p_data jsonb,
    p_identity text[] DEFAULT NULL)
RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
    v_version int := s.version + 1;
    v_facts text;
    v_private text;
    v_seq bigint;
    v_name text;
BEGIN
    IF s.kind = 'case' THEN
        UPDATE case_file SET status = t.to_status, version = v_version, is_open = NOT t.to_final, updated_at = now(),
            line = line_of(id, number, title, t.to_status, v_version, country, score, contract_id, now(), monitors, next_due_on)
        WHERE id = s.id AND version = s.version;
    ELSIF s.kind = 'report' THEN
        UPDATE report SET status = t.to_status, version = v_version, is_open = NOT t.to_final, is_editable = t.to_editable,
            updated_at = now() WHERE id = s.id AND version = s.version;
    ELSIF s.kind = 'assignment' THEN
        UPDATE assignment SET status = t.to_status, version = v_version, is_open = NOT t.to_final, has_access = t.to_access,
            updated_at = now() WHERE id = s.id AND version = s.version;
    ELSE
        UPDATE referral SET status = t.to_status, version = v_version, is_open = NOT t.to_final, is_editable = t.to_editable,
            is_delivered = t.to_delivered OR (is_delivered AND t.to_final),
            updated_at = now() WHERE id = s.id AND version = s.version;
    END IF;
    IF NOT FOUND THEN
        PERFORM refuse('MV412', 'stale_version');
    END IF;
    IF p_data IS NOT NULL THEN
        v_facts := public_facts(p_data)::text;
        v_private := jsonb_strip_nulls(jsonb_build_object('reason', p_reason, 'data', p_data))::text;
    ELSIF p_reason IS NOT NULL THEN
        v_private := jsonb_build_object('reason', p_reason)::text;
    END IF;
    IF t.effect IS NOT NULL THEN
        PERFORM take_effect(t.effect, s, p_account, p_data);
        IF t.effect = 'record_submission' THEN
            -- The chain vouches for what was submitted, not only that something was.
            v_facts := jsonb_build_object('submission',
                (SELECT x.digest FROM submission x WHERE x.report_id = s.id ORDER BY x.number DESC LIMIT 1))::text;
        END IF;
    END IF;
    -- An assignment is evaluated without the executor, which PERFORM would start.
    v_seq := append_event('case', s.case_id, s.organisation_id, s.kind, s.id, t.action, coalesce(v_facts, '{}'), v_private, v_version, t.id,
        s.workflow_id, s.status, t.to_status, p_identity);
    IF t.stands_alone THEN
        RETURN v_version;
    END IF;
    IF s.kind = 'assignment' OR t.starts <> '{}' OR t.stops <> '{}' THEN
        FOREACH v_name IN ARRAY t.stops LOOP
            PERFORM stop_clock(s, v_name);
        END LOOP;
        FOREACH v_name IN ARRAY t.starts LOOP
            PERFORM start_clock(s, v_name, NULL);
        END LOOP;
        PERFORM write_line(s.case_id);
    END IF;
    IF t.then_actions <> '{}' THEN
        PERFORM move_parent(s.case_id, t.then_actions, p_account);
    END IF;
    IF t.child_actions <> '{}' THEN
        PERFORM move_children(s.id, t.child_actions, p_account);
    END IF;
    RETURN v_version;
END
$$;

-- One move by the entered account. Answers the record as JSON. Refuses with SQLSTATE MV404, MV412, MV409, MV403 or
-- MV422, and with all reasons as JSON in DETAIL. p_expected null means that no version was expected.
CREATE FUNCTION casebridge.move(p_kind text, p_id uuid, p_action text, p_expected int, p_reason text DEFAULT NULL, p_data jsonb DEFAULT NULL)
RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_identity text[] := verified_identity();
    v_me uuid;
    v_scopes text[];
    v_case uuid := CASE p_kind WHEN 'case' THEN p_id ELSE case_of(p_kind, p_id) END;
    v_locked boolean;
    s subject;
    t workflow_transition;
    v_plain boolean;
    v_reach text;
    v_need text;
    v_reasons jsonb;
    v_version int;
BEGIN
    IF v_identity[1] <> 'account' OR v_case IS NULL THEN
        PERFORM account_of(v_identity);
        PERFORM refuse('MV404', 'not_found');
    END IF;
    v_me := v_identity[2]::uuid;
    -- Assignments are evaluated without the executor, which PERFORM would start.
    v_locked := pg_advisory_xact_lock(uuid_hash_extended(v_case, 1)) IS NULL;
    s := subject_of(p_kind, p_id);
    SELECT * INTO t FROM workflow_transition x
    WHERE x.workflow_id = s.workflow_id AND x.from_status = s.status AND x.action = p_action AND x.made_by = 'account';
    -- The commonest mover is recognised by one query: one role that spans the organisation, sees and may move.
    SELECT true INTO v_plain
    FROM role_grant g
    JOIN role r ON r.name = g.role AND t.permission = ANY (r.permissions)
        AND CASE s.kind WHEN 'report' THEN 'report.read' WHEN 'referral' THEN 'referral.read' ELSE 'case.read' END = ANY (r.permissions)
    WHERE g.account_id = v_me AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL
        AND g.scope = 'organisation' AND g.organisation_id = s.organisation_id AND v_identity[4] = '';
    IF v_plain IS NULL OR p_expected <> s.version THEN
        v_scopes := my_token_scopes();
        IF s.id IS NULL OR NOT sees(v_me, v_scopes, s) THEN
            PERFORM refuse('MV404', 'not_found');
        ELSIF p_expected <> s.version THEN
            PERFORM refuse('MV412', 'stale_version');
        ELSIF t.id IS NULL THEN
            PERFORM refuse('MV409', 'not_a_move');
        END IF;
        v_reach := reach(v_me, v_scopes, s, t.permission);
        IF v_reach <> 'yes' THEN
            PERFORM refuse('MV403', v_reach);
        END IF;
    END IF;
    IF 'no_other_open_case' = ANY (t.requires) THEN
        v_locked := pg_advisory_xact_lock(contract_key(s.organisation_id, s.contract_id)) IS NULL;
    END IF;
    p_reason := stripped(p_reason);
    IF p_data IS NOT NULL OR length(p_reason) > 4000 THEN
        IF length(p_reason) > 4000 THEN
            PERFORM refuse('MV422', 'reason_too_long', '[{"code": "reason_too_long", "pointer": "/reason"}]');
        ELSIF jsonb_typeof(p_data) <> 'object' THEN
            PERFORM refuse('MV422', 'data_malformed', '[{"code": "data_malformed", "pointer": "/data"}]');
        END IF;
    END IF;
    -- Most moves need a reason alone, which stands there: the rest is asked one by one.
    IF t.needs <> '{}' AND (p_reason IS NULL OR t.needs <> '{reason}') THEN
        FOREACH v_need IN ARRAY t.needs LOOP
            IF v_need = 'reason' THEN
                IF p_reason IS NULL THEN
                    PERFORM refuse('MV422', 'reason_missing', '[{"code": "reason_missing", "pointer": "/reason"}]');
                END IF;
            ELSIF jsonb_typeof(p_data -> substr(v_need, 6)) IS DISTINCT FROM 'string'
                OR stripped(p_data ->> substr(v_need, 6)) IS NULL THEN
                PERFORM refuse('MV422', 'data_missing', jsonb_build_array(jsonb_build_object('code', 'data_missing',
                    'pointer', '/data/' || substr(v_need, 6))));
            END IF;
        END LOOP;
    END IF;
    v_reasons := blocked(s, v_me, t.requires);
    IF v_reasons IS NOT NULL THEN
        PERFORM refuse('MV409', v_reasons -> 0 ->> 'code', v_reasons);
    END IF;
    v_version := make_transition(s, t, v_me, p_reason, p_data, v_identity);
    RETURN json_build_object('id', s.id, 'kind', s.kind, 'status', t.to_status, 'version', v_version, 'case_id', s.case_id);
END
$$;

-- Every move out of the record's status, allowed or not, and why not: from the same rows and functions as move().
CREATE FUNCTION casebridge.moves_of(s casebridge.subject, p_account uuid, p_scopes text[]) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
    t workflow_transition;
    v_reach text;
    v_reasons jsonb;
    v_moves jsonb := '[]'::jsonb;
BEGIN
    FOR t IN SELECT * FROM workflow_transition x
        WHERE x.workflow_id = s.workflow_id AND x.from_status = s.status AND x.made_by = 'account' ORDER BY x.id LOOP
        v_reach := reach(p_account, p_scopes, s, t.permission);
        v_reasons := CASE WHEN v_reach <> 'yes' THEN jsonb_build_array(jsonb_build_object('code', v_reach))
            ELSE blocked(s, p_account, t.requires) END;
        v_moves := v_moves || jsonb_build_object('action', t.action, 'to', t.to_status, 'allowed', v_reasons IS NULL,
            'refusals', coalesce(v_reasons, '[]'), 'needs', to_jsonb(t.needs));
    END LOOP;
    RETURN v_moves;
END
$$;

CREATE FUNCTION casebridge.moves(p_kind text, p_id uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    v_scopes text[] := my_token_scopes();
    s subject;
BEGIN
    IF case_of(p_kind, p_id) IS NULL THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    s := subject_of(p_kind, p_id);
    IF NOT sees(v_me, v_scopes, s) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    RETURN json_build_object('status', s.status, 'version', s.version, 'moves', moves_of(s, v_me, v_scopes));
END
$$;

CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.move(text, uuid, text, int, text, jsonb), casebridge.moves(text, uuid) TO casebridge_app;
CALL guard.seal();
