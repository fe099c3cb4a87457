-- A session in a browser for each coordinator, whose cookie can be computed as their tokens can: `cbs_`, the number, `A`.
INSERT INTO casebridge.session (account_id, kind, token_hash, expires_at, agent)
SELECT account_id, 'browser', casebridge.session_hash(sha256(convert_to('cbs_' || lpad((organisation * 25 + number)::text, 42, '0') || 'A', 'UTF8'))),
    now() + interval '12 hours', 'bench'
FROM bench_seed.person
WHERE role = 'coordinator'
ON CONFLICT (token_hash) DO UPDATE SET expires_at = excluded.expires_at;
