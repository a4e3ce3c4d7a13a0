-- Constraints of tables (pg_constraint; for keys the index of the same name too). What comes from a
-- parent is the parent's; only keys of partitions have a name of their own. The server takes in a key
-- that is there already, but not an exclusion constraint, nor a temporal key.
SELECT CASE k.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique constraint'
                      WHEN 'x' THEN 'exclusion constraint' WHEN 'c' THEN 'check constraint'
                      ELSE 'foreign key' END AS kind,
       'pg_constraint'::regclass::oid AS class, k.oid, 0 AS sub,
       n.nspname AS n1, c.relname AS n2, k.conname AS n3,
       CASE c.relkind WHEN 'f' THEN 'foreign table' ELSE 'table' END AS parent, NULL AS parent_name,
       NULL AS position,
       CASE WHEN k.contype IN ('p', 'u', 'f')
            THEN ARRAY(SELECT (SELECT a.attname::text FROM pg_catalog.pg_attribute a
                               WHERE a.attrelid = k.conrelid AND a.attnum = key)
                       FROM pg_catalog.unnest(k.conkey) key) END AS columns,
       CASE WHEN k.contype IN ('p', 'u', 'x') AND i.indnatts > i.indnkeyatts
            THEN (SELECT pg_catalog.array_agg(a.attname::text ORDER BY a.attnum)
                  FROM pg_catalog.pg_attribute ia JOIN pg_catalog.pg_attribute a
                       ON a.attrelid = c.oid AND a.attnum = i.indkey[ia.attnum - 1]
                  WHERE ia.attrelid = i.indexrelid AND ia.attnum > i.indnkeyatts) END AS include,
       CASE WHEN k.contype = 'u' AND i.indnullsnotdistinct THEN 'true' END AS nulls_not_distinct, -- from 15
       CASE WHEN k.conperiod THEN 'true' END AS temporal, -- from 18
       CASE WHEN NOT k.conenforced THEN 'true' END AS not_enforced, -- from 18
       CASE WHEN k.contype = 'x'
            THEN (SELECT pg_catalog.array_agg(
                        pg_catalog.pg_get_indexdef(i.indexrelid, key.place::int, false)
                        || CASE WHEN i.indcollation[key.place - 1] IN (0, kt.typcollation)
                                     AND key.column_collation IS NULL
                                     OR i.indcollation[key.place - 1] IN (0, key.column_collation) THEN ''
                                ELSE (SELECT pg_catalog.format(' COLLATE %I.%I', cn.nspname, co.collname)
                                      FROM pg_catalog.pg_collation co
                                      JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
                                      WHERE co.oid = i.indcollation[key.place - 1]) END
                        || CASE WHEN oc.opcdefault AND (oc.opcintype = ka.atttypid OR NOT EXISTS (
                                       SELECT FROM pg_catalog.pg_opclass e WHERE e.opcmethod = oc.opcmethod
                                       AND e.opcdefault AND e.opcintype = ka.atttypid)) THEN ''
                                ELSE ' ' || pg_catalog.quote_ident(ocn.nspname) || '.'
                                     || pg_catalog.quote_ident(oc.opcname) END
                        || CASE i.indoption[key.place - 1] & 3 WHEN 1 THEN ' DESC NULLS LAST'
                                WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC' ELSE '' END
                        || ' WITH ' || CASE WHEN opn.nspname = 'pg_catalog' THEN op.oprname::text
                                            ELSE pg_catalog.format('OPERATOR(%I.%s)', opn.nspname, op.oprname)
                                       END ORDER BY key.place) AS elements
             FROM (SELECT x.operator, x.place, ta.attcollation AS column_collation
                   FROM pg_catalog.unnest(k.conexclop) WITH ORDINALITY AS x(operator, place)
                   LEFT JOIN pg_catalog.pg_attribute ta ON ta.attrelid = i.indrelid AND ta.attnum > 0
                                                       AND ta.attnum = i.indkey[x.place - 1]) key
             JOIN pg_catalog.pg_operator op ON op.oid = key.operator
             JOIN pg_catalog.pg_namespace opn ON opn.oid = op.oprnamespace
             JOIN pg_catalog.pg_opclass oc ON oc.oid = i.indclass[key.place - 1]
             JOIN pg_catalog.pg_namespace ocn ON ocn.oid = oc.opcnamespace
             JOIN pg_catalog.pg_attribute ka ON ka.attrelid = i.indexrelid AND ka.attnum = key.place
             JOIN pg_catalog.pg_type kt ON kt.oid = ka.atttypid) END AS elements,
       CASE WHEN k.contype = 'x' THEN am.amname END AS "using",
       CASE WHEN k.contype = 'x' THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid) END AS "where",
       CASE WHEN k.contype = 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid) END AS expression,
       CASE WHEN k.contype = 'c' AND k.connoinherit THEN 'true' END AS no_inherit,
       CASE WHEN k.contype = 'f' THEN ARRAY[rn.nspname, r.relname]::text[] END AS "references",
       CASE WHEN k.contype = 'f'
            THEN ARRAY(SELECT (SELECT a.attname::text FROM pg_catalog.pg_attribute a
                               WHERE a.attrelid = k.confrelid AND a.attnum = key)
                       FROM pg_catalog.unnest(k.confkey) key) END AS "to",
       CASE WHEN k.contype = 'f' AND k.confmatchtype = 'f' THEN 'full' END AS match,
       CASE k.confdeltype WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null'
                          WHEN 'd' THEN 'set default' END AS on_delete,
       CASE WHEN k.confdelsetcols IS NOT NULL -- from 15
            THEN ARRAY(SELECT (SELECT a.attname::text FROM pg_catalog.pg_attribute a -- from 15
                               WHERE a.attrelid = k.conrelid AND a.attnum = key) -- from 15
                       FROM pg_catalog.unnest(k.confdelsetcols) key) END AS on_delete_columns, -- from 15
       CASE k.confupdtype WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null'
                          WHEN 'd' THEN 'set default' END AS on_update,
       CASE WHEN k.condeferrable THEN 'true' END AS deferrable,
       CASE WHEN k.condeferred THEN 'deferred' END AS initially,
       CASE WHEN k.contype IN ('c', 'f') AND NOT k.convalidated
                 AND k.conenforced -- from 18
            THEN 'true' END AS not_valid,
       CASE WHEN ic.reloptions IS NOT NULL THEN
       (SELECT pg_catalog.array_agg(pg_catalog.replace(entry, '=', ' = ') ORDER BY place)
        FROM pg_catalog.unnest(ic.reloptions) WITH ORDINALITY AS o(entry, place)) END AS "with",
       s.spcname AS tablespace,
       CASE WHEN i.indisclustered THEN 'true' END AS clustered,
       CASE WHEN i.indisreplident THEN 'true' END AS replica_identity,
       id.description AS index_comment
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
LEFT JOIN pg_catalog.pg_description id ON id.classoid = 'pg_class'::regclass AND id.objoid = ic.oid
                                      AND id.objsubid = 0
LEFT JOIN pg_catalog.pg_am am ON am.oid = ic.relam
LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = ic.reltablespace
LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
WHERE k.contype IN ('p', 'u', 'x', 'c', 'f')
  AND CASE WHEN k.contype IN ('p', 'u')
                AND NOT k.conperiod -- from 18
           THEN true
           WHEN k.contype <> 'c' THEN k.conparentid = 0
           WHEN NOT c.relispartition OR k.coninhcount = 0 THEN k.conislocal
           -- a partition that is made by itself, because its columns stand in another order, must
           -- have what it will inherit
           ELSE (SELECT pg_catalog.array_agg(attname ORDER BY attnum) FROM pg_catalog.pg_attribute
                 WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped)
             <> (SELECT pg_catalog.array_agg(a.attname ORDER BY a.attnum)
                 FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_attribute a ON a.attrelid = h.inhparent
                 WHERE h.inhrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) END
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_class'::regclass
                  AND d.objid = c.oid AND d.deptype = 'e')
