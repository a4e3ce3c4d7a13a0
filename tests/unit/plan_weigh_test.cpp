// Which risks of a plan are real, and its summary.
#include "plan/summary.hpp"
#include "plan/weigh.hpp"

#include <gtest/gtest.h>

namespace pgslate::plan {
namespace {

using catalog::Extents;
using catalog::Identity;
using catalog::Kind;

constexpr std::int64_t megabyte = std::int64_t{1024} * 1024;
const Identity books{Kind::table, {"public", "books"}, {}};
const Identity shelves{Kind::table, {"public", "shelves"}, {}};

Step step_on(const Identity& table, Risks risks, LockMode mode = LockMode::access_exclusive) {
    return {.doing = Step::Doing::alter,
            .about = table,
            .risks = risks,
            .locks = {{mode, table}},
            .rows_of = {table},
            .whole = table};
}

TEST(PlanWeighing, TakesNoRiskForRealThatATableWithoutRowsHas) {
    Plan plan{{step_on(books, {Risk::data_loss, Risk::rewrite, Risk::may_fail, Risk::no_undo})}};
    EXPECT_EQ(to_be_weighed(plan), std::vector{books});
    weigh(plan, {{books, {.empty = true}}});
    EXPECT_TRUE(plan.steps.front().risks.empty());
    EXPECT_EQ(taken_for_empty(plan), std::vector{books});
    take_for_filled(plan, {shelves});
    EXPECT_FALSE(plan.steps.front().loses_data());
    take_for_filled(plan, {books});
    EXPECT_TRUE(plan.steps.front().loses_data());
}

TEST(PlanWeighing, TakesForFilledWhatNobodyKnows) {
    Plan plan{{step_on(books, {Risk::data_loss})}};
    weigh(plan, {});
    EXPECT_TRUE(plan.steps.front().loses_data());
    EXPECT_TRUE(taken_for_empty(plan).empty());
}

TEST(PlanWeighing, LosesACounterWithoutRows) {
    Plan plan{{step_on(books, {Risk::data_loss})}};
    plan.steps.front().beyond_rows = true;
    weigh(plan, {{books, {.empty = true}}});
    EXPECT_TRUE(plan.steps.front().loses_data());
}

TEST(PlanWeighing, LetsOthersWaitForWhatStepsBehindOneDo) {
    Plan plan{{step_on(books, {}), step_on(shelves, {Risk::scan}, LockMode::share),
               step_on(books, {Risk::rewrite}), step_on(shelves, {})}};
    weigh(plan, {{books, {.bytes = 4 * megabyte}}, {shelves, {.bytes = 5 * megabyte}}});
    EXPECT_TRUE(plan.steps[0].risks.contains(Risk::blocks_reads));
    EXPECT_EQ(plan.steps[1].risks, (Risks{Risk::scan, Risk::blocks_writes}));
    EXPECT_EQ(plan.steps[2].risks, Risks{Risk::rewrite}) << "a moment";
    EXPECT_TRUE(plan.steps[3].risks.empty());
}

TEST(PlanSummary, CountsObjectsAndNotTheirParts) {
    Step dropped = step_on(shelves, {Risk::data_loss});
    dropped.doing = Step::Doing::drop;
    const auto summary = summary_of({{step_on(books, {}), step_on(books, {}), dropped}});
    EXPECT_EQ(summary.objects.at({Kind::table, Fate::altered}), 1U);
    EXPECT_EQ(summary.objects.at({Kind::table, Fate::dropped}), 1U);
    EXPECT_EQ(summary.lost, std::set{shelves});
}

TEST(PlanSummary, KnowsWhatIsMadeAgain) {
    Step dropped = step_on(books, {});
    dropped.doing = Step::Doing::drop;
    Step created = step_on(books, {});
    created.creates = {books};
    EXPECT_EQ(summary_of({{dropped, created}}).objects.at({Kind::table, Fate::made_again}), 1U);
}

TEST(PlanSummary, TellsTheStrongestLockFromItsFirstStepOn) {
    Plan plan{{step_on(shelves, {Risk::scan}, LockMode::share), step_on(books, {}),
               step_on(shelves, {Risk::rewrite})}};
    weigh(plan, {{shelves, {.bytes = 5 * megabyte}}});
    const auto longest = summary_of(plan).longest;
    ASSERT_TRUE(longest);
    EXPECT_EQ(longest->lock.relation, books);
    EXPECT_EQ(longest->bytes_read, 0);
    EXPECT_EQ(longest->bytes_written, 5 * megabyte);
    EXPECT_FALSE(summary_of({{step_on(books, {}, LockMode::share_update_exclusive)}}).longest);
}

} // namespace
} // namespace pgslate::plan
