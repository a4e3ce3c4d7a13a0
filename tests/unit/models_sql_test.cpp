#include "base/format.hpp"
#include "models/sql/setting.hpp"
#include "models/sql/statement.hpp"
#include "support/models.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

using models::read_statement;
using Purpose = models::StatementReading::Purpose;

// What a statement creates, in words.
Lines created(const std::string& text) {
    Lines lines;
    for (const auto& id : read_statement(text, "app").creates) lines.push_back(to_string(id));
    return lines;
}

struct Creates {
    std::string statement;
    Lines objects;
};

class Statements : public ::testing::TestWithParam<Creates> {};

TEST_P(Statements, TellWhatTheyCreate) {
    EXPECT_EQ(created(GetParam().statement), GetParam().objects);
}

INSTANTIATE_TEST_SUITE_P(
    Creating, Statements,
    ::testing::Values(
        Creates{"create table T (a int)", {"table app.t"}},
        Creates{"CREATE UNLOGGED TABLE IF NOT EXISTS web.\"T\" ()", {"table web.\"T\""}},
        Creates{"create temp table t ()", {}}, Creates{"select a into t from u", {"table app.t"}},
        Creates{"select 1 into temp t", {}}, Creates{"create schema if not exists s", {"schema s"}},
        Creates{"create schema authorization joe", {"schema joe"}},
        Creates{"create unique index concurrently if not exists i on only web.t (a)",
                {"index web.i"}},
        Creates{"create index on t (a)", {}},
        Creates{"create type e as enum ('a')", {"enum app.e"}},
        Creates{"create type r as range (subtype = int)", {"range app.r"}},
        Creates{"create type c as (a int)", {"composite type app.c"}},
        Creates{"create type b (input = f)", {"type app.b"}},
        Creates{"create or replace recursive view v (a) as select 1", {"view app.v"}},
        Creates{"create materialized view v as select 1", {"materialized view app.v"}},
        Creates{"create foreign data wrapper w", {"foreign-data wrapper w"}},
        Creates{"create foreign table f () server s", {"foreign table app.f"}},
        Creates{"create constraint trigger g after insert on t execute function f()",
                {"trigger app.t.g"}},
        Creates{"create rule r as on insert to web.t do nothing", {"rule web.t.r"}},
        Creates{"create policy p on t", {"policy app.t.p"}},
        Creates{"create event trigger g on ddl_command_end execute function f()",
                {"event trigger g"}},
        Creates{"create text search dictionary d (template = simple)",
                {"text search dictionary app.d"}},
        Creates{"alter table only t add constraint k primary key (a)", {"primary key app.t.k"}},
        Creates{"alter table t add constraint k check (a > 0), add column b int, add constraint l "
                "foreign key (a) references u",
                {"check constraint app.t.k", "foreign key app.t.l"}},
        Creates{"alter domain d add constraint k check (value > 0)", {"domain check app.d.k"}},
        Creates{"grant select on t to u", {}}));

class Functions : public ::testing::TestWithParam<std::pair<const char*, int>> {};

TEST_P(Functions, AreKnownByTheNumberOfTheirArguments) {
    const auto [arguments, count] = GetParam();
    const auto reading =
        read_statement(format("create or replace function f{} returns int", arguments), "app");
    ASSERT_EQ(reading.creates.size(), 1U);
    EXPECT_EQ(reading.creates.front().names, (Lines{"app", "f", format("{}", count)}));
    EXPECT_TRUE(reading.repeatable);
}

INSTANTIATE_TEST_SUITE_P(
    Counting, Functions,
    ::testing::Values(std::pair("()", 0), std::pair("(*)", 0), std::pair("(a int, b text)", 2),
                      std::pair("(a numeric(3, 2), out b int, inout c int)", 2),
                      std::pair("(a int[] default array[1, 2], variadic b text[])", 2),
                      std::pair("(a int default f(1, 2))", 1),
                      std::pair("(float8 order by \"any\")", 2),
                      std::pair("(order by int, int)", 2), std::pair("(\"out\" int)", 1)));

TEST(Statements, TellWhatTheyAreFor) {
    const auto purpose = [](const char* text) { return read_statement(text, "public").purpose; };
    for (const auto* text :
         {"insert into t values (1)", "copy t from stdin", "select setval('s', 1)",
          "with a as (select 1) delete from t", "truncate t", "refresh materialized view v",
          "execute p", "explain analyze delete from t",
          "select set_config('a', (select f()), false)", "select set_config('a', f(), true)",
          "select set_config('a', 'b', true), f()", "select x.set_config('a', 'b', true)"})
        EXPECT_EQ(purpose(text), Purpose::data) << text;
    for (const auto* text : {"set search_path = a", "SET LOCAL x TO 1", "reset all",
                             "select pg_catalog.set_config('search_path', '', false)",
                             "select set_config('a', current_setting('b') || ', c', false)"})
        EXPECT_EQ(purpose(text), Purpose::setting) << text;
    for (const auto* text :
         {"begin", "start transaction", "commit", "end", "rollback", "abort", "savepoint s",
          "release s", "prepare transaction 'x'", "set transaction read only"})
        EXPECT_EQ(purpose(text), Purpose::transaction_control) << text;
    for (const auto* text : {"grant select on t to u", "set constraints all deferred", "do $$$$",
                             "alter table t owner to u", "comment on table t is ''"})
        EXPECT_EQ(purpose(text), Purpose::definition) << text;
    EXPECT_EQ(purpose("drop table t"), Purpose::removal);
}

TEST(SqlSettings, TellTheSchemaThatObjectsAreMadeIn) {
    const auto schema = [](const char* text) {
        return models::first_of_search_path(models::TokenReader(text)).value_or("(other)");
    };
    EXPECT_EQ(schema("set search_path = app, public"), "app");
    EXPECT_EQ(schema("SET LOCAL search_path TO \"App\""), "App");
    EXPECT_EQ(schema("set search_path = 'app', 'public'"), "app");
    EXPECT_EQ(schema("set search_path to \"$user\", app"), "app");
    EXPECT_EQ(schema("set search_path = ''"), "");
    EXPECT_EQ(schema("set search_path to default"), "");
    EXPECT_EQ(schema("set schema 'app'"), "app");
    EXPECT_EQ(schema("reset search_path"), "");
    EXPECT_EQ(schema("reset all"), "");
    EXPECT_EQ(schema("reset role"), "(other)");
    EXPECT_EQ(schema("set role x"), "(other)");
    EXPECT_EQ(schema("select pg_catalog.set_config('search_path', '', false)"), "");
    EXPECT_EQ(schema("select set_config('search_path', '\"App\", public', false)"), "App");
    EXPECT_EQ(schema("select set_config('work_mem', '1MB', false)"), "(other)");
}

plan::Plan plan_for(const Files& files) {
    return plan::plan_creation(load(files).catalog);
}

TEST(SqlModels, KeepTheOrderOfTheirFile) {
    const Lines expected = {"grant x to y", "create table z ()", "create table a ()", "do $$$$"};
    EXPECT_EQ(statements(sql("grant x to y; create table z (); create table a (); do $$$$;")),
              expected);
}

TEST(SqlModels, BringForwardWhatIsNeeded) {
    EXPECT_EQ(statements(sql("create view v as select * from t; create table t ();")),
              (Lines{"create table t ()", "create view v as select * from t"}));
    EXPECT_EQ(
        statements({{"a.sql", "create view v as select f()"},
                    {"b.sql", "create function f() returns int language sql as 'select a from t'"},
                    {"c.sql", "create table t (a int)"}}),
        (Lines{"create table t (a int)",
               "create function f() returns int language sql as 'select a from t'",
               "create view v as select f()"}));
    EXPECT_EQ(
        statements({{"a.sql", "alter table t add constraint f foreign key (a) references u (b)"},
                    {"b.sql", "alter table u add constraint k unique (b)"},
                    {"c.sql", "create table t (a int); create table u (b int)"}}),
        (Lines{"create table t (a int)", "create table u (b int)",
               "alter table u add constraint k unique (b)",
               "alter table t add constraint f foreign key (a) references u (b)"}));
}

// What another file needs of it comes no earlier than it would by itself.
TEST(SqlModels, KeepTheOrderOfTheirFileForOthersToo) {
    const Lines whole = {"create table p (a int) partition by list (a)",
                         "create table p1 partition of p (primary key (a)) for values in (1)",
                         "alter table p add constraint p_pkey primary key (a)"};
    auto expected = whole;
    expected.emplace_back("create table q (a int references p)");
    EXPECT_EQ(statements({{"a.sql", "create table q (a int references p)"},
                          {"b.sql", whole[0] + ";" + whole[1] + ";" + whole[2]}}),
              expected);
}

TEST(SqlModels, KeepTheirOrderWhereNamesOnlySeemToNeedEachOther) {
    const Lines expected = {"create table users (id int primary key, orders int)",
                            "create table orders (user_id int references users)"};
    EXPECT_EQ(statements(sql(expected[0] + ";" + expected[1])), expected);
}

TEST(SqlModels, LetAScriptDropWhatItThenCreates) {
    const Lines expected = {"drop table if exists t", "create table t ()", "drop view if exists t",
                            "create view v as select 1"};
    EXPECT_EQ(
        statements(sql(expected[0] + ";" + expected[1] + ";" + expected[2] + ";" + expected[3])),
        expected);
    const Lines again = {"create table t ()", "drop table t", "create view t as select 1"};
    EXPECT_EQ(statements(sql(again[0] + ";" + again[1] + ";" + again[2])), again);
}

TEST(SqlModels, TakeSettingsForTheRestOfTheirFileOnly) {
    const auto plan = plan_for(
        {{"a.sql", "create table a (); set search_path = app; set x = 1; create table b ();"},
         {"b.sql", "create table c ();"}});
    ASSERT_EQ(plan.steps.size(), 3U);
    EXPECT_EQ(plan.steps[0].settings, Lines{});
    EXPECT_EQ(plan.steps[1].settings, (Lines{"set search_path = app", "set x = 1"}));
    EXPECT_EQ(plan.steps[1].creates.front().names, (Lines{"app", "b"}));
    EXPECT_EQ(plan.steps[2].settings, Lines{});
    EXPECT_EQ(plan.steps[2].creates.front().names, (Lines{"public", "c"}));
}

TEST(SqlModels, TakeWhatPgDumpWrites) {
    const auto plan =
        plan_for(sql("--\n-- PostgreSQL database dump\n--\n\n\\restrict x1\n\n"
                     "SET client_encoding = 'UTF8';\n"
                     "SELECT pg_catalog.set_config('search_path', '', false);\n"
                     "CREATE TABLE public.t (\n    a integer\n);\n"
                     "ALTER TABLE public.t OWNER TO joe;\n"
                     "COPY public.t (a) FROM stdin;\n1\n;\n\\.\n\n"
                     "ALTER TABLE ONLY public.t\n    ADD CONSTRAINT k PRIMARY KEY (a);\n"
                     "\n\\unrestrict x1\n"));
    EXPECT_EQ(statements_of(plan),
              (Lines{"CREATE TABLE public.t ( a integer )", "ALTER TABLE public.t OWNER TO joe",
                     "COPY public.t (a) FROM stdin",
                     "ALTER TABLE ONLY public.t ADD CONSTRAINT k PRIMARY KEY (a)"}));
    EXPECT_EQ(plan.steps[2].copy_data, "1\n;\n");
    EXPECT_EQ(plan.steps[0].settings.size(), 2U);
    EXPECT_EQ(plan.steps[3].creates.front().name(), "k");
    EXPECT_EQ(plan.steps[3].origins.front().place.line, 18);
}

TEST(SqlModels, DeclareValuesWithTheEnumTheyAreAddedTo) {
    EXPECT_EQ(
        statements({{"a.sql", "alter type app.e add value 'it''s' before 'b';\n"
                              "alter type app.e add value if not exists 'a';\n"},
                    {"b.sql", "create schema app; create type app.e as enum ('a', 'b');\n"
                              "alter type app.e add value 'c'; create type none as enum ();\n"
                              "alter type none add value 'x';\n"
                              "alter type none add value 'w' before 'x';\n"
                              "set search_path = app; alter type e add value 'd' after 'a';\n"}}),
        (Lines{"create schema app", "create type app.e as enum ('a', 'd', 'it''s', 'b', 'c')",
               "create type none as enum ('w', 'x')"}));
    EXPECT_EQ(statements({{"a.toml", "[enum]\ne = [\"a\", \"b\"]"},
                          {"b.sql", "alter type e add value 'c' before 'b'"}}),
              (Lines{"CREATE TYPE public.e AS ENUM ('a', 'c', 'b')"}));
}

TEST(SqlModels, LeaveValuesAloneThatAreNotPlain) {
    const std::string create = "create type e as enum ('a'); ";
    for (const auto& text :
         {create + "alter type e add value 'c' before 'x'", create + "alter type e add value E'b'",
          create + "alter type e rename value 'a' to 'b'; alter type e add value 'a'",
          create + "alter type e add value 'a'",
          "drop type e; " + create + "alter type e add value 'b'",
          std::string("create type e as enum (E'a'); alter type e add value 'b'")}) {
        const auto all = statements(sql(text));
        EXPECT_NE(line_with(all, "add value"), all.size()) << text;
    }
}

TEST(SqlModels, MayBeginWithAMarkAndEndLinesAsWindowsDoes) {
    const auto plan = plan_for(sql("\xEF\xBB\xBF-- x\r\ncreate table t ();\r\n\\restrict x\r\n"
                                   "copy t from stdin;\r\n1\r\n\\.\r\nselect 1;\r\n"));
    EXPECT_EQ(statements_of(plan), (Lines{"create table t ()", "copy t from stdin", "select 1"}));
    EXPECT_EQ(statements({{"a.toml", "\xEF\xBB\xBF[enum]\r\nx = []\r\n"}}),
              (Lines{"CREATE TYPE public.x AS ENUM ()"}));
}

TEST(SqlModels, YieldToAPlainCreateWhateverTheFilesAreCalled) {
    for (const auto& [first, second] : {std::pair("a.sql", "b.sql"), std::pair("b.sql", "a.sql")}) {
        const auto plan =
            plan_for({{first, "create table if not exists t ();"}, {second, "create table t ();"}});
        for (const auto& step : plan.steps)
            EXPECT_EQ(step.creates.size(), step.sql.sql() == "create table t ()" ? 1U : 0U);
    }
}

TEST(SqlModels, StandBesideTomlModels) {
    EXPECT_EQ(
        statements(
            {{"a.toml",
              "[table.t.columns]\na = { type = \"int\", default = \"f()\" }\nb = \"mood\""},
             {"b.sql", "create function f() returns setof t language sql as $$select * from t$$;"
                       "create type mood as enum ('ok');"
                       "create trigger g before insert on t execute function touch();"}}),
        (Lines{"create type mood as enum ('ok')", "CREATE TABLE public.t ( a int, b mood )",
               "create function f() returns setof t language sql as $$select * from t$$",
               "create trigger g before insert on t execute function touch()",
               "ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT f()"}));
}

// Whatever the files are called: it would hold for what they make.
TEST(SqlModels, DefaultPrivilegesComeBehindOtherFiles) {
    EXPECT_EQ(
        statements({{"a.sql", "alter default privileges revoke execute on functions from public;"
                              "create event trigger e on ddl_command_end execute function f();"},
                    {"b.sql", "create function f() returns event_trigger language plpgsql as "
                              "'begin end';create table t (a int);"}}),
        (Lines{"create function f() returns event_trigger language plpgsql as 'begin end'",
               "create table t (a int)",
               "alter default privileges revoke execute on functions from public",
               "create event trigger e on ddl_command_end execute function f()"}));
}

} // namespace
} // namespace pgslate::testing
