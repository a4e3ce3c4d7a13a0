-- Text search parsers, templates, dictionaries and configurations (pg_ts_*). Token types that have the
-- same dictionaries stand in one mapping.
WITH mapping AS (
    SELECT m.mapcfg, m.maptokentype,
           pg_catalog.string_agg(pg_catalog.format('%I.%I', n.nspname, d.dictname), ', ' ORDER BY m.mapseqno)
               AS dictionaries
    FROM pg_catalog.pg_ts_config_map m
    JOIN pg_catalog.pg_ts_dict d ON d.oid = m.mapdict
    JOIN pg_catalog.pg_namespace n ON n.oid = d.dictnamespace
    WHERE m.mapcfg >= 16384
    GROUP BY m.mapcfg, m.maptokentype
), joined AS (
    SELECT m.mapcfg, min(m.maptokentype) AS first,
           pg_catalog.string_agg(pg_catalog.quote_ident(t.alias), ', ' ORDER BY m.maptokentype) || ' WITH '
               || m.dictionaries AS words
    FROM mapping m
    JOIN pg_catalog.pg_ts_config c ON c.oid = m.mapcfg
    JOIN LATERAL pg_catalog.ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype
    GROUP BY m.mapcfg, m.dictionaries
), mappings AS (
    SELECT mapcfg, pg_catalog.array_agg(words ORDER BY first) AS list FROM joined GROUP BY mapcfg
), extension AS (
    SELECT classid AS class, objid AS oid FROM pg_catalog.pg_depend
    WHERE deptype = 'e' AND classid IN ('pg_ts_parser'::regclass, 'pg_ts_template'::regclass,
                                        'pg_ts_dict'::regclass, 'pg_ts_config'::regclass)
), object(kind, class, oid, namespace, name, start, gettoken, "end", headline, lextypes, init, lexize,
          template, options, parser, mappings) AS (
    SELECT 'text search parser', 'pg_ts_parser'::regclass, oid, prsnamespace, prsname, prsstart::text,
           prstoken::text, prsend::text, CASE WHEN prsheadline <> 0 THEN prsheadline::text END,
           prslextype::text, NULL, NULL, NULL::oid, NULL, NULL::oid, NULL::text[]
    FROM pg_catalog.pg_ts_parser
    UNION ALL
    SELECT 'text search template', 'pg_ts_template'::regclass, oid, tmplnamespace, tmplname, NULL, NULL, NULL,
           NULL, NULL, CASE WHEN tmplinit <> 0 THEN tmplinit::text END, tmpllexize::text, NULL, NULL, NULL, NULL
    FROM pg_catalog.pg_ts_template
    UNION ALL
    SELECT 'text search dictionary', 'pg_ts_dict'::regclass, oid, dictnamespace, dictname, NULL, NULL, NULL,
           NULL, NULL, NULL, NULL, dicttemplate, dictinitoption, NULL, NULL
    FROM pg_catalog.pg_ts_dict
    UNION ALL
    SELECT 'text search configuration', 'pg_ts_config'::regclass, c.oid, c.cfgnamespace, c.cfgname, NULL, NULL,
           NULL, NULL, NULL, NULL, NULL, NULL, NULL, c.cfgparser, m.list
    FROM pg_catalog.pg_ts_config c LEFT JOIN mappings m ON m.mapcfg = c.oid
)
SELECT o.kind, o.class::oid AS class, o.oid, 0 AS sub, n.nspname AS n1, o.name AS n2, NULL AS n3,
       NULL AS parent, NULL AS parent_name, NULL AS position,
       o.start, o.gettoken, o."end", o.headline, o.lextypes, o.init, o.lexize,
       (SELECT pg_catalog.format('%I.%I', tn.nspname, t.tmplname) FROM pg_catalog.pg_ts_template t
        JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace WHERE t.oid = o.template) AS template,
       o.options,
       (SELECT pg_catalog.format('%I.%I', pn.nspname, p.prsname) FROM pg_catalog.pg_ts_parser p
        JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace WHERE p.oid = o.parser) AS parser,
       o.mappings
FROM object o JOIN pg_catalog.pg_namespace n ON n.oid = o.namespace
WHERE o.oid >= 16384 AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM extension e WHERE e.class = o.class AND e.oid = o.oid)
