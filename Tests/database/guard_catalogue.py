"""The guards of the database as its catalogue tells them, each with the statement that takes it away."""

CONSTRAINTS = """
SELECT c.relname, k.conname, format('ALTER TABLE casebridge.%I DROP CONSTRAINT %I CASCADE', c.relname, k.conname)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.connamespace = 'casebridge'::regnamespace
UNION ALL
SELECT t.typname, k.conname, format('ALTER DOMAIN casebridge.%I DROP CONSTRAINT %I', t.typname, k.conname)
FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid WHERE k.connamespace = 'casebridge'::regnamespace
UNION ALL
SELECT t.relname, i.relname, format('DROP INDEX casebridge.%I', i.relname)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE x.indisunique AND t.relnamespace = 'casebridge'::regnamespace AND t.relkind = 'r'
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u'))
"""
NOT_NULL = """
SELECT c.relname, a.attname, format('ALTER TABLE casebridge.%I ALTER COLUMN %I DROP NOT NULL', c.relname, a.attname)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'casebridge'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND a.attnotnull AND a.attidentity = ''
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attnum = ANY (k.conkey))
"""
POLICIES = """
SELECT p.polname, c.relname, r.change, format(r.statement, p.polname, c.relname)
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
CROSS JOIN (VALUES ('dropped', 'DROP POLICY %I ON casebridge.%I'), ('for everybody', 'ALTER POLICY %I ON casebridge.%I TO PUBLIC'),
    ('without condition', 'ALTER POLICY %I ON casebridge.%I USING (true)')) r (change, statement)
WHERE NOT (r.change = 'without condition' AND (p.polname = 'gate' OR pg_get_expr(p.polqual, p.polrelid) = 'true'))
    AND NOT (r.change = 'for everybody' AND p.polname <> 'gate')
"""
TRIGGERS = """
SELECT t.tgname, c.relname, r.change, format(r.statement, c.relname, t.tgname)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
CROSS JOIN (VALUES ('dropped', 'DROP TRIGGER %2$I ON casebridge.%1$I'), ('not always', 'ALTER TABLE casebridge.%I ENABLE TRIGGER %I')) r
    (change, statement)
WHERE NOT t.tgisinternal AND c.relnamespace = 'casebridge'::regnamespace
"""
ROW_SECURITY = """
SELECT c.relname, r.change, format('ALTER TABLE casebridge.%I %s ROW LEVEL SECURITY', c.relname, r.change)
FROM pg_class c CROSS JOIN (VALUES ('DISABLE'), ('NO FORCE')) r (change)
WHERE c.relnamespace = 'casebridge'::regnamespace AND c.relrowsecurity
"""
FUNCTIONS = """
SELECT p.oid::regprocedure::text, r.rolname, has_function_privilege(r.oid, p.oid, 'EXECUTE'), p.prokind
FROM pg_proc p CROSS JOIN pg_roles r
WHERE p.pronamespace::regnamespace::text IN ('casebridge', 'guard') AND r.rolname LIKE 'casebridge\\_%' AND r.rolcanlogin
    AND r.rolname <> 'casebridge_backup'
"""
DEFINERS = (
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'casebridge'::regnamespace AND"
    " prosecdef"
)
TABLE_GRANTS = """
SELECT r.rolname, c.relname, a.privilege_type FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
WHERE c.relnamespace = 'casebridge'::regnamespace AND c.relkind = 'r' AND a.grantee <> c.relowner
UNION ALL
SELECT r.rolname, c.relname, format('%s (%I)', a.privilege_type, t.attname) FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid
CROSS JOIN LATERAL aclexplode(t.attacl) a JOIN pg_roles r ON r.oid = a.grantee WHERE c.relnamespace = 'casebridge'::regnamespace
"""
TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'casebridge'::regnamespace AND relkind = 'r'"
REQUIREMENTS = "SELECT proname FROM pg_proc WHERE pronamespace = 'req'::regnamespace"
EVENT_TRIGGERS = "SELECT evtname FROM pg_event_trigger"


# Keys of moves and events are tried as such, not as rules of rows.
