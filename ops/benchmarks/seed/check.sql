-- What was seeded is what the program would have written: every hash, every status, every guard.
VACUUM ANALYZE;
DO $$
BEGIN
    IF EXISTS (SELECT FROM casebridge.audit_event e WHERE e.hash <> sha256(convert_to(casebridge.event_text(e), 'UTF8'))) THEN
        RAISE EXCEPTION 'a seeded event has a wrong hash';
    END IF;
    IF EXISTS (SELECT FROM (SELECT previous_hash, lag(hash) OVER (PARTITION BY chain_id, chain_kind ORDER BY seq) AS last
            FROM casebridge.audit_event) e WHERE e.previous_hash <> e.last) THEN
        RAISE EXCEPTION 'a seeded chain is broken';
    END IF;
    IF EXISTS (SELECT FROM casebridge.contradictions()) THEN
        RAISE EXCEPTION 'a seeded status contradicts its events';
    END IF;
    IF EXISTS (SELECT FROM guard.differences()) THEN
        RAISE EXCEPTION 'the guards are not as the last migration left them';
    END IF;
END
$$;
