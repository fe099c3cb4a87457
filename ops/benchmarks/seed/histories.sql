-- Walks the cases :part, :part + :parts, … of the :walkers spread among :total from `selected` to `reported`, through the very
-- functions that the program calls: each ends with 25 events, an assignment and a report with two findings and submissions.
SET synchronous_commit = off;
CREATE OR REPLACE FUNCTION pg_temp.token(p_organisation int, p_role text, p_number int) RETURNS text
LANGUAGE sql AS $$ SELECT token FROM bench_seed.person WHERE organisation = p_organisation AND role = p_role AND number = p_number $$;
SELECT set_config('bench.total', :'total', false), set_config('bench.part', :'part', false), set_config('bench.parts', :'parts', false), set_config('bench.walkers', :'walkers', false) \g /dev/null
DO $$
DECLARE
    v_total bigint := current_setting('bench.total')::bigint;
    v_number bigint;
    o int;
    v_case uuid;
    v_monitor int;
    v_account uuid;
    v_assignment uuid;
    v_report uuid;
    v_coordinator text;
    v_author text;
    v_reviewer text;
    v_approver text;
    v_answers jsonb := '{"A.1": "yes", "A.2": "2026-01-15", "B.1": "The works had not begun.", "C.3": "no"}';
    v_finding jsonb := '{"kind": "fact", "category": "single_or_few_bids", "phase": "evaluation_and_award", "statement": "Only one tender was received."}';
BEGIN
    FOR k IN current_setting('bench.part')::int .. current_setting('bench.walkers')::int BY current_setting('bench.parts')::int LOOP
        CONTINUE WHEN k = 0;
        v_number := k * v_total / current_setting('bench.walkers')::int;
        o := v_number % 8;
        v_monitor := k % 3;
        v_case := ('01900000-0000-7000-8000-' || lpad(v_number::text, 12, '0'))::uuid;
        v_coordinator := pg_temp.token(o, 'coordinator', k % 25);
        v_author := pg_temp.token(o, 'monitor', v_monitor);
        v_reviewer := pg_temp.token(o, 'reviewer', 0);
        v_approver := pg_temp.token(o, 'approver', 0);
        v_account := (SELECT account_id FROM bench_seed.person WHERE organisation = o AND role = 'monitor' AND number = v_monitor);
        PERFORM casebridge.enter(v_coordinator);
        v_assignment := casebridge.create_assignment(v_case, v_account, current_date + 60) ->> 'id';
        PERFORM casebridge.enter(v_author);
        PERFORM casebridge.declare_conflict(v_case, false, NULL);
        PERFORM casebridge.move('assignment', v_assignment, 'accept', NULL);
        v_report := casebridge.create_report(v_case, 'bench', '[]') ->> 'id';
        PERFORM casebridge.save_answers(v_report, 1, v_answers, v_answers, '[]');
        PERFORM casebridge.add_finding(v_report, v_finding);
        PERFORM casebridge.move('report', v_report, 'submit', NULL);
        PERFORM casebridge.enter(v_reviewer);
        PERFORM casebridge.declare_conflict(v_case, false, NULL);
        PERFORM casebridge.move('report', v_report, 'start_review', NULL);
        PERFORM casebridge.add_comment(v_report, 'B.1', NULL, 'Which works, and where?');
        PERFORM casebridge.move('report', v_report, 'request_changes', NULL, 'The place is missing.');
        PERFORM casebridge.enter(v_author);
        PERFORM casebridge.save_answers(v_report, 3, v_answers, v_answers, '[]');
        PERFORM casebridge.add_finding(v_report, v_finding);
        PERFORM casebridge.move('report', v_report, 'submit', NULL);
        PERFORM casebridge.enter(v_reviewer);
        PERFORM casebridge.move('report', v_report, 'start_review', NULL);
        PERFORM casebridge.give_verdicts(v_report, 2, '[{"finding": 1, "verdict": "accepted"}, {"finding": 2, "verdict": "accepted"}]');
        PERFORM casebridge.move('report', v_report, 'recommend', NULL);
        PERFORM casebridge.enter(v_approver);
        PERFORM casebridge.declare_conflict(v_case, false, NULL);
        PERFORM casebridge.move('report', v_report, 'approve', NULL);
        PERFORM casebridge.enter(v_coordinator);
        PERFORM casebridge.move('assignment', v_assignment, 'complete', NULL);
        COMMIT;
    END LOOP;
END
$$;
