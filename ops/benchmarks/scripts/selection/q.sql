-- Contracts with two words.
\set coordinator random(0, 199)
\set number random(0, 3)
\startpipeline
BEGIN;
SELECT casebridge.enter('cbt_' || lpad((:coordinator)::text, 42, '0') || 'A', 'bench');
SELECT casebridge.contract_list(jsonb_build_object('q', (ARRAY['hospital insurance', 'snow street', 'water fuel', 'school cleaning'])[1 + (:number)::int]));
COMMIT;
\endpipeline
