// A role that may not do what has to be done is told so before anything runs.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

class Rights : public ProgramTest {
  protected:
    Ended as_role(std::vector<std::string> arguments) const {
        auto program = pgslate(std::move(arguments));
        program.environment["POSTGRES_USER"] = role_.name();
        program.environment["POSTGRES_PW"] = "secret";
        return run(program);
    }

    void expect_lack(const std::string& words) const {
        const auto planned = as_role({"plan"});
        EXPECT_EQ(planned.status, 2) << planned.err;
        EXPECT_GE(count_of("-- lacks: " + words, planned.out), 1U) << planned.out;
        EXPECT_GE(count_of(words, as_role({"plan", "--json"}).out), 1U);
        const auto refused = as_role({"apply"});
        EXPECT_EQ(refused.status, 77) << refused.err;
        EXPECT_EQ(count_of(words, refused.err), 1U) << refused.err;
        EXPECT_EQ(count_of("nothing was changed", refused.err), 1U) << refused.err;
        EXPECT_EQ(count_of("Altering", refused.out + refused.err), 0U);
    }

    void expect_done() const {
        const auto done = as_role({"apply", "--allow", "data-loss"});
        EXPECT_EQ(done.status, 0) << done.err;
        EXPECT_EQ(as_role({"plan"}).status, 0);
    }

    LoginRole role_{"secret", "createdb"};
};

TEST_F(Rights, OverWhatAnotherOwnsAreMissed) {
    make("create table t (a integer); create function f() returns integer language sql as 'select "
         "1'; create type e as enum ('a');");
    model("model.sql", "create table t (a integer, b integer); create function f() returns integer "
                       "language sql as 'select 1'; create type e as enum ('a');");
    expect_lack("column public.t.b: it takes what role");
    model("model.sql", "create table t (a integer); create index i on t (a); create function f() "
                       "returns integer language sql as 'select 2'; create type e as enum ('a');");
    expect_lack("index public.i: it takes what role");
    EXPECT_EQ(count_of("function public.f(): it takes", as_role({"apply"}).err), 1U);
    model("model.sql", "create table t (a integer); create function f() returns integer language "
                       "sql as 'select 1'; create type e as enum ('a', 'b');");
    expect_lack("enum public.e: it takes what role");
    run_sql(format("alter type e owner to {}", role_.name()), name());
    expect_done();
}

TEST_F(Rights, OfMembersAndOfTheOwnerOfASchemaAreEnough) {
    const LoginRole owner("secret", "", "_o");
    make("create schema app; create table app.t (a integer); create table app.u (a integer);");
    run_sql(format("alter schema app owner to {}; alter table app.t owner to {}; grant {} to {}",
                   role_.name(), owner.name(), owner.name(), role_.name()),
            name());
    run_sql("insert into app.u values (1)", name());
    model("model.sql", "create schema app; create table app.t (a integer, b integer);");
    expect_done();
}

TEST_F(Rights, ToCreateAndToReferAreMissed) {
    make("create table t (a integer primary key); create schema app;");
    run_sql(format("revoke create on schema public from public; revoke all on database {} from "
                   "public; grant connect on database {} to {}",
                   name(), name(), role_.name()),
            name());
    model(
        "model.sql",
        "create table t (a integer primary key); create schema app; create view app.v as select 1 "
        "as x;");
    expect_lack("view app.v: it takes CREATE on schema app");
    model("model.sql", "create table t (a integer primary key); create schema app; create schema "
                       "more;");
    expect_lack("schema more: it takes CREATE on the database");
    run_sql(format("grant usage, create on schema app to {}", role_.name()), name());
    model("model.sql", "create table t (a integer primary key); create schema app; create table "
                       "app.u (a integer references t);");
    expect_lack("foreign key app.u.u_a_fkey: it takes REFERENCES on table public.t");
    run_sql(format("grant references (a) on t to {}", role_.name()), name());
    expect_done();
}

TEST_F(Rights, InADatabaseThatIsNotThereYetAreNotMissed) {
    model("model.sql", "create schema app; create table app.t (a integer);");
    const auto planned = as_role({"plan"});
    EXPECT_EQ(planned.status, 2) << planned.err;
    EXPECT_EQ(count_of("lacks:", planned.out), 0U) << planned.out;
    EXPECT_EQ(as_role({"apply"}).status, 0);
}

TEST_F(Rights, ToGiveSomethingAwayAreMissed) {
    const LoginRole other("secret", "", "_g");
    make("create table t (a integer);");
    run_sql(format("alter table t owner to {}", role_.name()), name());
    const FreeName like("_like");
    run_sql(format("create database {} template {}", like.text(), name()));
    run_sql(format("alter table t owner to {}", other.name()), like.text());
    const auto& server = test_server();
    const auto url = format("postgresql://{}@/{}?host={}&port={}", server.user, like.text(),
                            server.socket, server.port);
    const auto refused = as_role({"apply", "--like", url});
    EXPECT_EQ(refused.status, 77) << refused.err;
    EXPECT_EQ(count_of("can be made the owner only by its members", refused.err), 1U)
        << refused.err;
    model("model.sql",
          format("create table t (a integer); alter table t owner to {};", other.name()));
    const auto model = as_role({"apply"});
    EXPECT_EQ(model.status, 77) << model.err;
    EXPECT_EQ(count_of("model.sql:1", model.err), 1U) << model.err;
    EXPECT_EQ(count_of("Altering", model.out + model.err), 0U);
}

TEST_F(Rights, OfARoleThatIsNotThereAreToldBeforeAnythingRuns) {
    make("create table t (a integer);");
    for (const auto* words :
         {"grant select on t to nobody_here;", "alter table t owner to nobody_here;",
          "create policy p on t to nobody_here;",
          "alter default privileges grant select on tables to nobody_here;",
          "alter default privileges for role nobody_here grant select on tables to public;",
          "grant pg_monitor to nobody_here;",
          "create server s foreign data wrapper w; create user "
          "mapping for nobody_here server s;"}) {
        const auto needed = std::string(words).find("wrapper") == std::string::npos
                                ? std::string()
                                : std::string("create foreign data wrapper w;");
        model("model.sql", "create table t (a integer, b integer);" + needed + words);
        const auto refused = run_pgslate({"apply"});
        EXPECT_EQ(refused.status, 65) << words << refused.err;
        EXPECT_EQ(count_of("nobody_here, and the models declare none", refused.err), 1U)
            << words << refused.err;
        EXPECT_EQ(count_of("Altering", refused.out + refused.err), 0U);
    }
    model("model.sql", "");
    model("model.toml", "[table.t.columns]\na = \"integer\"\nb = \"integer\"\n"
                        "[table.t.grants]\nnobody_here = [\"select\"]\n");
    EXPECT_EQ(run_pgslate({"apply"}).status, 65);
}

} // namespace
} // namespace pgslate::testing
