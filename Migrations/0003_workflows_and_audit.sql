-- Status machines as rows, and the log of events that makes a status without its move impossible.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

CREATE TABLE casebridge.workflow (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text COLLATE "C" NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('case', 'assignment', 'report', 'referral')),
    version int NOT NULL CONSTRAINT version_counts_from_one CHECK (version >= 1),
    parent text COLLATE "C",
    definition text NOT NULL,
    digest bytea NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (kind, version),
    UNIQUE (id, kind)
);
CREATE TABLE casebridge.workflow_status (
    workflow_id int NOT NULL REFERENCES casebridge.workflow,
    name text COLLATE "C" NOT NULL,
    position int NOT NULL,
    is_initial boolean NOT NULL,
    is_final boolean NOT NULL,
    grants_access boolean NOT NULL,
    is_editable boolean NOT NULL,
    is_delivered boolean NOT NULL,
    PRIMARY KEY (workflow_id, name)
);
CREATE UNIQUE INDEX one_initial_status ON casebridge.workflow_status (workflow_id) WHERE is_initial;

-- One row for each status a move leaves; a creation leaves the status '' that no record has.
CREATE TABLE casebridge.workflow_transition (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    workflow_id int NOT NULL,
    kind text COLLATE "C" NOT NULL,
    action text COLLATE "C" NOT NULL,
    from_status text COLLATE "C" NOT NULL,
    to_status text COLLATE "C" NOT NULL,
    made_by text COLLATE "C" NOT NULL CONSTRAINT made_by_account_or_system CHECK (made_by IN ('account', 'system')),
    permission text COLLATE "C",
    is_approval boolean NOT NULL,
    needs text[] NOT NULL,
    requires text[] NOT NULL,
    then_actions text[] NOT NULL,
    child_actions text[] NOT NULL,
    effect text COLLATE "C",
    starts text[] NOT NULL,
    stops text[] NOT NULL,
    to_final boolean NOT NULL,
    to_access boolean NOT NULL,
    to_editable boolean NOT NULL,
    to_delivered boolean NOT NULL,
    -- Whether the event is all that follows: no clock, no line of a worklist, no other record's move.
    stands_alone boolean GENERATED ALWAYS AS (kind <> 'assignment' AND starts = '{}' AND stops = '{}'
        AND then_actions = '{}' AND child_actions = '{}') STORED,
    FOREIGN KEY (workflow_id, kind) REFERENCES casebridge.workflow (id, kind),
    FOREIGN KEY (workflow_id, to_status) REFERENCES casebridge.workflow_status,
    UNIQUE (workflow_id, from_status, action),
    CONSTRAINT accounts_need_a_permission CHECK ((made_by = 'account') = (permission IS NOT NULL))
);
CREATE TABLE casebridge.clock_rule (
    name text COLLATE "C" NOT NULL,
    version int NOT NULL,
    days int,
    due text COLLATE "C" NOT NULL CONSTRAINT due_is_counted_or_given CHECK (due IN ('counted', 'given')),
    owed_by text COLLATE "C" NOT NULL
        CONSTRAINT somebody_owes CHECK (owed_by IN ('monitor', 'organisation', 'authority')),
    soft int NOT NULL CONSTRAINT soft_mark_is_a_percentage CHECK (soft BETWEEN 1 AND 99),
    expires text COLLATE "C",
    PRIMARY KEY (name, version),
    CONSTRAINT days_when_counted CHECK ((due = 'counted') = (days IS NOT NULL))
);
-- Roles and clocks as loaded: version and digest, so that a loaded version never changes.
CREATE TABLE casebridge.loaded_document (
    kind text COLLATE "C" NOT NULL,
    version int NOT NULL,
    digest bytea NOT NULL,
    document text NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, version)
);

-- What the columns of an event may hold, as types: PostgreSQL reads the rules of a domain once a session, and the CHECKs
-- of a table anew for every statement.
CREATE DOMAIN casebridge.event_chain_kind AS text COLLATE "C"
    CONSTRAINT kind_of_chain CHECK (VALUE IN ('case', 'case_reads', 'account', 'organisation', 'system'));
CREATE DOMAIN casebridge.event_seq AS bigint CONSTRAINT seq_counts_from_one CHECK (VALUE >= 1);
CREATE DOMAIN casebridge.event_actor_kind AS text COLLATE "C"
    CONSTRAINT kind_of_actor CHECK (VALUE IN ('account', 'system', 'operator'));

-- What belongs together in an event, in one trigger: a CHECK of the same would be prepared anew for every event, at three
-- times the cost. A move has all its parts, follows the version before its own, and a creation makes the first; anything
-- else has none. Names are codes, so that the bars of the hashed text part what they seem to part. The operator and the
-- type that find out who writes are PostgreSQL's own, whatever the search path; the rest is asked for the gate, which sets it.
CREATE FUNCTION guard.refuse_partial_event() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    v_is_whole boolean;
BEGIN
    IF NEW.record_version > 1 THEN
        v_is_whole := num_nulls(NEW.record_id, NEW.previous_version, NEW.transition_id, NEW.workflow_id, NEW.from_status, NEW.to_status) = 0
            AND NEW.previous_version = NEW.record_version - 1 AND NEW.from_status <> '';
    ELSIF NEW.record_version IS NULL THEN
        v_is_whole := num_nonnulls(NEW.previous_version, NEW.transition_id, NEW.workflow_id, NEW.from_status, NEW.to_status) = 0;
    ELSE
        v_is_whole := num_nulls(NEW.record_id, NEW.transition_id, NEW.workflow_id, NEW.from_status, NEW.to_status) = 0
            AND NEW.record_version = 1 AND NEW.previous_version IS NULL AND NEW.from_status = '';
    END IF;
    -- What is null is left to NOT NULL, which names the column.
    IF v_is_whole AND current_user OPERATOR(pg_catalog.=) 'casebridge_gate'::pg_catalog.name
        AND ('' = ANY (ARRAY[NEW.actor, NEW.record_kind, NEW.action]) OR length(NEW.request) > 80
            OR concat(NEW.actor, NEW.session, NEW.request, NEW.record_kind, NEW.action) ~ '[^A-Za-z0-9_.:/-]') IS NOT TRUE THEN
        RETURN NEW;
    ELSIF current_user OPERATOR(pg_catalog.<>) 'casebridge_gate'::pg_catalog.name THEN
        RAISE EXCEPTION USING ERRCODE = 'MV403', MESSAGE = 'written_outside_a_move',
            HINT = 'INSERT on casebridge.audit_event: an event is written by casebridge.append_event() alone.';
    ELSIF v_is_whole THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'event_is_of_codes', CONSTRAINT = 'event_is_of_codes',
            HINT = 'Actor, session, request, kind of record and action are codes of A-Z, a-z, 0-9 and _.:/- and a request has 80 at most.';
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'move_is_whole', CONSTRAINT = 'move_is_whole',
        HINT = 'A move has record, transition, workflow and both statuses, and follows the version before its own.';
END
$$;

-- A move is one of those that were loaded. A foreign key would say the same and lock the transition's row with every move:
-- all moves of an installation meet at a few rows, and with sixteen clients each move took a MultiXact of its own to lock one.
-- What the lock is for, that nobody changes the row meanwhile, workflow_transition_never_changes holds for ever.
CREATE FUNCTION guard.refuse_undeclared_move() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.transition_id IS NULL THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM casebridge.workflow_transition t WHERE t.id = NEW.transition_id AND t.workflow_id = NEW.workflow_id
            AND t.kind = NEW.record_kind AND t.action = NEW.action AND t.from_status = NEW.from_status AND t.to_status = NEW.to_status) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', MESSAGE = 'event_makes_a_declared_move',
        CONSTRAINT = 'event_makes_a_declared_move',
        HINT = 'The transition that the event names makes no such move of such a record.';
END
$$;

-- The log. A chain of SHA-256 for each case, its readers, each account, organisation, and each day of the system.
-- The hashed text is described byte by byte in docs/audit-log.md; free text stands in event_private.
CREATE TABLE casebridge.audit_event (
    chain_kind casebridge.event_chain_kind NOT NULL,
    chain_id uuid NOT NULL,
    seq casebridge.event_seq NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    at_us bigint NOT NULL,
    tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
    actor_kind casebridge.event_actor_kind NOT NULL,
    actor text COLLATE "C" NOT NULL,
    session text COLLATE "C" NOT NULL,
    request text COLLATE "C" NOT NULL,
    organisation_id uuid,
    record_kind text COLLATE "C" NOT NULL,
    record_id uuid,
    record_version int,
    previous_version int,
    workflow_id int,
    transition_id int,
    action text COLLATE "C" NOT NULL,
    from_status text COLLATE "C",
    to_status text COLLATE "C",
    private_digest bytea,
    facts text NOT NULL,
    PRIMARY KEY (chain_id, chain_kind, seq),
    CONSTRAINT event_once_a_version UNIQUE (record_id, record_version, record_kind, to_status),
    CONSTRAINT event_follows_the_last FOREIGN KEY (record_id, previous_version, record_kind, from_status)
        REFERENCES casebridge.audit_event (record_id, record_version, record_kind, to_status)
);
CREATE INDEX audit_event_tx ON casebridge.audit_event (tx);

-- Reasons and personal data of an event. An erasure removes the row; the digest in the chain stays true. No key ties it to
-- its event, since that costs each move a tenth: append_event() alone writes both, and audit verify finds a row without.
CREATE TABLE casebridge.event_private (
    chain_id uuid NOT NULL,
    seq bigint NOT NULL,
    chain_kind text COLLATE "C" NOT NULL,
    salt bytea NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (chain_id, chain_kind, seq)
);

-- The verifiable log over all chains (docs/audit-log.md): leaves in their stored order, tiles, signed checkpoints.
CREATE TABLE casebridge.ledger_leaf (
    leaf bigint PRIMARY KEY,
    event_hash bytea NOT NULL,
    chain_kind text COLLATE "C" NOT NULL,
    chain_id uuid NOT NULL,
    seq bigint NOT NULL,
    UNIQUE (chain_id, chain_kind, seq)
);
CREATE TABLE casebridge.ledger_tile (
    level int NOT NULL,
    tile bigint NOT NULL,
    hashes bytea NOT NULL,
    PRIMARY KEY (level, tile)
);
CREATE TABLE casebridge.ledger_state (
    only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT only_one_state CHECK (only_row),
    size bigint NOT NULL,
    sequenced_below xid8 NOT NULL
);
INSERT INTO casebridge.ledger_state (size, sequenced_below) VALUES (0, '0');
CREATE TABLE casebridge.ledger_checkpoint (
    size bigint PRIMARY KEY,
    note text NOT NULL,
    signed_at timestamptz NOT NULL DEFAULT now()
);

-- Everything the log says of one event is computed here; the same bytes as Ledger.CanonicalEvent. Whoever gives the
-- identity, as move() does, has verified it and holds the chain's lock.
CREATE FUNCTION casebridge.append_event(
    p_chain_kind text, p_chain_id uuid, p_organisation uuid, p_record_kind text, p_record_id uuid, p_action text,
    p_facts text, p_private text DEFAULT NULL, p_version int DEFAULT NULL, p_transition int DEFAULT NULL,
    p_workflow int DEFAULT NULL, p_from text DEFAULT NULL, p_to text DEFAULT NULL, p_identity text[] DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_identity text[] := p_identity;
    v_request text := coalesce(current_setting('casebridge.request', true), '');
    v_locked boolean;
    v_seq bigint;
    v_previous bytea;
    v_at bigint := (date_part('epoch', clock_timestamp()) * 1000000)::bigint;
    v_salt bytea;
    v_private bytea;
BEGIN
    IF v_identity IS NULL THEN
        v_identity := verified_identity();
        v_locked := pg_advisory_xact_lock(uuid_hash_extended(p_chain_id,
            CASE p_chain_kind WHEN 'case' THEN 1 WHEN 'case_reads' THEN 2 ELSE 3 END)) IS NULL;
    END IF;
    SELECT seq + 1, hash INTO v_seq, v_previous FROM audit_event
    WHERE chain_id = p_chain_id AND chain_kind = p_chain_kind ORDER BY seq DESC LIMIT 1;
    IF NOT FOUND THEN
        v_seq := 1;
        v_previous := '\x0000000000000000000000000000000000000000000000000000000000000000';
    END IF;
    IF p_private IS NOT NULL THEN
        v_salt := uuid_send(gen_random_uuid());
        v_private := sha256(v_salt || convert_to(p_private, 'UTF8'));
    END IF;
    INSERT INTO audit_event (chain_kind, chain_id, seq, previous_hash, hash, at_us, actor_kind, actor, session, request,
        organisation_id, record_kind, record_id, previous_version, record_version, workflow_id, transition_id, action, from_status, to_status,
        private_digest, facts)
    VALUES (p_chain_kind, p_chain_id, v_seq, v_previous,
        -- format() writes null as nothing between its bars.
        sha256(convert_to(format('casebridge-event-v1|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s', p_chain_kind,
            p_chain_id, v_seq, encode(v_previous, 'hex'), v_at, v_identity[1], v_identity[2], v_identity[3], v_request,
            p_organisation, p_record_kind, p_record_id, p_version, p_workflow, p_action, p_from, p_to,
            encode(v_private, 'hex'), p_facts), 'UTF8')),
        v_at, v_identity[1], v_identity[2], v_identity[3], v_request, p_organisation, p_record_kind,
        p_record_id, nullif(p_version - 1, 0), p_version, p_workflow, p_transition, p_action, p_from, p_to, v_private, p_facts);
    IF p_private IS NOT NULL THEN
        INSERT INTO event_private (chain_id, seq, chain_kind, salt, body)
        VALUES (p_chain_id, v_seq, p_chain_kind, v_salt, p_private);
    END IF;
    RETURN v_seq;
END
$$;

-- The chain of the system's own events is one a day: a UUIDv8 that spells the date.
CREATE FUNCTION casebridge.system_chain() RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ('00000000-0000-8000-8000-0000' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD'))::uuid;
END
$$;

-- Loads what `casebridge workflow load` read from Workflows/. A loaded version never changes.
CREATE FUNCTION casebridge.load_workflows(p_document jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_workflow jsonb;
    v_digest bytea;
    v_existing bytea;
    v_id int;
    v_loaded jsonb := '[]'::jsonb;
    v_part record;
BEGIN
    IF (identity())[1] <> 'operator' THEN
        RAISE EXCEPTION USING ERRCODE = 'MV403', MESSAGE = 'operator_only';
    END IF;
    FOR v_workflow IN SELECT * FROM jsonb_array_elements(p_document -> 'workflows') LOOP
        v_digest := sha256(convert_to(v_workflow ->> 'definition', 'UTF8'));
        SELECT digest INTO v_existing FROM workflow
        WHERE kind = v_workflow ->> 'kind' AND version = (v_workflow ->> 'version')::int;
        IF v_existing = v_digest THEN
            CONTINUE;
        ELSIF v_existing IS NOT NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'MV409', MESSAGE = 'loaded_version_never_changes',
                DETAIL = jsonb_build_array(jsonb_build_object('code', 'loaded_version_never_changes', 'detail',
                    (v_workflow ->> 'kind') || ' version ' || (v_workflow ->> 'version')))::text;
        END IF;
        INSERT INTO workflow (kind, version, parent, definition, digest)
        VALUES (v_workflow ->> 'kind', (v_workflow ->> 'version')::int, v_workflow ->> 'parent',
            v_workflow ->> 'definition', v_digest)
        RETURNING id INTO v_id;
        INSERT INTO workflow_status (workflow_id, name, position, is_initial, is_final, grants_access, is_editable, is_delivered)
        SELECT v_id, s ->> 'name', (s ->> 'position')::int, (s ->> 'initial')::boolean, (s ->> 'final')::boolean,
            (s ->> 'access')::boolean, (s ->> 'editable')::boolean, (s ->> 'delivered')::boolean
        FROM jsonb_array_elements(v_workflow -> 'statuses') s;
        INSERT INTO workflow_transition (workflow_id, kind, action, from_status, to_status, made_by, permission, is_approval,
            needs, requires, then_actions, child_actions, effect, starts, stops, to_final, to_access, to_editable, to_delivered)
        SELECT v_id, v_workflow ->> 'kind', m ->> 'action', f.from_status, m ->> 'to', m ->> 'by', m ->> 'permission',
            (m ->> 'approval')::boolean, ARRAY(SELECT jsonb_array_elements_text(m -> 'needs')),
            -- Whatever the file says, a case opens again only where its contract has no other open one.
            ARRAY(SELECT jsonb_array_elements_text(m -> 'requires')
                UNION ALL
                SELECT 'no_other_open_case' WHERE v_workflow ->> 'kind' = 'case' AND p.is_final AND NOT s.is_final
                    AND NOT m -> 'requires' ? 'no_other_open_case'),
            ARRAY(SELECT jsonb_array_elements_text(m -> 'then')), ARRAY(SELECT jsonb_array_elements_text(m -> 'each_child')),
            m ->> 'effect', ARRAY(SELECT jsonb_array_elements_text(m -> 'starts')),
            ARRAY(SELECT jsonb_array_elements_text(m -> 'stops')), s.is_final, s.grants_access, s.is_editable, s.is_delivered
        FROM jsonb_array_elements(v_workflow -> 'moves') m
        CROSS JOIN LATERAL (
            SELECT * FROM jsonb_array_elements_text(m -> 'from')
            UNION ALL
            SELECT '' WHERE jsonb_array_length(m -> 'from') = 0
        ) f (from_status)
        JOIN workflow_status s ON s.workflow_id = v_id AND s.name = m ->> 'to'
        LEFT JOIN workflow_status p ON p.workflow_id = v_id AND p.name = f.from_status;
        v_loaded := v_loaded || jsonb_build_array((v_workflow ->> 'kind') || '/' || (v_workflow ->> 'version'));
    END LOOP;
    IF EXISTS (
        SELECT FROM workflow_transition t CROSS JOIN unnest(t.requires) r (name)
        WHERE to_regprocedure(format('req.%I(casebridge.subject, uuid)', r.name)) IS NULL
        UNION ALL
        SELECT FROM workflow_transition t
        WHERE t.effect IS NOT NULL AND to_regprocedure(format('effect.%I(casebridge.subject, uuid, jsonb)', t.effect)) IS NULL)
    THEN
        RAISE EXCEPTION USING ERRCODE = 'MV422', MESSAGE = 'unknown_requirement_or_effect';
    END IF;
    FOR v_part IN
        SELECT 'roles' AS kind, (p_document ->> 'roles_version')::int AS version, p_document -> 'roles' AS body
        UNION ALL
        SELECT 'clocks', (p_document ->> 'clocks_version')::int, p_document -> 'clocks'
    LOOP
        v_digest := sha256(convert_to(v_part.body::text, 'UTF8'));
        SELECT digest INTO v_existing FROM loaded_document WHERE kind = v_part.kind AND version = v_part.version;
        IF v_existing = v_digest THEN
            CONTINUE;
        ELSIF v_existing IS NOT NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'MV409', MESSAGE = 'loaded_version_never_changes',
                DETAIL = jsonb_build_array(jsonb_build_object('code', 'loaded_version_never_changes', 'detail',
                    v_part.kind || ' version ' || v_part.version))::text;
        END IF;
        INSERT INTO loaded_document (kind, version, digest, document)
        VALUES (v_part.kind, v_part.version, v_digest, v_part.body::text);
        v_loaded := v_loaded || jsonb_build_array(v_part.kind || '/' || v_part.version);
        IF v_part.kind = 'roles' THEN
            -- A role that is no longer named permits nothing.
            UPDATE role SET permissions = '{}';
            INSERT INTO role (name, scope, grantors, permissions)
            SELECT r ->> 'name', r ->> 'scope', (r ->> 'grantors')::int,
                ARRAY(SELECT jsonb_array_elements_text(r -> 'permissions'))
            FROM jsonb_array_elements(v_part.body) r
            ON CONFLICT (name) DO UPDATE SET scope = excluded.scope, grantors = excluded.grantors,
                permissions = excluded.permissions;
        ELSE
            INSERT INTO clock_rule (name, version, days, due, owed_by, soft, expires)
            SELECT c ->> 'name', v_part.version, (c ->> 'days')::int, c ->> 'due', c ->> 'owed_by', (c ->> 'soft')::int,
                c ->> 'expires'
            FROM jsonb_array_elements(v_part.body) c;
        END IF;
    END LOOP;
    IF v_loaded <> '[]' THEN
        PERFORM append_event('system', system_chain(), NULL, 'workflow', NULL, 'workflows_loaded',
            jsonb_build_object('loaded', v_loaded)::text);
    END IF;
    RETURN v_loaded;
END
$$;

DO $$
DECLARE
    item text;
BEGIN
    FOREACH item IN ARRAY ARRAY['workflow', 'workflow_status', 'workflow_transition', 'clock_rule', 'loaded_document',
        'audit_event'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON casebridge.%I
            FOR EACH STATEMENT EXECUTE FUNCTION guard.refuse_change_of_history()', item || '_never_changes', item);
        EXECUTE format('ALTER TABLE casebridge.%I ENABLE ALWAYS TRIGGER %I', item, item || '_never_changes');
        CONTINUE WHEN item = 'audit_event';
        EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON casebridge.%I FOR EACH STATEMENT
            EXECUTE FUNCTION guard.refuse_outside_gate()', item || '_from_the_gate', item);
        EXECUTE format('ALTER TABLE casebridge.%I ENABLE ALWAYS TRIGGER %I', item, item || '_from_the_gate');
    END LOOP;
    CREATE TRIGGER event_is_whole BEFORE INSERT ON casebridge.audit_event FOR EACH ROW EXECUTE FUNCTION guard.refuse_partial_event();
    ALTER TABLE casebridge.audit_event ENABLE ALWAYS TRIGGER event_is_whole;
    -- Its name comes later in the alphabet, so it asks only of whole events, which the gate writes.
    CREATE TRIGGER event_makes_a_declared_move BEFORE INSERT ON casebridge.audit_event FOR EACH ROW
        EXECUTE FUNCTION guard.refuse_undeclared_move();
    ALTER TABLE casebridge.audit_event ENABLE ALWAYS TRIGGER event_makes_a_declared_move;
    -- Who may do what is loaded from Workflows/ or granted by people; nobody types it.
    FOREACH item IN ARRAY ARRAY['role', 'role_grant'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON casebridge.%I FOR EACH STATEMENT
            EXECUTE FUNCTION guard.refuse_outside_gate()', item || '_from_the_gate', item);
        EXECUTE format('ALTER TABLE casebridge.%I ENABLE ALWAYS TRIGGER %I', item, item || '_from_the_gate');
    END LOOP;
    FOREACH item IN ARRAY ARRAY['ledger_leaf', 'ledger_checkpoint'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON casebridge.%I
            FOR EACH STATEMENT EXECUTE FUNCTION guard.refuse_change_of_history()', item || '_never_changes', item);
        EXECUTE format('ALTER TABLE casebridge.%I ENABLE ALWAYS TRIGGER %I', item, item || '_never_changes');
    END LOOP;
    FOREACH item IN ARRAY ARRAY['audit_event', 'event_private'] LOOP
        EXECUTE format('ALTER TABLE casebridge.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', item);
        EXECUTE format('CREATE POLICY gate ON casebridge.%I TO casebridge_gate USING (true) WITH CHECK (true)', item);
    END LOOP;
END
$$;

GRANT SELECT, INSERT ON casebridge.workflow, casebridge.workflow_status, casebridge.workflow_transition, casebridge.clock_rule,
    casebridge.loaded_document, casebridge.audit_event, casebridge.ledger_leaf, casebridge.ledger_checkpoint TO casebridge_gate;
GRANT SELECT, INSERT, DELETE ON casebridge.event_private TO casebridge_gate;
GRANT SELECT, INSERT, UPDATE ON casebridge.ledger_tile, casebridge.ledger_state TO casebridge_gate;
GRANT SELECT ON casebridge.workflow, casebridge.workflow_status, casebridge.workflow_transition, casebridge.clock_rule
    TO casebridge_app, casebridge_worker, casebridge_operator;
GRANT SELECT ON casebridge.ledger_tile, casebridge.ledger_checkpoint TO casebridge_app, casebridge_worker, casebridge_operator;
GRANT SELECT ON ALL TABLES IN SCHEMA casebridge TO casebridge_backup;
REVOKE SELECT ON casebridge.identity_secret FROM casebridge_backup;
CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.load_workflows(jsonb) TO casebridge_operator;
CALL guard.seal();
