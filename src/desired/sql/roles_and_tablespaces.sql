-- What decides there besides, and is written in catalogs of the whole server: the roles that this one can
-- name or act for, with their settings, and tablespaces. As digests.
SELECT
       (SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.string_agg( -- from 15
                   p::text, E'\n' ORDER BY p.oid), pg_catalog.getdatabaseencoding())), 'hex') -- from 15
        FROM pg_catalog.pg_parameter_acl p) AS parameters, -- from 15
       (SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.string_agg(
                   s::text, E'\n' ORDER BY s.setrole), pg_catalog.getdatabaseencoding())), 'hex')
        FROM pg_catalog.pg_db_role_setting s WHERE s.setdatabase = 0) AS role_settings,
       (SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.string_agg(
                   r::text, E'\n' ORDER BY r.oid), pg_catalog.getdatabaseencoding())), 'hex')
        FROM pg_catalog.pg_roles r) AS roles,
       (SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.string_agg(
                   m::text, E'\n' ORDER BY m.roleid, m.member, m.grantor),
                   pg_catalog.getdatabaseencoding())), 'hex')
        FROM pg_catalog.pg_auth_members m) AS members,
       (SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.string_agg(
                   t::text, E'\n' ORDER BY t.oid), pg_catalog.getdatabaseencoding())), 'hex')
        FROM pg_catalog.pg_tablespace t) AS tablespaces
