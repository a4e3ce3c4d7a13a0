-- Foreign-data wrappers, their servers and user mappings (pg_foreign_data_wrapper, pg_foreign_server,
-- pg_user_mappings). Whose options a role may see is the view's rule; those it may not are unknown,
-- which is not the same as none.
-- only if EXISTS (SELECT FROM pg_catalog.pg_foreign_data_wrapper WHERE oid >= 16384)
SELECT 'foreign-data wrapper' AS kind, 'pg_foreign_data_wrapper'::regclass::oid AS class, w.oid, 0 AS sub,
       w.fdwname::text AS n1, NULL AS n2, NULL AS n3, NULL AS parent, NULL AS parent_name, NULL AS position,
       CASE WHEN w.fdwhandler <> 0 THEN w.fdwhandler::pg_catalog.regproc::text END AS handler,
       CASE WHEN w.fdwvalidator <> 0 THEN w.fdwvalidator::pg_catalog.regproc::text END AS validator,
       NULL AS wrapper, NULL AS type, NULL AS version, o.options, NULL AS unknown_options
FROM pg_catalog.pg_foreign_data_wrapper w
CROSS JOIN LATERAL (
    SELECT pg_catalog.array_agg(pg_catalog.quote_ident(option_name) || ' '
                                || pg_catalog.quote_literal(option_value) ORDER BY place) AS options
    FROM pg_catalog.pg_options_to_table(w.fdwoptions) WITH ORDINALITY
         AS x(option_name, option_value, place)) o
WHERE w.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_foreign_data_wrapper'::regclass AND e.objid = w.oid
                    AND e.deptype = 'e')
UNION ALL
SELECT 'server', 'pg_foreign_server'::regclass, s.oid, 0, s.srvname::text, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, w.fdwname::text, s.srvtype, s.srvversion, o.options, NULL
FROM pg_catalog.pg_foreign_server s
JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
CROSS JOIN LATERAL (
    SELECT pg_catalog.array_agg(pg_catalog.quote_ident(option_name) || ' '
                                || pg_catalog.quote_literal(option_value) ORDER BY place) AS options
    FROM pg_catalog.pg_options_to_table(s.srvoptions) WITH ORDINALITY
         AS x(option_name, option_value, place)) o
WHERE s.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_foreign_server'::regclass AND e.objid = s.oid AND e.deptype = 'e')
UNION ALL
SELECT 'user mapping', 'pg_user_mapping'::regclass, m.umid, 0, m.srvname::text, m.usename::text, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, o.options,
       CASE WHEN m.umoptions IS NULL
                 AND NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user)
                 AND NOT CASE WHEN m.umuser = 0 THEN pg_catalog.pg_has_role(s.srvowner, 'USAGE')
                              ELSE m.usename = current_user
                                   AND (pg_catalog.pg_has_role(s.srvowner, 'USAGE')
                                        OR pg_catalog.has_server_privilege(s.oid, 'USAGE')) END
            THEN 'which this role may not see' END
FROM pg_catalog.pg_user_mappings m
JOIN pg_catalog.pg_foreign_server s ON s.oid = m.srvid
CROSS JOIN LATERAL (
    SELECT pg_catalog.array_agg(pg_catalog.quote_ident(option_name) || ' '
                                || pg_catalog.quote_literal(option_value) ORDER BY place) AS options
    FROM pg_catalog.pg_options_to_table(m.umoptions) WITH ORDINALITY
         AS x(option_name, option_value, place)) o
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_user_mapping'::regclass AND e.objid = m.umid AND e.deptype = 'e')
