// The queries with which a random walk finds what it can change.
#pragma once

/// What a RandomWalk picks from: queries for RandomWalk::pick, of pg_catalog's relations as
/// PostgreSQL's manual describes them (52. System Catalogs).
namespace pgslate::testing::picks {

inline constexpr auto tables =
    "SELECT n.nspname AS schema, c.relname, 1, c.oid::regclass::text FROM "
    "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind "
    "IN ('r', 'p')";
inline constexpr auto relations =
    "SELECT n.nspname AS schema, c.relname, 1, c.oid::regclass::text FROM "
    "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
    "c.relkind IN ('r', 'p', 'v', 'm')";
// With the kind of what is not a table.
inline constexpr auto columns =
    "SELECT n.nspname AS schema, c.oid::regclass::text, a.attname::text, format_type(a.atttypid, "
    "a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END FROM pg_class c JOIN "
    "pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid WHERE "
    "c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'id'";
inline constexpr auto constraints =
    "SELECT n.nspname AS schema, k.conname, 1, format('%s %s', k.conrelid::regclass, "
    "quote_ident(k.conname)) FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace "
    "WHERE k.conrelid <> 0 AND k.contype IN ('c', 'f', 'u')";
inline constexpr auto indexes =
    "SELECT n.nspname AS schema, c.relname, i.indrelid::regclass::text, c.oid::regclass::text FROM "
    "pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = "
    "c.relnamespace WHERE NOT i.indisprimary";
inline constexpr auto functions =
    "SELECT n.nspname AS schema, p.proname, 1, p.oid::regprocedure::text FROM pg_proc p JOIN "
    "pg_namespace n ON n.oid = p.pronamespace WHERE p.prorettype = 'integer'::regtype";
inline constexpr auto types =
    "SELECT n.nspname AS schema, t.typname, t.typtype::text, format('%I.%I', n.nspname, t.typname) "
    "FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = "
    "t.typrelid WHERE t.typtype IN ('d', 'e') OR c.relkind = 'c'";

} // namespace pgslate::testing::picks
