-- What waits at a desk, the calendar of due dates, the statistics of an organisation, and what anybody may read without an
-- account. Worklists stay as they are: counting and sorting by due date have functions of their own, so that the plans that
-- case_list keeps do not change.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

-- A number for a page: exact up to a thousand.
CREATE FUNCTION casebridge.up_to_thousand(p_number bigint) RETURNS json
LANGUAGE sql IMMUTABLE AS $$
    SELECT json_build_object('count', least(p_number, 1000), 'is_more', p_number > 1000)
$$;

-- Cases with a due date within some days from now, the soonest first; with p_overdue only those of them that are late with
-- something else already. The reach is that of case_list.
CREATE FUNCTION casebridge.due_cases(p_days int, p_status text[], p_assignee uuid, p_overdue boolean, p_limit int,
    p_after timestamptz, p_after_id uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_organisations uuid[] := scope_organisations('case.read');
    v_mine uuid := (SELECT organisation_id FROM account WHERE id = me());
    v_limit int := least(coalesce(p_limit, 50), 100);
    -- A due date ends at its midnight, so its hard mark lies within a day more.
    v_end timestamptz := now() + make_interval(days => p_days + 1);
    v_after timestamptz := coalesce(p_after, '-infinity');
    v_after_id uuid := coalesce(p_after_id, '00000000-0000-0000-0000-000000000000');
BEGIN
    RETURN (
        WITH due AS (
            SELECT k.case_id, min(k.hard_at) AS hard_at
            FROM (
                SELECT x.case_id, x.hard_at FROM clock x
                WHERE x.organisation_id = ANY (v_organisations) AND x.stopped_at IS NULL AND x.paused_at IS NULL
                    AND x.hard_at > now() AND x.hard_at <= v_end
                UNION ALL
                SELECT x.case_id, x.hard_at FROM my_cases('case.read') m (id) JOIN clock x ON x.case_id = m.id
                WHERE x.stopped_at IS NULL AND x.paused_at IS NULL AND x.hard_at > now() AND x.hard_at <= v_end
            ) k
            GROUP BY k.case_id
        ), page AS (
            SELECT c.id, c.organisation_id, c.line, c.next_hard_at, d.hard_at
            FROM due d JOIN case_file c ON c.id = d.case_id
            WHERE (d.hard_at, c.id) > (v_after, v_after_id)
                AND (p_status IS NULL OR c.status = ANY (p_status))
                AND (p_overdue IS NOT TRUE OR c.next_hard_at <= now())
                AND (p_assignee IS NULL OR EXISTS (SELECT FROM assignment a
                    WHERE a.case_id = c.id AND a.monitor_id = p_assignee AND a.has_access))
            ORDER BY d.hard_at, c.id LIMIT v_limit + 1
        ), shown AS (SELECT * FROM page ORDER BY hard_at, id LIMIT v_limit)
        SELECT json_build_object(
            'items', coalesce(json_agg(line_for(s.line, s.next_hard_at, s.organisation_id = v_mine) ORDER BY s.hard_at, s.id), '[]'),
            'next', CASE WHEN (SELECT count(*) FROM page) > v_limit THEN
                (SELECT cursor_text(ARRAY[rfc3339(l.hard_at), l.id::text]) FROM shown l ORDER BY l.hard_at DESC, l.id DESC LIMIT 1) END)
        FROM shown s);
END
$$;

-- How many cases a worklist has: what case_list and due_cases would list, counted without building a line. Due dates and
-- assignments are few beside the cases, so they are asked first.
CREATE FUNCTION casebridge.case_count(p_status text[], p_assignee uuid, p_overdue boolean, p_days int) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_organisations uuid[] := scope_organisations('case.read');
    v_mine uuid[] := ARRAY(SELECT my_cases('case.read'));
    v_end timestamptz := now() + make_interval(days => coalesce(p_days, 0) + 1);
    v_before timestamptz := CASE WHEN p_days IS NULL THEN now() ELSE v_end END;
    v_candidates uuid[];
BEGIN
    IF p_overdue OR p_days IS NOT NULL THEN
        v_candidates := ARRAY(
            SELECT k.case_id FROM clock k
            WHERE k.organisation_id = ANY (v_organisations) AND k.stopped_at IS NULL AND k.paused_at IS NULL AND k.hard_at <= v_before
            UNION
            SELECT k.case_id FROM clock k
            WHERE k.case_id = ANY (v_mine) AND k.stopped_at IS NULL AND k.paused_at IS NULL AND k.hard_at <= v_before);
    ELSIF p_assignee IS NOT NULL THEN
        v_candidates := ARRAY(SELECT a.case_id FROM assignment a WHERE a.monitor_id = p_assignee AND a.has_access);
    ELSE
        RETURN (SELECT up_to_thousand(count(*)) FROM (
            (SELECT c.id FROM case_file c
            WHERE c.organisation_id = ANY (v_organisations) AND (p_status IS NULL OR c.status = ANY (p_status)) LIMIT 1001)
            UNION
            SELECT c.id FROM case_file c
            WHERE c.id = ANY (v_mine) AND (p_status IS NULL OR c.status = ANY (p_status))
            LIMIT 1001) x);
    END IF;
    RETURN (SELECT up_to_thousand(count(*)) FROM (
        SELECT FROM case_file c
        WHERE c.id = ANY (v_candidates) AND (c.organisation_id = ANY (v_organisations) OR c.id = ANY (v_mine))
            AND (p_status IS NULL OR c.status = ANY (p_status))
            AND (p_assignee IS NULL OR EXISTS (SELECT FROM assignment a
                WHERE a.case_id = c.id AND a.monitor_id = p_assignee AND a.has_access))
            AND (p_overdue IS NOT TRUE OR EXISTS (SELECT FROM clock k
                WHERE k.case_id = c.id AND k.stopped_at IS NULL AND k.paused_at IS NULL AND k.hard_at <= now()))
            AND (p_days IS NULL OR EXISTS (SELECT FROM clock k
                WHERE k.case_id = c.id AND k.stopped_at IS NULL AND k.paused_at IS NULL AND k.hard_at > now() AND k.hard_at <= v_end))
        LIMIT 1001) x);
END
$$;

CREATE FUNCTION casebridge.report_count(p_status text[]) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_organisations uuid[] := scope_organisations('report.read');
BEGIN
    RETURN (SELECT up_to_thousand(count(*)) FROM (SELECT FROM report r
        WHERE r.organisation_id = ANY (v_organisations) AND r.status = ANY (p_status) LIMIT 1001) x);
END
$$;

CREATE FUNCTION casebridge.referral_count(p_status text[]) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_organisations uuid[] := scope_organisations('referral.read');
    v_authorities uuid[] := scope_authorities('referral.read');
BEGIN
    RETURN (SELECT up_to_thousand(count(*)) FROM (SELECT FROM referral r
        WHERE r.status = ANY (p_status) AND (r.organisation_id = ANY (v_organisations)
            OR (r.is_delivered AND r.authority_id = ANY (v_authorities))) LIMIT 1001) x);
END
$$;

-- Running clocks with a due date in a range that the caller may see: of the cases in his reach, and of referrals that were
-- delivered to his authority, which reads no case. For functions of the gate only.
CREATE FUNCTION casebridge.clocks_in_reach(p_from date, p_until date) RETURNS TABLE (id uuid, is_of_case boolean)
LANGUAGE sql STABLE AS $$
    SELECT k.id, true FROM casebridge.clock k
    WHERE k.organisation_id = ANY ((SELECT casebridge.scope_organisations('case.read'))::uuid[]) AND k.stopped_at IS NULL
        AND k.hard_at >= (p_from - 1)::timestamptz AND k.hard_at <= (p_until + 3)::timestamptz AND k.due_on BETWEEN p_from AND p_until
    UNION
    SELECT k.id, true FROM casebridge.my_cases('case.read') m (id) JOIN casebridge.clock k ON k.case_id = m.id
    WHERE k.stopped_at IS NULL AND k.due_on BETWEEN p_from AND p_until
    UNION
    SELECT k.id, false FROM casebridge.referral r JOIN casebridge.clock k ON k.record_id = r.id AND k.record_kind = 'referral'
        AND k.case_id = r.case_id
    WHERE r.is_delivered AND r.authority_id = ANY ((SELECT casebridge.scope_authorities('referral.read'))::uuid[])
        AND k.stopped_at IS NULL AND k.due_on BETWEEN p_from AND p_until
$$;

CREATE FUNCTION casebridge.clock_list(p_from date, p_until date, p_limit int, p_after date DEFAULT NULL, p_after_id uuid DEFAULT NULL)
RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_limit int := least(coalesce(p_limit, 50), 100);
    v_after date := coalesce(p_after, '-infinity');
    v_after_id uuid := coalesce(p_after_id, '00000000-0000-0000-0000-000000000000');
BEGIN
    PERFORM me();
    RETURN (
        WITH page AS (
            SELECT k.*, r.is_of_case FROM clocks_in_reach(p_from, p_until) r JOIN clock k ON k.id = r.id
            WHERE (k.due_on, k.id) > (v_after, v_after_id)
            ORDER BY k.due_on, k.id LIMIT v_limit + 1
        ), shown AS (SELECT * FROM page ORDER BY due_on, id LIMIT v_limit)
        SELECT json_build_object(
            'items', coalesce(json_agg(json_build_object('id', s.id, 'name', s.name, 'due_on', s.due_on, 'zone', s.zone, 'owed_by', s.owed_by,
                'paused', s.paused_at IS NOT NULL, 'soft', s.soft_at <= now(), 'overdue', s.paused_at IS NULL AND s.hard_at <= now(),
                'record_kind', s.record_kind, 'record_id', s.record_id,
                'case_id', CASE WHEN s.is_of_case THEN c.id END, 'case_number', CASE WHEN s.is_of_case THEN c.number END,
                'title', c.title) ORDER BY s.due_on, s.id), '[]'),
            'next', CASE WHEN (SELECT count(*) FROM page) > v_limit THEN
                (SELECT cursor_text(ARRAY[l.due_on::text, l.id::text]) FROM shown l ORDER BY l.due_on DESC, l.id DESC LIMIT 1) END)
        FROM shown s JOIN case_file c ON c.id = s.case_id);
END
$$;

-- How many due dates stand on each day of a range, and how many of them have passed.
CREATE FUNCTION casebridge.clock_days(p_from date, p_until date) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    PERFORM me();
    RETURN (SELECT json_build_object('items', coalesce(json_agg(json_build_object('on', d.due_on, 'count', d.number, 'overdue', d.late)
            ORDER BY d.due_on), '[]'))
        FROM (SELECT k.due_on, count(*) AS number, count(*) FILTER (WHERE k.paused_at IS NULL AND k.hard_at <= now()) AS late
            FROM clocks_in_reach(p_from, p_until) r JOIN clock k ON k.id = r.id GROUP BY k.due_on) d);
END
$$;

-- The last months of the organisations in the caller's reach, in numbers: cases by the month in which they were opened and their
-- status now, flags of the contracts of these cases, and due dates by whether they were kept. Months are those of his own zone.
CREATE FUNCTION casebridge.statistics(p_months int) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_organisations uuid[] := scope_organisations('case.read');
    v_zone text := (SELECT o.time_zone FROM account a JOIN organisation o ON o.id = a.organisation_id WHERE a.id = me());
    v_last date := date_trunc('month', now() AT TIME ZONE v_zone)::date;
    v_first date := (v_last - make_interval(months => p_months - 1))::date;
    v_from timestamptz := v_first::timestamp AT TIME ZONE v_zone;
    v_until date := (v_last + interval '1 month')::date;
BEGIN
    IF cardinality(v_organisations) = 0 THEN
        PERFORM refuse('MV403', 'role_missing');
    END IF;
    RETURN (
        WITH opened AS (
            SELECT c.id, c.contract_id, c.status, to_char(c.opened_at AT TIME ZONE v_zone, 'YYYY-MM') AS month
            FROM case_file c WHERE c.organisation_id = ANY (v_organisations) AND c.opened_at >= v_from
        ), ended AS (
            SELECT to_char(k.due_on, 'YYYY-MM') AS month, coalesce(k.stopped_at <= k.hard_at, false) AS is_met
            FROM clock k
            WHERE k.organisation_id = ANY (v_organisations) AND k.due_on >= v_first AND k.due_on < v_until
                AND (k.stopped_at IS NOT NULL OR (k.paused_at IS NULL AND k.hard_at <= now()))
        )
        SELECT json_build_object(
            'months', (SELECT json_agg(to_char(m, 'YYYY-MM') ORDER BY m)
                FROM generate_series(v_first::timestamp, v_last::timestamp, interval '1 month') m),
            'statuses', (SELECT coalesce(json_agg(s.name ORDER BY s.position), '[]') FROM workflow_status s
                WHERE s.workflow_id = (SELECT w.id FROM workflow w WHERE w.kind = 'case' ORDER BY w.version DESC LIMIT 1)),
            'cases', (SELECT coalesce(json_agg(json_build_object('month', x.month, 'status', x.status, 'count', x.number)
                ORDER BY x.month, x.status), '[]') FROM (SELECT month, status, count(*) AS number FROM opened GROUP BY month, status) x),
            'flags', (SELECT coalesce(json_agg(json_build_object('id', x.id, 'colour', x.colour, 'count', x.number)
                ORDER BY x.number DESC, x.id), '[]') FROM (SELECT i.id, i.colour, count(*) AS number
                FROM opened o JOIN contract t ON t.id = o.contract_id CROSS JOIN LATERAL unnest(t.flags) f (id)
                JOIN indicator i ON i.id = f.id GROUP BY i.id, i.colour) x),
            'clocks', (SELECT coalesce(json_agg(json_build_object('month', x.month, 'met', x.met, 'missed', x.missed) ORDER BY x.month), '[]')
                FROM (SELECT month, count(*) FILTER (WHERE is_met) AS met, count(*) FILTER (WHERE NOT is_met) AS missed
                    FROM ended GROUP BY month) x)));
END
$$;

-- Whether a supplier's name may stand on a page that anybody reads: when the notice says that he is no person, or when the
-- name itself has the form of a firm. A number shows nothing: persons have numbers, too.
CREATE FUNCTION casebridge.is_known_firm(p_supplier jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE p_supplier ->> 'natural_person'
        WHEN 'true' THEN false
        WHEN 'false' THEN true
        ELSE upper(p_supplier ->> 'name') ~ '\mS\.\s?[AL]\.'
            -- A legal form behind a name; those that are names or initials of people, too, are left out.
            OR regexp_replace(upper(p_supplier ->> 'name') || ' ', '[.,]', '', 'g') ~ ('[^ ][ (/-]+('
                || 'GMBH|MBH|AG|KG|KGAA|OHG|SRL|SRLS|SPA|SCARL|SCRL|SAPA|SNC|SARL|EURL|SCOP|SASU|SLU|SLL|LTD|LIMITED|PLC|LLC|LLP|INC|CORP'
                || '|BV|NV|BVBA|AB|APS|ASA|OY|OYJ|UAB|DOO|SRO|SPOL|KFT|ZRT|NYRT|SPZOO|SP Z O ?O|LDA|ЕООД|ООД|ЕАД|АД|ДЗЗД|EOOD|OOD|EAD|DZZD)[ )/-]')
            OR upper(p_supplier ->> 'name') ~ ('\m(GESELLSCHAFT|SOCIETÀ|SOCIETA|COOPERATIVA|CONSORZIO|CONSORTIUM|FONDAZIONE|FUNDACIÓN|SOCIEDAD'
                || '|SOCIÉTÉ|COMPANY|UNIVERSITY|UNIVERSITÀ|UNIVERSIDAD|UNIVERSITÄT|КОНСОРЦИУМ|ДРУЖЕСТВО|СДРУЖЕНИЕ|УНИВЕРСИТЕТ)\M') END
$$;

-- A contract as anybody may read it: from official notices alone. It reads no table of cases, so that the answer is the same
-- whether somebody looks into the contract or not. As the app, with what the app may read without an account.
CREATE FUNCTION casebridge.public_contract(p_contract uuid) RETURNS json
LANGUAGE sql STABLE SET search_path = pg_catalog, casebridge, pg_temp AS $$
    SELECT json_build_object('id', p_contract, 'title', c.title, 'language', c.language, 'lot', c.lot_key, 'country', c.country,
        'buyer', json_build_object('name', c.buyer_name, 'identifier', c.buyer_identifier),
        'suppliers', (SELECT coalesce(json_agg(json_build_object('name', s ->> 'name', 'identifier', s ->> 'identifier')), '[]')
            FROM jsonb_array_elements(c.suppliers) s WHERE is_known_firm(s)),
        'hidden_suppliers', (SELECT count(*) FROM jsonb_array_elements(c.suppliers) s WHERE NOT is_known_firm(s)),
        'value', money(c.value_amount, c.value_currency), 'estimated_value', money(c.estimated_amount, c.estimated_currency),
        'cpv', c.cpv, 'nuts', c.nuts, 'procedure', c.procedure_type, 'published_on', c.published_on, 'deadline_on', c.deadline_on,
        'concluded_on', c.concluded_on, 'score', c.score, 'coverage', c.coverage,
        'notices', (SELECT coalesce(json_agg(json_build_object('number', n.number, 'type', n.type, 'form', n.form, 'format', n.format,
                'published_on', n.published_on, 'link', 'https://ted.europa.eu/en/notice/-/detail/' || n.number)
                ORDER BY n.published_on DESC NULLS LAST, n.number DESC), '[]')
            FROM contract_notice cn JOIN notice n ON n.id = cn.notice_id WHERE cn.contract_id = c.id),
        'indicators', (SELECT coalesce(json_agg(json_build_object('id', r.indicator, 'colour', i.colour, 'result', r.result,
                'inputs', r.inputs, 'threshold', r.threshold, 'notice', n.number)
                ORDER BY array_position(ARRAY['flag', 'missing_data', 'no_flag', 'not_applicable'], r.result), i.colour DESC, r.indicator), '[]')
            FROM contract_result r JOIN indicator i ON i.id = r.indicator JOIN notice n ON n.id = r.notice_id WHERE r.contract_id = c.id))
    FROM contract c WHERE c.id = contract_now(p_contract)
$$;

-- The contracts that a notice is about. There is no list of all: whoever looks one up has its notice before him.
CREATE FUNCTION casebridge.public_contracts(p_notice text) RETURNS json
LANGUAGE sql STABLE SET search_path = pg_catalog, casebridge, pg_temp AS $$
    SELECT json_build_object('items', coalesce(json_agg(json_build_object('id', contract_known_as(c.id), 'title', c.title, 'language', c.language,
        'lot', c.lot_key, 'country', c.country, 'buyer', c.buyer_name, 'published_on', c.published_on) ORDER BY c.lot_key, c.id), '[]'))
    FROM (SELECT c.* FROM notice n JOIN contract_notice cn ON cn.notice_id = n.id JOIN contract c ON c.id = cn.contract_id
        WHERE n.number = p_notice AND NOT EXISTS (SELECT FROM contract_merge m WHERE m.contract_id = c.id) ORDER BY c.lot_key, c.id LIMIT 100) c
$$;

-- Every indicator that is loaded: how it counts.
CREATE FUNCTION casebridge.public_indicators() RETURNS json
LANGUAGE sql STABLE SET search_path = pg_catalog, casebridge, pg_temp AS $$
    SELECT json_build_object('items', coalesce(json_agg(json_build_object('id', i.id, 'colour', i.colour, 'weight', i.weight,
        'rule_set', i.rule_set) ORDER BY i.colour DESC, i.id), '[]'))
    FROM indicator i
$$;

CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.due_cases(int, text[], uuid, boolean, int, timestamptz, uuid),
    casebridge.case_count(text[], uuid, boolean, int), casebridge.report_count(text[]), casebridge.referral_count(text[]),
    casebridge.clock_list(date, date, int, date, uuid), casebridge.clock_days(date, date), casebridge.statistics(int),
    casebridge.is_known_firm(jsonb), casebridge.public_contract(uuid), casebridge.public_contracts(text), casebridge.public_indicators()
    TO casebridge_app;
CALL guard.seal();
