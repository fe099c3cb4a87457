-- Cases and everything inside them. Each row carries its organisation and its case; keys of children include both,
-- so that no row can hang under another organisation's case.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;

-- What kind of record a table holds, for its keys to workflows and events. Types, not generated columns, which PostgreSQL
-- would compute anew for every move.
CREATE DOMAIN casebridge.case_kind AS text COLLATE "C" CONSTRAINT kind_of_a_case CHECK (VALUE = 'case');
CREATE DOMAIN casebridge.assignment_kind AS text COLLATE "C" CONSTRAINT kind_of_an_assignment CHECK (VALUE = 'assignment');
CREATE DOMAIN casebridge.report_kind AS text COLLATE "C" CONSTRAINT kind_of_a_report CHECK (VALUE = 'report');
CREATE DOMAIN casebridge.referral_kind AS text COLLATE "C" CONSTRAINT kind_of_a_referral CHECK (VALUE = 'referral');

CREATE TABLE casebridge.case_number (
    organisation_id uuid NOT NULL REFERENCES casebridge.organisation,
    country text COLLATE "C" NOT NULL,
    year int NOT NULL,
    last_number int NOT NULL,
    PRIMARY KEY (organisation_id, country, year)
);

CREATE TABLE casebridge.case_file (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    kind casebridge.case_kind NOT NULL DEFAULT 'case',
    organisation_id uuid NOT NULL REFERENCES casebridge.organisation,
    number text COLLATE "C" NOT NULL,
    contract_id uuid NOT NULL REFERENCES casebridge.contract,
    country text COLLATE "C" NOT NULL,
    title text NOT NULL,
    -- json, not jsonb: frozen, and written out whole far oftener than looked into.
    risk_profile json NOT NULL,
    workflow_id int NOT NULL,
    status text COLLATE "C" NOT NULL,
    version int NOT NULL,
    is_open boolean NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    retention_until date,
    legal_hold boolean NOT NULL DEFAULT false,
    -- The case as a line of a worklist, as its own organisation sees it (line_of), and what that says of assignments and
    -- clocks: written with each of them, because a list of fifty is read far oftener than it changes.
    line json NOT NULL,
    score numeric,
    monitors json,
    next_due_on date,
    next_hard_at timestamptz,
    UNIQUE (organisation_id, id),
    UNIQUE (organisation_id, number),
    FOREIGN KEY (workflow_id, kind) REFERENCES casebridge.workflow (id, kind),
    CONSTRAINT status_has_its_event FOREIGN KEY (id, version, kind, status)
        REFERENCES casebridge.audit_event (record_id, record_version, record_kind, to_status) DEFERRABLE INITIALLY DEFERRED
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX one_open_case_a_contract ON casebridge.case_file (organisation_id, contract_id) WHERE is_open;
CREATE INDEX case_worklist ON casebridge.case_file (organisation_id, status, updated_at DESC, id DESC);
CREATE INDEX case_by_contract ON casebridge.case_file (contract_id);

CREATE TABLE casebridge.assignment (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    kind casebridge.assignment_kind NOT NULL DEFAULT 'assignment',
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    monitor_id uuid NOT NULL,
    due_on date NOT NULL,
    workflow_id int NOT NULL,
    status text COLLATE "C" NOT NULL,
    version int NOT NULL,
    is_open boolean NOT NULL,
    has_access boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (organisation_id, case_id, id),
    FOREIGN KEY (organisation_id, case_id) REFERENCES casebridge.case_file (organisation_id, id),
    FOREIGN KEY (organisation_id, monitor_id) REFERENCES casebridge.account (organisation_id, id),
    FOREIGN KEY (workflow_id, kind) REFERENCES casebridge.workflow (id, kind),
    CONSTRAINT status_has_its_event FOREIGN KEY (id, version, kind, status)
        REFERENCES casebridge.audit_event (record_id, record_version, record_kind, to_status) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX assignment_case ON casebridge.assignment (case_id);
CREATE INDEX assignment_monitor ON casebridge.assignment (monitor_id, case_id) WHERE has_access;
CREATE UNIQUE INDEX one_open_assignment_a_monitor ON casebridge.assignment (case_id, monitor_id) WHERE is_open;

CREATE TABLE casebridge.conflict_declaration (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    account_id uuid NOT NULL,
    has_conflict boolean NOT NULL,
    statement text NOT NULL CONSTRAINT statement_is_bounded CHECK (length(statement) <= 4000),
    declared_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (organisation_id, case_id) REFERENCES casebridge.case_file (organisation_id, id),
    FOREIGN KEY (organisation_id, account_id) REFERENCES casebridge.account (organisation_id, id)
);
CREATE INDEX conflict_declaration_latest ON casebridge.conflict_declaration (case_id, account_id, id DESC);

CREATE TABLE casebridge.training (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    organisation_id uuid NOT NULL,
    account_id uuid NOT NULL,
    title text NOT NULL CONSTRAINT training_has_a_title CHECK (length(btrim(title)) BETWEEN 1 AND 200),
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    recorded_by uuid,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (organisation_id, account_id) REFERENCES casebridge.account (organisation_id, id),
    FOREIGN KEY (organisation_id, recorded_by) REFERENCES casebridge.account (organisation_id, id),
    CONSTRAINT training_ends_after_it_begins CHECK (valid_until >= valid_from),
    CONSTRAINT nobody_records_his_own_training CHECK (recorded_by <> account_id)
);
CREATE INDEX training_account ON casebridge.training (account_id, valid_until DESC);

CREATE TABLE casebridge.form (
    hash text COLLATE "C" PRIMARY KEY CONSTRAINT hash_is_sha256_hex CHECK (hash ~ '^[0-9a-f]{64}$'),
    name text COLLATE "C" NOT NULL,
    version int NOT NULL,
    document jsonb NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (name, version)
);

CREATE TABLE casebridge.report (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    kind casebridge.report_kind NOT NULL DEFAULT 'report',
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    form_hash text COLLATE "C" NOT NULL REFERENCES casebridge.form,
    wording_hash text COLLATE "C",
    workflow_id int NOT NULL,
    status text COLLATE "C" NOT NULL,
    version int NOT NULL,
    is_open boolean NOT NULL,
    is_editable boolean NOT NULL,
    content_version int NOT NULL DEFAULT 1,
    answers jsonb NOT NULL DEFAULT '{}',
    problems jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (organisation_id, case_id, id),
    FOREIGN KEY (organisation_id, case_id, assignment_id) REFERENCES casebridge.assignment (organisation_id, case_id, id),
    FOREIGN KEY (workflow_id, kind) REFERENCES casebridge.workflow (id, kind),
    CONSTRAINT status_has_its_event FOREIGN KEY (id, version, kind, status)
        REFERENCES casebridge.audit_event (record_id, record_version, record_kind, to_status) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX report_case ON casebridge.report (case_id);
CREATE INDEX report_queue ON casebridge.report (organisation_id, status, updated_at, id);
CREATE UNIQUE INDEX one_open_report_an_assignment ON casebridge.report (assignment_id) WHERE is_open;

CREATE TABLE casebridge.report_author (
    report_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    account_id uuid NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (report_id, account_id),
    FOREIGN KEY (organisation_id, case_id, report_id) REFERENCES casebridge.report (organisation_id, case_id, id),
    FOREIGN KEY (organisation_id, account_id) REFERENCES casebridge.account (organisation_id, id)
);
-- Every save of a draft, so that nothing a person wrote is overwritten.
CREATE TABLE casebridge.answer_change (
    report_id uuid NOT NULL,
    content_version int NOT NULL,
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    account_id uuid NOT NULL,
    patch jsonb NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (report_id, content_version),
    FOREIGN KEY (organisation_id, case_id, report_id) REFERENCES casebridge.report (organisation_id, case_id, id)
);
CREATE TABLE casebridge.submission (
    report_id uuid NOT NULL,
    number int NOT NULL,
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    submitted_by uuid NOT NULL,
    submitted_at timestamptz NOT NULL DEFAULT now(),
    form_hash text COLLATE "C" NOT NULL REFERENCES casebridge.form,
    wording_hash text COLLATE "C",
    content jsonb NOT NULL,
    digest text COLLATE "C" NOT NULL,
    PRIMARY KEY (report_id, number),
    FOREIGN KEY (organisation_id, case_id, report_id) REFERENCES casebridge.report (organisation_id, case_id, id)
);
CREATE TABLE casebridge.finding (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    report_id uuid NOT NULL,
    number int NOT NULL,
    replaces int,
    kind text COLLATE "C" NOT NULL CONSTRAINT fact_or_assessment CHECK (kind IN ('fact', 'assessment')),
    category text COLLATE "C" NOT NULL CONSTRAINT category_is_a_code CHECK (category ~ '^[a-z_]{1,60}$'),
    phase text COLLATE "C" NOT NULL CONSTRAINT phase_is_a_code CHECK (phase ~ '^[a-z_]{1,60}$'),
    statement text NOT NULL CONSTRAINT statement_is_bounded CHECK (length(btrim(statement)) BETWEEN 1 AND 10000),
    occurred_on date,
    place text CONSTRAINT place_is_bounded CHECK (length(place) <= 500),
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (report_id, number),
    UNIQUE (organisation_id, case_id, id),
    FOREIGN KEY (report_id, replaces) REFERENCES casebridge.finding (report_id, number),
    FOREIGN KEY (organisation_id, case_id, report_id) REFERENCES casebridge.report (organisation_id, case_id, id)
);
CREATE UNIQUE INDEX finding_replaced_once ON casebridge.finding (report_id, replaces) WHERE replaces IS NOT NULL;

CREATE TABLE casebridge.evidence (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    report_id uuid NOT NULL,
    number int NOT NULL,
    title text NOT NULL CONSTRAINT evidence_has_a_title CHECK (length(btrim(title)) BETWEEN 1 AND 300),
    origin text NOT NULL CONSTRAINT origin_is_bounded CHECK (length(origin) <= 1000),
    file_name text NOT NULL CONSTRAINT file_name_is_bounded CHECK (length(file_name) BETWEEN 1 AND 255),
    media_type text COLLATE "C" NOT NULL,
    size bigint NOT NULL CONSTRAINT file_is_not_empty CHECK (size > 0),
    sha256 bytea NOT NULL CONSTRAINT sha256_has_32_bytes CHECK (length(sha256) = 32),
    added_by uuid NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(),
    verified_at timestamptz,
    quarantined_at timestamptz,
    UNIQUE (case_id, number),
    UNIQUE (organisation_id, case_id, id),
    FOREIGN KEY (organisation_id, case_id, report_id) REFERENCES casebridge.report (organisation_id, case_id, id),
    CONSTRAINT verified_or_quarantined CHECK (verified_at IS NULL OR quarantined_at IS NULL)
);
CREATE INDEX evidence_report ON casebridge.evidence (report_id);
CREATE INDEX evidence_unverified ON casebridge.evidence (added_at) WHERE verified_at IS NULL AND quarantined_at IS NULL;
CREATE TABLE casebridge.finding_evidence (
    finding_id uuid NOT NULL,
    evidence_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    PRIMARY KEY (finding_id, evidence_id),
    FOREIGN KEY (organisation_id, case_id, finding_id) REFERENCES casebridge.finding (organisation_id, case_id, id),
    FOREIGN KEY (organisation_id, case_id, evidence_id) REFERENCES casebridge.evidence (organisation_id, case_id, id)
);
-- Each case's key for its files, wrapped by the installation's master key (AES-256-GCM).
CREATE TABLE casebridge.case_key (
    case_id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    wrapped_key bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (organisation_id, case_id) REFERENCES casebridge.case_file (organisation_id, id)
);
CREATE TABLE casebridge.comment (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    report_id uuid NOT NULL,
    question text COLLATE "C" CONSTRAINT question_is_a_path CHECK (question ~ '^[A-Za-z0-9_./-]{1,200}$'),
    finding int,
    text text NOT NULL CONSTRAINT comment_is_bounded CHECK (length(btrim(text)) BETWEEN 1 AND 10000),
    author_id uuid NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (report_id, finding) REFERENCES casebridge.finding (report_id, number),
    FOREIGN KEY (organisation_id, case_id, report_id) REFERENCES casebridge.report (organisation_id, case_id, id)
);
CREATE INDEX comment_report ON casebridge.comment (report_id, id);

CREATE TABLE casebridge.authority (
    id uuid PRIMARY KEY REFERENCES casebridge.organisation,
    channel text COLLATE "C" NOT NULL DEFAULT 'portal' CONSTRAINT channel_is_known CHECK (channel IN ('portal')),
    languages text[] NOT NULL,
    countries text[] COLLATE "C" NOT NULL,
    handles_eu_money boolean NOT NULL DEFAULT false,
    small_case_limit numeric,
    valid_from date NOT NULL DEFAULT current_date,
    valid_until date
);

CREATE TABLE casebridge.referral (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    kind casebridge.referral_kind NOT NULL DEFAULT 'referral',
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    number int NOT NULL,
    authority_id uuid NOT NULL REFERENCES casebridge.authority,
    report_id uuid NOT NULL,
    prepared_by uuid NOT NULL,
    content_digest text COLLATE "C" NOT NULL CONSTRAINT content_digest_is_sha256_hex CHECK (content_digest ~ '^[0-9a-f]{64}$'),
    round int NOT NULL DEFAULT 1,
    workflow_id int NOT NULL,
    status text COLLATE "C" NOT NULL,
    version int NOT NULL,
    is_open boolean NOT NULL,
    is_editable boolean NOT NULL,
    is_delivered boolean NOT NULL,
    manifest_sha256 text COLLATE "C",
    sent_at timestamptz,
    first_opened_at timestamptz,
    reference_number text CONSTRAINT reference_number_is_bounded CHECK (length(reference_number) BETWEEN 1 AND 200),
    outcome text COLLATE "C" CONSTRAINT outcome_is_known CHECK (outcome IN
        ('criminal', 'administrative', 'recovery', 'recommendation', 'none')),
    amount_recovered numeric CONSTRAINT amount_is_not_negative CHECK (amount_recovered >= 0),
    currency text COLLATE "C" CONSTRAINT currency_is_iso_4217 CHECK (currency ~ '^[A-Z]{3}$'),
    may_tell_monitor text COLLATE "C" CONSTRAINT yes_partly_or_no CHECK (may_tell_monitor IN ('yes', 'partly', 'no')),
    message text CONSTRAINT message_is_bounded CHECK (length(message) <= 10000),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (organisation_id, case_id, id),
    UNIQUE (case_id, number),
    FOREIGN KEY (organisation_id, case_id, report_id) REFERENCES casebridge.report (organisation_id, case_id, id),
    FOREIGN KEY (workflow_id, kind) REFERENCES casebridge.workflow (id, kind),
    CONSTRAINT amount_has_its_currency CHECK ((amount_recovered IS NULL) = (currency IS NULL)),
    CONSTRAINT status_has_its_event FOREIGN KEY (id, version, kind, status)
        REFERENCES casebridge.audit_event (record_id, record_version, record_kind, to_status) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX referral_inbox ON casebridge.referral (authority_id, status, sent_at DESC, id) WHERE is_delivered;
CREATE INDEX referral_worklist ON casebridge.referral (organisation_id, status, updated_at DESC, id);

CREATE TABLE casebridge.referral_finding (
    referral_id uuid NOT NULL,
    finding_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    position int NOT NULL,
    PRIMARY KEY (referral_id, finding_id),
    FOREIGN KEY (organisation_id, case_id, referral_id) REFERENCES casebridge.referral (organisation_id, case_id, id),
    FOREIGN KEY (organisation_id, case_id, finding_id) REFERENCES casebridge.finding (organisation_id, case_id, id)
);
CREATE TABLE casebridge.referral_evidence (
    referral_id uuid NOT NULL,
    evidence_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    position int NOT NULL,
    PRIMARY KEY (referral_id, evidence_id),
    FOREIGN KEY (organisation_id, case_id, referral_id) REFERENCES casebridge.referral (organisation_id, case_id, id),
    FOREIGN KEY (organisation_id, case_id, evidence_id) REFERENCES casebridge.evidence (organisation_id, case_id, id)
);
CREATE TABLE casebridge.referral_approval (
    referral_id uuid NOT NULL,
    round int NOT NULL,
    account_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    content_digest text COLLATE "C" NOT NULL,
    approved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (referral_id, round, account_id),
    FOREIGN KEY (organisation_id, case_id, referral_id) REFERENCES casebridge.referral (organisation_id, case_id, id)
);
CREATE TABLE casebridge.dossier (
    referral_id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    file_id uuid NOT NULL,
    content_digest text COLLATE "C" NOT NULL,
    manifest_sha256 text COLLATE "C" NOT NULL,
    seal_seq bigint,
    package_sha256 bytea,
    size bigint,
    packaged_at timestamptz,
    FOREIGN KEY (organisation_id, case_id, referral_id) REFERENCES casebridge.referral (organisation_id, case_id, id),
    CONSTRAINT packaged_is_whole CHECK ((packaged_at IS NULL) = (package_sha256 IS NULL) AND (packaged_at IS NULL) = (size IS NULL))
);
CREATE TABLE casebridge.referral_question (
    referral_id uuid NOT NULL,
    number int NOT NULL,
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    text text NOT NULL CONSTRAINT question_is_bounded CHECK (length(btrim(text)) BETWEEN 1 AND 10000),
    due_on date NOT NULL,
    asked_by uuid NOT NULL REFERENCES casebridge.account,
    asked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (referral_id, number),
    FOREIGN KEY (organisation_id, case_id, referral_id) REFERENCES casebridge.referral (organisation_id, case_id, id)
);
CREATE TABLE casebridge.referral_answer (
    referral_id uuid NOT NULL,
    number int NOT NULL,
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    text text NOT NULL CONSTRAINT answer_is_bounded CHECK (length(btrim(text)) BETWEEN 1 AND 10000),
    answered_by uuid NOT NULL,
    answered_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (referral_id, number),
    FOREIGN KEY (referral_id, number) REFERENCES casebridge.referral_question,
    FOREIGN KEY (organisation_id, case_id, referral_id) REFERENCES casebridge.referral (organisation_id, case_id, id)
);

CREATE TABLE casebridge.clock (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    organisation_id uuid NOT NULL,
    case_id uuid NOT NULL,
    record_kind text COLLATE "C" NOT NULL,
    record_id uuid NOT NULL,
    name text COLLATE "C" NOT NULL,
    rule_version int NOT NULL,
    number int NOT NULL DEFAULT 0,
    zone text NOT NULL,
    owed_by text COLLATE "C" NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    due_on date NOT NULL,
    soft_at timestamptz NOT NULL,
    hard_at timestamptz NOT NULL,
    stopped_at timestamptz,
    paused_at timestamptz,
    soft_marked_at timestamptz,
    hard_marked_at timestamptz,
    FOREIGN KEY (organisation_id, case_id) REFERENCES casebridge.case_file (organisation_id, id),
    FOREIGN KEY (name, rule_version) REFERENCES casebridge.clock_rule,
    CONSTRAINT soft_before_hard CHECK (soft_at <= hard_at)
);
CREATE UNIQUE INDEX one_running_clock ON casebridge.clock (record_id, name, number) WHERE stopped_at IS NULL;
CREATE INDEX clock_case ON casebridge.clock (case_id, hard_at) WHERE stopped_at IS NULL;
CREATE INDEX clock_soft ON casebridge.clock (soft_at) WHERE stopped_at IS NULL AND paused_at IS NULL AND soft_marked_at IS NULL;
CREATE INDEX clock_hard ON casebridge.clock (hard_at) WHERE stopped_at IS NULL AND paused_at IS NULL AND hard_marked_at IS NULL;
CREATE INDEX clock_due ON casebridge.clock (organisation_id, hard_at) WHERE stopped_at IS NULL;

CREATE TABLE casebridge.job (
    id uuid PRIMARY KEY DEFAULT casebridge.uuid7(),
    kind text COLLATE "C" NOT NULL CONSTRAINT kind_of_job CHECK (kind ~ '^[a-z_]{1,40}$'),
    record_id uuid NOT NULL,
    run_at timestamptz NOT NULL DEFAULT now(),
    attempts int NOT NULL DEFAULT 0,
    taken_until timestamptz,
    done_at timestamptz,
    last_error text
);
CREATE INDEX job_waiting ON casebridge.job (run_at) WHERE done_at IS NULL;

-- A POST that is repeated with the same key gets the first answer again; kept for 24 hours.
CREATE TABLE casebridge.idempotency (
    account_id uuid NOT NULL REFERENCES casebridge.account,
    key text COLLATE "C" NOT NULL CONSTRAINT key_is_bounded CHECK (length(key) BETWEEN 1 AND 255),
    route text COLLATE "C" NOT NULL,
    payload_sha256 bytea NOT NULL,
    status int NOT NULL,
    answer text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, key, route)
);

-- The cases that the caller reaches because they are assigned to him.
CREATE FUNCTION casebridge.my_cases(p_permission text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, casebridge, pg_temp AS $$
DECLARE
    v_organisations uuid[] := scope_assigned(p_permission);
BEGIN
    IF cardinality(v_organisations) > 0 THEN
        RETURN QUERY SELECT a.case_id FROM assignment a
            WHERE a.monitor_id = me() AND a.has_access AND a.organisation_id = ANY (v_organisations);
    END IF;
END
$$;

-- Functions of one SELECT are inlined where they are used; in PL/pgSQL each call would cost ten times it.
CREATE FUNCTION casebridge.rfc3339(p_time timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT to_char(p_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

CREATE FUNCTION casebridge.sha256_hex(p_text text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(p_text, 'UTF8')), 'hex')
$$;

-- One line of a worklist; the names are the keys of its JSON. `overdue` stands last, so that line_for() can turn it without
-- reading the rest.
CREATE TYPE casebridge.case_line AS (
    id uuid,
    number text,
    title text,
    status text,
    version int,
    country text,
    score numeric,
    contract_id uuid,
    updated_at text,
    monitors json,
    next_due_on date,
    overdue boolean
);
CREATE FUNCTION casebridge.line_of(p_id uuid, p_number text, p_title text, p_status text, p_version int, p_country text, p_score numeric,
    p_contract uuid, p_updated_at timestamptz, p_monitors json, p_due_on date) RETURNS json
LANGUAGE sql STABLE AS $$
    SELECT row_to_json(ROW(p_id, p_number, p_title, p_status, p_version, p_country, p_score, p_contract, casebridge.rfc3339(p_updated_at),
        p_monitors, p_due_on, false)::casebridge.case_line)
$$;

-- The stored line for a reader at this moment. Another organisation is not told who monitors.
CREATE FUNCTION casebridge.line_for(p_line json, p_hard_at timestamptz, p_is_own boolean) RETURNS json
LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN NOT p_is_own THEN (p_line::jsonb || jsonb_build_object('monitors', NULL, 'overdue', coalesce(p_hard_at <= now(), false)))::json
        WHEN p_hard_at <= now() THEN (left(p_line::text, -length('false}')) || 'true}')::json
        ELSE p_line END
$$;

-- Row-level security: the gate sees all; the app sees what the entered person may read; nobody else sees a row.
DO $$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT * FROM (VALUES
        ('case_file', 'id', 'case.read'), ('assignment', 'case_id', 'case.read'), ('conflict_declaration', 'case_id', 'case.read'),
        ('clock', 'case_id', 'case.read'), ('report', 'case_id', 'report.read'), ('report_author', 'case_id', 'report.read'),
        ('answer_change', 'case_id', 'report.read'), ('submission', 'case_id', 'report.read'), ('finding', 'case_id', 'report.read'),
        ('comment', 'case_id', 'report.read'), ('evidence', 'case_id', 'evidence.read'), ('finding_evidence', 'case_id', 'evidence.read'),
        ('case_key', 'case_id', 'evidence.read')) AS t (name, key, permission)
    LOOP
        EXECUTE format('CREATE POLICY reader ON casebridge.%I FOR SELECT TO casebridge_app USING (
            organisation_id = ANY ((SELECT casebridge.scope_organisations(%L))::uuid[])
            OR %I IN (SELECT casebridge.my_cases(%L)))', item.name, item.permission, item.key, item.permission);
    END LOOP;
    FOR item IN SELECT unnest(ARRAY['referral_finding', 'referral_evidence', 'referral_approval']) AS name LOOP
        EXECUTE format('CREATE POLICY reader ON casebridge.%I FOR SELECT TO casebridge_app USING (
            organisation_id = ANY ((SELECT casebridge.scope_organisations(''referral.read''))::uuid[]))', item.name);
    END LOOP;
    CREATE POLICY reader ON casebridge.referral FOR SELECT TO casebridge_app USING (
        organisation_id = ANY ((SELECT casebridge.scope_organisations('referral.read'))::uuid[])
        OR (is_delivered AND authority_id = ANY ((SELECT casebridge.scope_authorities('referral.read'))::uuid[])));
    FOR item IN SELECT unnest(ARRAY['dossier', 'referral_question', 'referral_answer']) AS name LOOP
        EXECUTE format('CREATE POLICY reader ON casebridge.%I FOR SELECT TO casebridge_app USING (
            organisation_id = ANY ((SELECT casebridge.scope_organisations(''referral.read''))::uuid[])
            OR referral_id IN (SELECT r.id FROM casebridge.referral r WHERE r.is_delivered
                AND r.authority_id = ANY ((SELECT casebridge.scope_authorities(''referral.read''))::uuid[])))', item.name);
    END LOOP;
    FOR item IN SELECT unnest(ARRAY['case_number', 'case_file', 'assignment', 'conflict_declaration', 'training', 'report', 'report_author',
        'answer_change', 'submission', 'finding', 'evidence', 'finding_evidence', 'case_key', 'comment', 'referral', 'referral_finding',
        'referral_evidence', 'referral_approval', 'dossier', 'referral_question', 'referral_answer', 'clock', 'job', 'idempotency']) AS name
    LOOP
        EXECUTE format('ALTER TABLE casebridge.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', item.name);
        EXECUTE format('CREATE POLICY gate ON casebridge.%I TO casebridge_gate USING (true) WITH CHECK (true)', item.name);
        EXECUTE format('GRANT SELECT, INSERT ON casebridge.%I TO casebridge_gate', item.name);
    END LOOP;
    -- Statuses, what follows from them, and whose a record is: loud refusal outside the gate, even where row-level
    -- security would hide the rows.
    FOR item IN SELECT * FROM (VALUES
        ('case_file', 'contract_id'), ('assignment', 'case_id, monitor_id, has_access'), ('report', 'case_id, assignment_id, is_editable'),
        ('referral', 'case_id, authority_id, report_id, prepared_by, content_digest, round, is_editable, is_delivered')) AS t (name, columns)
    LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE INSERT OR DELETE OR TRUNCATE OR UPDATE OF id, organisation_id, workflow_id, status, version, is_open, %s
            ON casebridge.%I FOR EACH STATEMENT
            EXECUTE FUNCTION guard.refuse_outside_gate()', item.name || '_moves_only', item.columns, item.name);
        EXECUTE format('ALTER TABLE casebridge.%I ENABLE ALWAYS TRIGGER %I', item.name, item.name || '_moves_only');
        EXECUTE format('GRANT UPDATE ON casebridge.%I TO casebridge_gate', item.name);
    END LOOP;
    -- What a person wrote is added, never changed.
    FOR item IN SELECT unnest(ARRAY['conflict_declaration', 'report_author', 'answer_change', 'submission', 'finding', 'finding_evidence',
        'comment', 'referral_approval', 'referral_question', 'referral_answer']) AS name LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON casebridge.%I
            FOR EACH STATEMENT EXECUTE FUNCTION guard.refuse_change_of_history()', item.name || '_never_changes', item.name);
        EXECUTE format('ALTER TABLE casebridge.%I ENABLE ALWAYS TRIGGER %I', item.name, item.name || '_never_changes');
    END LOOP;
END
$$;

GRANT UPDATE ON casebridge.case_number, casebridge.evidence, casebridge.dossier, casebridge.clock, casebridge.job TO casebridge_gate;
GRANT DELETE ON casebridge.referral_finding, casebridge.referral_evidence, casebridge.idempotency, casebridge.job TO casebridge_gate;
GRANT SELECT, INSERT, UPDATE ON casebridge.authority, casebridge.form TO casebridge_gate;
GRANT SELECT ON casebridge.case_file, casebridge.assignment, casebridge.conflict_declaration, casebridge.clock, casebridge.report,
    casebridge.report_author, casebridge.answer_change, casebridge.submission, casebridge.finding, casebridge.comment,
    casebridge.evidence, casebridge.finding_evidence, casebridge.referral, casebridge.referral_finding, casebridge.referral_evidence,
    casebridge.referral_approval, casebridge.dossier, casebridge.referral_question, casebridge.referral_answer, casebridge.form,
    casebridge.authority TO casebridge_app;
GRANT SELECT ON casebridge.form, casebridge.authority TO casebridge_operator, casebridge_worker;
GRANT SELECT ON ALL TABLES IN SCHEMA casebridge TO casebridge_backup;
REVOKE SELECT ON casebridge.identity_secret FROM casebridge_backup;
CALL guard.seal();
GRANT EXECUTE ON FUNCTION casebridge.my_cases(text) TO casebridge_app;
CALL guard.seal();
