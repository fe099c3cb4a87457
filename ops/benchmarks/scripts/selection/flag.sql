-- Contracts with one flag.
\set coordinator random(0, 199)
\set flag random(1, 3)
\startpipeline
BEGIN;
SELECT casebridge.enter('cbt_' || lpad((:coordinator)::text, 42, '0') || 'A', 'bench');
SELECT casebridge.contract_list(jsonb_build_object('flag', jsonb_build_array((ARRAY['bench-a', 'bench-b', 'bench-c'])[(:flag)::int])));
COMMIT;
\endpipeline
