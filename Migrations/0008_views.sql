-- What people read, as the JSON that the API answers and the pages show. Lists run as the app under row-level
-- security and name their scope; a single record is checked once and then read by the gate.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

CREATE FUNCTION casebridge.my_organisation() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN (SELECT organisation_id FROM account WHERE id = me());
END
$$;

CREATE POLICY reader ON casebridge.account FOR SELECT TO casebridge_app
    USING (organisation_id = (SELECT casebridge.my_organisation()));
CREATE POLICY reader ON casebridge.organisation FOR SELECT TO casebridge_app USING (true);
GRANT SELECT ON casebridge.organisation TO casebridge_app;
GRANT SELECT (id, organisation_id, name, pseudonym) ON casebridge.account TO casebridge_app;

CREATE FUNCTION casebridge.money(p_amount numeric, p_currency text) RETURNS json
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN p_amount IS NOT NULL THEN json_build_object('amount', trim_scale(p_amount)::text, 'currency', p_currency) END
$$;

-- A place in a list as callers see it: base64url of a JSON array of texts, without padding.
CREATE FUNCTION casebridge.cursor_text(p_parts text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN translate(encode(convert_to(array_to_json(p_parts)::text, 'UTF8'), 'base64'), E'+/=\n', '-_');
END
$$;

-- Who am I: roles, scopes, organisation.
CREATE FUNCTION casebridge.account_view() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    v_scopes text[] := my_token_scopes();
BEGIN
    RETURN (SELECT json_build_object('id', a.id, 'name', a.name, 'pseudonym', a.pseudonym, 'email', a.email, 'language', a.language,
            'time_zone', coalesce(a.time_zone, o.time_zone),
            'organisation', json_build_object('id', o.id, 'name', o.name, 'kind', o.kind, 'country', o.country, 'time_zone', o.time_zone),
            'roles', coalesce((SELECT json_agg(json_build_object('role', g.role, 'scope', g.scope) ORDER BY g.role) FROM role_grant g
                WHERE g.account_id = a.id AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL), '[]'),
            'permissions', coalesce((SELECT json_agg(x.permission ORDER BY x.permission) FROM (SELECT DISTINCT permission
                FROM role_grant g JOIN role r ON r.name = g.role CROSS JOIN unnest(r.permissions) permission
                WHERE g.account_id = a.id AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL
                    AND (v_scopes IS NULL OR permission = ANY (v_scopes))) x), '[]'),
            'token_scopes', to_json(v_scopes))
        FROM account a JOIN organisation o ON o.id = a.organisation_id WHERE a.id = v_me);
END
$$;

CREATE FUNCTION casebridge.contract_list(p_filter jsonb) RETURNS json
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, casebridge, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_organisation uuid := my_organisation();
    v_limit int := least(coalesce((p_filter ->> 'limit')::int, 50), 100);
    v_country text := p_filter ->> 'country';
    v_min numeric := (p_filter ->> 'min_score')::numeric;
    v_flags text[] := CASE WHEN p_filter ? 'flag' THEN ARRAY(SELECT jsonb_array_elements_text(p_filter -> 'flag')) END;
    v_query tsquery := CASE WHEN btrim(coalesce(p_filter ->> 'q', '')) <> '' THEN websearch_to_tsquery('simple', p_filter ->> 'q') END;
    v_buyer text := p_filter ->> 'buyer';
    v_supplier text := p_filter ->> 'supplier';
    -- What LIKE reads as a wildcard is a letter of the name here.
    v_part_of_buyer text := '%' || regexp_replace(v_buyer, '([\\%_])', '\\\1', 'g') || '%';
    v_part_of_supplier text := '%' || regexp_replace(v_supplier, '([\\%_])', '\\\1', 'g') || '%';
    v_cpv text := p_filter ->> 'cpv';
    v_rank numeric := coalesce((p_filter ->> 'after_rank')::numeric, 1000);
    v_after uuid := coalesce((p_filter ->> 'after_id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    v_division text := CASE WHEN length(v_cpv) = 2 THEN v_cpv END;
    -- With more digits and no filter beside them but a score, the page is known from the index of codes.
    v_page tid[] := CASE WHEN v_division IS NULL AND v_cpv IS NOT NULL AND v_country IS NULL AND v_flags IS NULL AND v_query IS NULL
        AND v_buyer IS NULL AND v_supplier IS NULL THEN contracts_of_code(v_cpv, coalesce(v_min, -1), v_rank, v_after, v_limit + 1) END;
BEGIN
    RETURN (
        WITH page AS (
            SELECT c.* FROM contract c
            WHERE (c.rank, c.id) < (v_rank, v_after)
                AND (v_page IS NULL OR c.ctid = ANY (v_page))
                AND NOT EXISTS (SELECT FROM contract_merge m WHERE m.contract_id = c.id)
                AND (v_country IS NULL OR c.country = v_country)
                AND (v_min IS NULL OR c.rank >= v_min)
                AND (v_flags IS NULL OR c.flags @> v_flags)
                AND (v_query IS NULL OR c.words @@ v_query)
                AND (v_buyer IS NULL OR c.buyer_name ILIKE v_part_of_buyer OR c.buyer_identifier = v_buyer)
                AND (v_supplier IS NULL OR c.suppliers_text ILIKE v_part_of_supplier)
                AND (v_division IS NULL OR left(c.cpv, 2) = v_division)
                AND (v_cpv IS NULL OR v_division IS NOT NULL OR v_page IS NOT NULL OR c.cpv LIKE v_cpv || '%')
            ORDER BY c.rank DESC, c.id DESC LIMIT v_limit + 1
        ), shown AS (
            SELECT * FROM page ORDER BY rank DESC, id DESC LIMIT v_limit
        )
        SELECT json_build_object(
            'items', coalesce(json_agg(json_build_object('id', c.id, 'title', c.title, 'language', c.language, 'country', c.country,
                'buyer', c.buyer_name, 'suppliers', c.suppliers, 'value', money(c.value_amount, c.value_currency),
                'estimated_value', money(c.estimated_amount, c.estimated_currency), 'cpv', c.cpv, 'lot', c.lot_key,
                'published_on', c.published_on, 'score', c.score, 'coverage', c.coverage,
                'flags', (SELECT coalesce(json_agg(json_build_object('id', i.id, 'colour', i.colour) ORDER BY i.colour DESC, i.id), '[]')
                    FROM indicator i WHERE i.id = ANY (c.flags)),
                'case_id', f.id, 'case_status', f.status, 'case_number', f.number) ORDER BY c.rank DESC, c.id DESC), '[]'),
            'next', (SELECT CASE WHEN (SELECT count(*) FROM page) > v_limit THEN
                cursor_text(ARRAY[l.rank::text, l.id::text]) END FROM shown l ORDER BY l.rank, l.id LIMIT 1))
        FROM shown c
        LEFT JOIN LATERAL (
            SELECT x.id, x.status, x.number FROM case_file x
            WHERE x.contract_id = c.id AND x.organisation_id = v_organisation ORDER BY x.id DESC LIMIT 1
        ) f ON true);
END
$$;

CREATE FUNCTION casebridge.contract_view(p_contract uuid) RETURNS json
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_organisation uuid := my_organisation();
    v_answer json;
BEGIN
    SELECT json_build_object('id', c.id, 'title', c.title, 'description', c.description, 'language', c.language, 'lot', c.lot_key,
        'country', c.country, 'buyer', json_build_object('name', c.buyer_name, 'identifier', c.buyer_identifier),
        'suppliers', c.suppliers, 'value', money(c.value_amount, c.value_currency),
        'estimated_value', money(c.estimated_amount, c.estimated_currency), 'cpv', c.cpv, 'nuts', c.nuts,
        'published_on', c.published_on, 'deadline_on', c.deadline_on, 'concluded_on', c.concluded_on,
        'score', c.score, 'coverage', c.coverage,
        'procedure', json_build_object('id', c.procedure_id, 'type', c.procedure_type, 'lots',
            (SELECT count(DISTINCT o.lot_key) FROM contract o WHERE o.procedure_id = c.procedure_id)),
        'notices', (SELECT coalesce(json_agg(json_build_object('number', n.number, 'type', n.type, 'form', n.form, 'format', n.format,
                'published_on', n.published_on, 'link', 'https://ted.europa.eu/en/notice/-/detail/' || n.number)
                ORDER BY n.published_on DESC NULLS LAST, n.number DESC), '[]')
            FROM contract_notice cn JOIN notice n ON n.id = cn.notice_id WHERE cn.contract_id = c.id),
        'indicators', (SELECT coalesce(json_agg(json_build_object('id', r.indicator, 'colour', i.colour, 'result', r.result,
                'inputs', r.inputs, 'threshold', r.threshold, 'notice', n.number)
                ORDER BY array_position(ARRAY['flag', 'missing_data', 'no_flag', 'not_applicable'], r.result), i.colour DESC, r.indicator), '[]')
            FROM contract_result r JOIN indicator i ON i.id = r.indicator JOIN notice n ON n.id = r.notice_id WHERE r.contract_id = c.id),
        'case_id', f.id, 'case_status', f.status, 'case_number', f.number)
    INTO v_answer
    FROM contract c
    LEFT JOIN LATERAL (
        SELECT x.id, x.status, x.number FROM case_file x
        WHERE x.contract_id = c.id AND x.organisation_id = v_organisation ORDER BY x.id DESC LIMIT 1
    ) f ON true
    WHERE c.id = p_contract;
    IF v_answer IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'MV404', MESSAGE = 'not_found';
    END IF;
    RETURN v_answer;
END
$$;

-- A worklist, the newest first. By the gate, with the same two reaches as the policies of row-level security, each
-- asked once: the organisations of the caller's roles, and the cases that are assigned to him. Planning these queries
-- costs more than running them, so their plans are kept.
CREATE FUNCTION casebridge.case_list(p_status text[], p_assignee uuid, p_overdue boolean, p_limit int, p_after timestamptz, p_after_id uuid)
RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_identity text[] := verified_identity();
    v_organisations uuid[] := organisations_of(v_identity, 'case.read');
    v_me uuid := account_of(v_identity);
    v_mine uuid := (SELECT organisation_id FROM account WHERE id = v_me);
    v_limit int := least(coalesce(p_limit, 50), 100);
    v_after timestamptz := coalesce(p_after, 'infinity');
    v_after_id uuid := coalesce(p_after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    v_statuses text[] := p_status;
    v_lines json[];
BEGIN
    IF v_statuses IS NULL THEN
        v_statuses := ARRAY(SELECT DISTINCT s.name FROM workflow w JOIN workflow_status s ON s.workflow_id = w.id WHERE w.kind = 'case');
    END IF;
    IF p_assignee IS NOT NULL THEN
        v_lines := ARRAY(SELECT line_for(c.line, c.next_hard_at, c.organisation_id = v_mine)
            FROM assignment a JOIN case_file c ON c.id = a.case_id
            WHERE a.monitor_id = p_assignee AND a.has_access AND c.status = ANY (v_statuses) AND (c.updated_at, c.id) < (v_after, v_after_id)
                AND (c.organisation_id = ANY (v_organisations) OR c.id IN (SELECT my_cases('case.read')))
                AND (p_overdue IS NOT TRUE OR c.next_hard_at <= now())
            ORDER BY c.updated_at DESC, c.id DESC LIMIT v_limit + 1);
    ELSIF p_overdue THEN
        v_lines := ARRAY(SELECT line_for(c.line, c.next_hard_at, c.organisation_id = v_mine) FROM case_file c
            WHERE c.id IN (SELECT k.case_id FROM clock k WHERE k.organisation_id = ANY (v_organisations) AND k.stopped_at IS NULL
                    AND k.paused_at IS NULL AND k.hard_at <= now()
                UNION ALL
                SELECT k.case_id FROM clock k JOIN my_cases('case.read') m (id) ON m.id = k.case_id
                WHERE k.stopped_at IS NULL AND k.paused_at IS NULL AND k.hard_at <= now())
                AND c.status = ANY (v_statuses) AND (c.updated_at, c.id) < (v_after, v_after_id)
            ORDER BY c.updated_at DESC, c.id DESC LIMIT v_limit + 1);
    ELSIF cardinality(v_organisations) = 1 AND cardinality(v_statuses) = 1 THEN
        -- The commonest worklist is read in the order of its index, without the sort that several would need.
        v_lines := ARRAY(SELECT line_for(c.line, c.next_hard_at, c.organisation_id = v_mine) FROM case_file c
            WHERE c.organisation_id = v_organisations[1] AND c.status = v_statuses[1] AND (c.updated_at, c.id) < (v_after, v_after_id)
            ORDER BY c.updated_at DESC, c.id DESC LIMIT v_limit + 1);
    ELSIF cardinality(v_organisations) > 0 THEN
        v_lines := ARRAY(SELECT line_for(x.line, x.next_hard_at, x.organisation_id = v_mine)
            FROM unnest(v_organisations) o (id) CROSS JOIN unnest(v_statuses) s (name)
            CROSS JOIN LATERAL (SELECT c.id, c.organisation_id, c.updated_at, c.line, c.next_hard_at FROM case_file c
                WHERE c.organisation_id = o.id AND c.status = s.name AND (c.updated_at, c.id) < (v_after, v_after_id)
                ORDER BY c.updated_at DESC, c.id DESC LIMIT v_limit + 1) x
            ORDER BY x.updated_at DESC, x.id DESC LIMIT v_limit + 1);
    ELSE
        v_lines := ARRAY(SELECT line_for(c.line, c.next_hard_at, c.organisation_id = v_mine)
            FROM my_cases('case.read') m (id) JOIN case_file c ON c.id = m.id
            WHERE c.status = ANY (v_statuses) AND (c.updated_at, c.id) < (v_after, v_after_id)
            ORDER BY c.updated_at DESC, c.id DESC LIMIT v_limit + 1);
    END IF;
    RETURN json_build_object('items', array_to_json(coalesce(v_lines[1:v_limit], '{}')), 'next', CASE WHEN cardinality(v_lines) > v_limit THEN
        cursor_text(ARRAY[v_lines[v_limit] ->> 'updated_at', v_lines[v_limit] ->> 'id']) END);
END
$$;

-- What a monitor is told of a referral's end: as much as the authority allows, and never more.
CREATE FUNCTION casebridge.told_outcome(r casebridge.referral) RETURNS json
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF r.outcome IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN CASE r.may_tell_monitor
        WHEN 'yes' THEN json_build_object('told', 'yes', 'outcome', r.outcome, 'message', r.message)
        WHEN 'partly' THEN json_build_object('told', 'partly', 'message', r.message)
        ELSE json_build_object('told', 'no') END;
END
$$;

CREATE FUNCTION casebridge.case_view(p_case uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_identity text[] := verified_identity();
    v_me uuid;
    v_scopes text[];
    s subject := subject_of('case', p_case);
    v_sees boolean;
    v_referrals boolean;
BEGIN
    IF v_identity[1] <> 'account' THEN
        PERFORM refuse('MV401', 'not_an_account');
    END IF;
    v_me := v_identity[2]::uuid;
    -- The commonest readers are recognised by one query: their roles span the organisation of the case.
    SELECT bool_or('case.read' = ANY (p.permissions)), bool_or('referral.read' = ANY (p.permissions)) INTO v_sees, v_referrals
    FROM role_grant g
    JOIN role p ON p.name = g.role
    WHERE g.account_id = v_me AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL
        AND g.scope = 'organisation' AND g.organisation_id = s.organisation_id AND v_identity[4] = '';
    IF v_sees IS NOT TRUE OR NOT v_referrals THEN
        v_scopes := my_token_scopes();
        IF s.id IS NULL OR NOT sees(v_me, v_scopes, s) THEN
            PERFORM refuse('MV404', 'not_found');
        END IF;
        v_referrals := s.organisation_id = ANY (scope_organisations('referral.read'));
    END IF;
    RETURN (SELECT json_build_object('id', c.id, 'number', c.number, 'title', c.title, 'status', c.status, 'version', c.version,
            'country', c.country, 'opened_at', rfc3339(c.opened_at), 'updated_at', rfc3339(c.updated_at),
            'contract', json_build_object('id', t.id, 'title', t.title, 'buyer', t.buyer_name, 'suppliers', t.suppliers, 'language', t.language,
                'value', money(t.value_amount, t.value_currency), 'published_on', t.published_on),
            'risk_profile', c.risk_profile,
            'assignments', coalesce((SELECT json_agg(json_build_object('id', a.id, 'status', a.status, 'version', a.version, 'due_on', a.due_on,
                'monitor', json_build_object('id', m.id, 'name', m.name), 'is_mine', a.monitor_id = v_me) ORDER BY a.id)
                FROM assignment a JOIN account m ON m.id = a.monitor_id WHERE a.case_id = c.id), '[]'),
            'reports', coalesce((SELECT json_agg(json_build_object('id', r.id, 'status', r.status, 'version', r.version,
                'authors', (SELECT json_agg(m.name ORDER BY m.name) FROM report_author x JOIN account m ON m.id = x.account_id WHERE x.report_id = r.id),
                'is_mine', EXISTS (SELECT FROM report_author x WHERE x.report_id = r.id AND x.account_id = v_me),
                'updated_at', rfc3339(r.updated_at)) ORDER BY r.id) FROM report r WHERE r.case_id = c.id), '[]'),
            'referrals', CASE WHEN v_referrals THEN coalesce((SELECT json_agg(json_build_object('id', r.id, 'number', r.number, 'status', r.status,
                'version', r.version, 'authority', json_build_object('id', o.id, 'name', o.name), 'outcome', r.outcome) ORDER BY r.number)
                FROM referral r JOIN organisation o ON o.id = r.authority_id WHERE r.case_id = c.id), '[]')
                ELSE coalesce((SELECT json_agg(json_build_object('number', r.number, 'status', r.status, 'authority', json_build_object('name', o.name),
                    'outcome', told_outcome(r)) ORDER BY r.number)
                FROM referral r JOIN organisation o ON o.id = r.authority_id WHERE r.case_id = c.id AND r.is_delivered), '[]') END,
            'clocks', coalesce((SELECT json_agg(json_build_object('name', k.name, 'record_kind', k.record_kind, 'record_id', k.record_id, 'due_on', k.due_on,
                'zone', k.zone, 'owed_by', k.owed_by, 'paused', k.paused_at IS NOT NULL, 'soft', k.soft_at <= now(),
                'overdue', k.paused_at IS NULL AND k.hard_at <= now()) ORDER BY k.hard_at)
                FROM clock k WHERE k.case_id = c.id AND k.stopped_at IS NULL), '[]'),
            'my_declaration', (SELECT json_build_object('has_conflict', d.has_conflict, 'statement', d.statement, 'declared_at', rfc3339(d.declared_at))
                FROM conflict_declaration d WHERE d.case_id = c.id AND d.account_id = v_me ORDER BY d.id DESC LIMIT 1))
        FROM case_file c JOIN contract t ON t.id = c.contract_id WHERE c.id = s.id);
END
$$;

-- The last events of a case as a person of the organisation may read them: who by name inside, the authority as such.
CREATE FUNCTION casebridge.case_timeline(p_case uuid, p_limit int DEFAULT 50) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := subject_of('case', p_case);
BEGIN
    IF s.id IS NULL OR NOT sees(me(), my_token_scopes(), s) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    RETURN (SELECT coalesce(json_agg(json_build_object('at', rfc3339(to_timestamp(e.at_us / 1000000.0)), 'kind', e.record_kind, 'action', e.action,
            'from', nullif(e.from_status, ''), 'to', e.to_status,
            'actor', CASE WHEN a.organisation_id = s.organisation_id THEN a.name WHEN a.id IS NOT NULL THEN o.name END,
            'actor_kind', e.actor_kind,
            'reason', CASE WHEN a.organisation_id = s.organisation_id THEN p.body::jsonb ->> 'reason' END) ORDER BY e.seq DESC), '[]')
        FROM (SELECT * FROM audit_event WHERE chain_id = s.id AND chain_kind = 'case' ORDER BY seq DESC LIMIT least(p_limit, 200)) e
        LEFT JOIN event_private p ON p.chain_id = e.chain_id AND p.chain_kind = e.chain_kind AND p.seq = e.seq
        LEFT JOIN account a ON a.id = CASE WHEN e.actor_kind = 'account' THEN e.actor::uuid END
        LEFT JOIN organisation o ON o.id = a.organisation_id);
END
$$;

CREATE FUNCTION casebridge.report_view(p_report uuid) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    v_scopes text[] := my_token_scopes();
    s subject := subject_of('report', p_report);
    v_author boolean;
    v_last submission;
BEGIN
    IF s.id IS NULL OR NOT sees(v_me, v_scopes, s) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    v_author := EXISTS (SELECT FROM report_author WHERE report_id = s.id AND account_id = v_me);
    SELECT * INTO v_last FROM submission WHERE report_id = s.id ORDER BY number DESC LIMIT 1;
    -- A draft is its authors'. Others read what was submitted, persons included: their reading is an event.
    IF NOT v_author THEN
        PERFORM append_event('case_reads', s.case_id, s.organisation_id, 'report', s.id, 'report_read', '{}');
    END IF;
    RETURN (SELECT json_build_object('id', r.id, 'case_id', r.case_id, 'case_number', c.number, 'case_title', c.title, 'status', r.status,
            'version', r.version, 'content_version', r.content_version, 'form', f.name, 'form_hash', r.form_hash, 'is_editable', r.is_editable,
            'is_author', v_author,
            'answers', CASE WHEN v_author THEN r.answers ELSE coalesce(v_last.content -> 'answers', '{}') END,
            'problems', CASE WHEN v_author THEN r.problems END,
            'authors', (SELECT json_agg(json_build_object('name', m.name, 'pseudonym', m.pseudonym) ORDER BY m.name)
                FROM report_author x JOIN account m ON m.id = x.account_id WHERE x.report_id = r.id),
            'findings', coalesce((SELECT json_agg(json_build_object('id', g.id, 'number', g.number, 'replaces', g.replaces, 'kind', g.kind,
                'category', g.category, 'phase', g.phase, 'statement', g.statement, 'occurred_on', g.occurred_on, 'place', g.place,
                'is_replaced', EXISTS (SELECT FROM finding h WHERE h.report_id = g.report_id AND h.replaces = g.number),
                'evidence', coalesce((SELECT json_agg(json_build_object('id', e.id, 'number', e.number, 'title', e.title) ORDER BY e.number)
                    FROM finding_evidence fe JOIN evidence e ON e.id = fe.evidence_id WHERE fe.finding_id = g.id), '[]')) ORDER BY g.number)
                FROM finding g WHERE g.report_id = r.id AND (v_author OR g.created_at <= v_last.submitted_at)), '[]'),
            'evidence', coalesce((SELECT json_agg(json_build_object('id', e.id, 'number', e.number, 'title', e.title, 'origin', e.origin,
                'file_name', e.file_name, 'media_type', e.media_type, 'size', e.size, 'sha256', encode(e.sha256, 'hex'),
                'added_at', rfc3339(e.added_at),
                'status', CASE WHEN e.quarantined_at IS NOT NULL THEN 'quarantined' WHEN e.verified_at IS NULL THEN 'received' ELSE 'verified' END)
                ORDER BY e.number)
                FROM evidence e WHERE e.report_id = r.id AND (v_author OR e.added_at <= v_last.submitted_at)), '[]'),
            'comments', coalesce((SELECT json_agg(json_build_object('id', k.id, 'question', k.question, 'finding', k.finding, 'text', k.text,
                'author', m.name, 'written_at', rfc3339(k.written_at)) ORDER BY k.id)
                FROM comment k JOIN account m ON m.id = k.author_id WHERE k.report_id = r.id), '[]'),
            'submissions', coalesce((SELECT json_agg(json_build_object('number', x.number, 'submitted_at', rfc3339(x.submitted_at), 'digest', x.digest)
                ORDER BY x.number) FROM submission x WHERE x.report_id = r.id), '[]'))
        FROM report r JOIN case_file c ON c.id = r.case_id JOIN form f ON f.hash = r.form_hash WHERE r.id = s.id);
END
$$;

CREATE FUNCTION casebridge.submission_view(p_report uuid, p_number int) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := subject_of('report', p_report);
    v_answer json;
BEGIN
    IF s.id IS NULL OR NOT sees(me(), my_token_scopes(), s) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    SELECT json_build_object('report_id', x.report_id, 'number', x.number, 'submitted_at', rfc3339(x.submitted_at), 'form_hash', x.form_hash,
        'form', f.name, 'digest', x.digest, 'content', x.content) INTO v_answer
    FROM submission x JOIN form f ON f.hash = x.form_hash WHERE x.report_id = s.id AND x.number = p_number;
    IF v_answer IS NULL THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    IF NOT EXISTS (SELECT FROM report_author WHERE report_id = s.id AND account_id = me()) THEN
        PERFORM append_event('case_reads', s.case_id, s.organisation_id, 'report', s.id, 'submission_read',
            jsonb_build_object('number', p_number)::text);
    END IF;
    RETURN v_answer;
END
$$;

-- Reports in the caller's reach by status, those that wait longest first: the reviewers' and approvers' queue.
CREATE FUNCTION casebridge.report_list(p_status text[], p_limit int, p_after timestamptz DEFAULT NULL, p_after_id uuid DEFAULT NULL)
RETURNS json
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_limit int := least(coalesce(p_limit, 50), 100);
    v_after timestamptz := coalesce(p_after, '-infinity');
    v_after_id uuid := coalesce(p_after_id, '00000000-0000-0000-0000-000000000000');
BEGIN
    RETURN (
        WITH page AS (
            SELECT r.id, r.case_id, r.status, r.updated_at
            FROM unnest(scope_organisations('report.read')) o (id) CROSS JOIN unnest(p_status) s (name)
            CROSS JOIN LATERAL (SELECT y.id, y.case_id, y.status, y.updated_at FROM report y
                WHERE y.organisation_id = o.id AND y.status = s.name AND (y.updated_at, y.id) > (v_after, v_after_id)
                ORDER BY y.updated_at, y.id LIMIT v_limit + 1) r
            ORDER BY r.updated_at, r.id LIMIT v_limit + 1
        ), shown AS (SELECT * FROM page ORDER BY updated_at, id LIMIT v_limit)
        SELECT json_build_object('items', coalesce(json_agg(json_build_object('id', x.id, 'case_id', x.case_id, 'case_number', c.number,
                'title', c.title, 'status', x.status, 'updated_at', rfc3339(x.updated_at)) ORDER BY x.updated_at, x.id), '[]'),
            'next', CASE WHEN (SELECT count(*) FROM page) > v_limit THEN
                (SELECT cursor_text(ARRAY[rfc3339(l.updated_at), l.id::text]) FROM shown l ORDER BY l.updated_at DESC, l.id DESC LIMIT 1) END)
        FROM shown x JOIN case_file c ON c.id = x.case_id);
END
$$;

-- Referrals, the newest first: a sender's by their last change, an authority's by their arrival.
CREATE FUNCTION casebridge.referral_list(p_status text[], p_limit int, p_after timestamptz DEFAULT NULL, p_after_id uuid DEFAULT NULL)
RETURNS json
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_limit int := least(coalesce(p_limit, 50), 100);
    v_after timestamptz := coalesce(p_after, 'infinity');
    v_after_id uuid := coalesce(p_after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    v_statuses text[] := p_status;
BEGIN
    IF v_statuses IS NULL THEN
        v_statuses := ARRAY(SELECT DISTINCT s.name FROM workflow w JOIN workflow_status s ON s.workflow_id = w.id WHERE w.kind = 'referral');
    END IF;
    RETURN (
        WITH page AS (
            SELECT * FROM (
                SELECT r.id, r.updated_at AS sort_at FROM unnest(scope_organisations('referral.read')) g (id) CROSS JOIN unnest(v_statuses) s (name)
                CROSS JOIN LATERAL (SELECT y.id, y.updated_at FROM referral y
                    WHERE y.organisation_id = g.id AND y.status = s.name AND (y.updated_at, y.id) < (v_after, v_after_id)
                    ORDER BY y.updated_at DESC, y.id DESC LIMIT v_limit + 1) r
                UNION ALL
                SELECT r.id, r.sent_at FROM unnest(scope_authorities('referral.read')) g (id) CROSS JOIN unnest(v_statuses) s (name)
                CROSS JOIN LATERAL (SELECT y.id, y.sent_at FROM referral y
                    WHERE y.authority_id = g.id AND y.is_delivered AND y.status = s.name AND (y.sent_at, y.id) < (v_after, v_after_id)
                    ORDER BY y.sent_at DESC, y.id DESC LIMIT v_limit + 1) r) both_sides
            ORDER BY sort_at DESC, id DESC LIMIT v_limit + 1
        ), shown AS (SELECT * FROM page ORDER BY sort_at DESC, id DESC LIMIT v_limit)
        SELECT json_build_object('items', coalesce(json_agg(json_build_object('id', x.id, 'number', x.number, 'case_number', c.number,
                'case_id', c.id, 'title', coalesce(c.title, t.title), 'status', x.status, 'version', x.version, 'authority', o.name, 'sender', n.name,
                'sent_at', rfc3339(x.sent_at), 'reference_number', x.reference_number, 'outcome', x.outcome,
                'next_due', d.due) ORDER BY y.sort_at DESC, x.id DESC), '[]'),
            'next', CASE WHEN (SELECT count(*) FROM page) > v_limit THEN
                (SELECT cursor_text(ARRAY[rfc3339(l.sort_at), l.id::text]) FROM shown l ORDER BY l.sort_at, l.id LIMIT 1) END)
        FROM shown y
        JOIN referral x ON x.id = y.id
        JOIN organisation o ON o.id = x.authority_id
        JOIN organisation n ON n.id = x.organisation_id
        LEFT JOIN case_file c ON c.id = x.case_id
        LEFT JOIN LATERAL referral_title(x.id) t (title) ON true
        LEFT JOIN LATERAL referral_due(x.id) d (due) ON true);
END
$$;

-- An officer reads no case; the title of the contract is what his inbox shows.
CREATE FUNCTION casebridge.referral_title(p_referral uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := subject_of('referral', p_referral);
BEGIN
    IF s.id IS NULL OR NOT sees(me(), my_token_scopes(), s) THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT title FROM case_file WHERE id = s.case_id);
END
$$;

-- What the authority still misses before a referral may go: one line each, met or not.
CREATE FUNCTION casebridge.completeness(s casebridge.subject) RETURNS json
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT json_agg(json_build_object('part', x.part, 'met', x.met) ORDER BY x.position) FROM (VALUES
        (1, 'authority_chosen', req.authority_chosen(s, NULL) IS NULL),
        (2, 'report_approved', req.report_approved(s, NULL) IS NULL),
        (3, 'findings_named', EXISTS (SELECT FROM referral_finding WHERE referral_id = s.id)),
        (4, 'facts_have_evidence', NOT EXISTS (SELECT FROM referral_finding rf JOIN finding f ON f.id = rf.finding_id AND f.kind = 'fact'
            WHERE rf.referral_id = s.id AND NOT EXISTS (SELECT FROM finding_evidence fe JOIN referral_evidence re ON re.evidence_id = fe.evidence_id
                AND re.referral_id = s.id WHERE fe.finding_id = f.id))),
        (5, 'evidence_verified', req.evidence_verified(s, NULL) IS NULL),
        (6, 'two_approvals', req.two_approvals(s, NULL) IS NULL)) x (position, part, met));
END
$$;

-- A referral as its sender or as an officer sees it. An officer's first look is an event that the sender may know;
-- who looked stays with the authority.
CREATE FUNCTION casebridge.referral_view(p_referral uuid) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    s subject := subject_of('referral', p_referral);
    v_sender boolean;
BEGIN
    IF s.id IS NULL OR NOT sees(v_me, my_token_scopes(), s) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    v_sender := s.organisation_id = ANY (scope_organisations('referral.read'));
    IF NOT v_sender THEN
        IF EXISTS (SELECT FROM referral WHERE id = s.id AND first_opened_at IS NULL) THEN
            PERFORM lock_case(s.case_id);
            UPDATE referral SET first_opened_at = now() WHERE id = s.id AND first_opened_at IS NULL;
            IF FOUND THEN
                PERFORM record_change(s, 'first_opened', 'referral', s.id, NULL);
            END IF;
        END IF;
        PERFORM append_event('case_reads', s.case_id, s.organisation_id, 'referral', s.id, 'referral_read', '{}');
    END IF;
    RETURN (SELECT json_build_object('id', r.id, 'number', r.number, 'case_number', c.number, 'case_id', CASE WHEN v_sender THEN c.id END,
            'title', c.title, 'status', r.status, 'version', r.version, 'side', CASE WHEN v_sender THEN 'sender' ELSE 'authority' END,
            'authority', json_build_object('id', o.id, 'name', o.name, 'country', o.country),
            'sender', json_build_object('id', n.id, 'name', n.name, 'country', n.country),
            'content_digest', r.content_digest, 'manifest_sha256', r.manifest_sha256,
            'sent_at', rfc3339(r.sent_at), 'first_opened_at', rfc3339(r.first_opened_at), 'reference_number', r.reference_number,
            'outcome', r.outcome, 'amount_recovered', money(r.amount_recovered, r.currency), 'may_tell_monitor', r.may_tell_monitor, 'message', r.message,
            'contract', json_build_object('id', t.id, 'title', t.title, 'buyer', t.buyer_name, 'suppliers', t.suppliers, 'language', t.language,
                'value', money(t.value_amount, t.value_currency)),
            'risk_profile', c.risk_profile,
            'findings', coalesce((SELECT json_agg(json_build_object('id', f.id, 'number', f.number, 'kind', f.kind, 'category', f.category, 'phase', f.phase,
                'statement', f.statement, 'occurred_on', f.occurred_on, 'place', f.place,
                'evidence', coalesce((SELECT json_agg(e.number ORDER BY e.number) FROM finding_evidence fe JOIN evidence e ON e.id = fe.evidence_id
                    WHERE fe.finding_id = f.id AND EXISTS (SELECT FROM referral_evidence re WHERE re.referral_id = r.id AND re.evidence_id = e.id)), '[]'))
                ORDER BY rf.position) FROM referral_finding rf JOIN finding f ON f.id = rf.finding_id WHERE rf.referral_id = r.id), '[]'),
            'evidence', coalesce((SELECT json_agg(json_build_object('id', e.id, 'number', e.number, 'title', e.title, 'origin', e.origin,
                'file_name', e.file_name, 'media_type', e.media_type, 'size', e.size, 'sha256', encode(e.sha256, 'hex')) ORDER BY re.position)
                FROM referral_evidence re JOIN evidence e ON e.id = re.evidence_id WHERE re.referral_id = r.id), '[]'),
            'approvals', CASE WHEN v_sender THEN coalesce((SELECT json_agg(json_build_object('account', a.name, 'approved_at', rfc3339(p.approved_at),
                'is_mine', p.account_id = v_me) ORDER BY p.approved_at) FROM referral_approval p JOIN account a ON a.id = p.account_id
                WHERE p.referral_id = r.id AND p.round = r.round), '[]') END,
            'completeness', CASE WHEN v_sender THEN completeness(s) END,
            'dossier', (SELECT json_build_object('ready', d.packaged_at IS NOT NULL, 'size', d.size, 'sha256', encode(d.package_sha256, 'hex'))
                FROM dossier d WHERE d.referral_id = r.id),
            'questions', coalesce((SELECT json_agg(json_build_object('number', q.number, 'text', q.text, 'due_on', q.due_on, 'asked_at', rfc3339(q.asked_at),
                'answer', x.text, 'answered_at', rfc3339(x.answered_at)) ORDER BY q.number)
                FROM referral_question q LEFT JOIN referral_answer x ON x.referral_id = q.referral_id AND x.number = q.number
                WHERE q.referral_id = r.id), '[]'),
            'clocks', coalesce((SELECT json_agg(json_build_object('name', k.name, 'due_on', k.due_on, 'owed_by', k.owed_by, 'paused', k.paused_at IS NOT NULL,
                'overdue', k.paused_at IS NULL AND k.hard_at <= now()) ORDER BY k.hard_at) FROM clock k WHERE k.record_id = r.id AND k.stopped_at IS NULL), '[]'))
        FROM referral r JOIN case_file c ON c.id = r.case_id JOIN contract t ON t.id = c.contract_id
        JOIN organisation o ON o.id = r.authority_id JOIN organisation n ON n.id = r.organisation_id
        WHERE r.id = s.id);
END
$$;

-- All that the dossier of a referral is written from, for a person who may seal it. Monitors appear by pseudonym.
CREATE FUNCTION casebridge.dossier_source(p_referral uuid) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := begin_change('referral', p_referral, 'referral.seal');
    v_reasons jsonb;
BEGIN
    IF s.status <> 'in_approval' THEN
        PERFORM refuse('MV409', 'not_in_approval');
    END IF;
    v_reasons := blocked(s, me(), ARRAY['two_approvals', 'evidence_verified']);
    IF v_reasons IS NOT NULL THEN
        PERFORM refuse('MV409', v_reasons -> 0 ->> 'code', v_reasons);
    END IF;
    RETURN dossier_content(s, true);
END
$$;

CREATE FUNCTION casebridge.authorities_view(p_case uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    s subject := subject_of('case', p_case);
BEGIN
    IF s.id IS NULL OR NOT sees(me(), my_token_scopes(), s) OR NOT (s.organisation_id = ANY (scope_organisations('referral.read'))) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    RETURN (SELECT json_build_object('items', coalesce(json_agg(json_build_object('id', a.id, 'name', o.name, 'country', o.country,
            'languages', a.languages, 'proposed', c.country = ANY (a.countries),
            'why', CASE WHEN c.country = ANY (a.countries) THEN 'country_of_the_contract' ELSE 'other_country' END,
            'open_referral', EXISTS (SELECT FROM referral r WHERE r.case_id = c.id AND r.authority_id = a.id AND r.is_open))
            ORDER BY (c.country = ANY (a.countries)) DESC, o.name), '[]'))
        FROM case_file c CROSS JOIN authority a JOIN organisation o ON o.id = a.id
        WHERE c.id = s.id AND current_date >= a.valid_from AND (a.valid_until IS NULL OR current_date <= a.valid_until));
END
$$;

-- The organisation's monitors, for an offer: what they carry now and whether their training holds.
CREATE FUNCTION casebridge.monitor_list() RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_organisations uuid[] := scope_organisations('monitor.list');
BEGIN
    IF cardinality(v_organisations) = 0 THEN
        PERFORM refuse('MV403', 'role_missing');
    END IF;
    RETURN (SELECT json_build_object('items', coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'pseudonym', a.pseudonym, 'language', a.language,
            'languages', to_json(a.languages), 'regions', to_json(a.regions),
            'open_assignments', (SELECT count(*) FROM assignment s WHERE s.monitor_id = a.id AND s.is_open),
            'training_until', (SELECT max(t.valid_until) FROM training t WHERE t.account_id = a.id AND t.valid_from <= current_date)) ORDER BY a.name), '[]'))
        FROM account a
        WHERE a.organisation_id = ANY (v_organisations) AND a.disabled_at IS NULL AND EXISTS (
            SELECT FROM role_grant g JOIN role p ON p.name = g.role AND 'assignment.accept' = ANY (p.permissions)
            WHERE g.account_id = a.id AND g.granted_at IS NOT NULL AND g.revoked_at IS NULL));
END
$$;

-- The log for auditors of the organisation: its own chains, in order. Persons of an authority stay inside it.
CREATE FUNCTION casebridge.audit_list(p_filter jsonb) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_organisations uuid[] := scope_organisations('audit.read');
    v_limit int := least(coalesce((p_filter ->> 'limit')::int, 50), 100);
    v_kind text := p_filter ->> 'kind';
    v_id uuid := (p_filter ->> 'id')::uuid;
    v_actor text := p_filter ->> 'actor';
    v_action text := p_filter ->> 'action';
    v_from bigint := (extract(epoch FROM (p_filter ->> 'from')::timestamptz) * 1000000)::bigint;
    v_to bigint := (extract(epoch FROM (p_filter ->> 'to')::timestamptz) * 1000000)::bigint;
    v_after_at bigint := coalesce((p_filter ->> 'after_at')::bigint, 0);
    v_after_chain uuid := coalesce((p_filter ->> 'after_chain')::uuid, '00000000-0000-0000-0000-000000000000');
    v_after_kind text := coalesce(p_filter ->> 'after_kind', '');
    v_after_seq bigint := coalesce((p_filter ->> 'after_seq')::bigint, 0);
BEGIN
    IF cardinality(v_organisations) = 0 THEN
        PERFORM refuse('MV403', 'role_missing');
    END IF;
    RETURN (
        WITH page AS (
            SELECT e.* FROM audit_event e
            WHERE e.organisation_id = ANY (v_organisations)
                AND (e.at_us, e.chain_id, e.chain_kind, e.seq) > (v_after_at, v_after_chain, v_after_kind, v_after_seq)
                AND (v_kind IS NULL OR e.record_kind = v_kind) AND (v_id IS NULL OR e.record_id = v_id OR e.chain_id = v_id)
                AND (v_actor IS NULL OR e.actor = v_actor) AND (v_action IS NULL OR e.action = v_action)
                AND (v_from IS NULL OR e.at_us >= v_from) AND (v_to IS NULL OR e.at_us < v_to)
            ORDER BY e.at_us, e.chain_id, e.chain_kind, e.seq LIMIT v_limit + 1
        ), shown AS (SELECT * FROM page ORDER BY at_us, chain_id, chain_kind, seq LIMIT v_limit)
        SELECT json_build_object('items', coalesce(json_agg(json_build_object('at', rfc3339(to_timestamp(e.at_us / 1000000.0)), 'chain_kind', e.chain_kind,
                'chain_id', e.chain_id, 'seq', e.seq, 'record_kind', e.record_kind, 'record_id', e.record_id, 'action', e.action,
                'from_status', nullif(e.from_status, ''), 'to_status', e.to_status, 'actor_kind', e.actor_kind,
                'actor', CASE WHEN e.actor_kind <> 'account' OR a.organisation_id = ANY (v_organisations) THEN e.actor END,
                'actor_name', CASE WHEN a.organisation_id = ANY (v_organisations) THEN a.name ELSE o.name END,
                'facts', e.facts::json, 'hash', encode(e.hash, 'hex'), 'previous_hash', encode(e.previous_hash, 'hex'))
                ORDER BY e.at_us, e.chain_id, e.chain_kind, e.seq), '[]'),
            'next', (SELECT CASE WHEN (SELECT count(*) FROM page) > v_limit THEN cursor_text(ARRAY[l.at_us::text, l.chain_id::text, l.chain_kind, l.seq::text]) END FROM shown l ORDER BY l.at_us DESC, l.chain_id DESC, l.chain_kind DESC, l.seq DESC LIMIT 1))
        FROM shown e
        LEFT JOIN account a ON a.id = CASE WHEN e.actor_kind = 'account' THEN e.actor::uuid END
        LEFT JOIN organisation o ON o.id = a.organisation_id);
END
$$;
CREATE INDEX audit_event_organisation ON casebridge.audit_event (organisation_id, at_us);

CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.my_organisation(), casebridge.money(numeric, text), casebridge.rfc3339(timestamptz), casebridge.cursor_text(text[]), casebridge.account_view(),
    casebridge.contract_list(jsonb), casebridge.contract_view(uuid), casebridge.case_list(text[], uuid, boolean, int, timestamptz, uuid),
    casebridge.case_view(uuid), casebridge.case_timeline(uuid, int), casebridge.report_view(uuid), casebridge.submission_view(uuid, int),
    casebridge.report_list(text[], int, timestamptz, uuid), casebridge.referral_list(text[], int, timestamptz, uuid), casebridge.referral_title(uuid), casebridge.referral_view(uuid),
    casebridge.dossier_source(uuid), casebridge.authorities_view(uuid), casebridge.monitor_list(), casebridge.audit_list(jsonb) TO casebridge_app;
GRANT EXECUTE ON FUNCTION casebridge.contract_view(uuid) TO casebridge_gate;
CALL guard.seal();
