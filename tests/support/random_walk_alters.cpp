#include "base/format.hpp"
#include "support/random_picks.hpp"
#include "support/random_walk.hpp"

namespace pgslate::testing {

std::string RandomWalk::alter_column() {
    const auto column = pick(picks::columns);
    if (column[1].empty()) return "";
    const auto is = [&](const char* type) { return column[3].find(type) != std::string::npos; };
    const auto head = format("ALTER TABLE {} ALTER {}", column[1], column[2]);
    switch (below(12)) {
    case 0:
    case 1:
    case 2: {
        const auto to = is("integer") || is("bigint")
                            ? one_of({"bigint", "text", "numeric(12,2)", "integer"})
                        : is("numeric")   ? one_of({"numeric(10,2)", "numeric", "text"})
                        : is("date")      ? one_of({"timestamptz", "text"})
                        : is("timestamp") ? one_of({"timestamptz(0)", "timestamp"})
                        : is("varying") || is("text") || is("char")
                            ? one_of({"text", "varchar(50)", "varchar", "char(20)"})
                            : one_of({"text"});
        if (is("[]")) return format("{} TYPE text[] USING null", head);
        return format("{} TYPE {} USING {}::text::{}", head, to, column[2], to);
    }
    case 3:
        if (is("integer") || is("bigint")) {
            const auto call = pick(picks::functions)[3];
            return format("{} SET DEFAULT {}(5)", head, call.substr(0, call.find('(')));
        }
        return format("{} SET DEFAULT NULL", head);
    case 4: return is("not null") ? "" : format("{} DROP DEFAULT", head);
    case 5:
        if (is("[]") || is("json") || is("uuid") || is("date") || is("time") || is("boolean"))
            return "";
        return format("{} SET DEFAULT '5', ALTER {} SET NOT NULL", head, column[2]);
    case 6: return format("{} DROP NOT NULL", head);
    case 7:
        return format("{} SET STORAGE {}", head, one_of({"EXTERNAL", "MAIN", "PLAIN", "EXTENDED"}));
    case 8: return format("{} SET STATISTICS {}", head, below(3) * 50);
    case 9: return format("{} SET (n_distinct = {})", head, below(3) + 1);
    case 10:
        if (is("text") && !is("[]"))
            return format("{} TYPE text COLLATE \"{}\"", head, one_of({"C", "POSIX", "default"}));
        return "";
    default: {
        const auto of = table();
        if (chance(50))
            return format("ALTER TABLE {} ALTER id ADD GENERATED {} AS IDENTITY", of,
                          one_of({"ALWAYS", "BY DEFAULT"}));
        return format("ALTER TABLE {} ALTER id DROP IDENTITY IF EXISTS", of);
    }
    }
}

std::string RandomWalk::alter_table() {
    const auto of = table();
    const auto constraint = pick(picks::constraints)[3];
    const auto space = constraint.find(' ');
    const auto index = pick(picks::indexes);
    switch (below(13)) {
    case 0: return format("ALTER TABLE {} SET (fillfactor = {})", of, 50 + below(5) * 10);
    case 1:
        return format("ALTER TABLE {} {} ROW LEVEL SECURITY", of,
                      one_of({"ENABLE", "DISABLE", "FORCE", "NO FORCE"}));
    case 2: return format("ALTER TABLE {} SET {}", of, one_of({"UNLOGGED", "LOGGED"}));
    case 3:
        return format("ALTER TABLE {} REPLICA IDENTITY {}", of,
                      one_of({"FULL", "NOTHING", "DEFAULT"}));
    case 4:
        return constraint.empty() ? ""
                                  : format("ALTER TABLE {} VALIDATE CONSTRAINT{}",
                                           constraint.substr(0, space), constraint.substr(space));
    case 5:
        return constraint.empty()
                   ? ""
                   : format("ALTER TABLE {} ALTER CONSTRAINT{} DEFERRABLE INITIALLY DEFERRED",
                            constraint.substr(0, space), constraint.substr(space));
    case 6:
        return index[3].empty() ? "" : format("ALTER TABLE {} CLUSTER ON {}", index[2], index[1]);
    case 7:
        return index[3].empty()
                   ? ""
                   : format("ALTER TABLE {} REPLICA IDENTITY USING INDEX {}", index[2], index[1]);
    case 8: return format("ALTER TABLE {} INHERIT {}", of, table());
    case 9: {
        const auto child = pick(
            "SELECT n.nspname AS schema, i.inhrelid::regclass::text, c.relispartition::text, "
            "i.inhparent::regclass::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')");
        if (child[1].empty()) return "";
        return child[2] == "true" ? format("ALTER TABLE {} DETACH PARTITION {}", child[3], child[1])
                                  : format("ALTER TABLE {} NO INHERIT {}", child[1], child[3]);
    }
    case 10: { // which is where all rows are
        const auto whole = pick(format("{} AND c.relkind = 'p'", picks::tables));
        return whole[3].empty()
                   ? ""
                   : format("ALTER TABLE {} ATTACH PARTITION {} FOR VALUES FROM (0) TO (10)",
                            whole[3], of);
    }
    case 11: return format("ALTER TABLE {} {} TRIGGER USER", of, one_of({"ENABLE", "DISABLE"}));
    default:
        return index[3].empty()
                   ? ""
                   : format("ALTER INDEX {} SET (fillfactor = {})", index[3], 60 + below(3) * 10);
    }
}

std::string RandomWalk::alter_type() {
    const auto type = pick(picks::types);
    if (type[3].empty()) return "";
    if (type[2] == "e")
        return format("ALTER TYPE {} ADD VALUE 'l{}'{}", type[3], below(5),
                      chance(50) ? " BEFORE 'b'" : "");
    if (type[2] == "d") {
        switch (below(4)) {
        case 0: return format("ALTER DOMAIN {} SET DEFAULT '{}'", type[3], below(9));
        case 1: return format("ALTER DOMAIN {} DROP DEFAULT", type[3]);
        case 2:
            return format("ALTER DOMAIN {} ADD CONSTRAINT b{} CHECK (value::text <> 'y'){}",
                          type[3], below(3), chance(30) ? " NOT VALID" : "");
        default: {
            const auto check =
                pick("SELECT n.nspname AS schema, k.conname, 1, format('%I.%I DROP CONSTRAINT %I', "
                     "n.nspname, t.typname, k.conname) FROM pg_constraint k JOIN pg_type t ON "
                     "t.oid = k.contypid JOIN pg_namespace n ON n.oid = t.typnamespace");
            return check[3].empty() ? "" : format("ALTER DOMAIN {}", check[3]);
        }
        }
    }
    switch (below(3)) {
    case 0: return format("ALTER TYPE {} ADD ATTRIBUTE a{} integer CASCADE", type[3], below(3));
    case 1: return format("ALTER TYPE {} ALTER ATTRIBUTE x TYPE bigint CASCADE", type[3]);
    default: return format("ALTER TYPE {} DROP ATTRIBUTE y CASCADE", type[3]);
    }
}

std::string RandomWalk::alter_whole() {
    switch (below(6)) {
    case 0: return format("ALTER TABLE {} SET SCHEMA {}", table(), schema());
    case 1: return format("ALTER TYPE {} SET SCHEMA {}", pick(picks::types)[3], schema());
    case 2: return format("ALTER FUNCTION {} SET SCHEMA {}", pick(picks::functions)[3], schema());
    case 3: {
        const auto sequence =
            pick("SELECT n.nspname AS schema, c.relname, 1, c.oid::regclass::text FROM pg_class c "
                 "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'S'");
        return sequence[3].empty()
                   ? ""
                   : format("ALTER SEQUENCE {} {}", sequence[3],
                            one_of({"INCREMENT BY 3", "MINVALUE 1 MAXVALUE 5000", "CACHE 9",
                                    "CYCLE", "NO CYCLE", "OWNED BY NONE"}));
    }
    case 4: {
        const auto view =
            pick("SELECT n.nspname AS schema, c.relname, 1, c.oid::regclass::text FROM pg_class c "
                 "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'v'");
        return view[3].empty()
                   ? ""
                   : format("ALTER VIEW {} {}", view[3],
                            one_of({"SET (security_barrier)", "RESET (security_barrier)"}));
    }
    default: {
        const auto column = pick(picks::columns);
        return format("ALTER TABLE {} RENAME {} TO m{}", column[1], column[2], below(4));
    }
    }
}

} // namespace pgslate::testing
