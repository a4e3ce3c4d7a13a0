-- Types that are not the row type of a relation (pg_type), the names that base types and ranges with a
-- canonical function need before the functions they are made of, and the checks of domains.
-- only if EXISTS (SELECT FROM pg_catalog.pg_type t WHERE t.oid >= 16384 AND t.typtype <> 'c' AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid))
WITH types AS (
    SELECT t.*, n.nspname
    FROM pg_catalog.pg_type t
    JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    WHERE t.oid >= 16384 AND t.typtype IN ('e', 'd', 'r', 'b', 'p') AND t.typrelid = 0
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e
                      WHERE e.oid = t.typelem AND e.typarray = t.oid)
      AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid
                        AND d.deptype = 'e')
)
SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range' ELSE 'type' END
           AS kind,
       'pg_type'::regclass::oid AS class, t.oid, 0 AS sub,
       t.nspname AS n1, t.typname AS n2, NULL AS n3, NULL AS parent, NULL AS parent_name,
       NULL::int AS position,
       CASE WHEN t.typtype = 'e' THEN coalesce(
           (SELECT pg_catalog.array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
            FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid), '{}') END AS labels,
       CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END AS type,
       CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation
            THEN (SELECT pg_catalog.format('%I.%I', ln.nspname, l.collname)
                  FROM pg_catalog.pg_collation l
                  JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
                  WHERE l.oid = t.typcollation)
            WHEN t.typtype = 'r' AND r.rngcollation <> sub.typcollation
            THEN (SELECT pg_catalog.format('%I.%I', ln.nspname, l.collname)
                  FROM pg_catalog.pg_collation l
                  JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
                  WHERE l.oid = r.rngcollation) END AS collation,
       CASE WHEN t.typtype = 'd' -- typdefault alone is the default of its base type
            THEN pg_catalog.pg_get_expr(t.typdefaultbin, 0) END AS "default",
       CASE WHEN t.typtype = 'd' AND t.typnotnull THEN 'true' END AS not_null,
       (SELECT k.conname FROM pg_catalog.pg_constraint k -- from 17
        WHERE k.contypid = t.oid AND k.contype = 'n' -- from 17
          AND k.conname <> pg_catalog.left(t.typname || '_not_null', 63)) AS not_null_name, -- from 17
       (SELECT ARRAY[k.conname::text, kd.description] FROM pg_catalog.pg_constraint k -- from 17
        JOIN pg_catalog.pg_description kd ON kd.classoid = 'pg_constraint'::regclass -- from 17
                                         AND kd.objoid = k.oid AND kd.objsubid = 0 -- from 17
        WHERE k.contypid = t.oid AND k.contype = 'n') AS not_null_comment, -- from 17
       CASE WHEN t.typtype = 'r' THEN pg_catalog.format_type(r.rngsubtype, NULL) END AS subtype,
       CASE WHEN t.typtype = 'r' AND NOT oc.opcdefault
            THEN pg_catalog.format('%I.%I', ocn.nspname, oc.opcname) END AS opclass,
       CASE WHEN t.typtype = 'r' AND r.rngcanonical <> 0 THEN r.rngcanonical::text END AS canonical,
       CASE WHEN t.typtype = 'r' AND r.rngsubdiff <> 0 THEN r.rngsubdiff::text END AS subtype_diff,
       CASE WHEN t.typtype = 'r' THEN (SELECT pg_catalog.format('%I.%I', mn.nspname, m.typname) -- from 14
            FROM pg_catalog.pg_type m JOIN pg_catalog.pg_namespace mn ON mn.oid = m.typnamespace -- from 14
            WHERE m.oid = r.rngmultitypid AND (m.typnamespace <> t.typnamespace -- from 14
              OR m.typname <> CASE WHEN t.typname LIKE '%range%' -- from 14
                THEN pg_catalog.regexp_replace(t.typname, 'range', 'multirange') -- from 14
                ELSE t.typname || '_multirange' END)) END AS multirange, -- from 14
       CASE WHEN t.typtype IN ('b', 'p') AND NOT t.typisdefined THEN 'true' END AS shell,
       CASE WHEN t.typtype = 'b' AND t.typisdefined THEN pg_catalog.array_remove(ARRAY[
           'INPUT = ' || t.typinput, 'OUTPUT = ' || t.typoutput,
           CASE WHEN t.typreceive <> 0 THEN 'RECEIVE = ' || t.typreceive END,
           CASE WHEN t.typsend <> 0 THEN 'SEND = ' || t.typsend END,
           CASE WHEN t.typmodin <> 0 THEN 'TYPMOD_IN = ' || t.typmodin END,
           CASE WHEN t.typmodout <> 0 THEN 'TYPMOD_OUT = ' || t.typmodout END,
           CASE WHEN t.typanalyze <> 0 THEN 'ANALYZE = ' || t.typanalyze END,
           CASE WHEN t.typsubscript <> 0 THEN 'SUBSCRIPT = ' || t.typsubscript END, -- from 14
           'INTERNALLENGTH = ' || CASE WHEN t.typlen = -1 THEN 'variable' ELSE t.typlen::text END,
           CASE WHEN t.typbyval THEN 'PASSEDBYVALUE' END,
           CASE t.typalign WHEN 'c' THEN 'ALIGNMENT = char' WHEN 's' THEN 'ALIGNMENT = int2'
                           WHEN 'i' THEN 'ALIGNMENT = int4' ELSE 'ALIGNMENT = double' END,
           CASE t.typstorage WHEN 'e' THEN 'STORAGE = external' WHEN 'x' THEN 'STORAGE = extended'
                             WHEN 'm' THEN 'STORAGE = main' END,
           CASE WHEN t.typcategory <> 'U' THEN 'CATEGORY = ' || pg_catalog.quote_literal(t.typcategory::text) END,
           CASE WHEN t.typispreferred THEN 'PREFERRED = true' END,
           CASE WHEN t.typdefault IS NOT NULL THEN 'DEFAULT = ' || pg_catalog.quote_literal(t.typdefault) END,
           CASE WHEN t.typelem <> 0 THEN 'ELEMENT = ' || pg_catalog.format_type(t.typelem, NULL) END,
           CASE WHEN t.typdelim <> ',' THEN 'DELIMITER = ' || pg_catalog.quote_literal(t.typdelim::text) END,
           CASE WHEN t.typcollation <> 0 THEN 'COLLATABLE = true' END], NULL) END AS options,
       NULL AS expression, NULL AS not_valid
FROM types t
LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
LEFT JOIN pg_catalog.pg_type sub ON sub.oid = r.rngsubtype
LEFT JOIN pg_catalog.pg_opclass oc ON oc.oid = r.rngsubopc
LEFT JOIN pg_catalog.pg_namespace ocn ON ocn.oid = oc.opcnamespace
UNION ALL
SELECT 'shell type', 'pg_type'::regclass::oid, t.oid, -1, t.nspname, t.typname, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, -- from 17
       NULL, -- from 14
       NULL, NULL, NULL, NULL
FROM types t
LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
WHERE t.typisdefined AND (t.typtype = 'b' OR r.rngcanonical <> 0)
UNION ALL
SELECT 'domain check', 'pg_constraint'::regclass::oid, k.oid, 0, t.nspname, t.typname, k.conname,
       'domain', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, -- from 17
       NULL, -- from 14
       NULL, NULL,
       pg_catalog.pg_get_expr(k.conbin, 0), CASE WHEN NOT k.convalidated THEN 'true' END
FROM types t
JOIN pg_catalog.pg_constraint k ON k.contypid = t.oid
WHERE k.contype = 'c'
