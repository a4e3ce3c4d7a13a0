// Changes of the types of columns that hold values: none is lost without a word, and no change that
// loses none is taken for one that does.
#include "base/format.hpp"
#include "sql/name.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <set>
#include <thread>

namespace pgslate::testing {
namespace {

using Strings = std::vector<std::string>;

struct Values {
    std::string type; // as pg_cast has it
    Strings forms;    // with and without what limits it
    Strings values;
};

const Strings moments = {"2020-02-29 23:59:59.999999",
                         "infinity",
                         "-infinity",
                         "1999-12-31",
                         "0044-03-15 BC",
                         "2021-03-28 02:30"};
const Strings clock = {"00:00", "23:59:59.999999", "24:00", "10:00:00.5"};
const Strings whole = {"0", "1", "-1", "127", "32767"};
const Strings oids = {"0", "1259", "2147483648"};

// Every type that pg_cast knows and that a column can have.
const std::vector<Values>& all_values() {
    static const std::vector<Values> values = {
        {"smallint", {"smallint"}, whole},
        {"integer", {"integer"}, {"0", "-1", "16777217", "2147483647", "-2147483648"}},
        {"bigint", {"bigint"}, {"0", "-7", "9007199254740993", "9223372036854775807"}},
        {"numeric",
         {"numeric", "numeric(12,4)", "numeric(12,2)", "numeric(5,0)"},
         {"0", "1.2345", "-1.50", "12", "NaN", "99999"}},
        {"real", {"real"}, {"0", "-0", "0.1", "16777216", "NaN", "Infinity", "1e-40"}},
        {"double precision",
         {"double precision"},
         {"0", "-0", "0.1", "3", "NaN", "-Infinity", "1e300", "9007199254740992"}},
        {"money", {"money"}, {"0", "1.25", "-99999.99"}},
        {"boolean", {"boolean"}, {"true", "false"}},
        {"text",
         {"text"},
         {"", "a", "abc", "ab ", " x", "1", "007", "1.50", "t", "true", std::string(90, 'y'),
          "2020-02-29", "{1,2}", "10:00"}},
        {"character varying",
         {"varchar(3)", "varchar(5)"},
         {"", "abc", "ab ", "abcde", "a    ", "7"}},
        {"character", {"char(3)", "char(5)"}, {"", "ab ", "abc", "abcde", "7"}},
        {"name", {"name"}, {"a", "abcdefgh", ""}},
        {"\"char\"", {"\"char\""}, {"a", "", "7"}},
        {"bit", {"bit(3)", "bit(32)"}, {"101", "10101", "00000000000000000000000000000101"}},
        {"bit varying", {"varbit", "varbit(3)"}, {"", "101", "10101"}},
        {"bytea", {"bytea"}, {"\\x", "\\x00ff"}},
        {"date", {"date"}, {"2020-02-29", "infinity", "0044-03-15 BC", "5874897-12-31"}},
        {"timestamp without time zone", {"timestamp", "timestamp(3)"}, moments},
        {"timestamp with time zone", {"timestamptz", "timestamptz(0)"}, moments},
        {"time without time zone", {"time", "time(0)"}, clock},
        {"time with time zone", {"timetz", "timetz(0)"}, {"00:00+00", "23:59:59.5+02", "10:00-08"}},
        {"interval",
         {"interval", "interval(3)", "interval hour"},
         {"0", "1 mon", "30 days", "1 day 02:03:04.567891", "-1 year 2 days", "3 hours"}},
        {"uuid", {"uuid"}, {"6b1b36cb-0000-4000-8000-000000000000"}},
        {"json", {"json"}, {"{\"a\": 1, \"a\": 2}", "[1.0]", "null"}},
        {"jsonb", {"jsonb"}, {"{\"a\": 1}", "[1.0]", "5", "true"}},
        {"xml", {"xml"}, {"<a/>", "x"}},
        {"inet", {"inet"}, {"10.1.2.3/8", "10.0.0.0/8", "::1", "10.1.2.3"}},
        {"cidr", {"cidr"}, {"10.0.0.0/8", "::1/128"}},
        {"macaddr", {"macaddr"}, {"08:00:2b:01:02:03"}},
        {"macaddr8", {"macaddr8"}, {"08:00:2b:ff:fe:01:02:03", "08:00:2b:01:02:03:04:05"}},
        {"point", {"point"}, {"(0.1,-0)", "(1,2)"}},
        {"lseg", {"lseg"}, {"[(0,0),(1,2)]"}},
        {"path", {"path"}, {"((0,0),(1,2),(3,4))"}},
        {"box", {"box"}, {"((0,0),(1,2))", "((0,0),(2,2))"}},
        {"polygon", {"polygon"}, {"((0,0),(0,2),(2,2),(2,0))", "((0,0),(1,5),(2,0))"}},
        {"circle", {"circle"}, {"<(1,1),2>"}},
        {"int4range", {"int4range"}, {"[1,5)", "empty", "(,)"}},
        {"numrange", {"numrange"}, {"[1.50,5]"}},
        {"daterange", {"daterange"}, {"[2020-01-01,infinity)"}},
        {"oid", {"oid"}, oids},
        {"regclass", {"regclass"}, {"pg_class", "0"}},
        {"regtype", {"regtype"}, {"integer", "0"}},
        {"regproc", {"regproc"}, {"now", "0"}},
        {"regprocedure", {"regprocedure"}, {"now()", "0"}},
        {"regoper", {"regoper"}, {"!~~*", "0"}},
        {"regoperator", {"regoperator"}, {"+(integer,integer)", "0"}},
        {"regconfig", {"regconfig"}, {"simple"}},
        {"regdictionary", {"regdictionary"}, {"simple"}},
        {"regcollation", {"regcollation"}, {"\"C\""}},
        {"regnamespace", {"regnamespace"}, {"pg_catalog"}},
        {"regrole", {"regrole"}, {"pg_monitor"}},
        {"xid8", {"xid8"}, {"5", "4294967301"}},
        {"xid", {"xid"}, {"5"}},
        {"pg_lsn", {"pg_lsn"}, {"0/16B3748"}},
        {"tsvector", {"tsvector"}, {"a:1 b"}},
        {"integer[]", {"integer[]"}, {"{}", "{1,NULL}", "[2:3]={5,6}"}},
        {"bigint[]", {"bigint[]"}, {"{1,2147483648}"}},
        {"numeric[]",
         {"numeric(12,4)[]", "numeric(12,2)[]", "numeric[]"},
         {"{1.2345}", "{1.50,2}"}},
        {"text[]",
         {"text[]", "varchar(3)[]", "char(4)[]"},
         {"{a,\"b c\",NULL}", "{\"ab \"}", "{1}"}},
        {"timestamp with time zone[]",
         {"timestamptz(0)[]", "timestamptz[]"},
         {"{2020-02-29 00:00:00.5+00}"}},
        {"of_numeric", {"of_numeric"}, {"1.5", "1.2345"}},
        {"of_text", {"of_text"}, {"ab ", "abc"}},
        {"mood", {"mood"}, {"sad", "it's ok"}}};
    return values;
}

// What columns may become that have no cast of their own: by way of their text.
bool goes_through_text(const std::string& from, const std::string& to) {
    const std::set<std::string> texts = {"text", "character"};
    const auto is_array = [](const std::string& type) { return type.ends_with("[]"); };
    return texts.contains(from) || texts.contains(to) || (is_array(from) && is_array(to))
           || from == "of_numeric" || to == "of_numeric" || from == to;
}

struct Column {
    std::string from;
    std::string to;
    Strings values; // that the server takes
};

// With blanks behind it a name is not found, so that nothing can be asked.
bool is_name_in_blanks(const Column& column) {
    return column.to.starts_with("char(")
           && (column.from == "mood" || column.from.starts_with("reg"));
}

// Numbers of objects have no sign, and come back from what they become.
bool is_counted_otherwise(const Column& column) {
    const auto is_object = [](const std::string& type) {
        return type == "oid" || type.starts_with("reg");
    };
    const auto is_number = [](const std::string& type) {
        return type == "integer" || type == "smallint";
    };
    return (is_object(column.from) && is_number(column.to))
           || (is_number(column.from) && is_object(column.to));
}

// In a session, what becomes of a value that is assigned, by way of its text if need be.
constexpr auto taking = R"(
create function pg_temp.taken(source text, target text, wanted text[]) returns text[]
language plpgsql as $$
declare
  value text;
  taken text[] = '{}';
begin
  execute format('create temporary table before (x %s); create temporary table after (x %s)',
                 source, target);
  foreach value in array wanted loop
    begin
      execute format('insert into before values (%L)', value);
      begin
        execute 'insert into after select x from before';
      exception when datatype_mismatch then
        execute format('insert into after select x::text::%s from before', target);
      end;
      taken = taken || value;
    exception when others then null;
    end;
    truncate before;
  end loop;
  drop table before, after;
  return taken;
end $$)";

constexpr auto types_of_ours =
    "create domain of_numeric as numeric(12,4); create domain of_text as varchar(5);"
    "create type mood as enum ('sad', 'it''s ok', 'abc');\n";

class TypeChanges : public ProgramTest {
  protected:
    static constexpr std::size_t columns_of_table = 30;

    static std::set<std::pair<std::string, std::string>> casts(postgres::Session& session) {
        std::set<std::pair<std::string, std::string>> casts;
        const auto rows = session.query(
            sql::text(
                "SELECT CASE castsource WHEN 1042 THEN 'character' WHEN 1560 THEN 'bit' ELSE "
                "pg_catalog.format_type(castsource, NULL) END, CASE casttarget WHEN 1042 THEN "
                "'character' WHEN 1560 THEN 'bit' ELSE pg_catalog.format_type(casttarget, "
                "NULL) END FROM pg_catalog.pg_cast"),
            "testing");
        for (const auto& row : rows) casts.emplace(*row.at(0), *row.at(1));
        return casts;
    }

    static std::vector<Column> columns(postgres::Session& session) {
        const auto known = casts(session);
        std::vector<Column> result;
        for (const auto& from : all_values())
            for (const auto& to : all_values())
                if (known.contains({from.type, to.type}) || goes_through_text(from.type, to.type))
                    for (const auto& one : from.forms)
                        for (const auto& other : to.forms)
                            if (one != other) result.push_back({one, other, from.values});
        return result;
    }

    static void keep_what_is_taken(postgres::Session& session, std::vector<Column>& columns) {
        session.execute(sql::Text::verbatim(taking), "testing");
        for (auto& column : columns) {
            std::vector<sql::Text> values;
            for (const auto& value : column.values)
                values.push_back(sql::text("{}", sql::Literal(value)));
            const auto rows = session.query(
                sql::text("SELECT pg_catalog.unnest(pg_temp.taken({}, {}, ARRAY[{}]::text[]))",
                          sql::Literal(column.from), sql::Literal(column.to), joined(values, ", ")),
                "testing");
            column.values.clear();
            for (const auto& row : rows) column.values.push_back(*row.at(0));
        }
        std::erase_if(columns, [](const Column& column) { return column.values.empty(); });
    }

    static std::string tables(const std::vector<Column>& columns, const std::string& name,
                              std::string Column::*type) {
        std::string sql;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i % columns_of_table == 0)
                sql += format("{}create table {}{} (row integer", i == 0 ? "" : ");\n", name,
                              i / columns_of_table);
            sql += format(", c{} {}", i, columns[i].*type);
        }
        return sql + ");\n";
    }

    static std::string place(const std::string& name, std::size_t column) {
        return format("{}{}", name, column / columns_of_table);
    }

    static void fill(postgres::Session& session, const std::vector<Column>& columns) {
        constexpr std::size_t rows = 15; // the last one of NULLs
        for (std::size_t begin = 0; begin < columns.size(); begin += columns_of_table)
            for (std::size_t row = 0; row < rows; ++row) {
                auto names = std::string("row");
                auto values = format("{}", row);
                const auto end = std::min(columns.size(), begin + columns_of_table);
                for (auto i = begin; i < end; ++i) {
                    if (row >= columns[i].values.size()) continue;
                    names += format(", c{}", i);
                    values += format(", {}", quoted(sql::Literal(columns[i].values[row])));
                }
                for (const auto* name : {"t", "original"})
                    session.execute(sql::Text::verbatim(format("INSERT INTO {} ({}) VALUES ({})",
                                                               place(name, begin), names, values)),
                                    "testing");
            }
    }

    // How many values are not what they were, once they are of their old type again.
    static std::string changed(postgres::Session& session, const Column& column,
                               std::size_t number) {
        if (is_counted_otherwise(column)) {
            const auto question =
                format("SELECT count(*) FROM {} o JOIN {} t USING (row) WHERE "
                       "o.c{}::int8 IS DISTINCT FROM t.c{}::int8",
                       place("original", number), place("t", number), number, number);
            return *session.query(sql::Text::verbatim(question), "testing").at(0).at(0);
        }
        const auto numeric = column.from.find("numeric") != std::string::npos;
        const auto compared = [&](const std::string& side, const std::string& through) {
            return format("({}.c{}{}::{}){}", side, number, through, column.from,
                          numeric ? "" : "::text");
        };
        for (const auto* through : {"", "::text"}) {
            const std::string question = format(
                "SELECT count(*) FROM {} o JOIN {} t USING (row) WHERE {} IS DISTINCT FROM {}",
                place("original", number), place("t", number), compared("o", ""),
                compared("t", through));
            try {
                return *session.query(sql::Text::verbatim(question), "testing").at(0).at(0);
            } catch (const Error&) { // there is no such cast, or no such value
            }
        }
        return "all";
    }

    // The columns of which the plan says that values may be lost.
    static std::set<std::string> called_lost(const std::string& json) {
        std::set<std::string> lost;
        const auto begin = json.find("\"lost\": [");
        const auto list = json.substr(begin, json.find(']', begin) - begin);
        for (auto at = list.find("column public."); at != std::string::npos;
             at = list.find("column public.", at + 1))
            lost.insert(list.substr(at, list.find('"', at) - at));
        return lost;
    }
};

TEST_F(TypeChanges, LoseNothingThatIsNotSaid) {
    const TestDatabase other;
    auto trying = other.session();
    trying.execute(sql::Text::verbatim(types_of_ours), "testing");
    auto all = columns(trying);
    keep_what_is_taken(trying, all);
    const auto originals = tables(all, "original", &Column::from);
    make(types_of_ours + originals + tables(all, "t", &Column::from));
    auto session = usual_session(socket_parameters(name()));
    fill(session, all);
    model("model.sql", types_of_ours + originals + tables(all, "t", &Column::to));
    const auto plan = run_pgslate({"plan", "--json"});
    ASSERT_EQ(plan.status, 2) << plan.err;
    const auto lost = called_lost(plan.out);
    const auto applied = run_pgslate({"apply", "--allow", "data-loss"});
    ASSERT_EQ(applied.status, 0) << applied.err;
    for (std::size_t i = 0; i < all.size(); ++i) {
        SCOPED_TRACE(format("{} to {}", all[i].from, all[i].to));
        const bool said = lost.contains(format("column public.{}.c{}", place("t", i), i));
        const auto values = changed(session, all[i], i);
        if (values != "0" || !is_name_in_blanks(all[i])) {
            EXPECT_EQ(said, values != "0") << values << " values changed";
        }
    }
    EXPECT_GT(all.size(), 600U);
    EXPECT_GT(lost.size(), 150U);
}

TEST_F(TypeChanges, AreTriedForAllCasts) {
    std::set<std::string> ours;
    for (const auto& one : all_values()) ours.insert(one.type);
    auto session = usual_session(socket_parameters());
    std::size_t tried = 0;
    for (const auto& [from, to] : casts(session)) {
        if (ours.contains(from) && ours.contains(to)) {
            ++tried;
            continue;
        }
        const bool internal = from.starts_with("pg_"); // statistics, parsed expressions
        EXPECT_TRUE(internal || to.ends_with("multirange")) << from << " to " << to;
    }
    EXPECT_GT(tried, 180U);
}

class ValuesLost : public ProgramTest {
  protected:
    Ended apply(std::vector<std::string> arguments = {}) const {
        arguments.insert(arguments.begin(), "apply");
        return run_pgslate(arguments);
    }

    void await_locked() const {
        for (int i = 0; i < 1000; ++i) {
            if (ask_target("select count(*) from pg_locks where not granted and relation = "
                           "'public.t'::regclass")
                != "0")
                return;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        FAIL() << "nobody waits";
    }

    static void expect_in(const std::string& words, const std::string& text) {
        EXPECT_EQ(count_of(words, text), 1U) << text;
    }
};

TEST_F(ValuesLost, AreCountedWithAnExample) {
    make("create domain d as numeric(9,3); create type mood as enum ('sad');"
         "create table t (a numeric(12,4), b text, c timestamptz, d d, e text, f integer);");
    run_sql("insert into t values (1.2345, E'ab\\n\\e[2J ', '2020-01-01 10:00', 1.125, 'sad', 5),"
            "(1.5, 'abc', '2020-01-01', 1, 'sad', 6), (2.0001, '', null, 2, null, null)",
            name());
    model("model.sql",
          "create domain d as numeric(9,2); create type mood as enum ('sad');"
          "create table t (a numeric(12,2), b varchar(90), c date, d d, e mood, f text);");
    const auto plan = run_pgslate({"plan"});
    expect_in("values: 2 values of column public.t.a do not come back, for instance 1.2345",
              plan.out);
    expect_in("values: 1 value of column public.t.c does not come back, for instance 2020-01-01 "
              "10:00:00+00",
              plan.out);
    expect_in("values: 1 value of column public.t.d does not come back, for instance 1.125",
              plan.out);
    EXPECT_EQ(count_of("data-loss", plan.out), 3U) << plan.out;
    expect_in("\"count\": 2,\n          \"words\": \"1.2345\"",
              run_pgslate({"plan", "--json"}).out);
    const auto refused = apply();
    EXPECT_EQ(refused.status, 77);
    expect_in("column public.t.a: 2 values, for instance 1.2345", refused.err);
    expect_in("column public.t.d: 1 value, for instance 1.125", refused.err);
    run_sql("update t set a = 1, c = null, d = 0", name());
    EXPECT_EQ(apply().status, 0);
    EXPECT_EQ(ask_target("select count(*) from t where b like E'ab\\n\\e[2J '"), "1");
}

TEST_F(ValuesLost, SteerNoTerminal) {
    make("create table t (b text);");
    run_sql("insert into t values (E'a\\n\\e[2J ')", name());
    model("model.sql", "create table t (b varchar(6));");
    for (const auto& ended : {run_pgslate({"plan"}), apply()}) {
        EXPECT_EQ(count_of("\033", ended.out + ended.err), 0U);
        expect_in("[2J ", ended.out + ended.err);
    }
}

TEST_F(ValuesLost, AreFoundWhereATypeOfTheSameNameIsMadeOfOthers) {
    make("create domain d as varchar(9); create type pair as (a numeric(12,4), b integer);"
         "create table t (a d, b d[], c pair);");
    run_sql("insert into t values ('abcdef', '{abcdef}', '(1.2345,2)')", name());
    model("model.sql",
          "create domain d as varchar(3); create type pair as (a numeric(12,2), b integer);"
          "create table t (a d, b d[], c pair);");
    const auto refused = apply();
    EXPECT_EQ(refused.status, 77) << refused.err;
    for (const auto* column :
         {"column public.t.a: 1 value", "column public.t.b: 1 value", "column public.t.c"})
        expect_in(column, refused.err);
    EXPECT_EQ(ask_target("select a || b::text || c::text from t"), "abcdef{abcdef}(1.2345,2)");
}

TEST_F(ValuesLost, AreLookedForAgainWhereNobodyChangesThemAnyMore) {
    make("create table t (a numeric(12,4));");
    run_sql("insert into t values (1.5)", name());
    model("model.sql", "create table t (a numeric(12,2));");
    auto writer = usual_session(socket_parameters(name()));
    for (const auto* statement : {"begin", "update t set a = 1.2345"})
        writer.execute(sql::Text::verbatim(statement), "writing");
    auto applying = std::async(std::launch::async, [&] { return apply(); });
    await_locked();
    writer.execute(sql::text("commit"), "writing");
    const auto refused = applying.get();
    EXPECT_EQ(refused.status, 77) << refused.out;
    expect_in("column public.t.a: 1 value, for instance 1.2345", refused.err);
    EXPECT_EQ(ask_target("select a from t"), "1.2345");
}

TEST_F(ValuesLost, AreNoneThatTheServerRefuses) {
    make("create table t (a text);");
    run_sql("insert into t values ('1'), ('x')", name());
    model("model.sql", "create table t (a integer);");
    const auto plan = run_pgslate({"plan"});
    EXPECT_EQ(count_of("data-loss", plan.out), 0U) << plan.out;
    expect_in("invalid input syntax for type integer: \"x\"", plan.out);
    const auto refused = apply();
    EXPECT_EQ(refused.status, 1);
    expect_in("column public.t.a: invalid input syntax for type integer: \"x\"", refused.err);
}

} // namespace
} // namespace pgslate::testing
