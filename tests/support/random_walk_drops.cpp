#include "base/format.hpp"
#include "support/random_picks.hpp"
#include "support/random_walk.hpp"

namespace pgslate::testing {

std::string RandomWalk::say() {
    const auto column = pick(picks::columns);
    const auto relation =
        pick("SELECT n.nspname AS schema, c.relname, CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' "
             "THEN 'MATERIALIZED VIEW' WHEN 'i' THEN 'INDEX' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' "
             "END, c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = "
             "c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'i', 'S')");
    const auto role = one_of({"PUBLIC", "pg_monitor", "pg_read_all_data"});
    const auto type = pick(picks::types)[3];
    const auto function = pick(picks::functions)[3];
    switch (below(11)) {
    case 0: return format("COMMENT ON COLUMN {}.{} IS 'c{}'", column[1], column[2], below(3));
    case 1: return format("COMMENT ON {} {} IS 'r{}'", relation[2], relation[3], below(3));
    case 2: return format("COMMENT ON FUNCTION {} IS 'f{}'", function, below(3));
    case 3: return format("COMMENT ON TYPE {} IS 't{}'", type, below(3));
    case 4:
        return format("GRANT {} ON {} TO {}", one_of({"SELECT", "ALL", "INSERT, UPDATE"}),
                      pick(picks::relations)[3], role);
    case 5: return format("GRANT SELECT ({}) ON {} TO {}", column[2], column[1], role);
    case 6: return format("REVOKE ALL ON FUNCTION {} FROM PUBLIC", function);
    case 7: return format("GRANT USAGE ON TYPE {} TO {}", type, role);
    case 8: return format("ALTER TABLE {} OWNER TO pg_monitor", pick(picks::relations)[3]);
    case 9: return format("REVOKE ALL ON {} FROM PUBLIC, pg_monitor", pick(picks::relations)[3]);
    default: return format("COMMENT ON SCHEMA {} IS 's{}'", schema(), below(3));
    }
}

std::string RandomWalk::drop() {
    const auto column = pick(picks::columns);
    const auto constraint = pick(picks::constraints)[3];
    const auto space = constraint.find(' ');
    switch (below(9)) {
    case 0:
    case 1: return format("ALTER TABLE {} DROP {} CASCADE", column[1], column[2]);
    case 2:
        return constraint.empty() ? ""
                                  : format("ALTER TABLE {} DROP CONSTRAINT{} CASCADE",
                                           constraint.substr(0, space), constraint.substr(space));
    case 3: return format("DROP INDEX {}", pick(picks::indexes)[3]);
    case 4: return format("DROP FUNCTION {} CASCADE", pick(picks::functions)[3]);
    case 5: return format("DROP TYPE {} CASCADE", pick(picks::types)[3]);
    case 6: {
        const auto view =
            pick("SELECT n.nspname AS schema, c.relname, CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE "
                 "'MATERIALIZED VIEW' END, c.oid::regclass::text FROM pg_class c JOIN pg_namespace "
                 "n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm')");
        return format("DROP {} {} CASCADE", view[2], view[3]);
    }
    case 7: {
        const auto part =
            pick("SELECT n.nspname AS schema, x.name::text, x.kind, format('%s %I ON %s', x.kind, "
                 "x.name, c.oid::regclass) FROM (SELECT tgname AS name, 'TRIGGER' AS kind, tgrelid "
                 "AS of FROM pg_trigger WHERE NOT tgisinternal UNION ALL SELECT polname, 'POLICY', "
                 "polrelid FROM pg_policy UNION ALL SELECT rulename, 'RULE', ev_class FROM "
                 "pg_rewrite WHERE rulename <> '_RETURN') x JOIN pg_class c ON c.oid = x.of JOIN "
                 "pg_namespace n ON n.oid = c.relnamespace");
        return part[3].empty() ? "" : format("DROP {}", part[3]);
    }
    default: return format("DROP TABLE {} CASCADE", table());
    }
}

} // namespace pgslate::testing
