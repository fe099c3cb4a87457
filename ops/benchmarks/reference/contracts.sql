-- The contracts of the lean worklist: the columns and spreads of the reference's generator, set-based, :total rows, with
-- the index that serves the reference query best.
SET synchronous_commit = off;
SET maintenance_work_mem = '256MB';
DROP TABLE IF EXISTS perf.contract;
BEGIN;
CREATE TEMP TABLE word ON COMMIT DROP AS
SELECT * FROM unnest(string_to_array('supply of medical equipment for the regional hospital road maintenance services construction '
    'works renovation school building cleaning catering software licences hardware delivery fuel electricity insurance consulting audit '
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

CREATE TABLE perf.contract AS
SELECT c.id, 'ocds-213czf-' || lpad(c.id::text, 9, '0') AS ocid, lpad((c.id % 999999)::text, 6, '0') || '-' || 2019 + c.id % 5 AS notice_id,
    'B' || lpad(r.buyer::text, 6, '0') AS buyer_id, 'Municipality of ' || initcap(left(b.title, 16)) || ' no. ' || r.buyer AS buyer_name,
    (ARRAY['PL', 'DE', 'FR', 'IT', 'ES', 'RO', 'HU', 'CZ', 'BG', 'SK'])[1 + r.buyer % 10] || lpad((r.buyer % 40)::text, 3, '0') AS buyer_nuts,
    (ARRAY['open', 'open', 'open', 'restricted', 'neg-wo-call', 'oth-single'])[1 + c.id % 6] AS procedure_type, p.title, p.description,
    lpad((3000000 + c.id % 2500 * 38000)::text, 8, '0') AS cpv, (ARRAY['pl', 'de', 'fr', 'it', 'es'])[1 + r.buyer % 5] AS lang,
    r.published AS published_on, r.published + 30 AS deadline_on, r.published + 90 AS awarded_on, r.published + 120 AS signed_on,
    r.amount AS estimated_amount, r.amount * 0.97 AS value_amount, 'EUR' AS currency, 1 + c.id % 5 AS n_bids, 1 + c.id % 2 AS n_lots,
    'S' || lpad(r.winner::text, 7, '0') AS winner_id, initcap(left(b.title, 12)) || ' Sp. z o.o. ' || r.winner AS winner_name,
    'PL' AS winner_country, c.id % 8 = 0 AS is_framework, c.id % 5 = 0 AS eu_funded, c.id % 3 AS n_amendments,
    (ARRAY['open', 'open', 'open', 'open', 'open', 'open', 'open', 'triage', 'triage', 'triage', 'triage', 'review', 'review', 'review',
        'closed', 'closed', 'closed', 'closed', 'closed', 'escalated'])[1 + (hashint4(c.id::int + 6) & 2147483647) % 20] AS status,
    1 + (hashint4(c.id::int + 7) & 2147483647) % 50 AS assignee, ((hashint4(c.id::int + 8) & 2147483647) % 10001 / 100.0)::double precision AS risk
FROM generate_series(1, :total) c (id)
CROSS JOIN LATERAL (SELECT (hashint4(c.id::int) & 2147483647) % 8000 AS buyer, (hashint4(c.id::int + 1) & 2147483647) % 60000 AS winner,
    date '2019-01-01' + (hashint4(c.id::int + 2) & 2147483647) % 1825 AS published,
    exp(9 + (hashint4(c.id::int + 3) & 2147483647) % 6000 / 1000.0) AS amount) r
JOIN phrase p ON p.n = (hashint4(c.id::int + 4) & 2147483647) % 5000
JOIN phrase b ON b.n = r.buyer % 5000;
ALTER TABLE perf.contract ADD PRIMARY KEY (id);
CREATE INDEX contract_worklist ON perf.contract (status, assignee, risk DESC, id);
COMMIT;
