-- One line a mistake in a database function; nothing when there is none.
BEGIN;
CREATE EXTENSION plpgsql_check SCHEMA public;

-- As the functions run: in the search path of the definer functions that call the others, and signed in,
-- because the planner already asks who is signed in.
SET LOCAL search_path = pg_catalog, casebridge, pg_temp;
DO $$
BEGIN
    PERFORM set_identity('account|00000000-0000-7000-8000-000000000000|00000000-0000-7000-8000-000000000000|', NULL);
END
$$;

CREATE TEMP VIEW our_function AS
    SELECT p.oid, p.oid::regprocedure::text AS name, p.prorettype, p.prosecdef, p.proconfig, l.lanname
    FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace
    JOIN pg_language l ON l.oid = p.prolang
    WHERE n.nspname IN ('casebridge', 'req', 'effect', 'guard');

-- A trigger function is checked against each table that it is attached to, with that trigger's transition tables.
CREATE TEMP VIEW checked AS
    SELECT f.name, c.*
    FROM our_function f
    CROSS JOIN LATERAL public.plpgsql_check_function_tb(
        f.oid, fatal_errors => false, security_warnings => true) c
    WHERE f.lanname = 'plpgsql' AND f.prorettype <> 'trigger'::regtype
    UNION ALL
    SELECT f.name || ' on ' || t.tgrelid::regclass, c.*
    FROM our_function f
    JOIN pg_trigger t ON t.tgfoid = f.oid
    CROSS JOIN LATERAL public.plpgsql_check_function_tb(
        f.oid, t.tgrelid, fatal_errors => false, security_warnings => true,
        oldtable => t.tgoldtable, newtable => t.tgnewtable) c
    WHERE f.lanname = 'plpgsql' AND f.prorettype = 'trigger'::regtype;

-- Requirements and effects share one signature, so a parameter that one of them does not need is no mistake.
-- guard.seal() executes code that it writes from the catalogue's own names, quoted; only a superuser may call it.
SELECT name || ', line ' || coalesce(lineno::text, '?') || ': ' || level || ': ' || message
    || coalesce(' (' || detail || ')', '')
FROM checked
WHERE NOT (message LIKE 'unused parameter%' AND name ~ '^(req|effect)\.')
    AND NOT (message LIKE '%is not sanitized' AND name = 'guard.seal()')
    -- A variable that only takes what a call returns spares the executor that PERFORM would start.
    AND NOT message LIKE 'never read variable%'
ORDER BY 1;

SELECT name || ': SECURITY DEFINER without a search_path of its own that ends in pg_temp'
FROM our_function
WHERE prosecdef
  AND NOT EXISTS (SELECT FROM unnest(proconfig) AS setting WHERE setting ~ '^search_path=.*\mpg_temp"?$')
ORDER BY 1;

SELECT name || ': anybody may execute it'
FROM our_function f
WHERE EXISTS (
    SELECT FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS grant_row
    WHERE p.oid = f.oid AND grant_row.grantee = 0 AND grant_row.privilege_type = 'EXECUTE')
ORDER BY 1;

SELECT name || ': a trigger function that no trigger calls'
FROM our_function f
WHERE prorettype = 'trigger'::regtype AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgfoid = f.oid)
ORDER BY 1;

ROLLBACK;
