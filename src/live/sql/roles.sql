-- Roles, as far as models can declare them. Passwords and their ends are none of our business; what
-- a role has set in one database belongs to that. From 16 on several may each have granted it one and
-- the same role: what is granted and who did that stand in one order.
SELECT 'role' AS kind, 'pg_authid'::regclass::oid AS class, r.oid, 0 AS sub,
       r.rolname AS n1, NULL AS n2, NULL AS n3, NULL AS parent, NULL AS parent_name, NULL AS position,
       CASE WHEN r.rolcanlogin THEN 'true' ELSE 'false' END AS login,
       CASE WHEN r.rolinherit THEN 'true' ELSE 'false' END AS inherit,
       CASE WHEN r.rolcreatedb THEN 'true' ELSE 'false' END AS createdb,
       CASE WHEN r.rolcreaterole THEN 'true' ELSE 'false' END AS createrole,
       CASE WHEN r.rolbypassrls THEN 'true' ELSE 'false' END AS bypassrls,
       r.rolconnlimit::text AS connection_limit,
       ARRAY(SELECT DISTINCT g.rolname::text
             FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles g ON g.oid = m.roleid
             WHERE m.member = r.oid ORDER BY 1) AS member_of,
       ARRAY(SELECT g.rolname::text -- from 16
             FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles g ON g.oid = m.roleid -- from 16
             WHERE m.member = r.oid ORDER BY g.rolname, m.grantor) AS granted, -- from 16
       ARRAY(SELECT pg_catalog.pg_get_userbyid(m.grantor)::text -- from 16
             FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles g ON g.oid = m.roleid -- from 16
             WHERE m.member = r.oid ORDER BY g.rolname, m.grantor) AS granted_by, -- from 16
       ARRAY(SELECT pg_catalog.unnest(s.setconfig)
             FROM pg_catalog.pg_db_role_setting s
             WHERE s.setrole = r.oid AND s.setdatabase = 0 ORDER BY 1) AS settings,
       COALESCE(pg_catalog.shobj_description(r.oid, 'pg_authid'), '') AS comment
FROM pg_catalog.pg_roles r
WHERE r.rolname = ANY ($1)
