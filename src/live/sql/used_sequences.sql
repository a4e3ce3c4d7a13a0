-- Which of the sequences given are not where they start: their places among those. For servers from 18 on
-- (pg_get_sequence_data, without a page in the manual: pg_dump asks it). Of a sequence that the role may not
-- read it tells nothing, and that counts as used.
SELECT u.place
FROM unnest($1::oid[]) WITH ORDINALITY AS u(number, place)
JOIN pg_catalog.pg_sequence s ON s.seqrelid = u.number
CROSS JOIN LATERAL pg_catalog.pg_get_sequence_data(u.number::regclass) d
WHERE d.is_called IS DISTINCT FROM false OR d.last_value IS DISTINCT FROM s.seqstart
ORDER BY u.place
