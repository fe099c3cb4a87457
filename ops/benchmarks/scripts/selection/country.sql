-- Contracts of one country.
\set coordinator random(0, 199)
\startpipeline
BEGIN;
SELECT casebridge.enter('cbt_' || lpad((:coordinator)::text, 42, '0') || 'A', 'bench');
SELECT casebridge.contract_list('{"country": "IT"}');
COMMIT;
\endpipeline
