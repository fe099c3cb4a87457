-- Who may do what inside PostgreSQL, before any table exists.
--   casebridge_owner   owns the tables; cannot log in; refused at statuses and at the audit log
--   casebridge_gate    owns every SECURITY DEFINER function and is the only one that writes statuses and events
--   casebridge_app     serves requests: runs entry functions, reads under row-level security
--   casebridge_sign_in exchanges a verified password for a session, nothing else
--   casebridge_worker  clocks, jobs, the ledger and imports
--   casebridge_operator commands of the person who runs the installation
--   casebridge_backup  reads everything, writes nothing
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['casebridge_owner', 'casebridge_gate'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        END IF;
    END LOOP;
    FOREACH role_name IN ARRAY ARRAY['casebridge_app', 'casebridge_sign_in', 'casebridge_worker', 'casebridge_operator']
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', role_name);
            -- Random reads cost little on today's disks; with the default of 4 small tables are read whole.
            EXECUTE format('ALTER ROLE %I SET random_page_cost = 1.1', role_name);
        END IF;
    END LOOP;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'casebridge_backup') THEN
        CREATE ROLE casebridge_backup LOGIN BYPASSRLS;
    END IF;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format(
        'GRANT CONNECT ON DATABASE %I TO casebridge_app, casebridge_sign_in, casebridge_worker, casebridge_operator, casebridge_backup',
        current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- The record of migrations stands there, and the program starts only on a schema that it knows.
GRANT USAGE ON SCHEMA public TO casebridge_app, casebridge_worker, casebridge_operator;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE SCHEMA casebridge AUTHORIZATION casebridge_owner;  -- tables and entry functions
CREATE SCHEMA req AUTHORIZATION casebridge_owner;         -- one function a requirement of a move
CREATE SCHEMA effect AUTHORIZATION casebridge_owner;      -- one function an effect of a move
CREATE SCHEMA guard;                                      -- the superuser's: neither owner nor gate can replace it

GRANT USAGE ON SCHEMA casebridge, req, effect TO casebridge_gate;
GRANT USAGE ON SCHEMA casebridge TO
    casebridge_app, casebridge_sign_in, casebridge_worker, casebridge_operator, casebridge_backup;
GRANT USAGE ON SCHEMA guard TO casebridge_gate, casebridge_worker, casebridge_operator, casebridge_app;

-- Statement triggers call this where a status, a version or an event would be written outside the gate. It asks who writes
-- itself: PostgreSQL reads a trigger's WHEN anew for every statement, which costs twice the call.
CREATE FUNCTION guard.refuse_outside_gate() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF current_user OPERATOR(pg_catalog.<>) 'casebridge_gate'::pg_catalog.name THEN
        RAISE EXCEPTION USING ERRCODE = 'MV403', MESSAGE = 'written_outside_a_move',
            HINT = format('%s on %I.%I: a status changes only through casebridge.move().', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION guard.refuse_change_of_history() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'MV403', MESSAGE = 'history_is_append_only',
        HINT = format('%s on %I.%I', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME);
END
$$;

CREATE FUNCTION guard.digest(p_text text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(p_text, 'UTF8')), 'hex')
$$;

-- Everything that guards a status or an event, one row an object: what it is, and a digest of its definition.
CREATE FUNCTION guard.guards() RETURNS TABLE (object text, digest text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT 'table ' || c.oid::regclass,
        guard.digest(concat_ws('|', r.rolname, c.relrowsecurity, c.relforcerowsecurity, c.relkind, c.relpersistence, c.relacl::text,
            (SELECT string_agg(concat_ws(':', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated,
                    a.attacl::text, pg_get_expr(d.adbin, d.adrelid)), ',' ORDER BY a.attnum)
                FROM pg_attribute a
                LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)))
    FROM pg_class c
    JOIN pg_roles r ON r.oid = c.relowner
    WHERE c.relnamespace::regnamespace::text IN ('casebridge', 'guard') AND c.relkind NOT IN ('i', 'I', 'S', 't', 'c')
    UNION ALL
    SELECT 'trigger ' || tgname || ' on ' || tgrelid::regclass, guard.digest(pg_get_triggerdef(t.oid) || tgenabled::text)
    FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT tgisinternal AND c.relnamespace::regnamespace::text IN ('casebridge', 'guard')
    UNION ALL
    SELECT 'key trigger of ' || con.conname || ' of ' || con.conrelid::regclass || ' on ' || t.tgrelid::regclass || ' ' || p.proname, guard.digest(t.tgenabled::text)
    FROM pg_trigger t
    JOIN pg_constraint con ON con.oid = t.tgconstraint
    JOIN pg_proc p ON p.oid = t.tgfoid
    JOIN pg_class c ON c.oid = t.tgrelid
    WHERE tgisinternal AND c.relnamespace::regnamespace::text IN ('casebridge', 'guard')
    UNION ALL
    SELECT 'constraint ' || conname || ' on ' || CASE WHEN conrelid <> 0 THEN conrelid::regclass::text ELSE contypid::regtype::text END,
        guard.digest(concat_ws('|', pg_get_constraintdef(con.oid), condeferrable, condeferred, convalidated))
    FROM pg_constraint con
    WHERE connamespace::regnamespace::text IN ('casebridge', 'guard')
    UNION ALL
    SELECT 'policy ' || polname || ' on ' || polrelid::regclass,
        guard.digest(concat_ws('|', polcmd, polpermissive, polroles::regrole[]::text, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)))
    FROM pg_policy
    UNION ALL
    SELECT 'rule ' || rulename || ' on ' || ev_class::regclass, guard.digest(pg_get_ruledef(r.oid))
    FROM pg_rewrite r
    JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.relnamespace::regnamespace::text IN ('casebridge', 'guard')
    UNION ALL
    SELECT 'function ' || p.oid::regprocedure,
        guard.digest(concat_ws('|', r.rolname, pg_get_functiondef(p.oid), p.proacl::text))
    FROM pg_proc p
    JOIN pg_roles r ON r.oid = p.proowner
    WHERE p.pronamespace::regnamespace::text IN ('casebridge', 'req', 'effect', 'guard') AND p.prokind IN ('f', 'p')
    UNION ALL
    -- What could stand before PostgreSQL's own meaning in a function's body.
    SELECT 'operator ' || o.oid::regoperator, guard.digest(concat_ws('|', o.oprcode::regprocedure, o.oprcom, o.oprnegate))
    FROM pg_operator o
    WHERE o.oprnamespace::regnamespace::text IN ('casebridge', 'req', 'effect', 'guard')
    UNION ALL
    SELECT 'aggregate ' || p.oid::regprocedure, guard.digest(p.proname)
    FROM pg_proc p
    WHERE p.pronamespace::regnamespace::text IN ('casebridge', 'req', 'effect', 'guard') AND p.prokind NOT IN ('f', 'p')
    UNION ALL
    SELECT 'type ' || t.oid::regtype, guard.digest(concat_ws('|', t.typtype, t.typbasetype::regtype,
        (SELECT string_agg(a.attname || ':' || format_type(a.atttypid, a.atttypmod), ',' ORDER BY a.attnum)
            FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0)))
    FROM pg_type t
    LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE t.typnamespace::regnamespace::text IN ('casebridge', 'req', 'effect', 'guard')
        AND t.typtype <> 'b' AND coalesce(c.relkind, 'c') = 'c'
    UNION ALL
    SELECT 'cast ' || castsource::regtype || ' to ' || casttarget::regtype, guard.digest(concat_ws('|', castfunc::regproc, castcontext))
    FROM pg_cast
    WHERE oid >= 16384
    UNION ALL
    SELECT 'index ' || i.indexrelid::regclass, guard.digest(pg_get_indexdef(i.indexrelid))
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relnamespace::regnamespace::text = 'casebridge' AND i.indisunique
    UNION ALL
    SELECT 'schema ' || n.nspname, guard.digest(concat_ws('|', r.rolname, n.nspacl::text))
    FROM pg_namespace n
    JOIN pg_roles r ON r.oid = n.nspowner
    WHERE n.nspname IN ('casebridge', 'req', 'effect', 'guard')
    UNION ALL
    SELECT 'event trigger ' || evtname, guard.digest(concat_ws('|', evtevent, evtfoid::regprocedure, evtenabled))
    FROM pg_event_trigger
    UNION ALL
    SELECT 'role ' || r.rolname, guard.digest(concat_ws('|', r.rolsuper, r.rolbypassrls, r.rolcanlogin, r.rolcreaterole, r.rolreplication,
        (SELECT string_agg(m.roleid::regrole::text, ',' ORDER BY m.roleid::regrole::text)
            FROM pg_auth_members m WHERE m.member = r.oid)))
    FROM pg_roles r
    WHERE r.rolname LIKE 'casebridge\_%'
$$;

CREATE TABLE guard.sealed_guard (
    object text PRIMARY KEY,
    digest text NOT NULL
);

-- What differs from the state that the last migration sealed: nothing, or each object with what happened to it.
CREATE FUNCTION guard.differences() RETURNS TABLE (object text, difference text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(s.object, g.object),
        CASE WHEN g.object IS NULL THEN 'removed' WHEN s.object IS NULL THEN 'added' ELSE 'changed' END
    FROM guard.sealed_guard s
    FULL JOIN guard.guards() g ON g.object = s.object
    WHERE s.digest IS DISTINCT FROM g.digest
    ORDER BY 1
$$;

-- DDL outside a migration. The migrator (a superuser) announces itself; nobody else's announcement counts.
CREATE FUNCTION guard.refuse_unmigrated_change() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_setting('casebridge.migrating', true) = 'on'
        AND (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) THEN
        RETURN;
    END IF;
    IF EXISTS (SELECT FROM guard.differences()) THEN
        RAISE EXCEPTION USING ERRCODE = 'MV403', MESSAGE = 'guards_change_only_in_a_migration',
            HINT = (SELECT string_agg(object || ' ' || difference, '; ') FROM guard.differences());
    END IF;
END
$$;

-- PL/pgSQL that finds a name among sorted names by halving: each comparison that runs costs as much as a whole function.
CREATE FUNCTION guard.halves(p_variable text, p_call text, p_names text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, guard, pg_temp AS $$
DECLARE
    v_half int := cardinality(p_names) / 2;
BEGIN
    RETURN CASE cardinality(p_names)
        WHEN 0 THEN NULL
        WHEN 1 THEN format(E'IF %1$s = %2$L THEN\n%3$s\nELSE\nRAISE EXCEPTION ''There is no %%.'', %1$s;\nEND IF;',
            p_variable, p_names[1], format(p_call, p_names[1]))
        ELSE format(E'IF %s COLLATE "C" < %L THEN\n%s\nELSE\n%s\nEND IF;', p_variable, p_names[v_half + 1],
            guard.halves(p_variable, p_call, p_names[:v_half]), guard.halves(p_variable, p_call, p_names[v_half + 1:]))
        END;
END
$$;

-- Each migration ends with this: owners, privileges of functions, dispatchers, fingerprint.
CREATE PROCEDURE guard.seal()
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    item record;
    branches text;
BEGIN
    FOR item IN SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace::regnamespace::text = 'casebridge' AND c.relkind IN ('r', 'p', 'v')
            AND c.relowner <> 'casebridge_owner'::regrole LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO casebridge_owner', item.name);
    END LOOP;
    FOR item IN SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace::regnamespace::text IN ('casebridge', 'req', 'effect') AND p.proowner <> 'casebridge_gate'::regrole LOOP
        EXECUTE format('ALTER ROUTINE %s OWNER TO casebridge_gate', item.name);
        EXECUTE format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC', item.name);
    END LOOP;
    IF to_regtype('casebridge.subject') IS NOT NULL THEN
        branches := guard.halves('v_name', 'v_detail := req.%I(s, p_account);', ARRAY(
            SELECT p.proname FROM pg_proc p
            WHERE p.pronamespace = 'req'::regnamespace AND p.pronargs = 2
                AND p.proargtypes[0] = 'casebridge.subject'::regtype AND p.proargtypes[1] = 'uuid'::regtype
            ORDER BY p.proname));
        IF branches IS NOT NULL THEN
            EXECUTE format($body$
CREATE OR REPLACE FUNCTION casebridge.blocked(s casebridge.subject, p_account uuid, p_requires text[]) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $dispatch$
DECLARE
    v_name text;
    v_detail text;
    v_reasons jsonb;
BEGIN
    FOREACH v_name IN ARRAY p_requires LOOP
%s
        IF v_detail IS NOT NULL THEN
            v_reasons := coalesce(v_reasons, '[]') || jsonb_build_object('code', 'requirement:' || v_name, 'detail', v_detail);
        END IF;
    END LOOP;
    RETURN v_reasons;
END
$dispatch$
$body$, branches);
        END IF;
        SELECT string_agg(format('        WHEN %L THEN PERFORM effect.%I(p_subject, p_account, p_data);', p.proname, p.proname), E'\n'
            ORDER BY p.proname) INTO branches
        FROM pg_proc p
        WHERE p.pronamespace = 'effect'::regnamespace;
        IF branches IS NOT NULL THEN
            EXECUTE format($body$
CREATE OR REPLACE FUNCTION casebridge.take_effect(p_effect text, p_subject casebridge.subject, p_account uuid, p_data jsonb) RETURNS void
LANGUAGE plpgsql AS $dispatch$
BEGIN
    CASE p_effect
%s
    END CASE;
END
$dispatch$
$body$, branches);
        END IF;
        EXECUTE 'ALTER FUNCTION casebridge.blocked(casebridge.subject, uuid, text[]) OWNER TO casebridge_gate';
        EXECUTE 'ALTER FUNCTION casebridge.take_effect(text, casebridge.subject, uuid, jsonb) OWNER TO casebridge_gate';
        EXECUTE 'REVOKE EXECUTE ON FUNCTION casebridge.blocked(casebridge.subject, uuid, text[]) FROM PUBLIC';
        EXECUTE 'REVOKE EXECUTE ON FUNCTION casebridge.take_effect(text, casebridge.subject, uuid, jsonb) FROM PUBLIC';
    END IF;
    DELETE FROM guard.sealed_guard;
    INSERT INTO guard.sealed_guard SELECT * FROM guard.guards();
END
$$;

REVOKE EXECUTE ON ALL ROUTINES IN SCHEMA guard FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guard.differences() TO casebridge_worker, casebridge_operator, casebridge_app, casebridge_gate;

CREATE EVENT TRIGGER casebridge_guards_changed ON ddl_command_end EXECUTE FUNCTION guard.refuse_unmigrated_change();
CREATE EVENT TRIGGER casebridge_guards_dropped ON sql_drop EXECUTE FUNCTION guard.refuse_unmigrated_change();
ALTER EVENT TRIGGER casebridge_guards_changed ENABLE ALWAYS;
ALTER EVENT TRIGGER casebridge_guards_dropped ENABLE ALWAYS;
CALL guard.seal();
