-- Indicators of stored notices are computed again after a change of rules. The notices themselves never change, and the
-- scores frozen into open cases stay: only what stands with the contracts is replaced, with an event that counts it.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

-- The next notices after a number, with the bytes as they were published: the program reads and assesses them anew. Not
-- those that correct a call: what is said of them follows from several notices, and waits for them as after an import.
CREATE FUNCTION casebridge.notice_sources(p_after text, p_limit int) RETURNS TABLE (number text, source bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    PERFORM require_operator();
    RETURN QUERY SELECT n.number, n.source FROM notice n
        WHERE n.number > p_after AND n.type <> 'other' AND NOT EXISTS (SELECT FROM corrected_call(n)) ORDER BY n.number LIMIT p_limit;
END
$$;

CREATE FUNCTION casebridge.await_all_corrections() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    PERFORM require_operator();
    INSERT INTO correction_waiting (notice_id)
    SELECT k.id FROM notice k
    WHERE (k.stage = 'correction' OR (k.document ->> 'is_change')::boolean) AND EXISTS (SELECT FROM corrected_call(k))
    ON CONFLICT DO NOTHING;
END
$$;

-- Takes [{"number", "indicators"}]; answers {"notices", "contracts", "scores", "changes": [{"indicator", "before", "after",
-- "contracts"}]}: how many notices have other results than before, how many contracts, how many have another score, and
-- which results turned into which; before is null where the contract had no such result.
CREATE FUNCTION casebridge.reassess(p_notices jsonb) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_notices uuid[];
    v_changed uuid[];
    v_contracts uuid[];
    v_results contract_result[];
    v_before contract[];
    v_scores int;
    v_changes json;
    v_counted json;
BEGIN
    PERFORM require_operator();
    v_notices := ARRAY(SELECT n.id FROM jsonb_array_elements(p_notices) x JOIN notice n ON n.number = x ->> 'number');
    v_contracts := ARRAY(SELECT DISTINCT contract_id FROM contract_notice WHERE notice_id = ANY (v_notices));
    -- In the order of their ids, so that two that recompute never wait for one another.
    v_before := ARRAY(SELECT c FROM contract c WHERE id = ANY (v_contracts) ORDER BY id FOR UPDATE);
    v_results := ARRAY(SELECT r FROM contract_result r WHERE contract_id = ANY (v_contracts));
    v_changed := ARRAY(
        WITH new AS (
            SELECT n.id, i.position::int, i.item ->> 'id' AS indicator, i.item ->> 'lot' AS lot_key, (i.item ->> 'block')::int AS block,
                i.item ->> 'result' AS result, coalesce(i.item -> 'inputs', '{}') AS inputs, nullif(i.item -> 'threshold', 'null') AS threshold
            FROM jsonb_array_elements(p_notices) x
            JOIN notice n ON n.number = x ->> 'number'
            CROSS JOIN LATERAL jsonb_array_elements(x -> 'indicators') WITH ORDINALITY i (item, position)
        ), old AS (
            SELECT notice_id, position, indicator, lot_key, block, result, inputs, threshold
            FROM notice_result WHERE notice_id = ANY (v_notices)
        )
        SELECT DISTINCT id FROM (
            (TABLE new EXCEPT TABLE old) UNION ALL (TABLE old EXCEPT TABLE new)) d);
    PERFORM store_results(array_agg(n.id), array_agg(x -> 'indicators')) FROM jsonb_array_elements(p_notices) x
        JOIN notice n ON n.number = x ->> 'number' WHERE n.id = ANY (v_changed);
    DELETE FROM correction_waiting WHERE notice_id = ANY (v_notices);
    PERFORM settle_results(ARRAY(SELECT DISTINCT contract_id FROM contract_notice WHERE notice_id = ANY (v_changed)));
    -- Weights may have changed where no result did.
    PERFORM rescore(v_contracts);
    SELECT count(*) INTO v_scores FROM unnest(v_before) b JOIN contract c ON c.id = b.id
    WHERE (c.score, c.coverage) IS DISTINCT FROM (b.score, b.coverage);
    SELECT coalesce(json_agg(json_build_object('indicator', indicator, 'before', before, 'after', after, 'contracts', number)
            ORDER BY indicator, before, after), '[]') INTO v_changes
    FROM (
        SELECT coalesce(r.indicator, b.indicator) AS indicator, b.result AS before, r.result AS after, count(*) AS number
        FROM unnest(v_results) b
        FULL JOIN (SELECT * FROM contract_result WHERE contract_id = ANY (v_contracts)) r
            ON r.contract_id = b.contract_id AND r.indicator = b.indicator
        WHERE r.result IS DISTINCT FROM b.result
        GROUP BY 1, 2, 3) changed;
    v_counted := json_build_object('notices', cardinality(v_changed), 'contracts', cardinality(v_contracts), 'scores', v_scores,
        'changes', v_changes);
    IF cardinality(v_changed) > 0 OR v_scores > 0 THEN
        PERFORM append_event('system', system_chain(), NULL, 'notice', NULL, 'notices_reassessed', v_counted::text);
    END IF;
    RETURN v_counted;
END
$$;

CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.notice_sources(text, int), casebridge.await_all_corrections(), casebridge.reassess(jsonb) TO casebridge_operator;
CALL guard.seal();
