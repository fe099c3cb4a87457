-- Buyers and suppliers become parties: one row an organisation, found by its number in a register, else by its name and
-- country. What people join they can part again. Persons who won a contract themselves are no party: two of one name
-- are two, and nobody needs a list of them.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

CREATE TABLE casebridge.party (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    name text NOT NULL CONSTRAINT party_has_a_name CHECK (btrim(name) <> ''),
    country text COLLATE "C" NOT NULL,
    words tsvector GENERATED ALWAYS AS (to_tsvector('simple', left(name, 2000))) STORED,
    first_seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX party_by_name ON casebridge.party (name, id);
CREATE INDEX party_words ON casebridge.party USING gin (words);
-- By what a party is found: its numbers, and its name as far as case, signs and blanks do not matter.
CREATE TABLE casebridge.party_key (
    kind text COLLATE "C" NOT NULL CONSTRAINT kind_of_party_key CHECK (kind IN ('identifier', 'name')),
    country text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    party_id uuid NOT NULL REFERENCES casebridge.party,
    -- The value first: a look into the index mostly ends at the first column that differs.
    PRIMARY KEY (value, kind, country)
);
CREATE INDEX party_key_party ON casebridge.party_key (party_id);
CREATE TABLE casebridge.party_role (
    contract_id uuid NOT NULL REFERENCES casebridge.contract ON DELETE CASCADE,
    role text COLLATE "C" NOT NULL CONSTRAINT role_of_party CHECK (role IN ('buyer', 'supplier')),
    party_id uuid NOT NULL REFERENCES casebridge.party,
    PRIMARY KEY (contract_id, role, party_id)
);
CREATE INDEX party_role_party ON casebridge.party_role (party_id, role, contract_id);
CREATE TABLE casebridge.party_merge (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    party_id uuid NOT NULL REFERENCES casebridge.party,
    into_id uuid NOT NULL REFERENCES casebridge.party,
    merged_by uuid NOT NULL REFERENCES casebridge.account,
    merged_at timestamptz NOT NULL DEFAULT now(),
    parted_by uuid REFERENCES casebridge.account,
    parted_at timestamptz,
    CONSTRAINT party_merged_into_another CHECK (party_id <> into_id),
    CONSTRAINT parted_by_somebody CHECK ((parted_by IS NULL) = (parted_at IS NULL))
);
CREATE UNIQUE INDEX one_merge_a_party ON casebridge.party_merge (party_id) WHERE parted_at IS NULL;
CREATE INDEX party_merge_into ON casebridge.party_merge (into_id) WHERE parted_at IS NULL;

-- Letters of every script and digits in lower case, one blank between. Without the collation it would be the caller's, and
-- a column's "C" beside it would leave ASCII alone: of Болница 12 and Училище 12 the same.
CREATE FUNCTION casebridge.party_name_key(p_name text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT btrim(regexp_replace(lower(normalize(p_name COLLATE "default", NFKC)), '[^[:alnum:]]+', ' ', 'g'))
$$;

-- A number without signs, without the country before it and without what is no ASCII, such as "ЕИК"; null for what is no number, such as "n/a" or "0000".
CREATE FUNCTION casebridge.party_number(p_value text, p_country text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN length(n) BETWEEN 4 AND 100 AND n ~ '[1-9]' AND length(regexp_replace(n, '[^0-9]', '', 'g')) >= 3 THEN n END
    FROM (SELECT regexp_replace(upper(regexp_replace(p_value COLLATE "C", '[^[:alnum:]]+', '', 'g')), '^' || p_country || '(?=.*[0-9])', '') AS n) x
$$;

-- By what a name is found: as much of it as an index takes, even of a consortium's that names them all.
CREATE FUNCTION casebridge.party_name_value(p_name text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT left(coalesce(nullif(party_name_key(p_name), ''), p_name), 500)
$$;

-- The party of that name and those numbers, minted when there is none. A number goes before a name; a name alone finds
-- who has it; a number that is new belongs to whoever has the name and no number yet.
CREATE FUNCTION casebridge.party_of(p_name text, p_country text, p_numbers text[]) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    v_party uuid;
    v_name text := party_name_value(p_name);
BEGIN
    SELECT k.party_id INTO v_party
    FROM unnest(p_numbers) WITH ORDINALITY n (number, place)
    -- One number after another by the whole key, never all numbers of a country.
    CROSS JOIN LATERAL (
        SELECT party_id FROM party_key WHERE kind = 'identifier' AND country = p_country AND value = n.number OFFSET 0) k
    ORDER BY n.place LIMIT 1;
    IF v_party IS NULL THEN
        SELECT party_id INTO v_party FROM party_key WHERE kind = 'name' AND country = p_country AND value = v_name;
        IF cardinality(p_numbers) > 0 AND EXISTS (SELECT FROM party_key WHERE party_id = v_party AND kind = 'identifier') THEN
            v_party := NULL;
        END IF;
    END IF;
    IF v_party IS NULL THEN
        INSERT INTO party (name, country) VALUES (left(p_name, 200), p_country) RETURNING id INTO v_party;
    END IF;
    INSERT INTO party_key (kind, country, value, party_id)
    SELECT 'identifier', p_country, n, v_party FROM unnest(p_numbers) n
    UNION ALL SELECT 'name', p_country, v_name, v_party
    ON CONFLICT DO NOTHING;
    RETURN v_party;
END
$$;

-- An organisation in a contract, as it is written there, and organisations of one writing with the numbers by which they
-- are looked for.
CREATE TYPE casebridge.written_party AS (contract_id uuid, role text, name text, country text COLLATE "C", numbers text[]);
CREATE TYPE casebridge.written_organisation AS (name text, country text COLLATE "C", numbers text[], keys text[]);

CREATE FUNCTION casebridge.written_parties(p_contracts uuid[]) RETURNS casebridge.written_party[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT (c.id, 'buyer', c.buyer_name, c.country, ARRAY[c.buyer_identifier])::written_party
        FROM contract c WHERE c.id = ANY (p_contracts) AND btrim(c.buyer_name) <> ''
        UNION ALL
        SELECT (c.id, 'supplier', s ->> 'name', coalesce(s ->> 'country', c.country),
            CASE WHEN s ? 'identifiers' THEN ARRAY(SELECT i ->> 'value' FROM jsonb_array_elements(s -> 'identifiers') i)
                ELSE ARRAY[s ->> 'identifier'] END)::written_party
        FROM contract c CROSS JOIN LATERAL jsonb_array_elements(c.suppliers) s
        WHERE c.id = ANY (p_contracts) AND btrim(s ->> 'name') <> '' AND NOT coalesce((s ->> 'natural_person')::boolean, false));
END
$$;

-- Mints the parties of organisations of which nothing is known and which share nothing with another of these. Who they are
-- does not hang on their order, so it is done at once.
CREATE FUNCTION casebridge.mint_parties(p_organisations casebridge.written_organisation[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    WITH said AS MATERIALIZED (
        SELECT o.place, k.kind, o.country, k.value
        FROM unnest(p_organisations) WITH ORDINALITY o (name, country, numbers, keys, place)
        CROSS JOIN LATERAL (
            SELECT 'name' AS kind, party_name_value(o.name) AS value
            UNION ALL SELECT 'identifier', v FROM unnest(o.keys) v) k
    ), met AS (
        SELECT s.place, count(*) OVER (PARTITION BY s.value, s.kind, s.country) > 1 OR k.party_id IS NOT NULL AS is_met
        FROM said s
        LEFT JOIN LATERAL (
            SELECT party_id FROM party_key WHERE value = s.value AND kind = s.kind AND country = s.country OFFSET 0) k ON true
    ), new AS MATERIALIZED (
        SELECT place, uuid7() AS id FROM met GROUP BY place HAVING NOT bool_or(is_met)
    ), minted AS (
        INSERT INTO party (id, name, country)
        SELECT n.id, left(p_organisations[n.place].name, 200), p_organisations[n.place].country FROM new n
    )
    INSERT INTO party_key (kind, country, value, party_id)
    SELECT s.kind, s.country, s.value, n.id FROM new n JOIN said s USING (place);
END
$$;

-- Who buys and supplies in these contracts, as the contracts say now: each organisation is looked for once, in the order of
-- the contracts.
CREATE FUNCTION casebridge.settle_parties(p_contracts uuid[]) RETURNS void
LANGUAGE plpgsql SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_written written_party[] := written_parties(p_contracts);
    v_organisations written_organisation[] := ARRAY(
        SELECT (w.name, w.country, w.numbers, ARRAY(
            SELECT DISTINCT number FROM (SELECT party_number(v, w.country) FROM unnest(w.numbers) v OFFSET 0) x (number)
            WHERE number IS NOT NULL))::written_organisation
        FROM unnest(v_written) w
        GROUP BY w.name, w.country, w.numbers
        ORDER BY min(array_position(p_contracts, w.contract_id)), min(w.role), w.name);
BEGIN
    PERFORM mint_parties(v_organisations);
    WITH known AS MATERIALIZED (
        -- Most are known by everything that is said of them: then there is nothing to mint and nothing to add.
        SELECT o.name, o.country, o.numbers, coalesce(CASE WHEN cardinality(o.keys) = 0 THEN n.party_id ELSE i.party_id END,
            party_of(o.name, o.country, o.keys)) AS party_id
        FROM unnest(v_organisations) o
        LEFT JOIN LATERAL (
            SELECT party_id FROM party_key WHERE value = party_name_value(o.name) AND kind = 'name' AND country = o.country OFFSET 0) n ON true
        LEFT JOIN LATERAL (
            SELECT (array_agg(x.party_id ORDER BY k.place))[1] AS party_id
            FROM unnest(o.keys) WITH ORDINALITY k (key, place)
            LEFT JOIN LATERAL (
                SELECT party_id FROM party_key WHERE value = k.key AND kind = 'identifier' AND country = o.country OFFSET 0) x ON true
            HAVING bool_and(x.party_id IS NOT NULL) AND n.party_id IS NOT NULL) i ON true
    ), told AS MATERIALIZED (
        SELECT DISTINCT w.contract_id, w.role, k.party_id
        FROM unnest(v_written) w JOIN known k ON (k.name, k.country) = (w.name, w.country) AND k.numbers IS NOT DISTINCT FROM w.numbers
    ), gone AS (
        DELETE FROM party_role r
        WHERE r.contract_id = ANY (p_contracts)
            AND NOT EXISTS (SELECT FROM told t WHERE (t.contract_id, t.role, t.party_id) = (r.contract_id, r.role, r.party_id))
    )
    INSERT INTO party_role (contract_id, role, party_id)
    SELECT t.contract_id, t.role, t.party_id FROM told t
    WHERE NOT EXISTS (
        SELECT FROM party_role r
        WHERE (r.contract_id, r.role, r.party_id) = (t.contract_id, t.role, t.party_id) AND r.contract_id = ANY (p_contracts));
END
$$;

-- The party that a party is now: merges may follow one another.
CREATE FUNCTION casebridge.party_now(p_party uuid) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog, casebridge, pg_temp AS $$
    WITH RECURSIVE step AS (
        SELECT p_party AS id, 0 AS depth
        UNION ALL
        SELECT m.into_id, s.depth + 1 FROM step s JOIN party_merge m ON m.party_id = s.id AND m.parted_at IS NULL
        WHERE s.depth < 100
    )
    SELECT id FROM step ORDER BY depth DESC LIMIT 1
$$;

-- The party and all that are it now.
CREATE FUNCTION casebridge.party_members(p_party uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SET search_path = pg_catalog, casebridge, pg_temp AS $$
    WITH RECURSIVE member AS (
        SELECT p_party AS id
        UNION
        SELECT m.party_id FROM member x JOIN party_merge m ON m.into_id = x.id AND m.parted_at IS NULL
    )
    SELECT id FROM member
$$;

-- Whoever may choose contracts may say which organisations are one.
CREATE FUNCTION casebridge.may_join_parties() RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_me uuid := me();
BEGIN
    IF NOT (my_organisation() = ANY (scope_organisations('contract.select'))) THEN
        PERFORM refuse('MV403', 'role_missing');
    END IF;
    RETURN v_me;
END
$$;

CREATE FUNCTION casebridge.merge_party(p_party uuid, p_into uuid, p_reason text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := may_join_parties();
    v_reason text := require_text(p_reason, '/reason', 2000);
BEGIN
    -- Two merges at once could lead round in a circle.
    PERFORM pg_advisory_xact_lock(17, 0);
    IF NOT EXISTS (SELECT FROM party WHERE id = p_party) OR NOT EXISTS (SELECT FROM party WHERE id = p_into) THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    IF party_now(p_party) <> p_party OR party_now(p_into) = p_party THEN
        PERFORM refuse('MV409', 'party_merged');
    END IF;
    INSERT INTO party_merge (party_id, into_id, merged_by) VALUES (p_party, party_now(p_into), v_me);
    PERFORM append_event('system', system_chain(), my_organisation(), 'party', p_party, 'party_merged',
        jsonb_build_object('into', party_now(p_into))::text, jsonb_build_object('reason', v_reason)::text);
    RETURN party_view(p_into);
END
$$;

CREATE FUNCTION casebridge.part_party(p_party uuid, p_reason text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := may_join_parties();
    v_reason text := require_text(p_reason, '/reason', 2000);
    v_into uuid;
BEGIN
    PERFORM pg_advisory_xact_lock(17, 0);
    UPDATE party_merge SET parted_by = v_me, parted_at = now() WHERE party_id = p_party AND parted_at IS NULL RETURNING into_id INTO v_into;
    IF v_into IS NULL THEN
        PERFORM refuse('MV404', 'not_found');
    END IF;
    PERFORM append_event('system', system_chain(), my_organisation(), 'party', p_party, 'party_parted',
        jsonb_build_object('from', v_into)::text, jsonb_build_object('reason', v_reason)::text);
    RETURN party_view(p_party);
END
$$;

CREATE FUNCTION casebridge.party_list(p_filter jsonb) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_me uuid := me();
    v_limit int := least(coalesce((p_filter ->> 'limit')::int, 50), 100);
    v_country text := p_filter ->> 'country';
    v_query tsquery := CASE WHEN btrim(coalesce(p_filter ->> 'q', '')) <> '' THEN websearch_to_tsquery('simple', p_filter ->> 'q') END;
    v_name text := p_filter ->> 'after_name';
    v_after uuid := (p_filter ->> 'after_id')::uuid;
BEGIN
    RETURN (
        WITH page AS (
            SELECT p.id, p.name, p.country FROM party p
            WHERE (v_after IS NULL OR (p.name, p.id) > (v_name, v_after))
                AND (v_country IS NULL OR p.country = v_country)
                AND (v_query IS NULL OR p.words @@ v_query)
                AND NOT EXISTS (SELECT FROM party_merge m WHERE m.party_id = p.id AND m.parted_at IS NULL)
            ORDER BY p.name, p.id LIMIT v_limit + 1
        ), shown AS (
            SELECT * FROM page ORDER BY name, id LIMIT v_limit
        )
        SELECT json_build_object(
            'items', coalesce(json_agg(json_build_object('id', s.id, 'name', s.name, 'country', s.country,
                'bought', (SELECT count(*) FROM party_role r WHERE r.role = 'buyer' AND r.party_id IN (SELECT party_members(s.id))),
                'supplied', (SELECT count(*) FROM party_role r WHERE r.role = 'supplier' AND r.party_id IN (SELECT party_members(s.id))))
                ORDER BY s.name, s.id), '[]'),
            'next', (SELECT CASE WHEN (SELECT count(*) FROM page) > v_limit THEN cursor_text(ARRAY[l.name, l.id::text]) END
                FROM shown l ORDER BY l.name DESC, l.id DESC LIMIT 1))
        FROM shown s);
END
$$;

CREATE FUNCTION casebridge.party_view(p_party uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
    v_answer json;
BEGIN
    SELECT json_build_object('id', p.id, 'name', p.name, 'country', p.country,
        'merged_into', (SELECT json_build_object('id', o.id, 'name', o.name) FROM party o WHERE o.id = party_now(p.id) AND o.id <> p.id),
        'identifiers', (SELECT coalesce(json_agg(DISTINCT k.value), '[]') FROM party_key k
            WHERE k.kind = 'identifier' AND k.party_id IN (SELECT party_members(p.id))),
        'members', (SELECT coalesce(json_agg(json_build_object('id', o.id, 'name', o.name, 'merged_at', rfc3339(m.merged_at),
                'merged_by', (SELECT g.name FROM account a JOIN organisation g ON g.id = a.organisation_id WHERE a.id = m.merged_by)) ORDER BY o.name, o.id), '[]')
            FROM party_merge m JOIN party o ON o.id = m.party_id WHERE m.into_id = p.id AND m.parted_at IS NULL),
        'bought', party_contracts(p.id, 'buyer'), 'supplied', party_contracts(p.id, 'supplier'),
        'flags', (SELECT coalesce(json_agg(json_build_object('id', f.indicator, 'colour', i.colour, 'contracts', f.number)
                ORDER BY f.number DESC, f.indicator), '[]')
            FROM (SELECT flag AS indicator, count(*) AS number
                FROM (SELECT DISTINCT r.contract_id FROM party_role r WHERE r.party_id IN (SELECT party_members(p.id))) r
                JOIN contract c ON c.id = r.contract_id CROSS JOIN LATERAL unnest(c.flags) flag GROUP BY flag) f
            JOIN indicator i ON i.id = f.indicator))
    INTO v_answer FROM party p WHERE p.id = p_party;
    IF v_answer IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'MV404', MESSAGE = 'not_found';
    END IF;
    RETURN v_answer;
END
$$;

-- The number of a party's contracts in a role, and the fifty with the highest scores.
CREATE FUNCTION casebridge.party_contracts(p_party uuid, p_role text) RETURNS json
LANGUAGE sql STABLE SET search_path = pg_catalog, casebridge, pg_temp AS $$
    WITH mine AS (
        SELECT DISTINCT r.contract_id FROM party_role r WHERE r.role = p_role AND r.party_id IN (SELECT party_members(p_party))
    ), shown AS (
        SELECT c.* FROM mine m JOIN contract c ON c.id = m.contract_id ORDER BY c.rank DESC, c.id DESC LIMIT 50
    )
    SELECT json_build_object('count', (SELECT count(*) FROM mine), 'contracts', coalesce(json_agg(json_build_object('id', s.id,
        'title', s.title, 'language', s.language, 'lot', s.lot_key, 'published_on', s.published_on, 'score', s.score,
        'value', money(s.value_amount, s.value_currency)) ORDER BY s.rank DESC, s.id DESC), '[]'))
    FROM shown s
$$;

-- Who bought and who supplied, under the names that they have now.
CREATE FUNCTION casebridge.contract_parties(p_contract uuid) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_me uuid := me();
BEGIN
    RETURN (SELECT json_build_object('items', coalesce(json_agg(x.line ORDER BY x.role, x.name), '[]'))
        FROM (SELECT DISTINCT ON (r.role, p.id) r.role, p.name, json_build_object('role', r.role, 'id', p.id, 'name', p.name) AS line
            FROM party_role r JOIN party p ON p.id = party_now(r.party_id) WHERE r.contract_id = contract_now(p_contract)) x);
END
$$;

GRANT SELECT, INSERT ON casebridge.party, casebridge.party_key TO casebridge_gate;
GRANT SELECT, INSERT, DELETE ON casebridge.party_role TO casebridge_gate;
GRANT SELECT, INSERT, UPDATE ON casebridge.party_merge TO casebridge_gate;
GRANT SELECT ON casebridge.party, casebridge.party_key, casebridge.party_role, casebridge.party_merge TO casebridge_backup;
SELECT casebridge.settle_parties(ARRAY(SELECT id FROM casebridge.contract));
CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.contract_parties(uuid), casebridge.party_list(jsonb), casebridge.party_view(uuid),
    casebridge.merge_party(uuid, uuid, text), casebridge.part_party(uuid, text) TO casebridge_app;
CALL guard.seal();
