-- What people write besides moves. Each function: who, the case's lock, may he, the change, its event.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

-- Opens a change inside a case: locks it, finds the record, refuses whoever may not see or may not do it.
CREATE FUNCTION casebridge.begin_change(p_kind text, p_id uuid, p_permission text) RETURNS casebridge.subject
LANGUAGE plpgsql AS $$
DECLARE
    v_me uuid := me();
    v_scopes text[] := my_token_scopes();
    v_case uuid := case_of(p_kind, p_id);
    s subject;
    v_reach text;
BEGIN
    IF v_case IS NULL THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    PERFORM lock_case(v_case);
    s := subject_of(p_kind, p_id);
    IF NOT sees(v_me, v_scopes, s) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    v_reach := reach(v_me, v_scopes, s, p_permission);
    IF v_reach <> 'yes' THEN
        PERFORM refuse('MV403', v_reach);
    END IF;
    RETURN s;
END
$$;

CREATE FUNCTION casebridge.current_creation(p_kind text) RETURNS casebridge.workflow_transition
LANGUAGE plpgsql STABLE AS $$
DECLARE
    t workflow_transition;
BEGIN
    SELECT x.* INTO t FROM workflow w JOIN workflow_transition x ON x.workflow_id = w.id AND x.from_status = ''
    WHERE w.kind = p_kind ORDER BY w.version DESC LIMIT 1;
    IF t.id IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'MV409', MESSAGE = 'workflow_not_loaded';
    END IF;
    RETURN t;
END
$$;

-- A record's first event: the move from no status into the initial one, with its clocks and the parent's moves.
CREATE FUNCTION casebridge.record_creation(s casebridge.subject, t casebridge.workflow_transition, p_facts jsonb, p_private jsonb, p_due date)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_name text;
BEGIN
    PERFORM append_event('case', s.case_id, s.organisation_id, s.kind, s.id, t.action, coalesce(p_facts, '{}')::text,
        p_private::text, 1, t.id, t.workflow_id, '', t.to_status);
    FOREACH v_name IN ARRAY t.starts LOOP
        PERFORM start_clock(s, v_name, CASE WHEN (SELECT due FROM clock_rule WHERE name = v_name ORDER BY version DESC LIMIT 1) = 'given'
            THEN p_due END);
    END LOOP;
    IF s.kind = 'assignment' OR t.starts <> '{}' THEN
        PERFORM write_line(s.case_id);
    END IF;
    PERFORM move_parent(s.case_id, t.then_actions, me());
END
$$;

-- A change inside a case that is no move: what was done to which record, without its content.
CREATE FUNCTION casebridge.record_change(s casebridge.subject, p_action text, p_record_kind text, p_record uuid, p_facts jsonb, p_private jsonb DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM append_event('case', s.case_id, s.organisation_id, p_record_kind, p_record, p_action, coalesce(p_facts, '{}')::text, p_private::text);
END
$$;

-- What a person wrote, as the one text whose SHA-256 its event vouches for. The digest stands among the event's private
-- texts, where the salt keeps a short text from being guessed, and where an erasure can remove it.
CREATE FUNCTION casebridge.written(w casebridge.answer_change) RETURNS text
LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN w.patch::text; END $$;
CREATE FUNCTION casebridge.written(w casebridge.comment) RETURNS text
LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN jsonb_build_array(w.question, w.finding, w.text)::text; END $$;
CREATE FUNCTION casebridge.written(w casebridge.evidence) RETURNS text
LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN jsonb_build_array(w.title, w.origin, w.file_name, w.media_type)::text; END $$;
CREATE FUNCTION casebridge.written(w casebridge.referral_question) RETURNS text
LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN jsonb_build_array(w.text, w.due_on)::text; END $$;
CREATE FUNCTION casebridge.written(w casebridge.referral_answer) RETURNS text
LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN w.text; END $$;
CREATE FUNCTION casebridge.written(w casebridge.finding) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN jsonb_build_array(w.replaces, w.kind, w.category, w.phase, w.statement, w.occurred_on, w.place,
        (SELECT jsonb_agg(e.evidence_id ORDER BY e.evidence_id) FROM finding_evidence e WHERE e.finding_id = w.id))::text;
END
$$;

CREATE FUNCTION casebridge.digest_of(p_written text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN jsonb_build_object('written', sha256_hex(p_written)); END $$;

CREATE FUNCTION casebridge.require_text(p_text text, p_pointer text, p_limit int) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_text text := stripped(p_text);
BEGIN
    IF v_text IS NULL THEN
        PERFORM refuse('MV422', 'text_missing', jsonb_build_array(jsonb_build_object('code', 'text_missing', 'pointer', p_pointer)));
    ELSIF length(v_text) > p_limit THEN
        PERFORM refuse('MV422', 'text_too_long', jsonb_build_array(jsonb_build_object('code', 'text_too_long', 'pointer', p_pointer,
            'detail', p_limit::text)));
    END IF;
    RETURN v_text;
END
$$;

-- The contract's indicators as they stand: frozen into the case.
CREATE FUNCTION casebridge.risk_profile_of(p_contract uuid) RETURNS json
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT json_build_object('score', c.score, 'coverage', c.coverage, 'taken_at', rfc3339(now()), 'rule_set', max(i.rule_set),
            'indicators', coalesce(json_agg(json_build_object('id', r.indicator, 'colour', i.colour, 'result', r.result,
                'inputs', r.inputs, 'threshold', r.threshold, 'notice', n.number) ORDER BY i.colour DESC, r.indicator)
                FILTER (WHERE r.indicator IS NOT NULL), '[]'))
        FROM contract c
        LEFT JOIN contract_result r ON r.contract_id = c.id
        LEFT JOIN indicator i ON i.id = r.indicator
        LEFT JOIN notice n ON n.id = r.notice_id
        WHERE c.id = p_contract GROUP BY c.id);
END
$$;

CREATE FUNCTION casebridge.create_case(p_contract uuid, p_reason text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    v_organisation uuid;
    v_contract contract;
    t workflow_transition := current_creation('case');
    s subject;
    v_year int := extract(year FROM now())::int;
    v_number int;
    v_text text := require_text(p_reason, '/reason', 4000);
BEGIN
    p_contract := contract_now(p_contract);
    SELECT organisation_id INTO v_organisation FROM account WHERE id = v_me;
    IF NOT (v_organisation = ANY (scope_organisations(t.permission))) THEN
        PERFORM refuse('MV403', 'role_missing');
    END IF;
    SELECT * INTO v_contract FROM contract WHERE id = p_contract;
    IF v_contract.id IS NULL THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    PERFORM pg_advisory_xact_lock(uuid_hash_extended(v_organisation, 5)), pg_advisory_xact_lock(contract_key(v_organisation, p_contract));
    IF EXISTS (SELECT FROM case_file WHERE organisation_id = v_organisation AND contract_id = p_contract AND is_open) THEN
        PERFORM refuse('MV409', 'case_open');
    END IF;
    s := ROW('case', uuid7(), NULL, v_organisation, NULL, t.workflow_id, t.to_status, 1, false, NULL, p_contract)::subject;
    s.case_id := s.id;
    PERFORM lock_case(s.id);
    INSERT INTO case_number AS n (organisation_id, country, year, last_number) VALUES (v_organisation, v_contract.country, v_year, 1)
    ON CONFLICT (organisation_id, country, year) DO UPDATE SET last_number = n.last_number + 1
    RETURNING last_number INTO v_number;
    INSERT INTO case_file (id, organisation_id, number, contract_id, country, title, risk_profile, score, workflow_id, status, version, is_open, line)
    SELECT s.id, v_organisation, n.name, p_contract, v_contract.country, v_contract.title, risk_profile_of(p_contract), v_contract.score, t.workflow_id,
        t.to_status, 1, true, line_of(s.id, n.name, v_contract.title, t.to_status, 1, v_contract.country, v_contract.score, p_contract, now(), NULL, NULL)
    FROM (SELECT format('%s-%s-%s', v_contract.country, v_year, lpad(v_number::text, greatest(4, length(v_number::text)), '0')) AS name) n;
    PERFORM record_creation(s, t, jsonb_build_object('contract', p_contract), jsonb_build_object('reason', v_text), NULL);
    RETURN case_view(s.id);
END
$$;

CREATE FUNCTION casebridge.create_assignment(p_case uuid, p_monitor uuid, p_due_on date) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    t workflow_transition := current_creation('assignment');
    c subject := begin_change('case', p_case, t.permission);
    s subject;
    v_today date;
BEGIN
    SELECT (now() AT TIME ZONE o.time_zone)::date INTO v_today FROM organisation o WHERE o.id = c.organisation_id;
    IF p_due_on IS NULL OR p_due_on <= v_today THEN
        PERFORM refuse('MV422', 'due_on_in_the_past', '[{"code": "due_on_in_the_past", "pointer": "/due_on"}]');
    END IF;
    IF NOT EXISTS (SELECT FROM case_file WHERE id = c.id AND is_open) THEN
        PERFORM refuse('MV409', 'case_closed');
    END IF;
    IF NOT EXISTS (
        SELECT FROM role_grant g JOIN role p ON p.name = g.role AND 'assignment.accept' = ANY (p.permissions)
        JOIN account a ON a.id = g.account_id AND a.disabled_at IS NULL
        WHERE g.account_id = p_monitor AND g.organisation_id = c.organisation_id AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL) THEN
        PERFORM refuse('MV422', 'not_a_monitor', '[{"code": "not_a_monitor", "pointer": "/monitor_id"}]');
    END IF;
    IF EXISTS (SELECT FROM assignment WHERE case_id = c.id AND monitor_id = p_monitor AND is_open) THEN
        PERFORM refuse('MV409', 'assignment_open');
    END IF;
    s := ROW('assignment', uuid7(), c.id, c.organisation_id, NULL, t.workflow_id, t.to_status, 1, false, p_monitor, NULL)::subject;
    INSERT INTO assignment (id, organisation_id, case_id, monitor_id, due_on, workflow_id, status, version, is_open, has_access)
    VALUES (s.id, c.organisation_id, c.id, p_monitor, p_due_on, t.workflow_id, t.to_status, 1, true, true);
    PERFORM record_creation(s, t, jsonb_build_object('due_on', p_due_on), jsonb_build_object('monitor', p_monitor), p_due_on);
    RETURN json_build_object('id', s.id, 'case_id', c.id, 'status', t.to_status, 'version', 1, 'due_on', p_due_on);
END
$$;

CREATE FUNCTION casebridge.declare_conflict(p_case uuid, p_has_conflict boolean, p_statement text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := begin_change('case', p_case, 'conflict.declare');
    v_id uuid := uuid7();
    v_text text := coalesce(stripped(p_statement), '');
BEGIN
    IF p_has_conflict AND v_text = '' THEN
        PERFORM refuse('MV422', 'statement_missing', '[{"code": "statement_missing", "pointer": "/statement"}]');
    ELSIF length(v_text) > 4000 THEN
        PERFORM refuse('MV422', 'text_too_long', '[{"code": "text_too_long", "pointer": "/statement", "detail": "4000"}]');
    END IF;
    INSERT INTO conflict_declaration (id, organisation_id, case_id, account_id, has_conflict, statement)
    VALUES (v_id, s.organisation_id, s.case_id, me(), p_has_conflict, v_text);
    PERFORM record_change(s, 'conflict_declared', 'conflict_declaration', v_id, jsonb_build_object('has_conflict', p_has_conflict),
        jsonb_build_object('statement', v_text));
    RETURN json_build_object('id', v_id, 'case_id', s.case_id, 'has_conflict', p_has_conflict);
END
$$;

CREATE FUNCTION casebridge.create_report(p_case uuid, p_form text, p_problems jsonb, p_wording_hash text DEFAULT NULL) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    t workflow_transition := current_creation('report');
    c subject := begin_change('case', p_case, t.permission);
    s subject;
    v_assignment uuid;
    v_form text;
BEGIN
    IF NOT EXISTS (SELECT FROM case_file WHERE id = c.id AND is_open) THEN
        PERFORM refuse('MV409', 'case_closed');
    END IF;
    SELECT a.id INTO v_assignment FROM assignment a
    WHERE a.case_id = c.id AND a.monitor_id = v_me AND a.status = 'accepted' ORDER BY a.id DESC LIMIT 1;
    IF v_assignment IS NULL THEN
        PERFORM refuse('MV409', 'assignment_not_accepted');
    END IF;
    SELECT hash INTO v_form FROM form WHERE name = p_form ORDER BY version DESC LIMIT 1;
    IF v_form IS NULL THEN
        PERFORM refuse('MV422', 'form_unknown', '[{"code": "form_unknown", "pointer": "/form"}]');
    END IF;
    IF EXISTS (SELECT FROM report WHERE assignment_id = v_assignment AND is_open) THEN
        PERFORM refuse('MV409', 'report_open');
    END IF;
    s := ROW('report', uuid7(), c.id, c.organisation_id, NULL, t.workflow_id, t.to_status, 1, false, NULL, NULL)::subject;
    INSERT INTO report (id, organisation_id, case_id, assignment_id, form_hash, wording_hash, workflow_id, status, version, is_open,
        is_editable, problems)
    VALUES (s.id, c.organisation_id, c.id, v_assignment, v_form, p_wording_hash, t.workflow_id, t.to_status, 1, true, t.to_editable, p_problems);
    INSERT INTO report_author (report_id, organisation_id, case_id, account_id) VALUES (s.id, c.organisation_id, c.id, v_me);
    PERFORM record_creation(s, t, jsonb_build_object('form', v_form), NULL, NULL);
    RETURN json_build_object('id', s.id, 'case_id', c.id, 'status', t.to_status, 'version', 1, 'content_version', 1, 'form', p_form,
        'form_hash', v_form);
END
$$;

-- A report that its author may write in now, locked until commit.
CREATE FUNCTION casebridge.open_report(p_report uuid, p_permission text) RETURNS casebridge.subject
LANGUAGE plpgsql AS $$
DECLARE
    s subject := begin_change('report', p_report, p_permission);
BEGIN
    IF NOT (SELECT is_editable FROM report WHERE id = s.id) THEN
        PERFORM refuse('MV409', 'report_not_editable');
    END IF;
    RETURN s;
END
$$;

-- First half of a save: the answers and the form under the case's lock, for the form's rules to be applied.
CREATE FUNCTION casebridge.report_for_editing(p_report uuid) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := open_report(p_report, 'report.edit_own');
BEGIN
    RETURN (SELECT json_build_object('form', f.name, 'form_hash', r.form_hash, 'answers', r.answers, 'version', r.version,
            'content_version', r.content_version)
        FROM report r JOIN form f ON f.hash = r.form_hash WHERE r.id = s.id);
END
$$;

-- Second half: the patch as written, the merged answers, and what the form still misses.
CREATE FUNCTION casebridge.save_answers(p_report uuid, p_expected int, p_patch jsonb, p_answers jsonb, p_problems jsonb, p_wording_hash text DEFAULT NULL)
RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := open_report(p_report, 'report.edit_own');
    v_version int;
    v_change answer_change;
BEGIN
    UPDATE report SET answers = p_answers, problems = p_problems, content_version = content_version + 1,
        wording_hash = coalesce(p_wording_hash, wording_hash), updated_at = now()
    WHERE id = s.id AND content_version = p_expected
    RETURNING content_version INTO v_version;
    IF NOT FOUND THEN
        PERFORM refuse('MV412', 'stale_version');
    END IF;
    INSERT INTO answer_change (report_id, content_version, organisation_id, case_id, account_id, patch)
    VALUES (s.id, v_version, s.organisation_id, s.case_id, me(), p_patch)
    RETURNING * INTO v_change;
    PERFORM record_change(s, 'answers_saved', 'report', s.id, jsonb_build_object('content_version', v_version), digest_of(written(v_change)));
    RETURN json_build_object('id', s.id, 'version', s.version, 'content_version', v_version, 'problems', p_problems);
END
$$;

CREATE FUNCTION casebridge.add_finding(p_report uuid, p_finding jsonb) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := open_report(p_report, 'report.edit_own');
    v_id uuid := uuid7();
    v_number int := 1 + (SELECT count(*) FROM finding WHERE report_id = s.id);
    v_missing int;
    v_finding finding;
BEGIN
    IF (p_finding ->> 'replaces') IS NOT NULL AND NOT EXISTS (
        SELECT FROM finding f WHERE f.report_id = s.id AND f.number = (p_finding ->> 'replaces')::int
            AND NOT EXISTS (SELECT FROM finding g WHERE g.report_id = s.id AND g.replaces = f.number)) THEN
        PERFORM refuse('MV422', 'finding_unknown', '[{"code": "finding_unknown", "pointer": "/replaces"}]');
    END IF;
    SELECT count(*) INTO v_missing FROM jsonb_array_elements_text(coalesce(p_finding -> 'evidence', '[]')) x (id)
    WHERE NOT EXISTS (SELECT FROM evidence e WHERE e.id = x.id::uuid AND e.report_id = s.id);
    IF v_missing > 0 THEN
        PERFORM refuse('MV422', 'evidence_unknown', '[{"code": "evidence_unknown", "pointer": "/evidence"}]');
    END IF;
    INSERT INTO finding (id, organisation_id, case_id, report_id, number, replaces, kind, category, phase, statement, occurred_on, place, created_by)
    VALUES (v_id, s.organisation_id, s.case_id, s.id, v_number, (p_finding ->> 'replaces')::int, p_finding ->> 'kind',
        p_finding ->> 'category', p_finding ->> 'phase', require_text(p_finding ->> 'statement', '/statement', 10000),
        (p_finding ->> 'occurred_on')::date, nullif(btrim(p_finding ->> 'place'), ''), me())
    RETURNING * INTO v_finding;
    INSERT INTO finding_evidence (finding_id, evidence_id, organisation_id, case_id)
    SELECT DISTINCT v_id, x.id::uuid, s.organisation_id, s.case_id
    FROM jsonb_array_elements_text(coalesce(p_finding -> 'evidence', '[]')) x (id);
    UPDATE report SET content_version = content_version + 1, updated_at = now() WHERE id = s.id;
    PERFORM record_change(s, 'finding_added', 'finding', v_id, jsonb_build_object('number', v_number, 'kind', p_finding ->> 'kind'),
        digest_of(written(v_finding)));
    RETURN json_build_object('id', v_id, 'number', v_number);
END
$$;

-- Before a byte of a file is read: may he add it, and under which key of the case.
CREATE FUNCTION casebridge.begin_evidence(p_report uuid, p_new_wrapped_key bytea) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := open_report(p_report, 'evidence.add');
BEGIN
    INSERT INTO case_key (case_id, organisation_id, wrapped_key) VALUES (s.case_id, s.organisation_id, p_new_wrapped_key)
    ON CONFLICT (case_id) DO NOTHING;
    RETURN (SELECT json_build_object('case_id', s.case_id, 'evidence_id', uuid7(), 'wrapped_key', translate(encode(k.wrapped_key, 'base64'), E'\n', ''))
        FROM case_key k WHERE k.case_id = s.case_id);
END
$$;

-- After the file is on disk under its id.
CREATE FUNCTION casebridge.add_evidence(p_report uuid, p_id uuid, p_title text, p_origin text, p_file_name text, p_media_type text,
    p_size bigint, p_sha256 bytea) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := open_report(p_report, 'evidence.add');
    v_number int := 1 + (SELECT count(*) FROM evidence WHERE case_id = s.case_id);
    v_evidence evidence;
BEGIN
    -- An id that is taken, wherever, is refused as what it is to the caller: not the one he was given for this file.
    IF EXISTS (SELECT FROM evidence WHERE id = p_id) THEN
        PERFORM refuse('MV409', 'evidence_id_unusable');
    END IF;
    INSERT INTO evidence (id, organisation_id, case_id, report_id, number, title, origin, file_name, media_type, size, sha256, added_by)
    VALUES (p_id, s.organisation_id, s.case_id, s.id, v_number, require_text(p_title, '/title', 300), btrim(coalesce(p_origin, '')),
        p_file_name, p_media_type, p_size, p_sha256, me())
    RETURNING * INTO v_evidence;
    UPDATE report SET content_version = content_version + 1, updated_at = now() WHERE id = s.id;
    PERFORM record_change(s, 'evidence_added', 'evidence', p_id,
        jsonb_build_object('number', v_number, 'sha256', encode(p_sha256, 'hex'), 'size', p_size, 'media_type', p_media_type),
        digest_of(written(v_evidence)));
    INSERT INTO job (kind, record_id) VALUES ('verify_evidence', p_id);
    RETURN json_build_object('id', p_id, 'number', v_number, 'sha256', encode(p_sha256, 'hex'), 'size', p_size, 'media_type', p_media_type,
        'status', 'received');
END
$$;

-- The file of a piece of evidence for a person who may read it. The reading is an event in the readers' chain.
CREATE FUNCTION casebridge.read_evidence(p_id uuid) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_evidence evidence;
    s subject;
BEGIN
    SELECT * INTO v_evidence FROM evidence WHERE id = p_id;
    IF v_evidence.id IS NULL THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    s := subject_of('case', v_evidence.case_id);
    IF NOT (v_evidence.organisation_id = ANY (scope_organisations('evidence.read'))
        OR v_evidence.case_id IN (SELECT my_cases('evidence.read'))) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    PERFORM append_event('case_reads', s.case_id, s.organisation_id, 'evidence', p_id, 'evidence_read', '{}');
    RETURN (SELECT json_build_object('id', p_id, 'case_id', s.case_id, 'file_name', v_evidence.file_name, 'media_type', v_evidence.media_type,
        'size', v_evidence.size, 'sha256', encode(v_evidence.sha256, 'hex'), 'wrapped_key', translate(encode(k.wrapped_key, 'base64'), E'\n', ''))
        FROM case_key k WHERE k.case_id = s.case_id);
END
$$;

CREATE FUNCTION casebridge.add_comment(p_report uuid, p_question text, p_finding int, p_text text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := begin_change('report', p_report, 'report.comment');
    v_id uuid := uuid7();
    v_comment comment;
BEGIN
    IF p_finding IS NOT NULL AND NOT EXISTS (SELECT FROM finding WHERE report_id = s.id AND number = p_finding) THEN
        PERFORM refuse('MV422', 'finding_unknown', '[{"code": "finding_unknown", "pointer": "/finding"}]');
    END IF;
    INSERT INTO comment (id, organisation_id, case_id, report_id, question, finding, text, author_id)
    VALUES (v_id, s.organisation_id, s.case_id, s.id, p_question, p_finding, require_text(p_text, '/text', 10000), me())
    RETURNING * INTO v_comment;
    PERFORM record_change(s, 'comment_added', 'comment', v_id, NULL, digest_of(written(v_comment)));
    RETURN json_build_object('id', v_id);
END
$$;

CREATE FUNCTION casebridge.record_training(p_account uuid, p_title text, p_from date, p_until date) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    v_id uuid := uuid7();
    v_organisation uuid := (SELECT organisation_id FROM account WHERE id = p_account);
BEGIN
    IF v_organisation IS NULL OR NOT (v_organisation = ANY (scope_organisations('monitor.list') || scope_organisations('training.record'))) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    IF NOT (v_organisation = ANY (scope_organisations('training.record'))) THEN
        PERFORM refuse('MV403', 'role_missing');
    END IF;
    IF p_account = v_me THEN
        PERFORM refuse('MV403', 'own_training');
    END IF;
    IF p_from IS NULL OR p_until IS NULL OR p_until < p_from THEN
        PERFORM refuse('MV422', 'period_malformed', '[{"code": "period_malformed", "pointer": "/valid_until"}]');
    END IF;
    INSERT INTO training (id, organisation_id, account_id, title, valid_from, valid_until, recorded_by)
    VALUES (v_id, v_organisation, p_account, require_text(p_title, '/title', 200), p_from, p_until, v_me);
    PERFORM append_event('account', p_account, v_organisation, 'training', v_id, 'training_recorded',
        jsonb_build_object('valid_from', p_from, 'valid_until', p_until)::text);
    RETURN json_build_object('id', v_id);
END
$$;

-- Puts findings and evidence of the approved report into a referral, in the order named.
CREATE FUNCTION casebridge.fill_referral(s casebridge.subject, p_report uuid, p_findings jsonb, p_evidence jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_count int;
BEGIN
    IF jsonb_typeof(p_findings) IS DISTINCT FROM 'array' OR jsonb_array_length(p_findings) = 0 THEN
        PERFORM refuse('MV422', 'findings_missing', '[{"code": "findings_missing", "pointer": "/findings"}]');
    END IF;
    DELETE FROM referral_finding WHERE referral_id = s.id;
    DELETE FROM referral_evidence WHERE referral_id = s.id;
    INSERT INTO referral_finding (referral_id, finding_id, organisation_id, case_id, position)
    SELECT s.id, f.id, s.organisation_id, s.case_id, x.position
    FROM (SELECT e.id, min(e.position) AS position FROM jsonb_array_elements_text(p_findings) WITH ORDINALITY e (id, position)
        GROUP BY e.id) x
    JOIN finding f ON f.id = x.id::uuid AND f.report_id = p_report
        AND NOT EXISTS (SELECT FROM finding g WHERE g.report_id = f.report_id AND g.replaces = f.number);
    GET DIAGNOSTICS v_count = ROW_COUNT;
    IF v_count <> jsonb_array_length(p_findings) THEN
        PERFORM refuse('MV422', 'finding_unknown', '[{"code": "finding_unknown", "pointer": "/findings"}]');
    END IF;
    INSERT INTO referral_evidence (referral_id, evidence_id, organisation_id, case_id, position)
    SELECT s.id, e.id, s.organisation_id, s.case_id, x.position
    FROM (SELECT n.id, min(n.position) AS position
        FROM jsonb_array_elements_text(coalesce(p_evidence, '[]')) WITH ORDINALITY n (id, position) GROUP BY n.id) x
    JOIN evidence e ON e.id = x.id::uuid AND e.report_id = p_report AND e.quarantined_at IS NULL;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    IF v_count <> jsonb_array_length(coalesce(p_evidence, '[]')) THEN
        PERFORM refuse('MV422', 'evidence_unknown', '[{"code": "evidence_unknown", "pointer": "/evidence"}]');
    END IF;
    UPDATE referral SET content_digest = referral_digest(s.id), updated_at = now() WHERE id = s.id;
END
$$;

CREATE FUNCTION casebridge.prepare_referral(p_case uuid, p_authority uuid, p_findings jsonb, p_evidence jsonb) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    t workflow_transition := current_creation('referral');
    c subject := begin_change('case', p_case, t.permission);
    s subject;
    v_report uuid;
BEGIN
    IF NOT EXISTS (SELECT FROM case_file WHERE id = c.id AND is_open) THEN
        PERFORM refuse('MV409', 'case_closed');
    END IF;
    SELECT r.id INTO v_report FROM report r WHERE r.case_id = c.id AND r.status = 'approved' ORDER BY r.updated_at DESC LIMIT 1;
    IF v_report IS NULL THEN
        PERFORM refuse('MV409', 'report_not_approved');
    END IF;
    IF NOT EXISTS (SELECT FROM authority WHERE id = p_authority) THEN
        PERFORM refuse('MV422', 'authority_unknown', '[{"code": "authority_unknown", "pointer": "/authority_id"}]');
    END IF;
    s := ROW('referral', uuid7(), c.id, c.organisation_id, p_authority, t.workflow_id, t.to_status, 1, false, NULL, NULL)::subject;
    INSERT INTO referral (id, organisation_id, case_id, number, authority_id, report_id, prepared_by, content_digest, workflow_id, status,
        version, is_open, is_editable, is_delivered)
    VALUES (s.id, c.organisation_id, c.id, 1 + (SELECT count(*) FROM referral WHERE case_id = c.id), p_authority, v_report, me(),
        repeat('0', 64), t.workflow_id, t.to_status, 1, true, t.to_editable, false);
    PERFORM fill_referral(s, v_report, p_findings, p_evidence);
    PERFORM record_creation(s, t, jsonb_build_object('authority', p_authority,
        'content_digest', (SELECT content_digest FROM referral WHERE id = s.id)), NULL, NULL);
    RETURN referral_view(s.id);
END
$$;

CREATE FUNCTION casebridge.change_referral(p_referral uuid, p_expected int, p_findings jsonb, p_evidence jsonb) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := begin_change('referral', p_referral, 'referral.prepare');
BEGIN
    IF p_expected <> s.version THEN
        PERFORM refuse('MV412', 'stale_version');
    END IF;
    IF NOT (SELECT is_editable FROM referral WHERE id = s.id) THEN
        PERFORM refuse('MV409', 'referral_not_editable');
    END IF;
    PERFORM fill_referral(s, (SELECT report_id FROM referral WHERE id = s.id), p_findings, p_evidence);
    PERFORM record_change(s, 'referral_changed', 'referral', s.id,
        jsonb_build_object('content_digest', (SELECT content_digest FROM referral WHERE id = s.id)));
    RETURN referral_view(s.id);
END
$$;

CREATE FUNCTION casebridge.approve_referral(p_referral uuid, p_digest text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    s subject := begin_change('referral', p_referral, 'referral.approve');
    v_referral referral;
    v_reason text;
BEGIN
    SELECT * INTO v_referral FROM referral WHERE id = s.id;
    IF s.status <> 'in_approval' THEN
        PERFORM refuse('MV409', 'not_in_approval');
    END IF;
    IF p_digest IS DISTINCT FROM v_referral.content_digest OR v_referral.content_digest <> referral_digest(s.id) THEN
        PERFORM refuse('MV409', 'content_changed');
    END IF;
    IF v_referral.prepared_by = v_me THEN
        PERFORM refuse('MV409', 'requirement:approver_not_preparer');
    END IF;
    IF EXISTS (SELECT FROM report_author a WHERE a.report_id = v_referral.report_id AND a.account_id = v_me) THEN
        PERFORM refuse('MV409', 'requirement:approver_not_author');
    END IF;
    v_reason := coalesce(req.conflict_declared(s, v_me), req.no_conflict(s, v_me));
    IF v_reason IS NOT NULL THEN
        PERFORM refuse('MV409', 'requirement:no_conflict', jsonb_build_array(jsonb_build_object('code', 'requirement:no_conflict',
            'detail', v_reason)));
    END IF;
    IF EXISTS (SELECT FROM referral_approval WHERE referral_id = s.id AND round = v_referral.round AND account_id = v_me) THEN
        PERFORM refuse('MV409', 'already_approved');
    END IF;
    -- An approval is no move of its own, so it asks for the requirement itself.
    IF req.recently_authenticated(s, v_me) IS NOT NULL THEN
        PERFORM refuse('MV409', 'requirement:recently_authenticated');
    END IF;
    INSERT INTO referral_approval (referral_id, round, account_id, organisation_id, case_id, content_digest)
    VALUES (s.id, v_referral.round, v_me, s.organisation_id, s.case_id, p_digest);
    PERFORM record_change(s, 'referral_approved', 'referral', s.id, jsonb_build_object('content_digest', p_digest, 'round', v_referral.round));
    RETURN referral_view(s.id);
END
$$;

-- All that a sealed dossier is made of, for a person who may seal it.
CREATE FUNCTION casebridge.store_dossier(p_referral uuid, p_file uuid, p_manifest_sha256 text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := begin_change('referral', p_referral, 'referral.seal');
BEGIN
    IF s.status <> 'in_approval' THEN
        PERFORM refuse('MV409', 'not_in_approval');
    END IF;
    INSERT INTO dossier (referral_id, organisation_id, case_id, file_id, content_digest, manifest_sha256)
    SELECT s.id, s.organisation_id, s.case_id, p_file, r.content_digest, p_manifest_sha256 FROM referral r WHERE r.id = s.id
    ON CONFLICT (referral_id) DO UPDATE SET file_id = excluded.file_id, content_digest = excluded.content_digest,
        manifest_sha256 = excluded.manifest_sha256;
END
$$;

CREATE FUNCTION casebridge.read_dossier(p_referral uuid) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := subject_of('referral', p_referral);
BEGIN
    IF s.id IS NULL OR NOT sees(me(), my_token_scopes(), s) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    IF NOT EXISTS (SELECT FROM dossier WHERE referral_id = s.id AND packaged_at IS NOT NULL) THEN
        PERFORM refuse('MV409', 'requirement:dossier_ready');
    END IF;
    PERFORM append_event('case_reads', s.case_id, s.organisation_id, 'dossier', s.id, 'dossier_read', '{}');
    RETURN (SELECT json_build_object('case_id', s.case_id, 'file_id', d.file_id, 'size', d.size, 'sha256', encode(d.package_sha256, 'hex'),
            'name', 'dossier-' || c.number || '-' || r.number || '.zip', 'wrapped_key', translate(encode(k.wrapped_key, 'base64'), E'\n', ''))
        FROM dossier d JOIN referral r ON r.id = d.referral_id JOIN case_file c ON c.id = d.case_id JOIN case_key k ON k.case_id = d.case_id
        WHERE d.referral_id = s.id);
END
$$;

CREATE FUNCTION casebridge.ask_question(p_referral uuid, p_text text, p_due_on date) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := begin_change('referral', p_referral, 'referral.ask');
    v_number int := 1 + (SELECT count(*) FROM referral_question WHERE referral_id = s.id);
    v_question referral_question;
BEGIN
    IF NOT (SELECT is_open FROM referral WHERE id = s.id) THEN
        PERFORM refuse('MV409', 'referral_closed');
    END IF;
    IF p_due_on IS NULL OR p_due_on <= (now() AT TIME ZONE (SELECT time_zone FROM organisation WHERE id = s.authority_id))::date THEN
        PERFORM refuse('MV422', 'due_on_in_the_past', '[{"code": "due_on_in_the_past", "pointer": "/due_on"}]');
    END IF;
    INSERT INTO referral_question (referral_id, number, organisation_id, case_id, text, due_on, asked_by)
    VALUES (s.id, v_number, s.organisation_id, s.case_id, require_text(p_text, '/text', 10000), p_due_on, me())
    RETURNING * INTO v_question;
    PERFORM record_change(s, 'question_asked', 'referral', s.id, jsonb_build_object('number', v_number, 'due_on', p_due_on),
        digest_of(written(v_question)));
    PERFORM start_clock(s, 'information_request', p_due_on, v_number);
    UPDATE clock SET paused_at = now() WHERE record_id = s.id AND name = 'authority_feedback' AND stopped_at IS NULL AND paused_at IS NULL;
    PERFORM write_line(s.case_id);
    RETURN json_build_object('number', v_number, 'due_on', p_due_on);
END
$$;

-- The authority's clock runs on where the pause ends, moved by the length of the pause in whole days.
CREATE FUNCTION casebridge.answer_question(p_referral uuid, p_number int, p_text text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := begin_change('referral', p_referral, 'referral.answer');
    v_answer referral_answer;
BEGIN
    IF NOT EXISTS (SELECT FROM referral_question WHERE referral_id = s.id AND number = p_number) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    IF EXISTS (SELECT FROM referral_answer WHERE referral_id = s.id AND number = p_number) THEN
        PERFORM refuse('MV409', 'already_answered');
    END IF;
    INSERT INTO referral_answer (referral_id, number, organisation_id, case_id, text, answered_by)
    VALUES (s.id, p_number, s.organisation_id, s.case_id, require_text(p_text, '/text', 10000), me())
    RETURNING * INTO v_answer;
    PERFORM record_change(s, 'question_answered', 'referral', s.id, jsonb_build_object('number', p_number), digest_of(written(v_answer)));
    UPDATE clock SET stopped_at = now() WHERE record_id = s.id AND name = 'information_request' AND number = p_number AND stopped_at IS NULL;
    IF req.no_open_question(s, me()) IS NULL THEN
        UPDATE clock c SET paused_at = NULL, due_on = c.due_on + p.days, hard_at = (c.due_on + p.days + 1)::timestamp AT TIME ZONE c.zone,
            soft_at = least(c.soft_at + p.days * interval '1 day', (c.due_on + p.days + 1)::timestamp AT TIME ZONE c.zone)
        FROM (SELECT x.id, (now() AT TIME ZONE x.zone)::date - (x.paused_at AT TIME ZONE x.zone)::date AS days FROM clock x
            WHERE x.record_id = s.id AND x.name = 'authority_feedback') p
        WHERE c.id = p.id AND c.stopped_at IS NULL AND c.paused_at IS NOT NULL;
    END IF;
    PERFORM write_line(s.case_id);
    RETURN json_build_object('number', p_number);
END
$$;

-- A repeated POST: refused with MV208 while its first answer is known, so that the server fetches that answer.
CREATE FUNCTION casebridge.claim_key(p_key text, p_route text, p_payload bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    v_known idempotency;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(v_me || '|' || p_route || '|' || p_key, 9));
    SELECT * INTO v_known FROM idempotency WHERE account_id = v_me AND key = p_key AND route = p_route;
    IF v_known.key IS NOT NULL AND v_known.payload_sha256 <> p_payload THEN
        PERFORM refuse('MV422', 'idempotency_key_reused');
    ELSIF v_known.key IS NOT NULL THEN
        PERFORM refuse('MV208', 'answered_before');
    END IF;
END
$$;

CREATE FUNCTION casebridge.keep_answer(p_key text, p_route text, p_payload bytea, p_status int, p_answer text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    INSERT INTO idempotency (account_id, key, route, payload_sha256, status, answer) VALUES (me(), p_key, p_route, p_payload, p_status, p_answer);
END
$$;

CREATE FUNCTION casebridge.known_answer(p_key text, p_route text) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN (SELECT json_build_object('status', status, 'answer', answer) FROM idempotency
        WHERE account_id = me() AND key = p_key AND route = p_route);
END
$$;

CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.create_case(uuid, text), casebridge.create_assignment(uuid, uuid, date),
    casebridge.declare_conflict(uuid, boolean, text), casebridge.create_report(uuid, text, jsonb, text), casebridge.report_for_editing(uuid),
    casebridge.save_answers(uuid, int, jsonb, jsonb, jsonb, text), casebridge.add_finding(uuid, jsonb), casebridge.begin_evidence(uuid, bytea),
    casebridge.add_evidence(uuid, uuid, text, text, text, text, bigint, bytea), casebridge.read_evidence(uuid),
    casebridge.add_comment(uuid, text, int, text), casebridge.record_training(uuid, text, date, date),
    casebridge.prepare_referral(uuid, uuid, jsonb, jsonb), casebridge.change_referral(uuid, int, jsonb, jsonb),
    casebridge.approve_referral(uuid, text), casebridge.store_dossier(uuid, uuid, text), casebridge.read_dossier(uuid),
    casebridge.ask_question(uuid, text, date), casebridge.answer_question(uuid, int, text), casebridge.claim_key(text, text, bytea),
    casebridge.keep_answer(text, text, bytea, int, text), casebridge.known_answer(text, text) TO casebridge_app;
CALL guard.seal();
