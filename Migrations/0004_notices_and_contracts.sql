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

-- One row a lot, from call to completion; minted at first sight, its id never changes.
CREATE TABLE casebridge.contract (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    procedure_id uuid NOT NULL REFERENCES casebridge.procedure,
    lot_key text NOT NULL,
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
    UNIQUE (procedure_id, lot_key)
);
CREATE INDEX contract_by_score ON casebridge.contract (rank DESC, id DESC);
CREATE INDEX contract_by_country_score ON casebridge.contract (country, rank DESC, id DESC);
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

-- Notices come from operators and workers.
CREATE FUNCTION casebridge.require_no_account() RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF (identity())[1] = 'account' THEN
        PERFORM refuse('MV403', 'operator_only');
    END IF;
END
$$;

-- What the indicators say of a notice, in place of what they said before.
CREATE FUNCTION casebridge.store_results(p_notice uuid, p_results jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM notice_result WHERE notice_id = p_notice;
    INSERT INTO notice_result (notice_id, position, indicator, lot_key, block, result, inputs, threshold)
    SELECT p_notice, i.position, i.item ->> 'id', i.item ->> 'lot', (i.item ->> 'block')::int, i.item ->> 'result',
        coalesce(i.item -> 'inputs', '{}'), nullif(i.item -> 'threshold', 'null')
    FROM jsonb_array_elements(p_results) WITH ORDINALITY i (item, position);
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
CREATE FUNCTION casebridge.rescore(p_contracts uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE contract c
    SET score = s.score, coverage = coalesce(s.coverage, 0), flags = coalesce(s.flags, '{}'), updated_at = now()
    FROM (
        SELECT r.contract_id,
            round(100 * coalesce(sum(i.weight) FILTER (WHERE r.result = 'flag'), 0)
                / nullif(sum(i.weight) FILTER (WHERE r.result IN ('flag', 'no_flag')), 0), 2) AS score,
            round(coalesce(sum(i.weight) FILTER (WHERE r.result IN ('flag', 'no_flag')), 0)
                / nullif(sum(i.weight) FILTER (WHERE r.result <> 'not_applicable'), 0), 3) AS coverage,
            array_agg(r.indicator ORDER BY i.colour DESC, r.indicator) FILTER (WHERE r.result = 'flag') AS flags
        FROM contract_result r
        JOIN indicator i ON i.id = r.indicator
        WHERE r.contract_id = ANY (p_contracts)
        GROUP BY r.contract_id
    ) s
    WHERE c.id = s.contract_id;
END
$$;

-- Stores one notice: 'stored', or 'unchanged' when its number is known with the same bytes. Procedures that it ties are
-- merged, and what its contracts say is settled from all their notices (0016).
CREATE FUNCTION casebridge.import_notice(p_document jsonb, p_source bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_digest bytea := sha256(p_source);
    v_existing bytea;
    v_procedures uuid[];
    v_procedure uuid;
    v_notice uuid;
    v_type text := p_document ->> 'type';
    v_stage text := coalesce(p_document ->> 'stage',
        CASE v_type WHEN 'contract_notice' THEN 'call' WHEN 'award_notice' THEN 'award' WHEN 'veat' THEN 'ex_ante' ELSE 'other' END);
    v_contracts uuid[] := ARRAY[]::uuid[];
BEGIN
    PERFORM require_no_account();
    -- One import at a time: two would mint the same procedure or party twice, each unseen by the other.
    PERFORM pg_advisory_xact_lock(17, 1);
    SELECT source_sha256 INTO v_existing FROM notice WHERE number = p_document ->> 'number';
    IF v_existing = v_digest THEN
        RETURN 'unchanged';
    ELSIF v_existing IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'MV409', MESSAGE = 'notice_differs',
            DETAIL = jsonb_build_array(jsonb_build_object('code', 'notice_differs', 'detail', p_document ->> 'number'))::text;
    END IF;
    v_procedures := procedure_of(array_remove(
        ARRAY[p_document ->> 'procedure_key', p_document ->> 'number', p_document ->> 'identity']
        || ARRAY(SELECT jsonb_array_elements_text(p_document -> 'previous_numbers')), NULL));
    v_procedure := v_procedures[1];
    INSERT INTO notice (number, procedure_id, format, schema_version, type, stage, version, form, country, language, published_on,
        dispatched_on, title, document, source, source_sha256)
    VALUES (p_document ->> 'number', v_procedure, p_document ->> 'format', p_document ->> 'schema_version', v_type, v_stage,
        p_document ->> 'version', p_document ->> 'form',
        nullif(coalesce(p_document ->> 'country', p_document -> 'buyers' -> 0 ->> 'country', ''), ''), p_document ->> 'language',
        (p_document ->> 'published_on')::date, (p_document ->> 'dispatched_on')::date, p_document ->> 'title',
        p_document - 'indicators', p_source, v_digest)
    RETURNING id INTO v_notice;
    PERFORM store_results(v_notice, p_document -> 'indicators');
    IF cardinality(v_procedures) > 1 THEN
        v_contracts := merge_procedures(v_procedures[2:], v_procedure, v_notice);
    END IF;
    IF coalesce((p_document ->> 'makes_contracts')::boolean, v_type <> 'other') THEN
        v_contracts := v_contracts || contracts_of(v_notice, v_procedure, p_document);
    END IF;
    v_contracts := v_contracts || attach_corrections(v_procedure);
    IF v_stage IN ('call', 'correction') OR cardinality(v_procedures) > 1 THEN
        PERFORM await_corrections(v_procedure);
    END IF;
    IF cardinality(v_contracts) > 0 THEN
        PERFORM settle_contracts(v_contracts);
    END IF;
    RETURN 'stored';
END
$$;

-- Of each indicator the latest notice in which it applies counts; inside one notice a flag outweighs a missing fact,
-- and a missing fact outweighs a clean block.
CREATE FUNCTION casebridge.settle_results(p_contracts uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM contract_result WHERE contract_id = ANY (p_contracts);
    INSERT INTO contract_result (contract_id, indicator, notice_id, result, inputs, threshold)
    WITH spoken AS (
        SELECT c.id, cn.lot_key, n.id AS notice_id, n.place
        FROM contract c
        JOIN contract_notice cn ON cn.contract_id = c.id
        JOIN notice n ON n.id = cn.notice_id
        WHERE c.id = ANY (p_contracts)
    ), candidate AS (
        SELECT s.id AS contract_id, s.place, r.* FROM spoken s
        JOIN notice_result r ON r.notice_id = s.notice_id AND r.lot_key = s.lot_key
        UNION ALL
        SELECT s.id, s.place, r.* FROM spoken s
        JOIN notice_result r ON r.notice_id = s.notice_id AND r.lot_key IS NULL
    )
    SELECT DISTINCT ON (contract_id, indicator) contract_id, indicator, notice_id, result, inputs, threshold
    FROM candidate
    ORDER BY contract_id, indicator, (result = 'not_applicable'), place DESC,
        array_position(ARRAY['flag', 'missing_data', 'no_flag', 'not_applicable'], result), position;
    PERFORM rescore(p_contracts);
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
GRANT EXECUTE ON FUNCTION casebridge.load_indicators(jsonb) TO casebridge_operator;
GRANT EXECUTE ON FUNCTION casebridge.import_notice(jsonb, bytea), casebridge.record_import(jsonb)
    TO casebridge_operator, casebridge_worker;
CALL guard.seal();
