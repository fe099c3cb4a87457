-- Contracts with at least a score.
\set coordinator random(0, 199)
\set score random(0, 100)
\startpipeline
BEGIN;
SELECT casebridge.enter('cbt_' || lpad((:coordinator)::text, 42, '0') || 'A', 'bench');
SELECT casebridge.contract_list(jsonb_build_object('min_score', (:score)::int));
COMMIT;
\endpipeline
