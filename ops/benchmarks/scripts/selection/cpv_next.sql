-- A page somewhere in the list of a code, as its link to the next page asks for.
\set coordinator random(0, 199)
\set code random(0, 2499)
\set rank random(1, 99)
\startpipeline
BEGIN;
SELECT casebridge.enter('cbt_' || lpad((:coordinator)::text, 42, '0') || 'A', 'bench');
SELECT casebridge.contract_list(jsonb_build_object('cpv', left(lpad((3000000 + (:code)::int * 38000)::text, 8, '0'), (:digits)::int), 'after_rank', (:rank)::int, 'after_id', 'ffffffff-ffff-ffff-ffff-ffffffffffff'));
COMMIT;
\endpipeline
