-- The first 50 cases of an organisation in one status, as GET /api/v1/cases?status=… reads them.
\set coordinator random(0, 199)
\set status random(1, 2)
\startpipeline
BEGIN;
SELECT casebridge.enter('cbt_' || lpad(:coordinator::text, 42, '0') || 'A', 'bench');
SELECT casebridge.case_list(ARRAY[(ARRAY['selected', 'reported'])[:status]], NULL, NULL, 50, NULL, NULL);
COMMIT;
\endpipeline
