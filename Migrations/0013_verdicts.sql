-- The reviewer's verdicts, part by part, and what the authority will read of a referral before it is sealed.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

-- One verdict on one answer or finding of one submission. A new verdict is a new row; the last one that still fits counts.
CREATE TABLE casebridge.verdict (
    report_id uuid NOT NULL,
    number int NOT NULL,
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    submission int NOT NULL,
    question text COLLATE "C" CONSTRAINT question_is_a_path CHECK (question ~ '^[A-Za-z0-9_./-]{1,200}$'),
    finding int,
    verdict text COLLATE "C" NOT NULL CONSTRAINT verdict_is_known CHECK (verdict IN ('accepted', 'unsupported', 'query', 'redact')),
    text text CONSTRAINT verdict_text_is_bounded CHECK (length(btrim(text)) BETWEEN 1 AND 10000),
    given_by uuid NOT NULL,
    given_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (report_id, number),
    FOREIGN KEY (report_id, submission) REFERENCES casebridge.submission (report_id, number),
    FOREIGN KEY (report_id, finding) REFERENCES casebridge.finding (report_id, number),
    FOREIGN KEY (organisation_id, case_id, report_id) REFERENCES casebridge.report (organisation_id, case_id, id),
    FOREIGN KEY (organisation_id, given_by) REFERENCES casebridge.account (organisation_id, id),
    CONSTRAINT verdict_is_about_one_part CHECK (num_nonnulls(question, finding) = 1),
    CONSTRAINT verdict_says_why CHECK (verdict = 'accepted' OR text IS NOT NULL)
);
ALTER TABLE casebridge.verdict ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY reader ON casebridge.verdict FOR SELECT TO casebridge_app USING (
    organisation_id = ANY ((SELECT casebridge.scope_organisations('report.read'))::uuid[])
    OR case_id IN (SELECT casebridge.my_cases('report.read')));
CREATE POLICY gate ON casebridge.verdict TO casebridge_gate USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON casebridge.verdict TO casebridge_gate;
GRANT SELECT ON casebridge.verdict TO casebridge_app, casebridge_backup;
CREATE TRIGGER verdict_never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON casebridge.verdict
    FOR EACH STATEMENT EXECUTE FUNCTION guard.refuse_change_of_history();
ALTER TABLE casebridge.verdict ENABLE ALWAYS TRIGGER verdict_never_changes;

CREATE FUNCTION casebridge.written(w casebridge.verdict) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN jsonb_build_array(w.submission, w.question, w.finding, w.verdict, w.text)::text;
END
$$;

-- Conditions of forms are decided by the program; these three say the same where PostgreSQL must know what a submission
-- really answers. A test compares both on random answers.
CREATE FUNCTION casebridge.is_answer(p_value jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN CASE jsonb_typeof(p_value)
        WHEN 'string' THEN p_value #>> '{}' ~ '\S'
        WHEN 'array' THEN p_value <> '[]'
        WHEN 'object' THEN EXISTS (SELECT FROM jsonb_each(p_value) m WHERE is_answer(m.value))
        WHEN 'number' THEN true
        WHEN 'boolean' THEN true
        ELSE false END;
END
$$;

CREATE FUNCTION casebridge.condition_holds(p_condition jsonb, p_counted jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    v_answer jsonb := p_counted -> (p_condition ->> 'question');
BEGIN
    IF p_condition IS NULL THEN
        RETURN true;
    ELSIF p_condition ? 'equals' THEN
        RETURN coalesce(v_answer = p_condition -> 'equals', false);
    ELSIF p_condition ? 'in' THEN
        RETURN CASE jsonb_typeof(v_answer)
            WHEN 'string' THEN p_condition -> 'in' @> v_answer
            WHEN 'array' THEN EXISTS (SELECT FROM jsonb_array_elements(v_answer) c WHERE p_condition -> 'in' @> c.value)
            ELSE false END;
    ELSIF p_condition ? 'answered' THEN
        RETURN p_counted ? (p_condition ->> 'answered');
    ELSIF p_condition ? 'not' THEN
        RETURN NOT condition_holds(p_condition -> 'not', p_counted);
    ELSIF p_condition ? 'all' THEN
        RETURN NOT EXISTS (SELECT FROM jsonb_array_elements(p_condition -> 'all') c WHERE NOT condition_holds(c.value, p_counted));
    END IF;
    RETURN EXISTS (SELECT FROM jsonb_array_elements(p_condition -> 'any') c WHERE condition_holds(c.value, p_counted));
END
$$;

-- The questions of a form that these answers answer, in the order of the form; an answer to a hidden question is none.
CREATE FUNCTION casebridge.answered_questions(p_document jsonb, p_answers jsonb) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    v_question jsonb;
    v_key text;
    v_counted jsonb := '{}'::jsonb;
    v_keys text[] := '{}'::text[];
BEGIN
    FOR v_question IN
        SELECT q.value FROM jsonb_array_elements(coalesce(p_document -> 'steps', '[]')) WITH ORDINALITY t (value, step)
        CROSS JOIN jsonb_array_elements(coalesce(t.value -> 'sections', '[]')) WITH ORDINALITY s (value, section)
        CROSS JOIN jsonb_array_elements(coalesce(s.value -> 'questions', '[]')) WITH ORDINALITY q (value, question)
        ORDER BY step, section, question
    LOOP
        v_key := v_question ->> 'key';
        IF is_answer(p_answers -> v_key) AND condition_holds(v_question -> 'when', v_counted) THEN
            v_counted := v_counted || jsonb_build_object(v_key, p_answers -> v_key);
            v_keys := v_keys || v_key;
        END IF;
    END LOOP;
    RETURN v_keys;
END
$$;

-- Every answer and every standing finding of the last submission, each with its verdict: the last one given on it, as long
-- as the answer is still what it was then. Findings never change.
CREATE FUNCTION casebridge.judged_parts(p_report uuid) RETURNS TABLE (place int, question text, finding int, number int, verdict text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    WITH last AS (
        SELECT x.content, f.document FROM submission x JOIN casebridge.form f ON f.hash = x.form_hash
        WHERE x.report_id = p_report ORDER BY x.number DESC LIMIT 1
    ), part AS (
        SELECT k.place::int, k.key, NULL::int AS finding
        FROM last l CROSS JOIN unnest(answered_questions(l.document, l.content -> 'answers')) WITH ORDINALITY k (key, place)
        UNION ALL
        SELECT 100000 + (f.value ->> 'number')::int, NULL, (f.value ->> 'number')::int
        FROM last l CROSS JOIN jsonb_array_elements(l.content -> 'findings') f
        WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(l.content -> 'findings') g WHERE g.value -> 'replaces' = f.value -> 'number')
    )
    SELECT p.place, p.key, p.finding, v.number, v.verdict
    FROM part p
    CROSS JOIN last l
    LEFT JOIN LATERAL (
        SELECT w.number, w.verdict FROM casebridge.verdict w JOIN submission x ON x.report_id = w.report_id AND x.number = w.submission
        WHERE w.report_id = p_report AND w.question IS NOT DISTINCT FROM p.key AND w.finding IS NOT DISTINCT FROM p.finding
            AND (p.key IS NULL OR x.content -> 'answers' -> p.key = l.content -> 'answers' -> p.key)
        ORDER BY w.number DESC LIMIT 1) v ON true
    ORDER BY p.place;
END
$$;

CREATE FUNCTION req.verdicts_given(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_count bigint := (SELECT count(*) FROM judged_parts(s.id) p WHERE p.verdict IS NULL);
BEGIN
    RETURN CASE WHEN v_count > 0 THEN v_count::text END;
END
$$;

-- A question to the author is answered by a new submission or taken back by another verdict; until then nobody recommends.
CREATE FUNCTION req.no_open_query(s casebridge.subject, p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_count bigint := (SELECT count(*) FROM judged_parts(s.id) p WHERE p.verdict = 'query');
BEGIN
    RETURN CASE WHEN v_count > 0 THEN v_count::text END;
END
$$;

-- The verdicts of a report, for whoever may read the report.
CREATE FUNCTION casebridge.verdict_list(p_report uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := subject_of('report', p_report);
BEGIN
    IF s.id IS NULL OR NOT sees(me(), my_token_scopes(), s) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    RETURN (
        WITH part AS MATERIALIZED (SELECT * FROM judged_parts(s.id))
        SELECT json_build_object('report_id', s.id, 'submission', (SELECT max(x.number) FROM submission x WHERE x.report_id = s.id),
            'required', (SELECT count(*) FROM part), 'judged', (SELECT count(*) FROM part p WHERE p.verdict IS NOT NULL),
            'counts', (SELECT json_object_agg(k.verdict, (SELECT count(*) FROM part p WHERE p.verdict = k.verdict))
                FROM unnest('{accepted,unsupported,query,redact}'::text[]) k (verdict)),
            'parts', coalesce((SELECT json_agg(json_build_object('question', p.question, 'finding', p.finding, 'verdict', p.verdict,
                'number', p.number) ORDER BY p.place) FROM part p), '[]'),
            'verdicts', coalesce((SELECT json_agg(json_build_object('number', v.number, 'submission', v.submission, 'question', v.question,
                'finding', v.finding, 'verdict', v.verdict, 'text', v.text, 'given_by', a.name, 'given_at', rfc3339(v.given_at),
                'counts', EXISTS (SELECT FROM part p WHERE p.number = v.number)) ORDER BY v.number)
                FROM casebridge.verdict v JOIN account a ON a.id = v.given_by WHERE v.report_id = s.id), '[]')));
END
$$;

-- What is wrong with one verdict, as a reason with its pointer; null when nothing is.
CREATE FUNCTION casebridge.verdict_problem(p_given jsonb, p_pointer text, p_questions text[], p_findings text[]) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_question text := p_given ->> 'question';
    v_finding text := p_given ->> 'finding';
    v_problem text[] := CASE
        WHEN coalesce(p_given ->> 'verdict', '') NOT IN ('accepted', 'unsupported', 'query', 'redact') THEN ARRAY['verdict_unknown', 'verdict']
        WHEN num_nonnulls(v_question, v_finding) <> 1 THEN ARRAY['verdict_part_missing', 'question']
        WHEN v_question IS NOT NULL AND v_question <> ALL (p_questions) THEN ARRAY['question_not_answered', 'question']
        WHEN v_finding IS NOT NULL AND v_finding <> ALL (p_findings) THEN ARRAY['finding_unknown', 'finding']
        WHEN p_given ->> 'verdict' <> 'accepted' AND stripped(p_given ->> 'text') IS NULL THEN ARRAY['verdict_text_missing', 'text']
        WHEN length(p_given ->> 'text') > 10000 THEN ARRAY['text_too_long', 'text'] END;
BEGIN
    RETURN CASE WHEN v_problem IS NOT NULL THEN
        jsonb_build_object('code', v_problem[1], 'pointer', p_pointer || '/' || v_problem[2]) END;
END
$$;

-- Adds verdicts on the last submission, all or none, each with its event.
CREATE FUNCTION casebridge.give_verdicts(p_report uuid, p_submission int, p_verdicts jsonb) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := begin_change('report', p_report, 'report.review');
    v_me uuid := me();
    v_reasons jsonb;
    v_number int := (SELECT count(*) FROM casebridge.verdict WHERE report_id = s.id);
    v_questions text[];
    v_findings text[];
    v_given record;
    v_row casebridge.verdict;
BEGIN
    IF s.status <> 'in_review' THEN
        PERFORM refuse('MV409', 'not_in_review');
    ELSIF p_submission IS DISTINCT FROM (SELECT max(x.number) FROM submission x WHERE x.report_id = s.id) THEN
        PERFORM refuse('MV409', 'not_the_last_submission');
    END IF;
    v_reasons := blocked(s, v_me, ARRAY['conflict_declared', 'no_conflict', 'reviewer_not_author']);
    IF v_reasons IS NOT NULL THEN
        PERFORM refuse('MV409', v_reasons -> 0 ->> 'code', v_reasons);
    ELSIF jsonb_typeof(p_verdicts) IS DISTINCT FROM 'array' OR jsonb_array_length(p_verdicts) NOT BETWEEN 1 AND 500 THEN
        PERFORM refuse('MV422', 'verdicts_missing', '[{"code": "verdicts_missing", "pointer": "/verdicts"}]');
    END IF;
    SELECT coalesce(array_agg(p.question) FILTER (WHERE p.question IS NOT NULL), '{}'),
        coalesce(array_agg(p.finding::text) FILTER (WHERE p.finding IS NOT NULL), '{}') INTO v_questions, v_findings
    FROM judged_parts(s.id) p;
    SELECT jsonb_agg(x.problem ORDER BY x.place) INTO v_reasons FROM (
        SELECT g.place, verdict_problem(g.value, '/verdicts/' || g.place - 1, v_questions, v_findings) AS problem
        FROM jsonb_array_elements(p_verdicts) WITH ORDINALITY g (value, place)) x WHERE x.problem IS NOT NULL;
    IF v_reasons IS NOT NULL THEN
        PERFORM refuse('MV422', v_reasons -> 0 ->> 'code', v_reasons);
    END IF;
    FOR v_given IN SELECT g.value, g.place FROM jsonb_array_elements(p_verdicts) WITH ORDINALITY g (value, place) ORDER BY g.place LOOP
        INSERT INTO casebridge.verdict (report_id, number, organisation_id, case_id, submission, question, finding, verdict, text, given_by)
        VALUES (s.id, v_number + v_given.place, s.organisation_id, s.case_id, p_submission, v_given.value ->> 'question',
            (v_given.value ->> 'finding')::int, v_given.value ->> 'verdict', stripped(v_given.value ->> 'text'), v_me)
        RETURNING * INTO v_row;
        PERFORM record_change(s, 'verdict_given', 'report', s.id,
            jsonb_build_object('number', v_row.number, 'submission', v_row.submission, 'verdict', v_row.verdict), digest_of(written(v_row)));
    END LOOP;
    RETURN verdict_list(s.id);
END
$$;

-- What a dossier is written from. Only sealing gets the id of a new file, the moment and the case's key.
CREATE FUNCTION casebridge.dossier_content(s casebridge.subject, p_is_sealing boolean) RETURNS json
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT json_build_object('referral', r.id, 'version', r.version, 'case', c.number, 'case_id', c.id, 'number', r.number,
            'content_digest', r.content_digest, 'file_id', CASE WHEN p_is_sealing THEN uuid7() END,
            'sealed_at', CASE WHEN p_is_sealing THEN rfc3339(now()) END,
            'sender', json_build_object('name', n.name, 'country', n.country), 'authority', json_build_object('name', o.name, 'country', o.country),
            'contract', (contract_view(c.contract_id)::jsonb - 'case_id' - 'case_status' - 'case_number'), 'risk_profile', c.risk_profile,
            'submission', (SELECT json_build_object('number', x.number, 'submitted_at', rfc3339(x.submitted_at), 'form', f.name, 'form_hash', x.form_hash,
                'digest', x.digest, 'answers', x.content -> 'answers') FROM submission x JOIN form f ON f.hash = x.form_hash
                WHERE x.report_id = r.report_id ORDER BY x.number DESC LIMIT 1),
            'reporters', (SELECT json_agg(a.pseudonym ORDER BY a.pseudonym) FROM report_author x JOIN account a ON a.id = x.account_id WHERE x.report_id = r.report_id),
            'approvals', (SELECT json_agg(json_build_object('role', 'approver', 'by', a.pseudonym, 'at', rfc3339(p.approved_at)) ORDER BY p.approved_at)
                FROM referral_approval p JOIN account a ON a.id = p.account_id WHERE p.referral_id = r.id AND p.round = r.round),
            'review', (SELECT json_agg(json_build_object('action', e.action, 'by', a.pseudonym, 'at', rfc3339(to_timestamp(e.at_us / 1000000.0))) ORDER BY e.seq)
                FROM audit_event e JOIN account a ON a.id = CASE WHEN e.actor_kind = 'account' THEN e.actor::uuid END
                WHERE e.record_id = r.report_id AND e.record_kind = 'report' AND e.action IN ('recommend', 'approve')),
            'findings', (SELECT json_agg(json_build_object('number', f.number, 'kind', f.kind, 'category', f.category, 'phase', f.phase,
                'statement', f.statement, 'occurred_on', f.occurred_on, 'place', f.place, 'evidence', coalesce((SELECT json_agg(e.number ORDER BY e.number)
                    FROM finding_evidence fe JOIN evidence e ON e.id = fe.evidence_id WHERE fe.finding_id = f.id
                        AND EXISTS (SELECT FROM referral_evidence re WHERE re.referral_id = r.id AND re.evidence_id = e.id)), '[]')) ORDER BY rf.position)
                FROM referral_finding rf JOIN finding f ON f.id = rf.finding_id WHERE rf.referral_id = r.id),
            'evidence', coalesce((SELECT json_agg(json_build_object('id', e.id, 'number', e.number, 'title', e.title, 'origin', e.origin, 'file_name', e.file_name,
                'media_type', e.media_type, 'size', e.size, 'sha256', encode(e.sha256, 'hex'), 'added_at', rfc3339(e.added_at)) ORDER BY re.position)
                FROM referral_evidence re JOIN evidence e ON e.id = re.evidence_id WHERE re.referral_id = r.id), '[]'),
            'wrapped_key', (SELECT translate(encode(k.wrapped_key, 'base64'), E'\n', '') FROM case_key k
                WHERE k.case_id = c.id AND p_is_sealing))
        FROM referral r JOIN case_file c ON c.id = r.case_id JOIN organisation o ON o.id = r.authority_id JOIN organisation n ON n.id = r.organisation_id
        WHERE r.id = s.id);
END
$$;

-- The same for the sender's people before it is sealed, as far as the content stands: what the authority will read.
CREATE FUNCTION casebridge.dossier_preview(p_referral uuid) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := subject_of('referral', p_referral);
BEGIN
    IF s.id IS NULL OR NOT sees(me(), my_token_scopes(), s) THEN
        PERFORM refuse('MV404', 'not_found');
    ELSIF NOT (s.organisation_id = ANY (scope_organisations('referral.read'))) THEN
        PERFORM refuse('MV403', 'out_of_scope');
    ELSIF s.status NOT IN ('prepared', 'in_approval') THEN
        PERFORM refuse('MV409', 'referral_sealed_already');
    END IF;
    PERFORM append_event('case_reads', s.case_id, s.organisation_id, 'referral', s.id, 'dossier_previewed', '{}');
    RETURN dossier_content(s, false);
END
$$;

-- The due date that runs out next for a referral, for whoever sees the referral; an officer reads no clocks of cases.
CREATE FUNCTION casebridge.referral_due(p_referral uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := subject_of('referral', p_referral);
BEGIN
    IF s.id IS NULL OR NOT sees(me(), my_token_scopes(), s) THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT json_build_object('name', k.name, 'due_on', k.due_on, 'owed_by', k.owed_by, 'overdue', k.hard_at <= now(),
            'soft', k.soft_at <= now())
        FROM clock k WHERE k.record_id = s.id AND k.stopped_at IS NULL AND k.paused_at IS NULL ORDER BY k.hard_at LIMIT 1);
END
$$;

CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.referral_due(uuid), casebridge.verdict_list(uuid), casebridge.give_verdicts(uuid, int, jsonb), casebridge.dossier_preview(uuid)
    TO casebridge_app;
CALL guard.seal();
