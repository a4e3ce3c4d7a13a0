-- Foreign-data wrappers, servers and user mappings (pg_foreign_data_wrapper, pg_foreign_server,
-- pg_user_mappings: a view, which shows the options of a mapping to those who may see them).
WITH object(kind, class, oid, n1, n2, handler, validator, type, version, wrapper, options) AS (
    SELECT 'foreign-data wrapper', 'pg_foreign_data_wrapper'::regclass, oid, fdwname::text, NULL,
           CASE WHEN fdwhandler <> 0 THEN fdwhandler::pg_catalog.regproc::text END,
           CASE WHEN fdwvalidator <> 0 THEN fdwvalidator::pg_catalog.regproc::text END, NULL, NULL, NULL,
           fdwoptions
    FROM pg_catalog.pg_foreign_data_wrapper
    UNION ALL
    SELECT 'server', 'pg_foreign_server'::regclass, s.oid, s.srvname, NULL, NULL, NULL, s.srvtype,
           s.srvversion, w.fdwname, s.srvoptions
    FROM pg_catalog.pg_foreign_server s
    JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
    UNION ALL
    SELECT 'user mapping', 'pg_user_mapping'::regclass, umid, srvname, usename, NULL, NULL, NULL, NULL, NULL,
           umoptions
    FROM pg_catalog.pg_user_mappings
)
SELECT o.kind, o.class::oid AS class, o.oid, 0 AS sub, o.n1, o.n2, NULL AS n3, NULL AS parent,
       NULL AS parent_name, NULL AS position, o.handler, o.validator, o.type, o.version, o.wrapper,
       (SELECT pg_catalog.array_agg(pg_catalog.quote_ident(x.option_name) || ' '
                                    || pg_catalog.quote_literal(x.option_value) ORDER BY x.place)
        FROM pg_catalog.pg_options_to_table(o.options) WITH ORDINALITY
             AS x(option_name, option_value, place)) AS foreign_options
FROM object o
WHERE o.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = o.class AND e.objid = o.oid
                  AND e.deptype = 'e')
