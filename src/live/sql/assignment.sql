-- Pairs of types of which the server does not make the first the second where a value is assigned
-- (pg_cast), and whether it does where it is told to: by a cast of its own, not somebody's function, that
-- is no way through text, nor takes a number for the code of a character. A domain converts as its base type does, an array as its elements
-- do; to strings everything does. What `pair` is stands before this.
SELECT p.source, p.target,
       EXISTS (SELECT FROM pg_catalog.pg_cast c
               WHERE c.castmethod <> 'i' AND c.castfunc < 16384 AND '"char"'::regtype
                   NOT IN (s.oid, t.oid, coalesce(s.element, 0), coalesce(t.element, 0))
                 AND (c.castsource = s.oid AND c.casttarget = t.oid
                      OR s.category = 'A' AND t.category = 'A'
                         AND c.castsource = s.element AND c.casttarget = t.element))
FROM pair p
LEFT JOIN LATERAL (SELECT coalesce(nullif(x.typbasetype, 0), x.oid) AS oid, nullif(x.typelem, 0) AS element,
                          x.typcategory AS category
                   FROM pg_catalog.pg_type x WHERE x.oid = pg_catalog.to_regtype(p.source)) s ON true
LEFT JOIN LATERAL (SELECT coalesce(nullif(x.typbasetype, 0), x.oid) AS oid, nullif(x.typelem, 0) AS element,
                          x.typcategory AS category
                   FROM pg_catalog.pg_type x WHERE x.oid = pg_catalog.to_regtype(p.target)) t ON true
WHERE NOT coalesce(s.oid = t.oid
                   OR t.category = 'S' AND t.oid <> '"char"'::regtype -- a string until PostgreSQL 14
                   OR s.category = 'A' AND t.category = 'A' AND s.element = t.element
                   OR EXISTS (SELECT FROM pg_catalog.pg_cast c
                              WHERE c.castcontext IN ('a', 'i')
                                AND (c.castsource = s.oid AND c.casttarget = t.oid
                                     OR s.category = 'A' AND t.category = 'A'
                                        AND c.castsource = s.element AND c.casttarget = t.element)), false)
