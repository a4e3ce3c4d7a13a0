// resetdb --in-place where it takes more than rows: everything is made anew.
#include "base/format.hpp"
#include "support/reset_rows_test.hpp"

#include <initializer_list>
#include <utility>

namespace pgslate::testing {
namespace {

class ResetEverything : public ResetRowsTest {};

TEST_F(ResetEverything, WhereSomethingElseIsThere) {
    model("a.sql", "create table a (id integer);");
    expect_rebuilt();
    expect_rows_only();
    target_sql("create table other ()");
    expect_rebuilt();
    expect_rows_only();
    target_sql("alter table a add b integer");
    expect_rebuilt();
    model("a.sql", "create table a (id bigint);");
    expect_rebuilt();
    expect_rows_only();
}

// Their rows come of making them.
TEST_F(ResetEverything, WhereThatMakesRows) {
    for (const auto* sql :
         {"create table a as select 1 as id;", "create materialized view a as select 1 as id;",
          "create table a (id integer); do $$ begin insert into a values (1); end "
          "$$;"}) {
        model("a.sql", sql);
        expect_rebuilt();
        expect_rebuilt();
        EXPECT_EQ(ask_target("select count(*) from a"), "1") << sql;
    }
}

TEST_F(ResetEverything, WhereAddingRowsChangesMore) {
    model("a.sql", "create table a (id integer); create function f() returns integer "
                   "language plpgsql as $$ begin execute 'create table made ()'; return 1; end $$; "
                   "insert into a values (f());");
    expect_rebuilt();
    expect_rebuilt();
    EXPECT_EQ(ask_target("select count(*) from a"), "1");
}

// Whatever comes after the data, or of what is made, would be met by data that run again.
TEST_F(ResetEverything, WhereDataWouldMeetWhatComesLater) {
    for (const auto* sql :
         {"create table a (id int default 1); insert into a default values; "
          "alter table a alter id set default 2;",
          "create table a (id int); insert into a values (1); "
          "create function f() returns trigger language plpgsql as "
          "'begin new.id := 2; return new; end'; "
          "create trigger g before insert on a for each row execute function f();",
          "create table a (id int); create function h() returns int language sql as 'select 1'; "
          "insert into a select h(); "
          "create or replace function h() returns int language sql as 'select 2';"}) {
        model("a.sql", sql);
        for (int time = 0; time < 2; ++time) {
            expect_rebuilt();
            EXPECT_EQ(ask_target("select string_agg(id::text, ' ') from a"), "1") << sql;
        }
    }
}

TEST_F(ResetEverything, WhereATriggerAlwaysFires) {
    model("a.sql", "create table a (id integer); create function f() returns trigger "
                   "language plpgsql as 'begin return null; end'; "
                   "create trigger g before delete on a for each row execute function f(); "
                   "alter table a enable always trigger g;");
    expect_rebuilt();
    target_sql("insert into a values (1)");
    expect_rebuilt();
    EXPECT_EQ(ask_target("select count(*) from a"), "0");
}

// It is said each time of the database, and a reset of rows would leave it to somebody else.
TEST_F(ResetEverything, WhereModelsSpeakOfTheDatabase) {
    model("a.sql",
          format("create table a (id integer); comment on database {} is 'ours';", name()));
    expect_rebuilt();
    execute({format("comment on database {} is 'another'", name())});
    expect_rebuilt();
    EXPECT_EQ(ask_own(format("select shobj_description(oid, 'pg_database') from pg_database "
                             "where datname = '{}'",
                             name())),
              "ours");
}

TEST_F(ResetEverything, SaysWhy) {
    for (const auto& [text, why] : std::initializer_list<std::pair<const char*, const char*>>{
             {"create materialized view m as select 1 as one;",
              "materialized view public.m (schemas/b.sql:1:1) may make rows"},
             {"do $$ begin end $$;", "`do $$ begin end $$` (schemas/b.sql:1:1) may make rows"},
             {"insert into a values (1); create function g() returns trigger language plpgsql as "
              "$$ begin return new; end $$; create trigger late before insert on a "
              "for each row execute function g();",
              "comes behind the rows"},
             {"create function public.f() returns event_trigger language plpgsql as $$ begin end "
              "$$; "
              "create event trigger e on ddl_command_end execute function public.f();",
              "event trigger e (schemas"}}) {
        model("a.sql", "create table a (id integer);");
        model("b.sql", text);
        for (int time = 0; time < 2; ++time) {
            const auto ended = run(program({"--verbose"}));
            EXPECT_EQ(ended.status, 0) << ended.err;
            EXPECT_EQ(count_of("The next reset in place has to build everything, too", ended.err),
                      1U)
                << ended.err;
            EXPECT_EQ(count_of(why, ended.err), 1U) << why << "\n" << ended.err;
        }
    }
}

} // namespace
} // namespace pgslate::testing
