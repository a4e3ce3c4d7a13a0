#include "apply/batches.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace pgslate::apply {
namespace {

plan::Plan plan_of(std::size_t steps) {
    plan::Plan plan;
    plan.steps.resize(steps);
    return plan;
}

Steps all_of(const plan::Plan& plan) {
    Steps steps(plan.steps.size());
    std::iota(steps.begin(), steps.end(), 0);
    return steps;
}

// Where the transactions end.
Steps ends(const Batches& batches, const Steps& steps) {
    Steps result;
    for (std::size_t next = 0; next < steps.size();)
        result.push_back(next = batches.end(steps, next));
    return result;
}

Failure failure(const char* sqlstate, bool at_end = false) {
    Failure failure{.at_end = at_end};
    failure.error.sqlstate = sqlstate;
    return failure;
}

Failure out_of_locks() {
    auto result = failure("53200");
    result.error.hint = "You might need to increase max_locks_per_transaction.";
    return result;
}

TEST(Batches, AreOneWhereAllCommitsAtOnce) {
    const auto plan = plan_of(1000);
    for (const auto commit : {Commit::once, Commit::by_caller}) {
        Batches batches(plan, commit);
        EXPECT_EQ(ends(batches, all_of(plan)), Steps{1000});
        EXPECT_FALSE(batches.recut(out_of_locks(), true));
        EXPECT_FALSE(batches.recut(failure("23503", true), true));
    }
}

TEST(Batches, AreOneForASmallPlan) {
    const auto plan = plan_of(300);
    EXPECT_EQ(ends(Batches(plan, Commit::in_batches), all_of(plan)), Steps{300});
}

TEST(Batches, AreNeverCutBetweenNeighboursThatChangeData) {
    auto plan = plan_of(1000);
    for (std::size_t i = 299; i < 650; ++i) plan.steps[i].changes_data = true;
    EXPECT_EQ(ends(Batches(plan, Commit::in_batches), all_of(plan)), (Steps{650, 950, 1000}));
}

TEST(Batches, GetSmallerWhereTheServerHasNoRoomForLocks) {
    const auto plan = plan_of(700);
    Batches batches(plan, Commit::in_batches);
    EXPECT_FALSE(batches.recut(failure("53200"), true)) << "it may lack any memory";
    EXPECT_TRUE(batches.recut(out_of_locks(), false));
    EXPECT_EQ(batches.end(all_of(plan), 0), 75U);
    int times = 1;
    while (batches.recut(out_of_locks(), true)) ++times;
    EXPECT_EQ(batches.end(all_of(plan), 0), 1U);
    EXPECT_LT(times, 10);
}

TEST(Batches, GrowWhereADeferredConstraintWaitsForMore) {
    const auto plan = plan_of(700);
    Batches batches(plan, Commit::in_batches);
    EXPECT_FALSE(batches.recut(failure("23503"), true)) << "not deferred";
    EXPECT_FALSE(batches.recut(failure("23503", true), false)) << "nothing comes behind";
    EXPECT_TRUE(batches.recut(failure("23503", true), true));
    EXPECT_EQ(batches.end(all_of(plan), 0), 600U);
    EXPECT_FALSE(batches.recut(out_of_locks(), true)) << "or it would never end";
}

TEST(Blame, SaysWhatToDoWhereTheServerHasNoRoomForLocks) {
    const auto plan = plan_of(1);
    const auto error = blame(plan, {out_of_locks()});
    ASSERT_EQ(error.problems().size(), 1U);
    ASSERT_EQ(error.problems()[0].hints.size(), 1U);
    EXPECT_NE(error.problems()[0].hints[0].find("max_locks_per_transaction"), std::string::npos);
}

} // namespace
} // namespace pgslate::apply
