-- :total contracts, three lots a procedure, with columns as real notices fill them. Their ids carry their number.
-- Foreign keys are not checked row by row here (session_replication_role): the rows are right by construction.
SET synchronous_commit = off;
SET session_replication_role = replica;
SET casebridge.migrating = 'on';
SET maintenance_work_mem = '256MB';
BEGIN;
CREATE TEMP TABLE word ON COMMIT DROP AS
SELECT * FROM unnest(string_to_array('supply medical equipment for the regional hospital road maintenance services construction works '
    'renovation school building cleaning catering software licences hardware delivery of fuel electricity insurance consulting audit '
    'design documentation water sewage network extension street lighting winter snow clearing waste collection transport', ' '))
    WITH ORDINALITY w (word, n);
CREATE TEMP TABLE phrase ON COMMIT DROP AS
SELECT p.n, string_agg(w.word, ' ' ORDER BY g) FILTER (WHERE g <= 7) AS title, string_agg(w.word, ' ' ORDER BY g) AS description
FROM generate_series(0, 4999) p (n)
CROSS JOIN generate_series(1, 28) g
JOIN word w ON w.n = 1 + (hashint4(p.n * 31 + g) & 2147483647) % (SELECT count(*) FROM word)
GROUP BY p.n;
CREATE UNIQUE INDEX ON phrase (n);
ANALYZE phrase;

INSERT INTO casebridge.indicator (id, colour, weight, rule_set)
SELECT id, CASE WHEN n % 2 = 0 THEN 'red' ELSE 'pink' END, 1, 'bench' FROM unnest(ARRAY['bench-a', 'bench-b', 'bench-c', 'bench-d',
    'bench-e', 'bench-f']) WITH ORDINALITY i (id, n);
INSERT INTO casebridge.procedure (id)
SELECT ('01900000-0000-7000-a000-' || lpad(n::text, 12, '0'))::uuid FROM generate_series(0, :total / 3) n;
-- The two GIN indexes are built after the rows, in half the time.
DROP INDEX casebridge.contract_flags, casebridge.contract_words;
INSERT INTO casebridge.contract (id, procedure_id, lot_key, title, description, language, country, buyer_name, buyer_identifier,
    suppliers, suppliers_text, procedure_type, cpv, nuts, estimated_amount, estimated_currency, value_amount, value_currency,
    published_on, deadline_on, concluded_on, score, coverage, flags)
SELECT ('01900000-0000-7000-9000-' || lpad(c.number::text, 12, '0'))::uuid, ('01900000-0000-7000-a000-' || lpad((c.number / 3)::text, 12, '0'))::uuid,
    c.number::text, p.title, p.description, 'it', 'IT', 'Municipality of ' || initcap(left(q.title, 12)) || ' no. ' || h.buyer,
    'B' || lpad(h.buyer::text, 6, '0'), jsonb_build_array(jsonb_build_object('name', s.supplier, 'country', 'IT')), s.supplier,
    (ARRAY['open', 'open', 'open', 'restricted', 'neg-w-call', 'neg-wo-call'])[1 + c.number % 6], lpad(h.cpv::text, 8, '0'), 'ITI' || 10 + h.buyer % 40,
    h.amount, 'EUR', round(h.amount * 0.97, 2), 'EUR', h.published, h.published + 30, h.published + 90,
    round((h.score / 100.0)::numeric, 2), 0.833, CASE WHEN c.number % 3 = 0 THEN ARRAY['bench-a', 'bench-b'] ELSE ARRAY['bench-c'] END
FROM generate_series(1, :total) c (number)
CROSS JOIN LATERAL (SELECT (hashint4(c.number) & 2147483647) % 8000 AS buyer, 3000000 + (hashint4(c.number + 7) & 2147483647) % 2500 * 38000 AS cpv,
    round(exp(9 + (hashint4(c.number + 1) & 2147483647) % 6000 / 1000.0)::numeric, 2) AS amount, date '2019-01-01' + (hashint4(c.number + 2) & 2147483647) % 1825 AS published,
    (hashint4(c.number + 3) & 2147483647) % 10001 AS score) h
JOIN phrase p ON p.n = (hashint4(c.number + 4) & 2147483647) % 5000
JOIN phrase q ON q.n = h.buyer % 5000
CROSS JOIN LATERAL (SELECT initcap(left(q.title, 10)) || ' Srl ' || (hashint4(c.number + 5) & 2147483647) % 60000 AS supplier) s;
CREATE INDEX contract_flags ON casebridge.contract USING gin (flags);
CREATE INDEX contract_words ON casebridge.contract USING gin (words);
COMMIT;
