#include "support/random_walk.hpp"

#include "base/format.hpp"

#include <algorithm>

namespace pgslate::testing {

using Strings = std::vector<std::string>;

std::string RandomWalk::one_of(const Strings& list) {
    return list[below(list.size())];
}

// `{}` in a question is the pattern of both schemas.
Strings RandomWalk::pick(const std::string& question) {
    const auto sql =
        format("SELECT * FROM ({}) found WHERE schema IN ('{}', '{}_x') ORDER BY 1, 2, 3", question,
               name_, name_);
    const auto rows = session_.query(sql::Text::verbatim(sql), "picking");
    Strings result(4);
    if (rows.empty()) return result;
    const auto& row = rows[below(rows.size())];
    for (std::size_t i = 0; i < 4; ++i) result[i] = row.at(i).value_or("");
    return result;
}

std::string RandomWalk::schema() {
    return chance(75) ? name_ : name_ + "_x";
}

// Few names, so that two walks make different things of one name.
std::string RandomWalk::some(const std::string& letter) {
    return format("{}.{}{}", schema(), letter, below(5));
}

bool RandomWalk::run(const std::string& statement) {
    if (statement.empty()) return false;
    const std::vector<postgres::Statement> statements = {{.sql = sql::Text::verbatim(statement)}};
    if (session_.run(statements).error) return false;
    done_.push_back(statement);
    return true;
}

std::string RandomWalk::type() {
    static const Strings types = {
        "integer", "bigint", "text", "varchar(40)", "numeric(12,4)",    "date",    "timestamptz",
        "boolean", "jsonb",  "uuid", "text[]",      "double precision", "char(8)", "integer[]"};
    if (!chance(30)) return one_of(types);
    const auto found = pick("SELECT n.nspname AS schema, t.typname, 1, format('%I.%I', n.nspname, "
                            "t.typname) FROM pg_type t JOIN pg_namespace n ON n.oid = "
                            "t.typnamespace WHERE t.typtype IN ('d', 'e')");
    return found[3].empty() ? one_of(types) : found[3];
}

constexpr auto tables = "SELECT n.nspname AS schema, c.relname, 1, c.oid::regclass::text FROM "
                        "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind "
                        "IN ('r', 'p')";
constexpr auto relations = "SELECT n.nspname AS schema, c.relname, 1, c.oid::regclass::text FROM "
                           "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
                           "c.relkind IN ('r', 'p', 'v', 'm')";
// With the kind of what is not a table.
constexpr auto columns =
    "SELECT n.nspname AS schema, c.oid::regclass::text, a.attname::text, format_type(a.atttypid, "
    "a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END FROM pg_class c JOIN "
    "pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid WHERE "
    "c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'id'";
constexpr auto constraints =
    "SELECT n.nspname AS schema, k.conname, 1, format('%s %s', k.conrelid::regclass, "
    "quote_ident(k.conname)) FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace "
    "WHERE k.conrelid <> 0 AND k.contype IN ('c', 'f', 'u')";
constexpr auto indexes =
    "SELECT n.nspname AS schema, c.relname, i.indrelid::regclass::text, c.oid::regclass::text FROM "
    "pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = "
    "c.relnamespace WHERE NOT i.indisprimary";
constexpr auto functions =
    "SELECT n.nspname AS schema, p.proname, 1, p.oid::regprocedure::text FROM pg_proc p JOIN "
    "pg_namespace n ON n.oid = p.pronamespace WHERE p.prorettype = 'integer'::regtype";
constexpr auto types =
    "SELECT n.nspname AS schema, t.typname, t.typtype::text, format('%I.%I', n.nspname, t.typname) "
    "FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = "
    "t.typrelid WHERE t.typtype IN ('d', 'e') OR c.relkind = 'c'";

std::string RandomWalk::table() {
    return pick(tables)[3];
}

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
        const auto whole = pick(format("{} AND c.relkind = 'p'", tables));
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
    const auto column = pick(columns);
    const auto& of = column[1];
    const auto& name = column[2];
    const auto function = pick(functions)[3];
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
    const auto column = pick(columns);
    const auto from = pick(relations)[3];
    const auto call = pick(functions)[3];
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
        const auto type = pick(types);
        if (!type[3].empty() && type[2] != "c")
            return format(
                "CREATE FUNCTION {}.h{}(x {}) RETURNS boolean LANGUAGE sql AS 'select true'",
                schema(), number, type[3]);
    }
    if (chance(20)) {
        const auto call = pick(functions)[3];
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

std::string RandomWalk::alter_column() {
    const auto column = pick(columns);
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
            const auto call = pick(functions)[3];
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
    const auto constraint = pick(constraints)[3];
    const auto space = constraint.find(' ');
    const auto index = pick(indexes);
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
        const auto whole = pick(format("{} AND c.relkind = 'p'", tables));
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
    const auto type = pick(types);
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
    case 1: return format("ALTER TYPE {} SET SCHEMA {}", pick(types)[3], schema());
    case 2: return format("ALTER FUNCTION {} SET SCHEMA {}", pick(functions)[3], schema());
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
        const auto column = pick(columns);
        return format("ALTER TABLE {} RENAME {} TO m{}", column[1], column[2], below(4));
    }
    }
}

std::string RandomWalk::say() {
    const auto column = pick(columns);
    const auto relation =
        pick("SELECT n.nspname AS schema, c.relname, CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' "
             "THEN 'MATERIALIZED VIEW' WHEN 'i' THEN 'INDEX' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' "
             "END, c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = "
             "c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'i', 'S')");
    const auto role = one_of({"PUBLIC", "pg_monitor", "pg_read_all_data"});
    const auto type = pick(types)[3];
    const auto function = pick(functions)[3];
    switch (below(11)) {
    case 0: return format("COMMENT ON COLUMN {}.{} IS 'c{}'", column[1], column[2], below(3));
    case 1: return format("COMMENT ON {} {} IS 'r{}'", relation[2], relation[3], below(3));
    case 2: return format("COMMENT ON FUNCTION {} IS 'f{}'", function, below(3));
    case 3: return format("COMMENT ON TYPE {} IS 't{}'", type, below(3));
    case 4:
        return format("GRANT {} ON {} TO {}", one_of({"SELECT", "ALL", "INSERT, UPDATE"}),
                      pick(relations)[3], role);
    case 5: return format("GRANT SELECT ({}) ON {} TO {}", column[2], column[1], role);
    case 6: return format("REVOKE ALL ON FUNCTION {} FROM PUBLIC", function);
    case 7: return format("GRANT USAGE ON TYPE {} TO {}", type, role);
    case 8: return format("ALTER TABLE {} OWNER TO pg_monitor", pick(relations)[3]);
    case 9: return format("REVOKE ALL ON {} FROM PUBLIC, pg_monitor", pick(relations)[3]);
    default: return format("COMMENT ON SCHEMA {} IS 's{}'", schema(), below(3));
    }
}

std::string RandomWalk::drop() {
    const auto column = pick(columns);
    const auto constraint = pick(constraints)[3];
    const auto space = constraint.find(' ');
    switch (below(9)) {
    case 0:
    case 1: return format("ALTER TABLE {} DROP {} CASCADE", column[1], column[2]);
    case 2:
        return constraint.empty() ? ""
                                  : format("ALTER TABLE {} DROP CONSTRAINT{} CASCADE",
                                           constraint.substr(0, space), constraint.substr(space));
    case 3: return format("DROP INDEX {}", pick(indexes)[3]);
    case 4: return format("DROP FUNCTION {} CASCADE", pick(functions)[3]);
    case 5: return format("DROP TYPE {} CASCADE", pick(types)[3]);
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

void RandomWalk::make() {
    switch (below(9)) {
    case 0: run(make_type()); return;
    case 1:
    case 2: run(make_table()); return;
    case 3: run(make_view()); return;
    case 4: run(make_function()); return;
    default: run(make_on_table());
    }
}

void RandomWalk::alter() {
    switch (below(12)) {
    case 0:
    case 1:
    case 2: run(alter_column()); return;
    case 3:
    case 4: run(alter_table()); return;
    case 5: run(alter_type()); return;
    case 6: run(alter_whole()); return;
    case 7:
    case 8: run(say()); return;
    case 9: run(drop()); return;
    default: make();
    }
}

void RandomWalk::begin() {
    for (const auto* end : {"", "_x"}) run(format("CREATE SCHEMA {}{}", name_, end));
    run(format(
        "CREATE FUNCTION {}.touch() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'",
        name_));
    for (int i = 0; i < 4; ++i) run(make_type());
    for (int i = 0; i < 2; ++i) run(make_function());
    for (int i = 0; i < 5; ++i) run(make_table());
    for (int i = 0; i < 3; ++i) run(make_view());
    for (int i = 0; i < 14; ++i) make();
}

void RandomWalk::change(int steps) {
    const auto enough = done_.size() + static_cast<std::size_t>(steps);
    for (int tries = 0; done_.size() < enough && tries < steps * 10; ++tries) alter();
}

// A value for each row, another one as far as the type has that many; none that is NULL where the
// type has a usual value.
void RandomWalk::fill() {
    const std::string sql = format(R"(
do $$
declare
  t record;
  row integer;
  pass integer;
begin
  set constraints all immediate;
  for pass in 1..2 loop
    for t in select c.oid::regclass as name,
                    string_agg(quote_ident(a.attname), ', ' order by a.attnum) as names,
                    string_agg(case
                      when y.typtype = 'e' then format('(array[''a'', ''b'', ''c''])[$1]::%1$s', y.oid::regtype)
                      when y.typtype = 'd' or b.typcategory in ('N', 'S') then format('$1::text::%s', format_type(a.atttypid, a.atttypmod))
                      when y.typcategory = 'A' then format('array[$1]::text::%s', format_type(a.atttypid, a.atttypmod))
                      when y.typcategory = 'D' then format('(date ''2020-01-01'' + $1)::%s', format_type(a.atttypid, a.atttypmod))
                      when y.typname = 'bool' then '$1 = 1'
                      when y.typname in ('json', 'jsonb') then format('format(''{{"a": %%s}}'', $1)::%s', y.typname)
                      when y.typname = 'uuid' then 'md5($1::text)::uuid'
                      else 'null' end, ', ' order by a.attnum) as values
             from pg_class c join pg_namespace n on n.oid = c.relnamespace
             join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
             join pg_type y on y.oid = a.atttypid
             left join pg_type b on b.oid = coalesce(nullif(y.typbasetype, 0), y.oid)
             where n.nspname in ('{0}', '{0}_x') and c.relkind in ('r', 'p')
             group by c.oid, n.nspname, c.relname order by n.nspname, c.relname
    loop
      for row in 1..3 loop
        begin
          execute format('insert into %s (%s) overriding system value select %s where not exists (select from only %1$s where id = $1)', t.name, t.names, t.values) using row;
        exception when others then null;
        end;
      end loop;
    end loop;
  end loop;
end $$)",
                                   name_);
    session_.execute(sql::Text::verbatim(sql), "filling");
}

} // namespace pgslate::testing
