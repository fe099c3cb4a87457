-- Contracts of a buyer whose name holds a number.
\set coordinator random(0, 199)
\set number random(1000, 7999)
\startpipeline
BEGIN;
SELECT casebridge.enter('cbt_' || lpad((:coordinator)::text, 42, '0') || 'A', 'bench');
SELECT casebridge.contract_list(jsonb_build_object('buyer', 'no. ' || (:number)::int));
COMMIT;
\endpipeline
