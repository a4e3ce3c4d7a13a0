#include "base/format.hpp"
#include "support/random_picks.hpp"
#include "support/random_walk.hpp"

namespace pgslate::testing {

std::string RandomWalk::make_type() {
    switch (below(4)) {
    case 0:
        return format("CREATE TYPE {} AS ENUM ('a', 'b', 'c'{})", some("e"),
                      chance(50) ? ", 'd'" : "");
    case 1:
        return format("CREATE DOMAIN {} AS {}{}{}", some("d"),
                      one_of({"text", "varchar(30)", "integer"}), chance(30) ? " DEFAULT '7'" : "",
                      chance(50) ? " CHECK (value::text <> 'zzz')" : "");
    case 2:
        return format("CREATE TYPE {} AS (x integer, y {})", some("k"),
                      one_of({"text", "date", "numeric(9,2)"}));
    default:
        return format("CREATE SEQUENCE {}{}{}", some("s"), chance(50) ? " AS integer" : "",
                      chance(50) ? " INCREMENT BY 5 MAXVALUE 1000 CYCLE" : "");
    }
}

std::string RandomWalk::make_table() {
    if (chance(25))
        return format("CREATE TABLE {} (id integer NOT NULL, c0 {}, c1 {}) PARTITION BY RANGE (id)",
                      some("p"), type(), type());
    if (chance(30)) {
        const auto whole = pick(format("{} AND c.relkind = 'p'", picks::tables));
        const auto from = below(3);
        if (!whole[3].empty())
            return format("CREATE TABLE {} PARTITION OF {} {}", some("t"), whole[3],
                          chance(30)
                              ? std::string("DEFAULT")
                              : format("FOR VALUES FROM ({}) TO ({})", from * 10, from * 10 + 10));
    }
    if (chance(15))
        return format("CREATE TABLE {} (c4 {}) INHERITS ({})", some("t"), type(), table());
    return format("CREATE {}TABLE {} (id integer{}, c0 {}, c1 {}{})", chance(10) ? "UNLOGGED " : "",
                  some("t"), chance(80) ? " PRIMARY KEY" : " NOT NULL", type(), type(),
                  chance(30) ? ", n serial" : "");
}

std::string RandomWalk::make_on_table() {
    const auto column = pick(picks::columns);
    const auto& of = column[1];
    const auto& name = column[2];
    const auto function = pick(picks::functions)[3];
    const auto call = function.substr(0, function.find('('));
    const auto number = below(4);
    switch (below(14)) {
    case 0:
        return format("CREATE INDEX {}i{} ON {} ({}{})", chance(50) ? "l" : "", number, of, name,
                      chance(40) ? " DESC" : "");
    case 1:
        return format("CREATE INDEX i{} ON {} ((({})::text || 'x')) WHERE id > 0", number, of,
                      name);
    case 2: return format("CREATE UNIQUE INDEX u{} ON {} (id) INCLUDE ({})", number, of, name);
    case 3: return format("CREATE INDEX f{} ON {} (({}(id)))", number, of, call);
    case 4:
        return format("ALTER TABLE {} ADD CONSTRAINT k{} CHECK ({}::text <> 'zzz'){}", of, number,
                      name, chance(30) ? " NOT VALID" : "");
    case 5:
        return format("ALTER TABLE {} ADD CONSTRAINT k{} CHECK ({}(id) < 100000){}", of, number,
                      call, chance(30) ? " NO INHERIT" : "");
    case 6:
        return format("ALTER TABLE {} ADD CONSTRAINT q{} UNIQUE (id, {}){}", of, number, name,
                      chance(30) ? " DEFERRABLE" : "");
    case 7:
        return format("ALTER TABLE {} ADD CONSTRAINT r{} FOREIGN KEY (id) REFERENCES {} (id){}{}",
                      of, number, table(), chance(40) ? " ON DELETE CASCADE" : "",
                      chance(40)   ? " NOT VALID"
                      : chance(40) ? " DEFERRABLE"
                                   : "");
    case 8:
        return format(
            "CREATE TRIGGER g{} {} ON {} FOR EACH ROW EXECUTE FUNCTION {}.touch()", number,
            one_of({"BEFORE INSERT", "AFTER DELETE", format("BEFORE UPDATE OF {}", name)}), of,
            name_);
    case 9:
        return format("CREATE POLICY o{} ON {}{} FOR {} USING ({} IS NOT NULL)", number, of,
                      chance(40) ? " AS RESTRICTIVE" : "", one_of({"SELECT", "UPDATE", "ALL"}),
                      name);
    case 10:
        return format("CREATE STATISTICS {}.z{} ON id, {} FROM {}", schema(), number, name, of);
    case 11: return format("CREATE RULE w{} AS ON DELETE TO {} DO ALSO NOTHING", number, of);
    case 12:
        return format("ALTER TABLE {} ADD g{} integer GENERATED ALWAYS AS ({}) STORED", of, number,
                      chance(50) ? format("{}(id)", call) : format("id * {}", number + 2));
    default: return format("ALTER TABLE {} ADD c{} {}{}", of, below(6), type(), "");
    }
}

std::string RandomWalk::make_view() {
    const auto column = pick(picks::columns);
    const auto from = pick(picks::relations)[3];
    const auto call = pick(picks::functions)[3];
    const auto options =
        chance(30) ? one_of({" WITH (security_barrier)", " WITH (security_barrier=false)"}) : "";
    switch (below(5)) {
    case 0:
        return format("CREATE VIEW {}{} AS SELECT id, {} FROM {}", some("v"), options, column[2],
                      column[1]);
    case 1:
        return format("CREATE MATERIALIZED VIEW {} AS SELECT id, {} FROM {}", some("v"), column[2],
                      column[1]);
    case 2: return format("CREATE VIEW {}{} AS SELECT * FROM {}", some("v"), options, from);
    case 3:
        return format("CREATE VIEW {} AS SELECT id, {}(id) AS f FROM {}", some("v"),
                      call.substr(0, call.find('(')), from);
    default: {
        const auto view =
            pick(format("{} AND c.relkind = 'm'",
                        "SELECT n.nspname AS schema, c.relname, 1, c.oid::regclass::text FROM "
                        "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE true"));
        return view[3].empty() ? "" : format("CREATE INDEX j{} ON {} (id)", below(3), view[3]);
    }
    }
}

std::string RandomWalk::make_function() {
    const auto number = below(5);
    if (chance(30)) {
        const auto type = pick(picks::types);
        if (!type[3].empty() && type[2] != "c")
            return format(
                "CREATE FUNCTION {}.h{}(x {}) RETURNS boolean LANGUAGE sql AS 'select true'",
                schema(), number, type[3]);
    }
    if (chance(20)) {
        const auto call = pick(picks::functions)[3];
        return format(
            "CREATE FUNCTION {}(x integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN {}(x) + 1",
            some("f"), call.substr(0, call.find('(')));
    }
    return format(
        "CREATE {}FUNCTION {}({} integer{}) RETURNS integer LANGUAGE {} IMMUTABLE {}AS '{}'",
        chance(40) ? "OR REPLACE " : "", some("f"), chance(70) ? "x" : "y",
        chance(20) ? " DEFAULT 3" : "", "sql", chance(30) ? "STRICT " : "",
        format("select $1 + {}", number));
}

} // namespace pgslate::testing
