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

-- Stores one notice: 'stored', or 'unchanged' when its number is known with the same bytes. Its contracts are found
-- by procedure and lot; a lone lot without a number is the procedure's only contract, whatever its key there.
CREATE FUNCTION casebridge.import_notice(p_document jsonb, p_source bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_digest bytea := sha256(p_source);
    v_existing bytea;
    v_procedure uuid;
    v_notice uuid;
    v_references text[];
    v_contracts uuid[] := '{}'::uuid[];
    v_keys text[];
    v_buyer jsonb := p_document -> 'buyers' -> 0;
    v_country text := coalesce(p_document ->> 'country', v_buyer ->> 'country', '');
    v_lot record;
    v_contract uuid;
BEGIN
    IF (identity())[1] = 'account' THEN
        RAISE EXCEPTION USING ERRCODE = 'MV403', MESSAGE = 'operator_only';
    END IF;
    SELECT source_sha256 INTO v_existing FROM notice WHERE number = p_document ->> 'number';
    IF v_existing = v_digest THEN
        RETURN 'unchanged';
    ELSIF v_existing IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'MV409', MESSAGE = 'notice_differs',
            DETAIL = jsonb_build_array(jsonb_build_object('code', 'notice_differs', 'detail', p_document ->> 'number'))::text;
    END IF;
    v_references := array_remove(ARRAY[p_document ->> 'procedure_key', p_document ->> 'number'], NULL)
        || ARRAY(SELECT jsonb_array_elements_text(p_document -> 'previous_numbers'));
    PERFORM pg_advisory_xact_lock(hashtextextended(r, 7)) FROM unnest(v_references) r ORDER BY r;
    SELECT procedure_id INTO v_procedure FROM procedure_reference
    WHERE reference = ANY (v_references) ORDER BY array_position(v_references, reference) LIMIT 1;
    IF v_procedure IS NULL THEN
        INSERT INTO procedure DEFAULT VALUES RETURNING id INTO v_procedure;
    END IF;
    INSERT INTO procedure_reference (reference, procedure_id)
    SELECT r, v_procedure FROM unnest(v_references) r ON CONFLICT DO NOTHING;
    INSERT INTO notice (number, procedure_id, format, schema_version, type, form, country, language, published_on,
        dispatched_on, title, document, source, source_sha256)
    VALUES (p_document ->> 'number', v_procedure, p_document ->> 'format', p_document ->> 'schema_version',
        p_document ->> 'type', p_document ->> 'form', nullif(v_country, ''), p_document ->> 'language',
        (p_document ->> 'published_on')::date, (p_document ->> 'dispatched_on')::date, p_document ->> 'title',
        p_document - 'indicators', p_source, v_digest)
    RETURNING id INTO v_notice;
    IF p_document ->> 'type' = 'other' THEN
        RETURN 'stored';
    END IF;

    v_keys := ARRAY(
        SELECT DISTINCT coalesce(k, '') FROM (
            SELECT l ->> 'key' FROM jsonb_array_elements(p_document -> 'lots') l
            UNION ALL
            SELECT a ->> 'lot_key' FROM jsonb_array_elements(p_document -> 'awards') a) keys (k));
    IF cardinality(v_keys) = 0 THEN
        v_keys := ARRAY[''];
    END IF;
    FOR v_lot IN
        WITH lots AS (
            SELECT DISTINCT ON (coalesce(x ->> 'key', '')) coalesce(x ->> 'key', '') AS key, x AS lot
            FROM jsonb_array_elements(p_document -> 'lots') WITH ORDINALITY y (x, position)
            ORDER BY coalesce(x ->> 'key', ''), position
        ), awards AS (
            SELECT coalesce(x ->> 'lot_key', '') AS key, x AS award FROM jsonb_array_elements(p_document -> 'awards') x
        ), values AS (
            SELECT key, CASE WHEN count(DISTINCT award ->> 'currency') = 1 THEN sum((award ->> 'amount')::numeric) END AS amount,
                min(award ->> 'currency') AS currency, max(award ->> 'concluded_on')::date AS concluded_on
            FROM awards GROUP BY key
        ), winners AS (
            SELECT key, jsonb_agg(DISTINCT s) AS suppliers, string_agg(DISTINCT s ->> 'name', ' ') AS suppliers_text
            FROM awards CROSS JOIN LATERAL jsonb_array_elements(award -> 'suppliers') s GROUP BY key
        )
        SELECT k.key, l.lot, w.suppliers, w.suppliers_text, v.amount, v.currency, v.concluded_on
        FROM unnest(v_keys) k (key)
        LEFT JOIN lots l ON l.key = k.key
        LEFT JOIN values v ON v.key = k.key
        LEFT JOIN winners w ON w.key = k.key
    LOOP
        SELECT id INTO v_contract FROM contract WHERE procedure_id = v_procedure AND lot_key = v_lot.key;
        IF v_contract IS NULL AND cardinality(v_keys) = 1 THEN
            SELECT CASE WHEN count(*) = 1 THEN (array_agg(id))[1] END INTO v_contract
            FROM contract WHERE procedure_id = v_procedure AND (lot_key = '' OR v_lot.key = '');
        END IF;
        IF v_contract IS NULL THEN
            INSERT INTO contract (procedure_id, lot_key, title, country, buyer_name)
            VALUES (v_procedure, v_lot.key, '', v_country, coalesce(v_buyer ->> 'name', ''))
            RETURNING id INTO v_contract;
        END IF;
        UPDATE contract c SET
            title = coalesce(nullif(v_lot.lot ->> 'title', ''), nullif(c.title, ''), p_document ->> 'title', ''),
            description = coalesce(v_lot.lot ->> 'description', c.description),
            language = coalesce(p_document ->> 'language', c.language),
            country = coalesce(nullif(v_country, ''), c.country),
            buyer_name = coalesce(nullif(v_buyer ->> 'name', ''), c.buyer_name),
            buyer_identifier = coalesce(v_buyer ->> 'identifier', c.buyer_identifier),
            suppliers = coalesce(v_lot.suppliers, c.suppliers),
            suppliers_text = coalesce(v_lot.suppliers_text, c.suppliers_text),
            procedure_type = coalesce(p_document ->> 'procedure_type', c.procedure_type),
            cpv = coalesce(v_lot.lot ->> 'cpv', p_document ->> 'cpv', c.cpv),
            nuts = coalesce(v_lot.lot ->> 'nuts', c.nuts),
            estimated_amount = coalesce((v_lot.lot ->> 'estimated_amount')::numeric, c.estimated_amount),
            estimated_currency = coalesce(v_lot.lot ->> 'estimated_currency', c.estimated_currency),
            value_amount = coalesce(v_lot.amount, c.value_amount),
            value_currency = coalesce(v_lot.currency, c.value_currency),
            published_on = greatest((p_document ->> 'published_on')::date, c.published_on),
            deadline_on = coalesce((v_lot.lot ->> 'deadline_on')::date, c.deadline_on),
            concluded_on = coalesce(v_lot.concluded_on, c.concluded_on)
        WHERE id = v_contract;
        INSERT INTO contract_notice (contract_id, notice_id) VALUES (v_contract, v_notice) ON CONFLICT DO NOTHING;
        v_contracts := v_contracts || v_contract;
    END LOOP;

    INSERT INTO notice_result (notice_id, position, indicator, lot_key, block, result, inputs, threshold)
    SELECT v_notice, i.position, i.item ->> 'id', i.item ->> 'lot', (i.item ->> 'block')::int, i.item ->> 'result',
        coalesce(i.item -> 'inputs', '{}'), nullif(i.item -> 'threshold', 'null')
    FROM jsonb_array_elements(p_document -> 'indicators') WITH ORDINALITY i (item, position);
    PERFORM settle_results(v_contracts);
    RETURN 'stored';
END
$$;

-- Of each indicator the latest notice in which it applies counts; inside one notice a flag outweighs a missing fact,
-- and a missing fact outweighs a clean block.
CREATE FUNCTION casebridge.settle_results(p_contracts uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO contract_result (contract_id, indicator, notice_id, result, inputs, threshold)
    WITH spoken AS (
        SELECT c.id, c.lot_key, n.id AS notice_id, n.number, n.published_on,
            NOT EXISTS (SELECT FROM contract other WHERE other.procedure_id = c.procedure_id AND other.id <> c.id) AS is_alone
        FROM contract c
        JOIN contract_notice cn ON cn.contract_id = c.id
        JOIN notice n ON n.id = cn.notice_id
        WHERE c.id = ANY (p_contracts)
    ), candidate AS (
        SELECT s.id AS contract_id, s.number, s.published_on, r.* FROM spoken s
        JOIN notice_result r ON r.notice_id = s.notice_id AND r.lot_key = s.lot_key
        UNION ALL
        SELECT s.id, s.number, s.published_on, r.* FROM spoken s
        JOIN notice_result r ON r.notice_id = s.notice_id AND r.lot_key IS NULL
        UNION ALL
        SELECT s.id, s.number, s.published_on, r.* FROM spoken s
        JOIN notice_result r ON r.notice_id = s.notice_id AND r.lot_key <> s.lot_key
        WHERE s.is_alone
    )
    SELECT DISTINCT ON (contract_id, indicator) contract_id, indicator, notice_id, result, inputs, threshold
    FROM candidate
    ORDER BY contract_id, indicator, (result = 'not_applicable'), published_on DESC NULLS LAST, number DESC,
        array_position(ARRAY['flag', 'missing_data', 'no_flag', 'not_applicable'], result), position
    ON CONFLICT (contract_id, indicator) DO UPDATE SET notice_id = excluded.notice_id, result = excluded.result,
        inputs = excluded.inputs, threshold = excluded.threshold;
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
