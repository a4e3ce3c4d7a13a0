-- What roles may do with objects, where it is not what the object was born with (the acl columns of
-- the catalogs, acldefault(), pg_init_privs). One row for a role and an object; `revoked` says that
-- the role was born with more. A schema `public` that was made anew is held against the one that every
-- database comes with; until PostgreSQL 14 everybody may make something there (`born_with`).
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
), object_of_ours AS (
    SELECT o.class, o.oid, o.sub, o.acl,
           coalesce(i.initprivs,
                    CASE o.type WHEN 'c' THEN NULL
                         WHEN 'p' THEN '{pg_database_owner=UC/pg_database_owner,=U/pg_database_owner}' -- from 15
                         WHEN 'p' THEN (SELECT pg_catalog.format('{%1$I=UC/%1$I,=UC/%1$I}', rolname) -- before 15
                                        FROM pg_catalog.pg_roles WHERE oid = 10)::aclitem[] -- before 15
                         ELSE pg_catalog.acldefault(o.type, o.owner) END) AS born_with
    FROM object o
    LEFT JOIN pg_catalog.pg_init_privs i
           ON i.classoid = o.class AND i.objoid = o.oid AND i.objsubid = o.sub
    WHERE o.oid >= 16384 OR o.class IN ('pg_namespace'::regclass, 'pg_language'::regclass)
), now AS (
    SELECT o.class, o.oid, o.sub, x.grantee,
           pg_catalog.array_agg(DISTINCT x.privilege_type) FILTER (WHERE NOT x.is_grantable) AS plain,
           pg_catalog.array_agg(DISTINCT x.privilege_type) FILTER (WHERE x.is_grantable) AS grantable
    FROM object_of_ours o CROSS JOIN LATERAL pg_catalog.aclexplode(o.acl) x GROUP BY 1, 2, 3, 4
), once AS (
    SELECT o.class, o.oid, o.sub, x.grantee,
           pg_catalog.array_agg(DISTINCT x.privilege_type) FILTER (WHERE NOT x.is_grantable) AS plain,
           pg_catalog.array_agg(DISTINCT x.privilege_type) FILTER (WHERE x.is_grantable) AS grantable
    FROM object_of_ours o CROSS JOIN LATERAL pg_catalog.aclexplode(o.born_with) x GROUP BY 1, 2, 3, 4
)
SELECT 'privileges' AS kind, class::oid AS class, oid, sub, a.attname AS column,
       CASE grantee WHEN 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(grantee) END AS name,
       now.plain AS privileges, now.grantable,
       CASE WHEN once.plain IS NOT NULL AND grantee = 0 AND class = 'pg_namespace'::regclass -- before 15
            THEN 'USAGE, CREATE' END AS born_with, -- before 15
       CASE WHEN once.plain IS NOT NULL OR once.grantable IS NOT NULL THEN 'true' END AS revoked
FROM now FULL JOIN once USING (class, oid, sub, grantee)
LEFT JOIN pg_catalog.pg_attribute a ON class = 'pg_class'::regclass AND a.attrelid = oid
                                   AND a.attnum = sub AND sub > 0
WHERE (now.plain, now.grantable) IS DISTINCT FROM (once.plain, once.grantable)
