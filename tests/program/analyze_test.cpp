// What apply leaves for ANALYZE, and does itself: statistics as the server has them afterwards.
#include "support/program_test.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

class Analyze : public ProgramTest {
  protected:
    void make_analyzed(const std::string& sql) {
        make("create table t (a integer, b text, c integer); " + sql);
        run_sql("insert into t select n, 'x' || n % 7, n % 3 from generate_series(1, 500) n",
                name());
        run_sql("analyze", name());
    }

    Ended apply(const std::string& sql, std::vector<std::string> options = {}) {
        model("model.sql", sql);
        options.insert(options.begin(), "apply");
        auto ended = run_pgslate(options);
        EXPECT_EQ(ended.status, 0) << ended.err;
        return ended;
    }

    std::string known_of(const std::string& relation) const {
        return ask_target("select string_agg(attname, ' ' order by attname) from pg_stats where "
                          "tablename = '"
                          + relation + "'");
    }
    std::string analyzed() const {
        return ask_target("select coalesce(string_agg(relname || ' ' || analyze_count, ', ' order "
                          "by relname), '') from pg_stat_user_tables where analyze_count > 1");
    }
};

constexpr const char* wider = "create table t (a bigint, b text, c integer);";

TEST_F(Analyze, FindsOutAgainWhatAColumnHoldsThatGetsAnotherType) {
    make_analyzed("create table u (a integer);");
    const auto ended = apply(std::string(wider) + "create table u (a integer);");
    EXPECT_EQ(count_of("Analyzing 1 table.", ended.out + ended.err), 1U) << ended.err;
    EXPECT_EQ(known_of("t"), "a b c");
    EXPECT_EQ(count_of("u ", analyzed()), 0U) << analyzed();
}

TEST_F(Analyze, IsLeftOutWhereThatIsWanted) {
    make_analyzed("");
    const auto ended = apply(wider, {"--no-analyze"});
    EXPECT_EQ(count_of("Analyzing", ended.out + ended.err), 0U) << ended.err;
    EXPECT_EQ(known_of("t"), "b c");
}

TEST_F(Analyze, IsNotPartOfATrial) {
    make_analyzed("");
    const auto ended = apply(wider, {"--dry-run"});
    EXPECT_EQ(count_of("Analyzing", ended.out + ended.err), 0U) << ended.err;
    EXPECT_EQ(known_of("t"), "a b c");
}

TEST_F(Analyze, LooksAtExpressionsOfNewIndexesAndAtNewStatistics) {
    make_analyzed("");
    apply("create table t (a integer, b text, c integer); create index t_low on t (lower(b)); "
          "create statistics t_ac (dependencies) on a, c from t;");
    EXPECT_EQ(known_of("t_low"), "lower");
    EXPECT_EQ(ask_target("select count(*) from pg_stats_ext where statistics_name = 't_ac' and "
                         "dependencies is not null"),
              "1");
}

TEST_F(Analyze, LooksAtAllOfATableThatHasStatisticsOfExpressions) {
    constexpr const char* more = "create index t_sum on t ((a + c));";
    make_analyzed(more);
    apply(std::string(wider) + more);
    EXPECT_EQ(known_of("t_sum"), "expr");
    EXPECT_EQ(known_of("t"), "a b c");
}

TEST_F(Analyze, LooksAtAMaterializedViewThatIsMadeAgainAndAtChildren) {
    constexpr const char* more = "create materialized view m as select a from t; "
                                 "create table k () inherits (t);";
    make_analyzed(more);
    run_sql("insert into k select n, 'y', 1 from generate_series(1, 50) n; analyze k", name());
    apply(std::string(wider) + more);
    EXPECT_EQ(known_of("m"), "a");
    EXPECT_EQ(known_of("k"), "a b c");
}

TEST_F(Analyze, SparesTablesOfWhichNothingIsForgotten) {
    make_analyzed("");
    const auto ended = apply("create table t (a integer not null, b text default 'x', c integer, "
                             "d date); create index t_b on t (b);");
    EXPECT_EQ(count_of("Analyzing", ended.out + ended.err), 0U) << ended.err;
}

TEST_F(Analyze, LooksAtATableByTheNameThatItGets) {
    make_analyzed("");
    apply("create table later (a bigint, b text, c integer);",
          {"--rename", "table public.t=later"});
    EXPECT_EQ(known_of("later"), "a b c");
}

TEST_F(Analyze, SaysWhatFailedAndEndsWellAllTheSame) {
    const std::string function =
        "create function f(integer) returns integer language plpgsql immutable as $f$ begin "
        "if current_query() ilike 'analyze%' then raise exception 'not now'; end if; return $1; "
        "end $f$;";
    make_analyzed(function);
    const auto ended = apply(function + wider + "create index t_f on t (f(c));");
    EXPECT_EQ(count_of("not now", ended.err), 1U) << ended.err;
    EXPECT_EQ(count_of("Everything was altered", ended.err), 1U) << ended.err;
}

} // namespace
} // namespace pgslate::testing
