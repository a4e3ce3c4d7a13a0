-- Text search: parsers, templates, dictionaries and configurations (pg_ts_parser, pg_ts_template,
-- pg_ts_dict, pg_ts_config, pg_ts_config_map). A mapping says which dictionaries, in their order, some
-- kinds of token go through; what the kinds are called only the parser knows.
-- only if EXISTS (SELECT FROM pg_catalog.pg_ts_parser WHERE oid >= 16384)
-- only if EXISTS (SELECT FROM pg_catalog.pg_ts_template WHERE oid >= 16384)
-- only if EXISTS (SELECT FROM pg_catalog.pg_ts_dict WHERE oid >= 16384)
-- only if EXISTS (SELECT FROM pg_catalog.pg_ts_config WHERE oid >= 16384)
WITH mapping AS (
    SELECT m.mapcfg, m.maptokentype AS token,
           pg_catalog.string_agg(pg_catalog.format('%I.%I', dn.nspname, d.dictname), ', '
                                 ORDER BY m.mapseqno) AS dictionaries
    FROM pg_catalog.pg_ts_config_map m
    JOIN pg_catalog.pg_ts_dict d ON d.oid = m.mapdict
    JOIN pg_catalog.pg_namespace dn ON dn.oid = d.dictnamespace
    WHERE m.mapcfg >= 16384
    GROUP BY m.mapcfg, m.maptokentype
), token AS (
    SELECT p.parser, k.tokid, k.alias
    FROM (SELECT DISTINCT c.cfgparser AS parser FROM pg_catalog.pg_ts_config c WHERE c.oid >= 16384) p
    CROSS JOIN LATERAL pg_catalog.ts_token_type(p.parser) k(tokid, alias, description)
), mappings AS (
    SELECT t.mapcfg, pg_catalog.array_agg(t.tokens || ' WITH ' || t.dictionaries ORDER BY t.first) AS list
    FROM (SELECT m.mapcfg, m.dictionaries, min(k.tokid) AS first,
                 pg_catalog.string_agg(pg_catalog.quote_ident(k.alias), ', ' ORDER BY k.tokid) AS tokens
          FROM mapping m
          JOIN pg_catalog.pg_ts_config c ON c.oid = m.mapcfg
          JOIN token k ON k.parser = c.cfgparser AND k.tokid = m.token
          GROUP BY m.mapcfg, m.dictionaries) t
    GROUP BY t.mapcfg
), found AS (
    SELECT 'text search parser' AS kind, 'pg_ts_parser'::regclass AS class, p.oid,
           p.prsnamespace AS namespace, p.prsname AS name,
           p.prsstart::text AS start, p.prstoken::text AS token, p.prsend::text AS "end",
           CASE WHEN p.prsheadline <> 0 THEN p.prsheadline::text END AS headline,
           p.prslextype::text AS lextypes,
           NULL AS init, NULL AS lexize, NULL AS template, NULL::text[] AS options, NULL AS parser,
           NULL::text[] AS mappings
    FROM pg_catalog.pg_ts_parser p
    UNION ALL
    SELECT 'text search template', 'pg_ts_template'::regclass, t.oid, t.tmplnamespace, t.tmplname,
           NULL, NULL, NULL, NULL, NULL,
           CASE WHEN t.tmplinit <> 0 THEN t.tmplinit::text END, t.tmpllexize::text,
           NULL, NULL, NULL, NULL
    FROM pg_catalog.pg_ts_template t
    UNION ALL
    SELECT 'text search dictionary', 'pg_ts_dict'::regclass, d.oid, d.dictnamespace, d.dictname,
           NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           pg_catalog.format('%I.%I', tn.nspname, t.tmplname),
           (SELECT pg_catalog.array_agg(o.part[1] ORDER BY o.place) -- name = 'value', with all marks doubled
            FROM pg_catalog.regexp_matches(
                     d.dictinitoption, '((?:"(?:[^"]|"")*"|[^", ]+) = (?:E?''(?:[^'']|'''')*''|[^'',]+))',
                     'g') WITH ORDINALITY AS o(part, place)), NULL, NULL
    FROM pg_catalog.pg_ts_dict d
    JOIN pg_catalog.pg_ts_template t ON t.oid = d.dicttemplate
    JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace
    UNION ALL
    SELECT 'text search configuration', 'pg_ts_config'::regclass, c.oid, c.cfgnamespace, c.cfgname,
           NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           pg_catalog.format('%I.%I', pn.nspname, p.prsname), m.list
    FROM pg_catalog.pg_ts_config c
    JOIN pg_catalog.pg_ts_parser p ON p.oid = c.cfgparser
    JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace
    LEFT JOIN mappings m ON m.mapcfg = c.oid
)
SELECT f.kind, f.class::oid AS class, f.oid, 0 AS sub, n.nspname::text AS n1, f.name::text AS n2, NULL AS n3,
       NULL AS parent, NULL AS parent_name, NULL AS position,
       f.start, f.token, f."end", f.headline, f.lextypes, f.init, f.lexize, f.template,
       f.options, f.parser, f.mappings
FROM found f
JOIN pg_catalog.pg_namespace n ON n.oid = f.namespace
WHERE f.oid >= 16384 AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = f.class AND e.objid = f.oid AND e.deptype = 'e')
