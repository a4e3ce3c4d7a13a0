// plan: what is told of each step besides its statement, and that it is true.
#include "base/format.hpp"
#include "support/json.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace pgslate::testing {
namespace {

class Planned : public ProgramTest {
  protected:
    std::string plan_to(const std::string& sql, const std::vector<std::string>& more = {}) {
        model("model.sql", sql);
        std::vector<std::string> arguments = {"plan"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto ended = run_pgslate(arguments);
        EXPECT_EQ(ended.status, 2) << ended.out << ended.err;
        return ended.out;
    }
};

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

void expect_holds(const std::string& text, const std::string& part) {
    EXPECT_GE(count_of(part, text), 1U) << part << " is not in\n" << text;
}

TEST_F(Planned, WritesTheRowsOfATableAnewOnce) {
    make("create table t (a integer, b integer, c integer, d integer); "
         "create view v as select a, b from t; create view w as select a from v; "
         "insert into t values (1, 2, 3, 4);");
    model("model.sql", "create table t (a bigint, b bigint, c bigint, d numeric); "
                       "create view v as select a, b from t; create view w as select a from v;");
    const auto plan = run_pgslate({"plan"});
    EXPECT_EQ(count_of("ALTER TABLE", plan.out), 1U) << plan.out;
    EXPECT_EQ(count_of("risks: rewrite", plan.out), 1U) << plan.out;
}

TEST_F(Planned, BeginsWithASummary) {
    make("create table t (a integer); create table u (a integer, b text); create table w ();");
    run_sql("insert into u values (1, 'x')", name());
    const auto plan = plan_to("create table t (a bigint); create table u (a integer); "
                              "create index u_a on u (a); create view v as select a from t;");
    EXPECT_EQ(first_line(plan),
              "2 tables altered, 1 table dropped, 1 view created, 1 index built on 16.0 kB, "
              "data lost of 1 object; longest exclusive lock: a moment.")
        << plan;
}

TEST_F(Planned, TellsOfEachStepItsLockItsRisksAndItsReason) {
    make("create table t (a numeric(12,4));");
    run_sql("insert into t values (1.2345)", name());
    model("model.sql", "");
    model("t.toml", "[table.t.columns]\na = \"numeric(12,2)\"\n");
    const auto plan = run_pgslate({"plan"}).out;
    expect_holds(plan, "  -- lock: ACCESS EXCLUSIVE on table public.t\n");
    expect_holds(plan, "  -- risks: data-loss, rewrite, may-fail, no-undo (8.0 kB)\n");
    expect_holds(plan, "  -- why: type of column public.t.a: numeric(12,4) -> numeric(12,2) "
                       "(schemas/t.toml:2:");
}

TEST_F(Planned, SaysAReasonOnceThatAStatementDoesTwoThingsFor) {
    make("create table t (a boolean default true);");
    const auto plan = plan_to("create table t (a integer default 1);");
    EXPECT_EQ(count_of("DEFAULT", plan), 2U) << plan;
    EXPECT_EQ(count_of("-- why: default of column public.t.a", plan), 1U) << plan;
}

TEST_F(Planned, FindsNoRiskForTheRowsOfATableThatHasNone) {
    make("create table t (a integer, b text); create table p (a integer) partition by list (a); "
         "create table p1 partition of p for values in (1);");
    const std::string declared = "create table t (a bigint not null); "
                                 "create table p (a bigint) partition by list (a); "
                                 "create table p1 partition of p for values in (1);";
    const auto plan = plan_to(declared);
    EXPECT_EQ(count_of("-- risks", plan), 0U) << plan;
    expect_holds(plan, "nothing lost");
    run_sql("insert into t values (1, 'x'); insert into p values (1)", name());
    const auto risky = plan_to(declared);
    expect_holds(risky, "data-loss");
    EXPECT_EQ(count_of("rewrite", risky), 3U) << risky; // the partition by itself
}

TEST_F(Planned, SaysForHowMuchOthersHaveToWait) {
    make("create table t (a integer); create table u (a integer);");
    run_sql("insert into t select generate_series(1, 400000)", name());
    const auto plan =
        plan_to("create table t (a bigint); create table u (a integer, b text default 'x');");
    expect_holds(first_line(plan), " MB are written.");
    expect_holds(plan, "blocks-reads, blocks-writes");
    const auto light = plan_to("create table t (a integer); create index t_a on t (a); "
                               "create table u (a integer);");
    expect_holds(first_line(light),
                 "longest lock that holds up writers: on table public.t, while ");
    expect_holds(first_line(light), " MB are read.");
    EXPECT_EQ(count_of("blocks-reads", light), 0U) << light;
}

TEST_F(Planned, IsOneJsonDocument) {
    make("create table t (a integer, b text);");
    const auto json = plan_to("create table t (a bigint, b text);", {"--json"});
    EXPECT_TRUE(is_json(json)) << json;
    for (const auto* part : {"\"longest_lock\": {", "\"mode\": \"ACCESS EXCLUSIVE\"",
                             "\"relation\": \"table public.t\"", "\"fate\": \"altered\"",
                             "\"declared\": \"bigint\"", "\"live\": \"integer\""})
        expect_holds(json, part);
}

TEST_F(Planned, NamesWhatLetsSomebodyDoMore) {
    make(
        "create table t (a integer); alter table t enable row level security; create policy p on t "
        "as restrictive using (a > 0); create view v with (security_barrier = true) as select a "
        "from t; create function f() returns integer language sql as 'select 1'; "
        "revoke execute on function f() from public;");
    const auto plan = plan_to(
        "create table t (a integer); create policy p on t using (a > 0); create view v as select a "
        "from t; create function f() returns bigint language sql as 'select 1::bigint';");
    expect_holds(first_line(plan), "more granted on 3 objects");
    EXPECT_EQ(count_of("risks: grants-more", plan), 3U) << plan;
    expect_holds(plan, "REVOKE ALL ON ROUTINE public.f() FROM PUBLIC;");
}

TEST_F(Planned, LetsNoNameOrValueBreakOutOfItsLine) {
    make("create table \"a\n; drop table x\" (a text default E'x\n; drop table x');");
    const auto plan = plan_to("create table \"a\n; drop table x\" (a text, b integer);");
    std::istringstream lines(plan);
    std::size_t notes = 0;
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("  -- ")) notes += count_of("a\\n; drop table x", line);
    EXPECT_EQ(notes, 4U) << plan;
    expect_holds(plan, ".a: 'x\\n; drop table x'::text -> none (");
}

} // namespace
} // namespace pgslate::testing
