-- What roles will be allowed with objects that are made later (pg_default_acl): `statements` are what
-- ALTER DEFAULT PRIVILEGES would be told, for one role, one schema or all, and one type of object.
-- only if EXISTS (SELECT FROM pg_catalog.pg_default_acl)
WITH entry AS (
    SELECT d.oid, d.defaclrole, d.defaclnamespace, d.defaclobjtype, d.defaclacl,
           CASE WHEN d.defaclnamespace = 0
                THEN pg_catalog.acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's'::"char"
                                                                ELSE d.defaclobjtype END, d.defaclrole)
           END AS born_with,
           CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' WHEN 'L' THEN 'LARGE OBJECTS'
                                ELSE d.defaclobjtype::text END AS objects
    FROM pg_catalog.pg_default_acl d
), now AS (
    SELECT e.oid, x.grantee, x.is_grantable,
           pg_catalog.string_agg(DISTINCT x.privilege_type, ', ') AS privileges
    FROM entry e CROSS JOIN LATERAL pg_catalog.aclexplode(e.defaclacl) x GROUP BY 1, 2, 3
), once AS (
    SELECT e.oid, x.grantee, x.is_grantable,
           pg_catalog.string_agg(DISTINCT x.privilege_type, ', ') AS privileges
    FROM entry e CROSS JOIN LATERAL pg_catalog.aclexplode(e.born_with) x GROUP BY 1, 2, 3
), change AS (
    SELECT oid, grantee, is_grantable, now.privileges AS granted, once.privileges AS revoked,
           CASE grantee WHEN 0 THEN 'PUBLIC'
                ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END AS who
    FROM now FULL JOIN once USING (oid, grantee, is_grantable)
    WHERE now.privileges IS DISTINCT FROM once.privileges
), statement(oid, turn, who, words) AS (
    SELECT c.oid, 1, c.who, pg_catalog.format('REVOKE ALL ON %s FROM %s', e.objects, c.who)
    FROM change c JOIN entry e ON e.oid = c.oid WHERE c.revoked IS NOT NULL
    UNION ALL
    SELECT c.oid, 2 + c.is_grantable::int, c.who,
           pg_catalog.format('GRANT %s ON %s TO %s%s', c.granted, e.objects, c.who,
                             CASE WHEN c.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM change c JOIN entry e ON e.oid = c.oid WHERE c.granted IS NOT NULL
)
SELECT 'default privileges' AS kind, 'pg_default_acl'::regclass::oid AS class, e.oid, 0 AS sub,
       pg_catalog.pg_get_userbyid(e.defaclrole) AS n1, coalesce(n.nspname, '') AS n2,
       pg_catalog.lower(e.objects) AS n3, NULL AS parent, NULL AS parent_name, NULL AS position,
       (SELECT pg_catalog.array_agg(s.words ORDER BY s.who, s.turn) FROM statement s WHERE s.oid = e.oid)
           AS statements
FROM entry e LEFT JOIN pg_catalog.pg_namespace n ON n.oid = e.defaclnamespace
WHERE EXISTS (SELECT FROM statement s WHERE s.oid = e.oid)
