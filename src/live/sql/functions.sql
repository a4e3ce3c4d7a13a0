-- Functions, procedures, window functions and aggregates (pg_proc, pg_aggregate). What comes with a
-- type, as the constructors of a range do, is a part of that.
-- only if EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid >= 16384)
SELECT 'function' AS kind, 'pg_proc'::regclass::oid AS class, p.oid, 0 AS sub,
       n.nspname AS n1, p.proname AS n2, pg_catalog.oidvectortypes(p.proargtypes) AS n3,
       NULL AS parent, NULL AS parent_name, NULL AS position,
       CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'w' THEN 'window' WHEN 'a' THEN 'aggregate' END
           AS form,
       CASE WHEN p.prokind = 'a' AND p.pronargs = 0 THEN '*'
            ELSE pg_catalog.pg_get_function_arguments(p.oid) END AS arguments,
       CASE WHEN p.prokind IN ('f', 'w') THEN pg_catalog.pg_get_function_result(p.oid) END AS returns,
       CASE WHEN p.prokind <> 'a' THEN l.lanname END AS language,
       CASE WHEN p.prokind <> 'a' THEN CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END
       END AS volatility,
       CASE WHEN p.proisstrict AND p.prokind <> 'a' THEN 'true' END AS strict,
       CASE WHEN p.proleakproof THEN 'true' END AS leakproof,
       CASE WHEN p.prosecdef THEN 'true' END AS security_definer,
       CASE WHEN p.prokind <> 'a' THEN CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END
       END AS parallel,
       CASE WHEN p.prokind <> 'a'
                 AND p.procost <> CASE WHEN l.lanname IN ('internal', 'c') THEN 1 ELSE 100 END
            THEN p.procost::text END AS cost,
       CASE WHEN p.proretset AND p.prorows <> 1000 THEN p.prorows::text END AS rows,
       CASE WHEN p.prosupport <> 0 THEN p.prosupport::text END AS support,
       (SELECT pg_catalog.array_agg(pg_catalog.format_type(t.type, NULL) ORDER BY t.place)
        FROM pg_catalog.unnest(p.protrftypes) WITH ORDINALITY AS t(type, place)) AS transforms,
       (SELECT pg_catalog.array_agg(
                   pg_catalog.quote_ident(pg_catalog.split_part(s.entry, '=', 1)) || ' TO '
                   || CASE WHEN pg_catalog.split_part(s.entry, '=', 1) IN (
                                'search_path', 'temp_tablespaces', 'local_preload_libraries',
                                'session_preload_libraries', 'shared_preload_libraries',
                                'unix_socket_directories') AND v.value <> ''
                           THEN (SELECT pg_catalog.string_agg(
                                        coalesce(pg_catalog.quote_literal(
                                                     pg_catalog.replace(m.part[1], '""', '"')),
                                                 m.part[2]), ', ' ORDER BY m.place)
                                 FROM pg_catalog.regexp_matches(
                                          v.value, '"((?:[^"]|"")*)"|([^", ]+)', 'g')
                                      WITH ORDINALITY AS m(part, place)) ELSE pg_catalog.quote_literal(v.value) END ORDER BY s.place)
        FROM pg_catalog.unnest(p.proconfig) WITH ORDINALITY AS s(entry, place)
        CROSS JOIN LATERAL (SELECT pg_catalog.substr(s.entry, pg_catalog.strpos(s.entry, '=') + 1)) v(value))
           AS settings,
       CASE WHEN p.prokind <> 'a'
                 AND p.prosqlbody IS NULL -- from 14
            THEN p.prosrc END AS body,
       p.probin AS object_file,
       pg_catalog.pg_get_function_sqlbody(p.oid) AS sql_body, -- from 14
       a.options
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
LEFT JOIN (
    SELECT g.aggfnoid::oid AS oid, pg_catalog.array_remove(ARRAY[
        'SFUNC = ' || g.aggtransfn, 'STYPE = ' || pg_catalog.format_type(g.aggtranstype, NULL),
        CASE WHEN g.aggtransspace <> 0 THEN 'SSPACE = ' || g.aggtransspace END,
        CASE WHEN g.aggfinalfn <> 0 THEN 'FINALFUNC = ' || g.aggfinalfn END,
        CASE WHEN g.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
        CASE WHEN g.aggfinalmodify <> CASE WHEN g.aggkind = 'n' THEN 'r' ELSE 'w' END::"char"
             THEN 'FINALFUNC_MODIFY = ' || CASE g.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE'
                                                                 ELSE 'READ_WRITE' END END,
        CASE WHEN g.aggcombinefn <> 0 THEN 'COMBINEFUNC = ' || g.aggcombinefn END,
        CASE WHEN g.aggserialfn <> 0 THEN 'SERIALFUNC = ' || g.aggserialfn END,
        CASE WHEN g.aggdeserialfn <> 0 THEN 'DESERIALFUNC = ' || g.aggdeserialfn END,
        'INITCOND = ' || pg_catalog.quote_literal(g.agginitval),
        CASE WHEN g.aggmtransfn <> 0 THEN 'MSFUNC = ' || g.aggmtransfn END,
        CASE WHEN g.aggminvtransfn <> 0 THEN 'MINVFUNC = ' || g.aggminvtransfn END,
        CASE WHEN g.aggmtranstype <> 0 THEN 'MSTYPE = ' || pg_catalog.format_type(g.aggmtranstype, NULL) END,
        CASE WHEN g.aggmtransspace <> 0 THEN 'MSSPACE = ' || g.aggmtransspace END,
        CASE WHEN g.aggmfinalfn <> 0 THEN 'MFINALFUNC = ' || g.aggmfinalfn END,
        CASE WHEN g.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
        CASE WHEN g.aggmtransfn <> 0
                  AND g.aggmfinalmodify <> CASE WHEN g.aggkind = 'n' THEN 'r' ELSE 'w' END::"char"
             THEN 'MFINALFUNC_MODIFY = ' || CASE g.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE'
                                                                   ELSE 'READ_WRITE' END END,
        'MINITCOND = ' || pg_catalog.quote_literal(g.aggminitval),
        (SELECT pg_catalog.format('SORTOP = OPERATOR(%I.%s)', sn.nspname, o.oprname)
         FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace sn ON sn.oid = o.oprnamespace
         WHERE o.oid = g.aggsortop),
        CASE f.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
        CASE WHEN g.aggkind = 'h' THEN 'HYPOTHETICAL' END], NULL) AS options
    FROM pg_catalog.pg_aggregate g JOIN pg_catalog.pg_proc f ON f.oid = g.aggfnoid
    WHERE g.aggfnoid >= 16384
) a ON a.oid = p.oid
WHERE p.oid >= 16384
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
