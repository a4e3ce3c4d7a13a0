// What is not asked because nothing of it is there: each kind of object alone in a database.
#include "live/questions.hpp"
#include "live/server_lines.hpp"
#include "support/test_server.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace pgslate::testing {
namespace {

constexpr std::array alone = {
    "create table t (a integer primary key)",
    "create extension hstore",
    "comment on extension plpgsql is 'ours'",
    "comment on extension plpgsql is null",
    "create function f() returns integer language sql as 'select 1'; "
    "alter extension plpgsql add function f(); grant execute on function f() to pg_monitor",
    "grant usage on language plpgsql to pg_monitor",
    "create cast (integer as point) with inout",
    "create language own handler plpgsql_call_handler",
    "create transform for integer language sql (from sql with function "
    "pg_catalog.varchar_support(internal))",
    "create function f() returns integer language sql as 'select 1'",
    "create type e as enum ('a')",
    "create domain d as integer check (value > 0)",
    "create type r as range (subtype = integer)",
    "create type shell",
    "create type c as (a integer)",
    "create operator === (leftarg = integer, rightarg = integer, procedure = int4eq)",
    "create operator class k for type integer using btree as operator 1 <",
    "create operator family k using btree",
    "create access method own type index handler bthandler",
    "create collation k from \"C\"",
    "create conversion k for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8",
    "create text search configuration k (copy = simple)",
    "create text search dictionary k (template = simple)",
    "create text search parser k (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, "
    "lextypes = prsd_lextype)",
    "create text search template k (lexize = dsimple_lexize)",
    "create foreign data wrapper w",
    "create foreign data wrapper w; create server s foreign data wrapper w; create user mapping "
    "for public server s",
    "create sequence s; grant select on s to public",
    "create table t (a serial)",
    "create table t (a integer generated always as identity); comment on sequence t_a_seq is 'x'",
    "create table t (a integer generated always as identity); grant select on t_a_seq to public",
    "create table t (a integer, b integer); create statistics k on a, b from t",
    "create function g() returns trigger language plpgsql as 'begin return new; end'; "
    "create table t (a integer); create trigger g before insert on t execute function g()",
    "create table t (a integer) partition by list (a); create table p partition of t default; "
    "create index on t (a); create index on t (a)",
    "create table t (a integer); create rule n as on insert to t do nothing",
    "create table t (a integer); create policy p on t",
    "create function g() returns event_trigger language plpgsql as 'begin end'; "
    "create event trigger e on sql_drop execute function g()",
    "create publication p",
    "create subscription s connection 'dbname=none' publication p with (connect = false)",
    "alter default privileges grant select on tables to public",
    "create view v as select 1 as a; create view w as select * from v",
    "create operator === (leftarg = integer, rightarg = integer, procedure = int4eq); "
    "create table t (a integer check (case a when 1 then a operator(public.===) a end))",
};

std::string text_of(const live::Question& question, const postgres::Session& session) {
    return live::for_server(question.sql, session.server().version);
}

TEST(UnaskedQuestions, HaveNoAnswer) {
    const TestDatabase database;
    auto session = database.session();
    const auto ask = [&](const std::string& sql) {
        return session.query(sql::Text::verbatim(sql), "asking in a test");
    };
    std::size_t answered = 0;
    for (const std::string statements : alone) {
        session.execute(sql::text("BEGIN"), "preparing a test");
        session.execute(sql::Text::verbatim(statements), statements);
        for (const auto questions : {live::object_questions(), live::dependency_questions()})
            for (const auto& question : questions) {
                const auto condition = live::condition_of(question.sql);
                if (condition.empty() || ask(text_of(question, session)).empty()) continue;
                ++answered;
                EXPECT_EQ(ask("SELECT " + condition).at(0).at(0), "t") << statements << "\n"
                                                                       << question.sql;
            }
        session.execute(sql::text("ROLLBACK"), "preparing a test");
    }
    EXPECT_GT(answered, alone.size());
}

} // namespace
} // namespace pgslate::testing
