-- Which tables refer to which by foreign keys: the number of the one referred to; number, kind, schema
-- and name of the other, and whether that is in one of the schemas given and no member of an extension.
SELECT k.confrelid, c.oid, c.relkind, n.nspname, c.relname,
       n.nspname = ANY ($1::text[])
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                       WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                         AND d.deptype = 'e')
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype = 'f' AND k.conrelid <> k.confrelid
