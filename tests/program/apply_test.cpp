// plan and apply: what is done, refused and left alone.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

// The database is made from one text, and the models are the other.
class Apply : public ProgramTest {
  protected:
    static void expect_done(const Ended& ended) {
        EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    }

    Ended apply(std::vector<std::string> arguments = {}) {
        arguments.insert(arguments.begin(), "apply");
        return run_pgslate(arguments);
    }
};

TEST_F(Apply, KeepsRowsAndLosesNoneWithoutConsent) {
    make("create table t (id integer primary key, a text, b text);");
    run_sql("insert into t values (1, 'x', 'y')", name());
    model("model.sql", "create table t (id bigint primary key, a text not null);");
    const auto refused = apply();
    EXPECT_EQ(refused.status, 77) << refused.err;
    EXPECT_EQ(count_of("column public.t.b", refused.err), 1U) << refused.err;
    EXPECT_EQ(ask_target("select id || a || b from t"), "1xy");
    expect_done(apply({"--allow", "column public.t.b"}));
    EXPECT_EQ(ask_target("select id || a || pg_typeof(id)::text from t"), "1xbigint");
}

TEST_F(Apply, ChangesNothingWhereOneStepFails) {
    make("create table t (id integer); create table u (id integer);");
    run_sql("insert into t values (1), (1)", name());
    model("model.sql", "create table t (id integer, exclude using hash (id with =)); "
                       "create table u (id bigint);");
    const auto failed = apply();
    EXPECT_EQ(failed.status, 1) << failed.err;
    EXPECT_EQ(count_of("23P01", failed.err), 1U) << failed.err;
    EXPECT_EQ(ask_target("select count(*) from pg_attribute where attrelid = 'u'::regclass and "
                         "atttypid = 'bigint'::regtype"),
              "0");
}

TEST_F(Apply, SaysWhatIsAllowedAndIsNothing) {
    make("create table t (id integer, a text);");
    run_sql("insert into t values (1, 'x')", name());
    model("model.sql", "create table t (id integer);");
    const auto refused = apply({"--allow", "colum public.t.a"});
    EXPECT_EQ(refused.status, 77);
    EXPECT_EQ(count_of("--allow 'colum public.t.a': there is nothing called so", refused.err), 1U)
        << refused.err;
    EXPECT_EQ(count_of("Did you mean 'column public.t.a'?", refused.err), 1U) << refused.err;
    const auto done = apply({"--allow", "column public.t.a", "--allow", "table public.t"});
    expect_done(done);
    EXPECT_EQ(count_of("--allow", done.err), 0U) << done.err;
}

// From 2^31 on an oid is stored as a number below zero is.
TEST_F(Apply, TurnsNoNumberIntoAnotherWithoutConsent) {
    make("create table t (a oid, b oid[], c integer, d oid);");
    run_sql("insert into t values (4000000000, '{4000000000}', -1, 4000000000), (1, '{1}', 1, 1)",
            name());
    model("model.sql", "create table t (a integer, b oid[], c oid, d bigint);");
    const auto refused = apply();
    EXPECT_EQ(refused.status, 77) << refused.err;
    EXPECT_EQ(count_of("column public.t.a: 1 value, for instance 4000000000", refused.err), 1U)
        << refused.err;
    EXPECT_EQ(count_of("column public.t.c: 1 value, for instance -1", refused.err), 1U)
        << refused.err;
    EXPECT_EQ(count_of("column public.t.d", refused.err), 0U) << refused.err;
    run_sql("delete from t where a > 1", name());
    expect_done(apply());
}

TEST_F(Apply, TellsThatTheDatabaseToBeLikeIsNotThere) {
    make("create table t (id integer);");
    const auto& server = test_server();
    const auto url = format("postgresql://{}@/{}_nowhere?host={}&port={}", server.user, name(),
                            server.socket, server.port);
    const auto ended = apply({"--like", url});
    EXPECT_EQ(ended.status, 69) << ended.err;
    EXPECT_EQ(count_of("there is no database", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("pgslate create", ended.err), 0U) << ended.err;
}

TEST_F(Apply, TriedLeavesEverythingAsItWas) {
    make("create table t (id integer);");
    model("model.sql", "create table t (id integer, a text);");
    expect_done(apply({"--dry-run"}));
    EXPECT_EQ(run_pgslate({"plan"}).status, 2);
    expect_done(apply());
    EXPECT_EQ(run_pgslate({"plan"}).status, 0);
}

TEST_F(Apply, GrantsNothingByTheWayAndKeepsWhatIsFilled) {
    make("create table t (a integer); create view v as select a from t; "
         "create materialized view m as select a from t; create materialized view n as select a "
         "from t; create function f() returns integer language sql as 'select 1';");
    run_sql("insert into t values (1); refresh materialized view m; "
            "refresh materialized view n with no data; grant insert on v to pg_monitor; "
            "alter default privileges grant select on tables to public, pg_monitor; "
            "alter default privileges revoke execute on functions from public",
            name());
    const std::string rights = "select coalesce(string_agg(relname || relacl::text, ' ' order by "
                               "relname), '') from pg_class where relname in ('v', 'm', 'n')";
    const auto before = ask_target(rights);
    model("model.sql",
          "create table t (a bigint); create view v as select a from t; "
          "create materialized view m as select a from t; create materialized view n as select a "
          "from t; create materialized view fresh as select a from t; "
          "create function f() returns bigint language sql as 'select 1::bigint';");
    expect_done(apply());
    EXPECT_EQ(count_of("=r/", ask_target(rights)), 0U) << ask_target(rights) << before;
    EXPECT_EQ(count_of("pg_monitor=a/", ask_target(rights)), 1U) << ask_target(rights);
    EXPECT_EQ(ask_target("select has_function_privilege('pg_monitor', 'f()', 'execute')"), "t");
    EXPECT_EQ(ask_target("select string_agg(relname || relispopulated, ' ' order by relname) from "
                         "pg_class where relkind = 'm'"),
              "freshtrue mtrue nfalse");
}

// Back again PostgreSQL goes on taking the column for the child's own, too.
TEST_F(Apply, LeavesToAChildWhatItsParentHasNoLonger) {
    const std::string children = "create table one (a integer); ";
    make(children
         + "create table two (b integer, constraint small check (b < 9)); "
           "create table child (c integer) inherits (one, two);");
    run_sql("insert into child values (1, 2, 3)", name());
    model("model.sql", children + "create table child (a integer, b integer, c integer);");
    expect_done(apply({"--allow", "table public.two", "--allow", "column public.two.b"}));
    EXPECT_EQ(ask_target("select concat(a, b, c) from child"), "123");
    EXPECT_EQ(run_pgslate({"status"}).status, 0);
    model("model.sql", children
                           + "create table two (b integer, constraint small check (b < 9)); "
                             "create table child (c integer) inherits (one, two);");
    expect_done(apply());
    EXPECT_EQ(ask_target("select concat(a, b, c) from two natural join child"), "123");
}

TEST_F(Apply, RoundsNothingWithoutConsent) {
    make("create table t (a numeric(12,4));");
    run_sql("insert into t values (1.2345)", name());
    model("model.sql", "create table t (a numeric(12,2));");
    EXPECT_EQ(apply().status, 77);
    EXPECT_EQ(ask_target("select a from t"), "1.2345");
}

TEST_F(Apply, DropsATableThatHasNoRowsWithoutAsking) {
    make("create table t (id integer); create table kept (id integer);");
    model("model.sql", "create table kept (id integer);");
    expect_done(apply());
    EXPECT_EQ(ask_target("select to_regclass('public.t') is null"), "t");
}

TEST_F(Apply, CarriesRowsOverToANewTableWithoutAsking) {
    make("create table t (id integer generated always as identity primary key, a text);");
    run_sql("insert into t (a) values ('x'), ('y'), ('z')", name());
    model("model.sql", "create table t (id integer generated always as identity primary key, "
                       "a text) partition by range (id); "
                       "create table t1 partition of t for values from (0) to (2); "
                       "create table t2 partition of t for values from (2) to (9);");
    expect_done(apply());
    const auto* const rows = "select string_agg(id || a || tableoid::regclass, ' ' order by id) "
                             "from t";
    EXPECT_EQ(ask_target(rows), "1xt1 2yt2 3zt2");
    run_sql("insert into t (a) values ('n')", name());
    model("model.sql", "create table t (id integer generated always as identity primary key, "
                       "a text);");
    expect_done(apply());
    EXPECT_EQ(ask_target(rows), "1xt 2yt 3zt 4nt");
}

TEST_F(Apply, CarriesRowsOverThatAPolicyHides) {
    make("create table t (id integer); alter table t enable row level security; "
         "alter table t force row level security; create policy p on t using (id = 1);");
    run_sql("insert into t values (1), (2), (3)", name());
    model("model.sql", "create table t (id integer) partition by range (id); "
                       "create table t1 partition of t default;");
    expect_done(apply());
    EXPECT_EQ(ask_target("select count(*) from t"), "3");
}

TEST_F(Apply, LetsNoTriggerHaveTheRowsOnTheirWay) {
    const std::string trigger =
        "create function f() returns trigger language plpgsql as 'begin return null; end'; "
        "create trigger f before insert on t1 for each row execute function f();";
    make("create table t (id integer); create table t1 (id integer);" + trigger);
    run_sql("insert into t values (1), (2)", name());
    model("model.sql", "create table t (id integer) partition by range (id); "
                       "create table t1 partition of t default;"
                           + trigger);
    EXPECT_EQ(apply().status, 77);
    EXPECT_EQ(ask_target("select count(*) from t"), "2");
}

TEST_F(Apply, ChangesNothingWhereARowHasNoPlaceInANewTable) {
    make("create table t (id integer);");
    run_sql("insert into t values (1), (5)", name());
    model("model.sql", "create table t (id integer) partition by range (id); "
                       "create table t1 partition of t for values from (0) to (2);");
    const auto failed = apply();
    EXPECT_EQ(failed.status, 1) << failed.err;
    EXPECT_EQ(count_of("no partition of relation", failed.err), 1U) << failed.err;
    EXPECT_EQ(ask_target("select count(*) from t"), "2");
}

TEST_F(Apply, KeepsValuesWithTheAttributesThatTheyAreOf) {
    make("create type pair as (a integer, b integer); create table t (p pair);");
    run_sql("insert into t values (row(1, 2)), (null)", name());
    model("model.sql", "create type pair as (b bigint, a integer); create table t (p pair);");
    expect_done(apply({"--allow", "data-loss"}));
    EXPECT_EQ(ask_target("select string_agg((p).a || ' ' || (p).b, ',') || count(*) from t"),
              "1 22");
}

TEST_F(Apply, ChangesNothingWhereAttributesInsideOfArraysChangePlaces) {
    make("create type pair as (a integer, b integer); create table t (p pair[]);");
    run_sql("insert into t values (array[row(1, 2)::pair])", name());
    model("model.sql", "create type pair as (b bigint, a integer); create table t (p pair[]);");
    const auto refused = apply({"--allow", "data-loss"});
    EXPECT_EQ(refused.status, 77) << refused.out << refused.err;
    EXPECT_EQ(count_of("column public.t.p", refused.err), 1U) << refused.err;
    EXPECT_EQ(ask_target("select p from t"), "{\"(1,2)\"}");
}

TEST_F(Apply, DropsNoCounterWithoutConsent) {
    make("create table t (id integer generated always as identity);");
    model("model.sql", "create table t (id integer not null);");
    const auto refused = apply();
    EXPECT_EQ(refused.status, 77);
    EXPECT_EQ(count_of("column public.t.id", refused.err), 1U) << refused.err;
}

TEST_F(Apply, CreatesADatabaseThatIsMissing) {
    model("model.sql", "create table t (id integer);");
    EXPECT_EQ(run_pgslate({"plan"}).status, 2);
    expect_done(apply());
    EXPECT_EQ(ask_target("select count(*) from t"), "0");
}

TEST_F(Apply, AltersRolesAsFarAsTheyAreDeclared) {
    const auto role = name() + "_role";
    const auto declared = [&](const std::string& more) {
        return format("[role.{}]\n{}\n[table.t.columns]\nid = \"integer\"\n", role, more);
    };
    model("model.toml", declared("connection_limit = 1"));
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
    model("model.toml", declared("login = true\nconnection_limit = 3\ncomment = \"ours\"\n"
                                 "settings = { search_path = [\"app\", \"public\"] }"));
    expect_done(apply());
    EXPECT_EQ(
        ask(format("select rolcanlogin || ' ' || rolconnlimit || ' ' || rolconfig::text || ' ' "
                   "|| shobj_description(oid, 'pg_authid') from pg_roles where rolname = '{}'",
                   role)),
        "true 3 {\"search_path=app, public\"} ours");
    EXPECT_EQ(run_pgslate({"plan"}).status, 0);
    EXPECT_EQ(run_pgslate({"drop"}).status, 0);
    run_sql(format("drop role {}", role));
}

TEST_F(Apply, HasADatabaseToTryOnAndToMakeLikeAnother) {
    model("model.sql", "create table t (id integer);");
    EXPECT_EQ(apply({"--dry-run"}).status, 78);
    const auto url = format("postgresql://{}@/postgres?host={}&port={}", test_server().user,
                            test_server().socket, test_server().port);
    EXPECT_EQ(apply({"--like", url}).status, 78);
    EXPECT_FALSE(database_exists(name()));
}

TEST_F(Apply, ShowsNoSecrets) {
    make(mapping_with("first-1"));
    model("model.sql", mapping_with("g1heim"));
    const auto plan = run_pgslate({"plan"});
    EXPECT_EQ(count_of("ALTER USER MAPPING", plan.out), 1U) << plan.out;
    const auto json = run_pgslate({"plan", "--json"});
    const auto applied = apply({"--verbose"});
    expect_done(applied);
    for (const auto& text : {plan.out, plan.err, json.out, applied.out, applied.err})
        EXPECT_EQ(count_of("g1heim", text), 0U) << text;
}

TEST_F(Apply, LetsAProtectedDatabaseBe) {
    model("model.sql", "create table t (id integer);");
    expect_done(run_pgslate({"create", "--protect"}));
    model("model.sql", "create table t (id integer, a text);");
    EXPECT_EQ(apply().status, 77);
    expect_done(apply({"--confirm", name()}));
}

TEST_F(Apply, LeavesAChildNotNullWhereItsParentIs) {
    const std::string tables = "create table parent (x integer not null default 1); "
                               "create table child (y integer) inherits (parent); "
                               "alter table child alter x set default 2;";
    make(tables);
    run_sql("alter table child no inherit parent", name());
    model("model.sql", tables);
    expect_done(apply());
    EXPECT_EQ(ask_target("select attnotnull from pg_attribute where attname = 'x' and attrelid = "
                         "'child'::regclass"),
              "t");
}

TEST_F(Apply, LeavesRightsOnAChildAloneThatNoModelMentions) {
    make("create table parent (x integer); create table child (y integer) inherits (parent);");
    run_sql("grant select on child to public", name());
    model("model.sql", "create table parent (x integer, z integer); "
                       "create table child (y integer) inherits (parent);");
    expect_done(apply());
    EXPECT_EQ(ask_target("select has_table_privilege('public', 'child', 'select')"), "t");
}

TEST_F(Apply, DropsASubscriptionWithoutItsSlot) {
    make("create table t (a integer);");
    const FreeName like("_like");
    run_sql(format("create database {} template {}", like.text(), name()));
    run_sql("create subscription away connection 'host=nowhere' publication p "
            "with (connect = false)",
            name());
    const auto& server = test_server();
    const auto url = format("postgresql://{}@/{}?host={}&port={}", server.user, like.text(),
                            server.socket, server.port);
    EXPECT_EQ(apply({"--like", url}).status, 77);
    expect_done(apply({"--like", url, "--allow", "data-loss"}));
    EXPECT_EQ(ask_target("select count(*) from pg_subscription where subname = 'away' and subdbid "
                         "= (select oid from pg_database where datname = current_database())"),
              "0");
}

} // namespace
} // namespace pgslate::testing
