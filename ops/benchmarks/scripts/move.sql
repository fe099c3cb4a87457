-- One move in one round trip: a client walks the cases client_id, client_id + clients, … and closes them without a referral;
-- on its next pass it reopens them. `step` persists for each client.
\set step :step + 1
\set per_pass (:walkers - :client_id - 1) / :clients + 1
\set walk 1 + :client_id + :clients * mod(:step, :per_pass)
\set number :walk * :total / :walkers
\set coordinator mod(:number, 8) * 25 + random(0, 24)
\if mod(:step / :per_pass, 2) = 0
\startpipeline
BEGIN;
SELECT casebridge.enter('cbt_' || lpad(:coordinator::text, 42, '0') || 'A', 'bench');
SELECT casebridge.move('case', ('01900000-0000-7000-8000-' || lpad(:number::text, 12, '0'))::uuid, 'close_without_referral', NULL, 'Nothing to refer');
COMMIT;
\endpipeline
\else
\startpipeline
BEGIN;
SELECT casebridge.enter('cbt_' || lpad(:coordinator::text, 42, '0') || 'A', 'bench');
SELECT casebridge.move('case', ('01900000-0000-7000-8000-' || lpad(:number::text, 12, '0'))::uuid, 'reopen', NULL, 'New facts');
COMMIT;
\endpipeline
\endif
