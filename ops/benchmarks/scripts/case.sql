-- One case page as GET /api/v1/cases/{id} reads it, by a coordinator of its organisation.
\set walk random(1, :walkers)
\set number :walk * :total / :walkers
\set coordinator mod(:number, 8) * 25 + random(0, 24)
\startpipeline
BEGIN;
SELECT casebridge.enter('cbt_' || lpad(:coordinator::text, 42, '0') || 'A', 'bench');
SELECT casebridge.case_view(('01900000-0000-7000-8000-' || lpad(:number::text, 12, '0'))::uuid);
COMMIT;
\endpipeline
