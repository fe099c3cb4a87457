-- Notices of one procedure belong together whatever the order in which they come: a later notice may tie two
-- procedures, and an older one that comes late changes nothing that counts. What a contract says follows from all its
-- notices, the latest of which counts for each fact.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

ALTER TABLE casebridge.notice
    ADD stage text COLLATE "C" NOT NULL DEFAULT 'other'
        CONSTRAINT stage_of_notice CHECK (stage IN
            ('planning', 'call', 'ex_ante', 'award', 'modification', 'completion', 'correction', 'other')),
    ADD version text COLLATE "C";
UPDATE casebridge.notice SET stage = CASE type
    WHEN 'contract_notice' THEN 'call' WHEN 'award_notice' THEN 'award' WHEN 'veat' THEN 'ex_ante' ELSE 'other' END;
-- The order in which notices count: by day, on one day by stage, then by version and number.
ALTER TABLE casebridge.notice ADD place text COLLATE "C" GENERATED ALWAYS AS (
    lpad((coalesce(published_on, dispatched_on, '0001-01-01'::date) - '0001-01-01'::date)::text, 8, '0')
    || array_position(ARRAY['other', 'planning', 'call', 'correction', 'ex_ante', 'award', 'modification', 'completion'], stage)::text
    || coalesce(version, '') || ' ' || number) STORED;

ALTER TABLE casebridge.contract
    ADD stage text COLLATE "C",
    ADD original_deadline_on date,
    ADD original_amount numeric,
    ADD original_currency text COLLATE "C",
    ADD is_cancelled boolean NOT NULL DEFAULT false,
    ADD is_contradictory boolean NOT NULL DEFAULT false;
UPDATE casebridge.contract c SET stage = (
    SELECT n.stage FROM casebridge.contract_notice cn JOIN casebridge.notice n ON n.id = cn.notice_id
    WHERE cn.contract_id = c.id ORDER BY n.published_on DESC NULLS LAST, n.number DESC LIMIT 1);

-- The key that the lot has in this notice: another may write it otherwise, or leave it out.
ALTER TABLE casebridge.contract_notice ADD lot_key text;
UPDATE casebridge.contract_notice cn SET lot_key = (SELECT c.lot_key FROM casebridge.contract c WHERE c.id = cn.contract_id);
ALTER TABLE casebridge.contract_notice ALTER lot_key SET NOT NULL;
CREATE INDEX contract_notice_notice ON casebridge.contract_notice (notice_id);

CREATE TABLE casebridge.procedure_merge (
    procedure_id uuid PRIMARY KEY REFERENCES casebridge.procedure,
    into_id uuid NOT NULL REFERENCES casebridge.procedure,
    notice_id uuid NOT NULL REFERENCES casebridge.notice,
    merged_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT merged_into_another CHECK (procedure_id <> into_id)
);
-- Of what one notice speaks: a contract is a lot, or one award of it, and the key is the notice's own.
CREATE TYPE casebridge.contract_part AS (lot text, award_id uuid, notice_id uuid, lot_key text);
-- Corrections whose indicators wait to be judged on the corrected facts.
CREATE TABLE casebridge.correction_waiting (
    notice_id uuid PRIMARY KEY REFERENCES casebridge.notice
);

-- What the contracts say, from all their notices. Their order is that in which parties are minted.
CREATE FUNCTION casebridge.settle_contracts(p_contracts uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM settle_results(p_contracts);
    PERFORM settle_facts(p_contracts);
    -- Of the next migration.
    PERFORM settle_parties(p_contracts);
END
$$;

-- Of each fact the latest notice counts that states it: rows come with the latest first, and the first of each is taken.
-- Rows are found by their keys and joined by hash, whatever was known of the tables when the plan was made.
CREATE FUNCTION casebridge.settle_facts(p_contracts uuid[]) RETURNS void
LANGUAGE plpgsql SET enable_seqscan = off SET enable_nestloop = off SET jit = off
    SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_notices uuid[] := ARRAY(SELECT DISTINCT notice_id FROM contract_notice WHERE contract_id = ANY (p_contracts));
BEGIN
    UPDATE contract c SET
        title = coalesce(s.title, ''), description = s.description, language = s.language, country = coalesce(s.country, ''),
        buyer_name = coalesce(s.buyer_name, ''), buyer_identifier = s.buyer_identifier,
        suppliers = coalesce(s.suppliers, '[]'), suppliers_text = coalesce(s.suppliers_text, ''),
        procedure_type = s.procedure_type, cpv = s.cpv, nuts = s.nuts,
        estimated_amount = s.estimated_amount, estimated_currency = s.estimated_currency,
        value_amount = s.value_amount, value_currency = s.value_currency,
        published_on = s.published_on, deadline_on = s.deadline_on, concluded_on = s.concluded_on,
        stage = s.stage, is_cancelled = coalesce(s.is_cancelled, false), is_contradictory = coalesce(s.is_contradictory, false),
        original_deadline_on = nullif(s.first_deadline_on, s.deadline_on),
        original_amount = CASE WHEN s.is_value_changed THEN s.first_amount END,
        original_currency = CASE WHEN s.is_value_changed THEN s.first_currency END,
        score = x.score, coverage = coalesce(x.coverage, 0), flags = coalesce(x.flags, '{}'),
        updated_at = now()
    FROM (
        WITH spoken AS MATERIALIZED (
            SELECT n.id, n.title, n.language, n.country, n.published_on, n.stage, n.place,
                n.document -> 'lots' AS lots, n.document -> 'awards' AS awards, n.document -> 'modifications' AS modifications,
                n.document -> 'correction' AS correction, n.document -> 'buyers' -> 0 AS buyer,
                n.document ->> 'procedure_type' AS procedure_type, n.document ->> 'cpv' AS cpv
            FROM notice n WHERE n.id = ANY (v_notices)
        ), lots AS (
            SELECT DISTINCT ON (n.id, key) n.id, coalesce(x ->> 'key', '') AS key, x AS lot
            FROM spoken n CROSS JOIN LATERAL jsonb_array_elements(n.lots) WITH ORDINALITY y (x, position)
            ORDER BY n.id, key, position
        ), blocks AS (
            SELECT n.id, coalesce(x ->> 'lot_key', '') AS key, x AS award
            FROM spoken n CROSS JOIN LATERAL jsonb_array_elements(n.awards) x
        ), awards AS (
            SELECT b.id, b.key,
                CASE WHEN count(DISTINCT award ->> 'currency') = 1 THEN sum((award ->> 'amount')::numeric) END AS amount,
                min(award ->> 'currency') AS currency, max(award ->> 'concluded_on')::date AS concluded_on,
                bool_or((award ->> 'awarded')::boolean) AND NOT bool_and((award ->> 'awarded')::boolean) AS is_contradictory
            FROM blocks b GROUP BY b.id, b.key
        ), winners AS (
            SELECT b.id, b.key, jsonb_agg(DISTINCT x) AS suppliers, string_agg(DISTINCT x ->> 'name', ' ') AS names
            FROM blocks b CROSS JOIN LATERAL jsonb_array_elements(award -> 'suppliers') x GROUP BY b.id, b.key
        ), changes AS (
            SELECT DISTINCT ON (n.id, key) n.id, coalesce(x ->> 'lot_key', '') AS key, x AS change
            FROM spoken n CROSS JOIN LATERAL jsonb_array_elements(n.modifications) WITH ORDINALITY y (x, position)
            ORDER BY n.id, key, position DESC
        ), moved AS (
            SELECT n.id, x ->> 'lot_key' AS key, (x ->> 'deadline_on')::date AS deadline_on
            FROM spoken n CROSS JOIN LATERAL jsonb_array_elements(n.correction -> 'deadlines') x
        ), told AS (
            SELECT cn.contract_id, n.stage, n.published_on, n.language, n.country, n.buyer, n.title, n.procedure_type, n.cpv, l.lot,
                coalesce(m.change -> 'suppliers', w.suppliers) AS suppliers,
                coalesce((SELECT string_agg(DISTINCT x ->> 'name', ' ') FROM jsonb_array_elements(m.change -> 'suppliers') x), w.names) AS names,
                coalesce((m.change ->> 'value_after')::numeric, a.amount) AS amount,
                coalesce(CASE WHEN m.change ->> 'value_after' IS NOT NULL THEN m.change ->> 'currency' END, a.currency) AS currency,
                (m.change ->> 'value_before')::numeric AS amount_before,
                coalesce((m.change ->> 'concluded_on')::date, a.concluded_on) AS concluded_on, a.is_contradictory,
                coalesce((l.lot ->> 'deadline_on')::date, o.deadline_on, e.deadline_on) AS deadline_on,
                (n.correction ->> 'cancels')::boolean AS cancels
            FROM contract_notice cn
            JOIN spoken n ON n.id = cn.notice_id
            LEFT JOIN lots l ON l.id = n.id AND l.key = cn.lot_key
            LEFT JOIN awards a ON a.id = n.id AND a.key = cn.lot_key
            LEFT JOIN winners w ON w.id = n.id AND w.key = cn.lot_key
            LEFT JOIN changes m ON m.id = n.id AND m.key = cn.lot_key
            LEFT JOIN moved o ON o.id = n.id AND o.key = cn.lot_key
            LEFT JOIN moved e ON e.id = n.id AND e.key IS NULL
            WHERE cn.contract_id = ANY (p_contracts)
            ORDER BY cn.contract_id, n.place DESC
        ), latest AS (
            SELECT t.contract_id,
                coalesce((array_agg(t.lot ->> 'title') FILTER (WHERE t.lot ->> 'title' <> ''))[1],
                    (array_agg(t.title) FILTER (WHERE t.title <> '' AND t.stage <> 'correction'))[1],
                    (array_agg(t.title) FILTER (WHERE t.title <> ''))[1]) AS title,
                (array_agg(t.lot ->> 'description') FILTER (WHERE t.lot ->> 'description' <> ''))[1] AS description,
                (array_agg(t.language) FILTER (WHERE t.language IS NOT NULL))[1] AS language,
                coalesce((array_agg(t.country) FILTER (WHERE t.country IS NOT NULL))[1],
                    (array_agg(t.buyer ->> 'country') FILTER (WHERE t.buyer ->> 'country' <> ''))[1]) AS country,
                (array_agg(t.buyer ->> 'name') FILTER (WHERE t.buyer ->> 'name' <> ''))[1] AS buyer_name,
                (array_agg(t.buyer ->> 'identifier') FILTER (WHERE t.buyer ->> 'identifier' <> ''))[1] AS buyer_identifier,
                (array_agg(t.suppliers) FILTER (WHERE t.suppliers <> '[]'))[1] AS suppliers,
                (array_agg(t.names) FILTER (WHERE t.names <> ''))[1] AS suppliers_text,
                (array_agg(t.procedure_type) FILTER (WHERE t.procedure_type IS NOT NULL))[1] AS procedure_type,
                (array_agg(coalesce(t.lot ->> 'cpv', t.cpv)) FILTER (WHERE coalesce(t.lot ->> 'cpv', t.cpv) IS NOT NULL))[1] AS cpv,
                (array_agg(t.lot ->> 'nuts') FILTER (WHERE t.lot ->> 'nuts' IS NOT NULL))[1] AS nuts,
                (array_agg(t.lot ->> 'estimated_amount') FILTER (WHERE t.lot ->> 'estimated_amount' IS NOT NULL))[1]::numeric AS estimated_amount,
                (array_agg(t.lot ->> 'estimated_currency') FILTER (WHERE t.lot ->> 'estimated_amount' IS NOT NULL))[1] AS estimated_currency,
                (array_agg(t.amount) FILTER (WHERE t.amount IS NOT NULL))[1] AS value_amount,
                (array_agg(t.currency) FILTER (WHERE t.amount IS NOT NULL))[1] AS value_currency,
                bool_or(t.stage = 'modification') AS is_modified,
                array_agg(t.amount_before) FILTER (WHERE t.amount_before IS NOT NULL) AS amounts_before,
                array_agg(t.currency) FILTER (WHERE t.amount_before IS NOT NULL) AS currencies_before,
                (array_agg(t.amount) FILTER (WHERE t.amount IS NOT NULL AND t.stage <> 'modification'))[1] AS amount_awarded,
                (array_agg(t.currency) FILTER (WHERE t.amount IS NOT NULL AND t.stage <> 'modification'))[1] AS currency_awarded,
                max(t.published_on) AS published_on,
                array_agg(t.deadline_on) FILTER (WHERE t.deadline_on IS NOT NULL) AS deadlines,
                (array_agg(t.concluded_on) FILTER (WHERE t.concluded_on IS NOT NULL))[1] AS concluded_on,
                (array_agg(t.stage) FILTER (WHERE t.stage <> 'correction'))[1] AS stage,
                (array_agg(t.is_contradictory) FILTER (WHERE t.is_contradictory IS NOT NULL))[1] AS is_contradictory,
                (array_agg(coalesce(t.cancels, false)))[1] AS is_cancelled
            FROM told t GROUP BY t.contract_id
        ), changed AS (
            SELECT *, deadlines[1] AS deadline_on, deadlines[cardinality(deadlines)] AS first_deadline_on,
                -- Only a modification says that a value changed: two awards of one lot may be two contracts.
                CASE WHEN is_modified THEN coalesce(amounts_before[cardinality(amounts_before)], amount_awarded) END AS first_amount,
                coalesce(currencies_before[cardinality(currencies_before)], currency_awarded) AS first_currency
            FROM latest
        )
        SELECT *, first_amount IS NOT NULL AND (first_amount, first_currency) IS DISTINCT FROM (value_amount, value_currency) AS is_value_changed
        FROM changed
    ) s
    LEFT JOIN scores_of(p_contracts) x ON x.contract_id = s.contract_id
    WHERE c.id = s.contract_id AND c.id = ANY (p_contracts);
END
$$;

-- One contract of two: what the notices said of the one is said of the other. One that has a case goes on; when both
-- have, the row of the second stays for its case, in a procedure of its own, and is told nothing more.
CREATE FUNCTION casebridge.merge_contracts(p_one uuid, p_other uuid, p_notice uuid) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    v_kept uuid;
    v_gone uuid;
BEGIN
    SELECT id INTO v_kept FROM contract c WHERE id IN (p_one, p_other)
    ORDER BY NOT EXISTS (SELECT FROM case_file f WHERE f.contract_id = c.id), id LIMIT 1;
    v_gone := CASE v_kept WHEN p_one THEN p_other ELSE p_one END;
    INSERT INTO contract_notice (contract_id, notice_id, lot_key)
    SELECT v_kept, notice_id, lot_key FROM contract_notice WHERE contract_id = v_gone ON CONFLICT DO NOTHING;
    UPDATE contract_merge SET into_id = v_kept WHERE into_id = v_gone;
    INSERT INTO contract_merge (contract_id, into_id, notice_id) VALUES (v_gone, v_kept, p_notice);
    IF NOT EXISTS (SELECT FROM case_file WHERE contract_id = v_gone) THEN
        DELETE FROM contract_result WHERE contract_id = v_gone;
        DELETE FROM contract_notice WHERE contract_id = v_gone;
        DELETE FROM contract WHERE id = v_gone;
    ELSE
        WITH own AS (INSERT INTO procedure DEFAULT VALUES RETURNING id)
        UPDATE contract SET procedure_id = own.id FROM own WHERE contract.id = v_gone;
    END IF;
    RETURN v_kept;
END
$$;

-- Procedures that a notice ties become the oldest of them.
CREATE FUNCTION casebridge.merge_procedures(p_procedures uuid[], p_into uuid, p_notice uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO procedure_merge (procedure_id, into_id, notice_id) SELECT p, p_into, p_notice FROM unnest(p_procedures) p;
    UPDATE procedure_merge SET into_id = p_into WHERE into_id = ANY (p_procedures);
    UPDATE procedure_reference SET procedure_id = p_into WHERE procedure_id = ANY (p_procedures);
    UPDATE notice SET procedure_id = p_into WHERE procedure_id = ANY (p_procedures);
    UPDATE contract SET procedure_id = p_into WHERE procedure_id = ANY (p_procedures);
END
$$;

-- A notice with the procedures of its references, the oldest first; a new one when there is none.
CREATE FUNCTION casebridge.open_notice_of(p_place int, p_references text[]) RETURNS open_notice
LANGUAGE plpgsql AS $$
DECLARE
    v_notice open_notice := (p_place, uuid7(), ARRAY[]::uuid[], false);
BEGIN
    v_notice.procedures := ARRAY(SELECT DISTINCT procedure_id FROM procedure_reference WHERE reference = ANY (p_references) ORDER BY 1);
    v_notice.is_new := cardinality(v_notice.procedures) = 0;
    IF v_notice.is_new THEN
        INSERT INTO procedure DEFAULT VALUES RETURNING ARRAY[id] INTO v_notice.procedures;
    END IF;
    INSERT INTO procedure_reference (reference, procedure_id)
    SELECT r, v_notice.procedures[1] FROM unnest(p_references) r ON CONFLICT DO NOTHING;
    RETURN v_notice;
END
$$;

-- Merges the procedures that a notice ties, and answers the contracts of which something else may be true with it. A new
-- procedure has no other notice.
CREATE FUNCTION casebridge.tie_notice(p_notice uuid, p_document jsonb, p_procedures uuid[], p_is_new boolean) RETURNS uuid[]
LANGUAGE plpgsql AS $$
DECLARE
    v_procedure uuid := p_procedures[1];
    v_is_tie boolean := cardinality(p_procedures) > 1;
    v_contracts uuid[] := ARRAY[]::uuid[];
BEGIN
    IF v_is_tie THEN
        PERFORM merge_procedures(p_procedures[2:], v_procedure, p_notice);
    END IF;
    IF coalesce((p_document ->> 'makes_contracts')::boolean, p_document ->> 'type' <> 'other') THEN
        v_contracts := v_contracts || contracts_of(p_notice, v_procedure, p_document);
    END IF;
    IF NOT p_is_new THEN
        IF v_is_tie OR may_be_parted(v_procedure) THEN
            v_contracts := v_contracts || part_contracts(v_procedure, p_notice);
        END IF;
        v_contracts := v_contracts || attach_corrections(v_procedure);
        IF v_is_tie OR (SELECT stage IN ('call', 'correction') FROM notice WHERE id = p_notice) THEN
            PERFORM await_corrections(v_procedure);
        END IF;
    END IF;
    RETURN ARRAY(SELECT id FROM contract WHERE id = ANY (v_contracts) ORDER BY lot_key, id);
END
$$;

-- The contracts that a notice speaks of: by lot; a lone lot without a number is the procedure's only contract, whatever
-- its key there, until part_contracts knows better.
CREATE FUNCTION casebridge.contracts_of(p_notice uuid, p_procedure uuid, p_document jsonb) RETURNS uuid[]
LANGUAGE plpgsql AS $$
DECLARE
    v_contracts uuid[] := ARRAY[]::uuid[];
    v_contract uuid;
    v_key text;
    v_keys text[] := ARRAY(
        SELECT DISTINCT coalesce(k, '') FROM (
            SELECT l ->> 'key' FROM jsonb_array_elements(p_document -> 'lots') l
            UNION ALL
            SELECT a ->> 'lot_key' FROM jsonb_array_elements(p_document -> 'awards') a) keys (k) ORDER BY 1);
BEGIN
    IF cardinality(v_keys) = 0 THEN
        v_keys := ARRAY[''];
    END IF;
    FOREACH v_key IN ARRAY v_keys LOOP
        SELECT (array_agg(id ORDER BY id))[1] INTO v_contract FROM contract WHERE procedure_id = p_procedure AND lot_key = v_key;
        IF v_contract IS NULL AND cardinality(v_keys) = 1 THEN
            SELECT CASE WHEN count(*) = 1 THEN (array_agg(id))[1] END INTO v_contract
            FROM contract WHERE procedure_id = p_procedure HAVING bool_or(lot_key = '') OR v_key = '';
            UPDATE contract SET lot_key = v_key WHERE id = v_contract AND lot_key = '' AND v_key <> '';
        END IF;
        IF v_contract IS NULL THEN
            INSERT INTO contract (procedure_id, lot_key, title, country, buyer_name) VALUES (p_procedure, v_key, '', '', '')
            RETURNING id INTO v_contract;
        END IF;
        INSERT INTO contract_notice (contract_id, notice_id, lot_key) VALUES (v_contract, p_notice, v_key) ON CONFLICT DO NOTHING;
        v_contracts := v_contracts || v_contract;
    END LOOP;
    RETURN v_contracts;
END
$$;

-- Whether more must be known of a procedure than the keys of its lots to tell which notice speaks of which contract.
CREATE FUNCTION casebridge.may_be_parted(p_procedure uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT count(*) > 1 FROM notice
            WHERE procedure_id = p_procedure AND format = 'ted_export' AND stage IN ('ex_ante', 'award'))
        OR (SELECT bool_or(cn.lot_key = '') AND bool_or(cn.lot_key <> '')
            FROM contract c JOIN contract_notice cn ON cn.contract_id = c.id JOIN notice n ON n.id = cn.notice_id
            WHERE c.procedure_id = p_procedure AND n.stage <> 'correction');
END
$$;

-- What tells suppliers of a lot apart: their names and numbers, as the next migration writes them.
CREATE FUNCTION casebridge.marks_of_suppliers(p_document jsonb, p_lot text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT DISTINCT mark
        FROM (
            SELECT x FROM jsonb_array_elements(p_document -> 'awards') x
            UNION ALL
            SELECT x FROM jsonb_array_elements(p_document -> 'modifications') x) a
        CROSS JOIN LATERAL jsonb_array_elements(a.x -> 'suppliers') s
        CROSS JOIN LATERAL (
            SELECT 'name ' || party_name_value(s ->> 'name') AS mark
            UNION ALL SELECT 'number ' || party_number(s ->> 'identifier', s ->> 'country')) m
        WHERE coalesce(a.x ->> 'lot_key', '') = p_lot AND mark IS NOT NULL);
END
$$;

-- Which notice speaks of which contract, from all notices of the procedure and not from the order in which they came.
-- A lot without a number is the one that has a number, when all notices together know but one and none tells the two apart.
-- Of a lot of TED, awards are of one contract when they share a supplier or when one names the other, as a correction does;
-- what others say belongs to the award that they name, that names them, or whose supplier they share, else to each.
CREATE FUNCTION casebridge.parts_of(p_procedure uuid) RETURNS SETOF casebridge.contract_part
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE spoken AS MATERIALIZED (
        SELECT DISTINCT n.id, cn.lot_key
        FROM contract c JOIN contract_notice cn ON cn.contract_id = c.id JOIN notice n ON n.id = cn.notice_id
        WHERE c.procedure_id = p_procedure AND n.stage <> 'correction'
    ), numbered AS MATERIALIZED (
        SELECT CASE WHEN count(DISTINCT s.lot_key) = 1 AND NOT EXISTS (
            SELECT FROM spoken o JOIN spoken n ON n.id = o.id WHERE o.lot_key = '' AND n.lot_key <> '') THEN max(s.lot_key) END AS lot
        FROM spoken s WHERE s.lot_key <> ''
    ), placed AS MATERIALIZED (
        SELECT n.id, s.lot_key, coalesce(nullif(s.lot_key, ''), (SELECT x.lot FROM numbered x), '') AS lot, n.number,
            n.document -> 'previous_numbers' AS named, n.format = 'ted_export' AND n.stage IN ('ex_ante', 'award') AS is_award,
            CASE WHEN n.format = 'ted_export' THEN marks_of_suppliers(n.document, s.lot_key) ELSE '{}' END AS marks
        FROM spoken s JOIN notice n ON n.id = s.id
    ), award AS MATERIALIZED (
        SELECT * FROM placed WHERE is_award AND marks <> '{}'
    ), link AS (
        -- Of those that share a supplier each is linked with the first, which is enough to walk from one to another.
        SELECT a.lot, a.id AS one, first_value(a.id) OVER (PARTITION BY a.lot, m.mark ORDER BY a.id) AS other
        FROM award a CROSS JOIN LATERAL unnest(a.marks) m (mark)
        UNION
        SELECT a.lot, a.id, b.id
        FROM award a CROSS JOIN LATERAL jsonb_array_elements_text(a.named) x (number) JOIN award b ON b.lot = a.lot AND b.number = x.number
    ), way AS MATERIALIZED (
        SELECT lot, one, other FROM link UNION SELECT lot, other, one FROM link
    ), walk AS (
        SELECT lot, id AS award, id AS reached FROM award
        UNION
        SELECT w.lot, w.award, y.other FROM walk w JOIN way y ON y.lot = w.lot AND y.one = w.reached
    ), root AS MATERIALIZED (
        SELECT DISTINCT ON (lot, award) lot, award, reached AS root FROM walk ORDER BY lot, award, reached
    ), parted AS MATERIALIZED (
        SELECT * FROM root WHERE lot IN (SELECT lot FROM root GROUP BY lot HAVING count(DISTINCT root) > 1)
    ), near AS MATERIALIZED (
        SELECT p.lot, p.id, r.root
        FROM placed p JOIN award a ON a.lot = p.lot JOIN parted r ON r.lot = a.lot AND r.award = a.id
        WHERE a.id = p.id OR ((NOT p.is_award OR p.marks = '{}') AND (a.named ? p.number OR p.named ? a.number OR a.marks && p.marks))
    )
    SELECT DISTINCT p.lot, r.root, p.id, p.lot_key
    FROM placed p LEFT JOIN parted r ON r.lot = p.lot
        AND (NOT EXISTS (SELECT FROM near n WHERE n.lot = p.lot AND n.id = p.id)
            OR EXISTS (SELECT FROM near n WHERE n.lot = p.lot AND n.id = p.id AND n.root = r.root))
$$;

-- Gives each contract of a procedure the notices that speak of it, and answers those of which something else may be true
-- then. A contract goes on as that of which its first notice speaks alone; one that is two is parted, two that are one are
-- joined.
CREATE FUNCTION casebridge.part_contracts(p_procedure uuid, p_notice uuid) RETURNS uuid[]
LANGUAGE plpgsql AS $$
DECLARE
    v_parts contract_part[] := ARRAY(SELECT p FROM parts_of(p_procedure) p);
    v_touched uuid[] := ARRAY[]::uuid[];
    v_part record;
    v_contract uuid;
    v_other uuid;
BEGIN
    FOR v_part IN
        WITH part AS (
            SELECT *, count(*) OVER (PARTITION BY notice_id, lot_key) > 1 AS is_shared FROM unnest(v_parts)
        ), kept AS (
            SELECT DISTINCT ON (c.id) c.id, p.lot, p.award_id
            FROM contract c JOIN contract_notice cn ON cn.contract_id = c.id
            JOIN part p ON (p.notice_id, p.lot_key) = (cn.notice_id, cn.lot_key)
            WHERE c.procedure_id = p_procedure
            ORDER BY c.id, p.is_shared, p.notice_id, p.award_id
        )
        SELECT x.lot, x.award_id, ARRAY(
            SELECT k.id FROM kept k WHERE k.lot = x.lot AND k.award_id IS NOT DISTINCT FROM x.award_id ORDER BY k.id) AS contracts
        FROM (SELECT DISTINCT lot, award_id FROM part) x ORDER BY x.lot, x.award_id
    LOOP
        v_contract := v_part.contracts[1];
        FOREACH v_other IN ARRAY v_part.contracts[2:] LOOP
            v_contract := merge_contracts(v_contract, v_other, p_notice);
            v_touched := v_touched || v_contract;
        END LOOP;
        IF v_contract IS NULL THEN
            INSERT INTO contract (procedure_id, lot_key, award_id, title, country, buyer_name)
            VALUES (p_procedure, v_part.lot, v_part.award_id, '', '', '') RETURNING id INTO v_contract;
        ELSE
            UPDATE contract SET lot_key = v_part.lot, award_id = v_part.award_id
            WHERE id = v_contract AND (lot_key, award_id) IS DISTINCT FROM (v_part.lot, v_part.award_id);
        END IF;
        v_touched := v_touched || tell_contract(v_contract, ARRAY(
            SELECT p FROM unnest(v_parts) p WHERE p.lot = v_part.lot AND p.award_id IS NOT DISTINCT FROM v_part.award_id));
    END LOOP;
    RETURN v_touched;
END
$$;

-- Lets a contract have these notices and no others; corrections follow the notices that they correct. Answers it when that
-- is a change.
CREATE FUNCTION casebridge.tell_contract(p_contract uuid, p_parts casebridge.contract_part[]) RETURNS uuid[]
LANGUAGE plpgsql AS $$
DECLARE
    v_changes int;
BEGIN
    WITH gone AS (
        DELETE FROM contract_notice cn USING notice n
        WHERE cn.contract_id = p_contract AND n.id = cn.notice_id AND n.stage <> 'correction'
            AND NOT EXISTS (SELECT FROM unnest(p_parts) p WHERE (p.notice_id, p.lot_key) = (cn.notice_id, cn.lot_key))
        RETURNING 1
    ), new AS (
        INSERT INTO contract_notice (contract_id, notice_id, lot_key)
        SELECT p_contract, p.notice_id, p.lot_key FROM unnest(p_parts) p ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM new) INTO v_changes;
    IF v_changes = 0 THEN
        RETURN ARRAY[]::uuid[];
    END IF;
    DELETE FROM contract_notice cn USING notice n WHERE cn.contract_id = p_contract AND n.id = cn.notice_id AND n.stage = 'correction';
    RETURN ARRAY[p_contract];
END
$$;

-- A correction of TED speaks of the contracts of the notices that it names; a notice takes the corrections that came
-- before it. A lot without a number is the one lot that the correction names.
CREATE FUNCTION casebridge.attach_corrections(p_procedure uuid) RETURNS uuid[]
LANGUAGE plpgsql AS $$
DECLARE
    v_contracts uuid[];
BEGIN
    WITH attached AS (
        INSERT INTO contract_notice (contract_id, notice_id, lot_key)
        SELECT cn.contract_id, k.id, CASE WHEN cn.lot_key <> '' THEN cn.lot_key ELSE
            coalesce((SELECT CASE WHEN count(DISTINCT x ->> 'lot_key') = 1 THEN max(x ->> 'lot_key') END
                FROM jsonb_array_elements(k.document -> 'correction' -> 'deadlines') x), '') END
        FROM notice k
        JOIN notice n ON n.procedure_id = p_procedure AND k.document -> 'correction' -> 'corrected' ? n.number
        JOIN contract_notice cn ON cn.notice_id = n.id
        WHERE k.procedure_id = p_procedure AND k.stage = 'correction' AND n.stage <> 'correction'
        ON CONFLICT DO NOTHING
        RETURNING contract_id
    )
    SELECT coalesce(array_agg(DISTINCT contract_id), '{}') INTO v_contracts FROM attached;
    RETURN v_contracts;
END
$$;

-- The call that a correction corrects, and the day on which it was first sent.
CREATE FUNCTION casebridge.corrected_call(k casebridge.notice) RETURNS TABLE (notice_id uuid, number text, dispatched_on date)
LANGUAGE sql STABLE SET search_path = pg_catalog, casebridge, pg_temp AS $$
    SELECT n.id, n.number, n.dispatched_on FROM notice n
    WHERE n.procedure_id = k.procedure_id AND n.id <> k.id AND n.type = 'contract_notice'
        AND NOT coalesce((n.document ->> 'is_change')::boolean, false)
        AND ((k.stage = 'correction' AND k.document -> 'correction' -> 'corrected' ? n.number)
            OR (k.type = 'contract_notice' AND (k.document ->> 'is_change')::boolean AND n.place < k.place))
    ORDER BY n.place LIMIT 1
$$;

-- The corrections of a procedure that are to be judged again: those of TED with the call that they correct, and changed
-- versions in eForms with the first, which alone says when the call was sent.
CREATE FUNCTION casebridge.await_corrections(p_procedure uuid) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO correction_waiting (notice_id)
    SELECT k.id FROM notice k
    WHERE k.procedure_id = p_procedure AND EXISTS (SELECT FROM corrected_call(k))
    ON CONFLICT DO NOTHING
$$;

-- Corrections that wait, each with the bytes of what must be read to judge it, a row a notice: the call and every
-- correction of it up to this one, or the changed version alone.
CREATE FUNCTION casebridge.corrections_waiting(p_limit int)
RETURNS TABLE (number text, is_version boolean, first_dispatched_on date, source bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    PERFORM require_no_account();
    RETURN QUERY
    SELECT w.number, w.stage <> 'correction', w.dispatched_on, o.source
    FROM (
        SELECT k.id, k.number, k.stage, k.place, k.procedure_id, f.notice_id AS call_id, f.number AS call_number, f.dispatched_on
        FROM correction_waiting x
        JOIN notice k ON k.id = x.notice_id
        CROSS JOIN LATERAL corrected_call(k) f
        ORDER BY k.id LIMIT p_limit) w
    JOIN notice o ON o.procedure_id = w.procedure_id AND CASE
        WHEN w.stage <> 'correction' THEN o.id = w.id
        ELSE o.id = w.call_id OR (o.stage = 'correction' AND o.place <= w.place AND o.document -> 'correction' -> 'corrected' ? w.call_number) END
    ORDER BY w.id, (o.id <> w.call_id), o.place;
END
$$;

-- What the indicators say of a call as corrected; they stand with the correction, those of the call stay with the call.
CREATE FUNCTION casebridge.store_corrected_results(p_number text, p_results jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_notice uuid;
    v_contracts uuid[];
BEGIN
    PERFORM require_no_account();
    DELETE FROM correction_waiting w USING notice n WHERE n.id = w.notice_id AND n.number = p_number RETURNING n.id INTO v_notice;
    IF v_notice IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'MV404', MESSAGE = 'not_found';
    END IF;
    v_contracts := ARRAY(SELECT contract_id FROM contract_notice WHERE notice_id = v_notice);
    PERFORM store_results(ARRAY[v_notice], ARRAY[p_results]);
    PERFORM settle_results(v_contracts);
    PERFORM rescore(v_contracts);
END
$$;

-- A contract from plan to completion: every notice of its procedure that speaks of it, the latest first, with what it
-- changed; and what the indicators said in it.
CREATE FUNCTION casebridge.contract_history(p_contract uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    v_answer json;
BEGIN
    SELECT json_build_object('contract', c.id, 'stage', c.stage, 'is_cancelled', c.is_cancelled, 'is_contradictory', c.is_contradictory,
        'deadline_on', c.deadline_on, 'original_deadline_on', c.original_deadline_on,
        'original_value', money(c.original_amount, c.original_currency),
        'notices', coalesce((SELECT json_agg(json_build_object('number', n.number, 'stage', n.stage, 'form', n.form, 'format', n.format,
                'version', n.version, 'published_on', n.published_on, 'dispatched_on', n.dispatched_on, 'lot', cn.lot_key,
                'link', 'https://ted.europa.eu/en/notice/-/detail/' || n.number,
                'correction', n.document -> 'correction',
                'modifications', coalesce(n.document -> 'modifications', '[]'),
                'flags', (SELECT coalesce(json_agg(DISTINCT r.indicator), '[]') FROM notice_result r
                    WHERE r.notice_id = n.id AND r.result = 'flag' AND (r.lot_key IS NULL OR r.lot_key = cn.lot_key)))
                ORDER BY n.place DESC)
            FROM notice n
            LEFT JOIN contract_notice cn ON cn.notice_id = n.id AND cn.contract_id = c.id
            WHERE n.procedure_id = c.procedure_id AND (cn.notice_id IS NOT NULL OR n.stage IN ('planning', 'call'))), '[]'))
    INTO v_answer FROM contract c WHERE c.id = contract_now(p_contract);
    IF v_answer IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'MV404', MESSAGE = 'not_found';
    END IF;
    RETURN v_answer;
END
$$;

GRANT SELECT, INSERT ON casebridge.procedure_merge TO casebridge_gate;
GRANT UPDATE (into_id) ON casebridge.procedure_merge TO casebridge_gate;
GRANT SELECT, INSERT, UPDATE ON casebridge.contract_merge TO casebridge_gate;
GRANT SELECT, INSERT, DELETE ON casebridge.correction_waiting TO casebridge_gate;
GRANT UPDATE ON casebridge.procedure_reference, casebridge.notice TO casebridge_gate;
GRANT DELETE ON casebridge.contract, casebridge.contract_notice, casebridge.contract_result, casebridge.notice_result TO casebridge_gate;
GRANT SELECT ON casebridge.procedure_merge, casebridge.contract_merge TO casebridge_app, casebridge_worker, casebridge_operator;
GRANT SELECT (stage, version, place) ON casebridge.notice TO casebridge_app, casebridge_worker, casebridge_operator;
GRANT SELECT ON casebridge.procedure_merge, casebridge.contract_merge, casebridge.correction_waiting TO casebridge_backup;
CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.corrections_waiting(int), casebridge.store_corrected_results(text, jsonb)
    TO casebridge_operator, casebridge_worker;
GRANT EXECUTE ON FUNCTION casebridge.contract_now(uuid), casebridge.contract_known_as(uuid), casebridge.contract_history(uuid) TO casebridge_app;
CALL guard.seal();
