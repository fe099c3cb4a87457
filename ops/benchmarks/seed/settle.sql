-- Reopens what an interrupted pass left closed, so that every walk starts from `reported`.
SET synchronous_commit = off;
DO $$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT f.id, (SELECT token FROM bench_seed.person p WHERE p.organisation_id = f.organisation_id AND p.role = 'coordinator'
            AND p.number = 0) AS token
        FROM casebridge.case_file f WHERE f.status = 'closed'
    LOOP
        PERFORM casebridge.enter(item.token);
        PERFORM casebridge.move('case', item.id, 'reopen', NULL, 'New facts');
        COMMIT;
    END LOOP;
END
$$;
