-- What roles may do with objects, where it is not what the object was born with (the acl columns of
-- the catalogs, acldefault(), pg_init_privs). One row for a role and an object; `revoked` says that
-- the role was born with more. A schema `public` that was made anew is held against the one that every
-- database comes with; until PostgreSQL 14 everybody may make something there (`born_with`).
-- Each part is used once: where one object is asked about, the server looks at nothing else.
WITH object(class, oid, sub, acl, type, owner) AS (
    SELECT 'pg_namespace'::regclass, oid, 0, coalesce(nspacl, pg_catalog.acldefault('n', nspowner)),
           CASE nspname WHEN 'public' THEN 'p'::"char" ELSE 'n'::"char" END, nspowner
    FROM pg_catalog.pg_namespace WHERE nspacl IS NOT NULL OR nspname = 'public'
    UNION ALL
    SELECT 'pg_class'::regclass, oid, 0, relacl,
           CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, relowner
    FROM pg_catalog.pg_class WHERE relacl IS NOT NULL
    UNION ALL
    SELECT 'pg_class'::regclass, a.attrelid, a.attnum, a.attacl, 'c'::"char", c.relowner
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL
    SELECT 'pg_proc'::regclass, oid, 0, proacl, 'f'::"char", proowner
    FROM pg_catalog.pg_proc WHERE proacl IS NOT NULL
    UNION ALL
    SELECT 'pg_type'::regclass, oid, 0, typacl, 'T'::"char", typowner
    FROM pg_catalog.pg_type WHERE typacl IS NOT NULL
    UNION ALL
    SELECT 'pg_language'::regclass, oid, 0, lanacl, 'l'::"char", lanowner
    FROM pg_catalog.pg_language WHERE lanacl IS NOT NULL
    UNION ALL
    SELECT 'pg_foreign_data_wrapper'::regclass, oid, 0, fdwacl, 'F'::"char", fdwowner
    FROM pg_catalog.pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL
    UNION ALL
    SELECT 'pg_foreign_server'::regclass, oid, 0, srvacl, 'S'::"char", srvowner
    FROM pg_catalog.pg_foreign_server WHERE srvacl IS NOT NULL
), entry AS (
    SELECT o.class, o.oid, o.sub, x.grantee, x.is_held, x.is_grantable, x.privilege_type
    FROM object o
    LEFT JOIN pg_catalog.pg_init_privs i
           ON i.classoid = o.class AND i.objoid = o.oid AND i.objsubid = o.sub
    CROSS JOIN LATERAL (
        SELECT true, h.grantee, h.is_grantable, h.privilege_type FROM pg_catalog.aclexplode(o.acl) h
        UNION ALL
        SELECT false, b.grantee, b.is_grantable, b.privilege_type FROM pg_catalog.aclexplode(
            coalesce(i.initprivs,
                     CASE o.type WHEN 'c' THEN NULL
                          WHEN 'p' THEN '{pg_database_owner=UC/pg_database_owner,=U/pg_database_owner}' -- from 15
                          ELSE pg_catalog.acldefault(o.type, o.owner) END)) b
    ) x(is_held, grantee, is_grantable, privilege_type)
    WHERE o.oid >= 16384 OR o.class IN ('pg_namespace'::regclass, 'pg_language'::regclass)
), role AS (
    SELECT e.class, e.oid, e.sub, e.grantee,
           pg_catalog.array_agg(DISTINCT e.privilege_type) FILTER (WHERE e.is_held AND NOT e.is_grantable) AS plain,
           pg_catalog.array_agg(DISTINCT e.privilege_type) FILTER (WHERE e.is_held AND e.is_grantable) AS grantable,
           pg_catalog.array_agg(DISTINCT e.privilege_type) FILTER (WHERE NOT e.is_held AND NOT e.is_grantable)
               AS born_plain,
           pg_catalog.array_agg(DISTINCT e.privilege_type) FILTER (WHERE NOT e.is_held AND e.is_grantable)
               AS born_grantable
    FROM entry e GROUP BY 1, 2, 3, 4
)
SELECT 'privileges' AS kind, r.class::oid AS class, r.oid, r.sub,
       (SELECT a.attname FROM pg_catalog.pg_attribute a
        WHERE r.class = 'pg_class'::regclass AND r.sub > 0 AND a.attrelid = r.oid AND a.attnum = r.sub) AS column,
       CASE r.grantee WHEN 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(r.grantee) END AS name,
       r.plain AS privileges, r.grantable,
       CASE WHEN r.born_plain IS NOT NULL AND r.grantee = 0 AND r.class = 'pg_namespace'::regclass -- before 15
            THEN 'USAGE, CREATE' END AS born_with, -- before 15
       CASE WHEN r.born_plain IS NOT NULL OR r.born_grantable IS NOT NULL THEN 'true' END AS revoked
FROM role r
WHERE (r.plain, r.grantable) IS DISTINCT FROM (r.born_plain, r.born_grantable)
