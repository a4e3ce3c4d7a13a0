// apply where rows are to be in another partition than they are.
#include "support/program_test.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

class PartitionRows : public ProgramTest {
  protected:
    PartitionRows() {
        model("model.sql", before);
        EXPECT_EQ(run_pgslate({"create"}).status, 0);
        ask_target("insert into w select g, 'x' from generate_series(1, 30) g");
        model("model.sql", before + another);
    }

    std::string where_rows_are() const {
        return ask_target("select string_agg(concat(t, ' ', n), ', ' order by t) from (select "
                          "tableoid::regclass::text as t, count(*) as n from w group by 1) x");
    }

    const std::string before =
        "create table w (id integer primary key, b text) partition by range (id); "
        "create table p partition of w for values from (0) to (10); "
        "create table d partition of w default;";
    const std::string another = "create table q partition of w for values from (10) to (20);";
};

TEST_F(PartitionRows, GoFromTheDefaultOneToANewOne) {
    EXPECT_EQ(where_rows_are(), "d 21, p 9");
    const auto applied = run_pgslate({"apply"});
    EXPECT_EQ(applied.status, 0) << applied.err;
    EXPECT_EQ(where_rows_are(), "d 11, p 9, q 10");
    EXPECT_EQ(run_pgslate({"status"}).status, 0);
}

TEST_F(PartitionRows, StayWhereTriggersWouldSeeThemGo) {
    const std::string watched =
        before
        + "create function f() returns trigger language plpgsql as 'begin return null; end';"
          "create trigger g after delete on w for each row execute function f();";
    model("model.sql", watched);
    EXPECT_EQ(run_pgslate({"apply"}).status, 0);
    model("model.sql", watched + another);
    const auto applied = run_pgslate({"apply"});
    EXPECT_EQ(applied.status, 1) << applied.out;
    EXPECT_EQ(count_of("Nothing was changed", applied.err), 1U) << applied.err;
    EXPECT_EQ(where_rows_are(), "d 21, p 9");
}

TEST_F(PartitionRows, StayWhereSomethingMayKeepThemFromArriving) {
    const std::string function =
        "create function f() returns trigger language plpgsql as 'begin return null; end';";
    for (const auto* watcher :
         {"create rule r as on insert to w do instead nothing;",
          "create trigger g before insert on q for each row execute function f();"}) {
        model("model.sql", before + another + function + watcher);
        EXPECT_EQ(run_pgslate({"apply"}).status, 1) << watcher;
        EXPECT_EQ(where_rows_are(), "d 21, p 9") << watcher;
    }
}

TEST_F(PartitionRows, AreNotTouchedWhereNoneHasToGo) {
    ask_target("truncate d");
    const auto plan = run_pgslate({"plan"});
    EXPECT_EQ(plan.status, 2);
    EXPECT_EQ(count_of("DETACH", plan.out), 0U) << plan.out;
    EXPECT_EQ(run_pgslate({"apply"}).status, 0);
}

} // namespace
} // namespace pgslate::testing
