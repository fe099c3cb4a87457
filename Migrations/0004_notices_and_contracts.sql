-- Official notices and the contracts (lots) that they speak of: public data, without row-level security, so that
-- text search and filters by value use their indexes.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

CREATE TABLE casebridge.indicator (
    id text COLLATE "C" PRIMARY KEY,
    colour text COLLATE "C" NOT NULL CONSTRAINT colour_is_red_or_pink CHECK (colour IN ('red', 'pink')),
    weight numeric NOT NULL CONSTRAINT weight_is_positive CHECK (weight > 0),
    rule_set text NOT NULL
);
CREATE TABLE casebridge.procedure (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    first_seen_at timestamptz NOT NULL DEFAULT now()
);
-- Every key by which notices name their procedure: the eForms procedure identifier, and publication numbers.
CREATE TABLE casebridge.procedure_reference (
    reference text COLLATE "C" PRIMARY KEY,
    procedure_id uuid NOT NULL REFERENCES casebridge.procedure
);
CREATE TABLE casebridge.notice (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    number text COLLATE "C" NOT NULL UNIQUE,
    procedure_id uuid NOT NULL REFERENCES casebridge.procedure,
    format text COLLATE "C" NOT NULL,
    schema_version text,
    type text COLLATE "C" NOT NULL
        CONSTRAINT type_of_notice CHECK (type IN ('contract_notice', 'award_notice', 'veat', 'other')),
    form text COLLATE "C" NOT NULL,
    country text COLLATE "C",
    language text,
    published_on date,
    dispatched_on date,
    title text,
    document jsonb NOT NULL,
    source bytea NOT NULL,
    source_sha256 bytea NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX notice_procedure ON casebridge.notice (procedure_id);

-- One row a lot, from call to completion; minted at first sight, its id never changes. Where a lot of TED was awarded more than
-- once, to others each time, a row an award.
CREATE TABLE casebridge.contract (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    procedure_id uuid NOT NULL REFERENCES casebridge.procedure,
    lot_key text NOT NULL,
    award_id uuid REFERENCES casebridge.notice,
    title text NOT NULL,
    description text,
    language text,
    country text COLLATE "C" NOT NULL,
    buyer_name text NOT NULL,
    buyer_identifier text,
    suppliers jsonb NOT NULL DEFAULT '[]',
    suppliers_text text NOT NULL DEFAULT '',
    procedure_type text COLLATE "C",
    cpv text COLLATE "C",
    nuts text COLLATE "C",
    estimated_amount numeric,
    estimated_currency text COLLATE "C",
    value_amount numeric,
    value_currency text COLLATE "C",
    published_on date,
    deadline_on date,
    concluded_on date,
    score numeric(5, 2),
    rank numeric GENERATED ALWAYS AS (coalesce(score, -1)) STORED,
    coverage numeric(4, 3) NOT NULL DEFAULT 0,
    flags text[] COLLATE "C" NOT NULL DEFAULT '{}',
    words tsvector GENERATED ALWAYS AS (to_tsvector('simple', left(title, 2000) || ' ' || buyer_name || ' ' || suppliers_text)) STORED,
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- Looked at when all contracts of a procedure have their places.
    UNIQUE NULLS NOT DISTINCT (procedure_id, lot_key, award_id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX contract_by_score ON casebridge.contract (rank DESC, id DESC);
CREATE INDEX contract_by_country_score ON casebridge.contract (country, rank DESC, id DESC);
-- Each code's contracts in the order of the list, so that those of some codes can be merged (contracts_of_code).
CREATE INDEX contract_by_cpv ON casebridge.contract (cpv, rank DESC, id DESC);
-- A division holds up to hundreds of codes, too many to merge for a page: its list is read as it stands in the index.
CREATE INDEX contract_by_division ON casebridge.contract (left(cpv, 2), rank DESC, id DESC);
CREATE INDEX contract_flags ON casebridge.contract USING gin (flags);
CREATE INDEX contract_words ON casebridge.contract USING gin (words);

CREATE TABLE casebridge.contract_notice (
    contract_id uuid NOT NULL REFERENCES casebridge.contract,
    notice_id uuid NOT NULL REFERENCES casebridge.notice,
    PRIMARY KEY (contract_id, notice_id)
);
-- What each notice says of each indicator, per block; and what counts for the contract now.
CREATE TABLE casebridge.notice_result (
    notice_id uuid NOT NULL REFERENCES casebridge.notice,
    position int NOT NULL,
    indicator text COLLATE "C" NOT NULL REFERENCES casebridge.indicator,
    lot_key text,
    block int,
    result text COLLATE "C" NOT NULL
        CONSTRAINT one_of_four_results CHECK (result IN ('flag', 'no_flag', 'not_applicable', 'missing_data')),
    inputs jsonb NOT NULL,
    threshold jsonb,
    PRIMARY KEY (notice_id, position)
);
CREATE TABLE casebridge.contract_result (
    contract_id uuid NOT NULL REFERENCES casebridge.contract,
    indicator text COLLATE "C" NOT NULL REFERENCES casebridge.indicator,
    notice_id uuid NOT NULL REFERENCES casebridge.notice,
    result text COLLATE "C" NOT NULL,
    inputs jsonb NOT NULL,
    threshold jsonb,
    PRIMARY KEY (contract_id, indicator)
);

-- A contract that turned out to be another one. Its row stays only when a case refers to it; its id leads to the other
-- for ever.
CREATE TABLE casebridge.contract_merge (
    contract_id uuid PRIMARY KEY,
    into_id uuid NOT NULL REFERENCES casebridge.contract,
    notice_id uuid NOT NULL REFERENCES casebridge.notice,
    merged_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT contract_merged_into_another CHECK (contract_id <> into_id)
);
CREATE INDEX contract_merge_into ON casebridge.contract_merge (into_id);

-- The contract that an id means now.
CREATE FUNCTION casebridge.contract_now(p_contract uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
    SELECT coalesce((SELECT into_id FROM contract_merge WHERE contract_id = p_contract), p_contract)
$$;

-- The id by which a contract is known outside: the oldest of those that lead to it, so that it tells nothing of which of them
-- somebody opened a case on.
CREATE FUNCTION casebridge.contract_known_as(p_contract uuid) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog, casebridge, pg_temp AS $$
    SELECT least(p_contract, (SELECT contract_id FROM contract_merge WHERE into_id = p_contract ORDER BY contract_id LIMIT 1))
$$;

-- The first contracts after a place in the selection list whose code begins with these digits, as places in the table: they
-- hold for the statement that asks, since what it sees does not change while it runs. The index holds each code's contracts in
-- the order of the list. Of every code one is looked up, or as many as together fill the page; the last that is then on it is
-- the least that can stay there. So a page costs a few rows a code, however many contracts a code has.
-- A plan is made once, when the table may be empty, and kept as it grows: so by the index alone.
CREATE FUNCTION casebridge.contracts_of_code(p_digits text, p_least_rank numeric, p_rank numeric, p_after uuid, p_limit int) RETURNS tid[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, casebridge, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off
    SET jit = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_end text := p_digits || U&'\+10FFFF';
BEGIN
    RETURN ARRAY(
        WITH RECURSIVE code (cpv) AS (
            (SELECT c.cpv FROM contract c WHERE c.cpv >= p_digits AND c.cpv < v_end ORDER BY c.cpv LIMIT 1)
            UNION ALL
            SELECT n.cpv FROM code CROSS JOIN LATERAL (
                SELECT c.cpv FROM contract c WHERE c.cpv > code.cpv AND c.cpv < v_end ORDER BY c.cpv LIMIT 1) n
        ), first AS MATERIALIZED (
            SELECT code.cpv, f.rank, f.id FROM code CROSS JOIN LATERAL (
                SELECT c.rank, c.id FROM contract c
                WHERE c.cpv = code.cpv AND (c.rank, c.id) < (p_rank, p_after) AND c.rank >= p_least_rank
                    AND NOT EXISTS (SELECT FROM contract_merge m WHERE m.contract_id = c.id)
                ORDER BY c.rank DESC, c.id DESC LIMIT 1 + p_limit / (SELECT count(*) FROM code)) f
            ORDER BY f.rank DESC, f.id DESC LIMIT p_limit
        ), least AS MATERIALIZED (
            SELECT coalesce(f.rank, p_least_rank) AS rank, coalesce(f.id, '00000000-0000-0000-0000-000000000000') AS id
            FROM (VALUES (true)) one LEFT JOIN (SELECT rank, id FROM first ORDER BY rank DESC, id DESC OFFSET p_limit - 1) f ON true
        )
        SELECT l.place FROM (SELECT DISTINCT cpv FROM first) f CROSS JOIN least CROSS JOIN LATERAL (
            SELECT c.ctid AS place, c.rank, c.id FROM contract c
            WHERE c.cpv = f.cpv AND (c.rank, c.id) < (p_rank, p_after) AND (c.rank, c.id) >= (least.rank, least.id)
                AND NOT EXISTS (SELECT FROM contract_merge m WHERE m.contract_id = c.id)
            ORDER BY c.rank DESC, c.id DESC LIMIT p_limit) l
        ORDER BY l.rank DESC, l.id DESC LIMIT p_limit);
END
$$;

-- Notices come from operators and workers.
CREATE FUNCTION casebridge.require_no_account() RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF (identity())[1] = 'account' THEN
        PERFORM refuse('MV403', 'operator_only');
    END IF;
END
$$;

-- What the indicators say of notices, in place of what they said before: of each notice an array.
CREATE FUNCTION casebridge.store_results(p_notices uuid[], p_results jsonb[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM notice_result WHERE notice_id = ANY (p_notices);
    INSERT INTO notice_result (notice_id, position, indicator, lot_key, block, result, inputs, threshold)
    SELECT n.notice, i.position, i.item ->> 'id', i.item ->> 'lot', (i.item ->> 'block')::int, i.item ->> 'result',
        coalesce(i.item -> 'inputs', '{}'), nullif(i.item -> 'threshold', 'null')
    FROM unnest(p_notices, p_results) n (notice, results)
    CROSS JOIN LATERAL jsonb_array_elements(n.results) WITH ORDINALITY i (item, position);
END
$$;

CREATE FUNCTION casebridge.load_indicators(p_document jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    IF (identity())[1] <> 'operator' THEN
        RAISE EXCEPTION USING ERRCODE = 'MV403', MESSAGE = 'operator_only';
    END IF;
    INSERT INTO indicator (id, colour, weight, rule_set)
    SELECT i ->> 'id', i ->> 'colour', (i ->> 'weight')::numeric, i ->> 'rule_set'
    FROM jsonb_array_elements(p_document) i
    ON CONFLICT (id) DO UPDATE SET colour = excluded.colour, weight = excluded.weight, rule_set = excluded.rule_set
    WHERE (indicator.colour, indicator.weight, indicator.rule_set) IS DISTINCT FROM (excluded.colour, excluded.weight, excluded.rule_set);
    IF FOUND THEN
        PERFORM append_event('system', system_chain(), NULL, 'indicator', NULL, 'indicators_loaded',
            jsonb_build_object('count', jsonb_array_length(p_document))::text);
    END IF;
END
$$;

-- The weighted share of flags among what could be computed, 0 to 100, and how much of what applies could be.
CREATE FUNCTION casebridge.scores_of(p_contracts uuid[])
RETURNS TABLE (contract_id uuid, score numeric, coverage numeric, flags text[])
LANGUAGE sql STABLE AS $$
    SELECT r.contract_id,
        round(100 * coalesce(sum(i.weight) FILTER (WHERE r.result = 'flag'), 0)
            / nullif(sum(i.weight) FILTER (WHERE r.result IN ('flag', 'no_flag')), 0), 2),
        coalesce(round(coalesce(sum(i.weight) FILTER (WHERE r.result IN ('flag', 'no_flag')), 0)
            / nullif(sum(i.weight) FILTER (WHERE r.result <> 'not_applicable'), 0), 3), 0),
        coalesce(array_agg(r.indicator ORDER BY i.colour DESC, r.indicator) FILTER (WHERE r.result = 'flag'), '{}')
    FROM contract_result r
    JOIN indicator i ON i.id = r.indicator
    WHERE r.contract_id = ANY (p_contracts)
    GROUP BY r.contract_id
$$;

CREATE FUNCTION casebridge.rescore(p_contracts uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE contract c
    SET score = s.score, coverage = s.coverage, flags = s.flags, updated_at = now()
    FROM scores_of(p_contracts) s
    WHERE c.id = s.contract_id AND (c.score, c.coverage, c.flags) IS DISTINCT FROM (s.score, s.coverage, s.flags);
END
$$;

-- A notice on its way into the store: its place in the batch, its id, and the procedures that it ties.
CREATE TYPE casebridge.open_notice AS (place int, id uuid, procedures uuid[], is_new boolean);

-- Stores notices in the order given; of each 'stored', or 'unchanged' when its number is known with the same bytes.
-- As many as are of procedures of their own are stored and settled together: how an import is cut into batches changes
-- nothing.
-- A plan is made once, when the tables may be empty, and kept as they grow: so without reading them whole.
CREATE FUNCTION casebridge.import_notices(p_documents jsonb[], p_sources bytea[]) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp SET enable_seqscan = off SET jit = off
    SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_outcomes text[] := ARRAY[]::text[];
    v_number text;
    v_references text[];
    v_notice open_notice;
    v_open open_notice[] := ARRAY[]::open_notice[];
    v_numbers text[] := ARRAY[]::text[];
    v_procedures uuid[] := ARRAY[]::uuid[];
BEGIN
    PERFORM require_no_account();
    -- One import at a time: two would mint the same procedure or party twice, each unseen by the other.
    PERFORM pg_advisory_xact_lock(17, 1);
    FOR v_place IN 1..cardinality(p_documents) LOOP
        v_number := p_documents[v_place] ->> 'number';
        IF v_number <> ALL (v_numbers) AND is_stored(v_number, sha256(p_sources[v_place])) THEN
            v_outcomes := v_outcomes || 'unchanged'::text;
            CONTINUE;
        END IF;
        v_references := references_of(p_documents[v_place]);
        v_notice := open_notice_of(v_place, v_references);
        IF NOT v_notice.is_new AND v_notice.procedures && v_procedures THEN
            PERFORM store_open(p_documents, p_sources, v_open);
            v_open := ARRAY[]::open_notice[];
            v_numbers := ARRAY[]::text[];
            v_procedures := ARRAY[]::uuid[];
            IF is_stored(v_number, sha256(p_sources[v_place])) THEN
                v_outcomes := v_outcomes || 'unchanged'::text;
                CONTINUE;
            END IF;
            -- Procedures may have become one.
            v_notice := open_notice_of(v_place, v_references);
        END IF;
        v_open := v_open || v_notice;
        v_numbers := v_numbers || v_number;
        v_procedures := v_procedures || v_notice.procedures;
        v_outcomes := v_outcomes || 'stored'::text;
    END LOOP;
    PERFORM store_open(p_documents, p_sources, v_open);
    RETURN v_outcomes;
END
$$;

CREATE FUNCTION casebridge.import_notice(p_document jsonb, p_source bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    RETURN (import_notices(ARRAY[p_document], ARRAY[p_source]))[1];
END
$$;

-- Whether the number is known with the same bytes; a stored notice never changes, so others are refused.
CREATE FUNCTION casebridge.is_stored(p_number text, p_digest bytea) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_existing bytea;
BEGIN
    SELECT source_sha256 INTO v_existing FROM notice WHERE number = p_number;
    IF v_existing <> p_digest THEN
        RAISE EXCEPTION USING ERRCODE = 'MV409', MESSAGE = 'notice_differs',
            DETAIL = jsonb_build_array(jsonb_build_object('code', 'notice_differs', 'detail', p_number))::text;
    END IF;
    RETURN v_existing IS NOT NULL;
END
$$;

-- Every key by which a notice names its procedure.
CREATE FUNCTION casebridge.references_of(p_document jsonb) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN array_remove(ARRAY[p_document ->> 'procedure_key', p_document ->> 'number', p_document ->> 'identity']
        || ARRAY(SELECT jsonb_array_elements_text(p_document -> 'previous_numbers')), NULL);
END
$$;

-- Stores notices of procedures of their own, with what is said of them, and settles their contracts.
CREATE FUNCTION casebridge.store_open(p_documents jsonb[], p_sources bytea[], p_open open_notice[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_notice open_notice;
    v_contracts uuid[] := ARRAY[]::uuid[];
BEGIN
    IF cardinality(p_open) = 0 THEN
        RETURN;
    END IF;
    INSERT INTO notice (id, number, procedure_id, format, schema_version, type, stage, version, form, country, language, published_on,
        dispatched_on, title, document, source, source_sha256)
    SELECT o.id, d ->> 'number', o.procedures[1], d ->> 'format', d ->> 'schema_version', d ->> 'type',
        coalesce(d ->> 'stage',
            CASE d ->> 'type' WHEN 'contract_notice' THEN 'call' WHEN 'award_notice' THEN 'award' WHEN 'veat' THEN 'ex_ante' ELSE 'other' END),
        d ->> 'version', d ->> 'form', nullif(coalesce(d ->> 'country', d -> 'buyers' -> 0 ->> 'country', ''), ''), d ->> 'language',
        (d ->> 'published_on')::date, (d ->> 'dispatched_on')::date, d ->> 'title', d - 'indicators', s, sha256(s)
    FROM (SELECT o.id, o.procedures, p_documents[o.place] AS d, p_sources[o.place] AS s FROM unnest(p_open) o OFFSET 0) o;
    PERFORM store_results(array_agg(o.id), array_agg(coalesce(p_documents[o.place] -> 'indicators', '[]'))) FROM unnest(p_open) o;
    FOREACH v_notice IN ARRAY p_open LOOP
        v_contracts := v_contracts || tie_notice(v_notice.id, p_documents[v_notice.place], v_notice.procedures, v_notice.is_new);
    END LOOP;
    IF cardinality(v_contracts) > 0 THEN
        PERFORM settle_contracts(v_contracts);
    END IF;
END
$$;

-- Of each indicator the latest notice in which it applies counts; inside one notice a flag outweighs a missing fact,
-- and a missing fact outweighs a clean block. Rows are found by their keys and joined by hash, whatever was known of the
-- tables when the plan was made.
CREATE FUNCTION casebridge.settle_results(p_contracts uuid[]) RETURNS void
LANGUAGE plpgsql SET enable_seqscan = off SET enable_nestloop = off SET jit = off SET work_mem = '64MB'
    SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_notices uuid[];
BEGIN
    -- Two that settle the same contract, an import and an assessment, do so one after the other.
    PERFORM FROM contract WHERE id = ANY (p_contracts) ORDER BY id FOR UPDATE;
    v_notices := ARRAY(SELECT DISTINCT notice_id FROM contract_notice WHERE contract_id = ANY (p_contracts));
    WITH spoken AS MATERIALIZED (
        SELECT cn.contract_id, cn.notice_id, cn.lot_key, n.place
        FROM contract_notice cn
        JOIN notice n ON n.id = cn.notice_id
        WHERE cn.contract_id = ANY (p_contracts) AND n.id = ANY (v_notices)
    ), candidate AS (
        SELECT s.contract_id, s.place, r.* FROM spoken s
        JOIN notice_result r ON r.notice_id = s.notice_id AND r.lot_key = s.lot_key
        WHERE r.notice_id = ANY (v_notices)
        UNION ALL
        SELECT s.contract_id, s.place, r.* FROM spoken s
        JOIN notice_result r ON r.notice_id = s.notice_id
        WHERE r.notice_id = ANY (v_notices) AND r.lot_key IS NULL
    ), chosen AS MATERIALIZED (
        SELECT DISTINCT ON (contract_id, indicator) contract_id, indicator, notice_id, result, inputs, threshold
        FROM candidate
        ORDER BY contract_id, indicator, (result = 'not_applicable'), place DESC,
            CASE result WHEN 'flag' THEN 1 WHEN 'missing_data' THEN 2 WHEN 'no_flag' THEN 3 ELSE 4 END, position
    ), gone AS (
        DELETE FROM contract_result r
        WHERE r.contract_id = ANY (p_contracts)
            AND NOT EXISTS (SELECT FROM chosen c WHERE c.contract_id = r.contract_id AND c.indicator = r.indicator)
    )
    MERGE INTO contract_result r
    USING chosen c ON r.contract_id = c.contract_id AND r.indicator = c.indicator AND r.contract_id = ANY (p_contracts)
    WHEN MATCHED AND (r.notice_id, r.result, r.inputs, r.threshold) IS DISTINCT FROM (c.notice_id, c.result, c.inputs, c.threshold) THEN
        UPDATE SET notice_id = c.notice_id, result = c.result, inputs = c.inputs, threshold = c.threshold
    WHEN NOT MATCHED THEN
        INSERT (contract_id, indicator, notice_id, result, inputs, threshold)
        VALUES (c.contract_id, c.indicator, c.notice_id, c.result, c.inputs, c.threshold);
END
$$;

-- One event an import, however many notices it stored.
CREATE FUNCTION casebridge.record_import(p_counts jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
BEGIN
    PERFORM append_event('system', system_chain(), NULL, 'notice', NULL, 'notices_imported', p_counts::text);
END
$$;

GRANT SELECT, INSERT, UPDATE ON casebridge.indicator, casebridge.contract, casebridge.contract_result TO casebridge_gate;
GRANT SELECT, INSERT ON casebridge.procedure, casebridge.procedure_reference, casebridge.notice, casebridge.contract_notice,
    casebridge.notice_result TO casebridge_gate;
GRANT SELECT ON casebridge.indicator, casebridge.procedure, casebridge.contract, casebridge.contract_notice, casebridge.contract_result,
    casebridge.notice_result TO casebridge_app, casebridge_worker, casebridge_operator;
GRANT SELECT (id, number, procedure_id, format, schema_version, type, form, country, language, published_on, dispatched_on, title,
    source_sha256, imported_at) ON casebridge.notice TO casebridge_app, casebridge_worker, casebridge_operator;
GRANT SELECT ON ALL TABLES IN SCHEMA casebridge TO casebridge_backup;
REVOKE SELECT ON casebridge.identity_secret FROM casebridge_backup;
CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.contracts_of_code(text, numeric, numeric, uuid, int) TO casebridge_app;
GRANT EXECUTE ON FUNCTION casebridge.load_indicators(jsonb) TO casebridge_operator;
GRANT EXECUTE ON FUNCTION casebridge.import_notice(jsonb, bytea), casebridge.import_notices(jsonb[], bytea[]),
    casebridge.record_import(jsonb)
    TO casebridge_operator, casebridge_worker;
CALL guard.seal();
