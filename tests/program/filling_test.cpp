// What models say of values that are there, and what looks like a rename.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

class Filling : public ProgramTest {
  protected:
    void make(const std::string& sql) const {
        ProgramTest::make(sql);
        model("model.sql", "");
    }

    void expect_done(std::vector<std::string> arguments = {}) const {
        arguments.insert(arguments.begin(), "apply");
        const auto applied = run_pgslate(arguments);
        EXPECT_EQ(applied.status, 0) << applied.out << applied.err;
        const auto plan = run_pgslate({"plan"});
        EXPECT_EQ(plan.status, 0) << plan.out << plan.err;
    }
};

TEST_F(Filling, GivesRowsWhatTheyMustHold) {
    make("create schema app; create function app.twice(x integer) returns integer language sql as "
         "'select x * 2'; create table app.t (id integer primary key, a text, b text);"
         "create table app.u (id integer references app.t deferrable initially deferred);");
    run_sql("insert into app.t values (1, 'a', null), (2, null, 'b')", name());
    model("model.sql", "create function app.twice(x integer) returns integer language sql as "
                       "'select x * 2';");
    model("schemas.toml", "[schema.app]");
    model("model.toml", R"toml(schema = "app"
        [table.t.columns]
        id = { type = "integer", primary_key = true, identity = false }
        a = { type = "text", nullable = false, fill = "'none'" }
        b = { type = "text", fill = "'not needed'" }
        c = { type = "integer", nullable = false, fill = "twice(id)" }
        d = { type = "text", nullable = false, default = "'new'", fill = "'old'" }
        [table.u.columns]
        id = { type = "integer", references = { table = "t", deferrable = true, initially = "deferred" } }
    )toml");
    expect_done();
    EXPECT_EQ(ask_target("select string_agg(id || a || coalesce(b, '-') || c || d, ' ' order by id)"
                         " from app.t"),
              "1a-2old 2noneb4old");
    run_sql("update app.t set a = 'x', c = 0, d = 'y'", name());
    model("model.sql", "create function app.twice(x integer) returns integer language sql as "
                       "'select x * 3';");
    expect_done();
    EXPECT_EQ(ask_target("select min(a || c || d) from app.t"), "x0y");
}

TEST_F(Filling, TellsOfFillWhereARowHoldsNull) {
    make("create table t (a text);");
    run_sql("insert into t values (null)", name());
    model("model.toml", "table.t.columns.a = { type = \"text\", nullable = false }");
    const auto refused = run_pgslate({"apply"});
    EXPECT_NE(refused.status, 0);
    EXPECT_EQ(count_of("fill = \"EXPRESSION\"", refused.err), 1U) << refused.err;
}

TEST_F(Filling, MakesValuesOfTheNewTypeAsIsSaid) {
    make("create table t (a text, b numeric(12,4), c text); create view v as select a from t;");
    run_sql("insert into t values ('1,2', 1.5, 'yes')", name());
    const auto columns = [](const char* b) {
        return format(R"toml([table.t.columns]
            a = {{ type = "integer[]", using = "string_to_array(a, ',')::integer[]" }}
            b = {{ type = "numeric(12,2)", using = "round(b, {})" }}
            c = {{ type = "boolean", using = "c = 'yes'" }}
            [view]
            v = "select a from t")toml",
                      b);
    };
    model("model.toml", columns("0"));
    const auto refused = run_pgslate({"apply"});
    EXPECT_EQ(refused.status, 77);
    for (const auto* lost : {"column public.t.a", "column public.t.b", "column public.t.c"})
        EXPECT_EQ(count_of(lost, refused.err), 1U) << refused.err;
    model("model.toml", columns("2"));
    EXPECT_EQ(count_of("column public.t.b", run_pgslate({"apply"}).err), 0U);
    expect_done({"--allow", "column public.t.a", "--allow", "column public.t.c"});
    EXPECT_EQ(ask_target("select a::text || b || c from t"), "{1,2}1.50true");
}

TEST_F(Filling, ProposesNothingThatAShellWouldTakeForMore) {
    make(R"x(create table "'$(x)'" (id integer, mail text, name text);)x");
    model("model.toml", R"toml(table.account.columns = { id = "integer", mail = "text" })toml");
    const auto plan = run_pgslate({"plan"});
    EXPECT_EQ(count_of(R"(--rename 'table public."'\''$(x)'\''"=account')", plan.out), 1U)
        << plan.out;
}

TEST_F(Filling, ProposesWhatLooksLikeARename) {
    make("create table customer (id integer, mail text, name text); "
         "create table t (a integer, nick text, born date);");
    model("model.toml",
          R"toml(table.account.columns = { id = "integer", mail = "text", phone = "text" }
        table.t.columns = { a = "integer", nickname = "text", birthday = "date" }
        table.other.columns = { x = "integer" })toml");
    const auto plan = run_pgslate({"plan"});
    for (const auto* words : {"--rename 'table public.customer=account', or was = \"customer\"",
                              "--rename 'column public.t.nick=nickname', or was = \"nick\"",
                              "--rename 'column public.t.born=birthday', or was = \"born\""})
        EXPECT_EQ(count_of(words, plan.out), 1U) << plan.out;
    EXPECT_EQ(count_of("--rename", plan.out), 3U) << plan.out;
    run_sql("insert into customer values (1, 'm', 'n')", name());
    const auto refused = run_pgslate({"apply"});
    EXPECT_EQ(refused.status, 77);
    EXPECT_EQ(count_of("--rename 'table public.customer=account'", refused.err), 1U) << refused.err;
    EXPECT_EQ(ask_target("select count(*) from customer"), "1");
    expect_done({"--rename", "table public.customer=account", "--rename",
                 "column public.t.nick=nickname", "--rename", "column public.t.born=birthday",
                 "--allow", "column public.account.name"});
}

} // namespace
} // namespace pgslate::testing
