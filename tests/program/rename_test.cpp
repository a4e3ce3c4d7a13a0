// Renames, by `was` and by --rename: nothing is dropped or made for them.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pgslate::testing {
namespace {

// A database as it is, and what it is to be called. What of it no model can say stands in `told`.
struct Case {
    const char* name;
    const char* before;    ///< SQL
    const char* model;     ///< TOML
    const char* more = ""; ///< what else is declared, in SQL
    std::vector<std::string> told = {};
};

void PrintTo(const Case& one, std::ostream* stream) {
    *stream << one.name;
}

class Rename : public ProgramTest {
  protected:
    Ended run(const std::string& command, std::vector<std::string> told = {}) const {
        std::vector<std::string> arguments = {command};
        for (auto& one : told) arguments.insert(arguments.end(), {"--rename", std::move(one)});
        return run_pgslate(arguments);
    }

    static void expect_only_renames(const Ended& plan) {
        EXPECT_EQ(plan.status, 2) << plan.out << plan.err;
        for (const auto* word : {"DROP ", "CREATE ", "ADD ", "TYPE public.x TYPE", "SET DEFAULT"})
            EXPECT_EQ(count_of(word, plan.out), 0U) << plan.out;
        EXPECT_GT(count_of("ALTER ", plan.out), 0U) << plan.out;
    }

    void expect_done(std::vector<std::string> told = {}) const {
        const auto applied = run("apply", std::move(told));
        EXPECT_EQ(applied.status, 0) << applied.out << applied.err;
        const auto plan = run("plan");
        EXPECT_EQ(plan.status, 0) << plan.out << plan.err;
    }
};

class RenameOfKinds : public Rename, public ::testing::WithParamInterface<Case> {};

TEST_P(RenameOfKinds, DropsAndMakesNothing) {
    make(GetParam().before);
    model("model.sql", GetParam().more);
    model("model.toml", GetParam().model);
    expect_only_renames(run("plan", GetParam().told));
    const auto applied = run("apply", GetParam().told);
    EXPECT_EQ(applied.status, 0) << applied.out << applied.err;
    const auto again = run("plan", GetParam().told); // which has become stale
    EXPECT_EQ(again.status, 0) << again.out << again.err;
}

const std::vector<Case> cases = {
    {"table_with_all_that_it_has",
     "create table customer (id serial primary key, mail text unique, n integer check (n > 0), "
     "at bigint generated always as identity); create index on customer (lower(mail)); "
     "comment on column customer.mail is 'm'; "
     "create table orders (id integer primary key, c integer references customer); "
     "create view many as select customer.id from customer where customer.n > 1;",
     R"toml([table.account]
        was = "customer"
        columns.id = { type = "serial", primary_key = true }
        columns.mail = { type = "text", unique = true, comment = "m" }
        columns.n = { type = "integer", check = "n > 0" }
        columns.at = { type = "bigint", identity = "always", nullable = false }
        indexes.account_lower_idx = [{ expression = "lower(mail)" }]
        [table.orders.columns]
        id = { type = "integer", primary_key = true, identity = false }
        c = { type = "integer", references = "account.id" }
        [view]
        many = "select account.id from account where account.n > 1")toml"},
    {"column_in_all_that_names_it",
     "create table t (a integer not null, b integer generated always as (a * 2) stored, "
     "constraint pos check (a > 0), primary key (a)); create index t_a on t (abs(a)) where a > 1; "
     "create table u (t integer references t (a)); create statistics s on a, b from t;",
     R"toml([table.t]
        primary_key = { columns = ["key"], name = "t_pkey" }
        columns.key = { type = "integer", was = "a", identity = false }
        columns.b = { type = "integer", generated = "key * 2" }
        checks.pos = "key > 0"
        indexes.t_a = { columns = [{ expression = "abs(key)" }], where = "key > 1" }
        [table.u.columns]
        t = { type = "integer", references = "t.key" }
        [statistics]
        s = "on key, b from t")toml"},
    {"schema",
     "create schema old; create table old.t (id serial primary key); "
     "create view old.v as select id from old.t; "
     "create function old.f(x old.t) returns integer language sql begin atomic select 1; end;",
     R"toml(schema.app.was = "old")toml",
     "create table app.t (id serial primary key); create view app.v as select id from app.t; "
     "create function app.f(x app.t) returns integer language sql begin atomic select 1; end;"},
    {"into_another_schema",
     "create schema a; create schema b; create type a.mood as enum ('x'); "
     "create table a.t (id serial primary key, m a.mood default 'x'); "
     "create index on a.t (m);",
     R"toml([schema.a]
        [schema.b])toml",
     "create type b.feeling as enum ('x'); create table b.u (id serial, m b.feeling default 'x', "
     "constraint u_pkey primary key (id)); create index u_m_idx on b.u (m);",
     {"table a.t=b.u", "enum a.mood=b.feeling"}},
    {"enum_and_value",
     "create type mood as enum ('sad', 'ok'); "
     "create table t (m mood default 'ok', check (m <> 'sad'), many mood[]);",
     R"toml(enum.feeling = { labels = [{ label = "bad", was = "sad" }, "ok"], was = "mood" }
        [table.t]
        columns = { m = { type = "feeling", default = "'ok'", check = "m <> 'bad'" }, many = "feeling[]" })toml"},
    {"domain_and_check",
     "create domain d as integer constraint c check (value > 0); "
     "create table t (a d);",
     R"toml(domain.e = { type = "integer", was = "d", checks.k = { expression = "value > 0", was = "c" } }
        table.t.columns.a = "e")toml"},
    {"composite_and_attribute",
     "create type pair as (a integer, b text); create table t (p pair); "
     "create table o of pair;",
     R"toml(type.couple = { was = "pair", attributes = { a = "integer", second = { type = "text", was = "b" } } }
        table.t.columns.p = "couple")toml",
     "create table o of couple;"},
    {"range", "create type r as range (subtype = integer); create table t (a r);",
     R"toml(range.s = { subtype = "integer", was = "r", multirange = "r_multirange" }
        table.t.columns.a = "s")toml"},
    {"sequence", "create sequence s; create table t (a bigint default nextval('s'));",
     R"toml(sequence.n.was = "s"
        table.t.columns.a = { type = "bigint", default = "nextval('n')" })toml"},
    {"views",
     "create table t (a integer); create view v as select a from t; "
     "create view w as select a from v; "
     "create materialized view m as select a from t; create index on m (a);",
     R"toml(table.t.columns.a = "integer"
        view.x = { query = "select a from t", was = "v" }
        view.w = "select a from x"
        materialized_view.y = { query = "select a from t", was = "m", indexes.m_a_idx = ["a"] })toml"},
    {"parts",
     "create table t (a integer, b integer constraint ch check (b > 0), "
     "constraint un unique (a), constraint ex exclude using btree (b with =)); "
     "create index ix on t (b); create policy po on t using (a > 0); "
     "create rule ru as on update to t do nothing; "
     "create trigger tr before update on t for each row "
     "execute function suppress_redundant_updates_trigger();",
     R"toml([table.t]
        columns = { a = "integer", b = "integer" }
        checks.ch2 = { expression = "b > 0", was = "ch" }
        uniques.un2 = { columns = ["a"], was = "un" }
        excludes.ex2 = { using = "btree", elements = ["b with ="], was = "ex" }
        indexes.ix2 = { columns = ["b"], was = "ix" }
        policies.po2 = { using = "a > 0", was = "po" }
        rules.ru2 = { definition = "on update to t do nothing", was = "ru" }
        triggers.tr2 = { definition = "before update on t for each row execute function suppress_redundant_updates_trigger()", was = "tr" })toml"},
    {"partitions",
     "create table t (a integer, b text) partition by range (a); "
     "create table t1 partition of t for values from (0) to (10); "
     "create index t_b on t (b);",
     R"toml([table.log]
        was = "t"
        partition_by = "range (at)"
        columns = { at = { type = "integer", was = "a" }, b = "text" }
        indexes.t_b = ["b"]
        partitions.log1 = { bound = "for values from (0) to (10)", was = "t1" })toml"},
    {"children", "create table p (a integer); create table c (b integer) inherits (p);",
     R"toml(table.p.columns.x = { type = "integer", was = "a" }
        table.c = { inherits = ["p"], columns.b = "integer" })toml"},
    {"what_only_sql_declares",
     "create table t (a integer); create function f(x t) returns t language sql as 'select x'; "
     "create aggregate g(integer) (sfunc = int4pl, stype = integer); "
     "create procedure p() language sql as ''; create collation c from \"C\"; "
     "create text search configuration ts (copy = simple); create foreign data wrapper w; "
     "create server s foreign data wrapper w; create user mapping for public server s; "
     "create publication pub for table t; create function ev() returns event_trigger "
     "language plpgsql as 'begin end'; "
     "create event trigger et on ddl_command_start when tag in ('CREATE CAST') "
     "execute function ev();",
     "",
     "create table u (a integer); create function f2(x u) returns u language sql as 'select x'; "
     "create aggregate g2(integer) (sfunc = int4pl, stype = integer); "
     "create procedure p2() language sql as ''; create collation c2 from \"C\"; "
     "create text search configuration ts2 (copy = simple); create foreign data wrapper w2; "
     "create server s2 foreign data wrapper w2; create user mapping for public server s2; "
     "create publication pub2 for table u; create function ev() returns event_trigger "
     "language plpgsql as 'begin end'; "
     "create event trigger et2 on ddl_command_start when tag in ('CREATE CAST') "
     "execute function ev();",
     {"t=u", "function f(public.t)=f2", "function public.g(integer)=public.g2", "function p()=p2",
      "collation c=c2", "text search configuration ts=ts2", "foreign-data wrapper w=w2",
      "server s=s2", "publication pub=pub2", "event trigger et=et2"}},
    {"names_that_need_quotes",
     R"toml(create table "a.b=c" ("x "" y" integer);)toml",
     "",
     R"toml(create table "D e" ("Z" integer);)toml",
     {R"toml(table public."a.b=c"="D e")toml", R"toml(column public."a.b=c"."x "" y"=Z)toml"}},
};

INSTANTIATE_TEST_SUITE_P(All, RenameOfKinds, ::testing::ValuesIn(cases),
                         [](const auto& one) { return one.param.name; });

TEST_F(Rename, KeepsRowsAndCountersWhileTypesChange) {
    make("create table customer (id serial primary key, mail text, at integer generated always as "
         "identity);");
    run_sql("insert into customer (mail) values ('x'), ('y')", name());
    model("model.sql", "");
    model("model.toml", R"toml([table.account]
        was = "customer"
        columns.id = { type = "serial", primary_key = true }
        columns.email = { type = "varchar(100)", was = "mail", nullable = false }
        columns.at = { type = "bigint", identity = "always", nullable = false })toml");
    expect_done();
    run_sql("insert into account (email) values ('z')", name());
    EXPECT_EQ(ask_target("select string_agg(id || email || at, ' ' order by id) from account"),
              "1x1 2y2 3z3");
}

TEST_F(Rename, GoesTogetherWithExpressionsThatChange) {
    make("create table t (a integer default 1 + 1 check (a > 0), price integer); "
         "create view v as select price from t where a > 0; create index t_i on t (a) where a > 0; "
         "insert into t values (3, 4);");
    model("model.sql", "");
    model("model.toml", R"toml([table.t]
        columns.b = { type = "integer", was = "a", default = "2 + 2", check = "b > 1" }
        columns.amount = { type = "integer", was = "price" }
        indexes.t_i = { columns = ["b"], where = "b > 1" }
        [view]
        v = "select amount from t where b > 1")toml");
    expect_done();
    EXPECT_EQ(ask_target("select t from t"), "(3,4)");
}

TEST_F(Rename, FollowsChainsAndOlderNames) {
    make("create table b (v integer); create table c (w text);");
    run_sql("insert into b values (1)", name());
    run_sql("insert into c values ('w')", name());
    model("model.sql", "");
    model("model.toml", R"toml(table.a = { was = ["x", "b"], columns.v = "integer" }
                           table.b = { was = "c", columns.w = "text" })toml");
    expect_done();
    EXPECT_EQ(ask_target("select v || w from a, b"), "1w");
}

TEST_F(Rename, ExchangesOnce) {
    make("create table a (v integer, x integer, y text); create table b (w text);");
    run_sql("insert into a values (1, 2, 'y')", name());
    run_sql("insert into b values ('w')", name());
    model("model.sql", "");
    model("model.toml",
          R"toml(table.a = { was = "b", columns.w = "text" }
             [table.b]
             was = "a"
             columns = { v = "integer", x = { type = "text", was = "y" }, y = { type = "integer", was = "x" } })toml");
    expect_done();
    EXPECT_EQ(ask_target("select w || v || x || y from a, b"), "w1y2");
}

TEST_F(Rename, TellsWhyNothingIsRenamedWhereBothAreThere) {
    make("create table a (v integer); create table b (v integer);");
    run_sql("insert into b values (1)", name());
    model("model.sql", "");
    model("model.toml", R"toml(table.a = { was = "b", columns.v = "integer" })toml");
    const auto plan = run("plan");
    EXPECT_EQ(count_of("both are there, so nothing is renamed", plan.err), 1U) << plan.err;
    EXPECT_EQ(count_of("DROP TABLE public.b", plan.out), 1U) << plan.out;
    run_sql("insert into b values (1)", name());
    EXPECT_EQ(run("apply").status, 77);
}

// Its name is in the way, but it is another kind of thing that nobody declares.
TEST_F(Rename, PutsAsideWhatIsInTheWay) {
    make("create table a (v integer); create view b as select 1 as one;");
    model("model.sql", "create table b (v integer);");
    const auto applied = run("apply", {"table a=b"});
    EXPECT_EQ(applied.status, 0) << applied.err;
    EXPECT_EQ(run("plan").status, 0);
}

TEST_F(Rename, MakesAnewWhatIsUnderAnOldName) {
    make("create table a (v integer);");
    run_sql("insert into a values (1)", name());
    model("model.sql", "");
    model("model.toml", R"toml(table.b = { was = "a", columns.v = "integer" }
                           table.a = { columns.w = "text" })toml");
    expect_done();
    EXPECT_EQ(ask_target("select v || (select count(*) from a)::text from b"), "10");
}

TEST_F(Rename, RefusesWordsThatFitNothing) {
    make("create table account (v integer); create view account_view as select 1 as a; "
         "create table other (account_view integer)");
    for (const auto& [told, words] : std::vector<std::pair<std::string, std::string>>{
             {"table public.acount=b", "Did you mean 'table public.account'?"},
             {"account=b", "nothing declares table public.b"},
             {"account", "there is no OLD=NEW in it"},
             {"table account=a.b.c", "can't be called a.b.c"},
             {"account_view=\"", "is no name"}}) {
        const auto ended = run("plan", {told});
        EXPECT_EQ(ended.status, 64) << told << ended.out;
        EXPECT_EQ(count_of(words, ended.err), 1U) << ended.err;
    }
}

TEST_F(Rename, WorksTowardsAnotherDatabase) {
    make("create table t (a integer check (a > 0), b text) partition by range (a);"
         "create table t1 partition of t for values from (0) to (9);");
    run_sql("insert into t values (1, 'b')", name());
    const FreeName other("_other");
    run_sql("create database " + other.text());
    run_sql("create table u (x integer check (x > 0), b text) partition by range (x);"
            "create table u1 partition of u for values from (0) to (9);",
            other.text());
    const auto url = format("postgresql://{}@/{}?host={}&port={}", test_server().user, other.text(),
                            test_server().socket, test_server().port);
    const std::vector<std::string> words = {"--like",   url,     "--rename", "t=u",
                                            "--rename", "t.a=x", "--rename", "t1=u1"};
    auto arguments = words;
    arguments.insert(arguments.begin(), "apply");
    const auto applied = run_pgslate(arguments);
    EXPECT_EQ(applied.status, 0) << applied.err;
    EXPECT_EQ(ask_target("select x || b from u1"), "1b");
    EXPECT_EQ(run_pgslate({"plan", "--like", url}).status, 0);
}

TEST_F(Rename, IsTakenBackByTheWayBack) {
    make("create table customer (mail text);");
    model("model.sql", "create table account (email text, n integer);");
    const auto back = run_pgslate({"plan", "--undo", "--rename", "table customer=account",
                                   "--rename", "column customer.mail=email"});
    EXPECT_EQ(count_of("RENAME COLUMN email TO mail", back.out), 1U) << back.out;
    EXPECT_EQ(count_of("RENAME TO customer", back.out), 1U) << back.out;
    EXPECT_EQ(count_of("DROP TABLE", back.out), 0U) << back.out;
    EXPECT_GT(back.out.find("RENAME TO customer"), back.out.find("DROP COLUMN n")) << back.out;
}

TEST_F(Rename, KeepsARole) {
    const auto before = name() + "_old";
    const auto after = name() + "_new";
    const auto declared = [](const std::string& role, const std::string& hint) {
        return format("[role.{0}]\n{1}\n[table.t]\nowner = \"{0}\"\ncolumns.a = \"integer\"\n"
                      "policies.p = {{ to = \"{0}\", using = \"true\" }}",
                      role, hint);
    };
    model("model.toml", declared(before, ""));
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
    model("model.toml", declared(after, format("was = \"{}\"", before)));
    expect_only_renames(run("plan"));
    expect_done();
    EXPECT_EQ(ask(format("select count(*) from pg_roles where rolname = '{}'", before)), "0");
    EXPECT_EQ(run_pgslate({"drop"}).status, 0);
    run_sql(format("drop role {}", after));
}

} // namespace
} // namespace pgslate::testing
