-- What the person who runs the installation must know of its inside, in numbers only: for /readyz, /metrics and doctor.
-- Clocks are counted only when that is wanted: everything else is found by an index, and is asked for every second.
CREATE FUNCTION casebridge.operation_state(p_counts boolean) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
    SELECT json_build_object(
        'jobs_waiting', j.waiting,
        'jobs_failed', j.failed,
        'oldest_job_seconds', j.oldest,
        'clocks_running', CASE WHEN p_counts THEN (SELECT count(*) FROM clock WHERE stopped_at IS NULL) END,
        'clocks_overdue', CASE WHEN p_counts THEN
            (SELECT count(*) FROM clock WHERE stopped_at IS NULL AND paused_at IS NULL AND hard_at <= now()) END,
        'clocks_unmarked', (SELECT count(*) FROM (SELECT FROM clock WHERE stopped_at IS NULL AND paused_at IS NULL
            AND hard_marked_at IS NULL AND hard_at <= now() - interval '2 minutes' LIMIT 1000) c),
        'events_unsequenced', u.number,
        'oldest_unsequenced_seconds', u.oldest,
        'ledger_size', l.size,
        -- A database that was restored into a cluster with lower transaction ids: new events would be passed over.
        'is_ledger_ahead', l.sequenced_below > pg_snapshot_xmax(pg_current_snapshot()),
        'checkpoint_seconds', (SELECT date_part('epoch', clock_timestamp() - c.signed_at) FROM ledger_checkpoint c ORDER BY c.size DESC LIMIT 1),
        'transaction_age', age(d.datfrozenxid),
        'multixact_age', mxid_age(d.datminmxid),
        'is_open_to_public', has_database_privilege('public', d.oid, 'CONNECT') OR has_database_privilege('public', d.oid, 'TEMP'))
    FROM ledger_state l
    JOIN pg_database d ON d.datname = current_database()
    CROSS JOIN (
        SELECT count(*) FILTER (WHERE run_at <= now()) AS waiting,
            count(*) FILTER (WHERE last_error IS NOT NULL) AS failed,
            coalesce(date_part('epoch', now() - min(run_at) FILTER (WHERE run_at <= now())), 0) AS oldest
        FROM job WHERE done_at IS NULL) j
    CROSS JOIN LATERAL (
        SELECT count(*) AS number,
            coalesce(date_part('epoch', clock_timestamp()) - min(e.at_us) / 1000000.0, 0) AS oldest
        FROM audit_event e
        WHERE e.tx >= l.sequenced_below
            AND NOT EXISTS (SELECT FROM ledger_leaf f WHERE f.chain_id = e.chain_id AND f.chain_kind = e.chain_kind AND f.seq = e.seq)) u
$$;
CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.operation_state(boolean) TO casebridge_worker, casebridge_operator;
CALL guard.seal();
