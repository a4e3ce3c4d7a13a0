// Rows that are there and are not what they have to be: counted before anything runs.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

class Rows : public ProgramTest {
  protected:
    // The database from one text with these rows in it; the model is the other text.
    void change(const std::string& from, const std::string& rows, const std::string& to) {
        make(from);
        run_sql(rows, name());
        model("model.sql", to);
    }

    // Nothing has run, and so the server has refused nothing.
    void expect_counted(const std::string& words) {
        const auto planned = run_pgslate({"plan"});
        EXPECT_EQ(planned.status, 2) << planned.err;
        EXPECT_GE(count_of("may-fail", planned.out), 1U) << planned.out;
        const auto refused = run_pgslate({"apply"});
        EXPECT_EQ(refused.status, 1) << refused.err;
        EXPECT_EQ(count_of(words, refused.err), 1U) << refused.err;
        EXPECT_EQ(count_of("nothing was changed", refused.err), 1U) << refused.err;
        EXPECT_EQ(count_of("Altering", refused.out + refused.err), 0U) << refused.err;
    }

    void expect_done() {
        const auto done = run_pgslate({"apply"});
        EXPECT_EQ(done.status, 0) << done.err;
        EXPECT_EQ(run_pgslate({"plan"}).status, 0);
    }
};

TEST_F(Rows, AreShownWithTheirNumberAndAnExampleWhereTheyHoldNull) {
    change("create table t (id integer primary key, a text);",
           "insert into t values (1, 'x'), (2, null), (3, null)",
           "create table t (id integer primary key, a text not null);");
    const auto planned = run_pgslate({"plan"});
    EXPECT_EQ(count_of("2 rows are not what column public.t.a has to have, for instance (id) = (2)",
                       planned.out),
              1U)
        << planned.out;
    EXPECT_EQ(count_of("\"refused\"", run_pgslate({"plan", "--json"}).out), 1U);
    EXPECT_EQ(count_of("2 rows", run_pgslate({"plan", "--markdown"}).out), 1U);
    expect_counted("column public.t.a: 2 rows, for instance (id) = (2)");
    EXPECT_EQ(count_of("model.sql:1", run_pgslate({"apply"}).err), 1U);
    EXPECT_EQ(count_of("fill", run_pgslate({"apply"}).err), 1U);
    run_sql("update t set a = '' where a is null", name());
    expect_done();
}

TEST_F(Rows, AreCountedThatANewColumnGivesNothing) {
    change("create table t (id integer primary key);", "insert into t values (1), (2)",
           "create table t (id integer primary key, a text not null);");
    expect_counted("column public.t.a: 2 rows, for instance (id) = (1)");
}

TEST_F(Rows, ThatGetTheDefaultOfATypeAreNotCounted) {
    const std::string type = "create domain d as integer default 5 not null;";
    change(type + "create table t (id integer);", "insert into t values (1)",
           type + "create table t (id integer, a d not null);");
    expect_done();
    EXPECT_EQ(ask_target("select a from t"), "5");
}

TEST_F(Rows, AreCountedThatANewPrimaryKeyDoesNotTake) {
    change("create table t (id integer);", "insert into t values (null), (1)",
           "create table t (id integer primary key);");
    expect_counted("column public.t.id: 1 row");
    run_sql("update t set id = 1", name());
    expect_counted("primary key public.t.t_pkey: 2 rows, for instance (id) = (1)");
    run_sql("delete from t", name());
    expect_done();
}

TEST_F(Rows, AreCountedThatACheckForbids) {
    change("create table t (id integer primary key, n integer);",
           "insert into t values (1, -1), (2, null), (3, 3)",
           "create table t (id integer primary key, n integer constraint positive check (n > 0));");
    expect_counted("check constraint public.t.positive: 1 row, for instance (id, n) = (1,-1)");
    EXPECT_EQ(count_of("SELECT * FROM public.t WHERE NOT ((n > 0))", run_pgslate({"apply"}).err),
              1U);
    model("model.sql", "create table t (id integer primary key, n integer); alter table t add "
                       "constraint positive check (n > 0) not valid;");
    expect_done();
    model("model.sql",
          "create table t (id integer primary key, n integer constraint positive check (n > 0));");
    expect_counted("check constraint public.t.positive: 1 row");
}

TEST_F(Rows, OfChildrenAndPartitionsAreCountedWhereTheyAreMeant) {
    change("create table t (id integer, n integer) partition by list (id); create table t1 "
           "partition of t for values in (1); create table p (n integer); create table c () "
           "inherits (p);",
           "insert into t values (1, -1); insert into c values (-1), (-1)",
           "create table t (id integer, n integer check (n > 0), unique (id)) partition by list "
           "(id); create table t1 partition of t for values in (1); create table p (n integer "
           "unique check (n > -1)); create table c () inherits (p);");
    const auto refused = run_pgslate({"apply"});
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(count_of("t_n_check: 1 row", refused.err), 1U) << refused.err;
    EXPECT_EQ(count_of("p_n_check: 2 rows", refused.err), 1U) << refused.err;
    EXPECT_EQ(count_of("_key: ", refused.err), 0U) << refused.err;
}

TEST_F(Rows, AreCountedThatAreThereMoreThanOnce) {
    change("create table t (a text, b integer, c boolean);",
           "insert into t values ('x', 1, true), ('X', 1, true), ('y', 2, false), ('Y', 2, false), "
           "(null, 3, true), (null, 3, true)",
           "create table t (a text, b integer, c boolean); create unique index once on t (lower(a) "
           "desc, b) include (c) where c;");
    expect_counted("index public.once: 2 rows, for instance (lower(a), b) = (x,1)");
    run_sql("delete from t where a = 'X'", name());
    expect_done();
    model("model.sql", "create table t (a text, b integer, c boolean, constraint two unique nulls "
                       "not distinct (a, b));");
    if (std::stoi(ask("show server_version_num")) >= 150000)
        expect_counted("unique constraint public.t.two: 2 rows, for instance (a, b) = (,3)");
}

TEST_F(Rows, AreCountedThatRefersToNothing) {
    change("create table o (x integer, y integer, primary key (x, y)); create table t (a integer, "
           "b integer);",
           "insert into o values (1, 1); insert into t values (1, 1), (1, 2), (null, 7)",
           "create table o (x integer, y integer, primary key (x, y)); create table t (a integer, "
           "b integer, constraint ref foreign key (a, b) references o);");
    expect_counted("foreign key public.t.ref: 1 row, for instance (a, b) = (1,2)");
    model("model.sql",
          "create table o (x integer, y integer, primary key (x, y)); create table t (a integer, b "
          "integer, constraint ref foreign key (a, b) references o match full);");
    expect_counted("foreign key public.t.ref: 2 rows, for instance (a, b) = (,7)");
    model("model.sql", "create table fresh (x integer primary key); create table t (a integer "
                       "constraint ref references fresh, b integer); create table o (x integer, y "
                       "integer, primary key (x, y));");
    expect_counted("foreign key public.t.ref: 2 rows, for instance (a) = (1)");
}

TEST_F(Rows, AreCountedByTheNamesThatTheyStillHave) {
    change("create table old (id integer primary key, up integer, n integer);",
           "insert into old values (1, 1, 5), (2, 7, -5)", "");
    model("model.toml", "[table.fresh]\nwas = \"old\"\n[table.fresh.columns]\n"
                        "id = { type = \"integer\", primary_key = true, identity = false }\n"
                        "parent = { type = \"integer\", was = \"up\", references = \"fresh.id\" }\n"
                        "m = { type = \"integer\", was = \"n\", check = \"m > 0\" }\n");
    const auto refused = run_pgslate({"apply"});
    EXPECT_EQ(refused.status, 1) << refused.err;
    EXPECT_EQ(count_of("(parent) = (7)", refused.err), 1U) << refused.err;
    EXPECT_EQ(count_of("(id, m) = (2,-5)", refused.err), 1U) << refused.err;
    EXPECT_EQ(count_of("model.toml:", refused.err), 2U) << refused.err;
}

TEST_F(Rows, OfAllTablesAreCountedThatADomainForbids) {
    change("create domain d as integer; create domain e as d; create table t (a d); create table u "
           "(b e);",
           "insert into t values (-1), (null), (1); insert into u values (-2)",
           "create domain d as integer constraint positive check (value > 0); create domain e as "
           "d; create table t (a d); create table u (b e);");
    const auto refused = run_pgslate({"apply"});
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(count_of("domain check public.d.positive: 1 row", refused.err), 2U) << refused.err;
    model("model.sql", "create domain d as integer not null; create domain e as d; create table t "
                       "(a d); create table u (b e);");
    expect_counted("domain public.d: 1 row");
}

TEST_F(Rows, AreCountedWhoseLabelAnEnumLoses) {
    make("create type mood as enum ('sad', 'it''s ok', 'happy'); create domain d as mood; "
         "create table t (a mood, many mood[], b d); "
         "insert into t values ('sad', '{happy,sad}', 'happy'), ('it''s ok', null, 'sad'), (null, "
         "'{happy}', 'sad');");
    model("model.sql", "create type mood as enum ('happy', 'it''s ok'); create domain d as mood; "
                       "create table t (a mood, many mood[], b d);");
    const auto plan = run_pgslate({"plan"});
    EXPECT_EQ(count_of("1 row is not", plan.out), 2U) << plan.out;
    EXPECT_EQ(count_of("2 rows are not", plan.out), 1U) << plan.out;
    const auto applied = run_pgslate({"apply"});
    EXPECT_EQ(applied.status, 1);
    EXPECT_EQ(count_of("using = ", applied.err), 3U) << applied.err;
    EXPECT_EQ(count_of("22P02", applied.err), 0U) << applied.err;
    model("model.sql", "create type mood as enum ('happy', 'it''s ok', 'sad'); "
                       "create domain d as mood; create table t (a mood, many mood[], b text);");
    const auto moved = run_pgslate({"plan"});
    EXPECT_EQ(count_of("may-fail", moved.out), 0U) << moved.out;
    EXPECT_GT(count_of("rewrite", moved.out), 0U) << moved.out;
}

TEST_F(Rows, ThatThePlanItselfChangesAreLeftToTheServer) {
    change("create table t (id integer primary key, a integer, b text);",
           "insert into t values (1, null, '7')", "");
    model("model.toml", "[table.t.columns]\nid = { type = \"integer\", primary_key = true, "
                        "identity = false }\n"
                        "a = { type = \"integer\", nullable = false, fill = \"1\", check = \"a is "
                        "not null\" }\n"
                        "b = { type = \"integer\", using = \"b::integer\", check = \"b > 6\" }\n"
                        "c = { type = \"integer\", default = \"1\", check = \"c = 1\" }\n");
    expect_done();
}

TEST_F(Rows, ThatGoWithTheirPartitionAreNotCounted) {
    change("create table t (id integer, n integer) partition by list (id); create table t1 "
           "partition of t for values in (1); create table t2 partition of t for values in (2);",
           "insert into t values (1, null), (2, 2)",
           "create table t (id integer, n integer not null) partition by list (id); create table "
           "t2 partition of t for values in (2); create table t1 (id integer, n integer);");
    expect_done();
}

// A function that the owner has written, an operator and a cast would run with our rights.
TEST_F(Rows, AreNotLookedAtWithWhatSomebodyHasWritten) {
    const std::string with =
        "create function f(integer) returns boolean immutable language plpgsql as 'begin perform "
        "pg_notify(''ran'', ''''); return $1 > 0; end'; create type mood as enum ('a'); create "
        "function g(mood) returns text immutable language sql as 'select ''g'''; create cast (mood "
        "as text) with function g(mood) as implicit; ";
    change(with + "create table t (n integer, m mood);", "insert into t values (-1, 'a')",
           with + "create table t (n integer check (f(n)), m mood check (m <> 'b'));");
    const auto planned = run_pgslate({"plan"});
    EXPECT_EQ(planned.status, 2) << planned.err;
    EXPECT_EQ(count_of("values:", planned.out), 0U) << planned.out;
    const auto failed = run_pgslate({"apply"});
    EXPECT_EQ(failed.status, 1);
    EXPECT_EQ(count_of("23514", failed.err), 1U) << failed.err;
    EXPECT_EQ(count_of("model.sql", failed.err), 1U) << failed.err;
    EXPECT_EQ(count_of("Nothing was changed", failed.err), 1U) << failed.err;
}

TEST_F(Rows, ThatAPolicyHidesAreCountedOrLeftToTheServer) {
    const LoginRole role("secret", "createdb");
    change("create table t (a integer); alter table t enable row level security; alter table t "
           "force row level security;",
           format("insert into t values (null); alter table t owner to {}; grant all on schema "
                  "public to {}",
                  role.name(), role.name()),
           "create table t (a integer not null); alter table t enable row level security; alter "
           "table t force row level security;");
    auto program = pgslate({"apply"});
    program.environment["POSTGRES_USER"] = role.name();
    program.environment["POSTGRES_PW"] = "secret";
    const auto failed = run(program);
    EXPECT_EQ(failed.status, 1) << failed.err;
    EXPECT_EQ(count_of("23502", failed.err), 1U) << failed.err;
    EXPECT_EQ(run_pgslate({"apply"}).status, 1);
}

TEST_F(Rows, OfAnotherModelThanOursRunNothingHere) {
    const FreeName other("_other");
    run_sql("create database " + other.text());
    run_sql("create table t (n integer check (n > 0))", other.text());
    make("create table t (n integer);");
    run_sql("insert into t values (-1)", name());
    const auto& server = test_server();
    const auto url = format("postgresql://{}@/{}?host={}&port={}", server.user, other.text(),
                            server.socket, server.port);
    const auto failed = run_pgslate({"apply", "--like", url});
    EXPECT_EQ(failed.status, 1) << failed.err;
    EXPECT_EQ(count_of("23514", failed.err), 1U) << failed.err;
}

} // namespace
} // namespace pgslate::testing
