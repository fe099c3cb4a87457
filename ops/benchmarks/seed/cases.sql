-- :total cases, one a contract, all `selected` with their first event, whose hash is computed as append_event() does.
-- Case n belongs to organisation n % 8 and was selected by that organisation's coordinator n / 8 % 25.
SET synchronous_commit = off;
SET session_replication_role = replica;
BEGIN;
CREATE TEMP TABLE seed_case ON COMMIT DROP AS
SELECT n, ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid AS id,
    ('01900000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid AS contract_id,
    p.organisation_id, p.account_id, s.id AS session_id, t.id AS transition_id, t.workflow_id,
    (extract(epoch FROM now()) * 1000000)::bigint - 1000 * (:total - n) AS at_us, uuid_send(gen_random_uuid()) AS salt,
    '{"contract": "01900000-0000-7000-9000-' || lpad(n::text, 12, '0') || '"}' AS facts
FROM generate_series(1, :total) n
JOIN bench_seed.person p ON p.organisation = n % 8 AND p.role = 'coordinator' AND p.number = n / 8 % 25
JOIN casebridge.session s ON s.account_id = p.account_id
CROSS JOIN (SELECT x.* FROM casebridge.workflow w JOIN casebridge.workflow_transition x ON x.workflow_id = w.id AND x.from_status = ''
    WHERE w.kind = 'case' ORDER BY w.version DESC LIMIT 1) t;
GRANT SELECT ON seed_case TO casebridge_gate;
SET LOCAL ROLE casebridge_gate;
INSERT INTO casebridge.case_number (organisation_id, country, year, last_number)
SELECT organisation_id, 'IT', 2026, max(n) FROM seed_case GROUP BY organisation_id;
INSERT INTO casebridge.case_file (id, organisation_id, number, contract_id, country, title, risk_profile, workflow_id, status, version,
    is_open, opened_at, updated_at, score, line)
SELECT x.*, casebridge.line_of(x.id, x.number, x.title, x.status, 1, x.country, x.score, x.contract_id, x.updated_at, NULL, NULL)
FROM (SELECT c.id, c.organisation_id, 'IT-2026-' || lpad(c.n::text, 7, '0') AS number, c.contract_id, 'IT' AS country, t.title,
    json_build_object('score', t.score, 'coverage', t.coverage, 'taken_at', to_timestamp(c.at_us / 1000000.0), 'rule_set', 'bench', 'indicators',
        (SELECT json_agg(json_build_object('id', i.id, 'colour', i.colour, 'result',
            CASE WHEN i.id = ANY (t.flags) THEN 'flag' ELSE 'no_flag' END, 'inputs', json_build_object('tenders', c.n % 7),
            'threshold', 1, 'notice', '000001-2026')) FROM casebridge.indicator i)) AS risk_profile,
    c.workflow_id, 'selected' AS status, 1 AS version, true AS is_open, to_timestamp(c.at_us / 1000000.0) AS opened_at,
    to_timestamp(c.at_us / 1000000.0) AS updated_at, t.score
    FROM seed_case c
    JOIN casebridge.contract t ON t.id = c.contract_id
    ORDER BY c.n) x;
INSERT INTO casebridge.event_private (chain_id, seq, chain_kind, salt, body)
SELECT id, 1, 'case', salt, '{"reason": "High risk"}' FROM seed_case ORDER BY n;
INSERT INTO casebridge.audit_event (chain_kind, chain_id, seq, previous_hash, hash, at_us, actor_kind, actor, session, request,
    organisation_id, record_kind, record_id, record_version, workflow_id, transition_id, action, from_status, to_status, private_digest, facts)
SELECT 'case', c.id, 1, decode(repeat('00', 32), 'hex'),
    sha256(convert_to('casebridge-event-v1|case|' || c.id || '|1|' || repeat('00', 32) || '|' || c.at_us || '|account|' || c.account_id || '|'
        || c.session_id || '||' || c.organisation_id || '|case|' || c.id || '|1|' || c.workflow_id || '|select||selected|'
        || encode(d.digest, 'hex') || '|' || c.facts, 'UTF8')),
    c.at_us, 'account', c.account_id, c.session_id, '', c.organisation_id, 'case', c.id, 1, c.workflow_id, c.transition_id, 'select', '',
    'selected', d.digest, c.facts
FROM seed_case c
CROSS JOIN LATERAL (SELECT sha256(c.salt || convert_to('{"reason": "High risk"}', 'UTF8')) AS digest) d
ORDER BY c.n;
COMMIT;
