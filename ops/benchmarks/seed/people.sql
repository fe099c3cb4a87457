-- Eight organisations with 25 coordinators, three monitors, a reviewer and an approver each; tokens that can be
-- computed: coordinator c of organisation o has 'cbt_' the number o * 25 + c, padded to 42 digits, and 'A'.
SET synchronous_commit = off;
BEGIN;
SELECT casebridge.enter_operator('bench') \g /dev/null
CREATE SCHEMA bench_seed;
CREATE TABLE bench_seed.person (
    organisation int,
    role text,
    number int,
    account_id uuid,
    organisation_id uuid,
    token text,
    PRIMARY KEY (organisation, role, number)
);
SELECT casebridge.load_form('bench', 1, encode(sha256('bench'), 'hex'), '{"name": "bench"}') \g /dev/null
DO $$
DECLARE
    v_organisation uuid;
    v_account uuid;
    v_email text;
    v_token text;
    item record;
BEGIN
    FOR o IN 0..7 LOOP
        v_organisation := casebridge.create_organisation('monitoring', 'Bench organisation ' || o, 'IT', 'Europe/Rome');
        FOR item IN SELECT 'coordinator' AS role, n FROM generate_series(0, 24) n
            UNION ALL SELECT 'monitor', n FROM generate_series(0, 2) n
            UNION ALL SELECT 'reviewer', 0
            UNION ALL SELECT 'approver', 0
        LOOP
            v_email := format('%s.%s.%s@example.org', item.role, o, item.n);
            v_token := CASE WHEN item.role = 'coordinator' THEN 'cbt_' || lpad((o * 25 + item.n)::text, 42, '0') || 'A'
                ELSE 'cbt_' || lpad(item.role || o || item.n, 43, '0') END;
            v_account := casebridge.create_account(v_organisation, v_email, initcap(item.role) || ' ' || o || '.' || item.n,
                'en', NULL, ARRAY[item.role]);
            PERFORM casebridge.create_token(v_email, sha256(convert_to(v_token, 'UTF8')), 'bench', NULL, now() + interval '30 days');
            IF item.role = 'monitor' THEN
                PERFORM casebridge.store_training(v_account, 'Monitoring basics', current_date - 30, current_date + 300);
            END IF;
            INSERT INTO bench_seed.person VALUES (o, item.role, item.n, v_account, v_organisation, v_token);
        END LOOP;
    END LOOP;
END
$$;
COMMIT;
